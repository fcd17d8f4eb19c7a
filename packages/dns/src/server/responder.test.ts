import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseHex } from '../encoding.js';
import { parseName } from '../name.js';
import { recordText } from '../rdata/record-text.js';
import { parseType } from '../rdata/type-names.js';
import { Flag, rcodeText } from '../wire/constants.js';
import { cookieOption, readCookie, readExtendedErrors } from '../wire/edns.js';
import { decodeMessage, encodeMessage, type Message, query } from '../wire/message.js';
import { FormatError } from '../wire/reader.js';
import { loadZone } from '../zone/load.js';
import { Zone } from '../zone/zone.js';
import { CookieJar } from './cookies.js';
import { RateLimiter } from './rate-limit.js';
import { NOT_PLAIN, Responder } from './responder.js';
import { sipHash } from './siphash.js';
import { ZoneSet } from './zone-set.js';

const zone = (origin: string, text: string) => {
  const name = parseName(origin);
  return loadZone(new TextEncoder().encode(`$TTL 300\n@ SOA ns host 1 2 3 4 60\n@ NS ns\nns A 192.0.2.53\n${text}`), {
    origin: name,
  }).zone;
};
const zones = new ZoneSet([
  zone(
    'example.com.',
    `*.wild A 192.0.2.9
a.b.ent A 192.0.2.1
alias CNAME www
www A 192.0.2.2
loop CNAME loop2
loop2 CNAME loop
d DNAME target
x.target A 192.0.2.3
sub NS ns.sub
sub DS 1 13 2 00
ns.sub A 192.0.2.4
mail MX 10 www
${Array.from({ length: 40 }, (_, i) => `far NS ns${i}.far\nns${i}.far A 10.0.0.${i}`).join('\n')}`,
  ),
  zone('child.example.com.', 'www A 192.0.2.6'),
  zone('.', 'org. NS ns.org.\nns.org. A 192.0.2.7'),
]);
const context = { address: '192.0.2.77', stream: false, now: 0, time: 1_700_000_000 };
const reply = new Uint8Array(65_535);

function ask(name: string, type = 'A', options = {}, responder = new Responder({ zones }), over = context): Message {
  const bytes = encodeMessage(query(parseName(name), parseType(type), options));
  const answer = decodeMessage(reply.slice(0, responder.answer(bytes, bytes.length, reply, over)));
  if (answer instanceof FormatError) throw answer;
  return answer;
}
const short = (message: Message) => [
  rcodeText(message.rcode),
  ...[...message.answers, ...message.authorities, ...message.additionals].map((one) =>
    recordText(one).replace(/\t/g, ' '),
  ),
];
const SOA = 'example.com. 60 IN SOA ns.example.com. host.example.com. 1 2 3 4 60';

