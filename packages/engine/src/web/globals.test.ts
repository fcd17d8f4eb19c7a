import { expect, test, vi } from 'vitest';
import { GLOBALS } from './globals.js';

test('every global and what it binds is where the table says, and Node has it too', async () => {
  vi.stubGlobal('$setTimerRunner', () => {});
  vi.stubGlobal('$setImmediateRunner', () => {});
  for (const unit of GLOBALS) {
    for (const bind of unit.binds) await import(bind);
    const module = (await import(unit.module)) as Record<string, unknown>;
    expect(`${unit.name} ${typeof module[unit.export]}`).toMatch(/ (function|object)$/);
    expect(unit.name in globalThis).toBe(true);
  }
  expect(new Set(GLOBALS.map(({ name }) => name)).size).toBe(GLOBALS.length);
});
