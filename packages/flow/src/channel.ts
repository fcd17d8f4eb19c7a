import { FlowError } from './flow.js';

/** Writes that may wait for room at a time; more are a caller that does not await. */
export const PENDING_WRITES = 4096;

/** Small writes share storage of this many octets, so that what is buffered costs little more than its octets. */
const BLOCK = 4096;

/** One waiting write: its octets from `offset` on have not been taken. Octets undefined: the end of the stream. */
interface PendingWrite {
  readonly bytes: Uint8Array | undefined;
  offset: number;
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
}

interface PendingRead {
  readonly resolve: (bytes: Uint8Array | null) => void;
  readonly reject: (error: unknown) => void;
}

/** A stretch of `storage`, which nobody else writes to between `start` and `end`. */
interface Chunk {
  readonly storage: Uint8Array;
  readonly start: number;
  end: number;
}

/**
 * One direction of an in-memory flow: a queue of at most `capacity` octets between a writer and a reader. Every octet is
 * copied once, from the writer's memory into memory that becomes the reader's.
 */
export class Channel {
  readonly capacity: number;
  #block: number;
  #chunks: Chunk[] = [];
  /** Chunks before this one have been read. */
  #head = 0;
  #buffered = 0;
  #writes: PendingWrite[] = [];
  #read: PendingRead | undefined = undefined;
  /** closeWrite was called: nothing may be written any more. */
  #ending = false;
  /** Everything written has been taken; after it the reader finds the end. */
  #ended = false;
  /** The reader has been told of the end, and finds it from then on whatever happens. */
  #endRead = false;
  /** The reader wants nothing more. */
  #discarding = false;
  #broken = false;
  #readError: unknown = undefined;
  #writeError: unknown = undefined;
  #taken = Promise.resolve();
  #closing: Promise<void> | undefined = undefined;
  #onOver: (() => void) | undefined;

  /** @param onOver called once, when the end has been read, when nobody will read it, or when it broke */
  constructor(capacity: number, onOver?: () => void) {
    this.capacity = capacity;
    this.#block = Math.min(BLOCK, capacity);
    this.#onOver = onOver;
  }

  /** Octets taken and not yet read. */
  get buffered(): number {
    return this.#buffered;
  }

