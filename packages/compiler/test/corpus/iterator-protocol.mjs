const t = (f) => {
  try {
    return f();
  } catch (e) {
    return `${e.name}`;
  }
};
console.log(
  t(() => [...{ [Symbol.iterator]: () => ({ next: () => 1 }) }]),
  t(() => [...{ [Symbol.iterator]: () => 1 }]),
  t(() => [...{ [Symbol.iterator]: 1 }]),
  t(() => [...{}]),
  t(() => [...5]),
  t(() => [...'ab\u{1F600}'].length),
  t(() => [...new Map([[1, 2]])].join()),
  t(() => [...new Set([1, 1])].join()),
  t(() => {
    for (const x of null);
  }),
  t(() => Math.max(...'123')),
);
const it = [1, 2, 3][Symbol.iterator]();
console.log(
  it.next().value,
  [...it].join(),
  it.next().done,
  it[Symbol.iterator]() === it,
  Object.prototype.toString.call(it),
  typeof it.return,
  Object.prototype.toString.call(''[Symbol.iterator]()),
  Object.prototype.toString.call(new Map().entries()),
  Object.prototype.toString.call(new Set().values()),
);
const a = [1, 2, 3];
for (const x of a) {
  if (x < 3 && a.length < 6) a.push(x * 10);
}
console.log(a.join());
const b = [1, 2, 3, 4];
for (const x of b) {
  console.log(x);
  b.pop();
}
console.log(
  [...[1, , 3]].join(),
  [...[, ,]].length,
  Array.from({ length: 3, 1: 'x' }).join(),
  [...Array(2).keys()].join(),
  [...['a', 'b'].entries()].join('|'),
);
let nexts = 0;
const obj = {
  [Symbol.iterator]() {
    return {
      get next() {
        nexts++;
        let i = 0;
        return () => ({ value: i, done: i++ > 2 });
      },
    };
  },
};
console.log([...obj].join(), nexts);
const done = {
  [Symbol.iterator]: () => ({
    next: () => ({
      get done() {
        return 'truthy';
      },
      get value() {
        throw new Error('value read');
      },
    }),
  }),
};
console.log(
  [...done].length,
  [
    ...{
      *[Symbol.iterator]() {
        yield* [1, 2];
        return 3;
      },
    },
  ].join(),
);
