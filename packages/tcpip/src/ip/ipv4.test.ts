import { describe, expect, test } from 'vitest';
import { TestHost } from '../testing/host.js';
import {
  arp,
  BROADCAST_MAC,
  dissect,
  dissectArp,
  echoRequest,
  ethernet,
  type Ipv4Fields,
  ipv4,
  isArp,
  PEER_MAC,
  udp,
} from '../testing/packets.js';

const PING = echoRequest(1, 1, [1, 2, 3, 4]);

describe('packets that are taken in', () => {
  test.each<[string, Ipv4Fields]>([
    ['plain', {}],
    ['with Ethernet padding', { padding: 18 }],
    ['with options: no operation, end', { options: [1, 1, 0, 0] }],
    ['with an unknown option', { options: [0x94, 4, 0, 0] }],
    ['with 40 octets of options', { options: new Array(40).fill(1) }],
    ['with a TTL of 1 (RFC 1122, 3.2.1.7)', { ttl: 1 }],
    ['with a TTL of 0', { ttl: 0 }],
    ['with DF', { dontFragment: true }],
  ])('%s', (_, fields) => {
    const host = new TestHost();
    const answers = host.answers(echoRequest(7, 9, [1, 2, 3, 4, 5], fields));
    expect(answers).toMatchObject([{ source: '10.0.0.1', destination: '10.0.0.2', protocol: 1, to: PEER_MAC }]);
    expect([...answers[0]!.payload.subarray(4)]).toEqual([0, 7, 0, 9, 1, 2, 3, 4, 5]);
    expect(host.unaccounted()).toEqual({});
  });
});

describe('packets that are dropped, and why', () => {
  const changed = (offset: number, value: number) => {
    const frame = PING.slice();
    frame[offset] = value;
    return frame;
  };
  const source = (text: string) => echoRequest(1, 1, [], { source: text });

  test.each<[string, Uint8Array, string]>([
    ['shorter than a header', PING.subarray(0, 33), 'tooShort'],
    ['of another version', changed(14, 0x65), 'badVersion'],
    ['an IHL below five', changed(14, 0x44), 'badHeaderLength'],
    ['an IHL beyond the frame', ipv4([], { options: [1, 1, 1, 1] }).subarray(0, 34), 'badHeaderLength'],
    ['a total length below the header', ipv4([1, 2], { totalLength: 19 }), 'badTotalLength'],
    ['a total length beyond the frame', ipv4([1, 2], { totalLength: 23 }), 'badTotalLength'],
    ['a wrong header checksum', changed(24, PING[24]! ^ 1), 'badChecksum'],
    ['an option without length', ipv4([], { options: [1, 1, 1, 7] }), 'badOptions'],
    ['an option longer than the header', ipv4([], { options: [7, 5, 0, 0] }), 'badOptions'],
    ['an option of length 1', ipv4([], { options: [7, 1, 0, 0] }), 'badOptions'],
    ['a loose source route', ipv4([], { options: [131, 3, 4, 0] }), 'sourceRouted'],
    ['a strict source route', ipv4([], { options: [1, 137, 3, 4] }), 'sourceRouted'],
    ['from broadcast', source('255.255.255.255'), 'badSource'],
    ['from our network broadcast', source('10.0.0.255'), 'badSource'],
    ['from multicast', source('224.0.0.5'), 'badSource'],
    ['from loopback', source('127.0.0.1'), 'badSource'],
    ['from nowhere', source('0.0.0.0'), 'badSource'],
    ['from the reserved block', source('240.0.0.1'), 'badSource'],
    ['from ourselves', source('10.0.0.1'), 'badSource'],
    ['to another', echoRequest(1, 1, [], { destination: '10.0.0.3' }), 'notForUs'],
    ['to loopback', echoRequest(1, 1, [], { destination: '127.0.0.1' }), 'notForUs'],
    ['to a group that we are not in', echoRequest(1, 1, [], { destination: '224.0.0.251' }), 'notForUs'],
    ['unicast in an Ethernet broadcast', echoRequest(1, 1, [], { to: BROADCAST_MAC }), 'linkBroadcast'],
    ['TCP to broadcast', ipv4(new Uint8Array(20), { destination: '10.0.0.255', protocol: 6 }), 'groupDestination'],
  ])('%s', (_, frame, reason) => {
    const host = new TestHost();
    expect(host.answers(frame)).toEqual([]);
    expect(host.counters().ipv4.drops).toMatchObject({ [reason]: 1 });
    expect(host.counters().ipv4.delivered).toBe(0);
    expect(host.unaccounted()).toEqual({});
  });

  test.each<[string, Uint8Array, string]>([
    ['too short', PING.subarray(0, 13), 'tooShort'],
    ['from a group', ethernet([], { from: BROADCAST_MAC }), 'badSource'],
    ['for another station', ethernet([], { to: [2, 0, 0, 0, 0, 77] }), 'notForUs'],
    ['IPv6', ethernet(new Uint8Array(60), { type: 0x86dd }), 'unknownType'],
    ['VLAN', ethernet(new Uint8Array(60), { type: 0x8100 }), 'unknownType'],
    ['LLC', ethernet(new Uint8Array(60), { type: 60 }), 'unknownType'],
  ])('frames: %s', (_, frame, reason) => {
    const host = new TestHost();
    host.network.inject(frame);
    expect(host.counters().ethernet.drops).toMatchObject({ [reason]: 1 });
    expect(host.unaccounted()).toEqual({});
  });

  test('the source check still holds after a good source was seen', () => {
    const host = new TestHost();
    host.answers(PING);
    expect(host.answers(source('10.0.0.255'))).toEqual([]);
    expect(host.answers(PING)).toHaveLength(1);
    expect(host.answers(source('10.0.0.1'))).toEqual([]);
  });
});

