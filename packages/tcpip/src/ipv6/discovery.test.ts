import { describe, expect, test } from 'vitest';
import { TestHost6 } from '../testing/host6.js';
import { OWN_MAC, PEER_MAC, u32 } from '../testing/packets.js';
import {
  advertisement,
  ip6,
  ndp,
  OWN6,
  type Packet6,
  PEER6,
  prefixOption,
  routerAdvertisement6,
  solicitation,
  solicitedNode6,
  text6,
} from '../testing/packets6.js';

const NS = 135;
const NA = 136;
const RS = 133;
const OTHER_MAC = [2, 0, 0, 0, 0, 9];
const ROUTER = 'fe80::99';
const ROUTER_MAC = [2, 0, 0, 0, 0, 0x99];

const target = ({ message }: Packet6) => text6(message.subarray(8, 24));
const flags = ({ message }: Packet6) => message[4]! & 0xe0;
const fromRouter = { source: ROUTER, from: ROUTER_MAC };
const linkOption = (mac: readonly number[]) => [1, 1, ...mac];

function states(host: TestHost6): Record<string, string> {
  return Object.fromEntries(host.stack.ipv6State().addresses.map(({ address, state }) => [address, state]));
}

/** Sends a datagram, and gives what goes out. */
async function send(host: TestHost6, address: string) {
  const socket = await host.stack.bind({ port: 0 }, () => {});
  socket.send(Uint8Array.of(1), { address, port: 9 });
  await host.clock.settle();
  socket.close();
  return host.packets();
}

describe('start', () => {
  test('groups are told, addresses asked about, routers looked for: at once, and within the rules', async () => {
    const host = new TestHost6();
    await host.clock.settle();
    const packets = host.packets();
    expect(packets.map(({ type }) => type)).toEqual([143, NS, NS, RS]);
    const [report, ...asked] = packets;
    expect(report).toMatchObject({ destination: 'ff02::16', hopLimit: 1, next: 0, source: host.linkLocal });
    for (const packet of asked) expect(packet.hopLimit).toBe(255);
    // RFC 4862, 5.4.2: from nobody, to the solicited-node group, without a hardware address.
    const [first, second, router] = asked;
    for (const packet of [first!, second!]) {
      expect(packet.source).toBe('::');
      expect(packet.destination).toBe(new URL(`http://[${solicitedNode6(target(packet))}]`).hostname.slice(1, -1));
      expect(packet.message.length).toBe(24);
    }
    expect([target(first!), target(second!)].sort()).toEqual([OWN6, host.linkLocal].sort());
    // RFC 4429, 3.2: no hardware address while the own one is optimistic.
    expect(router).toMatchObject({ destination: 'ff02::2', source: host.linkLocal });
    expect(router!.message.length).toBe(8);
  });

  test('three solicitations of routers, four seconds apart, then silence', async () => {
    const host = new TestHost6();
    const times: number[] = [];
    for (let time = 0; time <= 20_000; time += 500) {
      await host.advance(time - host.clock.monotonic());
      for (let i = host.messages(RS).length; i > 0; i--) times.push(time);
    }
    expect(times).toEqual([0, 4000, 8000]);
    expect(host.clock.pending).toBe(0);
  });

  test('an address is used while it is verified, and overrides nobody', async () => {
    const host = new TestHost6();
    const [answer] = host.answers(solicitation(OWN6)).filter(({ type }) => type === NA);
    expect(flags(answer!)).toBe(0x40);
    await host.advance(1100);
    expect(states(host)).toMatchObject({ 'fd00::1/64': 'preferred' });
    const [later] = host.answers(solicitation(OWN6));
    expect(flags(later!)).toBe(0x60);
  });

  test('with the option off, it is not used', async () => {
    const host = new TestHost6({ optimistic: false });
    await host.clock.settle();
    expect(host.stack.addresses).toEqual([]);
    host.packets();
    expect(host.answers(solicitation(OWN6))).toEqual([]);
    await host.advance(1100);
    expect(host.stack.addresses[0]).toBe(OWN6);
  });
});

