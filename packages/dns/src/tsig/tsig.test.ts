import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseName } from '../name.js';
import { Rcode } from '../wire/constants.js';
import { decodeMessage, encodeMessage, type Message, query } from '../wire/message.js';
import { refuseSigned, sign, type TsigAlgorithm, type TsigKey, verify } from './tsig.js';

const key = (algorithm: TsigAlgorithm = 'hmac-sha256'): TsigKey => ({
  name: parseName('Key.example.'),
  algorithm,
  secret: Uint8Array.from({ length: 32 }, (_, i) => i),
});
const NOW = 1_700_000_000;
const message = encodeMessage(query(parseName('www.example.com.'), 1, { id: 4711, edns: {} }));

test.each<TsigAlgorithm>(['hmac-sha1', 'hmac-sha224', 'hmac-sha256', 'hmac-sha384', 'hmac-sha512'])(
  '%s',
  (algorithm) => {
    const signed = sign(message, key(algorithm), NOW);
    const decoded = decodeMessage(signed.message) as Message;
    expect(decoded.additionals.at(-1)!.type).toBe(250);
    const checked = verify(signed.message, [key(algorithm)], NOW + 300);
    expect(checked).toMatchObject({ status: 'valid', message, mac: signed.mac });
  },
);

test('the wrong key, name, algorithm or time', () => {
  const { message: signed, mac } = sign(message, key(), NOW);
  const error = (keys: TsigKey[], now = NOW) => {
    const checked = verify(signed, keys, now);
    return checked?.status === 'invalid' ? checked.error : checked?.status;
  };
  expect(error([{ ...key(), secret: new Uint8Array(32) }])).toBe(Rcode.BADSIG);
  expect(error([{ ...key(), name: parseName('other.') }])).toBe(Rcode.BADKEY);
  expect(error([key('hmac-sha512')])).toBe(Rcode.BADKEY);
  expect(error([])).toBe(Rcode.BADKEY);
  expect(error([key()], NOW + 301)).toBe(Rcode.BADTIME);
  expect(error([key()], NOW - 301)).toBe(Rcode.BADTIME);
  expect(error([{ ...key(), name: parseName('KEY.EXAMPLE.') }])).toBe('valid');
  expect(verify(message, [key()], NOW)).toBeUndefined();
  const late = verify(signed, [key()], NOW + 999);
  if (late?.status !== 'invalid') throw new Error('it is late');
  const answer = encodeMessage({ ...(decodeMessage(message) as Message), flags: 0x8000, rcode: Rcode.NOTAUTH });
  expect(verify(refuseSigned(answer, late, NOW + 999), [key()], NOW, { prior: mac })?.status).toBe('valid');
});

test('a stream: each message over the one before, some without a signature', () => {
  const first = sign(message, key(), NOW, { prior: Uint8Array.of(1, 2) });
  const third = sign(message, key(), NOW, { prior: first.mac, timersOnly: true });
  expect(verify(first.message, [key()], NOW, { prior: Uint8Array.of(1, 2) })?.status).toBe('valid');
  expect(verify(third.message, [key()], NOW, { prior: first.mac, timersOnly: true })?.status).toBe('valid');
  expect(verify(third.message, [key()], NOW, { prior: first.mac, timersOnly: true, unsigned: [message] })?.status).toBe(
    'invalid',
  );
});

test('no octet of a signed message can be changed', () => {
  const { message: signed } = sign(message, key(), NOW);
  fc.assert(
    fc.property(fc.nat(signed.length - 1), fc.integer({ min: 1, max: 255 }), (at, change) => {
      const changed = signed.slice();
      changed[at]! ^= change;
      const checked = verify(changed, [key()], NOW);
      // The ID is not signed: the original one is (RFC 8945, section 5.3). Case of the key's name and of the algorithm's does not count.
      if (checked?.status === 'valid') {
        const same = changed.map((octet, i) => (i < 2 || (octet ^ signed[i]!) === 0x20 ? signed[i]! : octet));
        expect(same).toEqual(signed);
      }
    }),
    { numRuns: 1000 },
  );
});

test('arbitrary octets do not throw', () => {
  const { message: signed } = sign(message, key(), NOW);
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.nat(), fc.nat(255)), { maxLength: 6 }), fc.nat(), (changes, cut) => {
      const bytes = signed.slice(0, cut % 4 === 0 ? cut % signed.length : signed.length);
      for (const [at, octet] of changes) if (bytes.length > 0) bytes[at % bytes.length] = octet;
      verify(bytes, [key()], NOW);
    }),
  );
});
