import { type Connection, FlowError, MemoryInternet, type MemoryStack } from '@morgana/flow';
import { VirtualClock } from '@morgana/time';
import { describe, expect, test, vi } from 'vitest';
import { latin1 } from '../bytes.js';
import { AbortController } from '../fetch/abort.js';
import { Headers } from '../fetch/headers.js';
import { Request } from '../fetch/request.js';
import { Response } from '../fetch/response.js';
import { ReadableStream } from '../fetch/stream.js';
import { ascii } from '../message/writer.js';
import type { Handler } from '../server/options.js';
import { serve } from '../server/server.js';
import { createClient } from './client.js';
import type { ClientOptions } from './options.js';

const SERVER = '10.0.0.2';

interface World {
  readonly clock: VirtualClock;
  readonly internet: MemoryInternet;
  readonly serverStack: MemoryStack;
  readonly client: ReturnType<typeof createClient>;
}

function world(options: Partial<ClientOptions> = {}): World {
  const internet = new MemoryInternet();
  const clock = new VirtualClock();
  const client = createClient({ stack: internet.stack('10.0.0.1'), clock, ...options });
  return { clock, internet, serverStack: internet.stack(SERVER), client };
}

async function withServer(handler: Handler, options: Partial<ClientOptions> = {}, port = 80) {
  const all = world(options);
  const server = await serve({ stack: all.serverStack, clock: all.clock, port, handler });
  return { ...all, server };
}

/** A server of raw octets: `script` gets each connection and the requests' text so far. */
async function withScript(
  script: (flow: Connection, number: number) => Promise<void>,
  options: Partial<ClientOptions> = {},
) {
  const all = world(options);
  let connections = 0;
  await all.serverStack.listen({ port: 80 }, (flow) => {
    script(flow, connections++).catch(() => {});
  });
  return { ...all, connections: () => connections };
}

async function readHead(flow: Connection): Promise<string> {
  let text = '';
  while (!text.includes('\r\n\r\n')) {
    const bytes = await flow.read();
    if (bytes === null) throw new Error('closed');
    text += latin1(bytes, 0, bytes.length);
  }
  return text;
}

const URL = `http://${SERVER}/`;
const OK = 'HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok';