describe('packets that are sent', () => {
  test('have right headers, and identifications that go up from a random start', async () => {
    const host = new TestHost();
    const socket = await host.stack.bind({ port: 5 }, () => {});
    for (let i = 0; i < 3; i++) socket.send(Uint8Array.of(i), { address: '10.0.0.2', port: 9 });
    const packets = host.packets();
    expect(packets).toHaveLength(3);
    for (const packet of packets) {
      expect(packet).toMatchObject({
        headerLength: 20,
        totalLength: 29,
        ttl: 64,
        protocol: 17,
        headerChecksum: 0,
        dontFragment: false,
        moreFragments: false,
        fragmentOffset: 0,
        source: '10.0.0.1',
        destination: '10.0.0.2',
      });
    }
    const ids = packets.map((packet) => packet.identification);
    expect(ids[1]).toBe((ids[0]! + 1) & 0xffff);
    expect(ids[2]).toBe((ids[0]! + 2) & 0xffff);
    expect(new TestHost({ ipv4: { ttl: 9 } }).answers(PING)[0]!.ttl).toBe(9);
  });

  test('TCP carries DF, for path MTU discovery', async () => {
    const host = new TestHost();
    host.stack.connect({ address: '10.0.0.2', port: 80 }).catch(() => {});
    await host.clock.settle();
    expect(host.packets()).toMatchObject([{ protocol: 6, dontFragment: true, headerChecksum: 0 }]);
    await host.stack.close();
  });

  test('go to the gateway when the destination is elsewhere, and to the longest prefix', async () => {
    const host = new TestHost({ routes: [{ to: '192.0.2.0/24', gateway: '10.0.0.253' }] });
    host.network.inject(
      arp({ operation: 'request', sender: '10.0.0.253', target: '10.0.0.1', senderMac: [2, 0, 0, 0, 0, 53] }),
    );
    host.network.take();
    const socket = await host.stack.bind({ port: 0 }, () => {});
    socket.send(Uint8Array.of(1), { address: '198.51.100.7', port: 9 });
    socket.send(Uint8Array.of(1), { address: '192.0.2.7', port: 9 });
    expect(host.packets()).toMatchObject([
      { to: PEER_MAC, destination: '198.51.100.7' },
      { to: [2, 0, 0, 0, 0, 53], destination: '192.0.2.7' },
    ]);
  });

  test('without a route are dropped and counted', async () => {
    const host = new TestHost({ gateway: undefined } as never);
    const socket = await host.stack.bind({ port: 0 }, () => {});
    socket.send(Uint8Array.of(1), { address: '198.51.100.7', port: 9 });
    socket.send(Uint8Array.of(1), { address: '0.0.0.7', port: 9 });
    socket.send(Uint8Array.of(1), { address: '240.0.0.7', port: 9 });
    expect(host.packets()).toEqual([]);
    expect(host.counters().udp.sendDrops.noRoute).toBe(3);
  });

  test('leave from the address in the network of the destination', async () => {
    const host = new TestHost({ address: ['10.0.0.1/24', '172.16.0.1/24'] });
    const socket = await host.stack.bind({ port: 0 }, () => {});
    socket.send(Uint8Array.of(1), { address: '172.16.0.9', port: 9 });
    expect(host.network.take().map(dissectArp)).toMatchObject([{ sender: '172.16.0.1', target: '172.16.0.9' }]);
  });

  test('wait for ARP, and follow a neighbour to its new hardware address', async () => {
    const host = new TestHost();
    const socket = await host.stack.bind({ port: 0 }, () => {});
    socket.send(Uint8Array.of(1), { address: '10.0.0.3', port: 9 });
    expect(host.network.take().map(isArp)).toEqual([true]);
    host.network.inject(
      arp({ operation: 'reply', sender: '10.0.0.3', target: '10.0.0.1', senderMac: [2, 0, 0, 0, 0, 3] }),
    );
    expect(host.packets()).toMatchObject([{ to: [2, 0, 0, 0, 0, 3] }]);
    await host.clock.advance(2000);
    host.network.inject(
      arp({ operation: 'request', sender: '10.0.0.3', target: '10.0.0.3', senderMac: [2, 0, 0, 0, 0, 33] }),
    );
    socket.send(Uint8Array.of(1), { address: '10.0.0.3', port: 9 });
    expect(host.packets()).toMatchObject([{ to: [2, 0, 0, 0, 0, 33] }]);
  });

  test('find a neighbour again after it was forgotten', async () => {
    const host = new TestHost({ ipv4: { arp: { reachableTime: 1000, staleTime: 1000 } } });
    const socket = await host.stack.bind({ port: 0 }, () => {});
    socket.send(Uint8Array.of(1), { address: '10.0.0.2', port: 9 });
    expect(host.packets()).toHaveLength(1);
    await host.clock.advance(5000);
    socket.send(Uint8Array.of(2), { address: '10.0.0.2', port: 9 });
    expect(host.network.take().map(isArp)).toEqual([true]);
    host.network.inject(arp({ operation: 'reply', sender: '10.0.0.2', target: '10.0.0.1' }));
    expect(host.packets()).toHaveLength(1);
  });

  test('are lost without harm when the device has no room', async () => {
    const host = new TestHost();
    const socket = await host.stack.bind({ port: 0 }, () => {});
    host.network.room = 2;
    // Four fragments, of which two fit.
    socket.send(new Uint8Array(5000), { address: '10.0.0.2', port: 9 });
    host.network.room = 0;
    socket.send(Uint8Array.of(1), { address: '10.0.0.2', port: 9 });
    expect(host.answers(PING)).toEqual([]);
    expect(host.counters().udp.sendDrops.noRoom).toBeGreaterThan(0);
    expect(host.network.outstanding).toBe(0);
    host.network.room = 9;
    expect(host.answers(PING)).toHaveLength(1);
  });
});

