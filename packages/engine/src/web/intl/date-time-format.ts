import { choice, count, joined, localeOf, optionsOf, type Part, supported } from './options.js';

const MONTHS = 'January February March April May June July August September October November December'.split(' ');
const DAYS = 'Sunday Monday Tuesday Wednesday Thursday Friday Saturday'.split(' ');
const TEXTS = ['narrow', 'short', 'long'];
const NUMBERS = ['2-digit', 'numeric'];
const STYLES = ['full', 'long', 'medium', 'short'];

/** What a format shows when nothing is asked for, and what it has to show. */
export interface Defaults {
  readonly required: 'date' | 'time' | 'any';
  readonly defaults: 'date' | 'time' | 'all';
}

interface Fields {
  readonly weekday?: string | undefined;
  readonly era?: string | undefined;
  readonly year?: string | undefined;
  readonly month?: string | undefined;
  readonly day?: string | undefined;
  readonly hour?: string | undefined;
  readonly minute?: string | undefined;
  readonly second?: string | undefined;
  readonly fraction?: number | undefined;
  readonly zone?: string | undefined;
}

const DATE_STYLES: Readonly<Record<string, Fields>> = {
  full: { weekday: 'long', month: 'long', day: 'numeric', year: 'numeric' },
  long: { month: 'long', day: 'numeric', year: 'numeric' },
  medium: { month: 'short', day: 'numeric', year: 'numeric' },
  short: { month: 'numeric', day: 'numeric', year: '2-digit' },
};
const TIME_STYLES: Readonly<Record<string, Fields>> = {
  full: { hour: 'numeric', minute: '2-digit', second: '2-digit', zone: 'long' },
  long: { hour: 'numeric', minute: '2-digit', second: '2-digit', zone: 'short' },
  medium: { hour: 'numeric', minute: '2-digit', second: '2-digit' },
  short: { hour: 'numeric', minute: '2-digit' },
};

const literal = (value: string): Part => ({ type: 'literal', value });
const padded = (value: number, form: string): string =>
  form === '2-digit' ? String(value % 100).padStart(2, '0') : String(value);
const named = (name: string, form: string): string =>
  form === 'long' ? name : form === 'short' ? name.slice(0, 3) : name[0]!;

/** Date formatting of ECMA-402 for en-US and UTC. */
export class DateTimeFormat {
  readonly #locale: string;
  readonly #fields: Fields;
  readonly #cycle: string;
  readonly #styles: readonly [string | undefined, string | undefined];
  #bound: ((date?: unknown) => string) | undefined;

  constructor(
    locales?: unknown,
    given?: unknown,
    { required, defaults }: Defaults = { required: 'any', defaults: 'date' },
  ) {
    const options = optionsOf('Intl.DateTimeFormat', given);
    this.#locale = localeOf(locales);
    const zone = choice(options, 'timeZone', null, 'UTC')!;
    if (!/^(utc|gmt|etc\/(utc|gmt)|[+-]00(:?00)?)$/i.test(zone))
      throw new RangeError(`Invalid time zone specified: ${zone} (a compiled program knows UTC only)`);
    const hour12 = options.given.hour12;
    const cycle = choice(options, 'hourCycle', ['h11', 'h12', 'h23', 'h24']);
    this.#cycle = hour12 === undefined ? (cycle ?? 'h12') : hour12 ? 'h12' : 'h23';
    const fields: Fields = {
      weekday: choice(options, 'weekday', TEXTS),
      era: choice(options, 'era', TEXTS),
      year: choice(options, 'year', NUMBERS),
      month: choice(options, 'month', [...NUMBERS, ...TEXTS]),
      day: choice(options, 'day', NUMBERS),
      hour: choice(options, 'hour', NUMBERS),
      minute: choice(options, 'minute', NUMBERS),
      second: choice(options, 'second', NUMBERS),
      fraction: count(options, 'fractionalSecondDigits', 1, 3),
      zone: choice(options, 'timeZoneName', [
        'short',
        'long',
        'shortOffset',
        'longOffset',
        'shortGeneric',
        'longGeneric',
      ]),
    };
    const date = choice(options, 'dateStyle', STYLES);
    const time = choice(options, 'timeStyle', STYLES);
    this.#styles = [date, time];
    if (date !== undefined || time !== undefined) {
      const other = Object.keys(fields).find((name) => fields[name as keyof Fields] !== undefined);
      if (other !== undefined)
        throw new TypeError(`Can't set option ${other} when ${date === undefined ? 'timeStyle' : 'dateStyle'} is used`);
      if (required === 'date' && time !== undefined) throw new TypeError('Invalid option : timeStyle');
      if (required === 'time' && date !== undefined) throw new TypeError('Invalid option : dateStyle');
      this.#fields = { ...(date && DATE_STYLES[date]), ...(time && TIME_STYLES[time]) };
      return;
    }
    this.#fields = completed(fields, required, defaults);
  }

