import { describe, expect, test } from 'vitest';
import { TestHost6 } from '../testing/host6.js';
import { u16 } from '../testing/packets.js';
import { type Ipv6Fields, ip6, ipv6, OWN6, type Packet6, PEER6, text6, upper } from '../testing/packets6.js';
import { maximumResponseDelay } from './mld.js';

const GROUP = 'ff02::7777';

function query(group: string, delay: number, fields: Ipv6Fields & { version?: number; alert?: boolean } = {}) {
  const { version = 2, alert = true, ...rest } = fields;
  const destination = group === '::' ? 'ff02::1' : group;
  const message = [130, 0, 0, 0, ...u16(delay), 0, 0, ...ip6(group), ...(version === 2 ? [2, 125, 0, 0] : [])];
  const all = { hopLimit: 1, destination, ...rest };
  const header = alert ? [58, 0, 5, 2, 0, 0, 1, 0] : [58, 0, 1, 4, 0, 0, 0, 0];
  return ipv6([...header, ...upper(message, 2, 58, all)], { ...all, next: 0 });
}

/** The records of a version 2 report: "4 ff02::7777". */
function records({ message }: Packet6): string[] {
  const count = message[6]! * 256 + message[7]!;
  const list = Array.from({ length: count }, (_, i) => {
    const at = 8 + 20 * i;
    expect([...message.subarray(at + 1, at + 4)]).toEqual([0, 0, 0]);
    return `${message[at]} ${text6(message.subarray(at + 4, at + 20))}`;
  });
  expect(message.length).toBe(8 + 20 * count);
  return list.sort();
}

async function member() {
  const host = await TestHost6.settled();
  const socket = await host.stack.bind({ port: 7 }, () => {});
  socket.join(GROUP);
  await host.clock.settle();
  return { host, socket };
}

async function reports(host: TestHost6, time: number): Promise<string[]> {
  await host.advance(time);
  return host
    .packets()
    .filter(({ type }) => type === 143)
    .flatMap(records);
}

describe('MLDv2 (RFC 3810) as a host speaks it', () => {
  test('joining and leaving are told at once and once again, and leave the link with a router alert', async () => {
    const { host, socket } = await member();
    const [report] = host.packets();
    expect(report).toMatchObject({ type: 143, destination: 'ff02::16', hopLimit: 1, source: host.linkLocal });
    expect([...report!.payload.subarray(0, 8)]).toEqual([58, 0, 5, 2, 0, 0, 1, 0]);
    expect(records(report!)).toEqual([`4 ${GROUP}`]);
    expect(await reports(host, 1000)).toEqual([`4 ${GROUP}`]);
    expect(await reports(host, 5000)).toEqual([]);
    socket.leave(GROUP);
    expect(await reports(host, 5000)).toEqual([`3 ${GROUP}`, `3 ${GROUP}`]);
    expect(host.clock.pending).toBe(0);
  });

  test('two sockets in one group: the first joins, the last leaves', async () => {
    const { host, socket } = await member();
    const other = await host.stack.bind({ port: 8 }, () => {});
    await reports(host, 5000);
    other.join(GROUP);
    expect(await reports(host, 5000)).toEqual([]);
    socket.close();
    expect(await reports(host, 5000)).toEqual([]);
    other.close();
    expect(await reports(host, 5000)).toHaveLength(2);
  });

  test('a general query is answered about all groups within its time, once', async () => {
    const { host } = await member();
    await reports(host, 5000);
    host.receive(query('::', 2000), query('::', 2000));
    const told = await reports(host, 2000);
    const own = [OWN6, host.linkLocal].map(
      (address) =>
        `ff02::1:ff${ip6(address)
          .slice(13)
          .map((o) => o.toString(16).padStart(2, '0'))
          .join('')}`,
    );
    expect(told).toHaveLength(3);
    expect(told).toContain(`2 ${GROUP}`);
    expect(own).toHaveLength(2);
    expect(await reports(host, 5000)).toEqual([]);
  });

  test('one about a group is answered by who is in it', async () => {
    const { host } = await member();
    await reports(host, 5000);
    host.receive(query(GROUP, 1000));
    expect(await reports(host, 1000)).toEqual([`2 ${GROUP}`]);
    host.receive(query('ff02::1', 1000));
    expect(await reports(host, 2000)).toEqual([]);
  });

  test('an MLDv1 querier is spoken to in its version, for a while', async () => {
    const { host, socket } = await member();
    await reports(host, 5000);
    host.receive(query(GROUP, 100, { version: 1 }));
    await host.advance(200);
    expect(host.packets()).toMatchObject([{ type: 131, destination: GROUP, hopLimit: 1 }]);
    socket.leave(GROUP);
    await host.clock.settle();
    expect(host.packets()).toMatchObject([{ type: 132, destination: 'ff02::2' }]);
    await host.advance(300_000);
    host.packets();
    socket.join(GROUP);
    expect(await reports(host, 1)).toEqual([`4 ${GROUP}`]);
  });

  test.each([
    ['from beyond the link', query('::', 10, { source: 'fd00::2' })],
    ['with another hop limit', query('::', 10, { hopLimit: 2 })],
    ['without a router alert', query('::', 10, { alert: false })],
    ['about what is no group', query('fd00::5', 10, { destination: 'ff02::1' })],
  ])('a query %s is not answered', async (_name, frame) => {
    const { host } = await member();
    await reports(host, 5000);
    host.receive(frame);
    expect(await reports(host, 5000)).toEqual([]);
    expect(host.counters().icmpv6.drops.badNeighborMessage).toBe(1);
    expect(host.unaccounted()).toEqual({});
  });

  test('what is sent to the group arrives while somebody is in it', async () => {
    const host = await TestHost6.settled();
    let got = 0;
    const socket = await host.stack.bind({ port: 7 }, () => got++);
    const frame = () => {
      const fields = { source: PEER6, destination: GROUP };
      host.receive(ipv6(upper([0x0f, 0xa0, 0, 7, 0, 9, 0, 0, 1], 6, 17, fields), { ...fields, next: 17 }));
    };
    frame();
    expect(got).toBe(0);
    socket.join(GROUP);
    frame();
    expect(got).toBe(1);
    socket.close();
    frame();
    expect(got).toBe(1);
  });

  test('groups are bounded', async () => {
    const host = await TestHost6.settled({ maxGroups: 5 });
    const socket = await host.stack.bind({ port: 7 }, () => {});
    for (let i = 0; i < 3; i++) socket.join(`ff02::${i + 100}`);
    expect(() => socket.join('ff02::999')).toThrow('all 5 multicast groups are in use');
    expect(() => socket.join('fd00::1')).toThrow('no multicast group');
    expect(() => socket.join('224.0.0.5')).toThrow('no address of this stack');
  });

  test('response delays from 32768 on are floating point (RFC 3810, 5.1.3)', () => {
    expect([1000, 32767, 0x8000, 0x9234, 0xffff].map(maximumResponseDelay)).toEqual([
      1000,
      32767,
      0x1000 << 3,
      0x1234 << 4,
      0x1fff << 10,
    ]);
  });
});
