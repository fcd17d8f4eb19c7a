import { inspectCustom } from '../../inspect/custom.js';
import { toScalarText } from '../text.js';
import { type Pair, parseForm, writeForm } from './form.js';

/** URLSearchParams of the URL Standard, section 6.2. */
export class URLSearchParams {
  #pairs: Pair[];
  /** Told the new text after every change; null for one that belongs to no URL. */
  #changed: ((text: string) => void) | null;

  constructor(init: unknown = undefined) {
    this.#pairs = [];
    this.#changed = null;
    if (init === undefined || init === null) return;
    if (typeof init === 'object' || typeof init === 'function') {
      this.#pairs = pairsOf(init);
    } else {
      const text = toScalarText(init);
      this.#pairs = parseForm(text[0] === '?' ? text.slice(1) : text);
    }
  }

  /** For URL: the parameters of a query, which follow it. */
  static bind(query: string, changed: (text: string) => void): URLSearchParams {
    const params = new URLSearchParams();
    params.#pairs = parseForm(query);
    params.#changed = changed;
    return params;
  }

  /** For URL: its query has changed. */
  static reset(params: URLSearchParams, query: string): void {
    params.#pairs = parseForm(query);
  }

  get size(): number {
    return this.#pairs.length;
  }

  append(name: unknown, value: unknown): void {
    // biome-ignore lint/complexity/noArguments: Web IDL counts arguments, undefined ones too
    requireArguments(arguments.length, 2, '"name" and "value" arguments');
    this.#pairs.push([toScalarText(name), toScalarText(value)]);
    this.#update();
  }

  /** @param value with it, only the pairs with that value */
  delete(name: unknown, value: unknown = undefined): void {
    // biome-ignore lint/complexity/noArguments: Web IDL counts arguments, undefined ones too
    requireArguments(arguments.length, 1, '"name" argument');
    const key = toScalarText(name);
    const only = value === undefined ? null : toScalarText(value);
    this.#pairs = this.#pairs.filter((pair) => pair[0] !== key || (only !== null && pair[1] !== only));
    this.#update();
  }

