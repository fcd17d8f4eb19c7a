// the way round the circle in the message of JSON.stringify
const attempt = (n, f) => {
  try {
    console.log(n, f());
  } catch (e) {
    console.log(n, e.name, e.message);
  }
};
attempt(0, () => {
  const a = { b: {} };
  a.b.c = a;
  return JSON.stringify(a);
});
attempt(1, () => {
  const a = {};
  a.a = a;
  return JSON.stringify(a);
});
attempt(2, () => {
  const a = { b: { c: { d: [1, {}] } } };
  a.b.c.d[1].e = a.b;
  return JSON.stringify(a);
});
attempt(3, () => {
  class Foo {
    x = [this];
  }
  return JSON.stringify([new Foo()]);
});
attempt(4, () => {
  const a = [1];
  a.push(a);
  return JSON.stringify({ q: a });
});
attempt(5, () => {
  const a = { b: { c: { d: { e: { f: {} } } } } };
  a.b.c.d.e.f.g = a;
  return JSON.stringify(a);
});
attempt(6, () => {
  const a = { b: { c: { d: { e: {} } } } };
  a.b.c.d.e.g = a;
  return JSON.stringify(a);
});
attempt(7, () => {
  const a = { b: { c: {} } };
  a.b.c.g = a;
  return JSON.stringify(a);
});
attempt(8, () => {
  const a = Object.create(null);
  a.b = Object.create(null);
  a.b['x y'] = a;
  return JSON.stringify(a);
});
attempt(9, () => {
  const a = { b: { c: { d: { e: { f: { h: [] } } } } } };
  a.b.c.d.e.f.h.push(a);
  return JSON.stringify(a);
});
