import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ip, message } from '../testing/messages.js';
import { decodeDomainSearch, encodeDomainSearch } from './domain-search.js';
import { decodeMessage, encodeMessage } from './message.js';
import { DhcpFormatError } from './message-error.js';
import {
  CLASSLESS_ROUTES,
  DISCOVER,
  HOST_NAME,
  LEASE_TIME,
  MESSAGE_TYPE,
  OFFER,
  ROUTER,
  SUBNET_MASK,
} from './option-codes.js';
import { decodeRoutes, encodeRoutes, maskBits, readText, uint32 } from './values.js';

/** A DISCOVER written by hand from RFC 2131, figure 1. */
function discover(options: readonly number[], fields: { file?: readonly number[]; sname?: readonly number[] } = {}) {
  const bytes = new Uint8Array(240 + options.length);
  bytes.set([1, 1, 6, 0, 0xde, 0xad, 0xbe, 0xef, 0, 7, 0x80, 0], 0);
  bytes.set([2, 0, 0, 0, 0, 1], 28);
  bytes.set(fields.sname ?? [], 44);
  bytes.set(fields.file ?? [], 108);
  bytes.set([99, 130, 83, 99], 236);
  bytes.set(options, 240);
  return bytes;
}

describe('decoding', () => {
  test('a message has its fields where the RFC has them', () => {
    const bytes = discover([53, 1, 1, 255]);
    bytes.set([10, 0, 0, 1, 10, 0, 0, 2, 10, 0, 0, 3, 10, 0, 0, 4], 12);
    expect(decodeMessage(bytes)).toEqual({
      op: 1,
      hops: 0,
      transactionId: 0xdeadbeef,
      seconds: 7,
      broadcast: true,
      clientAddress: ip('10.0.0.1'),
      yourAddress: ip('10.0.0.2'),
      nextServerAddress: ip('10.0.0.3'),
      relayAddress: ip('10.0.0.4'),
      mac: Uint8Array.of(2, 0, 0, 0, 0, 1),
      options: new Map([[53, Uint8Array.of(1)]]),
    });
  });

  test('pads are skipped, what follows the end mark is not read, and the mark may be missing', () => {
    const { options } = decodeMessage(discover([0, 0, 53, 1, 1, 0, 255, 53, 9]));
    expect([...options.keys()]).toEqual([53]);
    expect([...decodeMessage(discover([53, 1, 3])).options.values()]).toEqual([Uint8Array.of(3)]);
  });

  test('overload: options go on in file, then in sname (RFC 2132, 9.3), and their parts are joined (RFC 3396)', () => {
    const { options } = decodeMessage(
      discover([52, 1, 3, 53, 1, 1, 12, 1, 0x61, 255], { file: [12, 1, 0x62, 255], sname: [12, 1, 0x63, 255] }),
    );
    expect(readText(options, HOST_NAME)).toBe('abc');
    expect(options.has(52)).toBe(false);
    const onlyFile = decodeMessage(discover([52, 1, 1, 255], { file: [12, 1, 0x62, 255], sname: [12, 1, 0x63, 255] }));
    expect(readText(onlyFile.options, HOST_NAME)).toBe('b');
  });

  test.each<[string, Uint8Array, string]>([
    ['too short', discover([]).subarray(0, 239), '239 octets'],
    ['no cookie', discover([]).fill(0, 236, 240), 'no magic cookie'],
    ['an op of its own', discover([]).fill(3, 0, 1), 'op 3'],
    ['not Ethernet', discover([]).fill(32, 1, 2), 'hardware type 32'],
    ['an option beyond the end', discover([53, 2, 1]), 'option 53 runs past the end'],
    ['an option without length', discover([53]), 'option 53 runs past the end'],
    ['an option beyond the end of file', discover([52, 1, 1], { file: [12, 200] }), 'option 12 runs past the end'],
    ['a message type of two octets', discover([53, 2, 1, 1]), 'option 53 cannot have 2 octets'],
    ['a message type that is none', discover([53, 1, 9]), 'message type 9'],
    ['a mask of three octets', discover([1, 3, 255, 255, 255]), 'option 1 cannot have 3 octets'],
    ['half a router', discover([3, 6, 1, 2, 3, 4, 5, 6]), 'option 3 cannot have 6 octets'],
    ['no name', discover([12, 0]), 'option 12 cannot have 0 octets'],
    ['overload of nothing', discover([52, 1, 0]), 'option 52 has the value 0'],
    ['overload twice', discover([52, 1, 1, 52, 1, 2]), 'option 52 is not one octet'],
  ])('%s is refused', (_, bytes, because) => {
    expect(() => decodeMessage(bytes)).toThrow(DhcpFormatError);
    expect(() => decodeMessage(bytes)).toThrow(because);
  });
});

