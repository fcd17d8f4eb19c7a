import { type Connection, FlowError, type Stack } from '@morgana/flow';
import { stackCompliance } from '@morgana/flow/compliance';
import { logger } from '@morgana/log';
import { link } from '@morgana/network';
import { SeededRandom } from '@morgana/random';
import { VirtualClock } from '@morgana/time';
import { describe, expect, test } from 'vitest';
import type { StackOptions, TcpIpStack } from './network-stack.js';
import { createStack as createDualStack } from './stack.js';
import { unaccounted } from './testing/accounting.js';
import { arp, BROADCAST_MAC, dissect, dissectArp, echoRequest, isArp, udp } from './testing/packets.js';
import { TestNetwork } from './testing/test-network.js';

/** Frames are counted here: those of IPv6 would be in the way. */
function createStack(options: StackOptions): TcpIpStack {
  return createDualStack({ ipv6: false, ...options });
}

/** Two stacks on a cable, under one virtual clock. */
function pair(left: Partial<StackOptions> = {}, right: Partial<StackOptions> = {}, mtu = 1500) {
  const clock = new VirtualClock();
  const cable = link({ mtu });
  const common = { clock, log: logger('test') };
  const client = createStack({
    network: cable.a,
    random: new SeededRandom(1),
    address: '10.0.0.1/24',
    ...common,
    ...left,
  });
  const server = createStack({
    network: cable.b,
    random: new SeededRandom(2),
    address: '10.0.0.2/24',
    ...common,
    ...right,
  });
  return { clock, cable, client, server };
}

/** To the next timer, or to the end of the promise jobs. */
async function step(clock: VirtualClock): Promise<void> {
  const { nextDeadline } = clock;
  if (nextDeadline === Number.POSITIVE_INFINITY) await clock.settle();
  else await clock.advanceTo(nextDeadline);
}

function fixture(stacks: { clock: VirtualClock; client: Stack; server: Stack }, address: string, group?: string) {
  return {
    ...(group === undefined ? {} : { group }),
    client: stacks.client,
    server: stacks.server,
    address,
    settle: () => step(stacks.clock),
    async close() {
      await stacks.client.close();
      await stacks.server.close();
    },
  };
}

describe('is a stack: over a cable', () => {
  for (const { name, run } of stackCompliance) {
    test(name, () => run(async () => fixture(pair(), '10.0.0.2', '239.77.1.2')));
  }
});

describe.each(['IPv6 only', 'both families'])('is a stack: over a cable, by IPv6, with %s', (families) => {
  const ipv4 = families === 'IPv6 only' ? { ipv4: false as const } : {};
  const options = (host: number) => ({
    ...ipv4,
    ...(families === 'IPv6 only' ? {} : { address: `10.0.0.${host}/24` }),
    ipv6: { address: `fd00::${host}/64` },
    log: logger('test'),
  });
  const dual = () => {
    const clock = new VirtualClock();
    const cable = link();
    const client = createDualStack({ network: cable.a, random: new SeededRandom(1), clock, ...options(1) });
    const server = createDualStack({ network: cable.b, random: new SeededRandom(2), clock, ...options(2) });
    return { clock, client, server };
  };
  for (const { name, run } of stackCompliance) {
    test(name, () => run(async () => fixture(dual(), 'fd00::2', 'ff02::77')));
  }
});

describe('is a stack: with jumbo frames', () => {
  for (const { name, run } of stackCompliance) {
    test(name, () => run(async () => fixture(pair({}, {}, 9000), '10.0.0.2')));
  }
});

describe.each(['10.0.0.1', '127.0.0.1'])('is a stack: with itself, by %s', (address) => {
  for (const { name, run } of stackCompliance) {
    test(name, () =>
      run(async () => {
        const clock = new VirtualClock();
        const stack = createStack({
          network: new TestNetwork(),
          clock,
          random: new SeededRandom(3),
          log: logger('test'),
          address: '10.0.0.1/24',
        });
        return fixture({ clock, client: stack, server: stack }, address);
      }),
    );
  }
});

