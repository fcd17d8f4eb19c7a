import { below, SeededRandom } from '@morgana/random';
import { describe, expect, test } from 'vitest';
import { canonicalName, nameText, parseName } from '../name.js';
import { parseRecord, recordText } from '../rdata/record-text.js';
import { RRSIG } from '../rdata/types.js';
import { createDenial } from '../server/denial.js';
import { computeUpdate } from '../server/update.js';
import { query, type ResourceRecord } from '../wire/message.js';
import { FormatError } from '../wire/reader.js';
import { applyDiff, zoneRecords } from '../zone/diff.js';
import { loadZone } from '../zone/load.js';
import type { Zone } from '../zone/zone.js';
import { ECDSAP256SHA256, ECDSAP384SHA384, ED25519, type SigningAlgorithm } from './algorithms.js';
import { signedData } from './canonical.js';
import { generateKey, keyTag, type SigningKey } from './keys.js';
import { type SignerOptions, ZoneSigner, zoneKeys } from './signer.js';

const ORIGIN = parseName('example.com.');
const TEXT = `$TTL 300
@ SOA ns host 1 2 3 4 60
@ NS ns
@ MX 10 Mail
ns A 192.0.2.53
a A 192.0.2.1
*.w TXT "wild"
deep.er.x A 192.0.2.2
c CNAME a
sub NS ns.sub
ns.sub A 192.0.2.54
sec NS ns
sec DS 12345 13 2 00000000000000000000000000000000000000000000000000000000000000aa
d DNAME elsewhere.example.
`;

function fresh(text = TEXT): Zone {
  const { zone, problems } = loadZone(new TextEncoder().encode(text), { origin: ORIGIN });
  expect(problems.filter(({ severity }) => severity === 'error')).toEqual([]);
  return zone;
}

const NOW = 1_800_000_000;
function signer(options: Partial<SignerOptions> = {}, algorithm: SigningAlgorithm = ED25519) {
  const random = new SeededRandom(7);
  const keys = [generateKey(algorithm, 257, random), generateKey(algorithm, 256, random)];
  return { keys, signer: new ZoneSigner({ keys: zoneKeys(keys), time: () => NOW, ...options }) };
}

/** All records but signatures, which depend on when they were made. */
function unsigned(zone: Zone): string[] {
  return [...zoneRecords(zone)]
    .filter(({ type }) => type !== 46)
    .map((record) => recordText({ ...record, name: canonicalName(record.name) }))
    .sort();
}

/** Signatures that do not check, and sets that should have one and have not. */
function faults(zone: Zone, keys: readonly SigningKey[]): string[] {
  const wrong: string[] = [];
  const sets = new Map<string, { record: ResourceRecord; rdatas: Uint8Array[]; covered: number }>();
  const key = (name: Uint8Array, type: number) => `${nameText(name).toLowerCase()} ${type}`;
  for (const record of zoneRecords(zone)) {
    if (record.type === 46) continue;
    const set = sets.get(key(record.name, record.type)) ?? { record, rdatas: [], covered: 0 };
    set.rdatas.push(record.rdata);
    sets.set(key(record.name, record.type), set);
  }
  for (const record of zoneRecords(zone)) {
    if (record.type !== 46) continue;
    const value = RRSIG.decode(record.rdata);
    if (value instanceof FormatError) throw value;
    const set = sets.get(key(record.name, value.typeCovered));
    const one = keys.find((candidate) => candidate.keyTag === value.keyTag);
    if (set === undefined || one === undefined) {
      wrong.push(`${recordText(record)}: of nothing`);
      continue;
    }
    set.covered++;
    if (set.record.ttl !== record.ttl || value.originalTtl !== record.ttl) wrong.push(`${recordText(record)}: TTL`);
    if (!one.algorithm.verify(one.publicKey, signedData(value, record.name, set.rdatas), value.signature)) {
      wrong.push(`${recordText(record)}: wrong`);
    }
  }
  for (const [name, { covered, record }] of sets) {
    const node = zone.find(record.name);
    const authoritative = !zone.isOccluded(node) && !((zone.info(node) & 1) !== 0 && ![43, 47].includes(record.type));
    if (covered > 0 !== authoritative) wrong.push(`${name}: ${covered} signatures`);
  }
  return wrong;
}

describe('signing', () => {
  test.each([
    ['ED25519', ED25519],
    ['ECDSAP256SHA256', ECDSAP256SHA256],
    ['ECDSAP384SHA384', ECDSAP384SHA384],
  ] as const)('every authoritative set has a signature that checks: %s', (_, algorithm) => {
    const zone = fresh();
    const { signer: one, keys } = signer({}, algorithm);
    one.sign(zone);
    expect(faults(zone, keys)).toEqual([]);
  });

  test('the NSEC chain goes around, in order, past what is delegated', () => {
    const zone = fresh();
    signer().signer.sign(zone);
    const chain = unsigned(zone).filter((line) => line.includes('\tNSEC\t'));
    expect(chain.map((line) => line.replace('\t60\tIN\tNSEC\t', ' '))).toEqual(
      [
        '*.w.example.com. deep.er.x.example.com. TXT RRSIG NSEC',
        'a.example.com. c.example.com. A RRSIG NSEC',
        'c.example.com. d.example.com. CNAME RRSIG NSEC',
        'd.example.com. ns.example.com. DNAME RRSIG NSEC',
        'deep.er.x.example.com. example.com. A RRSIG NSEC',
        'example.com. a.example.com. NS SOA MX RRSIG NSEC DNSKEY CDS CDNSKEY',
        'ns.example.com. sec.example.com. A RRSIG NSEC',
        'sec.example.com. sub.example.com. NS DS RRSIG NSEC',
        'sub.example.com. *.w.example.com. NS RRSIG NSEC',
      ].sort(),
    );
  });

  test('a key tag and a signature as RFC 8080 has them', () => {
    // RFC 8080, section 6.1, the first example.
    const dnskey = parseRecord('example.com. 3600 IN DNSKEY 257 3 15 l02Woi0iS8Aa25FQkUd9RMzZHJpBoRQwAQEX1SxZJA4=');
    expect(keyTag(dnskey.rdata)).toBe(3613);
    const mx = parseRecord('example.com. 3600 IN MX 10 mail.example.com.');
    const rrsig = RRSIG.decode(
      parseRecord(
        'example.com. 3600 IN RRSIG MX 15 2 3600 1440021600 1438207200 3613 example.com. oL9krJun7xfBOIWcGHi7mag5/hdZrKWw15jPGrHpjQeRAvTdszaPD+QLs3fx8A4M3e23mRZ9VrbpMngwcrqNAg==',
      ).rdata,
    );
    if (rrsig instanceof FormatError) throw rrsig;
    const data = signedData(rrsig, mx.name, [mx.rdata]);
    expect(ED25519.verify(dnskey.rdata.subarray(4), data, rrsig.signature)).toBe(true);
    data[30]! ^= 1;
    expect(ED25519.verify(dnskey.rdata.subarray(4), data, rrsig.signature)).toBe(false);
  });
});