describe('encoding', () => {
  test('what is written is read back, with 300 octets at least', () => {
    const offer = message(OFFER, { yourAddress: ip('10.0.0.9'), transactionId: 0xffffffff, broadcast: true }, [
      [SUBNET_MASK, uint32(0xffffff00)],
      [LEASE_TIME, uint32(3600)],
    ]);
    const bytes = encodeMessage(offer);
    expect(bytes.length).toBe(300);
    expect(decodeMessage(bytes)).toEqual(offer);
  });

  test('options beyond the room go into file and sname; beyond that it is an error', () => {
    const big = (length: number) =>
      message(DISCOVER, {}, [
        [43, new Uint8Array(200)],
        [60, new Uint8Array(length)],
      ]);
    // 548 octets is what 576 leaves.
    for (const lengths of [
      [200, 100, 90],
      [290, 120, 60],
      [254, 125, 40],
    ]) {
      const options = lengths.map((length, i) => [200 + i, new Uint8Array(length).fill(i)] as const);
      const sent = message(DISCOVER, {}, options);
      const bytes = encodeMessage(sent);
      expect(bytes.length).toBeLessThanOrEqual(548);
      expect(decodeMessage(bytes)).toEqual(sent);
    }
    expect(() => encodeMessage(big(255))).toThrow('option 60 does not fit');
    expect(decodeMessage(encodeMessage(big(255), 1500))).toEqual(big(255));
  });

  test('an option of more than 255 octets is cut and joined again (RFC 3396)', () => {
    const sent = message(DISCOVER, {}, [[43, Uint8Array.from({ length: 700 }, (_, i) => i)]]);
    expect(decodeMessage(encodeMessage(sent, 1500))).toEqual(sent);
  });

  test('property: options survive, whatever their size, or the encoder says that they do not fit', () => {
    const code = fc.integer({ min: 128, max: 254 });
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.tuple(code, fc.uint8Array({ maxLength: 400 })), { selector: ([c]) => c, maxLength: 8 }),
        fc.integer({ min: 0, max: 1500 }),
        (options, size) => {
          const sent = message(DISCOVER, {}, options);
          let bytes: Uint8Array;
          try {
            bytes = encodeMessage(sent, size);
          } catch (error) {
            expect(error).toBeInstanceOf(DhcpFormatError);
            return;
          }
          expect(bytes.length + 28).toBeLessThanOrEqual(Math.max(576, size));
          expect(decodeMessage(bytes)).toEqual(sent);
        },
      ),
    );
  });
});