describe('ping', () => {
  test('comes back, with its time and TTL', async () => {
    const { clock, client } = pair();
    expect(await clock.complete(client.ping('10.0.0.2'))).toEqual({ time: 0, ttl: 64 });
    expect(await clock.complete(client.ping('10.0.0.2', { size: 0 }))).toMatchObject({ ttl: 64 });
    expect(await clock.complete(client.ping('127.0.0.1'))).toMatchObject({ ttl: 64 });
    expect(await clock.complete(client.ping('10.0.0.1'))).toMatchObject({ ttl: 64 });
  });

  test('comes back in fragments, up to the largest', async () => {
    const { clock, client, server } = pair();
    expect(await clock.complete(client.ping('10.0.0.2', { size: 5000 }))).toMatchObject({ ttl: 64 });
    expect(server.counters().reassembly).toMatchObject({ received: 4, merged: 4 });
    await clock.complete(client.ping('10.0.0.2', { size: 16_000 }));
    await expect(client.ping('10.0.0.2', { size: 65_508 })).rejects.toMatchObject({ code: 'invalid' });
  });

  test('times out, fails without a route and for what is no station', async () => {
    const { clock, client } = pair();
    const lost = client.ping('10.0.0.99', { timeout: 500 });
    await expect(clock.complete(lost)).rejects.toThrow('no reply from 10.0.0.99');
    // ARP gives up after three seconds.
    await expect(clock.complete(client.ping('10.0.0.98', { timeout: 10_000 }))).rejects.toMatchObject({
      code: 'unreachable',
    });
    await expect(client.ping('192.0.2.1')).rejects.toMatchObject({ code: 'unreachable' });
    await expect(client.ping('224.0.0.1')).rejects.toMatchObject({ code: 'invalid' });
    await expect(client.ping('nowhere')).rejects.toMatchObject({ code: 'invalid' });
    await expect(client.ping('10.0.0.2', { size: -1 })).rejects.toMatchObject({ code: 'invalid' });
    await expect(client.ping('10.0.0.2', { timeout: Number.NaN })).rejects.toMatchObject({ code: 'invalid' });
    const closed = client.ping('10.0.0.99');
    await client.close();
    await expect(closed).rejects.toMatchObject({ code: 'closed' });
    await expect(client.ping('10.0.0.2')).rejects.toMatchObject({ code: 'closed' });
  });
});

describe('configuration', () => {
  const make = (options: Partial<StackOptions>) => () =>
    createStack({
      network: new TestNetwork(),
      clock: new VirtualClock(),
      random: new SeededRandom(1),
      address: '10.0.0.1/24',
      ...options,
    });

  test.each<[string, Partial<StackOptions>, string]>([
    ['an address without prefix', { address: '10.0.0.1' }, 'address: "10.0.0.1" is no address with its prefix'],
    ['no address', { address: [] }, 'address: leave it out for a stack without one'],
    ['the network as address', { address: '10.0.0.0/24' }, 'cannot be the address of a station'],
    ['the broadcast as address', { address: '10.0.0.255/24' }, 'cannot be the address of a station'],
    ['multicast as address', { address: '224.0.0.1/24' }, 'cannot be the address of a station'],
    ['loopback as address', { address: '127.0.0.1/8' }, 'cannot be the address of a station'],
    ['a gateway elsewhere', { gateway: '10.0.1.1' }, 'gateway: 10.0.1.1: the gateway is not another station'],
    ['ourselves as gateway', { gateway: '10.0.0.1' }, 'gateway: 10.0.0.1: the gateway is not another station'],
    ['a gateway that is none', { gateway: 'x' }, 'gateway: "x" is no address'],
    ['a route to nothing', { routes: [{ to: 'x', gateway: '10.0.0.2' }] }, 'routes: "x" is no prefix'],
    ['a route with host bits', { routes: [{ to: '10.9.0.1/16', gateway: '10.0.0.2' }] }, 'host bits are set'],
  ])('%s is refused in one sentence', (_, options, message) => {
    expect(make(options)).toThrow(message);
    expect(make(options)).toThrow(RangeError);
  });

  test('takes /31 and /32, and several addresses', () => {
    expect(make({ address: '10.0.0.0/31' })().addresses).toEqual(['10.0.0.0']);
    expect(make({ address: '10.0.0.255/32' })().addresses).toEqual(['10.0.0.255']);
    expect(make({ address: ['10.0.0.7/24', '192.0.2.1/28'] })().addresses).toEqual(['10.0.0.7', '192.0.2.1']);
  });
});

