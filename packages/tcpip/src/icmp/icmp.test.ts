import { describe, expect, test } from 'vitest';
import type { StackOptions } from '../network-stack.js';
import { TestHost } from '../testing/host.js';
import {
  arp,
  BROADCAST_MAC,
  type Bytes,
  echoRequest,
  type Ipv4Fields,
  icmp,
  icmpMessage,
  ipv4,
  naiveChecksum,
  u16,
  udp,
  udpDatagram,
} from '../testing/packets.js';

/** An ICMP error from a router about `quoted`, an IP packet. */
function error(type: number, code: number, quoted: Bytes, fields: Ipv4Fields = {}, rest: Bytes = [0, 0, 0, 0]) {
  return icmp(type, code, rest, quoted, fields);
}

const withoutEthernet = (frame: Uint8Array) => frame.subarray(14);

describe('echo', () => {
  test('is answered with the same identifier, sequence number and data', () => {
    const host = new TestHost();
    const data = new Uint8Array(1000).map((_, i) => i * 3);
    const [answer] = host.answers(echoRequest(0xabcd, 0x1234, data));
    expect([...answer!.payload.subarray(0, 2)]).toEqual([0, 0]);
    expect([...answer!.payload.subarray(4)]).toEqual([0xab, 0xcd, 0x12, 0x34, ...data]);
    expect(naiveChecksum(answer!.payload)).toBe(0);
  });

  test('is answered for every length of data, with a right checksum', () => {
    const host = new TestHost();
    for (let length = 0; length < 70; length++) {
      const [answer] = host.answers(echoRequest(length, 0xffff, new Uint8Array(length).fill(0xff)));
      expect(naiveChecksum(answer!.payload)).toBe(0);
      expect(answer!.payload).toHaveLength(8 + length);
    }
  });

  test('in fragments is answered in fragments', () => {
    const host = new TestHost();
    const message = icmpMessage(8, 0, [0, 1, 0, 2], new Uint8Array(2992).fill(5));
    const answers = host.answers(
      ipv4(message.slice(0, 1480), { protocol: 1, moreFragments: true }),
      ipv4(message.slice(1480), { protocol: 1, fragmentOffset: 1480 }),
    );
    expect(answers.map((packet) => packet.totalLength)).toEqual([1500, 1500, 60]);
    const whole = answers.flatMap((packet) => [...packet.payload]);
    expect(naiveChecksum(whole)).toBe(0);
    expect(whole.slice(8)).toEqual(new Array(2992).fill(5));
  });

  test('to broadcast or multicast is not answered', () => {
    const host = new TestHost();
    for (const destination of ['10.0.0.255', '255.255.255.255', '224.0.0.1']) {
      expect(host.answers(echoRequest(1, 1, [], { destination, to: BROADCAST_MAC }))).toEqual([]);
    }
    expect(host.counters().icmp.drops.groupDestination).toBe(3);
  });

  test('is answered at a limited rate', async () => {
    const host = new TestHost({ icmp: { echoRate: 100, echoBurst: 10 } });
    const batch = Array.from({ length: 50 }, (_, i) => echoRequest(1, i, []));
    expect(host.answers(...batch)).toHaveLength(10);
    expect(host.counters().icmp).toMatchObject({ echoRequests: 10, drops: { echoLimited: 40 } });
    await host.clock.advance(50);
    expect(host.answers(...batch)).toHaveLength(5);
    expect(host.unaccounted()).toEqual({});
  });

  test('replies nobody asked for are dropped', () => {
    const host = new TestHost();
    host.answers(icmp(0, 0, [0, 1, 0, 2], [1, 2, 3]));
    expect(host.counters().icmp.drops.unexpectedReply).toBe(1);
  });

  test('a ping is answered by who was asked, with all its data, only', async () => {
    const host = new TestHost();
    const ping = host.stack.ping('10.0.0.2', { size: 3 });
    await host.clock.advance(5);
    const [request] = host.packets();
    const id = [...request!.payload.subarray(4, 8)];
    host.network.inject(icmp(0, 0, id, [0, 1, 2], { source: '10.0.0.3' }), icmp(0, 0, id, [0, 1]));
    expect(host.counters().icmp.drops.unexpectedReply).toBe(2);
    await host.clock.advance(2);
    host.network.inject(icmp(0, 0, id, [0, 1, 2], { ttl: 61 }));
    expect(await ping).toEqual({ time: 7, ttl: 61 });
    host.network.inject(icmp(0, 0, id, [0, 1, 2]));
    expect(host.counters().icmp.drops.unexpectedReply).toBe(3);
  });

  test('pings are bounded', async () => {
    const host = new TestHost({ icmp: { maxPings: 2 } });
    const pings = [host.stack.ping('10.0.0.2'), host.stack.ping('10.0.0.2')];
    await expect(host.stack.ping('10.0.0.2')).rejects.toMatchObject({ code: 'exhausted' });
    const ends = Promise.allSettled(pings);
    await host.clock.advance(1000);
    expect((await ends).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  });
});

describe('malformed messages', () => {
  test('are dropped', () => {
    const host = new TestHost();
    const wrong = echoRequest(1, 1, [1]);
    wrong[36]! ^= 1;
    host.answers(
      ipv4([8, 0, 0, 0, 0, 0, 0], { protocol: 1 }),
      wrong,
      icmp(13, 0, [0, 0, 0, 0], new Uint8Array(12)),
      icmp(5, 1, [10, 0, 0, 9], withoutEthernet(udp([1]))),
      icmp(4, 0, [0, 0, 0, 0], withoutEthernet(udp([1]))),
      icmp(200, 0, [0, 0, 0, 0], []),
    );
    expect(host.packets()).toEqual([]);
    expect(host.counters().icmp.drops).toMatchObject({ tooShort: 1, badChecksum: 1, unhandledType: 3, badRedirect: 1 });
    expect(host.unaccounted()).toEqual({});
  });
});

describe('errors that go out', () => {
  test('port unreachable quotes the whole datagram', () => {
    const host = new TestHost();
    const datagram = udp([1, 2, 3], { port: 9999, options: [1, 1, 1, 0] });
    const [answer] = host.answers(datagram);
    expect(answer).toMatchObject({ protocol: 1, source: '10.0.0.1', destination: '10.0.0.2' });
    expect([...answer!.payload.subarray(0, 2)]).toEqual([3, 3]);
    expect(answer!.payload.subarray(8)).toEqual(datagram.subarray(14));
    expect(naiveChecksum(answer!.payload)).toBe(0);
    expect(host.counters()).toMatchObject({ icmp: { unreachableSent: 1 }, udp: { drops: { noSocket: 1 } } });
  });

  test('is no longer than 576 octets', () => {
    const host = new TestHost();
    const [answer] = host.answers(udp(new Uint8Array(1400), { port: 9999 }));
    expect(answer!.totalLength).toBe(576);
    expect(naiveChecksum(answer!.payload)).toBe(0);
  });

  test('protocol unreachable', () => {
    const host = new TestHost();
    const [answer] = host.answers(ipv4(new Uint8Array(20), { protocol: 132 }));
    expect([...answer!.payload.subarray(0, 2)]).toEqual([3, 2]);
    expect(host.counters().ipv4.drops.unknownProtocol).toBe(1);
  });

  test('reassembly time exceeded', async () => {
    const host = new TestHost();
    host.network.inject(ipv4(udpDatagram(new Uint8Array(100)).slice(0, 64), { moreFragments: true }));
    await host.clock.advance(29_999);
    expect(host.packets()).toEqual([]);
    await host.clock.advance(1);
    const [answer] = host.packets();
    expect([...answer!.payload.subarray(0, 2)]).toEqual([11, 1]);
    expect(answer!.payload).toHaveLength(8 + 28);
    expect(host.counters()).toMatchObject({ icmp: { timeExceededSent: 1 }, reassembly: { drops: { timeout: 1 } } });
    expect(host.unaccounted()).toEqual({});
  });

  test('never about broadcasts, ICMP errors, or a datagram of which the first fragment is lacking', async () => {
    const host = new TestHost();
    const group = { to: BROADCAST_MAC, port: 9999 } as const;
    expect(
      host.answers(
        udp([1], { ...group, destination: '10.0.0.255' }),
        udp([1], { ...group, destination: '255.255.255.255' }),
        udp([1], { ...group, destination: '224.0.0.1' }),
        ipv4(new Uint8Array(8), { destination: '10.0.0.255', protocol: 132, to: BROADCAST_MAC }),
        ipv4(new Uint8Array(8), { moreFragments: true, fragmentOffset: 8 }),
        ipv4(icmpMessage(3, 3, [0, 0, 0, 0], new Uint8Array(56)).slice(0, 32), {
          protocol: 1,
          moreFragments: true,
          identification: 5,
        }),
      ),
    ).toEqual([]);
    await host.clock.advance(60_000);
    expect(host.packets()).toEqual([]);
    expect(host.counters().icmp).toMatchObject({ unreachableSent: 0, timeExceededSent: 0 });
    expect(host.counters().reassembly.drops.timeout).toBe(2);
  });

  test('at a limited rate (RFC 1812, 4.3.2.8)', async () => {
    const host = new TestHost({ icmp: { errorRate: 10, errorBurst: 5 } });
    const batch = Array.from({ length: 100 }, () => udp([1], { port: 9999 }));
    expect(host.answers(...batch)).toHaveLength(5);
    expect(host.counters().icmp.errorsSuppressed).toBe(95);
    await host.clock.advance(200);
    expect(host.answers(...batch)).toHaveLength(2);
  });
});

describe('errors that come in', () => {
  async function connecting() {
    const host = new TestHost();
    const connection = host.stack.connect({ address: '10.0.0.2', port: 80 });
    const outcome = connection.then(
      () => 'connected',
      (reason) => reason.code as string,
    );
    await host.clock.settle();
    const frame = host.network.take().find((bytes) => bytes[23] === 6)!;
    return { host, syn: frame.subarray(14), outcome };
  }

  test('port unreachable about a SYN refuses the connection', async () => {
    const { host, syn, outcome } = await connecting();
    host.network.inject(error(3, 3, syn));
    expect(await outcome).toBe('refused');
    expect(host.counters().icmp.errors).toBe(1);
  });

  test('about a segment that was not sent is not believed', async () => {
    const { host, syn } = await connecting();
    const forged = syn.slice();
    forged[24]! ^= 0x40;
    host.network.inject(error(3, 3, forged));
    expect(host.counters().icmp).toMatchObject({ errors: 0, drops: { badQuote: 1 } });
    await host.stack.close();
  });

  test('about a ping ends it', async () => {
    const host = new TestHost();
    const outcome = host.stack.ping('198.51.100.1').catch((reason) => reason.code);
    await host.clock.settle();
    const request = host.network.take()[0]!.subarray(14);
    host.network.inject(error(3, 4, request, { source: '10.0.0.254' }, [0, 0, ...u16(600)]));
    expect(host.counters().icmp.drops.badQuote).toBe(1);
    host.network.inject(error(11, 0, request, { source: '10.0.0.254' }));
    expect(await outcome).toBe('unreachable');
  });

  test.each<[string, (quoted: Uint8Array) => Uint8Array]>([
    ['nothing quoted', () => new Uint8Array(0)],
    ['a cut IP header', (quoted) => quoted.subarray(0, 19)],
    ['less than 8 octets of the transport', (quoted) => quoted.subarray(0, 27)],
    ['another IP version', (quoted) => quoted.with(0, 0x65)],
    ['an impossible header length', (quoted) => quoted.with(0, 0x44)],
    ['a header length beyond the quote', (quoted) => quoted.with(0, 0x4f)],
    ['a packet from somebody else', (quoted) => quoted.with(15, 99)],
    ['a protocol that we do not speak', (quoted) => quoted.with(9, 132)],
    ['a later fragment', (quoted) => quoted.with(7, 1)],
    ['a datagram of a port that is not bound', (quoted) => quoted.with(21, 99)],
  ])('%s: dropped', async (_, change) => {
    const host = new TestHost();
    const socket = await host.stack.bind({ port: 5 }, () => {});
    socket.send(Uint8Array.of(1), { address: '10.0.0.2', port: 9 });
    const quoted = host.network.take()[0]!.slice(14);
    host.network.inject(error(3, 3, quoted));
    expect(host.counters().icmp).toMatchObject({ errors: 1, drops: { badQuote: 0 } });
    host.network.inject(error(3, 3, change(quoted)));
    expect(host.counters().icmp).toMatchObject({ errors: 1, drops: { badQuote: 1 } });
    expect(host.unaccounted()).toEqual({});
  });

  test('a neighbour that never answers ARP ends a ping', async () => {
    const host = new TestHost();
    const outcome = host.clock.complete(host.stack.ping('10.0.0.77', { timeout: 60_000 })).catch((r) => r.code);
    expect(await outcome).toBe('unreachable');
    expect(host.clock.monotonic()).toBe(3000);
  });
});

describe('path MTU discovery (RFC 1191)', () => {
  async function established() {
    const host = new TestHost();
    host.stack.connect({ address: '198.51.100.1', port: 80 }).catch(() => {});
    await host.clock.settle();
    const syn = host.network.take().find((bytes) => bytes[23] === 6)!;
    return { host, syn: syn.subarray(14) };
  }
  const tooBig = (quoted: Bytes, mtu: number) => error(3, 4, quoted, { source: '10.0.0.254' }, [0, 0, ...u16(mtu)]);

  /** Largest packet that the stack sends to the destination. */
  async function largest(host: TestHost): Promise<number> {
    const socket = await host.stack.bind({ port: 0 }, () => {});
    host.meet('10.0.0.254');
    socket.send(new Uint8Array(4000), { address: '198.51.100.1', port: 9 });
    socket.close();
    return Math.max(...host.packets().map((packet) => packet.totalLength));
  }

  test('a report about a segment in flight lowers the MTU for ten minutes', async () => {
    const { host, syn } = await established();
    expect(await largest(host)).toBe(1500);
    host.network.inject(tooBig(syn, 1000));
    expect(host.counters().ipv4.pathMtuLowered).toBe(1);
    expect(await largest(host)).toBe(996);
    await host.clock.advance(600_000);
    expect(await largest(host)).toBe(1500);
  });

  test('not below the floor', async () => {
    const { host, syn } = await established();
    host.network.inject(tooBig(syn, 68));
    expect(await largest(host)).toBe(548);
  });

  test('a forged one is not believed', async () => {
    const { host, syn } = await established();
    const forged = syn.slice();
    forged[26]! ^= 1;
    host.network.inject(tooBig(forged, 1000));
    const datagram = udp([1], { source: '10.0.0.1', destination: '198.51.100.1', sourcePort: 5 }).subarray(14);
    host.network.inject(tooBig(datagram, 1000));
    expect(host.counters().ipv4.pathMtuLowered).toBe(0);
    expect(await largest(host)).toBe(1500);
  });

  test('one that would raise it, neither', async () => {
    const { host, syn } = await established();
    host.network.inject(tooBig(syn, 9000));
    expect(host.counters().icmp.drops.badQuote).toBe(1);
    expect(await largest(host)).toBe(1500);
  });
});

describe('redirects (RFC 1122, 3.2.2.2)', () => {
  const FAR = '192.0.2.1';
  const GATEWAY = '10.0.0.254';
  const octets = (address: string) => address.split('.').map(Number);
  async function sending(options: Partial<StackOptions> = {}) {
    const host = new TestHost(options);
    const mac = (address: string, last: number) => {
      host.network.inject(
        arp({
          operation: 'request',
          sender: address,
          target: '10.0.0.1',
          senderMac: [2, 0, 0, 0, 0, last],
          from: [2, 0, 0, 0, 0, last],
        }),
      );
      host.network.take();
    };
    mac('10.0.0.253', 0x53);
    const socket = await host.stack.bind({ port: 4000 }, () => {});
    const nextHop = async () => {
      socket.send(Uint8Array.of(1), { address: FAR, port: 9 });
      await host.clock.settle();
      return host.network.take()[0]![5];
    };
    expect(await nextHop()).toBe(2);
    const sent = withoutEthernet(udp([1], { source: '10.0.0.1', destination: FAR }));
    const redirect = (gateway: string, source = GATEWAY, code = 1) =>
      host.network.inject(error(5, code, sent, { source }, octets(gateway)));
    return { host, nextHop, redirect };
  }

  test('of the gateway in use, to another on the link: believed', async () => {
    const { host, nextHop, redirect } = await sending();
    redirect('10.0.0.253');
    expect(await nextHop()).toBe(0x53);
    expect(host.counters().icmp.redirects).toBe(1);
    expect(host.unaccounted()).toEqual({});
  });

  test.each([
    ['of another station', '10.0.0.253', '10.0.0.2', 1],
    ['to who is not on the link', '10.0.1.253', GATEWAY, 1],
    ['to ourselves', '10.0.0.1', GATEWAY, 1],
    ['to a group', '224.0.0.1', GATEWAY, 1],
    ['with a code that is none', '10.0.0.253', GATEWAY, 4],
  ])('%s: dropped', async (_name, gateway, source, code) => {
    const { host, nextHop, redirect } = await sending();
    redirect(gateway, source, code);
    expect(await nextHop()).toBe(2);
    expect(host.counters().icmp.drops.badRedirect).toBe(1);
    expect(host.unaccounted()).toEqual({});
  });

  test('when they are not wanted: dropped', async () => {
    const { nextHop, redirect } = await sending({ ipv4: { acceptRedirects: false } });
    redirect('10.0.0.253');
    expect(await nextHop()).toBe(2);
  });
});
