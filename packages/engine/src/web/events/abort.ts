import { inspectCustom, oneLevelLess } from '../../inspect/custom.js';
import { startDetachedTimer } from '../timers/timer-host.js';
import { DOMException } from './dom-exception.js';
import { Event } from './event.js';
import { type EventListener, EventTarget } from './event-target.js';

type Inspector = (value: unknown, options: object) => string;

/** Known to this module only: nobody else can make a signal. */
const KEY = {};

/** AbortSignal of the DOM Standard. */
export class AbortSignal extends EventTarget {
  #isAborted: boolean;
  #reason: unknown;
  #handler: EventListener | null;
  /** Signals made by `any` that follow this one. Those that somebody listens to must not be collected. */
  #followers: WeakRef<AbortSignal>[];
  #heard: AbortSignal[];
  /** What a signal made by `any` follows: signals that were not made by `any`. */
  #sources: AbortSignal[];

  constructor(key: unknown = undefined) {
    if (key !== KEY) throw Object.assign(new TypeError('Illegal constructor'), { code: 'ERR_ILLEGAL_CONSTRUCTOR' });
    super();
    this.#isAborted = false;
    this.#reason = undefined;
    this.#handler = null;
    this.#followers = [];
    this.#heard = [];
    this.#sources = [];
  }

  static abort(reason: unknown = undefined): AbortSignal {
    const signal = new AbortSignal(KEY);
    signal.#isAborted = true;
    signal.#reason = reason === undefined ? abortError() : reason;
    return signal;
  }

  /** Aborts with a TimeoutError; the timer does not keep the program from ending. */
  static timeout(milliseconds: number): AbortSignal {
    if (typeof milliseconds !== 'number' || !(milliseconds >= 0 && milliseconds <= Number.MAX_SAFE_INTEGER)) {
      const message = 'The value of "delay" is out of range. It must be >= 0 and <= 9007199254740991.';
      throw Object.assign(new RangeError(message), { code: 'ERR_OUT_OF_RANGE' });
    }
    const signal = new AbortSignal(KEY);
    startDetachedTimer(milliseconds, () => {
      AbortSignal.fire(signal, new DOMException('The operation was aborted due to timeout', 'TimeoutError'));
    });
    return signal;
  }

  /** Aborts with the first of `signals`. */
  static any(signals: Iterable<AbortSignal>): AbortSignal {
    const result = new AbortSignal(KEY);
    const sources = [...signals];
    for (const source of sources) {
      if (!(source instanceof AbortSignal)) {
        const message = 'The "signals" argument must be an array of AbortSignal.';
        throw Object.assign(new TypeError(message), { code: 'ERR_INVALID_ARG_TYPE' });
      }
    }
    const aborted = sources.find((source) => source.#isAborted);
    if (aborted !== undefined) {
      result.#isAborted = true;
      result.#reason = aborted.#reason;
      return result;
    }
    for (const source of sources) {
      for (const origin of source.#sources.length > 0 ? source.#sources : [source]) {
        if (result.#sources.includes(origin)) continue;
        result.#sources.push(origin);
        origin.#followers = origin.#followers.filter((follower) => follower.deref() !== undefined);
        origin.#followers.push(new WeakRef(result));
      }
    }
    return result;
  }

  /** For AbortController. */
  static create(): AbortSignal {
    return new AbortSignal(KEY);
  }

  /** For AbortController. The signals that follow are aborted before any listener is called. */
  static fire(signal: AbortSignal, reason: unknown): void {
    if (signal.#isAborted) return;
    const cause = reason === undefined ? abortError() : reason;
    const all: AbortSignal[] = [signal];
    for (const follower of signal.#followers) {
      const other = follower.deref();
      if (other !== undefined && !other.#isAborted) all.push(other);
    }
    for (const each of all) {
      each.#isAborted = true;
      each.#reason = cause;
    }
    for (const each of all) {
      each.dispatchEvent(new Event('abort'));
      for (const source of each.#sources) source.#heard = source.#heard.filter((other) => other !== each);
      each.#sources = [];
    }
    signal.#followers = [];
    signal.#heard = [];
  }

  get aborted(): boolean {
    return this.#isAborted;
  }

  get reason(): unknown {
    return this.#reason;
  }

  throwIfAborted(): void {
    if (this.#isAborted) throw this.#reason;
  }

  get onabort(): EventListener | null {
    return this.#handler;
  }

  /** Anything that is no object or function counts as null. */
  set onabort(value: EventListener | null) {
    const handler = typeof value === 'function' || (typeof value === 'object' && value !== null) ? value : null;
    if (this.#handler === null && handler !== null) this.addEventListener('abort', this.#callHandler);
    else if (this.#handler !== null && handler === null) this.removeEventListener('abort', this.#callHandler);
    this.#handler = handler;
  }

  override addEventListener(
    type: unknown,
    listener: EventListener | null | undefined,
    options: unknown = undefined,
  ): void {
    super.addEventListener(type, listener, options);
    this.#keepIfHeard();
  }

  override removeEventListener(
    type: unknown,
    listener: EventListener | null | undefined,
    options: unknown = undefined,
  ): void {
    super.removeEventListener(type, listener, options);
    this.#keepIfHeard();
  }

  override get [Symbol.toStringTag](): string {
    return 'AbortSignal';
  }

  [inspectCustom](depth: number, options: object, inspect: Inspector): unknown {
    return shown(this, { aborted: this.#isAborted }, 'AbortSignal', depth, options, inspect);
  }

  #keepIfHeard(): void {
    if (this.#sources.length === 0) return;
    const isHeard = EventTarget.hasListeners(this, 'abort');
    for (const source of this.#sources) {
      if (source.#heard.includes(this) === isHeard) continue;
      source.#heard = isHeard ? [...source.#heard, this] : source.#heard.filter((other) => other !== this);
    }
  }

  readonly #callHandler = (event: Event): unknown => {
    const handler = this.#handler;
    return typeof handler === 'function' ? handler.call(this, event) : undefined;
  };
}

export class AbortController {
  readonly #signal: AbortSignal;

  constructor() {
    this.#signal = AbortSignal.create();
  }

  get signal(): AbortSignal {
    return this.#signal;
  }

  abort(reason: unknown = undefined): void {
    AbortSignal.fire(this.#signal, reason);
  }

  get [Symbol.toStringTag](): string {
    return 'AbortController';
  }

  [inspectCustom](depth: number, options: object, inspect: Inspector): unknown {
    return shown(this, { signal: this.#signal }, 'AbortController', depth, options, inspect);
  }
}

function abortError(): DOMException {
  return new DOMException('This operation was aborted', 'AbortError');
}

function shown(self: object, parts: object, name: string, depth: number, options: object, inspect: Inspector): unknown {
  if (depth < 0) return self;
  return `${name} ${inspect(parts, oneLevelLess(options))}`;
}
