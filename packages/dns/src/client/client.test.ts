import { type Endpoint, MemoryInternet, type MemoryStack } from '@morgana/flow';
import { SeededRandom } from '@morgana/random';
import { AbortSource, VirtualClock } from '@morgana/time';
import { describe, expect, test } from 'vitest';
import { nameText, parseName } from '../name.js';
import { recordText } from '../rdata/record-text.js';
import { Responder } from '../server/responder.js';
import { serveDns } from '../server/serve.js';
import { ZoneSet } from '../server/zone-set.js';
import { Flag } from '../wire/constants.js';
import { cookieOption, readCookie } from '../wire/edns.js';
import { decodeMessage, encodeMessage, type Message } from '../wire/message.js';
import { FormatError } from '../wire/reader.js';
import { loadZone } from '../zone/load.js';
import { DnsClient, LookupError } from './client.js';

const ORIGIN = parseName('example.com.');
const { zone } = loadZone(
  new TextEncoder().encode(`$TTL 300
@ SOA ns host 1 2 3 4 60
@ NS ns
ns A 192.0.2.53
www A 192.0.2.2
www A 192.0.2.3
www AAAA 2001:db8::2
alias CNAME www
${Array.from({ length: 90 }, (_, i) => `big TXT "${'x'.repeat(20)}${i}"`).join('\n')}`),
  { origin: ORIGIN },
);

async function world(servers: readonly string[] = ['10.0.0.1']) {
  const internet = new MemoryInternet();
  const clock = new VirtualClock();
  const stacks = new Map<string, MemoryStack>(servers.map((address) => [address, internet.stack(address)]));
  const stack = internet.stack('10.0.0.99');
  const client = new DnsClient({
    stack,
    clock,
    random: new SeededRandom(5),
    servers: servers.map((address): Endpoint => ({ address, port: 53 })),
  });
  const serve = (address: string) =>
    serveDns({ stack: stacks.get(address)!, clock, responder: new Responder({ zones: new ZoneSet([zone]) }) });
  return { internet, clock, client, stack, stacks, serve };
}

