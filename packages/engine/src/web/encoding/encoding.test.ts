import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fuzz } from '../../inspect/testing/fuzz.js';
import { atob, btoa } from './base64.js';
import { TextDecoder } from './text-decoder.js';
import { TextEncoder } from './text-encoder.js';

const NodeDecoder = globalThis.TextDecoder;
const NodeEncoder = globalThis.TextEncoder;

function outcome(run: () => unknown): unknown {
  try {
    return run();
  } catch (error) {
    return `${(error as Error).name} ${(error as { code?: unknown }).code}`;
  }
}

/** Octets that are often nearly UTF-8. */
const octet = fc.oneof(
  fc.constantFrom(0x41, 0x80, 0xbf, 0xc2, 0xc0, 0xe0, 0xa0, 0xed, 0x9f, 0xef, 0xbb, 0xbf, 0xf0, 0x90, 0xf4, 0x8f, 0xf5),
  fc.integer({ min: 0, max: 255 }),
);
const octets = fc.oneof(
  fc.array(octet, { maxLength: 20 }).map((list) => Uint8Array.from(list)),
  fc.string({ unit: 'binary', maxLength: 20 }).map((text) => new NodeEncoder().encode(text)),
  fc.string({ unit: 'binary', maxLength: 5 }).map((text) => new NodeEncoder().encode(`\ufeff${text}`)),
);

describe('TextEncoder', () => {
  const text = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 30 }),
    fc
      .array(fc.constantFrom('a', 'ü', '€', '😀', '\ud800', '\udc00', '\ufeff'), { maxLength: 12 })
      .map((a) => a.join('')),
  );

  test('encode', () => {
    fc.assert(
      fc.property(text, (input) => {
        expect([...new TextEncoder().encode(input)]).toEqual([...new NodeEncoder().encode(input)]);
      }),
      fuzz(1500),
    );
  });

  test('encodeInto', () => {
    fc.assert(
      fc.property(text, fc.integer({ min: 0, max: 40 }), (input, room) => {
        const mine = new Uint8Array(room);
        const nodes = new Uint8Array(room);
        expect(new TextEncoder().encodeInto(input, mine)).toEqual(new NodeEncoder().encodeInto(input, nodes));
        expect([...mine]).toEqual([...nodes]);
      }),
      fuzz(1500),
    );
  });

  test('what is no string', () => {
    for (const input of [undefined, null, 1, {}, [1, 2]]) {
      expect([...new TextEncoder().encode(input)]).toEqual([...new NodeEncoder().encode(input as string)]);
    }
    expect(() => new TextEncoder().encodeInto('a', [] as never)).toThrow(TypeError);
  });
});

describe('TextDecoder', () => {
  const options = fc.record({ fatal: fc.boolean(), ignoreBOM: fc.boolean() });
  const label = fc.constantFrom('utf-8', 'UTF8 ', 'utf-16le', 'utf-16', 'utf-16be');

  test('at once', () => {
    fc.assert(
      fc.property(label, options, octets, (name, chosen, bytes) => {
        expect(outcome(() => new TextDecoder(name, chosen).decode(bytes))).toBe(
          outcome(() => new NodeDecoder(name, chosen).decode(bytes)),
        );
      }),
      fuzz(1500),
    );
  });

  test('in pieces, a decoder used twice', () => {
    fc.assert(
      fc.property(
        label,
        options,
        octets,
        fc.array(fc.nat({ max: 4 }), { maxLength: 8 }),
        (name, chosen, bytes, sizes) => {
          const run = (decoder: globalThis.TextDecoder | TextDecoder) => {
            const parts: string[] = [];
            for (let round = 0; round < 2; round++) {
              let at = 0;
              for (const size of sizes) {
                parts.push(decoder.decode(bytes.subarray(at, at + size), { stream: true }));
                at += size;
              }
              parts.push(decoder.decode(bytes.subarray(at)));
            }
            return parts.join('');
          };
          expect(outcome(() => run(new TextDecoder(name, chosen)))).toBe(
            outcome(() => run(new NodeDecoder(name, chosen))),
          );
        },
      ),
      fuzz(1500),
    );
  });

  test('long input', () => {
    const text = 'aü€😀'.repeat(5000);
    expect(new TextDecoder().decode(new NodeEncoder().encode(text))).toBe(text);
    expect(new TextDecoder('utf-16le').decode(Uint16Array.from(text, (c) => c.charCodeAt(0)))).toBe(
      new NodeDecoder('utf-16le').decode(Uint16Array.from(text, (c) => c.charCodeAt(0))),
    );
  });

  test('windows-1252', () => {
    const bytes = Uint8Array.from({ length: 256 }, (_, i) => i);
    // As the Encoding Standard has it; some releases of Node 20 read Latin-1 instead.
    const text = new TextDecoder('latin1').decode(bytes);
    expect(text.slice(0, 0x80)).toBe(String.fromCharCode(...bytes.subarray(0, 0x80)));
    expect(text.slice(0xa0)).toBe(String.fromCharCode(...bytes.subarray(0xa0)));
    expect(text.slice(0x80, 0xa0)).toBe('€\x81‚ƒ„…†‡ˆ‰Š‹Œ\x8dŽ\x8f\x90‘’“”•–—˜™š›œ\x9džŸ');
    expect(new TextDecoder('ASCII').encoding).toBe(new NodeDecoder('ASCII').encoding);
  });

  test('kinds of input', () => {
    const { buffer } = Uint8Array.of(65, 66, 67, 68);
    for (const input of [undefined, buffer, new DataView(buffer, 1, 2), new Uint16Array(buffer)]) {
      expect(new TextDecoder().decode(input)).toBe(new NodeDecoder().decode(input));
    }
    expect(() => new TextDecoder().decode('text')).toThrow(TypeError);
    expect(outcome(() => new TextDecoder('klingon'))).toBe(outcome(() => new NodeDecoder('klingon')));
    expect(new TextDecoder('utf8', null).encoding).toBe('utf-8');
  });
});

describe('base64', () => {
  test('btoa', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.uint8Array(), (text, bytes) => {
        const latin1 = String.fromCharCode(...bytes);
        expect(btoa(latin1)).toBe(globalThis.btoa(latin1));
        expect(atob(btoa(latin1))).toBe(latin1);
        expect(outcome(() => btoa(text))).toBe(outcome(() => globalThis.btoa(text)));
      }),
    );
  });

  test('atob', () => {
    const text = fc.string({ unit: fc.constantFrom(...'AZaz09+/==  \n-_é'), maxLength: 10 });
    fc.assert(
      fc.property(text, (input) => {
        expect(outcome(() => atob(input))).toBe(outcome(() => globalThis.atob(input)));
      }),
      fuzz(1500),
    );
    for (const input of [null, undefined, 1234, 12345]) {
      expect(outcome(() => atob(input))).toBe(outcome(() => globalThis.atob(input as never)));
    }
  });
});
