import { type Endpoint, FlowError } from '@morgana/flow';
import { link } from '@morgana/network';
import { SeededRandom } from '@morgana/random';
import { VirtualClock } from '@morgana/time';
import { describe, expect, test } from 'vitest';
import type { StackOptions, TcpIpStack } from '../network-stack.js';
import { createStack } from '../stack.js';
import { unaccounted } from '../testing/accounting.js';

interface Pair {
  readonly clock: VirtualClock;
  readonly a: TcpIpStack;
  readonly b: TcpIpStack;
}

function pair(a: Partial<StackOptions> = {}, b: Partial<StackOptions> = {}, mtu = 1500): Pair {
  const clock = new VirtualClock();
  const cable = link({ mtu });
  const common = { clock, random: new SeededRandom(7) };
  return {
    clock,
    a: createStack({ ...common, network: cable.a, address: '10.0.0.1/24', ipv6: { address: 'fd00::1/64' }, ...a }),
    b: createStack({ ...common, network: cable.b, address: '10.0.0.2/24', ipv6: { address: 'fd00::2/64' }, ...b }),
  };
}

async function answered<T>(clock: VirtualClock, promise: Promise<T>): Promise<T> {
  let settled = false;
  const done = promise.finally(() => {
    settled = true;
  });
  done.catch(() => {});
  for (let i = 0; i < 2000 && !settled; i++) await clock.advance(5);
  return done;
}

function linkLocal(stack: TcpIpStack): string {
  return stack.addresses.find((address) => address.startsWith('fe80:'))!;
}

describe('two stacks', () => {
  test('have static and link-local addresses at once, and all of them are preferred a second later', async () => {
    const { clock, a } = pair();
    expect(a.addresses.slice(0, 2)).toEqual(['10.0.0.1', 'fd00::1']);
    expect(a.ipv6State().addresses.map(({ state }) => state)).toEqual(['optimistic', 'optimistic']);
    await clock.advance(1100);
    expect(a.ipv6State().addresses.map(({ state }) => state)).toEqual(['preferred', 'preferred']);
    expect(unaccounted(a.counters())).toEqual({});
  });

  test.each([
    ['10.0.0.2', '10.0.0.1'],
    ['fd00::2', 'fd00::1'],
    ['link-local', 'link-local'],
  ])('TCP to %s', async (address, source) => {
    const { clock, a, b } = pair();
    const remotes: Endpoint[] = [];
    await b.listen({ port: 80 }, async (connection) => {
      remotes.push(connection.remote);
      for await (const bytes of connection) await connection.write(bytes);
      await connection.close();
    });
    const to = address === 'link-local' ? `${linkLocal(b)}%eth0` : address;
    const connection = await answered(clock, a.connect({ address: to, port: 80 }));
    expect(remotes[0]!.address).toBe(source === 'link-local' ? linkLocal(a) : source);
    const data = new Uint8Array(300_000).map((_, i) => i * 7);
    const written = connection.write(data).then(() => connection.closeWrite());
    const parts: Uint8Array[] = [];
    await answered(
      clock,
      (async () => {
        for await (const bytes of connection) parts.push(bytes);
      })(),
    );
    await written;
    expect(Buffer.concat(parts).equals(Buffer.from(data))).toBe(true);
    expect(unaccounted(a.counters())).toEqual({});
    expect(unaccounted(b.counters())).toEqual({});
    await a.close();
    await b.close();
  });

  test('UDP both ways, also in fragments', async () => {
    const { clock, a, b } = pair();
    await b.bind({ port: 7 }, (bytes, from, socket) => socket.send(bytes, from));
    const got: { length: number; from: string }[] = [];
    const socket = await a.bind({ port: 0 }, (bytes, from) => got.push({ length: bytes.length, from: from.address }));
    for (const length of [0, 1, 1452, 1453, 9000, 65_000])
      socket.send(new Uint8Array(length), { address: 'fd00::2', port: 7 });
    await clock.advance(100);
    expect(got.map(({ length }) => length)).toEqual([0, 1, 1452, 1453, 9000, 65_000]);
    expect(new Set(got.map(({ from }) => from))).toEqual(new Set(['fd00::2']));
    expect(b.counters().reassembly6.held).toBe(0);
    expect(unaccounted(b.counters())).toEqual({});
  });

  test('ping, to the other and to ourselves', async () => {
    const { clock, a } = pair();
    for (const address of ['fd00::2', 'fd00::1', '::1'])
      expect(await answered(clock, a.ping(address, { size: 3000 }))).toMatchObject({ ttl: 64 });
    await expect(answered(clock, a.ping('fd00::77', { timeout: 5000 }))).rejects.toMatchObject({ code: 'unreachable' });
    await expect(answered(clock, a.ping('2001:db8::1'))).rejects.toMatchObject({ code: 'unreachable' });
  });

  test('a closed port is refused', async () => {
    const { clock, a } = pair();
    await expect(answered(clock, a.connect({ address: 'fd00::2', port: 81 }))).rejects.toBeInstanceOf(FlowError);
    await expect(answered(clock, a.connect({ address: 'ff02::1', port: 81 }))).rejects.toMatchObject({
      code: 'invalid',
    });
  });

  test('one listener of all addresses serves both families, one of IPv4 serves that', async () => {
    const { clock, a, b } = pair();
    await b.listen({ port: 80 }, () => {});
    await b.listen({ port: 81, address: '0.0.0.0' }, () => {});
    await b.listen({ port: 82, address: 'fd00::2' }, () => {});
    const opens = async (address: string, port: number) =>
      answered(clock, a.connect({ address, port })).then(
        () => true,
        () => false,
      );
    expect(await opens('fd00::2', 80)).toBe(true);
    expect(await opens('10.0.0.2', 80)).toBe(true);
    expect(await opens('fd00::2', 81)).toBe(false);
    expect(await opens('10.0.0.2', 81)).toBe(true);
    expect(await opens('fd00::2', 82)).toBe(true);
    expect(await opens('10.0.0.2', 82)).toBe(false);
  });
});

