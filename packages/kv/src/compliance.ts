import { assert, type Case, equal, pattern, rejection, type Suite } from '@morgana/compliance';
import { type Key, KeyValueError, type KeyValueErrorCode, type KeyValueReader, type KeyValueStore } from './kv.js';

/** What the suite for readers is run on. */
export interface ReaderFixture {
  /** Holds exactly `sampleContents()`. */
  readonly reader: KeyValueReader;
  /** Called at the end of each case, whether it held or not. */
  dispose?(): Promise<void>;
}

/** What the suite for stores is run on. */
export interface StoreFixture {
  /** Empty. */
  readonly store: KeyValueStore;
  /** Opens the same medium again after `store` was closed; without it the cases that need it pass. */
  reopen?(): Promise<KeyValueStore>;
  /** Called at the end of each case, whether it held or not. */
  dispose?(): Promise<void>;
}

const LARGE = 300_000;

/** Legal keys that careless stores get wrong: they take them for paths, patterns, escapes or property names. */
const ODD_KEYS: readonly Key[] = [
  'with space',
  ' leading and trailing ',
  '.hidden',
  '...',
  'a..b/..c/d..',
  '-rf',
  '~',
  '*?[a]',
  'a:b|c<d>"e"',
  'percent%2f%00',
  'back\\slash',
  "quote'",
  '$HOME;`x`',
  'line\nbreak',
  'UPPER/lower',
  'grüße/日本語/🦊.txt',
  '__proto__',
  'constructor/prototype',
  'toString',
  'x'.repeat(200),
  `${'deep/'.repeat(40)}end`,
];

/** What a reader under test has to hold. Every call makes it anew. */
export function sampleContents(): Map<Key, Uint8Array> {
  const contents = new Map<Key, Uint8Array>([
    ['index.html', pattern(1200, 1)],
    ['empty', new Uint8Array(0)],
    ['one', new Uint8Array([0xff])],
    ['a/b/c', pattern(10, 2)],
    ['a/b/d', pattern(11, 3)],
    ['a/e', pattern(12, 4)],
    ['a.b', pattern(13, 5)],
    ['a0', pattern(14, 6)],
    ['large.bin', pattern(LARGE, 7)],
  ]);
  for (const [i, key] of ODD_KEYS.entries()) contents.set(`odd/${key}`, pattern(16, 100 + i));
  return contents;
}

