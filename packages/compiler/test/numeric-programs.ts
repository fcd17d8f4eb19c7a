import fc from 'fast-check';

/**
 * Random programs about numbers: overflow at every width, -0, NaN, holes, indices out of range, shifts, mixed types, in
 * and out of loops, with exceptions out of the middle. Each prints what its functions give for a table of arguments.
 */

const LITERALS = [
  ...['0', '1', '-1', '2', '3', '7', '8', '31', '32', '33', '255', '256', '65535', '65536', '-0'],
  ...['2147483647', '-2147483648', '2147483648', '4294967295', '4294967296', '9007199254740991', '-9007199254740991'],
  ...['0.5', '-1.5', '1e300', 'NaN', 'Infinity', '-Infinity', "'7'", "'x'", 'undefined', 'null', 'true', '10n'],
];
/** More often than the rest: what code about packets is made of. */
const INTEGERS = LITERALS.slice(0, 15);
const VARIABLES = ['a', 'b', 'c', 'x', 'y', 'z', 'i', 'n'];
const ASSIGNABLE = ['a', 'x', 'y', 'z'];
const ARITHMETIC = ['+', '-', '*', '%', '/'];
const BITS = ['&', '|', '^', '<<', '>>', '>>>'];
/** Arrays of one kind each, wherever they are used. */
const TABLES = ['I32', 'U32', 'F64', 'late', 'held.u16', 'held.f32', 'held.i8'];
const VIEW_TYPES = ['Int8', 'Uint8', 'Int16', 'Uint16', 'Int32', 'Uint32'];
const ORDERS = ['', ', true', ', false', ', x'];
/** Of accesses that are tested together. */
const DISTANCES = ['', ' + 1', ' + 2', ' - 1', ' + 7'];
const COMPARISONS = ['<', '<=', '>', '>=', '===', '!=='];

