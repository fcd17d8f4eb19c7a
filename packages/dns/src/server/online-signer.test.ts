import { below, SeededRandom } from '@morgana/random';
import { describe, expect, test } from 'vitest';
import { ED25519, VALIDATION_ALGORITHMS } from '../dnssec/algorithms.js';
import { generateKey, verificationKeys } from '../dnssec/keys.js';
import { recordSets } from '../dnssec/record-set.js';
import { zoneKeys } from '../dnssec/signer.js';
import { Effort, verifySet } from '../dnssec/verify.js';
import { nameText, parseName } from '../name.js';
import { CDS, DNSKEY, NSEC, RRSIG } from '../rdata/types.js';
import { Flag, Rcode } from '../wire/constants.js';
import { decodeMessage, encodeMessage, type Message, query } from '../wire/message.js';
import { FormatError } from '../wire/reader.js';
import { loadZone } from '../zone/load.js';
import { OnlineSigner, type OnlineSignerOptions } from './online-signer.js';
import { Responder } from './responder.js';
import { ZoneSet } from './zone-set.js';

const ORIGIN = parseName('example.com.');
const TEXT = `$TTL 300
@ SOA ns host 1 2 3 4 60
@ NS ns
ns A 192.0.2.53
www A 192.0.2.1
www A 192.0.2.2
alias CNAME gone
big TXT ${Array.from({ length: 9 }, (_, i) => `"${String(i).repeat(120)}"`).join(' ')}
`;

function start(options: Partial<OnlineSignerOptions> = {}) {
  const random = new SeededRandom(1);
  const { zone } = loadZone(new TextEncoder().encode(TEXT), { origin: ORIGIN });
  const zones = new ZoneSet([zone]);
  const clock = { time: 1_700_000_000, now: 0 };
  const signer = new OnlineSigner({ zones, responder: new Responder({ zones }), time: () => clock.time, ...options });
  const keys = [generateKey(ED25519, 257, random), generateKey(ED25519, 256, random)];
  signer.setKeys(zone, zoneKeys(keys));
  const reply = new Uint8Array(65_535);
  const ask = (name: string, type: number, edns: object = { dnssecOk: true }, stream = false): Message => {
    const bytes = encodeMessage(query(parseName(name, ORIGIN), type, { edns: { udpSize: 4096, ...edns } }));
    const length = signer.answer(bytes, bytes.length, reply, { address: '', stream, now: clock.now, time: clock.time });
    const message = decodeMessage(reply.slice(0, length));
    if (message instanceof FormatError) throw message;
    return message;
  };
  /** Checks every set of the first two sections. */
  const secure = (message: Message): boolean => {
    const dnskeys = ask('@', DNSKEY.type).answers.filter(({ type }) => type === DNSKEY.type);
    const verifiers = verificationKeys(
      dnskeys.map(({ rdata }) => rdata),
      VALIDATION_ALGORITHMS,
    );
    const sets = recordSets([...message.answers, ...message.authorities]);
    return sets.every((set) => verifySet(set, ORIGIN, verifiers, clock.time, new Effort()).status === 'secure');
  };
  return { random, zone, signer, keys, ask, secure, reply, clock };
}

