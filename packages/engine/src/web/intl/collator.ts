import { choice, localeOf, optionsOf, supported } from './options.js';

const LEVELS: Readonly<Record<string, number>> = { base: 0, accent: 1, case: 2, variant: 3 };

/** The collation of en-US: what `String.prototype.localeCompare` does with its options. */
export class Collator {
  readonly #locale: string;
  readonly #usage: string;
  readonly #sensitivity: string;
  readonly #ignorePunctuation: boolean;
  readonly #numeric: boolean;
  readonly #caseFirst: string;
  #bound: ((a: unknown, b: unknown) => number) | undefined;

  constructor(locales?: unknown, given?: unknown) {
    const options = optionsOf('Intl.Collator', given);
    this.#locale = localeOf(locales);
    this.#usage = choice(options, 'usage', ['sort', 'search'], 'sort')!;
    this.#sensitivity = choice(options, 'sensitivity', Object.keys(LEVELS), 'variant')!;
    this.#ignorePunctuation = Boolean(options.given.ignorePunctuation);
    this.#numeric =
      options.given.numeric === undefined ? /-u-.*\bkn\b/.test(this.#locale) : Boolean(options.given.numeric);
    this.#caseFirst = choice(options, 'caseFirst', ['upper', 'lower', 'false'], 'false')!;
  }

  get compare(): (a: unknown, b: unknown) => number {
    const flags =
      LEVELS[this.#sensitivity]! |
      (this.#numeric ? 4 : 0) |
      (this.#ignorePunctuation ? 8 : 0) |
      (this.#caseFirst === 'upper' ? 16 : 0);
    this.#bound ??= (a, b) => collate(String(a), String(b), flags);
    return this.#bound;
  }

  resolvedOptions(): Record<string, unknown> {
    return {
      locale: this.#locale,
      usage: this.#usage,
      sensitivity: this.#sensitivity,
      ignorePunctuation: this.#ignorePunctuation,
      collation: 'default',
      numeric: this.#numeric,
      caseFirst: this.#caseFirst,
    };
  }

  get [Symbol.toStringTag](): string {
    return 'Intl.Collator';
  }

  static supportedLocalesOf(locales?: unknown): string[] {
    return supported(locales);
  }
}

/** Of the host; see native/text/collation.h for the flags. */
type Collate = (a: string, b: string, flags: number) => number;
let collate: Collate = (a, b) => (a < b ? -1 : a > b ? 1 : 0);
export function bindCollation(host: Collate): void {
  collate = host;
}
