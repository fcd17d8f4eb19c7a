import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { buildEngine, compileBatch, reason, TIME_LIMIT, underNode } from '../test/compiled.js';
import { program, statements } from '../test/random-program.js';

// Random programs do compiled what they do under Node. MORGANA_SEED=N repeats a run.
const full = process.env.MORGANA_TEST_FULL === '1';
// a run of the whole suite is the same each time; the long runs look for what is new
const seed = Number(process.env.MORGANA_SEED ?? (full ? Date.now() % 1_000_000_007 : 1));
const ROUNDS = full ? 20 : 1;
const PROGRAMS = full ? 60 : 25;

describe.skipIf(reason !== null)(`random programs, seed ${seed}`, () => {
  let work = '';
  let number = 0;
  beforeAll(() => {
    buildEngine();
    work = mkdtempSync(join(tmpdir(), 'morgana-random-'));
    console.log(`random programs: seed ${seed}`);
  }, TIME_LIMIT);
  afterAll(() => {
    if (work !== '') rmSync(work, { recursive: true, force: true });
  });

  /** Of these programs, those that do something else, with both outcomes. */
  async function differences(
    lists: readonly string[][],
  ): Promise<{ list: string[]; actual: unknown; expected: unknown }[]> {
    const name = `run${number++}`;
    const paths = lists.map((list, index) => {
      const path = join(work, `${name}-${index}.mjs`);
      writeFileSync(path, program(list));
      return path;
    });
    const options = { optimization: '0' as const, programCacheDirectory: join(work, 'objects') };
    const batch = await compileBatch(paths, join(work, name), options);
    const found: { list: string[]; actual: unknown; expected: unknown }[] = [];
    for (const [index, path] of paths.entries()) {
      const actual = batch.failures.get(path) ?? (await batch.run(path));
      const expected = await underNode(path);
      if (JSON.stringify(actual) !== JSON.stringify(expected)) found.push({ list: lists[index]!, actual, expected });
    }
    return found;
  }

  /** Leaves statements out as long as the rest still differs. */
  async function minimal(list: string[]): Promise<string[]> {
    for (let size = list.length >> 1; size > 0; ) {
      const shorter: string[][] = [];
      for (let at = 0; at < list.length; at += size) shorter.push([...list.slice(0, at), ...list.slice(at + size)]);
      const [first] = await differences(shorter.filter((candidate) => candidate.length > 0));
      if (first === undefined) size >>= 1;
      else list = first.list;
    }
    return list;
  }

  test.each(Array.from({ length: ROUNDS }, (_, round) => round))(
    'round %i',
    async (round) => {
      const [first] = await differences(fc.sample(statements, { seed: seed + round, numRuns: PROGRAMS }));
      if (first === undefined) return;
      const list = await minimal(first.list);
      const [smallest] = await differences([list]);
      const { actual, expected } = smallest ?? first;
      expect(actual, `seed ${seed + round}:\n${program(list)}`).toEqual(expected);
    },
    TIME_LIMIT,
  );
});
