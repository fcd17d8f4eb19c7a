import { CHECKSUM_COMPLETE, type Frame } from './network.js';

/*
 * Only what a device without the hardware needs to finish the checksums of one that claimed it. A stack has its own, faster.
 */

/** One's complement sum of big-endian 16-bit words (RFC 1071), not folded; `initial` below 2^31, at most 64 KiB. */
export function sumWords(bytes: Uint8Array, start: number, end: number, initial: number): number {
  let sum = initial;
  let i = start;
  for (; i + 1 < end; i += 2) sum += (bytes[i]! << 8) | bytes[i + 1]!;
  if (i < end) sum += bytes[i]! << 8;
  return sum;
}

/** The checksum field for a sum: folded to 16 bits and complemented. */
export function checksumOf(sum: number): number {
  sum = (sum >>> 16) + (sum & 0xffff);
  sum = (sum >>> 16) + (sum & 0xffff);
  return ~((sum >>> 16) + sum) & 0xffff;
}

/** Whether the fields that go with CHECKSUM_PARTIAL lie inside the frame. */
export function isPartialValid(frame: Frame): boolean {
  const { checksumStart, checksumOffset } = frame;
  return checksumStart >= 14 && checksumOffset >= 0 && checksumStart + checksumOffset + 2 <= frame.length;
}

/** Turns CHECKSUM_PARTIAL into CHECKSUM_COMPLETE. The field holds the pseudo header's sum, so it is part of what is summed. */
export function completeChecksum(frame: Frame): void {
  const { bytes, checksumStart } = frame;
  const field = checksumStart + frame.checksumOffset;
  let checksum = checksumOf(sumWords(bytes, checksumStart, frame.length, 0));
  // A UDP checksum of zero would say that there is none (RFC 768); TCP takes 0xffff as well.
  if (checksum === 0) checksum = 0xffff;
  bytes[field] = checksum >>> 8;
  bytes[field + 1] = checksum;
  frame.checksum = CHECKSUM_COMPLETE;
}
