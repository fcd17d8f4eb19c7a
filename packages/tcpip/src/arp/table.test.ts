import { describe, expect, test } from 'vitest';
import type { Ipv4Address } from '../address.js';
import { formatIpv4, formatMac, parseIpv4Prefix } from '../address.js';
import { arpCounters } from '../counters.js';
import { type ArpFields, arp, BROADCAST_MAC, dissectArp, ip, isArp, OWN_MAC, PEER_MAC } from '../testing/packets.js';
import { TestNetwork, toFrame } from '../testing/test-network.js';
import {
  NEIGHBOR_FAILED,
  NEIGHBOR_INCOMPLETE,
  NEIGHBOR_PROBING,
  NEIGHBOR_REACHABLE,
  NEIGHBOR_REMOVED,
  NEIGHBOR_STALE,
} from './neighbor.js';
import { type ArpOptions, ArpTable } from './table.js';

const OTHER_MAC = [2, 0, 0, 0, 0, 9];

function setUp(options: ArpOptions = {}, answersForAll = false) {
  const network = new TestNetwork(OWN_MAC);
  const counters = arpCounters();
  const conflicts: string[] = [];
  const undefended: Ipv4Address[] = [];
  const unresolved: number[] = [];
  const own = ip('10.0.0.1');
  const table = new ArpTable(
    network,
    {
      isOwn: (address) => address === own,
      isProxied: () => answersForAll,
      prefixes: [parseIpv4Prefix('10.0.0.1/24')!],
      sourceFor: () => own,
    },
    {
      unresolved: (frame) => unresolved.push(frame.bytes[60]!),
      conflict: (address, bytes, offset, defended) => {
        if (defended || address !== own) conflicts.push(`${formatIpv4(address)} ${formatMac(bytes, offset)}`);
        else undefended.push(address);
      },
    },
    counters,
    options,
  );
  return {
    network,
    counters,
    conflicts,
    undefended,
    unresolved,
    table,
    receive: (fields: ArpFields, now: number) => table.input(toFrame(arp(fields)), now),
    /** A packet to `address` that can be told from others by `mark`. */
    send(address: Ipv4Address, mark: number, now: number) {
      const frame = network.allocate()!;
      frame.bytes.fill(0, 0, 61);
      frame.bytes[60] = mark;
      frame.length = 61;
      table.send(table.neighbor(address), frame, now);
    },
    /** Marks of the packets that left since the last call, and the ARP packets. */
    sent() {
      const frames = network.take();
      return {
        packets: frames
          .filter((frame) => !isArp(frame))
          .map((frame) => ({ to: [...frame.subarray(0, 6)], mark: frame[60] })),
        arps: frames.filter(isArp).map(dissectArp),
      };
    },
  };
}

const PEER = ip('10.0.0.2');

