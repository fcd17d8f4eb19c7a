// URL and URLSearchParams.
const u = new URL('https://user:pa%20ss@example.com:8443/a/./b/../c?x=1&y=%20z#frag');
for (const key of [
  'href',
  'origin',
  'protocol',
  'username',
  'password',
  'host',
  'hostname',
  'port',
  'pathname',
  'search',
  'hash',
])
  console.log(key, u[key]);
u.searchParams.append('q', 'a b&c');
u.port = '443';
u.pathname = '/new path';
console.log(String(u), JSON.stringify({ u }), URL.canParse('nope'), URL.canParse('x:y'));
console.log(new URL('../d?e', 'http://h/a/b/c').href, new URL('//other/p', 'http://h').href);
try {
  new URL('http://');
} catch (error) {
  console.log(error.name, error.code, error.message, error instanceof TypeError);
}
const p = new URLSearchParams([
  ['a', '1'],
  ['b', '2'],
  ['a', '3'],
]);
console.log(p.getAll('a'), p.has('b'), [...p], p.toString(), p.size);
p.sort();
p.delete('b');
p.set('a', 'é');
console.log(`${p}`, [...p.keys()], [...p.values()]);
p.forEach((value, name) => console.log(name, value));
console.log(u, p);
console.log(new URL('http://[::1]:80/').host, new URL('http://0x7f.1/').hostname, new URL('file:///C:/x/../y').href);
