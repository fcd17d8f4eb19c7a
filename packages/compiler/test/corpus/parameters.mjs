// Expressions among the parameters have a scope of their own: they see no declaration of the body.
const outer = 'outer';
function seesOuterNotVar(a = outer) {
  var outer = 'var';
  return [a, outer];
}
function seesOuterNotLet(a = () => outer) {
  let outer = 'let';
  return [a(), outer];
}
function keepsParameter(
  a,
  read = () => a,
  write = (v) => {
    a = v;
  },
) {
  var a;
  const before = [a, read()];
  a = 'changed';
  const after = [a, read()];
  write('written');
  return [before, after, [a, read()]];
}
function functionInBody(a, read = () => a) {
  function a() {}
  return [typeof a, read()];
}
function destructured({ [outer]: a = 1, ...rest } = { outer: 2, b: 3 }, [c = a] = []) {
  var a = a + 1;
  return [a, rest, c];
}
function* generator(a, read = () => a) {
  var a = 'own';
  yield [a, read()];
  a = 'later';
  yield [a, read()];
}
const asynchronous = async (a, read = () => a) => {
  var a = 'own';
  await null;
  return [a, read()];
};
class C {
  field = 'field';
  constructor(a = this.field, read = () => a) {
    var a = 'own';
    this.result = [a, read(), this.field];
  }
  method(a, read = () => a, ...rest) {
    var a, rest;
    return () => [a, read(), rest];
  }
}
function captured(a, read = () => a) {
  var a;
  const set = (v) => {
    a = v;
  };
  set('inner');
  return [a, read()];
}
function defaultSeesEarlier(a, b = a, c = b + 1) {
  return [a, b, c];
}
function recursion(n, acc = []) {
  var own = n;
  if (n === 0) return acc;
  return recursion(n - 1, [...acc, own]);
}
console.log(
  JSON.stringify([
    seesOuterNotVar(),
    seesOuterNotLet(),
    keepsParameter('given'),
    functionInBody(1),
    destructured(),
    [...generator('g')],
    new C().result,
    new C('x').result,
    new C().method(1, undefined, 2, 3)(),
    captured('p'),
    defaultSeesEarlier(1),
    recursion(3),
    [seesOuterNotVar.length, keepsParameter.length, destructured.length],
  ]),
);
try {
  ((a = b, b = 1) => [a, b])();
} catch (error) {
  console.log(error.name, error.message);
}
console.log(JSON.stringify(await asynchronous('p')));