describe('datagrams', () => {
  test('an echo costs neither a timer nor more than one flush for a batch', async () => {
    const { clock, client, server } = pair();
    await server.bind({ port: 7 }, (bytes, from, socket) => socket.send(bytes, from));
    let echoes = 0;
    const socket = await client.bind({ port: 0 }, () => echoes++);
    for (let i = 0; i < 10; i++) socket.send(Uint8Array.of(i), { address: '10.0.0.2', port: 7 });
    await clock.settle();
    expect(echoes).toBe(10);
    await client.close();
    await server.close();
    expect(clock.pending).toBe(0);
  });

  test('up to the largest, in fragments, and not one octet more', async () => {
    const { clock, client, server } = pair();
    const got: number[] = [];
    await server.bind({ port: 7 }, (bytes) => got.push(bytes.length, bytes[bytes.length - 1]!));
    const socket = await client.bind({ port: 0 }, () => {});
    for (const length of [1472, 1473, 3000, 65_507]) {
      socket.send(new Uint8Array(length).fill(length & 0xff), { address: '10.0.0.2', port: 7 });
      await clock.settle();
    }
    expect(got).toEqual([1472, 1472 & 0xff, 1473, 1473 & 0xff, 3000, 3000 & 0xff, 65_507, 65_507 & 0xff]);
    expect(() => socket.send(new Uint8Array(65_508), { address: '10.0.0.2', port: 7 })).toThrow(FlowError);
  });

  test('broadcasts reach everybody', async () => {
    const { clock, client, server } = pair();
    const from: string[] = [];
    await server.bind({ port: 9 }, (_, sender, socket) => {
      from.push(sender.address);
      socket.send(Uint8Array.of(1), sender);
    });
    const answers: string[] = [];
    const socket = await client.bind({ port: 0 }, (_, sender) => answers.push(sender.address));
    socket.send(Uint8Array.of(1), { address: '10.0.0.255', port: 9 });
    socket.send(Uint8Array.of(1), { address: '255.255.255.255', port: 9 });
    socket.send(Uint8Array.of(1), { address: '224.0.0.1', port: 9 });
    await clock.settle();
    expect(from).toEqual(['10.0.0.1', '10.0.0.1', '10.0.0.1']);
    // Answers come from the station's address, not from the group's.
    expect(answers).toEqual(['10.0.0.2', '10.0.0.2', '10.0.0.2']);
    expect(unaccounted(server.counters())).toEqual({});
  });

  test('two sockets of one stack that answer each other leave the clock running', async () => {
    const clock = new VirtualClock();
    const stack = createStack({
      network: new TestNetwork(),
      clock,
      random: new SeededRandom(3),
      address: '10.0.0.1/24',
    });
    let count = 0;
    await stack.bind({ port: 1 }, (bytes, from, socket) => {
      count++;
      socket.send(bytes, from);
    });
    const b = await stack.bind({ port: 2 }, (bytes, from, socket) => socket.send(bytes, from));
    b.send(Uint8Array.of(1), { address: '10.0.0.1', port: 1 });
    await clock.settle();
    expect(count).toBeGreaterThan(1);
    expect(count).toBeLessThan(100);
    await stack.close();
  });

  test('a handler that throws is counted, and the stack goes on', async () => {
    const { clock, client, server } = pair();
    await server.bind({ port: 7 }, () => {
      throw new Error('oops');
    });
    await server.bind({ port: 8 }, (bytes, from, socket) => socket.send(bytes, from));
    let echoes = 0;
    const socket = await client.bind({ port: 0 }, () => echoes++);
    socket.send(Uint8Array.of(1), { address: '10.0.0.2', port: 7 });
    socket.send(Uint8Array.of(1), { address: '10.0.0.2', port: 8 });
    await clock.settle();
    expect(server.counters().udp.handlerErrors).toBe(1);
    expect(echoes).toBe(1);
  });
});

