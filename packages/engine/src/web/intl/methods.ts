import { type Defaults, formatDate } from './date-time-format.js';
import { NumberFormat } from './number-format.js';

const dates: readonly (readonly [string, Defaults])[] = [
  ['toLocaleString', { required: 'any', defaults: 'all' }],
  ['toLocaleDateString', { required: 'date', defaults: 'date' }],
  ['toLocaleTimeString', { required: 'time', defaults: 'time' }],
];

function define(target: object, name: string, value: (...values: unknown[]) => unknown): void {
  Object.defineProperty(value, 'name', { value: name });
  Object.defineProperty(value, 'length', { value: 0 });
  Object.defineProperty(target, name, { value, writable: true, configurable: true });
}

/** Of programs that give these methods locales or options: they look at them. */
export function defineLocaleMethods(): void {
  for (const [name, defaults] of dates)
    define(Date.prototype, name, function (this: unknown, locales, options) {
      Date.prototype.getTime.call(this as Date);
      return formatDate(this as Date, locales, options, defaults);
    });
  for (const prototype of [Number.prototype, BigInt.prototype])
    define(prototype, 'toLocaleString', function (this: unknown, locales, options) {
      return new NumberFormat(locales, options).format((this as number).valueOf());
    });
}