describe('signatures at the time of a question', () => {
  test('are there for who wants them, and kept', () => {
    const { ask, secure, signer, clock } = start();
    expect(ask('www', 1, { dnssecOk: false }).answers.map(({ type }) => type)).toEqual([1, 1]);
    expect(ask('nothing', 1, { dnssecOk: false }).rcode).toBe(Rcode.NXDOMAIN);
    expect(signer.statistics.signatures).toBe(0);
    const answer = ask('www', 1);
    expect(answer.answers.map(({ type }) => type)).toEqual([1, 1, RRSIG.type]);
    expect(secure(answer)).toBe(true);
    const { signatures } = signer.statistics;
    ask('www', 1);
    expect(signer.statistics.signatures).toBe(signatures);
    clock.time += 86_400; // half of their time
    expect(secure(ask('www', 1))).toBe(true);
    expect(signer.statistics.signatures).toBeGreaterThan(signatures);
  });

  test('a name that is not there: one NSEC with NXNAME, and the code that the client can take', () => {
    const { ask, secure } = start();
    const answer = ask('Nothing', 1);
    expect(answer.rcode).toBe(Rcode.NOERROR);
    const [nsec] = answer.authorities.filter(({ type }) => type === NSEC.type);
    expect(NSEC.decode(nsec!.rdata)).toMatchObject({ types: [RRSIG.type, NSEC.type, 128] });
    expect(nameText(nsec!.name)).toBe('Nothing.example.com.');
    expect(secure(answer)).toBe(true);
    const compact = ask('nothing', 1, { dnssecOk: true, flags: 0x4000 });
    expect([compact.rcode, compact.edns?.flags]).toEqual([Rcode.NXDOMAIN, 0x4000]);
    expect(secure(ask('alias', 1))).toBe(true);
    expect(ask('www', NSEC.type).answers.map(({ type }) => type)).toEqual([NSEC.type, RRSIG.type]);
    expect(ask('www', 128).rcode).toBe(Rcode.FORMERR);
    // The longest name has no room for another label: the one after it is near.
    const long = `${'a'.repeat(60)}.${'b'.repeat(60)}.${'c'.repeat(60)}.${'d'.repeat(57)}`;
    expect(secure(ask(long, 1))).toBe(true);
  });

  test('NSEC3 that covers hardly more than the name', () => {
    const { ask, secure } = start({ denial: 'nsec3' });
    const answer = ask('nothing', 1);
    expect(answer.rcode).toBe(Rcode.NXDOMAIN);
    expect(answer.authorities.filter(({ type }) => type === 50)).toHaveLength(3);
    expect(secure(answer)).toBe(true);
    expect(secure(ask('www', 16))).toBe(true);
  });

  test('a roll-over: the keys and CDS of each step', () => {
    const { ask, secure, signer, zone, keys, random } = start();
    const next = generateKey(ED25519, 257, random);
    const both = zoneKeys([...keys, next]);
    signer.setKeys(zone, { ...both, delegated: [next] });
    const answer = ask('@', CDS.type);
    expect(answer.answers.filter(({ type }) => type === CDS.type)).toHaveLength(1);
    expect(answer.answers.filter(({ type }) => type === RRSIG.type)).toHaveLength(2);
    expect(secure(answer)).toBe(true);
    signer.setKeys(zone, zoneKeys([next, keys[1]!]));
    expect(secure(ask('@', CDS.type))).toBe(true);
    expect(secure(ask('www', 1))).toBe(true);
    signer.removeKeys(zone);
    expect(ask('www', 1).answers.map(({ type }) => type)).toEqual([1, 1]);
    expect(ask('@', DNSKEY.type).answers).toEqual([]);
  });

  test('what does not fit is truncated; too many signatures are refused', () => {
    const { ask, signer, clock } = start({ rate: 4, cached: 2 });
    const large = ask('big', 16, { dnssecOk: true, udpSize: 1100 });
    expect([large.flags & Flag.TC, large.answers]).toEqual([Flag.TC, []]);
    expect(ask('big', 16, { dnssecOk: true }, true).answers).toHaveLength(2);
    for (let i = 0; i < 5; i++) ask(`n${i}`, 1);
    expect(ask('n9', 1).flags & Flag.TC).toBe(Flag.TC);
    expect(ask('n9', 1, { dnssecOk: true }, true).rcode).toBe(Rcode.SERVFAIL);
    expect(signer.statistics.refused).toBeGreaterThan(1);
    clock.now += 1000;
    expect(ask('n9', 1).authorities).toHaveLength(4);
  });

  test('arbitrary and mutated packets: an answer that decodes, or none', () => {
    const { signer, random, reply } = start();
    const base = encodeMessage(query(parseName('nothing.example.com.'), 1, { edns: { dnssecOk: true } }));
    const context = { address: '', stream: false, now: 0, time: 0 };
    for (let i = 0; i < 3000; i++) {
      const packet = base.slice();
      for (let k = below(random, 6); k >= 0; k--) packet[below(random, packet.length)] = below(random, 256);
      const length = signer.answer(packet, below(random, packet.length + 1), reply, context);
      if (length > 0) expect(decodeMessage(reply.slice(0, length))).not.toBeInstanceOf(FormatError);
    }
  });
});
