import type { Frame, Network } from './network.js';

/** Transmits and flushes a frame of `bytes`. Returns false when the device has none. */
export function sendBytes(network: Network, bytes: Uint8Array, change?: (frame: Frame) => void): boolean {
  const frame = network.allocate(bytes.length);
  if (frame === null) return false;
  frame.bytes.set(bytes);
  frame.length = bytes.length;
  change?.(frame);
  network.transmit(frame);
  network.flush();
  return true;
}

/** An Ethernet frame of 64 octets with a number in its payload. */
export function numbered(destination: Uint8Array, source: Uint8Array, number: number): Uint8Array {
  const bytes = new Uint8Array(64);
  bytes.set(destination, 0);
  bytes.set(source, 6);
  bytes.set([0x88, 0xb5, number >>> 24, number >>> 16, number >>> 8, number], 12);
  return bytes;
}

export function numberOf(bytes: Uint8Array): number {
  return ((bytes[14]! << 24) | (bytes[15]! << 16) | (bytes[16]! << 8) | bytes[17]!) >>> 0;
}

/** Copies of the frames that `network` receives from now on. */
export function received(network: Network): Uint8Array[] {
  const frames: Uint8Array[] = [];
  network.receive((batch, count) => {
    for (let i = 0; i < count; i++) frames.push(batch[i]!.bytes.slice(0, batch[i]!.length));
  });
  return frames;
}

/** The numbers of the frames that `network` receives from now on. */
export function numbersReceived(network: Network): number[] {
  const numbers: number[] = [];
  network.receive((batch, count) => {
    for (let i = 0; i < count; i++) numbers.push(numberOf(batch[i]!.bytes));
  });
  return numbers;
}

/** One's complement sum (RFC 1071) by its definition, for checking what the code under test computed. */
export function onesComplementSum(...parts: readonly ArrayLike<number>[]): number {
  let sum = 0;
  for (const part of parts) {
    for (let i = 0; i < part.length; i++) sum += i % 2 === 0 ? part[i]! * 256 : part[i]!;
  }
  while (sum > 0xffff) sum = Math.floor(sum / 0x10000) + (sum % 0x10000);
  return sum;
}
