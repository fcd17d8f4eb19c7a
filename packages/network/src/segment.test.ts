import { pattern } from '@morgana/compliance';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { FramePool } from './frame-pool.js';
import { link, segment, segmentCount } from './index.js';
import { onesComplementSum, sendBytes } from './testing.js';

interface Shape {
  readonly ipOptions: number;
  readonly tcpOptions: number;
  readonly payload: number;
  readonly flags: number;
  readonly id: number;
  readonly sequence: number;
}

/** Ethernet, IPv4 and TCP with checksums left out. */
function build({ ipOptions, tcpOptions, payload, flags, id, sequence }: Shape): Uint8Array {
  const ip = 14;
  const tcp = ip + 20 + 4 * ipOptions;
  const data = tcp + 20 + 4 * tcpOptions;
  const bytes = new Uint8Array(data + payload);
  const view = new DataView(bytes.buffer);
  bytes.set([2, 0, 0, 0, 0, 2, 2, 0, 0, 0, 0, 1, 0x08, 0x00], 0);
  bytes[ip] = 0x45 + ipOptions;
  view.setUint16(ip + 2, bytes.length - ip);
  view.setUint16(ip + 4, id);
  bytes.set([0x40, 0, 64, 6, 0, 0, 198, 51, 100, 7, 203, 0, 113, 9], ip + 6);
  bytes.fill(1, ip + 20, tcp);
  view.setUint16(tcp, 51000);
  view.setUint16(tcp + 2, 443);
  view.setUint32(tcp + 4, sequence);
  view.setUint32(tcp + 8, 0x01020304);
  bytes[tcp + 12] = (5 + tcpOptions) << 4;
  bytes[tcp + 13] = flags;
  view.setUint16(tcp + 14, 4096);
  bytes.fill(1, tcp + 20, data);
  bytes.set(pattern(payload, payload + 1), data);
  return bytes;
}

function cut(bytes: Uint8Array, segmentSize: number, limit = 65_600): Uint8Array[] {
  const pool = new FramePool({ frameLength: 65_600, frames: 2 });
  const from = pool.allocate()!;
  from.bytes.set(bytes);
  from.length = bytes.length;
  from.segmentSize = segmentSize;
  const into = pool.allocate()!;
  const result: Uint8Array[] = [];
  const count = segmentCount(from, limit);
  for (let index = 0; index < count; index++) {
    segment(from, index, into);
    result.push(into.bytes.slice(0, into.length));
  }
  return result;
}

const CWR = 0x80;
const PSH = 0x08;
const FIN = 0x01;

