/** Where an exception goes that no caller can catch, such as one thrown by an event listener. */
let report: (error: unknown) => void = rejectUnhandled;

/** Until the engine binds something else: it becomes an unhandled rejection. */
function rejectUnhandled(error: unknown): void {
  Promise.reject(error);
}

export function bindReport(bound: (error: unknown) => void): void {
  report = bound;
}

export function reportException(error: unknown): void {
  report(error);
}
