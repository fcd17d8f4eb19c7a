import { format as nodeFormat, inspect as nodeInspect } from 'node:util';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { InspectOptions } from './context.js';
import { format } from './format.js';
import { createInspect } from './inspect.js';
import { allKinds } from './kinds/all.js';
import { fuzz } from './testing/fuzz.js';
import { fulfilled, iteratorOf, nodeIntrospection, notes, proxyOf, rejected } from './testing/node-introspection.js';

const inspect = createInspect(nodeIntrospection, allKinds);

function same(value: unknown, options: InspectOptions = {}): void {
  expect(inspect(value, options)).toBe(nodeInspect(value, options as never));
}

class Foo {
  a = 1;
}
class Bar extends Foo {
  get b() {
    return 2;
  }
  static x = 1;
}
class Tagged {
  get [Symbol.toStringTag]() {
    return 'Other';
  }
}
class Refused extends Error {}
class Coded extends TypeError {
  code = 'E_CODE';
}
class Tally extends Map<unknown, unknown> {}
class Bytes extends Uint8Array {}
class Later extends Promise<unknown> {}
class List extends Array {}
class Numeric extends Number {}

function circular(): object {
  const a: Record<string, unknown> = { name: 'a', list: [1] };
  a.self = a;
  (a.list as unknown[]).push(a.list);
  a.map = new Map<unknown, unknown>([[a, a.list]]);
  return a;
}

function chained(): Error {
  const deep = (n: number): Error => (n === 0 ? new Error('inner') : deep(n - 1));
  return new Error('outer', { cause: deep(4) });
}

function withProperties<T extends object>(value: T, properties: object): T {
  return Object.defineProperties(value, Object.getOwnPropertyDescriptors(properties));
}

const revoked = Proxy.revocable({}, {});
notes.proxies.set(revoked.proxy, { target: null, handler: null });
revoked.revoke();
const sparse = Object.assign(new Array(6), { 0: 1, 2: 3, 5: 6 });
const renamed = new Error('named');
renamed.name = 'Special';
const stackless = new Error('no stack');
stackless.stack = undefined as never;
const enumerated = withProperties(new Error('x'), { message: 'x', extra: [1, 2] });
const shared = { deep: { deeper: { deepest: { beyond: 1 } } } };

