import { createSocket } from 'node:dgram';
import { pattern } from '@morgana/compliance';
import type { Frame, Network } from '@morgana/network';
import { networkCompliance } from '@morgana/network/compliance';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { freeUdpPorts } from './free-ports.js';
import { type DatagramNetwork, type DatagramNetworkOptions, openDatagramNetwork } from './network-datagram.js';
import { hasIpv6 } from './testing/ipv6.js';

const opened: Network[] = [];
afterEach(async () => {
  await Promise.all(opened.splice(0).map((network) => network.close()));
});

const mac = (last: number): Uint8Array => Uint8Array.of(2, 0, 0, 0, 0, last);

async function pair(options: Partial<DatagramNetworkOptions> = {}, host = '127.0.0.1') {
  const [portA, portB] = (await freeUdpPorts(2)) as [number, number];
  const a = { address: host, port: portA };
  const b = { address: host, port: portB };
  const near = await openDatagramNetwork({ local: a, peer: b, mac: mac(1), ...options });
  const far = await openDatagramNetwork({ local: b, peer: a, mac: mac(2), ...options });
  opened.push(near, far);
  return [near, far] as const;
}

function send(network: Network, bytes: Uint8Array): boolean {
  const frame = network.allocate(bytes.length);
  if (frame === null) return false;
  frame.bytes.set(bytes);
  frame.length = bytes.length;
  network.transmit(frame);
  return true;
}

function collect(network: Network) {
  const frames: Uint8Array[] = [];
  const batches: number[] = [];
  network.receive((batch, count) => {
    batches.push(count);
    for (let i = 0; i < count; i++) {
      const frame = batch[i] as Frame;
      frames.push(frame.bytes.slice(0, frame.length));
    }
  });
  return { frames, batches };
}

async function raw(): Promise<{
  port: number;
  send(bytes: Uint8Array, to: DatagramNetwork): Promise<void>;
  close(): void;
}> {
  const socket = createSocket('udp4');
  await new Promise<void>((resolve) => socket.bind(0, '127.0.0.1', resolve));
  return {
    port: socket.address().port,
    send: (bytes, to) => new Promise((resolve) => socket.send(bytes, to.local.port, to.local.address, () => resolve())),
    close: () => socket.close(),
  };
}

/** Loopback neither loses nor reorders while its queues have room: all is there when the counts of both ends agree. */
async function settled(a: Network, b: Network): Promise<void> {
  const counts = (): number[] => [
    a.statistics.transmittedFrames - b.statistics.receivedFrames - b.statistics.receiveDropped,
    b.statistics.transmittedFrames - a.statistics.receivedFrames - a.statistics.receiveDropped,
    a.statistics.transmittedFrames + b.statistics.transmittedFrames,
  ];
  let last = counts();
  let quietTurns = 0;
  let quietSince = performance.now();
  // A device that is closed counts nothing any more: then silence has to do.
  while (quietTurns < 3 && performance.now() - quietSince < 50) {
    await new Promise((resolve) => setImmediate(resolve));
    const now = counts();
    if (now.some((count, i) => count !== last[i])) {
      quietTurns = 0;
      quietSince = performance.now();
    } else if (now[0] === 0 && now[1] === 0) {
      quietTurns++;
    }
    last = now;
  }
}

for (const mtu of [1500, 9000, 65_493]) {
  describe(`network over datagrams, MTU ${mtu}`, () => {
    for (const { name, run } of networkCompliance) {
      test(name, () =>
        run(async () => {
          // The largest frames are charged to the socket's queue by what they take in the kernel, so fewer fit.
          const [network, peer] = await pair({ mtu, transmitQueue: mtu > 9000 ? 32 : 256 });
          return {
            network,
            peer,
            settle: () => settled(network, peer),
            dispose: async () => {
              await Promise.all([network.close(), peer.close()]);
            },
          };
        }),
      );
    }
  });
}

