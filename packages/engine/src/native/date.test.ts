// Node in UTC is the oracle for native/date.
import { execFileSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { buildDriver, doubles, lines, randomSource, readDoubles, scale, undefinedNames } from '../../test/native.js';

const driver = buildDriver('date', 'date', 'math');

/** What Node in another time zone than this process's would say: Date.parse and the printed forms in UTC. */
function nodeInUtc(script: string, input: unknown): unknown {
  const program = `let s='';process.stdin.on('data',(d)=>s+=d).on('end',()=>{const input=JSON.parse(s);process.stdout.write(JSON.stringify((${script})(input)))})`;
  return JSON.parse(
    execFileSync(process.execPath, ['-e', program], {
      input: JSON.stringify(input),
      env: { ...process.env, TZ: 'UTC', LC_ALL: 'C' },
      encoding: 'utf8',
      maxBuffer: 1 << 30,
    }),
  );
}

function times(salt: number, count: number): number[] {
  const random = randomSource(salt);
  const result = [
    0, -1, 1, 8.64e15, -8.64e15, -62167219200000, -62167219200001, 253402300799999, 253402300800000, 951782400000,
  ];
  const unit = () => random() / 2 ** 32 + random() / 2 ** 64;
  for (let i = 0; i < count; i++) {
    result.push(Math.floor((unit() - 0.5) * 2 * 8.64e15), Math.floor((unit() - 0.5) * 1e13));
    result.push(
      (random() % 1_000_000) * 86400000 - 5e13,
      Date.UTC(1900 + (random() % 300), random() % 12, 1 + (random() % 31)),
    );
  }
  return result;
}

test('stands alone', () => {
  expect([...undefinedNames('date', 'math')].filter((name) => !/^mem(cpy|set|move|cmp)$/.test(name))).toEqual([]);
});

test('fields', () => {
  const values = times(1, 20_000 * scale);
  const fields = readDoubles(driver.run(['fields'], doubles(values)));
  for (let i = 0; i < values.length; i++) {
    const d = new Date(values[i]!);
    const expected = [d.getUTCFullYear(), d.getUTCMonth(), d.getUTCDate(), d.getUTCDay(), d.getUTCHours()];
    expected.push(d.getUTCMinutes(), d.getUTCSeconds(), d.getUTCMilliseconds());
    const actual = [...fields.subarray(8 * i, 8 * i + 8)];
    if (actual.join() !== expected.join()) expect.fail(`${values[i]}: ${actual}, not ${expected}`);
  }
});

test('printed forms', () => {
  const values = times(2, 1000 * scale);
  const printed = lines(driver.run(['print'], doubles(values)));
  const expected = nodeInUtc(
    `(input)=>input.map((t)=>{const d=new Date(t);return [d.toISOString(),d.toUTCString(),d.toDateString(),d.toTimeString(),d.toString()].join('|')})`,
    values,
  );
  expect(printed).toEqual(expected);
});

test('MakeDay, MakeTime, MakeDate, TimeClip', () => {
  const random = randomSource(3);
  const values: number[] = [];
  const odd = [
    NaN,
    Infinity,
    -Infinity,
    0,
    -0,
    0.5,
    -0.5,
    1e6,
    -1e6,
    1e7,
    1e15,
    -1e15,
    1e300,
    -1e308,
    99,
    100,
    275760,
    275761,
    -271821,
  ];
  for (let i = 0; i < 20_000 * scale; i++) {
    for (let k = 0; k < 7; k++) {
      const limit = [300000, 100, 1000, 1000, 1000, 100000, 1e6][k]!;
      values.push(
        random() % 20 === 0
          ? odd[random() % odd.length]!
          : (random() % limit) - (random() % 3 === 0 ? limit / 2 : 0) + (random() % 8 === 0 ? 0.7 : 0),
      );
    }
  }
  const made = readDoubles(driver.run(['make'], doubles(values)));
  for (let i = 0; i < made.length; i++) {
    const [year, month, day, hour, minute, second, millisecond] = values.slice(7 * i, 7 * i + 7) as [
      number,
      number,
      number,
      number,
      number,
      number,
      number,
    ];
    const expected = Date.UTC(year, month, day, hour, minute, second, millisecond);
    if (!Object.is(made[i], expected)) expect.fail(`${values.slice(7 * i, 7 * i + 7)}: ${made[i]}, not ${expected}`);
  }
});

const wellKnown = [
  'Tue, 15 Nov 1994 08:12:31 GMT',
  'Nov 15, 1994',
  '15 Nov 1994',
  '1994-11-15',
  '1994-11-15T08:12',
  '1994-11-15T08:12:31.5Z',
  '1994-11-15T08:12:31+05:30',
  '1994-11-15T08:12:31-0530',
  '1994-11-15 08:12',
  '1994/11/15',
  '11/15/1994',
  '11/15/49',
  '11/15/50',
  'Nov 15 1994 8:12 PM',
  'Tue Nov 15 1994 08:12:31 GMT+0200 (CET)',
  '15 Nov 1994 08:12:31 +0530',
  '15 Nov 1994 08:12 EST',
  '+001994-11-15T00:00:00Z',
  '-000001-01-01T00:00:00Z',
  '-000000-01-01T00:00:00Z',
  '1994-11-15T24:00:00',
  '1994-11-15T24:00:01',
  '1994-02-30',
  '1994-11-31',
  'Feb 30 1994',
  'Feb 32 1994',
  '1994-11-15T08:12:31.123456Z',
  '1994-11-15T08',
  '2000-1-1',
  '2000-13-01',
  'Jan 1',
  '1 2 3',
  '31',
  '32',
  '12:00',
  'Jan 1 2000 12',
  'foo',
  'foo 2000',
  'foo2000',
  '2000 foo',
  '2000-01-01Z',
  '2000-01-01T',
  '2000.5.6',
  '25-12-1995',
  '12-25-1995',
  'Dec-25-1995',
  '25 Dec 95 10:00 Z',
  'Jan 1 2000 GMT-3',
  'Jan 1 2000 UTC+3:30',
  '',
  'Thursday, January 1st, 1970',
  'January 1, 1970 00:00:00 (a (b) c) UTC',
  '2000-01-01 10:00:00.123 +01:00',
  '10::30 1/1/2000',
  '1/1/2000 10:00:00.',
  '1/1/2000 10:00:',
  '1/1/2000 10',
  'Jan 1 2000 10:00 +1',
  'Jan 1 2000 10:00 +',
  'Jan 1 2000 10:00 +12345',
  '275760-09-13',
  '+275760-09-13T00:00:00.001Z',
  '-271821-04-20T00:00:00Z',
  '-271821-04-19T23:59:59Z',
  '2000-01-01T00:00:00.0000000001Z',
].flatMap((text) => [text, ` ${text} `, text.toLowerCase(), text.toUpperCase()]);

test('Date.parse', () => {
  const random = randomSource(4);
  const pieces = [
    '1',
    '01',
    '12',
    '31',
    '32',
    '99',
    '100',
    '1994',
    '2000',
    '0',
    '00',
    '24',
    '59',
    '60',
    '000123',
    '999999999',
    '12345678901',
    ':',
    ':',
    ':',
    '-',
    '-',
    '/',
    '.',
    ',',
    '+',
    ' ',
    ' ',
    ' ',
    'T',
    'Z',
    'z',
    'GMT',
    'UTC',
    'EST',
    'Jan',
    'december',
    'Feb',
    'Tue',
    'AM',
    'pm',
    'foo',
    '(',
    ')',
    '(x)',
    '\t',
    '\xa0',
    '\xe9',
    '08:12',
    '08:12:31',
    '08:12:31.123',
    '1994-11-15',
    '11/15/1994',
    'Nov 15 1994',
    '+0100',
    '-08:00',
    'GMT+1',
  ];
  const texts = [...wellKnown];
  for (let i = 0; i < 30_000 * scale; i++) {
    let text = '';
    for (let n = 1 + (random() % 8); n > 0; n--) text += pieces[random() % pieces.length];
    texts.push(text);
    const known = wellKnown[random() % wellKnown.length]!;
    const at = random() % (known.length + 1);
    texts.push(known.slice(0, at) + pieces[random() % pieces.length] + known.slice(at + (random() % 3)));
    const time = (random() / 2 ** 32 - 0.5) * 1e14;
    const date = new Date(time);
    texts.push(
      [date.toISOString(), date.toUTCString(), date.toUTCString().slice(5), date.toISOString().slice(0, -1)][
        random() % 4
      ]!,
    );
  }
  const parsed = readDoubles(driver.run(['parse'], Buffer.from(`${texts.join('\n')}\n`, 'latin1')));
  const expected = nodeInUtc('(input)=>input.map((t)=>Date.parse(t))', texts) as (number | null)[];
  expect(parsed.length).toBe(texts.length);
  const different: string[] = [];
  for (let i = 0; i < texts.length; i++)
    if (!Object.is(parsed[i], expected[i] ?? NaN))
      different.push(`${JSON.stringify(texts[i])}: ${parsed[i]}, not ${expected[i] ?? NaN}`);
  expect(different.slice(0, 10), `${different.length} differ`).toEqual([]);
});
