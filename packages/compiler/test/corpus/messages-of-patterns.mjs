// what the messages of patterns, spreads and loops call the value that they cannot take apart
const attempt = (n, f) => {
  try {
    console.log(n, f());
  } catch (e) {
    console.log(n, e.name, e.message);
  }
};
attempt(0, () => {
  const {
    a: { b },
  } = {};
});
attempt(1, () => {
  const o = {};
  const {
    a: { b, c },
  } = o;
});
attempt(2, () => {
  const f = ({ x: { y } }) => y;
  f({});
});
attempt(3, () => {
  const { a } = null;
});
attempt(4, () => {
  let z;
  const { a } = z;
});
attempt(5, () => {
  const f = ({ x }) => x;
  f();
});
attempt(6, () => {
  const f = ([x]) => x;
  f();
});
attempt(7, () => {
  const f = ({ x }, { y }) => x;
  f({});
});
attempt(8, () => {
  let o = {};
  let q;
  ({ q } = o.p);
});
attempt(9, () => {
  let o = {};
  let { q } = o.p;
});
attempt(10, () => {
  let o = {};
  let {} = o.p;
});
attempt(11, () => {
  let o = {};
  let { ...q } = o.p;
});
attempt(12, () => {
  let o = {};
  let { [1 + 1]: q } = o.p;
});
attempt(13, () => {
  let o = {};
  let [q] = o.p;
});
attempt(14, () => {
  let o = {};
  let [[q]] = [o.p];
});
attempt(15, () => {
  let o = {};
  for (const [k, v] of [1]);
});
attempt(16, () => {
  let o = {};
  for (const { k } of [null]);
});
attempt(17, () => [...null]);
attempt(18, () => {
  let z;
  return [...z];
});
attempt(19, () => {
  let z = {};
  return [...z.p];
});
attempt(20, () => new Set(5));
attempt(21, () => Promise.all);
attempt(23, () => {
  for (const x of 5);
});
attempt(24, () => {
  let o = {};
  for (const x of o);
});
attempt(25, () => new Map(5));
attempt(26, () => {
  const [a] = 5;
});
attempt(27, () => {
  const { a: { b } = null } = {};
});
attempt(28, () => {
  const [{ b }] = [];
});
attempt(29, () => {
  const [[b]] = [];
});
attempt(30, () => {
  const { 'a b': q } = undefined;
});
attempt(31, () => {
  const { 1: q } = undefined;
});
attempt(32, () => {
  const o = { p: {} };
  const { a } = o.p.q;
});
attempt(33, () => {
  const o = { p() {} };
  const { a } = o.p();
});
attempt(34, () => {
  const o = { p() {} };
  const { a } = o?.x;
});
attempt(35, () => {
  const o = {};
  const { a } = o['x y'];
});
attempt(36, () => {
  const o = [];
  const { a } = o[0];
});
attempt(37, () => {
  const o = [],
    i = 3;
  const { a } = o[i];
});
attempt(38, () => {
  function f({ a }, b) {}
  f(null);
});
attempt(39, () => {
  const f = ([a] = null) => a;
  f();
});
attempt(40, () => {
  const f = ([a]) => a;
  f();
});
attempt(41, () => {
  for (const {
    a: { b },
  } of [{}]);
});
attempt(42, () => {
  for (const [a] of [[1], 2]);
});
attempt(43, () => {
  try {
    throw null;
  } catch ({ a }) {}
});
attempt(44, () => {
  let a;
  ({ a } = undefined);
});
attempt(45, () => {
  let a;
  ({
    a: { a },
  } = {});
});
attempt(46, () => {
  let a;
  [a] = undefined;
});
attempt(47, () => {
  let a,
    o = {};
  [a] = o.q;
});
attempt(48, () => {
  let a,
    o = {};
  [[a]] = [o.q];
});
attempt(49, () => {
  let a,
    o = {};
  [...a] = o.q;
});
attempt(50, () => {
  let a,
    o = {};
  const b = [1, ...o.q];
});
attempt(51, () => {
  let a,
    o = {};
  const b = [...5];
});
attempt(52, () => {
  let o = {};
  Math.max(...o.q, 1);
});
attempt(53, () => {
  let o = {};
  for (const x of o.q);
});
attempt(54, () => {
  let o = { q() {} };
  for (const x of o.q());
});
attempt(55, () => {
  let o = { q() {} };
  const [a] = o.q();
});
attempt(56, () => {
  let o = { q() {} };
  [...o.q()];
});
attempt(57, () => {
  const f = () => {};
  const [a] = f();
});
attempt(58, () => {
  const [a] = () => {};
});
attempt(59, () => {
  const [a] = [].x;
});
attempt(60, () => {
  const [a] = {}.x;
});
attempt(61, () => {
  const [a] = this;
});
attempt(62, () => {
  for (const x of true);
});
attempt(63, () => {
  for (const x of new Map());
  for (const x of null);
});
attempt(64, () => {
  for (const [k, v] of Object.entries({ a: 1 }).map((x) => 1));
});
attempt(65, () => {
  const { length } = undefined;
});
attempt(66, () => {
  function* g() {
    yield* undefined;
  }
  [...g()];
});
