import { VirtualClock } from '@morgana/time';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { bridge, capture, limited, link, readPcap } from './index.js';
import { numbered, numbersReceived, onesComplementSum, received, sendBytes } from './testing.js';

function recorder() {
  const pieces: Uint8Array[] = [];
  return {
    // A copy, for what a sink gets is borrowed.
    sink: (bytes: Uint8Array) => void pieces.push(bytes.slice()),
    file: () => new Uint8Array(pieces.flatMap((piece) => [...piece])),
  };
}

describe('capture', () => {
  test('writes both directions with their times', () => {
    const clock = new VirtualClock({ wall: 1_700_000_000_123.456 });
    const { sink, file } = recorder();
    const wire = link({ delivery: 'manual' });
    const a = capture(wire.a, { clock, sink });
    const got = received(a);
    sendBytes(a, numbered(wire.b.mac, a.mac, 1));
    clock.advanceSync(2.5);
    sendBytes(wire.b, numbered(a.mac, wire.b.mac, 2));
    wire.deliver();
    const { records, linkType, snapLength } = readPcap(file());
    expect(linkType).toBe(1);
    expect(snapLength).toBe(262_144);
    expect(records.map(({ bytes }) => bytes)).toEqual([numbered(wire.b.mac, a.mac, 1), got[0]]);
    expect(records[0]!.time).toBeCloseTo(1_700_000_000_123.456, 2);
    expect(records[1]!.time).toBeCloseTo(1_700_000_000_125.956, 2);
  });

  test('is octet for octet the format', () => {
    const { sink, file } = recorder();
    const wire = link({ delivery: 'manual' });
    const a = capture(wire.a, { clock: new VirtualClock({ wall: 1001.002 }), sink, snapLength: 16 });
    sendBytes(a, numbered(wire.b.mac, a.mac, 7));
    const expected =
      'd4c3b2a1020004000000000000000000' + // magic, version, reserved
      '1000000001000000' + // snap length, Ethernet
      '010000002a04000010000000' + // 1 s, 1066 us, 16 octets
      '40000000' + // of 64
      '02000000000202000000000188b50000';
    expect(Buffer.from(file()).toString('hex')).toBe(expected.replace('2a040000', hex32(1002)));
  });

  test('completes in the file what is left to the device', () => {
    const { sink, file } = recorder();
    const capabilities = { transmitChecksum: true, receiveChecksum: false, segmentation: 0 };
    const wire = link({ delivery: 'manual', a: { capabilities } });
    const a = capture(wire.a, { clock: new VirtualClock(), sink });
    expect(a.capabilities).toEqual(capabilities);
    sendBytes(a, new Uint8Array(80).fill(3), (frame) => {
      frame.checksum = 2;
      frame.checksumStart = 34;
      frame.checksumOffset = 16;
    });
    const { bytes } = readPcap(file()).records[0]!;
    // The pseudo header's sum was in the field: 0x0303.
    expect(onesComplementSum([3, 3], bytes.subarray(34))).toBe(0xffff);
    expect(bytes.length).toBe(80);
  });

  test('keeps frames that the device refuses out of the file', () => {
    const { sink, file } = recorder();
    const wire = link({ delivery: 'manual' });
    const a = capture(wire.a, { clock: new VirtualClock(), sink });
    sendBytes(a, new Uint8Array(13));
    expect(readPcap(file()).records).toEqual([]);
    expect(() => capture(wire.a, { clock: new VirtualClock(), sink, snapLength: 5 })).toThrow(RangeError);
  });
});