  get format(): (date?: unknown) => string {
    // V8 keeps the plain space that there was before
    this.#bound ??= (date) => joined(this.formatToParts(date)).replace('\u202f', ' ');
    return this.#bound;
  }

  formatToParts(given?: unknown): Part[] {
    const date = given === undefined ? new Date() : new Date(Number(given));
    if (Number.isNaN(date.getTime())) throw new RangeError('Invalid time value');
    const day = this.#date(date);
    const time = this.#time(date);
    const { month, weekday, zone } = this.#fields;
    if (zone !== undefined) {
      const name: Part = {
        type: 'timeZoneName',
        value: zone === 'long' ? 'Coordinated Universal Time' : /Offset|Generic/.test(zone) ? 'GMT' : 'UTC',
      };
      if (time.length > 0) time.push(literal(' '), name);
      else return [...day, literal(', '), name];
    }
    if (day.length === 0 || time.length === 0) return [...day, ...time];
    const between =
      month === 'long' && this.#styles[0] !== 'medium'
        ? ' at '
        : weekday !== undefined && day.length === 1
          ? ' '
          : ', ';
    return [...day, literal(between), ...time];
  }

  #date(date: Date): Part[] {
    const { weekday, era, year, month, day } = this.#fields;
    const fullYear = date.getUTCFullYear();
    const shown = era !== undefined && fullYear <= 0 ? 1 - fullYear : fullYear <= 0 ? 1 - fullYear : fullYear;
    const w: Part | null =
      weekday === undefined ? null : { type: 'weekday', value: named(DAYS[date.getUTCDay()]!, weekday) };
    const y: Part | null = year === undefined ? null : { type: 'year', value: padded(shown, year) };
    const d: Part | null = day === undefined ? null : { type: 'day', value: padded(date.getUTCDate(), day) };
    const text = month !== undefined && TEXTS.includes(month);
    const index = date.getUTCMonth();
    const m: Part | null =
      month === undefined
        ? null
        : { type: 'month', value: text ? named(MONTHS[index]!, month) : padded(index + 1, month) };
    const parts: Part[] = [];
    const add = (part: Part | null, before: string): void => {
      if (part === null) return;
      if (parts.length > 0) parts.push(literal(before));
      parts.push(part);
    };
    if (w !== null && m === null) {
      add(y, ' ');
      add(d, ' ');
      add(w, ' ');
    } else {
      if (d !== null || !text) add(w, ', ');
      add(m, ', ');
      add(d, w !== null && parts.length === 1 ? ', ' : text ? ' ' : '/');
      add(y, text ? (d === null ? ' ' : ', ') : '/');
      if (d === null && text) add(w, ' ');
    }
    if (era !== undefined)
      add(
        {
          type: 'era',
          value:
            fullYear <= 0
              ? era === 'long'
                ? 'Before Christ'
                : era === 'short'
                  ? 'BC'
                  : 'B'
              : era === 'long'
                ? 'Anno Domini'
                : era === 'short'
                  ? 'AD'
                  : 'A',
        },
        ' ',
      );
    return parts;
  }

  #time(date: Date): Part[] {
    const { hour, minute, second, fraction } = this.#fields;
    const parts: Part[] = [];
    const add = (type: string, value: string, before: string): void => {
      if (parts.length > 0) parts.push(literal(before));
      parts.push({ type, value });
    };
    const h = date.getUTCHours();
    const half = this.#cycle === 'h12' || this.#cycle === 'h11';
    if (hour !== undefined) {
      const value =
        this.#cycle === 'h12' ? h % 12 || 12 : this.#cycle === 'h11' ? h % 12 : this.#cycle === 'h24' ? h || 24 : h;
      add('hour', padded(value, half ? hour : '2-digit'), '');
    }
    if (minute !== undefined)
      add(
        'minute',
        padded(date.getUTCMinutes(), hour === undefined && second === undefined ? 'numeric' : '2-digit'),
        ':',
      );
    if (second !== undefined)
      add(
        'second',
        padded(date.getUTCSeconds(), hour === undefined && minute === undefined ? 'numeric' : '2-digit'),
        ':',
      );
    if (fraction !== undefined)
      add('fractionalSecond', String(date.getUTCMilliseconds()).padStart(3, '0').slice(0, fraction), '.');
    if (hour !== undefined && half) add('dayPeriod', h < 12 ? 'AM' : 'PM', '\u202f');
    return parts;
  }

  formatRange(from: unknown, to: unknown): string {
    const [a, b] = [this.format(from), this.format(to)];
    return a === b ? a : `${a} – ${b}`;
  }

  resolvedOptions(): Record<string, unknown> {
    const { fraction, zone, ...fields } = this.#fields;
    const [dateStyle, timeStyle] = this.#styles;
    const styled = dateStyle !== undefined || timeStyle !== undefined;
    const half = this.#cycle === 'h12' || this.#cycle === 'h11';
    const shown = Object.fromEntries(Object.entries(fields).filter(([, form]) => form !== undefined));
    return {
      locale: this.#locale,
      calendar: 'gregory',
      numberingSystem: 'latn',
      timeZone: 'UTC',
      ...(this.#fields.hour !== undefined && { hourCycle: this.#cycle, hour12: half }),
      ...(!styled && shown),
      ...(fraction !== undefined && { fractionalSecondDigits: fraction }),
      ...(!styled && zone !== undefined && { timeZoneName: zone }),
      ...(dateStyle !== undefined && { dateStyle }),
      ...(timeStyle !== undefined && { timeStyle }),
    };
  }

  get [Symbol.toStringTag](): string {
    return 'Intl.DateTimeFormat';
  }

  static supportedLocalesOf(locales?: unknown): string[] {
    return supported(locales);
  }
}

function completed(fields: Fields, required: string, defaults: string): Fields {
  const { weekday, year, month, day, hour, minute, second, fraction } = fields;
  const hasDate = [weekday, year, month, day].some((field) => field !== undefined);
  const hasTime = [hour, minute, second, fraction].some((field) => field !== undefined);
  if ((required !== 'time' && hasDate) || (required !== 'date' && hasTime)) return fields;
  const numeric = 'numeric';
  return {
    ...fields,
    ...(defaults !== 'time' && { year: numeric, month: numeric, day: numeric }),
    ...(defaults !== 'date' && { hour: numeric, minute: '2-digit', second: '2-digit' }),
  };
}

/** The options of `toLocaleString` and its like. */
export const formatDate = (date: Date, locales: unknown, options: unknown, defaults: Defaults): string =>
  Number.isNaN(date.getTime()) ? 'Invalid Date' : new DateTimeFormat(locales, options, defaults).format(date);
