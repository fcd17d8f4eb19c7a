import { type Fifo, fifoLength, newFifo, peekItem, pushItem, shiftItem, takeItems } from './fifo.js';
import { type Deferred, fail, failedDeferred, invalidState, newDeferred, settle, settledDeferred } from './promises.js';
import { checkSize } from './strategy.js';

/**
 * The state of a writable stream with its default controller, and the abstract operations on both (Streams Standard, 5.5
 * and 5.4).
 */
export interface Writable<T> {
  status: 'writable' | 'erroring' | 'errored' | 'closed';
  failure: unknown;
  writer: Writer<T> | null;
  hasBackpressure: boolean;
  isStarted: boolean;
  /** Writes that were asked for and not begun, one for each chunk in the queue; the one that is under way. */
  readonly writeRequests: Fifo<Deferred<undefined>>;
  writeInFlight: Deferred<undefined> | null;
  closeRequest: Deferred<undefined> | null;
  closeInFlight: Deferred<undefined> | null;
  pendingAbort: PendingAbort | null;
  queue: Fifo<Sized<T>>;
  queueSize: number;
  readonly highWaterMark: number;
  readonly sizeOf: ((chunk: T) => number) | null;
  /** null once the stream is over. */
  algorithms: WritableAlgorithms<T> | null;
  /** Since `abort` was called. */
  abortReason: { readonly reason: unknown } | null;
  /** Told the reason when the stream is aborted. */
  onAbort: ((reason: unknown) => void) | null;
}

interface PendingAbort {
  readonly deferred: Deferred<undefined>;
  readonly reason: unknown;
  readonly wasErroring: boolean;
}

interface Sized<T> {
  /** null: the end. */
  readonly chunk: { readonly value: T } | null;
  readonly size: number;
}

export interface WritableAlgorithms<T> {
  readonly write: (chunk: T) => Promise<unknown>;
  readonly close: () => Promise<unknown>;
  readonly abort: (reason: unknown) => Promise<unknown>;
}

export interface Writer<T> {
  /** null after it was released. */
  stream: Writable<T> | null;
  closed: Deferred<undefined>;
  ready: Deferred<undefined>;
}

export function newWritable<T>(
  algorithms: WritableAlgorithms<T>,
  highWaterMark: number,
  sizeOf: ((chunk: T) => number) | null,
): Writable<T> {
  return {
    status: 'writable',
    failure: undefined,
    writer: null,
    hasBackpressure: highWaterMark <= 0,
    isStarted: false,
    writeRequests: newFifo(),
    writeInFlight: null,
    closeRequest: null,
    closeInFlight: null,
    pendingAbort: null,
    queue: newFifo(),
    queueSize: 0,
    highWaterMark,
    sizeOf,
    algorithms,
    abortReason: null,
    onAbort: null,
  };
}

export function startWritable<T>(stream: Writable<T>, started: unknown): void {
  Promise.resolve(started).then(
    () => {
      stream.isStarted = true;
      advance(stream);
    },
    (error) => {
      stream.isStarted = true;
      dealWithRejection(stream, error);
    },
  );
}

export function isClosing<T>(stream: Writable<T>): boolean {
  return stream.closeRequest !== null || stream.closeInFlight !== null;
}

export function writableDesiredSize<T>(stream: Writable<T>): number | null {
  if (stream.status === 'errored' || stream.status === 'erroring') return null;
  return stream.status === 'closed' ? 0 : stream.highWaterMark - stream.queueSize;
}

/** The writer must not have been released. */
export function writeChunk<T>(writer: Writer<T>, chunk: T): Promise<undefined> {
  const stream = writer.stream!;
  let size = 1;
  if (stream.sizeOf !== null && stream.algorithms !== null) {
    try {
      size = checkSize(stream.sizeOf(chunk));
    } catch (error) {
      errorIfNeeded(stream, error);
    }
  }
  if (stream !== writer.stream) return Promise.reject(invalidState('Mismatched WritableStreams'));
  if (stream.status === 'errored') return Promise.reject(stream.failure);
  if (isClosing(stream) || stream.status === 'closed') return Promise.reject(invalidState('WritableStream is closed'));
  if (stream.status === 'erroring') return Promise.reject(stream.failure);
  const request = newDeferred<undefined>();
  pushItem(stream.writeRequests, request);
  pushItem(stream.queue, { chunk: { value: chunk }, size });
  stream.queueSize += size;
  if (!isClosing(stream)) updateBackpressure(stream);
  advance(stream);
  return request.promise;
}

