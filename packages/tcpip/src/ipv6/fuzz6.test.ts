import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { TestHost6 } from '../testing/host6.js';
import { PEER_MAC, u16, u32 } from '../testing/packets.js';
import {
  advertisement,
  echo6,
  icmpv6,
  ip6,
  ipv6,
  macOf,
  ndp,
  prefixOption,
  routerAdvertisement6,
  solicitation,
  udp6,
  upper,
} from '../testing/packets6.js';
import { newChain, walkChain } from '../wire/extension-headers.js';
import { checkIpv6 } from '../wire/ipv6.js';
import { eachNdpOption } from '../wire/ndp.js';
import { readDomains } from './dns-settings.js';

const address = fc.constantFrom(
  'fd00::1',
  'fd00::2',
  'fe80::2',
  'fe80::99',
  '::',
  'ff02::1',
  'ff02::1:ff00:1',
  'fd00::77',
  '2001:db8::9',
  '::1',
);
const octets = (maxLength: number) => fc.array(fc.nat(255), { maxLength });
const mac = fc.constantFrom(PEER_MAC, [2, 0, 0, 0, 0, 1], [2, 0, 0, 0, 0, 9]);
const option = fc.oneof(
  fc
    .record({ type: fc.constantFrom(1, 2, 5, 25, 31, 99), length: fc.nat(4), data: octets(30) })
    .map(({ type, length, data }) => {
      const bytes = [type, length, ...data].slice(0, Math.max(2, length * 8));
      while (bytes.length < length * 8) bytes.push(0);
      return bytes;
    }),
  fc
    .record({ bits: fc.nat(140), flags: fc.nat(255), valid: fc.nat(8000), preferred: fc.nat(8000), prefix: address })
    .map((p) => prefixOption(p.prefix, p.valid, p.preferred, p.flags, p.bits)),
);
const options = fc.array(option, { maxLength: 4 }).map((list) => list.flat());

/** Behind a header of kind `next`. */
const chain: fc.Arbitrary<{ next: number; bytes: number[] }> = fc.letrec<{ chain: { next: number; bytes: number[] } }>(
  (tie) => ({
    chain: fc.oneof(
      { maxDepth: 6 },
      fc
        .record({ data: octets(20), port: fc.constantFrom(7, 8) })
        .map(({ data, port }) => ({ next: 17, bytes: udp6(data, port) })),
      fc.record({ next: fc.constantFrom(6, 59, 58, 1, 2, 200, 0), bytes: octets(40) }),
      fc
        .record({
          kind: fc.constantFrom(0, 43, 60),
          inner: tie('chain'),
          content: octets(20),
          wrong: fc.option(fc.nat(20)),
        })
        .map(({ kind, inner, content, wrong }) => {
          const length = Math.ceil((2 + content.length) / 8) * 8;
          const padding = new Array<number>(length - 2 - content.length).fill(0);
          return { next: kind, bytes: [inner.next, wrong ?? length / 8 - 1, ...content, ...padding, ...inner.bytes] };
        }),
      fc
        .record({
          inner: tie('chain'),
          offset: fc.constantFrom(0, 8, 16, 1232, 65528),
          more: fc.boolean(),
          id: fc.nat(3),
        })
        .map(({ inner, offset, more, id }) => ({
          next: 44,
          bytes: [inner.next, 0, ...u16(offset | (more ? 1 : 0)), ...u32(id), ...inner.bytes],
        })),
    ),
  }),
).chain;

const frame: fc.Arbitrary<Uint8Array> = fc.oneof(
  fc
    .record({ chain, source: address, destination: address })
    .map(({ chain: { next, bytes }, ...fields }) => ipv6(bytes, { next, ...fields })),
  fc
    .record({ target: address, options, source: address, destination: address, from: mac })
    .map(({ target, options: o, ...fields }) => solicitation(target, o, fields)),
  fc
    .record({ target: address, flags: fc.nat(255), mac: fc.option(mac), destination: address })
    .map(({ target, ...fields }) => advertisement(target, fields)),
  fc
    .record({
      options,
      lifetime: fc.nat(9000),
      flags: fc.nat(255),
      reachable: fc.nat(4_000_000),
      retrans: fc.nat(100_000),
      source: address,
      hopLimitTold: fc.nat(255),
    })
    .map(({ options: o, ...fields }) => routerAdvertisement6(o, fields)),
  fc
    .record({ type: fc.constantFrom(1, 2, 3, 4, 130, 131, 132, 137, 143), rest: octets(90), source: address })
    .map(({ type, rest, source }) => icmpv6([type, 0, 0, 0, ...rest], { source, hopLimit: 1 })),
  fc
    .record({ group: address, delay: fc.nat(65_535), tail: octets(8), source: address })
    .map(({ group, delay, tail, source }) => {
      const fields = { source, destination: 'ff02::1', hopLimit: 1 };
      const message = upper([130, 0, 0, 0, ...u16(delay), 0, 0, ...ip6(group), ...tail], 2, 58, fields);
      return ipv6([58, 0, 5, 2, 0, 0, 1, 0, ...message], { ...fields, next: 0 });
    }),
  fc
    .record({ data: octets(40), source: address, destination: address })
    .map(({ data, ...fields }) => echo6(data, fields)),
  fc
    .record({ type: fc.constantFrom(133, 134, 135, 136), rest: octets(60), source: address, destination: address })
    .map(({ type, rest, ...fields }) => ndp([type, 0, 0, 0, ...rest], fields)),
);

