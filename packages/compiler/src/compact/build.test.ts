import { expect, test } from 'vitest';
import { translate } from '../compile.js';

const octetsOf = (program: string, name: string): number =>
  Number(new RegExp(`\\.size k_m0_${name}, (\\d+)`).exec(program)![1]);

async function compact(text: string): Promise<{ interpreter: string; program: string; names: string[] }> {
  const { units } = await translate([{ path: 'test.mjs', text }], { interpret: 'all' });
  const unit = (name: string): string => units.find((u) => u.name === name)!.text;
  const program = unit('compact functions');
  return {
    interpreter: unit('interpreter'),
    program,
    names: [...program.matchAll(/\.size k_m0_(\w+)/g)].map((m) => m[1]!),
  };
}

test('constants, captured variables and copies are no instructions', async () => {
  const { program } = await compact('globalThis.f = function f(a) { const b = a; const one = 1; return b === one; };');
  // header of 5, `strictEquals` of 4, `return` of 2; 1 is among the constants of the program
  expect(octetsOf(program, 'f')).toBe(11);
});

test('the interpreter knows the operations of the program, and no others', async () => {
  const { interpreter } = await compact('globalThis.f = (a) => a * 2;');
  expect(interpreter).toContain('X(F2, cold_op_multiply)');
  expect(interpreter).not.toContain('cold_op_divide');
});

test('a function with more registers than an octet can name stays machine code', async () => {
  const values = Array.from({ length: 230 }, (_, k) => `v${k}`);
  const text = `globalThis.wide = function wide(f) {
    ${values.map((v) => `let ${v} = f();`).join('\n')}
    f();
    return [${values.join(', ')}];
  };
  globalThis.narrow = function narrow(f) { return f(); };`;
  const { names } = await compact(text);
  expect(names).toContain('narrow');
  expect(names).not.toContain('wide');
});

test('constants that do not fit are loaded where they are used', async () => {
  const texts = Array.from({ length: 300 }, (_, k) => `f('text ${k}');`).join('\n');
  const { names, interpreter } = await compact(`globalThis.many = function many(f) { ${texts} };`);
  expect(names).toContain('many');
  expect(interpreter).toContain('X(LOAD, 0)');
});

test('the same program gives the same text', async () => {
  const text = 'globalThis.g = function* g(n) { try { yield n + 1; } catch (e) { return `${e}`; } };';
  expect(await compact(text)).toEqual(await compact(text));
});