const { expression } = fc.letrec<{ expression: string; leaf: string }>((tie) => ({
  leaf: fc.oneof(
    { weight: 5, arbitrary: fc.constantFrom(...VARIABLES) },
    { weight: 3, arbitrary: fc.constantFrom(...INTEGERS) },
    { weight: 1, arbitrary: fc.constantFrom(...LITERALS) },
  ),
  expression: fc.oneof(
    { maxDepth: 4, depthSize: 'small' },
    { weight: 4, arbitrary: tie('leaf') },
    {
      weight: 3,
      arbitrary: fc
        .tuple(tie('expression'), fc.constantFrom(...ARITHMETIC), tie('expression'))
        .map(([l, o, r]) => `(${l} ${o} ${r})`),
    },
    {
      weight: 3,
      arbitrary: fc
        .tuple(tie('expression'), fc.constantFrom(...BITS), tie('expression'))
        .map(([l, o, r]) => `(${l} ${o} ${r})`),
    },
    {
      weight: 1,
      arbitrary: fc
        .tuple(
          tie('expression'),
          fc.constantFrom(...COMPARISONS),
          tie('expression'),
          tie('expression'),
          tie('expression'),
        )
        .map(([l, o, r, t, e]) => `(${l} ${o} ${r} ? ${t} : ${e})`),
    },
    {
      weight: 1,
      arbitrary: fc.tuple(fc.constantFrom('- ', '~', '+', '!'), tie('expression')).map(([o, e]) => `(${o}${e})`),
    },
    { weight: 2, arbitrary: tie('expression').map((e) => `u[${e}]`) },
    {
      weight: 2,
      arbitrary: fc.tuple(fc.constantFrom(...TABLES), tie('expression')).map(([table, e]) => `${table}[${e}]`),
    },
    {
      weight: 1,
      arbitrary: fc
        .tuple(fc.constantFrom(...VIEW_TYPES), tie('leaf'), fc.constantFrom(...ORDERS))
        .map(([type, e, order]) => `view.get${type}(${e}${order})`),
    },
    {
      weight: 2,
      arbitrary: fc
        .tuple(fc.constantFrom('u', ...TABLES), fc.constantFrom(...VARIABLES), fc.constantFrom(...DISTANCES))
        .map(([table, v, by]) => `${table}[${v}${by}]`),
    },
    {
      weight: 1,
      arbitrary: fc
        .tuple(
          fc.constantFrom('t', 's', 'WORDS', 'text(a)'),
          fc.constantFrom(...VARIABLES),
          fc.constantFrom(...DISTANCES),
        )
        .map(([text, v, by]) => `String(${text}).charCodeAt(${v}${by})`.replace('String(WORDS)', 'WORDS')),
    },
    { weight: 1, arbitrary: fc.constantFrom('SIZE', 'LIMIT', 'HALF', 'LATER') },
    { weight: 1, arbitrary: fc.constantFrom('o.p', 'o.q', 'shared', 'u.length', 'x++', '--y', 'z++') },
    {
      weight: 1,
      arbitrary: fc
        .tuple(fc.constantFrom('imul', 'max', 'min', 'floor', 'abs'), tie('expression'), tie('expression'))
        .map(([f, l, r]) => `Math.${f}(${l}, ${r})`),
    },
    { weight: 1, arbitrary: fc.tuple(tie('leaf'), tie('leaf')).map(([l, r]) => `helper(${l}, ${r})`) },
    {
      weight: 1,
      arbitrary: fc
        .tuple(
          tie('leaf'),
          tie('leaf'),
          fc.constantFrom(
            'new Box($1, $2).sum',
            'Box.of($1, $2).twice()',
            'new Box($1, $2).add($1)',
            'new Old($1, $2).w',
            'new Late($1, $2).sum',
            'new Late($1, $2).add($1)',
            'pick($1).add($2)',
            'pick($1).w',
            'o.both($1)',
            'list[$1]',
            '(list[$1 & 7] = $2)',
            'twoOf((e) => $2 + e)',
            'list.map((e) => e + $1)[$2]',
            'list.reduce((sum, e) => sum + e, $1)',
            'Math.max(...list.filter((e) => e > $1))',
            'rest($1, $2, x)',
            '((p, q = $1) => p - q)($2)',
          ),
        )
        .map(([l, r, form]) => form.replaceAll('$1', () => l).replaceAll('$2', () => r)),
    },
  ),
}));

const assignment = fc.oneof(
  fc
    .tuple(
      fc.constantFrom(...ASSIGNABLE),
      fc.constantFrom('=', '=', '+=', '-=', '*=', '|=', '>>>=', '^=', '<<=', '&='),
      expression,
    )
    .map(([v, o, e]) => `${v} ${o} ${e};`),
  // a far index would make the array too long to print
  fc.tuple(expression, expression).map(([k, e]) => `u[${k} % 12] = ${e};`),
  fc.tuple(fc.constantFrom(...TABLES), expression, expression).map(([table, k, e]) => `${table}[${k} % 12] = ${e};`),
  fc
    .tuple(fc.constantFrom(...VIEW_TYPES), expression, expression, fc.constantFrom(...ORDERS))
    .map(([type, k, e, order]) => `view.set${type}(${k} & 7, ${e}${order});`),
  fc.tuple(fc.constantFrom('o.p', 'o.q', 'shared'), expression).map(([t, e]) => `${t} = ${e};`),
  fc
    .tuple(fc.constantFrom('u', ...TABLES), fc.constantFrom('i', 'n', 'z'), fc.constantFrom(...DISTANCES), expression)
    .map(([table, v, by, e]) => `${table}[(${v} & 3)${by}] = ${e};`),
  fc.constantFrom(...ASSIGNABLE).map((v) => `${v}++;`),
  // an object that nobody has seen while it is written
  fc
    .tuple(expression, expression)
    .map(([e, f]) => `{ const q = new Box(x, 2); q.w = ${e}; y = q.w; q.v = ${f}; z = q.twice(); }`),
  // a text that is put together, and who else sees it
  expression.map((e) => `t += ${e};`),
  fc.constantFrom('s = t;', 't += t.length;', 's += t;', '{ const q = t + x; if (y > 0) t = q; }', "t = '';", 't = s;'),
);

