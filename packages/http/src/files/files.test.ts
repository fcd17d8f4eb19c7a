import type { KeyValueReader, Metadata } from '@morgana/kv';
import { memoryStore } from '@morgana/kv';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Headers } from '../fetch/headers.js';
import { Request } from '../fetch/request.js';
import { ascii } from '../message/writer.js';
import { evaluateConditions, rangeIsCurrent } from './conditional.js';
import { type FilesOptions, files } from './files.js';
import { pathOf } from './path.js';
import { parseRange } from './range.js';
import { mediaType } from './types.js';

const NOW = Date.UTC(2026, 0, 1);
const clock = { wall: () => NOW };
const MODIFIED = Date.UTC(2025, 5, 1, 12, 0, 0) + 345;
const LAST_MODIFIED = 'Sun, 01 Jun 2025 12:00:00 GMT';

async function site(options: Partial<FilesOptions> = {}) {
  const store = memoryStore();
  const add = (key: string, text: string) => store.set(key, ascii(text));
  await add('index.html', '<p>home</p>');
  await add('style.css', 'p{}');
  await add('docs/index.html', 'docs');
  await add('docs/a b.txt', '0123456789');
  await add('empty', '');
  await add('404.html', 'not here');
  await add('app.js', 'plain');
  await add('app.js.gz', 'zipped');
  await add('app.js.br', 'brotli');
  // The same, with a time that the tests know.
  const reader: KeyValueReader = {
    async stat(key): Promise<Metadata | undefined> {
      const metadata = await store.stat(key);
      return metadata === undefined ? undefined : { ...metadata, modified: MODIFIED };
    },
    get: (key, range) => store.get(key, range),
    list: (key) => store.list(key),
    close: () => store.close(),
  };
  const handler = files(reader, { clock, ...options });
  const get = (path: string, headers: Record<string, string> = {}, method = 'GET') =>
    handler({ method, url: `http://a${path}`, headers: new Headers(headers) });
  return { store, get };
}

describe('what is found', () => {
  test('values with type, validators and length', async () => {
    const { get, store } = await site();
    const response = await get('/style.css?v=1');
    expect(response.status).toBe(200);
    expect([...response.headers]).toEqual([
      ['accept-ranges', 'bytes'],
      ['content-type', 'text/css; charset=utf-8'],
      ['etag', `"${(await store.stat('style.css'))!.version}"`],
      ['last-modified', LAST_MODIFIED],
    ]);
    expect(await response.text()).toBe('p{}');
    expect(await (await get('/docs/a%20b.txt')).text()).toBe('0123456789');
    expect(await (await get('/empty')).text()).toBe('');
  });

  test('directories', async () => {
    const { get } = await site();
    expect(await (await get('/')).text()).toBe('<p>home</p>');
    expect(await (await get('/docs/')).text()).toBe('docs');
    const moved = await get('/docs?x=y');
    expect([moved.status, moved.headers.get('location')]).toEqual([308, '/docs/?x=y']);
    expect((await get('/style.css/')).status).toBe(404);
    expect((await get('/nowhere/')).status).toBe(404);
  });

  test('HEAD says the same without content', async () => {
    const { get } = await site();
    const response = await get('/docs/a%20b.txt', {}, 'HEAD');
    expect([response.status, response.headers.get('content-length'), response.body]).toEqual([200, '10', null]);
    expect((await get('/no', {}, 'HEAD')).body).toBe(null);
  });

  test('404 and 405', async () => {
    const { get } = await site({ notFound: '404.html' });
    const missing = await get('/no');
    expect([missing.status, missing.headers.get('content-type'), await missing.text()]).toEqual([
      404,
      'text/html; charset=utf-8',
      'not here',
    ]);
    const post = await get('/', {}, 'POST');
    expect([post.status, post.headers.get('allow')]).toEqual([405, 'GET, HEAD, OPTIONS']);
    expect((await get('/', {}, 'OPTIONS')).status).toBe(204);
  });

  test('compressed siblings', async () => {
    const { get } = await site({ precompressed: true });
    const text = async (accept: string) => {
      const response = await get('/app.js', { 'accept-encoding': accept });
      expect(response.headers.get('vary')).toBe('accept-encoding');
      expect(response.headers.get('content-type')).toMatch(/^text\/javascript/);
      return [response.headers.get('content-encoding'), await response.text()];
    };
    expect(await text('gzip, deflate, br')).toEqual(['br', 'brotli']);
    expect(await text('GZIP;q=0.5')).toEqual(['gzip', 'zipped']);
    expect(await text('br;q=0, gzip;q=0.0')).toEqual([null, 'plain']);
    expect(await text('identity')).toEqual([null, 'plain']);
    const [plain, packed] = await Promise.all([get('/app.js'), get('/app.js', { 'accept-encoding': 'br' })]);
    expect(plain.headers.get('etag')).not.toBe(packed.headers.get('etag'));
  });

  test('a large value is read piece by piece, as it is taken', async () => {
    const store = memoryStore();
    const value = new Uint8Array(1_000_000).map((_, i) => i);
    await store.set('big', value);
    const sizes: number[] = [];
    const counting: KeyValueReader = {
      stat: (key) => store.stat(key),
      async get(key, range) {
        sizes.push(range!.length);
        return store.get(key, range);
      },
      list: (key) => store.list(key),
      close: () => store.close(),
    };
    const response = await files(counting, { clock, pieceLength: 65_536 })(new Request('http://a/big'));
    expect(response.headers.get('content-length')).toBe('1000000');
    const reader = response.body!.getReader();
    expect(sizes).toEqual([]);
    await reader.read();
    expect(sizes.length).toBe(1);
    reader.releaseLock();
    let length = 65_536;
    for await (const piece of response.body!) {
      expect(piece[0]).toBe(length % 256);
      length += piece.length;
    }
    expect(length).toBe(1_000_000);
    expect(Math.max(...sizes)).toBe(65_536);
  });

  test('a value that shrinks while it is sent fails the stream', async () => {
    const store = memoryStore();
    await store.set('big', new Uint8Array(300_000));
    const response = await files(store, { clock })(new Request('http://a/big'));
    const reader = response.body!.getReader();
    await reader.read();
    await store.set('big', new Uint8Array(10));
    await expect(reader.read()).rejects.toThrow(/changed while it was being sent/);
  });
});

