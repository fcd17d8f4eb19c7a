import { sipHash24 } from '@morgana/random';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { newFrame } from '../frame.js';
import { parseOptions, putSynOptions, synOptionsLength } from '../wire/tcp.js';
import { Pages } from './pages.js';
import { ReassemblyQueue } from './reassembly.js';
import { ReceiveBuffer } from './receive-buffer.js';
import { Segment } from './segment.js';
import { RingPool, SendBuffer } from './send-buffer.js';
import { after, afterOrEqual, before, beforeOrEqual } from './sequence.js';
import { tcpSettings } from './settings.js';
import { ConnectionTable, type Entry } from './table.js';
import { patternAt } from './testing/notation.js';
import { type Timed, TimerHeap } from './timers.js';

test('sequence numbers are ordered around the edges of 32 bits (RFC 9293, 3.4)', () => {
  for (const base of [0, -1, 0x7fff_ffff, -0x8000_0000, 0x7fff_fff0]) {
    const next = (base + 20) | 0;
    expect([before(base, next), after(next, base), beforeOrEqual(base, base), afterOrEqual(base, base)]).toEqual([
      true,
      true,
      true,
      true,
    ]);
    expect([before(next, base), after(base, next), beforeOrEqual(next, base), afterOrEqual(base, next)]).toEqual([
      false,
      false,
      false,
      false,
    ]);
  }
});

test('SipHash-2-4: the vectors of the reference implementation (low halves)', () => {
  const key = new Int32Array([0x03020100, 0x07060504, 0x0b0a0908, 0x0f0e0d0c]);
  const message = Uint8Array.from({ length: 64 }, (_, i) => i);
  // Lengths 0 to 8 of `vectors_sip64`, first four octets each as they are stored.
  const vectors = [
    '310e0edd',
    'fd67dc93',
    '5a4fa9d9',
    '2d7efbd7',
    'b7877127',
    '8da699cd',
    'cee3fe58',
    '37d1018b',
    '6224939a',
  ];
  vectors.forEach((vector, length) => {
    const low = sipHash24(key, message, length);
    const octets = [low, low >>> 8, low >>> 16, low >>> 24].map((octet) =>
      (octet & 0xff).toString(16).padStart(2, '0'),
    );
    expect(octets.join('')).toBe(vector);
  });
  // The example of the paper's appendix A: a129ca6149be45e5.
  expect(sipHash24(key, message, 15)).toBe(0x49be45e5);
});

describe('the heap of timers', () => {
  test('gives entries in the order of their ticks, also across the wrap of 32 bits', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.record({
            at: fc.integer({ min: 0, max: 1000 }),
            remove: fc.boolean(),
            again: fc.integer({ min: 0, max: 1000 }),
          }),
        ),
        fc.constantFrom(0, 0x7fff_ff00, -200),
        (items, base) => {
          const heap = new TimerHeap<Timed>();
          const entries = items.map(() => ({ timerIndex: -1, timerAt: 0 }));
          const want: number[] = [];
          items.forEach((item, i) => {
            heap.ensure(entries[i]!, (base + item.at) | 0);
            heap.ensure(entries[i]!, (base + item.again) | 0);
          });
          items.forEach((item, i) => {
            if (item.remove) heap.remove(entries[i]!);
            else want.push(Math.min(item.at, item.again));
          });
          const got: number[] = [];
          for (let first = heap.first(); first !== undefined; first = heap.first()) {
            got.push((first.timerAt - base) | 0);
            heap.remove(first);
            heap.remove(first);
          }
          expect(got).toEqual(want.toSorted((a, b) => a - b));
          expect(heap.size).toBe(0);
        },
      ),
    );
  });
});

describe('the table of connections', () => {
  test('is a map, whatever is added and removed', () => {
    const entry = (n: number): Entry => ({
      state: 4,
      localAddress: n & 3,
      remoteAddress: -(n >> 2) | 0,
      localPort: 80,
      remotePort: n & 0xffff,
      nextInBucket: null,
    });
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.boolean(), fc.nat(400)), { maxLength: 1000 }), fc.integer(), (steps, key) => {
        const table = new ConnectionTable(key, key * 7);
        const model = new Map<number, Entry>();
        for (const [put, n] of steps) {
          const found = model.get(n);
          const probe = entry(n);
          expect(table.find(probe.localAddress, 80, probe.remoteAddress, probe.remotePort)).toBe(found ?? null);
          if (put && found === undefined) {
            model.set(n, probe);
            table.add(probe);
          } else if (!put && found !== undefined) {
            table.remove(found);
            table.remove(found);
            model.delete(n);
          }
          expect(table.size).toBe(model.size);
        }
        let visited = 0;
        table.forEach(() => {
          visited++;
        });
        expect(visited).toBe(model.size);
      }),
      { numRuns: 50 },
    );
  });
});

