import { describe, test } from 'vitest';
import type { Clock, Timer } from './clock.js';
import { type ClockFixture, clockCompliance } from './compliance.js';
import { FaultyClock } from './faulty-clock.js';
import { TimerQueue } from './timer-queue.js';
import { VirtualClock } from './virtual-clock.js';

/** A real clock as a runtime builds it from a TimerQueue and the host's one timer. */
class HostClock implements Clock {
  #timers = new TimerQueue();
  #handle: ReturnType<typeof setTimeout> | undefined;
  monotonic = () => performance.now();
  wall = () => Date.now();
  setTimer(deadline: number, callback: () => void): Timer {
    const timer = this.#timers.add(deadline, callback);
    this.#arm();
    const cancel = (): void => {
      timer.cancel();
      this.#arm(); // or a far deadline that is no more would keep the process
    };
    return { cancel };
  }
  #arm() {
    clearTimeout(this.#handle);
    const next = this.#timers.nextDeadline;
    if (next === Infinity) return;
    const delay = Math.min(Math.max(0, Math.ceil(next - performance.now())), 2 ** 31 - 1);
    this.#handle = setTimeout(() => {
      this.#timers.fire(performance.now());
      this.#arm();
    }, delay);
  }
}

function over(make: (clock: VirtualClock) => Clock, perMillisecond = 1): () => Promise<ClockFixture> {
  return async () => {
    const below = new VirtualClock({ monotonic: 12_345.678 });
    return { clock: make(below), advance: (milliseconds) => below.advance(milliseconds * perMillisecond) };
  };
}

const implementations: Record<string, () => Promise<ClockFixture>> = {
  VirtualClock: over((clock) => clock),
  'VirtualClock that settles by the host': async () => {
    const clock = new VirtualClock({ settle: () => new Promise((resolve) => void setImmediate(resolve)) });
    return { clock, advance: (milliseconds) => clock.advance(milliseconds) };
  },
  'FaultyClock without faults': over((clock) => new FaultyClock(clock)),
  'FaultyClock, fast': over((clock) => new FaultyClock(clock, { rate: 1.37 })),
  'FaultyClock, slow': over((clock) => new FaultyClock(clock, { rate: 0.3 }), 4),
  'FaultyClock, late': over((clock) => new FaultyClock(clock, { lateness: 3 }), 4),
  'a host clock over TimerQueue': async () => ({ clock: new HostClock() }),
};

for (const [name, setup] of Object.entries(implementations)) {
  describe(name, () => {
    for (const { name, run } of clockCompliance) test(name, () => run(setup));
  });
}
