/**
 * What only the engine can say of an object: which internal slots it has and what is in those that no method shows.
 * Each of these is a load or two in the engine; under Node the tests give an implementation over `node:util`.
 */
export interface Introspection {
  /** By internal slots, not by prototype. A Proxy is 'proxy' whatever its target is. Never runs code of the program. */
  kindOf(value: object): ObjectKind;
  functionKind(value: object): FunctionKind;
  /** "Uint8Array" and so on, by the slots. */
  typedArrayName(array: object): string;
  promiseState(promise: object): 'pending' | 'fulfilled' | 'rejected';
  /** The value or the reason; undefined while pending. */
  promiseResult(promise: object): unknown;
  /** null after `revoke`. */
  proxyTarget(proxy: object): object | null;
  proxyHandler(proxy: object): object | null;
  /** What an iterator of a Map or Set would still give, without moving it. */
  iteratorItems(iterator: object): IteratorItems;
}

export interface IteratorItems {
  /** Of an iterator over entries: key, value, key, value, ... */
  readonly items: readonly unknown[];
  readonly areEntries: boolean;
}

export type FunctionKind = 'function' | 'class' | 'async' | 'generator' | 'async generator';

export type ObjectKind =
  | 'object'
  | 'array'
  | 'function'
  | 'error'
  | 'arguments'
  | 'map'
  | 'set'
  | 'map iterator'
  | 'set iterator'
  | 'weak map'
  | 'weak set'
  | 'promise'
  | 'proxy'
  | 'regexp'
  | 'date'
  | 'array buffer'
  | 'shared array buffer'
  | 'data view'
  | 'typed array'
  | 'boxed number'
  | 'boxed string'
  | 'boxed boolean'
  | 'boxed symbol'
  | 'boxed bigint'
  | 'module'
  /** Any other object with internal slots, such as a generator or a WeakRef. */
  | 'other';