describe('the send buffer', () => {
  test('is a queue, bounded, and gives its memory back', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat(3), fc.nat(3000)), { maxLength: 200 }),
        fc.integer({ min: 1, max: 5000 }),
        (steps, limit) => {
          const pool = new RingPool(4096);
          const buffer = new SendBuffer(limit);
          let first = 0;
          let end = 0;
          for (const [action, n] of steps) {
            if (action < 2) {
              const bytes = Uint8Array.from({ length: n }, (_, i) => patternAt(end + i));
              const taken = buffer.append(pool, bytes, 0, n);
              expect(taken).toBe(Math.min(n, limit - (end - first)));
              end += taken;
            } else {
              const octets = Math.min(n, end - first);
              if (octets > 0) buffer.drop(pool, octets);
              first += octets;
            }
            expect(buffer.length).toBe(end - first);
            expect(buffer.capacity).toBeLessThanOrEqual(Math.max(1024, 2 * limit));
            if (buffer.length === 0) expect(buffer.capacity).toBe(0);
            const offset = Math.min(n, buffer.length);
            const out = new Uint8Array(buffer.length - offset + 3);
            buffer.copyTo(out, 3, offset, buffer.length - offset);
            for (let i = 3; i < out.length; i++)
              if (out[i] !== patternAt(first + offset + i - 3)) throw new Error(`octet ${i}`);
          }
        },
      ),
    );
  });

  test('the pool is bounded', () => {
    const pool = new RingPool(4096);
    const rings = Array.from({ length: 6 }, () => pool.take(1024));
    for (const ring of rings) pool.give(ring!);
    const again = Array.from({ length: 6 }, () => pool.take(1024));
    expect(again.filter((ring) => rings.includes(ring)).length).toBe(4);
  });
});

describe('where memory is short', () => {
  /** The largest piece that is left of it. */
  const memory = (largest: number) => (octets: number) => (octets > largest ? null : new Uint8Array(octets));

  test('the send buffer takes what it has room for, and goes on when that was acknowledged', () => {
    const pool = new RingPool(0, memory(4096));
    const buffer = new SendBuffer(1 << 20);
    const bytes = Uint8Array.from({ length: 10_000 }, (_, i) => patternAt(i));
    expect(buffer.append(pool, bytes, 0, 1000)).toBe(1000);
    expect(buffer.append(pool, bytes, 1000, 9000)).toBe(3096);
    expect(buffer.append(pool, bytes, 4096, 10)).toBe(0);
    buffer.drop(pool, 4000);
    expect(buffer.append(pool, bytes, 4096, 5904)).toBe(4000);
    const out = new Uint8Array(4096);
    buffer.copyTo(out, 0, 0, 4096);
    expect(out).toEqual(bytes.subarray(4000, 8096));
    expect(buffer.limit).toBe(4096);
  });

  test('the receive buffer has smaller pages', () => {
    const pages = new Pages(memory(8192));
    const buffer = new ReceiveBuffer();
    const bytes = Uint8Array.from({ length: 100_000 }, (_, i) => patternAt(i));
    for (let at = 0; at < bytes.length; at += 50_000) buffer.append(pages, bytes, at, 50_000);
    let read = 0;
    for (let view = buffer.take(); view !== null; view = buffer.take()) {
      expect(view.length).toBeLessThanOrEqual(8192);
      for (const octet of view) if (octet !== patternAt(read++)) throw new Error(`octet ${read - 1}`);
    }
    expect(read).toBe(100_000);
  });
});

describe('the receive buffer', () => {
  test('gives what it got, in views that nothing writes to again', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(4), fc.nat(2000)), { maxLength: 200 }), (steps) => {
        const buffer = new ReceiveBuffer();
        const pages = new Pages();
        const kept: { bytes: Uint8Array; at: number }[] = [];
        let end = 0;
        let read = 0;
        for (const [action, n] of steps) {
          const bytes = Uint8Array.from({ length: n + 2 }, (_, i) => patternAt(end + i - 1));
          if (action === 0) {
            const view = buffer.take();
            expect(view === null).toBe(read === end);
            if (view !== null) {
              expect(view.length).toBeGreaterThan(0);
              kept.push({ bytes: view, at: read });
              read += view.length;
            }
          } else {
            buffer.append(pages, bytes, 1, n);
            end += n;
          }
          expect(buffer.length).toBe(end - read);
        }
        for (let view = buffer.take(); view !== null; view = buffer.take()) {
          kept.push({ bytes: view, at: read });
          read += view.length;
        }
        expect(read).toBe(end);
        for (const { bytes, at } of kept)
          for (let i = 0; i < bytes.length; i++) if (bytes[i] !== patternAt(at + i)) throw new Error(`octet ${at + i}`);
      }),
    );
  });
});