function samples(): [string, unknown][] {
  return Object.entries({
    primitives: [1, -0, 0, 1.5, Number.NaN, Infinity, 10n, true, null, undefined, Symbol('s'), Symbol(), 'x'],
    quotes: ["'", '"', '\'"', '\'"`', '\'"${', '`', '\\', '\n\t\x1b\x7f\x9f', '\ud800', '\udc00x', '😀'],
    keys: { a: 1, 'b-c': 2, 3: 3, '': 4, [Symbol('s')]: 5, ['__proto__']: 6, $d: 7, "'": 8, [Symbol('\n')]: 9 },
    functions: [
      () => {},
      function named() {},
      async () => {},
      function* g() {},
      async function* ag() {},
      class {},
      Foo,
      Bar,
      Object.setPrototypeOf(class {}, null),
      Math.max,
      Map,
      Symbol.prototype.toString,
    ],
    functionWithProperties: Object.assign(function f() {}, { a: 1, b: { c: 2 } }),
    nullFunction: Object.setPrototypeOf(function f() {}, null),
    nullClass: Object.setPrototypeOf(class A {}, null),
    instances: [new Foo(), new Bar(), new Tagged(), Object.create(Foo.prototype), Foo.prototype, Bar.prototype],
    nullPrototype: Object.assign(Object.create(null), { a: 1 }),
    nullNull: Object.create(Object.create(null)),
    emptyNull: Object.create(null),
    tag: { [Symbol.toStringTag]: 'Shown' },
    hiddenTag: Object.defineProperty({ a: 1 }, Symbol.toStringTag, { value: 'Hidden' }),
    accessors: {
      get a() {
        return 1;
      },
      set b(_: number) {},
      get c() {
        return 1;
      },
      set c(_: number) {},
    },
    circular: circular(),
    nested: { a: { b: { c: { d: 1 }, e: [[[]]], f: [] } } },
    deepArrays: [[[[1]]], [[[]]], [[new Map([[1, 2]])]], [[new Foo(), new Date(0), /x/, new Map()]]],
    depths: [[[shared, Object.create(null), new (class {})(), function f() {}, new Refused('x').name]]],
    maps: [
      new Map(),
      new Map([[{ a: 1 }, [1, 2]]]),
      new Tally([[1, 2]]),
      Object.setPrototypeOf(new Map([[1, 2]]), null),
    ],
    sets: [new Set(), new Set([1, 'a', [1]]), Object.setPrototypeOf(new Set([1]), null)],
    bigMap: new Map(Array.from({ length: 120 }, (_, i) => [i, String(i)])),
    bigSet: new Set(Array.from({ length: 101 }, (_, i) => i)),
    iterators: [
      iteratorOf(
        new Map([
          [1, 2],
          [3, 4],
        ]),
        'entries',
        0,
      ),
      iteratorOf(
        new Map([
          [1, 2],
          [3, 4],
        ]),
        'keys',
        1,
      ),
      iteratorOf(new Map([[1, { a: { b: 1 } }]]), 'values', 0),
      iteratorOf(new Set([1, 2]), 'values', 0),
      iteratorOf(new Set([1, 2]), 'entries', 1),
    ],
    arrayIterator: [1][Symbol.iterator](),
    generators: (function* () {})(),
    asyncGenerator: (async function* () {})(),
    weak: [new WeakMap(), new WeakSet(), new WeakRef({})],
    promises: [fulfilled(1), rejected('no'), new Promise(() => {}), fulfilled({ a: { b: { c: 1 } } })],
    proxies: [proxyOf({ a: 1 }, {}), proxyOf(() => {}, {}), proxyOf(new Foo(), { get: () => 1 }), revoked.proxy],
    dates: [new Date(0), new Date(Number.NaN), Object.assign(new Date(0), { a: 1 })],
    regexps: [/a/g, Object.assign(/a/, { x: 1 }), Object.setPrototypeOf(/a/, null)],
    errors: [new Error('x'), new TypeError('y'), new Refused('z'), new Coded('c'), renamed, stackless, enumerated],
    errorAlone: new RangeError('multi\nline'),
    errorObject: { error: new Error('inside') },
    emptyError: new Error(''),
    nullError: Object.setPrototypeOf(new Error('no prototype'), null),
    cause: chained(),
    causeValue: new Error('x', { cause: 'reason' }),
    aggregate: new AggregateError([new Error('a'), 1], 'several'),
    domException: new DOMException('stop', 'AbortError'),
    boxed: [
      new Number(-0),
      new String('abc'),
      new Boolean(false),
      Object(Symbol('a')),
      Object(10n),
      Object.assign(new String('ab'), { x: 1 }),
      new Numeric(3),
      Object.setPrototypeOf(new Number(3), null),
    ],
    typed: [new Uint8Array(3), new Float64Array([1.5, -0]), new BigInt64Array(2), new Bytes(2), new Uint8Array()],
    nullTyped: Object.setPrototypeOf(new Uint16Array(2), null),
    longTyped: new Uint8Array(300).map((_, i) => i),
    typedWithProperties: Object.assign(new Uint8Array(10), { a: 1 }),
    buffers: [new ArrayBuffer(4), new SharedArrayBuffer(2), new ArrayBuffer(200), new DataView(new ArrayBuffer(3), 1)],
    sparse: [
      sparse,
      new Array(3),
      new Array(200),
      Object.assign([], { 150: 1 }),
      Object.assign(new Array(2), { 1: 'a' }),
    ],
    arrayWithProperties: Object.assign([1, 2], { a: 1, '-1': 2 }),
    subArray: List.from([1, 2, 3]),
    longList: new List(3),
    numbers: Array.from({ length: 250 }, (_, i) => i * 37),
    words: Array.from({ length: 30 }, (_, i) => 'abcdefghijklmnop'.slice(0, i % 16)),
    wide: ['你好', '漢字', 'é', 'ｆｕｌｌ', 'a', 'bb', '한국어', '😀'],
    objects: Array.from({ length: 8 }, (_, i) => ({ i })),
    longString: 'word '.repeat(30),
    longLines: { text: 'first line of it is here\nsecond line that is rather longer than the first one is\n\nlast' },
    hugeString: 'x'.repeat(10_050),
    wideObject: Object.fromEntries(Array.from({ length: 30 }, (_, i) => [`key${i}`, i])),
    compactNesting: { a: { b: 1 }, c: { d: { e: 1 } } },
    args: (
      function () {
        // biome-ignore lint/complexity/noArguments: that is what it is about
        return arguments;
      } as (...args: unknown[]) => unknown
    )(1, 'a'),
    later: new Later(() => {}),
    custom: { [Symbol.for('nodejs.util.inspect.custom')]: (depth: number) => `custom\n${depth}` },
    customValue: [[{ [Symbol.for('nodejs.util.inspect.custom')]: () => ({ other: 1 }) }]],
    globals: [Math, JSON, Reflect, Atomics],
    arrowKeys: { f: () => {}, async g() {}, *h() {}, 'computed-name'() {} },
  });
}

