/** NSD and Knot as secondaries of ours, and ours as theirs: AXFR, IXFR, NOTIFY, TSIG. */

import {
  decodeMessage,
  encodeMessage,
  exchangeUdp,
  FormatError,
  nameText,
  parseName,
  parseRecord,
  query,
  recordText,
  type Zone,
  ZoneStore,
  zoneRecords,
} from '@morgana/dns';
import { memoryStore } from '@morgana/kv';
import { afterEach, describe, expect, test } from 'vitest';
import { generateZone } from './generate.js';
import { KEY, KEY_BASE64, type Ours, startOurs, zoneOf } from './ours.js';
import { Asker, have, type NameServer, startKnot, startNamed, startNsd } from './servers.js';

const zoneFor = (seed: number) => generateZone(seed, 0, 0);
const contents = (zone: Zone) => [...zoneRecords(zone)].map((record) => recordText(record).toLowerCase()).sort();

/** What changes an update makes, over UDP like a client's. */
async function update(ours: Ours, zone: Zone, records: readonly string[]): Promise<void> {
  const added = records.map((text) => parseRecord(text, zone.origin));
  const message = { ...query(zone.origin, 6, { id: 7 }), opcode: 5, authorities: added };
  const bytes = await exchangeUdp(
    ours.ground,
    { address: '127.0.0.1', port: ours.port },
    encodeMessage(message),
    3000,
    () => true,
  );
  const answer = decodeMessage(bytes);
  if (answer instanceof FormatError || answer.rcode !== 0)
    throw new Error(`the update failed: ${JSON.stringify(answer)}`);
}

async function until(what: string, condition: () => boolean): Promise<void> {
  for (let i = 0; i < 200; i++) {
    if (condition()) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`it did not come to pass: ${what}`);
}

const BIND_KEY = `key transfer.key { algorithm hmac-sha256; secret "${KEY_BASE64}"; };\n`;