describe('paths', () => {
  test.each([
    '/../etc/passwd',
    '/docs/../../x',
    '/%2e%2e/x',
    '/docs/%2E%2E/index.html',
    '/docs%2findex.html',
    '/docs%5cindex.html',
    '/docs\\index.html',
    '//docs/index.html',
    '/docs//index.html',
    '/./index.html',
    '/index.html%00',
    '/%',
    '/%zz',
    '/%c0%ae%c0%ae/x',
    '/%ff',
    'http://b/',
  ])('%j names nothing', async (path) => {
    const { get } = await site();
    expect((await get(path)).status).toBe(404);
  });

  test('a "%" is decoded once', () => {
    expect(pathOf('http://a/%252e%252e/x')?.key).toBe('%2e%2e/x');
    expect(pathOf('http://a')).toMatchObject({ key: '', directory: true });
    expect(pathOf('http://a/%C3%A4?/x#y')).toMatchObject({ key: 'ä', query: '?/x' });
  });

  test('whatever comes, the key stays within the store', () => {
    const part = fc.constantFrom(
      '/',
      '.',
      '..',
      '%2e',
      '%2f',
      '%5c',
      '\\',
      '%00',
      '%25',
      'a',
      '?',
      '#',
      ' ',
      'ä',
      '%c3%a4',
      '%',
    );
    fc.assert(
      fc.property(fc.array(fc.oneof(part, fc.string())), (parts) => {
        const path = pathOf(`http://a/${parts.join('')}`);
        if (path === undefined || path.key === '') return;
        for (const segment of path.key.split('/')) {
          expect(['', '.', '..']).not.toContain(segment);
          expect(segment).not.toMatch(/[\\\0]/);
        }
      }),
    );
  });
});

describe('RFC 9110 13: conditions', () => {
  const validators = { etag: '"v1"', lastModified: Date.parse(LAST_MODIFIED) };
  const before = 'Sun, 01 Jun 2025 11:59:59 GMT';
  const after = 'Sun, 01 Jun 2025 12:00:01 GMT';
  test.each<[Record<string, string>, number]>([
    [{}, 200],
    [{ 'if-none-match': '"v1"' }, 304],
    [{ 'if-none-match': 'W/"v1"' }, 304],
    [{ 'if-none-match': '"v0", "v1"' }, 304],
    [{ 'if-none-match': '*' }, 304],
    [{ 'if-none-match': '"v2"' }, 200],
    [{ 'if-none-match': '"v2"', 'if-modified-since': LAST_MODIFIED }, 200],
    [{ 'if-modified-since': LAST_MODIFIED }, 304],
    [{ 'if-modified-since': after }, 304],
    [{ 'if-modified-since': before }, 200],
    [{ 'if-modified-since': 'yesterday' }, 200],
    [{ 'if-match': '"v1"' }, 200],
    [{ 'if-match': '*' }, 200],
    [{ 'if-match': 'W/"v1"' }, 412],
    [{ 'if-match': '"v2"' }, 412],
    [{ 'if-match': '"v1"', 'if-unmodified-since': before }, 200],
    [{ 'if-match': '"v1"', 'if-none-match': '"v1"' }, 304],
    [{ 'if-unmodified-since': before }, 412],
    [{ 'if-unmodified-since': LAST_MODIFIED }, 200],
    [{ 'if-unmodified-since': 'x' }, 200],
  ])('%j: %i', (headers, status) => {
    expect(evaluateConditions(new Headers(headers), validators, NOW)).toBe(status);
  });

  test('a 304 has validators and no content', async () => {
    const { get } = await site({ cacheControl: 'max-age=60' });
    const etag = (await get('/')).headers.get('etag')!;
    const response = await get('/', { 'if-none-match': etag });
    expect([response.status, response.body]).toEqual([304, null]);
    expect([...response.headers.keys()]).toEqual(['cache-control', 'etag', 'last-modified']);
  });

  test.each<[string | null, boolean]>([
    [null, true],
    ['"v1"', true],
    ['"v2"', false],
    ['W/"v1"', false],
    [LAST_MODIFIED, true],
    [before, false],
    [after, false],
    ['x', false],
  ])('If-Range %j: %j', (field, current) => {
    expect(rangeIsCurrent(field, validators, NOW)).toBe(current);
  });
});

