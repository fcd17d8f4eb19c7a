import { type PipeOptions, pipeStreams } from './pipe.js';
import { callAsPromise, ignore, invalidState, methodOf } from './promises.js';
import {
  acquireReader,
  cancelReadable,
  canEnqueue,
  closeReadable,
  desiredSize,
  enqueueChunk,
  errorReadable,
  newReadable,
  type Readable,
  type ReadableAlgorithms,
  type Reader,
  readChunk,
  releaseReader,
  startReadable,
} from './readable.js';
import { highWaterMarkOf, type QueuingStrategy, sizeOf } from './strategy.js';
import { teeReadable } from './tee.js';
import { WritableStream } from './writable-stream.js';

export interface UnderlyingSource<T> {
  start?(controller: ReadableStreamDefaultController<T>): unknown;
  pull?(controller: ReadableStreamDefaultController<T>): unknown;
  cancel?(reason?: unknown): unknown;
  /** "bytes" is taken, and read with a default reader like any other. */
  readonly type?: 'bytes' | undefined;
}

export type ReadResult<T> =
  | { readonly value: T; readonly done: false }
  | { readonly value: undefined; readonly done: true };

/** In the place of a source: the other argument is the state of a stream. Known to this module only. */
const WRAPPED: object = {};

/** ReadableStream of the Streams Standard with default controllers and readers. */
export class ReadableStream<T = unknown> {
  readonly #state: Readable<T>;

