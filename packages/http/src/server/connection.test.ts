import { type MemoryFlow, pair } from '@morgana/flow';
import { VirtualClock } from '@morgana/time';
import { describe, expect, test, vi } from 'vitest';
import { latin1 } from '../bytes.js';
import { Response } from '../fetch/response.js';
import { ReadableStream } from '../fetch/stream.js';
import { HttpError } from '../message/error.js';
import { ascii } from '../message/writer.js';
import type { Handler, SingleConnectionOptions } from './options.js';
import { serveConnection } from './server.js';

const DATE = 'date: Wed, 01 Jan 2020 00:00:00 GMT\r\n';

/** One connection to a server on a virtual clock, spoken to in octets. */
class Wire {
  readonly clock = new VirtualClock();
  readonly flow: MemoryFlow;
  readonly over: Promise<void>;
  readonly errors: string[] = [];
  received = '';
  /** Pieces that came: how many writes the server made of it. */
  pieces = 0;
  total = 0;
  ended: 'no' | 'closed' | 'reset' = 'no';
  finished = false;
  /** Reads that may still be made. */
  credit = Number.POSITIVE_INFINITY;

  constructor(handler: Handler, options: Partial<SingleConnectionOptions> & { readonly capacity?: number } = {}) {
    const [mine, theirs] = pair({ capacity: options.capacity ?? 65_536 });
    this.flow = mine;
    const log = {
      source: 'http',
      enabled: () => true,
      error: (message: string, fields: unknown) => this.errors.push(`${message} ${JSON.stringify(fields)}`),
      warn: () => {},
      info: () => {},
      debug: () => {},
    };
    this.over = serveConnection(theirs, handler, {
      clock: this.clock,
      log,
      local: { address: '10.0.0.2', port: 8080 },
      remote: { address: '10.0.0.1', port: 50_000 },
      ...options,
    });
    this.over.then(() => {
      this.finished = true;
    });
    this.collect();
  }

  private async collect(): Promise<void> {
    try {
      for (;;) {
        while (this.credit <= 0) await new Promise(setImmediate);
        this.credit--;
        const bytes = await this.flow.read();
        if (bytes === null) break;
        this.pieces++;
        this.total += bytes.length;
        this.received += latin1(bytes, 0, bytes.length);
      }
      this.ended = 'closed';
    } catch {
      this.ended = 'reset';
    }
  }

  /** Sends, lets everybody run, and gives what came since the last call, without the Date. */
  async say(text: string): Promise<string> {
    if (text !== '') await this.flow.write(ascii(text));
    await this.clock.settle();
    return this.take();
  }

  async wait(milliseconds: number): Promise<string> {
    await this.clock.advance(milliseconds);
    return this.take();
  }

  take(): string {
    const text = this.received.replace(/date: .*?\r\n/g, '');
    this.received = '';
    return text;
  }
}

const hello: Handler = () => new Response('hello');
const HELLO = 'HTTP/1.1 200 OK\r\ncontent-type: text/plain;charset=UTF-8\r\ncontent-length: 5\r\n\r\nhello';
const HELLO_CLOSE = HELLO.replace('\r\n\r\n', '\r\nconnection: close\r\n\r\n');
const GET = 'GET / HTTP/1.1\r\nHost: a\r\n\r\n';

const post = (fields: string, body = '') => `POST / HTTP/1.1\r\nHost: a\r\n${fields}\r\n${body}`;

