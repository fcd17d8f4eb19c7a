// Node is the oracle for native/bigint.
import { describe, expect, test } from 'vitest';
import {
  bitsOf,
  buildDriver,
  doubleOf,
  lines,
  randomBits,
  randomSource,
  scale,
  undefinedNames,
} from '../../test/native.js';

const driver = buildDriver('bigint', 'bigint');

const hex = (n: bigint) => n.toString(16);
const hexDouble = (x: number) => bitsOf(x).toString(16).padStart(16, '0');

/** Random digits, or runs of ones and zeros, which make carries and rare branches likely. */
function randomInteger(random: () => number, maxBits: number): bigint {
  let bits = 1 + (random() % maxBits);
  if (random() % 4 === 0) bits = Math.ceil(bits / 64) * 64;
  let n = 0n;
  let length = 0;
  const runs = random() % 2 === 0;
  while (length < bits) {
    const step = Math.min(bits - length, runs ? 1 + (random() % 130) : 32);
    const part = runs
      ? random() % 2 === 0
        ? 0n
        : (1n << BigInt(step)) - 1n
      : BigInt(random()) & ((1n << BigInt(step)) - 1n);
    n = (n << BigInt(step)) | part;
    length += step;
  }
  return random() % 3 === 0 ? -n : n;
}

const small = [
  0n,
  1n,
  -1n,
  2n,
  -2n,
  3n,
  10n,
  2n ** 63n,
  2n ** 64n - 1n,
  2n ** 64n,
  -(2n ** 64n),
  2n ** 128n - 1n,
  2n ** 53n + 1n,
];

function pairs(salt: number, count: number, maxBits: number): [bigint, bigint][] {
  const random = randomSource(salt);
  const result: [bigint, bigint][] = [];
  for (const a of small) for (const b of small) result.push([a, b]);
  for (let i = 0; i < count; i++) {
    const a = randomInteger(random, maxBits);
    result.push([a, randomInteger(random, i % 3 === 0 ? 200 : maxBits)]);
    if (i % 8 === 0) result.push([a, a], [a, -a], [a * a, a], [a * a - 1n, a === 0n ? 1n : a]);
  }
  return result;
}

interface Case {
  line: string;
  expected: string;
}

function check(cases: Case[]) {
  const printed = lines(driver.run(['operations'], Buffer.from(`${cases.map((c) => c.line).join('\n')}\n`)));
  expect(printed.length).toBe(cases.length);
  for (let i = 0; i < cases.length; i++)
    if (printed[i] !== cases[i]!.expected)
      expect.fail(
        `${cases[i]!.line.slice(0, 400)}\n${printed[i]!.slice(0, 400)}\nnot ${cases[i]!.expected.slice(0, 400)}`,
      );
}

const binary: Record<string, (a: bigint, b: bigint) => bigint> = {
  add: (a, b) => a + b,
  subtract: (a, b) => a - b,
  multiply: (a, b) => a * b,
  divide: (a, b) => a / b,
  remainder: (a, b) => a % b,
  and: (a, b) => a & b,
  or: (a, b) => a | b,
  xor: (a, b) => a ^ b,
  not: (a) => ~a,
  compare: (a, b) => (a < b ? -1n : a > b ? 1n : 0n),
};

test('stands alone', () => {
  expect([...undefinedNames('bigint')].filter((name) => !/^mem(cpy|set|move|cmp)$/.test(name))).toEqual([]);
});

describe.each(Object.entries(binary))('%s', (name, operation) => {
  test.each([
    [300, 3000],
    [4000, 600],
    [40_000, 40],
  ])('up to %d bits', (bits, count) => {
    const cases: Case[] = [];
    for (const [a, b] of pairs(bits, count * scale, bits)) {
      if (b === 0n && (name === 'divide' || name === 'remainder')) continue;
      cases.push({ line: `${name} ${hex(a)} ${hex(b)}`, expected: hex(operation(a, b)) });
    }
    check(cases);
  });
});

