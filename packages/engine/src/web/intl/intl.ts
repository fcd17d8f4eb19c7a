import { Collator } from './collator.js';
import { DateTimeFormat } from './date-time-format.js';
import { NumberFormat } from './number-format.js';
import { localesOf } from './options.js';
import { ListFormat, PluralRules, RelativeTimeFormat } from './other-formats.js';

const getCanonicalLocales = (locales?: unknown): string[] => [...new Set(localesOf(locales))];

/** ECMA-402 callables that need no `new`. */
const callable = <T extends new (locales?: unknown, options?: unknown) => object>(constructor: T): T =>
  new Proxy(constructor, { apply: (target, _receiver, [locales, options]) => new target(locales, options) });

/** The global `Intl`, for one locale: en-US. */
export const Intl = {
  getCanonicalLocales,
  Collator: callable(Collator),
  DateTimeFormat: callable(DateTimeFormat),
  NumberFormat: callable(NumberFormat),
  PluralRules,
  ListFormat,
  RelativeTimeFormat,
};
Object.defineProperty(Intl, Symbol.toStringTag, { value: 'Intl', configurable: true });
for (const key of Object.keys(Intl)) Object.defineProperty(Intl, key, { enumerable: false });