describe.each([
  ['NSEC', {}],
  ['NSEC3', { nsec3: {} }],
  ['NSEC3 with salt and opt-out', { nsec3: { salt: Uint8Array.of(0xab, 0xcd), optOut: true } }],
] as const)('updates of a zone signed with %s', (_, options) => {
  test('lead to what signing the changed zone whole leads to', () => {
    for (let seed = 1; seed <= 2; seed++) {
      const random = new SeededRandom(seed);
      const { signer: one, keys } = signer(options);
      let zone = fresh();
      one.sign(zone);
      expect(faults(zone, keys)).toEqual([]);
      const pick = <T>(items: readonly T[]): T => items[below(random, items.length)]!;
      for (let i = 0; i < 12; i++) {
        const name = pick(['a', 'b', 'x.y', '*.w', '@', 'sub', 'b.sub', 'd', 'e.d', 'deep.er.x', 'er.x', 'sec', 'new']);
        const data = pick([
          'A 192.0.2.1',
          'A 192.0.2.7',
          'NS ns',
          'NS elsewhere.example.',
          'DNAME else.where.',
          'TXT "x"',
          'DS 1 13 2 00000000000000000000000000000000000000000000000000000000000000bb',
        ]);
        const record = parseRecord(`${name} 60 IN ${data}`, ORIGIN);
        const change = [
          record,
          { ...record, class: 254, ttl: 0 },
          { ...record, class: 255, type: 255, ttl: 0, rdata: new Uint8Array(0) },
        ][below(random, 3)]!;
        const { diff } = computeUpdate(zone, { ...query(ORIGIN, 6), opcode: 5, authorities: [change] });
        if (diff === undefined) continue;
        const before = zone;
        const old = unsigned(before);
        const extended = one.extend(before, diff);
        expect(unsigned(before)).toEqual(old);
        zone = extended.zone;
        const where = `seed ${seed}, step ${i}: ${recordText(change)}`;
        // The difference that it gives is the whole difference.
        const replayed = before.clone();
        expect(applyDiff(replayed, extended.diff), where).toBe('');
        expect([...zoneRecords(replayed)].map(recordText).sort(), where).toEqual(
          [...zoneRecords(zone)].map(recordText).sort(),
        );
        // What the signer keeps in order proves what an index made of the zone proves.
        for (const text of ['a.a', 'zz', 'b.x.y', '_.sub', 'deep']) {
          const missing = parseName(text, ORIGIN);
          const next = { closest: ORIGIN, nextCloser: missing, node: -1 };
          const question = { situation: 'no-name', name: missing, ...next } as const;
          expect(createDenial()(zone, question), where).toEqual(createDenial()(zone.clone(), question));
        }
        const whole = zone.clone();
        signer(options).signer.sign(whole);
        expect(unsigned(zone), where).toEqual(unsigned(whole));
        expect(faults(zone, keys), where).toEqual([]);
      }
    }
  }, 60_000);
});

describe('renewing', () => {
  test('signatures are made anew before they end, a few at a time; the zone is right at every step', () => {
    let now = NOW;
    const { signer: one, keys } = signer({ time: () => now });
    let zone = fresh();
    one.sign(zone);
    expect(one.renew(zone)).toBeUndefined();
    now = one.nextRenewal(zone) + 86_400 * 2;
    let steps = 0;
    for (let change = one.renew(zone, 4); change !== undefined; change = one.renew(zone, 4)) {
      zone = change.zone;
      expect(faults(zone, keys)).toEqual([]);
      expect(++steps).toBeLessThan(30);
    }
    expect(steps).toBeGreaterThan(3);
    expect(one.nextRenewal(zone)).toBeGreaterThan(now + 86_400 * 5);
  });

  test('other keys sign everything anew', () => {
    const { signer: one, keys } = signer();
    let zone = fresh();
    one.sign(zone);
    const other = generateKey(ED25519, 256, new SeededRandom(99));
    one.setKeys({ published: [...keys, other], keySigners: [keys[0]!], zoneSigners: [other], delegated: [keys[0]!] });
    for (let change = one.renew(zone); change !== undefined; change = one.renew(zone)) zone = change.zone;
    expect(faults(zone, [keys[0]!, other])).toEqual([]);
    expect(unsigned(zone).filter((line) => line.includes('\tDNSKEY\t'))).toHaveLength(3);
  });
});
