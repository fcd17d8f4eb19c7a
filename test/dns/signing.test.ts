/** Zones that ours signs: checked by ldns-verify-zone and dnssec-verify, and their answers by delv and unbound. */
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import {
  createDenial,
  dsOf,
  ECDSAP256SHA256,
  ED25519,
  generateKey,
  type Message,
  nameText,
  parseName,
  parseRecord,
  query,
  rdataText,
  recordText,
  type SignerOptions,
  type SigningAlgorithm,
  type Zone,
  ZoneSigner,
  zoneKeys,
  zoneRecords,
} from '@morgana/dns';
import { createRandom } from '@morgana/runtime-node';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { generateZone } from './generate.js';
import { type Ours, startOurs, zoneOf } from './ours.js';
import { Asker, Folder, have, type NameServer, PATHS, startUnbound } from './servers.js';

const run = promisify(execFile);
const FULL = process.env.MORGANA_TEST_FULL === '1';
const time = () => Math.floor(Date.now() / 1000);

function newSigner(algorithm: SigningAlgorithm, nsec3: SignerOptions['nsec3']) {
  const random = createRandom();
  const keys = [generateKey(algorithm, 257, random), generateKey(algorithm, 256, random)];
  return { keys, signer: new ZoneSigner({ keys: zoneKeys(keys), time, ...(nsec3 === undefined ? {} : { nsec3 }) }) };
}

const MODES = [
  ['NSEC, ED25519', ED25519, undefined],
  ['NSEC, ECDSAP256SHA256', ECDSAP256SHA256, undefined],
  ['NSEC3, ECDSAP256SHA256', ECDSAP256SHA256, {}],
  ['NSEC3 with salt and opt-out, ED25519', ED25519, { salt: Uint8Array.of(0xab, 0xcd), optOut: true }],
] as const;

const masterFile = (zone: Zone) => `${[...zoneRecords(zone)].map(recordText).join('\n')}\n`;

describe.skipIf(!have('ldns-verify-zone', 'dnssec-verify'))('ldns-verify-zone and dnssec-verify', () => {
  test.each(MODES)(
    '%s',
    async (_, algorithm, nsec3) => {
      const folder = new Folder();
      try {
        for (let i = 0; i < (FULL ? 40 : 5); i++) {
          const { origin, text } = generateZone(77, i, 0);
          let zone = zoneOf(nameText(origin), text);
          const { signer } = newSigner(algorithm, nsec3);
          signer.sign(zone);
          const check = async (what: string) => {
            const file = folder.write('zone', masterFile(zone));
            for (const [program, args] of [
              ['ldns-verify-zone', ['-V', '1', file]],
              ['dnssec-verify', ['-q', '-o', nameText(origin), file]],
            ] as const) {
              const failed = await run(program, args, { env: PATHS }).then(
                () => '',
                (error: { stdout: string; stderr: string }) => `${error.stdout}${error.stderr}failed`,
              );
              if (failed !== '') throw new Error(`${program}, ${what}: ${failed}\n${masterFile(zone)}`);
            }
          };
          await check(`zone ${i}`);
          // And after changes, in which names come and go.
          const soa = [...zoneRecords(zone)][0]!;
          for (let serial = 0; serial < 3; serial++) {
            const added = [parseRecord(`n${serial}.new 60 A 192.0.2.9`, origin)];
            const removed = serial === 0 ? [] : [parseRecord(`n${serial - 1}.new 60 A 192.0.2.9`, origin)];
            const held = [...zoneRecords(zone)][0]!;
            const rdata = held.rdata.slice();
            new DataView(rdata.buffer).setUint32(rdata.length - 20, serial + 2);
            zone = signer.extend(zone, { oldSoa: held, newSoa: { ...soa, rdata }, removed, added }).zone;
          }
          await check(`zone ${i} after changes`);
        }
      } finally {
        folder.remove();
      }
    },
    120_000,
  );
});