describe('a gateway that accepts any address', () => {
  function gateway(): { clock: VirtualClock; guest: TcpIpStack; host: TcpIpStack } {
    const { clock, client, server } = pair(
      { gateway: '10.0.0.2' },
      { ipv4: { acceptAnyAddress: true }, announce: false },
    );
    return { clock, guest: client, host: server };
  }

  test('answers datagrams to the whole world as whom they were sent to', async () => {
    const { clock, guest, host } = gateway();
    const seen: string[] = [];
    host.interceptDatagrams((bytes, from, to) => {
      seen.push(`${from.address}:${from.port} > ${to.address}:${to.port}`);
      host.sendDatagram(bytes, to, from);
      return true;
    });
    const answers: string[] = [];
    const socket = await guest.bind({ port: 5000 }, (_, from) => answers.push(`${from.address}:${from.port}`));
    socket.send(Uint8Array.of(1), { address: '8.8.8.8', port: 53 });
    socket.send(Uint8Array.of(1), { address: '10.0.0.77', port: 9 });
    await clock.settle();
    expect(seen).toEqual(['10.0.0.1:5000 > 8.8.8.8:53', '10.0.0.1:5000 > 10.0.0.77:9']);
    expect(answers).toEqual(['8.8.8.8:53', '10.0.0.77:9']);
    expect(unaccounted(host.counters())).toEqual({});
    expect(unaccounted(guest.counters())).toEqual({});
  });

  test('a socket of its own takes what is for its own address only', async () => {
    const { clock, guest, host } = gateway();
    const own: string[] = [];
    const others: string[] = [];
    await host.bind({ port: 53 }, (_, from) => own.push(from.address));
    host.interceptDatagrams((_, __, to) => {
      others.push(to.address);
      return true;
    });
    const socket = await guest.bind({ port: 0 }, () => {});
    socket.send(Uint8Array.of(1), { address: '10.0.0.2', port: 53 });
    socket.send(Uint8Array.of(1), { address: '1.1.1.1', port: 53 });
    await clock.settle();
    expect(own).toEqual(['10.0.0.1']);
    expect(others).toEqual(['1.1.1.1']);
  });

  test('accepts connections to the whole world, or refuses them', async () => {
    const { clock, guest, host } = gateway();
    host.interceptConnections((request) => {
      if (request.local.port === 80) {
        request.accept().then(async (connection) => {
          await connection.write(new TextEncoder().encode(`${request.local.address}`));
          await connection.close();
        });
      } else request.reject();
    });
    const connection = await clock.complete(guest.connect({ address: '93.184.216.34', port: 80 }));
    expect(new TextDecoder().decode((await clock.complete(connection.read())) ?? undefined)).toBe('93.184.216.34');
    await expect(clock.complete(guest.connect({ address: '93.184.216.34', port: 81 }))).rejects.toMatchObject({
      code: 'refused',
    });
  });

  test('answers pings to the whole world', async () => {
    const { clock, guest } = gateway();
    expect(await clock.complete(guest.ping('8.8.8.8'))).toMatchObject({ ttl: 64 });
  });

  test('sends as others only if it accepts any address', () => {
    const { client } = pair();
    const call = () =>
      client.sendDatagram(Uint8Array.of(1), { address: '9.9.9.9', port: 1 }, { address: '10.0.0.2', port: 1 });
    expect(call).toThrow('not possible');
  });
});

test('a closed stack leaves no timer and answers nothing', async () => {
  const { clock, client, server, cable } = pair();
  await server.listen({ port: 80 }, () => {});
  await clock.complete(client.connect({ address: '10.0.0.2', port: 80 }));
  await client.close();
  await client.close();
  await server.close();
  expect(clock.pending).toBe(0);
  const { transmittedFrames } = cable.b.statistics;
  const third = createStack({ network: cable.a, clock, random: new SeededRandom(9), address: '10.0.0.3/24' });
  await expect(clock.complete(third.ping('10.0.0.2', { timeout: 10 }))).rejects.toMatchObject({ code: 'timeout' });
  expect(cable.b.statistics.transmittedFrames).toBe(transmittedFrames);
});

test('a handler may close its own stack', async () => {
  const { clock, client, server, cable } = pair();
  let calls = 0;
  await server.bind({ port: 7 }, (bytes, from, socket) => {
    calls++;
    socket.send(bytes, from);
    void server.close();
  });
  const answers: number[] = [];
  const socket = await client.bind({ port: 0 }, (bytes) => answers.push(bytes[0]!));
  await clock.complete(client.ping('10.0.0.2'));
  for (let i = 0; i < 3; i++) socket.send(Uint8Array.of(i), { address: '10.0.0.2', port: 7 });
  await clock.settle();
  // The batch that it was called in is still handled to its end.
  expect(calls).toBe(3);
  expect(answers).toEqual([0, 1, 2]);
  await expect(server.ping('10.0.0.1')).rejects.toMatchObject({ code: 'closed' });
  await client.close();
  expect(clock.pending).toBe(0);
  expect(cable.b.statistics.transmitDropped).toBe(0);
});

