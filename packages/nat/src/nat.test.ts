import { SeededRandom } from '@morgana/random';
import { expect, test } from 'vitest';
import { DROP, FORWARD, HAIRPIN, LOCAL, Nat, type NatOptions } from './nat.js';
import {
  ACK,
  build,
  type Description,
  describePacket,
  FIN,
  icmpError,
  RST,
  type Seen,
  SYN,
} from './testing/packets.js';

const OUTSIDE = 0xc0000202;
const A = 0x0a000002;
const B = 0x0a000003;
const SERVER = 0xc6336407;
const OTHER = 0xc6336408;

function make(options: Partial<NatOptions> = {}) {
  const nat = new Nat({ address: OUTSIDE, random: new SeededRandom(3), ...options });
  let now = 1000;
  const run = (way: 'outbound' | 'inbound', packet: Uint8Array | Description) => {
    const bytes = packet instanceof Uint8Array ? packet : build(packet);
    const verdict = nat[way](bytes, 0, bytes.length, now);
    // Whatever it did, every checksum in the result is right.
    const seen: Partial<Seen> = verdict === DROP ? {} : describePacket(bytes);
    return { verdict, bytes, ...seen };
  };
  return {
    nat,
    out: (packet: Uint8Array | Description) => run('outbound', packet),
    in: (packet: Uint8Array | Description) => run('inbound', packet),
    wait: (milliseconds: number) => {
      now += milliseconds;
      nat.expire(now);
    },
  };
}

const udp = (source: number, sourcePort: number, destination: number, destinationPort: number): Description => ({
  protocol: 'udp',
  source,
  sourcePort,
  destination,
  destinationPort,
});
const tcp = (
  source: number,
  sourcePort: number,
  destination: number,
  destinationPort: number,
  flags: number,
): Description => ({ protocol: 'tcp', source, sourcePort, destination, destinationPort, flags });

test('RFC 3022: what goes out has the address outside, and its answer finds back', () => {
  const t = make();
  expect(t.out(udp(A, 5000, SERVER, 53))).toMatchObject({ verdict: FORWARD, source: OUTSIDE, sourcePort: 5000 });
  expect(t.in(udp(SERVER, 53, OUTSIDE, 5000))).toMatchObject({
    verdict: FORWARD,
    destination: A,
    destinationPort: 5000,
  });
});

test('RFC 4787, REQ-1 and REQ-3: one mapping for all destinations, none shared by two hosts', () => {
  const t = make();
  const first = t.out(udp(A, 5000, SERVER, 53)).sourcePort;
  expect(t.out(udp(A, 5000, OTHER, 99)).sourcePort).toBe(first);
  const second = t.out(udp(B, 5000, SERVER, 53)).sourcePort!;
  expect(second).not.toBe(first);
  expect(t.in(udp(SERVER, 53, OUTSIDE, second))).toMatchObject({ destination: B, destinationPort: 5000 });
});

test('RFC 4787, REQ-3 a and REQ-4: another port is of the same range and parity', () => {
  const t = make();
  for (const port of [500, 501, 5000, 5001]) {
    t.out(udp(A, port, SERVER, 53));
    const other = t.out(udp(B, port, SERVER, 53)).sourcePort!;
    expect(other & 1).toBe(port & 1);
    expect(other < 1024).toBe(port < 1024);
  }
});

test('RFC 4787, REQ-8: the filter is what was asked for', () => {
  for (const [filtering, samePort, otherPort, otherHost] of [
    ['endpoint-independent', FORWARD, FORWARD, FORWARD],
    ['address-dependent', FORWARD, FORWARD, DROP],
    ['address-and-port-dependent', FORWARD, DROP, DROP],
  ] as const) {
    const t = make({ filtering });
    t.out(udp(A, 5000, SERVER, 53));
    expect(t.in(udp(SERVER, 53, OUTSIDE, 5000)).verdict).toBe(samePort);
    expect(t.in(udp(SERVER, 54, OUTSIDE, 5000)).verdict).toBe(otherPort);
    expect(t.in(udp(OTHER, 53, OUTSIDE, 5000)).verdict).toBe(otherHost);
  }
});