describe('the out-of-order queue', () => {
  test('delivers every octet once, whatever overlaps, within its bound', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat(2000), fc.nat(300)), { maxLength: 80 }),
        fc.integer({ min: 300, max: 100_000 }),
        fc.constantFrom(0, 0x7fff_fc00, -1000),
        (segments, limit, base) => {
          const queue = new ReassemblyQueue(base, limit);
          const pages = new Pages();
          const have = new Set<number>();
          for (const [at, length] of segments) {
            // Octet 0 is the gap that keeps everything waiting.
            const start = at + 1;
            const bytes = Uint8Array.from({ length: length + 1 }, (_, i) => patternAt(start + i - 1));
            const before = queue.octets;
            const whole = queue.insert((base + start) | 0, bytes, 1, length, limit);
            if (whole) for (let i = 0; i < length; i++) have.add(start + i);
            else expect(queue.octets).toBeLessThan(before + length);
            expect(queue.charged).toBeLessThanOrEqual(limit);
          }
          const target = new ReceiveBuffer();
          expect(queue.deliver(base, target, pages)).toBe(base);
          let next = queue.deliver((base + 1) | 0, target, pages);
          const end = (next - base) | 0;
          for (let i = 1; i < end; i++) if (limit === 100_000) expect(have.has(i)).toBe(true);
          if (limit > 60_000) expect(have.has(end)).toBe(false);
          let octet = 1;
          for (let view = target.take(); view !== null; view = target.take())
            for (const value of view) if (value !== patternAt(octet++)) throw new Error(`octet ${octet - 1}`);
          expect(octet).toBe(end);
          // The rest comes when the gaps are jumped.
          for (let i = end; i < 2400; i++) next = queue.deliver((base + i) | 0, new ReceiveBuffer(), pages);
          expect([queue.empty, queue.octets, queue.charged]).toEqual([true, 0, 0]);
        },
      ),
    );
  });

  test('many tiny segments cost no more than the bound', () => {
    const queue = new ReassemblyQueue(0, 65536);
    let refused = 0;
    for (let i = 0; i < 10_000; i++) if (!queue.insert(i * 2, new Uint8Array(1), 0, 1, 65536)) refused++;
    expect(refused).toBeGreaterThan(9_000);
    expect(queue.charged).toBeLessThanOrEqual(65536);
  });
});

describe('options', () => {
  test('what is written is read', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 65535 }),
        fc.integer({ min: -1, max: 14 }),
        fc.boolean(),
        fc.boolean(),
        fc.integer(),
        fc.integer(),
        (size, scale, sack, timestamps, value, echo) => {
          const bytes = new Uint8Array(30).fill(0xaa);
          const length = synOptionsLength(scale, sack, timestamps);
          putSynOptions(bytes, 1, size, scale, sack, timestamps, value, echo);
          const options = new Segment({ ...newFrame(0), bytes });
          expect(length % 4).toBe(0);
          expect(parseOptions(bytes, 1, 1 + length, options)).toBe(true);
          expect(options).toMatchObject({ maximumSegmentSize: size, windowScale: scale, sackPermitted: sack });
          expect(options).toMatchObject({ hasTimestamps: timestamps, sackBlocks: 0 });
          if (timestamps) expect([options.timestampValue, options.timestampEcho]).toEqual([value, echo]);
          expect([bytes[0], bytes[1 + length]]).toEqual([0xaa, 0xaa]);
        },
      ),
    );
  });

  test('those of the stack are checked, and the message names the one', () => {
    expect(tcpSettings().userTimeout).toBe(300_000);
    expect(() => tcpSettings({ receiveBuffer: 1 })).toThrow(/receiveBuffer is 1; it must be from 2048/);
    expect(() => tcpSettings({ delayedAcknowledgment: 501 })).toThrow(/delayedAcknowledgment/);
    expect(() => tcpSettings({ sendBuffer: Number.NaN })).toThrow(/sendBuffer/);
    expect(() => tcpSettings({ ephemeralPorts: [5, 4] })).toThrow(/ephemeralPorts/);
    expect(() => tcpSettings({ keepAliveIdle: 10 })).toThrow(/keepAliveIdle/);
  });
});
