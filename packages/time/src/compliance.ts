import { assert, equal, type Suite } from '@morgana/compliance';
import type { Clock } from './clock.js';

export interface ClockFixture {
  readonly clock: Clock;
  /** Makes this much time pass on a clock that does not move by itself, running its timers. A real clock leaves it out. */
  advance?(milliseconds: number): Promise<void>;
}

/** Resolves when the clock has called back for `deadline`, driving it if it does not move by itself. */
async function reached(fixture: ClockFixture, deadline: number): Promise<void> {
  const { clock } = fixture;
  const fired = new Promise<void>((resolve) => void clock.setTimer(deadline, resolve));
  if (fixture.advance !== undefined) await fixture.advance(Math.max(0, deadline - clock.monotonic()) + 1);
  await fired;
}

/** What every Clock keeps. On a real clock it takes less than half a second. */
export const clockCompliance: Suite<ClockFixture> = [
  {
    name: 'monotonic time is a finite number that never goes back',
    async run(setup) {
      const fixture = await setup();
      let last = fixture.clock.monotonic();
      assert(Number.isFinite(last), `monotonic() is ${last}`);
      for (let i = 0; i < 10_000; i++) {
        const now = fixture.clock.monotonic();
        assert(now >= last, `monotonic() went from ${last} back to ${now}`);
        last = now;
      }
      await reached(fixture, last + 5);
      const now = fixture.clock.monotonic();
      assert(now >= last + 5, `a timer for ${last + 5} ran and monotonic() is ${now}`);
    },
  },
  {
    name: 'wall time is a finite number that moves with time',
    async run(setup) {
      const fixture = await setup();
      const before = fixture.clock.wall();
      assert(Number.isFinite(before), `wall() is ${before}`);
      await reached(fixture, fixture.clock.monotonic() + 20);
      const after = fixture.clock.wall();
      assert(after > before, `20 ms later wall() went from ${before} to ${after}`);
    },
  },
  {
    name: 'a timer runs once, not before its deadline and not from inside setTimer',
    async run(setup) {
      const fixture = await setup();
      const { clock } = fixture;
      const deadline = clock.monotonic() + 4.25;
      let inside = true;
      let runs = 0;
      let ranAt = -Infinity;
      clock.setTimer(deadline, () => {
        assert(!inside, 'the callback ran from inside setTimer');
        runs++;
        ranAt = clock.monotonic();
      });
      inside = false;
      equal(runs, 0, 'runs right after setTimer');
      await reached(fixture, deadline + 20);
      equal(runs, 1, 'runs');
      assert(ranAt >= deadline, `ran at ${ranAt}, before its deadline ${deadline}`);
    },
  },
  {
    name: 'a deadline that has passed means soon, not at once',
    async run(setup) {
      const fixture = await setup();
      const { clock } = fixture;
      const ran: string[] = [];
      const now = clock.monotonic();
      clock.setTimer(now, () => ran.push('now'));
      clock.setTimer(now - 1000, () => ran.push('past'));
      clock.setTimer(-Infinity, () => ran.push('-Infinity'));
      equal(ran.length, 0, 'callbacks run by setTimer');
      await reached(fixture, now + 5);
      equal(ran.join(' '), '-Infinity past now', 'order of timers that were due when set');
    },
  },
  {
    name: 'timers run in the order of their deadlines, whatever the order they were set in',
    async run(setup) {
      const fixture = await setup();
      const { clock } = fixture;
      const start = clock.monotonic();
      const ran: number[] = [];
      for (let i = 0; i < 1000; i++) {
        const delay = ((i * 7919) % 1000) / 50; // 7919 is prime: every value once, 0 to 19.98 ms
        clock.setTimer(start + delay, () => ran.push(delay));
      }
      await reached(fixture, start + 25);
      equal(ran.length, 1000, 'timers run');
      for (let i = 1; i < ran.length; i++) assert(ran[i]! > ran[i - 1]!, `${ran[i]} ran after ${ran[i - 1]}`);
    },
  },
  {
    name: 'timers with the same deadline run in the order they were set',
    async run(setup) {
      const fixture = await setup();
      const { clock } = fixture;
      const deadline = clock.monotonic() + 3;
      const ran: number[] = [];
      for (let i = 0; i < 200; i++) clock.setTimer(deadline, () => ran.push(i));
      await reached(fixture, deadline + 10);
      equal(ran.length, 200, 'timers run');
      for (let i = 0; i < 200; i++) equal(ran[i], i, `timer at place ${i}`);
    },
  },
  {
    name: 'a cancelled timer does not run; cancelling twice or after it ran does nothing',
    async run(setup) {
      const fixture = await setup();
      const { clock } = fixture;
      const now = clock.monotonic();
      let cancelledRan = false;
      let runs = 0;
      const cancelled = clock.setTimer(now + 2, () => {
        cancelledRan = true;
      });
      const other = clock.setTimer(now + 2, () => runs++);
      cancelled.cancel();
      cancelled.cancel();
      await reached(fixture, now + 10);
      other.cancel();
      other.cancel();
      await reached(fixture, now + 15);
      assert(!cancelledRan, 'a cancelled timer ran');
      equal(runs, 1, 'runs of the timer next to it');
    },
  },
  {
    name: 'a callback may cancel a timer that is due with it, and itself',
    async run(setup) {
      const fixture = await setup();
      const { clock } = fixture;
      const deadline = clock.monotonic() + 2;
      let runs = 0;
      const first = clock.setTimer(deadline, () => {
        runs++;
        first.cancel();
        second.cancel();
      });
      const second = clock.setTimer(deadline, () => {
        runs += 100;
      });
      await reached(fixture, deadline + 10);
      equal(runs, 1, 'runs');
    },
  },
  {
    name: 'a callback may set timers, which do not run from inside it',
    async run(setup) {
      const fixture = await setup();
      const { clock } = fixture;
      const start = clock.monotonic();
      let inside = false;
      let depth = 0;
      let wrong = 0;
      const again = () => {
        if (inside) wrong++;
        inside = true;
        if (++depth < 50) clock.setTimer(clock.monotonic(), again);
        inside = false;
      };
      clock.setTimer(start + 1, again);
      for (let i = 0; i < 100 && depth < 50; i++) await reached(fixture, clock.monotonic() + 1);
      equal(depth, 50, 'timers run in a chain');
      equal(wrong, 0, 'timers run from inside setTimer');
    },
  },
  {
    name: 'a deadline beyond 2^31 ms, or Infinity, does not come early',
    async run(setup) {
      const fixture = await setup();
      const { clock } = fixture;
      const now = clock.monotonic();
      let early = '';
      const far = [2 ** 31 - 1, 2 ** 31, 2 ** 31 + 5, 2 ** 32 + 1, 2 ** 45, Infinity];
      const timers = far.map((delay) =>
        clock.setTimer(now + delay, () => {
          early += ` ${delay}`;
        }),
      );
      await reached(fixture, now + 25);
      for (const timer of timers) timer.cancel();
      equal(early, '', 'delays that came early');
    },
  },
  {
    name: 'a deadline that is NaN is refused',
    async run(setup) {
      const { clock } = await setup();
      let error: unknown;
      try {
        clock.setTimer(NaN, () => {}).cancel();
      } catch (caught) {
        error = caught;
      }
      assert(error instanceof RangeError, 'setTimer(NaN) did not throw a RangeError');
    },
  },
];
