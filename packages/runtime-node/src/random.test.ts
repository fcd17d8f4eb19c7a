import { randomCompliance } from '@morgana/random/compliance';
import { describe, expect, test } from 'vitest';
import { createRandom } from './random.js';

describe('random', () => {
  for (const { name, run } of randomCompliance) test(name, () => run(async () => ({ random: createRandom() })));
});

test('fills more than one call to the generator may ask for', () => {
  const bytes = new Uint8Array(3 * 65536 + 17);
  createRandom().fill(bytes);
  for (const at of [0, 65535, 65536, 131072, 196608]) {
    expect(bytes.subarray(at, at + 17).some((octet) => octet !== 0)).toBe(true);
  }
});

test('fills exactly the octets of a view', () => {
  const storage = new Uint8Array(600);
  createRandom().fill(storage.subarray(100, 132));
  createRandom().fill(storage.subarray(200, 500));
  expect(storage.subarray(0, 100).every((octet) => octet === 0)).toBe(true);
  expect(storage.subarray(132, 200).every((octet) => octet === 0)).toBe(true);
  expect(storage.subarray(500).every((octet) => octet === 0)).toBe(true);
});