describe('duplicate address detection (RFC 4862, 5.4)', () => {
  const probe = (address: string) => solicitation(address, [], { source: '::', from: OTHER_MAC });

  test.each([
    ['an advertisement', () => advertisement(OWN6, { destination: 'ff02::1', flags: 0x20, mac: OTHER_MAC })],
    ['a probe of another station', () => probe(OWN6)],
  ])('%s ends it: the address is gone, and somebody hears of it', async (_name, frame) => {
    const host = new TestHost6();
    const conflicts: object[] = [];
    host.stack.watchConflicts((conflict) => conflicts.push(conflict));
    await host.advance(500);
    host.receive(frame());
    expect(host.stack.addresses).toEqual([host.linkLocal]);
    expect(conflicts).toEqual([{ address: OWN6, mac: '02:00:00:00:00:09', defended: false, removed: true }]);
    expect(host.counters().ndp.duplicates).toBe(1);
  });

  test('our own probe come back is none', async () => {
    const host = new TestHost6();
    host.receive(solicitation(OWN6, [], { source: '::', from: OWN_MAC }));
    await host.advance(1100);
    expect(host.stack.addresses[0]).toBe(OWN6);
  });

  test('an address of our own making is made anew, three times (RFC 7217, 5)', async () => {
    const host = new TestHost6();
    const tried = new Set<string>();
    for (let i = 0; i < 4; i++) {
      await host.advance(100);
      const address = host.linkLocal;
      expect(address).toBeDefined();
      tried.add(address);
      host.receive(probe(address));
    }
    expect(tried.size).toBe(4);
    await host.advance(2000);
    expect(host.linkLocal).toBeUndefined();
  });

  test('once it is ours, a probe is answered to all, and a claim is reported but changes nothing', async () => {
    const host = await TestHost6.settled();
    const [answer] = host.answers(probe(OWN6));
    expect(answer).toMatchObject({ type: NA, destination: 'ff02::1', source: OWN6 });
    expect(flags(answer!)).toBe(0x20);
    const conflicts: object[] = [];
    host.stack.watchConflicts((conflict) => conflicts.push(conflict));
    host.receive(advertisement(OWN6, { destination: 'ff02::1', flags: 0x20, mac: OTHER_MAC }));
    expect(conflicts).toEqual([{ address: OWN6, mac: '02:00:00:00:00:09', defended: false }]);
    expect(host.stack.addresses[0]).toBe(OWN6);
  });

  test('without verification an address is ours at once', async () => {
    const host = new TestHost6({ duplicateAddressDetection: 0 });
    await host.clock.settle();
    expect(host.messages(NS)).toEqual([]);
    expect(states(host)).toMatchObject({ 'fd00::1/64': 'preferred' });
  });
});

