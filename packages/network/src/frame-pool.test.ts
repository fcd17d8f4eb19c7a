import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { FramePool, type PooledFrame } from './frame-pool.js';

describe('FramePool', () => {
  test('gives as many frames as it is to have, aligned and apart', () => {
    for (const frameLength of [14, 64, 1514, 9014, 1_200_000]) {
      const pool = new FramePool({ frameLength, frames: 20 });
      const frames: PooledFrame[] = [];
      for (let frame = pool.allocate(); frame !== null; frame = pool.allocate()) frames.push(frame);
      expect(frames.length).toBe(20);
      for (const [i, { bytes }] of frames.entries()) {
        expect(bytes.length).toBe(frameLength);
        expect(bytes.byteOffset % 4).toBe(2);
        expect(bytes.buffer.byteLength % 4).toBe(0);
        bytes.fill(i);
      }
      for (const [i, { bytes }] of frames.entries()) expect(bytes.every((octet) => octet === i)).toBe(true);
    }
  });

  test('makes memory only when it is needed, in few buffers', () => {
    const pool = new FramePool({ frameLength: 1514, frames: 4096 });
    const first = pool.allocate()!;
    const buffers = new Set([first.bytes.buffer]);
    for (let i = 0; i < 300; i++) buffers.add(pool.allocate()!.bytes.buffer);
    expect(buffers.size).toBeLessThanOrEqual(7);
    for (let i = 0; i < 3700; i++) buffers.add(pool.allocate()!.bytes.buffer);
    expect(buffers.size).toBeLessThanOrEqual(13);
    expect(first.bytes.buffer.byteLength).toBeLessThan(16_384);
    for (const buffer of buffers) expect(buffer.byteLength).toBeLessThanOrEqual(1_048_576);
  });

  test('refuses a second release and a frame of another pool', () => {
    const pool = new FramePool({ frameLength: 64, frames: 2 });
    const frame = pool.allocate()!;
    pool.release(frame);
    expect(() => pool.release(frame)).toThrow('released twice');
    const other = new FramePool({ frameLength: 64, frames: 2 }).allocate()!;
    expect(() => pool.release(other)).toThrow('not from');
    expect(pool.available).toBe(2);
  });

  test.each([
    [13, 1],
    [64, 0],
    [64, 1.5],
    [Number.NaN, 1],
  ])('refuses %d octets by %d frames', (frameLength, frames) => {
    expect(() => new FramePool({ frameLength, frames })).toThrow(RangeError);
  });

  test('never gives a frame that is in use', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(10), { maxLength: 200 }), (steps) => {
        const pool = new FramePool({ frameLength: 64, frames: 7 });
        const held: PooledFrame[] = [];
        for (const step of steps) {
          if (step < 6) {
            const frame = pool.allocate();
            expect(frame === null).toBe(held.length === 7);
            if (frame === null) continue;
            expect(held).not.toContain(frame);
            expect([frame.length, frame.checksum, frame.segmentSize]).toEqual([0, 0, 0]);
            frame.length = 64;
            frame.checksum = 2;
            frame.segmentSize = 9;
            held.push(frame);
          } else if (held.length > 0) pool.release(held.splice(step % held.length, 1)[0]!);
          expect(pool.available).toBe(7 - held.length);
        }
      }),
    );
  });
});
