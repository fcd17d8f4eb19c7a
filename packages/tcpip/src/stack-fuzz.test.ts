import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { newFrame } from './frame.js';
import { TestHost } from './testing/host.js';
import {
  arp,
  BROADCAST_MAC,
  echoRequest,
  ethernet,
  icmp,
  icmpMessage,
  ipv4,
  naiveChecksum,
  u16,
  u32,
  udp,
  udpDatagram,
} from './testing/packets.js';
import { checkArp } from './wire/arp.js';
import { checkEthernet } from './wire/ethernet.js';
import { checkIcmp } from './wire/icmpv4.js';
import { checkIpv4, checkIpv4Options } from './wire/ipv4.js';
import { checkUdp } from './wire/udp.js';

/** A TCP segment with a right checksum. */
function tcp(
  sourcePort: number,
  port: number,
  sequence: number,
  acknowledgment: number,
  flags: number,
  data: number[],
) {
  const segment = [
    ...u16(sourcePort),
    ...u16(port),
    ...u32(sequence),
    ...u32(acknowledgment),
    0x50,
    flags,
    ...u16(4096),
    0,
    0,
    0,
    0,
    ...data,
  ];
  const pseudo = [10, 0, 0, 2, 10, 0, 0, 1, 0, 6, ...u16(segment.length)];
  const [high, low] = u16(naiveChecksum([...pseudo, ...segment]));
  segment[16] = high!;
  segment[17] = low!;
  return ipv4(segment, { protocol: 6 });
}

const addresses = fc.constantFrom(
  '10.0.0.1',
  '10.0.0.2',
  '10.0.0.3',
  '10.0.0.255',
  '255.255.255.255',
  '224.0.0.1',
  '8.8.8.8',
  '127.0.0.1',
  '0.0.0.0',
);
const data = fc.uint8Array({ maxLength: 64 });
const port = fc.constantFrom(0, 7, 80, 4000, 40_000);
const link = fc.constantFrom<readonly number[] | undefined>(undefined, BROADCAST_MAC, [2, 0, 0, 0, 0, 50]);

/** Frames that come far into the stack. */
const wellFormed: fc.Arbitrary<Uint8Array> = fc.oneof(
  fc
    .record({ request: fc.boolean(), sender: addresses, target: addresses, mac: fc.integer({ min: 0, max: 3 }) })
    .map(({ request, sender, target, mac }) =>
      arp({ operation: request ? 'request' : 'reply', sender, target, senderMac: [2, 0, 0, 0, 0, mac] }),
    ),
  fc
    .record({ data, port, source: addresses, destination: addresses, to: link })
    .map(({ to, ...fields }) => udp(fields.data, { ...fields, ...(to === undefined ? {} : { to }) })),
  fc
    .record({ data, source: addresses, destination: addresses })
    .map((fields) => echoRequest(1, 2, fields.data, fields)),
  fc
    .record({ data, port, start: fc.nat(6), more: fc.boolean(), identification: fc.nat(2) })
    .map(({ start, more, identification, ...fields }) =>
      ipv4(udpDatagram(fields.data, fields).slice(0, more ? (8 + fields.data.length) & ~7 : undefined), {
        fragmentOffset: start * 8,
        moreFragments: more,
        identification,
      }),
    ),
  fc
    .record({ type: fc.constantFrom(0, 3, 4, 5, 11, 12, 13, 99), code: fc.nat(5), data, mtu: fc.nat(2000) })
    .map(({ type, code, mtu, ...fields }) =>
      icmp(
        type,
        code,
        [0, 0, ...u16(mtu)],
        udp(fields.data, { source: '10.0.0.1', destination: '8.8.8.8', sourcePort: 7 }).subarray(14),
      ),
    ),
  fc
    .record({
      sourcePort: fc.constantFrom(1000, 1001),
      port,
      sequence: fc.nat(20),
      acknowledgment: fc.nat(0xffff_ffff),
      flags: fc.nat(63),
      data: fc.array(fc.nat(255), { maxLength: 20 }),
    })
    .map((fields) =>
      tcp(fields.sourcePort, fields.port, fields.sequence, fields.acknowledgment, fields.flags, fields.data),
    ),
  fc.record({ protocol: fc.nat(255), data }).map((fields) => ipv4(fields.data, fields)),
  fc.uint8Array({ maxLength: 80 }).map((bytes) => ethernet(bytes)),
);

/** The same with octets changed, cut off or added; the IP header's checksum is made right again half of the time. */
const mutated: fc.Arbitrary<Uint8Array> = fc
  .record({
    frame: wellFormed,
    changes: fc.array(fc.tuple(fc.nat(80), fc.nat(255)), { maxLength: 4 }),
    cut: fc.option(fc.nat(100)),
    repair: fc.boolean(),
  })
  .map(({ frame, changes, cut, repair }) => {
    const bytes = cut === null ? frame.slice() : frame.slice(0, cut);
    for (const [at, value] of changes) if (at < bytes.length) bytes[at] = value;
    const headerLength = ((bytes[14] ?? 0) & 15) * 4;
    if (repair && headerLength >= 20 && bytes.length >= 14 + headerLength) {
      bytes[24] = bytes[25] = 0;
      bytes.set(u16(naiveChecksum(bytes.subarray(14, 14 + headerLength))), 24);
    }
    return bytes;
  });

