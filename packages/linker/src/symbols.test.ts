import { expect, test } from 'vitest';
import { findFunction, type SymbolFile, symbolizeLine } from './symbols.js';

const symbols: SymbolFile = {
  functions: [
    [0x1000, 0x10, 'engine_start'],
    [0x1010, 0x20, 'main', 'app/src/main.ts:3:1'],
    [0x1040, 0x08, '<anonymous>', 'app/src/main.ts:9:5'],
  ],
};

test('a function holds its first octet and all up to its last', () => {
  expect(findFunction(symbols, 0xfff)).toBeUndefined();
  expect(findFunction(symbols, 0x1000)).toEqual({ name: 'engine_start' });
  expect(findFunction(symbols, 0x100f)).toEqual({ name: 'engine_start' });
  expect(findFunction(symbols, 0x1010)).toEqual({ name: 'main', position: 'app/src/main.ts:3:1' });
  expect(findFunction(symbols, 0x1030)).toBeUndefined();
  expect(findFunction(symbols, 0x1047)?.name).toBe('<anonymous>');
  expect(findFunction(symbols, 0x1048)).toBeUndefined();
  expect(findFunction({ functions: [] }, 0x1000)).toBeUndefined();
});

test('frames get names, those of the engine go, other lines stay', () => {
  expect(symbolizeLine(symbols, '    at 0x1020')).toBe('    at main (app/src/main.ts:3:1)');
  expect(symbolizeLine(symbols, '    at 0x1008')).toBeUndefined();
  expect(symbolizeLine(symbols, '    at 0x9999')).toBe('    at 0x9999');
  expect(symbolizeLine(symbols, 'Error: at 0x1020 it rains')).toBe('Error: at 0x1020 it rains');
});

test('a return address behind the last instruction of a function is of that function', () => {
  expect(symbolizeLine(symbols, '    at 0x1030')).toBe('    at main (app/src/main.ts:3:1)');
});

test('the instruction that ended an image gets its function', () => {
  expect(symbolizeLine(symbols, 'morgana-spt: the image was ended: abort, by the instruction at 0x1014')).toBe(
    'morgana-spt: the image was ended: abort, by the instruction at 0x1014 (main, app/src/main.ts:3:1)',
  );
});