describe('fuzzing', () => {
  const never = (decode: () => unknown): void => {
    try {
      decode();
    } catch (error) {
      expect(error).toBeInstanceOf(DhcpFormatError);
    }
  };

  test('arbitrary octets, behind a good header too, are a message or a format error', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 1000 }), (bytes) => never(() => decodeMessage(bytes))));
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 255 }), { maxLength: 600 }),
        fc.array(fc.integer({ min: 0, max: 255 }), { maxLength: 64 }),
        (options, field) => never(() => decodeMessage(discover([52, 1, 3, ...options], { file: field, sname: field }))),
      ),
      { numRuns: 500 },
    );
  });

  test('a mutated message is a message or a format error, and a decoded one can be sent again', () => {
    const good = encodeMessage(
      message(OFFER, {}, [
        [CLASSLESS_ROUTES, encodeRoutes([{ to: { address: ip('10.1.0.0'), bits: 16 }, router: ip('10.0.0.1') }])],
        [ROUTER, uint32(ip('10.0.0.1'))],
      ]),
    );
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(good.length - 1), fc.nat(255)), { maxLength: 5 }), (changes) => {
        const bytes = good.slice();
        for (const [at, value] of changes) bytes[at] = value;
        never(() => {
          const decoded = decodeMessage(bytes);
          expect(decodeMessage(encodeMessage(decoded, 2000)).options).toEqual(decoded.options);
        });
      }),
      { numRuns: 500 },
    );
  });

  test('names and routes', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => never(() => decodeDomainSearch(bytes))));
    fc.assert(fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => never(() => decodeRoutes(bytes))));
    const pointers = fc.array(fc.constantFrom(0xc0, 0, 1, 2, 3, 0x61), { maxLength: 40 });
    fc.assert(fc.property(pointers, (bytes) => never(() => decodeDomainSearch(Uint8Array.from(bytes)))));
  });
});

describe('values', () => {
  test('domain search list, the example of RFC 3397, 3', () => {
    // "eng.apple.com" and "marketing.apple.com", the second one's end a pointer to offset 4.
    const octets = [3, ...ascii('eng'), 5, ...ascii('apple'), 3, ...ascii('com'), 0, 9, ...ascii('marketing'), 0xc0, 4];
    expect(decodeDomainSearch(Uint8Array.from(octets))).toEqual(['eng.apple.com', 'marketing.apple.com']);
    expect(decodeDomainSearch(encodeDomainSearch(['a.b', 'example.org.']))).toEqual(['a.b', 'example.org']);
    expect(() => decodeDomainSearch(Uint8Array.of(0xc0, 0))).toThrow('goes nowhere');
    expect(() => encodeDomainSearch(['a..b'])).toThrow('no DNS name');
  });

  test('classless routes, the table of RFC 3442', () => {
    const router = ip('10.0.0.1');
    const lines: [string, number, number[]][] = [
      ['0.0.0.0', 0, [0]],
      ['10.0.0.0', 8, [8, 10]],
      ['10.0.0.0', 24, [24, 10, 0, 0]],
      ['10.17.0.0', 16, [16, 10, 17]],
      ['10.27.129.0', 24, [24, 10, 27, 129]],
      ['10.229.0.128', 25, [25, 10, 229, 0, 128]],
      ['10.198.122.47', 32, [32, 10, 198, 122, 47]],
    ];
    for (const [address, bits, descriptor] of lines) {
      const routes = [{ to: { address: ip(address), bits }, router }];
      const octets = Uint8Array.of(...descriptor, 10, 0, 0, 1);
      expect(encodeRoutes(routes)).toEqual(octets);
      expect(decodeRoutes(octets)).toEqual(routes);
    }
    expect(() => decodeRoutes(Uint8Array.of(33, 1, 2, 3, 4, 5, 6, 7, 8, 9))).toThrow('malformed');
    expect(() => encodeRoutes([{ to: { address: ip('10.0.0.1'), bits: 8 }, router }])).toThrow('host bits');
  });

  test('masks', () => {
    expect([0, 0x80000000, 0xffffff00, 0xffffffff].map(maskBits)).toEqual([0, 1, 24, 32]);
    expect([0xff00ff00, 1, 0x7fffffff].map(maskBits)).toEqual([undefined, undefined, undefined]);
  });

  test('text ends before NULs, and is printable', () => {
    const read = (...octets: number[]) => readText(new Map([[HOST_NAME, Uint8Array.from(octets)]]), HOST_NAME);
    expect(read(0x61, 0x62, 0, 0)).toBe('ab');
    expect([read(0), read(0x61, 0, 0x62), read(0x61, 0x0a), read(0xe4)]).toEqual([
      undefined,
      undefined,
      undefined,
      undefined,
    ]);
  });
});

function ascii(text: string): number[] {
  return [...text].map((character) => character.charCodeAt(0));
}
test('the message type is read', () =>
  expect(decodeMessage(discover([53, 1, 8])).options.get(MESSAGE_TYPE)).toEqual(Uint8Array.of(8)));
