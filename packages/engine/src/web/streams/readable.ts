import { type Fifo, fifoLength, newFifo, pushItem, shiftItem, takeItems } from './fifo.js';
import { type Deferred, fail, failedDeferred, invalidState, newDeferred, settle, settledDeferred } from './promises.js';
import { checkSize } from './strategy.js';

/**
 * The state of a readable stream with its default controller, and the abstract operations on both (Streams Standard, 4.9
 * and 4.5). The classes are shells around this.
 */
export interface Readable<T> {
  status: 'readable' | 'closed' | 'errored';
  failure: unknown;
  reader: Reader<T> | null;
  isDisturbed: boolean;
  queue: Fifo<Sized<T>>;
  queueSize: number;
  isStarted: boolean;
  isCloseRequested: boolean;
  isPulling: boolean;
  pullAgain: boolean;
  readonly highWaterMark: number;
  readonly sizeOf: ((chunk: T) => number) | null;
  /** null once the stream is over. */
  pull: (() => Promise<unknown>) | null;
  cancel: ((reason: unknown) => Promise<unknown>) | null;
}

interface Sized<T> {
  readonly chunk: T;
  readonly size: number;
}

export interface Reader<T> {
  /** null after it was released. */
  stream: Readable<T> | null;
  closed: Deferred<undefined>;
  readonly requests: Fifo<ReadRequest<T>>;
}

export interface ReadRequest<T> {
  onChunk(chunk: T): void;
  onClose(): void;
  onError(reason: unknown): void;
}

export interface ReadableAlgorithms {
  readonly pull: () => Promise<unknown>;
  readonly cancel: (reason: unknown) => Promise<unknown>;
}

export function newReadable<T>(
  algorithms: ReadableAlgorithms,
  highWaterMark: number,
  sizeOf: ((chunk: T) => number) | null,
): Readable<T> {
  return {
    status: 'readable',
    failure: undefined,
    reader: null,
    isDisturbed: false,
    queue: newFifo(),
    queueSize: 0,
    isStarted: false,
    isCloseRequested: false,
    isPulling: false,
    pullAgain: false,
    highWaterMark,
    sizeOf,
    pull: algorithms.pull,
    cancel: algorithms.cancel,
  };
}

/** @param started what the source's `start` returned */
export function startReadable<T>(stream: Readable<T>, started: unknown): void {
  Promise.resolve(started).then(
    () => {
      stream.isStarted = true;
      pullIfNeeded(stream);
    },
    (error) => errorReadable(stream, error),
  );
}

export function desiredSize<T>(stream: Readable<T>): number | null {
  if (stream.status === 'errored') return null;
  return stream.status === 'closed' ? 0 : stream.highWaterMark - stream.queueSize;
}

export function canEnqueue<T>(stream: Readable<T>): boolean {
  return stream.status === 'readable' && !stream.isCloseRequested;
}

function waitingReads<T>(stream: Readable<T>): number {
  return stream.reader === null ? 0 : fifoLength(stream.reader.requests);
}

export function shouldPull<T>(stream: Readable<T>): boolean {
  if (!canEnqueue(stream) || !stream.isStarted) return false;
  return waitingReads(stream) > 0 || desiredSize(stream)! > 0;
}

function pullIfNeeded<T>(stream: Readable<T>): void {
  if (!shouldPull(stream) || stream.pull === null) return;
  if (stream.isPulling) {
    stream.pullAgain = true;
    return;
  }
  stream.isPulling = true;
  stream.pull().then(
    () => {
      stream.isPulling = false;
      if (!stream.pullAgain) return;
      stream.pullAgain = false;
      pullIfNeeded(stream);
    },
    (error) => errorReadable(stream, error),
  );
}

