import { SeededRandom } from '@morgana/random';
import { VirtualClock } from '@morgana/time';
import { describe, expect, test } from 'vitest';
import { type FaultyOptions, faulty, link, type NetworkFaults } from './index.js';
import { numbered, numberOf, numbersReceived, received, sendBytes } from './testing.js';

const SEED = 11;
const NONE = { frames: 0, lost: 0, burstLost: 0, duplicated: 0, corrupted: 0, reordered: 0, delayed: 0, overflowed: 0 };

/** `near` is the faulty side, `far` the other end. */
function rig(options: Omit<FaultyOptions, 'random' | 'clock'>, seed = SEED) {
  const clock = new VirtualClock();
  const wire = link({ delivery: 'manual', queueLength: 4096 });
  const near = faulty(wire.a, { random: new SeededRandom(seed), clock, ...options });
  const far = wire.b;
  const deliver = () => {
    while (wire.deliver() > 0);
  };
  /** Lets the time pass, as far as the network can see. */
  const pass = (milliseconds: number, step = 0.5) => {
    deliver();
    for (let t = 0; t < milliseconds; t += step) {
      clock.advanceSync(step);
      deliver();
    }
  };
  return { clock, near, far, deliver, pass };
}

/** Sends `count` numbered frames in a direction, `gap` milliseconds apart, and tells which numbers came. */
function run(direction: 'transmit' | 'receive', faults: NetworkFaults, count: number, gap = 1, seed = SEED) {
  const { near, far, pass } = rig({ [direction]: faults }, seed);
  const [from, to] = direction === 'transmit' ? [near, far] : [far, near];
  const got = numbersReceived(to);
  for (let i = 0; i < count; i++) {
    sendBytes(from, numbered(to.mac, from.mac, i));
    pass(gap, gap);
  }
  pass(1000, 50);
  const other = direction === 'transmit' ? near.faults.receive : near.faults.transmit;
  return { got, counters: near.faults[direction], other };
}

const inOrder = (numbers: readonly number[]) => numbers.every((number, i) => i === 0 || numbers[i - 1]! <= number);