describe('network over datagrams', () => {
  for (const host of ['127.0.0.1', '::1']) {
    test.skipIf(host === '::1' && !hasIpv6('network-datagram'))(
      `carries frames of every length over ${host}, both ways`,
      async () => {
        const [a, b] = await pair({}, host);
        for (const [from, to] of [
          [a, b],
          [b, a],
        ] as const) {
          const { frames } = collect(to);
          const sent = [14, 15, 60, 61, 100, 1513, 1514].map((length) => pattern(length, length));
          for (const bytes of sent) expect(send(from, bytes)).toBe(true);
          from.flush();
          await vi.waitUntil(() => frames.length === sent.length);
          expect(frames).toEqual(sent);
        }
      },
    );
  }

  test('nothing goes out before flush', async () => {
    const [a, b] = await pair();
    const { frames } = collect(b);
    send(a, pattern(60, 1));
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(frames.length).toBe(0);
    a.flush();
    await vi.waitUntil(() => frames.length === 1);
  });

  test('frames that come together are one batch', async () => {
    const [a, b] = await pair();
    const { frames, batches } = collect(b);
    for (let i = 0; i < 20; i++) send(a, pattern(100, i));
    a.flush();
    await vi.waitUntil(() => frames.length === 20);
    expect(batches).toEqual([20]);
    expect(b.statistics).toMatchObject({ receivedFrames: 20, receivedBytes: 2000, receiveDropped: 0 });
    expect(a.statistics).toMatchObject({ transmittedFrames: 20, transmittedBytes: 2000, transmitDropped: 0 });
  });

  test('the header behind the Ethernet header is aligned, in frames of both directions', async () => {
    const [a, b] = await pair();
    const offsets: number[] = [];
    b.receive((frames, count) => {
      for (let i = 0; i < count; i++) offsets.push((frames[i] as Frame).bytes.byteOffset % 4);
    });
    for (let i = 0; i < 10; i++) {
      const frame = a.allocate() as Frame;
      offsets.push(frame.bytes.byteOffset % 4);
      frame.length = 60;
      a.transmit(frame);
    }
    a.flush();
    await vi.waitUntil(() => offsets.length === 20);
    expect(new Set(offsets)).toEqual(new Set([2]));
  });

  test('the queue is bounded: allocate gives null until a flush', async () => {
    const [a, b] = await pair({ transmitQueue: 8 });
    collect(b);
    for (let i = 0; i < 8; i++) expect(send(a, pattern(60, i))).toBe(true);
    expect(a.allocate()).toBeNull();
    a.flush();
    await vi.waitUntil(() => b.statistics.receivedFrames === 8);
    expect(send(a, pattern(60, 9))).toBe(true);
  });

  test('what is no frame is dropped and counted on transmission', async () => {
    const [a] = await pair();
    for (const [length, change] of [
      [13, {}],
      [1515, {}],
      [100, { checksum: 2 as const }],
      [100, { segmentSize: 1460 }],
    ] as const) {
      const frame = a.allocate() as Frame;
      Object.assign(frame, { length, ...change });
      a.transmit(frame);
    }
    a.flush();
    expect(a.statistics).toMatchObject({ transmittedFrames: 0, transmitDropped: 4 });
    expect(a.allocate(1515)).toBeNull();
  });

  test('frames of anybody but the peer do not come in; bad lengths and early ones are counted', async () => {
    const peer = await raw();
    const stranger = await raw();
    const network = await openDatagramNetwork({
      local: { address: '127.0.0.1', port: 0 },
      peer: { address: '127.0.0.1', port: peer.port },
      mac: mac(1),
    });
    opened.push(network);
    await peer.send(pattern(60, 1), network);
    await vi.waitUntil(() => network.statistics.receiveDropped === 1);
    const { frames } = collect(network);
    await stranger.send(pattern(60, 2), network);
    await peer.send(pattern(13, 3), network);
    await peer.send(pattern(1515, 4), network);
    await peer.send(pattern(0, 4), network);
    await peer.send(pattern(60, 5), network);
    await vi.waitUntil(() => frames.length === 1);
    expect(frames).toEqual([pattern(60, 5)]);
    expect(network.statistics.receiveDropped).toBe(4);
    peer.close();
    stranger.close();
  });

  test('a peer that comes later, or comes again, is no failure', async () => {
    const [portA, portB] = (await freeUdpPorts(2)) as [number, number];
    const at = (port: number) => ({ address: '127.0.0.1', port });
    const a = await openDatagramNetwork({ local: at(portA), peer: at(portB), mac: mac(1) });
    opened.push(a);
    for (let i = 0; i < 10; i++) {
      send(a, pattern(60, i));
      a.flush();
      await new Promise((resolve) => setImmediate(resolve));
    }
    for (let life = 0; life < 2; life++) {
      const b = await openDatagramNetwork({ local: at(portB), peer: at(portA), mac: mac(2) });
      const { frames } = collect(b);
      await vi.waitUntil(() => {
        send(a, pattern(60, 1));
        a.flush();
        return frames.length > 0;
      });
      await b.close();
      send(a, pattern(60, 1));
      a.flush();
    }
  });

  test('frames in a burst of both directions with a handler that answers', async () => {
    const [a, b] = await pair({ mtu: 9000 });
    b.receive((frames, count) => {
      for (let i = 0; i < count; i++) {
        const frame = frames[i] as Frame;
        send(b, frame.bytes.subarray(0, frame.length));
      }
      b.flush();
    });
    const { frames } = collect(a);
    const total = 5000;
    let sent = 0;
    while (sent < total) {
      for (let i = 0; i < 32 && sent < total; i++) {
        send(a, pattern(14 + (sent % 9000), sent));
        sent++;
      }
      a.flush();
      await vi.waitUntil(() => frames.length === sent, { interval: 0 });
    }
    for (let i = 0; i < total; i += 97) expect(frames[i]).toEqual(pattern(14 + (i % 9000), i));
  });

  test('after close nothing goes in or out', async () => {
    const [a, b] = await pair();
    const { frames } = collect(b);
    const held = a.allocate() as Frame;
    send(a, pattern(60, 1));
    await Promise.all([a.close(), a.close()]);
    held.length = 60;
    a.transmit(held);
    a.flush();
    expect(a.allocate()).toBeNull();
    expect(a.statistics).toMatchObject({ transmittedFrames: 0, transmitDropped: 2 });
    expect(frames.length).toBe(0);
  });

  test('errors are one line', async () => {
    const [a] = await pair();
    const peer = { address: '127.0.0.1', port: 9 };
    const options = { local: a.local, peer, mac: mac(1) };
    await expect(openDatagramNetwork(options)).rejects.toThrow(
      `udp 127.0.0.1:${a.local.port}: address in use (EADDRINUSE); another program has it, choose another port`,
    );
    const local = { address: '127.0.0.1', port: 0 };
    await expect(openDatagramNetwork({ local, peer: { address: '192.0.2.1', port: 9 }, mac: mac(1) })).rejects.toThrow(
      /192\.0\.2\.1 is not a loopback address/,
    );
    await expect(openDatagramNetwork({ local: { address: '0.0.0.0', port: 0 }, peer, mac: mac(1) })).rejects.toThrow(
      /0\.0\.0\.0 is not a loopback address/,
    );
    await expect(openDatagramNetwork({ local, peer, mac: mac(1), mtu: 65_494 })).rejects.toThrow(/MTU 65494/);
    await expect(openDatagramNetwork({ local, peer, mac: new Uint8Array(5) })).rejects.toThrow(/6 octets/);
  });
});
