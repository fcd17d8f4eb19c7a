import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { CompileOptions } from '../src/compile.js';
import { compileBatch, underNode } from './compiled.js';

// Random programs are lists of parts that stand alone: what differs from Node is found by the dozen and made smaller by leaving parts out.

/** The settings of the proof of soundness. Nothing that they do may be seen. */
export const SETTINGS: Readonly<Record<string, CompileOptions>> = {
  inferred: {},
  generic: { generic: true },
  'every guess fails': { failGuards: 'always' },
  'some guesses fail': { failGuards: 'sometimes' },
  'the compact form': { interpret: 'all' },
  'a collection at every allocation': { gcStress: true },
};

export interface Difference {
  readonly parts: string[];
  readonly actual: unknown;
  readonly expected: unknown;
}

/** Compares programs that are made of parts with Node; `work` is an empty folder. */
export class Differences {
  private readonly work: string;
  private readonly program: (parts: readonly string[]) => string;
  private number = 0;

  constructor(work: string, program: (parts: readonly string[]) => string) {
    this.work = work;
    this.program = program;
  }

  /** Of these programs, those that do something else. */
  async find(lists: readonly string[][], options: CompileOptions): Promise<Difference[]> {
    const name = `run${this.number++}`;
    const paths = lists.map((parts, index) => {
      const path = join(this.work, `${name}-${index}.mjs`);
      writeFileSync(path, this.program(parts));
      return path;
    });
    const objects = join(this.work, 'objects');
    const batch = await compileBatch(paths, join(this.work, name), {
      optimization: '0',
      programCacheDirectory: objects,
      ...options,
    });
    const found: Difference[] = [];
    for (const [index, path] of paths.entries()) {
      const actual = batch.failures.get(path) ?? (await batch.run(path));
      const expected = await underNode(path);
      if (JSON.stringify(actual) !== JSON.stringify(expected)) found.push({ parts: lists[index]!, actual, expected });
    }
    return found;
  }

  /** Leaves parts out as long as the rest still differs. */
  async minimal(difference: Difference, options: CompileOptions): Promise<Difference> {
    for (let size = difference.parts.length >> 1; size > 0; ) {
      const { parts } = difference;
      const shorter: string[][] = [];
      for (let at = 0; at < parts.length; at += size) shorter.push([...parts.slice(0, at), ...parts.slice(at + size)]);
      const candidates = shorter.filter((candidate) => candidate.length > 0);
      const [first] = candidates.length > 0 ? await this.find(candidates, options) : [];
      if (first === undefined) size >>= 1;
      else difference = first;
    }
    return difference;
  }
}