for (const direction of ['transmit', 'receive'] as const) {
  describe(`faulty, ${direction}`, () => {
    test('loses about as many as asked', () => {
      const { got, counters } = run(direction, { loss: 0.1 }, 3000);
      expect(counters).toEqual({ ...NONE, frames: 3000, lost: 3000 - got.length });
      expect(counters.lost).toBeGreaterThan(230);
      expect(counters.lost).toBeLessThan(370);
      expect(inOrder(got)).toBe(true);
    });

    test('loses in bursts', () => {
      const { got, counters } = run(direction, { burst: { enter: 0.02, leave: 0.2 } }, 4000);
      expect(counters.burstLost).toBe(4000 - got.length);
      // enter / (enter + leave) of the frames: 9 %.
      expect(counters.burstLost).toBeGreaterThan(240);
      expect(counters.burstLost).toBeLessThan(500);
      let bursts = 0;
      for (let i = 1; i < got.length; i++) if (got[i]! - got[i - 1]! > 1) bursts++;
      // 1 / leave frames in a burst: five, where independent losses would come to 1.1.
      expect(counters.burstLost / bursts).toBeGreaterThan(3);
    });

    test('duplicates', () => {
      const { got, counters } = run(direction, { duplication: 0.2 }, 1000);
      expect(got.length).toBe(1000 + counters.duplicated);
      expect(counters.duplicated).toBeGreaterThan(140);
      expect(counters.duplicated).toBeLessThan(260);
      expect(new Set(got).size).toBe(1000);
    });

    test('reorders some frames and no others', () => {
      const { got, counters } = run(direction, { reordering: 0.1, reorderingDelay: 3.5 }, 1000);
      expect(got.length).toBe(1000);
      let displaced = 0;
      let highest = -1;
      for (const number of got) {
        if (number < highest) displaced++;
        else highest = number;
      }
      expect(counters.reordered).toBeGreaterThan(60);
      // One held back is overtaken unless those behind it are held back too.
      expect(displaced).toBeGreaterThan(counters.reordered * 0.7);
      expect(displaced).toBeLessThanOrEqual(counters.reordered);
    });

    test('delays and jitters without a change of order', () => {
      const { clock, near, far, pass } = rig({ [direction]: { delay: 20, jitter: 30 } });
      const [from, to] = direction === 'transmit' ? [near, far] : [far, near];
      const times: number[] = [];
      const got: number[] = [];
      to.receive((frames, count) => {
        for (let i = 0; i < count; i++) {
          got.push(numberOf(frames[i]!.bytes));
          times.push(clock.monotonic() - got.at(-1)! * 40);
        }
      });
      for (let i = 0; i < 200; i++) {
        sendBytes(from, numbered(to.mac, from.mac, i));
        pass(40);
      }
      pass(100);
      expect(got).toEqual(Array.from({ length: 200 }, (_, i) => i));
      expect(Math.min(...times)).toBeGreaterThanOrEqual(20);
      expect(Math.min(...times)).toBeLessThan(25);
      expect(Math.max(...times)).toBeLessThanOrEqual(50.5);
      expect(Math.max(...times)).toBeGreaterThan(45);
    });

    test('carries no more than its rate', () => {
      // 64 octets are 512 bits: one millisecond each at 512 kbit/s.
      const { clock, near, far, pass } = rig({ [direction]: { rate: 512_000 } });
      const [from, to] = direction === 'transmit' ? [near, far] : [far, near];
      const times: number[] = [];
      to.receive((_frames, count) => {
        for (let i = 0; i < count; i++) times.push(clock.monotonic());
      });
      for (let i = 0; i < 10; i++) sendBytes(from, numbered(to.mac, from.mac, i));
      pass(20);
      expect(times).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
    });

    test('bounds what waits', () => {
      const { near, far, pass } = rig({ [direction]: { delay: 5 }, queueLength: 10 });
      const [from, to] = direction === 'transmit' ? [near, far] : [far, near];
      const got = numbersReceived(to);
      for (let i = 0; i < 30; i++) sendBytes(from, numbered(to.mac, from.mac, i));
      pass(20);
      expect(got).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
      expect(near.faults[direction].overflowed).toBe(20);
      // And there is room again.
      sendBytes(from, numbered(to.mac, from.mac, 99));
      pass(20);
      expect(got.at(-1)).toBe(99);
    });

    test('changes one 16-bit word, so that a checksum sees it, in a copy that nobody has verified', () => {
      const { near, far, pass } = rig({ [direction]: { corruption: 0.5 } });
      const [from, to] = direction === 'transmit' ? [near, far] : [far, near];
      const frames = received(to);
      for (let i = 0; i < 400; i++) {
        sendBytes(from, new Uint8Array(100));
        pass(1, 1);
      }
      const words = frames.map((bytes) => {
        const view = new DataView(Uint8Array.from(bytes).buffer);
        return Array.from({ length: 50 }, (_, i) => view.getUint16(2 * i)).filter((word) => word !== 0);
      });
      const changed = words.filter(({ length }) => length > 0);
      expect(frames).toHaveLength(400);
      expect(changed.length).toBe(near.faults[direction].corrupted);
      expect(changed.length).toBeGreaterThan(150);
      for (const [word, ...more] of changed) {
        expect(more).toEqual([]);
        // All ones and zero are the same to a one's complement sum.
        expect(word).toBeLessThan(0xffff);
      }
    });

    test('the same seed gives the same faults, another one others', () => {
      const faults = { loss: 0.1, duplication: 0.1, reordering: 0.1, jitter: 3, corruption: 0.1 };
      const first = run(direction, faults, 300);
      const second = run(direction, faults, 300);
      const third = run(direction, faults, 300, 1, SEED + 1);
      expect(second).toEqual(first);
      expect(third.got).not.toEqual(first.got);
      expect(first.other).toEqual(NONE);
    });
  });
}

