import { SeededRandom } from '@morgana/random';
import { describe, expect, test } from 'vitest';
import { hexText } from '../encoding.js';
import { type Name, parseName } from '../name.js';
import { zoneRecords } from '../zone/diff.js';
import { loadZone } from '../zone/load.js';
import type { Zone } from '../zone/zone.js';
import { ECDSAP256SHA256, ED25519, VALIDATION_ALGORITHMS } from './algorithms.js';
import { dsOf, generateKey, verificationKeys } from './keys.js';
import { findSet, type RecordSet, recordSets } from './record-set.js';
import { acceptDelegation, KeyRing } from './rollover.js';
import { ZoneSigner } from './signer.js';
import { Effort, verifyKeys, verifySet } from './verify.js';

const ORIGIN = parseName('example.com.');
const WWW = parseName('www.example.com.');
const START = 1_800_000_000;
const KEY_TTL = 3600;
const ZONE_TTL = 7200;
const DS_TTL = 1800;

/** What a resolver may hold of the zone at a time. */
interface View {
  readonly at: number;
  readonly ds: readonly Uint8Array[];
  readonly dnskey: RecordSet;
  readonly www: RecordSet;
}

function world() {
  const random = new SeededRandom(3);
  let now = START;
  const ksk = generateKey(ED25519, 257, random);
  const zsk = generateKey(ED25519, 256, random);
  const ring = new KeyRing({
    keys: [
      { key: ksk, state: 'active', since: now },
      { key: zsk, state: 'active', since: now },
    ],
    keyTtl: KEY_TTL,
    zoneTtl: ZONE_TTL,
    propagation: 60,
    resigning: 60,
  });
  const signer = new ZoneSigner({ keys: ring.zoneKeys, time: () => now, keyTtl: KEY_TTL });
  const text = `$TTL ${ZONE_TTL}\n@ SOA ns host 1 2 3 4 60\n@ NS ns\nns A 192.0.2.53\nwww A 192.0.2.80\n`;
  let { zone } = loadZone(new TextEncoder().encode(text), { origin: ORIGIN });
  signer.sign(zone);
  let ds: readonly Uint8Array[] = [dsOf(ORIGIN, ksk.dnskey)];
  const views: View[] = [];
  const sets = (of: Zone) => recordSets([...zoneRecords(of)]);
  const set = (name: Name, type: number) => findSet(sets(zone), name, type)!;
  const sync = () => {
    signer.setKeys(ring.zoneKeys);
    for (let change = signer.renew(zone); change !== undefined; change = signer.renew(zone)) zone = change.zone;
  };
  const look = () => views.push({ at: now, ds, dnskey: set(ORIGIN, 48), www: set(WWW, 1) });
  /** The parent reads CDS every so often. */
  const parent = () => {
    const all = sets(zone);
    const result = acceptDelegation(
      ORIGIN,
      ds,
      { dnskey: findSet(all, ORIGIN, 48)!, cds: findSet(all, ORIGIN, 59), cdnskey: findSet(all, ORIGIN, 60) },
      now,
    );
    if (result.status === 'refused') throw new Error(result.reason);
    if (result.status === 'accepted') ds = result.ds;
  };
  const advance = (seconds: number) => {
    now += seconds;
    if (ring.step(now)) sync();
  };
  return {
    ring,
    random,
    advance,
    sync,
    look,
    parent,
    views,
    now: () => now,
    ds: () => ds,
    set,
    ksk,
    zsk,
    sets: () => sets(zone),
  };
}

/** Whatever was cached when, everything validates. Equal records are checked once: signatures take time. */
function check(views: readonly View[]): void {
  const known = new Map<string, string>();
  const textOf = (set: RecordSet) => [...set.rdatas, ...set.signatures.map(({ rdata }) => rdata)].map(hexText).join();
  const texts = new Map(
    views.map((view) => [view, [view.ds.map(hexText).join(), textOf(view.dnskey), textOf(view.www)]]),
  );
  const once = (key: string, status: () => string) => {
    const found = known.get(key) ?? status();
    known.set(key, found);
    return found;
  };
  for (const a of views) {
    for (const b of views) {
      const now = Math.max(a.at, b.at);
      const [ds, dnskey] = [texts.get(a)![0], texts.get(b)![1]];
      if (now - a.at < DS_TTL && now - b.at < KEY_TTL) {
        const status = once(`${ds} ${dnskey}`, () => verifyKeys(b.dnskey, a.ds, now, new Effort()).status);
        expect(status, `DS of ${a.at - START}, DNSKEY of ${b.at - START}`).toBe('secure');
      }
      if (now - b.at < KEY_TTL && now - a.at < ZONE_TTL) {
        const status = once(`${dnskey} ${texts.get(a)![2]}`, () => {
          const keys = verificationKeys(b.dnskey.rdatas, VALIDATION_ALGORITHMS);
          return verifySet(a.www, ORIGIN, keys, now, new Effort()).status;
        });
        expect(status, `DNSKEY of ${b.at - START}, answer of ${a.at - START}`).toBe('secure');
      }
    }
  }
}