/** Names and types that ask for every kind of proof. */
const QUERIES = [
  ['www', 'A'],
  ['www', 'MX'],
  ['nothing', 'A'],
  ['below.nothing', 'TXT'],
  ['ent', 'A'],
  ['host.wild', 'A'],
  ['host.wild', 'MX'],
  ['alias', 'A'],
  ['@', 'SOA'],
  ['@', 'DNSKEY'],
  ['@', 'CDS'],
  ['@', 'CDNSKEY'],
  ['@', 'AAAA'],
  ['x.moved', 'A'],
] as const;
const ZONE = `$TTL 300
@ SOA ns host 1 7200 3600 604800 60
@ NS ns
ns A 127.0.0.1
www A 192.0.2.80
a.ent A 192.0.2.1
*.wild A 192.0.2.2
alias CNAME www
moved DNAME ent
x.ent A 192.0.2.3
sub NS ns.sub
ns.sub A 192.0.2.54
`;

describe.skipIf(!have('delv', 'unbound'))('delv and unbound take our answers for secure', () => {
  describe.each(MODES)('%s', (_, algorithm, nsec3) => {
    const origin = parseName('signed.test.');
    let ours: Ours;
    let unbound: NameServer;
    let folder: Folder;
    let asker: Asker;
    let anchors: string;

    beforeAll(async () => {
      folder = new Folder();
      ours = await startOurs({ denial: createDenial() });
      const { keys, signer } = newSigner(algorithm, nsec3);
      const zone = zoneOf('signed.test.', ZONE);
      signer.sign(zone);
      ours.authority.addPrimary({ zone, signer, allowUpdate: () => true });
      const ds = rdataText(43, dsOf(origin, keys[0]!.dnskey));
      const [tag, number, digest, hash] = ds.split(' ');
      anchors = folder.write(
        'anchors',
        `trust-anchors { signed.test. static-ds ${tag} ${number} ${digest} "${hash}"; };\n`,
      );
      unbound = await startUnbound([{ origin, port: ours.port }], [`signed.test. DS ${ds}`]);
      asker = new Asker();
    });
    afterAll(async () => {
      asker?.close();
      await unbound?.stop();
      await ours?.stop();
      folder?.remove();
    });

    const ask = (name: string, type: number): Promise<Message | undefined> =>
      asker.ask(
        unbound.port,
        query(parseName(name, origin), type, { recursionDesired: true, edns: { dnssecOk: true } }),
      );

    test.each(QUERIES)('%s %s', async (name, type) => {
      const owner = parseName(name, origin);
      const args = ['@127.0.0.1', '-p', String(ours.port), '-a', anchors, '+root=signed.test', nameText(owner), type];
      const { stdout } = await run('delv', args, { env: PATHS });
      // With opt-out nobody can say that a name is not there (RFC 5155, section 9.2): not secure.
      const optOut = nsec3 !== undefined && 'optOut' in nsec3;
      const unsure = optOut && /nothing|wild/.test(name);
      expect(stdout).toMatch(
        unsure
          ? /^; (negative response, )?(unsigned answer|fully validated)/m
          : /^; (negative response, )?fully validated/m,
      );
      const numbers: Record<string, number> = {
        A: 1,
        MX: 15,
        TXT: 16,
        SOA: 6,
        AAAA: 28,
        DNSKEY: 48,
        CDS: 59,
        CDNSKEY: 60,
      };
      const answer = await ask(name, numbers[type]!);
      expect(answer?.rcode).toBe(name.includes('nothing') ? 3 : 0);
      expect((answer!.flags & 0x20) !== 0, 'AD').toBe(!unsure);
    });

    test('and after an update', async () => {
      const added = parseRecord('fresh 60 TXT "new"', origin);
      const update = { ...query(origin, 6), opcode: 5, authorities: [added] };
      expect((await asker.ask(ours.port, update))?.rcode).toBe(0);
      const answer = await ask('fresh', 16);
      expect(answer?.answers.map(({ type }) => type)).toContain(16);
      expect((answer!.flags & 0x20) !== 0).toBe(true);
      // What signing makes is not changed from outside.
      const forbidden = { ...query(origin, 6), opcode: 5, authorities: [parseRecord('www 60 NSEC x A', origin)] };
      expect((await asker.ask(ours.port, forbidden))?.rcode).toBe(5);
    });
  });
});