describe('inspect prints what Node prints', () => {
  for (const [name, value] of samples()) {
    test(name, () => same(value));
    test(`${name}, one by one`, () => {
      if (Array.isArray(value)) for (const item of value) same(item);
      else same({ value });
    });
  }

  const optionSets: InspectOptions[] = [
    { depth: 0 },
    { depth: null },
    { depth: -1 },
    { showHidden: true },
    { compact: false },
    { compact: true },
    { compact: 1 },
    { compact: true, breakLength: 30 },
    { breakLength: Infinity },
    { breakLength: 40 },
    { maxArrayLength: 3 },
    { maxArrayLength: 0 },
    { maxArrayLength: null, maxStringLength: 5 },
    { sorted: true },
    { getters: true },
    { getters: 'get' },
    { getters: 'set' },
    { numericSeparator: true },
    { showProxy: true },
    { customInspect: false },
  ];
  // With showHidden, Node looks into weak collections and this does not.
  const hiddenInternals = new Set(['weak', 'functions', 'globals']);
  for (const options of optionSets) {
    test(JSON.stringify(options), () => {
      for (const [name, value] of samples()) {
        if (options.showHidden && hiddenInternals.has(name)) continue;
        expect(`${name}: ${inspect(value, options)}`).toBe(`${name}: ${nodeInspect(value, options as never)}`);
      }
    });
  }
});

/** Values of every kind, small and nested. */
const values = fc.letrec<{ value: unknown; leaf: unknown }>((tie) => ({
  leaf: fc.oneof(
    fc.string({ unit: 'binary', maxLength: 100 }),
    fc.string({ maxLength: 30 }),
    fc.double(),
    fc.integer(),
    fc.bigInt(),
    fc.boolean(),
    fc.constantFrom(null, undefined, Symbol('s'), Symbol(), () => {}, Foo, Map, new Date(1e12), /r/, new Error('e')),
    fc.date().map((date) => date),
    fc.uint8Array({ maxLength: 130 }),
    fc.float64Array({ maxLength: 10 }),
    fc.uint8Array({ maxLength: 20 }).map((bytes) => bytes.buffer),
    fc.constantFrom(
      new Number(1),
      new String('s'),
      new Boolean(true),
      Object(1n),
      new WeakMap(),
      new Promise(() => {}),
    ),
  ),
  value: fc.oneof(
    { maxDepth: 5, depthSize: 'small' },
    tie('leaf'),
    fc.array(tie('value'), { maxLength: 9 }),
    fc.array(tie('leaf'), { maxLength: 40 }),
    fc.array(fc.integer(), { maxLength: 120 }),
    fc.array(fc.string({ maxLength: 12 }), { maxLength: 30 }),
    fc.sparseArray(tie('value'), { maxNumElements: 5, maxLength: 130 }),
    fc.dictionary(fc.string({ maxLength: 12 }), tie('value'), { maxKeys: 8 }),
    fc.dictionary(fc.string({ maxLength: 6 }), tie('value'), { maxKeys: 4, noNullPrototype: false }),
    fc.array(fc.tuple(tie('value'), tie('value')), { maxLength: 5 }).map((entries) => new Map(entries)),
    fc.array(tie('value'), { maxLength: 5 }).map((items) => new Set(items)),
    tie('value').map((value) => fulfilled({ value })),
    tie('value').map((value) => rejected(value)),
    tie('value').map((value) => Object.assign(new Foo(), { value })),
    tie('value').map((value) => withProperties(new Coded('m'), { value })),
    tie('value').map((value) => {
      const loop: unknown[] = [value];
      loop.push({ loop }, loop);
      return loop;
    }),
    tie('value').map((value) => proxyOf({ value }, {})),
    tie('value').map((value) => new Error('caused', { cause: value })),
    tie('value').map((value) => Object.assign([1, 2, 3], { value })),
  ),
}));

