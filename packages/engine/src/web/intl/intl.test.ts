import { describe, expect, test } from 'vitest';
import { Intl as Ours } from './intl.js';

// Node's own, which has ICU, is the oracle, for en-US and UTC.
const rest = [
  0,
  -0,
  1,
  -1.5,
  1234.5,
  0.123456,
  1e6,
  123456789.987,
  1e21,
  Number.NaN,
  Number.POSITIVE_INFINITY,
  1234567n,
];
const values = [...rest, 0.5, 1.005, 2.5, 999_999, 1500, 0.0001, -0.004];
const dates = [0, 1704467049087, 951782400000, -1e12, 253402300799999, 1e9];

const outcome = (run: () => unknown): unknown => {
  try {
    return run();
  } catch (error) {
    return `${(error as Error).name}: ${(error as Error).message}`;
  }
};

describe('numbers', () => {
  const formats: Intl.NumberFormatOptions[] = [
    {},
    { style: 'percent' },
    { style: 'percent', minimumFractionDigits: 1 },
    ...['USD', 'EUR', 'JPY', 'GBP', 'INR', 'CAD', 'CHF', 'BRL', 'KWD'].map(
      (currency) => ({ style: 'currency', currency }) as const,
    ),
    { style: 'currency', currency: 'USD', currencyDisplay: 'name' },
    { style: 'currency', currency: 'EUR', currencyDisplay: 'code' },
    { style: 'currency', currency: 'USD', currencySign: 'accounting' },
    { style: 'currency', currency: 'USD', maximumFractionDigits: 0 },
    { maximumFractionDigits: 0 },
    { minimumFractionDigits: 2 },
    { minimumFractionDigits: 1, maximumFractionDigits: 4 },
    { maximumSignificantDigits: 3 },
    { minimumSignificantDigits: 5 },
    { minimumIntegerDigits: 3 },
    { useGrouping: false },
    { notation: 'compact' },
    { notation: 'compact', compactDisplay: 'long' },
    { notation: 'compact', maximumFractionDigits: 1 },
    { notation: 'scientific' },
    { notation: 'engineering' },
    { signDisplay: 'always' },
    { signDisplay: 'exceptZero' },
    { signDisplay: 'never' },
    ...(['kilometer', 'megabyte', 'day', 'percent', 'celsius'] as const).flatMap((unit) =>
      (['short', 'long', 'narrow'] as const).map((unitDisplay) => ({ style: 'unit', unit, unitDisplay }) as const),
    ),
  ];
  test.each(formats)('%o', (options) => {
    for (const value of values) {
      const [ours, theirs] = [new Ours.NumberFormat('en-US', options), new Intl.NumberFormat('en-US', options)];
      expect(`${value} ${ours.format(value)}`).toBe(`${value} ${theirs.format(value)}`);
      expect(ours.formatToParts(value)).toEqual(theirs.formatToParts(value));
    }
  });
  test('what is out of range', () => {
    for (const options of [
      { style: 'currency' },
      { style: 'x' },
      { minimumFractionDigits: 101 },
      { currency: 'us' },
      { style: 'unit' },
    ])
      expect(outcome(() => new Ours.NumberFormat('en-US', options))).toBe(
        outcome(() => new Intl.NumberFormat('en-US', options as never)),
      );
  });
});

describe('dates', () => {
  const fields = {
    weekday: ['long', 'short'],
    year: ['numeric', '2-digit'],
    month: ['numeric', '2-digit', 'short', 'long'],
    day: ['numeric', '2-digit'],
    hour: ['numeric', '2-digit'],
    minute: ['2-digit'],
    second: ['2-digit'],
    hour12: [true, undefined],
    timeZoneName: ['short'],
  };
  const formats: Record<string, unknown>[] = [{}];
  const usual = ['weekday', 'year', 'month', 'day', 'hour', 'minute', 'second', 'timeZoneName'].map((name) => [name]);
  for (const names of [
    ...usual,
    ['year', 'month'],
    ['month', 'day'],
    ['year', 'month', 'day'],
    ['weekday', 'year', 'month', 'day'],
    ['weekday', 'month', 'day'],
    ['hour', 'minute'],
    ['hour', 'minute', 'second'],
    ['year', 'month', 'day', 'hour', 'minute'],
    ['weekday', 'year', 'month', 'day', 'hour', 'minute', 'second', 'timeZoneName'],
    ['hour', 'minute', 'hour12'],
    ['month', 'day', 'hour'],
  ]) {
    let combined: Record<string, unknown>[] = [{}];
    for (const name of names)
      combined = combined.flatMap((o) => fields[name as keyof typeof fields].map((value) => ({ ...o, [name]: value })));
    formats.push(...combined);
  }
  for (const style of ['full', 'long', 'medium', 'short'])
    formats.push({ dateStyle: style }, { timeStyle: style }, { dateStyle: style, timeStyle: 'short' });
  test('every combination of fields', () => {
    for (const options of formats) {
      const [ours, theirs] = [Ours, Intl].map(
        (intl) => new intl.DateTimeFormat('en-US', { timeZone: 'UTC', ...options }),
      );
      for (const date of dates) {
        expect([options, ours!.format(date)]).toEqual([options, theirs!.format(date)]);
        expect([options, ours!.formatToParts(date)]).toEqual([options, theirs!.formatToParts(date)]);
      }
    }
  });
});

test('plurals, lists and relative times', () => {
  for (const type of ['cardinal', 'ordinal'] as const)
    for (const n of [0, 1, 2, 3, 4, 11, 12, 13, 21, 22, 23, 101, 111, 1.5, -1])
      expect(new Ours.PluralRules('en', { type }).select(n)).toBe(new Intl.PluralRules('en', { type }).select(n));
  for (const type of ['conjunction', 'disjunction', 'unit'] as const)
    for (const style of ['long', 'short', 'narrow'] as const)
      for (const list of [[], ['a'], ['a', 'b'], ['a', 'b', 'c'], ['a', 'b', 'c', 'd']])
        expect(new Ours.ListFormat('en', { type, style }).format(list)).toBe(
          new Intl.ListFormat('en', { type, style }).format(list),
        );
  for (const numeric of ['always', 'auto'] as const)
    for (const style of ['long', 'short', 'narrow'] as const)
      for (const unit of ['second', 'minute', 'hour', 'day', 'week', 'month', 'quarter', 'year'] as const)
        for (const n of [0, 1, -1, 2, -5, 1.5, 1234])
          expect([unit, n, new Ours.RelativeTimeFormat('en', { numeric, style }).format(n, unit)]).toEqual([
            unit,
            n,
            new Intl.RelativeTimeFormat('en', { numeric, style }).format(n, unit),
          ]);
});