/** @throws {TypeError} after the end, and what the strategy's `size` throws */
export function enqueueChunk<T>(stream: Readable<T>, chunk: T): void {
  if (!canEnqueue(stream)) throw invalidState('Controller is already closed');
  if (waitingReads(stream) > 0) {
    shiftItem(stream.reader!.requests).onChunk(chunk);
  } else {
    let size = 1;
    if (stream.sizeOf !== null) {
      try {
        size = checkSize(stream.sizeOf(chunk));
      } catch (error) {
        errorReadable(stream, error);
        throw error;
      }
    }
    pushItem(stream.queue, { chunk, size });
    stream.queueSize += size;
  }
  pullIfNeeded(stream);
}

/** What is queued is still read. @throws {TypeError} when it is closed already */
export function closeReadable<T>(stream: Readable<T>): void {
  if (!canEnqueue(stream)) throw invalidState('Controller is already closed');
  stream.isCloseRequested = true;
  if (fifoLength(stream.queue) === 0) finishReadable(stream);
}

function forgetAlgorithms<T>(stream: Readable<T>): void {
  stream.pull = null;
  stream.cancel = null;
}

function finishReadable<T>(stream: Readable<T>): void {
  forgetAlgorithms(stream);
  stream.status = 'closed';
  const { reader } = stream;
  if (reader === null) return;
  settle(reader.closed, undefined);
  for (const request of takeItems(reader.requests)) request.onClose();
}

export function errorReadable<T>(stream: Readable<T>, reason: unknown): void {
  if (stream.status !== 'readable') return;
  takeItems(stream.queue);
  stream.queueSize = 0;
  forgetAlgorithms(stream);
  stream.status = 'errored';
  stream.failure = reason;
  const { reader } = stream;
  if (reader === null) return;
  fail(reader.closed, reason);
  for (const request of takeItems(reader.requests)) request.onError(reason);
}

export function cancelReadable<T>(stream: Readable<T>, reason: unknown): Promise<undefined> {
  stream.isDisturbed = true;
  if (stream.status === 'closed') return Promise.resolve(undefined);
  if (stream.status === 'errored') return Promise.reject(stream.failure);
  const { cancel } = stream;
  takeItems(stream.queue);
  stream.queueSize = 0;
  finishReadable(stream);
  return cancel!(reason).then(() => undefined);
}

/** @throws {TypeError} when the stream has a reader */
export function acquireReader<T>(stream: Readable<T>): Reader<T> {
  if (stream.reader !== null) throw invalidState('ReadableStream is locked');
  const reader: Reader<T> = { stream, closed: closedOf(stream), requests: newFifo() };
  stream.reader = reader;
  return reader;
}

function closedOf<T>(stream: Readable<T>): Deferred<undefined> {
  if (stream.status === 'readable') return newDeferred();
  return stream.status === 'closed' ? settledDeferred(undefined) : failedDeferred(stream.failure);
}

/** The reader must not have been released. */
export function readChunk<T>(reader: Reader<T>, request: ReadRequest<T>): void {
  const stream = reader.stream!;
  stream.isDisturbed = true;
  if (stream.status === 'closed') {
    request.onClose();
  } else if (stream.status === 'errored') {
    request.onError(stream.failure);
  } else if (fifoLength(stream.queue) > 0) {
    const { chunk, size } = shiftItem(stream.queue);
    stream.queueSize = Math.max(0, stream.queueSize - size);
    if (stream.isCloseRequested && fifoLength(stream.queue) === 0) finishReadable(stream);
    else pullIfNeeded(stream);
    request.onChunk(chunk);
  } else {
    pushItem(reader.requests, request);
    pullIfNeeded(stream);
  }
}

/** Reads that wait are rejected. */
export function releaseReader<T>(reader: Reader<T>): void {
  const { stream } = reader;
  if (stream === null) return;
  const reason = invalidState('Reader released');
  if (reader.closed.isSettled) reader.closed = failedDeferred(reason);
  else fail(reader.closed, reason);
  stream.reader = null;
  reader.stream = null;
  for (const request of takeItems(reader.requests)) request.onError(reason);
}