describe('neighbours (RFC 4861, 7)', () => {
  test('a packet waits for its neighbour, who is asked for three times', async () => {
    const host = await TestHost6.settled();
    const [asked] = await send(host, 'fd00::2');
    expect(asked).toMatchObject({ type: NS, destination: 'ff02::1:ff00:2', source: OWN6, to: '33:33:ff:00:00:02' });
    expect([...asked!.message.subarray(24)]).toEqual(linkOption(OWN_MAC));
    const sent = host.answers(advertisement('fd00::2', { destination: OWN6 }));
    expect(sent).toMatchObject([{ next: 17, destination: 'fd00::2', to: '02:00:00:00:00:02' }]);

    await send(host, 'fd00::3');
    await host.advance(2500);
    expect(host.messages(NS)).toHaveLength(2);
    await host.advance(1000);
    expect(host.counters().ndp).toMatchObject({ unresolved: 1, pendingDropped: 1 });
  });

  test('an advertisement without a hardware address, unasked for, or with malformed options finds nobody', async () => {
    const host = await TestHost6.settled();
    await send(host, 'fd00::2');
    const malformed = ndp([136, 0, 0, 0, 0x60, 0, 0, 0, ...ip6('fd00::2'), 2, 0, ...PEER_MAC], { source: 'fd00::2' });
    const group = advertisement('fd00::2', { destination: 'ff02::1', flags: 0x60 });
    expect(host.answers(advertisement('fd00::2', { mac: null }), malformed, group)).toEqual([]);
    expect(host.answers(advertisement('fd00::4'))).toEqual([]);
    expect(host.counters().icmpv6.drops.badNeighborMessage).toBe(4);
  });

  /** fd00::2 REACHABLE at PEER_MAC. */
  async function met() {
    const host = await TestHost6.settled();
    await send(host, 'fd00::2');
    host.receive(advertisement('fd00::2'));
    host.packets();
    return host;
  }
  const macFor = async (host: TestHost6) => (await send(host, 'fd00::2')).find(({ next }) => next === 17)?.to;

  test('unreachability: 30 s reachable, then stale; used, it is asked five seconds later by unicast, three times', async () => {
    const host = await met();
    await host.advance(31_000);
    expect(await macFor(host)).toBe('02:00:00:00:00:02');
    await host.advance(4900);
    expect(host.messages(NS)).toEqual([]);
    await host.advance(2200);
    const asked = host.messages(NS);
    expect(asked).toHaveLength(3);
    for (const packet of asked) expect(packet).toMatchObject({ destination: 'fd00::2', to: '02:00:00:00:00:02' });
    await host.advance(1000);
    expect(await macFor(host)).toBeUndefined();
    await host.advance(1100);
    // Forgotten: asked for anew by multicast.
    const [again] = await send(host, 'fd00::2');
    expect(again).toMatchObject({ type: NS, destination: 'ff02::1:ff00:2' });
  });

  test('an answer in time keeps it', async () => {
    const host = await met();
    await host.advance(31_000);
    await macFor(host);
    await host.advance(5100);
    host.receive(advertisement('fd00::2', { destination: OWN6 }));
    await host.advance(20_000);
    expect(host.messages(NS)).toHaveLength(1);
    expect(await macFor(host)).toBe('02:00:00:00:00:02');
  });

  test.each([
    ['override and solicited: the new address', 0x60, OTHER_MAC, '02:00:00:00:00:09'],
    ['override, unsolicited: the new address, to be confirmed', 0x20, OTHER_MAC, '02:00:00:00:00:09'],
    ['no override: the old one, to be confirmed', 0x40, OTHER_MAC, '02:00:00:00:00:02'],
    ['no hardware address: the old one', 0x60, null, '02:00:00:00:00:02'],
  ])('7.2.5: %s', async (_name, flag, mac, expected) => {
    const host = await met();
    host.receive(advertisement('fd00::2', { flags: flag, mac, destination: OWN6 }));
    expect(await macFor(host)).toBe(expected);
    await host.advance(5100);
    // To be confirmed: it was used, and is asked by unicast.
    const confirms = mac !== null && flag !== 0x60;
    expect(host.messages(NS).length > 0).toBe(confirms);
  });

  test('who asks for us is known, from then on', async () => {
    const host = await TestHost6.settled();
    host.receive(solicitation(OWN6, [1, 1, ...PEER_MAC], { source: 'fd00::2' }));
    host.packets();
    expect(await send(host, 'fd00::2')).toMatchObject([{ next: 17, to: '02:00:00:00:00:02' }]);
  });

  test.each([
    ['a target that is a group', solicitation('ff02::1', [], { destination: 'ff02::1:ff00:1' })],
    ['a probe with a hardware address', solicitation(OWN6, [1, 1, ...PEER_MAC], { source: '::' })],
    ['a probe to a station', solicitation(OWN6, [], { source: '::', destination: OWN6 })],
    ['an option of length zero', solicitation(OWN6, [1, 0, ...PEER_MAC])],
    ['cut', ndp([135, 0, 0, 0, 0, 0, 0, 0, ...ip6(OWN6).slice(0, 12)])],
    ['with a code', ndp([135, 1, 0, 0, 0, 0, 0, 0, ...ip6(OWN6)])],
    ['passed on by a router', ndp([135, 0, 0, 0, 0, 0, 0, 0, ...ip6(OWN6)], { hopLimit: 254 })],
    ['about another', solicitation('fd00::77', [1, 1, ...PEER_MAC], { destination: OWN6 })],
  ])('7.1.1: %s is not answered', async (_name, frame) => {
    const host = await TestHost6.settled();
    expect(host.answers(frame)).toEqual([]);
    expect(host.counters().icmpv6.drops.badNeighborMessage).toBe(1);
    expect(host.unaccounted()).toEqual({});
  });

  test('the table is bounded, and questions are limited, whatever a scan asks for', async () => {
    const host = await TestHost6.settled({ neighbors: { maxNeighbors: 20, maxPending: 10 }, solicitationRate: 5 });
    const socket = await host.stack.bind({ port: 0 }, () => {});
    for (let i = 0; i < 300; i++) socket.send(Uint8Array.of(1), { address: `fd00::1:${i.toString(16)}`, port: 9 });
    await host.clock.settle();
    expect(host.messages(NS).length).toBeLessThanOrEqual(5);
    expect(host.counters().ndp).toMatchObject({ evicted: 280, suppressed: 295 });
    for (let i = 0; i < 300; i++)
      host.receive(solicitation(OWN6, [1, 1, 2, 0, 0, 1, i >> 8, i & 255], { source: `fd00::2:${i.toString(16)}` }));
    await host.advance(10_000);
    expect(host.network.outstanding).toBe(0);
    expect(host.unaccounted()).toEqual({});
  });
});

