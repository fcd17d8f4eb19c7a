import { type Decimal, decimalOf, fractionOf, integerOf, rounded } from './decimal.js';
import { choice, count, joined, localeOf, type Options, optionsOf, type Part, supported } from './options.js';
import { currencyName, currencySymbol, digitsOfCurrency, unitParts } from './units.js';

interface Digits {
  readonly integer: number;
  readonly least: number;
  readonly most: number;
  /** Of significant digits; null: fractions are counted. */
  readonly significant: readonly [number, number] | null;
  /** As compact notation does: two digits, or all of the integer. */
  readonly compact: boolean;
}

const COMPACT: readonly (readonly [string, string])[] = [
  ['', ''],
  ['K', 'thousand'],
  ['M', 'million'],
  ['B', 'billion'],
  ['T', 'trillion'],
];

function digitsOf(options: Options, least: number, most: number, compact: boolean): Digits {
  const integer = count(options, 'minimumIntegerDigits', 1, 21) ?? 1;
  const from = count(options, 'minimumFractionDigits', 0, 100);
  const to = count(options, 'maximumFractionDigits', 0, 100);
  const low = count(options, 'minimumSignificantDigits', 1, 21);
  const high = count(options, 'maximumSignificantDigits', low ?? 1, 21);
  if (low !== undefined || high !== undefined)
    return { integer, least: 0, most: 0, significant: [low ?? 1, high ?? 21], compact: false };
  if (from === undefined && to === undefined) {
    if (compact) return { integer, least: 0, most: 0, significant: null, compact };
    return { integer, least, most, significant: null, compact: false };
  }
  const first = from ?? Math.min(least, to!);
  const last = to ?? Math.max(most, first);
  if (first > last) throw new RangeError('maximumFractionDigits value is out of range.');
  return { integer, least: first, most: last, significant: null, compact: false };
}

function shorten(d: Decimal, { most, significant, compact }: Digits): Decimal {
  if (compact) return rounded(d, Math.max(2, d.point));
  return rounded(d, significant === null ? d.point + most : significant[1]);
}

/** Number formatting of ECMA-402 for en-US. */
export class NumberFormat {
  readonly #locale: string;
  readonly #style: string;
  readonly #currency: string;
  readonly #currencyDisplay: string;
  readonly #accounting: boolean;
  readonly #unit: string;
  readonly #unitDisplay: string;
  readonly #notation: string;
  readonly #long: boolean;
  readonly #sign: string;
  readonly #grouping: string | false;
  readonly #digits: Digits;
  #bound: ((value: unknown) => string) | undefined;

