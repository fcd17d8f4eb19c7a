import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { Authority, DnsClient, loadZone, parseName, parseRecord, parseTsigKey, query, serveDns } from '@morgana/dns';
import { copyExample } from '@morgana/linker/testing';
import { createClock, createRandom, openHostStack } from '@morgana/runtime-node';
import { freePort, morgana, startMorgana } from 'morgana/testing';
import { expect, test } from 'vitest';

const KEY = 'transfer.key:hmac-sha256:YSBzZWNyZXQgb2YgdGhpcnR5LXR3byBvY3RldHMuLi4=';
const ORIGIN = parseName('example.com.');

test('copies a zone, follows its changes, and has it after a restart without the primary', async () => {
  const folder = copyExample('dns-secondary');
  mkdirSync(join(folder.root, 'zones'), { recursive: true });
  const stack = openHostStack({ address: '127.0.0.1' });
  const clock = createClock();
  const random = createRandom();
  try {
    expect(morgana(folder.root, 'configure', '-t', 'node', '-d', 'stack=sockets').status).toBe(0);
    expect(morgana(folder.root, 'build').status).toBe(0);
    const port = await freePort();
    const key = parseTsigKey(KEY);
    const authority = new Authority({
      keys: [key],
      ground: { stack, clock, random },
      time: () => Math.floor(clock.wall() / 1000),
    });
    const text = '$TTL 60\n@ SOA ns host 1 3600 600 86400 60\n@ NS ns\nns A 192.0.2.53\nwww A 192.0.2.80\n';
    const { zone } = loadZone(new TextEncoder().encode(text), { origin: ORIGIN });
    const primary = authority.addPrimary({
      zone,
      allowTransfer: (who) => who.key !== undefined,
      notify: [{ endpoint: { address: '127.0.0.1', port }, key }],
    });
    const { responder, handle } = authority;
    const server = await serveDns({ stack, clock, responder, handler: handle, port: 0 });
    const client = new DnsClient({ stack, clock, random, servers: [{ address: '127.0.0.1', port }], cache: 0 });
    const args = ['--', `--port=${port}`, '--primary=127.0.0.1', `--primary-port=${server.port}`, `--key=${KEY}`];

    let running = await startMorgana(folder.root, 'serves', ...args);
    expect(await client.addresses('www.example.com')).toEqual(['192.0.2.80']);
    const added = parseRecord('new 60 A 192.0.2.81', ORIGIN);
    expect(await primary.update({ ...query(ORIGIN, 6), opcode: 5, authorities: [added] })).toBe(0);
    for (let i = 0; (await client.lookup('new.example.com', 1)).status !== 'found'; i++) {
      if (i === 100) throw new Error('the change did not arrive');
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    expect(await running.stop('SIGINT')).toBe(0);
    await server.close();

    running = await startMorgana(folder.root, 'serves', ...args);
    expect(await client.addresses('new.example.com')).toEqual(['192.0.2.81']);
    expect(await running.stop('SIGINT')).toBe(0);
  } finally {
    await stack.close();
    folder.remove();
  }
}, 90_000);
