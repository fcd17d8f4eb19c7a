/** Entries that share a hash; the one heard longest ago makes room. */
const WAYS = 4;

/**
 * Which port a station was last heard on. The table has a fixed size and every operation takes constant time: who floods it
 * with made-up addresses drives out some entries, and frames to those stations go to every port again.
 */
export class MacTable {
  readonly #mask: number;
  /** First four and last two octets of the address in each place. */
  readonly #high: Int32Array;
  readonly #low: Int32Array;
  /** -1: the place is free. */
  readonly #port: Int32Array;
  readonly #heard: Float64Array;
  readonly #maxAge: number;

  /** `capacity` is rounded up to a power of two; ages are in milliseconds. */
  constructor(capacity: number, maxAge: number) {
    if (!Number.isInteger(capacity) || capacity < 1 || capacity > 2 ** 20) {
      throw new RangeError(`a MAC table of ${capacity} entries; it must be an integer from 1 to 2^20`);
    }
    let size = WAYS;
    while (size < capacity) size *= 2;
    this.#mask = size / WAYS - 1;
    this.#high = new Int32Array(size);
    this.#low = new Int32Array(size);
    this.#port = new Int32Array(size).fill(-1);
    this.#heard = new Float64Array(size);
    this.#maxAge = maxAge;
  }

  /** The station whose address is at `bytes[offset]` was heard on `port`. */
  learn(bytes: Uint8Array, offset: number, port: number, now: number): void {
    const high = readHigh(bytes, offset);
    const low = readLow(bytes, offset);
    const first = this.#bucket(high, low);
    let place = first;
    for (let i = first; i < first + WAYS; i++) {
      if (this.#port[i]! >= 0 && this.#high[i] === high && this.#low[i] === low) {
        place = i;
        break;
      }
      if (this.#age(i, now) > this.#age(place, now)) place = i;
    }
    this.#high[place] = high;
    this.#low[place] = low;
    this.#port[place] = port;
    this.#heard[place] = now;
  }

  /** The port of a station; -1 when it was not heard, or not for longer than entries are kept. */
  lookup(bytes: Uint8Array, offset: number, now: number): number {
    const high = readHigh(bytes, offset);
    const low = readLow(bytes, offset);
    const first = this.#bucket(high, low);
    for (let i = first; i < first + WAYS; i++) {
      if (this.#high[i] === high && this.#low[i] === low && this.#port[i]! >= 0) {
        return this.#age(i, now) > this.#maxAge ? -1 : this.#port[i]!;
      }
    }
    return -1;
  }

  /** Forgets everything that was heard on `port`. */
  forget(port: number): void {
    for (let i = 0; i < this.#port.length; i++) if (this.#port[i] === port) this.#port[i] = -1;
  }

  #age(place: number, now: number): number {
    return this.#port[place]! < 0 ? Number.POSITIVE_INFINITY : now - this.#heard[place]!;
  }

  #bucket(high: number, low: number): number {
    let hash = Math.imul(high ^ Math.imul(low, 0x85ebca6b), 0x9e3779b1);
    hash ^= hash >>> 15;
    return (hash & this.#mask) * WAYS;
  }
}

function readHigh(bytes: Uint8Array, offset: number): number {
  return (bytes[offset]! << 24) | (bytes[offset + 1]! << 16) | (bytes[offset + 2]! << 8) | bytes[offset + 3]!;
}

function readLow(bytes: Uint8Array, offset: number): number {
  return (bytes[offset + 4]! << 8) | bytes[offset + 5]!;
}
