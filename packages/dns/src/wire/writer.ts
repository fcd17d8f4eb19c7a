import { LOWER, type Name } from '../name.js';
import { MAXIMUM_MESSAGE } from './constants.js';

/** Suffixes of names that a message's compression remembers; later ones are not pointed to. A power of 2. */
const REMEMBERED = 1024;
/** Offsets above this do not fit into a pointer. */
const LAST_POINTER = 0x3fff;

/** More octets than a message holds. */
export class OverflowError extends RangeError {
  override readonly name = 'OverflowError';
}

/** Appends integers, names and octets to a buffer that grows up to the largest message. */
export class WireWriter {
  bytes: Uint8Array;
  length: number;
  /** Octets that may be written; `OverflowError` beyond. */
  limit: number;
  /** Offsets of name suffixes, by hash; 0 is free. Made at the first compressed name. */
  #table: Uint16Array | undefined;
  #remembered: number;
  /** Whether data may hold compressed names: in a message, not in data that stands alone. */
  compress: boolean;

  constructor(limit: number = MAXIMUM_MESSAGE, room = 512) {
    this.bytes = new Uint8Array(Math.min(room, limit));
    this.length = 0;
    this.limit = limit;
    this.#table = undefined;
    this.#remembered = 0;
    this.compress = false;
  }

  /** A copy of what was written. */
  finish(): Uint8Array {
    return this.bytes.slice(0, this.length);
  }

  /** Makes room for `count` octets more. @throws {OverflowError} */
  reserve(count: number): void {
    const needed = this.length + count;
    if (needed <= this.bytes.length) return;
    if (needed > this.limit) throw new OverflowError(`more than ${this.limit} octets`);
    const grown = new Uint8Array(Math.min(this.limit, Math.max(needed, this.bytes.length * 2)));
    grown.set(this.bytes.subarray(0, this.length));
    this.bytes = grown;
  }

  u8(value: number): void {
    if (this.length === this.bytes.length) this.reserve(1);
    this.bytes[this.length++] = value;
  }

  u16(value: number): void {
    this.reserve(2);
    this.bytes[this.length++] = value >>> 8;
    this.bytes[this.length++] = value;
  }

  u32(value: number): void {
    this.u16(value >>> 16);
    this.u16(value & 0xffff);
  }

  set16(offset: number, value: number): void {
    this.bytes[offset] = value >>> 8;
    this.bytes[offset + 1] = value;
  }

  put(bytes: Uint8Array): void {
    this.reserve(bytes.length);
    this.bytes.set(bytes, this.length);
    this.length += bytes.length;
  }

  /** A name, compressed against the names written before it by this method (RFC 1035, section 4.1.4). */
  name(name: Name): void {
    if (this.#table === undefined) this.#table = new Uint16Array(REMEMBERED * 2);
    const table = this.#table;
    const mask = table.length - 1;
    for (let at = 0; name[at] !== 0; at += name[at]! + 1) {
      let slot = hashSuffix(name, at) & mask;
      for (; table[slot] !== 0; slot = (slot + 1) & mask) {
        if (this.#isAt(table[slot]!, name, at)) {
          this.put(name.subarray(0, at));
          this.u16(0xc000 | table[slot]!);
          return;
        }
      }
      // The octets are written below, in one piece, so this suffix will stand here.
      const offset = this.length + at;
      if (offset <= LAST_POINTER && this.#remembered < REMEMBERED) {
        table[slot] = offset;
        this.#remembered++;
      }
    }
    this.put(name);
  }

  /** Whether the name written at `offset` is `name` from `at` on. */
  #isAt(offset: number, name: Name, at: number): boolean {
    const { bytes } = this;
    for (;;) {
      if (offset >= this.length) return false; // remembered within the name that is being written
      const length = bytes[offset]!;
      if (length >= 0xc0) {
        offset = ((length & 0x3f) << 8) | bytes[offset + 1]!;
        continue;
      }
      if (length !== name[at]) return false;
      if (length === 0) return true;
      // Pointers keep the case of the first occurrence; so that a message decodes to what was encoded, cases must agree.
      for (let i = 1; i <= length; i++) if (bytes[offset + i] !== name[at + i]) return false;
      offset += length + 1;
      at += length + 1;
    }
  }
}

function hashSuffix(name: Name, at: number): number {
  let hash = 0x811c9dc5 | 0;
  for (let i = at; i < name.length; i++) hash = Math.imul(hash ^ LOWER[name[i]!]!, 0x01000193);
  return hash ^ (hash >>> 15);
}
