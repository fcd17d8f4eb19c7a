/** A promise with its two ends in hand. `isSettled` is set by `settle` and `fail`. */
export interface Deferred<T> {
  readonly promise: Promise<T>;
  readonly resolve: (value: T) => void;
  readonly reject: (reason: unknown) => void;
  isSettled: boolean;
}

export function newDeferred<T>(): Deferred<T> {
  let resolve: (value: T) => void = ignore;
  let reject: (reason: unknown) => void = ignore;
  const promise = new Promise<T>((onResolve, onReject) => {
    resolve = onResolve;
    reject = onReject;
  });
  return { promise, resolve, reject, isSettled: false };
}

export function settledDeferred<T>(value: T): Deferred<T> {
  const deferred = newDeferred<T>();
  settle(deferred, value);
  return deferred;
}

export function failedDeferred<T>(reason: unknown): Deferred<T> {
  const deferred = newDeferred<T>();
  fail(deferred, reason);
  return deferred;
}

export function settle<T>(deferred: Deferred<T>, value: T): void {
  deferred.isSettled = true;
  deferred.resolve(value);
}

/** Nobody need handle the rejection. */
export function fail<T>(deferred: Deferred<T>, reason: unknown): void {
  deferred.isSettled = true;
  deferred.reject(reason);
  deferred.promise.catch(ignore);
}

export function ignore(): void {}

/** What a callback of the program returns or throws, as a promise. */
export function callAsPromise<A>(
  callback: ((argument: A, controller?: unknown) => unknown) | undefined,
  receiver: unknown,
  argument: A,
  controller?: unknown,
): Promise<unknown> {
  if (callback === undefined) return Promise.resolve(undefined);
  try {
    return Promise.resolve(callback.call(receiver, argument, controller));
  } catch (error) {
    return Promise.reject(error);
  }
}

/** A method of a source or sink. @throws {TypeError} where it is there and no function */
export function methodOf(object: object, name: string): ((...values: unknown[]) => unknown) | undefined {
  const method = (object as Record<string, unknown>)[name];
  if (method === undefined) return undefined;
  if (typeof method !== 'function') {
    throw Object.assign(new TypeError(`The "${name}" property must be of type function.`), {
      code: 'ERR_INVALID_ARG_TYPE',
    });
  }
  return method as (...values: unknown[]) => unknown;
}

export function invalidState(message: string): TypeError {
  return Object.assign(new TypeError(`Invalid state: ${message}`), { code: 'ERR_INVALID_STATE' });
}
