import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  compareNames,
  equalNames,
  hashName,
  isWithin,
  joinNames,
  labelCount,
  nameText,
  parentName,
  parseName,
  ROOT,
} from './name.js';

const name = fc
  .array(fc.uint8Array({ minLength: 1, maxLength: 12 }), { maxLength: 6 })
  .map((labels) => Uint8Array.from([...labels.flatMap((label) => [label.length, ...label]), 0]));

test('text and back is the same name', () => {
  fc.assert(
    fc.property(name, (octets) => {
      expect(parseName(nameText(octets))).toEqual(octets);
    }),
  );
});

test('the order of RFC 4034, section 6.1', () => {
  const sorted = [
    'example.',
    'a.example.',
    'yljkjljk.a.example.',
    'Z.a.example.',
    'zABC.a.EXAMPLE.',
    'z.example.',
    '\\001.z.example.',
    '*.z.example.',
    '\\200.z.example.',
  ];
  const names = sorted.map((text) => parseName(text));
  expect([...names].reverse().sort(compareNames)).toEqual(names);
});

test('order, equality and hash agree', () => {
  fc.assert(
    fc.property(name, name, (a, b) => {
      expect(Math.sign(compareNames(a, b))).toBe(-Math.sign(compareNames(b, a)) + 0);
      expect(compareNames(a, b) === 0).toBe(equalNames(a, b));
      if (equalNames(a, b)) expect(hashName(a)).toBe(hashName(b));
    }),
  );
  expect(equalNames(parseName('ExAmPle.com.'), parseName('example.COM'))).toBe(true);
  expect(hashName(parseName('ExAmPle.com.'))).toBe(hashName(parseName('example.COM')));
  // Only letters have two cases: "[" and "{" differ by the same bit.
  expect(equalNames(parseName('[.com.'), parseName('{.com.'))).toBe(false);
});

test('parts of names', () => {
  const www = parseName('www.example.com.');
  expect(labelCount(www)).toBe(3);
  expect(nameText(parentName(www)!)).toBe('example.com.');
  expect(parentName(ROOT)).toBeUndefined();
  expect(isWithin(www, parseName('EXAMPLE.com.'))).toBe(true);
  expect(isWithin(parseName('wexample.com.'), parseName('example.com.'))).toBe(false);
  expect(isWithin(www, ROOT)).toBe(true);
  expect(nameText(joinNames(parseName('a.b'), www))).toBe('a.b.www.example.com.');
  expect(parseName('@', www)).toEqual(www);
  expect(parseName('a', www)).toEqual(parseName('a.www.example.com.'));
});

test.each([
  ['', 'not empty'],
  ['a..b', 'empty label'],
  ['.a', 'empty label'],
  [`${'a'.repeat(64)}.`, '63 octets'],
  [`${'a.'.repeat(128)}`, '255 octets'],
  ['a\\25', 'escape'],
  ['a\\256', 'escape'],
  ['a\\', 'escape'],
  ['ä', 'ASCII'],
])('refuses "%s"', (text, fault) => expect(() => parseName(text)).toThrow(fault));