describe('answers', () => {
  test('one write with head and body, with a Date', async () => {
    const wire = new Wire(hello);
    await wire.flow.write(ascii(GET));
    await wire.clock.settle();
    expect(wire.received).toContain(DATE);
    expect(wire.pieces).toBe(1);
    expect(wire.take()).toBe(HELLO);
    expect(await wire.say(GET)).toBe(HELLO);
  });

  test('pipelined requests are answered in order with one write', async () => {
    let count = 0;
    const wire = new Wire(() => new Response(String(count++)));
    const text = await wire.say(GET.repeat(5));
    expect(
      text
        .match(/\r\n\r\n\d/g)!
        .join('')
        .replaceAll('\r\n', ''),
    ).toBe('01234');
    expect(wire.pieces).toBe(1);
  });

  test('pipelined requests with asynchronous handlers too, and one after the other', async () => {
    let running = 0;
    let most = 0;
    const wire = new Wire(async () => {
      most = Math.max(most, ++running);
      await undefined;
      running--;
      return new Response('x');
    });
    await wire.say(GET.repeat(5));
    expect(wire.pieces).toBe(1);
    expect(most).toBe(1);
  });

  test('a slow handler does not hold up earlier answers', async () => {
    let finish: (response: Response) => void = () => {};
    let count = 0;
    const wire = new Wire(() => (count++ === 0 ? new Response('hello') : new Promise<Response>((r) => (finish = r))));
    expect(await wire.say(GET + GET)).toBe(HELLO);
    finish(new Response('hello'));
    expect(await wire.say('')).toBe(HELLO);
  });

  test('HEAD: the head of GET', async () => {
    const wire = new Wire(hello);
    const text = await wire.say('HEAD / HTTP/1.1\r\nHost: a\r\n\r\n');
    expect(text).toBe(HELLO.replace('\r\n\r\nhello', '\r\n\r\n'));
    expect(await wire.say(GET)).toBe(HELLO);
  });

  test.each([204, 304])('%i has no content and no length', async (status) => {
    const wire = new Wire(() => new Response(null, { status, headers: { 'x-y': 'z' } }));
    expect(await wire.say(GET + GET)).toMatch(new RegExp(`^(HTTP/1.1 ${status} [A-Za-z ]+\r\nx-y: z\r\n\r\n){2}$`));
  });

  test('HTTP/1.0: closed after the answer, kept when asked for', async () => {
    const wire = new Wire(hello);
    expect(await wire.say('GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n')).toContain(
      '\r\nconnection: keep-alive\r\n',
    );
    expect(await wire.say('GET / HTTP/1.0\r\n\r\n')).toContain('\r\nconnection: close\r\n');
    expect(wire.ended).toBe('closed');
  });

  test('Connection: close, from the client and from the handler', async () => {
    const wire = new Wire(hello);
    expect(await wire.say('GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n')).toBe(HELLO_CLOSE);
    expect(wire.ended).toBe('closed');
    const other = new Wire(() => new Response('hello', { headers: { connection: 'close' } }));
    expect(await other.say(GET + GET)).toBe(HELLO_CLOSE);
    expect(other.ended).toBe('closed');
  });

  test('the last answer is delivered whole, also while the connection is being read ahead', async () => {
    for (const body of ['hello', 'x'.repeat(100_000)]) {
      const wire = new Wire(
        () => new Promise<Response>((resolve) => wire.clock.setTimer(10, () => resolve(new Response(body)))),
      );
      await wire.say('GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n');
      await wire.clock.advance(10);
      while (wire.ended === 'no') await new Promise(setImmediate);
      expect(wire.ended).toBe('closed');
      expect(wire.take().endsWith(`\r\n\r\n${body}`)).toBe(true);
    }
  });

  test('what the handler says of framing is not sent', async () => {
    const headers = { 'content-length': '99', 'transfer-encoding': 'gzip', 'keep-alive': 'x' };
    const wire = new Wire(() => new Response('hello', { headers }));
    expect(await wire.say(GET)).toBe(HELLO);
  });

  test('a Date of the handler stays', async () => {
    const wire = new Wire(() => new Response('', { headers: { date: 'x' } }));
    await wire.flow.write(ascii(GET));
    await wire.clock.settle();
    expect(wire.received.match(/date: /g)).toHaveLength(1);
  });

  test('one Response may be sent many times', async () => {
    const response = new Response('hello');
    const wire = new Wire(() => response);
    expect(await wire.say(GET + GET)).toBe(HELLO + HELLO);
  });

  test('a large body, text or octets, arrives whole', async () => {
    for (const body of ['\u00e4'.repeat(300_000), new Uint8Array(600_000).fill(65)]) {
      const wire = new Wire(() => new Response(body));
      await wire.flow.write(ascii(GET));
      while (wire.received.length < 600_000) await new Promise(setImmediate);
      const [head, content] = wire.received.split('\r\n\r\n');
      expect(head).toContain('content-length: 600000');
      expect(content!.length).toBe(600_000);
      expect(content).toBe(typeof body === 'string' ? '\xc3\xa4'.repeat(300_000) : 'A'.repeat(600_000));
    }
  });

  test('requests per connection', async () => {
    const wire = new Wire(hello, { limits: { requestsPerConnection: 2 } });
    expect(await wire.say(GET.repeat(4))).toBe(HELLO + HELLO_CLOSE);
    expect(wire.ended).toBe('closed');
  });
});