describe('roll-overs', () => {
  test('of a key that signs the zone', () => {
    const { ring, random, advance, sync, look, views, zsk, set } = world();
    look();
    ring.roll(generateKey(ED25519, 256, random), START);
    sync();
    for (let i = 0; i < 30; i++) {
      look();
      advance(600);
    }
    look();
    check(views);
    expect(ring.keys.map(({ state }) => state)).toEqual(['active', 'active']);
    expect(ring.keys.some(({ key }) => key === zsk)).toBe(false);
    expect(set(ORIGIN, 48).rdatas).toHaveLength(2);
  });

  test('of a key that the parent has a DS for, which takes it from CDS', () => {
    const { ring, random, advance, sync, look, views, parent, ds, now, ksk, set } = world();
    look();
    const next = generateKey(ED25519, 257, random);
    ring.roll(next, START);
    sync();
    for (let i = 0; i < 40; i++) {
      look();
      advance(300);
      // A parent that is slow: it looks once an hour.
      if (i % 12 === 11) parent();
      if (ring.observeDs(ORIGIN, ds(), DS_TTL, now())) sync();
      if (i === 20) expect(ring.waitsForParent).toBe(true);
    }
    look();
    check(views);
    expect(ring.keys.map(({ state }) => state).sort()).toEqual(['active', 'active']);
    expect(ring.keys.some(({ key }) => key === ksk)).toBe(false);
    expect(ds()).toEqual([dsOf(ORIGIN, next.dnskey)]);
    expect(set(ORIGIN, 48).rdatas).toHaveLength(2);
  });

  test('are refused where they would break something', () => {
    const { ring, random } = world();
    expect(() => ring.roll(generateKey(ECDSAP256SHA256, 256, random), START)).toThrow(/algorithm/);
    ring.roll(generateKey(ED25519, 256, random), START);
    expect(() => ring.roll(generateKey(ED25519, 256, random), START)).toThrow(/one roll-over at a time/);
  });
});

describe('what a parent accepts', () => {
  const sets = ({ sets: all }: ReturnType<typeof world>) => ({
    dnskey: findSet(all(), ORIGIN, 48)!,
    cds: findSet(all(), ORIGIN, 59),
    cdnskey: findSet(all(), ORIGIN, 60),
  });

  test('nothing new is nothing to do', () => {
    const one = world();
    expect(acceptDelegation(ORIGIN, one.ds(), sets(one), START)).toEqual({ status: 'unchanged' });
  });

  test('a key of the zone is not enough to change the delegation', () => {
    const one = world();
    const { dnskey, cds, cdnskey } = sets(one);
    // Signed like the rest of the zone.
    const forged = { ...cds!, signatures: one.set(WWW, 1).signatures };
    expect(acceptDelegation(ORIGIN, one.ds(), { dnskey, cds: forged, cdnskey }, START).status).toBe('refused');
  });

  test('a key that the child does not have is refused, and records that differ', () => {
    const one = world();
    const stranger = generateKey(ED25519, 257, one.random);
    const zone = loadZone(new TextEncoder().encode('$TTL 60\n@ SOA ns host 1 2 3 4 60\n@ NS ns\nns A 192.0.2.53\n'), {
      origin: ORIGIN,
    }).zone;
    const keys = { published: [one.ksk], keySigners: [one.ksk], zoneSigners: [one.ksk], delegated: 'delete' as const };
    new ZoneSigner({ keys, time: () => START }).sign(zone);
    const all = recordSets([...zoneRecords(zone)]);
    const ds = [dsOf(ORIGIN, one.ksk.dnskey)];
    const child = {
      dnskey: findSet(all, ORIGIN, 48)!,
      cds: findSet(all, ORIGIN, 59),
      cdnskey: findSet(all, ORIGIN, 60),
    };
    expect(acceptDelegation(ORIGIN, ds, child, START)).toEqual({ status: 'accepted', ds: [] });
    expect(acceptDelegation(ORIGIN, [dsOf(ORIGIN, stranger.dnskey)], child, START).status).toBe('refused');
    expect(acceptDelegation(ORIGIN, ds, { ...child, cds: undefined, cdnskey: undefined }, START).status).toBe(
      'unchanged',
    );
  });
});
