// Node's TextEncoder, TextDecoder, btoa and atob are the oracles for native/text.
import { expect, test } from 'vitest';
import { buildDriver, randomSource, scale, undefinedNames } from '../../test/native.js';

const driver = buildDriver('text', 'text');

function run(operation: string, cases: Uint8Array[]): Buffer[] {
  const pieces: Uint8Array[] = [];
  for (const bytes of cases) {
    const length = Buffer.alloc(4);
    length.writeUInt32LE(bytes.length);
    pieces.push(length, bytes);
  }
  const output = driver.run([operation], Buffer.concat(pieces));
  const results: Buffer[] = [];
  for (let at = 0; at < output.length; ) {
    const length = output.readUInt32LE(at);
    results.push(output.subarray(at + 4, at + 4 + length));
    at += 4 + length;
  }
  expect(results.length).toBe(cases.length);
  return results;
}

function same(operation: string, cases: Uint8Array[], expected: (bytes: Uint8Array) => Uint8Array) {
  const results = run(operation, cases);
  for (let i = 0; i < cases.length; i++) {
    const want = Buffer.from(expected(cases[i]!));
    if (!results[i]!.equals(want))
      expect.fail(
        `${operation} ${Buffer.from(cases[i]!).toString('hex')}: ${results[i]!.toString('hex')}, not ${want.toString('hex')}`,
      );
  }
}

/** Bytes that are nearly UTF-8. */
function nearly(random: () => number): Uint8Array {
  const bytes: number[] = [];
  for (let n = random() % 24; n > 0; n--) {
    const kind = random() % 8;
    if (kind < 2) bytes.push(...new Array(random() % 12).fill(97));
    else if (kind < 5)
      bytes.push(
        ...Buffer.from(String.fromCodePoint([random() % 0x110000, random() % 0x900, random() % 0x100][kind - 2]!)),
      );
    else if (kind === 5)
      bytes.push(
        ...[0xe0, 0x9f, 0xbf, 0xed, 0xa0, 0x80, 0xf0, 0x8f, 0xf4, 0x90, 0xc1, 0xf5].slice(random() % 11).slice(0, 2),
      );
    else bytes.push(0x80 | (random() % 0x80));
  }
  return Uint8Array.from(bytes).subarray(0, random() % (bytes.length + 1) || bytes.length);
}

const random = randomSource(1);
const malformed = Array.from({ length: 20_000 * scale }, () => nearly(random));

test('stands alone', () => {
  expect([...undefinedNames('text')].filter((name) => !/^mem(cpy|set|move|cmp)$/.test(name))).toEqual([]);
});

test('UTF-8 from Latin-1', () => {
  const cases = Array.from({ length: 2000 }, () =>
    Uint8Array.from({ length: random() % 40 }, () => random() % (random() % 4 === 0 ? 256 : 128)),
  );
  same('encode-latin1', cases, (bytes) => new TextEncoder().encode(Buffer.from(bytes).toString('latin1')));
});

test('UTF-8 from UTF-16, lone surrogates and all', () => {
  const cases = Array.from({ length: 5000 * scale }, () => {
    const units = Uint16Array.from(
      { length: random() % 30 },
      () => [random() % 128, random(), 0xd800 | (random() % 0x800)][random() % 3]!,
    );
    return new Uint8Array(units.buffer);
  });
  same('encode-utf16', cases, (bytes) => new TextEncoder().encode(Buffer.from(bytes).toString('utf16le')));
});

test('UTF-16 from bytes', () =>
  same('decode', malformed, (bytes) =>
    Buffer.from(new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes), 'utf16le'),
  ));

test('the incomplete tail is what a stream keeps', () =>
  same('tail', malformed, (bytes) => {
    // What is decoded without the end of the stream lacks exactly the characters of the tail.
    const streamed = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes, { stream: true });
    for (let tail = 0; tail <= 3; tail++)
      if (new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes.subarray(0, bytes.length - tail)) === streamed) {
        const kept = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes.subarray(bytes.length - tail));
        if (tail === 0 || kept === '\ufffd') return Uint8Array.of(tail);
      }
    throw new Error('no tail explains the stream');
  }));

test('base64', () => {
  same('base64', malformed, (bytes) => Buffer.from(Buffer.from(bytes).toString('base64')));
  const texts = malformed.map((bytes) => {
    let text = Buffer.from(bytes).toString('base64');
    if (random() % 3 === 0) text = text.replace(/=+$/, '');
    const at = random() % (text.length + 1);
    if (random() % 3 === 0)
      text = text.slice(0, at) + ['=', ' ', '\n', '-', 'A', '\v', ''][random() % 7] + text.slice(at + (random() % 2));
    return Buffer.from(text, 'latin1');
  });
  same('unbase64', texts, (bytes) => {
    try {
      return Buffer.from(atob(Buffer.from(bytes).toString('latin1')), 'latin1');
    } catch {
      return Buffer.from('!');
    }
  });
});

test('SipHash-1-3', () => {
  const mask = (1n << 64n) - 1n;
  const rotate = (x: bigint, by: bigint) => ((x << by) | (x >> (64n - by))) & mask;
  function reference(bytes: Uint8Array): Uint8Array {
    const [k0, k1] = [0x0706050403020100n, 0x0f0e0d0c0b0a0908n];
    let [a, b, c, d] = [
      k0 ^ 0x736f6d6570736575n,
      k1 ^ 0x646f72616e646f6dn,
      k0 ^ 0x6c7967656e657261n,
      k1 ^ 0x7465646279746573n,
    ];
    const round = () => {
      a = (a + b) & mask;
      b = rotate(b, 13n) ^ a;
      a = rotate(a, 32n);
      c = (c + d) & mask;
      d = rotate(d, 16n) ^ c;
      a = (a + d) & mask;
      d = rotate(d, 21n) ^ a;
      c = (c + b) & mask;
      b = rotate(b, 17n) ^ c;
      c = rotate(c, 32n);
    };
    const padded = Buffer.alloc((Math.floor(bytes.length / 8) + 1) * 8);
    padded.set(bytes);
    padded[padded.length - 1] = bytes.length & 255;
    for (let i = 0; i < padded.length; i += 8) {
      const word = padded.readBigUInt64LE(i);
      d ^= word;
      round();
      a ^= word;
    }
    c ^= 0xffn;
    for (let i = 0; i < 3; i++) round();
    const result = Buffer.alloc(8);
    result.writeBigUInt64LE(a ^ b ^ c ^ d);
    return result;
  }
  // The published vector for no bytes at all and the key 00 01 ... 0f.
  expect(run('siphash', [new Uint8Array(0)])[0]!.toString('hex')).toBe('dcc40f055801acab');
  same('siphash', malformed.slice(0, 2000), reference);
});
