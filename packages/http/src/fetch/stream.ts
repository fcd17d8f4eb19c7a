/**
 * ReadableStream of the Streams Standard, the part that bodies need: default controllers and readers, `cancel`, `tee`,
 * asynchronous iteration, `pipeTo` and `pipeThrough` over anything with the face of a WritableStream.
 *
 * Left out: byte streams with BYOB readers (`type: 'bytes'` is taken and read like any other), a `size` strategy (every
 * chunk counts 1), transfer between realms.
 */

export interface ReadableStreamSource<T> {
  start?(controller: ReadableStreamController<T>): unknown;
  /** Called while the queue has room and no earlier call is outstanding. */
  pull?(controller: ReadableStreamController<T>): unknown;
  cancel?(reason?: unknown): unknown;
  readonly type?: 'bytes' | undefined;
}

export type ReadResult<T> =
  | { readonly done: false; readonly value: T }
  | { readonly done: true; readonly value: undefined };

/** What a consumer needs of a reader, ours or the platform's. */
export interface ReaderLike<T> {
  read(): Promise<{ readonly done: boolean; readonly value?: T | undefined }>;
  cancel(reason?: unknown): Promise<void>;
  releaseLock(): void;
}

/** What a consumer needs of a stream, ours or the platform's. */
export interface StreamLike<T> {
  readonly locked: boolean;
  getReader(): ReaderLike<T>;
  cancel(reason?: unknown): Promise<void>;
}

interface WriterLike<T> {
  readonly ready?: Promise<unknown>;
  write(chunk: T): Promise<unknown>;
  close(): Promise<unknown>;
  abort(reason?: unknown): Promise<unknown>;
  releaseLock(): void;
}

interface WritableLike<T> {
  getWriter(): WriterLike<T>;
}

export interface PipeOptions {
  readonly preventClose?: boolean;
  readonly preventAbort?: boolean;
  readonly preventCancel?: boolean;
}

type State = 'readable' | 'closed' | 'errored';

interface PendingRead<T> {
  resolve(result: ReadResult<T>): void;
  reject(reason: unknown): void;
}

export class ReadableStream<T = Uint8Array> {
  private state: State;
  private queue: T[];
  private reads: PendingRead<T>[];
  private failure: unknown;
  private reader: ReadableStreamReader<T> | null;
  private readonly source: ReadableStreamSource<T>;
  private readonly controller: ReadableStreamController<T>;
  private readonly highWaterMark: number;
  private started: boolean;
  private pulling: boolean;
  private pullAgain: boolean;
  private closeRequested: boolean;
  private wasDisturbed: boolean;

  constructor(source: ReadableStreamSource<T> = {}, strategy: { readonly highWaterMark?: number } = {}) {
    this.state = 'readable';
    this.queue = [];
    this.reads = [];
    this.failure = undefined;
    this.reader = null;
    this.source = source;
    this.highWaterMark = strategy.highWaterMark ?? (source.type === 'bytes' ? 0 : 1);
    this.started = false;
    this.pulling = false;
    this.pullAgain = false;
    this.closeRequested = false;
    this.wasDisturbed = false;
    this.controller = new ReadableStreamController(this);
    const start = source.start?.(this.controller);
    Promise.resolve(start).then(
      () => {
        this.started = true;
        this.pullIfNeeded();
      },
      (error) => this.error(error),
    );
  }

  /** A stream of what an iterable gives; the iterator is returned when the stream is cancelled. */
  static from<T>(iterable: AsyncIterable<T> | Iterable<T | Promise<T>>): ReadableStream<T> {
    const iterator: AsyncIterator<T> | Iterator<T | Promise<T>> =
      Symbol.asyncIterator in iterable ? iterable[Symbol.asyncIterator]() : iterable[Symbol.iterator]();
    return new ReadableStream<T>(
      {
        async pull(controller) {
          const result = await iterator.next();
          if (result.done === true) controller.close();
          else controller.enqueue(await result.value);
        },
        async cancel() {
          await iterator.return?.();
        },
      },
      { highWaterMark: 0 },
    );
  }

  get locked(): boolean {
    return this.reader !== null;
  }

  /** Something was read, or the stream was cancelled. */
  get disturbed(): boolean {
    return this.wasDisturbed;
  }

  /** @throws {TypeError} when the stream is locked to another reader, or a BYOB reader is asked for */
  getReader(options?: { readonly mode?: string }): ReadableStreamReader<T> {
    if (options?.mode !== undefined) throw new TypeError('ReadableStream: only default readers are there, no BYOB');
    if (this.reader !== null) throw new TypeError('ReadableStream: it is locked to a reader');
    this.reader = new ReadableStreamReader(this);
    return this.reader;
  }

