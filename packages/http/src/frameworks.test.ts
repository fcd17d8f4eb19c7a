import { MemoryInternet } from '@morgana/flow';
import { VirtualClock } from '@morgana/time';
import { describe, expect, test } from 'vitest';
import { createClient } from './client/client.js';
import { Response } from './fetch/response.js';
import type { Handler } from './server/options.js';
import { withPlatformRequest } from './server/platform.js';
import { serve } from './server/server.js';

/*
 * Web-standard frameworks under Node: they see our Request and answer with the platform's Response.
 */

async function clientOf(handler: Handler) {
  const internet = new MemoryInternet();
  const clock = new VirtualClock({ settle: () => new Promise(setImmediate) });
  await serve({ stack: internet.stack('10.0.0.2'), clock, port: 80, handler });
  const client = createClient({ stack: internet.stack('10.0.0.1'), clock });
  return (path: string, init?: Parameters<typeof client.fetch>[1]) => client.fetch(`http://10.0.0.2${path}`, init);
}

describe('withPlatformRequest', () => {
  test('gives what the platform takes for a Request', async () => {
    const fetch = await clientOf(
      withPlatformRequest(async (request, { remote }) => {
        const again = new globalThis.Request(request, { headers: { x: 'new' } });
        return globalThis.Response.json([
          request instanceof globalThis.Request,
          again.method,
          again.url,
          request.headers.get('x'),
          again.headers.get('x'),
          await again.text(),
          request.signal.aborted,
          remote.address,
        ]);
      }, globalThis),
    );
    const response = await fetch('/a?b', { method: 'POST', body: 'hello', headers: { x: 'old' } });
    expect(await response.json()).toEqual([
      true,
      'POST',
      'http://10.0.0.2/a?b',
      'old',
      'new',
      'hello',
      false,
      '10.0.0.1',
    ]);
    expect((await fetch('/')).status).toBe(200);
  });

  test('a method that the platform forbids is an error of the handler, no more', async () => {
    const fetch = await clientOf(withPlatformRequest(() => new Response('ok'), globalThis));
    expect((await fetch('/', { method: 'PURGE' })).status).toBe(200);
  });
});

const specifier: string = 'hono';
// biome-ignore lint/suspicious/noExplicitAny: no types without the package
const hono: any = await import(/* @vite-ignore */ specifier).catch(() => null);
if (hono === null) console.warn('hono is not installed: its tests are left out');

describe.skipIf(hono === null)('hono', () => {
  function application() {
    const app = new hono.Hono();
    // biome-ignore lint/suspicious/noExplicitAny: no types without the package
    type Context = any;
    app.use('*', async (context: Context, next: () => Promise<void>) => {
      await next();
      context.header('x-seen', context.req.path);
    });
    app.get('/', (context: Context) => context.text('home'));
    app.get('/users/:id', (context: Context) =>
      context.json({ id: context.req.param('id'), q: context.req.query('q') }),
    );
    app.post('/json', async (context: Context) => context.json(await context.req.json(), 201));
    app.post('/form', async (context: Context) => context.json(await context.req.parseBody()));
    app.post('/raw', (context: Context) => new globalThis.Response(context.req.raw.body));
    app.get('/cookie', (context: Context) => {
      context.header('set-cookie', 'a=1', { append: true });
      context.header('set-cookie', 'b=2', { append: true });
      return context.body(null, 204);
    });
    app.get('/moved', (context: Context) => context.redirect('/'));
    app.get('/fail', () => {
      throw new Error('no luck');
    });
    app.onError((_error: Error, context: Context) => context.text('sorry', 500));
    const inner = new hono.Hono();
    inner.get('/x', (context: Context) => context.text(`mounted ${context.req.url}`));
    app.mount('/mount', inner.fetch);
    return app;
  }

  const cases: [string, (app: { fetch: Handler }) => Handler][] = [
    ['with our Request', (app) => (request, info) => app.fetch(request, info)],
    ["with the platform's", (app) => withPlatformRequest((request, info) => app.fetch(request, info), globalThis)],
  ];
  for (const [name, wrap] of cases) {
    test(name, async () => {
      const fetch = await clientOf(wrap(application()));
      const home = await fetch('/');
      expect([home.status, home.headers.get('x-seen'), await home.text()]).toEqual([200, '/', 'home']);
      expect(await (await fetch('/users/7?q=%C3%A4')).json()).toEqual({ id: '7', q: 'ä' });
      const created = await fetch('/json', { method: 'POST', body: '{"a":[1]}' });
      expect([created.status, await created.json()]).toEqual([201, { a: [1] }]);
      expect(await (await fetch('/raw', { method: 'POST', body: 'x'.repeat(50_000) })).text()).toHaveLength(50_000);
      expect((await fetch('/cookie')).headers.getSetCookie()).toEqual(['a=1', 'b=2']);
      const moved = await fetch('/moved');
      expect([moved.redirected, await moved.text()]).toEqual([true, 'home']);
      expect((await fetch('/fail')).status).toBe(500);
      expect((await fetch('/nowhere')).status).toBe(404);
      const head = await fetch('/', { method: 'HEAD' });
      expect([head.status, head.body]).toEqual([200, null]);
    });
  }

  test("mounting makes new Requests: with the platform's", async () => {
    const fetch = await clientOf(
      withPlatformRequest((request, info) => application().fetch(request, info), globalThis),
    );
    expect(await (await fetch('/mount/x')).text()).toMatch(/^mounted http:\/\/10.0.0.2\/x$/);
  });
});
