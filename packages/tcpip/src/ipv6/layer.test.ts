import { describe, expect, test } from 'vitest';
import { TestHost6 } from '../testing/host6.js';
import { u16, u32 } from '../testing/packets.js';
import {
  dissect6,
  echo6,
  icmpv6,
  ip6,
  ipv6,
  OWN6,
  type Packet6,
  PEER6,
  solicitation,
  udp6,
  upper,
} from '../testing/packets6.js';

/** A host that knows its peer, with what its UDP port 7 was sent. */
async function host() {
  const it = await TestHost6.settled();
  it.receive(solicitation(OWN6));
  it.packets();
  const got: number[][] = [];
  await it.stack.bind({ port: 7 }, (bytes) => got.push([...bytes]));
  return { it, got };
}

function fragment(next: number, offset: number, more: boolean, id: number, data: readonly number[]): number[] {
  return [next, 0, ...u16(offset | (more ? 1 : 0)), ...u32(id), ...data];
}

const HOP = 0;
const ROUTING = 43;
const FRAGMENT = 44;
const DESTINATION = 60;
const UDP = 17;

/** An extension header with its length filled in. */
function extension(next: number, content: readonly number[]): number[] {
  const length = Math.ceil((2 + content.length) / 8) * 8;
  return [next, length / 8 - 1, ...content, ...new Array<number>(length - 2 - content.length).fill(0)];
}

/** Type, code and pointer of a parameter problem, if that is what was sent. */
function problem(packets: readonly Packet6[]) {
  const { message } = packets.find(({ type }) => type === 4) ?? {};
  if (message === undefined) return undefined;
  return { code: message[1], pointer: new DataView(message.buffer, message.byteOffset).getUint32(4) };
}

describe('the header', () => {
  test.each([
    ['tooShort', ipv6([]).subarray(0, 40)],
    ['badVersion', ipv6(udp6([1]), { next: UDP, version: 4 })],
    ['badLength', ipv6(udp6([1]), { next: UDP, length: 200 })],
    ['badLength', ipv6([], { next: HOP })],
    ['badSource', ipv6(udp6([1], 7, { source: 'ff02::1' }), { next: UDP, source: 'ff02::1' })],
    ['badSource', ipv6(udp6([1], 7, { source: '::1' }), { next: UDP, source: '::1' })],
    ['badSource', ipv6(udp6([1], 7, { source: '::' }), { next: UDP, source: '::' })],
    ['badSource', ipv6(udp6([1], 7, { source: '::ffff:1.2.3.4' }), { next: UDP, source: '::ffff:1.2.3.4' })],
    ['badSource', ipv6(udp6([1], 7, { source: OWN6 }), { next: UDP, source: OWN6 })],
    ['notForUs', ipv6(udp6([1], 7, { destination: 'fd00::9' }), { next: UDP, destination: 'fd00::9' })],
    ['notForUs', ipv6(udp6([1], 7, { destination: '::1' }), { next: UDP, destination: '::1' })],
    ['notForUs', ipv6(udp6([1], 7, { destination: 'ff02::99' }), { next: UDP, destination: 'ff02::99' })],
    ['linkBroadcast', ipv6(udp6([1]), { next: UDP, to: [0x33, 0x33, 0, 0, 0, 1] })],
    ['noNextHeader', ipv6([], { next: 59 })],
    ['groupDestination', ipv6(new Array<number>(20).fill(0), { next: 6, destination: 'ff02::1' })],
  ])('%s: dropped without a word', async (reason, frame) => {
    const { it, got } = await host();
    expect(it.answers(frame)).toEqual([]);
    expect(got).toEqual([]);
    expect(it.counters().ipv6.drops).toMatchObject({ [reason]: 1 });
    expect(it.unaccounted()).toEqual({});
  });

  test('Ethernet padding is no data, and the jumbo length is refused', async () => {
    const { it, got } = await host();
    it.receive(Uint8Array.from([...ipv6(udp6([5]), { next: UDP }), 0, 0, 0]));
    expect(got).toEqual([[5]]);
  });

  test('a UDP datagram without a checksum is dropped (RFC 8200, 8.1)', async () => {
    const { it, got } = await host();
    const datagram = udp6([1]);
    datagram[6] = datagram[7] = 0;
    it.receive(ipv6(datagram, { next: UDP }));
    expect(got).toEqual([]);
    expect(it.counters().udp.drops.badChecksum).toBe(1);
  });

  test('an unknown next header is a parameter problem that points at it (RFC 4443, 3.4)', async () => {
    const { it } = await host();
    expect(problem(it.answers(ipv6([1, 2, 3, 4, 5, 6, 7, 8], { next: 200 })))).toEqual({ code: 1, pointer: 6 });
    const behind = extension(200, [1, 4, 0, 0, 0, 0]);
    expect(problem(it.answers(ipv6(behind, { next: DESTINATION })))).toEqual({ code: 1, pointer: 40 });
    // ICMP and IGMP are IPv4's.
    for (const next of [1, 2]) expect(problem(it.answers(ipv6([8, 0, 0, 0, 0, 0, 0, 0], { next })))).toBeDefined();
  });
});

