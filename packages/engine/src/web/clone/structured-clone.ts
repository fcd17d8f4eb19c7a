import type { Introspection } from '../../inspect/introspection.js';
import { DOMException } from '../events/dom-exception.js';

/** What cloning needs of the engine. */
export interface CloneHost {
  readonly introspection: Introspection;
  /** Leaves the buffer without bytes. */
  detach(buffer: ArrayBuffer): void;
  readonly isDetached: (buffer: ArrayBuffer) => boolean;
}

export interface CloneOptions {
  /** ArrayBuffers that move into the clone: the originals have no bytes afterwards. */
  readonly transfer?: Iterable<unknown> | undefined;
}

interface Cloning {
  readonly host: CloneHost;
  /** Originals and their clones. */
  readonly seen: Map<object, object>;
}

/** The global `structuredClone` (HTML Standard, 2.7), for the types that there are without a browser. */
export function createStructuredClone(host: CloneHost) {
  return function structuredClone<T>(value: T, options: CloneOptions | null | undefined = undefined): T {
    // biome-ignore lint/complexity/noArguments: Web IDL counts arguments, undefined ones too
    if (arguments.length === 0) {
      throw Object.assign(new TypeError('The value argument must be specified'), { code: 'ERR_MISSING_ARGS' });
    }
    const transfer = transferOf(options);
    checkTransfer(host, transfer);
    // What is transferred is copied first: should something else turn out not to be clonable, nothing is lost.
    const clone = cloneValue({ host, seen: new Map() }, value) as T;
    for (const buffer of transfer) if (!host.isDetached(buffer as ArrayBuffer)) host.detach(buffer as ArrayBuffer);
    return clone;
  };
}

function transferOf(options: CloneOptions | null | undefined): unknown[] {
  if (options === undefined || options === null) return [];
  if (typeof options !== 'object') throw invalid('The options argument must be either an object or undefined');
  const { transfer } = options;
  if (transfer === undefined || transfer === null) return [];
  if (typeof transfer !== 'object' || typeof transfer[Symbol.iterator] !== 'function')
    throw invalid('Optional transferList argument must be an iterable');
  return [...transfer];
}

const invalid = (message: string, code = 'ERR_INVALID_ARG_TYPE'): TypeError =>
  Object.assign(new TypeError(message), { code });

function checkTransfer(host: CloneHost, transfer: readonly unknown[]): void {
  const seen = new Set<unknown>();
  for (const item of transfer) {
    const isBuffer = typeof item === 'object' && item !== null && host.introspection.kindOf(item) === 'array buffer';
    if (!isBuffer) throw invalid('Found invalid object in transferList', 'ERR_INVALID_TRANSFER_OBJECT');
    if (seen.has(item)) throw cloneError('ArrayBuffer occurs in the transfer list twice');
    seen.add(item);
  }
}

function cloneError(message: string): DOMException {
  return new DOMException(message, 'DataCloneError');
}

function cloneValue(cloning: Cloning, value: unknown): unknown {
  if (typeof value === 'symbol') throw cloneError(`${value.toString()} could not be cloned.`);
  if (typeof value === 'function') throw cloneError(`${String(value)} could not be cloned.`);
  if (typeof value !== 'object' || value === null) return value;
  const known = cloning.seen.get(value);
  if (known !== undefined) return known;
  switch (cloning.host.introspection.kindOf(value)) {
    case 'object':
      return cloneProperties(cloning, value, remember(cloning, value, {}));
    case 'array':
      return cloneProperties(cloning, value, remember(cloning, value, new Array((value as unknown[]).length)));
    case 'map':
      return cloneMap(cloning, value as Map<unknown, unknown>);
    case 'set':
      return cloneSet(cloning, value as Set<unknown>);
    case 'error':
      return cloneErrorObject(cloning, value as Error);
    case 'date':
      return remember(cloning, value, new Date(Date.prototype.getTime.call(value)));
    case 'regexp':
      return remember(cloning, value, new RegExp((value as RegExp).source, (value as RegExp).flags));
    case 'boxed number':
      return remember(cloning, value, Object(Number.prototype.valueOf.call(value)));
    case 'boxed string':
      return remember(cloning, value, Object(String.prototype.valueOf.call(value)));
    case 'boxed boolean':
      return remember(cloning, value, Object(Boolean.prototype.valueOf.call(value)));
    case 'boxed bigint':
      return remember(cloning, value, Object(BigInt.prototype.valueOf.call(value)));
    case 'array buffer':
      return cloneBuffer(cloning, value as ArrayBuffer);
    case 'shared array buffer':
      return remember(cloning, value, value);
    case 'typed array':
    case 'data view':
      return cloneView(cloning, value as Uint8Array);
    default:
      throw cloneError(`${describe(value)} could not be cloned.`);
  }
}

