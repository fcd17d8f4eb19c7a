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
    define(
      Date.prototype,
      name,
      {
        // a method has no prototype, as those of the language
        method(this: unknown, locales: unknown, options: unknown): unknown {
          Date.prototype.getTime.call(this as Date);
          return formatDate(this as Date, locales, options, defaults);
        },
      }.method,
    );
  for (const prototype of [Number.prototype, BigInt.prototype])
    define(
      prototype,
      'toLocaleString',
      {
        method(this: unknown, locales: unknown, options: unknown): unknown {
          return new NumberFormat(locales, options).format((this as number).valueOf());
        },
      }.method,
    );
}