export function closeWritable<T>(stream: Writable<T>): Promise<undefined> {
  if (stream.status === 'closed' || stream.status === 'errored') {
    return Promise.reject(invalidState(`WritableStream is ${stream.status}`));
  }
  if (isClosing(stream)) return Promise.reject(invalidState('Failure to close WritableStream'));
  const request = newDeferred<undefined>();
  stream.closeRequest = request;
  if (stream.writer !== null && stream.hasBackpressure && stream.status === 'writable') {
    settle(stream.writer.ready, undefined);
  }
  pushItem(stream.queue, { chunk: null, size: 0 });
  advance(stream);
  return request.promise;
}

export function abortWritable<T>(stream: Writable<T>, reason: unknown): Promise<undefined> {
  if (stream.status === 'closed' || stream.status === 'errored') return Promise.resolve(undefined);
  if (stream.abortReason === null) {
    stream.abortReason = { reason };
    stream.onAbort?.(reason);
  }
  // The listener may have ended it.
  const status = stream.status as Writable<T>['status'];
  if (status === 'closed' || status === 'errored') return Promise.resolve(undefined);
  if (stream.pendingAbort !== null) return stream.pendingAbort.deferred.promise;
  const wasErroring = status === 'erroring';
  const deferred = newDeferred<undefined>();
  stream.pendingAbort = { deferred, reason: wasErroring ? undefined : reason, wasErroring };
  if (!wasErroring) startErroring(stream, reason);
  return deferred.promise;
}

export function errorIfNeeded<T>(stream: Writable<T>, error: unknown): void {
  if (stream.status === 'writable') startErroring(stream, error);
}

function startErroring<T>(stream: Writable<T>, reason: unknown): void {
  stream.status = 'erroring';
  stream.failure = reason;
  if (stream.writer !== null) failReady(stream.writer, reason);
  if (stream.writeInFlight === null && stream.closeInFlight === null && stream.isStarted) finishErroring(stream);
}

function failReady<T>(writer: Writer<T>, reason: unknown): void {
  if (writer.ready.isSettled) writer.ready = failedDeferred(reason);
  else fail(writer.ready, reason);
}

function failClosed<T>(writer: Writer<T>, reason: unknown): void {
  if (writer.closed.isSettled) writer.closed = failedDeferred(reason);
  else fail(writer.closed, reason);
}

function dealWithRejection<T>(stream: Writable<T>, error: unknown): void {
  if (stream.status === 'writable') startErroring(stream, error);
  else if (stream.status === 'erroring') finishErroring(stream);
}

function finishErroring<T>(stream: Writable<T>): void {
  stream.status = 'errored';
  takeItems(stream.queue);
  stream.queueSize = 0;
  const { algorithms, pendingAbort } = stream;
  stream.algorithms = null;
  for (const request of takeItems(stream.writeRequests)) request.reject(stream.failure);
  stream.pendingAbort = null;
  if (pendingAbort === null) {
    rejectCloseAndClosed(stream);
    return;
  }
  if (pendingAbort.wasErroring) {
    fail(pendingAbort.deferred, stream.failure);
    rejectCloseAndClosed(stream);
    return;
  }
  const aborted = algorithms === null ? Promise.resolve() : algorithms.abort(pendingAbort.reason);
  aborted.then(
    () => {
      pendingAbort.deferred.resolve(undefined);
      rejectCloseAndClosed(stream);
    },
    (error) => {
      pendingAbort.deferred.reject(error);
      rejectCloseAndClosed(stream);
    },
  );
}

