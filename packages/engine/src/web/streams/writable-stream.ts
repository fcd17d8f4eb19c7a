import { AbortController, type AbortSignal } from '../events/abort.js';
import { callAsPromise, invalidState, methodOf } from './promises.js';
import { highWaterMarkOf, type QueuingStrategy, sizeOf } from './strategy.js';
import {
  abortWritable,
  acquireWriter,
  closeWritable,
  errorIfNeeded,
  isClosing,
  newWritable,
  releaseWriter,
  startWritable,
  type Writable,
  type WritableAlgorithms,
  type Writer,
  writableDesiredSize,
  writeChunk,
} from './writable.js';

export interface UnderlyingSink<T> {
  start?(controller: WritableStreamDefaultController): unknown;
  write?(chunk: T, controller: WritableStreamDefaultController): unknown;
  close?(): unknown;
  abort?(reason?: unknown): unknown;
}

/** In the place of a sink: the other argument is the state of a stream. Known to this module only. */
const WRAPPED: object = {};

/** WritableStream of the Streams Standard. */
export class WritableStream<T = unknown> {
  readonly #state: Writable<T>;

  constructor(sink: UnderlyingSink<T> | null = {}, strategy: QueuingStrategy<T> = {}) {
    if ((sink as unknown) === WRAPPED) {
      this.#state = strategy as unknown as Writable<T>;
      return;
    }
    if (sink === null || typeof sink !== 'object') {
      throw Object.assign(new TypeError('The "sink" argument must be of type object.'), {
        code: 'ERR_INVALID_ARG_TYPE',
      });
    }
    if ((sink as { type?: unknown }).type !== undefined) {
      throw Object.assign(new RangeError('The property "sink.type" is reserved'), { code: 'ERR_INVALID_ARG_VALUE' });
    }
    const start = methodOf(sink, 'start');
    const write = methodOf(sink, 'write');
    const close = methodOf(sink, 'close');
    const abort = methodOf(sink, 'abort');
    const algorithms: WritableAlgorithms<T> = {
      write: (chunk) => callAsPromise(write, sink, chunk, controller),
      close: () => callAsPromise(close, sink, undefined),
      abort: (reason) => callAsPromise(abort, sink, reason),
    };
    this.#state = newWritable(algorithms, highWaterMarkOf(strategy, 1), sizeOf(strategy));
    const controller = new WritableStreamDefaultController(this.#state as unknown as Writable<unknown>);
    startWritable(this.#state, start?.call(sink, controller));
  }

  /** For other streams: a stream around a state. */
  static wrap<T>(state: Writable<T>): WritableStream<T> {
    return new WritableStream<T>(WRAPPED as UnderlyingSink<T>, state as unknown as QueuingStrategy<T>);
  }

  /** For writers and pipes. */
  static stateOf<T>(stream: WritableStream<T>): Writable<T> {
    return stream.#state;
  }

  get locked(): boolean {
    return this.#state.writer !== null;
  }

  abort(reason: unknown = undefined): Promise<undefined> {
    if (this.locked) return Promise.reject(invalidState('WritableStream is locked'));
    return abortWritable(this.#state, reason);
  }

  close(): Promise<undefined> {
    if (this.locked) return Promise.reject(invalidState('WritableStream is locked'));
    if (isClosing(this.#state)) return Promise.reject(invalidState('Failure closing WritableStream'));
    return closeWritable(this.#state);
  }

  getWriter(): WritableStreamDefaultWriter<T> {
    return new WritableStreamDefaultWriter<T>(this);
  }

  get [Symbol.toStringTag](): string {
    return 'WritableStream';
  }
}

export class WritableStreamDefaultController {
  readonly #state: Writable<unknown>;
  /** Made when it is asked for. */
  #abort: AbortController | null;

  constructor(state: Writable<unknown>) {
    this.#state = state;
    this.#abort = null;
  }

  get signal(): AbortSignal {
    if (this.#abort === null) {
      const controller = new AbortController();
      this.#abort = controller;
      this.#state.onAbort = (reason) => controller.abort(reason);
      if (this.#state.abortReason !== null) controller.abort(this.#state.abortReason.reason);
    }
    return this.#abort.signal;
  }

  error(reason: unknown = undefined): void {
    errorIfNeeded(this.#state, reason);
  }

  get [Symbol.toStringTag](): string {
    return 'WritableStreamDefaultController';
  }
}

export class WritableStreamDefaultWriter<T = unknown> {
  readonly #writer: Writer<T>;

  /** @throws {TypeError} when the stream is locked */
  constructor(stream: WritableStream<T>) {
    if (!(stream instanceof WritableStream)) {
      throw Object.assign(new TypeError('The "stream" argument must be an instance of WritableStream.'), {
        code: 'ERR_INVALID_ARG_TYPE',
      });
    }
    this.#writer = acquireWriter(WritableStream.stateOf(stream));
  }

  get closed(): Promise<undefined> {
    return this.#writer.closed.promise;
  }

  get ready(): Promise<undefined> {
    return this.#writer.ready.promise;
  }

  /** @throws {TypeError} after it was released */
  get desiredSize(): number | null {
    if (this.#writer.stream === null) throw released();
    return writableDesiredSize(this.#writer.stream);
  }

  write(chunk: T = undefined as T): Promise<undefined> {
    if (this.#writer.stream === null) return Promise.reject(released());
    return writeChunk(this.#writer, chunk);
  }

  close(): Promise<undefined> {
    const { stream } = this.#writer;
    if (stream === null) return Promise.reject(released());
    if (isClosing(stream)) return Promise.reject(invalidState('Failure to close WritableStream'));
    return closeWritable(stream);
  }

  abort(reason: unknown = undefined): Promise<undefined> {
    const { stream } = this.#writer;
    return stream === null ? Promise.reject(released()) : abortWritable(stream, reason);
  }

  releaseLock(): void {
    releaseWriter(this.#writer);
  }

  get [Symbol.toStringTag](): string {
    return 'WritableStreamDefaultWriter';
  }
}

function released(): TypeError {
  return invalidState('Writer is not bound to a WritableStream');
}
