import type { Case, Suite } from '@morgana/compliance';
import { SeededRandom } from '@morgana/random';
import { describe, test } from 'vitest';
import {
  type ReaderFixture,
  readerCompliance,
  type StoreFixture,
  sampleContents,
  storeCompliance,
} from './compliance.js';
import {
  crashing,
  embedded,
  faulty,
  type KeyValueReader,
  type KeyValueStore,
  layered,
  memoryStore,
  overlay,
  prefix,
  readOnly,
} from './index.js';

function suite<Fixture>(title: string, cases: Suite<Fixture>, setup: () => Promise<Fixture>): void {
  describe(title, () => {
    for (const { name, run } of cases as readonly Case<Fixture>[]) test(name, () => run(setup));
  });
}

function reader(title: string, setup: (filled: KeyValueStore) => Promise<KeyValueReader>): void {
  suite<ReaderFixture>(title, readerCompliance, async () => {
    const store = memoryStore();
    for (const [key, value] of sampleContents()) await store.set(key, value);
    return { reader: await setup(store) };
  });
}

function store(title: string, setup: () => Promise<StoreFixture>): void {
  suite<StoreFixture>(title, storeCompliance, setup);
}

const random = () => new SeededRandom(1);

function base64(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64');
}

async function filled(...entries: [string, Uint8Array][]): Promise<KeyValueStore> {
  const into = memoryStore();
  for (const [key, value] of entries) await into.set(key, value);
  return into;
}

reader('memoryStore as a reader', async (contents) => contents);
reader('readOnly', async (contents) => readOnly(contents));
reader('embedded, bytes', async () => embedded(Object.fromEntries(sampleContents())));
reader('embedded, text where it is', async () =>
  embedded(
    Object.fromEntries(
      [...sampleContents()].map(([key, value]) => [
        key,
        value.every((octet) => octet < 128) ? { ascii: Buffer.from(value).toString('latin1') } : value,
      ]),
    ),
  ),
);
reader('embedded, base64', async () =>
  embedded(Object.fromEntries([...sampleContents()].map(([key, value]) => [key, base64(value)]))),
);
reader('layered, one layer', async (contents) => layered(contents));
reader('layered, empty layers around it', async (contents) => layered(memoryStore(), contents, memoryStore()));
reader('layered, spread over three layers', async () => {
  const layers = [memoryStore(), memoryStore(), memoryStore()];
  for (const [i, [key, value]] of [...sampleContents()].entries()) {
    await layers[i % 3]!.set(key, value);
    // Hidden by the one above.
    if (i % 3 < 2) await layers[2]!.set(key, new Uint8Array(i));
  }
  return layered(...layers);
});
reader('prefix as a reader', async () => {
  const outer = await filled(['inner', new Uint8Array(3)], ['z', new Uint8Array(3)]);
  for (const [key, value] of sampleContents()) await outer.set(`in/ner/${key}`, value);
  return prefix(readOnly(outer), 'in/ner');
});
reader('overlay, all from below', async (contents) => overlay(memoryStore(), contents));
reader('overlay, whited out and set again', async (contents) => {
  const lower = memoryStore();
  for (const [key] of sampleContents()) await lower.set(key, new Uint8Array(7));
  await lower.set('more/to/hide', new Uint8Array(7));
  const above = await overlay(memoryStore(), lower);
  await above.delete('more/to/hide');
  for (const [key] of sampleContents()) {
    await above.delete(key);
    await above.set(key, (await contents.get(key))!);
  }
  return above;
});

store('memoryStore', async () => ({ store: memoryStore() }));
store('prefix', async () => {
  const outer = await filled(['in', new Uint8Array(3)], ['inn', new Uint8Array(3)]);
  return { store: prefix(outer, 'i/n'), reopen: async () => prefix(outer, 'i/n') };
});
store('prefix, the root', async () => {
  const outer = memoryStore();
  return { store: prefix(outer, ''), reopen: async () => prefix(outer, '') };
});
store('overlay over nothing', async () => {
  const upper = memoryStore();
  return { store: await overlay(upper, memoryStore()), reopen: () => overlay(upper, memoryStore()) };
});
store('overlay over what was deleted', async () => {
  const upper = memoryStore();
  const lower = memoryStore();
  for (const [key, value] of sampleContents()) await lower.set(key, value);
  for (const key of ['d/e/f/3', 'a/x', 'v', 'key']) await lower.set(key, new Uint8Array(9));
  const above = await overlay(upper, lower);
  for (const { name } of await above.list('')) await above.delete(name);
  return { store: above, reopen: () => overlay(upper, lower) };
});
store('overlay on an overlay', async () => {
  const upper = await overlay(memoryStore(), memoryStore());
  return { store: await overlay(upper, memoryStore()), reopen: () => overlay(upper, memoryStore()) };
});
store('faulty without faults', async () => ({ store: faulty(memoryStore(), { random: random() }) }));
store('crashing that does not crash', async () => {
  const backing = memoryStore();
  return {
    store: await crashing(prefix(backing, ''), { random: random() }),
    reopen: () => crashing(prefix(backing, ''), { random: random() }),
  };
});
