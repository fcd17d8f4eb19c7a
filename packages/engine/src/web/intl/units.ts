import type { Part } from './options.js';

/** Symbol, narrow symbol, and the names of one and of many. */
const CURRENCIES: Readonly<Record<string, readonly [string, string, string, string]>> = {
  USD: ['$', '$', 'US dollar', 'US dollars'],
  EUR: ['€', '€', 'euro', 'euros'],
  GBP: ['£', '£', 'British pound', 'British pounds'],
  JPY: ['¥', '¥', 'Japanese yen', 'Japanese yen'],
  CNY: ['CN¥', '¥', 'Chinese yuan', 'Chinese yuan'],
  INR: ['₹', '₹', 'Indian rupee', 'Indian rupees'],
  KRW: ['₩', '₩', 'South Korean won', 'South Korean won'],
  BRL: ['R$', 'R$', 'Brazilian real', 'Brazilian reals'],
  CAD: ['CA$', '$', 'Canadian dollar', 'Canadian dollars'],
  AUD: ['A$', '$', 'Australian dollar', 'Australian dollars'],
  NZD: ['NZ$', '$', 'New Zealand dollar', 'New Zealand dollars'],
  HKD: ['HK$', '$', 'Hong Kong dollar', 'Hong Kong dollars'],
  TWD: ['NT$', '$', 'New Taiwan dollar', 'New Taiwan dollars'],
  MXN: ['MX$', '$', 'Mexican peso', 'Mexican pesos'],
  ILS: ['₪', '₪', 'Israeli new shekel', 'Israeli new shekels'],
  VND: ['₫', '₫', 'Vietnamese dong', 'Vietnamese dong'],
  PHP: ['₱', '₱', 'Philippine peso', 'Philippine pesos'],
  CHF: ['CHF', 'CHF', 'Swiss franc', 'Swiss francs'],
  SEK: ['SEK', 'kr', 'Swedish krona', 'Swedish kronor'],
  NOK: ['NOK', 'kr', 'Norwegian krone', 'Norwegian kroner'],
  DKK: ['DKK', 'kr', 'Danish krone', 'Danish kroner'],
  PLN: ['PLN', 'zł', 'Polish zloty', 'Polish zlotys'],
  RUB: ['RUB', '₽', 'Russian ruble', 'Russian rubles'],
  TRY: ['TRY', '₺', 'Turkish lira', 'Turkish Lira'],
};
const WHOLE = 'BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX VND VUV XAF XOF XPF UYI'.split(' ');
const THOUSANDTHS = 'BHD IQD JOD KWD LYD OMR TND'.split(' ');

export const digitsOfCurrency = (code: string): number =>
  WHOLE.includes(code) ? 0 : THOUSANDTHS.includes(code) ? 3 : 2;
export const currencySymbol = (code: string, narrow: boolean): string => CURRENCIES[code]?.[narrow ? 1 : 0] ?? code;
export const currencyName = (code: string, one: boolean): string => CURRENCIES[code]?.[one ? 2 : 3] ?? code;

/** Short, narrow, one and many; a space in front is part of it. */
const UNITS: Readonly<Record<string, readonly [string, string, string, string]>> = {
  meter: [' m', 'm', ' meter', ' meters'],
  kilometer: [' km', 'km', ' kilometer', ' kilometers'],
  centimeter: [' cm', 'cm', ' centimeter', ' centimeters'],
  millimeter: [' mm', 'mm', ' millimeter', ' millimeters'],
  mile: [' mi', 'mi', ' mile', ' miles'],
  foot: [' ft', '′', ' foot', ' feet'],
  inch: [' in', '″', ' inch', ' inches'],
  liter: [' L', 'L', ' liter', ' liters'],
  milliliter: [' mL', 'mL', ' milliliter', ' milliliters'],
  gram: [' g', 'g', ' gram', ' grams'],
  kilogram: [' kg', 'kg', ' kilogram', ' kilograms'],
  pound: [' lb', '#', ' pound', ' pounds'],
  bit: [' bit', 'bit', ' bit', ' bits'],
  byte: [' byte', 'B', ' byte', ' bytes'],
  kilobyte: [' kB', 'kB', ' kilobyte', ' kilobytes'],
  megabyte: [' MB', 'MB', ' megabyte', ' megabytes'],
  gigabyte: [' GB', 'GB', ' gigabyte', ' gigabytes'],
  terabyte: [' TB', 'TB', ' terabyte', ' terabytes'],
  millisecond: [' ms', 'ms', ' millisecond', ' milliseconds'],
  second: [' sec', 's', ' second', ' seconds'],
  minute: [' min', 'm', ' minute', ' minutes'],
  hour: [' hr', 'h', ' hour', ' hours'],
  day: [' day', 'd', ' day', ' days'],
  week: [' wk', 'w', ' week', ' weeks'],
  month: [' mth', 'm', ' month', ' months'],
  year: [' yr', 'y', ' year', ' years'],
  percent: ['%', '%', ' percent', ' percent'],
  degree: [' deg', '°', ' degree', ' degrees'],
  celsius: ['°C', '°C', ' degree Celsius', ' degrees Celsius'],
  fahrenheit: ['°F', '°', ' degree Fahrenheit', ' degrees Fahrenheit'],
  'kilometer-per-hour': [' km/h', 'km/h', ' kilometer per hour', ' kilometers per hour'],
  'mile-per-hour': [' mph', 'mph', ' mile per hour', ' miles per hour'],
};
/** Short forms that are another one for many. */
const PLURALS = ['day', 'week', 'month', 'year'];

export function unitParts(unit: string, display: string, one: boolean): Part[] {
  const forms = UNITS[unit];
  if (forms === undefined) throw new RangeError(`Invalid unit argument for Intl.NumberFormat() '${unit}'`);
  let text = forms[display === 'long' ? (one ? 2 : 3) : display === 'narrow' ? 1 : 0]!;
  if (display === 'short' && !one && PLURALS.includes(unit)) text += 's';
  return text.startsWith(' ')
    ? [
        { type: 'literal', value: ' ' },
        { type: 'unit', value: text.slice(1) },
      ]
    : [{ type: 'unit', value: text }];
}
