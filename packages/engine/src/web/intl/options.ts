/** What the constructors of Intl have in common. There is one locale, en-US, and one time zone, UTC. */
export interface Options {
  /** The constructor's name, for messages. */
  readonly type: string;
  readonly given: Readonly<Record<string, unknown>>;
}

export interface Part {
  readonly type: string;
  readonly value: string;
}

export const joined = (parts: readonly Part[]): string => parts.map(({ value }) => value).join('');

/** The language tags asked for, in canonical case. @throws {RangeError} what is no language tag */
export function localesOf(locales: unknown): string[] {
  if (locales === undefined) return [];
  const list = typeof locales === 'string' || !Array.isArray(locales) ? [locales] : locales;
  return list.map((tag) => {
    if (typeof tag !== 'string' && (typeof tag !== 'object' || tag === null))
      throw new TypeError('Incorrect locale information provided');
    const parts = String(tag).split('-');
    if (!parts.every((part, i) => (i === 0 ? /^([a-z]{2,3}|[a-z]{5,8})$/i : /^[a-z\d]{1,8}$/i).test(part)))
      throw new RangeError(`Incorrect locale information provided`);
    return parts
      .map((part, i) => {
        if (i === 0) return part.toLowerCase();
        if (part.length === 2) return part.toUpperCase();
        return part.length === 4 ? part[0]!.toUpperCase() + part.slice(1).toLowerCase() : part.toLowerCase();
      })
      .join('-');
  });
}

/** `en` and its kind as they were asked for; all others are en-US. */
export const localeOf = (locales: unknown): string => localesOf(locales).find((tag) => /^en(-|$)/.test(tag)) ?? 'en-US';

export function optionsOf(type: string, options: unknown): Options {
  if (options === undefined) return { type, given: {} };
  if (options === null) throw new TypeError('Cannot convert undefined or null to object');
  return { type, given: Object(options) as Options['given'] };
}

/** One of `values`, or any text without them. @throws {RangeError} another value */
export function choice(
  options: Options,
  name: string,
  values: readonly string[] | null,
  fallback?: string,
): string | undefined {
  const value = options.given[name];
  if (value === undefined) return fallback;
  const text = String(value);
  if (values !== null && !values.includes(text))
    throw new RangeError(`Value ${text} out of range for ${options.type} options property ${name}`);
  return text;
}

export function count(options: Options, name: string, least: number, most: number): number | undefined {
  const value = options.given[name];
  if (value === undefined) return undefined;
  const number = Number(value);
  if (!(number >= least && number <= most)) throw new RangeError(`${name} value is out of range.`);
  return Math.floor(number);
}

export const supported = (locales: unknown): string[] => localesOf(locales).filter((tag) => /^en(-|$)/.test(tag));
