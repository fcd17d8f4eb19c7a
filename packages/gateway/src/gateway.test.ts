import { equal, pattern } from '@morgana/compliance';
import { startDhcpClient } from '@morgana/dhcp';
import { DnsClient, decodeMessage, encodeMessage, type Message } from '@morgana/dns';
import { type Connection, FlowError, MemoryInternet, pipe, readAll, type Stack } from '@morgana/flow';
import { link } from '@morgana/network';
import { SeededRandom } from '@morgana/random';
import { createStack, formatIpv4 } from '@morgana/tcpip';
import { VirtualClock } from '@morgana/time';
import { describe, expect, onTestFinished, test } from 'vitest';
import { createGateway, type GatewayOptions } from './gateway.js';

const HOST = '192.0.2.1';
const WORLD = '198.51.100.7';

/** An appliance behind a gateway, the gateway's host, and somebody else in the world. */
async function house(options: Partial<GatewayOptions> = {}) {
  const clock = new VirtualClock({ settle: () => new Promise((resolve) => setImmediate(resolve)) });
  const random = new SeededRandom(7);
  const cable = link();
  const internet = new MemoryInternet();
  const host = internet.stack(HOST, '127.0.0.1');
  const world = internet.stack(WORLD);
  const common = { clock, random };
  const appliance = createStack({ ...common, network: cable.a, address: '10.0.0.2/24', gateway: '10.0.0.1' });
  const gateway = await createGateway({ ...common, network: cable.b, host, ...options });
  onTestFinished(async () => {
    await clock.complete(Promise.all([gateway.close(), appliance.close(), host.close(), world.close()]));
  });
  /** Waits for a promise while the virtual time goes on. */
  const wait = <T>(promise: Promise<T>): Promise<T> => clock.complete(promise);
  return { clock, appliance, gateway, host, world, wait };
}

const echo = (connection: Connection): void => void pipe(connection, connection).catch(() => {});

async function echoed(connection: Connection, bytes: Uint8Array): Promise<Uint8Array> {
  const answer = readAll(connection, bytes.length);
  await connection.write(bytes);
  await connection.closeWrite();
  return answer;
}

const tcpForward = { protocol: 'tcp', hostAddress: HOST, hostPort: 8080, guestPort: 80 } as const;
const udpForward = { protocol: 'udp', hostAddress: HOST, hostPort: 5353, guestPort: 53 } as const;

async function failure(promise: Promise<unknown>): Promise<string> {
  const error = await promise.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(FlowError);
  return (error as FlowError).code;
}

describe('forwards into the appliance', () => {
  test('carry a TCP connection both ways, half-close included', async () => {
    const { appliance, world, gateway, wait } = await house({ forwards: [tcpForward] });
    await appliance.listen({ port: 80 }, echo);
    const connection = await wait(world.connect({ address: HOST, port: 8080 }));
    const bytes = pattern(1_000_000);
    equal(await wait(echoed(connection, bytes)), bytes);
    expect(gateway.counters.inboundConnections).toBe(1);
  });

  test('reset the client when the appliance does not listen', async () => {
    const { world, gateway, wait } = await house({ forwards: [tcpForward] });
    const connection = await wait(world.connect({ address: HOST, port: 8080 }));
    expect(await failure(wait(connection.read()))).toBe('reset');
    expect(gateway.counters.inboundRefused).toBe(1);
  });

  test('a reset by the appliance reaches the client', async () => {
    const { appliance, world, wait } = await house({ forwards: [tcpForward] });
    await appliance.listen({ port: 80 }, (connection) => connection.abort());
    const connection = await wait(world.connect({ address: HOST, port: 8080 }));
    expect(await failure(wait(connection.read()))).toBe('reset');
  });

  test('carry datagrams and keep clients apart', async () => {
    const { appliance, world, host, wait, clock } = await house({ forwards: [udpForward] });
    await appliance.bind({ port: 53 }, (bytes, from, socket) => socket.send(bytes, from));
    const heard: string[] = [];
    const client = (stack: Stack, name: string) =>
      stack.bind({ port: 0 }, (bytes) => void heard.push(`${name} hears ${String.fromCharCode(...bytes)}`));
    const a = await wait(client(world, 'a'));
    const b = await wait(client(host, 'b'));
    const to = { address: HOST, port: 5353 };
    a.send(Uint8Array.of(65), to);
    b.send(Uint8Array.of(66), to);
    a.send(Uint8Array.of(67), to);
    await clock.advance(10);
    expect(heard.sort()).toEqual(['a hears A', 'a hears C', 'b hears B']);
  });

  test('a taken host port is an error that leaves nothing open', async () => {
    const { host, gateway, wait } = await house();
    expect(gateway.forwards).toEqual([]);
    await host.listen({ port: 8080, address: HOST }, echo);
    const second = link();
    const options = { network: second.b, host, clock: new VirtualClock(), random: new SeededRandom(1) };
    const free = { ...tcpForward, hostPort: 8081 };
    expect(await failure(wait(createGateway({ ...options, forwards: [free, tcpForward] })))).toBe('in-use');
    await (await host.listen({ port: 8081, address: HOST }, echo)).close();
  });
});