const { statement } = fc.letrec<{ statement: string; list: string }>((tie) => ({
  list: fc.array(tie('statement'), { minLength: 1, maxLength: 4 }).map((list) => list.join(' ')),
  statement: fc.oneof(
    { maxDepth: 2, depthSize: 'small' },
    { weight: 6, arbitrary: assignment },
    {
      weight: 1,
      arbitrary: fc
        .tuple(expression, fc.constantFrom(...COMPARISONS), expression, tie('list'), tie('list'))
        .map(([l, o, r, t, e]) => `if (${l} ${o} ${r}) { ${t} } else { ${e} }`),
    },
    {
      weight: 2,
      arbitrary: fc
        .tuple(
          fc.constantFrom('0', '1', 'a', 'x', 'b & 7', 'u.length - 1'),
          expression,
          fc.constantFrom('i++', 'i--', 'i += 2', 'i += c'),
          tie('list'),
        )
        .map(([from, to, step, list]) => `for (let i = ${from}; i < ${to} && n < 40; ${step}) { n++; ${list} }`),
    },
    {
      weight: 1,
      arbitrary: fc
        .tuple(expression, tie('list'))
        .map(([e, list]) => `while (${e} > 0 && n++ < 40) { ${list} if (x === 3) break; if (y === 1) continue; }`),
    },
    {
      weight: 1,
      arbitrary: fc.tuple(tie('list'), tie('list')).map(([t, c]) => `try { ${t} } catch (e) { x = 5; ${c} }`),
    },
    { weight: 1, arbitrary: expression.map((e) => `if (n > 25) return ${e};`) },
    {
      weight: 1,
      arbitrary: fc
        .tuple(fc.constantFrom('u', 'list', 'I32', 'F64', 'held.u16', 'some(a)'), tie('list'))
        .map(([of, list]) => `for (const c of ${of}) { if (n++ > 40) break; ${list} }`),
    },
    {
      weight: 1,
      arbitrary: fc.tuple(tie('list'), tie('list')).map(([t, f]) => `try { ${t} } finally { z = n; ${f} }`),
    },
  ),
}));

const body = fc
  .tuple(fc.array(statement, { minLength: 1, maxLength: 5 }), expression)
  .map(
    ([list, result]) =>
      `let i = 0, n = 0, x = 0, y = b, z = 1, s = '-', t = ''; ${list.join('\n  ')}\n  return [x, y, z, n, digest(t), digest(s), ${result}];`,
  );