describe('requests and responses', () => {
  test('what is sent', async () => {
    let head = '';
    const { client } = await withScript(async (flow) => {
      head = await readHead(flow);
      await flow.write(ascii(OK));
    });
    const response = await client.fetch('http://10.0.0.2:80/a b?c#d', {
      headers: { 'X-Y': 'z', host: 'evil', 'content-length': '7', connection: 'close' },
    });
    expect(head).toBe('GET /a%20b?c HTTP/1.1\r\nhost: 10.0.0.2\r\nx-y: z\r\naccept: */*\r\n\r\n');
    expect(response).toMatchObject({ status: 200, statusText: 'OK', ok: true, url: 'http://10.0.0.2/a%20b?c#d' });
    expect(await response.text()).toBe('ok');
  });

  test.each<[string, () => RequestInit['body'], string]>([
    ['text', () => 'hällo', 'content-length: 6'],
    ['octets', () => new Uint8Array([104, 105]), 'content-length: 2'],
    ['a large body', () => 'x'.repeat(200_000), 'content-length: 200000'],
    ['nothing', () => null, 'content-length: 0'],
  ])('POST %s', async (_, body, framing) => {
    const { client } = await withServer(async (request) => {
      const bytes = await request.bytes();
      return Response.json([request.headers.get('content-length'), bytes.length]);
    });
    const response = await client.fetch(URL, { method: 'post', body: body() as string });
    const length = framing.split(': ')[1]!;
    expect(await response.json()).toEqual([length, Number(length)]);
  });

  test('POST a stream: chunked', async () => {
    const { client } = await withServer(async (request) =>
      Response.json([request.headers.get('transfer-encoding'), await request.text()]),
    );
    const body = ReadableStream.from(['a', 'b'.repeat(20_000), 'c'].map(ascii));
    const response = await client.fetch(URL, { method: 'POST', body });
    expect(await response.json()).toEqual(['chunked', `a${'b'.repeat(20_000)}c`]);
  });

  test('streams through, both ways at the same time', async () => {
    const { client } = await withServer((request) => new Response(request.body));
    let push: (text: string) => void = () => {};
    let end: () => void = () => {};
    const body = new ReadableStream<Uint8Array>({
      start(controller) {
        push = (text) => controller.enqueue(ascii(text));
        end = () => controller.close();
      },
    });
    const response = await client.fetch(URL, { method: 'POST', body });
    const reader = response.body!.getReader();
    for (const text of ['one', 'two']) {
      push(text);
      const { value } = await reader.read();
      expect(latin1(value!, 0, value!.length)).toBe(text);
    }
    end();
    expect((await reader.read()).done).toBe(true);
    // The exchange is complete both ways: the connection is kept.
    expect(client.connections).toBe(1);
  });

  test('HEAD, 204 and 304 have no body; interim responses are skipped', async () => {
    const { client, connections } = await withScript(async (flow) => {
      for (const answer of [
        'HTTP/1.1 200 OK\r\ncontent-length: 5\r\n\r\n',
        'HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nlink: x\r\n\r\nHTTP/1.1 204 No Content\r\n\r\n',
        'HTTP/1.1 304 Not Modified\r\ncontent-length: 5\r\n\r\n',
      ]) {
        await readHead(flow);
        await flow.write(ascii(answer));
      }
    });
    const head = await client.fetch(URL, { method: 'HEAD' });
    expect([head.headers.get('content-length'), head.body]).toEqual(['5', null]);
    expect((await client.fetch(URL)).status).toBe(204);
    expect((await client.fetch(URL)).status).toBe(304);
    expect(connections()).toBe(1);
  });

  test('a body that ends with the connection', async () => {
    const { client } = await withScript(async (flow) => {
      await readHead(flow);
      await flow.write(ascii('HTTP/1.0 200 OK\r\n\r\nall '));
      await flow.write(ascii('of it'));
      await flow.close();
    });
    expect(await (await client.fetch(URL)).text()).toBe('all of it');
    expect(client.connections).toBe(0);
  });

  test('takes a Request of ours, of the platform, and anything that prints as a URL', async () => {
    const { client } = await withServer(async (request) =>
      Response.json([request.method, request.headers.get('x'), await request.text()]),
    );
    const init = { method: 'PUT', headers: { x: 'y' }, body: 'z' };
    expect(await (await client.fetch(new Request(URL, init))).json()).toEqual(['PUT', 'y', 'z']);
    const platform = new globalThis.Request(URL, init) as unknown as Request;
    expect(await (await client.fetch(platform)).json()).toEqual(['PUT', 'y', 'z']);
    expect(await (await client.fetch(new globalThis.URL(URL))).json()).toEqual(['GET', null, '']);
  });

  test('an answer before all of the request was sent (413) is given', async () => {
    const { client } = await withScript(async (flow) => {
      await readHead(flow);
      await flow.write(ascii('HTTP/1.1 413 Content Too Large\r\nconnection: close\r\ncontent-length: 0\r\n\r\n'));
      await flow.close();
    });
    const response = await client.fetch(URL, { method: 'POST', body: new ReadableStream({}) });
    expect(response.status).toBe(413);
    expect(client.connections).toBe(0);
  });
});