describe('the first answer after a start', () => {
  /** Milliseconds of virtual time from the start of a stack to its first answer over TCP, to a client that is there already. */
  async function firstAnswer(address: string, options: Partial<StackOptions>): Promise<number> {
    const clock = new VirtualClock();
    const cable = link();
    const common = { clock, random: new SeededRandom(7) };
    const client = createStack({
      ...common,
      network: cable.a,
      address: '10.0.0.1/24',
      ipv6: { address: 'fd00::1/64' },
    });
    await clock.advance(20_000);
    const started = clock.monotonic();
    const server = createStack({ ...common, network: cable.b, ...options });
    await server.listen({ port: 80 }, (connection) => void connection.write(Uint8Array.of(1)));
    const connection = await clock.complete(client.connect({ address, port: 80 }));
    await clock.complete(connection.read());
    const time = clock.monotonic() - started;
    await Promise.all([client.close(), server.close()]);
    return time;
  }

  test('is not held up by duplicate address detection, in neither family', async () => {
    const ipv6 = { address: 'fd00::2/64' };
    const alone = await firstAnswer('10.0.0.2', { address: '10.0.0.2/24', ipv6: false });
    expect(alone).toBe(0);
    expect(await firstAnswer('10.0.0.2', { address: '10.0.0.2/24', ipv6 })).toBe(alone);
    expect(await firstAnswer('fd00::2', { address: '10.0.0.2/24', ipv6 })).toBe(alone);
    expect(await firstAnswer('fd00::2', { ipv4: false, ipv6 })).toBe(alone);
    // What it would be without RFC 4429: the verification of one second, and the SYN that was lost meanwhile.
    const waiting = { address: 'fd00::2/64', optimistic: false };
    expect(await firstAnswer('fd00::2', { ipv4: false, ipv6: waiting })).toBeGreaterThanOrEqual(1000);
  });
});
