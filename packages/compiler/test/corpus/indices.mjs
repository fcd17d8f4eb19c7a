// Array indices from 2^31 on, and names that look like numbers in typed arrays.
const a = [];
a[2147483648] = 'x';
console.log(a.length, a[2147483648], a['2147483648'], 2147483648 in a);
a[4294967294] = 'y';
console.log(a.length, a[4294967294]);
a[4294967295] = 'z';
console.log(a.length, a['4294967295']);
console.log(Object.keys(a).join());
a.length = 2147483649;
console.log(a.length, a[4294967294], a[2147483648], a[4294967295]);
a.length = 1;
console.log(a.length, a[2147483648], Object.keys(a).join());
const o = { b: 1, 3000000000: 2, 5: 3, 2147483647: 4, 2147483648: 5, 4294967294: 6, 4294967295: 7 };
console.log(Object.keys(o).join(), JSON.stringify(o));
const u = new Uint8Array(4);
u[3000000000] = 1;
console.log(u[3000000000], Object.keys(u).join(), 3000000000 in u);
u['1.5'] = 3;
u[1.5] = 4;
u[-1] = 2;
console.log(u[1.5], u['1.5'], u[-1], Object.keys(u).join());
console.log('abc'[3000000000]);
const b = [];
try {
  b.length = 4294967295;
  b.push(1);
} catch (e) {
  console.log(e.name, e.message, b.length);
}
const c = [];
c.length = 3000000000;
console.log(c.length);
c[2999999999] = 1;
console.log(c.length, c.indexOf(1, 2999999990), c.at(-1), c.pop(), c.length);
const d = [];
Object.defineProperty(d, 3000000000, { value: 1 });
d[3000000001] = 2;
d[2500000000] = 3;
try {
  d.length = 0;
} catch (error) {
  console.log(error.name);
}
console.log(d.length, 3000000001 in d, 2500000000 in d, 3000000000 in d);
const fixed = Object.defineProperty([], 'length', { writable: false });
try {
  fixed[4000000000] = 1;
} catch (error) {
  console.log(error.name);
}
console.log(fixed.length, 4000000000 in fixed);
const many = [];
for (let i = 0; i < 300; i++) many[2147483648 + ((i * 7919) % 1000) * 1000] = i;
console.log(many.length, Object.keys(many).length, Object.keys(many)[7]);
const order = [];
for (const key in many) order.push(Number(key));
console.log(order.every((key, i) => i === 0 || key > order[i - 1]));
many.length = 2147483648 + 500000;
console.log(many.length, Object.keys(many).length);
const bytes = new Uint8Array(2);
for (const key of ['-0', '-1', '1.50', '1.5', 'NaN', 'Infinity', '1e3', '1000', '01']) {
  bytes[key] = 7;
  console.log(key, bytes[key], key in bytes);
}
try {
  Object.defineProperty(bytes, '1.5', { value: 1 });
} catch (error) {
  console.log(error.name);
}
Object.prototype['2.5'] = 'inherited';
console.log(bytes['2.5'], [][2.5], '2.5' in bytes);