describe('connections', () => {
  test('are kept and used again', async () => {
    const { client, server } = await withServer(() => new Response('ok'));
    for (let i = 0; i < 5; i++) expect(await (await client.fetch(URL)).text()).toBe('ok');
    expect(server.statistics.connections).toBe(1);
  });

  test('are limited per origin; the rest wait, up to a bound', async () => {
    const { client, server, clock } = await withServer(
      () => new Promise((resolve) => clock2.setTimer(clock2.monotonic() + 100, () => resolve(new Response('ok')))),
      { limits: { connectionsPerOrigin: 2, waiting: 3 } },
    );
    const clock2 = clock;
    const fetches = [1, 2, 3, 4, 5].map(() => client.fetch(URL).then((response) => response.text()));
    await clock.settle();
    expect([client.connections, client.waiting]).toEqual([2, 3]);
    await expect(client.fetch(URL)).rejects.toMatchObject({ code: 'exhausted' });
    expect(await clock.complete(Promise.all(fetches))).toEqual(['ok', 'ok', 'ok', 'ok', 'ok']);
    expect(server.statistics.connections).toBe(2);
    expect(clock.monotonic()).toBe(300);
  });

  test('to other origins make room in all', async () => {
    const { client, serverStack, clock } = await withServer(() => new Response('a'), { limits: { connections: 1 } });
    await serve({ stack: serverStack, clock, port: 81, handler: () => new Response('b') });
    for (let i = 0; i < 3; i++) {
      expect(await (await client.fetch(URL)).text()).toBe('a');
      expect(await (await client.fetch('http://10.0.0.2:81/')).text()).toBe('b');
      expect(client.connections).toBe(1);
    }
    const both = [client.fetch(URL), client.fetch('http://10.0.0.2:81/'), client.fetch(URL)];
    expect(await Promise.all(both.map(async (response) => (await response).text()))).toEqual(['a', 'b', 'a']);
  });

  test('that the server closed while idle are not used', async () => {
    const { client, clock, server } = await withServer(() => new Response('ok'));
    await (await client.fetch(URL)).text();
    await clock.advance(14_000);
    expect(client.connections).toBe(1);
    await server.close();
    await clock.settle();
    expect(client.connections).toBe(0);
  });

  test('idle ones are closed in time', async () => {
    const { client, clock } = await withServer(() => new Response('ok'));
    await (await client.fetch(URL)).text();
    await clock.advance(14_999);
    expect(client.connections).toBe(1);
    await clock.advance(1);
    expect(client.connections).toBe(0);
    expect(clock.pending).toBe(0);
  });

  test('a stale one: idempotent requests are sent again, others are not', async () => {
    for (const [method, body, again] of [
      ['GET', undefined, true],
      ['PUT', 'x', true],
      ['POST', 'x', false],
    ] as const) {
      const { client, connections } = await withScript(async (flow, number) => {
        await readHead(flow);
        await flow.write(ascii(OK));
        if (number > 0) return;
        // The second request crosses the close.
        await readHead(flow);
        flow.abort();
      });
      await (await client.fetch(URL)).text();
      const second = client.fetch(URL, { method, body: body ?? null });
      if (again) expect(await (await second).text()).toBe('ok');
      else await expect(second).rejects.toMatchObject({ code: 'closed' });
      expect(connections()).toBe(again ? 2 : 1);
    }
  });

  test('a fresh one that breaks is an error, and so is a half answer', async () => {
    const { client, connections } = await withScript(async (flow, number) => {
      await readHead(flow);
      if (number === 1) await flow.write(ascii('HTTP/1.1 200 OK\r\nconte'));
      await flow.close();
    });
    await expect(client.fetch(URL)).rejects.toMatchObject({ code: 'closed' });
    await expect(client.fetch(URL)).rejects.toMatchObject({ code: 'closed' });
    expect(connections()).toBe(2);
    expect(client.connections).toBe(0);
  });

  test('octets that nobody asked for end the connection', async () => {
    const { client, connections } = await withScript(async (flow) => {
      await readHead(flow);
      await flow.write(ascii(`${OK}HTTP/1.1 200 OK\r\ncontent-length: 4\r\n\r\nevil`));
    });
    expect(await (await client.fetch(URL)).text()).toBe('ok');
    expect(await (await client.fetch(URL)).text()).toBe('ok');
    expect(connections()).toBe(2);
  });

  test('a body that is cancelled frees its place', async () => {
    const { client } = await withServer(() => new Response(new ReadableStream({})), { limits: { connections: 1 } });
    const response = await client.fetch(URL);
    await response.body!.cancel();
    expect(client.connections).toBe(0);
    expect((await client.fetch(URL)).status).toBe(200);
  });
});

