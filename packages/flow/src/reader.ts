import { type Flow, FlowError } from './flow.js';

const MINIMUM_STORAGE = 4096;
const EMPTY = /* @__PURE__ */ new Uint8Array(0);

/**
 * Reads a flow in the pieces of a protocol: so many octets, up to a delimiter, or whatever is there.
 *
 * Everything it returns stays as it is: the reader never moves or overwrites octets it has given out. A chunk that holds
 * what was asked for is not copied. One operation at a time. What it may hold is bounded by what is asked of it (`limit`,
 * `length`) plus one chunk of the flow.
 */
export class FlowReader {
  #flow: Pick<Flow, 'read'>;
  #storage: Uint8Array = EMPTY;
  #start = 0;
  #end = 0;
  /** Whether the room behind #end is ours; the memory around a chunk of the flow is not. */
  #owned = false;
  #ended = false;

  constructor(flow: Pick<Flow, 'read'>) {
    this.#flow = flow;
  }

  /** Octets that can be had without waiting. */
  get buffered(): number {
    return this.#end - this.#start;
  }

  /** The stream has ended; what is buffered is all there is. */
  get ended(): boolean {
    return this.#ended;
  }

  /** The octets buffered, without taking them. */
  peek(): Uint8Array {
    return this.#storage.subarray(this.#start, this.#end);
  }

  /** Takes octets that were seen with `peek`. @throws {RangeError} when fewer are buffered */
  consume(length: number): void {
    if (!(length >= 0 && length <= this.buffered)) {
      throw new RangeError(`cannot consume ${length} octets: ${this.buffered} are buffered`);
    }
    this.#start += length;
    if (this.#start === this.#end) {
      this.#storage = EMPTY;
      this.#start = this.#end = 0;
      this.#owned = false;
    }
  }

  /** Waits for the flow's next chunk and buffers it. @returns false at the end of the stream @throws {FlowError} as `read` */
  async fill(): Promise<boolean> {
    if (this.#ended) return false;
    const bytes = await this.#flow.read();
    if (bytes === null) {
      this.#ended = true;
      return false;
    }
    this.#append(bytes, 0);
    return true;
  }

  /** What is buffered, or else the flow's next chunk; null at the end. Nothing is copied. @throws {FlowError} as `read` */
  async read(): Promise<Uint8Array | null> {
    if (this.buffered > 0) return this.#take(this.buffered);
    if (this.#ended) return null;
    const bytes = await this.#flow.read();
    if (bytes === null) this.#ended = true;
    return bytes;
  }

  /** At most `limit` octets, at least one; null at the end. @throws {FlowError} as `read` */
  async readSome(limit: number): Promise<Uint8Array | null> {
    if (!(limit >= 1)) throw new RangeError(`cannot read at most ${limit} octets`);
    if (this.buffered === 0 && !(await this.fill())) return null;
    return this.#take(Math.min(limit, this.buffered));
  }

  /** @throws {FlowError} "ended" when the stream ends before; what there was stays buffered. And as `read` */
  async readExactly(length: number): Promise<Uint8Array> {
    if (!(length >= 0)) throw new RangeError(`cannot read ${length} octets`);
    while (this.buffered < length) {
      if (this.#ended) throw this.#endedAfter(`${length} octets`);
      const bytes = await this.#flow.read();
      if (bytes === null) this.#ended = true;
      else this.#append(bytes, length);
    }
    return this.#take(length);
  }

  /**
   * The octets up to and including the next `delimiter` (one octet, or a sequence that is not empty); null when the stream
   * ends with nothing buffered. Octets searched once are not searched again.
   * @throws {FlowError} "exhausted" when there is none within `limit` octets, delimiter included, "ended" when the stream
   * ends before it; what there was stays buffered. And as `read`
   */
  async readUntil(delimiter: Uint8Array | number, limit: number): Promise<Uint8Array | null> {
    const width = typeof delimiter === 'number' ? 1 : delimiter.length;
    if (width === 0) throw new RangeError('an empty delimiter is everywhere');
    let searched = 0;
    for (;;) {
      const length = Math.min(this.buffered, limit);
      const window = this.#storage.subarray(this.#start, this.#start + length);
      const at =
        typeof delimiter === 'number' ? window.indexOf(delimiter, searched) : find(window, delimiter, searched);
      if (at >= 0) return this.#take(at + width);
      if (this.buffered >= limit) throw new FlowError('exhausted', `no delimiter within ${limit} octets`);
      searched = Math.max(0, length - width + 1);
      if (!(await this.fill())) {
        if (this.buffered === 0) return null;
        throw this.#endedAfter('the delimiter');
      }
    }
  }

  #endedAfter(wanted: string): FlowError {
    return new FlowError('ended', `the stream ended after ${this.buffered} octets, before ${wanted}`);
  }

  #take(length: number): Uint8Array {
    const bytes = this.#storage.subarray(this.#start, this.#start + length);
    this.consume(length);
    return bytes;
  }

  /** @param wanted octets that are known to be needed in one piece, 0 where that is not known */
  #append(bytes: Uint8Array, wanted: number): void {
    const buffered = this.buffered;
    if (buffered === 0) {
      this.#storage = bytes;
      this.#start = 0;
      this.#end = bytes.length;
      this.#owned = false;
      return;
    }
    if (!this.#owned || this.#storage.length - this.#end < bytes.length) {
      // Doubling makes the copying of many small chunks linear. The old storage is left as it is: views of it are outside.
      const needed = buffered + bytes.length;
      const size = wanted === 0 ? needed * 2 : needed >= wanted ? needed : Math.min(wanted, needed * 4);
      const storage = new Uint8Array(Math.max(MINIMUM_STORAGE, size));
      storage.set(this.#storage.subarray(this.#start, this.#end));
      this.#storage = storage;
      this.#start = 0;
      this.#end = buffered;
      this.#owned = true;
    }
    this.#storage.set(bytes, this.#end);
    this.#end += bytes.length;
  }
}

/** Index of the first `needle` in `haystack` from `from` on, or -1. */
function find(haystack: Uint8Array, needle: Uint8Array, from: number): number {
  const first = needle[0]!;
  const last = haystack.length - needle.length;
  search: for (let at = haystack.indexOf(first, from); at >= 0 && at <= last; at = haystack.indexOf(first, at + 1)) {
    for (let i = 1; i < needle.length; i++) if (haystack[at + i] !== needle[i]) continue search;
    return at;
  }
  return -1;
}
