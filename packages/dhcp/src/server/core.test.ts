import { formatIpv4 } from '@morgana/tcpip';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ip, MAC, message } from '../testing/messages.js';
import { type DhcpMessage, decodeMessage, encodeMessage } from '../wire/message.js';
import {
  ACK,
  CLIENT_IDENTIFIER,
  DECLINE,
  DISCOVER,
  DOMAIN_NAME_SERVER,
  HOST_NAME,
  INFORM,
  LEASE_TIME,
  type MessageType,
  messageTypeName,
  NAK,
  OFFER,
  PARAMETER_REQUEST_LIST,
  RELAY_INFORMATION,
  RELEASE,
  REQUEST,
  REQUESTED_ADDRESS,
  ROUTER,
  SERVER_IDENTIFIER,
} from '../wire/option-codes.js';
import { messageType, readUint32, text, uint32 } from '../wire/values.js';
import { type DhcpNetwork, readNetworks } from './configuration.js';
import { type Reply, ServerCore, type ServerSettings } from './core.js';

const SERVER = ip('10.0.0.1');
const HOUR = 3_600_000;
const NETWORK: DhcpNetwork = {
  network: '10.0.0.0/24',
  pools: [{ first: '10.0.0.10', last: '10.0.0.19' }],
  router: '10.0.0.254',
  nameServers: ['10.0.0.53'],
};

type Extra = readonly (readonly [number, Uint8Array])[];

/** A server under a clock of the test's. */
class Office {
  now = 0;
  replies: Reply[] = [];
  probes: string[] = [];
  stored: string[] = [];
  readonly core: ServerCore;

  constructor(networks: readonly DhcpNetwork[] = [NETWORK], settings: Partial<ServerSettings> = {}) {
    this.core = new ServerCore({
      address: SERVER,
      networks: readNetworks(networks, SERVER),
      authoritative: true,
      probe: false,
      offerTime: 30_000,
      declineTime: 600_000,
      ...settings,
    });
  }

  /** The reply to a message, as its receiver reads it; undefined: silence. */
  send(type: MessageType, fields: Partial<DhcpMessage> = {}, options: Extra = []): DhcpMessage | undefined {
    return this.take(this.core.input(decodeMessage(encodeMessage(message(type, fields, options))), this.now));
  }

  probed(address: string, inUse: boolean): DhcpMessage | undefined {
    return this.take(this.core.probed(ip(address), inUse, this.now));
  }

  take(actions: ReturnType<ServerCore['input']>): DhcpMessage | undefined {
    let answer: DhcpMessage | undefined;
    for (const action of actions) {
      if (action.kind === 'probe') this.probes.push(formatIpv4(action.address));
      if (action.kind === 'store') this.stored.push(`${formatIpv4(action.binding.address)} ${action.binding.state}`);
      const reply = action.kind === 'send' || action.kind === 'store' ? action.reply : undefined;
      if (reply === undefined) continue;
      this.replies.push(reply);
      answer = decodeMessage(encodeMessage(reply.message, reply.maximumSize));
    }
    return answer;
  }

  /** DISCOVER and REQUEST of one client; the address that it has then. */
  lease(mac: Uint8Array = MAC, wish: Extra = []): string | undefined {
    const offer = this.send(DISCOVER, { mac }, wish);
    if (offer === undefined) return undefined;
    const ack = this.request(offer.yourAddress, mac);
    expect(ack?.yourAddress).toBe(offer.yourAddress);
    return formatIpv4(ack!.yourAddress);
  }

  request(address: number, mac: Uint8Array = MAC, server = SERVER): DhcpMessage | undefined {
    return this.send(REQUEST, { mac }, [
      [REQUESTED_ADDRESS, uint32(address)],
      [SERVER_IDENTIFIER, uint32(server)],
    ]);
  }
}

const macOf = (n: number): Uint8Array => Uint8Array.of(2, 0, 0, 1, n >>> 8, n);
const kind = (answer: DhcpMessage | undefined): string =>
  answer === undefined ? 'silence' : messageTypeName(messageType(answer.options)!);

