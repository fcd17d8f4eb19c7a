/** Our client against our server, through two whole stacks and an Ethernet that is not always good. */
import { crashing, faulty as faultyStore, type KeyValueStore, memoryStore } from '@morgana/kv';
import { ethernetSwitch, faulty, type NetworkFaults } from '@morgana/network';
import { SeededRandom } from '@morgana/random';
import { createStack, type TcpIpStack } from '@morgana/tcpip';
import { VirtualClock } from '@morgana/time';
import { describe, expect, onTestFinished, test } from 'vitest';
import { type DhcpClientOptions, startDhcpClient } from './client/client.js';
import type { DhcpNetwork } from './server/configuration.js';
import { type DhcpServerOptions, serveDhcp } from './server/server.js';

const log = { source: 'dhcp', enabled: () => false, error() {}, warn() {}, info() {}, debug() {} };
const NETWORK: DhcpNetwork = {
  network: '10.0.0.0/24',
  pools: [{ first: '10.0.0.10', last: '10.0.0.99' }],
  router: '10.0.0.1',
  nameServers: ['10.0.0.1'],
  mtu: 1400,
};

/** A link with stations on it, under one virtual clock. */
function house() {
  const clock = new VirtualClock({ settle: () => new Promise((resolve) => setImmediate(resolve)) });
  const lan = ethernetSwitch();
  let stations = 0;
  const station = (faults?: NetworkFaults) => {
    const mac = Uint8Array.of(2, 0, 0, 0, 0, ++stations);
    const port = lan.port(mac);
    const random = new SeededRandom(stations);
    return { mac, network: faults ? faulty(port, { random, clock, transmit: faults, receive: faults }) : port, random };
  };
  return {
    clock,
    async server(store: KeyValueStore = memoryStore(), options: Partial<DhcpServerOptions> = {}) {
      const { network, random } = station();
      const stack = createStack({ network, clock, random, log, address: '10.0.0.1/24', ipv6: false });
      const server = await serveDhcp({ stack, store, clock, log, networks: [NETWORK], ...options });
      return { server, stack, store };
    },
    async client(options: Partial<DhcpClientOptions> = {}, faults?: NetworkFaults) {
      const { network, mac, random } = station(faults);
      const stack = createStack({ network, clock, random, log, ipv6: false });
      const client = await startDhcpClient({ stack, mac, mtu: network.mtu, clock, random, log, ...options });
      onTestFinished(() => clock.complete(client.close({ release: false })));
      return { client, stack };
    },
    /** A station that has an address without asking anybody. */
    squatter(address: string): TcpIpStack {
      const { network, random } = station();
      return createStack({ network, clock, random, log, address: `${address}/24`, announce: false, ipv6: false });
    },
  };
}

test('a client gets an address, a gateway, an MTU, and can talk; in less than a second and a half', async () => {
  const { clock, server, client } = house();
  const office = await server();
  const one = await client({ hostName: 'one' });
  await clock.complete(one.client.configured);
  expect(clock.monotonic()).toBeLessThan(1500);
  expect(one.client.phase).toBe('BOUND');
  expect(one.client.lease!.mtu).toBe(1400);
  expect(one.stack.addresses).toEqual([one.client.address]);
  expect((await clock.complete(one.stack.ping('10.0.0.1'))).ttl).toBe(64);
  expect(office.server.leases()).toMatchObject([
    { address: one.client.address, hostName: 'one', mac: '02:00:00:00:00:02' },
  ]);
});

test('fifty clients at once get fifty addresses', async () => {
  const { clock, server, client } = house();
  const office = await server();
  const clients = await Promise.all(Array.from({ length: 50 }, () => client()));
  await clock.complete(Promise.all(clients.map((one) => one.client.configured)));
  expect(new Set(clients.map((one) => one.client.address)).size).toBe(50);
  expect(office.server.leases()).toHaveLength(50);
});

test.each([
  ['a third of all frames lost', { loss: 0.33 }],
  ['every second frame late by two seconds', { reordering: 0.5, reorderingDelay: 2000 }],
  ['every frame twice', { duplication: 1 }],
  ['a tenth of all frames damaged', { corruption: 0.1 }],
  ['slow and all of that', { delay: 300, loss: 0.1, duplication: 0.3, reordering: 0.3, corruption: 0.05 }],
])('%s: each of ten clients gets its address, and no two the same', async (_, faults) => {
  const { clock, server, client } = house();
  const office = await server();
  const clients = await Promise.all(
    Array.from({ length: 10 }, () => client({ linkLocalAfter: Number.POSITIVE_INFINITY }, faults)),
  );
  await clock.complete(Promise.all(clients.map((one) => one.client.configured)));
  expect(new Set(clients.map((one) => one.client.address)).size).toBe(10);
  // Renewals work too: nobody loses its address in three leases' time.
  const before = clients.map((one) => one.client.address);
  await clock.advance(3 * 3_600_000);
  expect(clients.map((one) => one.client.address)).toEqual(before);
  expect(office.server.leases()).toHaveLength(10);
});

