import { describe, expect, test } from 'vitest';
import { ECDSAP256SHA256 } from '../dnssec/algorithms.js';
import { rdataText } from '../rdata/text.js';
import { LittleInternet, type ZoneOptions } from '../testing/little-internet.js';
import { ExtendedError, Rcode } from '../wire/constants.js';
import type { Zone } from '../zone/zone.js';
import type { Resolution } from './core.js';
import type { Resolver } from './resolver.js';

const SOA = '@ 300 IN SOA ns host 1 7200 3600 604800 60\n';
const LEAF = `$TTL 3600
${SOA}@ NS ns
ns A 10.0.0.3
www A 192.0.2.80
www AAAA 2001:db8::80
alias CNAME www
far CNAME www.other.test.
loop CNAME loop2
loop2 CNAME loop
a.b.c.deep A 192.0.2.4
*.wild TXT "wild"
moved DNAME deep
big TXT "${'x'.repeat(200)}" "${'y'.repeat(200)}" "${'z'.repeat(255)}" "${'w'.repeat(255)}" "${'v'.repeat(255)}" "${'u'.repeat(255)}"
zero 0 A 192.0.2.9
`;

interface World {
  readonly leaf?: Partial<ZoneOptions>;
  readonly signed?: ZoneOptions['signed'];
  readonly leafText?: string;
}

/** root (10.0.0.1), test. (10.0.0.2), example.test. (10.0.0.3), other.test. (10.0.0.4) */
async function world({ leaf = {}, signed = true, leafText = LEAF }: World = {}) {
  const net = new LittleInternet();
  net.zone('example.test.', leafText, { at: ['10.0.0.3'], signed, ...leaf });
  net.zone('other.test.', `${SOA}@ NS ns\nns A 10.0.0.4\nwww A 192.0.2.90\n`, { at: ['10.0.0.4'] });
  net.zone(
    'test.',
    `${SOA}@ NS ns
ns A 10.0.0.2
example NS ns.example
ns.example A 10.0.0.3
other NS ns.other
ns.other A 10.0.0.4
out NS ns.nowhere.test.
circle NS ns.ring
ring NS ns.circle
same.zone A 192.0.2.1
`,
    { at: ['10.0.0.2'], signed },
  );
  net.zone(
    '.',
    `@ 300 IN SOA ns0.root. host.root. 1 7200 3600 604800 60\n@ NS ns0.root.\nns0.root. A 10.0.0.1\ntest NS ns.test.\nns.test. A 10.0.0.2\n`,
    {
      at: ['10.0.0.1'],
      signed,
    },
  );
  await net.start();
  const resolver = net.resolver();
  const ask = (name: string, type: number, asking = {}) => net.clock.complete(resolver.resolve(name, type, asking));
  return { net, resolver, ask };
}

const answers = ({ answers: list }: Resolution) =>
  list.filter(({ type }) => type !== 46).map(({ type, rdata }) => rdataText(type, rdata));

function noFault(resolver: Resolver): void {
  if (resolver.core.faults > 0) throw resolver.core.lastFault;
}

describe.each([
  ['not signed', false],
  ['NSEC', true],
  ['NSEC3', {}],
] as const)('resolving where everything is %s', (_, signed) => {
  test('answers, aliases and "no" of every kind; once asked, they are known', async () => {
    const { net, resolver, ask } = await world({ signed });
    const check = async (
      name: string,
      type: number,
      expected: { rcode?: number; answers?: string[]; secure?: boolean },
    ) => {
      for (let i = 0; i < 2; i++) {
        const before = net.asked.length;
        const found = await ask(name, type);
        noFault(resolver);
        expect(found.error?.text ?? '', name).toBe('');
        expect(found.rcode, name).toBe(expected.rcode ?? 0);
        expect(answers(found), name).toEqual(expected.answers ?? []);
        expect(found.secure, name).toBe(signed !== false && (expected.secure ?? true));
        if (i === 1) expect(net.asked.slice(before), name).toEqual([]);
      }
    };
    await check('www.example.test', 1, { answers: ['192.0.2.80'] });
    await check('www.example.test', 28, { answers: ['2001:db8::80'] });
    await check('alias.example.test', 1, { answers: ['www.example.test.', '192.0.2.80'] });
    await check('far.example.test', 1, { answers: ['www.other.test.', '192.0.2.90'], secure: false });
    await check('www.example.test', 15, {});
    await check('none.example.test', 1, { rcode: Rcode.NXDOMAIN });
    await check('below.none.example.test', 1, { rcode: Rcode.NXDOMAIN });
    await check('c.deep.example.test', 1, {});
    await check('a.b.c.deep.example.test', 1, { answers: ['192.0.2.4'] });
    await check('x.y.wild.example.test', 16, { answers: ['"wild"'] });
    await check('x.wild.example.test', 1, {});
    await check('a.b.c.moved.example.test', 1, {
      answers: ['deep.example.test.', 'a.b.c.deep.example.test.', '192.0.2.4'],
    });
    await check('example.test', 6, { answers: ['ns.example.test. host.example.test. 1 7200 3600 604800 60'] });
    await check('test', 43, {
      answers: signed === false ? [] : [expect.stringMatching(/ 15 2 /) as unknown as string],
    });
    await check('other.test', 43, {});
    await check('same.zone.test', 1, { answers: ['192.0.2.1'] });
    await check('.', 2, { answers: ['ns0.root.'] });
    await check('nothing', 1, { rcode: Rcode.NXDOMAIN });
    const big = await ask('big.example.test', 16);
    expect(answers(big)[0]).toContain('vvv');
    expect(resolver.core.statistics.streams).toBeGreaterThan(0);
    expect(answers(await ask('zero.example.test', 1))).toEqual(['192.0.2.9']);
  });

  test('servers above are told no more of a name than they need (RFC 9156)', async () => {
    const { net, ask } = await world({ signed });
    await ask('a.b.c.deep.example.test', 1);
    const root = net.asked.filter((line) => line.startsWith('10.0.0.1 ')).map((line) => line.slice(9));
    expect(root.filter((name) => name !== '.' && name !== 'test.')).toEqual([]);
    expect(net.asked.filter((line) => line.startsWith('10.0.0.2 ') && line.includes('deep'))).toEqual([]);
  });
});

