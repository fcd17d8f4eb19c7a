import { Event, type EventInit } from './event.js';

export class CustomEvent<T = unknown> extends Event {
  readonly #detail: T | null;

  constructor(type: unknown, init: (EventInit & { readonly detail?: T }) | null | undefined = undefined) {
    // biome-ignore lint/complexity/noArguments: Web IDL counts arguments, undefined ones too
    if (arguments.length === 0) {
      throw Object.assign(new TypeError('The "type" argument must be specified'), { code: 'ERR_MISSING_ARGS' });
    }
    super(type, init);
    this.#detail = init?.detail ?? null;
  }

  get detail(): T | null {
    return this.#detail;
  }

  override get [Symbol.toStringTag](): string {
    return 'CustomEvent';
  }
}
