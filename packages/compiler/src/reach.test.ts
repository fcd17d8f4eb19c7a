import { fileURLToPath } from 'node:url';
import { builtinFolder, nativeFolder } from '@morgana/engine';
import { expect, test } from 'vitest';
import { readManifest } from './builtins.js';
import { lowerModule } from './lower/lower.js';
import { parse } from './parse.js';
import { reachBuiltins } from './reach.js';

const manifest = readManifest(fileURLToPath(nativeFolder), fileURLToPath(builtinFolder));

/** "Array.prototype.slice" and the like. */
function reached(text: string): Set<string> {
  const { members } = reachBuiltins(manifest, [lowerModule(parse({ path: 'test.mjs', text }), 'm0', false)], []);
  return new Set(members.map(({ member }) => `${member.object}.${member.key}`));
}

test('statics are reached through their object', () => {
  const members = reached('const parser = { parse() {} }; parser.parse(JSON.stringify([1])); Object.keys({});');
  expect(members).toContain('JSON.stringify');
  expect(members).not.toContain('JSON.parse');
  expect(members).toContain('Object.keys');
});

test.each([
  ['an object that goes elsewhere', 'const f = (x) => x.parse("1"); f(JSON);', 'JSON.parse'],
  ['one that is taken apart', 'const { parse } = JSON; parse("1");', 'JSON.parse'],
  ['a computed name', 'const n = "par"; JSON[n + "se"]("1");', 'JSON.parse'],
  ['the global object', 'globalThis.JSON.parse("1");', 'JSON.parse'],
  ['the constructor of a value', 'Array.from([1]).constructor.of(1);', 'Array.of'],
  ['a class that inherits it', 'class A extends Array {} A.of(1);', 'Array.of'],
  ['a constructor that inherits it', 'Uint8Array.of(1);', '%TypedArray%.of'],
])('statics are reached through %s', (_, text, member) => {
  expect(reached(text)).toContain(member);
});

test('what is only defined is not read', () => {
  expect(reached('class A { splice() {} } export const a = { fill: 1, a: new A() };')).not.toContain(
    'Array.prototype.fill',
  );
  expect(reached('const a = {}; a.__proto__ = null;')).toContain('Object.prototype.__proto__');
});
