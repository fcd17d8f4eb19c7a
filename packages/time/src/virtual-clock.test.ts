import { describe, expect, test } from 'vitest';
import { SETTLE_TURNS, VIRTUAL_WALL_START, VirtualClock } from './virtual-clock.js';

async function turns(count: number): Promise<void> {
  for (let i = 0; i < count; i++) await undefined;
}

describe('VirtualClock', () => {
  test('starts where it is told and stands still', async () => {
    const clock = new VirtualClock({ monotonic: 7, wall: 1000 });
    await turns(10);
    expect([clock.monotonic(), clock.wall()]).toEqual([7, 1000]);
    expect(new VirtualClock().wall()).toBe(VIRTUAL_WALL_START);
    await clock.advance(2.5);
    expect([clock.monotonic(), clock.wall()]).toEqual([9.5, 1002.5]);
  });

  test('a wall clock that jumps moves neither monotonic time nor timers', async () => {
    const clock = new VirtualClock();
    let ran = false;
    clock.setTimer(10, () => {
      ran = true;
    });
    clock.setWall(0);
    expect(clock.wall()).toBe(0);
    await clock.advance(9);
    expect([clock.wall(), ran]).toEqual([9, false]);
    await clock.advance(1);
    expect(ran).toBe(true);
  });

  test('each timer sees its own time, and a chain of timers runs within one advance', async () => {
    const clock = new VirtualClock();
    const seen: number[] = [];
    const again = () => {
      seen.push(clock.monotonic());
      clock.setTimer(clock.monotonic() + 3, again);
    };
    clock.setTimer(3, again);
    await clock.advance(10);
    expect(seen).toEqual([3, 6, 9]);
    expect(clock.monotonic()).toBe(10);
    expect(clock.pending).toBe(1);
    expect(clock.nextDeadline).toBe(12);
  });

  test('a chain of promises as long as the bound finishes before the next timer', async () => {
    const clock = new VirtualClock();
    const events: string[] = [];
    clock.setTimer(1, () => void turns(SETTLE_TURNS - 2).then(() => events.push('chain')));
    clock.setTimer(1, () => events.push('timer'));
    await clock.advance(1);
    expect(events).toEqual(['chain', 'timer']);
  });

  test('a much longer chain does too when it looks at the clock on its way', async () => {
    const clock = new VirtualClock();
    const events: string[] = [];
    const chain = async () => {
      for (let i = 0; i < 200; i++) {
        await turns(SETTLE_TURNS - 2);
        clock.monotonic();
      }
      events.push('chain');
    };
    clock.setTimer(1, () => void chain());
    clock.setTimer(1, () => events.push('timer'));
    await clock.advance(1);
    expect(events).toEqual(['chain', 'timer']);
  });

  test('settle of the host is used instead of counting', async () => {
    const clock = new VirtualClock({ settle: () => new Promise((resolve) => void setImmediate(resolve)) });
    const events: string[] = [];
    clock.setTimer(1, () => void turns(50_000).then(() => events.push('chain')));
    clock.setTimer(1, () => events.push('timer'));
    await clock.advance(1);
    expect(events).toEqual(['chain', 'timer']);
  });

  test('overlapping advances run one after the other', async () => {
    const clock = new VirtualClock();
    const seen: number[] = [];
    for (const time of [5, 15, 25]) clock.setTimer(time, () => seen.push(clock.monotonic()));
    await Promise.all([clock.advance(10), clock.advance(10), clock.advance(10)]);
    expect(seen).toEqual([5, 15, 25]);
    expect(clock.monotonic()).toBe(30);
  });

  test('a timer that throws rejects the advance, and the next one goes on', async () => {
    const clock = new VirtualClock();
    let ran = false;
    clock.setTimer(1, () => {
      throw new Error('broken timer');
    });
    clock.setTimer(2, () => {
      ran = true;
    });
    await expect(clock.advance(5)).rejects.toThrow('broken timer');
    await clock.advance(5);
    expect(ran).toBe(true);
  });

  test('advanceSync fires in order without promise jobs, and not from a timer', () => {
    const clock = new VirtualClock();
    const seen: number[] = [];
    clock.setTimer(2, () => seen.push(clock.monotonic()));
    clock.setTimer(1, () => {
      seen.push(clock.monotonic());
      expect(() => clock.advanceSync(1)).toThrow('advanced already');
    });
    clock.advanceSync(4);
    expect(seen).toEqual([1, 2]);
    expect(clock.monotonic()).toBe(4);
  });

  test('a timer that re-arms itself for now is an error, not a hang', async () => {
    const clock = new VirtualClock({ settleTurns: 1 });
    const again = () => void clock.setTimer(clock.monotonic(), again);
    again();
    expect(() => clock.advanceSync(1)).toThrow('fired at 0 ms');
    await expect(clock.advance(1)).rejects.toThrow('fired at 0 ms');
  });

  test('time does not go backwards', async () => {
    const clock = new VirtualClock({ monotonic: 10 });
    expect(() => clock.advance(-1)).toThrow(RangeError);
    expect(() => clock.advance(NaN)).toThrow(RangeError);
    expect(() => clock.advanceTo(NaN)).toThrow(RangeError);
    await clock.advanceTo(3);
    expect(clock.monotonic()).toBe(10);
  });

  test('run stops at the moment the condition comes true', async () => {
    const clock = new VirtualClock();
    let count = 0;
    const again = () => {
      count++;
      clock.setTimer(clock.monotonic() + 1, again);
    };
    again();
    await clock.run(() => count === 5);
    expect(clock.monotonic()).toBe(4);
  });

  test('run fails when nothing can make the condition true, and at its limit', async () => {
    const clock = new VirtualClock();
    await expect(clock.run(() => false)).rejects.toThrow('no timer is pending');
    const again = () => void clock.setTimer(clock.monotonic() + 1, again);
    again();
    await expect(clock.run(() => false, { limit: 50 })).rejects.toThrow('within 50 ms of virtual time');
    expect(clock.monotonic()).toBeLessThanOrEqual(50);
  });

  test('complete drives the clock until a promise is settled', async () => {
    const clock = new VirtualClock();
    const work = (async () => {
      for (let i = 0; i < 10; i++)
        await new Promise<void>((resolve) => void clock.setTimer(clock.monotonic() + 100, resolve));
      return 'done';
    })();
    await expect(clock.complete(work)).resolves.toBe('done');
    expect(clock.monotonic()).toBe(1000);
    await expect(clock.complete(Promise.reject(new Error('no')))).rejects.toThrow('no');
    await expect(clock.complete(new Promise(() => {}))).rejects.toThrow('no timer is pending');
  });
});
