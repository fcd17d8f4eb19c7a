import { pattern } from '@morgana/compliance';
import { SeededRandom } from '@morgana/random';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { base64Length, decodeBase64 } from './base64.js';
import {
  contentVersion,
  crashing,
  embedded,
  faulty,
  KeyValueError,
  layered,
  memoryStore,
  overlay,
  prefix,
  readOnly,
} from './index.js';

const bytes = (...octets: number[]) => new Uint8Array(octets);

describe('memoryStore', () => {
  test('refuses what would not fit, and changes nothing', async () => {
    const store = memoryStore({ capacity: 1000 });
    await store.set('a', new Uint8Array(500));
    await expect(store.set('b', new Uint8Array(500))).rejects.toMatchObject({ code: 'no-space' });
    expect(await store.get('b')).toBeUndefined();
    // Replacing counts the difference.
    await store.set('a', new Uint8Array(800));
    await expect(store.rename('a', 'x'.repeat(100))).rejects.toMatchObject({ code: 'no-space' });
    await store.rename('a', 'b');
    await store.delete('b');
    expect(store.used).toBe(0);
  });

  test('values without octets are bounded too', async () => {
    const store = memoryStore({ capacity: 10_000 });
    let count = 0;
    await expect(
      (async () => {
        for (; count < 1000; count++) await store.set(String(count), bytes());
      })(),
    ).rejects.toMatchObject({ code: 'no-space' });
    expect(count).toBeLessThan(100);
  });

  test('tells when a value was changed', async () => {
    let now = 5;
    const store = memoryStore({ now: () => now });
    await store.set('a', bytes(1));
    expect((await store.stat('a'))?.modified).toBe(5);
    now = 6;
    await store.set('a', bytes(2));
    expect((await store.stat('a'))?.modified).toBe(6);
  });

  test('keeps the version of a value that is set again', async () => {
    const store = memoryStore();
    await store.set('a', bytes(1));
    const before = await store.stat('a');
    await store.set('a', bytes(1));
    expect(await store.stat('a')).toEqual(before);
  });

  test('versions of different lives differ where the values do', async () => {
    const [first, second] = [memoryStore(), memoryStore()];
    await first.set('a', bytes(1));
    await second.set('a', bytes(2));
    expect((await first.stat('a'))?.version).not.toBe((await second.stat('a'))?.version);
  });
});

test.each([
  { offset: -1, length: 1 },
  { offset: 0.5, length: 1 },
  { offset: 0, length: Number.NaN },
])('a range of %j is refused', async (range) => {
  for (const reader of [memoryStore(), embedded({})]) {
    await expect(reader.get('a', range)).rejects.toBeInstanceOf(RangeError);
  }
});

describe('embedded', () => {
  test('takes versions from the linker, and makes its own for the rest', async () => {
    const reader = embedded({ a: bytes(1), b: 'AQ==' }, { versions: { a: 'sha256-x' }, modified: 7 });
    expect(await reader.stat('a')).toEqual({ kind: 'value', size: 1, modified: 7, version: 'sha256-x' });
    expect(await reader.stat('b')).toEqual({ kind: 'value', size: 1, modified: 7, version: contentVersion(bytes(1)) });
  });

  test('decodes text once and gives bytes in place', async () => {
    const value = pattern(100);
    const reader = embedded({ bytes: value, text: Buffer.from(value).toString('base64') });
    expect((await reader.get('bytes'))?.buffer).toBe(value.buffer);
    expect((await reader.get('text'))?.buffer).toBe((await reader.get('text'))?.buffer);
  });

  test('gives ranges of a value of 10 MB, as bytes and as text', async () => {
    const value = pattern(10_000_000);
    for (const contents of [value, Buffer.from(value).toString('base64')]) {
      const reader = embedded({ large: contents });
      expect((await reader.stat('large'))?.size).toBe(value.length);
      const part = await reader.get('large', { offset: 9_999_990, length: 100 });
      expect(part).toEqual(value.slice(9_999_990));
    }
  });

  test('refuses a table that is no store', () => {
    expect(() => embedded({ '/a': '' })).toThrow(KeyValueError);
    expect(() => embedded({ '': '' })).toThrow(KeyValueError);
    expect(() => embedded({ a: '', 'a/b': '' })).toThrow(/"a" is a value/);
    expect(() => embedded({ 'a/b': '', a: '' })).toThrow(/"a" is a dictionary/);
  });

  test('names the value that is not base64', async () => {
    const reader = embedded({ 'a/b': 'x' });
    await expect(reader.get('a/b')).rejects.toThrow('"a/b" is not base64');
  });
});