describe('fragmentation', () => {
  test('cuts at multiples of eight, one identification, all octets once', async () => {
    const host = new TestHost({}, 600);
    const socket = await host.stack.bind({ port: 5 }, () => {});
    const data = new Uint8Array(3000).map((_, i) => i * 7);
    socket.send(data, { address: '10.0.0.2', port: 9 });
    const packets = host.packets();
    expect(packets.map((packet) => packet.fragmentOffset)).toEqual([0, 576, 1152, 1728, 2304, 2880]);
    expect(packets.map((packet) => packet.moreFragments)).toEqual([true, true, true, true, true, false]);
    expect(new Set(packets.map((packet) => packet.identification)).size).toBe(1);
    expect(packets.every((packet) => packet.totalLength <= 600 && packet.headerChecksum === 0)).toBe(true);
    const whole = packets.flatMap((packet) => [...packet.payload]);
    expect(whole.slice(8)).toEqual([...data]);
    // Another stack takes it back together, checksum and all.
    const other = new TestHost({ address: '10.0.0.2/24' }, 600);
    const received: Uint8Array[] = [];
    await other.stack.bind({ port: 9 }, (bytes) => received.push(bytes.slice()));
    for (const packet of packets.reverse()) {
      const { moreFragments, fragmentOffset, identification } = packet;
      other.network.inject(
        ipv4(packet.payload, {
          source: '10.0.0.1',
          destination: '10.0.0.2',
          moreFragments,
          fragmentOffset,
          identification,
        }),
      );
    }
    expect(received).toEqual([data]);
    expect(other.unaccounted()).toEqual({});
  });

  test('a datagram that just fits is not cut', async () => {
    const host = new TestHost({}, 600);
    const socket = await host.stack.bind({ port: 5 }, () => {});
    socket.send(new Uint8Array(572), { address: '10.0.0.2', port: 9 });
    expect(host.packets()).toMatchObject([{ totalLength: 600, moreFragments: false }]);
    socket.send(new Uint8Array(573), { address: '10.0.0.2', port: 9 });
    expect(host.packets()).toMatchObject([
      { totalLength: 596, moreFragments: true },
      { totalLength: 25, moreFragments: false },
    ]);
  });
});

