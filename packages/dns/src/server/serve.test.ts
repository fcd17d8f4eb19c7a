import { FlowReader, MemoryInternet } from '@morgana/flow';
import { sleep, VirtualClock } from '@morgana/time';
import { describe, expect, test } from 'vitest';
import { parseName } from '../name.js';
import { frame, readFrame } from '../wire/frame.js';
import { decodeMessage, encodeMessage, type Message, query } from '../wire/message.js';
import { loadZone } from '../zone/load.js';
import { NOT_PLAIN, Responder } from './responder.js';
import { serveDns } from './serve.js';
import { ZoneSet } from './zone-set.js';

const { zone } = loadZone(new TextEncoder().encode('$TTL 60\n@ SOA ns host 1 2 3 4 5\n@ NS ns\nns A 192.0.2.1\n'), {
  origin: parseName('example.com.'),
});
const SERVER = '10.0.0.1';

async function world(options = {}) {
  const internet = new MemoryInternet();
  const clock = new VirtualClock();
  const client = internet.stack('10.0.0.2');
  const responder = new Responder({ zones: new ZoneSet([zone]) });
  const server = await serveDns({ stack: internet.stack(SERVER), clock, responder, ...options });
  const connect = async () => {
    const connection = await client.connect({ address: SERVER, port: 53 });
    return { connection, reader: new FlowReader(connection) };
  };
  return { clock, client, server, connect };
}
const ask = (id: number) => encodeMessage(query(parseName('ns.example.com.'), 1, { id }));

describe('TCP', () => {
  test('questions in one piece, in single octets, and half closed', async () => {
    const { clock, connect } = await world();
    const { connection, reader } = await connect();
    const many = Array.from({ length: 50 }, (_, i) => frame(ask(i)));
    await connection.write(Uint8Array.from(many.flatMap((one) => [...one])));
    for (let i = 0; i < 50; i++) {
      const answer = decodeMessage((await clock.complete(readFrame(reader)))!) as Message;
      expect([answer.id, answer.answers.length]).toEqual([i, 1]);
    }
    for (const octet of frame(ask(77))) await connection.write(Uint8Array.of(octet));
    await connection.closeWrite();
    expect((decodeMessage((await clock.complete(readFrame(reader)))!) as Message).id).toBe(77);
    expect(await clock.complete(readFrame(reader))).toBeNull();
  });

  test('a connection that is idle ends, one that asks does not', async () => {
    const { clock, server, connect } = await world({ idleTimeout: 1000 });
    const idle = await connect();
    const busy = await connect();
    await idle.connection.write(Uint8Array.of(0));
    const ended = expect(readFrame(idle.reader)).rejects.toThrow();
    for (let i = 0; i < 5; i++) {
      await clock.advance(700);
      await busy.connection.write(frame(ask(i)));
      expect(await clock.complete(readFrame(busy.reader))).not.toBeNull();
    }
    await ended;
    expect(server.statistics.idle).toBe(1);
  });

  test('a peer that takes no answers is idle', async () => {
    const { clock, server, connect } = await world({ idleTimeout: 1000 });
    const { connection } = await connect();
    const asking = (async () => {
      for (let i = 0; i < 20_000; i++) await connection.write(frame(ask(i & 0xffff)));
    })();
    const failed = expect(asking).rejects.toThrow();
    await clock.advance(5000);
    await failed;
    expect(server.statistics.idle).toBe(1);
  });

  test.each([
    [1, [1, 2, 3]],
    [2, [2, 1, 3]],
    [3, [3, 2, 1]],
  ])('%i at a time are with the handler, whoever is ready answers first', async (concurrent, expected) => {
    let most = 0;
    let now = 0;
    const handler = async function* (bytes: Uint8Array) {
      most = Math.max(most, ++now);
      await sleep(clock, 4000 - 1000 * bytes[1]!);
      now--;
      yield bytes;
    };
    const { clock, connect } = await world({ handler, concurrent, responder: { answer: () => NOT_PLAIN } });
    const { connection, reader } = await connect();
    await connection.write(Uint8Array.from([1, 2, 3].flatMap((id) => [...frame(ask(id))])));
    const order: number[] = [];
    for (let i = 0; i < 3; i++) order.push((await clock.complete(readFrame(reader)))![1]!);
    expect(order).toEqual(expected);
    expect(most).toBe(concurrent);
    await connection.closeWrite();
    expect(await clock.complete(readFrame(reader))).toBeNull();
  });

  test('connections have a bound, and what is no query ends one', async () => {
    const { clock, server, connect } = await world({ connections: 2 });
    const first = await connect();
    await connect();
    const third = await connect();
    await expect(clock.complete(readFrame(third.reader))).rejects.toThrow();
    expect(server.statistics).toMatchObject({ connections: 2, refused: 1 });
    await first.connection.write(frame(new Uint8Array(5)));
    await expect(clock.complete(readFrame(first.reader))).rejects.toThrow();
    await server.close();
    await server.close();
  });
});

test('UDP', async () => {
  const { clock, client, server } = await world();
  const answers: Uint8Array[] = [];
  const socket = await client.bind({ port: 0 }, (bytes) => answers.push(bytes.slice()));
  socket.send(ask(5), { address: SERVER, port: server.port });
  socket.send(Uint8Array.of(1, 2, 3), { address: SERVER, port: server.port });
  await clock.settle();
  expect(answers).toHaveLength(1);
  expect((decodeMessage(answers[0]!) as Message).id).toBe(5);
});