describe.skipIf(!have('nsd', 'knotd', 'named'))('transfers', () => {
  const running: (Ours | NameServer)[] = [];
  afterEach(async () => {
    for (const one of running.splice(0)) await one.stop();
  });

  test.each(['nsd', 'knot', 'bind'] as const)(
    '%s is a secondary of ours: AXFR, NOTIFY, IXFR, all signed',
    async (kind) => {
      const { origin, text } = zoneFor(11);
      const ours = await startOurs();
      running.push(ours);
      // The port has to be in our configuration before it is in theirs: theirs is started with ours known, and told by NOTIFY.
      const theirs =
        kind === 'nsd'
          ? await startNsd(
              [
                {
                  origin,
                  text: '',
                  nsd: `  request-xfr: 127.0.0.1@${ours.port} transfer.key.\n  allow-notify: 127.0.0.1 transfer.key.\n`,
                },
              ],
              `key:\n  name: transfer.key.\n  algorithm: hmac-sha256\n  secret: "${KEY_BASE64}"\n`,
            )
          : kind === 'bind'
            ? await startNamed(
                [
                  {
                    origin,
                    text: '',
                    bind: `  type secondary;\n  primaries { 127.0.0.1 port ${ours.port} key transfer.key; };\n  allow-notify { key transfer.key; };\n`,
                  },
                ],
                BIND_KEY,
              )
            : await startKnot(
                [{ origin, text: '', knot: '    master: ours\n    acl: ours\n    zonefile-load: none\n' }],
                `key:\n  - id: transfer.key\n    algorithm: hmac-sha256\n    secret: ${KEY_BASE64}\nremote:\n  - id: ours\n    address: 127.0.0.1@${ours.port}\n    key: transfer.key\nacl:\n  - id: ours\n    key: transfer.key\n    action: notify\n`,
              );
      running.push(theirs);
      const transfers: string[] = [];
      const primary = ours.authority.addPrimary({
        zone: zoneOf(nameText(origin), text),
        allowTransfer: ({ key }) => {
          transfers.push(key === undefined ? 'unsigned' : 'signed');
          return key !== undefined;
        },
        allowUpdate: () => true,
        notify: [{ endpoint: { address: '127.0.0.1', port: theirs.port }, key: KEY }],
      });
      primary.notify();
      await theirs.ready(origin, 1);
      for (let serial = 2; serial <= 4; serial++) {
        await update(ours, primary.zone, [`changed${serial} 60 TXT "serial ${serial}"`]);
        await theirs.ready(origin, serial);
      }
      const asker = new Asker();
      const answer = await asker.ask(theirs.port, query(parseName('changed3', origin), 16));
      asker.close();
      expect(answer?.answers.map(recordText)).toEqual([`changed3.${nameText(origin)}\t60\tIN\tTXT\t"serial 3"`]);
      expect(transfers.every((one) => one === 'signed')).toBe(true);
    },
    60_000,
  );

  test.each(['nsd', 'knot', 'bind'] as const)(
    'ours is a secondary of %s: AXFR, NOTIFY, restart from the store',
    async (kind) => {
      const { origin, text } = zoneFor(12);
      const ours = await startOurs();
      running.push(ours);
      const theirs =
        kind === 'nsd'
          ? await startNsd(
              [
                {
                  origin,
                  text,
                  nsd: `  provide-xfr: 127.0.0.1 transfer.key.\n  notify: 127.0.0.1@${ours.port} transfer.key.\n`,
                },
              ],
              `key:\n  name: transfer.key.\n  algorithm: hmac-sha256\n  secret: "${KEY_BASE64}"\n`,
            )
          : kind === 'bind'
            ? await startNamed(
                [
                  {
                    origin,
                    text,
                    bind: `  type primary;\n  allow-transfer { key transfer.key; };\n  allow-update { any; };\n  notify explicit;\n  also-notify { 127.0.0.1 port ${ours.port} key transfer.key; };\n`,
                  },
                ],
                BIND_KEY,
              )
            : await startKnot(
                [
                  {
                    origin,
                    text,
                    knot: '    acl: [ours, update]\n    notify: ours\n    zonefile-sync: -1\n    journal-content: changes\n',
                  },
                ],
                `key:\n  - id: transfer.key\n    algorithm: hmac-sha256\n    secret: ${KEY_BASE64}\nremote:\n  - id: ours\n    address: 127.0.0.1@${ours.port}\n    key: transfer.key\nacl:\n  - id: ours\n    key: transfer.key\n    action: transfer\n  - id: update\n    address: 127.0.0.1\n    action: update\n`,
              );
      running.push(theirs);
      await theirs.ready(origin, 1);
      const files = memoryStore();
      const secondary = await ours.authority.addSecondary({
        origin,
        primaries: [{ address: '127.0.0.1', port: theirs.port }],
        key: KEY,
        store: new ZoneStore(files, 'zone'),
      });
      await until('the transfer', () => secondary.zone.serial === 1);
      expect(contents(secondary.zone)).toEqual(contents(zoneOf(nameText(origin), text)));
      if (kind !== 'nsd') {
        // Knot and BIND take updates, and tell us of each by NOTIFY; we fetch the change by IXFR.
        for (let serial = 2; serial <= 4; serial++) {
          const records = [parseRecord(`changed${serial} 60 TXT "serial ${serial}"`, origin)];
          const asker = new Asker();
          const answer = await asker.ask(theirs.port, { ...query(origin, 6), opcode: 5, authorities: records });
          asker.close();
          expect(answer?.rcode).toBe(0);
          await until(`serial ${serial}`, () => secondary.zone.serial === serial);
        }
        expect(secondary.zone.find(parseName('changed3', origin))).toBeGreaterThan(0);
      }
      const stored = await new ZoneStore(files, 'zone').load(origin);
      expect(contents(stored!)).toEqual(contents(secondary.zone));
    },
    60_000,
  );
});