export const readerCompliance: Suite<ReaderFixture> = [
  /* @__PURE__ */ readerCase('gives every value', async ({ reader }) => {
    for (const [key, value] of sampleContents()) equal(await get(reader, key), value, key);
  }),
  /* @__PURE__ */ readerCase('tells kind, size and a version of every value', async ({ reader }) => {
    for (const [key, value] of sampleContents()) {
      const metadata = await reader.stat(key);
      assert(metadata !== undefined, `stat of ${JSON.stringify(key)} is undefined`);
      equal(metadata.kind, 'value', `kind of ${key}`);
      equal(metadata.size, value.length, `size of ${key}`);
      assert(typeof metadata.version === 'string' && metadata.version !== '', `${key} has no version`);
      assert(metadata.modified === undefined || Number.isFinite(metadata.modified), `modified of ${key} is no time`);
    }
  }),
  /* @__PURE__ */ readerCase('keeps a version while the value stays', async ({ reader }) => {
    for (const key of ['index.html', 'empty', 'a/b/c']) {
      const version = (await reader.stat(key))?.version;
      await reader.get(key);
      equal((await reader.stat(key))?.version, version, `version of ${key}`);
    }
  }),
  /* @__PURE__ */ readerCase('tells dictionaries', async ({ reader }) => {
    for (const key of ['', 'a', 'a/b', 'odd']) {
      const metadata = await reader.stat(key);
      equal(metadata?.kind, 'dictionary', `kind of "${key}"`);
      equal(metadata?.size, 0, `size of "${key}"`);
      equal(await reader.get(key), undefined, `get of "${key}"`);
    }
  }),
  /* @__PURE__ */ readerCase('gives undefined where nothing is, below a value too', async ({ reader }) => {
    for (const key of [
      'nothing',
      'a/b/x',
      'nothing/at/all',
      'a/bb',
      'index.html/x',
      'inde',
      'A/b/c',
      'hasOwnProperty',
    ]) {
      equal(await reader.stat(key), undefined, `stat of ${key}`);
      equal(await reader.get(key), undefined, `get of ${key}`);
      equal((await reader.list(key)).length, 0, `children of ${key}`);
    }
  }),
  /* @__PURE__ */ readerCase('lists children by code unit, with their kinds', async ({ reader }) => {
    await lists(reader, '', ['a/', 'a.b', 'a0', 'empty', 'index.html', 'large.bin', 'odd/', 'one']);
    await lists(reader, 'a', ['b/', 'e']);
    await lists(reader, 'a/b', ['c', 'd']);
    const names = new Set(ODD_KEYS.map((key) => key.split('/')[0]!));
    const odd = (await reader.list('odd')).map(({ name }) => name);
    equal(JSON.stringify(odd), JSON.stringify([...names].sort()), 'children of odd');
  }),
  /* @__PURE__ */ readerCase('refuses to list a value', async ({ reader }) => {
    await fails('wrong-kind', reader.list('index.html'), 'list of a value');
  }),
  /* @__PURE__ */ readerCase('gives any range of a value', async ({ reader }) => {
    const value = sampleContents().get('large.bin')!;
    for (const [offset, length] of [
      [0, LARGE],
      [0, 1],
      [1, 7],
      [4095, 8194],
      [LARGE - 1, 1],
      [LARGE - 5, 100],
      [LARGE, 1],
      [LARGE + 1, 5],
      [2 ** 40, 5],
      [10, 0],
      [3, Number.MAX_SAFE_INTEGER - 3],
    ] as const) {
      const part = await reader.get('large.bin', { offset, length });
      assert(part !== undefined, `the range of ${length} from ${offset} on is undefined`);
      equal(part, value.subarray(offset, offset + length), `${length} octets from ${offset} on`);
    }
    equal(await reader.get('empty', { offset: 0, length: 10 }), new Uint8Array(0), 'a range of an empty value');
    equal(await reader.get('nothing', { offset: 0, length: 10 }), undefined, 'a range of nothing');
  }),
  /* @__PURE__ */ readerCase('refuses what is no key', async ({ reader }) => {
    for (const key of invalidKeys()) {
      await fails('invalid-key', reader.stat(key), `stat of ${JSON.stringify(key)}`);
      await fails('invalid-key', reader.get(key), `get of ${JSON.stringify(key)}`);
      await fails('invalid-key', reader.list(key), `list of ${JSON.stringify(key)}`);
    }
  }),
  /* @__PURE__ */ readerCase('is closed once it is closed, twice is fine', async ({ reader }) => {
    await reader.close();
    await reader.close();
    await fails('closed', reader.stat('index.html'), 'stat after close');
    await fails('closed', reader.get('index.html'), 'get after close');
    await fails('closed', reader.list(''), 'list after close');
  }),
];

