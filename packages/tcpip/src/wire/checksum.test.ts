import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { naiveChecksum } from '../testing/packets.js';
import { checksum, fold, sum, updateChecksum } from './checksum.js';

/** 0 and 0xffff are the same number in one's complement. */
function normal(field: number): number {
  return field === 0xffff ? 0 : field;
}

describe('the Internet checksum', () => {
  test('gives the sum of the example in RFC 1071, section 3', () => {
    const bytes = new Uint8Array([0x00, 0x01, 0xf2, 0x03, 0xf4, 0xf5, 0xf6, 0xf7]);
    expect(sum(bytes, 0, 8)).toBe(0xddf2);
    expect(checksum(bytes, 0, 8)).toBe(0x220d);
  });

  test('is that of a naive sum for every alignment and length of the storage', () => {
    const storage = new Uint8Array(512).map((_, i) => (i * 151 + 77) & 0xff);
    for (let byteOffset = 0; byteOffset < 4; byteOffset++) {
      const bytes = new Uint8Array(storage.buffer, byteOffset, 500);
      for (let offset = 0; offset < 5; offset++) {
        for (let length = 0; length < 200; length++) {
          const expected = naiveChecksum(bytes.subarray(offset, offset + length));
          expect(normal(checksum(bytes, offset, length))).toBe(normal(expected));
        }
      }
    }
  });

  test('is that of a naive sum for any bytes and any initial sum', () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ minLength: 0, maxLength: 3000 }),
        fc.nat(9),
        fc.nat(0x7fff_ffff),
        (bytes, offset, initial) => {
          const length = Math.max(0, bytes.length - offset);
          const prefix = [fold(initial) >>> 8, fold(initial) & 0xff];
          const expected = naiveChecksum([...prefix, ...bytes.subarray(offset, offset + length)]);
          expect(normal(checksum(bytes, offset, length, initial))).toBe(normal(expected));
        },
      ),
    );
  });

  test('holds no carry back when every word is at its largest', () => {
    const bytes = new Uint8Array(65535).fill(0xff);
    expect(sum(bytes, 0, 65534)).toBe(0xffff);
    expect(sum(bytes, 0, 65535)).toBe(0xff00);
    expect(sum(bytes, 1, 65534)).toBe(0xffff);
  });

  test('sees words written after its view of the buffer was made', () => {
    const bytes = new Uint8Array(64);
    expect(sum(bytes, 0, 64)).toBe(0);
    bytes[63] = 9;
    expect(sum(bytes, 0, 64)).toBe(9);
  });

  test('RFC 1624: an update equals the checksum made anew', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 4, maxLength: 64 }), fc.nat(31), fc.nat(0xffff), (bytes, index, word) => {
        const at = (index % (bytes.length >>> 1)) * 2;
        const before = checksum(bytes, 0, bytes.length);
        const old = (bytes[at]! << 8) | bytes[at + 1]!;
        bytes[at] = word >>> 8;
        bytes[at + 1] = word & 0xff;
        expect(normal(updateChecksum(before, old, word))).toBe(normal(checksum(bytes, 0, bytes.length)));
      }),
    );
  });

  test('RFC 1624: the case of its section 4 gives 0, not 0xffff', () => {
    expect(updateChecksum(0xdd2f, 0x5555, 0x3285)).toBe(0x0000);
  });
});