test('an address that somebody has taken is found out by ping, or by the client’s ARP, and left alone', async () => {
  for (const probe of [undefined, false] as const) {
    const { clock, server, client, squatter } = house();
    const network = { ...NETWORK, pools: [{ first: '10.0.0.10', last: '10.0.0.11' }] };
    await server(memoryStore(), { networks: [network], ...(probe === undefined ? {} : { probe }) });
    squatter('10.0.0.10');
    for (const _ of [1, 2]) {
      const { client: one, stack } = await client();
      await clock.complete(one.configured);
      while (one.phase !== 'BOUND' && clock.monotonic() < 200_000) await clock.advance(1000);
      if (one.lease !== undefined) {
        expect(one.address).toBe('10.0.0.11');
        await clock.complete(one.close());
      }
      await stack.close();
    }
  }
});

test('no server: link-local, two of them talk; when a server comes, it gives addresses', async () => {
  const { clock, server, client } = house();
  const [one, two] = [await client(), await client()];
  await clock.complete(Promise.all([one.client.configured, two.client.configured]));
  expect(one.client.address).toMatch(/^169\.254\./);
  expect(one.client.address).not.toBe(two.client.address);
  expect(clock.monotonic()).toBeLessThan(18_000);
  await clock.complete(one.stack.ping(two.client.address!));
  await server();
  await clock.advance(140_000);
  expect([one.client.phase, two.client.phase]).toEqual(['BOUND', 'BOUND']);
  expect(one.stack.addresses[0]).toMatch(/^10\.0\.0\./);
});

test('a server that goes away: the address stays until the lease ends, then it is link-local', async () => {
  const { clock, server, client } = house();
  const { server: office, stack } = await server();
  const { client: one } = await client();
  await clock.complete(one.configured);
  await office.close();
  await stack.close();
  await clock.advance(3_599_000);
  expect(one.phase).toBe('REBINDING');
  await clock.advance(30_000);
  expect(one.phase).toBe('SELECTING');
  expect(one.address).toMatch(/^169\.254\./);
});

test('two stations with one address: who came by DHCP gives way and asks for another', async () => {
  const { clock, server, client, squatter } = house();
  await server();
  const { client: one } = await client();
  await clock.complete(one.configured);
  const first = one.address!;
  const other = squatter(first);
  // It keeps its address whatever happens: our defence is answered by its own, and the second claim in ten seconds has won.
  other.configure({ address: `${first}/24`, announce: true });
  await clock.advance(1000);
  expect(one.address).toBeUndefined();
  await clock.advance(20_000);
  expect(one.phase).toBe('BOUND');
  expect(one.address).not.toBe(first);
});

test('RELEASE makes the address free at once', async () => {
  const { clock, server, client } = house();
  const office = await server();
  const { client: one, stack } = await client();
  await clock.complete(one.configured);
  await clock.complete(one.close());
  expect(stack.addresses).toEqual([]);
  await clock.advance(10);
  expect(office.server.leases()).toEqual([]);
});

describe('restarts', () => {
  test('a client with a store asks for its address again', async () => {
    const { clock, server, client } = house();
    const office = await server();
    const store = memoryStore();
    const clientIdentifier = Uint8Array.of(0, 1, 2, 3);
    const { client: first } = await client({ store, clientIdentifier });
    await clock.complete(first.configured);
    const { address } = first;
    await clock.complete(first.close({ release: false }));
    const discovers = office.server.counters.discovers;
    const { client: second } = await client({ store, clientIdentifier });
    await clock.advance(5000);
    expect(office.server.counters.requests).toBeGreaterThan(1);
    expect(office.server.counters.discovers).toBe(discovers);
    expect(second.address).toBe(address);
  });

  test('a server finds its leases again, and does not give them to others', async () => {
    const { clock, server, client } = house();
    const store = memoryStore();
    const office = await server(store);
    const { client: one } = await client();
    await clock.complete(one.configured);
    const leases = office.server.leases();
    await office.server.close();
    await office.stack.close();
    const { server: again } = await server(store);
    expect(again.leases()).toEqual(leases);
  });

  test('what was acknowledged survives a crash at any write; what is lost was never acknowledged', async () => {
    for (let crashAtCall = 1; crashAtCall <= 6; crashAtCall++) {
      const { clock, server, client } = house();
      const backing = memoryStore();
      const store = await crashing(backing, { random: new SeededRandom(crashAtCall), crashAtCall });
      const office = await server(store);
      const clients = await Promise.all(
        Array.from({ length: 8 }, () => client({ linkLocalAfter: Number.POSITIVE_INFINITY })),
      );
      await clock.advance(3000);
      const granted = clients.flatMap((one) => (one.client.lease === undefined ? [] : [one.client.address!]));
      await office.server.close();
      await office.stack.close();
      const { server: again } = await server(backing);
      const kept = again.leases().map(({ address }) => address);
      expect(
        granted.filter((address) => !kept.includes(address)),
        `crash at write ${crashAtCall}`,
      ).toEqual([]);
    }
  });

  test('a store that fails now and then costs time, and no lease', async () => {
    const { clock, server, client } = house();
    const store = faultyStore(memoryStore(), { random: new SeededRandom(5), writeError: 0.4 });
    const office = await server(store);
    const { client: one } = await client({ linkLocalAfter: Number.POSITIVE_INFINITY });
    await clock.complete(one.configured);
    expect(store.faults.writeErrors).toBeGreaterThan(0);
    expect(office.server.leases().map(({ address }) => address)).toContain(one.address);
  });
});