describe('bodies that are streams', () => {
  const stream = (...parts: string[]) => ReadableStream.from(parts.map(ascii));

  test('chunked, in one write when it is at hand', async () => {
    const wire = new Wire(() => new Response(stream('hello', 'world')));
    expect(await wire.say(GET)).toBe(
      'HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n5\r\nhello\r\n5\r\nworld\r\n0\r\n\r\n',
    );
    expect(wire.pieces).toBe(1);
    expect(await wire.say(GET)).toContain('world');
  });

  test('a stream of one piece gets a Content-Length', async () => {
    const wire = new Wire(() => new Response(stream('hello')));
    expect(await wire.say(GET)).toBe('HTTP/1.1 200 OK\r\ncontent-length: 5\r\n\r\nhello');
  });

  test('an empty stream', async () => {
    const wire = new Wire(() => new Response(stream()));
    expect(await wire.say(GET)).toBe('HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n');
  });

  test('with a Content-Length of its own', async () => {
    const wire = new Wire(() => new Response(stream('hel', 'lo'), { headers: { 'content-length': '5' } }));
    expect(await wire.say(GET)).toBe('HTTP/1.1 200 OK\r\ncontent-length: 5\r\n\r\nhello');
  });

  test('until close for HTTP/1.0', async () => {
    const wire = new Wire(() => new Response(stream('hel', 'lo')));
    expect(await wire.say('GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n')).toBe(
      'HTTP/1.1 200 OK\r\nconnection: close\r\n\r\nhello',
    );
    expect(wire.ended).toBe('closed');
  });

  test('head and first pieces do not wait for a stream that takes its time', async () => {
    let push: (text: string) => void = () => {};
    let end: () => void = () => {};
    const wire = new Wire(
      () =>
        new Response(
          new ReadableStream({
            start(controller) {
              push = (text) => controller.enqueue(ascii(text));
              end = () => controller.close();
            },
          }),
        ),
    );
    expect(await wire.say(GET)).toBe('HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n');
    push('event');
    expect(await wire.say('')).toBe('5\r\nevent\r\n');
    end();
    expect(await wire.say('')).toBe('0\r\n\r\n');
  });

  test('HEAD cancels it', async () => {
    const cancel = vi.fn();
    const wire = new Wire(() => new Response(new ReadableStream({ cancel })));
    expect(await wire.say('HEAD / HTTP/1.1\r\nHost: a\r\n\r\n')).toBe(
      'HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n',
    );
    expect(cancel).toHaveBeenCalledOnce();
    expect(await wire.say('')).toBe('');
    expect(wire.ended).toBe('no');
  });

  test('one that fails before anything was sent: 500, and the connection goes on', async () => {
    const wire = new Wire(() => {
      const failing = new ReadableStream({
        pull() {
          throw new Error('no luck');
        },
      });
      return new Response(failing);
    });
    expect(await wire.say(GET)).toMatch(/^HTTP\/1.1 500 /);
    expect(wire.errors[0]).toContain('no luck');
    expect(await wire.say(GET)).toMatch(/^HTTP\/1.1 500 /);
  });

  test.each([
    ['fails', ['x'.repeat(9000), new Error('no luck')], undefined],
    ['is too short', ['x'.repeat(9000)], '9001'],
    ['is too long', ['x'.repeat(9000), 'y'.repeat(9000)], '9001'],
  ] as const)('one that %s half-way breaks the connection', async (_, parts, length) => {
    async function* generate() {
      for (const part of parts) {
        if (part instanceof Error) throw part;
        yield ascii(part);
      }
    }
    const headers: Record<string, string> = length === undefined ? {} : { 'content-length': length };
    const wire = new Wire(() => new Response(generate(), { headers }));
    await wire.say(GET);
    expect(wire.ended).toBe('reset');
    expect(wire.errors).toHaveLength(1);
  });

  test('a client that goes away cancels it', async () => {
    const cancel = vi.fn();
    const wire = new Wire(() => new Response(new ReadableStream({ cancel })));
    await wire.say(GET);
    wire.flow.abort();
    await wire.clock.settle();
    expect(cancel).toHaveBeenCalledOnce();
    expect(wire.finished).toBe(true);
  });
});