  read(): Promise<Uint8Array | null> {
    if (this.#read !== undefined) {
      return Promise.reject(new FlowError('invalid', 'a read is outstanding: only one at a time'));
    }
    if (this.#discarding) return Promise.reject(new FlowError('closed', 'read after close'));
    if (this.#endRead) return Promise.resolve(null);
    if (this.#broken) return Promise.reject(this.#readError);
    if (this.#buffered > 0) {
      const bytes = this.#takeChunk();
      this.#admitWaiting();
      return Promise.resolve(bytes);
    }
    if (this.#ended) {
      this.#tellEnd();
      return Promise.resolve(null);
    }
    return new Promise((resolve, reject) => {
      this.#read = { resolve, reject };
    });
  }

  write(bytes: Uint8Array): Promise<void> {
    if (this.#broken) return Promise.reject(this.#writeError);
    if (this.#ending) return Promise.reject(new FlowError('closed', 'write after this side was closed'));
    if (bytes.length === 0 && this.#writes.length === 0) return this.#taken;
    let offset = 0;
    if (this.#writes.length === 0) {
      offset = this.#admit(bytes, 0);
      if (offset === bytes.length) return this.#taken;
    } else if (this.#writes.length >= PENDING_WRITES) {
      return Promise.reject(new FlowError('exhausted', `${PENDING_WRITES} writes are waiting: await them`));
    }
    return new Promise((resolve, reject) => {
      this.#writes.push({ bytes, offset, resolve, reject });
    });
  }

  closeWrite(): Promise<void> {
    if (this.#closing !== undefined) return this.#closing;
    if (this.#broken) return Promise.reject(this.#writeError);
    this.#ending = true;
    if (this.#writes.length === 0) {
      this.#end();
      this.#closing = this.#taken;
    } else {
      this.#closing = new Promise((resolve, reject) => {
        this.#writes.push({ bytes: undefined, offset: 0, resolve, reject });
      });
    }
    return this.#closing;
  }

  /** The reader closes: what is here and what comes is thrown away. */
  discard(): void {
    if (this.#discarding || this.#broken) return;
    this.#discarding = true;
    this.#chunks = [];
    this.#head = 0;
    this.#buffered = 0;
    const read = this.#read;
    this.#read = undefined;
    read?.reject(new FlowError('closed', 'closed while a read was outstanding'));
    this.#admitWaiting();
    if (this.#ended) this.#over();
  }

  /** Ends it without delivery; the writer and the reader get each their own error. */
  break(readError: unknown, writeError: unknown): void {
    if (this.#broken) return;
    this.#broken = true;
    this.#readError = readError;
    this.#writeError = this.#ended ? new FlowError('closed', 'write after this side was closed') : writeError;
    this.#chunks = [];
    this.#head = 0;
    this.#buffered = 0;
    const read = this.#read;
    this.#read = undefined;
    read?.reject(readError);
    const writes = this.#writes;
    this.#writes = [];
    for (const write of writes) write.reject(writeError);
    this.#over();
  }

  /** Takes what there is room for. @returns the offset of the first octet not taken */
  #admit(bytes: Uint8Array, offset: number): number {
    const length = bytes.length;
    if (this.#discarding) return length;
    const read = this.#read;
    if (read !== undefined && offset < length) {
      const end = Math.min(length, offset + this.capacity);
      this.#read = undefined;
      read.resolve(bytes.slice(offset, end));
      offset = end;
    }
    const count = Math.min(length - offset, this.capacity - this.#buffered);
    if (count > 0) this.#append(bytes, offset, offset + count);
    return offset + count;
  }

  #append(bytes: Uint8Array, start: number, end: number): void {
    const length = end - start;
    this.#buffered += length;
    const last = this.#head < this.#chunks.length ? this.#chunks[this.#chunks.length - 1]! : undefined;
    if (last !== undefined && last.storage.length - last.end >= length) {
      last.storage.set(start === 0 && end === bytes.length ? bytes : bytes.subarray(start, end), last.end);
      last.end += length;
      return;
    }
    if (length >= this.#block) {
      this.#chunks.push({ storage: bytes.slice(start, end), start: 0, end: length });
      return;
    }
    const storage = new Uint8Array(this.#block);
    storage.set(bytes.subarray(start, end));
    this.#chunks.push({ storage, start: 0, end: length });
  }

  /** The first chunk becomes the reader's: it leaves the queue, so that nothing is appended to it. */
  #takeChunk(): Uint8Array {
    const { storage, start, end } = this.#chunks[this.#head++]!;
    if (this.#head === this.#chunks.length) {
      this.#chunks.length = 0;
      this.#head = 0;
    } else if (this.#head === 64) {
      this.#chunks.splice(0, 64);
      this.#head = 0;
    }
    this.#buffered -= end - start;
    return start === 0 && end === storage.length ? storage : storage.subarray(start, end);
  }

  /** Room has come: waiting writes go on, in order. */
  #admitWaiting(): void {
    let done = 0;
    for (; done < this.#writes.length; done++) {
      const write = this.#writes[done]!;
      if (write.bytes === undefined) {
        this.#end();
      } else {
        write.offset = this.#admit(write.bytes, write.offset);
        if (write.offset < write.bytes.length) break;
      }
      write.resolve();
    }
    if (done > 0) this.#writes.splice(0, done);
  }

  #end(): void {
    this.#ended = true;
    const read = this.#read;
    this.#read = undefined;
    if (read !== undefined) {
      this.#tellEnd();
      read.resolve(null);
    } else if (this.#discarding) {
      this.#over();
    }
  }

  #tellEnd(): void {
    this.#endRead = true;
    this.#over();
  }

  #over(): void {
    const onOver = this.#onOver;
    this.#onOver = undefined;
    onOver?.();
  }
}