test('counters are a copy', async () => {
  const { client } = pair();
  const counters = client.counters();
  counters.udp.drops.noSocket = 77;
  expect(client.counters().udp.drops.noSocket).toBe(0);
});

describe('configure', () => {
  const unconfigured = (mtu?: number) => {
    const clock = new VirtualClock();
    const network = new TestNetwork(undefined, mtu);
    const stack = createStack({ network, clock, random: new SeededRandom(1) });
    return { clock, network, stack };
  };
  const toAll = { address: '255.255.255.255', port: 67 };

  test('a stack starts without an address, and may then broadcast as nobody and hear broadcasts', async () => {
    const { network, stack, clock } = unconfigured();
    expect(stack.addresses).toEqual([]);
    const heard: number[][] = [];
    await stack.bind({ port: 68 }, (bytes) => heard.push([...bytes]));
    network.inject(udp([1, 2], { port: 68, sourcePort: 67, destination: '255.255.255.255', to: BROADCAST_MAC }));
    expect(heard).toEqual([[1, 2]]);
    stack.sendDatagram(Uint8Array.of(5), { address: '0.0.0.0', port: 68 }, toAll);
    await clock.settle();
    expect(network.take().map(dissect)).toMatchObject([
      { to: BROADCAST_MAC, source: '0.0.0.0', destination: '255.255.255.255', protocol: 17 },
    ]);
    expect(() =>
      stack.sendDatagram(Uint8Array.of(5), { address: '0.0.0.0', port: 68 }, { ...toAll, address: '10.0.0.9' }),
    ).toThrow(FlowError);
    await expect(stack.connect({ address: '10.0.0.9', port: 1 })).rejects.toThrow('no route');
  });

  test('a broadcast from 0.0.0.0 reaches UDP and nothing else', async () => {
    const { network, stack } = unconfigured();
    const from: string[] = [];
    await stack.bind({ port: 67 }, (_, { address, port }) => from.push(`${address}:${port}`));
    const nobody = { source: '0.0.0.0', destination: '255.255.255.255', to: BROADCAST_MAC };
    network.inject(udp([1], { port: 67, sourcePort: 68, ...nobody }), echoRequest(1, 1, [], nobody));
    network.inject(udp([1], { port: 67, sourcePort: 68, source: '0.0.0.0' }));
    expect(from).toEqual(['0.0.0.0:68']);
    expect(stack.counters().ipv4.drops.badSource).toBe(2);
    expect(network.take()).toEqual([]);
  });

  test('addresses, routes and the MTU can change; listeners stay', async () => {
    const { network, stack, clock } = unconfigured();
    await stack.listen({ port: 80 }, () => {});
    stack.configure({ address: '10.0.0.1/24', gateway: '10.0.0.254', mtu: 1000 });
    expect(stack.addresses).toEqual(['10.0.0.1']);
    await clock.settle();
    network.take();
    network.inject(arp({ operation: 'request', sender: '10.0.0.2', target: '10.0.0.1' }));
    network.take();
    const socket = await stack.bind({ port: 9 }, () => {});
    socket.send(new Uint8Array(1200), { address: '10.0.0.2', port: 9 });
    await clock.settle();
    expect(network.take().map((frame) => dissect(frame).totalLength)).toEqual([996, 252]);

    stack.configure({ address: '192.168.1.5/24' });
    await clock.settle();
    network.take();
    network.inject(arp({ operation: 'request', sender: '192.168.1.2', target: '10.0.0.1' }));
    expect(network.take()).toEqual([]);
    network.inject(arp({ operation: 'request', sender: '192.168.1.2', target: '192.168.1.5' }));
    expect(network.take()).toHaveLength(1);
    socket.send(Uint8Array.of(1), { address: '192.168.1.2', port: 9 });
    await clock.settle();
    expect(network.take().map(dissect)).toMatchObject([{ source: '192.168.1.5', totalLength: 29 }]);
    stack.configure({ address: [] });
    expect(stack.addresses).toEqual([]);
  });

  test('a connection from an address that goes is reset at both ends, one from an address that stays goes on', async () => {
    const clock = new VirtualClock();
    const cable = link();
    const common = { clock, random: new SeededRandom(3) };
    const client = createStack({ ...common, network: cable.a, address: ['10.0.0.1/24', '10.1.0.1/24'] });
    const server = createStack({ ...common, network: cable.b, address: ['10.0.0.2/24', '10.1.0.2/24'] });
    const accepted: Connection[] = [];
    await server.listen({ port: 80 }, (connection) => accepted.push(connection));
    const goes = await clock.complete(client.connect({ address: '10.0.0.2', port: 80 }));
    const stays = await clock.complete(client.connect({ address: '10.1.0.2', port: 80 }));
    expect(() => client.configure({ address: '10.1.0.1/24', gateway: '10.9.9.9' })).toThrow('gateway: 10.9.9.9');
    await goes.write(Uint8Array.of(1));
    expect(await clock.complete(accepted[0]!.read())).toEqual(Uint8Array.of(1));
    client.configure({ address: '10.1.0.1/24' });
    await expect(goes.write(Uint8Array.of(1))).rejects.toThrow('the local address was taken away');
    await expect(clock.complete(accepted[0]!.read())).rejects.toThrow(FlowError);
    await stays.write(Uint8Array.of(7));
    expect(await clock.complete(accepted[1]!.read())).toEqual(Uint8Array.of(7));
    await Promise.all([client.close(), server.close()]);
  });

  test('a gateway off the network needs a route to it on the link, and a wrong one changes nothing', () => {
    const { stack } = unconfigured();
    stack.configure({ address: '10.0.0.1/32', gateway: '10.9.9.9', routes: [{ to: '10.9.9.9/32' }] });
    expect(() => stack.configure({ address: '10.0.0.7/24', gateway: '10.9.9.9' })).toThrow('gateway: 10.9.9.9');
    expect(() => stack.configure({ address: '10.0.0.7/24', mtu: 60 })).toThrow('mtu: 60');
    expect(stack.addresses).toEqual(['10.0.0.1']);
  });

  test('connections find a new gateway by themselves', async () => {
    const { network, stack, clock } = unconfigured();
    const ask = async () => {
      const socket = await stack.bind({ port: 0 }, () => {});
      socket.send(Uint8Array.of(1), { address: '192.0.2.1', port: 9 });
      await clock.settle();
      return network
        .take()
        .filter(isArp)
        .map(dissectArp)
        .map(({ target }) => target);
    };
    stack.configure({ address: '10.0.0.1/24', gateway: '10.0.0.253', announce: false });
    expect(await ask()).toEqual(['10.0.0.253']);
    stack.configure({ address: '10.0.0.1/24', gateway: '10.0.0.254', announce: false });
    expect(await ask()).toEqual(['10.0.0.254']);
  });

  test('who watches conflicts decides about them', async () => {
    const { network, stack, clock } = unconfigured();
    const told: unknown[] = [];
    stack.watchConflicts((conflict) => told.push(conflict));
    stack.probe('10.0.0.9');
    await clock.settle();
    expect(network.take().map(dissectArp)).toMatchObject([{ sender: '0.0.0.0', target: '10.0.0.9' }]);
    network.inject(arp({ operation: 'reply', sender: '10.0.0.9', target: '0.0.0.0' }));
    expect(told).toEqual([{ address: '10.0.0.9', mac: '02:00:00:00:00:02', defended: false }]);
    expect(() => stack.probe('224.0.0.1')).toThrow(FlowError);
    expect(() => stack.introduce('10.0.0.3', new Uint8Array(5))).toThrow(FlowError);
  });

  test('ARP from a link-local address is broadcast, replies too (RFC 3927, 2.5)', async () => {
    const { network, stack, clock } = unconfigured();
    stack.configure({ address: '169.254.7.7/16', announce: false });
    await clock.settle();
    network.inject(arp({ operation: 'request', sender: '169.254.1.1', target: '169.254.7.7' }));
    expect(network.take().map(dissectArp)).toMatchObject([{ operation: 'reply', to: BROADCAST_MAC }]);
  });
});
