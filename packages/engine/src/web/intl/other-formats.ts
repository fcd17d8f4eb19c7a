import { NumberFormat } from './number-format.js';
import { choice, joined, localeOf, optionsOf, type Part, supported } from './options.js';

/** Plural rules of English. */
export class PluralRules {
  readonly #locale: string;
  readonly #ordinal: boolean;
  readonly #format: NumberFormat;

  constructor(locales?: unknown, given?: unknown) {
    this.#locale = localeOf(locales);
    this.#ordinal =
      choice(optionsOf('Intl.PluralRules', given), 'type', ['cardinal', 'ordinal'], 'cardinal') === 'ordinal';
    this.#format = new NumberFormat(locales, given);
  }

  select(value: unknown): string {
    const n = Math.abs(Number(value));
    if (!this.#ordinal) return this.#format.format(n) === '1' ? 'one' : 'other';
    const [units, tens] = [n % 10, n % 100];
    if (units === 1 && tens !== 11) return 'one';
    if (units === 2 && tens !== 12) return 'two';
    return units === 3 && tens !== 13 ? 'few' : 'other';
  }

  resolvedOptions(): Record<string, unknown> {
    const { minimumIntegerDigits, minimumFractionDigits, maximumFractionDigits } = this.#format.resolvedOptions();
    return {
      locale: this.#locale,
      type: this.#ordinal ? 'ordinal' : 'cardinal',
      minimumIntegerDigits,
      minimumFractionDigits,
      maximumFractionDigits,
      pluralCategories: this.#ordinal ? ['few', 'one', 'two', 'other'] : ['one', 'other'],
    };
  }

  get [Symbol.toStringTag](): string {
    return 'Intl.PluralRules';
  }

  static supportedLocalesOf(locales?: unknown): string[] {
    return supported(locales);
  }
}

/** Lists in English. */
export class ListFormat {
  readonly #locale: string;
  readonly #type: string;
  readonly #style: string;

  constructor(locales?: unknown, given?: unknown) {
    const options = optionsOf('Intl.ListFormat', given);
    this.#locale = localeOf(locales);
    this.#type = choice(options, 'type', ['conjunction', 'disjunction', 'unit'], 'conjunction')!;
    this.#style = choice(options, 'style', ['long', 'short', 'narrow'], 'long')!;
  }

  format(list: Iterable<string>): string {
    return joined(this.formatToParts(list));
  }

  formatToParts(list: Iterable<string>): Part[] {
    const items = [...list].map((value) => {
      if (typeof value !== 'string') throw new TypeError('Iterable yielded a non-String value');
      return { type: 'element', value };
    });
    const word =
      this.#type === 'unit'
        ? ''
        : this.#type === 'disjunction'
          ? 'or '
          : this.#style === 'long'
            ? 'and '
            : this.#style === 'short'
              ? '& '
              : '';
    const comma = this.#type === 'unit' && this.#style === 'narrow' ? ' ' : ', ';
    const parts: Part[] = [];
    for (const [i, item] of items.entries()) {
      const last = i === items.length - 1;
      if (i > 0)
        parts.push({
          type: 'literal',
          value: !last ? comma : items.length === 2 && word !== '' ? ` ${word}` : `${comma}${word}`,
        });
      parts.push(item);
    }
    return parts;
  }

  resolvedOptions(): Record<string, unknown> {
    return { locale: this.#locale, type: this.#type, style: this.#style };
  }

  get [Symbol.toStringTag](): string {
    return 'Intl.ListFormat';
  }

  static supportedLocalesOf(locales?: unknown): string[] {
    return supported(locales);
  }
}

const SHORT: Readonly<Record<string, string>> = {
  second: 'sec.',
  minute: 'min.',
  hour: 'hr.',
  day: 'day',
  week: 'wk.',
  month: 'mo.',
  quarter: 'qtr.',
  year: 'yr.',
};
const SPECIAL: Readonly<Record<string, string>> = {
  'day -1': 'yesterday',
  'day 0': 'today',
  'day 1': 'tomorrow',
  'second 0': 'now',
  'minute 0': 'this minute',
  'hour 0': 'this hour',
};
const UNITS = Object.keys(SHORT);

/** Relative times in English. */
export class RelativeTimeFormat {
  readonly #locale: string;
  readonly #auto: boolean;
  readonly #style: string;
  readonly #number: NumberFormat;

  constructor(locales?: unknown, given?: unknown) {
    const options = optionsOf('Intl.RelativeTimeFormat', given);
    this.#locale = localeOf(locales);
    this.#auto = choice(options, 'numeric', ['always', 'auto'], 'always') === 'auto';
    this.#style = choice(options, 'style', ['long', 'short', 'narrow'], 'long')!;
    this.#number = new NumberFormat();
  }

  format(given: unknown, of: string): string {
    const value = Number(given);
    const unit = String(of).replace(/s$/, '');
    if (!UNITS.includes(unit)) throw new RangeError(`Invalid unit argument for format() '${of}'`);
    if (!Number.isFinite(value)) throw new RangeError('Invalid number value');
    if (this.#auto) {
      const special = SPECIAL[`${unit} ${value}`];
      if (special !== undefined) return special;
      if (value === 0 || Math.abs(value) === 1)
        if (unit !== 'second' && unit !== 'minute' && unit !== 'hour')
          return `${value === 0 ? 'this' : value < 0 ? 'last' : 'next'} ${this.#style === 'long' ? unit : SHORT[unit]}`;
    }
    const amount = Math.abs(value);
    let name = this.#style === 'long' ? (amount === 1 ? unit : `${unit}s`) : SHORT[unit]!;
    if (this.#style === 'short' && amount !== 1 && (unit === 'day' || unit === 'quarter'))
      name = unit === 'day' ? 'days' : 'qtrs.';
    const text =
      this.#style === 'narrow'
        ? `${this.#number.format(amount)}${{ second: 's', minute: 'm', hour: 'h', day: 'd', week: 'w', month: 'mo', quarter: 'q', year: 'y' }[unit]}`
        : `${this.#number.format(amount)} ${name}`;
    return value < 0 || Object.is(value, -0) ? `${text} ago` : `in ${text}`;
  }

  resolvedOptions(): Record<string, unknown> {
    return {
      locale: this.#locale,
      style: this.#style,
      numeric: this.#auto ? 'auto' : 'always',
      numberingSystem: 'latn',
    };
  }

  get [Symbol.toStringTag](): string {
    return 'Intl.RelativeTimeFormat';
  }

  static supportedLocalesOf(locales?: unknown): string[] {
    return supported(locales);
  }
}
