// A text that is cut off token by token: parts of it behave as texts of their own.
const line = 'The quick brown fox, jumps over the lazy dog; 0123456789 - ';
const narrow = line.repeat(40);
const wide = `${line}\u2014\u{1F600}`.repeat(40);
function sum(t) {
  let h = 0;
  for (let i = 0; i < t.length; i++) h = (Math.imul(h, 31) + t.charCodeAt(i)) | 0;
  return h;
}
for (const whole of [narrow, wide, narrow + wide]) {
  let rest = whole,
    n = 0;
  const seen = [];
  while (rest.length > 0) {
    const m = /^(\w+|[^\w]+)/u.exec(rest);
    n++;
    if (n % 37 === 0) {
      seen.push(rest);
      console.log(
        rest.length,
        sum(rest),
        rest.at(-3),
        rest.charAt(5),
        rest[70] ?? 'none',
        rest.codePointAt(59),
        rest.indexOf('lazy'),
        rest.lastIndexOf('fox'),
        rest.includes('\u2014'),
        rest.startsWith(m[0]),
        rest.endsWith('- '),
        m.input === rest,
        m.index,
      );
    }
    rest = rest.substring(m[0].length);
  }
  const texts = seen.map((t) => whole.slice(whole.length - t.length));
  console.log(
    seen.every((t, i) => t === texts[i]),
    seen.every((t, i) => !(t < texts[i]) && !(t > texts[i])),
  );
  const map = new Map(seen.map((t, i) => [t, i]));
  console.log(texts.map((t) => map.get(t)).join(), Object.keys(Object.fromEntries(map)).length);
  const part = whole.slice(3, -2);
  console.log(
    part.split('fox').length,
    part.split('').length,
    [...part].length,
    sum(part.trim()),
    sum(part.toUpperCase()),
    part.replace(/o/g, '0').length,
    sum(part.replace(/(\w+) (\w+)/g, "$2 $1$'".slice(0, 5))),
    part.search(/dog/),
    part.match(/jumps/g).length,
    part.matchAll(/brown/g).next().value.index,
  );
  console.log(
    sum(part + part),
    sum(`${part}!`),
    sum(part.concat(part.slice(100))),
    sum(part.slice(10, -10).slice(50)),
    sum(part.repeat(3)),
    part.padEnd(part.length + 3, 'xy').slice(-5),
    part.localeCompare(part.slice(1)),
    JSON.stringify(part).length,
    encodeURIComponent(part).length,
    part.isWellFormed(),
    part.normalize('NFC') === part,
  );
  const o = { [part]: 1 };
  o[whole.slice(3, -2)]++;
  console.log(
    o[part],
    part in o,
    typeof part,
    new String(part)[64],
    Object(part).length,
    parseInt(part.slice(part.indexOf('0')), 10),
  );
  let built = '';
  for (let i = 0; i < 5; i++) built += part;
  console.log(
    sum(built),
    [part, part].join('|').length,
    new RegExp(part.slice(0, 80)).test(whole),
    part.slice(0, 70) === whole.slice(3, 73),
  );
  console.log(part.slice(0, 200));
}
// halves of a pair
const pairs = '\u{1F600}'.repeat(100);
const odd = pairs.slice(1, 151);
console.log(
  odd.length,
  odd.isWellFormed(),
  odd.codePointAt(0).toString(16),
  odd.codePointAt(149).toString(16),
  /^./u.exec(odd)[0].length,
  odd.toWellFormed().codePointAt(0).toString(16),
  [...odd].length,
);
