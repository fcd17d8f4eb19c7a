const r = /(\d)(?<l>[a-z])?/g;
console.log(
  [...'1a 2 3c'.matchAll(r)].map((m) => [m.index, ...m, m.groups.l]),
  r.lastIndex,
  '1a 2'.match(r),
  '1a 2'.match(/\d/),
  'x'.match(r),
  'x'.match(/\d/),
  '1a'.search(/[a-z]/),
  'x'.search(/y/),
  'abc'.match(),
  'abc'.search(),
  '.'.match('.'),
  [...'aXbX'.matchAll('X')].map((m) => m.index),
);
try {
  'a'.matchAll(/a/);
} catch (e) {
  console.log(e.name, e.message);
}
const it = 'aab'.matchAll(/a/g);
console.log(
  it[Symbol.toStringTag],
  it.next(),
  it.next().value.index,
  it.next(),
  it.next(),
  it[Symbol.iterator]() === it,
  Object.prototype.toString.call(it),
);
const m = /(?<y>\d{4})-(?<m>\d\d)(x)?/d.exec('on 2024-05!');
console.log(m.indices, m.indices.groups, Object.keys(m), m.input, m.length, Object.getPrototypeOf(m.groups), m);
const sticky = /foo/y;
console.log(
  sticky.test('foofoo'),
  sticky.lastIndex,
  sticky.test('foofoo'),
  sticky.lastIndex,
  sticky.test('foofoo'),
  sticky.lastIndex,
);
const g = /a/g;
g.lastIndex = 5;
console.log(g.test('aaa'), g.lastIndex);
g.lastIndex = -1;
console.log(g.exec('aaa').index, g.lastIndex);
g.lastIndex = '1';
console.log(g.exec('aaa').index);
g.lastIndex = { valueOf: () => 2 };
console.log(g.exec('aaa').index, g.lastIndex);
Object.freeze(g);
try {
  g.exec('aaa');
} catch (e) {
  console.log(e.name, e.message);
}
const n = /a/;
n.lastIndex = 7;
console.log(n.test('a'), n.lastIndex);
class Log extends RegExp {
  constructor(...a) {
    super(...a);
  }
  exec(s) {
    const x = super.exec(s);
    log.push(['exec', this.lastIndex, x?.[0]]);
    return x;
  }
  static get [Symbol.species]() {
    log.push('species');
    return Log;
  }
}
let log = [];
const run = (f) => {
  log = [];
  const v = f();
  console.log(JSON.stringify(v), JSON.stringify(log));
};
run(() => 'abab'.replace(new Log('a', 'g'), 'x'));
run(() => 'abab'.match(new Log('a', 'g')));
run(() => 'abab'.match(new Log('a')));
run(() => 'abab'.search(new Log('b')));
run(() => 'abab'.split(new Log('b')));
run(() => [...'abab'.matchAll(new Log('a', 'g'))].length);
run(() => new Log('a').test('xa'));
run(() => 'abab'.replaceAll(new Log('a', 'g'), (c) => c + c));
console.log(
  RegExp.prototype[Symbol.match].name,
  RegExp.prototype[Symbol.matchAll].name,
  RegExp.prototype[Symbol.replace].length,
  RegExp.prototype[Symbol.split].length,
  RegExp.prototype[Symbol.search].length,
);
const fake = { exec: () => null, flags: 'g', global: true, lastIndex: 3 };
console.log(
  RegExp.prototype[Symbol.match].call(fake, 'a'),
  fake.lastIndex,
  RegExp.prototype[Symbol.search].call(
    {
      exec() {
        return { index: 9 };
      },
      lastIndex: 1,
    },
    '',
  ),
  RegExp.prototype[Symbol.replace].call({ exec: () => null, flags: '', lastIndex: 0 }, 'abc', 'x'),
);
for (const f of [
  () => RegExp.prototype[Symbol.match].call(1, ''),
  () => RegExp.prototype.test.call({ exec: () => 5 }, ''),
  () => RegExp.prototype[Symbol.split].call(null, ''),
])
  try {
    f();
  } catch (e) {
    console.log(e.name, e.message);
  }
const esc = (s) => s.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
console.log(esc('a.b*c(d)[e]{f}^$|\\'), new RegExp(esc('a.b')).test('axb'));
const csv = 'a,"b ""q"", c",,d\n1,2,"x\ny",4';
console.log([...csv.matchAll(/(?:"((?:[^"]|"")*)"|([^,\n]*))(,|\n|$)/g)].map((q) => (q[1] ?? q[2]) + q[3]).slice(0, 9));
console.log(
  'The Quick brown'.replace(/\b\w/g, (c) => c.toUpperCase()),
  'camelCaseString'.replace(/[A-Z]/g, (c) => '-' + c.toLowerCase()),
  'a-b-c'.replace(/-(.)/g, (_, c) => c.toUpperCase()),
  '1234567.891'.replace(/\B(?=(\d{3})+(?!\d))/g, ','),
  '  x  y '.replace(/^\s+|\s+$/g, '').replace(/\s+/g, ' '),
);
