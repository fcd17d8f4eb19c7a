import { invalidArgument } from './received.js';
import { reportException } from './report.js';

/** The global `queueMicrotask`. */
export function queueMicrotask(callback: () => unknown): void {
  if (typeof callback !== 'function') {
    throw invalidArgument('The "callback" argument must be of type function.', callback);
  }
  Promise.resolve().then(() => {
    try {
      callback();
    } catch (error) {
      reportException(error);
    }
  });
}