test('a fault that is added does not move the others of a seed', () => {
  const some = run('transmit', { loss: 0.1 }, 300);
  const more = run('transmit', { loss: 0.1, delay: 0, duplication: 0, corruption: 0 }, 300);
  expect(more.got).toEqual(some.got);
});

test('what an offloading device hands up is whole before a fault strikes it', () => {
  const clock = new VirtualClock();
  const capabilities = { transmitChecksum: true, receiveChecksum: true, segmentation: 65_550 };
  const wire = link({ delivery: 'manual', a: { capabilities }, b: { capabilities } });
  const near = faulty(wire.a, { random: new SeededRandom(SEED), clock, receive: { delay: 1 } });
  expect(near.capabilities).toEqual({ transmitChecksum: false, receiveChecksum: true, segmentation: 0 });
  const states: number[][] = [];
  near.receive((frames, count) => {
    for (let i = 0; i < count; i++) states.push([frames[i]!.length, frames[i]!.checksum, frames[i]!.segmentSize]);
  });
  const tcp = new Uint8Array(54 + 3000);
  tcp.set([0x08, 0x00, 0x45], 12);
  tcp[23] = 6;
  tcp[46] = 0x50;
  sendBytes(wire.b, tcp, (frame) => {
    frame.checksum = 2;
    frame.checksumStart = 34;
    frame.checksumOffset = 16;
    frame.segmentSize = 1460;
  });
  sendBytes(wire.b, tcp.subarray(0, 200), (frame) => {
    frame.checksum = 2;
    frame.checksumStart = 34;
    frame.checksumOffset = 16;
  });
  wire.deliver();
  clock.advanceSync(2);
  expect(states).toEqual([
    [1514, 0, 0],
    [1514, 0, 0],
    [134, 0, 0],
    [200, 0, 0],
  ]);
});

test('a frame that is due goes before one that need not wait, though the timer is late', () => {
  const orders = new Set<string>();
  for (let seed = 0; seed < 40; seed++) {
    let now = 0;
    const clock = { monotonic: () => now, wall: () => now, setTimer: () => ({ cancel() {} }) };
    for (const direction of ['transmit', 'receive'] as const) {
      const wire = link({ delivery: 'manual' });
      const near = faulty(wire.a, { random: new SeededRandom(seed), clock, [direction]: { reordering: 0.5 } });
      const [from, to] = direction === 'transmit' ? [near, wire.b] : [wire.b, near];
      const got = numbersReceived(to);
      for (let i = 0; i < 3; i++) {
        sendBytes(from, numbered(to.mac, from.mac, i));
        wire.deliver();
        now += 5;
      }
      orders.add(got.join(' '));
      // Only what no other frame has followed may still wait.
      expect(got).toEqual([0, 1, 2].slice(0, got.length));
    }
  }
  expect(orders.has('0 1 2')).toBe(true);
  expect(orders.size).toBeGreaterThan(2);
});

test('what waits when it is closed is lost, and no timer is left', async () => {
  const { clock, near, far, deliver } = rig({ transmit: { delay: 5 }, receive: { delay: 5 } });
  const there = numbersReceived(far);
  const here = numbersReceived(near);
  sendBytes(near, numbered(far.mac, near.mac, 1));
  sendBytes(far, numbered(near.mac, far.mac, 2));
  deliver();
  expect(clock.pending).toBe(2);
  await near.close();
  expect(clock.pending).toBe(0);
  clock.advanceSync(100);
  deliver();
  expect([...there, ...here]).toEqual([]);
});

test.each([
  [{ loss: 1.5 }, 'loss is 1.5'],
  [{ burst: { enter: -1, leave: 0 } }, 'burst.enter is -1'],
  [{ delay: -1 }, 'delay is -1'],
  [{ rate: 0 }, 'rate is 0'],
  [{ jitter: Number.NaN }, 'jitter is NaN'],
])('refuses %j', (transmit, message) => {
  expect(() => rig({ transmit })).toThrow(message);
});