describe('resolution', () => {
  test('asks by broadcast, holds packets, sends them in order to who answers', () => {
    const s = setUp();
    s.send(PEER, 1, 0);
    s.send(PEER, 2, 1);
    expect(s.sent()).toEqual({
      packets: [],
      arps: [
        {
          to: BROADCAST_MAC,
          type: 0x0806,
          operation: 'request',
          senderMac: OWN_MAC,
          sender: '10.0.0.1',
          targetMac: [0, 0, 0, 0, 0, 0],
          target: '10.0.0.2',
        },
      ],
    });
    expect(s.table.pending).toBe(2);
    s.receive({ operation: 'reply', sender: '10.0.0.2', target: '10.0.0.1' }, 5);
    expect(s.sent().packets).toEqual([
      { to: PEER_MAC, mark: 1 },
      { to: PEER_MAC, mark: 2 },
    ]);
    expect(s.table.pending).toBe(0);
    s.send(PEER, 3, 6);
    expect(s.sent()).toEqual({ packets: [{ to: PEER_MAC, mark: 3 }], arps: [] });
    expect(s.network.outstanding).toBe(0);
  });

  test('asks once a second and gives up after three times', () => {
    const s = setUp();
    s.send(PEER, 1, 0);
    s.send(PEER, 2, 500);
    expect(s.sent().arps).toHaveLength(1);
    expect(s.table.nextDeadline()).toBe(1000);
    s.table.runTimers(1000);
    s.table.runTimers(2000);
    expect(s.sent().arps).toHaveLength(2);
    s.table.runTimers(3000);
    expect(s.sent().arps).toHaveLength(0);
    expect(s.unresolved).toEqual([1, 2]);
    expect(s.network.outstanding).toBe(0);
    expect(s.counters).toMatchObject({ requestsSent: 3, unresolved: 1, pendingDropped: 2 });
    expect(s.table.neighbor(PEER).state).toBe(NEIGHBOR_FAILED);
    s.send(PEER, 3, 3500);
    expect(s.sent().arps).toHaveLength(0);
    s.table.runTimers(4000);
    s.send(PEER, 4, 4000);
    expect(s.sent().arps).toHaveLength(1);
  });

  test('a neighbour that was silent for a minute is used and confirmed by unicast', () => {
    const s = setUp();
    s.send(PEER, 1, 0);
    s.receive({ operation: 'reply', sender: '10.0.0.2', target: '10.0.0.1' }, 0);
    s.sent();
    s.table.runTimers(60_000);
    expect(s.table.neighbor(PEER).state).toBe(NEIGHBOR_STALE);
    s.send(PEER, 2, 60_001);
    const sent = s.sent();
    expect(sent.packets).toEqual([{ to: PEER_MAC, mark: 2 }]);
    expect(sent.arps).toMatchObject([{ to: PEER_MAC, operation: 'request', target: '10.0.0.2' }]);
    expect(s.table.neighbor(PEER).state).toBe(NEIGHBOR_PROBING);
    s.receive({ operation: 'reply', sender: '10.0.0.2', target: '10.0.0.1' }, 60_002);
    expect(s.table.neighbor(PEER).state).toBe(NEIGHBOR_REACHABLE);
  });

  test('a neighbour that stopped answering is given up', () => {
    const s = setUp();
    s.send(PEER, 1, 0);
    s.receive({ operation: 'reply', sender: '10.0.0.2', target: '10.0.0.1' }, 0);
    s.table.runTimers(60_000);
    s.send(PEER, 2, 60_000);
    for (let now = 61_000; now <= 63_000; now += 1000) s.table.runTimers(now);
    expect(s.table.neighbor(PEER).state).toBe(NEIGHBOR_FAILED);
    s.table.runTimers(64_000);
    expect(s.table.lookup(PEER)).toBeUndefined();
  });

  test('an unused neighbour is forgotten, and who holds it learns that', () => {
    const s = setUp();
    s.send(PEER, 1, 0);
    s.receive({ operation: 'reply', sender: '10.0.0.2', target: '10.0.0.1' }, 0);
    const neighbor = s.table.neighbor(PEER);
    s.table.runTimers(60_000);
    s.table.runTimers(660_000);
    expect(neighbor.state).toBe(NEIGHBOR_REMOVED);
    expect(s.table.size).toBe(0);
    expect(s.table.nextDeadline()).toBe(Number.POSITIVE_INFINITY);
  });
});

describe('bounds', () => {
  test('packets of one neighbour: the oldest gives way', () => {
    const s = setUp({ maxPendingPerNeighbor: 2 });
    for (let mark = 1; mark <= 5; mark++) s.send(PEER, mark, 0);
    s.receive({ operation: 'reply', sender: '10.0.0.2', target: '10.0.0.1' }, 1);
    expect(s.sent().packets.map(({ mark }) => mark)).toEqual([4, 5]);
    expect(s.counters.pendingDropped).toBe(3);
    expect(s.network.outstanding).toBe(0);
  });

  test('packets altogether', () => {
    const s = setUp({ maxPending: 3 });
    for (let i = 0; i < 10; i++) s.send(PEER + i, i, 0);
    expect(s.table.pending).toBe(3);
    expect(s.network.outstanding).toBe(3);
    expect(s.counters.pendingDropped).toBe(7);
  });

  test('neighbours: those without an address give way to others, those just confirmed last', () => {
    const s = setUp({ maxNeighbors: 4 });
    s.receive({ operation: 'request', sender: '10.0.0.2', target: '10.0.0.1' }, 0);
    for (let i = 0; i < 100; i++) s.send(ip('10.0.0.100') + i, i, 1);
    expect(s.table.size).toBe(4);
    expect(s.table.lookup(PEER)?.state).toBe(NEIGHBOR_REACHABLE);
    expect(s.counters.evicted).toBe(97);
    expect(s.network.outstanding).toBe(s.table.pending);
    expect(s.table.pending).toBe(3);
  });

  test('requests to many addresses', () => {
    const s = setUp({ requestRate: 5 });
    for (let i = 0; i < 50; i++) s.send(PEER + i, i, 0);
    expect(s.sent().arps).toHaveLength(5);
    expect(s.counters.requestsSuppressed).toBe(45);
    // Not lost: they are asked for when their turn to repeat comes.
    s.table.runTimers(1000);
    expect(s.sent().arps).toHaveLength(5);
  });

  test('close gives all frames back', () => {
    const s = setUp();
    for (let i = 0; i < 10; i++) s.send(PEER + i, i, 0);
    s.table.forget();
    expect(s.network.outstanding).toBe(0);
    expect(s.table.pending).toBe(0);
    expect(s.table.nextDeadline()).toBe(Number.POSITIVE_INFINITY);
  });
});