test('RFC 4787, REQ-5 and REQ-6: five minutes, which only the inside renews', () => {
  const t = make();
  t.out(udp(A, 5000, SERVER, 53));
  t.wait(299_000);
  expect(t.in(udp(SERVER, 53, OUTSIDE, 5000)).verdict).toBe(FORWARD);
  t.wait(2_000);
  expect(t.in(udp(SERVER, 53, OUTSIDE, 5000)).verdict).toBe(LOCAL);
  expect(t.nat.sizes).toEqual({ mappings: 0, sessions: 0, fragmented: 0 });
});

test('RFC 4787, REQ-9: two hosts inside meet by their addresses outside, both ways', () => {
  const t = make();
  const a = t.out(udp(A, 5000, SERVER, 53)).sourcePort!;
  const b = t.out(udp(B, 5000, SERVER, 53)).sourcePort!;
  // Filters hold here, too: each has to have sent.
  expect(t.out(udp(A, 5000, OUTSIDE, b)).verdict).toBe(DROP);
  expect(t.out(udp(B, 5000, OUTSIDE, a))).toMatchObject({
    verdict: HAIRPIN,
    source: OUTSIDE,
    sourcePort: b,
    destination: A,
    destinationPort: 5000,
  });
  expect(t.out(udp(A, 5000, OUTSIDE, b))).toMatchObject({
    verdict: HAIRPIN,
    source: OUTSIDE,
    sourcePort: a,
    destination: B,
  });
});

test('UDP without a checksum stays without; one that comes out as zero is written as ones', () => {
  const t = make();
  const bytes = build(udp(A, 5000, SERVER, 53));
  bytes[26] = bytes[27] = 0;
  expect(t.out(bytes).verdict).toBe(FORWARD);
  expect([bytes[26], bytes[27]]).toEqual([0, 0]);
  for (let port = 1; port < 2000; port++) {
    const sent = t.out(udp(A, port, SERVER, 53));
    expect((sent.bytes[26]! << 8) | sent.bytes[27]!).not.toBe(0);
  }
});

test('RFC 5382: handshake, four minutes half-open, two hours open, four minutes closed', () => {
  const t = make();
  t.out(tcp(A, 5000, SERVER, 80, SYN));
  t.wait(239_000);
  expect(t.in(tcp(SERVER, 80, OUTSIDE, 5000, SYN | ACK)).verdict).toBe(FORWARD);
  t.out(tcp(A, 5000, SERVER, 80, ACK));
  t.wait(7_400_000);
  expect(t.in(tcp(SERVER, 80, OUTSIDE, 5000, ACK)).verdict).toBe(FORWARD);
  t.out(tcp(A, 5000, SERVER, 80, FIN | ACK));
  t.in(tcp(SERVER, 80, OUTSIDE, 5000, FIN | ACK));
  t.wait(239_000);
  expect(t.out(tcp(A, 5000, SERVER, 80, ACK)).verdict).toBe(FORWARD);
  t.wait(241_000);
  expect(t.out(tcp(A, 5000, SERVER, 80, ACK)).verdict).toBe(DROP);
  expect(t.nat.counters.droppedNoSession).toBe(1);
});

test('RFC 7857, 2.2: a RST makes it transitory, what follows shows that it was forged', () => {
  const t = make();
  t.out(tcp(A, 5000, SERVER, 80, SYN));
  t.in(tcp(SERVER, 80, OUTSIDE, 5000, SYN | ACK));
  t.out(tcp(A, 5000, SERVER, 80, ACK));
  expect(t.in(tcp(SERVER, 80, OUTSIDE, 5000, RST)).verdict).toBe(FORWARD);
  t.out(tcp(A, 5000, SERVER, 80, ACK));
  t.wait(1_000_000);
  expect(t.in(tcp(SERVER, 80, OUTSIDE, 5000, ACK)).verdict).toBe(FORWARD);
  t.in(tcp(SERVER, 80, OUTSIDE, 5000, RST));
  t.wait(241_000);
  expect(t.in(tcp(SERVER, 80, OUTSIDE, 5000, ACK)).verdict).toBe(LOCAL);
});

