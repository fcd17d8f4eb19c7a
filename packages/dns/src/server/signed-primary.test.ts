/** A primary that signs: what it serves, what it stores, and what it does after a restart. */

import { MemoryInternet } from '@morgana/flow';
import { memoryStore } from '@morgana/kv';
import { SeededRandom } from '@morgana/random';
import { VirtualClock } from '@morgana/time';
import { expect, test } from 'vitest';
import { ED25519 } from '../dnssec/algorithms.js';
import { generateKey } from '../dnssec/keys.js';
import { ZoneSigner, zoneKeys } from '../dnssec/signer.js';
import { parseName } from '../name.js';
import { parseRecord, recordText } from '../rdata/record-text.js';
import { Rcode } from '../wire/constants.js';
import { query } from '../wire/message.js';
import { zoneRecords } from '../zone/diff.js';
import { loadZone } from '../zone/load.js';
import { ZoneStore } from '../zone/store.js';
import type { Zone } from '../zone/zone.js';
import { Authority } from './authority.js';

const ORIGIN = parseName('example.com.');
const TEXT = `$TTL 60\n@ SOA ns host 1 2 3 4 5\n@ NS ns\nns A 192.0.2.53\n${Array.from({ length: 30 }, (_, i) => `h${i} A 192.0.2.${i}`).join('\n')}\n`;
const contents = (zone: Zone) => [...zoneRecords(zone)].map(recordText).sort();
const DAY = 86_400_000;

test('signatures are stored with what they are over, renewed by the clock, and go on after a restart', async () => {
  const clock = new VirtualClock();
  const random = new SeededRandom(1);
  const ground = { stack: new MemoryInternet().stack('10.0.0.1'), clock, random };
  const time = () => Math.floor(clock.wall() / 1000);
  const keys = zoneKeys([generateKey(ED25519, 257, random)]);
  const disk = memoryStore();
  const { zone } = loadZone(new TextEncoder().encode(TEXT), { origin: ORIGIN });
  const start = async (of: Zone, signer: ZoneSigner) => {
    const store = new ZoneStore(disk, 'zone');
    if (of === zone) await store.replace(of);
    else await store.load(ORIGIN);
    const authority = new Authority({ ground, time });
    return { authority, primary: authority.addPrimary({ zone: of, store, signer, allowUpdate: () => true }) };
  };
  const first = new ZoneSigner({ keys, time });
  expect(() => new Authority({ ground, time }).addPrimary({ zone, signer: first })).toThrow(/not signed/);
  first.sign(zone);
  const whole = first.statistics.signatures;
  let { authority, primary } = await start(zone, first);
  const update = (text: string) =>
    primary.update({ ...query(ORIGIN, 6), opcode: 5, authorities: [parseRecord(text, ORIGIN)] });
  for (let i = 0; i < 5; i++) expect(await clock.complete(update(`new${i} 60 A 192.0.2.99`))).toBe(Rcode.NOERROR);
  // The set, its NSEC and the one before, and the SOA.
  expect(first.statistics.signatures - whole).toBeLessThanOrEqual(5 * 4);
  expect(await clock.complete(update('new0 60 NSEC x A'))).toBe(Rcode.REFUSED);

  // After a restart it is the same zone, and nothing is signed again.
  authority.stop();
  const reloaded = (await new ZoneStore(disk, 'zone').load(ORIGIN))!;
  expect(contents(reloaded)).toEqual(contents(primary.zone));
  const second = new ZoneSigner({ keys, time });
  ({ authority, primary } = await start(reloaded, second));
  await clock.advance(10_000);
  expect(second.statistics.signatures).toBe(0);

  // Two weeks later every signature is new, and that is stored too.
  const serial = primary.zone.serial;
  for (let day = 0; day < 16; day++) {
    await clock.advance(DAY);
    expect(second.nextRenewal(primary.zone)).toBeGreaterThan(time() - 7200);
  }
  expect(second.statistics.signatures).toBeGreaterThanOrEqual(whole);
  expect(primary.zone.serial).toBeGreaterThan(serial);
  expect(contents((await new ZoneStore(disk, 'zone').load(ORIGIN))!)).toEqual(contents(primary.zone));
  authority.stop();
});
