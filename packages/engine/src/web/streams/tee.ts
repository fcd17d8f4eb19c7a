import { newDeferred } from './promises.js';
import {
  acquireReader,
  cancelReadable,
  canEnqueue,
  closeReadable,
  enqueueChunk,
  errorReadable,
  newReadable,
  type Readable,
  readChunk,
  startReadable,
} from './readable.js';

/** Two streams of the same chunks (Streams Standard, ReadableStreamDefaultTee). @throws {TypeError} when it is locked */
export function teeReadable<T>(stream: Readable<T>): [Readable<T>, Readable<T>] {
  const reader = acquireReader(stream);
  const isCancelled = [false, false];
  const reasons: unknown[] = [undefined, undefined];
  const cancelled = newDeferred<undefined>();
  let isReading = false;
  let readAgain = false;

  const forEachBranch = (action: (branch: Readable<T>) => void) => {
    for (let i = 0; i < 2; i++) if (!isCancelled[i]) action(branches[i]!);
  };
  const pull = (): Promise<unknown> => {
    if (isReading) {
      readAgain = true;
      return Promise.resolve();
    }
    isReading = true;
    readChunk(reader, {
      onChunk: (chunk) => {
        // A job later, so that a failure that comes at the same time is seen first.
        Promise.resolve().then(() => {
          readAgain = false;
          forEachBranch((branch) => {
            if (canEnqueue(branch)) enqueueChunk(branch, chunk);
          });
          isReading = false;
          if (readAgain) pull();
        });
      },
      onClose: () => {
        isReading = false;
        forEachBranch((branch) => {
          if (canEnqueue(branch)) closeReadable(branch);
        });
        if (!isCancelled[0] || !isCancelled[1]) cancelled.resolve(undefined);
      },
      onError: () => {
        isReading = false;
      },
    });
    return Promise.resolve();
  };
  const newBranch = (index: number) => {
    const cancel = (reason: unknown): Promise<unknown> => {
      isCancelled[index] = true;
      reasons[index] = reason;
      if (isCancelled[1 - index]) cancelReadable(stream, [...reasons]).then(cancelled.resolve, cancelled.reject);
      return cancelled.promise;
    };
    return newReadable<T>({ pull, cancel }, 1, null);
  };
  const branches: [Readable<T>, Readable<T>] = [newBranch(0), newBranch(1)];
  for (const branch of branches) startReadable(branch, undefined);
  reader.closed.promise.then(undefined, (reason) => {
    for (const branch of branches) errorReadable(branch, reason);
    if (!isCancelled[0] || !isCancelled[1]) cancelled.resolve(undefined);
  });
  return branches;
}
