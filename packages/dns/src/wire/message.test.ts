import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { equalNames, type Name, parseName, ROOT } from '../name.js';
import { parseRdata, rdataType } from '../rdata/registry.js';
import { rdataText } from '../rdata/text.js';
import { SAMPLES } from '../testing/samples.js';
import { Flag } from './constants.js';
import {
  cookieOption,
  extendedErrorOption,
  nsidOption,
  paddingOption,
  readCookie,
  readExtendedErrors,
} from './edns.js';
import { decodeMessage, encodeMessage, type Message, type ResourceRecord } from './message.js';
import { FormatError } from './reader.js';

const label = fc.uint8Array({ minLength: 1, maxLength: 63 });
const name: fc.Arbitrary<Name> = fc.oneof(
  fc.constantFrom(
    ...['.', 'example.com.', 'www.example.com.', 'EXAMPLE.com.', 'a.b.c.example.net.'].map((text) => parseName(text)),
  ),
  fc.array(label, { maxLength: 8 }).map((labels) => {
    const octets: number[] = [];
    for (const one of labels) if (octets.length + one.length + 2 <= 255) octets.push(one.length, ...one);
    return Uint8Array.from([...octets, 0]);
  }),
);
const samples = SAMPLES.map(([type, text]) => ({ type, rdata: parseRdata(type, text, parseName('example.com.')) }));
const record: fc.Arbitrary<ResourceRecord> = fc
  .tuple(
    name,
    fc.oneof(
      fc.constantFrom(...samples),
      fc.record({ type: fc.constantFrom(10, 731, 65280, 65535), rdata: fc.uint8Array({ maxLength: 300 }) }),
      name.map((host) => ({ type: 2, rdata: host })),
      fc
        .tuple(fc.nat(65535), name)
        .map(([n, host]) => ({ type: 15, rdata: Uint8Array.from([n >>> 8, n & 255, ...host]) })),
    ),
    fc.constantFrom(1, 3, 254, 255),
    fc.nat(0x7fffffff),
  )
  .map(([owner, data, klass, ttl]) => ({ name: owner, ...data, class: klass, ttl }));
const option = fc.record({ code: fc.nat(65535), data: fc.uint8Array({ maxLength: 60 }) });
const edns = fc.record({
  version: fc.nat(255),
  udpSize: fc.nat(65535),
  dnssecOk: fc.boolean(),
  flags: fc.nat(0x7fff),
  options: fc.array(option, { maxLength: 4 }),
});
const message: fc.Arbitrary<Message> = fc
  .record({
    id: fc.nat(65535),
    opcode: fc.nat(15),
    flags: fc.constantFrom(0, Flag.QR, Flag.QR | Flag.AA, Flag.RD | Flag.AD, Flag.QR | Flag.TC | Flag.RA | Flag.CD),
    rcode: fc.nat(4095),
    questions: fc.array(fc.record({ name, type: fc.nat(65535), class: fc.nat(65535) }), { maxLength: 3 }),
    answers: fc.array(record, { maxLength: 8 }),
    authorities: fc.array(record, { maxLength: 4 }),
    additionals: fc.array(record, { maxLength: 4 }),
    edns: fc.option(edns, { nil: undefined }),
  })
  .map((value) => ({ ...value, rcode: value.edns === undefined ? value.rcode & 15 : value.rcode }));

