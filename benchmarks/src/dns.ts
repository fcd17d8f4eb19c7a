/** Authoritative DNS, packet in to packet out in one process: 1,000 and 100,000 names, and the memory that the latter take. */
import {
  decodeMessage,
  encodeMessage,
  FormatError,
  loadZone,
  parseName,
  query,
  Responder,
  ZoneSet,
} from '@morgana/dns';
import { benchmark, machine } from './harness.js';

const ORIGIN = parseName('example.com.');

function masterFile(names: number): Uint8Array {
  const lines = [
    '$TTL 3600',
    '@ SOA ns1 hostmaster 1 7200 3600 604800 300',
    '@ NS ns1',
    '@ NS ns2',
    'ns1 A 192.0.2.1',
    'ns2 A 192.0.2.2',
  ];
  for (let i = 0; i < names; i++)
    lines.push(`host${String(i).padStart(DIGITS, '0')} A 10.${(i >>> 16) & 255}.${(i >>> 8) & 255}.${i & 255}`);
  return new TextEncoder().encode(`${lines.join('\n')}\n`);
}

function memory(): number {
  globalThis.gc?.();
  globalThis.gc?.();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

/** Digits of the number in each name; fixed, so that every query is as long as every other. */
const DIGITS = 6;

/**
 * One query in one buffer, as a device receives into the same few: for each run of it the number in its name is written
 * anew, in an order that no cache likes. So what is measured is the server's memory, not that of 100,000 packets.
 */
class Queries {
  readonly packet: Uint8Array;
  readonly #names: number;
  #next = 0;

  constructor(prefix: string, names: number) {
    const name = parseName(`${prefix}${'0'.repeat(DIGITS)}.example.com.`);
    this.packet = encodeMessage(query(name, 1, { id: 1, edns: {} }));
    this.#names = names;
  }

  step(): void {
    this.#next = (this.#next + 40_503) % this.#names;
    let number = this.#next;
    for (let at = 12 + 4 + DIGITS; at > 12 + 4; at--) {
      const rest = (number / 10) | 0;
      this.packet[at] = 0x30 + number - rest * 10;
      number = rest;
    }
  }
}

function setUp(names: number): Responder {
  const { zone, problems } = loadZone(masterFile(names), { origin: ORIGIN });
  if (problems.length > 0) throw new Error(problems[0]!.message);
  return new Responder({ zones: new ZoneSet([zone]) });
}

function contender(name: string, responder: Responder, queries: Queries, rcode: number) {
  const reply = new Uint8Array(65_535);
  const context = { address: '192.0.2.99', stream: false, now: 0, time: 0 };
  const { packet } = queries;
  const check = decodeMessage(reply.slice(0, responder.answer(packet, packet.length, reply, context)));
  if (check instanceof FormatError || check.rcode !== rcode) throw new Error(`${name}: a wrong answer`);
  return {
    name,
    async run() {
      const total = 2_000_000;
      let octets = 0;
      const started = performance.now();
      for (let i = 0; i < total; i++) {
        queries.step();
        octets += responder.answer(packet, packet.length, reply, context);
      }
      if (octets < total * packet.length) throw new Error('answers are missing');
      return total / ((performance.now() - started) / 1000);
    },
  };
}

console.log(machine());
const small = setUp(1000);
const text = masterFile(100_000);
const before = memory();
const started = performance.now();
const loaded = loadZone(text, { origin: ORIGIN });
const duration = performance.now() - started;
const after = memory();
const large = new Responder({ zones: new ZoneSet([loaded.zone]) });
const megabytes = (octets: number) => `${(octets / 1e6).toFixed(2)} MB`;
console.log(
  `\n100,000 names: loaded from a master file of ${megabytes(text.length)} in ${duration.toFixed(0)} ms; ` +
    `${megabytes(loaded.zone.size)} in the zone, heap and buffers grew by ${globalThis.gc ? megabytes(after - before) : '(run with --expose-gc)'}`,
);
await benchmark({
  title: 'Authoritative DNS, packet to packet',
  unit: 'queries/s',
  contenders: [
    contender('1,000 names', small, new Queries('host', 1000), 0),
    contender('100,000 names', large, new Queries('host', 100_000), 0),
    contender('1,000 names, no such name', small, new Queries('none', 1000), 3),
    contender('100,000 names, no such name', large, new Queries('none', 100_000), 3),
  ],
});