describe('DISCOVER', () => {
  test('an offer has the address, the times, the mask, and what was asked for, in bounds', () => {
    const office = new Office();
    const offer = office.send(DISCOVER, { transactionId: 77 }, [
      [PARAMETER_REQUEST_LIST, Uint8Array.of(DOMAIN_NAME_SERVER)],
    ])!;
    expect(kind(offer)).toBe('OFFER');
    expect(offer.transactionId).toBe(77);
    expect([...offer.options.keys()].sort((a, b) => a - b)).toEqual([1, 3, 6, 51, 53, 54, 58, 59]);
    expect([51, 58, 59].map((code) => readUint32(offer.options, code))).toEqual([3600, 1800, 3150]);
  });

  test('the same client gets the same address: repeated, later, after a release, after its lease has ended', () => {
    const office = new Office();
    const first = office.send(DISCOVER)!.yourAddress;
    for (let i = 0; i < 1000; i++) expect(office.send(DISCOVER)!.yourAddress).toBe(first);
    expect(office.core.bindings.size).toBe(1);
    expect(office.lease()).toBe(formatIpv4(first));
    office.send(RELEASE, { clientAddress: first }, [[SERVER_IDENTIFIER, uint32(SERVER)]]);
    for (let n = 0; n < 5; n++) office.lease(macOf(n));
    expect(office.lease()).toBe(formatIpv4(first));
    office.now += 2 * HOUR;
    for (let n = 5; n < 9; n++) office.lease(macOf(n));
    expect(office.lease()).toBe(formatIpv4(first));
  });

  test('an address that is wished for is given if it is free', () => {
    const office = new Office();
    const wish = (address: string): Extra => [[REQUESTED_ADDRESS, uint32(ip(address))]];
    expect(office.lease(macOf(1), wish('10.0.0.15'))).toBe('10.0.0.15');
    expect(office.lease(macOf(2), wish('10.0.0.15'))).not.toBe('10.0.0.15');
    for (const [n, foreign] of ['10.0.0.99', '10.0.0.254', '10.0.0.1', '192.0.2.1'].entries()) {
      expect(office.lease(macOf(10 + n), wish(foreign))).toMatch(/^10\.0\.0\.1[0-9]$/);
    }
  });

  test('a flood of clients fills the pool and no more; offers run out, leases are safe', () => {
    const office = new Office();
    const kept = office.lease(macOf(9999));
    for (let n = 0; n < 5000; n++) office.send(DISCOVER, { mac: macOf(n) });
    expect(office.core.bindings.size).toBe(10);
    expect(office.core.counters.drops.exhausted).toBe(5000 - 9);
    expect(office.lease(macOf(9999))).toBe(kept);
    office.now += 30_001;
    expect(office.lease(macOf(8888))).toBeDefined();
  });

  test('the client identifier counts before the hardware address, and comes back (RFC 6842)', () => {
    const office = new Office();
    const id = (n: number): Extra => [[CLIENT_IDENTIFIER, Uint8Array.of(0, n)]];
    const one = office.send(DISCOVER, {}, id(1))!;
    const two = office.send(DISCOVER, {}, id(2))!;
    expect(one.yourAddress).not.toBe(two.yourAddress);
    expect(office.send(DISCOVER, { mac: macOf(5) }, id(1))!.yourAddress).toBe(one.yourAddress);
    expect(one.options.get(CLIENT_IDENTIFIER)).toEqual(Uint8Array.of(0, 1));
  });

  test('a wish for time is heard between a minute and the longest', () => {
    const office = new Office([{ ...NETWORK, maximumLeaseTime: 2 * HOUR }]);
    const asked = (seconds: number) =>
      readUint32(office.send(DISCOVER, {}, [[LEASE_TIME, uint32(seconds)]])!.options, LEASE_TIME);
    expect([1, 600, 999_999, 0xffffffff].map(asked)).toEqual([60, 600, 7200, 7200]);
  });
});

