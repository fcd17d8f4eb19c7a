import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { Agent, createServer as createHttpServer, request as httpRequest, type IncomingMessage } from 'node:http';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';
import { promisify } from 'node:util';
import { type Connection, type Endpoint, FlowError, type Stack } from '@morgana/flow';
import { memoryStore } from '@morgana/kv';
import type { Clock } from '@morgana/time';
import { afterEach, describe, expect, test } from 'vitest';
import { createClient } from './client/client.js';
import { Response } from './fetch/response.js';
import { ReadableStream } from './fetch/stream.js';
import { files } from './files/files.js';
import { ascii } from './message/writer.js';
import type { Handler } from './server/options.js';
import { type HttpServer, serve } from './server/server.js';

/*
 * Against other implementations over the host's sockets: node:http as client and server, and curl.
 */

const hostClock: Clock = {
  monotonic: () => performance.now(),
  wall: () => Date.now(),
  setTimer(deadline, callback) {
    const timer = setTimeout(callback, Math.max(0, deadline - performance.now()));
    return { cancel: () => clearTimeout(timer) };
  },
};

function flowOf(socket: Socket): Connection {
  const queue: Uint8Array[] = [];
  let ended = false;
  let failure: Error | null = null;
  let wake: () => void = () => {};
  socket.on('data', (bytes) => {
    queue.push(new Uint8Array(bytes));
    if (queue.length > 16) socket.pause();
    wake();
  });
  socket.on('end', () => {
    ended = true;
    wake();
  });
  socket.on('error', (error) => {
    failure = new FlowError('reset', error.message, { cause: error });
    wake();
  });
  socket.on('close', () => {
    if (!ended) failure ??= new FlowError('closed', 'the socket was closed');
    wake();
  });
  const endpoint = (address: string | undefined, port: number | undefined): Endpoint => ({
    address: address ?? '0.0.0.0',
    port: port ?? 0,
  });
  const flow: Connection = {
    local: endpoint(socket.localAddress, socket.localPort),
    remote: endpoint(socket.remoteAddress, socket.remotePort),
    async read() {
      for (;;) {
        const bytes = queue.shift();
        if (bytes !== undefined) {
          if (queue.length < 4) socket.resume();
          return bytes;
        }
        if (failure !== null) throw failure;
        if (ended) return null;
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
    },
    write: (bytes) =>
      new Promise((resolve, reject) => {
        if (failure !== null) reject(failure);
        else socket.write(bytes, (error) => (error ? reject(new FlowError('reset', error.message)) : resolve()));
      }),
    closeWrite: () => new Promise((resolve) => socket.end(() => resolve())),
    close: () =>
      new Promise((resolve) => {
        socket.resume();
        if (socket.writableFinished || socket.destroyed) resolve();
        else socket.end(() => resolve());
      }),
    abort(reason) {
      failure ??= reason ?? new FlowError('closed', 'aborted');
      socket.resetAndDestroy();
      wake();
    },
    async *[Symbol.asyncIterator]() {
      for (let bytes = await flow.read(); bytes !== null; bytes = await flow.read()) yield bytes;
    },
  };
  return flow;
}

function hostStack(): Stack {
  const servers = new Set<Server>();
  return {
    addresses: ['127.0.0.1'],
    connect: ({ address, port }) =>
      new Promise((resolve, reject) => {
        const socket = connect({ host: address, port, allowHalfOpen: true });
        socket.once('connect', () => resolve(flowOf(socket)));
        socket.once('error', (error) => reject(new FlowError('refused', error.message, { cause: error })));
      }),
    listen: ({ port }, onConnection) =>
      new Promise((resolve, reject) => {
        const server = createServer({ allowHalfOpen: true, noDelay: true }, (socket) => onConnection(flowOf(socket)));
        servers.add(server);
        server.once('error', reject);
        server.listen(port, '127.0.0.1', () => {
          const address = server.address() as { port: number };
          resolve({
            local: { address: '127.0.0.1', port: address.port },
            close: async () => {
              server.close();
            },
          });
        });
      }),
    bind: () => Promise.reject(new FlowError('invalid', 'no datagrams here')),
    async close() {
      for (const server of servers) server.close();
    },
  };
}

const cleanups: (() => unknown)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

async function start(handler: Handler): Promise<HttpServer> {
  const server = await serve({ stack: hostStack(), clock: hostClock, port: 0, handler });
  cleanups.push(() => server.close({ deadline: 200 }));
  return server;
}

const echo: Handler = async (request) => {
  const bytes = await request.bytes();
  return new Response(bytes, {
    headers: { 'x-method': request.method, 'x-url': request.url, 'x-from': request.headers.get('x-to') ?? '' },
  });
};

const LARGE = 8 * 1024 * 1024;
const large = new Uint8Array(LARGE).map((_, i) => (i * 31) ^ (i >> 8));
const hash = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

describe('node:http as the client', () => {
  function ask(
    server: HttpServer,
    options: { method?: string; path?: string; headers?: Record<string, string>; agent?: Agent },
    ...parts: Uint8Array[]
  ): Promise<{ message: IncomingMessage; body: Buffer; continued: boolean }> {
    return new Promise((resolve, reject) => {
      let continued = false;
      const request = httpRequest({ host: '127.0.0.1', port: server.local.port, ...options }, (message) => {
        const pieces: Buffer[] = [];
        message.on('data', (piece: Buffer) => pieces.push(piece));
        message.on('end', () => resolve({ message, body: Buffer.concat(pieces), continued }));
        message.on('error', reject);
      });
      request.on('error', reject);
      request.on('continue', () => {
        continued = true;
        for (const part of parts) request.write(part);
        request.end();
      });
      if (options.headers?.expect !== undefined) {
        request.flushHeaders();
        return;
      }
      for (const part of parts) request.write(part);
      request.end();
    });
  }

  test('content by length, chunked, and after 100', async () => {
    const server = await start(echo);
    const byLength = await ask(
      server,
      { method: 'POST', path: '/a?b', headers: { 'content-length': '5', 'x-to': 'y' } },
      ascii('hello'),
    );
    expect(byLength.body.toString()).toBe('hello');
    expect(byLength.message.headers).toMatchObject({
      'x-method': 'POST',
      'x-url': `http://127.0.0.1:${server.local.port}/a?b`,
      'x-from': 'y',
    });
    const chunked = await ask(server, { method: 'PUT' }, ascii('hel'), large, ascii('lo'));
    expect(chunked.body.length).toBe(LARGE + 5);
    const expecting = await ask(
      server,
      { method: 'POST', headers: { expect: '100-continue', 'content-length': '2' } },
      ascii('hi'),
    );
    expect([expecting.continued, expecting.body.toString()]).toEqual([true, 'hi']);
  });

  test('streams, HEAD, 204 on one connection', async () => {
    const server = await start((request) => {
      if (request.url.endsWith('/none')) return new Response(null, { status: 204 });
      return new Response(ReadableStream.from([ascii('one,'), ascii('two')]));
    });
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    cleanups.push(() => agent.destroy());
    for (let i = 0; i < 3; i++) {
      expect((await ask(server, { agent })).body.toString()).toBe('one,two');
      expect((await ask(server, { agent, method: 'HEAD' })).body.length).toBe(0);
      expect((await ask(server, { agent, path: '/none' })).message.statusCode).toBe(204);
    }
    expect(server.statistics.connections).toBe(1);
  });

  test('500 requests on 20 connections', async () => {
    const server = await start((request) => new Response(request.url));
    const agent = new Agent({ keepAlive: true, maxSockets: 20 });
    cleanups.push(() => agent.destroy());
    const asked = Array.from({ length: 500 }, async (_, i) =>
      (await ask(server, { agent, path: `/${i}` })).body.toString(),
    );
    const expected = Array.from({ length: 500 }, (_, i) => `http://127.0.0.1:${server.local.port}/${i}`);
    expect(await Promise.all(asked)).toEqual(expected);
    expect(server.statistics.connections).toBeLessThanOrEqual(20);
  });
});

describe('node:http as the server', () => {
  test('content both ways, by length and chunked, on a kept connection', async () => {
    let connections = 0;
    const server = createHttpServer((request, reply) => {
      if (request.url === '/length') reply.setHeader('content-length', request.headers['content-length'] ?? '0');
      if (request.url === '/moved') {
        reply.writeHead(307, { location: '/length' }).end('moved');
        return;
      }
      request.pipe(reply);
    });
    server.on('connection', () => connections++);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    cleanups.push(() => server.close());
    const client = createClient({ stack: hostStack(), clock: hostClock });
    cleanups.push(() => client.close());
    const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    for (const path of ['/length', '/chunked', '/moved']) {
      for (const body of ['', 'hello', large]) {
        const response = await client.fetch(origin + path, { method: 'POST', body });
        const bytes = await response.bytes();
        expect(hash(bytes)).toBe(hash(typeof body === 'string' ? ascii(body) : body));
      }
    }
    expect((await client.fetch(origin, { method: 'HEAD' })).status).toBe(200);
    // The redirect comes while the large body is still being sent: the second request does not wait for that.
    expect(connections).toBeLessThanOrEqual(2);
  });
});

const run = promisify(execFile);
const curl = async (...args: string[]): Promise<string> =>
  (await run('curl', ['-sS', '--max-time', '20', ...args], { encoding: 'latin1', maxBuffer: 64 * LARGE })).stdout;
const hasCurl = await run('curl', ['--version']).then(
  () => true,
  () => false,
);
if (!hasCurl) console.warn('curl is not there: its tests are left out');

describe.skipIf(!hasCurl)('curl', () => {
  test('files: a page, a large value, a range, 304, 404, HEAD', async () => {
    const store = memoryStore({ capacity: 4 * LARGE });
    await store.set('index.html', ascii('<p>hello</p>'));
    await store.set('large.bin', large);
    const server = await start(files(store, { clock: hostClock }));
    const origin = `http://127.0.0.1:${server.local.port}`;
    expect(await curl(`${origin}/`)).toBe('<p>hello</p>');
    expect(hash(Buffer.from(await curl(`${origin}/large.bin`), 'latin1'))).toBe(hash(large));
    const range = Buffer.from(await curl('-r', '1000000-1999999', `${origin}/large.bin`), 'latin1');
    expect(hash(range)).toBe(hash(large.subarray(1_000_000, 2_000_000)));
    const etag = /etag: (".*")/.exec(await curl('-I', `${origin}/`))![1]!;
    const code = ['-o', '/dev/null', '-w', '%{http_code}'];
    expect(await curl(...code, '-H', `If-None-Match: ${etag}`, `${origin}/`)).toBe('304');
    expect(await curl(...code, `${origin}/missing`)).toBe('404');
    expect(await curl(...code, '--path-as-is', `${origin}/../../etc/passwd`)).toBe('404');
  });

  test('uploads: by length, chunked, with Expect, HTTP/1.0', async () => {
    const server = await start(async (request) => new Response(String((await request.bytes()).length)));
    const url = `http://127.0.0.1:${server.local.port}/`;
    const data = 'x'.repeat(100_000);
    expect(await curl('-d', data, url)).toBe('100000');
    expect(await curl('-d', data, '-H', 'Transfer-Encoding: chunked', url)).toBe('100000');
    expect(await curl('-d', data, '-H', 'Expect: 100-continue', url)).toBe('100000');
    expect(await curl('-0', '-d', data, url)).toBe('100000');
  });
});