describe('answers', () => {
  test.each<[string, string, string[]]>([
    ['www.example.com.', 'A', ['NOERROR', 'www.example.com. 300 IN A 192.0.2.2']],
    ['WwW.eXample.com.', 'A', ['NOERROR', 'WwW.eXample.com. 300 IN A 192.0.2.2']],
    ['www.example.com.', 'MX', ['NOERROR', SOA]],
    ['none.example.com.', 'A', ['NXDOMAIN', SOA]],
    ['b.ent.example.com.', 'A', ['NOERROR', SOA]],
    ['x.y.wild.example.com.', 'A', ['NOERROR', 'x.y.wild.example.com. 300 IN A 192.0.2.9']],
    ['wild.example.com.', 'A', ['NOERROR', SOA]],
    [
      'alias.example.com.',
      'A',
      ['NOERROR', 'alias.example.com. 300 IN CNAME www.example.com.', 'www.example.com. 300 IN A 192.0.2.2'],
    ],
    [
      'x.d.example.com.',
      'A',
      [
        'NOERROR',
        'd.example.com. 300 IN DNAME target.example.com.',
        'x.d.example.com. 300 IN CNAME x.target.example.com.',
        'x.target.example.com. 300 IN A 192.0.2.3',
      ],
    ],
    [
      'loop.example.com.',
      'A',
      [
        'NOERROR',
        'loop.example.com. 300 IN CNAME loop2.example.com.',
        'loop2.example.com. 300 IN CNAME loop.example.com.',
      ],
    ],
    [
      'a.sub.example.com.',
      'A',
      ['NOERROR', 'sub.example.com. 300 IN NS ns.sub.example.com.', 'ns.sub.example.com. 300 IN A 192.0.2.4'],
    ],
    ['sub.example.com.', 'DS', ['NOERROR', 'sub.example.com. 300 IN DS 1 13 2 00']],
    [
      'mail.example.com.',
      'MX',
      ['NOERROR', 'mail.example.com. 300 IN MX 10 www.example.com.', 'www.example.com. 300 IN A 192.0.2.2'],
    ],
    ['www.child.example.com.', 'A', ['NOERROR', 'www.child.example.com. 300 IN A 192.0.2.6']],
    ['child.example.com.', 'DS', ['NXDOMAIN', SOA]],
    ['example.net.', 'A', ['NXDOMAIN', '. 60 IN SOA ns. host. 1 2 3 4 60']],
    ['www.org.', 'A', ['NOERROR', 'org. 300 IN NS ns.org.', 'ns.org. 300 IN A 192.0.2.7']],
    ['.', 'NS', ['NOERROR', '. 300 IN NS ns.', 'ns. 300 IN A 192.0.2.53']],
    ['www.example.com.', 'ANY', ['NOERROR', 'www.example.com. 300 IN A 192.0.2.2']],
  ])('%s %s', (name, type, expected) => expect(short(ask(name, type))).toEqual(expected));

  test('glue that does not fit truncates; other additions are left out', () => {
    const answer = ask('x.far.example.com.');
    expect(answer.flags & Flag.TC).toBe(Flag.TC);
    const whole = ask('x.far.example.com.', 'A', {}, undefined, { ...context, stream: true });
    expect(whole.additionals).toHaveLength(40);
    expect(whole.flags & (Flag.TC | Flag.AA)).toBe(0);
  });

  test('a zone that is not loaded, and one that is not ours', () => {
    const set = new ZoneSet([new Zone(parseName('example.'))]);
    const responder = new Responder({ zones: set });
    const dead = ask('a.example.', 'A', { edns: {} }, responder);
    expect([rcodeText(dead.rcode), readExtendedErrors(dead.edns)[0]?.code]).toEqual(['SERVFAIL', 14]);
    expect(rcodeText(ask('a.test.', 'A', {}, responder).rcode)).toBe('REFUSED');
    expect(ask('a.test.', 'A', {}, responder).flags & Flag.AA).toBe(0);
  });

  test('what is left to the caller', () => {
    const responder = new Responder({ zones, defer: true });
    const bytes = encodeMessage({ ...query(parseName('example.com.'), 252) });
    expect(responder.answer(bytes, bytes.length, reply, context)).toBe(NOT_PLAIN);
    expect(rcodeText(ask('example.com.', 'AXFR').rcode)).toBe('REFUSED');
    expect(rcodeText(ask('example.com.', 'A', { edns: { version: 3 } }).rcode)).toBe('BADVERS');
  });
});

