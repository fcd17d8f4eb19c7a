import { expect, test } from 'vitest';
import { translate } from '../compile.js';

// What the compiler does not know of a value it can say why.
const PROGRAM = `
const table = new Int32Array(8);
class Ring {
  words = new Float64Array(4);
  limit = 3;
  sum(n, given) {
    let s = 0;
    for (let i = 0; i < n; i++) s += this.words[i];
    for (let i = 0; i < this.limit; i++) s = table[i] + given[i];
    return s;
  }
}
console.log(new Ring().sum(4, [1, 2, 3]), new Ring().sum(4, new Uint8Array(9)), new Ring().sum(4, new Int8Array(9)));
`;

test('says what is known of each value, and of the others what made them unknown', async () => {
  const { why } = await translate([{ path: 'ring.mjs', text: PROGRAM }], { why: 'sum' });
  expect(why![0]).toBe('sum:');
  for (const line of [
    '8:21 n: an integer from -2147483648 to 2147483647, a guess that is tested',
    '8:49 indexes a value, a Float64Array',
    '8:33 s: a double',
    '9:52 indexes a value, an Int32Array',
    '9:63 indexes given, one of Int8, Uint8',
    '9:46 a value: anything: a value is an element of given, one of Int8, Uint8 at 9:63',
  ])
    expect(why).toContain(`  ${line}`);
});

test('nothing about a function that is not there', async () => {
  expect((await translate([{ path: 'ring.mjs', text: PROGRAM }], { why: 'other' })).why).toEqual([]);
});