describe('RFC 9110 14: ranges', () => {
  test.each<[string, unknown]>([
    ['bytes=0-4', [{ start: 0, end: 5 }]],
    ['BYTES=0-4', [{ start: 0, end: 5 }]],
    ['bytes=5-', [{ start: 5, end: 10 }]],
    ['bytes=-3', [{ start: 7, end: 10 }]],
    ['bytes=-30', [{ start: 0, end: 10 }]],
    ['bytes=8-100', [{ start: 8, end: 10 }]],
    [
      'bytes= 0-0 , ,9-9',
      [
        { start: 0, end: 1 },
        { start: 9, end: 10 },
      ],
    ],
    ['bytes=10-', []],
    ['bytes=-0', []],
    ['bytes=10-,0-1', [{ start: 0, end: 2 }]],
    ['bytes=4-3', 'whole'],
    ['bytes=', 'whole'],
    ['bytes=-', 'whole'],
    ['bytes=a-b', 'whole'],
    ['bytes=0-4-5', 'whole'],
    ['bytes=+1-2', 'whole'],
    ['lines=1-2', 'whole'],
    ['bytes=0-,0-,0-', 'whole'],
    [`bytes=${'0-0,'.repeat(20)}`, 'whole'],
  ])('%s of 10', (field, expected) => {
    expect(parseRange(field, 10, 16)).toEqual(expected);
  });

  test('206, 416, If-Range', async () => {
    const { get } = await site();
    const path = '/docs/a%20b.txt';
    const part = await get(path, { range: 'bytes=2-4' });
    expect([part.status, part.headers.get('content-range'), await part.text()]).toEqual([206, 'bytes 2-4/10', '234']);
    const beyond = await get(path, { range: 'bytes=10-' });
    expect([beyond.status, beyond.headers.get('content-range')]).toEqual([416, 'bytes */10']);
    const changed = await get(path, { range: 'bytes=2-4', 'if-range': '"other"' });
    expect([changed.status, await changed.text()]).toEqual([200, '0123456789']);
    expect((await get(path, { range: 'bytes=2-4' }, 'HEAD')).status).toBe(200);
    expect((await get('/empty', { range: 'bytes=0-' })).status).toBe(416);
  });

  test('multipart/byteranges', async () => {
    const { get } = await site();
    const response = await get('/docs/a%20b.txt', { range: 'bytes=0-1,8-' });
    expect(response.status).toBe(206);
    const boundary = /^multipart\/byteranges; boundary=(.+)$/.exec(response.headers.get('content-type')!)![1]!;
    const text = await response.text();
    expect(text).toBe(
      `${['bytes 0-1/10\r\n\r\n01', 'bytes 8-9/10\r\n\r\n89']
        .map((part) => `--${boundary}\r\ncontent-type: text/plain; charset=utf-8\r\ncontent-range: ${part}\r\n`)
        .join('')}--${boundary}--\r\n`,
    );
    expect(response.headers.get('content-length')).toBe(String(text.length));
    expect(response.headers.get('content-range')).toBe(null);
  });
});

test('media types', () => {
  expect(mediaType('a/b.HTML', {})).toBe('text/html; charset=utf-8');
  expect(mediaType('a.b/c', {})).toBe('application/octet-stream');
  expect(mediaType('x.constructor', {})).toBe('application/octet-stream');
  expect(mediaType('x.foo', { foo: 'text/foo' })).toBe('text/foo');
});
