/** RFC 5011: what a zone's keys come to, by the state table of section 4.1, and a resolver that follows a roll-over. */
import { memoryStore } from '@morgana/kv';
import { SeededRandom } from '@morgana/random';
import { VirtualClock } from '@morgana/time';
import { describe, expect, test } from 'vitest';
import { parseName, ROOT } from '../name.js';
import { DNSKEY } from '../rdata/types.js';
import { AnchorKeeper } from '../resolver/anchor-keeper.js';
import type { Resolver } from '../resolver/resolver.js';
import { ED25519 } from './algorithms.js';
import { dsOf, generateKey, KeyFlag, type SigningKey, signingKey } from './keys.js';
import type { RecordSet } from './record-set.js';
import { signRrset } from './sign.js';
import { TrustAnchors } from './trust-anchors.js';

const DAY = 86_400;
const START = 1_800_000_000;
const TTL = 172_800;
const random = new SeededRandom(5011);
const key = (): SigningKey => generateKey(ED25519, 257, random);
const revoked = ({ secret }: SigningKey): SigningKey => signingKey(ED25519, secret, 257 | KeyFlag.REVOKE);

function keySet(keys: readonly SigningKey[], signers: readonly SigningKey[], now: number): RecordSet {
  const set: RecordSet = {
    name: ROOT,
    type: DNSKEY.type,
    class: 1,
    ttl: TTL,
    rdatas: keys.map(({ dnskey }) => dnskey),
    signatures: [],
  };
  const signatures = signers.map((signer) => ({
    name: ROOT,
    type: 46,
    class: 1,
    ttl: TTL,
    rdata: signRrset(signer, ROOT, ROOT, set.type, TTL, set.rdatas, {
      inception: now - 3600,
      expiration: now + 14 * DAY,
    }),
  }));
  return { ...set, signatures };
}

const states = (anchors: TrustAnchors): string => anchors.keys.map(({ state }) => state).join(' ');