describe('redirects', () => {
  const hops: Handler = async (request) => {
    const path = request.url.slice(URL.length - 1);
    const text = await request.text();
    const match = /^\/(\d+)$/.exec(path);
    if (path === '/loop') return new Response('moved', { status: 302, headers: { location: '/loop' } });
    if (path === '/away') return new Response(null, { status: 307, headers: { location: 'http://10.0.0.2:81/x' } });
    if (path === '/tls') return new Response(null, { status: 302, headers: { location: 'https://10.0.0.2/' } });
    if (match !== null)
      return new Response('moved', { status: Number(match[1]), headers: { location: 'deep/../end?q' } });
    return Response.json([
      request.method,
      path,
      text,
      request.headers.get('content-type'),
      request.headers.get('authorization'),
    ]);
  };

  test.each([
    [301, 'POST', 'GET', ''],
    [302, 'POST', 'GET', ''],
    [303, 'PUT', 'GET', ''],
    [307, 'POST', 'POST', 'x'],
    [308, 'PUT', 'PUT', 'x'],
    [301, 'PUT', 'PUT', 'x'],
  ])('%i after %s: %s', async (status, method, then, body) => {
    const { client } = await withServer(hops);
    const response = await client.fetch(`${URL}${status}`, { method, body: 'x' });
    expect(response).toMatchObject({ redirected: true, url: `${URL}end?q` });
    expect(await response.json()).toEqual([
      then,
      '/end?q',
      body,
      body === '' ? null : 'text/plain;charset=UTF-8',
      null,
    ]);
  });

  test('credentials stay with their origin', async () => {
    const { client, serverStack, clock } = await withServer(hops);
    await serve({
      stack: serverStack,
      clock,
      port: 81,
      handler: (request) => Response.json([request.headers.get('authorization'), request.headers.get('x')]),
    });
    const headers = { authorization: 'secret', x: 'y' };
    expect(await (await client.fetch(`${URL}away`, { headers })).json()).toEqual([null, 'y']);
    expect(await (await client.fetch(`${URL}301`, { headers })).json()).toContain('secret');
  });

  test('limits and modes', async () => {
    const { client } = await withServer(hops);
    await expect(client.fetch(`${URL}loop`)).rejects.toMatchObject({ code: 'redirect' });
    await expect(client.fetch(`${URL}302`, { redirect: 'error' })).rejects.toMatchObject({ code: 'redirect' });
    await expect(client.fetch(`${URL}tls`)).rejects.toThrow(/https is not spoken yet/);
    const manual = await client.fetch(`${URL}302`, { redirect: 'manual' });
    expect([manual.status, manual.headers.get('location')]).toEqual([302, 'deep/../end?q']);
    const body = ReadableStream.from([ascii('x')]);
    await expect(client.fetch(`${URL}307`, { method: 'POST', body })).rejects.toMatchObject({ code: 'redirect' });
  });
});

describe('names and schemes', () => {
  test('resolve is asked for names only', async () => {
    const resolve = vi.fn(async (host: string) => {
      if (host === 'nowhere.test') throw new Error('NXDOMAIN');
      return SERVER;
    });
    const { client } = await withServer((request) => new Response(request.headers.get('host')), { resolve });
    expect(await (await client.fetch('http://Example.test:80/')).text()).toBe('example.test');
    expect(await (await client.fetch(URL)).text()).toBe(SERVER);
    expect(resolve.mock.calls).toEqual([['example.test']]);
    await expect(client.fetch('http://nowhere.test/')).rejects.toMatchObject({ code: 'unresolved' });
    expect(client.connections).toBe(2);
  });

  test('of several addresses the one that answers is taken', async () => {
    const resolve = async () => ['2001:db8::dead', '203.0.113.9', SERVER];
    const { client } = await withServer(() => new Response('here'), { resolve });
    expect(await (await client.fetch('http://example.test/')).text()).toBe('here');
    expect(client.connections).toBe(1);
    await expect(
      (await withServer(() => new Response(''), { resolve: async () => [] })).client.fetch('http://example.test/'),
    ).rejects.toMatchObject({ code: 'connect' });
  });

  test.each([
    ['https://10.0.0.2/', /TLS comes later/],
    ['ftp://10.0.0.2/', /scheme is ftp/],
    ['/path', /absolute/],
    ['http://u:p@10.0.0.2/', /user information/],
    ['http://10.0.0.2:99999/', /port/],
    ['http://a b/', /host/],
    ['http://name.test/', /resolve/],
  ])('%s is refused', async (url, message) => {
    const { client } = world();
    await expect(client.fetch(url)).rejects.toThrow(message);
    await expect(client.fetch(url)).rejects.toBeInstanceOf(TypeError);
  });

  test('nobody listens', async () => {
    const { client } = world();
    const error = await client.fetch(URL).catch((reason) => reason);
    expect(error).toMatchObject({ code: 'connect', cause: { code: 'refused' } });
    expect(error.cause).toBeInstanceOf(FlowError);
  });
});

