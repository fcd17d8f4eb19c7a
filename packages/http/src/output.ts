import type { Flow } from '@morgana/flow';
import { copy } from './message/writer.js';
import type { Watchdog } from './watchdog.js';

/** Octets of an output buffer: several pipelined answers, or a head with a small body, go out in one write. */
export const OUTPUT_LENGTH = 32_768;

/** Output buffers kept for reuse, by all connections together; while more are in use, short texts do not keep one. */
const SPARE_BUFFERS = 64;

/** A larger body is written in pieces of this many octets, each with its own deadline, so that a slow reader is not a stalled one. */
const PIECE_LENGTH = 65_536;

/** Octets that a body may have to be copied behind what is buffered; a larger one is written from where it is. */
export const COPY_LENGTH = 8_192;

/** Output buffers: taken when a connection has something to say, given back once the flow has taken it. */
export class BufferPool {
  private readonly spare: Uint8Array[] = [];
  private taken = 0;

  take(): Uint8Array {
    this.taken++;
    return this.spare.pop() ?? new Uint8Array(OUTPUT_LENGTH);
  }

  give(buffer: Uint8Array): void {
    if (buffer.length !== OUTPUT_LENGTH) return;
    this.taken--;
    if (this.spare.length < SPARE_BUFFERS) this.spare.push(buffer);
  }

  /** More are in use than are worth keeping: a thousand connections that are answered at once, or do not read. */
  isScarce(): boolean {
    return this.taken > SPARE_BUFFERS;
  }
}

/** What a connection writes: collected in one buffer, so that what belongs together goes out in one write. */
export class Output {
  /** Null while there is nothing to say. */
  private buffer: Uint8Array | null = null;
  /** Octets in the buffer. */
  used = 0;
  /** Writes so far: tells whether something has left since. */
  writes = 0;
  private readonly flow: Flow;
  private readonly pool: BufferPool;
  private readonly watchdog: Watchdog;
  private readonly timeout: number;

  constructor(flow: Flow, pool: BufferPool, watchdog: Watchdog, timeout: number) {
    this.flow = flow;
    this.pool = pool;
    this.watchdog = watchdog;
    this.timeout = timeout;
  }

  room(): number {
    return (this.buffer === null ? OUTPUT_LENGTH : this.buffer.length) - this.used;
  }

  /** The buffer, to be written from `used` on. */
  open(): Uint8Array {
    return (this.buffer ??= this.pool.take());
  }

  /** What is buffered is all there will be for now, and may have to wait: where buffers are scarce it keeps no more than its length. */
  settle(): void {
    const { buffer, used } = this;
    if (buffer === null || !this.pool.isScarce() || used > COPY_LENGTH || buffer.length !== OUTPUT_LENGTH) return;
    this.buffer = buffer.slice(0, used);
    this.pool.give(buffer);
  }

  /** Forgets what was written since `used` was `mark`. */
  rewind(mark: number): void {
    this.used = mark;
  }

  /** Resolves when the flow has taken everything. @throws {FlowError} */
  async flush(): Promise<void> {
    this.settle();
    const buffer = this.buffer;
    if (buffer === null || this.used === 0) return;
    const length = this.used;
    this.buffer = null;
    this.used = 0;
    try {
      await this.writePiece(buffer.subarray(0, length));
    } finally {
      this.pool.give(buffer);
    }
  }

  /** The connection is over: what is buffered is of no use. */
  discard(): void {
    if (this.buffer !== null) this.pool.give(this.buffer);
    this.buffer = null;
    this.used = 0;
  }

  /** Writes behind what is buffered. The bytes must not change until it resolves. @throws {FlowError} */
  async write(bytes: Uint8Array): Promise<void> {
    if (bytes.length <= COPY_LENGTH) {
      if (bytes.length > this.room()) await this.flush();
      const into = this.open();
      if (bytes.length < 64) copy(bytes, into, this.used);
      else into.set(bytes, this.used);
      this.used += bytes.length;
      return;
    }
    await this.flush();
    for (let at = 0; at < bytes.length; at += PIECE_LENGTH) {
      await this.writePiece(at === 0 && bytes.length <= PIECE_LENGTH ? bytes : bytes.subarray(at, at + PIECE_LENGTH));
    }
  }

  private async writePiece(bytes: Uint8Array): Promise<void> {
    this.writes++;
    this.watchdog.setWrite(this.watchdog.now() + this.timeout);
    await this.flow.write(bytes);
    this.watchdog.clearWrite();
  }
}
