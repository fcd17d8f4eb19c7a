// JSON out and in, Maps, sorting, templates, a regular expression, strings.
import { measure } from '../measure.mjs';

function makeRows(n, seed) {
  const rows = [];
  for (let i = 0; i < n; i++) {
    seed = (Math.imul(seed, 1103515245) + 12345) & 2147483647;
    rows.push({
      id: i,
      name: `user-${seed % 1e3}`,
      tags: [`t${seed % 7}`, `t${seed % 11}`],
      score: (seed % 1e4) / 8,
      nested: { a: (seed & 1) === 1, b: (seed & 2) !== 0 ? null : `\xE9\n"${i}` },
    });
  }
  return rows;
}
function work(seed) {
  const rows = makeRows(100, seed);
  const text = JSON.stringify(rows);
  const back = JSON.parse(text);
  const byTag = /* @__PURE__ */ new Map();
  for (const r of back)
    for (const t of r.tags) {
      const l = byTag.get(t);
      if (l) l.push(r);
      else byTag.set(t, [r]);
    }
  let out = '';
  const keys = [...byTag.keys()].sort();
  for (const k of keys) {
    const l = byTag.get(k);
    l.sort((x, y) => y.score - x.score || x.id - y.id);
    out +=
      k +
      '=' +
      l
        .map((r) => r.name.replace(/user-(\d+)/, 'u$1'))
        .slice(0, 5)
        .join(',') +
      ';\r\n';
  }
  const headers = {};
  for (const line of `Host: example.com\r\nAccept: */*\r\nX-Len: ${out.length}\r\n`.split('\r\n')) {
    const i = line.indexOf(':');
    if (i > 0) headers[line.slice(0, i).toLowerCase()] = line.slice(i + 1).trim();
  }
  let h = text.length + Number(headers['x-len']);
  for (let i = 0; i < out.length; i++) h = (Math.imul(h, 33) ^ out.charCodeAt(i)) | 0;
  return h >>> 0;
}
function main() {
  console.log(`json check ${work(42)} ${work(7)}`);
  let seed = 0;
  measure('json', 'iterations/s', () => {
    for (let i = 0; i < 4; i++) work(seed++ % 1000);
    return 4;
  });
}
main();
