import fc from 'fast-check';
import { expect, test } from 'vitest';
import { checkKey, isKey, isWithin, joinKey, KeyValueError, parentKey } from './index.js';

/** The rule as it is written, without an eye to speed. */
function isKeyBySegments(text: string): boolean {
  if (text === '') return true;
  return text.split('/').every((segment) => !['', '.', '..'].includes(segment) && !segment.includes('\0'));
}

const nasty = fc.stringMatching(/^[./a\0]{0,8}$/);

test('isKey is the rule', () => {
  fc.assert(
    fc.property(fc.oneof(nasty, fc.string({ unit: 'binary' })), (text) => {
      expect(isKey(text)).toBe(isKeyBySegments(text));
    }),
    { numRuns: 5000 },
  );
});

test('checkKey says what is wrong, briefly', () => {
  expect(() => checkKey('a//b')).toThrow('"a//b" is no key: segments are joined by "/"');
  expect(() => checkKey(`/${'x'.repeat(10_000)}`)).toThrow(KeyValueError);
  try {
    checkKey(`/${'x'.repeat(10_000)}`);
  } catch (error) {
    expect((error as Error).message.length).toBeLessThan(250);
  }
  expect(() => checkKey(undefined as unknown as string)).toThrow(KeyValueError);
});

test('parentKey, joinKey and isWithin fit together', () => {
  expect(parentKey('')).toBeUndefined();
  expect(parentKey('a')).toBe('');
  expect(parentKey('a/b/c')).toBe('a/b');
  expect(joinKey('', 'a')).toBe('a');
  expect(joinKey('a', '')).toBe('a');
  expect(joinKey('a', 'b/c')).toBe('a/b/c');
  expect(isWithin('a/b', 'a')).toBe(true);
  expect(isWithin('a', 'a')).toBe(true);
  expect(isWithin('ab', 'a')).toBe(false);
  expect(isWithin('a', '')).toBe(true);
});
