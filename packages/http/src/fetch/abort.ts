/**
 * AbortController and AbortSignal of the DOM Standard, as far as requests need them: the event "abort", listeners that are
 * functions, `onabort`. There is no Event class and no EventTarget; `AbortSignal.timeout` needs a clock and is left out.
 */

/** What `signal.reason` and a rejection are when nobody gave a reason. */
export class AbortError extends Error {
  override readonly name = 'AbortError';
  readonly code = 20;
}

interface AbortEvent {
  readonly type: 'abort';
  readonly target: AbortSignal;
}

type AbortListener = ((event: AbortEvent) => void) | { handleEvent(event: AbortEvent): void };

export class AbortSignal {
  private fired = false;
  private cause: unknown = undefined;
  private listeners: AbortListener[] = [];
  onabort: ((event: AbortEvent) => void) | null = null;

  static abort(reason?: unknown): AbortSignal {
    const signal = new AbortSignal();
    signal.fire(reason);
    return signal;
  }

  /** Fires with the first of `signals` that does. */
  static any(signals: Iterable<AbortSignalSource>): AbortSignal {
    const result = new AbortSignal();
    const sources = [...signals];
    const stop: (() => void)[] = [];
    for (const source of sources) {
      if (source.aborted) {
        result.fire(source.reason);
        return result;
      }
    }
    for (const source of sources) {
      const listener = () => {
        for (const undo of stop) undo();
        result.fire(source.reason);
      };
      source.addEventListener('abort', listener);
      stop.push(() => source.removeEventListener('abort', listener));
    }
    return result;
  }

  get aborted(): boolean {
    return this.fired;
  }

  get reason(): unknown {
    return this.cause;
  }

  throwIfAborted(): void {
    if (this.fired) throw this.cause;
  }

  /** Options are taken and ignored: the event comes once, and there is no other target for it to reach. */
  addEventListener(type: string, listener: AbortListener | null, _options?: unknown): void {
    if (type !== 'abort' || listener === null || this.fired || this.listeners.includes(listener)) return;
    this.listeners.push(listener);
  }

  removeEventListener(type: string, listener: AbortListener | null): void {
    if (type === 'abort') this.listeners = this.listeners.filter((entry) => entry !== listener);
  }

  dispatchEvent(): boolean {
    throw new TypeError('AbortSignal: events are dispatched by its controller only');
  }

  /** For the controller. A listener that throws does not keep the others from being called; the first error is thrown on. */
  fire(reason?: unknown): void {
    if (this.fired) return;
    this.fired = true;
    this.cause = reason === undefined ? new AbortError('the operation was aborted') : reason;
    const event: AbortEvent = { type: 'abort', target: this };
    const listeners = this.listeners;
    this.listeners = [];
    let failed = false;
    let failure: unknown;
    const call = (listener: AbortListener) => {
      try {
        if (typeof listener === 'function') listener.call(this, event);
        else listener.handleEvent(event);
      } catch (error) {
        if (!failed) [failed, failure] = [true, error];
      }
    };
    if (this.onabort !== null) call(this.onabort);
    for (const listener of listeners) call(listener);
    if (failed) throw failure;
  }

  get [Symbol.toStringTag](): string {
    return 'AbortSignal';
  }
}

/** What `AbortSignal.any` takes: this package's signals and the platform's. */
export interface AbortSignalSource {
  readonly aborted: boolean;
  readonly reason: unknown;
  addEventListener(type: 'abort', listener: () => void): void;
  removeEventListener(type: 'abort', listener: () => void): void;
}

export class AbortController {
  readonly signal: AbortSignal = new AbortSignal();

  abort(reason?: unknown): void {
    this.signal.fire(reason);
  }
}
