import { invalidArgument } from '../received.js';
import { reportException } from '../report.js';
import { Event } from './event.js';

export type EventListener = ((event: Event) => unknown) | { handleEvent(event: Event): unknown };

export interface ListenerOptions {
  readonly capture?: boolean;
  readonly once?: boolean;
  /** Taken and ignored, as in Node. */
  readonly passive?: boolean;
  /** Removes the listener when it aborts. */
  readonly signal?: SignalLike | undefined;
}

/** What a listener needs of an AbortSignal. */
export interface SignalLike {
  readonly aborted: boolean;
  addEventListener(type: 'abort', listener: () => void, options?: { readonly once?: boolean }): void;
  removeEventListener(type: 'abort', listener: () => void): void;
}

interface Entry {
  readonly type: string;
  readonly listener: EventListener;
  readonly capture: boolean;
  readonly once: boolean;
  readonly serial: number;
}

/**
 * EventTarget of the DOM Standard without a tree: an event reaches its target only. What a listener throws goes to
 * `reportException`, and the next listener is called.
 */
export class EventTarget {
  /** In the order they were added, which is that of their serial numbers. */
  #entries: readonly Entry[];
  #lastSerial: number;

  constructor() {
    this.#entries = [];
    this.#lastSerial = 0;
  }

  addEventListener(type: unknown, listener: EventListener | null | undefined, options: unknown = undefined): void {
    // biome-ignore lint/complexity/noArguments: Web IDL counts arguments, undefined ones too
    requireTwo(arguments.length);
    const name = `${type as string}`;
    const { capture = false, once = false, signal } = listenerOptions(options);
    if (!isListener(listener)) return;
    if (signal !== undefined) {
      requireSignal(signal);
      if (signal.aborted) return;
    }
    const isCapture = Boolean(capture);
    if (this.#find(name, listener, isCapture) !== undefined) return;
    const entry = { type: name, listener, capture: isCapture, once: Boolean(once), serial: ++this.#lastSerial };
    this.#entries = [...this.#entries, entry];
    signal?.addEventListener('abort', () => this.#remove(entry), { once: true });
  }

  removeEventListener(type: unknown, listener: EventListener | null | undefined, options: unknown = undefined): void {
    // biome-ignore lint/complexity/noArguments: Web IDL counts arguments, undefined ones too
    requireTwo(arguments.length);
    if (!isListener(listener)) return;
    const entry = this.#find(`${type as string}`, listener, Boolean(listenerOptions(options).capture));
    if (entry !== undefined) this.#remove(entry);
  }

  /** @returns false when a listener prevented the default of a cancelable event */
  dispatchEvent(event: Event): boolean {
    if (!(event instanceof Event)) {
      throw invalidArgument('The "event" argument must be an instance of Event.', event);
    }
    Event.begin(event, this);
    const { type } = event;
    // As in Node, listeners that are added meanwhile are called as well.
    for (let entry = this.#after(0, type); entry !== undefined; entry = this.#after(entry.serial, type)) {
      if (entry.once) this.#remove(entry);
      callListener(entry.listener, this, event);
      Event.pause(event);
      if (Event.isStopped(event)) break;
    }
    Event.end(event);
    return !event.defaultPrevented;
  }

  get [Symbol.toStringTag](): string {
    return 'EventTarget';
  }

  /** For subclasses that have to live as long as somebody listens. */
  static hasListeners(target: EventTarget, type: string): boolean {
    return target.#entries.some((entry) => entry.type === type);
  }

  /** The first entry of a type whose serial number is greater. */
  #after(serial: number, type: string): Entry | undefined {
    return this.#entries.find((entry) => entry.serial > serial && entry.type === type);
  }

  #find(type: string, listener: EventListener, capture: boolean): Entry | undefined {
    return this.#entries.find(
      (entry) => entry.type === type && entry.listener === listener && entry.capture === capture,
    );
  }

  #remove(entry: Entry): void {
    this.#entries = this.#entries.filter((other) => other !== entry);
  }
}

function callListener(listener: EventListener, target: EventTarget, event: Event): void {
  try {
    const result: unknown = typeof listener === 'function' ? listener.call(target, event) : listener.handleEvent(event);
    // As in Node, a listener may be an async function, and then its failure is reported too.
    if (result instanceof Promise) result.then(undefined, reportException);
  } catch (error) {
    reportException(error);
  }
}

function listenerOptions(options: unknown): ListenerOptions {
  if (typeof options === 'boolean') return { capture: options };
  return typeof options === 'object' && options !== null ? options : {};
}

function isListener(listener: unknown): listener is EventListener {
  if (typeof listener === 'function' || (typeof listener === 'object' && listener !== null)) return true;
  if (listener === undefined || listener === null) return false;
  throw invalidArgument('The "listener" argument must be an instance of EventListener.', listener);
}

function requireSignal(signal: unknown): void {
  if (typeof signal === 'object' && signal !== null && 'aborted' in signal) return;
  throw invalidArgument('The "options.signal" property must be an instance of AbortSignal.', signal);
}

function requireTwo(given: number): void {
  if (given >= 2) return;
  const message = 'The "type" and "listener" arguments must be specified';
  throw Object.assign(new TypeError(message), { code: 'ERR_MISSING_ARGS' });
}