describe('probing before an offer', () => {
  test('an address that nobody uses is offered, and not probed again for the same client', () => {
    const office = new Office([NETWORK], { probe: true });
    expect(office.send(DISCOVER)).toBeUndefined();
    expect(office.send(DISCOVER, { transactionId: 2 })).toBeUndefined();
    expect(office.probes).toHaveLength(1);
    const offer = office.probed(office.probes[0]!, false);
    expect([kind(offer), offer!.transactionId]).toEqual(['OFFER', 2]);
    expect(kind(office.send(DISCOVER))).toBe('OFFER');
    expect(office.probes).toHaveLength(1);
  });

  test('one in use is left alone for ten minutes; three are tried', () => {
    const office = new Office([NETWORK], { probe: true });
    office.send(DISCOVER);
    for (let i = 0; i < 3; i++) expect(office.probed(office.probes[i]!, true)).toBeUndefined();
    expect(new Set(office.probes).size).toBe(3);
    for (let n = 0; n < 20; n++) office.send(DISCOVER, { mac: macOf(n) });
    expect(new Set(office.probes).size).toBe(office.probes.length);
    expect(office.probes.length).toBeLessThanOrEqual(10);
    office.now = 600_001;
    office.send(DISCOVER, { mac: macOf(77) });
    expect(office.probes.length).toBeGreaterThan(10);
  });

  test('at most 64 at a time, and answers to what nobody asked are nothing', () => {
    const office = new Office([{ network: '10.0.0.0/24', pools: [{ first: '10.0.0.2', last: '10.0.0.250' }] }], {
      probe: true,
    });
    for (let n = 0; n < 200; n++) office.send(DISCOVER, { mac: macOf(n) });
    expect(office.probes).toHaveLength(64);
    expect(office.core.counters.drops.tooManyProbes).toBe(136);
    expect(office.probed('10.0.0.251', false)).toBeUndefined();
  });
});

describe('REQUEST', () => {
  test('an offer that is taken is stored with the acknowledgment', () => {
    const office = new Office();
    expect(office.lease()).toMatch(/^10\.0\.0\.1/);
    expect(office.stored).toHaveLength(1);
    expect(office.stored[0]).toMatch(/ leased$/);
  });

  test.each<[string, (office: Office, address: number) => DhcpMessage | undefined, string]>([
    ['what was not offered', (office, address) => office.request(address + 1), 'NAK'],
    ['to another server', (office, address) => office.request(address, MAC, ip('10.0.0.2')), 'silence'],
    ['another client asks', (office, address) => office.request(address, macOf(1)), 'NAK'],
    ['without an address', (office) => office.send(REQUEST, {}, [[SERVER_IDENTIFIER, uint32(SERVER)]]), 'NAK'],
  ])('SELECTING: %s', (_, ask, expected) => {
    const office = new Office();
    const { yourAddress } = office.send(DISCOVER)!;
    expect(kind(ask(office, yourAddress))).toBe(expected);
    expect(office.stored).toEqual([]);
  });

  test('who takes another offer gives ours back at once', () => {
    const office = new Office();
    const { yourAddress } = office.send(DISCOVER)!;
    office.request(yourAddress, MAC, ip('10.0.0.2'));
    expect(office.core.bindings.size).toBe(0);
  });

  const reboot = (office: Office, address: string, mac = MAC) =>
    office.send(REQUEST, { mac }, [[REQUESTED_ADDRESS, uint32(ip(address))]]);
  const renew = (office: Office, address: string, mac = MAC) =>
    office.send(REQUEST, { mac, clientAddress: ip(address) });

  test('INIT-REBOOT and RENEWING: ours is extended, anything else refused', () => {
    const office = new Office();
    const address = office.lease()!;
    office.now += HOUR / 2;
    for (const ask of [reboot, renew]) {
      expect(kind(ask(office, address))).toBe('ACK');
      expect(kind(ask(office, '10.0.0.77'))).toBe('NAK');
      expect(kind(ask(office, '192.0.2.7', macOf(3)))).toBe('NAK');
      expect(kind(ask(office, address, macOf(2)))).toBe('NAK');
    }
    expect(office.core.bindings.at(ip(address))!.expiresAt).toBe(HOUR * 1.5);
  });

  test('without authority the unknown is met with silence, the wrong network not', () => {
    const office = new Office([NETWORK], { authoritative: false });
    expect(kind(reboot(office, '10.0.0.15'))).toBe('silence');
    expect(kind(renew(office, '10.0.0.15'))).toBe('silence');
    expect(kind(reboot(office, '192.0.2.15'))).toBe('NAK');
  });

  test('a lease that has ended and that nobody else got is extended', () => {
    const office = new Office();
    const address = office.lease()!;
    office.now += HOUR + 1;
    expect(kind(renew(office, address))).toBe('ACK');
  });
});

