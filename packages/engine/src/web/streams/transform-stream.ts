import { callAsPromise, type Deferred, invalidState, methodOf, newDeferred } from './promises.js';
import {
  canEnqueue,
  closeReadable,
  desiredSize,
  enqueueChunk,
  errorReadable,
  newReadable,
  type Readable,
  shouldPull,
  startReadable,
} from './readable.js';
import { ReadableStream } from './readable-stream.js';
import { highWaterMarkOf, type QueuingStrategy, sizeOf } from './strategy.js';
import { errorIfNeeded, newWritable, startWritable, type Writable } from './writable.js';
import { WritableStream } from './writable-stream.js';

export interface Transformer<I, O> {
  start?(controller: TransformStreamDefaultController<O>): unknown;
  transform?(chunk: I, controller: TransformStreamDefaultController<O>): unknown;
  flush?(controller: TransformStreamDefaultController<O>): unknown;
  cancel?(reason?: unknown): unknown;
}

/** Both sides and what goes on between them (Streams Standard, 6.4). */
interface Transform<O> {
  readable: Readable<O>;
  writable: Writable<unknown>;
  hasBackpressure: boolean;
  /** Resolved when the backpressure changes. */
  changed: Deferred<undefined>;
  /** The end of the stream, however it comes; one only. */
  finishing: Promise<unknown> | null;
}

/** TransformStream of the Streams Standard. */
export class TransformStream<I = unknown, O = unknown> {
  readonly #readable: ReadableStream<O>;
  readonly #writable: WritableStream<I>;

  constructor(
    transformer: Transformer<I, O> | null = {},
    writableStrategy: QueuingStrategy<I> = {},
    readableStrategy: QueuingStrategy<O> = {},
  ) {
    const given = (transformer ?? {}) as Transformer<I, O>;
    for (const name of ['readableType', 'writableType']) {
      if ((given as Record<string, unknown>)[name] !== undefined) {
        throw Object.assign(new RangeError(`The property "transformer.${name}" is reserved`), {
          code: 'ERR_INVALID_ARG_VALUE',
        });
      }
    }
    const start = methodOf(given, 'start');
    const transform = methodOf(given, 'transform');
    const flush = methodOf(given, 'flush');
    const cancel = methodOf(given, 'cancel');
    const readableMark = highWaterMarkOf(readableStrategy, 0);
    const writableMark = highWaterMarkOf(writableStrategy, 1);
    const started = newDeferred<unknown>();

    const run = (chunk: I): Promise<unknown> => {
      if (transform !== undefined) return callAsPromise(transform as never, given, chunk, controller);
      try {
        enqueueTransformed(state, chunk as unknown as O);
        return Promise.resolve();
      } catch (error) {
        return Promise.reject(error);
      }
    };
    const write = async (chunk: I): Promise<void> => {
      if (state.hasBackpressure) {
        await state.changed.promise;
        if (state.writable.status === 'erroring') throw state.writable.failure;
      }
      try {
        await run(chunk);
      } catch (error) {
        errorTransform(state, error);
        throw error;
      }
    };
    const finishReadableSide = (finishing: Promise<unknown>, onSuccess: () => void): Promise<unknown> =>
      finishing.then(
        () => {
          if (state.readable.status === 'errored') throw state.readable.failure;
          onSuccess();
        },
        (error) => {
          errorReadable(state.readable, error);
          throw error;
        },
      );
    const close = (): Promise<unknown> => {
      state.finishing ??= finishReadableSide(callAsPromise(flush, given, controller), () => {
        if (canEnqueue(state.readable)) closeReadable(state.readable);
      });
      return state.finishing;
    };
    const abort = (reason: unknown): Promise<unknown> => {
      state.finishing ??= finishReadableSide(callAsPromise(cancel, given, reason), () =>
        errorReadable(state.readable, reason),
      );
      return state.finishing;
    };
    const cancelSource = (reason: unknown): Promise<unknown> => {
      state.finishing ??= callAsPromise(cancel, given, reason).then(
        () => {
          if (state.writable.status === 'errored') throw state.writable.failure;
          errorWritableSide(state, reason);
        },
        (error) => {
          errorWritableSide(state, error);
          throw error;
        },
      );
      return state.finishing;
    };
    const pull = (): Promise<unknown> => {
      setBackpressure(state, false);
      return state.changed.promise;
    };

    const writable = newWritable<I>({ write, close, abort }, writableMark, sizeOf(writableStrategy));
    const state: Transform<O> = {
      readable: newReadable<O>({ pull, cancel: cancelSource }, readableMark, sizeOf(readableStrategy)),
      writable: writable as unknown as Writable<unknown>,
      hasBackpressure: true,
      changed: newDeferred(),
      finishing: null,
    };
    this.#readable = ReadableStream.wrap(state.readable);
    this.#writable = WritableStream.wrap(writable);
    const controller = new TransformStreamDefaultController<O>(state);
    startWritable(writable, started.promise);
    startReadable(state.readable, started.promise);
    started.resolve(start?.call(given, controller));
  }

  get readable(): ReadableStream<O> {
    return this.#readable;
  }

  get writable(): WritableStream<I> {
    return this.#writable;
  }

  get [Symbol.toStringTag](): string {
    return 'TransformStream';
  }
}

export class TransformStreamDefaultController<O = unknown> {
  readonly #state: Transform<O>;

  constructor(state: Transform<O>) {
    this.#state = state;
  }

  get desiredSize(): number | null {
    return desiredSize(this.#state.readable);
  }

  enqueue(chunk: O = undefined as O): void {
    enqueueTransformed(this.#state, chunk);
  }

  error(reason: unknown = undefined): void {
    errorTransform(this.#state, reason);
  }

  /** Ends the readable side and fails the writable one. */
  terminate(): void {
    if (canEnqueue(this.#state.readable)) closeReadable(this.#state.readable);
    errorWritableSide(this.#state, invalidState('TransformStream terminated'));
  }

  get [Symbol.toStringTag](): string {
    return 'TransformStreamDefaultController';
  }
}

function setBackpressure<O>(state: Transform<O>, hasBackpressure: boolean): void {
  if (state.hasBackpressure === hasBackpressure) return;
  state.changed.resolve(undefined);
  state.changed = newDeferred();
  state.hasBackpressure = hasBackpressure;
}

function enqueueTransformed<O>(state: Transform<O>, chunk: O): void {
  if (!canEnqueue(state.readable)) throw invalidState('Unable to enqueue');
  try {
    enqueueChunk(state.readable, chunk);
  } catch (error) {
    errorWritableSide(state, error);
    throw state.readable.failure;
  }
  const hasBackpressure = !shouldPull(state.readable);
  if (hasBackpressure !== state.hasBackpressure) setBackpressure(state, true);
}

function errorTransform<O>(state: Transform<O>, error: unknown): void {
  errorReadable(state.readable, error);
  errorWritableSide(state, error);
}

function errorWritableSide<O>(state: Transform<O>, error: unknown): void {
  errorIfNeeded(state.writable, error);
  if (state.hasBackpressure) setBackpressure(state, false);
}
