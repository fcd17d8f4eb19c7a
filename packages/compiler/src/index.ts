export {
  type CompiledProgram,
  type CompileOptions,
  compileFile,
  compileFiles,
  compileSources,
  type Platform,
  translate,
} from './compile.js';
export { CompileError, InternalError } from './diagnostics.js';
export { printFunction } from './ir.js';
export type { ExtraGlobal } from './platform-globals.js';
export { type FunctionCoverage, functionPaths, profilesOf, type Run } from './profile/coverage.js';
export type { PackageProfile, Profiles } from './profile/profile.js';
export type { Position, SourceFile } from './source.js';