describe('the way of a reply (RFC 2131, 4.1)', () => {
  const way = (fields: Partial<DhcpMessage>, office = new Office()) => {
    office.send(DISCOVER, fields);
    const { to, port, mac } = office.replies.at(-1)!;
    return `${formatIpv4(to)}:${port}${mac === undefined ? '' : ' with mac'}`;
  };

  test('to the client: its address, broadcast if it wants that, else the new address at its hardware address', () => {
    expect(way({ broadcast: true })).toBe('255.255.255.255:68');
    expect(way({})).toMatch(/^10\.0\.0\.1\d:68 with mac$/);
    const office = new Office();
    const address = ip(office.lease()!);
    office.send(REQUEST, { clientAddress: address });
    expect(office.replies.at(-1)).toMatchObject({ to: address, port: 68, mac: undefined });
  });

  test('a NAK is broadcast, whatever the client wants', () => {
    const office = new Office();
    office.send(REQUEST, { clientAddress: ip('10.0.0.15') });
    expect(kind(office.replies.at(-1)!.message)).toBe('NAK');
    expect(office.replies.at(-1)).toMatchObject({ to: ip('255.255.255.255'), port: 68 });
  });

  const RELAYED: DhcpNetwork = { network: '10.7.0.0/16', pools: [{ first: '10.7.1.0', last: '10.7.1.9' }] };

  test('through a relay: an address of its network, to the relay, with its option; a NAK with the broadcast flag', () => {
    const office = new Office([NETWORK, RELAYED]);
    const relayAddress = ip('10.7.0.1');
    const information: Extra = [[RELAY_INFORMATION, Uint8Array.of(1, 1, 9)]];
    const offer = office.send(DISCOVER, { relayAddress }, information)!;
    expect(formatIpv4(offer.yourAddress)).toMatch(/^10\.7\.1\.\d$/);
    expect(office.replies.at(-1)).toMatchObject({ to: relayAddress, port: 67 });
    expect(offer.relayAddress).toBe(relayAddress);
    expect([...offer.options.keys()].at(-1)).toBe(RELAY_INFORMATION);
    const nak = office.send(REQUEST, { relayAddress }, [[REQUESTED_ADDRESS, uint32(ip('10.0.0.15'))]])!;
    expect([kind(nak), nak.broadcast, formatIpv4(office.replies.at(-1)!.to)]).toEqual(['NAK', true, '10.7.0.1']);
    expect(office.send(DISCOVER, { relayAddress: ip('192.0.2.1') })).toBeUndefined();
    expect(office.core.counters.drops.noNetwork).toBe(1);
  });
});

