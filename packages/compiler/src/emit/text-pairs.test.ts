import fc from 'fast-check';
import { expect, test } from 'vitest';
import { findTextPairs } from './text-pairs.js';

/** What the engine does at the start. */
function decode(octets: readonly number[], pairs: ReturnType<typeof findTextPairs>['pairs']): string {
  const table = new Map(pairs.map(([octet, first, second]) => [octet, [first, second]]));
  const put = (octet: number): string => table.get(octet)?.map(put).join('') ?? String.fromCharCode(octet);
  return octets.map(put).join('');
}

test('texts with much in common become shorter', () => {
  const texts = Array.from({ length: 50 }, (_, i) => `an address of the network ${i}`);
  const { pairs, encode } = findTextPairs(texts);
  const octets = texts.reduce((sum, text) => sum + encode(text).length, 0);
  expect(octets + 3 * pairs.length).toBeLessThan(texts.join('').length / 2);
  for (const text of texts) expect(decode(encode(text), pairs)).toBe(text);
});

test('few texts have no pairs', () => {
  expect(findTextPairs(['one', 'two', 'three']).pairs).toEqual([]);
});

test('property: what is packed is unpacked', () => {
  const unit = fc.oneof(
    { weight: 8, arbitrary: fc.constantFrom(...'aab  es') },
    fc.nat(255).map((u) => String.fromCharCode(u)),
  );
  const text = fc.array(unit, { maxLength: 40 }).map((units) => units.join(''));
  fc.assert(
    fc.property(fc.array(text, { maxLength: 40 }), (texts) => {
      const { pairs, encode } = findTextPairs(texts);
      for (const text of texts) expect(decode(encode(text), pairs)).toBe(text);
    }),
  );
});
