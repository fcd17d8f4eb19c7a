class P {
  constructor() {
    this.a = 1;
    this.b = [1];
  }
}
const keep = [];
for (let i = 0; i < 300; i++) {
  const p = new P();
  p.b.push(i);
  keep.push(p);
  if (keep.length > 10) keep.shift();
}
let s = 0;
for (const p of keep) s += p.b[1];
console.log(s, keep.length, keep.map((p) => p.b.slice(1).join('-')).join(','));
const u = new Uint8Array(10);
u.set([1, 2, 3], 2);
console.log(u.subarray(2, 5)[1], u.length, new DataView(u.buffer).getUint16(2));
