import { execFileSync } from 'node:child_process';
import { basename } from 'node:path';
import { describe, expect, test } from 'vitest';
import { binaryProperties, generalCategories, scripts } from '../../scripts/unicode-names.mjs';
import {
  buildDriver,
  type Case,
  compilers,
  expected,
  output,
  sources,
  splitsPair,
  warnings,
  withoutNames,
} from '../../test/regexp.js';
import { corpus } from '../../test/regexp_corpus.js';
import { randomCases, randomSource } from '../../test/regexp_random.js';

const driver = buildDriver('regexp-driver');
/** One that remembers failures from the first on, as others do only in long matches. */
const remembering = buildDriver('regexp-remembering', undefined, [
  '-DSTEPS_BEFORE_MEMORY=0',
  '-DSTEPS_A_UNIT_BEFORE_MEMORY=0',
]);
/** MORGANA_RANDOM multiplies the number of random cases; MORGANA_SEED starts another sequence. */
const scale = Number(process.env.MORGANA_RANDOM ?? 1);
const seed = Number(process.env.MORGANA_SEED ?? 1);

function differences(cases: readonly Case[], lines: readonly string[]): object[] {
  const found: object[] = [];
  for (const [i, item] of cases.entries()) {
    const want = expected(item);
    const got = withoutNames(lines[i] ?? '');
    if (got === want || splitsPair(item, want)) continue;
    found.push({ case: item, got, want });
  }
  return found;
}

describe('the corpus matches as in Node', () => {
  test.each(Object.entries(corpus))('%s', (_, rows) => {
    const cases = rows.flatMap(([pattern, flags, ...subjects]) =>
      subjects.flatMap((subject): Case[] => [
        [pattern, flags, subject],
        [pattern, flags, `${subject}\u0100`],
      ]),
    );
    const lines = driver.run(cases);
    expect(differences(cases, lines)).toEqual([]);
    expect(remembering.run(cases)).toEqual(lines);
  });
});

test('names of groups come with their numbers', () => {
  const [line] = driver.run([['(.)(?<ab>.)(?<𝒜>.)', '', 'xyz']]);
  expect(line).toBe('61.62.=2 d835.dc9c.=3 0,3,0,1,1,2,2,3;');
});

describe(`random cases, seed ${seed}`, () => {
  for (const kind of ['grammar', 'fragments'] as const)
    test(kind, () => {
      const cases = randomCases(seed, Math.ceil((kind === 'grammar' ? 2500 : 15000) * scale), kind);
      const lines = driver.run(cases);
      // The oracle has no limit of steps, so a case that reaches ours has nothing to be compared with.
      const kept = cases.flatMap((_, i) => (lines[i]!.endsWith('status 4') ? [] : [i]));
      expect(cases.length - kept.length).toBeLessThan(cases.length / 1000 + 1);
      const found = differences(
        kept.map((i) => cases[i]!),
        kept.map((i) => lines[i]!),
      );
      expect(found).toEqual([]);
      const remembered = remembering.run(cases);
      expect(kept.filter((i) => remembered[i] !== lines[i]).map((i) => cases[i])).toEqual([]);
    });
});

/** Another Unicode version of Node's has other properties; scripts/unicode-tables.mjs pins the same one. */
const otherUnicode = process.versions.unicode !== '17.0';