describe('messages', () => {
  test('decode(encode(x)) is x', () => {
    fc.assert(
      fc.property(message, (value) => {
        expect(decodeMessage(encodeMessage(value))).toEqual(value);
      }),
      { numRuns: 500 },
    );
  });

  test('arbitrary octets never throw, and what decodes encodes to a message that means the same', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        const value = decodeMessage(bytes);
        if (!(value instanceof FormatError)) expect(decodeMessage(encodeMessage(value))).toEqual(value);
      }),
      { numRuns: 2000 },
    );
  });

  test('mutated messages never throw', () => {
    const change = fc.tuple(fc.nat(), fc.nat(255));
    let decoded = 0;
    fc.assert(
      fc.property(message, fc.array(change, { minLength: 1, maxLength: 4 }), fc.nat(), (value, changes, cut) => {
        let bytes = encodeMessage(value);
        for (const [at, octet] of changes) bytes[at % bytes.length] = octet;
        if (cut % 4 === 0) bytes = bytes.subarray(0, cut % (bytes.length + 1));
        const again = decodeMessage(bytes);
        if (again instanceof FormatError) return;
        decoded++;
        expect(decodeMessage(encodeMessage(again))).toEqual(again);
        for (const one of again.answers) rdataText(one.type, one.rdata);
      }),
      { numRuns: 1500 },
    );
    expect(decoded).toBeGreaterThan(100);
  });

  const header = (questions: number, answers = 0) => [0, 1, 0, 0, 0, questions, 0, answers, 0, 0, 0, 0];
  test.each<[string, number[], string]>([
    ['a pointer to itself', [...header(1), 0xc0, 12, 0, 1, 0, 1], 'does not lead back'],
    ['two pointers at each other', [...header(1), 0xc0, 14, 0xc0, 12, 0, 1, 0, 1], 'does not lead back'],
    ['a label and a pointer back to it', [...header(1), 1, 97, 0xc0, 12, 0, 1, 0, 1], 'does not lead back'],
    ['a pointer into the header', [...header(1), 0xc0, 4, 0, 1, 0, 1], 'into the header'],
    ['a pointer that is cut', [...header(1), 0xc0], 'end in a compression pointer'],
    ['a label type 01', [...header(1), 0x41, 0, 0, 1, 0, 1], 'label type'],
    ['a label that is cut', [...header(1), 5, 97], 'end in a label'],
    ['an octet too many', [...header(0), 0], 'behind the last record'],
    ['fewer questions than counted', header(1), 'end in a name'],
    [
      'a compressed name in SRV that runs out',
      [...header(0, 1), 0, 0, 33, 0, 1, 0, 0, 0, 0, 0, 4, 0, 0, 0, 0],
      'end in',
    ],
  ])('refuses %s', (_, octets, fault) => {
    const value = decodeMessage(Uint8Array.from(octets));
    expect(value).toBeInstanceOf(FormatError);
    expect((value as FormatError).message).toContain(fault);
  });

  test('a name of 255 octets is one, of 256 is not, compressed or not', () => {
    const longest = [
      ...Array(3)
        .fill([63, ...Array(63).fill(97)])
        .flat(),
      61,
      ...Array(61).fill(98),
      0,
    ];
    expect(longest).toHaveLength(255);
    const good = decodeMessage(Uint8Array.from([...header(1), ...longest, 0, 1, 0, 1])) as Message;
    expect(good.questions[0]!.name).toHaveLength(255);
    expect(encodeMessage(good)).toHaveLength(12 + 255 + 4);
    const two = [...header(2), ...longest, 0, 1, 0, 1, 1, 99, 0xc0, 12, 0, 1, 0, 1];
    expect(decodeMessage(Uint8Array.from(two))).toBeInstanceOf(FormatError);
  });

  test('64 KB of names that point to one another take no time', () => {
    // Each record's owner is a pointer to the one before: the deepest chain that a message can hold.
    const octets = [...header(0, 5000), 0, 0, 10, 0, 1, 0, 0, 0, 0, 0, 0];
    for (let at = 12; octets.length + 12 <= 65535; ) {
      const here = octets.length;
      if (at > 0x3fff) break;
      octets.push(0xc0 | (at >>> 8), at & 255, 0, 10, 0, 1, 0, 0, 0, 0, 0, 0);
      at = here;
    }
    const started = performance.now();
    decodeMessage(Uint8Array.from(octets));
    expect(performance.now() - started).toBeLessThan(1000);
  });

  test('the largest message', () => {
    const answers = Array.from({ length: 250 }, (_, i) => ({
      name: parseName(`n${i}.example.`),
      type: 16,
      class: 1,
      ttl: 1,
      rdata: Uint8Array.from([199, ...new Uint8Array(199).fill(i)]),
    }));
    const value = decodeMessage(new Uint8Array(12)) as Message;
    const bytes = encodeMessage({ ...value, answers });
    expect((decodeMessage(bytes) as Message).answers).toEqual(answers);
    expect(() => encodeMessage({ ...value, answers: [...answers, ...answers] })).toThrow('65535');
  });

  test('names are compressed, whatever type they stand in is not', () => {
    const rdata = parseRdata(15, '10 mail.example.com.');
    const srv = parseRdata(33, '1 2 3 mail.example.com.');
    const owner = parseName('example.com.');
    const base = decodeMessage(new Uint8Array(12)) as Message;
    const plain = { name: owner, class: 1, ttl: 0 };
    const bytes = encodeMessage({
      ...base,
      answers: [
        { ...plain, type: 15, rdata },
        { ...plain, type: 33, rdata: srv },
      ],
    });
    expect(bytes).toHaveLength(12 + (13 + 10 + 2 + 7) + (2 + 10 + 6 + 18));
  });

  test('EDNS options have values', () => {
    const client = Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8);
    const server = new Uint8Array(16).fill(9);
    const text = new TextEncoder().encode('no');
    const options = [
      cookieOption({ client, server }),
      paddingOption(3),
      nsidOption(),
      extendedErrorOption({ code: 15, text }),
    ];
    const base = decodeMessage(new Uint8Array(12)) as Message;
    const bytes = encodeMessage({ ...base, edns: { version: 0, udpSize: 1232, dnssecOk: true, flags: 0, options } });
    const { edns } = decodeMessage(bytes) as Message;
    expect(readCookie(edns)).toEqual({ client, server });
    expect(readExtendedErrors(edns)).toEqual([{ code: 15, text }]);
    expect(edns!.options).toEqual(options);
  });
});

