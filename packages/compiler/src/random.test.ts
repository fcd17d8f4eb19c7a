import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { buildEngine, reason, TIME_LIMIT } from '../test/compiled.js';
import { Differences, SETTINGS } from '../test/differences.js';
import { numericParts, numericProgram } from '../test/numeric-programs.js';
import { program, statements } from '../test/random-program.js';

// Random programs do compiled what they do under Node, in every setting of the compiler. MORGANA_SEED=N repeats a run.
const full = process.env.MORGANA_TEST_FULL === '1';
// a run of the whole suite is the same each time; the long runs look for what is new
const seed = Number(process.env.MORGANA_SEED ?? (full ? Date.now() % 1_000_000_007 : 1));
const names = Object.keys(SETTINGS);

interface Kind {
  readonly title: string;
  readonly parts: fc.Arbitrary<string[]>;
  readonly program: (parts: readonly string[]) => string;
  /** Programs of one executable. */
  readonly count: number;
}
const KINDS: readonly Kind[] = [
  { title: 'statements', parts: statements, program, count: full ? 60 : 25 },
  // most of the time goes into these: they are long, and all of them is loops
  { title: 'numbers', parts: numericParts, program: numericProgram, count: full ? 12 : 3 },
];
// the same programs in each setting
const rounds = KINDS.flatMap((kind) =>
  Array.from({ length: full ? 4 : 1 }, (_, round) =>
    (full ? names : kind.title === 'numbers' ? names.slice(0, 4) : [names[0]!]).map((setting) => ({
      kind,
      round,
      setting,
      title: kind.title,
    })),
  ).flat(),
);

describe.skipIf(reason !== null)(`random programs, seed ${seed}`, () => {
  let work = '';
  beforeAll(() => {
    buildEngine();
    work = mkdtempSync(join(tmpdir(), 'morgana-random-'));
    console.log(`random programs: seed ${seed}`);
  }, TIME_LIMIT);
  afterAll(() => {
    if (work !== '') rmSync(work, { recursive: true, force: true });
  });

  test.each(rounds)(
    '$title, $setting, round $round',
    async ({ kind, round, setting }) => {
      const differences = new Differences(mkdtempSync(join(work, 'round-')), kind.program);
      const options = SETTINGS[setting]!;
      const lists = fc.sample(kind.parts, { seed: seed + round, numRuns: kind.count });
      const [first] = await differences.find(lists, options);
      if (first === undefined) return;
      const { parts, actual, expected } = await differences.minimal(first, options);
      expect(actual, `seed ${seed + round}:\n${kind.program(parts)}`).toEqual(expected);
    },
    TIME_LIMIT,
  );
});