describe('what the appliance opens', () => {
  test('a connection reaches the world', async () => {
    const { appliance, world, gateway, wait } = await house();
    await world.listen({ port: 7 }, echo);
    const connection = await wait(appliance.connect({ address: WORLD, port: 7 }));
    const bytes = pattern(200_000);
    equal(await wait(echoed(connection, bytes)), bytes);
    expect(gateway.counters.outboundConnections).toBe(1);
  });

  test('a refused port is refused at once', async () => {
    const { appliance, gateway, wait, clock } = await house();
    const before = clock.monotonic();
    expect(await failure(wait(appliance.connect({ address: WORLD, port: 9 })))).toBe('refused');
    expect(clock.monotonic() - before).toBeLessThan(1000);
    expect(gateway.counters.outboundRefused).toBe(1);
  });

  test.each(['10.0.0.1', '169.254.169.254'])('%s is forbidden', async (address) => {
    const { appliance, host, gateway, wait } = await house();
    await host.listen({ port: 22 }, echo);
    expect(await failure(wait(appliance.connect({ address, port: 22 })))).toBe('refused');
    expect(gateway.counters.outboundForbidden).toBe(1);
  });

  test("the host's loopback answers at the gateway's address when that is allowed", async () => {
    const { appliance, host, wait } = await house({ hostLoopback: true });
    await host.listen({ port: 22, address: '127.0.0.1' }, echo);
    const connection = await wait(appliance.connect({ address: '10.0.0.1', port: 22 }));
    equal(await wait(echoed(connection, Uint8Array.of(1, 2, 3))), Uint8Array.of(1, 2, 3));
  });

  test('datagrams reach the world, and only those who were written to may answer', async () => {
    const { appliance, world, host, gateway, clock } = await house();
    const seen: number[] = [];
    await world.bind({ port: 7 }, (bytes, from, socket) => {
      seen.push(from.port);
      socket.send(bytes, from);
    });
    const heard: string[] = [];
    const socket = await appliance.bind({ port: 5000 }, (bytes, from) => {
      heard.push(`${bytes[0]} from ${from.address}:${from.port}`);
    });
    socket.send(Uint8Array.of(1), { address: WORLD, port: 7 });
    await clock.advance(10);
    expect(heard).toEqual([`1 from ${WORLD}:7`]);
    const stranger = await host.bind({ port: 0 }, () => {});
    stranger.send(Uint8Array.of(2), { address: HOST, port: seen[0]! });
    await clock.advance(10);
    expect(heard).toHaveLength(1);
    expect(gateway.counters.droppedDatagrams).toBe(1);
  });

  test("questions to the gateway's port 53 are answered with what the host's resolver says, once", async () => {
    const { appliance, world, clock, wait } = await house({ resolver: { address: WORLD, port: 5300 } });
    let asked = 0;
    await world.bind({ port: 5300 }, (bytes, from, socket) => {
      asked++;
      const question = decodeMessage(bytes) as Message;
      const { name } = question.questions[0]!;
      const answers = [{ name, type: 1, class: 1, ttl: 60, rdata: Uint8Array.of(192, 0, 2, 7) }];
      socket.send(encodeMessage({ ...question, flags: 0x8180, answers }), from);
    });
    const options = { stack: appliance, clock, random: new SeededRandom(3), cache: 0 };
    const client = new DnsClient({ ...options, servers: [{ address: '10.0.0.1', port: 53 }] });
    for (let i = 0; i < 3; i++) expect((await wait(client.lookup('www.example.com', 1))).status).toBe('found');
    expect(asked).toBe(1);
  });
});

test('close twice, with connections open', async () => {
  const { appliance, world, gateway, wait } = await house({ forwards: [tcpForward] });
  await appliance.listen({ port: 80 }, echo);
  const connection = await wait(world.connect({ address: HOST, port: 8080 }));
  await wait(gateway.close());
  await wait(gateway.close());
  expect(await failure(wait(connection.read()))).toBe('reset');
  expect(await failure(world.connect({ address: HOST, port: 8080 }))).toBe('refused');
});