describe('request content', () => {
  const echo: Handler = async (request) => new Response(await request.text());

  test('by length, chunked, in pieces', async () => {
    const wire = new Wire(echo);
    expect(await wire.say(post('Content-Length: 5\r\n', 'hello'))).toBe(HELLO);
    expect(await wire.say(post('Content-Length: 5\r\n', 'he'))).toBe('');
    expect(await wire.say('llo')).toBe(HELLO);
    expect(await wire.say(post('Transfer-Encoding: chunked\r\n', '2\r\nhe\r\n3;x\r\nllo\r\n0\r\nT: t\r\n\r\n'))).toBe(
      HELLO,
    );
    expect(await wire.say(GET)).toContain('content-length: 0');
  });

  test('streamed through: the response begins before the request ends', async () => {
    const wire = new Wire((request) => new Response(request.body));
    expect(await wire.say(post('Transfer-Encoding: chunked\r\n', '5\r\nhello\r\n'))).toMatch(/5\r\nhello\r\n$/);
    expect(await wire.say('5\r\nworld\r\n')).toBe('5\r\nworld\r\n');
    expect(await wire.say('0\r\n\r\n')).toBe('0\r\n\r\n');
    expect(await wire.say(post('Content-Length: 5\r\n', 'hello'))).toMatch(/content-length: 5\r\n\r\nhello$/);
  });

  test('for await, getReader, clone', async () => {
    const wire = new Wire(async (request) => {
      const copy = request.clone();
      let text = '';
      for await (const bytes of request.body!) text += latin1(bytes, 0, bytes.length);
      const reader = copy.body!.getReader();
      let other = '';
      for (let result = await reader.read(); !result.done; result = await reader.read()) {
        other += latin1(result.value, 0, result.value.length);
      }
      return new Response(text === other ? text : 'different');
    });
    expect(await wire.say(post('Content-Length: 5\r\n', 'hello'))).toBe(HELLO);
  });

  test('a GET has no body; it is empty', async () => {
    const wire = new Wire(async (request) => new Response(`${request.body} ${JSON.stringify(await request.text())}`));
    expect(await wire.say(GET)).toMatch(/null ""$/);
  });

  test('what nobody reads is drained within bounds', async () => {
    const wire = new Wire(hello, { limits: { drainLength: 8 } });
    expect(await wire.say(post('Content-Length: 5\r\n', 'xxxxx') + GET)).toBe(HELLO + HELLO);
    expect(await wire.say(post('Transfer-Encoding: chunked\r\n', '5\r\nxxxxx\r\n'))).toBe(HELLO);
    expect(await wire.say('0\r\n\r\n')).toBe('');
    expect(await wire.say(post('Content-Length: 9\r\n', 'xxxxxxxxx') + GET)).toBe(HELLO_CLOSE);
    expect(wire.ended).toBe('closed');
  });

  test('a read that the handler left behind does not hold up the answer', async () => {
    const wire = new Wire((request) => {
      request.text().catch(() => {});
      return new Response('hello');
    });
    expect(await wire.say(post('Content-Length: 5\r\n', 'he'))).toBe(HELLO);
    expect(await wire.say(`llo${GET}`)).toBe(HELLO);
    const slow = new Wire((request) => {
      request.text().catch(() => {});
      return new Response('hello');
    });
    expect(await slow.say(post('Content-Length: 5\r\n', 'he'))).toBe(HELLO);
    expect(await slow.wait(30_000)).toBe('');
    expect(slow.ended).toBe('closed');
  });

  test('a body that is read too late belongs to nobody', async () => {
    let late: Promise<string> | undefined;
    const wire = new Wire((request) => {
      late ??= new Promise<void>((resolve) => wire.clock.setTimer(1000, resolve)).then(() => request.text());
      return new Response('hello');
    });
    await wire.say(post('Content-Length: 5\r\n', 'first') + post('Content-Length: 6\r\n', 'second'));
    const outcome = late!.catch((error: HttpError) => error.message);
    await wire.wait(1000);
    expect(await outcome).toMatch(/answered/);
  });

  test.each([
    ['a bad chunk', post('Transfer-Encoding: chunked\r\n', 'zz\r\n'), 400],
    ['too large in chunks', post('Transfer-Encoding: chunked\r\n', `${'8\r\nxxxxxxxx\r\n'.repeat(3)}`), 413],
    ['too large by length', post('Content-Length: 17\r\n'), 413],
  ])('%s: the right answer, whatever the handler makes of it', async (_, text, status) => {
    const handlers: Handler[] = [
      echo,
      async (request) => {
        try {
          return new Response(await request.text());
        } catch {
          return new Response('framework', { status: 500 });
        }
      },
    ];
    for (const handler of handlers) {
      const wire = new Wire(handler, { limits: { bodyLength: 16 } });
      const answer = await wire.say(text);
      expect(answer).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
      expect(answer).toContain('connection: close');
      expect(wire.ended).toBe('closed');
      expect(wire.errors).toEqual([]);
    }
  });
});

