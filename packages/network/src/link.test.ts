import { pattern } from '@morgana/compliance';
import { VirtualClock } from '@morgana/time';
import { describe, expect, test } from 'vitest';
import { CHECKSUM_PARTIAL, CHECKSUM_VERIFIED, link } from './index.js';
import { numbered, numbersReceived, received, sendBytes } from './testing.js';

const jobs = () => new Promise<void>((resolve) => setImmediate(resolve));

describe('link', () => {
  test('copies nothing: the receiver sees the memory of the sender, which then uses it again', () => {
    const { a, b, deliver } = unbound();
    let seen: Uint8Array | undefined;
    b.receive((frames) => {
      seen = frames[0]!.bytes;
    });
    const frame = a.allocate()!;
    frame.length = 60;
    a.transmit(frame);
    a.flush();
    deliver();
    expect(seen).toBe(frame.bytes);
    expect(a.allocate()).toBe(frame);
  });

  test('holds back what was not flushed', () => {
    const { a, b, deliver } = unbound();
    const got = numbersReceived(b);
    const send = (number: number) => {
      const frame = a.allocate()!;
      frame.bytes.set(numbered(b.mac, a.mac, number));
      frame.length = 64;
      a.transmit(frame);
    };
    send(1);
    expect(deliver()).toBe(0);
    a.flush();
    send(2);
    expect(deliver()).toBe(1);
    expect(got).toEqual([1]);
    a.flush();
    expect(deliver()).toBe(1);
    expect(got).toEqual([1, 2]);
  });

  test('deliver does nothing inside a handler, and hands over the answers of b in the same round', () => {
    const { a, b, deliver } = unbound();
    const inner: number[] = [];
    b.receive((_frames, count) => {
      for (let i = 0; i < count; i++) sendBytes(b, numbered(a.mac, b.mac, i));
      inner.push(deliver());
    });
    const got = numbersReceived(a);
    sendBytes(a, numbered(b.mac, a.mac, 1));
    expect(deliver()).toBe(2);
    expect(inner).toEqual([0]);
    expect(got).toEqual([0]);
  });

  test('detects a frame that is used after it was given away', () => {
    const { a } = unbound();
    const frame = a.allocate()!;
    frame.length = 60;
    a.transmit(frame);
    expect(() => a.transmit(frame)).toThrow('was transmitted or released before');
    expect(() => a.release(frame)).toThrow('released after it was transmitted');
    const other = link().a.allocate()!;
    expect(() => a.release(other)).toThrow('not from');
  });

  test('a handler that throws costs its batch and nothing else', async () => {
    const wire = link({ delivery: 'manual', queueLength: 4 });
    let throws = true;
    let got = 0;
    wire.b.receive((_frames, count) => {
      if (throws) throw new Error('handler');
      got += count;
    });
    for (let round = 0; round < 10; round++) {
      for (let i = 0; i < 4; i++) expect(sendBytes(wire.a, numbered(wire.b.mac, wire.a.mac, i))).toBe(true);
      if (throws) expect(() => wire.deliver()).toThrow('handler');
      else wire.deliver();
      throws = round < 5;
    }
    expect(got).toBe(4 * 4);
  });

  test('gives the promise jobs of others their turn under endless traffic', async () => {
    const { a, b } = link();
    let turns = 0;
    let stop = false;
    a.receive(() => {
      if (!stop) sendBytes(a, numbered(b.mac, a.mac, ++turns));
    });
    b.receive(() => sendBytes(b, numbered(a.mac, b.mac, turns)));
    sendBytes(a, numbered(b.mac, a.mac, 0));
    for (let i = 0; i < 5; i++) await Promise.resolve();
    stop = true;
    expect(turns).toBeLessThan(1000);
    await jobs();
  });

  test('delivers each frame at its own time with a clock', () => {
    const clock = new VirtualClock();
    const { a, b } = link({ delivery: { clock, delay: 10 } });
    const times: number[] = [];
    b.receive((_frames, count) => {
      for (let i = 0; i < count; i++) times.push(clock.monotonic());
    });
    for (let i = 0; i < 5; i++) {
      sendBytes(a, numbered(b.mac, a.mac, i));
      clock.advanceSync(3);
    }
    clock.advanceSync(100);
    expect(times).toEqual([10, 13, 16, 19, 22]);
  });

  test('a verified checksum is not verified for the next device', () => {
    const { a, b, deliver } = unbound();
    const states: number[] = [];
    b.receive((frames) => states.push(frames[0]!.checksum));
    sendBytes(a, pattern(100), (frame) => {
      frame.checksum = CHECKSUM_VERIFIED;
    });
    deliver();
    expect(states).toEqual([0]);
  });

  test('a device without offload drops what is left to it', () => {
    const { a, b, deliver } = unbound();
    const got = received(b);
    sendBytes(a, pattern(100), (frame) => {
      frame.checksum = 2;
      frame.checksumStart = 34;
      frame.checksumOffset = 16;
    });
    sendBytes(a, pattern(100), (frame) => {
      frame.segmentSize = 10;
    });
    deliver();
    expect(got).toEqual([]);
    expect(a.statistics.transmitDropped).toBe(2);
  });

  test('completes a checksum that waited for a later flush', () => {
    const capabilities = { transmitChecksum: true, receiveChecksum: false, segmentation: 0 };
    const wire = link({ delivery: 'manual', a: { capabilities } });
    const states: number[] = [];
    wire.b.receive((frames, count) => {
      for (let i = 0; i < count; i++) states.push(frames[i]!.checksum);
    });
    sendBytes(wire.a, new Uint8Array(60));
    const frame = wire.a.allocate()!;
    frame.length = 60;
    frame.checksum = CHECKSUM_PARTIAL;
    frame.checksumStart = 34;
    frame.checksumOffset = 6;
    wire.a.transmit(frame);
    wire.deliver();
    wire.a.flush();
    wire.deliver();
    expect(states).toEqual([0, 0]);
  });

  test('makes no garbage for a frame', () => {
    const { a, b, deliver } = unbound();
    let got = 0;
    b.receive((_frames, count) => {
      got += count;
    });
    const rounds = (count: number) => {
      for (let round = 0; round < count; round++) {
        for (let i = 0; i < 64; i++) {
          const frame = a.allocate()!;
          frame.length = 1514;
          a.transmit(frame);
        }
        a.flush();
        deliver();
      }
    };
    rounds(2000);
    const before = process.memoryUsage().heapUsed;
    rounds(8000);
    // Half a million frames: one number of eight octets for each would be four megabytes.
    expect(process.memoryUsage().heapUsed - before).toBeLessThan(1_000_000);
    expect(got).toBe(640_000);
  });

  test.each([
    [{ mtu: 67 }, /MTU/],
    [{ mtu: 70_000 }, /MTU/],
    [{ queueLength: 0 }, /frames is 0/],
    [{ a: { mac: new Uint8Array(5) } }, /MAC address/],
    [{ b: { mac: new Uint8Array([1, 0, 0, 0, 0, 0]) } }, /MAC address/],
    [{ delivery: { clock: new VirtualClock(), delay: -1 } }, /delay of -1/],
  ])('refuses %j', (options, message) => {
    expect(() => link(options)).toThrow(message);
  });
});

function unbound() {
  const wire = link({ delivery: 'manual' });
  return { a: wire.a, b: wire.b, deliver: () => wire.deliver() };
}
