import type { Context } from './context.js';
import { isBuiltInName } from './names.js';

const LAYERS = 3;

/** Puts a property of `object` into words; accessors are called with `original`. */
export type DescribeProperty = (
  object: object,
  key: PropertyKey,
  descriptor: PropertyDescriptor,
  original: object,
) => string;

/** What Reflect.ownKeys gives: a program need not link Reflect for this alone. */
export function ownKeys(value: object): PropertyKey[] {
  return [...Object.getOwnPropertyNames(value), ...Object.getOwnPropertySymbols(value)];
}

/**
 * With showHidden: the properties, other than methods, of up to three prototypes between an object and the first
 * built-in.
 */
export function inheritedProperties(
  context: Context,
  value: object,
  start: object,
  describe: DescribeProperty,
  output: string[],
): void {
  let object = start;
  const known: PropertyKey[] = [];
  for (let layer = 0; layer < LAYERS; layer++) {
    if (layer > 0 || value === object) {
      const next = Object.getPrototypeOf(object) as object | null;
      if (next === null) return;
      object = next;
      const maker: unknown = Object.getOwnPropertyDescriptor(object, 'constructor')?.value;
      if (typeof maker === 'function' && isBuiltInName(maker.name)) return;
    }
    const keys = ownKeys(object);
    context.seen.push(value);
    for (const key of keys) {
      if (key === 'constructor' || Object.hasOwn(value, key) || (layer > 0 && known.includes(key))) continue;
      const descriptor = Object.getOwnPropertyDescriptor(object, key);
      if (descriptor === undefined || typeof descriptor.value === 'function') continue;
      output.push(describe(object, key, descriptor, value));
    }
    context.seen.pop();
    for (const key of keys) known.push(key);
  }
}