describe('under attack', () => {
  test('arbitrary and mutated packets: an answer that decodes, or none', () => {
    const responder = new Responder({ zones, cookies: new CookieJar(new Uint8Array(16)), nsid: Uint8Array.of(1) });
    const base = encodeMessage(
      query(parseName('x.y.wild.example.com.'), 1, {
        edns: { options: [cookieOption({ client: new Uint8Array(8), server: new Uint8Array(0) })] },
      }),
    );
    const mutated = fc
      .tuple(fc.array(fc.tuple(fc.nat(), fc.nat(255)), { maxLength: 5 }), fc.nat())
      .map(([changes, cut]) => {
        const bytes = base.slice(0, cut % 3 === 0 ? cut % (base.length + 1) : base.length);
        for (const [at, octet] of changes) if (bytes.length > 0) bytes[at % bytes.length] = octet;
        return bytes;
      });
    fc.assert(
      fc.property(fc.oneof(fc.uint8Array({ maxLength: 100 }), mutated), (bytes) => {
        const length = responder.answer(bytes, bytes.length, reply, context);
        if (length === 0) return;
        expect(length).toBeLessThanOrEqual(1232);
        const answer = decodeMessage(reply.slice(0, length));
        expect(answer).not.toBeInstanceOf(FormatError);
        expect((answer as Message).id).toBe((bytes[0]! << 8) | bytes[1]!);
      }),
      { numRuns: 3000 },
    );
  });

  test('an answer is never answered', () => {
    const bytes = encodeMessage({ ...query(parseName('www.example.com.'), 1), flags: Flag.QR });
    expect(new Responder({ zones }).answer(bytes, bytes.length, reply, context)).toBe(0);
  });

  test('the rate limit drops and slips, spares other networks, streams and cookies', () => {
    const cookies = new CookieJar(new Uint8Array(16).fill(1));
    const responder = new Responder({ zones, cookies, rateLimiter: new RateLimiter(1, { responses: 5, slip: 2 }) });
    const bytes = encodeMessage(query(parseName('www.example.com.'), 1, { edns: {} }));
    const once = (over = context, packet = bytes) => {
      const length = responder.answer(packet, packet.length, reply, over);
      return length === 0 ? 'drop' : (reply[2]! & 2) !== 0 ? 'truncate' : 'send';
    };
    const verdicts = Array.from({ length: 20 }, (_, i) => once({ ...context, address: `192.0.2.${(i * 37) % 200}` }));
    expect(verdicts.filter((one) => one === 'send')).toHaveLength(5);
    expect(verdicts.filter((one) => one === 'truncate').length).toBeGreaterThan(5);
    expect(once({ ...context, address: '198.51.100.1' })).toBe('send');
    expect(once({ ...context, stream: true })).toBe('send');
    expect(once({ ...context, now: 1000 })).toBe('send');
    const client = new Uint8Array(8).fill(3);
    const first = ask(
      'alias.example.com.',
      'A',
      { edns: { options: [cookieOption({ client, server: new Uint8Array(0) })] } },
      responder,
    );
    const cookie = readCookie(first.edns)!;
    const known = encodeMessage(query(parseName('www.example.com.'), 1, { edns: { options: [cookieOption(cookie)] } }));
    for (let i = 0; i < 20; i++) expect(once(context, known)).toBe('send');
    // The cookie of another address counts for nothing.
    const other = Array.from({ length: 20 }, () => once({ ...context, address: '192.0.2.78' }, known));
    expect(other.filter((one) => one === 'send').length).toBeLessThan(6);
  });
});

describe('cookies', () => {
  test('the vectors of RFC 9018, appendix A', () => {
    const secret = parseHex('e5e973e5a6b2a43f48e7dc849e37bfcf')!;
    const client = parseHex('2464c4abcf10c957')!;
    const out = new Uint8Array(16);
    const jar = new CookieJar(secret);
    jar.write(client, '198.51.100.100', 1_559_731_985, out, 0);
    expect(out).toEqual(parseHex('010000005cf79f111f8130c3eee29480'));
    expect(jar.check(client, out, '198.51.100.100', 1_559_731_985 + 3600)).toBe(true);
    expect(jar.check(client, out, '198.51.100.100', 1_559_731_985 + 3601)).toBe(false);
    expect(jar.check(client, out, '198.51.100.100', 1_559_731_985 - 301)).toBe(false);
    expect(jar.check(client, out, '198.51.100.101', 1_559_731_985)).toBe(false);
    const next = new CookieJar(new Uint8Array(16), secret);
    expect(next.check(client, out, '198.51.100.100', 1_559_731_985)).toBe(true);
    const six = new CookieJar(
      parseHex('dd3bdf9344b678b185a6f5cb60fca715')!,
      parseHex('445536bcd2513298075a5d379663c962')!,
    );
    const ipv6 = parseHex('22681ab97d52c298')!;
    expect(
      six.check(
        ipv6,
        parseHex('010000005cf7c57926556bd0934c72f8')!,
        '2001:db8:220:1:59de:d0f4:8769:82b8',
        1_559_741_817,
      ),
    ).toBe(true);
  });

  test('SipHash-2-4 of its paper, appendix A', () => {
    const count = (length: number) => Uint8Array.from({ length }, (_, i) => i);
    const out = new Uint8Array(8);
    sipHash(count(16), count(15), out, 0);
    expect(out).toEqual(parseHex('e545be4961ca29a1'));
  });
});
