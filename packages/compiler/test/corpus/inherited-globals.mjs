// the global object is an object: what it inherits is there by its bare name
console.log(
  typeof hasOwnProperty,
  hasOwnProperty.call({ a: 1 }, 'a'),
  typeof toString,
  typeof constructor,
  typeof __proto__,
  typeof isPrototypeOf,
);
try {
  valueOf;
  console.log('ok');
} catch (e) {
  console.log(e.name);
}
try {
  missingGlobal;
} catch (e) {
  console.log(e.name, e.message);
}
console.log(propertyIsEnumerable.call([1], 0), toLocaleString.name, typeof missingGlobal);
