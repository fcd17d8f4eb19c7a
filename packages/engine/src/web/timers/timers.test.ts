import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fuzz } from '../../inspect/testing/fuzz.js';
import { clearImmediate, runImmediates, setImmediate } from './immediate.js';
import { bindTimerHost } from './timer-host.js';
import { clearInterval, clearTimeout, runTimers, setInterval, setTimeout, type Timeout } from './timers.js';

/** A loop with a clock that the test moves. */
function newLoop() {
  const loop = {
    time: 0,
    wake: Infinity,
    alive: 0,
    immediates: false,
    errors: [] as unknown[],
    log: [] as string[],
    advance(to: number): void {
      for (;;) {
        const next = Math.max(loop.wake, loop.time);
        if (next > to) break;
        loop.time = next;
        runTimers();
      }
      loop.time = to;
    },
  };
  bindTimerHost({
    now: () => loop.time,
    wakeAt: (time) => {
      loop.wake = time;
    },
    wakeForImmediates: () => {
      loop.immediates = true;
    },
    keepAlive: (change) => {
      loop.alive += change;
    },
    runMicrotasks: () => {
      loop.log.push('microtasks');
    },
    report: (error) => loop.errors.push(error),
  });
  return loop;
}

describe('timers', () => {
  test('order of lists and durations', () => {
    const loop = newLoop();
    const order: string[] = [];
    setTimeout(() => order.push('10 a'), 10);
    setTimeout(() => order.push('5'), 5);
    setTimeout(() => order.push('10 b'), 10.9);
    setTimeout(() => order.push('1 a'), 0);
    setTimeout(() => order.push('1 b'), Number.NaN);
    setTimeout(() => order.push('1 c'), 2 ** 31);
    setTimeout((a, b) => order.push(`${a} ${b}`), '7', 'x', 'y');
    expect(loop.alive).toBe(7);
    loop.advance(20);
    expect(order).toEqual(['1 a', '1 b', '1 c', '5', 'x y', '10 a', '10 b']);
    expect(loop.alive).toBe(0);
    expect(loop.wake).toBe(Infinity);
  });

  test('clearing, by number too, and while running', () => {
    const loop = newLoop();
    const order: string[] = [];
    const a = setTimeout(() => order.push('a'), 5);
    const b = setTimeout(() => order.push('b'), 5);
    setTimeout(() => clearTimeout(c), 4);
    const c = setTimeout(() => order.push('c'), 5);
    clearTimeout(a);
    clearTimeout(+b);
    clearTimeout('nothing');
    clearTimeout(undefined);
    clearTimeout(a);
    loop.advance(10);
    expect(order).toEqual([]);
    expect(loop.alive).toBe(0);
  });

  test('intervals', () => {
    const loop = newLoop();
    const times: number[] = [];
    const interval = setInterval(() => {
      times.push(loop.time);
      if (times.length === 3) clearInterval(interval);
    }, 4);
    loop.advance(100);
    expect(times).toEqual([4, 8, 12]);
    expect(loop.alive).toBe(0);
  });

  test('ref, unref, refresh', () => {
    const loop = newLoop();
    const times: number[] = [];
    const timer: Timeout = setTimeout(() => times.push(loop.time), 10).unref();
    expect([timer.hasRef(), loop.alive]).toEqual([false, 0]);
    timer.ref().ref();
    expect([timer.hasRef(), loop.alive]).toEqual([true, 1]);
    loop.advance(6);
    timer.refresh();
    loop.advance(15);
    expect(times).toEqual([]);
    loop.advance(16);
    timer.refresh();
    loop.advance(40);
    expect(times).toEqual([16, 26]);
    clearTimeout(timer);
    timer.refresh();
    expect(loop.alive).toBe(0);
  });

  test('an exception is reported and the next timer runs', () => {
    const loop = newLoop();
    let ran = false;
    setTimeout(() => {
      throw new Error('x');
    }, 1);
    setTimeout(() => {
      ran = true;
    }, 1);
    loop.advance(1);
    expect([loop.errors.map(String), ran, loop.log]).toEqual([['Error: x'], true, ['microtasks', 'microtasks']]);
  });

  test('a timer started by a timer waits', () => {
    const loop = newLoop();
    const order: string[] = [];
    setTimeout(() => {
      order.push('outer');
      setTimeout(() => order.push('inner'), 0);
      runTimersOnceMore = true;
    }, 1);
    let runTimersOnceMore = false;
    loop.time = 1;
    runTimers();
    expect([order, runTimersOnceMore]).toEqual([['outer'], true]);
    loop.advance(2);
    expect(order).toEqual(['outer', 'inner']);
  });

  test('random timers end in the order of their times, then of their start', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.integer({ min: 1, max: 30 }), fc.integer({ min: 0, max: 5 }), fc.boolean()), {
          maxLength: 60,
        }),
        (plan) => {
          const loop = newLoop();
          const fired: { end: number; at: number }[] = [];
          let expected = 0;
          for (const [duration, pause, cancelled] of plan) {
            loop.advance(loop.time + pause);
            const end = loop.time + duration;
            const timer = setTimeout(() => fired.push({ end, at: loop.time }), duration);
            if (cancelled) clearTimeout(timer);
            else expected++;
          }
          loop.advance(loop.time + 100);
          expect(fired.length).toBe(expected);
          for (let i = 0; i < fired.length; i++) {
            expect(fired[i]!.at).toBe(fired[i]!.end);
            if (i > 0) expect(fired[i]!.end).toBeGreaterThanOrEqual(fired[i - 1]!.end);
          }
          expect(loop.alive).toBe(0);
        },
      ),
      fuzz(100),
    );
  });

  test('wrong callbacks', () => {
    newLoop();
    expect(() => setTimeout('code' as never, 1)).toThrow(TypeError);
    expect(() => setImmediate(undefined as never)).toThrow(TypeError);
  });
});

test('immediates', () => {
  const loop = newLoop();
  const order: string[] = [];
  setImmediate((text) => order.push(text as string), 'a');
  setImmediate(() => {
    order.push('b');
    setImmediate(() => order.push('next turn'));
    clearImmediate(c);
  });
  const c = setImmediate(() => order.push('c'));
  const d = setImmediate(() => order.push('d')).unref();
  expect([loop.alive, d.hasRef(), loop.immediates]).toEqual([3, false, true]);
  runImmediates();
  expect(order).toEqual(['a', 'b', 'd']);
  runImmediates();
  expect(order).toEqual(['a', 'b', 'd', 'next turn']);
  expect(loop.alive).toBe(0);
});