describe('accepting any address', () => {
  const any = () => new TestHost({ ipv4: { acceptAnyAddress: true } });

  test('answers ARP for everybody but the one who asks and its own probe', () => {
    const host = any();
    const ask = (sender: string, target: string) => {
      host.network.inject(arp({ operation: 'request', sender, target }));
      return host.network.take().filter(isArp).length;
    };
    expect(ask('10.0.0.2', '10.0.0.77')).toBe(1);
    expect(ask('10.0.0.2', '8.8.8.8')).toBe(1);
    expect(ask('10.0.0.2', '10.0.0.2')).toBe(0);
    expect(ask('0.0.0.0', '10.0.0.77')).toBe(0);
    expect(ask('10.0.0.2', '10.0.0.255')).toBe(0);
    expect(ask('10.0.0.2', '224.0.0.1')).toBe(0);
    expect(ask('10.0.0.2', '127.0.0.1')).toBe(0);
  });

  test('takes in and answers packets to every unicast address, and no other', () => {
    const host = any();
    expect(host.answers(echoRequest(1, 1, [], { destination: '8.8.8.8' }))).toMatchObject([{ source: '8.8.8.8' }]);
    expect(host.answers(echoRequest(1, 1, [], { destination: '127.0.0.1' }))).toEqual([]);
    expect(host.answers(echoRequest(1, 1, [], { destination: '239.1.1.1' }))).toEqual([]);
    expect(host.answers(echoRequest(1, 1, [], { destination: '10.0.0.255' }))).toEqual([]);
    expect(host.unaccounted()).toEqual({});
  });

  test('without an interceptor a datagram for another is refused in its name', () => {
    const host = any();
    expect(host.answers(udp([1], { destination: '8.8.8.8', port: 53 }))).toMatchObject([
      { source: '8.8.8.8', destination: '10.0.0.2', protocol: 1 },
    ]);
  });
});

test('one batch is flushed once', () => {
  const host = new TestHost();
  const before = host.network.flushes;
  host.network.inject(PING, PING, PING);
  expect(host.network.flushes).toBe(before + 1);
  expect(host.network.take().map((frame) => dissect(frame).protocol)).toEqual([1, 1, 1]);
});