describe('DECLINE, RELEASE, INFORM', () => {
  const forUs: Extra = [[SERVER_IDENTIFIER, uint32(SERVER)]];

  test('a declined address is given to nobody for ten minutes, and its client gets another', () => {
    const office = new Office();
    const address = office.lease()!;
    office.send(DECLINE, {}, [...forUs, [REQUESTED_ADDRESS, uint32(ip(address))]]);
    expect(office.stored.at(-1)).toBe(`${address} released`);
    const given = new Set<string | undefined>([office.lease()]);
    for (let n = 0; n < 20; n++) given.add(office.lease(macOf(n), [[REQUESTED_ADDRESS, uint32(ip(address))]]));
    expect(given.has(address)).toBe(false);
    expect(given.size).toBe(10);
  });

  test('nobody can decline or release what is another one’s', () => {
    const office = new Office();
    const address = ip(office.lease()!);
    office.send(DECLINE, { mac: macOf(1) }, [...forUs, [REQUESTED_ADDRESS, uint32(address)]]);
    office.send(RELEASE, { mac: macOf(1), clientAddress: address }, forUs);
    office.send(RELEASE, { clientAddress: address });
    expect(office.core.bindings.at(address)).toMatchObject({ state: 'leased', expiresAt: HOUR });
    expect(office.core.counters.drops.unknownClient).toBe(3);
  });

  test('INFORM is answered with options and no address, to the client’s own', () => {
    const office = new Office();
    const ack = office.send(INFORM, { clientAddress: ip('10.0.0.200') })!;
    expect([kind(ack), ack.yourAddress, ack.options.has(LEASE_TIME), ack.options.has(ROUTER)]).toEqual([
      'ACK',
      0,
      false,
      true,
    ]);
    expect(office.replies.at(-1)!.to).toBe(ip('10.0.0.200'));
    expect(office.send(INFORM, { clientAddress: ip('192.0.2.9') })).toBeUndefined();
    expect(office.core.bindings.size).toBe(0);
  });
});

describe('reservations', () => {
  const office = () =>
    new Office([
      {
        ...NETWORK,
        reservations: [
          { address: '10.0.0.12', mac: '02:00:00:01:00:07' },
          { address: '10.0.0.200', clientIdentifier: '00aa' },
        ],
      },
    ]);

  test('by hardware address, with an identifier too, and by identifier; inside and outside of a pool', () => {
    const o = office();
    expect(o.lease(macOf(7))).toBe('10.0.0.12');
    // The same machine, started with another system.
    const other = o.send(DISCOVER, { mac: macOf(7) }, [[CLIENT_IDENTIFIER, Uint8Array.of(1, 2)]])!;
    expect(formatIpv4(other.yourAddress)).toBe('10.0.0.12');
    const p = office();
    const withId = p.send(DISCOVER, { mac: macOf(7) }, [[CLIENT_IDENTIFIER, Uint8Array.of(1, ...macOf(7))]])!;
    expect(formatIpv4(withId.yourAddress)).toBe('10.0.0.12');
    expect(formatIpv4(p.send(DISCOVER, {}, [[CLIENT_IDENTIFIER, Uint8Array.of(0, 0xaa)]])!.yourAddress)).toBe(
      '10.0.0.200',
    );
  });

  test('nobody else gets them', () => {
    const o = office();
    const given = new Set(Array.from({ length: 30 }, (_, n) => o.lease(macOf(100 + n))));
    expect(given.has('10.0.0.12')).toBe(false);
    expect(given.size).toBe(10);
    expect(o.lease(macOf(7))).toBe('10.0.0.12');
  });
});

test.each<[string, DhcpNetwork, string]>([
  ['no network', { network: '10.0.0.1/24' }, 'it is no network'],
  ['a pool elsewhere', { network: '10.0.0.0/24', pools: [{ first: '10.0.1.1', last: '10.0.1.2' }] }, 'pool 10.0.1.1'],
  ['a pool backwards', { network: '10.0.0.0/24', pools: [{ first: '10.0.0.9', last: '10.0.0.2' }] }, 'before it'],
  [
    'pools that overlap',
    {
      network: '10.0.0.0/24',
      pools: [
        { first: '10.0.0.2', last: '10.0.0.9' },
        { first: '10.0.0.9', last: '10.0.0.12' },
      ],
    },
    'overlap',
  ],
  ['a router elsewhere', { network: '10.0.0.0/24', router: '10.0.1.1' }, 'router 10.0.1.1'],
  ['nobody’s reservation', { network: '10.0.0.0/24', reservations: [{ address: '10.0.0.2' }] }, 'needs a mac'],
  ['a lease of a second', { network: '10.0.0.0/24', leaseTime: 1000 }, 'leaseTime'],
  ['too many', { network: '10.0.0.0/8', pools: [{ first: '10.0.0.1', last: '10.2.0.0' }] }, 'at most 65536'],
])('a configuration with %s is refused', (_, network, because) => {
  expect(() => readNetworks([network], SERVER)).toThrow(because);
});