describe('extension headers (RFC 8200, 4)', () => {
  const padding = [1, 4, 0, 0, 0, 0];
  const delivered: readonly [string, number, readonly number[]][] = [
    ['hop-by-hop', HOP, [...extension(UDP, padding), ...udp6([1])]],
    ['destination options', DESTINATION, [...extension(UDP, padding), ...udp6([1])]],
    ['an option to be skipped', DESTINATION, [...extension(UDP, [0x3e, 3, 9, 9, 9, 0]), ...udp6([1])]],
    ['routing without segments left', ROUTING, [...extension(UDP, [0, 0, 0, 0, 0, 0]), ...udp6([1])]],
    [
      'several in a row',
      HOP,
      [...extension(DESTINATION, padding), ...extension(ROUTING, padding), ...extension(UDP, [0, 0]), ...udp6([1])],
    ],
    ['an atomic fragment (RFC 6946)', FRAGMENT, fragment(UDP, 0, false, 9, udp6([1]))],
  ];
  test.each(delivered)('%s: the datagram arrives', async (_name, next, payload) => {
    const { it, got } = await host();
    it.receive(ipv6(payload, { next }));
    expect(got).toEqual([[1]]);
    expect(it.counters().reassembly6.received).toBe(0);
    expect(it.unaccounted()).toEqual({});
  });

  test.each([
    ['longer than the packet', DESTINATION, [UDP, 9, 1, 4, 0, 0, 0, 0], 'badExtension'],
    ['cut', DESTINATION, [UDP, 0, 1], 'badExtension'],
    ['an option longer than its header', DESTINATION, [...extension(UDP, [1, 200]), ...udp6([1])], 'badExtension'],
    [
      'more options than anybody needs',
      DESTINATION,
      [...extension(UDP, new Array(40).fill([1, 0]).flat()), ...udp6([1])],
      'badExtension',
    ],
    [
      'more headers than anybody needs',
      DESTINATION,
      [...new Array(9).fill(extension(DESTINATION, padding)).flat(), ...extension(UDP, padding), ...udp6([1])],
      'badExtension',
    ],
    ['an option that says: drop', DESTINATION, [...extension(UDP, [0x40, 0]), ...udp6([1])], 'unknownOption'],
    [
      'a fragment header within a fragment',
      FRAGMENT,
      fragment(FRAGMENT, 0, false, 9, fragment(UDP, 0, false, 9, udp6([1]))),
      'badExtension',
    ],
  ] as const)('%s: dropped without a word', async (_name, next, payload, reason) => {
    const { it, got } = await host();
    expect(it.answers(ipv6(payload as number[], { next }))).toEqual([]);
    expect(got).toEqual([]);
    expect(it.counters().ipv6.drops[reason]).toBe(1);
    expect(it.unaccounted()).toEqual({});
  });

  test.each([
    ['an option that says: tell', DESTINATION, [...extension(UDP, [0x80, 0]), ...udp6([1])], 2, 42],
    ['an option that says: tell, but a group', DESTINATION, [...extension(UDP, [1, 0, 0xc0, 0]), ...udp6([1])], 2, 44],
    [
      'a type 0 routing header (RFC 5095)',
      ROUTING,
      [...extension(UDP, [0, 1, 0, 0, 0, 0, ...ip6('fd00::9')]), ...udp6([1])],
      0,
      42,
    ],
    ['any routing header with segments left', ROUTING, [...extension(UDP, [4, 2, 0, 0, 0, 0]), ...udp6([1])], 0, 42],
    [
      'hop-by-hop options out of place',
      DESTINATION,
      [...extension(HOP, padding), ...extension(UDP, padding), ...udp6([1])],
      1,
      40,
    ],
  ] as const)('%s: a parameter problem', async (_name, next, payload, code, pointer) => {
    const { it, got } = await host();
    expect(problem(it.answers(ipv6(payload as number[], { next })))).toEqual({ code, pointer });
    expect(got).toEqual([]);
    expect(it.unaccounted()).toEqual({});
  });

  test('to a group, an option that asks for it is told of, and nothing else', async () => {
    const { it } = await host();
    const group = { next: DESTINATION, destination: 'ff02::1' };
    expect(problem(it.answers(ipv6([...extension(UDP, [0x80, 0]), ...udp6([1])], group)))?.code).toBe(2);
    expect(it.answers(ipv6([...extension(UDP, [0xc0, 0]), ...udp6([1])], group))).toEqual([]);
    expect(it.answers(ipv6([1, 2, 3, 4, 5, 6, 7, 8], { next: 200, destination: 'ff02::1' }))).toEqual([]);
  });
});

