import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type ReassemblyCounters, reassemblyCounters } from '../counters.js';
import { type Ipv4Fields, ipv4 } from '../testing/packets.js';
import { toFrame } from '../testing/test-network.js';
import type { ReassemblyOptions } from './fragment-store.js';
import { Reassembly } from './reassembly.js';

function setUp(options: ReassemblyOptions = {}) {
  const counters = reassemblyCounters();
  const timeouts: Uint8Array[] = [];
  const reassembly = new Reassembly(counters, (quoted) => timeouts.push(quoted), options);
  return {
    counters,
    timeouts,
    reassembly,
    /** The data of a datagram that this fragment completed. */
    put(data: Uint8Array, fields: Ipv4Fields, now = 0): Uint8Array | undefined {
      const frame = reassembly.input(toFrame(ipv4(data, fields)), now);
      expect(unaccounted(counters)).toBe(0);
      return frame?.bytes.slice(34, frame.length);
    },
  };
}

function unaccounted(counters: ReassemblyCounters): number {
  const drops = Object.values(counters.drops).reduce((a, b) => a + b, 0);
  return counters.received - counters.merged - counters.held - drops;
}

function octets(length: number, seed = 1): Uint8Array {
  return new Uint8Array(length).map((_, i) => (i * 7 + (i >>> 8) * 13 + seed) & 0xff);
}

interface Piece {
  readonly data: Uint8Array;
  readonly fields: Ipv4Fields;
}

/** Cuts at the given multiples of 8. */
function cut(data: Uint8Array, cuts: readonly number[], fields: Ipv4Fields = {}): Piece[] {
  const edges = [
    0,
    ...[...new Set(cuts)].filter((at) => at > 0 && at < data.length).sort((a, b) => a - b),
    data.length,
  ];
  return edges.slice(1).map((end, i) => ({
    data: data.subarray(edges[i], end),
    fields: { ...fields, fragmentOffset: edges[i]!, moreFragments: end < data.length },
  }));
}

const arbitraryPieces = fc
  .record({ length: fc.integer({ min: 9, max: 9000 }), cuts: fc.array(fc.nat(1124), { minLength: 1, maxLength: 20 }) })
  .map(({ length, cuts }) =>
    cut(
      octets(length),
      cuts.map((at) => at * 8),
    ),
  )
  .filter((pieces) => pieces.length > 1);

describe('reassembly', () => {
  test('puts fragments together in whatever order they come, and however often', () => {
    fc.assert(
      fc.property(
        arbitraryPieces.chain((pieces) =>
          fc.tuple(
            fc.constant(pieces),
            fc.shuffledSubarray(
              pieces.map((_, i) => i),
              { minLength: pieces.length, maxLength: pieces.length },
            ),
            fc.array(fc.nat(pieces.length - 1), { maxLength: 5 }),
          ),
        ),
        ([pieces, order, repeated]) => {
          const s = setUp();
          const whole = octets(pieces.reduce((sum, { data }) => sum + data.length, 0));
          // Repetitions before the datagram is complete; afterwards they would begin another.
          const sequence = [...repeated.filter((i) => i !== order[order.length - 1]), ...order];
          let result: Uint8Array | undefined;
          for (const i of sequence) {
            expect(result).toBeUndefined();
            result = s.put(pieces[i]!.data, pieces[i]!.fields);
          }
          expect(result).toEqual(whole);
          expect(s.reassembly.memory).toBe(0);
          expect(s.reassembly.size).toBe(0);
          expect(s.counters.held).toBe(0);
        },
      ),
      { numRuns: 200 },
    );
  });

  test('keeps datagrams apart by source, destination, protocol and identification', () => {
    const s = setUp();
    const kinds: Ipv4Fields[] = [
      {},
      { source: '10.0.0.3' },
      { destination: '10.0.0.9' },
      { protocol: 1 },
      { identification: 7 },
    ];
    kinds.forEach((fields, i) => {
      expect(s.put(octets(16, i), { ...fields, moreFragments: true })).toBeUndefined();
    });
    expect(s.reassembly.size).toBe(5);
    kinds.forEach((fields, i) => {
      expect(s.put(octets(3, 99), { ...fields, fragmentOffset: 16 })).toEqual(
        new Uint8Array([...octets(16, i), ...octets(3, 99)]),
      );
    });
    expect(s.reassembly.size).toBe(0);
  });

  test('gives the datagram a header without options and with its whole length', () => {
    const s = setUp();
    s.reassembly.input(toFrame(ipv4(octets(8), { options: [1, 1, 1, 0], moreFragments: true, ttl: 33 })), 0);
    const frame = s.reassembly.input(toFrame(ipv4(octets(5), { fragmentOffset: 8 })), 0)!;
    expect(frame.length).toBe(14 + 20 + 13);
    expect([...frame.bytes.subarray(14, 18)]).toEqual([0x45, 0, 0, 33]);
    expect([...frame.bytes.subarray(20, 23)]).toEqual([0, 0, 33]);
  });

  test('takes the largest datagram', () => {
    const s = setUp();
    const data = octets(65515);
    const pieces = cut(
      data,
      Array.from({ length: 200 }, (_, i) => i * 1480),
    );
    let result: Uint8Array | undefined;
    for (const piece of pieces) result = s.put(piece.data, piece.fields);
    expect(result).toEqual(data);
  });
});