test('RFC 5382, REQ-2 and REQ-4: simultaneous open passes, an unsolicited SYN gets no answer', () => {
  const t = make();
  t.out(tcp(A, 5000, SERVER, 80, SYN));
  expect(t.in(tcp(SERVER, 80, OUTSIDE, 5000, SYN)).verdict).toBe(FORWARD);
  expect(t.in(tcp(OTHER, 80, OUTSIDE, 5000, SYN)).verdict).toBe(DROP);
  expect(t.in(tcp(SERVER, 81, OUTSIDE, 5000, ACK)).verdict).toBe(DROP);
});

test('forwards let everybody in, and do not expire', () => {
  const t = make();
  expect(t.nat.addForward('tcp', 8080, A, 80)).toBe(true);
  expect(t.nat.addForward('tcp', 8080, B, 80)).toBe(false);
  t.wait(1e9);
  expect(t.in(tcp(OTHER, 9, OUTSIDE, 8080, SYN))).toMatchObject({
    verdict: FORWARD,
    destination: A,
    destinationPort: 80,
  });
  expect(t.out(tcp(A, 80, OTHER, 9, SYN | ACK))).toMatchObject({ verdict: FORWARD, source: OUTSIDE, sourcePort: 8080 });
  expect(t.nat.removeForward('tcp', 8080)).toBe(true);
  expect(t.in(tcp(OTHER, 9, OUTSIDE, 8080, SYN)).verdict).toBe(LOCAL);
});

test('RFC 5508, REQ-1: echo by its identifier, and only from whom it was sent to', () => {
  const t = make();
  const ping = (source: number, destination: number, identifier: number, reply = false): Description => ({
    protocol: 'icmp',
    source,
    destination,
    identifier,
    reply,
  });
  expect(t.out(ping(A, SERVER, 7))).toMatchObject({ verdict: FORWARD, source: OUTSIDE, identifier: 7 });
  const { identifier } = t.out(ping(B, SERVER, 7));
  expect(identifier).not.toBe(7);
  expect(t.in(ping(SERVER, OUTSIDE, identifier!, true))).toMatchObject({
    verdict: FORWARD,
    destination: B,
    identifier: 7,
  });
  expect(t.in(ping(OTHER, OUTSIDE, identifier!, true)).verdict).toBe(DROP);
  expect(t.in(ping(SERVER, OUTSIDE, 7)).verdict).toBe(LOCAL);
});

test('RFC 5508, REQ-4 and REQ-5: errors find the host inside, and their quotes are as it had sent them', () => {
  for (const [sent, protocol] of [
    [udp(A, 5000, SERVER, 53), 'udp'],
    [tcp(A, 5000, SERVER, 80, SYN), 'tcp'],
    [{ protocol: 'icmp', source: A, destination: SERVER, identifier: 7 } as Description, 'icmp'],
  ] as const) {
    const t = make();
    // Somebody else has the port already: it must be translated in the quote as well.
    t.out({ ...sent, source: B });
    const original = build(sent);
    const outside = t.out(sent);
    const router = 0xcb007101;
    for (const quoted of [8, 20, 1000]) {
      const error = t.in(icmpError(router, OUTSIDE, 11, 0, outside.bytes, quoted));
      expect([protocol, error.verdict, error.source, error.destination]).toEqual([protocol, FORWARD, router, A]);
      const length = Math.min(original.length, 20 + quoted);
      const quote = error.bytes.subarray(28, 28 + length);
      expect([...quote.subarray(0, length)]).toEqual([...original.subarray(0, length)]);
    }
    // About what was never sent.
    const strange = build({ ...sent, source: OUTSIDE, destination: OTHER });
    expect(t.in(icmpError(router, OUTSIDE, 11, 0, strange, 8)).verdict).not.toBe(FORWARD);
  }
});

test('RFC 5508, REQ-5: a host inside reports an error with the address outside', () => {
  const t = make();
  t.nat.addForward('udp', 8053, A, 53);
  const arrived = t.in(udp(SERVER, 4000, OUTSIDE, 8053));
  const error = t.out(icmpError(A, SERVER, 3, 3, arrived.bytes, 8));
  expect(error).toMatchObject({ verdict: FORWARD, source: OUTSIDE, destination: SERVER });
  expect(describePacket(error.bytes.slice(28, 28 + 28), false)).toMatchObject({
    source: SERVER,
    destination: OUTSIDE,
    destinationPort: 8053,
  });
});

