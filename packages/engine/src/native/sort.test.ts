import { expect, test } from 'vitest';
import { buildDriver, randomSource, scale, undefinedNames } from '../../test/native.js';

const driver = buildDriver('sort', 'sort');

interface Sorted {
  ok: boolean;
  comparisons: number;
  keys: number[];
  positions: number[];
}

function run(cases: { mode: number; failAt: number; keys: number[] }[]): Sorted[] {
  const words: bigint[] = [];
  for (const { mode, failAt, keys } of cases) {
    words.push(BigInt(mode), BigInt(failAt), BigInt(keys.length));
    for (const [i, key] of keys.entries()) words.push((BigInt(i) << 32n) | BigInt(key));
  }
  const output = driver.run([], Buffer.from(BigUint64Array.from(words).buffer));
  const result: Sorted[] = [];
  let at = 0;
  for (const { keys } of cases) {
    const ok = output.readBigUInt64LE(at) !== 0n;
    const comparisons = Number(output.readBigUInt64LE(at + 8));
    at += 16;
    const sorted: Sorted = { ok, comparisons, keys: [], positions: [] };
    for (let i = 0; i < keys.length; i++, at += 8) {
      sorted.keys.push(output.readUInt32LE(at));
      sorted.positions.push(output.readUInt32LE(at + 4));
    }
    result.push(sorted);
  }
  return result;
}

function inputs(salt: number): number[][] {
  const random = randomSource(salt);
  const result: number[][] = [[], [1], [2, 1], [1, 1]];
  for (let i = 0; i < 300 * scale; i++) {
    const length = random() % (i % 10 === 0 ? 5000 : 200);
    const range = [2, 10, 1000, 2 ** 31][random() % 4]!;
    const keys = Array.from({ length }, () => random() % range);
    const shape = random() % 6;
    if (shape === 1) keys.sort((a, b) => a - b);
    if (shape === 2) keys.sort((a, b) => b - a);
    if (shape === 3)
      for (let k = 0; k < length; k += 50) keys.splice(k, 50, ...keys.slice(k, k + 50).sort((a, b) => a - b));
    if (shape === 4) {
      keys.sort((a, b) => a - b);
      for (let k = 0; k < 5 && length > 0; k++) keys[random() % length] = random() % range;
    }
    result.push(keys);
  }
  return result;
}

test('stands alone', () => {
  expect([...undefinedNames('sort')].filter((name) => !/^mem(cpy|set|move|cmp)$/.test(name))).toEqual([]);
});

test('the order of Array.prototype.sort, which is stable', () => {
  const cases = inputs(1).map((keys) => ({ mode: 0, failAt: 0, keys }));
  for (const [i, sorted] of run(cases).entries()) {
    const { keys } = cases[i]!;
    const expected = keys.map((key, position) => ({ key, position })).sort((a, b) => a.key - b.key);
    expect(sorted.ok).toBe(true);
    expect(sorted.keys).toEqual(expected.map((e) => e.key));
    expect(sorted.positions).toEqual(expected.map((e) => e.position));
    const n = keys.length;
    if (n > 1) expect(sorted.comparisons).toBeLessThanOrEqual(n * Math.ceil(Math.log2(n)) + n);
  }
});

test('one pass over what is sorted already', () => {
  const keys = Array.from({ length: 1000 }, (_, i) => i);
  for (const sorted of run([keys, keys.toReversed()].map((k) => ({ mode: 0, failAt: 0, keys: k }))))
    expect(sorted.comparisons).toBe(999);
});

test('nothing is lost if the comparison fails or lies', () => {
  const random = randomSource(2);
  const cases = inputs(3).flatMap((keys) => [
    { mode: 0, failAt: 1 + (random() % (keys.length * 8 + 1)), keys },
    { mode: 1, failAt: 0, keys },
  ]);
  for (const [i, sorted] of run(cases).entries()) {
    if (cases[i]!.mode === 1) expect(sorted.ok).toBe(true);
    else expect(sorted.ok).toBe(sorted.comparisons !== cases[i]!.failAt);
    expect(sorted.positions.toSorted((a, b) => a - b)).toEqual(cases[i]!.keys.map((_, k) => k));
  }
});
