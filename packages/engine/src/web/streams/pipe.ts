import type { SignalLike } from '../events/event-target.js';
import { invalidState, newDeferred } from './promises.js';
import { acquireReader, cancelReadable, type Readable, readChunk, releaseReader } from './readable.js';
import {
  abortWritable,
  acquireWriter,
  closeWritable,
  isClosing,
  releaseWriter,
  type Writable,
  writableDesiredSize,
  writeChunk,
} from './writable.js';

export interface PipeOptions {
  readonly preventClose?: boolean;
  readonly preventAbort?: boolean;
  readonly preventCancel?: boolean;
  readonly signal?: (SignalLike & { readonly reason: unknown }) | undefined;
}

type Outcome = { readonly error: unknown } | null;

/** Streams Standard, ReadableStreamPipeTo. Neither stream may be locked. */
export function pipeStreams<T>(source: Readable<T>, sink: Writable<T>, options: PipeOptions): Promise<undefined> {
  const { signal } = options;
  const reader = acquireReader(source);
  const writer = acquireWriter(sink);
  source.isDisturbed = true;
  const result = newDeferred<undefined>();
  let isShuttingDown = false;
  let lastWrite: Promise<unknown> = Promise.resolve();

  const finish = (outcome: Outcome) => {
    releaseWriter(writer);
    releaseReader(reader);
    signal?.removeEventListener('abort', onAbort);
    if (outcome === null) result.resolve(undefined);
    else result.reject(outcome.error);
  };
  /** Waits for the chunks that were read, then does `action`, whose failure counts more than `outcome`. */
  const shutDown = (outcome: Outcome, action?: () => Promise<unknown>) => {
    if (isShuttingDown) return;
    isShuttingDown = true;
    const proceed = () => {
      if (action === undefined) finish(outcome);
      else
        action().then(
          () => finish(outcome),
          (error) => finish({ error }),
        );
    };
    if (sink.status === 'writable' && !isClosing(sink)) waitForWrites(lastWrite).then(proceed);
    else proceed();
  };
  const waitForWrites = (write: Promise<unknown>): Promise<unknown> => {
    const again = () => (write === lastWrite ? undefined : waitForWrites(lastWrite));
    return write.then(again, again);
  };
  const onAbort = () => {
    const error = signal!.reason;
    shutDown({ error }, () => {
      const actions: Promise<unknown>[] = [];
      if (!options.preventAbort && sink.status === 'writable') actions.push(abortWritable(sink, error));
      if (!options.preventCancel && source.status === 'readable') actions.push(cancelReadable(source, error));
      return Promise.all(actions);
    });
  };
  const onSourceError = (error: unknown) => {
    shutDown({ error }, options.preventAbort ? undefined : () => abortWritable(sink, error));
  };
  const onSinkError = (error: unknown) => {
    shutDown({ error }, options.preventCancel ? undefined : () => cancelReadable(source, error));
  };
  const onSourceClose = () => {
    if (options.preventClose) {
      shutDown(null);
      return;
    }
    shutDown(null, () => {
      if (isClosing(sink) || sink.status === 'closed') return Promise.resolve();
      return sink.status === 'errored' ? Promise.reject(sink.failure) : closeWritable(sink);
    });
  };
  /** One chunk, once the sink has room. Gives true at the end. */
  const step = async (): Promise<boolean> => {
    if (isShuttingDown) return true;
    await writer.ready.promise;
    if (isShuttingDown || writableDesiredSize(sink) === null) return true;
    return new Promise((resolve, reject) => {
      readChunk(reader, {
        onChunk: (chunk) => {
          lastWrite = writeChunk(writer, chunk);
          lastWrite.catch(() => {});
          resolve(false);
        },
        onClose: () => resolve(true),
        onError: reject,
      });
    });
  };
  const loop = async () => {
    while (!(await step()));
  };

  if (signal !== undefined) {
    if (signal.aborted) {
      onAbort();
      return result.promise;
    }
    signal.addEventListener('abort', onAbort);
  }
  if (source.status === 'errored') onSourceError(source.failure);
  else reader.closed.promise.then(undefined, onSourceError);
  if (sink.status === 'errored') onSinkError(sink.failure);
  else writer.closed.promise.then(undefined, onSinkError);
  if (source.status === 'closed') onSourceClose();
  else reader.closed.promise.then(onSourceClose, () => {});
  if (isClosing(sink) || sink.status === 'closed') {
    const error = invalidState('Destination WritableStream is closed');
    shutDown({ error }, options.preventCancel ? undefined : () => cancelReadable(source, error));
  }
  loop().catch(() => {});
  return result.promise;
}