describe('fragments (RFC 8200, 4.5)', () => {
  const datagram = udp6(Array.from({ length: 40 }, (_, i) => i));
  const part = (start: number, end: number, id = 1, more = end < datagram.length) =>
    ipv6(fragment(UDP, start, more, id, datagram.slice(start, end)), { next: FRAGMENT });

  test('in any order, and twice', async () => {
    const { it, got } = await host();
    it.receive(part(32, 48), part(0, 16), part(0, 16), part(16, 32));
    it.receive(part(0, 24, 2), part(24, 48, 2));
    expect(got).toEqual([datagram.slice(8), datagram.slice(8)]);
    expect(it.counters().reassembly6).toMatchObject({ held: 0, merged: 5, drops: { duplicate: 1 } });
    expect(it.unaccounted()).toEqual({});
  });

  test('an overlap ends the datagram, and what else comes of it (RFC 5722)', async () => {
    const { it, got } = await host();
    it.receive(part(0, 24), part(16, 32), part(24, 48), part(0, 24), part(24, 48));
    expect(got).toEqual([]);
    expect(it.counters().reassembly6.drops.overlap).toBe(5);
    expect(it.unaccounted()).toEqual({});
  });

  test('one that is no multiple of 8, or reaches beyond the largest packet, is told of', async () => {
    const { it } = await host();
    expect(problem(it.answers(part(0, 13, 1, true)))).toEqual({ code: 0, pointer: 4 });
    const beyond = ipv6(fragment(UDP, 65528, false, 1, datagram), { next: FRAGMENT });
    expect(problem(it.answers(beyond))).toEqual({ code: 0, pointer: 42 });
    expect(it.counters().reassembly6.drops.malformed).toBe(2);
  });

  test('the first one must hold all headers (RFC 7112)', async () => {
    const { it } = await host();
    const short = ipv6(fragment(6, 0, true, 1, new Array<number>(16).fill(0)), { next: FRAGMENT });
    expect(problem(it.answers(short))).toEqual({ code: 3, pointer: 0 });
    const options = ipv6(fragment(DESTINATION, 0, true, 2, [UDP, 2, 1, 4, 0, 0, 0, 0]), { next: FRAGMENT });
    expect(problem(it.answers(options))).toEqual({ code: 3, pointer: 0 });
  });

  test('after a minute what is missing is told of, if the first one came', async () => {
    const { it } = await host();
    it.receive(part(0, 24), part(24, 40, 2, true));
    await it.advance(59_000);
    expect(it.messages(3)).toEqual([]);
    it.receive(solicitation(OWN6));
    await it.advance(2000);
    expect(it.messages(3).map(({ message }) => message[1])).toEqual([1]);
    expect(it.counters().reassembly6).toMatchObject({ held: 0, drops: { timeout: 2 } });
  });

  test('many sources of nothing but first fragments stay within the bound', async () => {
    const { it } = await host();
    for (let i = 0; i < 500; i++) {
      const source = `fd00::${i.toString(16)}:2`;
      it.receive(ipv6(fragment(UDP, 0, true, i, new Array<number>(1200).fill(0)), { next: FRAGMENT, source }));
    }
    expect(it.counters().reassembly6.held).toBeLessThanOrEqual(64);
    expect(it.unaccounted()).toEqual({});
  });
});

