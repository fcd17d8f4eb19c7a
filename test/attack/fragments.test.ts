/**
 * Fragments as weapons, against the whole stack on an Ethernet device: bombs that never become whole, overlaps, pieces of eight octets.
 * What reassembly holds stays under its bound, and the honest are answered meanwhile.
 */
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, test } from 'vitest';
import { TestHost } from '../../packages/tcpip/src/testing/host.js';
import { echoRequest, ipv4, udpDatagram } from '../../packages/tcpip/src/testing/packets.js';

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

function heap(): number {
  collect();
  collect();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}

const address = (i: number) => `10.${1 + ((i >> 16) & 63)}.${(i >> 8) & 255}.${1 + (i % 250)}`;

/** A whole datagram in pieces of `size` octets, in the order of `order`. */
function pieces(source: string, identification: number, data: number, size: number): Uint8Array[] {
  const whole = udpDatagram(new Uint8Array(data), { source, port: 7, sourcePort: 9 });
  const result: Uint8Array[] = [];
  for (let at = 0; at < whole.length; at += size)
    result.push(
      ipv4(whole.slice(at, at + size), {
        source,
        identification,
        fragmentOffset: at,
        moreFragments: at + size < whole.length,
      }),
    );
  return result;
}

async function host() {
  const host = new TestHost();
  let received = 0;
  await host.stack.bind({ port: 7 }, () => received++);
  const served = (sequence: number) => {
    const before = received;
    // A ping, and a datagram in three fragments: reassembly is there for others, too.
    const answered = host.answers(echoRequest(1, sequence, new Uint8Array(20))).length > 0;
    host.network.inject(...pieces('10.0.0.2', sequence, 3000, 1400));
    return answered && received === before + 1;
  };
  return { host, served };
}

test('bombs: 30,000 first fragments of 1400 octets from as many hosts, nothing ever whole: 5 MB', async () => {
  const { host: h, served } = await host();
  expect(served(1)).toBe(true);
  const before = heap();
  for (let i = 0; i < 30_000; i++) {
    const source = address(i);
    h.network.inject(ipv4(new Uint8Array(1400), { source, identification: i & 0xffff, moreFragments: true }));
    if (i % 10_000 === 9_999) expect(served(2 + i)).toBe(true);
  }
  expect(heap() - before).toBeLessThan(5 << 20);
  const { held } = h.counters().reassembly;
  expect(held).toBeLessThan(5 << 20);
});

test('bombs of one host: it cannot take what others need', async () => {
  const { host: h, served } = await host();
  for (let i = 0; i < 20_000; i++) {
    h.network.inject(
      ipv4(new Uint8Array(1400), {
        source: '10.0.0.3',
        identification: i & 0xffff,
        moreFragments: true,
        fragmentOffset: 1400,
      }),
    );
  }
  expect(served(3)).toBe(true);
  const { sourceBound, evicted } = h.counters().reassembly.drops;
  expect(sourceBound + evicted).toBeGreaterThan(19_000);
});

test('overlaps (teardrop) in every direction: refused, never merged, never thrown', async () => {
  const { host: h, served } = await host();
  let identification = 0;
  for (const [first, length, second, length2] of [
    [0, 40, 24, 40],
    [24, 40, 0, 40],
    [0, 80, 8, 16],
    [8, 16, 0, 80],
    [0, 40, 0, 48],
    [65528, 40, 0, 40],
    [65528, 8, 65520, 16],
  ] as const) {
    for (const more of [true, false]) {
      identification++;
      h.network.inject(
        ipv4(new Uint8Array(length), { identification, fragmentOffset: first, moreFragments: true }),
        ipv4(new Uint8Array(length2), { identification, fragmentOffset: second, moreFragments: more }),
      );
    }
  }
  const { overlap, malformed, duplicate } = h.counters().reassembly.drops;
  expect(overlap + malformed + duplicate).toBeGreaterThanOrEqual(10);
  expect(served(1000)).toBe(true);
});

test('a datagram of 64 KB in pieces of eight octets, from the end to the beginning: bounded in time and memory', async () => {
  const { host: h, served } = await host();
  const before = heap();
  const began = performance.now();
  for (let i = 0; i < (process.env.MORGANA_TEST_FULL ? 200 : 10); i++)
    for (const piece of pieces('10.0.0.3', i, 65_000, 8).reverse()) h.network.inject(piece);
  console.log(`${Math.round(performance.now() - began)} ms`);
  expect(heap() - before).toBeLessThan(5 << 20);
  expect(served(5)).toBe(true);
});