describe('RFC 9110 10.1.1: Expect', () => {
  const expecting = post('Content-Length: 5\r\nExpect: 100-continue\r\n');

  test('100 when the handler reads', async () => {
    let read: () => void = () => {};
    const wire = new Wire(async (request) => {
      await new Promise<void>((resolve) => (read = resolve));
      return new Response(await request.text());
    });
    for (let i = 0; i < 2; i++) {
      expect(await wire.say(expecting)).toBe('');
      read();
      expect(await wire.say('')).toBe('HTTP/1.1 100 Continue\r\n\r\n');
      expect(await wire.say('hello')).toBe(HELLO);
    }
    expect(wire.ended).toBe('no');
  });

  test('100 when the response is made of the content', async () => {
    const wire = new Wire((request) => new Response(request.body));
    expect(await wire.say(expecting)).toMatch(/^HTTP\/1.1 100 Continue\r\n\r\nHTTP\/1.1 200 OK\r\n/);
    expect(await wire.say('hello')).toBe('5\r\nhello\r\n0\r\n\r\n');
    expect(await wire.say(`${expecting}hello`)).toMatch(/^HTTP\/1.1 200 OK\r\ncontent-length: 5\r\n\r\nhello$/);
  });

  test('none when it does not; the connection ends', async () => {
    const wire = new Wire(hello);
    expect(await wire.say(expecting)).toBe(HELLO_CLOSE);
    expect(wire.ended).toBe('closed');
  });

  test('none when the content is there already', async () => {
    const wire = new Wire(async (request) => new Response(await request.text()));
    expect(await wire.say(`${expecting}hello`)).toBe(HELLO);
  });

  test('ignored in HTTP/1.0', async () => {
    const wire = new Wire(async (request) => new Response(await request.text()));
    expect(await wire.say('POST / HTTP/1.0\r\nContent-Length: 5\r\nExpect: 100-continue\r\n\r\n')).toBe('');
    expect(await wire.say('hello')).toContain('hello');
  });

  test('417 for another expectation', async () => {
    const wire = new Wire(hello);
    expect(await wire.say('GET / HTTP/1.1\r\nHost: a\r\nExpect: miracles\r\n\r\n')).toMatch(/^HTTP\/1.1 417 /);
    expect(await wire.say(GET)).toBe(HELLO);
  });
});

