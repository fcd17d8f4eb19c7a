import { describe, expect, test } from 'vitest';
import { assert, ComplianceError, equal, pattern, rejection, type Suite } from './index.js';

describe('assert and equal', () => {
  test('assert throws a ComplianceError with its message', () => {
    assert(1, 'never');
    expect(() => assert(0, 'it does not hold')).toThrow(new ComplianceError('it does not hold'));
  });

  test('equal is Object.is for values', () => {
    equal(NaN, NaN);
    equal('a', 'a');
    expect(() => equal(0, -0)).toThrow(ComplianceError);
    expect(() => equal<unknown>(1, '1', 'port')).toThrow('port: 1, expected 1');
    expect(() => equal<unknown>({}, {})).toThrow(ComplianceError);
  });

  test('equal compares octets by content, and names the first that differs', () => {
    equal(Uint8Array.of(1, 2), Uint8Array.of(0, 1, 2).subarray(1));
    expect(() => equal(Uint8Array.of(1, 2), Uint8Array.of(1, 3), 'frame')).toThrow('frame: byte 1 is 2, expected 3');
    expect(() => equal(Uint8Array.of(1), Uint8Array.of(1, 2), 'frame')).toThrow('frame: length: 1, expected 2');
    expect(() => equal<unknown>(Uint8Array.of(1), null)).toThrow(ComplianceError);
  });
});

test('rejection gives the reason, and fails where there is none', async () => {
  const reason = new Error('refused');
  expect(await rejection(Promise.reject(reason))).toBe(reason);
  expect(await rejection(Promise.reject(undefined))).toBe(undefined);
  await expect(rejection(Promise.resolve(1), 'connect')).rejects.toThrow('connect succeeded; it had to fail');
});

test('a pattern is reproducible, differs by seed, and shows shifts', () => {
  expect(pattern(1000, 7)).toEqual(pattern(1000, 7));
  expect(pattern(10, 7)).toEqual(pattern(1000, 7).subarray(0, 10));
  for (let seed = 0; seed < 50; seed++) {
    expect(pattern(64, seed)).not.toEqual(pattern(64, seed + 1));
    const bytes = pattern(4096, seed);
    for (const shift of [1, 2, 3, 4, 16, 64, 256]) expect(bytes.subarray(shift)).not.toEqual(bytes.subarray(0, -shift));
    expect(new Set(bytes).size).toBeGreaterThan(200);
  }
});

test('a suite runs with nothing but a loop', async () => {
  const suite: Suite<{ value: number }> = [
    {
      name: 'holds one',
      async run(setup) {
        equal((await setup()).value, 1);
      },
    },
  ];
  for (const { run } of suite) {
    await run(async () => ({ value: 1 }));
    await expect(run(async () => ({ value: 2 }))).rejects.toThrow(ComplianceError);
  }
});