const arbitraryFrame = fc.oneof(
  { weight: 3, arbitrary: wellFormed },
  { weight: 4, arbitrary: mutated },
  { weight: 1, arbitrary: fc.uint8Array({ maxLength: 200 }) },
);

async function busyHost(acceptAnyAddress: boolean): Promise<TestHost> {
  const host = new TestHost({
    ipv4: { acceptAnyAddress, arp: { maxNeighbors: 8 }, reassembly: { maxMemory: 4096, maxDatagrams: 4 } },
    tcp: { maximumConnections: 8, maximumTimeWait: 4 },
  });
  await host.stack.bind({ port: 7 }, (bytes, from, socket) => {
    if (from.port !== 0) socket.send(bytes, from);
  });
  await host.stack.listen({ port: 80, backlog: 4 }, async (connection) => {
    try {
      for await (const bytes of connection) await connection.write(bytes);
      await connection.close();
    } catch {
      // Broken connections are what this is about.
    }
  });
  if (acceptAnyAddress) {
    host.stack.interceptDatagrams((bytes, from, to) => {
      if (from.port === 0 || to.port === 40_000) return false;
      host.stack.sendDatagram(bytes, to, from);
      return true;
    });
    host.stack.interceptConnections((request) => request.reject());
  }
  return host;
}

describe('the whole stack under whatever comes', () => {
  test.each([false, true])(
    'does not throw, keeps its bounds, and accounts for every frame (accepting any address: %s)',
    async (acceptAnyAddress) => {
      await fc.assert(
        fc.asyncProperty(fc.array(fc.array(arbitraryFrame, { maxLength: 8 }), { maxLength: 12 }), async (batches) => {
          const host = await busyHost(acceptAnyAddress);
          let frames = 2;
          for (const batch of batches) {
            frames += batch.length;
            if (batch.length > 0) host.network.inject(...batch);
            // What is out waits for ARP, and that is bounded.
            expect(host.network.outstanding).toBeLessThanOrEqual(128);
            expect(host.unaccounted()).toEqual({});
            host.network.take();
            host.clock.advanceSync(700);
          }
          expect(host.counters().ethernet.received).toBe(frames);
          expect(host.counters().udp.handlerErrors).toBe(0);
          await host.clock.advance(200_000);
          expect(host.counters().reassembly.held).toBe(0);
          expect(host.unaccounted()).toEqual({});
          await host.stack.close();
          expect(host.network.outstanding).toBe(0);
          expect(host.clock.pending).toBe(0);
        }),
        { numRuns: 150 },
      );
    },
  );

  test('still works afterwards', async () => {
    const host = await busyHost(false);
    const frames = fc.sample(arbitraryFrame, { numRuns: 3000, seed: 20_251_107 });
    for (let i = 0; i < frames.length; i += 10) {
      host.network.inject(...frames.slice(i, i + 10));
      host.clock.advanceSync(10);
    }
    await host.clock.advance(120_000);
    host.meet('10.0.0.2');
    expect(host.answers(echoRequest(5, 6, [1, 2, 3]))).toHaveLength(1);
    expect(host.answers(udp([9], { port: 7 }))).toMatchObject([{ protocol: 17, destination: '10.0.0.2' }]);
    expect(host.answers(tcp(2000, 80, 1, 0, 2, []))).toMatchObject([{ protocol: 6 }]);
    expect(host.unaccounted()).toEqual({});
  });
});

describe('checks of headers', () => {
  const bytes = fc.uint8Array({ minLength: 0, maxLength: 120 });

  test('let nothing through that a reader would run out of', () => {
    fc.assert(
      fc.property(bytes, fc.nat(8), fc.nat(0xffff_ffff), fc.nat(0xffff_ffff), (input, offset, source, destination) => {
        const length = Math.max(0, input.length - offset);
        const frame = { ...newFrame(0), bytes: input };
        if (checkEthernet(input, input.length) === 0) expect(input.length).toBeGreaterThanOrEqual(14);
        if (checkArp(input, offset, length) === 0) expect(length).toBeGreaterThanOrEqual(28);
        if (checkIcmp(input, offset, length) === 0) expect(length).toBeGreaterThanOrEqual(8);
        if (checkUdp(frame, offset, length, source, destination) === 0) {
          expect(length).toBeGreaterThanOrEqual(8);
          expect(input[offset + 4]! * 256 + input[offset + 5]!).toBeLessThanOrEqual(length);
        }
        if (checkIpv4(frame, offset, length) === 0) {
          expect((input[offset]! & 15) * 4).toBeLessThanOrEqual(length);
          expect([0, 1, 2]).toContain(checkIpv4Options(input, offset));
        }
      }),
      { numRuns: 2000 },
    );
  });

  test('a message of ICMP with any content is answered or counted', () => {
    fc.assert(
      fc.property(fc.nat(255), fc.nat(255), fc.uint8Array({ minLength: 4, maxLength: 80 }), (type, code, rest) => {
        const host = new TestHost();
        host.network.inject(ipv4(icmpMessage(type, code, rest, []), { protocol: 1 }));
        expect(host.unaccounted()).toEqual({});
      }),
    );
  });
});
