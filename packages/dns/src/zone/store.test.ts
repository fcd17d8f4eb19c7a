import { crashing, memoryStore } from '@morgana/kv';
import { SeededRandom } from '@morgana/random';
import { expect, test } from 'vitest';
import { parseName } from '../name.js';
import { parseRecord, recordText } from '../rdata/record-text.js';
import { applyDiff, soaOf, withSerial, type ZoneDiff, zoneRecords } from './diff.js';
import { loadZone } from './load.js';
import { ZoneStore } from './store.js';
import type { Zone } from './zone.js';

const ORIGIN = parseName('example.com.');
const TEXT = '$TTL 60\n@ SOA ns1 host 1 2 3 4 5\n@ NS ns1\nns1 A 192.0.2.1\n';
const fresh = () => loadZone(new TextEncoder().encode(TEXT), { origin: ORIGIN }).zone;
const contents = (zone: Zone) => [...zoneRecords(zone)].map(recordText).sort().join('\n');
const OPTIONS = { history: 3, compactAfter: 4 };
const CHANGES = 12;

/** The n-th change adds one record, and removes the one of the change before. */
function change(zone: Zone, n: number): ZoneDiff {
  const oldSoa = soaOf(zone)!;
  const newSoa = { ...oldSoa, rdata: withSerial(oldSoa.rdata, n + 1) };
  const record = (i: number) => parseRecord(`n${i} 60 TXT "change ${i}"`, ORIGIN);
  return { oldSoa, newSoa, removed: n > 1 ? [record(n - 1)] : [], added: [record(n)] };
}

test('a crash at every write: every acknowledged change is there, nothing is half there', async () => {
  const states = [contents(fresh())];
  for (let n = 1, zone = fresh(); n <= CHANGES; n++) {
    expect(applyDiff(zone, change(zone, n))).toBe('');
    states.push(contents(zone));
  }
  let crashes = 0;
  for (let crashAtCall = 1; ; crashAtCall++) {
    const disk = memoryStore();
    const store = await crashing(disk, { random: new SeededRandom(crashAtCall), crashAtCall });
    let acknowledged = -1;
    const journal = new ZoneStore(store, 'zones/example.com', OPTIONS);
    try {
      const zone = fresh();
      await journal.replace(zone);
      acknowledged = 0;
      for (let n = 1; n <= CHANGES; n++) {
        const diff = change(zone, n);
        await journal.append(diff);
        acknowledged = n;
        applyDiff(zone, diff);
        await journal.compact(zone);
      }
    } catch {
      // The crash.
    }
    await store.crash();
    const reopened = new ZoneStore(disk, 'zones/example.com', OPTIONS);
    const zone = await reopened.load(ORIGIN);
    if (acknowledged >= 0) expect(zone, `crash at call ${crashAtCall}`).toBeDefined();
    if (zone !== undefined) {
      const state = states.indexOf(contents(zone));
      expect(state, `crash at call ${crashAtCall}, ${acknowledged} acknowledged`).toBeGreaterThanOrEqual(acknowledged);
      expect(state).toBeLessThanOrEqual(acknowledged + 1);
      // And it goes on from there.
      const next = change(zone, state + 1);
      await reopened.append(next);
      applyDiff(zone, next);
      const again = await new ZoneStore(disk, 'zones/example.com', OPTIONS).load(ORIGIN);
      expect(contents(again!)).toBe(contents(zone));
    }
    if (store.calls < crashAtCall) break;
    crashes++;
  }
  expect(crashes).toBeGreaterThan(CHANGES);
});

test('what changed since a serial, as long as it is kept', async () => {
  const store = memoryStore();
  const journal = new ZoneStore(store, '', { history: 3, compactAfter: 100 });
  const zone = fresh();
  await journal.replace(zone);
  for (let n = 1; n <= 5; n++) {
    const diff = change(zone, n);
    await journal.append(diff);
    applyDiff(zone, diff);
  }
  expect(journal.since(2)).toBeUndefined();
  expect(journal.since(3)).toHaveLength(3);
  expect(journal.since(5)).toHaveLength(1);
  expect(journal.since(6)).toBeUndefined();
  await store.set('journal/000000000003', Uint8Array.of(1, 2));
  await expect(new ZoneStore(store, '').load(ORIGIN)).rejects.toThrow('journal/000000000003');
});

test('a store whose octets have changed: an error that names the key, or another zone; no hang', async () => {
  const disk = memoryStore();
  const journal = new ZoneStore(disk, 'zone', { history: 3, compactAfter: 100 });
  const zone = fresh();
  await journal.replace(zone);
  for (let n = 1; n <= 2; n++) {
    const diff = change(zone, n);
    await journal.append(diff);
    applyDiff(zone, diff);
  }
  let refused = 0;
  for (const key of ['zone/base', 'zone/journal/000000000001', 'zone/journal/000000000002']) {
    const sound = (await disk.get(key))!;
    for (let at = 0; at < sound.length; at++) {
      for (const octet of [0, 1, 0xff, sound[at]! ^ 0x40]) {
        const spoilt = sound.slice();
        spoilt[at] = octet;
        await disk.set(key, spoilt);
        const error = await new ZoneStore(disk, 'zone').load(ORIGIN).then(
          () => undefined,
          (reason: Error) => reason,
        );
        if (error === undefined) continue;
        refused++;
        expect(error.message).toContain('zone/');
      }
    }
    await disk.set(key, sound);
  }
  expect(refused).toBeGreaterThan(200);
});
