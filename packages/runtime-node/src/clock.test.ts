import { clockCompliance } from '@morgana/time/compliance';
import { describe, expect, test } from 'vitest';
import { createClock } from './clock.js';

describe('clock', () => {
  for (const { name, run } of clockCompliance) test(name, () => run(async () => ({ clock: createClock() })));
});

const fired = (clock: ReturnType<typeof createClock>, delay: number): Promise<number> =>
  new Promise((resolve) => {
    const deadline = clock.monotonic() + delay;
    clock.setTimer(deadline, () => resolve(clock.monotonic() - deadline));
  });

test('no timer is early, and most of those within a millisecond are less than half of one late', async () => {
  const clock = createClock();
  const late: number[] = [];
  for (let i = 0; i < 100; i++) late.push(await fired(clock, (i % 10) / 10));
  expect(Math.min(...late)).toBeGreaterThanOrEqual(0);
  late.sort((a, b) => a - b);
  expect(late[50]).toBeLessThan(0.5);
});

test('a deadline beyond 2^31 ms does not fire now', async () => {
  const clock = createClock();
  let early = false;
  const timers = [2 ** 31 - 1, 2 ** 31, 2 ** 32 + 5, 1e15, Number.POSITIVE_INFINITY].map((delay) =>
    clock.setTimer(clock.monotonic() + delay, () => {
      early = true;
    }),
  );
  await fired(clock, 20);
  expect(early).toBe(false);
  for (const timer of timers) timer.cancel();
});

test('an error in a callback leaves the other timers running', async () => {
  const clock = createClock();
  const uncaught = new Promise<unknown>((resolve) => {
    const others = process.listeners('uncaughtException');
    process.removeAllListeners('uncaughtException');
    process.once('uncaughtException', (error) => {
      for (const listener of others) process.on('uncaughtException', listener);
      resolve(error);
    });
  });
  const now = clock.monotonic();
  const boom = new Error('boom');
  clock.setTimer(now + 2, () => {
    throw boom;
  });
  const second = new Promise<void>((resolve) => void clock.setTimer(now + 2, resolve));
  expect(await uncaught).toBe(boom);
  await second;
});

test('timers keep the process alive while they are set, and only then', () => {
  const clock = createClock();
  const hosts = () => process.getActiveResourcesInfo().filter((name) => name === 'Timeout').length;
  const before = hosts();
  const a = clock.setTimer(clock.monotonic() + 60_000, () => {});
  expect(hosts()).toBe(before + 1);
  const b = clock.setTimer(clock.monotonic() + 50_000, () => {});
  expect(hosts()).toBe(before + 1);
  a.cancel();
  expect(hosts()).toBe(before + 1);
  b.cancel();
  b.cancel();
  expect(hosts()).toBe(before);
  const c = clock.setTimer(clock.monotonic() + 70_000, () => {});
  expect(hosts()).toBe(before + 1);
  c.cancel();
  expect(hosts()).toBe(before);
});
