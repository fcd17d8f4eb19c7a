import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { message, transcript } from '../testing/transcript.js';
import { isHostAndPort } from './grammar.js';
import { DEFAULT_PARSER_LIMITS, ERROR, HttpParser, NEED_INPUT, type ParserLimits } from './parser.js';
import { ascii } from './writer.js';

const request = (text: string, limits?: Partial<ParserLimits>) => transcript('request', [ascii(text)], limits);
const response = (text: string, toHead = false) => transcript('response', [ascii(text)], {}, toHead);

const get = (fields: string) => `GET / HTTP/1.1\r\nHost: a\r\n${fields}\r\n`;
const post = (fields: string, body: string) => `POST / HTTP/1.1\r\nHost: a\r\n${fields}\r\n${body}`;

function expectRefusal(said: string[], status: number): void {
  expect(said.at(-1)).toMatch(new RegExp(`^error ${status}: `));
  expect(said).toHaveLength(1);
}

describe('RFC 9112 3: request line', () => {
  test('origin-form with fields', () => {
    expect(request('GET /where?q=now HTTP/1.1\r\nHost: www.example.org\r\nAccept:  */* \t\r\n\r\n')).toEqual([
      'head GET /where?q=now [host|www.example.org|accept|*/*] host=www.example.org 1 true false false',
      'idle',
    ]);
  });

  test.each([
    ['a bare LF', 'GET / HTTP/1.1\nHost: a\n\n', 400],
    ['two spaces', 'GET  / HTTP/1.1\r\nHost: a\r\n\r\n', 400],
    ['a tab for a space', 'GET\t/ HTTP/1.1\r\nHost: a\r\n\r\n', 400],
    ['white space at the end', 'GET / HTTP/1.1 \r\nHost: a\r\n\r\n', 400],
    ['white space at the start', ' GET / HTTP/1.1\r\nHost: a\r\n\r\n', 400],
    ['no version (HTTP/0.9)', 'GET /\r\n', 400],
    ['a version in lower case', 'GET / http/1.1\r\nHost: a\r\n\r\n', 400],
    ['a version of three digits', 'GET / HTTP/1.10\r\nHost: a\r\n\r\n', 400],
    ['HTTP/2.0', 'GET / HTTP/2.0\r\nHost: a\r\n\r\n', 505],
    ['the preface of HTTP/2', 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n', 505],
    ['a method with a bracket', 'G[T / HTTP/1.1\r\nHost: a\r\n\r\n', 400],
    ['NUL in the target', 'GET /\0 HTTP/1.1\r\nHost: a\r\n\r\n', 400],
    ['a fragment', 'GET /#x HTTP/1.1\r\nHost: a\r\n\r\n', 400],
    ['octets beyond ASCII in the target', 'GET /\xe4 HTTP/1.1\r\nHost: a\r\n\r\n', 400],
    ['a bare CR before it', '\rGET / HTTP/1.1\r\nHost: a\r\n\r\n', 400],
    ['two empty lines before it', '\r\n\r\nGET / HTTP/1.1\r\nHost: a\r\n\r\n', 400],
    ['a TLS handshake', '\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\n', 400],
  ])('%s', (_, text, status) => expectRefusal(request(text), status));

  test('one empty line before it is ignored (2.2), also between messages', () => {
    expect(request(`\r\n${get('')}\r\n${get('')}`)).toHaveLength(3);
  });

  test('a higher minor version is served as 1.1 (RFC 9110 2.5)', () => {
    expect(request('GET / HTTP/1.7\r\nHost: a\r\n\r\n')[0]).toMatch(/ 1 true false false$/);
  });
});

describe('RFC 9112 3.2: Host', () => {
  test.each([
    ['missing', 'GET / HTTP/1.1\r\n\r\n'],
    ['twice', 'GET / HTTP/1.1\r\nHost: a\r\nHost: a\r\n\r\n'],
    ['twice in other case', 'GET / HTTP/1.1\r\nHost: a\r\nhOST: b\r\n\r\n'],
    ['with a path', 'GET / HTTP/1.1\r\nHost: a/b\r\n\r\n'],
    ['with user information', 'GET / HTTP/1.1\r\nHost: u@a\r\n\r\n'],
    ['with white space', 'GET / HTTP/1.1\r\nHost: a b\r\n\r\n'],
    ['with a port that is none', 'GET / HTTP/1.1\r\nHost: a:b\r\n\r\n'],
  ])('%s', (_, text) => expectRefusal(request(text), 400));

  test('may be missing in HTTP/1.0', () => {
    expect(request('GET / HTTP/1.0\r\n\r\n')).toEqual(['head GET / [] host=- 0 false false false', 'idle']);
  });

  test.each([
    ['example.org', true],
    ['example.org:80', true],
    ['example.org:', true],
    ['[::1]:80', true],
    ['[::1]', true],
    ['', true],
    ['[::1', false],
    ['::1', false],
    ['a]', false],
    ['[[::1]]', false],
    ['[::1]x', false],
    ['a:123456', false],
  ])('isHostAndPort(%j) is %j', (text, valid) => {
    expect(isHostAndPort(ascii(text), 0, text.length)).toBe(valid);
  });
});

describe('RFC 9112 5: field lines', () => {
  test.each([
    ['obs-fold', get('X: a\r\n b\r\n')],
    ['white space before the first field', 'GET / HTTP/1.1\r\n Host: a\r\n\r\n'],
    ['white space before the colon', get('Content-Length : 3\r\n')],
    ['no colon', get('Content-Length\r\n')],
    ['an empty name', get(': x\r\n')],
    ['a name that is no token', get('a(b: x\r\n')],
    ['NUL in a value', get('X: a\0b\r\n')],
    ['a bare CR in a value', get('X: a\rb\r\n')],
    ['a bare LF after a value', get('X: a\nY: b\r\n')],
    ['DEL in a value', get('X: \x7f\r\n')],
    ['a bare CR at the end of the section', 'GET / HTTP/1.1\r\nHost: a\r\n\rx\n'],
  ])('%s', (_, text) => expectRefusal(request(text), 400));

  test('obs-text and empty values are taken', () => {
    expect(request(get('X: \xe4\r\nY:\r\nZ:   \t\r\n'))[0]).toContain('[host|a|x|\xe4|y||z|]');
  });
});

describe('RFC 9112 6.3, 11.2: framing that could be read in two ways', () => {
  test.each([
    ['both', post('Content-Length: 5\r\nTransfer-Encoding: chunked\r\n', '0\r\n\r\n'), 400],
    ['both, the other way round', post('Transfer-Encoding: chunked\r\nContent-Length: 5\r\n', '0\r\n\r\n'), 400],
    ['two lengths', post('Content-Length: 5\r\nContent-Length: 6\r\n', 'hello'), 400],
    ['two lengths in a list', post('Content-Length: 5, 6\r\n', 'hello'), 400],
    ['a sign', post('Content-Length: +5\r\n', 'hello'), 400],
    ['negative', post('Content-Length: -5\r\n', 'hello'), 400],
    ['hexadecimal', post('Content-Length: 0x5\r\n', 'hello'), 400],
    ['an empty length', post('Content-Length: \r\n', ''), 400],
    ['an empty member', post('Content-Length: 5,\r\n', 'hello'), 400],
    ['a length beyond 2^53', post('Content-Length: 99999999999999999999\r\n', ''), 413],
    ['another coding', post('Transfer-Encoding: gzip\r\n', ''), 501],
    ['another coding first', post('Transfer-Encoding: gzip, chunked\r\n', ''), 501],
    ['identity', post('Transfer-Encoding: identity\r\n', ''), 501],
    ['chunked not last', post('Transfer-Encoding: chunked, gzip\r\n', ''), 400],
    ['chunked twice', post('Transfer-Encoding: chunked, chunked\r\n', ''), 400],
    ['chunked in two lines', post('Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n', ''), 400],
    ['a parameter', post('Transfer-Encoding: chunked;a=b\r\n', ''), 501],
    ['a quoted coding', post('Transfer-Encoding: "chunked"\r\n', ''), 501],
    ['an empty coding', post('Transfer-Encoding: \r\n', ''), 400],
    ['a vertical tab', post('Transfer-Encoding: \x0bchunked\r\n', ''), 400],
    ['in HTTP/1.0', 'POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n', 400],
  ])('%s', (_, text, status) => expectRefusal(request(text), status));

  test('equal lengths are one (6.3)', () => {
    expect(request(post('Content-Length: 5\r\nContent-Length: 5 , 5\r\n', 'hello'))[1]).toBe('body 5 "hello"');
  });
});

describe('RFC 9112 7.1: chunked', () => {
  const chunked = (body: string, limits?: Partial<ParserLimits>) =>
    request(post('Transfer-Encoding: Chunked\r\n', body), limits).slice(1);

  test('sizes in both cases, extensions, trailers', () => {
    expect(chunked('5\r\nhello\r\n00A;x;y = "a;\\"b\r" \r\n')).toEqual([
      'error 400: a control character in a chunk extension',
    ]);
    expect(chunked('5\r\nhello\r\n00a;x;y="a;\\"b" \r\n0123456789\r\n0\r\nX: 1\r\nY: 2\r\n\r\n')).toEqual([
      'body 15 "hello0123456789"',
      'idle',
    ]);
  });

  test.each([
    ['no digit', '\r\n', 400],
    ['a sign', '+5\r\nhello\r\n', 400],
    ['0x', '0x5\r\nhello\r\n', 400],
    ['a bare LF after the size', '5\nhello\r\n', 400],
    ['a bare LF after the data', '5\r\nhello\n', 400],
    ['white space before the size', ' 5\r\nhello\r\n', 400],
    ['white space after the size', '5 \r\nhello\r\n', 400],
    ['too long a chunk', '4\r\nhello\r\n', 400],
    ['fourteen digits', '00000000000005\r\nhello\r\n', 400],
    ['more than 2^32', '100000005\r\nhello\r\n', 413],
    ['a bare LF in an extension', '5;a\nhello\r\n', 400],
    ['a bare LF in trailers', '0\r\nX: 1\n\r\n', 400],
    ['a folded trailer', '0\r\nX: 1\r\n 2\r\n\r\n', 400],
  ])('%s', (_, body, status) => {
    expect(chunked(body).at(-1)).toMatch(new RegExp(`^error ${status}: `));
  });

  test('bounds: extensions, trailers, content', () => {
    expect(chunked(`1;${'x'.repeat(20)}\r\na\r\n`, { chunkExtensionLength: 16 })[0]).toMatch(/^error 400/);
    expect(chunked('1;x\r\na\r\n'.repeat(20), { chunkExtensionLength: 16 })[0]).toMatch(/^error 400/);
    expect(chunked(`0\r\n${'X: 1\r\n'.repeat(9)}\r\n`, { fieldCount: 8 })[0]).toMatch(/^error 431/);
    expect(chunked(`0\r\nX: ${'1'.repeat(200)}\r\n\r\n`, { headLength: 128 })[0]).toMatch(/^error 431/);
    expect(chunked('5\r\nhello\r\n1\r\nx\r\n', { bodyLength: 5 })[0]).toMatch(/^error 413/);
    expect(chunked('5\r\nhello\r\n0\r\n\r\n', { bodyLength: 5 })[0]).toBe('body 5 "hello"');
  });
});

describe('limits of the head', () => {
  test('414 for the target and for an endless request line', () => {
    expectRefusal(request(`GET /${'x'.repeat(100)} HTTP/1.1\r\nHost: a\r\n\r\n`, { targetLength: 100 }), 414);
    expectRefusal(request('x'.repeat(300), { headLength: 256 }), 414);
  });

  test('431 for length and count', () => {
    expectRefusal(request(get(`X: ${'x'.repeat(300)}\r\n`), { headLength: 256 }), 431);
    expectRefusal(request(get('X: 1\r\n'.repeat(10)), { fieldCount: 10 }), 431);
    expect(request(get('X: 1\r\n'.repeat(9)), { fieldCount: 10 })).toHaveLength(2);
  });

  test('413 for a Content-Length beyond the limit, before any content', () => {
    expectRefusal(request(post('Content-Length: 11\r\n', ''), { bodyLength: 10 }), 413);
  });
});

describe('RFC 9112 9.3: persistence', () => {
  test.each([
    ['GET / HTTP/1.1\r\nHost: a\r\n\r\n', true],
    ['GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n', false],
    ['GET / HTTP/1.1\r\nHost: a\r\nConnection: x , CLOSE\r\n\r\n', false],
    ['GET / HTTP/1.1\r\nHost: a\r\nConnection: closed\r\n\r\n', true],
    ['GET / HTTP/1.0\r\n\r\n', false],
    ['GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n', true],
    ['GET / HTTP/1.0\r\nConnection: keep-alive, close\r\n\r\n', false],
  ])('%j: %j', (text, keepAlive) => {
    expect(request(text)[0]).toContain(`${keepAlive} false false`);
  });
});

describe('responses', () => {
  test('by length, chunked, until close, without content', () => {
    expect(response('HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhiHTTP/1.1 204 No Content\r\n\r\n')).toEqual([
      'head 200 OK [content-length|2] host=- 1 true true false',
      'body 2 "hi"',
      'head 204 No Content [] host=- 1 true false false',
      'complete',
      'idle',
    ]);
    expect(response('HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nhi\r\n0\r\n\r\n')[1]).toBe(
      'body 2 "hi"',
    );
    expect(response('HTTP/1.0 200 OK\r\n\r\nall of it')).toEqual([
      'head 200 OK [] host=- 0 false true false',
      'partial "all of it"',
      'closed',
    ]);
  });

  test('HEAD, 304 and 1xx have none whatever they say (6.3)', () => {
    expect(response('HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n', true)).toHaveLength(3);
    expect(response('HTTP/1.1 304 Not Modified\r\nContent-Length: 5\r\n\r\n')).toHaveLength(3);
    expect(response('HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n')).toHaveLength(4);
  });

  test('a reason phrase may be empty, its space missing', () => {
    expect(response('HTTP/1.1 200\r\nContent-Length: 0\r\n\r\n')[0]).toMatch(/^head 200 {2}\[/);
    expect(response('HTTP/1.1 200 \r\nContent-Length: 0\r\n\r\n')[0]).toMatch(/^head 200 {2}\[/);
  });

  test.each([
    ['HTTP/1.1 20 OK\r\n\r\n'],
    ['HTTP/1.1 2000 OK\r\n\r\n'],
    ['HTTP/1.1 099 OK\r\n\r\n'],
    ['HTTP/1.1  200 OK\r\n\r\n'],
    ['ICY 200 OK\r\n\r\n'],
    ['HTTP/1.1 200 O\0K\r\n\r\n'],
    ['HTTP/1.1 200 OK\n\n'],
    ['HTTP/1.1 200 OK\r\nContent-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n'],
  ])('refuses %j', (text) => expect(response(text)[0]).toMatch(/^error/));

  test('a message that is cut off is told from one that ends', () => {
    expect(response('HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nhi').at(-1)).toBe('cut off');
    expect(response('HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nhi\r\n').at(-1)).toBe('cut off');
    expect(response('HTTP/1.1 200').at(-1)).toBe('cut off');
  });
});

// --- Properties ---

/** Octets that mutations like to use: those with a meaning. */
const meaningful = fc.constantFrom(...[...'\r\n\0 \t:;,"0aF\x7f\x80\xff'].map((character) => character.charCodeAt(0)));

const mutated = fc
  .tuple(
    fc.array(message, { minLength: 1, maxLength: 3 }),
    fc.array(fc.tuple(fc.nat(), fc.constantFrom('set', 'insert', 'delete', 'swap'), meaningful), { maxLength: 4 }),
  )
  .map(([messages, edits]) => {
    const octets = [...ascii(messages.join(''))];
    for (const [where, what, octet] of edits) {
      const at = octets.length === 0 ? 0 : where % octets.length;
      if (what === 'set') octets[at] = octet;
      else if (what === 'insert') octets.splice(at, 0, octet);
      else if (what === 'delete') octets.splice(at, 1);
      else [octets[at], octets[octets.length - 1]] = [octets[octets.length - 1]!, octets[at]!];
    }
    return Uint8Array.from(octets);
  });

function cut(bytes: Uint8Array, cuts: readonly number[]): Uint8Array[] {
  const at = [...new Set(cuts.map((where) => where % (bytes.length + 1)))].sort((a, b) => a - b);
  const pieces: Uint8Array[] = [];
  let from = 0;
  for (const to of [...at, bytes.length]) {
    // Each piece is an array of its own, as a flow gives them.
    pieces.push(bytes.slice(from, to));
    from = to;
  }
  return pieces;
}

const SMALL: Partial<ParserLimits> = {
  headLength: 160,
  targetLength: 24,
  fieldCount: 4,
  bodyLength: 120,
  chunkExtensionLength: 12,
};

describe('properties', () => {
  for (const kind of ['request', 'response'] as const) {
    test(`${kind}s: the same octets say the same, however they are cut`, () => {
      const input = fc.oneof(mutated, fc.uint8Array({ maxLength: 200 }));
      fc.assert(
        fc.property(input, fc.array(fc.nat(), { maxLength: 12 }), fc.boolean(), (bytes, cuts, small) => {
          const limits = small ? SMALL : {};
          const whole = transcript(kind, [bytes], limits);
          expect(transcript(kind, cut(bytes, cuts), limits)).toEqual(whole);
          expect(
            transcript(
              kind,
              [...bytes].map((octet) => Uint8Array.of(octet)),
              limits,
            ),
          ).toEqual(whole);
        }),
        { numRuns: 3000 },
      );
    });
  }

  test('responses, mutated, however they are cut', () => {
    const seeds = [
      'HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhelloHTTP/1.1 304 Not Modified\r\n\r\n',
      'HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5;x=y\r\nhello\r\n0\r\n\r\n',
      'HTTP/1.0 404 Not Found\r\nConnection: keep-alive\r\n\r\nuntil the end',
    ].map(ascii);
    const edits = fc.array(fc.tuple(fc.nat(), meaningful), { maxLength: 3 });
    fc.assert(
      fc.property(fc.constantFrom(...seeds), edits, fc.array(fc.nat(), { maxLength: 6 }), (seed, changes, cuts) => {
        const bytes = seed.slice();
        for (const [where, octet] of changes) bytes[where % bytes.length] = octet;
        expect(transcript('response', cut(bytes, cuts))).toEqual(transcript('response', [bytes]));
      }),
      { numRuns: 2000 },
    );
  });

  test('valid messages are taken, with all of their content', () => {
    fc.assert(
      fc.property(fc.array(message, { maxLength: 4 }), (messages) => {
        const said = transcript('request', [ascii(messages.join(''))]);
        expect(said.filter((line) => line.startsWith('head'))).toHaveLength(messages.length);
        expect(said.at(-1)).toBe('idle');
      }),
    );
  });

  test('memory is bounded by the limits while a head trickles in', () => {
    const parser = new HttpParser('request', { ...DEFAULT_PARSER_LIMITS, headLength: 4096 });
    let event: number = NEED_INPUT;
    let pushes = 0;
    while (event === NEED_INPUT && pushes < 100_000) {
      parser.push(Uint8Array.of(0x61));
      pushes++;
      event = parser.next();
      expect(parser.input.length).toBeLessThanOrEqual(3 * 4096);
    }
    expect(event).toBe(ERROR);
    expect(pushes).toBe(4096);
  });
});
