// Node is the oracle for native/math: bit for bit, except where a function says otherwise.
import { expect, test } from 'vitest';
import {
  bitsOf,
  buildDriver,
  doubleOf,
  doubles,
  randomBits,
  randomSource,
  readDoubles,
  scale,
  specialNumbers,
  undefinedNames,
} from '../../test/native.js';

const driver = buildDriver('math', 'math');

function argumentsFor(salt: number, count: number): number[] {
  const random = randomSource(salt);
  const unit = () => random() / 2 ** 32 + random() / 2 ** 64;
  const values = [...specialNumbers];
  for (let i = 0; i < count; i++) {
    values.push(randomBits(random));
    values.push(
      (unit() - 0.5) * 2,
      (unit() - 0.5) * 10,
      (unit() - 0.5) * 1500,
      1 + (unit() - 0.5) / 2 ** (random() % 50),
    );
    values.push(2 ** ((unit() - 0.5) * 80), -(2 ** ((unit() - 0.5) * 80)));
    values.push(random() % 1000, (random() % 100000) / 100);
    // next to multiples of pi/2
    const multiple = (random() % 2 ** (random() % 32)) * (Math.PI / 2);
    values.push(doubleOf(bitsOf(multiple) + BigInt(random() % 5)));
  }
  return values;
}

function differences(name: string, step: number, values: number[], expected: (x: number, y: number) => number) {
  const results = readDoubles(driver.run([name], doubles(values)));
  expect(results.length).toBe(values.length / step);
  const different: string[] = [];
  for (let i = 0; i < results.length; i++) {
    const x = values[i * step]!;
    const y = values[i * step + 1]!;
    const node = expected(x, y);
    if (!Object.is(results[i], node))
      different.push(`${name}(${x}${step > 1 ? `, ${y}` : ''}): ${results[i]}, not ${node}`);
  }
  return different;
}

test('stands alone', () => {
  expect([...undefinedNames('math')].filter((name) => !/^mem(cpy|set|move|cmp)$/.test(name))).toEqual([]);
});

const unary = ['sin', 'cos', 'tan', 'asin', 'acos', 'atan', 'sinh', 'cosh', 'tanh', 'asinh', 'acosh', 'atanh'] as const;
const others = ['exp', 'expm1', 'log', 'log1p', 'log2', 'log10', 'cbrt', 'sqrt'] as const;
const rounding = ['trunc', 'floor', 'ceil', 'round', 'fround'] as const;

for (const [i, name] of [...unary, ...others, ...rounding].entries())
  test(name, () => {
    const different = differences(name, 1, argumentsFor(i, 5000 * scale), (x) => Math[name](x));
    expect(different.slice(0, 3), `${different.length} differ`).toEqual([]);
  });

function pairs(salt: number): number[] {
  const random = randomSource(salt);
  const unit = () => random() / 2 ** 32 + random() / 2 ** 64;
  const values: number[] = [];
  const special = [
    0,
    -0,
    1,
    -1,
    0.5,
    -0.5,
    2,
    -2,
    3,
    -3,
    NaN,
    Infinity,
    -Infinity,
    Number.MAX_VALUE,
    Number.MIN_VALUE,
    1e300,
    1 / 3,
  ];
  for (const x of special) for (const y of special) values.push(x, y);
  for (let i = 0; i < 20_000 * scale; i++) {
    values.push(randomBits(random), randomBits(random));
    values.push(unit() * 100, (unit() - 0.5) * 100, (random() % 200) - 100, (random() % 60) - 30);
    values.push(random() / 2 ** (random() % 40), random() / 2 ** (random() % 40));
    values.push(1 + (unit() - 0.5) / 2 ** (random() % 50), (unit() - 0.5) * 2 ** (random() % 60));
    const x = randomBits(random);
    values.push(x, x * (unit() + 0.5), 10, (random() % 640) - 325, 2, (random() % 2200) - 1100);
  }
  return values;
}

test.each([
  ['atan2', Math.atan2],
  ['hypot', Math.hypot],
  ['remainder', (x: number, y: number) => x % y],
  // biome-ignore lint/style/useExponentiationOperator: the function is what is tested
  ['pow', (x: number, y: number) => Math.pow(x, y)],
] as const)('%s', (name, expected) => {
  const different = differences(name, 2, pairs(name.length), expected);
  expect(different.slice(0, 3), `${different.length} differ`).toEqual([]);
});