describe('RFC 9112 3.2: targets', () => {
  const url: Handler = (request) => new Response(request.url);
  test.each([
    ['GET /a?b HTTP/1.1\r\nHost: Example.ORG:81\r\n\r\n', 'http://example.org:81/a?b'],
    ['GET http://other/x HTTP/1.1\r\nHost: a\r\n\r\n', 'http://other/x'],
    ['GET /a HTTP/1.0\r\n\r\n', 'http://10.0.0.2:8080/a'],
    ['GET /a HTTP/1.1\r\nHost:\r\n\r\n', 'http://10.0.0.2:8080/a'],
    ['GET //a/b HTTP/1.1\r\nHost: h\r\n\r\n', 'http://h//a/b'],
  ])('%j', async (text, expected) => {
    expect(await new Wire(url).say(text)).toMatch(new RegExp(`\r\n\r\n${expected.replace('?', '\\?')}$`));
  });

  test.each([
    ['GET a HTTP/1.1', 400],
    ['GET * HTTP/1.1', 400],
    ['GET http:// HTTP/1.1', 400],
    ['GET http://u@h/ HTTP/1.1', 400],
    ['GET ftp://a/ HTTP/1.1', 400],
    ['OPTIONS * HTTP/1.1', 204],
    ['CONNECT a:443 HTTP/1.1', 501],
    ['TRACE / HTTP/1.1', 501],
  ])('%j: %i', async (line, status) => {
    expect(await new Wire(url).say(`${line}\r\nHost: a\r\n\r\n`)).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
  });

  test('what follows CONNECT is not taken for requests', async () => {
    const wire = new Wire(url);
    const text = await wire.say(`CONNECT a:443 HTTP/1.1\r\nHost: a\r\n\r\n${GET}`);
    expect(text.match(/HTTP\/1.1/g)).toHaveLength(1);
    expect(wire.ended).toBe('closed');
  });

  test('requests of one connection do not borrow from one another', async () => {
    const wire = new Wire((request) => new Response(`${request.url} ${request.headers.get('x')}`));
    const text = await wire.say(
      'GET /a HTTP/1.1\r\nHost: h\r\nX: 1\r\n\r\nGET /b HTTP/1.1\r\nHost: i\r\nX: 2\r\n\r\nGET /a HTTP/1.1\r\nHost: h\r\n\r\n',
    );
    expect(text.match(/http:\S+ (\d|null)/g)).toEqual(['http://h/a 1', 'http://i/b 2', 'http://h/a null']);
  });
});

describe('refusals', () => {
  test('a malformed request after good ones: theirs are sent, then 400, then the end', async () => {
    const wire = new Wire(hello);
    const text = await wire.say(`${GET}GET / HTTP/1.1\r\nHost : a\r\n\r\n${GET}`);
    expect(text.startsWith(`${HELLO}HTTP/1.1 400 Bad Request\r\n`)).toBe(true);
    expect(text).toContain('connection: close');
    expect(text.match(/HTTP\/1.1/g)).toHaveLength(2);
    expect(wire.ended).toBe('closed');
  });

  test.each([
    [`GET /${'x'.repeat(8200)} HTTP/1.1\r\nHost: a\r\n\r\n`, 414],
    [`GET / HTTP/1.1\r\nHost: a\r\nX: ${'x'.repeat(17_000)}\r\n\r\n`, 431],
    [`GET / HTTP/1.1\r\nHost: a\r\n${'X: x\r\n'.repeat(101)}\r\n`, 431],
    ['GET / HTTP/3.0\r\n\r\n', 505],
    [post('Transfer-Encoding: br\r\n'), 501],
  ])('%#: %i', async (text, status) => {
    const wire = new Wire(hello);
    expect(await wire.say(text)).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
    expect(wire.ended).toBe('closed');
  });
});

describe('handlers that fail', () => {
  test.each<[string, Handler]>([
    [
      'throw',
      () => {
        throw new Error('secret');
      },
    ],
    [
      'reject',
      async () => {
        throw new Error('secret');
      },
    ],
    ['return nothing', (() => undefined) as unknown as Handler],
    ['return Response.error()', () => Response.error()],
    ['return another shape', (() => ({ status: 200 })) as unknown as Handler],
    ['return status 101', () => ({ status: 101, statusText: '', headers: new Headers(), body: null })],
    [
      'return a header that splits the response',
      () => ({
        status: 200,
        statusText: '',
        headers: { forEach: (callback) => callback('a\r\nset-cookie: b', 'x') },
        body: null,
      }),
    ],
    [
      'return a status text that does',
      () => ({ status: 200, statusText: 'a\r\nb: c', headers: new Headers(), body: null }),
    ],
  ])('%s: 500, logged, and the connection goes on', async (_, handler) => {
    let fail = true;
    const wire = new Wire((request, info) => (fail ? handler(request, info) : new Response('hello')));
    const text = await wire.say(GET);
    expect(text).toMatch(/^HTTP\/1.1 500 Internal Server Error\r\n/);
    expect(text).not.toContain('secret');
    expect(wire.errors).toHaveLength(1);
    expect(wire.errors[0]).toContain('"target":"/"');
    fail = false;
    expect(await wire.say(GET)).toBe(HELLO);
  });

  test('HttpError is an answer', async () => {
    const wire = new Wire(() => {
      throw new HttpError(403, 'not for you');
    });
    expect(await wire.say(GET)).toMatch(/^HTTP\/1.1 403 [\s\S]*not for you\n$/);
    expect(wire.errors).toEqual([]);
  });
});

