import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { buildEngine, compileBatch, reason, TIME_LIMIT, underNode } from '../test/compiled.js';
import { numericProgram } from '../test/numeric-programs.js';
import type { CompileOptions } from './compile.js';

// Random programs about numbers print what they print under Node: with types inferred, and with guesses that fail.
const full = process.env.MORGANA_TEST_FULL === '1';
const seed = Number(process.env.MORGANA_SEED ?? (full ? Date.now() % 1_000_000_007 : 11));
const MODES: readonly CompileOptions[] = [{ optimization: '0' }, { optimization: '0', failGuards: true }];

describe.skipIf(reason !== null)(`random programs about numbers, MORGANA_SEED=${seed}`, () => {
  let folder = '';
  beforeAll(() => {
    buildEngine();
    folder = mkdtempSync(join(tmpdir(), 'morgana-numeric-'));
  }, TIME_LIMIT);
  afterAll(() => {
    if (folder !== '') rmSync(folder, { recursive: true, force: true });
  });

  test(
    'print the same',
    async () => {
      const path = join(folder, 'program.mjs');
      const property = fc.asyncProperty(numericProgram, async (text) => {
        writeFileSync(path, text);
        const expected = await underNode(path);
        for (const options of MODES) {
          const batch = await compileBatch([path], join(folder, 'program'), options);
          expect(await batch.run(path), JSON.stringify(options)).toEqual(expected);
        }
      });
      await fc.assert(property, { seed, numRuns: full ? 60 : 2 });
    },
    full ? 60 * 60_000 : TIME_LIMIT,
  );
});