test('long division with a recursive divisor', () => {
  const random = randomSource(7);
  const cases: Case[] = [];
  for (let i = 0; i < 60 * scale; i++) {
    const b = randomInteger(random, 30_000) || 1n;
    const a = b * randomInteger(random, 60_000) + (i % 2 === 0 ? b - 1n : BigInt(random() % 3));
    cases.push({ line: `divide ${hex(a)} ${hex(b)}`, expected: hex(a / b) });
    cases.push({ line: `remainder ${hex(a)} ${hex(b)}`, expected: hex(a % b) });
  }
  check(cases);
});

test('exponentiate', () => {
  const random = randomSource(8);
  const cases: Case[] = [];
  for (const base of small)
    for (let e = 0n; e < 70n; e++) cases.push({ line: `power ${hex(base)} ${hex(e)}`, expected: hex(base ** e) });
  for (let i = 0; i < 300 * scale; i++) {
    const base = randomInteger(random, 300);
    const e = BigInt(random() % 60);
    cases.push({ line: `power ${hex(base)} ${hex(e)}`, expected: hex(base ** e) });
  }
  cases.push({ line: `power ${hex(1n)} ${hex(2n ** 70n + 1n)}`, expected: '1' });
  cases.push({ line: `power ${hex(-1n)} ${hex(2n ** 70n + 1n)}`, expected: '-1' });
  cases.push({ line: `power 0 ${hex(2n ** 70n)}`, expected: '0' });
  for (const [base, e] of [
    [2n, 2n ** 30n],
    [3n, 2n ** 40n],
    [2n, 2n ** 70n],
    [2n ** 64n, 2n ** 24n],
    [10n, 2n ** 62n],
  ] as const)
    cases.push({ line: `power ${hex(base)} ${hex(e)}`, expected: 'RangeError' });
  check(cases);
});

test('shifts', () => {
  const random = randomSource(9);
  const cases: Case[] = [];
  for (let i = 0; i < 3000 * scale; i++) {
    const a = randomInteger(random, 600);
    const by = BigInt((random() % 1400) - 700);
    cases.push({ line: `shift ${hex(a)} ${hex(by)}`, expected: hex(a << by) });
  }
  cases.push({ line: `shift 1 ${hex(2n ** 30n)}`, expected: 'RangeError' });
  cases.push({ line: `shift 1 ${hex(2n ** 80n)}`, expected: 'RangeError' });
  cases.push({ line: `shift 0 ${hex(2n ** 80n)}`, expected: '0' });
  cases.push({ line: `shift -5 -${hex(2n ** 80n)}`, expected: '-1' });
  cases.push({ line: `shift 5 -${hex(2n ** 80n)}`, expected: '0' });
  check(cases);
});

test('asIntN, asUintN', () => {
  const random = randomSource(10);
  const cases: Case[] = [];
  for (let i = 0; i < 4000 * scale; i++) {
    const a = i % 9 === 0 ? small[random() % small.length]! : randomInteger(random, 400);
    const bits = random() % (i % 2 === 0 ? 500 : 140);
    cases.push({ line: `as-int ${hex(a)} ${bits}`, expected: hex(BigInt.asIntN(bits, a)) });
    cases.push({ line: `as-uint ${hex(a)} ${bits}`, expected: hex(BigInt.asUintN(bits, a)) });
  }
  cases.push({ line: `as-uint -1 ${2 ** 53 - 1}`, expected: 'RangeError' });
  cases.push({ line: `as-uint 7 ${2 ** 53 - 1}`, expected: '7' });
  cases.push({ line: `as-int -7 ${2 ** 53 - 1}`, expected: '-7' });
  check(cases);
});

