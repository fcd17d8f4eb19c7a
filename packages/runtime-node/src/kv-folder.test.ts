import { existsSync, mkdirSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { link, mkdir, mkdtemp, readFile, rename, rm, stat, symlink, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { pattern } from '@morgana/compliance';
import { KeyValueError, type KeyValueReader, type KeyValueStore } from '@morgana/kv';
import { readerCompliance, sampleContents, storeCompliance } from '@morgana/kv/compliance';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openFolder, openFolderStore } from './kv-folder.js';

let base: string;
let folder: string;
const opened: KeyValueReader[] = [];

beforeEach(async () => {
  base = await mkdtemp(join(tmpdir(), 'morgana-kv-'));
  folder = join(base, 'folder');
  await mkdir(folder);
});

afterEach(async () => {
  for (const store of opened.splice(0)) await store.close();
  await rm(base, { recursive: true, force: true });
});

async function reader(): Promise<KeyValueReader> {
  const store = await openFolder(folder);
  opened.push(store);
  return store;
}

async function writable(): Promise<KeyValueStore> {
  const store = await openFolderStore(folder);
  opened.push(store);
  return store;
}

const text = (value: string): Uint8Array => new TextEncoder().encode(value);
const shown = (value: Uint8Array | undefined): string | undefined =>
  value === undefined ? undefined : new TextDecoder().decode(value);

describe('folder as a reader', () => {
  for (const { name, run } of readerCompliance) {
    test(name, () =>
      run(async () => {
        const at = await mkdtemp(join(base, 'sample-'));
        for (const [key, value] of sampleContents()) {
          mkdirSync(dirname(join(at, key)), { recursive: true });
          writeFileSync(join(at, key), value);
        }
        const store = await openFolder(at);
        return { reader: store, dispose: () => store.close() };
      }),
    );
  }
});

describe('folder as a store', () => {
  for (const { name, run } of storeCompliance) {
    test(name, () =>
      run(async () => {
        const at = await mkdtemp(join(base, 'store-'));
        let store = await openFolderStore(at);
        return {
          store,
          reopen: async () => {
            store = await openFolderStore(at);
            return store;
          },
          dispose: () => store.close(),
        };
      }),
    );
  }
});

describe('nothing outside of the folder', () => {
  beforeEach(async () => {
    await mkdir(join(base, 'outside'));
    await writeFile(join(base, 'outside', 'secret'), 'secret');
  });

  test('a symbolic link to a file is not there', async () => {
    await symlink(join(base, 'outside', 'secret'), join(folder, 'link'));
    await symlink('../outside/secret', join(folder, 'relative'));
    const store = await reader();
    for (const key of ['link', 'relative']) {
      expect(await store.get(key)).toBeUndefined();
      expect(await store.get(key, { offset: 1, length: 2 })).toBeUndefined();
      expect(await store.stat(key)).toBeUndefined();
    }
    expect(await store.list('')).toEqual([]);
  });

  test('a symbolic link to a directory is not there, nor what lies behind it', async () => {
    await symlink(join(base, 'outside'), join(folder, 'link'));
    const store = await writable();
    expect(await store.get('link/secret')).toBeUndefined();
    expect(await store.stat('link/secret')).toBeUndefined();
    expect(await store.list('link')).toEqual([]);
    expect(await store.delete('link/secret')).toBe(false);
    await expect(store.rename('link/secret', 'stolen')).rejects.toMatchObject({ code: 'not-found' });
    await expect(store.set('link/new', text('x'))).rejects.toMatchObject({ code: 'wrong-kind' });
    await expect(store.set('link/deep/new', text('x'))).rejects.toMatchObject({ code: 'wrong-kind' });
    expect(readdirSync(join(base, 'outside'))).toEqual(['secret']);
  });

  test('set replaces a link itself and not what it names', async () => {
    await symlink(join(base, 'outside', 'secret'), join(folder, 'link'));
    const store = await writable();
    await store.set('link', text('ours'));
    expect(shown(await store.get('link'))).toBe('ours');
    expect(await readFile(join(base, 'outside', 'secret'), 'utf8')).toBe('secret');
  });

  test('deleting a dictionary removes links in it and not what they name', async () => {
    await mkdir(join(folder, 'd', 'e'), { recursive: true });
    await writeFile(join(folder, 'd', 'value'), 'x');
    await symlink(join(base, 'outside'), join(folder, 'd', 'link'));
    await symlink(join(base, 'outside'), join(folder, 'd', 'e', 'link'));
    const store = await writable();
    expect(await store.delete('d')).toBe(true);
    expect(existsSync(join(folder, 'd'))).toBe(false);
    expect(readdirSync(join(base, 'outside'))).toEqual(['secret']);
  });

  test('a directory that becomes a link between two reads leads nowhere', async () => {
    await mkdir(join(folder, 'd'));
    await writeFile(join(folder, 'd', 'secret'), 'ours');
    const store = await reader();
    expect(shown(await store.get('d/secret'))).toBe('ours');
    await rename(join(folder, 'd'), join(folder, 'old'));
    await symlink(join(base, 'outside'), join(folder, 'd'));
    expect(await store.get('d/secret')).toBeUndefined();
  });

  /** Swaps what is at `d` in a thread of its own, as fast as it can, until it is told to stop. */
  const SWAPPER = `
    const { renameSync, symlinkSync, writeFileSync } = require('node:fs');
    const { workerData: { folder, outside, isFile, going } } = require('node:worker_threads');
    const at = (name) => folder + '/' + name;
    while (Atomics.load(going, 0) === 1) {
      if (isFile) {
        writeFileSync(at('next'), 'ours');
        renameSync(at('next'), at('d'));
        symlinkSync(outside + '/secret', at('next'));
        renameSync(at('next'), at('d'));
      } else {
        renameSync(at('real'), at('d'));
        renameSync(at('d'), at('real'));
        renameSync(at('trap'), at('d'));
        renameSync(at('d'), at('trap'));
      }
    }`;

  for (const [what, key] of [
    ['directory', 'd/secret'],
    ['file', 'd'],
  ] as const) {
    test(`while somebody swaps a ${what} for a link, the secret is never read`, async () => {
      const isFile = what === 'file';
      if (!isFile) {
        mkdirSync(join(folder, 'real'));
        writeFileSync(join(folder, 'real', 'secret'), 'ours');
        symlinkSync(join(base, 'outside'), join(folder, 'trap'));
      }
      const store = await reader();
      const going = new Int32Array(new SharedArrayBuffer(4)).fill(1);
      const workerData = { folder, outside: join(base, 'outside'), isFile, going };
      const swapper = new Worker(SWAPPER, { eval: true, workerData });
      const ended = new Promise((resolve, reject) => swapper.on('exit', resolve).on('error', reject));
      const seen = new Set<string | undefined>();
      try {
        for (let i = 0; i < 4000 || (!seen.has('ours') && i < 100_000); i++) seen.add(shown(await store.get(key)));
      } finally {
        Atomics.store(going, 0, 0);
        await ended;
      }
      expect(seen).toEqual(new Set(['ours', undefined]));
    });
  }

  test('a root that is a link is followed: it is the name that was given', async () => {
    await writeFile(join(folder, 'value'), 'x');
    await symlink(folder, join(base, 'alias'));
    const store = await openFolder(join(base, 'alias'));
    opened.push(store);
    expect(shown(await store.get('value'))).toBe('x');
  });

  test('the root stays the same directory when its name goes to another', async () => {
    await writeFile(join(folder, 'value'), 'x');
    const store = await reader();
    await rename(folder, join(base, 'moved'));
    await symlink(join(base, 'outside'), folder);
    expect(shown(await store.get('value'))).toBe('x');
    expect(await store.get('secret')).toBeUndefined();
  });
});

describe('reading in ranges', () => {
  const size = 3 << 20;

  test('a file that is replaced under way is read to its end in the version it began with', async () => {
    const old = pattern(size, 1);
    await writeFile(join(folder, 'big'), old);
    const store = await reader();
    const parts: Uint8Array[] = [];
    for (let offset = 0; offset < size; offset += 1 << 16) {
      parts.push((await store.get('big', { offset, length: 1 << 16 })) as Uint8Array);
      if (offset === 1 << 20) {
        await writeFile(join(base, 'new'), pattern(size, 2));
        await rename(join(base, 'new'), join(folder, 'big'));
      }
    }
    expect(Buffer.compare(Buffer.concat(parts), old)).toBe(0);
    const begin = (await store.get('big', { offset: 0, length: 100 })) as Uint8Array;
    expect([...begin]).toEqual([...pattern(size, 2).subarray(0, 100)]);
  });

  test('descriptors are bounded, and given back', async () => {
    const count = () => readdirSync('/proc/self/fd').length;
    for (let i = 0; i < 200; i++) writeFileSync(join(folder, `f${i}`), `value ${i}`);
    const before = count();
    const store = await openFolder(folder);
    for (let round = 0; round < 2; round++) {
      const values = await Promise.all(Array.from({ length: 200 }, (_, i) => store.get(`f${i}`)));
      expect(values.map(shown)).toEqual(Array.from({ length: 200 }, (_, i) => `value ${i}`));
    }
    await expect.poll(() => count() - before).toBeLessThanOrEqual(33);
    await store.close();
    await expect.poll(count).toBe(before);
  });

  test('a file that is made shorter under way gives what is left', async () => {
    await writeFile(join(folder, 'value'), pattern(1000, 1));
    const store = await reader();
    await store.get('value', { offset: 0, length: 10 });
    await writeFile(join(folder, 'value'), pattern(500, 1));
    expect((await store.get('value', { offset: 400, length: 200 }))?.length).toBe(100);
    expect((await store.get('value'))?.length).toBe(500);
  });
});

describe('versions', () => {
  test('change with every value that is set, even the same octets after others in one tick of the file system', async () => {
    const store = await writable();
    const versions = new Set<string>();
    for (let i = 0; i < 200; i++) {
      await store.set('key', text(i % 2 === 0 ? 'a' : 'b'));
      versions.add((await store.stat('key'))?.version ?? '');
    }
    expect(versions.size).toBe(200);
  });

  test('change with an edit in place', async () => {
    await writeFile(join(folder, 'value'), 'one');
    await utimes(join(folder, 'value'), 1000, 1000);
    const store = await reader();
    const before = await store.stat('value');
    expect(before?.modified).toBe(1_000_000);
    await writeFile(join(folder, 'value'), 'two');
    expect((await store.stat('value'))?.version).not.toBe(before?.version);
    expect(shown(await store.get('value'))).toBe('two');
  });
});

describe('changes', () => {
  test('what is being written is in no listing, and no key', async () => {
    const store = await writable();
    await store.set('a', text('1'));
    expect(existsSync(join(folder, '.morgana'))).toBe(true);
    expect(await store.list('')).toEqual([{ name: 'a', kind: 'value' }]);
    expect(await store.list('.morgana')).toEqual([]);
    expect(await store.stat('.morgana')).toBeUndefined();
    await expect(store.set('.morgana/x', text('1'))).rejects.toMatchObject({ code: 'invalid-key' });
    await expect(store.rename('a', '.morgana')).rejects.toMatchObject({ code: 'invalid-key' });
    await store.set('d/.morgana', text('fine below the root'));
    expect(shown(await store.get('d/.morgana'))).toBe('fine below the root');
  });

  test('the folder is as if nobody had been there once it is closed', async () => {
    const store = await openFolderStore(folder);
    await store.set('a/b', text('1'));
    await store.delete('a');
    await store.close();
    expect(readdirSync(folder)).toEqual([]);
  });

  test('what a crash left is cleared away', async () => {
    await mkdir(join(folder, '.morgana', 'trash', 'x', 'y'), { recursive: true });
    await writeFile(join(folder, '.morgana', '17'), 'half of a val');
    await symlink(base, join(folder, '.morgana', 'trash', 'x', 'link'));
    const store = await writable();
    expect(readdirSync(join(folder, '.morgana'))).toEqual([]);
    expect(existsSync(base)).toBe(true);
    expect(await store.list('')).toEqual([]);
  });

  describe('a crash in a rename that replaces a dictionary', () => {
    async function crashed(step: number): Promise<void> {
      // The steps of FolderStore.rename('from', 'to/here') as they reach the disk.
      await mkdir(join(folder, '.morgana'));
      await mkdir(join(folder, 'to', 'here'), { recursive: true });
      await writeFile(join(folder, 'to', 'here', 'old'), 'old');
      await writeFile(join(folder, 'from'), 'new');
      await writeFile(join(folder, '.morgana', 'journal'), JSON.stringify({ change: 'replace', to: 'to/here' }));
      if (step > 0) await rename(join(folder, 'from'), join(folder, '.morgana', 'staged'));
      if (step > 1) await rename(join(folder, 'to', 'here'), join(folder, '.morgana', 'trash'));
      if (step > 2) await rename(join(folder, '.morgana', 'staged'), join(folder, 'to', 'here'));
    }
    test('before the first step: it has not happened', async () => {
      await crashed(0);
      const store = await writable();
      expect(shown(await store.get('from'))).toBe('new');
      expect(shown(await store.get('to/here/old'))).toBe('old');
      expect(readdirSync(join(folder, '.morgana'))).toEqual([]);
    });
    for (const step of [1, 2, 3]) {
      test(`after step ${step}: it has happened`, async () => {
        await crashed(step);
        const store = await writable();
        expect(await store.get('from')).toBeUndefined();
        expect(shown(await store.get('to/here'))).toBe('new');
        expect(readdirSync(join(folder, '.morgana'))).toEqual([]);
      });
    }
  });

  test.each([
    ['a key that leads out of the folder', JSON.stringify({ change: 'replace', to: '../outside' })],
    ['the root', JSON.stringify({ change: 'replace', to: '' })],
    ['a name of our own', JSON.stringify({ change: 'replace', to: '.morgana/trash' })],
    ['a change that is none', JSON.stringify({ change: 'melt' })],
    ['null', 'null'],
    ['half of a record', '{"change":"repl'],
    ['nothing', ''],
  ])('a journal that makes no sense is thrown away: %s', async (_what, journal) => {
    await mkdir(join(folder, '.morgana'));
    await writeFile(join(folder, '.morgana', 'journal'), journal);
    await writeFile(join(folder, '.morgana', 'staged'), 'x');
    await writeFile(join(folder, 'value'), 'kept');
    const store = await writable();
    expect(shown(await store.get('value'))).toBe('kept');
    expect(readdirSync(base)).toEqual(['folder']);
    expect(readdirSync(join(folder, '.morgana'))).not.toContain('journal');
    await store.set('other', text('new'));
  });

  test('a hard link to a value elsewhere is not changed by set', async () => {
    await writeFile(join(base, 'original'), 'original');
    await link(join(base, 'original'), join(folder, 'value'));
    const store = await writable();
    await store.set('value', text('new'));
    expect(await readFile(join(base, 'original'), 'utf8')).toBe('original');
  });

  test('the same octets change nothing on the disk', async () => {
    const store = await writable();
    await store.set('value', pattern(2_500_000, 3));
    const before = await stat(join(folder, 'value'), { bigint: true });
    await store.set('value', pattern(2_500_000, 3));
    const after = await stat(join(folder, 'value'), { bigint: true });
    expect([after.ino, after.mtimeNs]).toEqual([before.ino, before.mtimeNs]);
  });
});

describe('errors are one line that says what to do', () => {
  test('a second writer', async () => {
    const store = await writable();
    await expect(openFolderStore(folder)).rejects.toThrow(/is being written by another process/);
    await store.close();
    await (await openFolderStore(folder)).close();
  });

  test('no folder, and something else', async () => {
    await expect(openFolder(join(base, 'none'))).rejects.toThrow(
      /no such file or directory \(ENOENT\); make it with: mkdir -p/,
    );
    await writeFile(join(base, 'file'), '');
    await expect(openFolder(join(base, 'file'))).rejects.toThrow(/file: not a directory/);
    await writeFile(join(folder, '.morgana'), '');
    await expect(openFolderStore(folder)).rejects.toThrow(/\.morgana is in the way/);
  });

  test('keys that a folder cannot have', async () => {
    const store = await writable();
    for (const key of ['\ud800', 'a/\udc00b']) {
      await expect(store.get(key)).rejects.toMatchObject({ code: 'invalid-key' });
    }
    const long = 'x'.repeat(300);
    expect(await store.get(long)).toBeUndefined();
    await expect(store.set(long, text('x'))).rejects.toBeInstanceOf(KeyValueError);
    await expect(store.set(long, text('x'))).rejects.toMatchObject({ code: 'invalid-key' });
    expect(readdirSync(join(folder, '.morgana'))).toEqual([]);
  });
});
