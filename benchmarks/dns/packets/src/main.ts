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
import { encodeUtf8 } from '@morgana/flow';
import type { Appliance } from 'morgana';
import type config from '../morgana.config.js';

const DIGITS = 6;
const digits = (n: number): string => String(n).padStart(DIGITS, '0');

/** The same zone and queries as `npm run dns -w benchmarks`, as an appliance, so that it can be compiled. */
export default function main({ args, clock, console }: Appliance<typeof config>): number {
  const { names, prefix } = args;
  const responder = new Responder({ zones: new ZoneSet([readZone(names)]) });
  const packet = encodeMessage(query(parseName(`${prefix}${digits(0)}.example.com.`), 1, { id: 1, edns: {} }));
  const reply = new Uint8Array(65_535);
  const context = { address: '192.0.2.99', stream: false, now: 0, time: 0 };
  const check = decodeMessage(reply.slice(0, responder.answer(packet, packet.length, reply, context)));
  if (check instanceof FormatError || check.rcode !== (prefix === 'host' ? 0 : 3)) return 1;
  const step = makeStep(packet, names);
  for (let round = 0; round <= args.rounds; round++) {
    let total = 0;
    const started = clock.monotonic();
    let now = started;
    while (now - started < args.seconds * 1000) {
      for (let i = 0; i < 10_000; i++) {
        step();
        responder.answer(packet, packet.length, reply, context);
      }
      total += 10_000;
      now = clock.monotonic();
    }
    if (round > 0) console.write(`${Math.round(total / ((now - started) / 1000))}\n`);
  }
  return 0;
}

/** Writes the number in the name anew, in an order that no cache likes. */
function makeStep(packet: Uint8Array, names: number): () => void {
  let next = 0;
  return () => {
    next = (next + 40_503) % names;
    let number = next;
    for (let at = 12 + 4 + DIGITS; at > 12 + 4; at--) {
      const rest = (number / 10) | 0;
      packet[at] = 0x30 + number - rest * 10;
      number = rest;
    }
  };
}

function readZone(names: number) {
  const lines = ['$TTL 3600', '@ SOA ns1 hostmaster 1 7200 3600 604800 300', '@ NS ns1', '@ NS ns2'];
  lines.push('ns1 A 192.0.2.1', 'ns2 A 192.0.2.2');
  for (let i = 0; i < names; i++) lines.push(`host${digits(i)} A 10.${(i >>> 16) & 255}.${(i >>> 8) & 255}.${i & 255}`);
  const { zone, problems } = loadZone(encodeUtf8(`${lines.join('\n')}\n`), { origin: parseName('example.com.') });
  if (problems.length > 0) throw new Error(problems[0]!.message);
  return zone;
}
