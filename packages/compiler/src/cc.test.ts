import { mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { pruneCache } from './cc.js';
import { compileSources } from './compile.js';

test('what was not used for two weeks goes, once a day', () => {
  const folder = mkdtempSync(join(tmpdir(), 'morgana-cache-'));
  try {
    const now = Date.UTC(2026, 0, 20);
    const file = (name: string, days: number): void => {
      const path = join(folder, name);
      writeFileSync(path, '');
      utimesSync(path, now / 1000 - days * 86_400, now / 1000 - days * 86_400);
    };
    for (const name of ['old.o', 'old.o.c', 'old.a', 'README']) file(name, 15);
    file('young.o', 13);
    pruneCache(folder, now);
    expect(readdirSync(folder).sort()).toEqual(['README', 'pruned', 'young.o']);
    file('late.o', 15);
    pruneCache(folder, now + 3_600_000);
    expect(readdirSync(folder)).toContain('late.o');
    pruneCache(folder, now + 90_000_000);
    expect(readdirSync(folder)).not.toContain('late.o');
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

test('what would make a compilation vain is said in a sentence before it begins', async () => {
  const sources = [{ path: 'a.mjs', text: 'console.log(1);' }];
  const compile = (output: string, cc: string): Promise<unknown> => compileSources(sources, output, { cc });
  await expect(compile('a', 'no-such-compiler')).rejects.toThrow(
    /^the C compiler no-such-compiler was not found; install gcc or clang/,
  );
  await expect(compile('a', 'false')).rejects.toThrow(/^the C compiler false does not work/);
  await expect(compile('no/such/folder/a', 'gcc')).rejects.toThrow(
    'no/such/folder/a: there is no folder no/such/folder',
  );
  await expect(compile(tmpdir(), 'gcc')).rejects.toThrow(`${tmpdir()}: it is a folder`);
});