describe('what is wrong', () => {
  const flip = (type: number) => (zone: Zone) => {
    zone.forEachNode((node) => {
      zone.forEachRrset(node, (key, block) => {
        if (key !== (46 | (type << 16))) return;
        const length = zone.words[(block >> 2) + 3]!;
        zone.arena[block + 16 + length - 1]! ^= 1;
      });
    });
  };
  test.each<[string, Partial<ZoneOptions>, number, number]>([
    ['a signature', { spoil: flip(1) }, ExtendedError.DNSSEC_BOGUS, 1],
    ['the keys', { spoil: flip(48) }, ExtendedError.DNSSEC_BOGUS, 1],
    ['the DS', { ds: 'wrong' }, ExtendedError.DNSKEY_MISSING, 1],
    ['a proof', { spoil: flip(47) }, ExtendedError.DNSSEC_BOGUS, 99],
  ])('%s', async (_, leaf, code, type) => {
    const { ask } = await world({ leaf });
    const found = await ask('www.example.test', type);
    expect(found.rcode).toBe(Rcode.SERVFAIL);
    expect(found.error?.code).toBe(code);
    expect(found.error?.text).not.toBe('');
    // Who checks for himself gets the data.
    const unchecked = await ask('www.example.test', type, { checkingDisabled: true });
    expect(unchecked.rcode).toBe(0);
    expect(unchecked.secure).toBe(false);
    if (type === 1) expect(answers(unchecked)).toEqual(['192.0.2.80']);
  });

  test('a zone without DS is not signed to us', async () => {
    const { ask } = await world({ leaf: { ds: 'none' } });
    const found = await ask('www.example.test', 1);
    expect(answers(found)).toEqual(['192.0.2.80']);
    expect(found.secure).toBe(false);
  });

  test('signatures that are taken away', async () => {
    const { ask } = await world({
      leaf: {
        spoil: (zone) => {
          const node = zone.find(new Uint8Array([3, 0x77, 0x77, 0x77, ...zone.origin]));
          zone.removeRrset(node, 46 | (1 << 16));
        },
      },
    });
    const found = await ask('www.example.test', 1);
    expect(found.rcode).toBe(Rcode.SERVFAIL);
    expect(found.error?.code).toBe(ExtendedError.RRSIGS_MISSING);
  });

  test('signatures that are too old', async () => {
    const { net, ask } = await world({ leaf: { algorithm: ECDSAP256SHA256 } });
    expect((await ask('www.example.test', 1)).secure).toBe(true);
    await net.clock.advance(86_400_000 * 30);
    const found = await ask('www.example.test', 1);
    expect(found.rcode).toBe(Rcode.SERVFAIL);
    expect(found.error?.code).toBe(ExtendedError.SIGNATURE_EXPIRED);
  });

  test('aliases and servers in a circle, servers that are not there', async () => {
    const { resolver, ask } = await world();
    for (const name of ['loop.example.test', 'www.out.test', 'www.circle.test']) {
      const found = await ask(name, 1);
      noFault(resolver);
      expect(found.rcode, name).toBe(Rcode.SERVFAIL);
      expect(resolver.core.waiting).toBe(0);
    }
  });

  test('a failure is remembered for a while (RFC 9520)', async () => {
    const { net, ask } = await world();
    await ask('www.out.test', 1);
    const before = net.asked.length;
    expect((await ask('www.out.test', 1)).error?.code).toBe(ExtendedError.CACHED_ERROR);
    expect(net.asked).toHaveLength(before);
  });
});

describe('time', () => {
  test('answers grow old, are asked for anew, and serve beyond their time when no server answers (RFC 8767)', async () => {
    const { net, resolver, ask } = await world();
    expect((await ask('www.example.test', 1)).answers[0]!.ttl).toBe(3600);
    await net.clock.advance(1_000_000);
    expect((await ask('www.example.test', 1)).answers[0]!.ttl).toBe(2600);
    for (const stack of net.stacks.values()) await stack.close();
    await net.clock.advance(3_000_000);
    const started = net.clock.monotonic();
    const stale = await ask('www.example.test', 1);
    expect(answers(stale)).toEqual(['192.0.2.80']);
    expect(stale.answers[0]!.ttl).toBe(30);
    expect(stale.error?.code).toBe(ExtendedError.STALE_ANSWER);
    expect(net.clock.monotonic() - started).toBeLessThanOrEqual(1800);
    await net.clock.advance(90_000_000);
    expect((await ask('www.example.test', 1)).rcode).toBe(Rcode.SERVFAIL);
    expect(resolver.core.waiting).toBe(0);
  });

  test('a thousand questions at a time for one name are one', async () => {
    const { net, resolver } = await world();
    const all = Array.from({ length: 1000 }, () => resolver.resolve('www.example.test', 1));
    const found = await net.clock.complete(Promise.all(all));
    expect(found.every((one) => answers(one)[0] === '192.0.2.80')).toBe(true);
    expect(net.asked.length).toBeLessThan(20);
  });
});