describe('ICMPv6', () => {
  test('echo, with the data that came', async () => {
    const { it } = await host();
    const [reply] = it.answers(echo6([9, 8, 7]));
    expect(reply).toMatchObject({ type: 129, source: OWN6, destination: PEER6, hopLimit: 64 });
    expect([...reply!.message.subarray(4)]).toEqual([0x12, 0x34, 0, 1, 9, 8, 7]);
  });

  test.each([
    ['badChecksum', Uint8Array.from(echo6([1])).fill(0, 56, 58)],
    ['tooShort', icmpv6([128, 0, 0, 0, 0, 0, 0])],
    ['groupDestination', echo6([1], { destination: 'ff02::1' })],
    ['unexpectedReply', icmpv6([129, 0, 0, 0, 1, 2, 3, 4])],
    ['unhandledType', icmpv6([200, 0, 0, 0, 0, 0, 0, 0])],
    ['badNeighborMessage', icmpv6([137, 0, 0, 0, 0, 0, 0, 0], { hopLimit: 255 })],
    ['badQuote', icmpv6([1, 4, 0, 0, 0, 0, 0, 0, 1, 2, 3])],
    ['badNeighborMessage', icmpv6([135, 0, 0, 0, 0, 0, 0, 0, ...ip6(OWN6)], { hopLimit: 254 })],
  ])('%s: dropped', async (reason, frame) => {
    const { it } = await host();
    expect(it.answers(frame)).toEqual([]);
    expect(it.counters().icmpv6.drops).toMatchObject({ [reason]: 1 });
    expect(it.unaccounted()).toEqual({});
  });

  test('port unreachable quotes as much as 1280 octets hold, and never an error', async () => {
    const { it } = await host();
    const [error] = it.answers(ipv6(udp6(new Array<number>(1400).fill(1), 99), { next: UDP }));
    expect(error).toMatchObject({ type: 1, destination: PEER6 });
    expect(error!.message[1]).toBe(4);
    expect(error!.payload.length).toBe(1240);
    for (const source of ['::', 'ff02::1'])
      expect(it.answers(ipv6(udp6([1], 99, { source }), { next: UDP, source }))).toEqual([]);
    const errorInside = icmpv6([77, 0, 0, 0, 0, 0, 0, 0]);
    expect(it.answers(errorInside)).toEqual([]);
  });

  test('errors and echoes are limited (RFC 4443, 2.4 f)', async () => {
    const it = await TestHost6.settled({}, { icmp: { errorBurst: 3, errorRate: 1, echoBurst: 2, echoRate: 1 } });
    it.receive(solicitation(OWN6));
    it.packets();
    const closed = Array.from({ length: 10 }, () => ipv6(udp6([1], 99), { next: UDP }));
    expect(it.answers(...closed)).toHaveLength(3);
    expect(it.counters().icmpv6.errorsSuppressed).toBe(7);
    expect(it.answers(...Array.from({ length: 10 }, () => echo6()))).toHaveLength(2);
  });
});

describe('path MTU (RFC 8201)', () => {
  const tooBig = (mtu: number, quoted: readonly number[]) => icmpv6([2, 0, 0, 0, ...u32(mtu), ...quoted]);
  async function sending() {
    const { it } = await host();
    const socket = await it.stack.bind({ port: 4000 }, () => {});
    const send = (length: number) => {
      socket.send(new Uint8Array(length), { address: PEER6, port: 9 });
      it.receive();
      return it.packets();
    };
    return { it, send };
  }
  const quote = (
    packet: Packet6,
    frame = ipv6(packet.payload, { source: OWN6, destination: packet.destination, next: packet.next }),
  ) => [...frame.subarray(14, 14 + 1200)];

  test('datagrams go in fragments that fit, and whole again after ten minutes', async () => {
    const { it, send } = await sending();
    const [whole] = send(1400);
    const own = whole!.source;
    const packet = ipv6(whole!.payload, { source: own, destination: PEER6, next: UDP });
    it.receive(tooBig(1300, quote(whole!, packet)));
    expect(it.counters().ipv6.pathMtuLowered).toBe(1);
    expect(send(1400).map(({ payload }) => 40 + payload.length)).toEqual([1296, 208]);
    await it.advance(601_000);
    it.receive(solicitation(OWN6));
    it.packets();
    expect(send(1400).map(({ payload }) => 40 + payload.length)).toEqual([1448]);
  });

  test("what no link has, what is larger, and what quotes nobody's packet is not believed", async () => {
    const { it, send } = await sending();
    const [whole] = send(1400);
    const packet = ipv6(whole!.payload, { source: whole!.source, destination: PEER6, next: UDP });
    const stranger = ipv6(upper([...u16(4001), ...u16(9), ...u16(8), 0, 0], 6, 17), {
      source: whole!.source,
      next: UDP,
    });
    it.receive(
      tooBig(1279, quote(whole!, packet)),
      tooBig(1500, quote(whole!, packet)),
      tooBig(1300, [...stranger.subarray(14)]),
    );
    expect(it.counters().icmpv6.drops.badQuote).toBe(3);
    expect(send(1400)).toHaveLength(1);
  });
});

test('frames to ourselves do not reach the device', async () => {
  const { it, got } = await host();
  const socket = await it.stack.bind({ port: 0 }, () => {});
  for (const address of [OWN6, '::1', it.linkLocal]) socket.send(Uint8Array.of(1), { address, port: 7 });
  await it.advance(1);
  expect(got).toEqual([[1], [1], [1]]);
  expect(it.network.take().map(dissect6)).toEqual([]);
  expect(it.unaccounted()).toEqual({});
});