describe('routers (RFC 4861, 6.3)', () => {
  const link = linkOption(ROUTER_MAC);

  test('addresses by a prefix, a way out by its sender', async () => {
    const host = await TestHost6.settled();
    await expect(host.stack.connect({ address: '2001:db8:9::9', port: 80 })).rejects.toMatchObject({
      code: 'unreachable',
    });
    host.receive(routerAdvertisement6([...link, ...prefixOption('2001:db8::')], fromRouter));
    await host.advance(1100);
    const own = host.stack.addresses.find((address) => address.startsWith('2001:db8:'))!;
    expect(states(host)[`${own}/64`]).toBe('preferred');
    expect(host.stack.ipv6State().routers).toEqual([ROUTER]);
    host.packets();
    expect(await send(host, '2001:db8:9::9')).toMatchObject([{ source: own, to: '02:00:00:00:00:99', next: 17 }]);
    // On the link itself the neighbour is asked.
    expect(await send(host, '2001:db8::9')).toMatchObject([{ type: NS }]);
  });

  test.each([
    ['from beyond', { source: 'fd00::99' }, link],
    ['passed on', { ...fromRouter, hopLimit: 64 }, link],
    ['an option of length zero', fromRouter, [...link, 3, 0, 0, 0, 0, 0, 0, 0]],
    ['an option beyond the end', fromRouter, [...link, 3, 4, 0, 0, 0, 0, 0, 0]],
  ])('6.1.2: %s is dropped whole', async (_name, fields, options) => {
    const host = await TestHost6.settled();
    host.receive(routerAdvertisement6(options, fields));
    expect(host.stack.ipv6State().routers).toEqual([]);
  });

  test('with `acceptRouterAdvertisements` false nobody is asked, and nobody believed', async () => {
    const host = new TestHost6({ acceptRouterAdvertisements: false });
    await host.advance(10_000);
    expect(host.messages(RS)).toEqual([]);
    host.receive(routerAdvertisement6([...link, ...prefixOption('2001:db8::')], fromRouter));
    expect(host.stack.ipv6State().routers).toEqual([]);
    expect(host.stack.addresses).toHaveLength(2);
  });

  test('lifetimes: of a router, of a preferred and of a valid address', async () => {
    const host = await TestHost6.settled();
    const option = prefixOption('2001:db8::', 600, 300);
    host.receive(routerAdvertisement6([...link, ...option], { ...fromRouter, lifetime: 200 }));
    const [own] = Object.keys(states(host)).filter((address) => address.startsWith('2001'));
    await host.advance(199_000);
    expect(host.stack.ipv6State().routers).toEqual([ROUTER]);
    await host.advance(2000);
    expect(host.stack.ipv6State().routers).toEqual([]);
    expect(states(host)[own!]).toBe('preferred');
    await host.advance(100_000);
    expect(states(host)[own!]).toBe('deprecated');
    await host.advance(300_000);
    expect(states(host)[own!]).toBeUndefined();
    host.packets();
    // And its network is not on the link any more.
    expect(await send(host, '2001:db8::9')).toEqual([]);
  });

  test('a lifetime of zero takes a router away at once, one that was given by hand stays', async () => {
    const host = await TestHost6.settled({ gateway: 'fe80::1' });
    host.receive(routerAdvertisement6(link, fromRouter));
    expect(host.stack.ipv6State().routers).toEqual(['fe80::1', ROUTER]);
    host.receive(routerAdvertisement6(link, { ...fromRouter, lifetime: 0 }));
    host.receive(routerAdvertisement6(link, { source: 'fe80::1', from: ROUTER_MAC, lifetime: 0 }));
    expect(host.stack.ipv6State().routers).toEqual(['fe80::1']);
  });

  test('nobody ends an address in less than two hours (RFC 4862, 5.5.3 e)', async () => {
    const host = await TestHost6.settled();
    host.receive(routerAdvertisement6(prefixOption('2001:db8::', 86_400, 86_400), fromRouter));
    const own = host.stack.addresses.find((address) => address.startsWith('2001'));
    await host.advance(2000);
    host.receive(routerAdvertisement6(prefixOption('2001:db8::', 1, 0), fromRouter));
    expect(states(host)[`${own}/64`]).toBe('deprecated');
    await host.advance(7_100_000);
    expect(host.stack.addresses).toContain(own);
    await host.advance(200_000);
    expect(host.stack.addresses).not.toContain(own);
  });

  test.each([
    ['link-local', prefixOption('fe80::')],
    ['a group', prefixOption('ff02::')],
    ['of other than 64 bits', prefixOption('2001:db8::', 7200, 3600, 0x40, 48)],
    ['preferred longer than valid', prefixOption('2001:db8::', 10, 20, 0x40)],
    ['not autonomous', prefixOption('2001:db8::', 7200, 3600, 0x80)],
    ['over already', prefixOption('2001:db8::', 0, 0)],
  ])('a prefix that is %s makes no address', async (_name, option) => {
    const host = await TestHost6.settled();
    host.receive(routerAdvertisement6(option, fromRouter));
    expect(host.stack.addresses).toHaveLength(2);
  });

  test('more prefixes than there is room for are left', async () => {
    const host = await TestHost6.settled();
    for (let i = 0; i < 100; i++)
      host.receive(
        routerAdvertisement6(prefixOption(`2001:db8:${i.toString(16)}::`), { source: `fe80::${i.toString(16)}` }),
      );
    expect(host.stack.addresses).toHaveLength(16);
    expect(host.stack.ipv6State().routers).toHaveLength(16);
    expect(host.unaccounted()).toEqual({});
  });

  test('the preference of RFC 4191 decides, and a router that does not answer gives way to another', async () => {
    const host = await TestHost6.settled();
    const second = { source: 'fe80::98', from: [2, 0, 0, 0, 0, 0x98] };
    host.receive(
      routerAdvertisement6([...linkOption(second.from), ...prefixOption('2001:db8::')], { ...second, flags: 0x18 }),
    );
    host.receive(routerAdvertisement6(link, { ...fromRouter, flags: 0x08 }));
    expect(host.stack.ipv6State().routers).toEqual([ROUTER, 'fe80::98']);
    const via = async () => (await send(host, '2001:db8:9::9')).find(({ next }) => next === 17)?.to;
    await host.advance(2000);
    expect(await via()).toBe('02:00:00:00:00:99');
    // It never confirms: five seconds and three questions later the other one gets the packets.
    await host.advance(9000);
    host.packets();
    expect(await via()).toBe('02:00:00:00:00:98');
  });

  test('who is no router any more is none (RFC 4861, 7.2.5)', async () => {
    const host = await TestHost6.settled();
    const second = { source: 'fe80::98', from: [2, 0, 0, 0, 0, 0x98] };
    host.receive(routerAdvertisement6([...link, ...prefixOption('2001:db8::')], fromRouter));
    host.receive(routerAdvertisement6(linkOption(second.from), second));
    host.receive(advertisement(ROUTER, { flags: 0x20, mac: ROUTER_MAC, destination: 'ff02::1' }));
    expect(host.stack.ipv6State().routers).toEqual(['fe80::98']);
  });

  test('hop limit, MTU, timers', async () => {
    const host = await TestHost6.settled();
    const mtu = (value: number) => [5, 1, 0, 0, ...u32(value)];
    host.receive(solicitation(OWN6, [1, 1, ...PEER_MAC]));
    host.receive(routerAdvertisement6(mtu(1400), { ...fromRouter, hopLimitTold: 17, reachable: 10_000, retrans: 200 }));
    host.packets();
    const socket = await host.stack.bind({ port: 0 }, () => {});
    socket.send(new Uint8Array(1380), { address: PEER6, port: 9 });
    await host.clock.settle();
    expect(host.packets().map(({ payload, hopLimit }) => [40 + payload.length, hopLimit])).toEqual([
      [1400, 17],
      [84, 17],
    ]);
    for (const value of [1279, 9000]) host.receive(routerAdvertisement6(mtu(value), fromRouter));
    socket.send(new Uint8Array(1452), { address: PEER6, port: 9 });
    await host.clock.settle();
    expect(host.packets()).toHaveLength(1);
    await send(host, 'fd00::5');
    await host.advance(700);
    expect(host.messages(NS)).toHaveLength(2);
  });

  test('name servers and domains with their lifetimes (RFC 8106)', async () => {
    const host = await TestHost6.settled();
    const rdnss = (seconds: number, ...servers: string[]) => [
      25,
      1 + 2 * servers.length,
      0,
      0,
      ...u32(seconds),
      ...servers.flatMap(ip6),
    ];
    const name = (text: string) => [...text.split('.').flatMap((label) => [label.length, ...Buffer.from(label)]), 0];
    const dnssl = (seconds: number, ...names: string[]) => {
      const octets = names.flatMap(name);
      while (octets.length % 8 !== 0) octets.push(0);
      return [31, 1 + octets.length / 8, 0, 0, ...u32(seconds), ...octets];
    };
    let changes = 0;
    host.stack.watchIpv6(() => changes++);
    host.receive(
      routerAdvertisement6([...rdnss(60, '2001:db8::53', 'fd00::53'), ...dnssl(90, 'example.org', 'Sub.example.org')], {
        ...fromRouter,
        flags: 0x40,
      }),
    );
    await host.clock.settle();
    expect(changes).toBe(1);
    expect(host.stack.ipv6State()).toMatchObject({
      nameServers: ['2001:db8::53', 'fd00::53'],
      searchDomains: ['example.org', 'sub.example.org'],
      other: true,
      managed: false,
    });
    host.receive(routerAdvertisement6(rdnss(0, 'fd00::53'), fromRouter));
    expect(host.stack.ipv6State().nameServers).toEqual(['2001:db8::53']);
    await host.advance(61_000);
    expect(host.stack.ipv6State()).toMatchObject({
      nameServers: [],
      searchDomains: ['example.org', 'sub.example.org'],
    });
    await host.advance(31_000);
    expect(host.stack.ipv6State().searchDomains).toEqual([]);
  });
});