describe('time-outs, on a virtual clock', () => {
  const timeouts = { head: 1000, body: 2000, request: 5000, write: 3000, idle: 4000 };

  test('slowloris: octet by octet, 408 at the deadline and not before', async () => {
    const wire = new Wire(hello, { timeouts });
    let answer = '';
    let sent = 0;
    for (const character of 'GET / HTTP/1.1\r\nHost: a\r\nX: yyyyyyyyyyyyyyyyyyyyyyy') {
      answer = await wire.say(character);
      expect(answer).toBe('');
      sent += 1;
      if (sent === 20) break;
      await wire.wait(50);
    }
    expect(await wire.wait(49)).toBe('');
    answer = await wire.wait(1);
    expect(answer).toMatch(/^HTTP\/1.1 408 Request Timeout\r\n/);
    expect(answer).toContain('connection: close');
    expect(wire.ended).toBe('closed');
    expect(wire.finished).toBe(true);
    expect(wire.clock.pending).toBe(0);
  });

  test('a connection without a request is closed without a word', async () => {
    const wire = new Wire(hello, { timeouts });
    expect(await wire.wait(999)).toBe('');
    expect(wire.ended).toBe('no');
    expect(await wire.wait(1)).toBe('');
    expect(wire.ended).toBe('closed');
  });

  test('an idle one too, counted from the last answer', async () => {
    const wire = new Wire(hello, { timeouts });
    await wire.wait(900);
    await wire.say(GET);
    await wire.wait(3999);
    expect(wire.ended).toBe('no');
    expect(await wire.say(GET)).toBe(HELLO);
    await wire.wait(3999);
    expect(wire.ended).toBe('no');
    await wire.wait(1);
    expect(wire.ended).toBe('closed');
    expect(wire.clock.pending).toBe(0);
  });

  test('content that stops coming: 408', async () => {
    const wire = new Wire(async (request) => new Response(await request.text()), { timeouts });
    await wire.say(post('Content-Length: 10\r\n', 'he'));
    await wire.wait(1900);
    expect(await wire.say('llo')).toBe('');
    expect(await wire.wait(1999)).toBe('');
    expect(await wire.wait(1)).toMatch(/^HTTP\/1.1 408 /);
    expect(wire.ended).toBe('closed');
  });

  test('content that drips for ever: 408 when the request has had its time', async () => {
    const wire = new Wire(async (request) => new Response(await request.text()), { timeouts });
    await wire.say(post('Content-Length: 100\r\n'));
    let text = '';
    let time = 0;
    while (text === '' && time < 20_000) {
      text = await wire.wait(500);
      time += 500;
      if (text === '') await wire.say('x');
    }
    expect(text).toMatch(/^HTTP\/1.1 408 /);
    expect(time).toBe(5000);
  });

  test('a handler may take its time', async () => {
    const wire = new Wire(
      async () => {
        await new Promise<void>((resolve) => wire.clock.setTimer(60_000, resolve));
        return new Response('hello');
      },
      { timeouts },
    );
    await wire.say(GET);
    expect(await wire.wait(60_000)).toBe(HELLO);
  });

  test('a client that does not read is aborted', async () => {
    const wire = new Wire(() => new Response(new Uint8Array(500_000)), { timeouts, capacity: 1000 });
    wire.credit = 0;
    await wire.flow.write(ascii(GET));
    await wire.wait(2999);
    expect(wire.finished).toBe(false);
    await wire.wait(2);
    expect(wire.finished).toBe(true);
    wire.credit = Number.POSITIVE_INFINITY;
    while (wire.ended === 'no') await new Promise(setImmediate);
    expect(wire.ended).toBe('reset');
    expect(wire.total).toBeLessThan(10_000);
  });

  test('a slow one that does read is not: each 64 KiB have their time', async () => {
    const wire = new Wire(() => new Response(new Uint8Array(300_000)), { timeouts, capacity: 16_384 });
    wire.credit = 0;
    await wire.flow.write(ascii(GET));
    await wire.clock.settle();
    const start = wire.clock.monotonic();
    while (wire.total < 300_000 && wire.ended === 'no') {
      wire.credit = 1;
      while (wire.credit === 1) await new Promise(setImmediate);
      await wire.wait(500);
    }
    expect(wire.clock.monotonic() - start).toBeGreaterThan(2 * timeouts.write);
    expect(wire.total).toBeGreaterThan(300_000);
    expect(wire.ended).toBe('no');
    wire.credit = Number.POSITIVE_INFINITY; // or it would wait for credit for ever, and keep the process alive
  });
});

