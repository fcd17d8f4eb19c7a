import { createHash, randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { Agent, type IncomingMessage, request } from 'node:http';
import { join } from 'node:path';
import { copyExample, type TestFolder } from '@morgana/linker/testing';
import { BUILD_LIMIT, buildableTargets, freePort, morgana, type Running, startMorgana } from 'morgana/testing';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

interface Answer {
  readonly status: number | undefined;
  readonly headers: IncomingMessage['headers'];
  readonly body: Buffer;
}

interface Question {
  readonly method?: string;
  readonly headers?: Record<string, string>;
  readonly agent?: Agent;
}

function get(port: number, path: string, { method = 'GET', headers = {}, agent }: Question = {}): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const asked = request({ host: '127.0.0.1', port, path, method, headers, ...(agent && { agent }) }, (answer) => {
      const pieces: Buffer[] = [];
      answer.on('data', (piece) => pieces.push(piece));
      answer.on('error', reject);
      answer.on('end', () =>
        resolve({ status: answer.statusCode, headers: answer.headers, body: Buffer.concat(pieces) }),
      );
    });
    asked.on('error', reject);
    asked.end();
  });
}

function digest(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

describe.each(buildableTargets())('the website as it is, as $target', ({ target, build }) => {
  let folder: TestFolder;
  let running: Running;
  let port: number;
  const file = (name: string) => readFileSync(join(folder.root, 'site', name));

  beforeAll(async () => {
    folder = copyExample('website');
    expect(morgana(folder.root, 'configure', '-t', target).status).toBe(0);
    expect(morgana(folder.root, 'build', ...build).status).toBe(0);
    port = await freePort();
    running = await startMorgana(folder.root, `ready: http://127.0.0.1:${port}/\n`, '-p', `${port}:80`);
  }, BUILD_LIMIT);
  afterAll(async () => {
    const status = await running.stop('SIGINT');
    folder.remove();
    expect(status).toBe(0);
  });

  test.each([
    ['/', 'index.html', 'text/html; charset=utf-8'],
    ['/how.html', 'how.html', 'text/html; charset=utf-8'],
    ['/style.css', 'style.css', 'text/css; charset=utf-8'],
    ['/icon.svg', 'icon.svg', 'image/svg+xml'],
  ])('gives %s', async (path, name, type) => {
    const { status, headers, body } = await get(port, path);
    expect(status).toBe(200);
    expect(headers['content-type']).toBe(type);
    expect(headers.etag).toMatch(/^"[0-9a-f]{16}"$/);
    expect(body).toEqual(file(name));
  });

  test('has a page for what is not there', async () => {
    const { status, body } = await get(port, '/nowhere.html');
    expect(status).toBe(404);
    expect(body).toEqual(file('404.html'));
  });

  test('knows what a client has already, and gives parts', async () => {
    const { headers } = await get(port, '/style.css');
    expect((await get(port, '/style.css', { headers: { 'if-none-match': headers.etag! } })).status).toBe(304);
    const part = await get(port, '/style.css', { headers: { range: 'bytes=3-9' } });
    expect(part.status).toBe(206);
    expect(part.body).toEqual(file('style.css').subarray(3, 10));
    expect((await get(port, '/', { method: 'HEAD' })).body).toHaveLength(0);
    expect((await get(port, '/', { method: 'DELETE' })).status).toBe(405);
  });

  test('links to nothing that is missing', async () => {
    for (const name of ['index.html', 'how.html', '404.html']) {
      for (const [, link] of file(name)
        .toString()
        .matchAll(/(?:href|src)="([^"]+)"/g)) {
        const { status } = await get(port, new URL(link!, 'http://site/').pathname);
        expect(status, `${link} in ${name}`).toBe(link === 'nowhere.html' ? 404 : 200);
      }
    }
  });

  test('answers 200 requests on 20 connections', async () => {
    const agent = new Agent({ keepAlive: true, maxSockets: 20 });
    try {
      const answers = await Promise.all(Array.from({ length: 200 }, () => get(port, '/how.html', { agent })));
      for (const { status, body } of answers) {
        expect(status).toBe(200);
        expect(body).toEqual(file('how.html'));
      }
    } finally {
      agent.destroy();
    }
  });
});

test('with IPv6 alone the gateway brings to it who comes over IPv4', async () => {
  const folder = copyExample('website');
  try {
    const port = await freePort();
    const running = await startMorgana(folder.root, 'ready:', '-p', `${port}:80`, '--', '--ipv6-only');
    try {
      const { status, body } = await get(port, '/how.html');
      expect(status).toBe(200);
      expect(body).toEqual(readFileSync(join(folder.root, 'site/how.html')));
    } finally {
      expect(await running.stop()).toBe(0);
    }
  } finally {
    folder.remove();
  }
});

test('a large file from a folder of the host comes whole', async () => {
  const folder = copyExample('website');
  const large = randomBytes(64 * 1024 * 1024);
  folder.write({ 'site/large.bin': large });
  try {
    const port = await freePort();
    const running = await startMorgana(folder.root, 'ready:', '-d', 'site=folder', '-p', `${port}:80`);
    try {
      const { status, body } = await get(port, '/large.bin');
      expect(status).toBe(200);
      expect(body).toHaveLength(large.length);
      expect(digest(body)).toBe(digest(large));
    } finally {
      expect(await running.stop()).toBe(0);
    }
  } finally {
    folder.remove();
  }
});