function rejectCloseAndClosed<T>(stream: Writable<T>): void {
  if (stream.closeRequest !== null) {
    stream.closeRequest.reject(stream.failure);
    stream.closeRequest = null;
  }
  if (stream.writer !== null) failClosed(stream.writer, stream.failure);
}

/** Begins the next write or the close where nothing is under way. */
function advance<T>(stream: Writable<T>): void {
  if (!stream.isStarted || stream.writeInFlight !== null) return;
  if (stream.status === 'closed' || stream.status === 'errored') return;
  if (stream.status === 'erroring') {
    finishErroring(stream);
    return;
  }
  if (fifoLength(stream.queue) === 0 || stream.closeInFlight !== null) return;
  const { chunk } = peekItem(stream.queue);
  if (chunk === null) processClose(stream);
  else processWrite(stream, chunk.value);
}

function processWrite<T>(stream: Writable<T>, chunk: T): void {
  const request = shiftItem(stream.writeRequests);
  stream.writeInFlight = request;
  stream.algorithms!.write(chunk).then(
    () => {
      stream.writeInFlight = null;
      request.resolve(undefined);
      const { size } = shiftItem(stream.queue);
      stream.queueSize = Math.max(0, stream.queueSize - size);
      if (!isClosing(stream) && stream.status === 'writable') updateBackpressure(stream);
      advance(stream);
    },
    (error) => {
      // After a write has failed the sink is told nothing any more.
      if (stream.status === 'writable') stream.algorithms = null;
      stream.writeInFlight = null;
      request.reject(error);
      dealWithRejection(stream, error);
    },
  );
}

function processClose<T>(stream: Writable<T>): void {
  const request = stream.closeRequest!;
  stream.closeInFlight = request;
  stream.closeRequest = null;
  shiftItem(stream.queue);
  const { algorithms } = stream;
  stream.algorithms = null;
  algorithms!.close().then(
    () => {
      request.resolve(undefined);
      stream.closeInFlight = null;
      if (stream.status === 'erroring') {
        stream.failure = undefined;
        stream.pendingAbort?.deferred.resolve(undefined);
        stream.pendingAbort = null;
      }
      stream.status = 'closed';
      if (stream.writer !== null) settle(stream.writer.closed, undefined);
    },
    (error) => {
      request.reject(error);
      stream.closeInFlight = null;
      if (stream.pendingAbort !== null) {
        stream.pendingAbort.deferred.reject(error);
        stream.pendingAbort = null;
      }
      dealWithRejection(stream, error);
    },
  );
}

function updateBackpressure<T>(stream: Writable<T>): void {
  const hasBackpressure = stream.highWaterMark - stream.queueSize <= 0;
  if (hasBackpressure === stream.hasBackpressure) return;
  stream.hasBackpressure = hasBackpressure;
  if (stream.writer === null) return;
  if (hasBackpressure) stream.writer.ready = newDeferred();
  else settle(stream.writer.ready, undefined);
}

/** @throws {TypeError} when the stream has a writer */
export function acquireWriter<T>(stream: Writable<T>): Writer<T> {
  if (stream.writer !== null) throw invalidState('WritableStream is locked');
  const writer = newWriter(stream);
  stream.writer = writer;
  return writer;
}

function newWriter<T>(stream: Writable<T>): Writer<T> {
  switch (stream.status) {
    case 'writable': {
      const isWaiting = !isClosing(stream) && stream.hasBackpressure;
      return { stream, closed: newDeferred(), ready: isWaiting ? newDeferred() : settledDeferred(undefined) };
    }
    case 'erroring':
      return { stream, closed: newDeferred(), ready: failedDeferred(stream.failure) };
    case 'closed':
      return { stream, closed: settledDeferred(undefined), ready: settledDeferred(undefined) };
    default:
      return { stream, closed: failedDeferred(stream.failure), ready: failedDeferred(stream.failure) };
  }
}

export function releaseWriter<T>(writer: Writer<T>): void {
  const { stream } = writer;
  if (stream === null) return;
  const reason = invalidState('Writer has been released');
  failReady(writer, reason);
  failClosed(writer, reason);
  stream.writer = null;
  writer.stream = null;
}
