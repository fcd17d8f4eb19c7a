import { type Connection, pipe, readAll } from '@morgana/flow';
import { capture, limited, link, type Network } from '@morgana/network';
import { SeededRandom } from '@morgana/random';
import { createStack } from '@morgana/tcpip';
import { VirtualClock } from '@morgana/time';
import { expect, onTestFinished, test } from 'vitest';
import { createNatRouter, type NatRouterOptions } from './router.js';

/** A host inside, the router, and a host outside, with a router of its own in front of it being out of reach. */
function house(options: Partial<NatRouterOptions> = {}, mtus: { inside?: number; outside?: number } = {}) {
  const clock = new VirtualClock({ settle: () => new Promise((resolve) => setImmediate(resolve)) });
  const random = new SeededRandom(5);
  const inner = link({
    mtu: mtus.inside ?? 1500,
    a: { mac: Uint8Array.of(2, 0, 0, 0, 1, 1) },
    b: { mac: Uint8Array.of(2, 0, 0, 0, 1, 2) },
  });
  const outer = link({
    mtu: mtus.outside ?? 1500,
    a: { mac: Uint8Array.of(2, 0, 0, 0, 2, 1) },
    b: { mac: Uint8Array.of(2, 0, 0, 0, 2, 2) },
  });
  const router = createNatRouter({
    inside: inner.b,
    insideAddress: '10.0.0.1/24',
    outside: outer.a,
    outsideAddress: '192.0.2.1/24',
    clock,
    random,
    ...options,
  });
  const common = { clock, random };
  const inside = createStack({ ...common, network: inner.a, address: '10.0.0.2/24', gateway: '10.0.0.1' });
  const outside = createStack({ ...common, network: outer.b, address: '192.0.2.9/24' });
  onTestFinished(async () => {
    router.close();
    await clock.complete(Promise.all([inside.close(), outside.close()]));
  });
  const wait = <T>(promise: Promise<T>): Promise<T> => clock.complete(promise);
  return { clock, router, inside, outside, wait, inner, outer };
}

const echo = (connection: Connection): void => void pipe(connection, connection).catch(() => {});

async function echoed(connection: Connection, length: number): Promise<void> {
  const bytes = new Uint8Array(length).map((_, i) => i * 31);
  const answer = readAll(connection, length);
  await connection.write(bytes);
  await connection.closeWrite();
  expect(await answer).toEqual(bytes);
}

test('a TCP connection to the outside, 100 KB both ways, seen there from the router', async () => {
  const { inside, outside, router, wait } = house();
  let peer = '';
  await outside.listen({ port: 80 }, (connection) => {
    peer = connection.remote.address;
    echo(connection);
  });
  await wait(inside.connect({ address: '192.0.2.9', port: 80 }).then((connection) => echoed(connection, 100_000)));
  expect(peer).toBe('192.0.2.1');
  expect(router.nat.sizes.sessions).toBe(1);
});

test('a forward lets the outside in', async () => {
  const forwards = [{ protocol: 'tcp', outsidePort: 8080, insideAddress: '10.0.0.2', insidePort: 80 }] as const;
  const { inside, outside, wait } = house({ forwards });
  await inside.listen({ port: 80 }, echo);
  await wait(outside.connect({ address: '192.0.2.1', port: 8080 }).then((connection) => echoed(connection, 50_000)));
  // Hairpin: the host inside reaches itself by the address outside.
  await wait(inside.connect({ address: '192.0.2.1', port: 8080 }).then((connection) => echoed(connection, 30_000)));
});

test('datagrams out and back, in fragments too', async () => {
  const { inside, outside, router, wait } = house();
  let peer = '';
  await outside.bind({ port: 53 }, (bytes, from, socket) => {
    peer = from.address;
    socket.send(bytes.slice(), from);
  });
  let answered: (bytes: Uint8Array) => void = () => {};
  const client = await inside.bind({ port: 0 }, (bytes) => answered(bytes.slice()));
  for (const length of [5, 4000]) {
    const bytes = new Uint8Array(length).map((_, i) => i);
    const answer = new Promise<Uint8Array>((resolve) => (answered = resolve));
    client.send(bytes, { address: '192.0.2.9', port: 53 });
    expect(await wait(answer)).toEqual(bytes);
    expect(peer).toBe('192.0.2.1');
  }
  expect(router.nat.counters.fragments).toBeGreaterThan(3);
});

test('pings: to the outside, and to the router on both sides', async () => {
  const { inside, outside, router, wait } = house();
  for (const [stack, address] of [
    [inside, '192.0.2.9'],
    [inside, '10.0.0.1'],
    [inside, '192.0.2.1'],
    [outside, '192.0.2.1'],
  ] as const)
    expect((await wait(stack.ping(address))).time).toBeGreaterThanOrEqual(0);
  expect(router.counters.echoesAnswered).toBe(3);
});

test('a port that nobody has outside is refused inside', async () => {
  const { inside, wait } = house();
  await expect(wait(inside.connect({ address: '192.0.2.9', port: 81 }))).rejects.toMatchObject({ code: 'refused' });
});