describe('signals and time-outs', () => {
  test('abort before, while waiting for the head, and in the body', async () => {
    const { client, clock } = await withServer((request) =>
      request.url.endsWith('/body') ? new Response(new ReadableStream({})) : new Promise<Response>(() => {}),
    );
    await expect(client.fetch(URL, { signal: AbortSignal.abort('before') })).rejects.toBe('before');
    const controller = new AbortController();
    const waiting = client.fetch(URL, { signal: controller.signal }).catch((reason) => reason);
    await clock.settle();
    expect(client.connections).toBe(1);
    controller.abort('now');
    expect(await waiting).toBe('now');
    const other = new globalThis.AbortController();
    const response = await client.fetch(`${URL}body`, { signal: other.signal });
    const text = response.text().catch((reason) => reason);
    other.abort('later');
    expect(await text).toBe('later');
    expect(client.connections).toBe(0);
  });

  test('abort while waiting for a connection', async () => {
    const { client, clock } = await withServer(() => new Promise<Response>(() => {}), { limits: { connections: 1 } });
    client.fetch(URL).catch(() => {});
    await clock.settle();
    const controller = new AbortController();
    const waiting = client.fetch(URL, { signal: controller.signal }).catch((reason) => reason);
    await clock.settle();
    expect(client.waiting).toBe(1);
    controller.abort('enough');
    expect(await waiting).toBe('enough');
    expect(client.waiting).toBe(0);
  });

  test.each([
    ['head', '', 30_000],
    ['head after a first octet', 'HTTP/1.1 200', 30_000],
    ['body', 'HTTP/1.1 200 OK\r\ncontent-length: 5\r\n\r\nhe', 30_000],
  ])('the server stops in the %s', async (_, answer, after) => {
    const { client, clock } = await withScript(async (flow) => {
      await readHead(flow);
      if (answer !== '') await flow.write(ascii(answer));
    });
    const failed = client
      .fetch(URL)
      .then((response) => response.text())
      .catch((reason) => reason);
    await clock.advance(after - 1);
    expect(client.connections).toBe(1);
    await clock.advance(1);
    expect(await failed).toMatchObject({ code: 'timeout' });
    expect(client.connections).toBe(0);
    expect(clock.pending).toBe(0);
  });

  test('the look-up and the connection take too long', async () => {
    const { client, clock } = world({ resolve: () => new Promise(() => {}) });
    const failed = client.fetch('http://slow.test/').catch((reason) => reason);
    await clock.advance(10_000);
    expect(await failed).toMatchObject({ code: 'timeout' });
    expect(clock.pending).toBe(0);
  });

  test('the server does not read the request', async () => {
    const { client, clock } = await withScript(async () => {});
    const failed = client.fetch(URL, { method: 'POST', body: 'x'.repeat(500_000) }).catch((reason) => reason);
    await clock.advance(30_000);
    expect(await failed).toMatchObject({ code: 'timeout' });
  });

  test('close ends everything', async () => {
    const { client, clock } = await withServer(() => new Promise<Response>(() => {}), { limits: { connections: 1 } });
    const outcomes = [client.fetch(URL), client.fetch(URL)].map((outcome) => outcome.catch((reason) => reason));
    await clock.settle();
    client.close();
    for (const outcome of outcomes) expect(await outcome).toMatchObject({ code: 'closed' });
    await expect(client.fetch(URL)).rejects.toMatchObject({ code: 'closed' });
    expect(client.connections).toBe(0);
    expect(clock.pending).toBe(0);
  });
});

describe('what a server must not do', () => {
  test.each([
    ['no HTTP', 'SSH-2.0-OpenSSH_9\r\n'],
    ['two lengths', 'HTTP/1.1 200 OK\r\ncontent-length: 1\r\ncontent-length: 2\r\n\r\nab'],
    ['length and chunked', 'HTTP/1.1 200 OK\r\ncontent-length: 1\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n'],
    ['too large a head', `HTTP/1.1 200 OK\r\nx: ${'y'.repeat(20_000)}\r\n\r\n`],
    ['too many fields', `HTTP/1.1 200 OK\r\n${'x: y\r\n'.repeat(101)}\r\n`],
    ['switch protocols', 'HTTP/1.1 101 Switching Protocols\r\n\r\n'],
    ['interim responses without end', 'HTTP/1.1 102 Processing\r\n\r\n'.repeat(50)],
    ['a bad chunk', 'HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\nzz\r\n'],
  ])('%s', async (_, answer) => {
    const { client } = await withScript(async (flow) => {
      await readHead(flow);
      await flow.write(ascii(answer));
    });
    await expect(client.fetch(URL).then((response) => response.text())).rejects.toMatchObject({ code: 'protocol' });
    expect(client.connections).toBe(0);
  });

  test('more content than the limit', async () => {
    const { client } = await withServer(() => new Response('x'.repeat(100)), { limits: { bodyLength: 99 } });
    await expect(client.fetch(URL)).rejects.toMatchObject({ code: 'protocol' });
  });
});

test('a response can be passed on by a server as it is', async () => {
  const { client, serverStack, clock } = await withServer(
    () => new Response(ReadableStream.from([ascii('a'), ascii('b')])),
  );
  await serve({ stack: serverStack, clock, port: 8080, handler: () => client.fetch(URL) });
  const response = await client.fetch('http://10.0.0.2:8080/', { headers: new Headers([['x', 'y']]) });
  expect(await response.text()).toBe('ab');
});
