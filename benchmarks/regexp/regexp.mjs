// How fast are the engine's regular expressions next to Node's (V8's irregexp, which compiles them to machine code)?
// Both search the same texts for all matches; the best of several rounds counts. Node's column has the cost of calling
// test(), ours of calling regexp_match, neither makes match objects.
// Usage: node benchmarks/regexp/regexp.mjs [PART OF A NAME]; CC chooses the compiler.
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const engine = fileURLToPath(new URL('../../packages/engine/', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'morgana-regexp-'));
const driver = join(folder, 'driver');
const sources = ['regexp', 'unicode'].flatMap((name) =>
  readdirSync(join(engine, 'native', name))
    .filter((file) => file.endsWith('.c'))
    .map((file) => join(engine, 'native', name, file)),
);
const include = join(engine, 'native');
const main = join(engine, 'test/regexp_driver.c');
execFileSync(process.env.CC ?? 'gcc', ['-std=c11', '-O2', '-I', include, ...sources, main, '-o', driver]);

let log = '';
for (let i = 0; i < 4000; i++)
  log += `2024-0${1 + (i % 9)}-1${i % 10}T12:${10 + (i % 50)}:01Z user${i}@mail${i % 7}.example.com GET https://www.example.org/path/${i}?q=${i * 7}&x=y "Mozilla/5.0 (X11; Linux)" 192.168.${i % 256}.${i % 199} 200 ${i * 31}\n`;
let script = '';
for (let i = 0; i < 2500; i++)
  script += `  // case ${i}: what the table says\n  if (value${i} === 0x${i.toString(16)} && typeof name !== 'string') {\n    return lookup(table, "key ${i}", [${i}, ${i}.5e3], (x) => x * 2 + offset_${i});\n  }\n  const text${i} = 'it\\'s' + \`line\`;   \n`;
let markdown = '';
for (let i = 0; i < 1500; i++)
  markdown += `## Section ${i}: on *things* #\n\nSome **bold text** and \`code ${i}\`, a [link](https://example.org/${i} "title") and prose that goes on for a while\nwithout any of it, as prose does; then ~~gone~~ and __more__.\n\n- item ${i}\n| a | b${i} |\n| --- | --- |\n`;
const wide = '日本語のテキスト、そして English words と 1234 数字。'.repeat(8000);

const cases = [
  ['white space', /\s+/g, script],
  ['identifiers', /[A-Za-z_$][\w$]*/g, script],
  [
    'tokenizer, sticky',
    /\s+|\/\/[^\n]*|\/\*[\s\S]*?\*\/|[A-Za-z_$][\w$]*|0[xX][\da-fA-F]+|\d+(?:\.\d+)?(?:[eE][+-]?\d+)?|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|`(?:[^`\\]|\\[\s\S])*`|=>|===|!==|[-+*/%&|^!=<>?:;,.(){}[\]~@#]/y,
    script,
  ],
  ['keywords', /\b(?:function|return|const|let|if|else|for|while|switch|case|break|new|typeof|instanceof)\b/g, script],
  ['string literals', /'(?:[^'\\\n]|\\.)*'/g, script],
  ['trailing blanks', /[ \t]+$/gm, script],
  ['literal', /offset_2/g, script],
  ['literal, absent', /zyzzyva/g, script],
  ['e-mail', /[\w.+-]+@[\w-]+\.[\w.-]+/g, log],
  ['e-mail, absent', /[\w.+-]+@[\w-]+\.[\w.-]+/g, script],
  ['URL', /https?:\/\/[^\s"<>]+/g, log],
  ['URI with parts', /([a-z][a-z0-9+.-]*):\/\/([^/\s?#]+)([^\s?#]*)(\?[^\s#]*)?/g, log],
  ['date', /(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2}):(\d{2})Z/g, log],
  ['IPv4', /\b(?:(?:25[0-5]|2[0-4]\d|1?\d?\d)\.){3}(?:25[0-5]|2[0-4]\d|1?\d?\d)\b/g, log],
  ['words, ignoring case', /mozilla|linux|windows/gi, log],
  ['lines of a log', /^(\S+) (\S+) (\w+) (\S+) "([^"]*)" (\S+) (\d+) (\d+)$/gm, log],
  ['quoted, lazy', /"(.*?)"/g, log],
  ['HTML to escape', /[&<>"']/g, log],
  ['lookbehind', /(?<=user)\d+/g, log],
  ['fields of CSV', /(?:^|,)(?:"((?:[^"]|"")*)"|([^",\n]*))/gm, log],
  ['Markdown headings', /^#{1,6} +(.+?) *#*$/gm, markdown],
  ['Markdown emphasis', /\*\*(?=\S)([^\n]*?\S)\*\*/g, markdown],
  ['Markdown code', /(`+)([^`]|[^`][^\n]*?[^`])\1(?!`)/g, markdown],
  ['Markdown links', /\[([^\]\n]*)\]\(([^)\s]*)(?:\s+"([^"]*)")?\)/g, markdown],
  ['Markdown tables', /^\|(.+)\|$/gm, markdown],
  ['words, \\p{L}, UTF-16', /\p{L}+/gu, wide],
  ['identifiers, UTF-16', /[A-Za-z_]\w*/g, wide],
  ['spaces, UTF-16', /[\s、。]+/g, wide],
  ['(a+)+b, absent', /(a+)+b/g, 'a'.repeat(24)],
].filter(([name]) => process.argv[2] === undefined || name.includes(process.argv[2]));

const letters = 'dgimsuvy';
const input = Buffer.concat(
  cases.flatMap(([, { source, flags }, text]) => {
    const header = Buffer.alloc(12);
    header.writeUInt32LE([...flags].reduce((bits, letter) => bits | (1 << letters.indexOf(letter)), 0));
    header.writeUInt32LE(source.length, 4);
    header.writeUInt32LE(text.length, 8);
    return [header, Buffer.from(source, 'utf16le'), Buffer.from(text, 'utf16le')];
  }),
);
const ours = spawnSync(driver, ['measure'], { input, maxBuffer: 1 << 28 })
  .stdout.toString()
  .split('\n');
rmSync(folder, { recursive: true });

function searchAll(expression, text) {
  let count = 0;
  expression.lastIndex = 0;
  for (let at = 0; at <= text.length; ) {
    expression.lastIndex = at;
    // What test() does not tell is whether the match was empty; then it is found again at the same place.
    if (!expression.test(text)) break;
    count++;
    at = expression.lastIndex === at ? at + 1 : expression.lastIndex;
  }
  return count;
}

console.log('| expression | ours ms | Node ms | ratio | MB/s | matches | program |');
console.log('| --- | ---: | ---: | ---: | ---: | ---: | ---: |');
for (const [i, [name, expression, text]] of cases.entries()) {
  const [seconds, matches, bytes] = ours[i].split(' ').map(Number);
  const flat = Buffer.from(text, 'utf16le').toString('utf16le');
  let best = Number.POSITIVE_INFINITY;
  const began = performance.now();
  for (let round = 0; round < 50 && (round < 3 || performance.now() - began < 500); round++) {
    const from = performance.now();
    searchAll(expression, flat);
    best = Math.min(best, performance.now() - from);
  }
  const cells = [
    name,
    (seconds * 1e3).toFixed(3),
    best.toFixed(3),
    (best / 1e3 / seconds).toFixed(2),
    (text.length / seconds / 1e6).toFixed(0),
    matches,
    `${bytes} B`,
  ];
  console.log(`| ${cells.join(' | ')} |`);
}
