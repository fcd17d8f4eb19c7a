/**
 * The Internet checksum (RFC 1071): the one's complement of the one's complement sum of 16-bit words.
 *
 * It runs over every octet that is sent and again over every octet that is received. Two properties of the sum make it
 * fast (RFC 1071, 2): it does not depend on byte order, so words are added as the machine loads them and the result is
 * swapped once; and carries may be folded at the end, so 32-bit words are added into a double, which is exact up to 2^53
 * (two million words). Of the forms measured under V8 (byte loop, DataView, 16-bit words, 32-bit words with integer
 * carries, 32-bit words in doubles) that one is the fastest: about 9 octets/ns against 1.6 of the byte loop. Copying and
 * summing in one loop is slower than `set` followed by the sum, so there is no such function here.
 */
import { type Frame, viewsOf } from '@morgana/network';

/** Below this many octets the byte loop wins: it needs no word view. */
const SHORT_SUM = 48;

const LITTLE_ENDIAN = /* @__PURE__ */ isLittleEndian();

function isLittleEndian(): boolean {
  return new Uint8Array(new Uint16Array([1]).buffer)[0] === 1;
}

/** Word views by buffer, for what is in no frame. */
const wordViews: WeakMap<ArrayBufferLike, Uint32Array> = /* @__PURE__ */ new WeakMap();
let recentBuffer: ArrayBufferLike | undefined;
let recentWords: Uint32Array = /* @__PURE__ */ new Uint32Array(0);

function wordsOf(buffer: ArrayBufferLike, end: number): Uint32Array {
  let words = buffer === recentBuffer ? recentWords : wordViews.get(buffer);
  // A buffer may have been grown since its view was made.
  if (words === undefined || words.length < end) {
    words = new Uint32Array(buffer, 0, buffer.byteLength >>> 2);
    wordViews.set(buffer, words);
  }
  recentBuffer = buffer;
  recentWords = words;
  return words;
}

/** Folds a sum of 16-bit words, below 2^32, to 16 bits. */
export function fold(sum: number): number {
  sum = (sum >>> 16) + (sum & 0xffff);
  return (sum >>> 16) + (sum & 0xffff);
}

/**
 * One's complement sum of `bytes[offset .. offset + length)` as big-endian 16-bit words, an odd last octet padded with
 * zero, plus `initial` (below 2^31: sums of other parts, a pseudo header). Folded to 16 bits; the checksum is its
 * complement, and over a packet that holds a right checksum the sum is 0xffff.
 */
export function sum(bytes: Uint8Array, offset: number, length: number, initial = 0): number {
  return length < SHORT_SUM ? sumOctets(bytes, offset, length, initial) : sumAnywhere(bytes, offset, length, initial);
}

/** The complement of `sum`: what goes into, or must be 0 when it covers, a checksum field. */
export function checksum(bytes: Uint8Array, offset: number, length: number, initial = 0): number {
  return ~sum(bytes, offset, length, initial) & 0xffff;
}

/** `sum` over a part of a frame; the fastest, where the part begins on one of its words, as all headers behind Ethernet's do. */
export function sumFrame(frame: Frame, offset: number, length: number, initial = 0): number {
  const { words } = viewsOf(frame);
  const first = (offset - 2) >>> 2;
  const end = first + (length >>> 2);
  if ((offset & 3) !== 2 || end > words.length) return sum(frame.bytes, offset, length, initial);
  return sumTail(frame.bytes, offset, length, fold(initial) + sumWords(words, first, end));
}

/** Whether the sum over a header of few words is that of a right checksum. All ones stay so whatever the order of octets. */
export function isHeaderSumRight(frame: Frame, offset: number, length: number): boolean {
  const { words } = viewsOf(frame);
  const first = (offset - 2) >>> 2;
  const end = first + (length >>> 2);
  if ((offset & 3) !== 2 || end > words.length) return sum(frame.bytes, offset, length) === 0xffff;
  let total = 0;
  for (let i = first; i < end; i++) {
    const word = words[i]!;
    total += (word & 0xffff) + (word >>> 16);
  }
  return fold(total) === 0xffff;
}

/** The complement of `sumFrame`. */
export function frameChecksum(frame: Frame, offset: number, length: number, initial = 0): number {
  return ~sumFrame(frame, offset, length, initial) & 0xffff;
}

function sumOctets(bytes: Uint8Array, offset: number, length: number, initial: number): number {
  const end = offset + (length & ~1);
  let total = initial;
  let i = offset;
  for (; i + 4 <= end; i += 4) total += ((bytes[i]! + bytes[i + 2]!) << 8) + bytes[i + 1]! + bytes[i + 3]!;
  if (i < end) total += (bytes[i]! << 8) | bytes[i + 1]!;
  if ((length & 1) !== 0) total += bytes[end]! << 8;
  return fold(total);
}

function sumAnywhere(bytes: Uint8Array, offset: number, length: number, initial: number): number {
  let position = bytes.byteOffset + offset;
  if ((position & 1) !== 0) {
    // From the second octet on, every octet has the other place in its word: that sum counts with its halves swapped.
    const rest = sum(bytes, offset + 1, length - 1);
    return fold(fold(initial) + (bytes[offset]! << 8) + swap(rest));
  }
  let total = fold(initial);
  if ((position & 2) !== 0) {
    total += (bytes[offset]! << 8) | bytes[offset + 1]!;
    position += 2;
    offset += 2;
    length -= 2;
  }
  const first = position >>> 2;
  const end = first + (length >>> 2);
  total += sumWords(wordsOf(bytes.buffer, end), first, end);
  return sumTail(bytes, offset, length, total);
}

/** Folded. */
function sumWords(words: Uint32Array, first: number, end: number): number {
  let i = first;
  const unrolledEnd = i + ((end - first) & ~7);
  let even = 0;
  let odd = 0;
  for (; i < unrolledEnd; i += 8) {
    even += words[i]! + words[i + 1]! + (words[i + 2]! + words[i + 3]!);
    odd += words[i + 4]! + words[i + 5]! + (words[i + 6]! + words[i + 7]!);
  }
  for (; i < end; i++) even += words[i]!;
  even += odd;
  const high = Math.floor(even / 0x1_0000_0000) >>> 0;
  const low = even >>> 0;
  const native = fold((low >>> 16) + (low & 0xffff) + (high >>> 16) + (high & 0xffff));
  return LITTLE_ENDIAN ? swap(native) : native;
}

/** Adds the octets behind the last whole word of four, and folds. */
function sumTail(bytes: Uint8Array, offset: number, length: number, total: number): number {
  let tail = offset + (length & ~3);
  if ((length & 2) !== 0) {
    total += (bytes[tail]! << 8) | bytes[tail + 1]!;
    tail += 2;
  }
  if ((length & 1) !== 0) total += bytes[tail]! << 8;
  return fold(total);
}

function swap(halfword: number): number {
  return ((halfword & 0xff) << 8) | (halfword >>> 8);
}

/** The checksum field after one 16-bit word under it changed (RFC 1624, equation 3). */
export function updateChecksum(field: number, oldWord: number, newWord: number): number {
  return ~fold((~field & 0xffff) + (~oldWord & 0xffff) + newWord) & 0xffff;
}
