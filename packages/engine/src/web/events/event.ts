import { inspectCustom, oneLevelLess } from '../../inspect/custom.js';
import { getClock } from '../clock.js';

export interface EventInit {
  readonly bubbles?: boolean;
  readonly cancelable?: boolean;
  readonly composed?: boolean;
}

const NONE = 0;
const AT_TARGET = 2;

/** Event of the DOM Standard, for targets without a tree: there is one phase, AT_TARGET. */
export class Event {
  #type: string;
  readonly #bubbles: boolean;
  readonly #cancelable: boolean;
  readonly #composed: boolean;
  readonly #timeStamp: number;
  #target: object | null;
  #isDispatched: boolean;
  #isPrevented: boolean;
  #propagationStopped: boolean;
  #immediatelyStopped: boolean;

  static get NONE(): number {
    return NONE;
  }
  static get CAPTURING_PHASE(): number {
    return 1;
  }
  static get AT_TARGET(): number {
    return AT_TARGET;
  }
  static get BUBBLING_PHASE(): number {
    return 3;
  }

  constructor(type: unknown, init: EventInit | null | undefined = undefined) {
    // biome-ignore lint/complexity/noArguments: Web IDL counts arguments, undefined ones too
    if (arguments.length === 0) {
      throw Object.assign(new TypeError('The "type" argument must be specified'), { code: 'ERR_MISSING_ARGS' });
    }
    if (init !== undefined && init !== null && typeof init !== 'object') {
      throw Object.assign(new TypeError('The "options" argument must be of type object.'), {
        code: 'ERR_INVALID_ARG_TYPE',
      });
    }
    this.#type = `${type as string}`;
    this.#bubbles = Boolean(init?.bubbles);
    this.#cancelable = Boolean(init?.cancelable);
    this.#composed = Boolean(init?.composed);
    this.#timeStamp = getClock().now();
    this.#target = null;
    this.#isDispatched = false;
    this.#isPrevented = false;
    this.#propagationStopped = false;
    this.#immediatelyStopped = false;
  }

  get type(): string {
    return this.#type;
  }
  get target(): object | null {
    return this.#target;
  }
  get srcElement(): object | null {
    return this.#target;
  }
  get currentTarget(): object | null {
    return this.#isDispatched ? this.#target : null;
  }
  get eventPhase(): number {
    return this.#isDispatched ? AT_TARGET : NONE;
  }
  get bubbles(): boolean {
    return this.#bubbles;
  }
  get cancelable(): boolean {
    return this.#cancelable;
  }
  get composed(): boolean {
    return this.#composed;
  }
  get defaultPrevented(): boolean {
    return this.#cancelable && this.#isPrevented;
  }
  get returnValue(): boolean {
    return !this.defaultPrevented;
  }
  get timeStamp(): number {
    return this.#timeStamp;
  }
  get isTrusted(): boolean {
    return false;
  }
  get cancelBubble(): boolean {
    return this.#propagationStopped;
  }
  set cancelBubble(value: boolean) {
    if (value) this.#propagationStopped = true;
  }

  composedPath(): object[] {
    return this.#isDispatched && this.#target !== null ? [this.#target] : [];
  }

  preventDefault(): void {
    this.#isPrevented = true;
  }

  stopPropagation(): void {
    this.#propagationStopped = true;
  }

  stopImmediatePropagation(): void {
    this.#propagationStopped = true;
    this.#immediatelyStopped = true;
  }

  get [Symbol.toStringTag](): string {
    return 'Event';
  }

  [inspectCustom](depth: number, options: object, inspect: (value: unknown, options: object) => string): string {
    const name = this.constructor.name;
    if (depth < 0) return name;
    const shown = {
      type: this.#type,
      defaultPrevented: this.defaultPrevented,
      cancelable: this.#cancelable,
      timeStamp: this.#timeStamp,
    };
    return `${name} ${inspect(shown, oneLevelLess(options))}`;
  }

  // --- For EventTarget. Static, so that no property of an event gives them away. ---

  /** @throws {Error} with code ERR_EVENT_RECURSION */
  static begin(event: Event, target: object): void {
    if (event.#isDispatched) {
      const message = `The event "${event.#type}" is already being dispatched`;
      throw Object.assign(new Error(message), { code: 'ERR_EVENT_RECURSION' });
    }
    event.#isDispatched = true;
    event.#target = target;
  }

  /** As in Node, only the first listener sees the event under way. */
  static pause(event: Event): void {
    event.#isDispatched = false;
  }

  static end(event: Event): void {
    event.#isDispatched = false;
    event.#propagationStopped = false;
    event.#immediatelyStopped = false;
  }

  static isStopped(event: Event): boolean {
    return event.#immediatelyStopped;
  }
}