test('tells the appliance its address by DHCP, and the way to the resolver and the world', async () => {
  const clock = new VirtualClock({ settle: () => new Promise((resolve) => setImmediate(resolve)) });
  const random = new SeededRandom(7);
  const cable = link();
  const internet = new MemoryInternet();
  const host = internet.stack(HOST, '127.0.0.1');
  const world = internet.stack(WORLD);
  const resolver = { address: HOST, port: 5300 };
  const gateway = await createGateway({ network: cable.b, host, clock, random, dhcp: true, resolver });
  const appliance = createStack({ network: cable.a, clock, random });
  const client = await startDhcpClient({ stack: appliance, mac: cable.a.mac, clock, random });
  await clock.complete(client.configured);
  expect(client.address).toBe('10.0.0.2');
  expect(client.lease!.nameServers.map(formatIpv4)).toEqual(['10.0.0.1']);
  await world.listen({ port: 80 }, echo);
  const connection = await clock.complete(appliance.connect({ address: WORLD, port: 80 }));
  equal(await clock.complete(echoed(connection, pattern(1000))), pattern(1000));
  // Another boot of the appliance has another hardware address, and did not release.
  await clock.complete(client.close({ release: false }));
  await clock.advance(60_000);
  const again = await startDhcpClient({ stack: appliance, mac: Uint8Array.of(2, 0, 0, 0, 9, 9), clock, random });
  await clock.complete(again.configured);
  expect(again.address).toBe('10.0.0.2');
  await clock.complete(Promise.all([again.close(), gateway.close()]));
  await clock.complete(Promise.all([appliance.close(), host.close(), world.close()]));
});

describe('IPv6', () => {
  const HOST6 = '2001:db8:1::1';
  const WORLD6 = '2001:db8:7::7';

  /** An appliance that has heard of its router, and a world of both families. */
  async function house6(options: Partial<GatewayOptions> = {}) {
    const clock = new VirtualClock({ settle: () => new Promise((resolve) => setImmediate(resolve)) });
    const random = new SeededRandom(7);
    const cable = link();
    const internet = new MemoryInternet();
    const host = internet.stack(HOST, '127.0.0.1', HOST6);
    const world = internet.stack(WORLD, WORLD6);
    const appliance = createStack({ clock, random, network: cable.a, ipv4: false });
    const gateway = await createGateway({ clock, random, network: cable.b, host, ...options });
    onTestFinished(async () => {
      await clock.complete(Promise.all([gateway.close(), appliance.close(), host.close(), world.close()]));
    });
    await clock.advance(100);
    return { clock, appliance, gateway, host, world, wait: <T>(promise: Promise<T>) => clock.complete(promise) };
  }

  test('the appliance makes itself an address at once, and has a router', async () => {
    const { appliance } = await house6();
    expect(appliance.addresses[0]).toMatch(/^fd4d:6f72:6761:/);
    expect(appliance.ipv6State().routers).toHaveLength(1);
  });

  test('connections and datagrams to the world', async () => {
    const { appliance, world, gateway, wait, clock } = await house6();
    await world.listen({ port: 80 }, echo);
    const bytes = pattern(200_000);
    equal(await wait(echoed(await wait(appliance.connect({ address: WORLD6, port: 80 })), bytes)), bytes);
    expect(await failure(wait(appliance.connect({ address: WORLD6, port: 81 })))).toBe('refused');
    await world.bind({ port: 9 }, (data, from, socket) => socket.send(data, from));
    const got: string[] = [];
    const socket = await appliance.bind({ port: 0 }, (data, from) => got.push(`${from.address} ${data.length}`));
    socket.send(new Uint8Array(100), { address: WORLD6, port: 9 });
    socket.send(new Uint8Array(3000), { address: WORLD6, port: 9 });
    await clock.advance(100);
    expect(got).toEqual([`${WORLD6} 100`, `${WORLD6} 3000`]);
    expect(gateway.counters.outboundConnections).toBe(1);
  });

  test('a forward to an appliance of IPv6', async () => {
    const { appliance, world, wait, gateway } = await house6();
    await appliance.listen({ port: 80 }, echo);
    const guest = appliance.addresses[0]!;
    await gateway.close();
    const again = await house6({ guest, forwards: [tcpForward] });
    await again.appliance.listen({ port: 80 }, echo);
    expect(again.appliance.addresses[0]).toBe(guest);
    const connection = await again.wait(again.world.connect({ address: HOST, port: 8080 }));
    equal(await again.wait(echoed(connection, pattern(1000))), pattern(1000));
    await wait(world.close());
  });

  test('with `address6` false there is none', async () => {
    const { appliance } = await house6({ address6: false });
    expect(appliance.addresses).toEqual([expect.stringMatching(/^fe80:/)]);
  });
});
