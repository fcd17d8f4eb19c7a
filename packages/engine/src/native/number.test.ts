// Node is the oracle for native/number.
import { describe, expect, test } from 'vitest';
import {
  bitsOf,
  buildDriver,
  doubleOf,
  doubles,
  lines,
  randomBits,
  randomSource,
  readDoubles,
  scale,
  specialNumbers,
  undefinedNames,
} from '../../test/native.js';

const driver = buildDriver('number', 'number');

function samples(salt: number, count: number): number[] {
  const random = randomSource(salt);
  const values = [...specialNumbers];
  for (let i = 0; i < count; i++) {
    const x = randomBits(random);
    values.push(x);
    values.push(random() / 2 ** (random() % 64)); // short significands
    values.push((random() % 1_000_000) / 10 ** (random() % 9)); // what programs print
    values.push(Math.fround(x), Number(x.toPrecision(1 + (random() % 17))));
    values.push(doubleOf(BigInt(random() % 2 ** 20) << BigInt(random() % 33))); // subnormals
  }
  return values;
}

function compareTexts(operation: string, argument: number, values: number[], expected: (x: number) => string) {
  const printed = lines(driver.run([operation, String(argument)], doubles(values)));
  expect(printed.length).toBe(values.length);
  for (let i = 0; i < values.length; i++) {
    if (printed[i] !== expected(values[i]!))
      expect.fail(`${operation} ${argument} of ${values[i]}: ${printed[i]}, not ${expected(values[i]!)}`);
  }
}

function compareReading(operation: string, argument: number, texts: string[], expected: (text: string) => number) {
  const read = readDoubles(driver.run([operation, String(argument)], Buffer.from(`${texts.join('\n')}\n`, 'latin1')));
  expect(read.length).toBe(texts.length);
  for (let i = 0; i < texts.length; i++) {
    if (!Object.is(read[i], expected(texts[i]!)))
      expect.fail(`${operation} ${argument} of ${JSON.stringify(texts[i])}: ${read[i]}, not ${expected(texts[i]!)}`);
  }
}

test('stands alone', () => {
  expect([...undefinedNames('number')].filter((name) => !/^mem(cpy|set|move|cmp)$/.test(name))).toEqual([]);
});

test('powers of ten are the truncated ones', () => {
  const printed = lines(driver.run(['powers'], Buffer.alloc(0)));
  for (let e = -351; e <= 350; e++) {
    const scaled = e >= 0 ? (10n ** BigInt(e)) << 128n : (1n << 1500n) / 10n ** BigInt(-e);
    const length = scaled.toString(2).length;
    const first = (scaled >> BigInt(length - 128)).toString(16);
    expect(printed[e + 351]).toBe(`${first} ${length - 1 - (e >= 0 ? 128 : 1500)}`);
  }
});

describe('printing', () => {
  test('Number::toString', () => compareTexts('print', 0, samples(1, 20_000 * scale), String));
  test('other radices', () => {
    for (let radix = 2; radix <= 36; radix++)
      compareTexts('radix', radix, samples(radix, 300 * scale), (x) => x.toString(radix));
  });
  test('toFixed', () => {
    for (const digits of [0, 1, 2, 3, 5, 10, 19, 20, 21, 40, 100])
      compareTexts('fixed', digits, samples(100 + digits, 500 * scale), (x) => x.toFixed(digits));
  });
  test('toExponential', () => {
    compareTexts('exponential', -1, samples(299, 500 * scale), (x) => x.toExponential());
    for (const digits of [0, 1, 2, 6, 15, 16, 17, 18, 50, 100])
      compareTexts('exponential', digits, samples(200 + digits, 500 * scale), (x) => x.toExponential(digits));
  });
  test('toPrecision', () => {
    for (const digits of [1, 2, 3, 6, 15, 16, 17, 18, 21, 50, 100])
      compareTexts('precision', digits, samples(300 + digits, 500 * scale), (x) => x.toPrecision(digits));
  });
  test('ties go away from zero', () => {
    const ties = [0.5, 1.5, 2.5, 0.125, 0.375, 1e21 - 2 ** 17, 25, 35, 12345.5, 8.5, 0.000030517578125];
    for (let digits = 0; digits < 12; digits++) {
      compareTexts('fixed', digits, ties, (x) => x.toFixed(digits));
      compareTexts('precision', digits + 1, ties, (x) => x.toPrecision(digits + 1));
    }
  });
});

test('ToInt32', () => compareTexts('int32', 0, samples(400, 5000 * scale), (x) => String(x | 0)));

