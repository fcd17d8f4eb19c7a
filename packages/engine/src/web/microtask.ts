import { reportException } from './report.js';

/** The global `queueMicrotask`. */
export function queueMicrotask(callback: () => unknown): void {
  if (typeof callback !== 'function') {
    throw Object.assign(new TypeError('The "callback" argument must be of type function.'), {
      code: 'ERR_INVALID_ARG_TYPE',
    });
  }
  Promise.resolve().then(() => {
    try {
      callback();
    } catch (error) {
      reportException(error);
    }
  });
}