  cancel(reason?: unknown): Promise<void> {
    if (this.reader !== null) return Promise.reject(new TypeError('ReadableStream: it is locked to a reader'));
    return this.cancelSource(reason);
  }

  /** Two streams that give the same chunks. What one of them does not read is kept until it does. */
  tee(): [ReadableStream<T>, ReadableStream<T>] {
    const reader = this.getReader();
    const branches: ReadableStreamController<T>[] = [];
    const cancelled = [false, false];
    const reasons: unknown[] = [undefined, undefined];
    let finishCancel: (value: unknown) => void = () => {};
    const bothCancelled = new Promise((resolve) => {
      finishCancel = resolve;
    });
    let reading: Promise<void> | null = null;
    const pull = (): Promise<void> => {
      if (reading !== null) return reading;
      reading = reader.read().then(
        (result) => {
          reading = null;
          for (let i = 0; i < 2; i++) {
            if (cancelled[i]) continue;
            if (result.done) branches[i]!.close();
            else branches[i]!.enqueue(result.value);
          }
          if (result.done) finishCancel(undefined);
        },
        (error) => {
          reading = null;
          for (let i = 0; i < 2; i++) if (!cancelled[i]) branches[i]!.error(error);
          finishCancel(undefined);
        },
      );
      return reading;
    };
    const branch = (index: number) =>
      new ReadableStream<T>(
        {
          start(controller) {
            branches[index] = controller;
          },
          pull,
          cancel(reason) {
            cancelled[index] = true;
            reasons[index] = reason;
            if (cancelled[0] && cancelled[1]) finishCancel(reader.cancel(reasons));
            return bothCancelled;
          },
        },
        { highWaterMark: 0 },
      );
    return [branch(0), branch(1)];
  }

  async pipeTo(destination: unknown, options: PipeOptions = {}): Promise<void> {
    const reader = this.getReader();
    const writer = (destination as WritableLike<T>).getWriter();
    try {
      for (;;) {
        let result: ReadResult<T>;
        try {
          result = await reader.read();
        } catch (error) {
          if (options.preventAbort !== true) await writer.abort(error).catch(() => {});
          throw error;
        }
        if (result.done) break;
        try {
          await writer.ready;
          await writer.write(result.value);
        } catch (error) {
          if (options.preventCancel !== true) await reader.cancel(error).catch(() => {});
          throw error;
        }
      }
      if (options.preventClose !== true) await writer.close();
    } finally {
      reader.releaseLock();
      writer.releaseLock();
    }
  }

  pipeThrough<R>(pair: { readonly readable: R; readonly writable: unknown }, options?: PipeOptions): R {
    // A failure reaches the reader of `readable`, so the pipe's own promise has nobody to tell.
    this.pipeTo(pair.writable, options).catch(() => {});
    return pair.readable;
  }

  async *values(options: { readonly preventCancel?: boolean } = {}): AsyncGenerator<T, undefined, undefined> {
    const reader = this.getReader();
    let finished = false;
    try {
      for (;;) {
        const result = await reader.read().catch((error) => {
          finished = true;
          throw error;
        });
        if (result.done) {
          finished = true;
          return undefined;
        }
        yield result.value;
      }
    } finally {
      if (!finished && options.preventCancel !== true) await reader.cancel();
      reader.releaseLock();
    }
  }

  [Symbol.asyncIterator](): AsyncGenerator<T, undefined, undefined> {
    return this.values();
  }

  get [Symbol.toStringTag](): string {
    return 'ReadableStream';
  }

  // --- For reader and controller ---

  read(): Promise<ReadResult<T>> {
    this.wasDisturbed = true;
    if (this.queue.length > 0) {
      const value = this.queue.shift() as T;
      if (this.closeRequested && this.queue.length === 0) this.finish();
      else this.pullIfNeeded();
      return Promise.resolve({ done: false, value });
    }
    if (this.state === 'closed') return Promise.resolve({ done: true, value: undefined });
    if (this.state === 'errored') return Promise.reject(this.failure);
    return new Promise((resolve, reject) => {
      this.reads.push({ resolve, reject });
      this.pullIfNeeded();
    });
  }

  async cancelSource(reason: unknown): Promise<void> {
    this.wasDisturbed = true;
    if (this.state === 'closed') return;
    if (this.state === 'errored') throw this.failure;
    this.queue = [];
    this.finish();
    await this.source.cancel?.(reason);
  }