describe('the client', () => {
  test('finds, follows aliases, and knows "no" from "no such name"', async () => {
    const { client, clock, serve } = await world();
    await serve('10.0.0.1');
    const found = await clock.complete(client.lookup('alias.example.com', 1));
    expect(found.status === 'found' && found.records.map(recordText)).toEqual(
      ['www.example.com.\t300\tIN\tA\t192.0.2.2', 'www.example.com.\t300\tIN\tA\t192.0.2.3'].map((line) =>
        expect.stringMatching(new RegExp(line, 'i')),
      ),
    );
    expect(await clock.complete(client.lookup('www.example.com', 15))).toEqual({ status: 'no-data' });
    expect(await clock.complete(client.lookup('none.example.com', 1))).toEqual({ status: 'no-name' });
    expect(await clock.complete(client.addresses('www.example.com'))).toEqual([
      '2001:db8::2',
      '192.0.2.2',
      '192.0.2.3',
    ]);
  });

  test('an answer that is cut is fetched over TCP', async () => {
    const { client, clock, serve } = await world();
    const server = await serve('10.0.0.1');
    const found = await clock.complete(client.lookup('big.example.com', 16));
    expect(found.status === 'found' && found.records.length).toBe(90);
    expect(server.statistics.connections).toBe(1);
  });

  test('keeps answers as long as they say, and negative ones', async () => {
    const { client, clock, serve } = await world();
    const server = await serve('10.0.0.1');
    await clock.complete(client.lookup('www.example.com', 1));
    await clock.complete(client.lookup('none.example.com', 1));
    await server.close();
    await clock.advance(59_000);
    const kept = await client.query('WWW.example.com', 1);
    expect(kept.answers.map(({ ttl }) => ttl)).toEqual([241, 241]);
    expect(await client.lookup('none.example.com', 1)).toEqual({ status: 'no-name' });
    await clock.advance(1000);
    await expect(clock.complete(client.lookup('none.example.com', 1))).rejects.toThrow(LookupError);
    expect((await client.lookup('www.example.com', 1)).status).toBe('found');
    await clock.advance(240_000);
    await expect(clock.complete(client.lookup('www.example.com', 1))).rejects.toThrow(LookupError);
  });

  test('a server that is silent is passed over', async () => {
    const { client, clock, serve } = await world(['10.0.0.1', '10.0.0.2']);
    await serve('10.0.0.2');
    expect((await clock.complete(client.lookup('www.example.com', 1))).status).toBe('found');
    expect(clock.monotonic()).toBeGreaterThanOrEqual(1500);
    expect(clock.monotonic()).toBeLessThan(1600);
  });

  test('forged answers are not believed: another ID, case, question or sender', async () => {
    const { client, clock, stacks, internet } = await world();
    const forger = internet.stack('10.6.6.6');
    let forged = 0;
    const elsewhere = await forger.bind({ port: 53 }, () => {});
    const ports = new Set<number>();
    await stacks.get('10.0.0.1')!.bind({ port: 53 }, (bytes, from, socket) => {
      ports.add(from.port);
      const asked = decodeMessage(bytes) as Message;
      const question = asked.questions[0]!;
      const answer = (change: Partial<Message>) =>
        encodeMessage({ ...asked, flags: Flag.QR, rcode: 3, edns: undefined, ...change });
      const lower = parseName(nameText(question.name).toLowerCase());
      for (const wrong of [
        answer({ id: asked.id ^ 1 }),
        answer({ questions: [{ ...question, name: lower }] }),
        answer({ questions: [{ ...question, type: 28 }] }),
        answer({ flags: 0 }),
        Uint8Array.of(1, 2, 3),
      ]) {
        socket.send(wrong, from);
        forged++;
      }
      elsewhere.send(answer({}), from);
    });
    await expect(clock.complete(client.lookup('www.example.com', 1))).rejects.toThrow(LookupError);
    expect(forged).toBe(10);
    expect(ports.size).toBe(2);
  });

  test('repeats the cookie of a server, and believes none that is not its own (RFC 7873)', async () => {
    const { client, clock, stacks } = await world();
    const secret = Uint8Array.of(9, 9, 9, 9, 9, 9, 9, 9);
    const seen: string[] = [];
    await stacks.get('10.0.0.1')!.bind({ port: 53 }, (bytes, from, socket) => {
      const asked = decodeMessage(bytes) as Message;
      const cookie = readCookie(asked.edns)!;
      const known = cookie.server.length === 8;
      seen.push(known ? 'known' : 'new');
      const answer = (mine: Uint8Array, rcode: number) => {
        const options = [cookieOption({ client: mine, server: secret })];
        socket.send(encodeMessage({ ...asked, flags: Flag.QR, rcode, edns: { ...asked.edns!, options } }), from);
      };
      answer(new Uint8Array(8), 0);
      answer(cookie.client, known ? 3 : 23);
    });
    expect(await clock.complete(client.lookup('a.example.com', 1))).toEqual({ status: 'no-name' });
    expect(await clock.complete(client.lookup('b.example.com', 1))).toEqual({ status: 'no-name' });
    expect(seen).toEqual(['new', 'known', 'known']);
  });

  test('gives up when it is told to', async () => {
    const { client, clock } = await world();
    const signal = new AbortSource();
    const lookup = client.lookup('www.example.com', 1, { signal });
    await clock.advance(10);
    signal.abort(new Error('enough'));
    await expect(lookup).rejects.toThrow('enough');
  });

  test('ends without EDNS where the server does not know it', async () => {
    const { client, clock, stacks } = await world();
    await stacks.get('10.0.0.1')!.bind({ port: 53 }, (bytes, from, socket) => {
      const asked = decodeMessage(bytes);
      if (asked instanceof FormatError) return;
      const rcode = asked.edns === undefined ? 3 : 1;
      socket.send(encodeMessage({ ...asked, flags: Flag.QR, rcode, edns: undefined }), from);
    });
    expect(await clock.complete(client.lookup('www.example.com', 1))).toEqual({ status: 'no-name' });
  });
});