describe('addresses of our own making (RFC 7217)', () => {
  const make = async (secret: number, prefix = '2001:db8::') => {
    const host = await TestHost6.settled({ secret: new Uint8Array(16).fill(secret) });
    host.receive(routerAdvertisement6(prefixOption(prefix), fromRouter));
    return host.stack.addresses.find((address) => address.startsWith('2001'))!;
  };

  test('stay with the secret, and have nothing in common from network to network', async () => {
    expect(await make(1)).toBe(await make(1));
    expect(await make(1)).not.toBe(await make(2));
    const tail = (address: string) => ip6(address).slice(8).join();
    expect(tail(await make(1))).not.toBe(tail(await make(1, '2001:db8:1::')));
    expect(ip6(await make(1)).slice(0, 8)).toEqual(ip6('2001:db8::').slice(0, 8));
  });

  test('a secret of the wrong length is refused', () => {
    expect(() => new TestHost6({ secret: new Uint8Array(15) })).toThrow('16 are needed');
  });
});

describe('redirects (RFC 4861, 8)', () => {
  const BETTER = 'fe80::77';
  const BETTER_MAC = [2, 0, 0, 0, 0, 0x77];
  const FAR = '2001:db8:9::1';
  const redirect = (target: string, destination = FAR, fields: object = {}, options = [2, 1, ...BETTER_MAC]) =>
    ndp([137, 0, 0, 0, 0, 0, 0, 0, ...ip6(target), ...ip6(destination), ...options], { ...fromRouter, ...fields });
  const mac = async (host: TestHost6, address: string) =>
    (await send(host, address))[0]!.to.split(':').map((octet) => Number.parseInt(octet, 16));

  async function routed(options: object = {}) {
    const host = await TestHost6.settled(options);
    host.receive(routerAdvertisement6(linkOption(ROUTER_MAC), fromRouter));
    host.packets();
    expect(await mac(host, FAR)).toEqual(ROUTER_MAC);
    return host;
  }

  test('to another router, for this destination only', async () => {
    const host = await routed();
    host.receive(redirect(BETTER));
    expect(await mac(host, FAR)).toEqual(BETTER_MAC);
    expect(await mac(host, '2001:db8:9::2')).toEqual(ROUTER_MAC);
    expect(host.counters().ndp.redirects).toBe(1);
    expect(host.unaccounted()).toEqual({});
  });

  test('straight to a destination that is on the link', async () => {
    const host = await routed();
    host.receive(redirect(FAR, FAR));
    expect(await mac(host, FAR)).toEqual(BETTER_MAC);
  });

  test('to a router that does not answer: back to the one that is known', async () => {
    const host = await routed();
    host.receive(redirect(BETTER));
    await send(host, FAR);
    await host.advance(20_000);
    host.receive(routerAdvertisement6(linkOption(ROUTER_MAC), fromRouter));
    await send(host, FAR);
    host.packets();
    expect(await mac(host, FAR)).toEqual(ROUTER_MAC);
  });

  test.each([
    ['not from the router in use', { source: 'fe80::66' }, BETTER, FAR],
    ['from beyond the link', { hopLimit: 254 }, BETTER, FAR],
    ['from a global address', { source: '2001:db8::99' }, BETTER, FAR],
    ['to a router with a global address', {}, '2001:db8::77', FAR],
    ['to ourselves', {}, OWN6, OWN6],
    ['of a group', {}, BETTER, 'ff0e::1'],
    ['of a destination that we do not talk to', {}, BETTER, '2001:db8:9::5'],
  ])('%s: dropped', async (_name, fields, to, destination) => {
    const host = await routed();
    host.receive(redirect(to, destination, fields));
    expect(await mac(host, FAR)).toEqual(ROUTER_MAC);
    expect(host.counters().icmpv6.drops.badNeighborMessage).toBe(1);
    expect(host.unaccounted()).toEqual({});
  });

  test('malformed, or not wanted: dropped', async () => {
    const host = await routed();
    host.receive(redirect(BETTER, FAR, {}, [2, 0]), redirect(BETTER, FAR, {}, []).subarray(0, 14 + 40 + 30));
    expect(await mac(host, FAR)).toEqual(ROUTER_MAC);
    const other = await routed({ acceptRedirects: false });
    other.receive(redirect(BETTER));
    expect(await mac(other, FAR)).toEqual(ROUTER_MAC);
  });
});
