import { expect, test } from 'vitest';
import { lowerModule } from './lower/lower.js';
import { missingGlobals } from './missing-globals.js';
import { parse } from './parse.js';

const missing = (text: string, mayAdd = false): string[] =>
  missingGlobals(
    lowerModule(parse({ path: 'a.mjs', text }), 'm0', false).functions,
    new Set(['Math', 'globalThis']),
    mayAdd,
  );

test('a global that nobody defines is said once, with its place', () => {
  expect(missing('Math.abs(1);\n  fetch("/"); fetch("/");')).toEqual([
    'a.mjs:2:3: fetch will be a ReferenceError: compiled programs have no such global',
  ]);
});

test('a program that asks for it has another way', () => {
  expect(missing('if (typeof fetch === "function") fetch("/");')).toEqual([]);
});

test('a program that may define it is believed', () => {
  expect(missing('globalThis.fetch = 1; fetch;', true)).toEqual([]);
});