describe('readPcap', () => {
  test('reads big-endian files with nanoseconds', () => {
    const bytes = new Uint8Array(24 + 16 + 2);
    const view = new DataView(bytes.buffer);
    view.setUint32(0, 0xa1b23c4d);
    view.setUint32(16, 99);
    view.setUint32(20, 1);
    view.setUint32(24, 5);
    view.setUint32(28, 250_000_000);
    view.setUint32(32, 2);
    view.setUint32(36, 60);
    bytes.set([8, 9], 40);
    const { snapLength, records } = readPcap(bytes);
    expect(snapLength).toBe(99);
    expect(records).toEqual([{ time: 5250, length: 60, bytes: new Uint8Array([8, 9]) }]);
  });

  test('says what is wrong with a file, and only that', () => {
    expect(() => readPcap(new Uint8Array(23))).toThrow('there are 23');
    expect(() => readPcap(new Uint8Array(24))).toThrow('0x00000000 is not the magic number');
    const { sink, file } = recorder();
    const wire = link({ delivery: 'manual' });
    const a = capture(wire.a, { clock: new VirtualClock(), sink });
    for (let i = 0; i < 3; i++) sendBytes(a, numbered(wire.b.mac, a.mac, i));
    const good = file();
    expect(() => readPcap(good.subarray(0, 30))).toThrow('record header at 24 is cut off');
    expect(() => readPcap(good.subarray(0, 60))).toThrow('record at 24 is to have 64 octets; 20 are left');
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat(good.length - 1), fc.nat(255)), { maxLength: 6 }),
        fc.nat(good.length),
        (changes, end) => {
          const bytes = good.slice(0, end);
          for (const [at, value] of changes) if (at < end) bytes[at] = value;
          try {
            expect(readPcap(bytes).records.length).toBeLessThanOrEqual(good.length / 16);
          } catch (error) {
            expect(error).toBeInstanceOf(SyntaxError);
          }
        },
      ),
      { numRuns: 2000 },
    );
  });
});

describe('limited', () => {
  test('drops and counts what is too long or too short, both ways', () => {
    const wire = link({ mtu: 1500, delivery: 'manual' });
    const a = limited(wire.a, { mtu: 100 });
    expect(a.mtu).toBe(100);
    expect(a.allocate(115)).toBeNull();
    const here = received(a);
    const there = received(wire.b);
    for (const length of [13, 14, 114, 115]) {
      const frame = a.allocate()!;
      frame.length = length;
      a.transmit(frame);
      sendBytes(wire.b, new Uint8Array(Math.max(14, length)));
    }
    a.flush();
    wire.deliver();
    expect(there.map(({ length }) => length)).toEqual([14, 114]);
    expect(here.map(({ length }) => length)).toEqual([14, 14, 114]);
    expect(a.statistics).toMatchObject({
      transmitDropped: 2,
      receiveDropped: 1,
      receivedFrames: 3,
      receivedBytes: 142,
    });
  });

  test.each([67, 1501, Number.NaN])('refuses an MTU of %d', (mtu) => {
    expect(() => limited(link().a, { mtu })).toThrow(RangeError);
  });
});

describe('bridge', () => {
  test('drops and counts what is too long for the other side, and stops when it is closed', () => {
    const left = link({ mtu: 1500, delivery: 'manual' });
    const right = link({ mtu: 600, delivery: 'manual' });
    const between = bridge(left.b, right.a);
    const got = numbersReceived(right.b);
    const deliver = () => {
      while (left.deliver() + right.deliver() > 0);
    };
    sendBytes(left.a, numbered(right.b.mac, left.a.mac, 1));
    sendBytes(left.a, new Uint8Array(1000));
    deliver();
    expect(got).toEqual([1]);
    expect(between.statistics).toEqual({ droppedToA: 0, droppedToB: 1 });
    between.close();
    sendBytes(left.a, numbered(right.b.mac, left.a.mac, 2));
    deliver();
    expect(got).toEqual([1]);
  });

  test('drops and counts when the other side has no room', () => {
    const left = link({ delivery: 'manual', queueLength: 20 });
    const right = link({ delivery: 'manual', queueLength: 5 });
    const between = bridge(left.b, right.a);
    for (let i = 0; i < 20; i++) sendBytes(left.a, numbered(right.b.mac, left.a.mac, i));
    left.deliver();
    expect(between.statistics.droppedToB).toBe(15);
  });
});

function hex32(value: number): string {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes.toString('hex');
}
