// charCodeAt in loops: of flat texts, ropes, parts and wide ones; beyond the end; on what is no text; and once it was replaced.
const rope = (n) => {
  let s = 'start';
  for (let i = 0; i < n; i++) s = `${s}${i}-`;
  return s;
};
const join = (a, b) => a + b;
const long = 'abcdefghijklmnopqrstuvwxyz'.repeat(8);
function hash(text) {
  let h = 0;
  for (let i = 0; i < text.length; i++) h = ((h << 5) - h + text.charCodeAt(i)) | 0;
  return h;
}
function ascii(text, into, at) {
  let all = 0;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    all |= unit;
    into[at + i] = unit;
  }
  return all < 128;
}
function until(text, stop) {
  let i = 0;
  while (text.charCodeAt(i) !== stop) if (i++ > 300) return 'none';
  return i;
}
function ahead(text, n) {
  let t = 0;
  for (let i = -1; i < n; i++) t += text.charCodeAt(i) * 2 + (text.charCodeAt(i + 1) === 97 ? 1000 : 0);
  return t;
}
function ends(text) {
  const seen = [];
  for (let i = 0; ; i++) {
    const unit = text.charCodeAt(i);
    if (unit !== unit) break;
    if (unit >= 97 && unit <= 122) seen.push(unit - 97);
  }
  return seen.length;
}
class Reader {
  pos = 0;
  constructor(input) {
    this.input = input;
  }
  word() {
    const start = this.pos;
    while (this.pos < this.input.length) {
      const c = this.input.charCodeAt(this.pos);
      if (c === 32 || c > 0x7f) break;
      this.pos++;
    }
    return this.input.slice(start, this.pos++);
  }
}
const texts = ['', 'a', 'text', 'wide \u1234\ud83d\ude00', long, long.slice(3, 180), rope(40), join(rope(3), '\u2603'), join(long, long).slice(9)];
for (const text of texts) {
  const into = new Uint8Array(300);
  console.log(hash(text), ascii(text, into, 3), into.reduce((a, b) => a + b), until(text, 122), ahead(text, text.length), ends(text));
}
console.log(hash(join(join('a', long), rope(2))), hash(String(12345)), hash(`${1 / 3}`), ahead('aa', 5), ahead('', 2));
const reader = new Reader(join('some words ', join('and a \u00e9 ', 'last')));
console.log([reader.word(), reader.word(), reader.word(), reader.word(), reader.word(), reader.word(), reader.word()].join('|'));

function at(texts, keys) {
  const seen = [];
  for (const text of texts) for (const key of keys) seen.push(text.charCodeAt(key));
  return seen.join();
}
console.log(at(['abc', rope(2)], [0, 1.5, '2', -1, NaN, undefined, null, 2 ** 32, true, { valueOf: () => 1 }]));
const attempt = (f) => {
  try {
    return f();
  } catch (e) {
    return `${e.name}: ${e.message}`;
  }
};
console.log(attempt(() => hash({ length: 3, charCodeAt: (i) => i * 7 })), attempt(() => hash({ length: 3 })), attempt(() => until(undefined, 1)));
console.log(hash(new String('text')), attempt(() => hash([1, 2])), attempt(() => until(7, 7)));

function between(text, change) {
  const seen = [];
  for (let i = 0; i < 3; i++) seen.push(text.charCodeAt((i === 1 && change(), i)));
  return seen.join();
}
console.log(between('abc', () => 0));
const former = String.prototype.charCodeAt;
console.log(between('abc', () => (String.prototype.charCodeAt = () => 'changed')), hash('abc'), until('abc', 'changed'));
String.prototype.charCodeAt = former;
console.log(between('abc', () => 0), hash('abc'), hash(rope(9)));
Object.defineProperty(String.prototype, 'charCodeAt', { get: () => () => 5 });
console.log(between('abc', () => 0), hash('abc'), ends.length);
