import type { Context } from './context.js';

/**
 * The name of the first constructor up the prototype chain that says it made `value`; null for an object without
 * prototype. Where no constructor is found: "Object <...>" with the prototype in words.
 *
 * @param onClass with showHidden: called where there is a class between the object and the first built-in, with the
 * prototype to begin at
 */
export function constructorName(
  context: Context,
  value: object,
  depth: number,
  onClass: ((start: object) => void) | null,
): string | null {
  let first: object | null | undefined;
  let object: object | null = value;
  while (object !== null) {
    if (isOwnPrototype(object, value)) {
      const name = object === Object.prototype ? 'Object' : 'Function';
      if (onClass !== null && first !== object) onClass(first ?? value);
      return name;
    }
    const descriptor = Object.getOwnPropertyDescriptor(object, 'constructor');
    const maker: unknown = descriptor?.value;
    if (typeof maker === 'function' && maker.name !== '' && isInstance(value, maker)) {
      if (onClass !== null && (first !== object || !isBuiltInName(maker.name))) onClass(first ?? value);
      return String(maker.name);
    }
    object = Object.getPrototypeOf(object) as object | null;
    if (first === undefined) first = object;
  }
  if (first === null || first === undefined) return null;
  const fallback = slotName(context, value);
  if (depth > context.depth) return `${fallback} <Complex prototype>`;
  const of = constructorName(context, first, depth + 1, null);
  if (of !== null) return `${fallback} <${of}>`;
  return `${fallback} <${context.inspect(first, { ...context.options, customInspect: false, depth: -1 })}>`;
}

/** Object.prototype and Function.prototype count whatever their `constructor` has become. */
function isOwnPrototype(object: object, value: object): boolean {
  if (object === Object.prototype) return value !== object && Object.prototype.isPrototypeOf.call(object, value);
  return object === Function.prototype && value !== object;
}

function isInstance(value: object, maker: unknown): boolean {
  try {
    // biome-ignore lint/complexity/noBannedTypes: any constructor
    return value instanceof (maker as Function);
  } catch {
    return false;
  }
}

/** What an object is by its slots, in the words of a constructor's name. */
export function slotName(context: Context, value: object): string {
  switch (context.introspection.kindOf(value)) {
    case 'array':
      return 'Array';
    case 'function':
      return 'Function';
    case 'error':
      return 'Error';
    case 'map':
      return 'Map';
    case 'set':
      return 'Set';
    case 'weak map':
      return 'WeakMap';
    case 'weak set':
      return 'WeakSet';
    case 'promise':
      return 'Promise';
    case 'regexp':
      return 'RegExp';
    case 'date':
      return 'Date';
    case 'array buffer':
      return 'ArrayBuffer';
    case 'shared array buffer':
      return 'SharedArrayBuffer';
    case 'data view':
      return 'DataView';
    case 'typed array':
      return context.introspection.typedArrayName(value);
    case 'boxed number':
      return 'Number';
    case 'boxed string':
      return 'String';
    case 'boxed boolean':
      return 'Boolean';
    case 'boxed symbol':
      return 'Symbol';
    case 'boxed bigint':
      return 'BigInt';
    default:
      return 'Object';
  }
}

/** "Name(size) [tag] ", with the last blank. */
export function namePrefix(name: string | null, tag: string, fallback: string, size = ''): string {
  if (name === null) {
    const start = `[${fallback}${size}: null prototype] `;
    return tag !== '' && fallback !== tag ? `${start}[${tag}] ` : start;
  }
  return tag !== '' && name !== tag ? `${name}${size} [${tag}] ` : `${name}${size} `;
}

/** The prefix of an object that is nothing special. */
export function objectPrefix(context: Context, value: object, name: string | null, tag: string): string {
  if (name !== null) return namePrefix(name, tag, '');
  const fallback = slotName(context, value);
  return namePrefix(name, tag, fallback === tag ? 'Object' : fallback);
}

/** Constructors of ECMAScript that Node counts as built in; SharedArrayBuffer is none of them. */
const BUILT_IN =
  ' Object Function Array Number Boolean String Symbol BigInt Date Promise RegExp Error AggregateError EvalError ' +
  'RangeError ReferenceError SyntaxError TypeError URIError ArrayBuffer DataView Map Set WeakMap ' +
  'WeakSet WeakRef FinalizationRegistry Proxy Uint8Array Int8Array Uint16Array Int16Array Uint32Array Int32Array ' +
  'Float32Array Float64Array Uint8ClampedArray BigUint64Array BigInt64Array JSON Math Reflect Atomics Intl ' +
  'WebAssembly Infinity NaN ';

export function isBuiltInName(name: string): boolean {
  return /^[A-Za-z0-9]+$/.test(name) && BUILT_IN.includes(` ${name} `);
}
