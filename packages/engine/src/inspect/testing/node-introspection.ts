import { types } from 'node:util';
import type { FunctionKind, Introspection, IteratorItems, ObjectKind } from '../introspection.js';

/** Things that Node does not tell a program: tests note them when they make the object. */
export const notes = {
  promises: new WeakMap<object, { state: 'fulfilled' | 'rejected'; result: unknown }>(),
  proxies: new WeakMap<object, { target: object | null; handler: object | null }>(),
  iterators: new WeakMap<object, IteratorItems>(),
};

function kindOf(value: object): ObjectKind {
  if (types.isProxy(value)) return 'proxy';
  if (typeof value === 'function') return 'function';
  if (Array.isArray(value)) return 'array';
  if (types.isMap(value)) return 'map';
  if (types.isSet(value)) return 'set';
  if (types.isTypedArray(value)) return 'typed array';
  if (types.isMapIterator(value)) return 'map iterator';
  if (types.isSetIterator(value)) return 'set iterator';
  if (types.isArgumentsObject(value)) return 'arguments';
  if (types.isRegExp(value)) return 'regexp';
  if (types.isDate(value)) return 'date';
  if (types.isNativeError(value)) return 'error';
  if (types.isArrayBuffer(value)) return 'array buffer';
  if (types.isSharedArrayBuffer(value)) return 'shared array buffer';
  if (types.isDataView(value)) return 'data view';
  if (types.isPromise(value)) return 'promise';
  if (types.isWeakSet(value)) return 'weak set';
  if (types.isWeakMap(value)) return 'weak map';
  if (types.isModuleNamespaceObject(value)) return 'module';
  if (types.isNumberObject(value)) return 'boxed number';
  if (types.isStringObject(value)) return 'boxed string';
  if (types.isBooleanObject(value)) return 'boxed boolean';
  if (types.isSymbolObject(value)) return 'boxed symbol';
  if (types.isBigIntObject(value)) return 'boxed bigint';
  if (types.isGeneratorObject(value) || value instanceof WeakRef || types.isExternal(value)) return 'other';
  return 'object';
}

function functionKind(value: object): FunctionKind {
  if (/^class\b/.test(Function.prototype.toString.call(value))) return 'class';
  const isGenerator = types.isGeneratorFunction(value);
  if (types.isAsyncFunction(value)) return isGenerator ? 'async generator' : 'async';
  return isGenerator ? 'generator' : 'function';
}

export const nodeIntrospection: Introspection = {
  kindOf,
  functionKind,
  typedArrayName: (array) =>
    Object.getOwnPropertyDescriptor(Object.getPrototypeOf(Uint8Array.prototype), Symbol.toStringTag)!.get!.call(array),
  promiseState: (promise) => notes.promises.get(promise)?.state ?? 'pending',
  promiseResult: (promise) => notes.promises.get(promise)?.result,
  proxyTarget: (proxy) => notes.proxies.get(proxy)?.target ?? null,
  proxyHandler: (proxy) => notes.proxies.get(proxy)?.handler ?? null,
  iteratorItems: (iterator) => notes.iterators.get(iterator) ?? { items: [], areEntries: false },
};

export function fulfilled<T>(value: T): Promise<T> {
  const promise = Promise.resolve(value);
  notes.promises.set(promise, { state: 'fulfilled', result: value });
  return promise;
}

export function rejected(reason: unknown): Promise<never> {
  const promise = Promise.reject(reason);
  promise.catch(() => {});
  notes.promises.set(promise, { state: 'rejected', result: reason });
  return promise;
}

export function proxyOf<T extends object>(target: T, handler: ProxyHandler<T>): T {
  const proxy = new Proxy(target, handler);
  notes.proxies.set(proxy, { target, handler });
  return proxy;
}

/** An iterator that has given `taken` items. */
export function iteratorOf(
  collection: Map<unknown, unknown> | Set<unknown>,
  method: 'entries' | 'keys' | 'values',
  taken: number,
): object {
  const iterator = collection[method]();
  for (let i = 0; i < taken; i++) iterator.next();
  const left = [...collection[method]()].slice(taken);
  notes.iterators.set(iterator, {
    items: method === 'entries' ? left.flat(1) : left,
    areEntries: method === 'entries',
  });
  return iterator;
}