function describe(value: object): string {
  const maker: unknown = value.constructor;
  return typeof maker === 'function' ? `#<${maker.name}>` : Object.prototype.toString.call(value);
}

function remember<T extends object>(cloning: Cloning, value: object, clone: T): T {
  cloning.seen.set(value, clone);
  return clone;
}

/** Own enumerable properties with string keys. */
function cloneProperties(cloning: Cloning, value: object, clone: object): object {
  for (const key of Object.keys(value)) {
    // A getter may have removed it.
    if (!Object.hasOwn(value, key)) continue;
    Object.defineProperty(clone, key, {
      value: cloneValue(cloning, (value as Record<string, unknown>)[key]),
      writable: true,
      enumerable: true,
      configurable: true,
    });
  }
  return clone;
}

function cloneMap(cloning: Cloning, map: Map<unknown, unknown>): object {
  const clone = remember(cloning, map, new Map());
  for (const [key, item] of [...Map.prototype.entries.call(map)]) {
    clone.set(cloneValue(cloning, key), cloneValue(cloning, item));
  }
  return clone;
}

function cloneSet(cloning: Cloning, set: Set<unknown>): object {
  const clone = remember(cloning, set, new Set());
  for (const item of [...Set.prototype.values.call(set)]) clone.add(cloneValue(cloning, item));
  return clone;
}

function errorPrototype(name: string): object {
  switch (name) {
    case 'EvalError':
      return EvalError.prototype;
    case 'RangeError':
      return RangeError.prototype;
    case 'ReferenceError':
      return ReferenceError.prototype;
    case 'SyntaxError':
      return SyntaxError.prototype;
    case 'TypeError':
      return TypeError.prototype;
    case 'URIError':
      return URIError.prototype;
    default:
      return Error.prototype;
  }
}

/** The kind of error by its name; message, stack and cause; no other properties. */
function cloneErrorObject(cloning: Cloning, error: Error): object {
  const clone = remember(cloning, error, new Error());
  Object.setPrototypeOf(clone, errorPrototype(String(error.name)));
  const own = (key: 'message' | 'cause') => Object.getOwnPropertyDescriptor(error, key);
  const hide = (key: string, value: unknown) =>
    Object.defineProperty(clone, key, { value, writable: true, enumerable: false, configurable: true });
  const message = own('message');
  if (message !== undefined && 'value' in message) hide('message', String(message.value));
  const stack: unknown = error.stack;
  if (typeof stack === 'string') hide('stack', stack);
  const cause = own('cause');
  if (cause !== undefined && 'value' in cause) hide('cause', cloneValue(cloning, cause.value));
  return clone;
}

function cloneBuffer(cloning: Cloning, buffer: ArrayBuffer): ArrayBuffer {
  if (cloning.host.isDetached(buffer)) throw cloneError('An ArrayBuffer is detached and could not be cloned.');
  return remember(cloning, buffer, ArrayBuffer.prototype.slice.call(buffer, 0));
}

function cloneView(cloning: Cloning, view: Uint8Array): object {
  const buffer = cloneValue(cloning, view.buffer) as ArrayBuffer;
  const name =
    cloning.host.introspection.kindOf(view) === 'data view' ? '' : cloning.host.introspection.typedArrayName(view);
  if (name === '') return remember(cloning, view, new DataView(buffer, view.byteOffset, view.byteLength));
  return remember(cloning, view, new (typedArray(name))(buffer, view.byteOffset, view.length));
}

/** By name, so that kinds of arrays that no program can make are not linked for this alone: the engine may replace it. */
function typedArray(name: string): Uint8ArrayConstructor {
  switch (name) {
    case 'Int8Array':
      return Int8Array as never;
    case 'Uint8ClampedArray':
      return Uint8ClampedArray as never;
    case 'Int16Array':
      return Int16Array as never;
    case 'Uint16Array':
      return Uint16Array as never;
    case 'Int32Array':
      return Int32Array as never;
    case 'Uint32Array':
      return Uint32Array as never;
    case 'Float32Array':
      return Float32Array as never;
    case 'Float64Array':
      return Float64Array as never;
    case 'BigInt64Array':
      return BigInt64Array as never;
    case 'BigUint64Array':
      return BigUint64Array as never;
    default:
      return Uint8Array;
  }
}
