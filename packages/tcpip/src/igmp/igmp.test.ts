import { describe, expect, test } from 'vitest';
import { TestHost } from '../testing/host.js';
import { ip, ipv4, naiveChecksum, OWN_MAC, u16, u32, udp } from '../testing/packets.js';

const GROUP = '239.1.2.3';

function message(bytes: readonly number[]): number[] {
  const [high, low] = u16(naiveChecksum(bytes));
  return [...bytes.slice(0, 2), high!, low!, ...bytes.slice(4)];
}

function query(
  group: string,
  code: number,
  version = 3,
  fields: { destination?: string; source?: string; to?: readonly number[] } = {},
) {
  const tail = version === 3 ? [2, 125, 0, 0] : [];
  const destination = group === '0.0.0.0' ? '224.0.0.1' : group;
  const bytes = message([0x11, code, 0, 0, ...u32(ip(group)), ...tail]);
  const to = [1, 0, 0x5e, ...u32(ip(destination)).slice(1)];
  return ipv4(bytes, { protocol: 2, ttl: 1, destination, to, ...fields });
}

interface Report {
  readonly type: number;
  readonly destination: string;
  readonly groups: readonly string[];
}

/** What IGMP sent, each with its TTL, router alert and checksum looked at. */
function reports(host: TestHost): Report[] {
  return host.network
    .take()
    .filter((frame) => frame[12] === 8 && frame[13] === 0 && frame[23] === 2)
    .map((frame) => {
      const packet = frame.subarray(14);
      expect(packet[0]).toBe(0x46);
      expect(packet[8]).toBe(1);
      expect([...packet.subarray(20, 24)]).toEqual([0x94, 4, 0, 0]);
      expect(naiveChecksum(packet.subarray(0, 24))).toBe(0);
      const body = packet.subarray(24);
      expect(naiveChecksum(body)).toBe(0);
      const text = (at: number) => [...body.subarray(at, at + 4)].join('.');
      const groups =
        body[0] === 0x22
          ? Array.from({ length: body[7]! }, (_, i) => `${body[8 + 8 * i]} ${text(12 + 8 * i)}`)
          : [text(4)];
      return { type: body[0]!, destination: [...packet.subarray(16, 20)].join('.'), groups };
    });
}

async function member() {
  const host = new TestHost();
  let got = 0;
  const socket = await host.stack.bind({ port: 7 }, () => got++);
  socket.join(GROUP);
  await host.clock.settle();
  return { host, socket, got: () => got };
}

const to = [1, 0, 0x5e, 1, 2, 3];

describe('IGMPv3 (RFC 3376) as a host speaks it', () => {
  test('joining and leaving are told at once and once again', async () => {
    const { host, socket } = await member();
    expect(reports(host)).toEqual([{ type: 0x22, destination: '224.0.0.22', groups: [`4 ${GROUP}`] }]);
    await host.clock.advance(1000);
    expect(reports(host)).toHaveLength(1);
    socket.leave(GROUP);
    await host.clock.advance(5000);
    expect(reports(host).map(({ groups }) => groups[0])).toEqual([`3 ${GROUP}`, `3 ${GROUP}`]);
  });

  test('what is sent to the group arrives while somebody is in it', async () => {
    const { host, socket, got } = await member();
    host.network.inject(udp([1], { destination: GROUP, to }));
    expect(got()).toBe(1);
    socket.leave(GROUP);
    host.network.inject(udp([1], { destination: GROUP, to }));
    expect(got()).toBe(1);
    expect(host.unaccounted()).toEqual({});
  });

  test('general and specific queries are answered in their time, also those of a switch without an address', async () => {
    const { host } = await member();
    await host.clock.advance(5000);
    reports(host);
    host.network.inject(query('0.0.0.0', 20, 3, { source: '0.0.0.0' }));
    await host.clock.advance(2000);
    expect(reports(host).map(({ groups }) => groups)).toEqual([[`2 ${GROUP}`]]);
    host.network.inject(query(GROUP, 10), query('239.9.9.9', 10));
    await host.clock.advance(1000);
    expect(reports(host)).toHaveLength(1);
    expect(host.counters().igmp.queries).toBe(2);
    expect(host.unaccounted()).toEqual({});
  });

  test('queriers of version 2 and 1 are spoken to in their version', async () => {
    const { host, socket } = await member();
    await host.clock.advance(5000);
    reports(host);
    host.network.inject(query('0.0.0.0', 10, 2));
    await host.clock.advance(1000);
    expect(reports(host)).toEqual([{ type: 0x16, destination: GROUP, groups: [GROUP] }]);
    socket.leave(GROUP);
    await host.clock.settle();
    expect(reports(host)).toEqual([{ type: 0x17, destination: '224.0.0.2', groups: [GROUP] }]);
    socket.join(GROUP);
    await host.clock.advance(5000);
    reports(host);
    host.network.inject(query('0.0.0.0', 0, 1));
    await host.clock.advance(10_000);
    expect(reports(host).map(({ type }) => type)).toEqual([0x12]);
  });

  test.each([
    [
      'malformed',
      ipv4(message([0x11, 1, 0, 0, 0, 0, 0]), { protocol: 2, destination: '224.0.0.1', to: [1, 0, 0x5e, 0, 0, 1] }),
    ],
    [
      'badChecksum',
      ipv4([0x11, 1, 9, 9, 0, 0, 0, 0], { protocol: 2, destination: '224.0.0.1', to: [1, 0, 0x5e, 0, 0, 1] }),
    ],
    ['malformed', query('10.0.0.9', 10, 3, { destination: '224.0.0.1' })],
    ['malformed', query(GROUP, 10, 3, { destination: '10.0.0.1', to: OWN_MAC })],
  ])('%s: not answered', async (reason, frame) => {
    const { host } = await member();
    await host.clock.advance(5000);
    reports(host);
    host.network.inject(frame);
    await host.clock.advance(20_000);
    expect(reports(host)).toEqual([]);
    expect(host.counters().igmp.drops).toMatchObject({ [reason]: 1 });
    expect(host.unaccounted()).toEqual({});
  });

  test("224.0.0.1 is nobody's business", async () => {
    const host = new TestHost();
    const socket = await host.stack.bind({ port: 7 }, () => {});
    socket.join('224.0.0.1');
    await host.clock.advance(5000);
    expect(reports(host)).toEqual([]);
    socket.close();
    expect(() => socket.join('10.0.0.1')).toThrow('closed');
  });
});
