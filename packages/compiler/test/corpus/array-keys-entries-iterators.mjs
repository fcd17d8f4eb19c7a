const a = ['x', , 'z'];
const k = a.keys(),
  e = a.entries(),
  v = a.values();
console.log(
  [...k],
  [...e],
  [...v],
  k.next(),
  Object.prototype.toString.call(k),
  k[Symbol.iterator]() === k,
  a[Symbol.iterator] === a.values,
);
const it = a.values();
it.next();
a.push('late');
console.log([...it], it.next());
a.push('no');
console.log(it.next());
const P = Object.getPrototypeOf(k);
console.log(Object.getOwnPropertyNames(P), P.next.length, P[Symbol.toStringTag]);
try {
  P.next.call({});
} catch (er) {
  console.log(er.name, er.message);
}
console.log(
  [...Array.prototype.keys.call({ length: 2 })],
  [...Array.prototype.entries.call('ab')],
  [...new Uint8Array(2).entries()],
);
for (const [i, x] of ['p', 'q'].entries()) console.log(i, x);
const sh = [1, 2, 3].values();
console.log(sh.next(), [...sh], Array.from([5].entries()));
