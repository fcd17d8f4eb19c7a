import type { BigIntStats } from 'node:fs';
import * as files from '../files.js';

/** A file that is open for reading, as it was when it was opened. */
export interface OpenFile {
  readonly descriptor: number;
  readonly status: BigIntStats;
  /** Reads under way. */
  users: number;
  /** No longer in the table: closed with the last read. */
  forgotten: boolean;
  /** performance.now() of the last use. */
  used: number;
}

/** Files kept open between reads. */
const LIMIT = 32;
/** A file that was not read for so long is closed: it may be deleted, and hold its space until then. */
const IDLE_MILLISECONDS = 5000;

/** Files kept open, so that one that is read in ranges is looked up once, and read from one version of it to the end. */
export class OpenFiles {
  /** Least recently used first. */
  readonly #table = new Map<string, OpenFile>();
  #sweeper: NodeJS.Timeout | undefined;

  peek(key: string): OpenFile | undefined {
    return this.#table.get(key);
  }

  /** Begins a read. */
  use(key: string, file: OpenFile): OpenFile {
    file.users++;
    file.used = performance.now();
    this.#table.delete(key);
    this.#table.set(key, file);
    return file;
  }

  /** Puts a newly opened file in the table and begins a read. */
  add(key: string, descriptor: number, status: BigIntStats): OpenFile {
    this.forget(key);
    if (this.#table.size >= LIMIT) {
      const oldest = this.#table.keys().next().value;
      if (oldest !== undefined) this.forget(oldest);
    }
    if (this.#sweeper === undefined) {
      this.#sweeper = setInterval(() => this.#sweep(), IDLE_MILLISECONDS);
      this.#sweeper.unref();
    }
    return this.use(key, { descriptor, status, users: 0, forgotten: false, used: 0 });
  }

  /** Ends a read. */
  release(file: OpenFile): void {
    file.users--;
    if (file.forgotten && file.users === 0) void files.close(file.descriptor);
  }

  forget(key: string): void {
    const file = this.#table.get(key);
    if (file === undefined) return;
    this.#table.delete(key);
    file.forgotten = true;
    if (file.users === 0) void files.close(file.descriptor);
  }

  forgetIf(predicate: (key: string) => boolean): void {
    for (const key of [...this.#table.keys()]) if (predicate(key)) this.forget(key);
  }

  close(): void {
    this.forgetIf(() => true);
    clearInterval(this.#sweeper);
  }

  #sweep(): void {
    const limit = performance.now() - IDLE_MILLISECONDS;
    for (const [key, file] of [...this.#table]) if (file.users === 0 && file.used < limit) this.forget(key);
    if (this.#table.size === 0) {
      clearInterval(this.#sweeper);
      this.#sweeper = undefined;
    }
  }
}
