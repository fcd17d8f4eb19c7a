const run = (...a) => {
  const x = [1, 2, 3, 4, 5];
  const r = x.splice(...a);
  console.log(JSON.stringify(a), r, x);
};
run();
run(2);
run(1, 2);
run(-2);
run(-2, 1, 'a');
run(0, 0, 'x', 'y');
run(10, 1, 'z');
run(1, -1, 'n');
run(1, 99);
run(undefined);
run(undefined, 2);
run(null, 1);
run('1', '2', 'q');
run(NaN, 1);
run(1.9, 1.9);
run(-99, 2);
run(2, undefined, 'u');
run(0, Infinity);
run(-Infinity, 1);
run(3, 2, ...'abcdef');
const h = [1, , 3, , 5];
console.log(h.splice(1, 3, 'r'), h, 1 in h);
const al = { length: 3, 0: 'a', 2: 'c' };
console.log(Array.prototype.splice.call(al, 1, 1), al);
const big = Array.from({ length: 1000 }, (_, i) => i);
big.splice(10, 980, 'mid');
console.log(big.length, big[9], big[10], big[11]);
class S extends Array {}
console.log(S.from([1, 2, 3]).splice(1) instanceof S);
try {
  Object.freeze([1]).splice(0, 1);
} catch (e) {
  console.log(e.message);
}
const obs = [];
const p = new Proxy([1, 2, 3], {
  set: (t, k, v) => (obs.push(`${k}=${v}`), Reflect.set(t, k, v)),
  deleteProperty: (t, k) => (obs.push(`del ${k}`), Reflect.deleteProperty(t, k)),
});
p.splice(0, 1);
console.log(obs.join(' '));
