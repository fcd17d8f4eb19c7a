import { type Program, parse as parseModule } from 'acorn';
import { CompileError } from './diagnostics.js';
import { type PositionFinder, positionFinder, type SourceFile } from './source.js';

export interface ParsedModule {
  readonly source: SourceFile;
  readonly positions: PositionFinder;
  readonly ast: Program;
}

/** Parses one module of ES2024 (ES2023 but for the flag v). A syntax error becomes a CompileError at its position. */
export function parse(source: SourceFile): ParsedModule {
  const positions = positionFinder(source);
  try {
    const ast = parseModule(source.text, {
      ecmaVersion: 2024,
      sourceType: 'module',
      allowHashBang: true,
    });
    return { source, positions, ast };
  } catch (error) {
    if (error instanceof SyntaxError && 'pos' in error && typeof error.pos === 'number') {
      if (error.message.startsWith("'with' in strict mode"))
        throw new CompileError(
          'with is not supported: modules are strict; name the object whose properties are meant',
          positions.at(error.pos),
        );
      const text = error.message.replace(/ \(\d+:\d+\)$/, '');
      throw new CompileError(`syntax error: ${text}`, positions.at(error.pos));
    }
    throw error;
  }
}