export const storeCompliance: Suite<StoreFixture> = [
  /* @__PURE__ */ storeCase('starts empty, the root is a dictionary', async ({ store }) => {
    await lists(store, '', []);
    equal((await store.stat(''))?.kind, 'dictionary', 'kind of the root');
  }),
  /* @__PURE__ */ storeCase('gives back what was set', async ({ store }) => {
    for (const [key, value] of sampleContents()) await store.set(key, value);
    for (const [key, value] of sampleContents()) equal(await get(store, key), value, key);
    await lists(store, '', ['a/', 'a.b', 'a0', 'empty', 'index.html', 'large.bin', 'odd/', 'one']);
  }),
  /* @__PURE__ */ storeCase('keeps no hold of the bytes once set has resolved', async ({ store }) => {
    const bytes = pattern(100, 8);
    await store.set('key', bytes);
    bytes.fill(0);
    equal(await get(store, 'key'), pattern(100, 8), 'the value');
  }),
  /* @__PURE__ */ storeCase('what get gave stays when the value is replaced or deleted', async ({ store }) => {
    await store.set('key', pattern(100, 9));
    const held = await get(store, 'key');
    await store.set('key', pattern(100, 10));
    await store.delete('key');
    equal(held, pattern(100, 9), 'the bytes that were read before');
  }),
  /* @__PURE__ */ storeCase('replaces values with longer and shorter ones', async ({ store }) => {
    for (const length of [10, 5000, 3, 0, 70_000, 1]) {
      await store.set('dir/key', pattern(length, length + 1));
      equal(await get(store, 'dir/key'), pattern(length, length + 1), `a value of ${length} octets`);
      equal((await store.stat('dir/key'))?.size, length, 'its size');
    }
  }),
  /* @__PURE__ */ storeCase('changes the version when the value changes, and only then', async ({ store }) => {
    const versions = new Set<string>();
    const values = [pattern(8, 1), pattern(8, 2), pattern(9, 2), new Uint8Array(0), pattern(8, 3)];
    await store.set('other', pattern(1));
    for (const value of values) {
      await store.set('key', value);
      const version = (await store.stat('key'))!.version;
      assert(!versions.has(version), `version ${version} stands for two values`);
      versions.add(version);
      await store.set('other', value);
      await store.delete('other');
      await store.get('key');
      await store.flush();
      equal((await store.stat('key'))!.version, version, 'the version after changes elsewhere');
    }
  }),
  /* @__PURE__ */ storeCase(
    'changes the version when another value is moved there or set after a delete',
    async ({ store }) => {
      await store.set('key', pattern(8, 1));
      await store.set('new', pattern(8, 2));
      const first = (await store.stat('key'))!.version;
      await store.rename('new', 'key');
      const second = (await store.stat('key'))!.version;
      await store.delete('key');
      await store.set('key', pattern(8, 3));
      const third = (await store.stat('key'))!.version;
      equal(new Set([first, second, third]).size, 3, 'different versions of three values');
    },
  ),
  /* @__PURE__ */ storeCase('refuses a value where a dictionary is, and below a value', async ({ store }) => {
    await store.set('a/b', pattern(3, 1));
    await fails('wrong-kind', store.set('a', pattern(1)), 'set over a dictionary');
    await fails('wrong-kind', store.set('', pattern(1)), 'set of the root');
    await fails('wrong-kind', store.set('a/b/c', pattern(1)), 'set below a value');
    await fails('wrong-kind', store.set('a/b/c/d', pattern(1)), 'set deep below a value');
    await lists(store, '', ['a/']);
    await lists(store, 'a', ['b']);
    equal(await get(store, 'a/b'), pattern(3, 1), 'the value');
  }),
  /* @__PURE__ */ storeCase('deletes a value, and the dictionaries that held nothing else', async ({ store }) => {
    await store.set('a/b/c', pattern(3));
    await store.set('a/x', pattern(3));
    equal(await store.delete('a/b/c'), true, 'delete of a value');
    equal(await store.delete('a/b/c'), false, 'the same again');
    equal(await store.stat('a/b'), undefined, 'stat of the dictionary that was emptied');
    await lists(store, 'a', ['x']);
    equal(await store.delete('a/x'), true, 'delete of the last value');
    await lists(store, '', []);
  }),
  /* @__PURE__ */ storeCase('deletes a dictionary with all below it and nothing beside it', async ({ store }) => {
    for (const key of ['d/1', 'd/e/2', 'd/e/f/3', 'd2', 'd.x/1', 'c']) await store.set(key, pattern(4));
    equal(await store.delete('d'), true, 'delete of a dictionary');
    await lists(store, '', ['c', 'd.x/', 'd2']);
    equal(await store.get('d/e/f/3'), undefined, 'a value that was below it');
    await store.set('d', pattern(5));
    equal(await get(store, 'd'), pattern(5), 'a value in its place');
  }),
  /* @__PURE__ */ storeCase('delete tells that nothing was there', async ({ store }) => {
    await store.set('a/b', pattern(3));
    for (const key of ['x', 'a/x', 'a/b/c', 'x/y/z']) equal(await store.delete(key), false, `delete of ${key}`);
    equal(await get(store, 'a/b'), pattern(3), 'the value');
  }),
  /* @__PURE__ */ storeCase('delete of the root empties the store', async ({ store }) => {
    equal(await store.delete(''), false, 'delete of the root of an empty store');
    await store.set('a/b', pattern(3));
    await store.set('c', pattern(3));
    equal(await store.delete(''), true, 'delete of the root');
    await lists(store, '', []);
    await store.set('a', pattern(4));
    equal(await get(store, 'a'), pattern(4), 'a value set after it');
  }),
  /* @__PURE__ */ storeCase('moves a value, making and emptying dictionaries', async ({ store }) => {
    await store.set('a/b', pattern(5, 1));
    await store.rename('a/b', 'c/d/e');
    equal(await get(store, 'c/d/e'), pattern(5, 1), 'the value');
    await lists(store, '', ['c/']);
  }),
  /* @__PURE__ */ storeCase('moves a value over a value', async ({ store }) => {
    await store.set('a', pattern(5, 1));
    await store.set('b', pattern(500, 2));
    await store.rename('a', 'b');
    equal(await get(store, 'b'), pattern(5, 1), 'the value');
    await lists(store, '', ['b']);
  }),
  /* @__PURE__ */ storeCase('moves a dictionary', async ({ store }) => {
    for (const key of ['d/1', 'd/e/2', 'd2']) await store.set(key, pattern(6, key.length));
    await store.rename('d', 'x/y');
    await lists(store, '', ['d2', 'x/']);
    await lists(store, 'x/y', ['1', 'e/']);
    equal(await get(store, 'x/y/e/2'), pattern(6, 5), 'a value below it');
  }),
  /* @__PURE__ */ storeCase('moving replaces what was there, whatever its kind', async ({ store }) => {
    await store.set('d/1', pattern(1, 1));
    await store.set('e/2', pattern(2, 2));
    await store.rename('d', 'e');
    await lists(store, 'e', ['1']);
    await store.set('v', pattern(3, 3));
    await store.rename('v', 'e');
    equal(await get(store, 'e'), pattern(3, 3), 'a value over a dictionary');
    await store.set('f/4', pattern(4, 4));
    await store.rename('f', 'e');
    await lists(store, '', ['e/']);
    equal(await get(store, 'e/4'), pattern(4, 4), 'below a dictionary over a value');
  }),
  /* @__PURE__ */ storeCase('moving to the same key changes nothing', async ({ store }) => {
    await store.set('d/1', pattern(1, 1));
    await store.rename('d/1', 'd/1');
    await store.rename('d', 'd');
    equal(await get(store, 'd/1'), pattern(1, 1), 'the value');
  }),
  /* @__PURE__ */ storeCase('refuses moves that cannot be and changes nothing', async ({ store }) => {
    await store.set('d/1', pattern(1, 1));
    await store.set('v', pattern(2, 2));
    await fails('not-found', store.rename('nothing', 'x'), 'a move of nothing');
    await fails('not-found', store.rename('v/below', 'x'), 'a move of what would be below a value');
    await fails('wrong-kind', store.rename('d', 'v/below'), 'a move below a value');
    await fails('wrong-kind', store.rename('d', 'd/inside'), 'a move of a dictionary into itself');
    await fails('wrong-kind', store.rename('', 'x'), 'a move of the root');
    await fails('wrong-kind', store.rename('d', ''), 'a move over the root');
    await lists(store, '', ['d/', 'v']);
    equal(await get(store, 'd/1'), pattern(1, 1), 'd/1');
    equal(await get(store, 'v'), pattern(2, 2), 'v');
  }),
  /* @__PURE__ */ storeCase('holds keys of every form', async ({ store }) => {
    for (const [i, key] of ODD_KEYS.entries()) await store.set(key, pattern(5, i));
    for (const [i, key] of ODD_KEYS.entries()) equal(await get(store, key), pattern(5, i), JSON.stringify(key));
    for (const key of ODD_KEYS) await store.rename(key, `moved/${key}`);
    for (const [i, key] of ODD_KEYS.entries()) {
      equal(await get(store, `moved/${key}`), pattern(5, i), JSON.stringify(key));
      equal(await store.delete(`moved/${key}`), true, `delete of ${JSON.stringify(key)}`);
    }
    await lists(store, '', []);
  }),
  /* @__PURE__ */ storeCase('refuses what is no key and changes nothing', async ({ store }) => {
    await store.set('v', pattern(2, 2));
    for (const key of invalidKeys()) {
      await fails('invalid-key', store.set(key, pattern(1)), `set of ${JSON.stringify(key)}`);
      await fails('invalid-key', store.delete(key), `delete of ${JSON.stringify(key)}`);
      await fails('invalid-key', store.rename(key, 'x'), `rename from ${JSON.stringify(key)}`);
      await fails('invalid-key', store.rename('v', key), `rename to ${JSON.stringify(key)}`);
    }
    await lists(store, '', ['v']);
  }),
  /* @__PURE__ */ storeCase('holds a value of 10 MB and gives any range of it', async ({ store }) => {
    const size = 10_000_000;
    const value = pattern(size, 11);
    await store.set('big/value', value);
    equal((await store.stat('big/value'))?.size, size, 'size');
    for (const [offset, length] of [
      [0, 1],
      [1, 65536],
      [4_999_999, 1_000_003],
      [size - 1, 1],
      [size - 10, 1000],
    ] as const) {
      const part = await store.get('big/value', { offset, length });
      equal(part, value.subarray(offset, offset + length), `${length} octets from ${offset} on`);
    }
    assert(sameBytes(await get(store, 'big/value'), value), 'the whole value differs');
  }),
  /* @__PURE__ */ storeCase('a reader sees the old value or the new one, never a mixture', async ({ store }) => {
    const old = new Uint8Array(100_000).fill(1);
    const young = new Uint8Array(150_000).fill(2);
    await store.set('key', old);
    for (let i = 0; i < 5; i++) {
      const change = store.set('key', i % 2 === 0 ? young : old);
      const seen = await get(store, 'key');
      await change;
      assert(sameBytes(seen, old) || sameBytes(seen, young), 'a read during a set saw neither value');
    }
  }),
  /* @__PURE__ */ storeCase('takes many calls at a time', async ({ store }) => {
    await Promise.all(Array.from({ length: 50 }, (_, i) => store.set(`d${i % 5}/${i}`, pattern(20, i))));
    const values = await Promise.all(Array.from({ length: 50 }, (_, i) => get(store, `d${i % 5}/${i}`)));
    for (let i = 0; i < 50; i++) equal(values[i]!, pattern(20, i), `value ${i}`);
    const deleted = await Promise.all(Array.from({ length: 5 }, (_, i) => store.delete(`d${i}`)));
    assert(
      deleted.every((was) => was),
      'a dictionary was not there',
    );
    await lists(store, '', []);
  }),
  /* @__PURE__ */ storeCase('keeps what was flushed when it is closed and opened again', async ({ store, reopen }) => {
    if (reopen === undefined) return;
    await store.set('a/b', pattern(50, 1));
    await store.set('gone', pattern(50, 2));
    await store.set('from', pattern(50, 3));
    await store.delete('gone');
    await store.rename('from', 'to/here');
    await store.flush();
    await store.close();
    const again = await reopen();
    await lists(again, '', ['a/', 'to/']);
    equal(await get(again, 'a/b'), pattern(50, 1), 'a/b');
    equal(await get(again, 'to/here'), pattern(50, 3), 'to/here');
    await again.close();
  }),
  /* @__PURE__ */ storeCase('is closed once it is closed, twice is fine', async ({ store }) => {
    await store.close();
    await store.close();
    await fails('closed', store.get('key'), 'get after close');
    await fails('closed', store.set('key', pattern(1)), 'set after close');
    await fails('closed', store.delete('key'), 'delete after close');
    await fails('closed', store.rename('key', 'to'), 'rename after close');
    await fails('closed', store.flush(), 'flush after close');
  }),
];

