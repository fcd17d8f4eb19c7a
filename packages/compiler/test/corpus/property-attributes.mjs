// Names, attributes, lengths and accessors of every property of the built-ins, but for those listed as missing.
const all = {
  Object,
  Function,
  Array,
  String,
  Number,
  Boolean,
  Symbol,
  BigInt,
  Error,
  TypeError,
  RangeError,
  SyntaxError,
  ReferenceError,
  EvalError,
  URIError,
  AggregateError,
  Map,
  Set,
  WeakMap,
  WeakSet,
  WeakRef,
  Promise,
  RegExp,
  Date,
  ArrayBuffer,
  DataView,
  Int8Array,
  Uint8Array,
  Uint8ClampedArray,
  Int16Array,
  Uint16Array,
  Int32Array,
  Uint32Array,
  Float32Array,
  Float64Array,
  BigInt64Array,
  BigUint64Array,
  Math,
  JSON,
  parseInt,
  parseFloat,
  isNaN,
  isFinite,
};
all.TypedArray = Object.getPrototypeOf(Int8Array);
all.Reflect = Reflect;
all.Proxy = Proxy;
all.ArrayIterator = Object.getPrototypeOf([][Symbol.iterator]());
all.StringIterator = Object.getPrototypeOf(''[Symbol.iterator]());
all.MapIterator = Object.getPrototypeOf(new Map().keys());
all.SetIterator = Object.getPrototypeOf(new Set().keys());
all.RegExpStringIterator = Object.getPrototypeOf('a'.matchAll(/a/g));
all.Iterator = Object.getPrototypeOf(all.ArrayIterator);
function* g() {}
async function* ag() {}
async function af() {}
all.Generator = Object.getPrototypeOf(g.prototype);
all.GeneratorFunction = Object.getPrototypeOf(g);
all.AsyncGenerator = Object.getPrototypeOf(ag.prototype);
all.AsyncGeneratorFunction = Object.getPrototypeOf(ag);
all.AsyncFunction = Object.getPrototypeOf(af);
all.AsyncIterator = Object.getPrototypeOf(all.AsyncGenerator);
const skip =
  /^(Object|String|Array|.*)\.(prototype\.)?(anchor|big|blink|bold|fixed|fontcolor|fontsize|italics|link|small|strike|sub|sup|__defineGetter__|__defineSetter__|__lookupGetter__|__lookupSetter__|caller|arguments|\$.*|lastMatch|lastParen|leftContext|rightContext|input|stackTraceLimit|captureStackTrace|isWellFormed|toWellFormed|groupBy|transfer|transferToFixedLength|detached|rawJSON|isRawJSON|fromAsync|withResolvers|maxByteLength|resizable|resize|growable|grow|compile|asyncDispose|dispose|prepareStackTrace|Symbol\(Symbol\.unscopables\)|waitAsync)$|^Function\.prototype|^(Async)?Generator(Function)?\.(constructor|prototype)$|^String\.prototype\.length$/;
const describe = (f) =>
  typeof f === 'function'
    ? `fn ${String(Object.getOwnPropertyDescriptor(f, 'name')?.value)}/${f.length}${Object.hasOwn(f, 'prototype') ? ' P' : ''}`
    : typeof f === 'object'
      ? 'object'
      : `${typeof f} ${String(f)}`;
const show = (path, o, order) => {
  const lines = [];
  for (const k of Reflect.ownKeys(o)) {
    const p = `${path}.${String(k)}`;
    if (skip.test(p)) continue;
    const d = Object.getOwnPropertyDescriptor(o, k);
    const a = (d.writable ? 'w' : '-') + (d.enumerable ? 'e' : '-') + (d.configurable ? 'c' : '-');
    lines.push(`${p} ${a} ${'value' in d ? describe(d.value) : `get ${describe(d.get)} set ${describe(d.set)}`}`);
  }
  for (const l of lines.sort()) console.log(l);
};
for (const name of Object.keys(all).sort()) {
  const o = all[name];
  console.log(name, describe(o), Object.isExtensible(o));
  show(name, o);
  if (typeof o === 'function' && o.prototype) show(`${name}.prototype`, o.prototype);
}
const xx = String.fromCharCode(109, 97, 112);
console.log(typeof [][xx]);
