import fc from 'fast-check';

// Random programs: statements over a few variables of every type, with classes, closures, exceptions, generators and
// typed arrays. Functions are no values here: their text is not
// that of the source. Each statement stands alone, so that a program is made smaller by leaving statements out. What throws is
// caught and printed by name: messages are the corpus's business.

const VARIABLES = ['a', 'b', 'c', 'd'];
const variable = fc.constantFrom(...VARIABLES);
const literal = fc.constantFrom(
  ...['0', '-0', '1', '-1', '2', '3.5', 'NaN', 'Infinity', '2147483647', '-2147483648', '4294967295', '1e21', '5e-324'],
  ...['""', '"x"', '"12"', '"é\\u{1F600}"', 'null', 'undefined', 'true', 'false', '10n', '-3n', 'Symbol.iterator'],
  ...['[]', '[1, 2, 3]', '[, 1]', '({})', '({ x: 1, y: "z" })', 'new Map([[1, 2]])', 'new Set([1, "1"])', '/a(b)?/g'],
  ...['new Uint8Array([1, 300, -1])', 'new Float64Array(3)', 'new Date(0)'],
);
const binary = fc.constantFrom(
  ...['+', '-', '*', '/', '%', '**', '&', '|', '^', '<<', '>>', '>>>', '<', '<=', '>', '>=', '==', '!=', '===', '!=='],
  ...['&&', '||', ',', 'in', 'instanceof'],
);
const property = fc.constantFrom('x', 'length', '0', '1', 'v', 'w', 'name', 'size');
const method = fc.constantFrom(
  ...[
    'toString()',
    'valueOf()',
    'slice(1)',
    'at(-1)',
    'indexOf(1)',
    'concat(1)',
    'map((e) => e)',
    'join("-")',
    'push(4)',
    'pop()',
  ],
  ...[
    'keys()',
    'has(1)',
    'get(1)',
    'add(5)',
    'trim()',
    'split("")',
    'padStart(4, "ab")',
    'toFixed(2)',
    'fill(7)',
    'reverse()',
  ],
);

const { expression } = fc.letrec<{ expression: string }>((tie) => ({
  expression: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    { arbitrary: variable, weight: 3 },
    { arbitrary: literal, weight: 3 },
    {
      arbitrary: fc.tuple(tie('expression'), binary, tie('expression')).map(([l, o, r]) => `((${l}) ${o} (${r}))`),
      weight: 4,
    },
    {
      arbitrary: fc
        .tuple(fc.constantFrom('-', '+', '~', '!', 'typeof ', 'void '), tie('expression'))
        .map(([o, e]) => `(${o}(${e}))`),
      weight: 2,
    },
    {
      arbitrary: fc
        .tuple(tie('expression'), tie('expression'), tie('expression'))
        .map(([t, y, n]) => `((${t}) ? (${y}) : (${n}))`),
      weight: 1,
    },
    { arbitrary: fc.tuple(tie('expression'), property).map(([e, p]) => `(${e})?.["${p}"]`), weight: 2 },
    { arbitrary: fc.tuple(tie('expression'), method).map(([e, m]) => `(${e}).${m}`), weight: 2 },
    { arbitrary: tie('expression').map((e) => `\`<\${${e}}>\``), weight: 1 },
    { arbitrary: tie('expression').map((e) => `[...[${e}], 0]`), weight: 1 },
    { arbitrary: fc.tuple(variable, tie('expression')).map(([v, e]) => `((${v}) => ${v})(${e})`), weight: 1 },
  ),
}));

const simple = fc.oneof(
  fc.tuple(variable, expression).map(([v, e]) => `${v} = ${e};`),
  fc
    .tuple(variable, fc.constantFrom('+=', '-=', '*=', '|=', '>>>=', '??=', '&&='), expression)
    .map(([v, o, e]) => `${v} ${o} ${e};`),
  fc.tuple(variable, fc.constantFrom('++', '--')).map(([v, o]) => `${v}${o};`),
  fc.tuple(variable, property, expression).map(([v, p, e]) => `${v}["${p}"] = ${e};`),
  fc.tuple(variable, variable, expression).map(([v, w, e]) => `[${v}, ${w} = 9] = ${e};`),
  fc.tuple(variable, variable, expression).map(([v, w, e]) => `({ x: ${v} = 8, ...${w} } = ${e});`),
  expression.map((e) => `throw ${e};`),
  expression.map((e) => `print(${e});`),
);

const statement = fc.oneof(
  { arbitrary: simple, weight: 5 },
  { arbitrary: fc.tuple(expression, simple, simple).map(([e, s, t]) => `if (${e}) { ${s} } else { ${t} }`), weight: 1 },
  {
    arbitrary: fc
      .tuple(variable, simple)
      .map(([v, s]) => `for (let i = 0; i < 5; i++) { ${v} = i; ${s} if (i === 3) break; }`),
    weight: 1,
  },
  {
    arbitrary: fc.tuple(expression, simple).map(([e, s]) => `for (const x of ${e}) { print(x); ${s} break; }`),
    weight: 1,
  },
  { arbitrary: fc.tuple(expression, variable).map(([e, v]) => `for (const k in ${e}) { ${v} = k; }`), weight: 1 },
  {
    arbitrary: fc
      .tuple(simple, simple, simple)
      .map(([s, t, u]) => `try { ${s} } catch (e) { print(e); ${t} } finally { ${u} }`),
    weight: 1,
  },
  {
    arbitrary: fc
      .tuple(expression, expression, simple)
      .map(
        ([e, f, s]) =>
          `for (const y of (function* () { try { yield ${e}; yield ${f}; } finally { ${s} } })()) { print(y); }`,
      ),
    weight: 1,
  },
  {
    arbitrary: fc
      .tuple(variable, expression, simple)
      .map(([v, e, s]) => `${v} = (() => { const f = (p = ${e}) => { ${s} return p; }; return f(); })();`),
    weight: 1,
  },
  {
    arbitrary: fc
      .tuple(variable, expression, expression)
      .map(
        ([v, e, f]) =>
          `${v} = new (class K { #p = ${e}; q = ${f}; get r() { return this.#p; } set r(n) { this.#p = n; } })(); ${v}.r = ${f}; print(${v}.r);`,
      ),
    weight: 1,
  },
  {
    arbitrary: fc
      .tuple(expression, expression, simple)
      .map(([e, f, s]) => `switch (${e}) { case ${f}: ${s} break; default: print("default"); }`),
    weight: 1,
  },
);

export const statements: fc.Arbitrary<string[]> = fc.array(statement, { minLength: 8, maxLength: 24 });

/** Shows a value without running its own code. */
const PRINT = `const show = (v, d = 0) => {
  if (v === null) return 'null';
  if (typeof v === 'function') return 'function';
  if (typeof v === 'symbol') return 'symbol';
  if (typeof v !== 'object') return typeof v + ':' + (Object.is(v, -0) ? '-0' : String(v));
  if (v instanceof Error) return v.name;
  if (v instanceof Date) return 'date';
  if (d > 2) return '...';
  return Object.prototype.toString.call(v) + '{' + Object.keys(v).slice(0, 10).map((k) => k + '=' + show(v[k], d + 1)).join() + '}';
};
const print = (v) => console.log(show(v).slice(0, 300));
`;

export const program = (list: readonly string[]): string =>
  `${PRINT}let a = 1, b = 'two', c = [3], d = { x: 4 };\n${list
    .map(
      (s) =>
        `try { ${s} } catch (e) { print(e); }\ntry { print(a); print(b); print(c); print(d); } catch (e) { print(e); }`,
    )
    .join('\n')}\n`;
