import { memoryBlock, VolatileCache } from '@morgana/block';
import type { Case } from '@morgana/compliance';
import { type KeyValueError, type KeyValueStore, memoryStore } from '@morgana/kv';
import { storeCompliance } from '@morgana/kv/compliance';
import { below, SeededRandom } from '@morgana/random';
import { describe, expect, test } from 'vitest';
import { openBlockStore } from './block-store.js';

describe('a store on a block device', () => {
  for (const { name, run } of storeCompliance as readonly Case<unknown>[]) {
    test(name, () =>
      run(async () => {
        const block = memoryBlock({ sectorCount: 50_000 });
        return { store: await openBlockStore(block), reopen: () => openBlockStore(block) };
      }),
    );
  }
});

async function contents(store: KeyValueStore, key = ''): Promise<Map<string, string>> {
  const all = new Map<string, string>();
  for (const { name, kind } of await store.list(key)) {
    const path = key === '' ? name : `${key}/${name}`;
    if (kind === 'value') all.set(path, String(await store.get(path)));
    else for (const [below, value] of await contents(store, path)) all.set(below, value);
  }
  return all;
}

/** Random changes; those that are no changes are left out. */
async function change(random: SeededRandom, store: KeyValueStore): Promise<void> {
  const key = () => ['a', 'b', 'd/x', 'd/y', 'e/f/g', 'a-longer-name-of-a-value'][below(random, 6)]!;
  const kind = below(random, 8);
  if (kind < 5) await store.set(key(), new Uint8Array(below(random, 900)).fill(below(random, 256)));
  else if (kind < 7) await store.delete(below(random, 8) === 0 ? 'd' : key());
  else {
    const from = key();
    if ((await store.stat(from)) !== undefined) await store.rename(from, key());
  }
}

test('a power cut at every write: all up to the last flush is there, nothing is half there', async () => {
  let reopened = 0;
  for (let cut = 1; ; cut++) {
    const random = new SeededRandom(cut % 7);
    const medium = memoryBlock({ sectorCount: 2 + 2 * 24 });
    const disk = new VolatileCache(medium, { random: new SeededRandom(cut), cutAtWrite: cut });
    // What the store may hold: each state since the last flush.
    const model = memoryStore();
    let states = [await contents(model)];
    let done = false;
    try {
      const store = await openBlockStore(disk);
      for (let step = 0; step < 60; step++) {
        // The same choices for both; the model first, for a change may be durable although its call failed.
        const seed = below(random, 2 ** 30);
        await change(new SeededRandom(seed), model);
        states.push(await contents(model));
        await change(new SeededRandom(seed), store);
        if (below(random, 5) === 0) {
          await store.flush();
          states = states.slice(-1);
        }
      }
      done = true;
    } catch (error) {
      expect((error as KeyValueError).code, String(error)).toBe('io');
    }
    if (!done) await disk.cut();
    else await disk.flush();
    const found = await contents(await openBlockStore(medium));
    expect(states, `cut at write ${cut}`).toContainEqual(found);
    // And it goes on from there.
    const again = await openBlockStore(medium);
    await again.set('after', Uint8Array.of(1));
    await again.close();
    expect(await contents(await openBlockStore(medium))).toEqual(new Map([...found, ['after', '1']]));
    reopened++;
    if (done) break;
  }
  expect(reopened).toBeGreaterThan(60);
}, 60_000);

test('what an older journal left behind the end never comes back', async () => {
  // A record is lost, the ones behind it are on the medium; then another takes the place of the lost one.
  const block = memoryBlock({ sectorCount: 100 });
  const store = await openBlockStore(block);
  for (const key of ['one', 'two', 'three']) await store.set(key, Uint8Array.of(1));
  await store.close();
  const sector = new Uint8Array(512);
  await block.write(3, sector); // "two"
  const second = await openBlockStore(block);
  expect([...(await contents(second)).keys()]).toEqual(['one']);
  await second.set('two', Uint8Array.of(2));
  await second.close();
  expect(await contents(await openBlockStore(block))).toEqual(
    new Map([
      ['one', '1'],
      ['two', '2'],
    ]),
  );
});

test('a full device: one error that says so, and everything else goes on', async () => {
  const block = memoryBlock({ sectorCount: 2 + 2 * 10 });
  const store = await openBlockStore(block);
  for (let i = 0; i < 10; i++) await store.set(`k${i}`, Uint8Array.of(i));
  await expect(store.set('more', Uint8Array.of(1))).rejects.toThrow(
    '"more" would make the store take 11 sectors of at most 10, half of the device',
  );
  await expect(store.rename('k1', 'k'.repeat(300))).rejects.toMatchObject({ code: 'no-space' });
  await store.set('k1', Uint8Array.of(99));
  expect(await store.delete('k2')).toBe(true);
  await store.set('more', Uint8Array.of(1));
  for (let i = 0; i < 100; i++) await store.set('k3', Uint8Array.of(i)); // journals are begun anew
  await store.close();
  const found = await contents(await openBlockStore(block));
  expect(found.get('k1')).toBe('99');
  expect(found.get('k3')).toBe('99');
  expect(found.size).toBe(10);
});

test('a device with something else on it is left alone; one that is damaged is not believed', async () => {
  const other = memoryBlock({ sectorCount: 100, contents: new Uint8Array(512).fill(7) });
  await expect(openBlockStore(other)).rejects.toThrow('holds something that is no store');
  await expect(openBlockStore(memoryBlock({ sectorCount: 10 }))).rejects.toThrow('needs 18 sectors');

  const block = memoryBlock({ sectorCount: 60 });
  const store = await openBlockStore(block);
  for (let i = 0; i < 40; i++) await store.set(`k${i % 5}`, Uint8Array.of(i));
  await store.close();
  const random = new SeededRandom(5);
  const image = new Uint8Array(60 * 512);
  await block.read(0, image);
  let refused = 0;
  for (let i = 0; i < 200; i++) {
    const copy = image.slice();
    copy[below(random, copy.length)]! ^= 1 << below(random, 8);
    try {
      const found = await contents(await openBlockStore(memoryBlock({ sectorCount: 60, contents: copy })));
      for (const key of found.keys()) expect(key).toMatch(/^k[0-4]$/);
    } catch (error) {
      expect((error as KeyValueError).code).toBe('io');
      refused++;
    }
  }
  expect(refused).toBeGreaterThan(0);
});