  enqueue(chunk: T): void {
    if (this.state !== 'readable' || this.closeRequested) {
      throw new TypeError('ReadableStream: a chunk was enqueued after the end');
    }
    const read = this.reads.shift();
    if (read !== undefined) read.resolve({ done: false, value: chunk });
    else this.queue.push(chunk);
    this.pullIfNeeded();
  }

  close(): void {
    if (this.state !== 'readable' || this.closeRequested) throw new TypeError('ReadableStream: it is closed already');
    this.closeRequested = true;
    if (this.queue.length === 0) this.finish();
  }

  error(reason: unknown): void {
    if (this.state !== 'readable') return;
    this.state = 'errored';
    this.failure = reason;
    this.queue = [];
    const reads = this.reads;
    this.reads = [];
    for (const read of reads) read.reject(reason);
    this.reader?.settle(false, reason);
  }

  room(): number | null {
    if (this.state === 'errored') return null;
    return this.state === 'closed' ? 0 : this.highWaterMark - this.queue.length;
  }

  release(reader: ReadableStreamReader<T>): void {
    if (this.reader !== reader) return;
    this.reader = null;
    const reads = this.reads;
    this.reads = [];
    for (const read of reads) read.reject(new TypeError('ReadableStream: the reader was released'));
  }

  /** undefined while readable; else how it ended. */
  ended(): { readonly failed: boolean; readonly reason: unknown } | undefined {
    return this.state === 'readable' ? undefined : { failed: this.state === 'errored', reason: this.failure };
  }

  private finish(): void {
    this.state = 'closed';
    const reads = this.reads;
    this.reads = [];
    for (const read of reads) read.resolve({ done: true, value: undefined });
    this.reader?.settle(true, undefined);
  }

  private pullIfNeeded(): void {
    if (!this.started || this.state !== 'readable' || this.closeRequested || this.source.pull === undefined) return;
    if (this.reads.length === 0 && this.queue.length >= this.highWaterMark) return;
    if (this.pulling) {
      this.pullAgain = true;
      return;
    }
    this.pulling = true;
    let pulled: unknown;
    try {
      pulled = this.source.pull(this.controller);
    } catch (error) {
      this.error(error);
      return;
    }
    Promise.resolve(pulled).then(
      () => {
        this.pulling = false;
        if (!this.pullAgain) return;
        this.pullAgain = false;
        this.pullIfNeeded();
      },
      (error) => this.error(error),
    );
  }
}

export class ReadableStreamController<T> {
  private readonly stream: ReadableStream<T>;

  constructor(stream: ReadableStream<T>) {
    this.stream = stream;
  }

  /** Chunks that may be enqueued before the queue is full; null after an error. */
  get desiredSize(): number | null {
    return this.stream.room();
  }

  /** @throws {TypeError} after `close` or an error */
  enqueue(chunk: T): void {
    this.stream.enqueue(chunk);
  }

  /** @throws {TypeError} when called twice */
  close(): void {
    this.stream.close();
  }

  error(reason?: unknown): void {
    this.stream.error(reason);
  }
}

export class ReadableStreamReader<T> {
  private readonly stream: ReadableStream<T>;
  private released = false;
  private closedPromise: Promise<undefined> | null = null;
  private settleClosed: { resolve(value: undefined): void; reject(reason: unknown): void } | null = null;

  constructor(stream: ReadableStream<T>) {
    this.stream = stream;
  }

  /** Fulfilled at the end of the stream, rejected when it fails or the lock is released. */
  get closed(): Promise<undefined> {
    if (this.closedPromise !== null) return this.closedPromise;
    this.closedPromise = new Promise((resolve, reject) => {
      this.settleClosed = { resolve, reject };
    });
    this.closedPromise.catch(() => {});
    const ended = this.stream.ended();
    if (this.released) this.settle(false, new TypeError('ReadableStream: the reader was released'));
    else if (ended !== undefined) this.settle(!ended.failed, ended.reason);
    return this.closedPromise;
  }

  read(): Promise<ReadResult<T>> {
    if (this.released) return Promise.reject(new TypeError('ReadableStream: the reader was released'));
    return this.stream.read();
  }

  cancel(reason?: unknown): Promise<void> {
    if (this.released) return Promise.reject(new TypeError('ReadableStream: the reader was released'));
    return this.stream.cancelSource(reason);
  }

  releaseLock(): void {
    if (this.released) return;
    this.released = true;
    this.stream.release(this);
    this.settle(false, new TypeError('ReadableStream: the reader was released'));
  }

  /** For the stream. */
  settle(fulfilled: boolean, reason: unknown): void {
    const settle = this.settleClosed;
    this.settleClosed = null;
    if (settle === null) return;
    if (fulfilled) settle.resolve(undefined);
    else settle.reject(reason);
  }
}
