const TOKEN =
  /\s*(?:(?<num>\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)|(?<str>"(?:\\.|[^"\\])*")|(?<id>[A-Za-z_]\w*)|(?<op>==|!=|<=|>=|&&|\|\||=>|[-+*\/%^!<>=(){},;?:\[\]]))/y;
class SyntaxErr extends Error {
  constructor(m, at) {
    super(`${m} at ${at}`);
    this.name = 'SyntaxErr';
    this.at = at;
  }
}
function* lex(src) {
  TOKEN.lastIndex = 0;
  let at = 0;
  while (at < src.trimEnd().length) {
    TOKEN.lastIndex = at;
    const m = TOKEN.exec(src);
    if (!m) throw new SyntaxErr(`unexpected ${JSON.stringify(src[at])}`, at);
    const [type, text] = Object.entries(m.groups).find(([, v]) => v !== undefined);
    yield { type, text, at: TOKEN.lastIndex - text.length };
    at = TOKEN.lastIndex;
  }
  yield { type: 'end', text: '<end>', at: src.length };
}
const PREC = {
  '||': 1,
  '&&': 2,
  '==': 3,
  '!=': 3,
  '<': 4,
  '>': 4,
  '<=': 4,
  '>=': 4,
  '+': 5,
  '-': 5,
  '*': 6,
  '/': 6,
  '%': 6,
  '^': 8,
};
class Parser {
  constructor(src) {
    this.toks = [...lex(src)];
    this.i = 0;
  }
  get tok() {
    return this.toks[this.i];
  }
  eat(t) {
    if (this.tok.text !== t) throw new SyntaxErr(`expected ${t} but found ${this.tok.text}`, this.tok.at);
    return this.toks[this.i++];
  }
  opt(t) {
    return this.tok.text === t ? this.toks[this.i++] : null;
  }
  program() {
    const b = [];
    while (this.tok.type !== 'end') b.push(this.stmt());
    return { t: 'block', b };
  }
  stmt() {
    if (this.opt('{')) {
      const b = [];
      while (!this.opt('}')) b.push(this.stmt());
      return { t: 'block', b };
    }
    const k = this.tok.text;
    if (k === 'let') {
      this.i++;
      const n = this.toks[this.i++].text;
      this.eat('=');
      const e = this.expr();
      this.opt(';');
      return { t: 'let', n, e };
    }
    if (k === 'while') {
      this.i++;
      this.eat('(');
      const c = this.expr();
      this.eat(')');
      return { t: 'while', c, s: this.stmt() };
    }
    if (k === 'if') {
      this.i++;
      this.eat('(');
      const c = this.expr();
      this.eat(')');
      const a = this.stmt();
      return { t: 'if', c, a, b: this.opt('else') ? this.stmt() : null };
    }
    if (k === 'return') {
      this.i++;
      const e = this.expr();
      this.opt(';');
      return { t: 'return', e };
    }
    if (k === 'fn') {
      this.i++;
      const n = this.toks[this.i++].text;
      return { t: 'let', n, e: this.fn(n) };
    }
    const e = this.expr();
    this.opt(';');
    return { t: 'expr', e };
  }
  fn(n) {
    this.eat('(');
    const p = [];
    while (!this.opt(')')) {
      p.push(this.toks[this.i++].text);
      this.opt(',');
    }
    return { t: 'fn', n, p, b: this.opt('=>') ? { t: 'return', e: this.expr() } : this.stmt() };
  }
  expr(min = 0) {
    let l = this.unary();
    for (;;) {
      const op = this.tok.text;
      if (op === '?' && min === 0) {
        this.i++;
        const a = this.expr();
        this.eat(':');
        l = { t: 'cond', c: l, a, b: this.expr() };
        continue;
      }
      if (op === '=' && l.t === 'id') {
        this.i++;
        l = { t: 'set', n: l.n, e: this.expr() };
        continue;
      }
      const p = this.tok.type === 'op' ? PREC[op] : undefined;
      if (p === undefined || p <= min - (op === '^' ? 1 : 0)) return l;
      this.i++;
      l = { t: 'bin', op, l, r: this.expr(op === '^' ? p - 1 : p) };
    }
  }
  unary() {
    if (this.opt('-')) return { t: 'neg', e: this.expr(7) };
    if (this.opt('!')) return { t: 'not', e: this.expr(7) };
    let e = this.atom();
    for (;;) {
      if (this.opt('(')) {
        const a = [];
        while (!this.opt(')')) {
          a.push(this.expr());
          this.opt(',');
        }
        e = { t: 'call', f: e, a };
      } else if (this.opt('[')) {
        const i = this.expr();
        this.eat(']');
        e = { t: 'index', e, i };
      } else return e;
    }
  }
  atom() {
    const k = this.toks[this.i++];
    switch (k.type) {
      case 'num':
        return { t: 'lit', v: Number(k.text) };
      case 'str':
        return { t: 'lit', v: JSON.parse(k.text) };
      case 'id':
        if (k.text === 'fn') return this.fn('');
        if (k.text === 'true' || k.text === 'false') return { t: 'lit', v: k.text === 'true' };
        return { t: 'id', n: k.text };
    }
    if (k.text === '(') {
      const e = this.expr();
      this.eat(')');
      return e;
    }
    if (k.text === '[') {
      const a = [];
      while (!this.opt(']')) {
        a.push(this.expr());
        this.opt(',');
      }
      return { t: 'list', a };
    }
    throw new SyntaxErr(`unexpected ${k.text}`, k.at);
  }
}
class Ret {
  constructor(v) {
    this.v = v;
  }
}
class Scope {
  vars = new Map();
  constructor(up) {
    this.up = up;
  }
  find(n) {
    for (let s = this; s; s = s.up) if (s.vars.has(n)) return s;
    throw new ReferenceError(`${n} is not defined`);
  }
}
const BIN = {
  '+': (a, b) => a + b,
  '-': (a, b) => a - b,
  '*': (a, b) => a * b,
  '/': (a, b) => a / b,
  '%': (a, b) => a % b,
  '^': (a, b) => a ** b,
  '==': (a, b) => a === b,
  '!=': (a, b) => a !== b,
  '<': (a, b) => a < b,
  '>': (a, b) => a > b,
  '<=': (a, b) => a <= b,
  '>=': (a, b) => a >= b,
};
const run = (n, s) => {
  switch (n.t) {
    case 'block': {
      const inner = new Scope(s);
      let v;
      for (const x of n.b) {
        v = run(x, inner);
        if (v instanceof Ret) return v;
      }
      return v;
    }
    case 'let':
      s.vars.set(n.n, run(n.e, s));
      return;
    case 'while': {
      let c = 0;
      while (run(n.c, s)) {
        const v = run(n.s, s);
        if (v instanceof Ret) return v;
        if (++c > 1e6) throw new RangeError('too many steps');
      }
      return;
    }
    case 'if':
      return run(n.c, s) ? run(n.a, s) : n.b ? run(n.b, s) : undefined;
    case 'return':
      return new Ret(run(n.e, s));
    case 'expr':
      return run(n.e, s);
    case 'fn': {
      const f = (...a) => {
        const inner = new Scope(s);
        n.p.forEach((p, i) => inner.vars.set(p, a[i]));
        const v = run(n.b, inner);
        return v instanceof Ret ? v.v : undefined;
      };
      Object.defineProperty(f, 'name', { value: n.n });
      return f;
    }
    case 'lit':
      return n.v;
    case 'list':
      return n.a.map((x) => run(x, s));
    case 'id':
      return s.find(n.n).vars.get(n.n);
    case 'set': {
      const v = run(n.e, s);
      s.find(n.n).vars.set(n.n, v);
      return v;
    }
    case 'neg':
      return -run(n.e, s);
    case 'not':
      return !run(n.e, s);
    case 'cond':
      return run(n.c, s) ? run(n.a, s) : run(n.b, s);
    case 'index':
      return run(n.e, s)[run(n.i, s)];
    case 'call': {
      const f = run(n.f, s);
      if (typeof f !== 'function') throw new TypeError('not callable');
      return f(...n.a.map((x) => run(x, s)));
    }
    case 'bin':
      if (n.op === '&&') return run(n.l, s) && run(n.r, s);
      if (n.op === '||') return run(n.l, s) || run(n.r, s);
      return BIN[n.op](run(n.l, s), run(n.r, s));
  }
  throw new Error('bad node ' + n.t);
};
const g = new Scope(null);
g.vars
  .set('print', (...a) => console.log('>', ...a))
  .set('len', (x) => x.length)
  .set('push', (l, x) => (l.push(x), l))
  .set('sqrt', Math.sqrt);