describe('segment', () => {
  test('what comes out is what went in, in valid packets', () => {
    const shape = fc.record({
      ipOptions: fc.integer({ min: 0, max: 10 }),
      tcpOptions: fc.integer({ min: 0, max: 10 }),
      payload: fc.integer({ min: 1, max: 20_000 }),
      flags: fc.nat(255),
      id: fc.nat(0xffff),
      sequence: fc.nat(0xffffffff),
    });
    fc.assert(
      fc.property(shape, fc.integer({ min: 100, max: 9000 }), (shape, size) => {
        const whole = build(shape);
        const tcp = 34 + 4 * shape.ipOptions;
        const data = tcp + 20 + 4 * shape.tcpOptions;
        const segments = cut(whole, size);
        expect(segments.length).toBe(Math.ceil(shape.payload / size));
        let done = 0;
        for (const [i, bytes] of segments.entries()) {
          const view = new DataView(bytes.buffer, bytes.byteOffset);
          const isFirst = i === 0;
          const isLast = i === segments.length - 1;
          expect(view.getUint16(16)).toBe(bytes.length - 14);
          expect(view.getUint16(18)).toBe((shape.id + i) & 0xffff);
          expect(view.getUint32(tcp + 4)).toBe((shape.sequence + done) % 2 ** 32);
          let flags = shape.flags;
          if (!isFirst) flags &= ~CWR;
          if (!isLast) flags &= ~(FIN | PSH);
          expect(bytes[tcp + 13]).toBe(flags);
          expect(onesComplementSum(bytes.subarray(14, tcp))).toBe(0xffff);
          const length = bytes.length - tcp;
          const pseudo = [...bytes.subarray(26, 34), 0, 6, length >> 8, length & 0xff];
          expect(onesComplementSum(pseudo, bytes.subarray(tcp))).toBe(0xffff);
          const payload = bytes.subarray(data);
          expect(Buffer.compare(payload, whole.subarray(data + done, data + done + payload.length))).toBe(0);
          expect(payload.length).toBe(isLast ? shape.payload - done : size);
          // Everything else is the header of the whole.
          expect(Buffer.compare(bytes.subarray(0, 16), whole.subarray(0, 16))).toBe(0);
          expect(Buffer.compare(bytes.subarray(26, tcp + 4), whole.subarray(26, tcp + 4))).toBe(0);
          done += payload.length;
        }
        expect(done).toBe(shape.payload);
      }),
      { numRuns: 200 },
    );
  });

  test('refuses what it cannot cut', () => {
    const shape = { ipOptions: 0, tcpOptions: 0, payload: 3000, flags: 0x10, id: 1, sequence: 1 };
    const good = build(shape);
    expect(cut(good, 1460, 1514).length).toBe(3);
    expect(cut(good, 1461, 1514)).toEqual([]);
    expect(cut(good, 0)).toEqual([]);
    expect(cut(good, -5)).toEqual([]);
    expect(cut(good.subarray(0, 54), 1460)).toEqual([]);
    for (const [offset, value] of [
      [12, 0x86],
      [14, 0x65],
      [14, 0x44],
      [23, 17],
      [46, 0x40],
    ] as const) {
      const bad = good.slice();
      bad[offset] = value;
      expect(cut(bad, 1460)).toEqual([]);
    }
  });

  test('takes any octets without throwing or writing past the limit', () => {
    const header = build({ ipOptions: 0, tcpOptions: 0, payload: 0, flags: 0x18, id: 1, sequence: 1 });
    fc.assert(
      fc.property(
        fc.uint8Array({ maxLength: 400 }),
        fc.array(fc.tuple(fc.nat(60), fc.nat(255)), { maxLength: 4 }),
        fc.integer({ min: -1, max: 500 }),
        fc.boolean(),
        (octets, changes, size, withHeader) => {
          const bytes = withHeader ? new Uint8Array([...header, ...octets]) : octets;
          for (const [at, value] of changes) if (at < bytes.length) bytes[at] = value;
          for (const part of cut(bytes, size, 300)) expect(part.length).toBeLessThanOrEqual(300);
        },
      ),
      { numRuns: 3000 },
    );
  });

  test('a link delivers more segments than it has frames for, in order, and drops what cannot be cut', () => {
    const capabilities = { transmitChecksum: true, receiveChecksum: true, segmentation: 65_550 };
    const wire = link({ mtu: 576, delivery: 'manual', a: { capabilities } });
    const batches: number[] = [];
    const sequences: number[] = [];
    wire.b.receive((frames, count) => {
      batches.push(count);
      for (let i = 0; i < count; i++) {
        const { bytes, length } = frames[i]!;
        if (length > 100) sequences.push(new DataView(bytes.buffer, bytes.byteOffset).getUint32(38));
      }
    });
    const bytes = build({ ipOptions: 0, tcpOptions: 0, payload: 60_000, flags: 0x10, id: 1, sequence: 0 });
    const asSuper = (size: number) => (frame: { segmentSize: number }) => {
      frame.segmentSize = size;
    };
    sendBytes(wire.a, new Uint8Array(60));
    sendBytes(wire.a, bytes, asSuper(500));
    sendBytes(wire.a, bytes, asSuper(1000));
    sendBytes(wire.a, new Uint8Array(60));
    while (wire.deliver() > 0);
    expect(sequences).toEqual(Array.from({ length: 120 }, (_, i) => i * 500));
    expect(batches.reduce((sum, count) => sum + count, 0)).toBe(122);
    expect(wire.a.statistics.transmitDropped).toBe(1);
  });
});