  constructor(locales?: unknown, given?: unknown) {
    const options = optionsOf('Intl.NumberFormat', given);
    this.#locale = localeOf(locales);
    this.#style = choice(options, 'style', ['decimal', 'percent', 'currency', 'unit'], 'decimal')!;
    const currency = choice(options, 'currency', null);
    if (currency !== undefined && !/^[a-z]{3}$/i.test(currency))
      throw new RangeError(`Invalid currency code : ${currency}`);
    if (this.#style === 'currency' && currency === undefined)
      throw new TypeError('Currency code is required with currency style.');
    this.#currency = (currency ?? '').toUpperCase();
    this.#currencyDisplay = choice(options, 'currencyDisplay', ['code', 'symbol', 'narrowSymbol', 'name'], 'symbol')!;
    this.#accounting = choice(options, 'currencySign', ['standard', 'accounting'], 'standard') === 'accounting';
    const unit = choice(options, 'unit', null);
    if (this.#style === 'unit' && unit === undefined)
      throw new TypeError("Invalid unit argument for Intl.NumberFormat() ''");
    this.#unit = unit ?? '';
    this.#unitDisplay = choice(options, 'unitDisplay', ['short', 'narrow', 'long'], 'short')!;
    this.#notation = choice(options, 'notation', ['standard', 'scientific', 'engineering', 'compact'], 'standard')!;
    const compact = this.#notation === 'compact';
    const money =
      this.#style === 'currency' && !compact && this.#notation === 'standard'
        ? digitsOfCurrency(this.#currency)
        : undefined;
    this.#digits = digitsOf(options, money ?? 0, money ?? (this.#style === 'percent' ? 0 : 3), compact);
    this.#long = choice(options, 'compactDisplay', ['short', 'long'], 'short') === 'long';
    const grouping = options.given.useGrouping;
    this.#grouping =
      grouping === false
        ? false
        : grouping === undefined || grouping === true
          ? compact
            ? 'min2'
            : 'auto'
          : String(grouping);
    if (grouping === true) this.#grouping = 'always';
    this.#sign = choice(options, 'signDisplay', ['auto', 'never', 'always', 'exceptZero', 'negative'], 'auto')!;
  }

  get format(): (value: unknown) => string {
    this.#bound ??= (value) => joined(this.formatToParts(value));
    return this.#bound;
  }

  formatToParts(given: unknown): Part[] {
    const value =
      typeof given === 'bigint' ? given : typeof given === 'string' ? Number(given) : (Number(given) as number);
    const parts: Part[] = [];
    const infinite = typeof value === 'number' && !Number.isFinite(value);
    let negative = value < 0 || Object.is(value, -0);
    let zero = false;
    let shown: Decimal | null = null;
    let suffix: Part[] = [];
    if (infinite) parts.push(Number.isNaN(value) ? { type: 'nan', value: 'NaN' } : { type: 'infinity', value: '∞' });
    else {
      const full = decimalOf(value);
      if (this.#style === 'percent' && full.digits !== '') full.point += 2;
      [shown, suffix] = this.#scaled(full);
      zero = shown.digits === '';
      parts.push(...this.#number(shown));
    }
    if (Number.isNaN(value)) negative = false;
    const body = [...parts, ...suffix];
    return this.#dressed(body, this.#signOf(negative, zero || Number.isNaN(value)), joined(parts));
  }

  #scaled(full: Decimal): [Decimal, Part[]] {
    if (this.#notation === 'compact') {
      let group = Math.min(Math.max(Math.floor((full.point - 1) / 3), 0), COMPACT.length - 1);
      let d = shorten({ ...full, point: full.point - 3 * group }, this.#digits);
      if (d.digits !== '' && d.point > 3 && group < COMPACT.length - 1) {
        group++;
        d = { ...d, point: d.point - 3 };
      }
      if (group === 0 || d.digits === '') return [d, []];
      const [short, long] = COMPACT[group]!;
      const text: Part = { type: 'compact', value: this.#long ? long : short };
      return [d, this.#long ? [{ type: 'literal', value: ' ' }, text] : [text]];
    }
    if (this.#notation === 'standard') return [shorten(full, this.#digits), []];
    const step = this.#notation === 'engineering' ? 3 : 1;
    const place = (d: Decimal): number => (d.digits === '' ? 0 : Math.floor((d.point - 1) / step) * step);
    let exponent = place(full);
    let d = shorten({ ...full, point: full.point - exponent }, this.#digits);
    const more = d.digits === '' ? 0 : place(d);
    exponent += more;
    d = { ...d, point: d.point - more };
    const suffix: Part[] = [{ type: 'exponentSeparator', value: 'E' }];
    if (exponent < 0) suffix.push({ type: 'exponentMinusSign', value: '-' });
    suffix.push({ type: 'exponentInteger', value: String(Math.abs(exponent)) });
    return [d, suffix];
  }

  #number(d: Decimal): Part[] {
    const { least, significant, integer } = this.#digits;
    const whole = integerOf(d).padStart(integer, '0');
    let fraction = fractionOf(d);
    if (significant !== null) {
      const used = d.digits === '' ? 1 : d.point > 0 ? Math.max(d.digits.length, d.point) : d.digits.length;
      fraction += '0'.repeat(Math.max(0, significant[0] - used));
    } else fraction = fraction.padEnd(least, '0');
    const parts: Part[] = [];
    const grouped = this.#grouping !== false && whole.length > (this.#grouping === 'min2' ? 4 : 3);
    const first = grouped ? whole.length % 3 || 3 : whole.length;
    parts.push({ type: 'integer', value: whole.slice(0, first) });
    for (let i = first; i < whole.length; i += 3)
      parts.push({ type: 'group', value: ',' }, { type: 'integer', value: whole.slice(i, i + 3) });
    if (fraction !== '') parts.push({ type: 'decimal', value: '.' }, { type: 'fraction', value: fraction });
    return parts;
  }

  #signOf(negative: boolean, zero: boolean): '' | '-' | '+' {
    switch (this.#sign) {
      case 'never':
        return '';
      case 'always':
        return negative ? '-' : '+';
      case 'exceptZero':
        return zero ? '' : negative ? '-' : '+';
      case 'negative':
        return negative && !zero ? '-' : '';
      default:
        return negative ? '-' : '';
    }
  }

  #dressed(body: Part[], sign: '' | '-' | '+', text: string): Part[] {
    const parts: Part[] = [];
    const accounting = this.#style === 'currency' && this.#accounting && sign === '-';
    if (accounting) parts.push({ type: 'literal', value: '(' });
    else if (sign !== '') parts.push({ type: sign === '-' ? 'minusSign' : 'plusSign', value: sign });
    const named = this.#style === 'currency' && this.#currencyDisplay === 'name';
    if (this.#style === 'currency' && !named) {
      const symbol =
        this.#currencyDisplay === 'code'
          ? this.#currency
          : currencySymbol(this.#currency, this.#currencyDisplay === 'narrowSymbol');
      parts.push({ type: 'currency', value: symbol });
      if (/[A-Za-z]$/.test(symbol) && /\d/.test(text)) parts.push({ type: 'literal', value: '\u00a0' });
    }
    parts.push(...body);
    if (named)
      parts.push(
        { type: 'literal', value: ' ' },
        { type: 'currency', value: currencyName(this.#currency, text === '1') },
      );
    if (this.#style === 'percent') parts.push({ type: 'percentSign', value: '%' });
    if (this.#style === 'unit')
      parts.push(...unitParts(this.#unit, this.#unitDisplay, text === '1' && body.length === 1));
    if (accounting) parts.push({ type: 'literal', value: ')' });
    return parts;
  }

  formatRange(from: unknown, to: unknown): string {
    const [a, b] = [this.format(from), this.format(to)];
    return a === b ? `~${a}` : `${a}–${b}`;
  }

  resolvedOptions(): Record<string, unknown> {
    const { integer, least, most, significant } = this.#digits;
    return {
      locale: this.#locale,
      numberingSystem: 'latn',
      style: this.#style,
      ...(this.#style === 'currency' && {
        currency: this.#currency,
        currencyDisplay: this.#currencyDisplay,
        currencySign: this.#accounting ? 'accounting' : 'standard',
      }),
      ...(this.#style === 'unit' && { unit: this.#unit, unitDisplay: this.#unitDisplay }),
      minimumIntegerDigits: integer,
      ...(significant === null
        ? { minimumFractionDigits: least, maximumFractionDigits: most }
        : { minimumSignificantDigits: significant[0], maximumSignificantDigits: significant[1] }),
      useGrouping: this.#grouping,
      notation: this.#notation,
      ...(this.#notation === 'compact' && { compactDisplay: this.#long ? 'long' : 'short' }),
      signDisplay: this.#sign,
      roundingMode: 'halfExpand',
      roundingIncrement: 1,
      trailingZeroDisplay: 'auto',
      roundingPriority: 'auto',
    };
  }

  get [Symbol.toStringTag](): string {
    return 'Intl.NumberFormat';
  }

  static supportedLocalesOf(locales?: unknown): string[] {
    return supported(locales);
  }
}