describe('attacks', () => {
  test('a fragment beyond the largest datagram (ping of death)', () => {
    const s = setUp();
    s.put(octets(1480), { moreFragments: true });
    expect(s.put(octets(1480), { fragmentOffset: 65528 - 1000 })).toBeUndefined();
    expect(s.put(octets(4), { fragmentOffset: 65512 })).toBeUndefined();
    expect(s.counters.drops.malformed).toBe(2);
  });

  test('empty fragments and those with a length that leaves a gap', () => {
    const s = setUp();
    s.put(octets(0), { moreFragments: true });
    s.put(octets(0), { fragmentOffset: 8 });
    s.put(octets(13), { moreFragments: true });
    expect(s.counters.drops.malformed).toBe(3);
    expect(s.reassembly.size).toBe(0);
  });

  test('a TCP header cut in two', () => {
    const s = setUp();
    s.put(octets(8), { protocol: 6, moreFragments: true });
    s.put(octets(16), { protocol: 6, fragmentOffset: 8 });
    expect(s.counters.drops.malformed).toBe(2);
  });

  test.each([
    ['over the end of one before', 0, 16, 8, 16],
    ['over the start of one behind', 16, 16, 8, 16],
    ['within one', 0, 24, 8, 8],
    ['around one', 8, 8, 0, 24],
    ['the same place with other octets', 8, 16, 8, 16],
  ])('overlap %s: the datagram is given up, and whatever else comes of it', (_, start1, length1, start2, length2) => {
    const s = setUp();
    s.put(octets(length1, 1), { fragmentOffset: start1, moreFragments: true });
    expect(s.put(octets(length2, 2), { fragmentOffset: start2, moreFragments: true })).toBeUndefined();
    expect(s.counters.drops.overlap).toBe(2);
    expect(s.reassembly.memory).toBe(0);
    s.put(octets(64), { moreFragments: true });
    expect(s.put(octets(8), { fragmentOffset: 64 })).toBeUndefined();
    expect(s.counters.drops.overlap).toBe(4);
    // Until its time is over.
    s.reassembly.runTimers(30_000);
    s.put(octets(64), { moreFragments: true }, 30_000);
    expect(s.put(octets(8), { fragmentOffset: 64 }, 30_000)).toHaveLength(72);
  });

  test('two ends, and data behind the end', () => {
    const s = setUp();
    s.put(octets(8), { fragmentOffset: 64 });
    s.put(octets(8), { fragmentOffset: 32 });
    expect(s.counters.drops.overlap).toBe(2);
    s.put(octets(8), { identification: 2, fragmentOffset: 32, moreFragments: true });
    s.put(octets(8), { identification: 2, fragmentOffset: 16 });
    expect(s.counters.drops.overlap).toBe(4);
    s.put(octets(8), { identification: 3, fragmentOffset: 16 });
    s.put(octets(8), { identification: 3, fragmentOffset: 32, moreFragments: true });
    expect(s.counters.drops.overlap).toBe(6);
  });

  test('a datagram in thousands of fragments', () => {
    const s = setUp();
    for (let i = 0; i < 2000; i++) s.put(octets(8), { fragmentOffset: i * 16, moreFragments: true });
    expect(s.reassembly.memory).toBe(0);
    expect(s.counters.drops.tooMany).toBe(129);
  });

  test('one source cannot take what belongs to all', () => {
    const s = setUp();
    s.put(octets(1480), { source: '10.0.0.3', moreFragments: true });
    for (let i = 0; i < 1000; i++) {
      s.put(octets(1480), { identification: i % 40, fragmentOffset: Math.floor(i / 40) * 1480, moreFragments: true });
    }
    expect(s.reassembly.memory).toBeLessThanOrEqual((1 << 18) + 1544);
    expect(s.counters.drops.sourceBound).toBeGreaterThan(0);
    expect(s.counters.drops.evicted).toBe(0);
    expect(s.put(octets(20), { source: '10.0.0.3', fragmentOffset: 1480 })).toHaveLength(1500);
  });

  test('many sources stay within the memory for all; the oldest give way', () => {
    const s = setUp({ maxMemory: 20_000 });
    for (let i = 0; i < 500; i++) {
      s.put(octets(1480), { source: `10.0.${i >>> 8}.${i & 0xff}`, moreFragments: true });
      expect(s.reassembly.memory).toBeLessThanOrEqual(20_000);
    }
    expect(s.reassembly.size).toBe(12);
    expect(s.counters.drops.evicted).toBe(488);
    expect(s.put(octets(1), { source: '10.0.1.243', fragmentOffset: 1480 })).toHaveLength(1481);
  });

  test('many datagrams stay within their number', () => {
    const s = setUp();
    for (let i = 0; i < 500; i++) s.put(octets(8), { identification: i, moreFragments: true });
    expect(s.reassembly.size).toBe(64);
  });

  test('whatever fragments come, in bounded memory', () => {
    const fragment = fc.record({
      length: fc.integer({ min: 0, max: 40 }),
      start: fc.nat(12),
      more: fc.boolean(),
      id: fc.nat(5),
      seed: fc.nat(2),
    });
    fc.assert(
      fc.property(fc.array(fragment, { maxLength: 200 }), (fragments) => {
        const s = setUp({ maxMemory: 2000, maxDatagrams: 4, maxFragments: 6 });
        fragments.forEach(({ length, start, more, id, seed }, now) => {
          s.put(octets(length, seed), { identification: id, fragmentOffset: start * 8, moreFragments: more }, now);
          expect(s.reassembly.memory).toBeLessThanOrEqual(2000);
          expect(s.reassembly.size).toBeLessThanOrEqual(4);
        });
        s.reassembly.runTimers(1e6);
        expect(s.reassembly.memory).toBe(0);
        expect(s.counters.held).toBe(0);
        expect(unaccounted(s.counters)).toBe(0);
      }),
    );
  });
});