  constructor(source: UnderlyingSource<T> | null = {}, strategy: QueuingStrategy<T> = {}) {
    if ((source as unknown) === WRAPPED) {
      this.#state = strategy as unknown as Readable<T>;
      return;
    }
    if (source === null || typeof source !== 'object') {
      throw Object.assign(new TypeError('The "source" argument must be of type object.'), {
        code: 'ERR_INVALID_ARG_TYPE',
      });
    }
    const { type } = source;
    if (type !== undefined && `${type}` !== 'bytes') {
      throw Object.assign(new TypeError(`The "type" of the source is ${JSON.stringify(type)}, not "bytes"`), {
        code: 'ERR_INVALID_ARG_VALUE',
      });
    }
    const start = methodOf(source, 'start');
    const pull = methodOf(source, 'pull');
    const cancel = methodOf(source, 'cancel');
    const algorithms: ReadableAlgorithms = {
      pull: () => callAsPromise(pull, source, controller),
      cancel: (reason) => callAsPromise(cancel, source, reason),
    };
    this.#state = newReadable(algorithms, highWaterMarkOf(strategy, type === undefined ? 1 : 0), sizeOf(strategy));
    const controller = new ReadableStreamDefaultController<T>(this.#state, type === 'bytes');
    startReadable(this.#state, start?.call(source, controller));
  }

  /** For other streams: a stream around a state. */
  static wrap<T>(state: Readable<T>): ReadableStream<T> {
    return new ReadableStream<T>(WRAPPED as UnderlyingSource<T>, state as unknown as QueuingStrategy<T>);
  }

  /** Whether anything was read or the stream was cancelled. For bodies of messages. */
  static isDisturbed<T>(stream: ReadableStream<T>): boolean {
    return stream.#state.isDisturbed;
  }

  /** A stream of what an iterable gives; its iterator is returned when the stream is cancelled. */
  static from<T>(iterable: AsyncIterable<T> | Iterable<T | Promise<T>>): ReadableStream<T> {
    const iterator = iteratorOf(iterable);
    const source: UnderlyingSource<T> = {
      async pull(controller) {
        const result = await iterator.next();
        if (typeof result !== 'object' || result === null) {
          throw invalidState('The promise returned by the iterator.next() method must fulfill with an object');
        }
        if (result.done) controller.close();
        else controller.enqueue(await result.value);
      },
      async cancel(reason) {
        const result: unknown = await iterator.return?.(reason);
        if (iterator.return !== undefined && (typeof result !== 'object' || result === null)) {
          throw invalidState('The promise returned by the iterator.return() method must fulfill with an object');
        }
      },
    };
    return new ReadableStream<T>(source, { highWaterMark: 0 });
  }

  get locked(): boolean {
    return this.#state.reader !== null;
  }

  /** @throws {TypeError} when it is locked, or for a reader with mode "byob", which is not there */
  getReader(options: { readonly mode?: string } = {}): ReadableStreamDefaultReader<T> {
    if (options.mode !== undefined) {
      throw Object.assign(new TypeError('ReadableStream: there are default readers only, no "byob"'), {
        code: 'ERR_INVALID_ARG_VALUE',
      });
    }
    return new ReadableStreamDefaultReader<T>(this);
  }

  cancel(reason: unknown = undefined): Promise<undefined> {
    if (this.locked) return Promise.reject(invalidState('ReadableStream is locked'));
    return cancelReadable(this.#state, reason);
  }

  tee(): [ReadableStream<T>, ReadableStream<T>] {
    const [first, second] = teeReadable(this.#state);
    return [ReadableStream.wrap(first), ReadableStream.wrap(second)];
  }

  async pipeTo(destination: WritableStream<T>, options: PipeOptions = {}): Promise<undefined> {
    if (!(destination instanceof WritableStream)) throw notA('destination', 'WritableStream');
    if (this.locked) throw invalidState('The ReadableStream is locked');
    if (destination.locked) throw invalidState('The WritableStream is locked');
    return pipeStreams(this.#state, WritableStream.stateOf(destination), options);
  }

  pipeThrough<R>(pair: { readonly readable: R; readonly writable: WritableStream<T> }, options: PipeOptions = {}): R {
    if (this.locked) throw invalidState('The ReadableStream is locked');
    if (!(pair.writable instanceof WritableStream)) throw notA('transform.writable', 'WritableStream');
    if (pair.writable.locked) throw invalidState('The WritableStream is locked');
    pipeStreams(this.#state, WritableStream.stateOf(pair.writable), options).catch(ignore);
    return pair.readable;
  }

  values(options: { readonly preventCancel?: boolean } = {}): AsyncIterableIterator<T> {
    return new ChunkIterator(acquireReader(this.#state), Boolean(options.preventCancel)) as AsyncIterableIterator<T>;
  }

  [Symbol.asyncIterator](options: { readonly preventCancel?: boolean } = {}): AsyncIterableIterator<T> {
    return this.values(options);
  }

  get [Symbol.toStringTag](): string {
    return 'ReadableStream';
  }

  /** For readers. @throws {TypeError} when it is locked */
  static acquireReader<T>(stream: ReadableStream<T>): Reader<T> {
    return acquireReader(stream.#state);
  }
}

export class ReadableStreamDefaultController<T = unknown> {
  readonly #state: Readable<T>;
  readonly #bytesOnly: boolean;

  constructor(state: Readable<T>, bytesOnly: boolean) {
    this.#state = state;
    this.#bytesOnly = bytesOnly;
  }

  get desiredSize(): number | null {
    return desiredSize(this.#state);
  }

  /** Always null: there are no readers that bring their own buffer. */
  get byobRequest(): null {
    return null;
  }

  close(): void {
    closeReadable(this.#state);
  }

  enqueue(chunk: T = undefined as T): void {
    if (!canEnqueue(this.#state)) throw invalidState('Controller is already closed');
    if (this.#bytesOnly && !(ArrayBuffer.isView(chunk) && chunk.byteLength > 0)) {
      throw notA('chunk', 'ArrayBufferView with at least one byte');
    }
    enqueueChunk(this.#state, chunk);
  }

  error(reason: unknown = undefined): void {
    errorReadable(this.#state, reason);
  }

  get [Symbol.toStringTag](): string {
    return 'ReadableStreamDefaultController';
  }
}

export class ReadableStreamDefaultReader<T = unknown> {
  readonly #reader: Reader<T>;

  /** @throws {TypeError} when the stream is locked */
  constructor(stream: ReadableStream<T>) {
    if (!(stream instanceof ReadableStream)) throw notA('stream', 'ReadableStream');
    this.#reader = ReadableStream.acquireReader(stream);
  }

  get closed(): Promise<undefined> {
    return this.#reader.closed.promise;
  }

  read(): Promise<ReadResult<T>> {
    if (this.#reader.stream === null) return Promise.reject(invalidState('The reader is not attached to a stream'));
    return readResult(this.#reader);
  }

  cancel(reason: unknown = undefined): Promise<undefined> {
    const { stream } = this.#reader;
    if (stream === null) return Promise.reject(invalidState('The reader is not attached to a stream'));
    return cancelReadable(stream, reason);
  }

  releaseLock(): void {
    releaseReader(this.#reader);
  }

  get [Symbol.toStringTag](): string {
    return 'ReadableStreamDefaultReader';
  }
}

function readResult<T>(reader: Reader<T>): Promise<ReadResult<T>> {
  return new Promise((resolve, reject) => {
    readChunk(reader, {
      onChunk: (value) => resolve({ value, done: false }),
      onClose: () => resolve({ value: undefined, done: true }),
      onError: reject,
    });
  });
}

/** One `next` or `return` after the other, whenever they are called (Streams Standard, 4.2.5). */
class ChunkIterator<T> {
  readonly #reader: Reader<T>;
  readonly #preventCancel: boolean;
  #last: Promise<unknown> | null;
  #isFinished: boolean;

  constructor(reader: Reader<T>, preventCancel: boolean) {
    this.#reader = reader;
    this.#preventCancel = preventCancel;
    this.#last = null;
    this.#isFinished = false;
  }

  next(): Promise<ReadResult<T>> {
    return this.#after(() => this.#next());
  }

  return(value: unknown = undefined): Promise<{ done: true; value: unknown }> {
    return this.#after(async () => {
      if (!this.#isFinished) {
        this.#isFinished = true;
        const { stream } = this.#reader;
        if (stream !== null && !this.#preventCancel) {
          const cancelled = cancelReadable(stream, value);
          releaseReader(this.#reader);
          await cancelled;
        } else {
          releaseReader(this.#reader);
        }
      }
      return { done: true, value };
    });
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  #after<R>(action: () => Promise<R>): Promise<R> {
    const promise = this.#last === null ? action() : this.#last.then(action, action);
    this.#last = promise;
    return promise;
  }

  async #next(): Promise<ReadResult<T>> {
    if (this.#isFinished || this.#reader.stream === null) return { value: undefined, done: true };
    try {
      const result = await readResult(this.#reader);
      if (result.done) this.#finish();
      return result;
    } catch (error) {
      this.#finish();
      throw error;
    }
  }

  #finish(): void {
    this.#isFinished = true;
    releaseReader(this.#reader);
  }
}

function iteratorOf<T>(
  iterable: AsyncIterable<T> | Iterable<T | Promise<T>>,
): AsyncIterator<T> | Iterator<T | Promise<T>> {
  const async: unknown = (iterable as Partial<AsyncIterable<T>>)?.[Symbol.asyncIterator];
  if (async !== undefined && async !== null) return (iterable as AsyncIterable<T>)[Symbol.asyncIterator]();
  const sync: unknown = (iterable as Partial<Iterable<T>>)?.[Symbol.iterator];
  if (typeof sync !== 'function') {
    throw Object.assign(new TypeError(`${String(iterable)} must be iterable`), { code: 'ERR_ARG_NOT_ITERABLE' });
  }
  return (iterable as Iterable<T | Promise<T>>)[Symbol.iterator]();
}

function notA(name: string, type: string): TypeError {
  return Object.assign(new TypeError(`The "${name}" argument must be an instance of ${type}.`), {
    code: 'ERR_INVALID_ARG_TYPE',
  });
}
