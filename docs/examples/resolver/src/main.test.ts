import {
  createDenial,
  DnsClient,
  dsOf,
  ED25519,
  generateKey,
  loadZone,
  parseName,
  Responder,
  ROOT,
  rdataText,
  serveDns,
  ZoneSet,
  ZoneSigner,
  zoneKeys,
} from '@morgana/dns';
import { copyExample } from '@morgana/linker/testing';
import { createClock, createRandom, openHostStack } from '@morgana/runtime-node';
import { freePort, morgana, startMorgana } from 'morgana/testing';
import { expect, test } from 'vitest';

test('resolves and validates, from a root of its own', async () => {
  const folder = copyExample('resolver');
  const stack = openHostStack({ address: '127.0.0.1' });
  const clock = createClock();
  try {
    const random = createRandom();
    const keys = zoneKeys([generateKey(ED25519, 257, random)]);
    const text = '$TTL 60\n@ SOA ns host 1 2 3 4 60\n@ NS ns\nns A 127.0.0.1\nwww.example A 192.0.2.80\n';
    const { zone } = loadZone(new TextEncoder().encode(text), { origin: ROOT });
    new ZoneSigner({ keys, time: () => Math.floor(clock.wall() / 1000) }).sign(zone);
    const responder = new Responder({ zones: new ZoneSet([zone]), denial: createDenial() });
    const server = await serveDns({ stack, clock, responder, port: 0 });

    expect(morgana(folder.root, 'configure', '-t', 'node', '-d', 'stack=sockets').status).toBe(0);
    expect(morgana(folder.root, 'build').status).toBe(0);
    const port = await freePort();
    const anchor = rdataText(43, dsOf(ROOT, keys.published[0]!.dnskey));
    const args = ['--', `--port=${port}`, '--root=127.0.0.1', `--server-port=${server.port}`, `--anchor=${anchor}`];
    const running = await startMorgana(folder.root, 'answers on', ...args);
    const client = new DnsClient({ stack, clock, random, servers: [{ address: '127.0.0.1', port }], dnssecOk: true });
    const answer = await client.query('www.example', 1);
    expect(answer.answers.map(({ type }) => type)).toEqual([1, 46]);
    expect(answer.flags & 0x20).toBe(0x20);
    expect(await client.lookup(parseName('none.example.'), 1)).toEqual({ status: 'no-name' });
    expect(await running.stop('SIGINT')).toBe(0);
    await server.close();
  } finally {
    await stack.close();
    folder.remove();
  }
}, 90_000);
