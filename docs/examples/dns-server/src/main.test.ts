import { DnsClient, nameText, recordText } from '@morgana/dns';
import { copyExample, type TestFolder } from '@morgana/linker/testing';
import { createClock, createRandom, openHostStack } from '@morgana/runtime-node';
import { BUILD_LIMIT, buildableTargets, freePort, morgana, type Running, startMorgana } from 'morgana/testing';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

describe.each(buildableTargets())('as $target', ({ target, build }) => {
  let folder: TestFolder;
  let running: Running;
  let port: number;
  const stack = openHostStack({ address: '127.0.0.1' });
  beforeAll(async () => {
    folder = copyExample('dns-server');
    expect(morgana(folder.root, 'configure', '-t', target).status).toBe(0);
    const built = morgana(folder.root, 'build', ...build);
    expect(built.status).toBe(0);
    // Zone files only: neither transfers nor signatures are in the image.
    expect(built.out).not.toContain('@noble');
    port = await freePort();
    running = await startMorgana(
      folder.root,
      'ready:',
      '-p',
      `${port}:53`,
      '-p',
      `${port}:53/udp`,
      '--',
      '--nsid=test',
    );
  }, BUILD_LIMIT);
  afterAll(async () => {
    const status = await running.stop('SIGINT');
    await stack.close();
    folder.remove();
    expect(status).toBe(0);
  });

  test('answers a client, from the zone file in the image', async () => {
    const client = new DnsClient({
      stack,
      clock: createClock(),
      random: createRandom(),
      servers: [{ address: '127.0.0.1', port }],
    });
    expect(await client.addresses('www.example.com')).toEqual(['2001:db8::80', '192.0.2.80']);
    expect(await client.lookup('nothing.example.com', 1)).toEqual({ status: 'no-name' });
    const generated = await client.lookup('host20.example.com', 1);
    expect(generated.status === 'found' && generated.records.map(recordText)).toHaveLength(1);
    const alias = await client.query('WWW.example.com', 1);
    expect(alias.answers.map(({ name }) => nameText(name).toLowerCase())).toEqual([
      'www.example.com.',
      'web.example.com.',
    ]);
  });

  test(
    'says file and line of a mistake, and does not start',
    () => {
      const broken = copyExample('dns-server');
      try {
        broken.write({ 'zones/example.com': '$TTL 60\n@ SOA a b 1 2 3 4 5\n@ NS ns1\nns1 A 192.0.2\n' });
        expect(morgana(broken.root, 'configure', '-t', target).status).toBe(0);
        expect(morgana(broken.root, 'build', ...build).status).toBe(0);
        const { status, out, err } = morgana(broken.root, 'run');
        expect(status).not.toBe(0);
        expect(out + err).toContain('example.com:4: error: address "192.0.2": an IPv4 address was expected');
      } finally {
        broken.remove();
      }
    },
    BUILD_LIMIT,
  );
});