describe('time', () => {
  test('a datagram that stays incomplete is dropped after 30 seconds and reported with its first fragment', () => {
    const s = setUp();
    s.put(octets(64), { moreFragments: true }, 1000);
    s.put(octets(64), { identification: 9, fragmentOffset: 64 }, 2000);
    expect(s.reassembly.nextDeadline()).toBe(31_000);
    s.reassembly.runTimers(30_999);
    expect(s.reassembly.size).toBe(2);
    s.reassembly.runTimers(31_000);
    expect(s.reassembly.nextDeadline()).toBe(32_000);
    s.reassembly.runTimers(32_000);
    expect(s.reassembly.nextDeadline()).toBe(Number.POSITIVE_INFINITY);
    expect(s.counters.drops.timeout).toBe(2);
    // Nothing to quote of the second.
    expect(s.timeouts).toEqual([ipv4(octets(64), { moreFragments: true }).slice(14, 14 + 28)]);
    expect(unaccounted(s.counters)).toBe(0);
  });

  test('close drops everything', () => {
    const s = setUp();
    s.put(octets(64), { moreFragments: true });
    s.reassembly.close();
    expect(s.counters).toMatchObject({ held: 0, drops: { closed: 1 } });
    expect(s.reassembly.memory).toBe(0);
  });
});