test('restored leases hold; of two of one client the later counts; what is not served any more does not', () => {
  const office = new Office();
  expect(office.core.restore(ip('10.0.0.11'), 'mac:020000000001', '02:00:00:00:00:01', '', HOUR)).toBe(true);
  expect(office.core.restore(ip('10.0.0.13'), 'mac:020000000001', '02:00:00:00:00:01', '', HOUR / 2)).toBe(false);
  expect(office.core.restore(ip('10.0.0.99'), 'mac:0200000000aa', '', '', HOUR)).toBe(false);
  expect(formatIpv4(office.send(DISCOVER)!.yourAddress)).toBe('10.0.0.11');
});

test('property: no address is ever leased to two clients, and the table stays within the pools', () => {
  const happening = fc.record({
    client: fc.nat(14),
    what: fc.constantFrom('lease', 'discover', 'release', 'decline', 'renew', 'reboot', 'stranger'),
    address: fc.integer({ min: 8, max: 21 }),
    later: fc.oneof(fc.constant(0), fc.nat(2 * HOUR)),
  });
  fc.assert(
    fc.property(fc.array(happening, { maxLength: 120 }), (happenings) => {
      const office = new Office();
      const held = new Map<number, { client: number; until: number }>();
      const forUs: Extra = [[SERVER_IDENTIFIER, uint32(SERVER)]];
      for (const { client, what, address: low, later } of happenings) {
        office.now += later;
        const mac = macOf(client);
        const address = ip(`10.0.0.${low}`);
        let ack: DhcpMessage | undefined;
        if (what === 'lease') {
          const offer = office.send(DISCOVER, { mac }, [[HOST_NAME, text('x')]]);
          if (offer !== undefined) ack = office.request(offer.yourAddress, mac);
        } else if (what === 'discover') office.send(DISCOVER, { mac }, [[REQUESTED_ADDRESS, uint32(address)]]);
        else if (what === 'stranger') ack = office.request(address, mac);
        else if (what === 'renew') ack = office.send(REQUEST, { mac, clientAddress: address });
        else if (what === 'reboot') ack = office.send(REQUEST, { mac }, [[REQUESTED_ADDRESS, uint32(address)]]);
        else {
          const holder = held.get(address);
          if (what === 'release') office.send(RELEASE, { mac, clientAddress: address }, forUs);
          else office.send(DECLINE, { mac }, [...forUs, [REQUESTED_ADDRESS, uint32(address)]]);
          if (holder?.client === client) held.delete(address);
        }
        if (ack !== undefined && messageType(ack.options) === ACK) {
          const holder = held.get(ack.yourAddress);
          expect(holder === undefined || holder.client === client || holder.until <= office.now).toBe(true);
          held.set(ack.yourAddress, { client, until: office.now + HOUR });
        }
        expect(office.core.bindings.size).toBeLessThanOrEqual(10);
      }
    }),
    { numRuns: 300 },
  );
});

test('replies and plain BOOTP are nothing for a server', () => {
  const office = new Office();
  for (const type of [OFFER, ACK, NAK] as const) expect(office.send(type)).toBeUndefined();
  expect(office.send(OFFER, { op: 1 })).toBeUndefined();
  expect(office.core.counters.drops.notDhcp).toBe(4);
});