test('RFC 5508, REQ-3: an error with a wrong checksum is dropped', () => {
  const t = make();
  const sent = t.out(udp(A, 5000, SERVER, 53));
  const error = icmpError(SERVER, OUTSIDE, 3, 3, sent.bytes, 8);
  error[30]! ^= 1;
  expect(t.in(error).verdict).toBe(DROP);
});

test('fragments follow the first, with a number of their own for each packet', () => {
  const t = make();
  const parts = (source: number, identification: number) =>
    [0, 16, 32].map((offset, i) =>
      build({
        ...udp(source, 5000, SERVER, 53),
        identification,
        fragmentOffset: offset,
        more: i < 2,
        whole: 48,
      }),
    );
  const a = parts(A, 99).map((bytes) => t.out(bytes));
  const b = parts(B, 99).map((bytes) => t.out(bytes));
  for (const train of [a, b]) {
    expect(train.map(({ verdict, source }) => [verdict, source])).toEqual([1, 2, 3].map(() => [FORWARD, OUTSIDE]));
    expect(new Set(train.map(({ identification }) => identification)).size).toBe(1);
  }
  expect(a[0]!.identification).not.toBe(b[0]!.identification);
  // One whose first has not come is nobody's.
  expect(t.out(parts(A, 100)[1]!).verdict).toBe(DROP);
});

test('RFC 3128: fragments that hide or rewrite ports and flags are dropped', () => {
  const t = make();
  const first = build({ ...tcp(A, 5000, SERVER, 80, SYN), more: true });
  first[2] = 0;
  first[3] = 36;
  first[10] = first[11] = 0;
  let sum = 0;
  for (let i = 0; i < 20; i += 2) sum += (first[i]! << 8) | first[i + 1]!;
  sum = ~((sum & 0xffff) + (sum >>> 16)) & 0xffff;
  first[10] = sum >> 8;
  first[11] = sum & 255;
  expect(t.out(first.subarray(0, 36)).verdict).toBe(DROP);
  expect(t.out(build({ ...tcp(A, 5000, SERVER, 80, SYN), fragmentOffset: 8, whole: 40 })).verdict).toBe(DROP);
  expect(t.nat.counters.droppedTinyFragment).toBe(2);
});

test('tables are bounded: the longest idle gives way, but no open connection, and no host takes all', () => {
  const t = make({ maximumSessions: 100, maximumSessionsPerHost: 60 });
  t.out(tcp(A, 1, SERVER, 80, SYN));
  t.in(tcp(SERVER, 80, OUTSIDE, 1, SYN | ACK));
  t.out(tcp(A, 1, SERVER, 80, ACK));
  for (let port = 1000; port < 3000; port++) t.out(udp(A, port, SERVER, 53));
  expect(t.nat.sizes.sessions).toBe(60);
  for (let port = 1000; port < 3000; port++) t.out(udp(B, port, SERVER, 53));
  expect(t.nat.sizes.sessions).toBe(100);
  expect(t.nat.sizes.mappings).toBe(100);
  for (let i = 0; i < 500; i++) t.out(udp(0x0a000100 + i, 9, SERVER, 53));
  expect(t.nat.sizes.sessions).toBe(100);
  expect(t.out(tcp(A, 1, SERVER, 80, ACK)).verdict).toBe(FORWARD);
  t.wait(1e9);
  expect(t.nat.sizes).toEqual({ mappings: 0, sessions: 0, fragmented: 0 });
});

test('strangers push nothing out', () => {
  const t = make({ filtering: 'endpoint-independent', maximumSessions: 50 });
  t.out(udp(A, 5000, SERVER, 53));
  for (let i = 0; i < 500; i++) t.in(udp(OTHER + i, 9, OUTSIDE, 5000));
  expect(t.nat.sizes.sessions).toBeLessThanOrEqual(50);
  expect(t.in(udp(SERVER, 53, OUTSIDE, 5000)).verdict).toBe(FORWARD);
});

test('another address outside ends what was', () => {
  const t = make();
  t.out(udp(A, 5000, SERVER, 53));
  t.nat.address = OUTSIDE + 1;
  expect(t.in(udp(SERVER, 53, OUTSIDE + 1, 5000)).verdict).toBe(LOCAL);
});
