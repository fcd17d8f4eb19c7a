const show = (u, b) => {
  try {
    const x = new URL(u, b);
    console.log(
      JSON.stringify(u),
      b ?? '',
      x.href,
      '|',
      x.protocol,
      x.username,
      x.password,
      x.host,
      x.port,
      x.pathname,
      x.search,
      x.hash,
      x.origin,
    );
  } catch (e) {
    console.log(JSON.stringify(u), b ?? '', e.name, e.code, e.message);
  }
};
for (const u of [
  'http://example.com',
  'HTTP://EXAMPLE.com:80/a/../b/./c?q#h',
  'https://user:p%40ss@host:8443/p?x=1&y=2#frag',
  'ftp://h/%7Efoo/b c',
  'http://h/a%2fb',
  'http://h/\u00e9?\u00e9#\u00e9',
  'http://[::1]:3000/',
  'http://[2001:db8::0:1]/',
  'http://192.168.0.1.:80',
  'http://0x7f.1/',
  'http://256.1.1.1/',
  'http://1e2/',
  'http://a b/',
  'http://',
  'http:///x',
  'http:/x',
  'mailto:a@b.c',
  'data:text/plain,hi there',
  'javascript:alert(1)',
  'file:///C:/x/../y',
  'file://host/p',
  'blob:http://a/b',
  'about:blank',
  '//x',
  '/x',
  'x',
  '',
  '?',
  '#',
  'http://h:99999/',
  'http://h:/',
  'http://h:0/',
  'http://h?x',
  'http://h#x',
  'http://h/\\a\\b',
  'http:\\\\h\\a',
  '  http://h/ \n',
  'ht\ntp://h/a\tb',
  'http://h/%',
  'http://h/%zz',
  'http://h/a?b?c#d#e',
  "http://h/?a='b'",
  'http://h/<>"`{}',
  'ws://h:80',
  'wss://h:443/x',
  'foo://bar/baz?q',
  'foo:bar',
  'http://a@b@c/',
  'http://:p@h/',
  'http://h/..',
  'http://h/a/..',
  'http://h/%2e%2e/x',
  'http://EXAMPLE.COM./',
  'http://xn--nxasmq6b/',
  'http://h/😀',
  'http://a.b-c_d/',
  'http://h/;a,b',
  'http://a%41/',
])
  show(u);
for (const [u, b] of [
  ['b', 'http://h/a/c?q#f'],
  ['../b', 'http://h/x/y/z'],
  ['/r', 'http://h/x/y'],
  ['//o/p', 'https://h/x'],
  ['?n', 'http://h/x?o#f'],
  ['#n', 'http://h/x?o#f'],
  ['', 'http://h/x?o#f'],
  ['http:c', 'http://h/a/b'],
  ['x', 'mailto:a'],
  ['x', 'foo://h/a/b'],
  ['x', 'data:a'],
  ['./././a', 'http://h/b/'],
  ['..//..//a', 'http://h/b/c/d'],
  ['c:/x', 'file:///a/b'],
  ['x', 'not a base'],
])
  show(u, b);
const u = new URL('http://h/p?a=1&b=2&a=3');
u.protocol = 'https';
u.host = 'new:81';
u.port = '443';
u.pathname = 'x y/ü';
u.hash = 'z z';
u.username = 'u:';
u.password = '@';
u.search = '?q=1 2';
console.log(u.href, u.searchParams.get('q'));
u.searchParams.append('n', 'v&=');
u.searchParams.delete('q');
console.log(u.search, String(u));
u.search = '';
u.hash = '';
u.port = '';
u.hostname = 'other';
u.port = '99x';
u.protocol = 'foo';
u.port = 'abc';
console.log(u.href, JSON.stringify({ u }), URL.canParse('x'), URL.canParse('http://x'), u);
const p = new URLSearchParams('?a=1&b=2&a=%20+x&c&=e&%zz=%E0');
console.log([...p], p.getAll('a'), p.get('zz'), p.has('c'), p.has('a', '1'), p.toString(), p.size, p);
p.set('a', 'only');
p.sort();
p.delete('b', '9');
console.log(p + '', [...p.keys()].join(), [...p.values()].join());
p.forEach((v, k, o) => console.log(k, v, o === p));
console.log(
  new URLSearchParams({ x: 1, y: [2, 3] }) + '',
  new URLSearchParams([
    ['k', 'v'],
    ['k', 'w'],
  ]) + '',
  new URLSearchParams(new Map([['m', 1]])) + '',
  new URLSearchParams('a b=ü&*-._~!') + '',
  new URLSearchParams(undefined) + '',
  new URLSearchParams(p) + '',
);
for (const bad of [[['a']], [['a', 'b', 'c']], 5, [1], null, true])
  try {
    console.log(new URLSearchParams(bad) + '');
  } catch (e) {
    console.log(e.name, e.code, e.message);
  }
try {
  URL('http://x');
} catch (e) {
  console.log(e.message);
}
try {
  new URL();
} catch (e) {
  console.log(e.name, e.code, e.message);
}
try {
  u.href = 'bad';
} catch (e) {
  console.log(e.name, e.code);
}