for (const src of [
  '1 + 2 * 3 - 4 / 2',
  '2 ^ 3 ^ 2',
  '-2 ^ 2',
  '(1 + 2) * 3 % 4',
  '1 < 2 && 2 < 3 || false',
  'let x = 5; x * x',
  'fn f(n) { if (n < 2) return n; return f(n-1) + f(n-2) } f(18)',
  'fn mk(n) { return fn(m) => n + m } mk(3)(4)',
  'let i = 0; let s = ""; while (i < 5) { s = s + i; i = i + 1 } s',
  '[1, 2, 3][1] + len("h\\u00e9llo")',
  'true ? 1 : 2',
  'print("a\\n", [1, "x"], 1.5e3); sqrt(2)',
  'let l = []; let k = 0; while (k < 4) { push(l, k ^ 2); k = k + 1 } l',
  '!true == false',
  'y + 1',
  '1 + ',
  '1 $ 2',
  'let q = 3; q()',
  '(fn(a, b) => a * b)(6, 7)',
  'fn loop() { while (true) {} } loop()',
  '"unterminated',
  '{ let z = 1; { let z = 2; print(z) } print(z) }',
  'fn fact(n) => n < 2 ? 1 : n * fact(n - 1); fact(20)',
])
  try {
    console.log(src.slice(0, 40), '=', run(new Parser(src).program(), g));
  } catch (e) {
    console.log(src.slice(0, 40), '!', e.name + ': ' + e.message);
  }