describe('differential', () => {
  test('inspect', () => {
    fc.assert(
      fc.property(values.value, (value) => same(value)),
      fuzz(1500),
    );
  });

  test('inspect with options', () => {
    const options = fc.record(
      {
        depth: fc.constantFrom(null, 0, 1, 3, 5),
        compact: fc.constantFrom<(boolean | number)[]>(true, false, 1, 2, 5),
        breakLength: fc.constantFrom(20, 60, 120, Infinity),
        maxArrayLength: fc.constantFrom(null, 0, 2, 10),
        maxStringLength: fc.constantFrom(null, 0, 10),
        sorted: fc.boolean(),
        getters: fc.constantFrom<(boolean | 'get')[]>(true, false, 'get'),
        showProxy: fc.boolean(),
      },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(values.value, options, (value, chosen) => same(value, chosen as InspectOptions)),
      fuzz(1500),
    );
  });

  test('format', () => {
    const text = fc.string({
      unit: fc.constantFrom('%', 's', 'd', 'i', 'f', 'j', 'o', 'O', 'c', 'x', ' '),
      maxLength: 12,
    });
    const noSymbolTrouble = values.value.filter((value) => !(value instanceof Map && value.size > 4));
    const result = (run: () => string) => {
      try {
        return run();
      } catch (error) {
        return `thrown: ${(error as Error).name}`;
      }
    };
    fc.assert(
      fc.property(text, fc.array(noSymbolTrouble, { maxLength: 3 }), (first, rest) => {
        // %o shows what the platform hides in functions; it is compared below.
        const directives = first.replaceAll('o', 'O');
        expect(result(() => format(nodeIntrospection, inspect, [directives, ...rest]))).toBe(
          result(() => nodeFormat(directives, ...rest)),
        );
      }),
      fuzz(1500),
    );
  });

  test('format: conversions', () => {
    const bar = Object.assign(new Bar(), { toString: () => 'own' });
    class Said extends Foo {
      override toString() {
        return 'said';
      }
    }
    const loop: Record<string, unknown> = {};
    loop.loop = loop;
    for (const value of [
      1,
      -0,
      5n,
      '12.5px',
      null,
      undefined,
      Symbol('s'),
      {},
      [],
      [1, [2, [3]]],
      new Foo(),
      bar,
      loop,
    ]) {
      for (const directive of ['%s', '%d', '%i', '%f', '%j', '%o', '%O', '%c', '%%', '%x', '100%', '%s %s']) {
        if (directive === '%j' && typeof value === 'bigint') continue;
        expect(format(nodeIntrospection, inspect, [directive, value])).toBe(nodeFormat(directive, value));
      }
    }
    for (const value of [
      new Said(),
      new Error('x'),
      new Refused('y'),
      new Date(0),
      Foo,
      () => 1,
      Object.create(null),
    ]) {
      expect(format(nodeIntrospection, inspect, ['%s', value])).toBe(nodeFormat('%s', value));
    }
    expect(format(nodeIntrospection, inspect, [])).toBe('');
    expect(format(nodeIntrospection, inspect, ['%o', [1, { a: 'x' }]])).toBe(nodeFormat('%o', [1, { a: 'x' }]));
    expect(format(nodeIntrospection, inspect, ['a', { b: 1 }, 'c'])).toBe(nodeFormat('a', { b: 1 }, 'c'));
  });
});
