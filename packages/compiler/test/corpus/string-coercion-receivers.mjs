const show = (f) => {
  try {
    console.log(f());
  } catch (e) {
    console.log(e.name, e.message);
  }
};
for (const m of [
  'at',
  'charAt',
  'charCodeAt',
  'codePointAt',
  'concat',
  'endsWith',
  'includes',
  'indexOf',
  'lastIndexOf',
  'localeCompare',
  'match',
  'normalize',
  'padEnd',
  'padStart',
  'repeat',
  'replace',
  'search',
  'slice',
  'split',
  'startsWith',
  'substring',
  'substr',
  'toLowerCase',
  'toString',
  'toUpperCase',
  'trim',
  'valueOf',
]) {
  show(() => String.prototype[m].call(null));
  show(() => String.prototype[m].call(123.5, 1, 2));
  show(() => String.prototype[m].call({ toString: () => 'obj' }, 0));
}
for (const v of [
  null,
  undefined,
  true,
  1.5,
  -0,
  10n,
  [1, [2, 3]],
  {},
  new Date(0),
  /x/g,
  new Error('e'),
  Object(1),
  [null],
  [undefined, 1],
  Object.create(null),
  Symbol('s'),
  { toString: null, valueOf: () => 7 },
  { toString: () => ({}) },
  { [Symbol.toPrimitive]: (h) => h },
  { [Symbol.toPrimitive]: () => ({}) },
  { [Symbol.toPrimitive]: 5 },
]) {
  show(() => String(v));
  show(() => `${v}`);
  show(() => '' + v);
  show(() => [v].join());
  show(() => v + 1);
}
show(() => 'abc'.startsWith(/a/));
show(() => 'abc'.includes(/a/));
show(() => {
  const r = /a/;
  r[Symbol.match] = false;
  return '/a/'.includes(r);
});
show(() => 'abc'.endsWith('b', 2));
show(() => 'abc'.startsWith('b', 1));
show(() => 'abc'.startsWith('', 10));
show(() => 'abc'.includes('', 10));
show(() => 'abc'.indexOf('', 10));
show(() => 'abc'.lastIndexOf('', -1));
show(() => 'abc'.lastIndexOf('c', NaN));
show(() => 'undefined'.includes());
show(() => 'abc'.substring(2, 0));
show(() => 'abc'.substring(NaN, 2));
show(() => 'abc'.substr(-2, 1));
show(() => 'abc'.substr(1));
show(() => 'abc'.slice(2, 1));
show(() => 'abc'.slice(-2));
show(() => 'abc'.concat(1, null, undefined, [2]));
show(() => Object('ab').length);
show(() => Object.keys(Object('ab')));
show(() => 'x' in Object('ab'));
show(() => 1 in Object('ab'));
show(() => {
  const s = Object('ab');
  s[0] = 'z';
  return s;
});
show(() => {
  const s = Object('ab');
  s.foo = 1;
  s[5] = 2;
  return Object.getOwnPropertyNames(s);
});
show(() => delete Object('ab')[0]);
show(() => {
  'use strict';
  'ab'.foo = 1;
});
show(() => {
  'ab'.length = 1;
});
show(() => 'ab'.foo);
show(() => Object.getOwnPropertyDescriptor('ab', 0));
show(() => Object.getOwnPropertyDescriptor('ab', 'length'));
show(() => Object.defineProperty(Object('ab'), 0, { value: 'b' }));
show(() => Object.defineProperty(Object('ab'), 0, { value: 'a' }));
show(() => [...Object('a😀')]);
show(() => Object.entries('ab'));
show(() => Object.assign({}, 'ab'));
show(() => ({ ...'ab' }));
show(() => typeof Object('') + (Object('') ? 't' : 'f'));
show(() => new String('a') == 'a');
show(() => new String('a') === 'a');
show(() => new String('a') == new String('a'));
show(() => JSON.stringify([new String('a'), new Number(1), new Boolean(false)]));
class S extends String {
  get up() {
    return this.toUpperCase();
  }
}
const sub = new S('abc');
show(() => sub.up);
show(() => sub.length + sub[1] + sub + `${sub}` + (sub instanceof String));
show(() => sub.slice(1) instanceof S);
show(() => String.raw({ raw: 'abc' }, 1, 2, 3));
show(() => String.raw({ raw: [] }));
show(() => String.raw`a${1}\n${2}`);
show(() => String.raw({}));