  get(name: unknown): string | null {
    // biome-ignore lint/complexity/noArguments: Web IDL counts arguments, undefined ones too
    requireArguments(arguments.length, 1, '"name" argument');
    const key = toScalarText(name);
    for (const pair of this.#pairs) if (pair[0] === key) return pair[1];
    return null;
  }

  getAll(name: unknown): string[] {
    // biome-ignore lint/complexity/noArguments: Web IDL counts arguments, undefined ones too
    requireArguments(arguments.length, 1, '"name" argument');
    const key = toScalarText(name);
    const values: string[] = [];
    for (const pair of this.#pairs) if (pair[0] === key) values.push(pair[1]);
    return values;
  }

  has(name: unknown, value: unknown = undefined): boolean {
    // biome-ignore lint/complexity/noArguments: Web IDL counts arguments, undefined ones too
    requireArguments(arguments.length, 1, '"name" argument');
    const key = toScalarText(name);
    const only = value === undefined ? null : toScalarText(value);
    for (const pair of this.#pairs) if (pair[0] === key && (only === null || pair[1] === only)) return true;
    return false;
  }

  /** Replaces the first pair of that name and removes the others. */
  set(name: unknown, value: unknown): void {
    // biome-ignore lint/complexity/noArguments: Web IDL counts arguments, undefined ones too
    requireArguments(arguments.length, 2, '"name" and "value" arguments');
    const key = toScalarText(name);
    const text = toScalarText(value);
    let isFound = false;
    this.#pairs = this.#pairs.filter((pair) => {
      if (pair[0] !== key) return true;
      if (isFound) return false;
      pair[1] = text;
      isFound = true;
      return true;
    });
    if (!isFound) this.#pairs.push([key, text]);
    this.#update();
  }

  /** By name, in the order of code units; pairs of one name keep theirs. */
  sort(): void {
    this.#pairs.sort((a, b) => (a[0] < b[0] ? -1 : a[0] > b[0] ? 1 : 0));
    this.#update();
  }

  forEach(
    callback: (value: string, name: string, params: URLSearchParams) => void,
    receiver: unknown = undefined,
  ): void {
    if (typeof callback !== 'function') throw invalidArgument('The "callback" argument must be of type function.');
    for (let i = 0; i < this.#pairs.length; i++) {
      const pair = this.#pairs[i]!;
      callback.call(receiver, pair[1], pair[0], this);
    }
  }

  entries(): IterableIterator<Pair> {
    return new PairIterator(() => this.#pairs, 'entries') as IterableIterator<Pair>;
  }

  keys(): IterableIterator<string> {
    return new PairIterator(() => this.#pairs, 'keys') as IterableIterator<string>;
  }

  values(): IterableIterator<string> {
    return new PairIterator(() => this.#pairs, 'values') as IterableIterator<string>;
  }

  [Symbol.iterator](): IterableIterator<Pair> {
    return this.entries();
  }

  toString(): string {
    return writeForm(this.#pairs);
  }

  get [Symbol.toStringTag](): string {
    return 'URLSearchParams';
  }

  [inspectCustom](depth: number, options: object, inspect: (value: unknown, options: object) => string): unknown {
    if (typeof depth === 'number' && depth < 0) return '[Object]';
    const lines = this.#pairs.map(([name, value]) => `${inspect(name, options)} => ${inspect(value, options)}`);
    let length = -2;
    for (const line of lines) length += line.length + 2;
    if (lines.length === 0) return 'URLSearchParams {}';
    const limit = (options as { breakLength?: number }).breakLength ?? Infinity;
    return length > limit ? `URLSearchParams {\n  ${lines.join(',\n  ')} }` : `URLSearchParams { ${lines.join(', ')} }`;
  }

  #update(): void {
    this.#changed?.(writeForm(this.#pairs));
  }
}

/** Sees what is added while it runs, as the standard wants it. */
class PairIterator {
  readonly #pairs: () => readonly Pair[];
  readonly #kind: 'entries' | 'keys' | 'values';
  #index: number;

  constructor(pairs: () => readonly Pair[], kind: 'entries' | 'keys' | 'values') {
    this.#pairs = pairs;
    this.#kind = kind;
    this.#index = 0;
  }

  next(): IteratorResult<Pair | string, undefined> {
    const pair = this.#pairs()[this.#index];
    if (pair === undefined) return { value: undefined, done: true };
    this.#index++;
    if (this.#kind === 'entries') return { value: [pair[0], pair[1]], done: false };
    return { value: this.#kind === 'keys' ? pair[0] : pair[1], done: false };
  }

  [Symbol.iterator](): this {
    return this;
  }

  get [Symbol.toStringTag](): string {
    return 'URLSearchParams Iterator';
  }
}

/** Pairs of an iterable of pairs, or of a record. */
function pairsOf(init: object): Pair[] {
  const method: unknown = (init as { [Symbol.iterator]?: unknown })[Symbol.iterator];
  if (method !== undefined && method !== null) {
    if (typeof method !== 'function') throw invalidArgument('Query pairs must be iterable', 'ERR_ARG_NOT_ITERABLE');
    return [...(init as Iterable<unknown>)].map(pairOf);
  }
  const values = new Map<string, string>();
  for (const key of [...Object.getOwnPropertyNames(init), ...Object.getOwnPropertySymbols(init)]) {
    if (Object.getOwnPropertyDescriptor(init, key)?.enumerable !== true) continue;
    const name = toScalarText(key);
    values.set(name, toScalarText((init as Record<PropertyKey, unknown>)[key]));
  }
  return [...values];
}

function pairOf(item: unknown): Pair {
  const isIterable =
    item !== null &&
    (typeof item === 'object' || typeof item === 'function') &&
    typeof (item as Partial<Iterable<unknown>>)[Symbol.iterator] === 'function';
  const pair = isIterable ? [...(item as Iterable<unknown>)].map(toScalarText) : [];
  if (pair.length !== 2) {
    throw invalidArgument('Each query pair must be an iterable [name, value] tuple', 'ERR_INVALID_TUPLE');
  }
  return pair as Pair;
}

function requireArguments(given: number, needed: number, what: string): void {
  if (given < needed) throw invalidArgument(`The ${what} must be specified`, 'ERR_MISSING_ARGS');
}

function invalidArgument(message: string, code = 'ERR_INVALID_ARG_TYPE'): TypeError {
  return Object.assign(new TypeError(message), { code });
}
