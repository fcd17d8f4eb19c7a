import { expect, test } from 'vitest';
import { AbortSource } from './abort.js';
import { defaultClock, setDefaultClock } from './default.js';
import { FaultyClock } from './faulty-clock.js';
import { deadline, interval, sleep, TimeoutError, withTimeout } from './sleep.js';
import { VirtualClock } from './virtual-clock.js';

test('sleep takes as long as it says and leaves no timer', async () => {
  const clock = new VirtualClock();
  let awake = false;
  const sleeping = sleep(clock, 100).then(() => {
    awake = true;
  });
  await clock.advance(99.9);
  expect(awake).toBe(false);
  await clock.advance(0.1);
  expect(awake).toBe(true);
  await sleeping;
  expect(clock.pending).toBe(0);
});

test('a signal ends a sleep with its reason; both kinds of signal do', async () => {
  const clock = new VirtualClock();
  const reason = new Error('enough');
  for (const source of [new AbortSource(), new AbortController()]) {
    const signal = 'signal' in source ? source.signal : source;
    const sleeping = sleep(clock, 100, { signal });
    source.abort(reason);
    await expect(sleeping).rejects.toBe(reason);
    await expect(sleep(clock, 100, { signal })).rejects.toBe(reason);
    expect(clock.pending).toBe(0);
  }
});

test('a sleep that ends by itself lets go of the signal', async () => {
  const clock = new VirtualClock();
  let listeners = 0;
  class Counting extends AbortSource {
    override addEventListener(type: 'abort', listener: () => void) {
      listeners++;
      super.addEventListener(type, listener);
    }
    override removeEventListener(type: 'abort', listener: () => void) {
      listeners--;
      super.removeEventListener(type, listener);
    }
  }
  const signal = new Counting();
  const sleeping = sleep(clock, 5, { signal });
  expect(listeners).toBe(1);
  await clock.complete(sleeping);
  expect(listeners).toBe(0);
});

test('withTimeout passes results and failures on and cancels its timer', async () => {
  const clock = new VirtualClock();
  await expect(withTimeout(clock, 10, Promise.resolve(1))).resolves.toBe(1);
  await expect(withTimeout(clock, 10, Promise.reject(new Error('no')))).rejects.toThrow('no');
  expect(clock.pending).toBe(0);
  const late = withTimeout(clock, 10, new Promise(() => {}), 'the server did not answer');
  const outcome = expect(late).rejects.toThrow(new TimeoutError('the server did not answer'));
  await clock.advance(10);
  await outcome;
});

test('deadline fires with a TimeoutError unless it is cancelled', async () => {
  const clock = new VirtualClock();
  const cancelled = deadline(clock, 10);
  const fired = deadline(clock, 10, 'too slow');
  let calls = 0;
  fired.addEventListener('abort', () => calls++);
  cancelled.cancel();
  await clock.advance(10);
  expect([cancelled.aborted, fired.aborted, calls]).toEqual([false, true, 1]);
  expect(fired.reason).toBeInstanceOf(TimeoutError);
  cancelled.abort('by hand');
  expect(cancelled.reason).toBe('by hand');
});

test('AbortSource runs every listener once even when one throws', () => {
  const source = new AbortSource();
  const calls: string[] = [];
  const removed = () => calls.push('removed');
  source.addEventListener('abort', () => {
    throw new Error('first');
  });
  source.addEventListener('abort', removed);
  source.addEventListener('abort', () => calls.push('last'));
  source.removeEventListener('abort', removed);
  expect(() => source.abort()).toThrow('first');
  source.abort('again');
  expect(calls).toEqual(['last']);
  expect(source.reason).toBeInstanceOf(Error);
});

test('interval keeps its phase and leaves out the ticks that were missed', async () => {
  const clock = new VirtualClock();
  const seen: [number, number][] = [];
  const loop = (async () => {
    for await (const tick of interval(clock, 10)) {
      seen.push([tick, clock.monotonic()]);
      if (tick === 1) await sleep(clock, 25);
      if (tick >= 5) break;
    }
  })();
  await clock.complete(loop);
  expect(seen).toEqual([
    [0, 10],
    [1, 20],
    [4, 50],
    [5, 60],
  ]);
  await expect(interval(clock, 0).next()).rejects.toThrow(RangeError);
});

test('FaultyClock: rate, resolution, lateness and wall jumps', async () => {
  const below = new VirtualClock({ wall: 5000 });
  const fast = new FaultyClock(below, { rate: 2 });
  const coarse = new FaultyClock(below, { resolution: 10 });
  const late = new FaultyClock(below, { lateness: 7 });
  const ran: string[] = [];
  fast.setTimer(20, () => ran.push(`fast ${below.monotonic()}`));
  coarse.setTimer(11, () => ran.push(`coarse ${below.monotonic()} reads ${coarse.monotonic()}`));
  late.setTimer(5, () => ran.push(`late ${below.monotonic()}`));
  await below.advance(25);
  expect(ran).toEqual(['fast 10', 'late 12', 'coarse 20 reads 20']);
  expect([fast.monotonic(), coarse.monotonic(), late.monotonic()]).toEqual([50, 20, 25]);
  fast.jumpWall(-4000);
  expect(fast.wall()).toBe(5000 + 50 - 4000);
  expect(() => new FaultyClock(below, { rate: 0 })).toThrow(RangeError);
});

test('FaultyClock fires nothing early at any rate, and in order', async () => {
  for (const rate of [0.1, 1 / 3, 0.999_9, 1.000_1, 1.37, 3, 7.77]) {
    const below = new VirtualClock({ monotonic: 1e9 / 7 });
    const clock = new FaultyClock(below, { rate });
    const start = clock.monotonic();
    let last = -1;
    for (let i = 0; i < 300; i++) {
      const due = start + i * 0.1;
      clock.setTimer(due, () => {
        expect(clock.monotonic()).toBeGreaterThanOrEqual(due);
        expect(i).toBe(last + 1);
        last = i;
      });
    }
    await below.advance(31 / rate);
    expect(last).toBe(299);
    expect(below.pending).toBe(0);
  }
});

test('the default clock is one clear line until it is installed', () => {
  expect(() => defaultClock()).toThrow(/no default clock: import the defaults of a runtime/);
  const clock = new VirtualClock();
  setDefaultClock(clock);
  expect(defaultClock()).toBe(clock);
  setDefaultClock(undefined);
  expect(() => defaultClock()).toThrow();
});
