import { expect, test } from 'vitest';
import { GLOBALS } from './globals.js';

test('every global and what it binds is where the table says, and Node has it too', async () => {
  for (const unit of GLOBALS) {
    const module = (await import(unit.module)) as Record<string, unknown>;
    expect(`${unit.name} ${typeof module[unit.export]}`).toMatch(/ (function|object)$/);
    expect(unit.name in globalThis).toBe(true);
    for (const bind of unit.binds) {
      const [path, name] = bind.split('#');
      expect(typeof ((await import(path!)) as Record<string, unknown>)[name!]).toBe('function');
    }
  }
  expect(new Set(GLOBALS.map(({ name }) => name)).size).toBe(GLOBALS.length);
});