describe('base64', () => {
  test('is that of RFC 4648, section 10', () => {
    const vectors: [string, string][] = [
      ['', ''],
      ['f', 'Zg=='],
      ['fo', 'Zm8='],
      ['foo', 'Zm9v'],
      ['foob', 'Zm9vYg=='],
      ['fooba', 'Zm9vYmE='],
      ['foobar', 'Zm9vYmFy'],
    ];
    for (const [text, encoded] of vectors) {
      expect(decodeBase64(encoded)).toEqual(new TextEncoder().encode(text));
      expect(base64Length(encoded)).toBe(text.length);
    }
  });

  test('decodes what an encoder wrote', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 100 }), (octets) => {
        expect(decodeBase64(Buffer.from(octets).toString('base64'))).toEqual(octets);
      }),
    );
  });

  test('takes nothing that an encoder would not have written', () => {
    const text = fc.oneof(fc.string({ maxLength: 12 }), fc.stringMatching(/^[A-Z+/=]{0,12}$/));
    fc.assert(
      fc.property(text, (encoded) => {
        const octets = decodeBase64(encoded);
        if (octets !== undefined) expect(Buffer.from(octets).toString('base64')).toBe(encoded);
      }),
      { numRuns: 3000 },
    );
  });
});

test('contentVersion tells contents and lengths apart', () => {
  const versions = new Set<string>();
  for (let length = 0; length < 100; length++) versions.add(contentVersion(new Uint8Array(length)));
  for (let bit = 0; bit < 800; bit++) {
    const octets = new Uint8Array(100);
    octets[bit >> 3] = 1 << (bit & 7);
    versions.add(contentVersion(octets));
  }
  expect(versions.size).toBe(900);
  for (const version of versions) expect(version).toMatch(/^[0-9a-f]{16}$/);
});

describe('layered', () => {
  test('a value hides a dictionary below it, and a dictionary a value', async () => {
    const reader = layered(
      embedded({ a: bytes(1), 'b/x': bytes(2) }),
      embedded({ 'a/y': bytes(3), b: bytes(4), c: bytes(5) }),
    );
    expect(await reader.get('a/y')).toBeUndefined();
    expect(await reader.stat('a/y')).toBeUndefined();
    expect(await reader.list('a/y')).toEqual([]);
    expect(await reader.get('b')).toBeUndefined();
    expect((await reader.stat('b'))?.kind).toBe('dictionary');
    expect((await reader.list('')).map(({ name, kind }) => `${name} ${kind}`)).toEqual([
      'a value',
      'b dictionary',
      'c value',
    ]);
  });

  test('a value in the middle hides what is below it from the dictionary above', async () => {
    const reader = layered(embedded({ 'a/1': bytes(1) }), embedded({ a: bytes(2) }), embedded({ 'a/3': bytes(3) }));
    expect((await reader.list('a')).map(({ name }) => name)).toEqual(['1']);
    expect(await reader.get('a/3')).toBeUndefined();
  });

  test('a value that comes to be hidden changes its version', async () => {
    const upper = memoryStore();
    const reader = layered(upper, embedded({ a: bytes(1) }, { versions: { a: 'same' } }));
    const before = (await reader.stat('a'))!.version;
    await upper.set('a', bytes(2));
    expect((await reader.stat('a'))!.version).not.toBe(before);
  });

  test('of nothing is an empty dictionary', async () => {
    expect((await layered().stat(''))?.kind).toBe('dictionary');
    expect(await layered().list('')).toEqual([]);
  });
});

describe('views', () => {
  test('readOnly has no means to change the store', () => {
    const view = readOnly(memoryStore());
    for (const call of ['set', 'delete', 'rename', 'flush']) expect(call in view).toBe(false);
  });

  test('closing a view leaves the store open', async () => {
    const store = memoryStore();
    await prefix(store, 'a').close();
    await readOnly(store).close();
    await (await overlay(store, memoryStore())).close();
    await store.set('a', bytes(1));
  });

  test('a prefix that is a value says so', async () => {
    const store = memoryStore();
    await store.set('a', bytes(1));
    const view = prefix(store, 'a');
    await expect(view.stat('')).rejects.toMatchObject({ code: 'wrong-kind' });
    await expect(view.list('')).rejects.toMatchObject({ code: 'wrong-kind' });
    await expect(view.set('b', bytes(1))).rejects.toMatchObject({ code: 'wrong-kind' });
  });
});