describe('what others ask', () => {
  test('a request for us is answered by unicast and its sender learned', () => {
    const s = setUp();
    s.receive({ operation: 'request', sender: '10.0.0.2', target: '10.0.0.1' }, 0);
    expect(s.sent().arps).toEqual([
      {
        to: PEER_MAC,
        type: 0x0806,
        operation: 'reply',
        senderMac: OWN_MAC,
        sender: '10.0.0.1',
        targetMac: PEER_MAC,
        target: '10.0.0.2',
      },
    ]);
    expect(s.table.lookup(PEER)?.state).toBe(NEIGHBOR_REACHABLE);
  });

  test('a probe (sender 0.0.0.0) for our address is answered, nothing is learned', () => {
    const s = setUp();
    s.receive({ operation: 'request', sender: '0.0.0.0', target: '10.0.0.1' }, 0);
    expect(s.sent().arps).toMatchObject([{ operation: 'reply', sender: '10.0.0.1', target: '0.0.0.0' }]);
    expect(s.table.size).toBe(0);
  });

  test('a sender in another network is answered and not learned', () => {
    const s = setUp();
    s.receive({ operation: 'request', sender: '192.0.2.1', target: '10.0.0.1' }, 0);
    expect(s.sent().arps).toHaveLength(1);
    expect(s.table.size).toBe(0);
  });

  test('requests for others are ignored, but refresh a neighbour that we know', () => {
    const s = setUp();
    s.receive({ operation: 'request', sender: '10.0.0.2', target: '10.0.0.77' }, 0);
    expect(s.table.size).toBe(0);
    expect(s.counters).toMatchObject({ received: 1, ignored: 1, accepted: 0 });
    s.receive({ operation: 'request', sender: '10.0.0.2', target: '10.0.0.1' }, 0);
    s.table.runTimers(60_000);
    s.receive({ operation: 'request', sender: '10.0.0.2', target: '10.0.0.77' }, 60_001);
    expect(s.table.lookup(PEER)?.state).toBe(NEIGHBOR_REACHABLE);
    expect(s.counters).toMatchObject({ received: 3, ignored: 1, accepted: 2 });
  });
});

