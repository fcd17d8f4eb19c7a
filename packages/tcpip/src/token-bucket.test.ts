import { expect, test } from 'vitest';
import { TokenBucket } from './token-bucket.js';

test('lets a burst through, then the rate', () => {
  const bucket = new TokenBucket(10, 3);
  const taken = (now: number) => {
    let count = 0;
    while (bucket.take(now)) count++;
    return count;
  };
  expect(taken(0)).toBe(3);
  expect(taken(99)).toBe(0);
  expect(taken(100)).toBe(1);
  expect(taken(350)).toBe(2);
  expect(taken(1e9)).toBe(3);
});

test('gives exactly the rate over a long time, however often it is asked', () => {
  const bucket = new TokenBucket(1000, 50);
  let count = 0;
  for (let now = 0; now < 10_000; now += 0.25) if (bucket.take(now)) count++;
  expect(count).toBeGreaterThanOrEqual(10_048);
  expect(count).toBeLessThanOrEqual(10_050);
});
