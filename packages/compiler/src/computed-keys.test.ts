import { describe, expect, test } from 'vitest';
import { readsComputedNames } from './computed-keys.js';
import { lowerModule } from './lower/lower.js';
import { parse } from './parse.js';

const reads = (text: string): boolean =>
  readsComputedNames(lowerModule(parse({ path: 'test.mjs', text }), 'm0', false).functions);

describe('programs that put names together', () => {
  test.each([
    "[]['ma' + 'p'];",
    // biome-ignore lint/suspicious/noTemplateCurlyInString: source text
    'function f(n) { return []["x"] ?? [][`to${n}`]; } f(1);',
    "let name = 'm'; name += 'ap'; [][name];",
    "const name = 'ma' + 'p'; const f = () => [][name]; f();",
    "for (const start of ['m']) { const name = start + 'ap'; const f = () => [][name]; f(); }",
    "function f(o, k) { return o[k]; } f([], 'ma' + 'p');",
    "for (const name of 'map,filter'.split(',')) [][name];",
    "const { ['ma' + 'p']: map } = [];",
    "('ma' + 'p') in Object;",
    "[][['ma', 'p'].join('')];",
    '[][JSON.parse(text)[0]];',
    "class A { m() { return super['to' + 'String']; } }",
  ])('%s', (text) => expect(reads(text)).toBe(true));
});

describe('programs that do not', () => {
  test.each([
    'const b = new Uint8Array(4); let s = 0; for (let i = 0; i < 4; i++) s += b[i] + b[i & 3]; b[s];',
    "const names = ['map', 'filter']; for (const name of names) [][name];",
    "console.log('ma' + 'p'); [][0];",
    "const o = {}; o['a' + 'b'] = 1;",
  ])('%s', (text) => expect(reads(text)).toBe(false));
});