test('a smaller link outside: the sender inside hears of its MTU, and the transfer goes on', async () => {
  const { inside, outside, router, wait } = house({}, { inside: 9000, outside: 1500 });
  await outside.listen({ port: 80 }, echo);
  await wait(inside.connect({ address: '192.0.2.9', port: 80 }).then((connection) => echoed(connection, 50_000)));
  // The segments that the peer's MSS did not hold back, if there were any, are told of; datagrams without DF are cut.
  const arrived = new Promise<Uint8Array>((resolve) => {
    void outside.bind({ port: 53 }, (bytes) => resolve(bytes.slice()));
  });
  const client = await inside.bind({ port: 0 }, () => {});
  const bytes = new Uint8Array(7000).map((_, i) => i);
  client.send(bytes, { address: '192.0.2.9', port: 53 });
  expect(await wait(arrived)).toEqual(bytes);
  expect(router.counters.fragmented).toBe(1);
});

test('addresses that cannot come from a side are dropped', async () => {
  const { router, outer, inner } = house();
  const forged = (network: Network, to: Uint8Array, source: readonly number[]): void => {
    const frame = network.allocate(60)!;
    frame.length = 60;
    frame.bytes.fill(0, 0, 60);
    frame.bytes.set(to, 0);
    frame.bytes.set(network.mac, 6);
    frame.bytes.set([8, 0, 0x45, 0, 0, 28, 0, 0, 0, 0, 64, 17, 0, 0, ...source, 192, 0, 2, 1], 12);
    let sum = 0;
    for (let i = 14; i < 34; i += 2) sum += (frame.bytes[i]! << 8) | frame.bytes[i + 1]!;
    sum = ~((sum & 0xffff) + (sum >>> 16)) & 0xffff;
    frame.bytes[24] = sum >> 8;
    frame.bytes[25] = sum & 255;
    network.transmit(frame);
    network.flush();
  };
  forged(outer.b, outer.a.mac, [10, 0, 0, 7]);
  forged(inner.a, inner.b.mac, [198, 51, 100, 1]);
  while (outer.deliver() + inner.deliver() > 0);
  expect(router.counters.droppedMartian).toBe(2);
});

test('octets without order, and broken packets, from both sides: nothing throws, no frame is lost, and it goes on', async () => {
  const { inside, outside, inner, outer, wait } = house();
  const random = new SeededRandom(11);
  const draw = new Uint8Array(1600);
  for (let i = 0; i < 4000; i++) {
    const [from, to] = i % 2 === 0 ? [inner.a, inner.b] : [outer.b, outer.a];
    random.fill(draw);
    const length = 14 + (((draw[0]! << 8) | draw[1]!) % 1500);
    const frame = from.allocate(length)!;
    frame.length = length;
    frame.bytes.set(draw.subarray(2, 2 + length));
    frame.bytes.set(to.mac, 0);
    frame.bytes.set([8, draw[1]! & 7 ? 0 : 6], 12);
    if (length >= 34 && draw[1]! & 3) {
      // A header that may be forwarded, with whatever behind it.
      const total = Math.min(length - 14, 20 + draw[2]!);
      const way = i % 2 === 0 ? [10, 0, 0, 2, 192, 0, 2, 9] : [192, 0, 2, 9, 192, 0, 2, 1];
      const fragment = draw[3]! & 1 ? [0x20 | (draw[4]! & 0x1f), draw[5]!] : [0, 0];
      frame.bytes.set(
        [
          0x45,
          0,
          total >> 8,
          total & 255,
          0,
          draw[6]! & 3,
          ...fragment,
          draw[7]! & 3,
          [1, 6, 17, 47][draw[8]! & 3]!,
          0,
          0,
          ...way,
        ],
        14,
      );
      let sum = 0;
      for (let at = 14; at < 34; at += 2) sum += (frame.bytes[at]! << 8) | frame.bytes[at + 1]!;
      sum = ~((sum & 0xffff) + (sum >>> 16)) & 0xffff;
      frame.bytes[24] = sum >> 8;
      frame.bytes[25] = sum & 255;
    }
    from.transmit(frame);
    from.flush();
    while (inner.deliver() + outer.deliver() > 0);
  }
  await outside.listen({ port: 80 }, echo);
  await wait(inside.connect({ address: '192.0.2.9', port: 80 }).then((connection) => echoed(connection, 20_000)));
});

test('what is wrapped works as well, and a wrong forward is told', () => {
  const cable = link();
  const clock = new VirtualClock();
  const outside = limited(capture(cable.a, { clock, sink: () => {} }), { mtu: 1400 });
  const options = {
    inside: cable.b,
    insideAddress: '10.0.0.1/24',
    outside,
    outsideAddress: '192.0.2.1/24',
    clock,
    random: new SeededRandom(1),
  };
  createNatRouter(options).close();
  const forward = { protocol: 'udp', outsidePort: 1, insideAddress: '10.0.0.2', insidePort: 1 } as const;
  expect(() => createNatRouter({ ...options, forwards: [forward, forward] })).toThrow('forwarded twice');
  expect(() => createNatRouter({ ...options, insideAddress: '10.0.0.1' })).toThrow('10.0.0.1/24');
});
