import { describe, expect, test } from 'vitest';
import { printFunction } from './ir.js';
import { lowerModule } from './lower/lower.js';
import { parse } from './parse.js';
import { rejectUnsupported } from './reject.js';

const lower = (text: string): string => {
  const module = parse({ path: 'test.mjs', text });
  rejectUnsupported(module);
  return lowerModule(module, 'm0', false).functions.map(printFunction).join('\n');
};

describe('intermediate representation', () => {
  test('a loop becomes blocks, its condition a branch', () => {
    expect(lower('function f(n) { let s = 0; while (s < n) s += 2; return s; } f(3);')).toMatchInlineSnapshot(`
      "function m0_main() module
      b0:
        r0 = closure m0_f
        moduleSet r0 f
        r1 = constant 3
        r2 = callDirect r1 m0_f
        r3 = constant undefined
        return r3

      function m0_f(r0) constructor
      b0:
        r1 = constant undefined
        r2 = constant 0
        r1 = move r2
        jump b1
      b1:
        r3 = compare r1, r0 operator="<"
        branch r3 b2, b3
      b2:
        r4 = move r1
        r5 = constant 2
        r6 = binary r4, r5 operator="+"
        r1 = move r6
        jump b1
      b3:
        return r1
      "
    `);
  });

  test('a handler stands at the blocks that it guards', () => {
    const text = lower('function f(g) { try { return g(); } catch { return 1; } } f(f);');
    expect(text).toContain('(handler b1)');
    expect(text).toContain('= catch');
  });
});

describe('what cannot be compiled', () => {
  test.each([
    ["import fs from 'fs';", 'test.mjs:1:1: import of "fs": link the program into one module first'],
    [
      '\n  eval("1");',
      'test.mjs:2:3: eval is not supported: write the code out; there is no parser in the compiled program',
    ],
    [
      'const m = await import(name);',
      'test.mjs:1:17: import() of a computed name is not supported: import the module statically',
    ],
    ['let a = ;', 'test.mjs:1:9: syntax error: Unexpected token'],
    ['const a = 1; const a = 2;', "test.mjs:1:20: syntax error: Identifier 'a' has already been declared"],
    ["import('fs');", 'test.mjs:1:1: import("fs") is not supported'],
    ["(0, eval)('this');", 'test.mjs:1:1: eval is not supported'],
    ["const f = Function('a', 'return a');", 'test.mjs:1:11: Function() is not supported: write the function out'],
    ['try { f(); } catch {} finally { new Function(x); }', 'test.mjs:1:33: new Function is not supported'],
    ['console.log(import.meta.url);', 'import.meta is not supported'],
    ['with (a) {}', 'test.mjs:1:1: with is not supported: modules are strict'],
  ])('%s', (text, message) => {
    expect(() => lower(text)).toThrow(message);
  });

  test('code from texts compiles to an exception, with a warning, where the program handles it', () => {
    const text =
      "let f; try { f = new Function('a'); } catch { f = () => 1; } import.meta.env; Function('return this')();";
    const { warnings, functions } = lowerModule(parse({ path: 'test.mjs', text }), 'm0', false);
    expect(warnings).toEqual([
      'test.mjs:1:18: new Function will throw an EvalError: there is no parser in the compiled program',
    ]);
    expect(printFunction(functions[0]!)).toContain('error="EvalError"');
  });

  test('in dependencies it is an exception too', () => {
    const text =
      'export const compile = (text) => new Function(text); const load = (name) => import(name); load(compile);';
    const { warnings } = lowerModule(parse({ path: 'node_modules/x/y.mjs', text }), 'm0', false);
    expect(warnings).toHaveLength(2);
    expect(lowerModule(parse({ path: 'z.mjs', text }), 'm0', false, new Map(), 'throw').warnings).toHaveLength(2);
  });
});
