import { closeSync, constants, fstatSync, openSync, writeSync } from 'node:fs';
import type { Console } from '@morgana/console';
import { errorCode } from './system-error.js';

/** A console over a file descriptor, and what is needed to end with nothing lost. */
export interface DescriptorConsole extends Console {
  /** Writes that were dropped whole because the reader was gone or too slow, and their octets. */
  readonly droppedWrites: number;
  readonly droppedBytes: number;
  /** Octets taken and not yet written. */
  readonly pendingBytes: number;
  /** Blocks until everything taken is written, at most `milliseconds`; what is left then is dropped and counted. */
  drain(milliseconds: number): void;
  /** Gives the descriptor back if this console opened it. */
  close(): void;
}

export interface DescriptorConsoleOptions {
  /** Octets kept for a reader that is slow for a moment; by default 1 MiB. A write that goes beyond is dropped. */
  readonly limit?: number;
  /** How one attempt to write is made; by default fs.writeSync. For tests. */
  readonly writeSync?: (descriptor: number, bytes: Uint8Array, offset: number, length: number) => number;
}

/** Milliseconds between attempts while the reader is slow. */
const RETRY_INTERVAL = 5;

/**
 * Text written at once, in the order of the calls. A pipe that is full makes it keep up to `limit` octets and try again
 * later; it neither blocks the appliance nor throws. Where something was dropped, a line says so.
 */
export function openDescriptorConsole(descriptor: number, options: DescriptorConsoleOptions = {}): DescriptorConsole {
  return new DescriptorWriter(descriptor, false, options);
}

/**
 * The process's standard output. A pipe or terminal is opened anew without blocking where the host allows it, so that a
 * reader that has stopped (a pager, Ctrl-S) does not stop the appliance; the mode of the shared descriptor stays as it is.
 */
export function openStandardOutput(options: DescriptorConsoleOptions = {}): DescriptorConsole {
  try {
    const status = fstatSync(1);
    if (status.isFIFO() || status.isCharacterDevice()) {
      const descriptor = openSync(
        '/proc/self/fd/1',
        constants.O_WRONLY | constants.O_NONBLOCK | constants.O_NOCTTY | constants.O_APPEND,
      );
      return new DescriptorWriter(descriptor, true, options);
    }
  } catch {
    // No /proc, or the terminal belongs to somebody else: the inherited descriptor does as well, but may block.
  }
  return new DescriptorWriter(1, false, options);
}

class DescriptorWriter implements DescriptorConsole {
  droppedWrites = 0;
  droppedBytes = 0;
  pendingBytes = 0;
  readonly #descriptor: number;
  readonly #owned: boolean;
  readonly #limit: number;
  readonly #writeSync: (descriptor: number, bytes: Uint8Array, offset: number, length: number) => number;
  readonly #encoder = new TextEncoder();
  /** What waits, oldest first; `#offset` octets of the first are written. */
  #queue: Uint8Array[] = [];
  #offset = 0;
  #broken = false;
  /** Octets dropped since the last write that was taken, and whether that ended its line. */
  #gap = 0;
  #endsLine = true;
  #retry: NodeJS.Timeout | undefined;

  constructor(descriptor: number, owned: boolean, options: DescriptorConsoleOptions) {
    this.#descriptor = descriptor;
    this.#owned = owned;
    this.#limit = options.limit ?? 1 << 20;
    this.#writeSync = options.writeSync ?? writeSync;
  }

  write(text: string): void {
    if (text === '') return;
    // Whoever reads on after a gap must see that there was one.
    const mark = this.#gap === 0 ? '' : `${this.#endsLine ? '' : '\n'}[${this.#gap} octets dropped]\n`;
    const bytes = this.#encoder.encode(mark + text);
    if (this.#broken || (this.pendingBytes > 0 && this.pendingBytes + bytes.length > this.#limit)) {
      const length = bytes.length - mark.length;
      this.#drop(1, length);
      this.#gap += length;
      return;
    }
    this.#gap = 0;
    this.#endsLine = text.endsWith('\n');
    this.#queue.push(bytes);
    this.pendingBytes += bytes.length;
    // While something waits, the timer tries: one failed attempt per interval, not one per line.
    if (this.#retry === undefined) this.#attempt();
  }

  drain(milliseconds: number): void {
    const end = performance.now() + milliseconds;
    this.#attempt();
    while (this.pendingBytes > 0 && performance.now() < end) {
      pause(RETRY_INTERVAL);
      this.#attempt();
    }
    if (this.pendingBytes > 0) this.#giveUp();
  }

  close(): void {
    this.#giveUp();
    if (!this.#owned) return;
    try {
      closeSync(this.#descriptor);
    } catch {
      // Nothing more can be done for a descriptor that is no longer good.
    }
  }

  #attempt(): void {
    if (this.#retry !== undefined) {
      clearTimeout(this.#retry);
      this.#retry = undefined;
    }
    let index = 0;
    try {
      while (index < this.#queue.length) {
        const bytes = this.#queue[index] as Uint8Array;
        const written = this.#writeSync(this.#descriptor, bytes, this.#offset, bytes.length - this.#offset);
        this.pendingBytes -= written;
        this.#offset += written;
        if (this.#offset === bytes.length) {
          index++;
          this.#offset = 0;
        }
      }
    } catch (error) {
      const code = errorCode(error);
      if (code !== 'EAGAIN' && code !== 'EINTR') {
        // EPIPE, EBADF, EIO of a terminal that hung up: nobody will ever read this again.
        this.#queue.splice(0, index);
        this.#giveUp();
        return;
      }
      this.#retry = setTimeout(() => this.#attempt(), RETRY_INTERVAL);
    }
    this.#queue.splice(0, index);
  }

  #giveUp(): void {
    if (this.#retry !== undefined) clearTimeout(this.#retry);
    this.#retry = undefined;
    this.#broken = true;
    this.#drop(this.#queue.length, this.pendingBytes);
    this.#queue = [];
    this.#offset = 0;
    this.pendingBytes = 0;
  }

  #drop(writes: number, bytes: number): void {
    this.droppedWrites += writes;
    this.droppedBytes += bytes;
  }
}

/** Sleeps without running anything else: only for the end of the process. */
function pause(milliseconds: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds);
}