test.skipIf(otherUnicode)(
  'every property and every code point',
  () => {
    // Of the long runs of ideographs that are alike every 61st; MORGANA_RANDOM=10 takes all.
    const alike = (c: number) =>
      (c >= 0x3400 && c < 0x9f00) || (c >= 0x17000 && c < 0x18a00) || (c >= 0x20000 && c < 0xe0000) || c > 0xe1000;
    const parts: string[] = [];
    for (let c = 0; c <= 0x10ffff; c++) {
      if (c >= 0xd800 && c <= 0xdfff) continue;
      if (scale >= 10 || c % 61 === 0 || c >= 0x10fff0 || !alike(c)) parts.push(String.fromCodePoint(c));
    }
    const everything = parts.join('');
    const names = [
      ...generalCategories.map(([short]) => `gc=${short}`),
      ...binaryProperties.map(([name]) => name),
      ...scripts.map(([name]) => `sc=${name}`),
      ...scripts.map(([, short, long]) => `scx=${short ?? long ?? 'Latn'}`),
    ];
    const cases = names.map((name): Case => [`\\p{${name}}`, 'u', name]);
    expect(differences(cases, driver.run(cases))).toEqual([]);
    const runs = names.map((name): Case => [`\\p{${name}}+`, 'u', everything]);
    for (let from = 0; from < runs.length; from += 100) {
      const some = runs.slice(from, from + 100);
      expect(differences(some, driver.run(some)).map((d) => (d as { case: Case }).case[0])).toEqual([]);
    }
  },
  120_000,
);

test.skipIf(otherUnicode)(
  'case is ignored alike for every code point that has one',
  () => {
    const cased: string[] = [];
    for (let c = 0; c <= 0x1ffff; c++) {
      if (c >= 0xd800 && c <= 0xdfff) continue;
      const s = String.fromCodePoint(c);
      if (s.toLowerCase() !== s || s.toUpperCase() !== s) cased.push(s);
    }
    const text = cased.join('');
    const cases = cased.flatMap((s): Case[] => [
      [`${s}`, 'iu', text],
      [`[${s}]`, 'i', text],
    ]);
    const stride = Math.max(1, Math.floor(8 / scale));
    const some = cases.filter((_, i) => (i >> 1) % stride === seed % stride);
    expect(differences(some, driver.run(some))).toEqual([]);
  },
  60_000,
);

test.skipIf(otherUnicode)('every code point in upper and lower case, and the final sigma', () => {
  const points = (text: string) => Array.from(text, (c) => `${c.codePointAt(0)!.toString(16)} `).join('');
  const subjects: string[] = [];
  for (let c = 0; c <= 0x10ffff; c += 0x400)
    if (c < 0xd800 || c > 0xdfff)
      subjects.push(
        Array.from({ length: 0x400 }, (_, i) => String.fromCodePoint(c + i))
          .filter((s) => s !== 'Σ')
          .join(''),
      );
  const random = randomSource(seed + 3);
  const letters = [
    'Σ',
    'Σ',
    'a',
    'Α',
    ' ',
    '.',
    ':',
    '\u00ad',
    '\u0301',
    '1',
    'ʰ',
    '𐐀',
    '😀',
    '\u{e0001}',
    'ª',
    '\ud83d',
  ];
  for (let i = 0; i < 2000 * scale; i++)
    subjects.push(Array.from({ length: 1 + (random() % 6) }, () => letters[random() % letters.length]!).join(''));
  const lines = driver.run(
    subjects.map((subject): Case => ['', '', subject]),
    'case',
  );
  const wrong = subjects.filter((s, i) => lines[i] !== `${points(s.toUpperCase())}| ${points(s.toLowerCase())}`);
  expect(wrong).toEqual([]);
});