describe('what others claim', () => {
  test('unsolicited replies make no entries', () => {
    const s = setUp();
    s.receive({ operation: 'reply', sender: '10.0.0.2', target: '10.0.0.1' }, 0);
    expect(s.table.size).toBe(0);
    expect(s.counters.ignored).toBe(1);
  });

  test('an announcement moves a known neighbour to its new hardware address', () => {
    const s = setUp();
    s.receive({ operation: 'request', sender: '10.0.0.2', target: '10.0.0.1' }, 0);
    s.sent();
    s.receive({ operation: 'request', sender: '10.0.0.2', target: '10.0.0.2', senderMac: OTHER_MAC }, 5000);
    const neighbor = s.table.lookup(PEER)!;
    expect([...neighbor.mac]).toEqual(OTHER_MAC);
    // Believed but confirmed with the next packet, by unicast.
    expect(neighbor.state).toBe(NEIGHBOR_STALE);
    s.send(PEER, 1, 5001);
    const sent = s.sent();
    expect(sent.packets).toEqual([{ to: OTHER_MAC, mark: 1 }]);
    expect(sent.arps).toMatchObject([{ to: OTHER_MAC, target: '10.0.0.2' }]);
  });

  test('two stations cannot make an entry flap', () => {
    const s = setUp();
    s.receive({ operation: 'request', sender: '10.0.0.2', target: '10.0.0.1' }, 0);
    for (let now = 1; now < 1000; now += 10) {
      s.receive({ operation: 'reply', sender: '10.0.0.2', target: '10.0.0.1', senderMac: OTHER_MAC }, now);
    }
    expect([...s.table.lookup(PEER)!.mac]).toEqual(PEER_MAC);
    expect(s.counters.drops.tooFresh).toBe(100);
  });

  test.each([
    ['broadcast', '255.255.255.255'],
    ['directed broadcast', '10.0.0.255'],
    ['the network', '10.0.0.0'],
    ['multicast', '224.0.0.1'],
    ['this network', '0.0.0.1'],
  ])('%s is nobody: dropped', (_, sender) => {
    const s = setUp();
    s.receive({ operation: 'request', sender, target: '10.0.0.1' }, 0);
    expect(s.counters.drops.badSender).toBe(1);
    expect(s.sent().arps).toEqual([]);
  });

  test('group addresses and none are no station', () => {
    const s = setUp();
    s.receive({ operation: 'request', sender: '10.0.0.2', target: '10.0.0.1', senderMac: [1, 0, 0, 0, 0, 2] }, 0);
    s.receive({ operation: 'request', sender: '10.0.0.2', target: '10.0.0.1', senderMac: [0, 0, 0, 0, 0, 0] }, 0);
    expect(s.counters.drops.badSender).toBe(2);
  });

  test('our own frames come back: dropped', () => {
    const s = setUp();
    s.receive({ operation: 'request', sender: '10.0.0.1', target: '10.0.0.1', senderMac: OWN_MAC }, 0);
    expect(s.counters.drops.ownFrame).toBe(1);
    expect(s.conflicts).toEqual([]);
  });

  test('truncated and foreign packets are dropped', () => {
    const s = setUp();
    const packet = arp({ operation: 'request', sender: '10.0.0.2', target: '10.0.0.1' });
    s.table.input(toFrame(packet.subarray(0, 41)), 0);
    for (const offset of [15, 17, 18, 19, 21]) {
      const changed = packet.slice();
      changed[offset] = 99;
      s.table.input(toFrame(changed), 0);
    }
    expect(s.counters.drops).toMatchObject({ tooShort: 1, unsupported: 5 });
  });
});

describe('RFC 5227', () => {
  test('announces twice, two seconds apart', () => {
    const s = setUp();
    s.table.announce(ip('10.0.0.1'), 0);
    expect(s.table.nextDeadline()).toBe(2000);
    s.table.runTimers(2000);
    expect(s.sent().arps).toMatchObject([
      { to: BROADCAST_MAC, operation: 'request', sender: '10.0.0.1', target: '10.0.0.1' },
      { to: BROADCAST_MAC, operation: 'request', sender: '10.0.0.1', target: '10.0.0.1' },
    ]);
    expect(s.table.nextDeadline()).toBe(Number.POSITIVE_INFINITY);
    expect(s.counters.announcementsSent).toBe(2);
  });

  test('defends our address, at most once in ten seconds, and says so', () => {
    const s = setUp();
    const claim: ArpFields = { operation: 'request', sender: '10.0.0.1', target: '10.0.0.1', senderMac: OTHER_MAC };
    for (let now = 0; now < 10_000; now += 100) s.receive(claim, now);
    expect(s.sent().arps).toMatchObject([{ to: BROADCAST_MAC, senderMac: OWN_MAC, sender: '10.0.0.1' }]);
    s.receive(claim, 10_000);
    expect(s.sent().arps).toHaveLength(1);
    expect(s.conflicts).toEqual(['10.0.0.1 02:00:00:00:00:09', '10.0.0.1 02:00:00:00:00:09']);
    expect(s.counters.drops.conflict).toBe(101);
    expect(s.table.size).toBe(0);
  });
});

