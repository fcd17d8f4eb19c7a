const e = new Error('outer', { cause: new TypeError('inner', { cause: 'root' }) });
console.log(
  e.cause instanceof TypeError,
  e.cause.cause,
  Object.hasOwn(e, 'cause'),
  Object.hasOwn(new Error('x'), 'cause'),
  Object.hasOwn(new Error('x', {}), 'cause'),
  Object.hasOwn(new Error('x', { cause: undefined }), 'cause'),
  JSON.stringify(Object.getOwnPropertyDescriptor(e, 'message')),
  JSON.stringify(Object.keys(e)),
  Object.getOwnPropertyNames(e).sort().join(),
);
for (const C of [Error, TypeError, RangeError, SyntaxError, ReferenceError, EvalError, URIError]) {
  const x = new C('msg');
  console.log(
    x.name,
    x.message,
    String(x),
    x instanceof Error,
    x instanceof C,
    C.name,
    C.length,
    C.prototype.name,
    C.prototype.message === '',
    Object.hasOwn(C.prototype, 'name'),
    Object.getPrototypeOf(C).name,
    C('no new') instanceof C,
    x.stack.split('\n')[0],
    Object.prototype.toString.call(x),
  );
}
const ag = new AggregateError([1, new Error('e')], 'agg', { cause: 'c' });
console.log(
  ag.name,
  ag.message,
  ag.errors.length,
  ag.cause,
  AggregateError.length,
  Object.keys(ag),
  Object.getOwnPropertyNames(ag).sort().join(),
  new AggregateError(new Set([1])).errors,
  String(new AggregateError([])),
  String(ag),
);
try {
  new AggregateError();
} catch (x) {
  console.log(x.name, x.message);
}
for (const [n, m] of [
  ['N', 'M'],
  ['', 'M'],
  ['N', ''],
  ['', ''],
  [undefined, undefined],
  [null, 5],
  [Symbol.iterator, 'x'],
]) {
  try {
    console.log(Error.prototype.toString.call({ name: n, message: m }));
  } catch (x) {
    console.log(x.name);
  }
}
console.log(
  new Error(undefined).message === '',
  new Error(null).message,
  new Error(5).message,
  new Error({ toString: () => 'obj' }).message,
  Object.hasOwn(new Error(), 'message'),
  new Error('') + '',
  new Error('a\nb') + '',
);
try {
  new Error(Symbol());
} catch (x) {
  console.log(x.message);
}
class ValidationError extends Error {
  constructor(field, ...rest) {
    super(...rest);
    this.name = this.constructor.name;
    this.field = field;
  }
  get summary() {
    return `${this.field}: ${this.message}`;
  }
  toJSON() {
    return { name: this.name, message: this.message, field: this.field };
  }
}
class Deep extends ValidationError {}
const d = new Deep('f', 'bad', { cause: e });
console.log(
  d.name,
  d.summary,
  JSON.stringify(d),
  d instanceof ValidationError,
  d.cause === e,
  String(d),
  Object.keys(d),
  d.stack.split('\n')[0],
);
const bare = Object.create(Error.prototype);
console.log(String(bare), bare instanceof Error, bare.stack === undefined || typeof bare.stack);
const er = new Error('changed');
er.message = 'new';
er.name = 'Custom';
console.log(String(er), er.stack.split('\n')[0]);
er.stack = 'x';
console.log(er.stack);
delete er.message;
console.log(er.message === '');
function thrower(v) {
  try {
    throw v;
  } catch (x) {
    return x;
  }
}
for (const v of [1, 'str', null, undefined, {}, [], Symbol.for('t'), () => 1]) console.log(thrower(v) === v);
const chain = (x) => {
  const out = [];
  for (let c = x; c; c = c.cause) out.push(c instanceof Error ? `${c.name}: ${c.message}` : String(c));
  return out.join(' <- ');
};
console.log(chain(e), chain(d));
const wrap = (f) => {
  try {
    return f();
  } catch (cause) {
    throw new RangeError('wrapped', { cause });
  }
};
try {
  wrap(() => null.x);
} catch (x) {
  console.log(x.message, x.cause.name, x.cause.message);
}
console.log(
  Error.captureStackTrace?.length,
  typeof Error.stackTraceLimit,
  (() => {
    const o = {};
    Error.captureStackTrace?.(o);
    return typeof o.stack;
  })(),
);
const err2 = new Error('props');
err2.code = 'E_CODE';
err2.details = { a: [1] };
console.log(Object.entries(err2), { ...err2 }, err2.toString());
console.log(
  structuredClone(new RangeError('cl')) instanceof RangeError,
  structuredClone(new RangeError('cl')).message,
  structuredClone(d).name,
  structuredClone(d).field,
);
console.log(
  Object.prototype.hasOwnProperty.call(Error, 'captureStackTrace'),
  new DOMException('m', 'AbortError').name,
  new DOMException('m', 'AbortError').code,
  String(new DOMException('m')),
  new DOMException('m') instanceof Error,
);