function readerCase(name: string, body: (fixture: ReaderFixture) => Promise<void>): Case<ReaderFixture> {
  return { name, run: (setup) => withFixture(setup, body) };
}

function storeCase(name: string, body: (fixture: StoreFixture) => Promise<void>): Case<StoreFixture> {
  return { name, run: (setup) => withFixture(setup, body) };
}

async function withFixture<F extends { dispose?(): Promise<void> }>(
  setup: () => Promise<F>,
  body: (fixture: F) => Promise<void>,
): Promise<void> {
  const fixture = await setup();
  try {
    await body(fixture);
  } finally {
    await fixture.dispose?.();
  }
}

function invalidKeys(): Key[] {
  return ['/', '/a', 'a/', 'a//b', '.', '..', './a', 'a/.', 'a/../b', '../a', 'a/..', 'nul\0', 'a/\0/b', '//'];
}

async function get(reader: KeyValueReader, key: Key): Promise<Uint8Array> {
  const value = await reader.get(key);
  assert(value !== undefined, `nothing is at ${JSON.stringify(key)}`);
  return value;
}

/** `expected` names the children in order; dictionaries end with "/". */
async function lists(reader: KeyValueReader, key: Key, expected: readonly string[]): Promise<void> {
  const entries = await reader.list(key);
  const names = entries.map(({ name, kind }) => (kind === 'dictionary' ? `${name}/` : name));
  equal(JSON.stringify(names), JSON.stringify(expected), `children of "${key}"`);
}

async function fails(code: KeyValueErrorCode, operation: Promise<unknown>, what: string): Promise<void> {
  const error = await rejection(operation, what);
  assert(error instanceof KeyValueError, `${what} was rejected with ${String(error)}, which is no KeyValueError`);
  equal(error.code, code, `the code of the error of ${what}`);
}

function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
}
