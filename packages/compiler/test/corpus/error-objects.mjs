for (const E of [Error, TypeError, RangeError, ReferenceError, SyntaxError, EvalError, URIError]) {
  const e = new E('msg');
  console.log(
    e.name,
    e.message,
    String(e),
    e instanceof E,
    e instanceof Error,
    E.name,
    E.length,
    Object.prototype.toString.call(e),
    Object.getOwnPropertyNames(e).sort().join(),
    E('no new') instanceof E,
    Object.getPrototypeOf(E) === (E === Error ? Function.prototype : Error),
    e.stack.split('\n')[0],
  );
}
const a = new AggregateError([1, 2], 'agg');
console.log(
  a.errors.join(),
  a.message,
  a.name,
  String(new Error()),
  String(new Error('')),
  Object.keys(new Error('x')).length,
  'message' in new Error(),
  new Error().hasOwnProperty('message'),
  new Error(undefined).hasOwnProperty('message'),
  new Error(5).message === '5',
  new Error({ toString: () => 'ts' }).message,
);
class My extends Error {
  constructor(m, code) {
    super(m);
    this.code = code;
    this.name = 'My';
  }
  get [Symbol.toStringTag]() {
    return 'MyTag';
  }
}
const m = new My('mm', 5);
console.log(
  String(m),
  m.code,
  m instanceof My,
  m instanceof Error,
  Object.prototype.toString.call(m),
  m.stack.split('\n')[0],
  Object.keys(m).join(),
);
class Sub extends My {}
console.log(
  new Sub('s').name,
  new Sub('s') instanceof My,
  String(Error.prototype),
  Error.prototype.toString.call({ name: 'N', message: 'M' }),
  Error.prototype.toString.call({}),
  Error.prototype.toString.call({ name: '', message: 'only' }),
);
try {
  Error.prototype.toString.call(1);
} catch (e) {
  console.log(e.name);
}
const c = new Error('top', { cause: new TypeError('root') });
console.log(
  c.cause.message,
  Object.getOwnPropertyDescriptor(c, 'cause').enumerable,
  typeof Error.captureStackTrace,
  (() => {
    const o = {};
    Error.captureStackTrace(o);
    return typeof o.stack;
  })(),
  typeof new Error('x').stack,
);
const e = new Error('before');
e.message = 'after';
console.log(String(e), e.stack.startsWith('Error: before'));
console.log([new Error('in array')].map(String).join(), `${new RangeError('tpl')}`, JSON.stringify(new Error('json')));
