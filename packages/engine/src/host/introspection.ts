import type { FunctionKind, Introspection, ObjectKind } from '../inspect/introspection.js';

/** In the order of the enumeration in builtins/introspect.c. */
const KINDS: readonly ObjectKind[] = [
  'object',
  'array',
  'function',
  'error',
  'arguments',
  'map',
  'set',
  'map iterator',
  'set iterator',
  'weak map',
  'weak set',
  'promise',
  'proxy',
  'regexp',
  'date',
  'array buffer',
  'shared array buffer',
  'data view',
  'typed array',
  'boxed number',
  'boxed string',
  'boxed boolean',
  'boxed symbol',
  'boxed bigint',
  'other',
];
/** By the flags class, generator and async. */
const FUNCTION_KINDS: readonly FunctionKind[] = ['function', 'class', 'generator', 'class', 'async'];
const STATES = ['pending', 'fulfilled', 'rejected'] as const;
/** In the order of ElementType in bytes.h. */
const ARRAYS = [
  'Int8Array',
  'Uint8Array',
  'Uint8ClampedArray',
  'Int16Array',
  'Uint16Array',
  'Int32Array',
  'Uint32Array',
  'Float32Array',
  'Float64Array',
  'BigInt64Array',
  'BigUint64Array',
];

/** What the engine knows of its objects. */
export const introspection: Introspection = {
  kindOf: (value) => KINDS[$objectKind(value)]!,
  functionKind: (value) => FUNCTION_KINDS[$functionFlags(value)] ?? 'async generator',
  typedArrayName: (array) => ARRAYS[$elementType(array)]!,
  promiseState: (promise) => STATES[$promiseState(promise)]!,
  promiseResult: (promise) => $promiseResult(promise),
  proxyTarget: (proxy) => $proxyPart(proxy, false),
  proxyHandler: (proxy) => $proxyPart(proxy, true),
  iteratorItems: (iterator) => ({ items: $iteratorItems(iterator), areEntries: $iteratesEntries(iterator) }),
};
