import * as f from 'fflate';

const text = 'the quick brown fox '.repeat(500) + Array.from({ length: 2000 }, (_, i) => (i * 7919) % 256).join();
const bytes = f.strToU8(text);
for (const level of [0, 1, 6, 9]) {
  const z = f.deflateSync(bytes, { level });
  let h = 0;
  for (const b of z) h = (h * 31 + b) | 0;
  console.log(level, z.length, h, f.strFromU8(f.inflateSync(z)) === text);
}
const g = f.gzipSync(bytes, { mtime: 0 });
console.log(g.length, f.strFromU8(f.gunzipSync(g)).length);
const zl = f.zlibSync(bytes);
console.log(zl.length, f.unzlibSync(zl).length);
const zip = f.zipSync(
  { 'a.txt': f.strToU8('aaa'), dir: { 'b.txt': [f.strToU8('bbb'), { level: 0 }] } },
  { mtime: new Date(2020, 1, 1) },
);
console.log(zip.length, Object.keys(f.unzipSync(zip)).join());
const chunks = [];
const st = new f.Deflate((c, final) => {
  chunks.push(c.length);
  if (final)
    console.log(
      'stream',
      chunks.reduce((a, b) => a + b),
    );
});
for (let i = 0; i < bytes.length; i += 1000) st.push(bytes.subarray(i, i + 1000), i + 1000 >= bytes.length);
try {
  f.inflateSync(new Uint8Array([1, 2, 3]));
} catch (e) {
  console.log(e.message, e.code);
}