/** Cut, or with an octet changed. */
const spoilt = fc
  .record({ frame, cut: fc.option(fc.nat(200)), at: fc.option(fc.nat(100)), value: fc.nat(255) })
  .map((it) => {
    const bytes = it.cut === null ? it.frame : it.frame.slice(0, Math.max(14, it.cut));
    if (it.at !== null && it.at >= 12 && it.at < bytes.length) bytes[it.at] = it.value;
    return bytes;
  });

test('property: whatever comes, every packet is accounted for, bounds hold, frames are given back, and the stack still answers', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.oneof(frame, spoilt), { maxLength: 60 }), fc.nat(3000), async (frames, step) => {
      const host = new TestHost6({}, { address: undefined as never });
      await host.stack.bind({ port: 7 }, (bytes, from, socket) => {
        if (from.port > 0) socket.send(bytes, from);
      });
      await host.stack.listen({ port: 80 }, () => {});
      for (const bytes of frames) {
        host.receive(bytes);
        await host.advance(step);
      }
      expect(host.unaccounted()).toEqual({});
      expect(host.stack.addresses.length).toBeLessThanOrEqual(16);
      expect(host.stack.ipv6State().routers.length).toBeLessThanOrEqual(16);
      expect(host.counters().reassembly6.held).toBeLessThanOrEqual(64 * 128);
      // Everything that went out is well-formed.
      host.packets();
      await host.advance(200_000);
      expect(host.network.outstanding).toBe(0);
      expect(host.unaccounted()).toEqual({});
      host.packets();
      const own = host.stack.addresses[0];
      if (own !== undefined) {
        const fields = { source: 'fe80::1234', destination: own, to: macOf('fd00::1') };
        host.receive(solicitation(own, [1, 1, 2, 0, 0, 0, 0, 0x34], { source: 'fe80::1234' }));
        expect(host.answers(echo6([1], fields)).some(({ type }) => type === 129)).toBe(true);
      }
      await host.stack.close();
    }),
    { numRuns: process.env.MORGANA_TEST_FULL ? 1500 : 150 },
  );
}, 600_000);

describe('decoders never read beyond, throw, or go on for ever', () => {
  const random = fc.uint8Array({ maxLength: 300 });

  test('the chain of extension headers', () => {
    fc.assert(
      fc.property(random, fc.constantFrom(0, 43, 44, 60), (bytes, next) => {
        const found = newChain();
        walkChain(found, bytes, next, 0, bytes.length, 0, true);
        expect(found.offset).toBeLessThanOrEqual(bytes.length);
        expect(found.pointer).toBeLessThanOrEqual(bytes.length);
      }),
      { numRuns: 2000 },
    );
  });

  test('options of neighbour discovery', () => {
    fc.assert(
      fc.property(random, (bytes) => {
        let end = 0;
        const whole = eachNdpOption(bytes, 0, bytes.length, (_type, at, length) => {
          expect(at).toBe(end);
          end = at + length;
          expect(end).toBeLessThanOrEqual(bytes.length);
        });
        if (whole) expect(end).toBe(bytes.length);
        else expect(end).toBe(0);
      }),
      { numRuns: 2000 },
    );
  });

  test('the header, and domain names', () => {
    fc.assert(
      fc.property(random, (bytes) => {
        checkIpv6(bytes, 0, bytes.length);
        for (const domain of readDomains(bytes, 0, bytes.length))
          expect(domain).toMatch(/^[0-9a-z_-]+(\.[0-9a-z_-]+)*$/);
      }),
      { numRuns: 2000 },
    );
  });
});
