import { MemoryInternet } from '@morgana/flow';
import { VirtualClock } from '@morgana/time';
import { describe, expect, test } from 'vitest';
import { createClient } from '../client/client.js';
import { Response } from '../fetch/response.js';
import { serve } from './server.js';

function world() {
  const internet = new MemoryInternet();
  const clock = new VirtualClock();
  const stack = internet.stack('10.0.0.2');
  const client = createClient({ stack: internet.stack('10.0.0.1'), clock });
  return { internet, clock, stack, client };
}

describe('serve', () => {
  test('tells who asks and where', async () => {
    const { clock, stack, client } = world();
    const server = await serve({
      stack,
      clock,
      port: 0,
      handler: (_request, { local, remote }) => Response.json({ local, remote: remote.address }),
    });
    const response = await client.fetch(`http://10.0.0.2:${server.local.port}/`);
    expect(await response.json()).toEqual({
      local: { address: '10.0.0.2', port: server.local.port },
      remote: '10.0.0.1',
    });
    expect(server.connections).toBe(1);
    expect(server.statistics).toMatchObject({ connections: 1, requests: 1 });
    client.close();
    await clock.settle();
    expect(server.connections).toBe(0);
  });

  test('503 beyond the number of connections', async () => {
    const { clock, stack, client } = world();
    const server = await serve({
      stack,
      clock,
      port: 80,
      limits: { connections: 2 },
      handler: () => new Promise<Response>((resolve) => clock.setTimer(1000, () => resolve(new Response('ok')))),
    });
    const answers = Promise.all([1, 2, 3].map(async () => (await client.fetch('http://10.0.0.2/')).status));
    expect((await clock.complete(answers)).sort()).toEqual([200, 200, 503]);
    expect(server.statistics.refusedConnections).toBe(1);
    expect((await clock.complete(client.fetch('http://10.0.0.2/'))).status).toBe(200);
  });

  test('close: idle connections end at once, requests in flight finish, nobody else gets in', async () => {
    const { clock, stack, client } = world();
    const server = await serve({
      stack,
      clock,
      port: 80,
      handler: (request) =>
        request.url.endsWith('/slow')
          ? new Promise<Response>((resolve) =>
              clock.setTimer(clock.monotonic() + 500, () => resolve(new Response('done'))),
            )
          : new Response('x'),
    });
    const slow = client.fetch('http://10.0.0.2/slow');
    await (await client.fetch('http://10.0.0.2/')).text();
    await clock.settle();
    expect(server.connections).toBe(2);
    const closed = server.close();
    await clock.settle();
    expect(server.connections).toBe(1);
    await expect(client.fetch('http://10.0.0.2/')).rejects.toMatchObject({ code: 'connect' });
    const response = await clock.complete(slow);
    expect(response.headers.get('connection')).toBe('close');
    expect(await response.text()).toBe('done');
    await clock.complete(closed);
    expect(clock.monotonic()).toBe(500);
    expect(server.connections).toBe(0);
  });

  test('close: a head that is under way has half a second more', async () => {
    const { clock, stack } = world();
    const server = await serve({ stack, clock, port: 80, handler: () => new Response('x') });
    const connection = await stack.connect({ address: '10.0.0.2', port: 80 });
    await connection.write(new TextEncoder().encode('GET / HTTP/1.1\r\nHost:'));
    await clock.settle();
    await clock.complete(server.close());
    expect(clock.monotonic()).toBe(500);
    expect(new TextDecoder().decode((await connection.read())!)).toMatch(/^HTTP\/1.1 408 /);
    expect(await connection.read()).toBeNull();
  });

  test('close: what is left at the deadline is aborted', async () => {
    const { clock, stack, client } = world();
    let reason = '';
    const server = await serve({
      stack,
      clock,
      port: 80,
      handler: (request) => {
        request.signal.addEventListener('abort', () => {
          reason = (request.signal.reason as Error).message;
        });
        return new Promise<Response>(() => {});
      },
    });
    const failed = client.fetch('http://10.0.0.2/').catch((error) => error);
    await clock.settle();
    await clock.complete(server.close({ deadline: 2000 }));
    expect(clock.monotonic()).toBe(2000);
    expect(await failed).toMatchObject({ code: 'closed' });
    expect(reason).not.toBe('');
  });

  test('a port that is taken is said', async () => {
    const { clock, stack } = world();
    const handler = () => new Response('x');
    await serve({ stack, clock, port: 80, handler });
    await expect(serve({ stack, clock, port: 80, handler })).rejects.toMatchObject({ code: 'in-use' });
  });
});
