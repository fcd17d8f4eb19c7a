console.log('user-12x'.replace(/user-(\d+)/, 'u$1'));
console.log([3, 1, 2].sort((x, y) => y - x).join(), JSON.stringify({ a: [1.5, null, 'é\n"'], b: undefined, c: true }));
const l = [];
for (let i = 0; i < 40; i++) l.push({ s: (i * 7919) % 13, id: i });
l.sort((x, y) => y.s - x.s || x.id - y.id);
console.log(l.map((r) => r.s + ':' + r.id).join(' '));
console.log(JSON.stringify(JSON.parse('{"x":[1,2,{"y":"z"}],"n":-1.25e2}')));
const h = {};
for (const line of 'Host: e.com\r\nX-Len: 12\r\n'.split('\r\n')) {
  const i = line.indexOf(':');
  if (i > 0) h[line.slice(0, i).toLowerCase()] = line.slice(i + 1).trim();
}
console.log(JSON.stringify(h));
const ks = ['t10', 't2', 't1', 't0', 't9', 't8', 't7', 't6', 't5', 't4', 't3'];
console.log(ks.sort().join());
console.log([1, 2, 3, 4, 5, 6].slice(0, 5).join(','), 1234.125, 10000 / 8, 9999 / 8);
console.log(Math.imul(123456789, 987654321), Math.imul(3, -7), (1103515245 * 5 + 12345) & 0x7fffffff);
