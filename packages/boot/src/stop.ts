/**
 * Tells an appliance that the host asks it to stop. It has the shape of the web's AbortSignal, so it can be given to
 * whatever takes one, and a promise for an application that only waits: `await signal.stopped`.
 */
export interface StopSignal {
  readonly aborted: boolean;
  /** An Error once `aborted`, undefined before. */
  readonly reason: unknown;
  /** Resolves when the host asks; never rejects. */
  readonly stopped: Promise<void>;
  addEventListener(type: 'abort', listener: () => void): void;
  removeEventListener(type: 'abort', listener: () => void): void;
  throwIfAborted(): void;
}

/** A stop signal and the one who may fire it. Firing twice does nothing. Listeners run in the order they were added. */
export class StopController {
  readonly signal: StopSignal;
  readonly #state: StopState;

  constructor() {
    this.#state = new StopState();
    this.signal = this.#state;
  }

  stop(reason: Error): void {
    this.#state.fire(reason);
  }
}

class StopState implements StopSignal {
  aborted = false;
  reason: unknown = undefined;
  readonly stopped: Promise<void>;
  readonly #listeners = new Set<() => void>();
  #resolve: () => void = () => {};

  constructor() {
    this.stopped = new Promise((resolve) => {
      this.#resolve = resolve;
    });
  }

  addEventListener(_type: 'abort', listener: () => void): void {
    if (!this.aborted) this.#listeners.add(listener);
  }

  removeEventListener(_type: 'abort', listener: () => void): void {
    this.#listeners.delete(listener);
  }

  throwIfAborted(): void {
    if (this.aborted) throw this.reason;
  }

  fire(reason: Error): void {
    if (this.aborted) return;
    this.aborted = true;
    this.reason = reason;
    const listeners = [...this.#listeners];
    this.#listeners.clear();
    this.#resolve();
    for (const listener of listeners) listener();
  }
}