describe('time', () => {
  const a = (n: number) => 'a'.repeat(n);
  test.each<Case>([
    ['(a+)+b', '', a(50_000)],
    ['(a*)*b', '', a(50_000)],
    ['(a|a)*b', '', a(50_000)],
    ['(a|aa)+$', '', `${a(50_000)}b`],
    ['(.*)*x', '', a(20_000)],
    ['(?:a?){30}a{30}b', '', a(1_000)],
    ['(x+x+)+y', '', 'x'.repeat(20_000)],
    ['^(([a-z])+.)+[A-Z]([a-z])+$', '', a(20_000)],
    [
      '^([a-zA-Z0-9])(([\\-.]|[_]+)?([a-zA-Z0-9]+))*(@){1}[a-z0-9]+[.]{1}(([a-z]{2,3})|([a-z]{2,3}[.]{1}[a-z]{2,3}))$',
      '',
      a(20_000),
    ],
    ['\\s+$', '', `${' '.repeat(50_000)}x`],
    ['.*?.*?.*?=', '', a(20_000)],
    ['(?=(a+)+b)', '', a(20_000)],
    ['(a|b|ab)*c', '', 'ab'.repeat(20_000)],
    ['(?:\\w+\\s?)+!', 'u', 'word '.repeat(5_000)],
    ['(?:.+,)+;', 'u', `${'é😀,'.repeat(5_000)}`],
    ['("(?:\\\\.|[^"\\\\])*"|x)*y', '', `${'"a"'.repeat(5_000)}z`],
  ])('%s has no match, and that is found in linear time', (...item) => {
    const began = performance.now();
    const [line] = driver.run([item]);
    expect(line).toBe('');
    // Far more than it takes, far less than a quadratic search does.
    expect(performance.now() - began).toBeLessThan(1_000);
  });

  test('with references the step limit ends what would not end', () => {
    expect(driver.run([['(a+)+\\1b', '', a(200)]])).toEqual(['status 4']);
  });
});

describe('memory', () => {
  test('nesting and length of patterns cost no stack', () => {
    const n = 100_000;
    const cases: Case[] = [
      [`${'('.repeat(20_000)}a${')'.repeat(20_000)}`, '', 'a'],
      [`${'(?:'.repeat(n)}a${')*'.repeat(n)}`, '', 'aa'],
      [`${'(?='.repeat(n)}a${')'.repeat(n)}`, '', 'a'],
      [`${'['.repeat(n)}a${']'.repeat(n)}`, 'v', 'a'],
      ['a|'.repeat(n), '', 'a'],
      ['ab?'.repeat(n), '', 'a'],
      ['('.repeat(40_000), '', ''],
    ];
    const lines = driver.run(cases);
    expect(lines[0]).toMatch(/^0,1(?:,0,1){20000};$/);
    expect(lines[1]).toBe('0,2;2,2;');
    expect(lines[2]).toBe('0,0;');
    expect(lines[3]).toBe('0,1;');
    expect(lines[4]).toBe('0,1;1,1;');
    expect(lines[5]).toBe('');
    expect(lines[6]).toBe('E Too many captures');
  });

  test('a deep stack of alternatives is on the heap', () => {
    const [line] = driver.run([['(?:a|b)*?c|(?:(a)|(b))*', '', 'ab'.repeat(100_000)]]);
    expect(line).toBe('0,200000,-1,-1,199999,200000;200000,200000,-1,-1,-1,-1;');
  });

  test('under the sanitizers, and with every allocation failing in turn', () => {
    const sanitized = buildDriver('regexp-sanitized', true);
    const cases = [
      ...Object.values(corpus).flatMap((rows) =>
        rows.flatMap(([p, f, ...s]) => s.map((subject): Case => [p, f, subject])),
      ),
      ...randomCases(seed + 1, 200 * scale, 'grammar'),
      ...randomCases(seed + 2, 1500 * scale, 'fragments'),
    ];
    expect(sanitized.run(cases, 'starve')).toEqual(driver.run(cases));
  }, 120_000);
});

test('needs nothing but three functions of memory, under each compiler', () => {
  expect(compilers).toContain('gcc');
  for (const compiler of compilers) {
    const defined = new Set<string>();
    const needed = new Set<string>();
    for (const file of sources()) {
      const object = output(`${basename(file, '.c')}.o`);
      execFileSync(compiler, [...warnings, '-O2', '-ffreestanding', '-c', file, '-o', object]);
      for (const line of execFileSync('nm', [object], { encoding: 'utf8' }).split('\n')) {
        const match = /([A-Za-z]) (\S+)$/.exec(line);
        if (match) (match[1] === 'U' ? needed : defined).add(match[2]!);
      }
    }
    const missing = [...needed].filter((name) => !defined.has(name) && !name.startsWith('_GLOBAL_')).sort();
    expect(missing).toEqual(['memcmp', 'memcpy', 'memset']);
  }
}, 60_000);
