const u = new URL('https://us%40er:p%3Aw@EXAMPLE.com:443/a/./b/../c%20d/?q=1&q=2#frag');
console.log(
  u.href,
  u.origin,
  u.protocol,
  u.username,
  u.password,
  u.host,
  u.hostname,
  u.port,
  u.pathname,
  u.search,
  u.hash,
  u.searchParams.getAll('q'),
  JSON.stringify(u),
  String(u),
);
for (const [k, v] of [
  ['port', '8080'],
  ['port', '443'],
  ['port', 'x9'],
  ['port', '99999'],
  ['host', 'h:81'],
  ['pathname', 'x y/ü'],
  ['search', 'a=é&b'],
  ['search', ''],
  ['hash', '#h h'],
  ['protocol', 'http'],
  ['protocol', 'mailto'],
  ['username', 'a:b'],
  ['password', ''],
  ['href', 'http://z/'],
]) {
  u[k] = v;
  console.log(k, v, u.href);
}
for (const [s, b] of [
  ['a', 'http://x/y/z'],
  ['../q', 'http://x/y/z/'],
  ['//h/p', 'https://x'],
  ['?q', 'http://x/y?z#f'],
  ['#f', 'http://x/y?z'],
  ['', 'http://x/y?z#q'],
  ['/abs', 'file:///c:/d'],
  ['http:rel', 'http://x/y/'],
  ['data:text/plain,hi', undefined],
  ['http://[::1]:80/', undefined],
  ['http://0x7f.1/', undefined],
  ['http://1.2.3', undefined],
  ['http://256.1.1.1', undefined],
  ['http://a b/', undefined],
  ['http://', undefined],
  ['x', undefined],
  ['http://ex%41mple', undefined],
  ['HTTP://U:P@H:0080/%7e?%20#%20', undefined],
  ['file:///a/../..//b', undefined],
  ['javascript:alert(1)', undefined],
  ['http://xn--bcher-kva.de', undefined],
  ['http://a/\\b\\c', undefined],
  ['  http://t/  ', undefined],
  ['http://h\t/p\n', undefined],
  ['ws://h:80', undefined],
  ['wss://h:443/x', undefined],
  ['blob:http://x/y', undefined],
  ['http://user@/x', undefined],
  ['http://[1:2::3:4]', undefined],
  ['http://[::1.2.3.4]', undefined],
  ['http://a..b', undefined],
  ['http://-a-.b', undefined],
])
  try {
    const x = new URL(s, b);
    console.log(JSON.stringify(s), x.href, x.origin, x.host);
  } catch (e) {
    console.log(JSON.stringify(s), e.name, e.code);
  }
console.log(URL.canParse('http://x'), URL.canParse('x'), URL.canParse('x', 'http://y'));
const p = new URLSearchParams('?a=1&b=2&a=3&c=%20+x&d&=e&%zz=%');
console.log([...p], p.get('a'), p.getAll('a'), p.has('d'), p.has('a', '3'), p.get('zz'), p.toString(), p.size);
p.append('a', 'é&=');
p.set('b', 'new');
p.delete('a', '1');
p.sort();
console.log(String(p), [...p.keys()], [...p.values()]);
for (const init of [
  { x: 1, y: [2, 3] },
  [
    ['k', 'v'],
    ['k', 'w'],
  ],
  new Map([['m', 1]]),
  new URLSearchParams('q=1'),
  undefined,
  null,
  'a=b&&c',
  '',
  5,
])
  console.log(String(new URLSearchParams(init)));
for (const init of [[['x']], [1], { [Symbol.iterator]: 5 }])
  try {
    console.log(String(new URLSearchParams(init)));
  } catch (e) {
    console.log(e.name, e.code);
  }
const link = new URL('http://h/?a=1');
link.searchParams.append('b', 'c d');
console.log(link.href, link.search);
link.search = '?z=9';
console.log([...link.searchParams]);
link.searchParams.delete('z');
console.log(
  link.href,
  p.forEach((v, k, o) => o === p || console.log('no')),
  link,
  new URLSearchParams('a=1&b=2'),
);