describe('reading', () => {
  /** The decimal halfway between a double and the next one, exactly. */
  function halfway(x: number): string {
    const bits = bitsOf(Math.abs(x));
    const exponent = Number(bits >> 52n);
    const significand = 2n * ((bits & ((1n << 52n) - 1n)) | (exponent > 0 ? 1n << 52n : 0n)) + 1n;
    const q = (exponent > 0 ? exponent - 1075 : -1074) - 1;
    return q >= 0 ? String(significand << BigInt(q)) : `${significand * 5n ** BigInt(-q)}e${q}`;
  }

  function texts(salt: number, count: number): string[] {
    const random = randomSource(salt);
    const result = ['', ' ', '-', '+', '.', '-.', 'e5', '.e5', '1e', '1e+', '0x', '0b', '0o', '-0x10', '1_000', '0x1G'];
    result.push(
      'Infinity',
      '-Infinity',
      '+Infinity',
      'infinity',
      'Infinity1',
      ' Infinity ',
      '- 1',
      '1 2',
      '0',
      '-0',
      '00',
    );
    result.push(
      '1.',
      '.5',
      '5.e3',
      '1.5e',
      '1..5',
      '1e1000',
      '1e-1000',
      '0e99999999999999',
      '1e99999999999999',
      '0x.1',
    );
    result.push(
      '\xa012\xa0',
      '\t1\v',
      '0b102',
      '0o18',
      '0XfF',
      '0B1',
      '0O7',
      `0.${'0'.repeat(400)}1`,
      `1${'0'.repeat(400)}`,
    );
    result.push('0x20000000000001', '0x20000000000003', '0x200000000000010000000000001', `0x1${'0'.repeat(400)}`);
    result.push(`${'9'.repeat(800)}e-800`, `1.7976931348623158${'9'.repeat(20)}e308`, '1.797693134862315807e308');
    result.push('2.4703282292062327e-324', '2.4703282292062328e-324', '2.2250738585072011e-308', '1e23', '8.5e22');
    for (let i = 0; i < count; i++) {
      const x = randomBits(random);
      if (x - x !== 0) continue;
      result.push(String(x), x.toExponential(18), x.toPrecision(25), ` ${x.toExponential(4)}`);
      result.push(`${random()}${random()}e${(random() % 700) - 360}`, `${random() % 1000}.${random() % 100000}`);
      result.push(
        `${random()}${random()}${random()}e-${random() % 350}`,
        `0x${random().toString(16)}${random().toString(16)}`,
      );
      result.push(
        `0b${random().toString(2)}${random().toString(2)}`,
        `${random() % 9}.${'0'.repeat(random() % 30)}${random()}`,
      );
      if (i % 10 === 0) {
        const tie = halfway(x);
        const [digits, exponent] = tie.split('e');
        result.push(tie, `${tie.replace('e', '.0e')}`, `${digits}.${'0'.repeat(random() % 900)}1e${exponent ?? 0}`);
        const below = BigInt(digits!) * 10n - 1n;
        result.push(`${below}e${Number(exponent ?? 0) - 1}`);
        result.push(halfway(doubleOf(BigInt(random()) << BigInt(random() % 21))));
      }
      // a mutation, mostly no number any more
      const text = String(x);
      const at = random() % text.length;
      result.push(text.slice(0, at) + '0123456789.eE+-x \xa0_'[random() % 19] + text.slice(at + (random() % 2)));
    }
    return result;
  }

  test('StringToNumber', () => compareReading('number', 0, texts(1, 5000 * scale), Number));
  test('parseFloat', () => compareReading('float', 0, texts(2, 2000 * scale), parseFloat));
  test('parseInt', () => {
    const random = randomSource(3);
    const integers = [
      '',
      '-',
      '0x',
      '0x1f',
      '-0x1F',
      ' 12px',
      '1e3',
      '0b1',
      '-0',
      '\xa07',
      'z',
      'Z9',
      '1'.repeat(400),
      '_1',
    ];
    for (let i = 0; i < 300 * scale; i++) {
      let text = '';
      for (let n = 1 + (random() % 40); n > 0; n--) text += (random() % 36).toString(36);
      integers.push(
        text,
        String(random()),
        `-${random()}${random()}`,
        random().toString(2) + random().toString(2),
        `0x${text}`,
      );
    }
    for (const radix of [0, 1, 2, 3, 4, 7, 8, 10, 13, 16, 32, 35, 36, 37, -1])
      compareReading('integer', radix, integers, (text) => parseInt(text, radix));
  });
  test('what was printed reads back', () => {
    const values = samples(5, 2000 * scale).filter((x) => !Number.isNaN(x) && !Object.is(x, -0));
    const printed = driver.run(['print'], doubles(values));
    expect([...readDoubles(driver.run(['number'], printed))]).toEqual(values);
  });
});