describe('overlay', () => {
  test('whites out no more than the lower layer has', async () => {
    const upper = memoryStore();
    const lower = memoryStore();
    for (let i = 0; i < 20; i++) await lower.set(`d/${i}`, bytes(i));
    const store = await overlay(upper, lower);
    for (let round = 0; round < 3; round++) {
      for (let i = 0; i < 20; i++) {
        await store.set(`d/${i}`, bytes(round));
        await store.delete(`d/${i}`);
      }
    }
    // All of the lower layer is gone, so the last whiteout is the root's.
    expect((await upper.stat('whiteouts'))?.kind).toBe('value');
    expect(await store.list('')).toEqual([]);
  });

  test('a failure of the upper store leaves a change undone or completed later', async () => {
    for (let seed = 0; seed < 300; seed++) {
      const disk = memoryStore();
      const lower = memoryStore();
      for (const key of ['d/1', 'd/2', 'e/1']) await lower.set(key, bytes(key.charCodeAt(0)));
      const above = await overlay(disk, lower);
      await above.set('d/3', bytes(9));
      const flaky = faulty(disk, { random: new SeededRandom(seed), writeError: 0.15, readError: 0.05 });
      const store = await overlay(flaky, lower).catch(() => undefined);
      if (store === undefined) continue;
      await store.rename('d', 'e').catch(() => {});
      const names: string[] = [];
      for (let tries = 0; tries < 100 && names.length === 0; tries++) {
        try {
          const d = (await store.list('d')).map(({ name }) => `d${name}`);
          const e = (await store.list('e')).map(({ name }) => `e${name}`);
          names.push(...d, ...e);
        } catch (error) {
          expect(error).toMatchObject({ code: 'io' });
        }
      }
      expect(['d1 d2 d3 e1', 'e1 e2 e3']).toContain(names.join(' '));
    }
  });

  test('refuses an upper store with something else at its own keys', async () => {
    const upper = memoryStore();
    await upper.set('intent', bytes(1, 2, 3));
    await expect(overlay(upper, memoryStore())).rejects.toMatchObject({ code: 'io' });
  });
});

describe('faults', () => {
  test('fail as often as asked, with nothing changed', async () => {
    const inner = memoryStore();
    const store = faulty(inner, { random: new SeededRandom(3), readError: 0.3, writeError: 0.3, noSpace: 0.3 });
    const codes: Record<string, number> = {};
    for (let i = 0; i < 500; i++) {
      const before = inner.used;
      await store.set(`k${i}`, bytes(i)).catch((error: KeyValueError) => {
        codes[error.code] = (codes[error.code] ?? 0) + 1;
        expect(inner.used).toBe(before);
      });
      await store.get('k0').catch((error) => expect(error.code).toBe('io'));
    }
    expect(store.faults.writeErrors).toBe(codes.io);
    expect(store.faults.noSpace).toBe(codes['no-space']);
    for (const count of [store.faults.writeErrors, store.faults.readErrors]) {
      expect(count).toBeGreaterThan(110);
      expect(count).toBeLessThan(190);
    }
    expect(() => faulty(inner, { random: new SeededRandom(3), noSpace: 2 })).toThrow(RangeError);
  });

  test('a crash fails every later call', async () => {
    const store = await crashing(memoryStore(), { random: new SeededRandom(3), crashAtCall: 2 });
    await store.set('a', bytes(1));
    await expect(store.set('b', bytes(1))).rejects.toMatchObject({ code: 'io' });
    expect(store.running).toBe(false);
    for (const call of [store.get('a'), store.list(''), store.delete('a'), store.flush()]) {
      await expect(call).rejects.toMatchObject({ code: 'io' });
    }
  });

  test('flushes on its own when too many calls wait', async () => {
    const backing = memoryStore();
    const store = await crashing(backing, { random: new SeededRandom(3), pendingCalls: 4 });
    for (let i = 0; i < 4; i++) await store.set(`k${i}`, bytes(i));
    expect((await backing.list('')).length).toBe(4);
  });
});
