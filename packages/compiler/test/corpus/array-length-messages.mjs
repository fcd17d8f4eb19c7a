const run = (f) => {
  try {
    console.log(String(f()));
  } catch (e) {
    console.log(e.name + ': ' + e.message);
  }
};
const mk = () => Object.defineProperty([1, 2, 3], 'length', { writable: false });
const a = mk();
run(() => a.push(1));
run(() => {
  a[10] = 1;
});
run(() => {
  a.length = 5;
});
run(() => {
  a.length = 3;
});
run(() => a.pop());
run(() => a.shift());
run(() => a.unshift(1));
run(() => a.splice(0, 1));
run(() => Object.defineProperty(a, 5, { value: 1 }));
run(() => a.concat(1).length);
run(() => {
  a[3] = 1;
});
run(() => Object.defineProperty(a, 'length', { value: 9 }));
const b = Object.defineProperty([1, 2, 3], 1, { value: 5, configurable: false });
run(() => {
  b.length = 0;
});
run(() => b.length);
run(() => b.pop());
run(() => b.shift());
run(() => b.splice(0));
run(() => {
  delete b[1];
});
const z = Object.freeze([1, 2]);
run(() => {
  z[5] = 1;
});
run(() => z.push(1));
run(() => {
  z.length = 1;
});
run(() => z.pop());
run(() => {
  z[0] = 1;
});
run(() => z.splice(0, 1));
run(() => z.unshift(1));
run(() => z.shift());
run(() => z.reverse());
run(() => z.fill(0));
run(() => z.copyWithin(0, 1));
run(() => z.sort());
const s = Object.seal([1, 2]);
run(() => {
  s.length = 0;
});
run(() => s.pop());
run(() => s.shift());
run(() => s.push(1));
run(() => s.splice(0, 1));
