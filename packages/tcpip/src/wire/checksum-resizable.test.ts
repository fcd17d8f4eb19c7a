import { expect, test } from 'vitest';
import { sum } from './checksum.js';

test('reads a buffer that has grown', () => {
  // Resizable buffers are ECMAScript 2024.
  const Resizable = ArrayBuffer as unknown as new (
    length: number,
    options: { maxByteLength: number },
  ) => ArrayBuffer & { resize(length: number): void };
  const buffer = new Resizable(64, { maxByteLength: 256 });
  expect(sum(new Uint8Array(buffer), 0, 64)).toBe(0);
  buffer.resize(256);
  const bytes = new Uint8Array(buffer);
  bytes[255] = 3;
  expect(sum(bytes, 0, 256)).toBe(3);
});
