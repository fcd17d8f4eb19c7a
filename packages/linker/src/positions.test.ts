import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { findImport, scanProperties } from './positions.js';

const CONFIG = `// devices: { stack: nonsense }
import { defineConfig, kv, stack } from 'morgana';

const pattern = /[/"'{]devices: {/;
const text = \`devices: { stack: \${{ stack: 1 }.stack} } "\`;

export default defineConfig({
  name: 'website', /* devices: { */
  'entry': "src/main.ts",
  devices: {
    stack: stack({ network: 'lan' }),
    site: kv({
      folder: './site',
    }),
  },
  arguments: {
    port: { type: 'number', check(text) { if (text === '}') throw new Error("{"); }, help: 'x' },
    late: { type: 'string', help: 'y' },
  },
});
`;

describe('properties of a config', () => {
  const properties = scanProperties(CONFIG);
  test.each([
    [['name'], 8, 3],
    [['entry'], 9, 3],
    [['devices'], 10, 3],
    [['devices', 'stack'], 11, 5],
    [['devices', 'stack', 'network'], 11, 20],
    [['devices', 'site', 'folder'], 13, 7],
    [['arguments', 'late'], 18, 5],
    [['arguments', 'late', 'help'], 18, 29],
    // What is not there: the nearest that is.
    [['devices', 'site', 'implementation'], 12, 5],
    [['devices', 'absent'], 10, 3],
  ])('%j stands at %i:%i', (path, line, column) => {
    expect(properties.find(path)).toEqual({ line, column });
  });

  test('that nobody wrote stand nowhere', () => {
    expect(properties.find(['targets'])).toBeUndefined();
    expect(properties.find([])).toBeUndefined();
  });

  test('any text is scanned in time, without an exception', () => {
    const piece = fc.constantFrom(
      '{',
      '}',
      '(',
      ')',
      '`',
      '${',
      '/',
      '*',
      '//',
      '/*',
      '"',
      "'",
      '\\',
      ':',
      ',',
      'a',
      ' ',
      '\n',
      '[',
      ']',
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ unit: 'binary' }),
          fc.array(piece, { maxLength: 60 }).map((p) => p.join('')),
        ),
        (source) => {
          scanProperties(source).find(['a', 'b']);
          findImport(source, 'a');
        },
      ),
      { numRuns: 3000 },
    );
  });

  test('a megabyte of brackets is no harder than its length', () => {
    const started = performance.now();
    scanProperties('{a:'.repeat(20_000)).find(['a']);
    scanProperties('`${'.repeat(100_000)).find(['a']);
    scanProperties('/'.repeat(300_000)).find(['a']);
    expect(performance.now() - started).toBeLessThan(4000);
  });
});

test.each([
  [`import { a } from 'left';`, 18],
  [`export * from "left";`, 14],
  [`import 'left';`, 7],
  [`await import('left')`, 13],
  [`// import 'left'\nimport  'left'`, 25],
  [`const from = 'right'; f('left')`, -1],
])('the import in %j is at %i', (source, offset) => {
  expect(findImport(source, 'left')).toBe(offset);
});
