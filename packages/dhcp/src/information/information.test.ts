import { link } from '@morgana/network';
import { SeededRandom } from '@morgana/random';
import { createIpv6Stack, routerAdvertisement } from '@morgana/tcpip';
import { VirtualClock } from '@morgana/time';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { startInformationClient } from './client.js';
import { InformationCore } from './core.js';
import { decodeReply, linkLayerIdentifier } from './message.js';

const MAC = Uint8Array.of(2, 0, 0, 0, 0, 1);
const SERVER = [0, 2, 0, 4, 9, 9, 9, 9];
const option = (code: number, data: readonly number[]) => [
  code >> 8,
  code & 255,
  data.length >> 8,
  data.length & 255,
  ...data,
];
const name = (text: string) => [...text.split('.').flatMap((label) => [label.length, ...Buffer.from(label)]), 0];
const DNS = [0x20, 1, 0xd, 0xb8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0x53];
const seconds = (value: number) => [value >>> 24, (value >>> 16) & 255, (value >>> 8) & 255, value & 255];

function reply(request: Uint8Array, ...options: (readonly number[])[]): Uint8Array {
  return Uint8Array.from([7, ...request.subarray(1, 4), ...SERVER, ...options.flat()]);
}

function asking() {
  const core = new InformationCore(linkLayerIdentifier(MAC), new SeededRandom(3));
  core.begin(0);
  const request = () => core.runTimers(core.nextDeadline())!;
  return { core, request };
}

describe('the core (RFC 8415, 18.2.6)', () => {
  test('asks within a second, with identifier, elapsed time and what it wants', () => {
    const { core, request } = asking();
    expect(core.nextDeadline()).toBeLessThan(1000);
    const message = request();
    expect(message[0]).toBe(11);
    expect([...message.subarray(4)]).toEqual([
      ...option(1, [0, 3, 0, 1, ...MAC]),
      ...option(8, [0, 0]),
      ...option(6, [0, 23, 0, 24, 0, 56, 0, 32, 0, 83]),
    ]);
  });

  test('asks again after 1, 2, 4 ... seconds with a fuzz of a tenth, up to an hour', () => {
    const { core, request } = asking();
    let last = core.nextDeadline();
    request();
    let expected = 1000;
    for (let i = 0; i < 16; i++) {
      const wait = core.nextDeadline() - last;
      last = core.nextDeadline();
      // The fuzz of each doubling adds up.
      expect(wait / Math.min(expected, 3_600_000)).toBeGreaterThan(0.5);
      expect(wait / Math.min(expected, 3_600_000)).toBeLessThan(1.8);
      expect(wait).toBeLessThanOrEqual(3_960_000);
      expected *= 2;
      request();
    }
  });

  test('takes what a server says, and asks again after its refresh time, which is ten minutes at least', () => {
    const { core, request } = asking();
    const at = core.nextDeadline();
    const message = request();
    const ntp = option(1, DNS);
    const told = reply(
      message,
      option(23, [...DNS, ...DNS]),
      option(24, [...name('Example.org'), ...name('b.example')]),
      option(56, ntp),
      option(32, seconds(1000)),
      option(83, seconds(120)),
    );
    expect(core.input(told, at)).toBe(true);
    expect(core.information).toEqual({
      nameServers: ['2001:db8::53', '2001:db8::53'],
      searchDomains: ['example.org', 'b.example'],
      ntpServers: ['2001:db8::53'],
      refreshTime: 1000,
      maximumRetry: 120,
    });
    expect(core.nextDeadline()).toBe(at + 1_000_000);
    expect(core.input(told, at)).toBe(false);
    expect(core.runTimers(core.nextDeadline())).toBeUndefined();
    const next = core.nextDeadline();
    const again = request();
    expect(core.input(reply(again, option(32, seconds(1))), next)).toBe(true);
    expect(core.nextDeadline()).toBe(next + 600_000);
  });

  test.each([
    ['another transaction', (bytes: Uint8Array) => bytes.with(3, bytes[3]! ^ 1)],
    ['another type', (bytes: Uint8Array) => bytes.with(0, 2)],
    ['no server identifier', (bytes: Uint8Array) => bytes.slice(0, 4)],
    ['a cut option', (bytes: Uint8Array) => Uint8Array.from([...bytes, 0, 23, 0, 16, 1])],
    [
      'another client',
      (bytes: Uint8Array) => Uint8Array.from([...bytes, ...option(1, [0, 3, 0, 1, 2, 0, 0, 0, 0, 9])]),
    ],
    ['a status of failure', (bytes: Uint8Array) => Uint8Array.from([...bytes, ...option(13, [0, 1])])],
  ])('%s is no reply', (_name, spoil) => {
    const { core, request } = asking();
    expect(core.input(spoil(reply(request())), 1000)).toBe(false);
    expect(core.asking).toBe(true);
  });

  test('property: whatever comes is read within its bounds', () => {
    const piece = fc.oneof(
      fc.uint8Array({ maxLength: 20 }).map((bytes) => [...bytes]),
      fc
        .record({ code: fc.constantFrom(1, 2, 13, 23, 24, 32, 56, 83), data: fc.uint8Array({ maxLength: 40 }) })
        .map(({ code, data }) => option(code, [...data])),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 8 }), (pieces) => {
        const told = decodeReply(
          Uint8Array.from([7, 0, 0, 5, ...SERVER, ...pieces.flat()]),
          5,
          linkLayerIdentifier(MAC),
        );
        if (told === undefined) return;
        expect(told.nameServers.length).toBeLessThanOrEqual(16);
        for (const domain of told.searchDomains) expect(domain).toMatch(/^[0-9a-z_.-]{1,253}$/);
      }),
      { numRuns: 1000 },
    );
  });
});

test('the client asks when a router says so, over real stacks', async () => {
  const clock = new VirtualClock();
  const cable = link();
  const common = { clock, random: new SeededRandom(5) };
  const router = createIpv6Stack({ ...common, network: cable.a });
  const stack = createIpv6Stack({ ...common, network: cable.b });
  const server = await router.bind({ port: 547 }, (bytes, from, socket) =>
    socket.send(reply(bytes, option(23, DNS)), from),
  );
  server.join('ff02::1:2');
  const client = await startInformationClient({ ...common, stack, mac: cable.b.mac });
  let changes = 0;
  client.onChange(() => changes++);
  await clock.advance(10_000);
  expect(client.information).toBeUndefined();
  const message = routerAdvertisement({ prefix: 'fd00::/64', lifetime: 1800 }, cable.a.mac);
  message[5] = 0x40;
  router.sendRouterAdvertisement(message);
  await clock.advance(2000);
  expect(client.information?.nameServers).toEqual(['2001:db8::53']);
  expect(changes).toBe(1);
  client.close();
  await Promise.all([router.close(), stack.close()]);
  expect(clock.pending).toBe(0);
});
