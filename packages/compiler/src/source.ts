import { originalPositionFor, TraceMap } from '@jridgewell/trace-mapping';

/** Where something stands: in the TypeScript source when the bundle has a source map, otherwise in the bundle. */
export interface Position {
  readonly file: string;
  /** 1-based. */
  readonly line: number;
  /** 1-based. */
  readonly column: number;
}

/** One module to compile: its text and, if the bundler made one, its source map. */
export interface SourceFile {
  readonly path: string;
  readonly text: string;
  /** Source map JSON text, or undefined. */
  readonly map?: string | undefined;
  /** $name(...) calls the engine's C. */
  readonly intrinsics?: boolean;
}

/** Translates offsets of a file into positions, through its source map where there is one. */
export interface PositionFinder {
  at(offset: number): Position;
}

export function positionFinder(source: SourceFile): PositionFinder {
  const starts = [0];
  for (let i = 0; i < source.text.length; i++) if (source.text.charCodeAt(i) === 10) starts.push(i + 1);
  const map = source.map === undefined ? null : new TraceMap(source.map);
  return {
    at(offset) {
      let low = 0;
      let high = starts.length - 1;
      while (low < high) {
        const middle = (low + high + 1) >> 1;
        if (starts[middle]! <= offset) low = middle;
        else high = middle - 1;
      }
      const line = low + 1;
      const column = offset - starts[low]!;
      if (map !== null) {
        const original = originalPositionFor(map, { line, column });
        if (original.source !== null && original.line !== null)
          return { file: original.source, line: original.line, column: original.column + 1 };
      }
      return { file: source.path, line, column: column + 1 };
    },
  };
}