const PRELUDE = `
const show = (v) => Array.isArray(v) ? '[' + v.map(show).join(' ') + ']'
  : typeof v === 'number' ? (Object.is(v, -0) ? '-0' : String(v)) : typeof v === 'bigint' ? v + 'n' : typeof v + ' ' + v;
let shared = 1;
const digest = (t) => typeof t !== 'string' ? t : t.length < 100 ? t : t.length + t.slice(0, 20) + t.slice(-20);
const leaked = [];
class Box {
  v;
  w = 2;
  constructor(v, w) { this.v = v; if (v === 7) leaked.push(this); if (w === 33) throw new RangeError('33'); this.w = w; if (v > w) this.late = v; }
  add(b) { return this.v + b; }
  twice() { return this.add(this.w); }
  static of(a, b) { return new Box(a, b); }
  get sum() { return this.v - this.w; }
}
class Old { constructor(v, w) { this.v = v; this.w = w; if (w === 8) this.add = Box.prototype.add; } set v(x) { if (x === 3) throw new TypeError('3'); } }
class Late extends Box {
  w = 5;
  constructor(v, w) { const early = () => this; if (v === 255) early(); super(w, v); this.z = early().v; }
  get late() { return this.v; }
  set late(x) { if (x === 40) throw new RangeError('40'); this.x = x; }
}
const boxes = [new Box(1, 2), new Late(3, 4), new Old(5, 6), { add: (b) => b, w: 0.5 }, new Box(0.5, -0)];
const pick = (k) => boxes[k & 3] ?? boxes[4];
const twoOf = (f) => f(1) - f(-0);
const rest = (first, ...others) => others.length + others[0] - first;
function* some(a) { yield a; yield 2; yield 0.5; }
let list = [];
const I32 = new Int32Array(5), U32 = Uint32Array.of(4294967295, 7, 2147483648, 0), F64 = new Float64Array(4);
var late;
const held = { u16: new Uint16Array(3), f32: new Float32Array(3), i8: new Int8Array(6) };
const view = new DataView(new ArrayBuffer(12), 1);
const TABLES = () => [I32, U32, F64, late, held.u16, held.f32, held.i8, new Uint8Array(view.buffer)];
const SIZE = 8, LIMIT = 2 ** 32 - 1, HALF = 0.5, WORDS = 'some words, \u1234\u00e9';
function text(a) { return a > 3 ? WORDS + a : WORDS.slice(3); }
function helper(a, b) { if (a === 31) throw new RangeError('31'); return b > 2 ? a - b : a + b; }
var LATER = 6;
const NUMBERS = [0, 1, -1, 5, 40, -0, 255, 2147483647, -2147483648, 4294967295, 0.5, NaN, '3', undefined, 9007199254740991];
const LISTS = () => [[1, 2, 3], [0.5, -0, 7, 255], [1, , 3], [2147483647, 1, -1], [], [1, 'x', null, 9]];
const arrays = () => [
  new Uint8Array([1, 2, 250, 255, 0, 9]), [1, 2, 3, 4], [1, , 3.5, -0, 'x'], new Int32Array([-1, 2147483647, 5]),
  new Float64Array([0.5, -0, NaN]), new Uint8Array(0), new Uint16Array([65535, 3]), new Uint8ClampedArray([1, 2]), 'text', new Int8Array([-1, -128]),
];
function check(f, at) {
  for (let k = 0; k < 24; k++) {
    const u = arrays()[(k * 7 + at) % 10];
    const o = { p: NUMBERS[(k + at) % 15], q: NUMBERS[(k * 3) % 15], both(x) { return this.p + x; } };
    if (k % 5 === 4) Object.defineProperty(o, 'q', { get() { return shared; }, set(x) { if (x === 5) throw new TypeError('5'); shared = x; } });
    shared = NUMBERS[(k * 5 + at) % 15];
    late ??= Int16Array.from([-1, 300, -32768]);
    for (const [j, table] of TABLES().entries()) for (let m = 0; m < table.length; m++) table[m] = NUMBERS[(m * 3 + j + k) % 12];
    list = LISTS()[(k + at) % 6];
    if (k === 18) Box.prototype.add = function (b) { return this.w - b; };
    if (k === 19) { Object.defineProperty(boxes[0], 'w', { get: () => k, configurable: true }); boxes[1].add = (b) => -b; }
    if (k === 20) held.u16 = [1, 'x', -0];
    if (k === 21) held.u16 = new Uint16Array(3);
    let text;
    try {
      const r = f(NUMBERS[(k * (at + 1)) % 15], NUMBERS[(k * 2 + at) % 15], NUMBERS[(k + 3) % 15], u, o);
      text = show(r);
    } catch (e) { text = e.name; }
    console.log(at, k, text, typeof u === 'string' ? u : show([...u]), show([o.p, o.q, shared]), TABLES().map((t) => show([...t])).join(''));
  }
}
`;

export const numericParts: fc.Arbitrary<string[]> = fc.array(body, { minLength: 6, maxLength: 10 });

export const numericProgram = (bodies: readonly string[]): string => {
  const functions = bodies.map((text, k) => `function f${k}(a, b, c, u, o) {\n  ${text}\n}`);
  const calls = bodies.map((_, k) => `check(f${k}, ${k});`);
  return [PRELUDE, ...functions, ...calls, 'console.log(leaked.map((b) => show([b.v, b.w])).join());', ''].join('\n');
};