describe('request.signal', () => {
  test('fires when the client is gone', async () => {
    const seen: unknown[] = [];
    const wire = new Wire((request) => {
      request.signal.addEventListener('abort', () => seen.push((request.signal.reason as Error).name));
      return new Promise(() => {});
    });
    await wire.say(GET);
    expect(seen).toEqual([]);
    wire.flow.abort();
    await wire.clock.settle();
    expect(seen).toEqual(['AbortError']);
  });

  test('fires also when the handler has read the content first', async () => {
    let aborted = false;
    const wire = new Wire(async (request) => {
      await request.text();
      request.signal.addEventListener('abort', () => {
        aborted = true;
      });
      return new Promise<Response>(() => {});
    });
    await wire.say(post('Content-Length: 5\r\n', 'he'));
    await wire.say('llo');
    wire.flow.abort();
    await wire.clock.settle();
    expect(aborted).toBe(true);
    expect(wire.finished).toBe(true);
  });

  test('does not when the client has only finished sending', async () => {
    let finish: (response: Response) => void = () => {};
    const wire = new Wire((request) => {
      request.signal.addEventListener('abort', () => finish(new Response('aborted')));
      return new Promise<Response>((resolve) => (finish = resolve));
    });
    await wire.say(GET);
    await wire.flow.closeWrite();
    await wire.clock.settle();
    finish(new Response('hello'));
    expect(await wire.say('')).toBe(HELLO);
    expect(wire.ended).toBe('closed');
  });
});

describe('a Response of the platform', () => {
  test.each<[string, () => globalThis.Response, string]>([
    [
      'text',
      () => new globalThis.Response('hello'),
      'content-type: text/plain;charset=UTF-8\r\ncontent-length: 5\r\n\r\nhello',
    ],
    ['json', () => globalThis.Response.json([1]), 'content-type: application/json\r\ncontent-length: 3\r\n\r\n[1]'],
    ['nothing', () => new globalThis.Response(null), 'content-length: 0\r\n\r\n'],
  ])('%s', async (_, make, expected) => {
    const wire = new Wire(make);
    for (let i = 0; i < 2; i++) {
      await wire.flow.write(ascii(GET));
      for (let turns = 0; turns < 5; turns++) await new Promise(setImmediate);
      expect(wire.take()).toBe(`HTTP/1.1 200 OK\r\n${expected}`);
    }
  });

  test('cookies stay apart', async () => {
    const wire = new Wire(() => {
      const headers = new globalThis.Headers();
      headers.append('set-cookie', 'a=1');
      headers.append('set-cookie', 'b=2');
      return new globalThis.Response(null, { status: 204, headers });
    });
    expect(await wire.say(GET)).toContain('set-cookie: a=1\r\nset-cookie: b=2\r\n');
  });

  test('made from our body', async () => {
    const wire = new Wire((request) => new globalThis.Response(request.body));
    await wire.flow.write(ascii(post('Content-Length: 5\r\n', 'hello')));
    for (let turns = 0; turns < 10; turns++) await new Promise(setImmediate);
    expect(wire.take()).toContain('hello');
  });
});
