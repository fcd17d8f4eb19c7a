import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  commonPrefix6,
  formatIpv6Prefix,
  Ipv6Address,
  inPrefix6,
  networkOf6,
  parseIpv6,
  parseIpv6Prefix,
  scopeOf,
  solicitedNode,
} from './address6.js';

const word = fc.oneof(fc.constantFrom(0, 1, 0xffff, 0x10000), fc.integer());
const address = fc.tuple(word, word, word, word).map((words) => new Ipv6Address(...words));
/** What the platform's URL parser makes of an address (WHATWG, which agrees with RFC 5952 but for mapped ones). */
function oracle(text: string): string | undefined {
  try {
    return new URL(`http://[${text}]/`).hostname.slice(1, -1);
  } catch {
    return undefined;
  }
}

describe('text', () => {
  test.each([
    ['2001:db8:0:0:1:0:0:1', '2001:db8::1:0:0:1'],
    ['2001:DB8::0:1', '2001:db8::1'],
    ['2001:db8:0:1:1:1:1:1', '2001:db8:0:1:1:1:1:1'],
    ['2001:0:0:1:0:0:0:1', '2001:0:0:1::1'],
    ['0:0:0:0:0:0:0:0', '::'],
    ['::1', '::1'],
    ['1::', '1::'],
    ['fe80::1%eth0', 'fe80::1'],
    ['ff02::1%2', 'ff02::1'],
    ['::ffff:192.0.2.1', '::ffff:192.0.2.1'],
    ['::FFFF:c000:201', '::ffff:192.0.2.1'],
    ['64:ff9b::192.0.2.33', '64:ff9b::c000:221'],
  ])('%s is %s (RFC 5952)', (text, canonical) => {
    expect(parseIpv6(text)!.toString()).toBe(canonical);
  });

  test.each([
    ...['', ':', ':::', '1', '1:2:3:4:5:6:7', '1:2:3:4:5:6:7:8:9', '1::2::3', '12345::', 'g::', '::1%', '::1%eth0'],
    ...['2001:db8::1%eth0', '1:2:3:4:5:6:7::8', ':1::2', '1::2:', '::1.2.3', '::1.2.3.256', '::01.2.3.4', '1.2.3.4'],
    ...[' ::1', '::1 ', '[::1]', '::1/64', '::1.2.3.4:5', 'fe80::1%et h'],
  ])('"%s" is none', (text) => {
    expect(parseIpv6(text)).toBeUndefined();
  });

  test('property: what is formatted is read as the same, and as the platform formats it', () => {
    fc.assert(
      fc.property(address, (one) => {
        const text = one.toString();
        expect(parseIpv6(text)!.equals(one)).toBe(true);
        if (!text.includes('.')) expect(oracle(text)).toBe(text);
      }),
    );
  });

  test('property: reads what the platform reads', () => {
    const piece = fc.constantFrom('0', '1', 'ffff', 'db8', ':', '::', '.', '1.2.3.4', 'g', '00000');
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 18 }), (pieces) => {
        const text = pieces.join('');
        const expected = oracle(text);
        const read = parseIpv6(text);
        expect(read === undefined).toBe(expected === undefined);
        if (read !== undefined && !read.toString().includes('.')) expect(read.toString()).toBe(expected);
      }),
      { numRuns: 2000 },
    );
  });

  test('prefixes', () => {
    expect(formatIpv6Prefix(parseIpv6Prefix('2001:db8::2/64')!)).toBe('2001:db8::2/64');
    for (const text of ['::1', '::/129', '::/01', '::/-1', '/64', '::/']) expect(parseIpv6Prefix(text)).toBeUndefined();
  });
});

describe('bits', () => {
  test('property: a prefix holds exactly the addresses that have its first bits', () => {
    fc.assert(
      fc.property(address, address, fc.integer({ min: 0, max: 128 }), (a, b, bits) => {
        const binary = ({ w0, w1, w2, w3 }: Ipv6Address) =>
          [w0, w1, w2, w3].map((w) => (w >>> 0).toString(2).padStart(32, '0')).join('');
        const same = binary(a).slice(0, bits) === binary(b).slice(0, bits);
        expect(inPrefix6(a, { address: b, bits })).toBe(same);
        expect(binary(networkOf6({ address: a, bits }))).toBe(binary(a).slice(0, bits).padEnd(128, '0'));
        let common = 0;
        while (common < 128 && binary(a)[common] === binary(b)[common]) common++;
        expect(commonPrefix6(a, b)).toBe(common);
      }),
    );
  });

  test.each([
    ['fe80::1', 2],
    ['::1', 2],
    ['fec0::1', 5],
    ['fd00::1', 14],
    ['2001:db8::1', 14],
    ['ff02::1', 2],
    ['ff05::1', 5],
    ['::ffff:169.254.1.1', 2],
    ['::ffff:10.0.0.1', 14],
  ])('%s is of scope %i (RFC 6724, 3)', (text, scope) => {
    expect(scopeOf(parseIpv6(text)!)).toBe(scope);
  });

  test('the solicited-node group (RFC 4291, 2.7.1)', () => {
    expect(solicitedNode(parseIpv6('4037::01:800:200e:8c6c')!).toString()).toBe('ff02::1:ff0e:8c6c');
  });
});
