/** Fewer questions, and more of them: "no" that follows from proofs of others (RFC 8198), and other servers after an answer that lies. */
import { below, SeededRandom } from '@morgana/random';
import { describe, expect, test } from 'vitest';
import { parseName } from '../name.js';
import { rdataText } from '../rdata/text.js';
import { LittleInternet, type ZoneOptions } from '../testing/little-internet.js';
import { Rcode } from '../wire/constants.js';
import type { Zone } from '../zone/zone.js';
import type { Resolution } from './core.js';

const SOA = '@ 300 IN SOA ns host 1 7200 3600 604800 60\n';
const LEAF = `$TTL 3600
${SOA}@ NS ns
@ NS ns2
ns A 10.0.0.3
ns2 A 10.0.0.5
b A 192.0.2.1
m.deep A 192.0.2.2
*.wild TXT "wild"
sub NS ns.sub
ns.sub A 10.0.0.9
t A 192.0.2.3
`;

async function world(signed: ZoneOptions['signed'], spoiled?: (zone: Zone) => void, both = false) {
  const net = new LittleInternet();
  const spoil = spoiled === undefined ? {} : { spoil: spoiled };
  net.zone('example.test.', LEAF, { at: ['10.0.0.5'], signed, ...spoil });
  net.zone('example.test.', LEAF, { at: ['10.0.0.3'], signed, ...(both ? spoil : {}) });
  net.zone(
    'test.',
    `${SOA}@ NS ns\nns A 10.0.0.2\nexample NS ns.example\nexample NS ns2.example\nns.example A 10.0.0.3\nns2.example A 10.0.0.5\n`,
    { at: ['10.0.0.2'], signed },
  );
  net.zone(
    '.',
    `@ 300 IN SOA ns0.root. host.root. 1 2 3 4 60\n@ NS ns0.root.\nns0.root. A 10.0.0.1\ntest NS ns.test.\nns.test. A 10.0.0.2\n`,
    { at: ['10.0.0.1'], signed },
  );
  await net.start();
  const resolver = net.resolver();
  const ask = async (name: string, type: number): Promise<Resolution> => {
    const found = await net.clock.complete(resolver.resolve(name, type));
    if (resolver.core.faults > 0) throw resolver.core.lastFault;
    return found;
  };
  return { net, resolver, ask };
}