test('with doubles', () => {
  const random = randomSource(11);
  const cases: Case[] = [];
  const compare = (a: bigint, x: number) =>
    cases.push({
      line: `compare-double ${hex(a)} ${hexDouble(x)}`,
      expected: a < x ? '-1' : a > x ? '1' : Number.isNaN(x) ? '2' : '0',
    });
  const integral: number[] = [0, -0, 1, -1, 2 ** 53, 2 ** 63, 2 ** 64, Number.MAX_VALUE];
  for (let i = 0; i < 4000 * scale; i++) {
    let a = randomInteger(random, i % 2 === 0 ? 1200 : 130);
    // near to the halfway point between two doubles
    if (i % 3 === 0) a = ((a >> 70n) << 70n) | (1n << BigInt(60 + (random() % 3))) | BigInt(random() % 2);
    cases.push({ line: `to-double ${hex(a)} 0`, expected: hexDouble(Number(a)) });
    const x = randomBits(random);
    compare(a, x);
    const near = Number(a);
    compare(a, near);
    compare(BigInt(random() % 100), (random() % 400) / 4);
    if (Number.isFinite(near)) {
      compare(a + 1n, near);
      compare(a, doubleOf(bitsOf(near) + 1n));
      integral.push(near);
    }
    integral.push(Math.floor(random() / 2 ** (random() % 32)));
  }
  for (const x of [NaN, Infinity, -Infinity, 0, -0, 0.5, -0.5, Number.MIN_VALUE]) for (const a of small) compare(a, x);
  check(cases);
  const printed = lines(driver.run(['from-double'], Buffer.from(`${integral.map(hexDouble).join('\n')}\n`)));
  expect(printed).toEqual(integral.map((x) => hex(BigInt(x))));
});

test('toString', () => {
  const random = randomSource(12);
  const cases: Case[] = [];
  for (let i = 0; i < 1000 * scale; i++) {
    const a = i % 9 === 0 ? small[random() % small.length]! : randomInteger(random, i % 40 === 0 ? 60_000 : 2000);
    const radix = i % 2 === 0 ? 10 : 2 + (random() % 35);
    cases.push({ line: `print ${hex(a)} ${radix}`, expected: a.toString(radix) });
    const power = 10n ** BigInt(random() % 5000);
    cases.push({ line: `print ${hex(power)} 10`, expected: power.toString() });
    if (i % 20 === 0) cases.push({ line: `print ${hex(power - 1n)} 10`, expected: (power - 1n).toString() });
  }
  check(cases);
});

test('StringToBigInt', () => {
  const random = randomSource(13);
  const texts = [
    '',
    ' ',
    '-',
    '+',
    '0',
    '-0',
    '+7',
    ' 12 ',
    '0x',
    '0xg',
    '-0x1',
    '0b2',
    '0b101',
    '0o17',
    '0o8',
    '0XfF',
    '1n',
    '1.0',
    '1e3',
  ];
  texts.push(
    '00012',
    '\t5\xa0',
    '1 2',
    '0x1_0',
    '9'.repeat(19),
    '9'.repeat(20),
    '1'.padEnd(39, '0'),
    '--1',
    '0'.repeat(100),
  );
  for (let i = 0; i < 1000 * scale; i++) {
    const a = randomInteger(random, i % 50 === 0 ? 50_000 : 1500);
    const m = a < 0n ? -a : a;
    texts.push(String(a), `0x${m.toString(16)}`, `0o${m.toString(8)}`, `0b${m.toString(2)}`, ` 0${m}`);
    const text = String(a);
    const at = random() % text.length;
    texts.push(text.slice(0, at) + 'x.- e_0'[random() % 7] + text.slice(at));
  }
  const printed = lines(driver.run(['read'], Buffer.from(`${texts.join('\n')}\n`, 'latin1')));
  expect(printed.length).toBe(texts.length);
  for (let i = 0; i < texts.length; i++) {
    let expected: string;
    try {
      expected = hex(BigInt(texts[i]!));
    } catch {
      expected = 'SyntaxError';
    }
    if (printed[i] !== expected)
      expect.fail(`${texts[i]!.slice(0, 300)}: ${printed[i]!.slice(0, 300)}, not ${expected.slice(0, 300)}`);
  }
});
