import { describe, expect, test } from 'vitest';
import { computedNames } from './computed-keys.js';
import { lowerModule } from './lower/lower.js';
import { parse } from './parse.js';

const patterns = (text: string) => computedNames(lowerModule(parse({ path: 'test.mjs', text }), 'm0', false).functions);
const reads = (text: string): boolean => patterns(text).length > 0;

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
    'function f(o, text) { const k = text.slice(1); return Object.hasOwn(o, k) ? o[k] : 1; } f({}, "abc");',
  ])('%s', (text) => expect(reads(text)).toBe(false));
});

describe('what is known of the names', () => {
  test.each([
    // biome-ignore lint/suspicious/noTemplateCurlyInString: source text
    ['function f(o, p) { return o[`${p}-mac`]; } f({}, x);', '', '-mac'],
    // biome-ignore lint/suspicious/noTemplateCurlyInString: source text
    ['function g(p) { return `get${p}`; } function f(o, p) { return o[g(p)]; } f({}, x);', 'get', ''],
    ["[]['ma' + 'p'];", 'ma', 'p'],
    ['[][text.slice(1)];', '', ''],
    // the object may be a built-in
    ['function f(o, text) { const k = text.slice(1); return Object.hasOwn(o, k) ? o[k] : 1; } f(Math, "abc");', '', ''],
  ])('%s', (text, prefix, suffix) => expect(patterns(text)).toEqual([{ prefix, suffix }]));
});