describe('RFC 8198', () => {
  test('one proof answers for all names between two, with what proves it', async () => {
    const { net, resolver, ask } = await world(true);
    expect((await ask('c.example.test', 1)).rcode).toBe(Rcode.NXDOMAIN);
    const before = net.asked.length;
    for (const name of ['bb.example.test', 'cat.example.test', 'dd.example.test']) {
      const found = await ask(name, 1);
      const types = found.authorities.filter(({ type }) => type !== 46).map(({ type }) => type);
      expect(found, name).toMatchObject({ rcode: Rcode.NXDOMAIN, secure: true });
      expect(types.filter((type) => type === 6).length, name).toBe(1);
      expect(types.filter((type) => type === 47).length, name).toBeOneOf([1, 2]);
      expect(found.authorities.filter(({ type }) => type === 46).length, name).toBe(types.length);
    }
    expect(net.asked.slice(before)).toEqual([]);
    expect(resolver.core.statistics.synthesized).toBe(3);
  });

  test('types that a name does not have, once its NSEC is known', async () => {
    const { net, ask } = await world(true);
    expect(await ask('b.example.test', 16)).toMatchObject({ rcode: 0, answers: [], secure: true });
    const before = net.asked.length;
    for (const type of [28, 15, 99]) {
      expect(await ask('b.example.test', type)).toMatchObject({ rcode: 0, answers: [], secure: true });
    }
    expect(net.asked.slice(before)).toEqual([]);
    expect((await ask('b.example.test', 1)).answers.length).toBeGreaterThan(0);
  });

  test.each([
    ['NSEC', true],
    ['NSEC3', {}],
  ] as const)(
    '%s: it never says what is not so: names and types of the zone, after hundreds of questions',
    async (_, signed) => {
      const { net, resolver, ask } = await world(signed);
      const random = new SeededRandom(8198);
      const labels = ['a', 'b', 'bb', 'c', 'deep', 'm', 'n', 'sub', 's', 't', 'u', 'wild', 'z', '*'];
      const pick = (): string => labels[below(random, labels.length)]!;
      const fresh = net.resolver();
      for (let i = 0; i < 120; i++) {
        const depth = 1 + below(random, 3);
        const name = `${Array.from({ length: depth }, pick).join('.')}.example.test`;
        if (/sub\.example/.test(name)) continue; // its server is not there
        const type = [1, 16, 28, 2, 43][below(random, 5)]!;
        const found = await ask(name, type);
        fresh.core.clear();
        const truth = await net.clock.complete(fresh.resolve(name, type));
        const text = ({ rcode, answers, secure }: Resolution) =>
          `${rcode} ${secure} ${answers.filter((one) => one.type !== 46).map((one) => rdataText(one.type, one.rdata))}`;
        expect(text(found), `${name} ${type}`).toBe(text(truth));
      }
      expect(resolver.core.statistics.synthesized).toBeGreaterThan(5);
    },
  );

  test('the same from NSEC3, once most of its few hashes are known', async () => {
    const { net, resolver, ask } = await world({});
    for (let i = 0; i < 30; i++) await ask(`known${i}.example.test`, 1);
    const before = net.asked.length;
    const { synthesized } = resolver.core.statistics;
    for (let i = 0; i < 30; i++) {
      const found = await ask(`other${i}.example.test`, 1);
      expect(found).toMatchObject({ rcode: Rcode.NXDOMAIN, answers: [], secure: true });
      const types = found.authorities.filter(({ type }) => type !== 46).map(({ type }) => type);
      expect(types.filter((type) => type === 6)).toHaveLength(1);
      expect(types.filter((type) => type === 50).length).toBeOneOf([1, 2, 3]);
    }
    expect(net.asked.length - before).toBeLessThan(5);
    expect(resolver.core.statistics.synthesized - synthesized).toBeGreaterThan(25);
  });

  test.each([
    ['NSEC', true],
    ['NSEC3', {}],
  ] as const)('%s: what a wildcard has is the answer for other names', async (_, signed) => {
    const { net, resolver, ask } = await world(signed);
    for (let i = 0; i < 20; i++) await ask(`x${i}.wild.example.test`, 16);
    const before = net.asked.length;
    const { synthesized } = resolver.core.statistics;
    for (let i = 0; i < 20; i++) {
      const found = await ask(`y${i}.z.wild.example.test`, 16);
      expect(found).toMatchObject({ rcode: 0, secure: true });
      expect(found.answers.filter(({ type }) => type === 16).map((one) => rdataText(one.type, one.rdata))).toEqual([
        '"wild"',
      ]);
      expect(found.answers.some(({ type }) => type === 46)).toBe(true);
      expect(found.authorities.some(({ type }) => type === 47 || type === 50)).toBe(true);
    }
    expect(net.asked.length - before).toBeLessThan(5);
    expect(resolver.core.statistics.synthesized - synthesized).toBeGreaterThan(15);
    // Nor does it stand for names that are there, nor beyond its time.
    expect((await ask('b.example.test', 16)).answers).toEqual([]);
    await net.clock.advance(3_601_000);
    const later = net.asked.length;
    await ask('y1.z.wild.example.test', 16);
    expect(net.asked.length).toBeGreaterThan(later);
  });

  test('neither from a zone that is not signed, nor by opt-out, nor beyond the time of the proof', async () => {
    for (const signed of [false, { optOut: true }] as const) {
      const { net, resolver, ask } = await world(signed);
      await ask('c.example.test', 1);
      const before = net.asked.length;
      expect((await ask('d.example.test', 1)).rcode).toBe(Rcode.NXDOMAIN);
      expect(net.asked.length).toBeGreaterThan(before);
      expect(resolver.core.statistics.synthesized).toBe(0);
    }
    const { net, ask } = await world(true);
    await ask('c.example.test', 1);
    await net.clock.advance(61_000);
    const before = net.asked.length;
    await ask('d.example.test', 1);
    expect(net.asked.length).toBeGreaterThan(before);
  });
});

describe('an answer that does not validate', () => {
  const changed = (zone: Zone): void => {
    const node = zone.find(parseName('b.example.test.'));
    zone.removeRrset(node, 1);
    zone.addRecord(node, 1, 3600, Uint8Array.of(10, 66, 6, 6));
  };
  test('is asked for at another server, which may be right', async () => {
    for (let seed = 0; seed < 6; seed++) {
      const { net, resolver, ask } = await world(true, changed);
      for (let i = 0; i < seed; i++) await ask(`b${i}.example.test`, 16); // other random choices of the server
      const found = await ask('b.example.test', 1);
      expect(found.answers.filter(({ type }) => type === 1).map(({ rdata }) => [...rdata])).toEqual([[192, 0, 2, 1]]);
      expect(found.secure).toBe(true);
      const asked = net.asked.filter((line) => line.endsWith(' b.example.test.')).length;
      expect(asked).toBeLessThanOrEqual(4);
      expect(resolver.core.waiting).toBe(0);
    }
  });

  test('is SERVFAIL when all of them lie, after few questions', async () => {
    const { net, resolver, ask } = await world(true, changed, true);
    const found = await ask('b.example.test', 1);
    expect(found.rcode).toBe(Rcode.SERVFAIL);
    expect(net.asked.length).toBeLessThan(25);
    expect(resolver.core.statistics.again).toBeGreaterThan(0);
  });
});
