// Texts that loops put together, and who else may see them on the way.
function plain(list) {
  let s = '';
  for (const x of list) s += x;
  return s;
}
function withSeparator(list) {
  let s = '[';
  for (let i = 0; i < list.length; i++) {
    if (i > 0) s += ', ';
    s += list[i];
    if (list[i] === 'stop') break;
    if (list[i] === 'skip') continue;
    s += ';';
  }
  return `${s}]`;
}
function pieces(list) {
  const out = [];
  let s = 'start';
  for (const row of list) {
    for (const x of row) s += x;
    out.push(s);
  }
  return out;
}
function history(list) {
  const out = [];
  let s = '';
  for (const x of list) {
    out.push(s);
    s += x;
  }
  out.push(s);
  return out;
}
function before(list) {
  let s = '';
  let last = '';
  for (const x of list) {
    last = s;
    s += x;
  }
  return [last, s];
}
function conditional(list) {
  let s = '';
  for (const x of list) {
    const t = s + x;
    if (x !== 'no') s = t;
  }
  return s;
}
function two(list) {
  let s = '';
  for (const x of list) {
    const a = s + x;
    const b = s + '-';
    s = x === 'b' ? b : a;
  }
  return s;
}
function caught(list) {
  let s = '';
  const seen = [];
  for (const x of list)
    try {
      const t = s + x;
      if (x === 'throw') throw new Error('thrown');
      s = t;
    } catch {
      seen.push(s);
    }
  return [seen.join('|'), s];
}
function thrown(list) {
  let s = '';
  try {
    for (const x of list) s += x.text();
  } catch (e) {
    return `${s}! ${e.constructor.name}`;
  }
  return s;
}
function prefix(given, list) {
  const kept = given;
  for (const x of list) given += x;
  return [kept, given];
}
function captured(list) {
  let s = '';
  const closures = [];
  for (const x of list) {
    s += x;
    closures.push(() => s);
  }
  return closures.map((f) => f()).join();
}
function swapped(list) {
  let a = '';
  let b = '';
  for (const x of list) {
    const t = a;
    a = b + x;
    b = t;
  }
  return [a, b];
}
function numbers(list) {
  let t = 0;
  for (const x of list) t += x;
  return t;
}
function self(n) {
  let s = 'ab';
  for (let i = 0; i < n; i++) s += s;
  return s;
}
function nested(rows) {
  let all = '';
  for (const row of rows) {
    let line = '';
    for (const x of row) line += x;
    all += `${line}\n`;
    line += 'changed';
  }
  return all;
}
function keys(list) {
  const counts = {};
  let key = '';
  for (const x of list) {
    if (x === '.') {
      counts[key] = (counts[key] ?? 0) + 1;
      key = '';
      continue;
    }
    key += x;
  }
  return JSON.stringify(counts);
}
function codes(text) {
  let s = '';
  for (let i = 0; i < text.length; i++) {
    let c = text.charCodeAt(i);
    if (c >= 65 && c <= 90) c += 32;
    s += String.fromCharCode(c);
  }
  return s;
}
function early(list) {
  let s = '';
  for (const x of list) {
    if (s.length > 3) return s;
    s += x;
  }
  return `all ${s}`;
}
function* yielded(list) {
  let s = '';
  for (const x of list) {
    s += x;
    yield s;
  }
}
const letters = ['a', 'b', 'c', 'stop', 'd'];
const odd = ['x', 1, null, undefined, 2.5, true, [1, 2], { toString: () => 'object' }, 10n, '', 'é', '\u4e00', 'z'];
for (let round = 0; round < 3; round++) {
  console.log(
    plain(letters),
    plain(odd),
    plain([]),
    plain([1, 2, 3]),
    withSeparator(letters),
    withSeparator(['skip', 'q']),
  );
  console.log(
    JSON.stringify(pieces([letters, ['x'], [], odd])),
    JSON.stringify(history(letters)),
    JSON.stringify(before(letters)),
  );
  console.log(
    conditional(['a', 'no', 'b', 'no', 'c']),
    two(['a', 'b', 'c', 'b']),
    caught(['a', 'throw', 'b', 'throw', 'c']).join(),
  );
  console.log(
    thrown([{ text: () => 'a' }, { text: () => 'b' }, {}]),
    JSON.stringify(prefix('given', letters)),
    captured(letters),
  );
  console.log(
    JSON.stringify(swapped(letters)),
    numbers([1, 2, 2.5, -0]),
    numbers([1, 'a', 2]),
    numbers([2147483647, 1]),
    self(4),
  );
  console.log(
    nested([letters, odd.slice(0, 3)]),
    keys('ab.c.ab.ab.c..x'),
    codes('Hello WORLD É'),
    early(letters),
    early(['a']),
  );
  console.log([...yielded(letters)].join());
}
try {
  plain([Symbol('s')]);
} catch (e) {
  console.log(e.message);
}
// long ones, by every way of growing
let long = '';
for (let i = 0; i < 50_000; i++) long += i % 97 === 0 ? '\u00e9' : String.fromCharCode(97 + (i % 26));
let hash = 0;
for (let i = 0; i < long.length; i++) hash = (Math.imul(hash, 31) + long.charCodeAt(i)) | 0;
console.log(long.length, hash, plain(Array.from({ length: 3000 }, (_, i) => `${i},`)).length);
const many = [];
for (let k = 0; k < 200; k++) {
  let s = `${k}:`;
  for (let i = 0; i < k; i++) s += i;
  many.push(s);
}
console.log(many.map((s) => s.length).join(''), many[50], many[199].slice(-20), new Set(many).size);
// joined
const rope = plain(Array.from({ length: 20 }, (_, i) => `piece ${i}`));
for (const list of [
  [],
  [''],
  ['', ''],
  ['a'],
  ['a', 'b'],
  ['\u4e00', 'b'],
  ['a', 1, null],
  [rope, 'x'],
  Array(3),
  ['a', , 'c'],
  [['n', ['m']], 'o'],
])
  console.log(
    JSON.stringify(list.join('.')),
    JSON.stringify(list.join()),
    JSON.stringify(list.join('')),
    list.join('\u4e00').length,
    list.join(rope + 1).length,
  );
const growing = ['a', 'b'];
console.log(growing.join({ toString: () => (growing.push('c'), '-') }), growing.join('+'));
