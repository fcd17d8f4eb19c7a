// names that no scope declares are properties of the global object
const attempt = (f) => {
  try {
    return f();
  } catch (e) {
    return `${e.name}: ${e.message}`;
  }
};
console.log(
  attempt(() => added),
  typeof added,
);
globalThis.added = 1;
console.log(
  attempt(() => added),
  typeof added,
  'added' in globalThis,
);
added = 2;
added += 3;
added++;
added ||= 9;
added &&= added * 2;
console.log(added, globalThis.added);
[added] = [7];
({ added } = { added: added + 1 });
console.log(
  added,
  delete globalThis.added,
  attempt(() => added),
  typeof added,
);
console.log(
  attempt(() => {
    missing = 1;
  }),
  attempt(() => {
    missing++;
  }),
  attempt(() => {
    missing ??= 1;
  }),
  attempt(() => {
    [missing] = [1];
  }),
);
Object.defineProperty(globalThis, 'computed', {
  get: () => 'got',
  set(v) {
    this.seen = v;
  },
  configurable: true,
});
computed = 5;
console.log(computed, globalThis.seen, seen);
Object.defineProperty(globalThis, 'constant', { value: 1 });
console.log(
  attempt(() => {
    constant = 2;
  }),
  constant,
  attempt(() => {
    undefined = 1;
  }),
  attempt(() => {
    NaN = 1;
  }),
);
console.log(globalThis === globalThis.globalThis, typeof globalThis, this, Object.keys(globalThis).includes('Array'));
const inner = () => {
  globalThis.late = () => 'late';
  return late();
};
console.log(inner(), late());