describe('proxy ARP (RFC 1027)', () => {
  test('answers for everybody', () => {
    const s = setUp({}, true);
    s.receive({ operation: 'request', sender: '10.0.0.2', target: '10.0.0.200' }, 0);
    expect(s.sent().arps).toMatchObject([{ operation: 'reply', sender: '10.0.0.200', senderMac: OWN_MAC }]);
  });

  test('not for the one who asks, nor for a probe: it would take that for a conflict', () => {
    const s = setUp({}, true);
    s.receive({ operation: 'request', sender: '10.0.0.2', target: '10.0.0.2' }, 0);
    s.receive({ operation: 'request', sender: '0.0.0.0', target: '10.0.0.2' }, 0);
    expect(s.sent().arps).toEqual([]);
  });

  test('not for another station of the link', () => {
    const s = setUp({}, true);
    s.receive({ operation: 'request', sender: '10.0.0.3', target: '10.0.0.1', senderMac: OTHER_MAC }, 0);
    s.sent();
    s.receive({ operation: 'request', sender: '10.0.0.2', target: '10.0.0.3' }, 0);
    expect(s.sent().arps).toEqual([]);
  });
});

test('every packet is accounted for', () => {
  const s = setUp();
  const own: ArpFields = { operation: 'request', sender: '10.0.0.2', target: '10.0.0.1' };
  s.receive(own, 0);
  s.receive({ ...own, target: '10.0.0.9', sender: '10.0.0.4' }, 0);
  s.receive({ ...own, senderMac: OTHER_MAC }, 0);
  s.receive({ ...own, sender: '10.0.0.1' }, 0);
  s.table.input(toFrame(new Uint8Array(20)), 0);
  const { received, accepted, ignored, drops } = s.counters;
  expect(received).toBe(5);
  expect(accepted + ignored + Object.values(drops).reduce((a, b) => a + b)).toBe(5);
  expect(NEIGHBOR_INCOMPLETE).toBeLessThan(NEIGHBOR_STALE);
});

describe('probing for an address (RFC 5227, 2.1)', () => {
  const probeFor = (address: string) => {
    const s = setUp();
    s.table.probe(ip(address));
    return s;
  };

  test('asks everybody as nobody', () => {
    const [probe] = probeFor('10.0.0.9').sent().arps;
    expect(probe).toMatchObject({ operation: 'request', sender: '0.0.0.0', target: '10.0.0.9', to: BROADCAST_MAC });
  });

  test.each<[string, ArpFields, boolean]>([
    ['its owner answers', { operation: 'reply', sender: '10.0.0.9', target: '0.0.0.0' }, true],
    ['its owner asks for another', { operation: 'request', sender: '10.0.0.9', target: '10.0.0.7' }, true],
    ['another probes for it too', { operation: 'request', sender: '0.0.0.0', target: '10.0.0.9' }, true],
    ['another asks who has it', { operation: 'request', sender: '10.0.0.7', target: '10.0.0.9' }, false],
    [
      'our own probe comes back',
      { operation: 'request', senderMac: OWN_MAC, sender: '0.0.0.0', target: '10.0.0.9' },
      false,
    ],
  ])('%s', (_, packet, isConflict) => {
    const s = probeFor('10.0.0.9');
    s.receive(packet, 0);
    expect(s.conflicts).toEqual(isConflict ? ['10.0.0.9 02:00:00:00:00:02'] : []);
    s.table.forget();
    s.receive(packet, 0);
    expect(s.conflicts).toHaveLength(isConflict ? 1 : 0);
  });

  test('a claim on our own address within ten seconds of the defence is told, and not answered', () => {
    const s = setUp();
    const claim: ArpFields = { operation: 'request', sender: '10.0.0.1', target: '10.0.0.1' };
    s.receive(claim, 0);
    s.receive(claim, 9_999);
    expect([s.conflicts.length, s.undefended.length, s.sent().arps.length]).toEqual([1, 1, 1]);
  });
});

test('a neighbour that was introduced is there without being asked for, and expires like any other', () => {
  const s = setUp();
  s.table.introduce(ip('10.0.0.5'), Uint8Array.from(OTHER_MAC), 0, 0);
  s.send(ip('10.0.0.5'), 7, 1);
  expect(s.sent()).toEqual({ packets: [{ mark: 7, to: OTHER_MAC }], arps: [] });
  expect(s.table.neighbor(ip('10.0.0.5')).state).toBe(NEIGHBOR_REACHABLE);
  s.table.runTimers(60_000);
  expect(s.table.neighbor(ip('10.0.0.5')).state).toBe(NEIGHBOR_STALE);
});
