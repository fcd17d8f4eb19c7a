import { SeededRandom } from '@morgana/random';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { DROP, FORWARD, HAIRPIN, LOCAL, Nat } from './nat.js';
import { build, type Description, describePacket, icmpError } from './testing/packets.js';

const OUTSIDE = 0xc0000202;
const address = fc.constantFrom(0x0a000002, 0x0a000003, 0xc6336407, 0xc6336408, OUTSIDE);
const port = fc.constantFrom(0, 1, 53, 80, 5000, 5001, 65535);
const packet: fc.Arbitrary<Description> = fc.record({
  protocol: fc.constantFrom('tcp' as const, 'udp' as const, 'icmp' as const),
  source: address,
  destination: address,
  sourcePort: port,
  destinationPort: port,
  flags: fc.constantFrom(1, 2, 4, 16, 17, 18, 20),
  identifier: port,
  reply: fc.boolean(),
});
const event = fc.record({
  packet,
  out: fc.boolean(),
  /** An error about it instead of itself; octets quoted. */
  error: fc.option(fc.integer({ min: 0, max: 60 })),
  damage: fc.option(fc.tuple(fc.nat(200), fc.integer({ min: 0, max: 255 })), { freq: 3 }),
  cut: fc.option(fc.nat(80), { freq: 5 }),
  wait: fc.constantFrom(0, 0, 1, 1000, 400_000),
});

test('whatever comes: nothing throws, tables keep their bounds, and what passes has right checksums', () => {
  fc.assert(
    fc.property(
      fc.array(event, { maxLength: 120 }),
      fc.constantFrom(
        'endpoint-independent' as const,
        'address-dependent' as const,
        'address-and-port-dependent' as const,
      ),
      (events, filtering) => {
        const nat = new Nat({
          address: OUTSIDE,
          random: new SeededRandom(1),
          filtering,
          maximumSessions: 20,
          maximumFragmented: 4,
        });
        nat.addForward('tcp', 80, 0x0a000002, 80);
        let now = 0;
        for (const { packet, out, error, damage, cut, wait } of events) {
          now += wait;
          let bytes = build(packet);
          if (error !== null) bytes = icmpError(packet.destination, packet.source, 3, 3, bytes, error);
          const before = bytes.slice();
          if (damage !== null) bytes[damage[0] % bytes.length]! ^= damage[1];
          const length = cut === null ? bytes.length : Math.min(cut, bytes.length);
          const verdict = out ? nat.outbound(bytes, 0, length, now) : nat.inbound(bytes, 0, length, now);
          expect([DROP, FORWARD, HAIRPIN, LOCAL]).toContain(verdict);
          if ((verdict === FORWARD || verdict === HAIRPIN) && (damage === null || damage[1] === 0))
            describePacket(bytes);
          // A packet for the router is as it came.
          if (verdict === LOCAL && (damage === null || damage[1] === 0)) expect(bytes).toEqual(before);
          const { mappings, sessions, fragmented } = nat.sizes;
          expect(sessions).toBeLessThanOrEqual(20);
          expect(mappings).toBeLessThanOrEqual(21);
          expect(fragmented).toBeLessThanOrEqual(4);
        }
        // All of it is over in the end, but for what was configured.
        nat.expire(now + 1e9);
        expect(nat.sizes).toEqual({ mappings: 1, sessions: 0, fragmented: expect.any(Number) });
      },
    ),
    { numRuns: process.env.MORGANA_TEST_FULL ? 20_000 : 600 },
  );
});

test('octets without any order neither throw nor pass', () => {
  const nat = new Nat({ address: OUTSIDE, random: new SeededRandom(1) });
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 100 }), fc.boolean(), fc.boolean(), (bytes, out, plausible) => {
      if (plausible && bytes.length >= 20) {
        bytes[0] = 0x45;
        bytes[2] = 0;
        bytes[3] = bytes.length;
      }
      if (out) nat.outbound(bytes, 0, bytes.length, 0);
      else nat.inbound(bytes, 0, bytes.length, 0);
    }),
    { numRuns: 3000 },
  );
});