describe('trust anchors', () => {
  test('a roll-over: announced, believed after 30 days, the old one revoked, gone after 30 more', () => {
    const [old, young] = [key(), key()];
    const anchors = new TrustAnchors(ROOT, [dsOf(ROOT, old.dnskey)]);
    let now = START;
    expect(anchors.observe(keySet([old], [old], now), now)).toEqual({ believed: true, changed: true, again: DAY });
    expect(states(anchors)).toBe('valid');
    now += DAY;
    expect(anchors.observe(keySet([old, young], [old], now), now)).toMatchObject({ believed: true, changed: true });
    expect(states(anchors)).toBe('valid pending');
    expect(anchors.ds.length).toBe(1);
    now += 30 * DAY - 1;
    expect(anchors.observe(keySet([old, young], [old], now), now)).toMatchObject({ believed: true, changed: false });
    now += 1;
    anchors.observe(keySet([old, young], [old], now), now);
    expect(states(anchors)).toBe('valid valid');
    expect(anchors.ds.length).toBe(2);
    anchors.observe(keySet([revoked(old), young], [revoked(old), young], now), now);
    expect(states(anchors)).toBe('revoked valid');
    expect(anchors.ds).toEqual([dsOf(ROOT, young.dnskey)]);
    // The old one cannot come back, whatever it signs.
    expect(anchors.observe(keySet([old, key()], [old], now), now).believed).toBe(false);
    now += 30 * DAY;
    anchors.observe(keySet([young], [young], now), now);
    expect(states(anchors)).toBe('valid');
  });

  test('a key that goes before its time is forgotten, and begins anew; one that is believed is only missing', () => {
    const [old, young] = [key(), key()];
    const anchors = new TrustAnchors(ROOT, [dsOf(ROOT, old.dnskey)]);
    let now = START;
    anchors.observe(keySet([old, young], [old], now), now);
    now += 20 * DAY;
    anchors.observe(keySet([old], [old], now), now);
    expect(states(anchors)).toBe('valid');
    now += DAY;
    anchors.observe(keySet([old, young], [old], now), now);
    now += 29 * DAY;
    anchors.observe(keySet([old, young], [old], now), now);
    expect(states(anchors)).toBe('valid pending');
    now += DAY;
    anchors.observe(keySet([old, young], [old], now), now);
    anchors.observe(keySet([young], [young], now), now);
    expect(states(anchors)).toBe('missing valid');
    expect(anchors.ds.length).toBe(2);
    anchors.observe(keySet([old, young], [young], now), now);
    expect(states(anchors)).toBe('valid valid');
  });

  test('who has not the key cannot add or revoke one', () => {
    const [good, evil] = [key(), key()];
    const anchors = new TrustAnchors(ROOT, [dsOf(ROOT, good.dnskey)]);
    anchors.observe(keySet([good], [good], START), START);
    const before = anchors.toText();
    for (const set of [
      keySet([good, evil], [evil], START),
      keySet([evil], [evil], START),
      keySet([revoked(good), evil], [evil], START),
      keySet([revoked(good)], [], START),
      keySet([revoked(evil)], [revoked(evil)], START),
      { ...keySet([good, evil], [good], START), rdatas: [good.dnskey, key().dnskey] },
    ]) {
      expect(anchors.observe(set, START)).toMatchObject({ believed: false, changed: false });
    }
    expect(anchors.observe(keySet([good, evil], [good], START), START + 15 * DAY).believed).toBe(false); // expired
    expect(anchors.toText()).toBe(before);
  });

  test('the last key that revokes itself leaves no anchor, and a set signed by it alone adds none', () => {
    const [last, other] = [key(), key()];
    const anchors = new TrustAnchors(ROOT, [dsOf(ROOT, last.dnskey)]);
    anchors.observe(keySet([last], [last], START), START);
    expect(anchors.observe(keySet([revoked(last), other], [revoked(last)], START), START).believed).toBe(true);
    expect(states(anchors)).toBe('revoked');
    expect(anchors.ds).toEqual([]);
  });

  test('at most 16 keys are remembered', () => {
    const good = key();
    const anchors = new TrustAnchors(ROOT, [dsOf(ROOT, good.dnskey)]);
    anchors.observe(keySet([good, ...Array.from({ length: 40 }, key)], [good], START), START);
    expect(anchors.keys.length).toBe(16);
    expect(anchors.keys[0]!.state).toBe('valid');
  });

  test('the state as text, and text that is none', () => {
    const [old, young] = [key(), key()];
    const anchors = new TrustAnchors(ROOT, [dsOf(ROOT, old.dnskey)]);
    anchors.observe(keySet([old, young], [old], START), START);
    const other = new TrustAnchors(ROOT, [dsOf(ROOT, key().dnskey)]);
    expect(other.fromText(anchors.toText())).toBe(true);
    expect(other.keys).toEqual(anchors.keys);
    expect(other.ds).toEqual(anchors.ds);
    const text = anchors.toText();
    for (const wrong of [
      '',
      'x',
      'valid 1',
      text.replace('valid', 'good'),
      `${text}pending x`,
      text.replace('257', 'a'),
    ]) {
      expect(other.fromText(wrong), wrong).toBe(false);
    }
    expect(other.keys).toEqual(anchors.keys);
  });
});

describe('the keeper', () => {
  test('asks, believes, stores, and goes on where it was', async () => {
    const [old, young] = [key(), key()];
    const clock = new VirtualClock({ wall: START * 1000 });
    const now = () => Math.floor(clock.wall() / 1000);
    let keys = [old];
    const used: number[] = [];
    let asked = 0;
    const resolver = {
      async resolve() {
        asked++;
        const set = keySet(keys, [keys[0]!], now());
        const records = set.rdatas.map((rdata) => ({ name: ROOT, type: 48, class: 1, ttl: TTL, rdata }));
        return { rcode: 0, answers: [...records, ...set.signatures], authorities: [], secure: true, error: undefined };
      },
      core: { setAnchors: (_: unknown, ds: readonly Uint8Array[]) => void used.push(ds.length) },
    } as unknown as Resolver;
    const store = memoryStore();
    const keeper = (ds = dsOf(ROOT, old.dnskey)) =>
      new AnchorKeeper({ resolver, clock, store, anchors: new TrustAnchors(ROOT, [ds]) });
    const first = keeper();
    await first.start();
    keys = [old, young];
    await clock.advance(35 * DAY * 1000);
    expect(asked).toBeGreaterThan(30);
    expect(asked).toBeLessThan(40);
    expect(used).toEqual([1, 1, 2]);
    first.close();
    keys = [young];
    // Set up with what is no longer true, it uses what was stored.
    const second = keeper(dsOf(parseName('other.'), key().dnskey));
    await second.start();
    expect(used.slice(3)).toEqual([2, 2]);
    const before = asked;
    second.close();
    await clock.advance(3 * DAY * 1000);
    expect(asked).toBe(before);
  });
});
