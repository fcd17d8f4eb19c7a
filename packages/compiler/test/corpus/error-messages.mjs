const o = { a: {}, n: null, f: 1, s: 'str' };
const t = (f) => {
  try {
    f();
    console.log('no error');
  } catch (e) {
    console.log(`${e.name}: ${e.message}`);
  }
};
t(() => o.x.y);
t(() => o.a.b.c);
t(() => o.n.x);
t(() => o.f());
t(() => o.a.g());
t(() => o.x.y());
t(() => o['f']());
t(() => undefinedVar);
t(() => typeof undefinedVar);
t(() => {
  lexical;
  let lexical;
});
t(() => {
  const c = 1;
  c = 2;
});
t(() => new o.f());
t(() => o.s.nope());
t(() => null[Symbol.iterator]);
t(() => {
  o.x.y = 1;
});
t(() => {
  o.n[0] = 1;
});
t(() => 1 in 2);
t(() => 'a' in 'b');
t(() => ({}) instanceof 5);
t(() => ({}) instanceof {});
t(() => Symbol() + '');
t(() => 1n + 1);
t(() => +1n);
t(() => BigInt(1.5));
t(() => BigInt('x'));
t(() => [].reduce((a) => a));
t(() => new Array(-1));
t(() => 'x'.repeat(-1));
t(() => (1).toFixed(200));
t(() => JSON.parse('{bad'));
t(() => JSON.parse(''));
t(() => {
  const a = {};
  a.a = a;
  JSON.stringify(a);
});
t(() => new Set(5));
t(() => new Map([1]));
t(() => Map());
t(() => Object.defineProperty(Object.freeze({}), 'x', {}));
t(() => decodeURIComponent('%'));
t(() => new Uint8Array(-1));
t(() => new Date(NaN).toISOString());
t(() => Reflect.ownKeys(1));
t(() => o());
t(() => o.a()());
t(() => 'fn'());
t(() => Symbol.keyFor(1));
t(() => new Symbol());
t(() => new WeakMap().set(1, 1));
t(() => Promise.resolve.call(undefined, 1));
t(() => Object.setPrototypeOf(null, {}));
t(() => ({}).x.y.z);
t(() => (async () => {})().x.y);
t(() => String(Object.create(null)));