describe('data', () => {
  test.each(SAMPLES)('type %i: %s', (type, text) => {
    const origin = parseName('example.com.');
    const rdata = parseRdata(type, text, origin);
    const printed = rdataText(type, rdata);
    expect(parseRdata(type, printed, ROOT)).toEqual(rdata);
    const known = rdataType(type);
    if (known !== undefined) {
      expect(printed.startsWith('\\#')).toBe(false);
      const value = known.decode(rdata);
      expect(value).not.toBeInstanceOf(FormatError);
      expect(known.encode(value)).toEqual(rdata);
    }
    // The same data as an unknown type's (RFC 3597).
    const hex = [...rdata].map((octet) => octet.toString(16).padStart(2, '0')).join('');
    expect(parseRdata(type, `\\# ${rdata.length} ${hex}`)).toEqual(rdata);
  });

  test('every type of the registry has a sample', () => {
    const sampled = new Set(SAMPLES.map(([type]) => type));
    const missing: number[] = [];
    for (let type = 0; type < 65536; type++)
      if (rdataType(type) && type !== 250 && !sampled.has(type)) missing.push(type);
    expect(missing).toEqual([]);
  });

  test('data that decodes has a text that gives it back', () => {
    const types = [...new Set(samples.map(({ type }) => type))];
    let printed = 0;
    fc.assert(
      fc.property(
        fc.constantFrom(...samples),
        fc.array(fc.tuple(fc.nat(), fc.nat(255)), { maxLength: 2 }),
        fc.constantFrom(...types),
        fc.boolean(),
        (sample, changes, other, foreign) => {
          const rdata = sample.rdata.slice();
          for (const [at, octet] of changes) if (rdata.length > 0) rdata[at % rdata.length] = octet;
          const type = foreign ? other : sample.type;
          const text = rdataText(type, rdata);
          if (text.startsWith('\\#') && rdataType(type)?.decode(rdata) instanceof FormatError) return;
          printed++;
          expect(parseRdata(type, text, ROOT), text).toEqual(rdata);
        },
      ),
      { numRuns: 3000 },
    );
    expect(printed).toBeGreaterThan(500);
  });

  test.each<[number, string, string]>([
    [1, '1.2.3', 'an IPv4 address was expected'],
    [1, '1.2.3.4 5', 'too much'],
    [1, '', 'is missing'],
    [28, '1::2::3', 'an IPv6 address was expected'],
    [15, '65536 a', '0 to 65535'],
    [15, '10', 'is missing'],
    [16, '"a', 'quote'],
    [2, 'a..b', 'an empty label'],
    [64, '1 . alpn=h2 alpn=h3', 'twice'],
    [64, '1 . port=99999', 'no port'],
    [47, 'a. A BOGUS', 'no type'],
    [731, 'abc', 'RFC 3597'],
    [1, '\\# 3 010203', 'are no A'],
    [65535, '\\# 3 0102', '2 octets follow'],
    [29, '91 N 0 E 0', '0 to 90'],
  ])('type %i refuses "%s"', (type, text, fault) => {
    expect(() => parseRdata(type, text)).toThrow(fault);
  });

  test('names compare in canonical order (RFC 4034, section 6.1)', () => {
    expect(equalNames(parseName('ExAmPle.com.'), parseName('example.COM'))).toBe(true);
  });
});
