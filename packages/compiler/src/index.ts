export {
  type CompiledProgram,
  type CompileOptions,
  compileFile,
  compileFiles,
  compileSources,
  translate,
} from './compile.js';
export { CompileError, InternalError } from './diagnostics.js';
export { printFunction } from './ir.js';
