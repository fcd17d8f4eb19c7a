import { pattern } from '@morgana/compliance';
import { SeededRandom } from '@morgana/random';
import { VirtualClock } from '@morgana/time';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { PENDING_WRITES } from './channel.js';
import { join, pipe, readAll, writeText } from './copy.js';
import { faultyFlow, faultyStack } from './faulty.js';
import { type Flow, FlowError } from './flow.js';
import { MemoryInternet } from './memory-internet.js';
import { connectionPair, pair } from './pair.js';
import { FlowReader } from './reader.js';
import type { Connection } from './stack.js';
import { encodeUtf8 } from './utf8.js';

const text = (bytes: Uint8Array | null) => (bytes === null ? null : new TextDecoder().decode(bytes));

/** A flow to read that gives these chunks and then the end. */
function given(...chunks: (string | Uint8Array)[]): Pick<Flow, 'read'> {
  const rest = chunks.map((chunk) => (typeof chunk === 'string' ? new TextEncoder().encode(chunk) : chunk));
  return { read: async () => rest.shift() ?? null };
}

describe('pair', () => {
  test('holds exactly its capacity before a write waits', async () => {
    const [a, b] = pair({ capacity: 10 });
    await a.write(new Uint8Array(10));
    let taken = false;
    const write = a.write(Uint8Array.of(1)).then(() => {
      taken = true;
    });
    for (let i = 0; i < 100; i++) await undefined;
    expect(taken).toBe(false);
    expect(b.readable).toBe(10);
    await b.read();
    await write;
    expect(() => pair({ capacity: 0 })).toThrow(RangeError);
  });

  test('works with one octet of room', async () => {
    const [a, b] = pair({ capacity: 1 });
    const bytes = pattern(1000);
    const writing = a.write(bytes).then(() => a.closeWrite());
    expect(await readAll(b, 1000)).toEqual(bytes);
    await writing;
  });

  test('many small writes cost little more than their octets', async () => {
    const [a, b] = pair();
    for (let i = 0; i < 60_000; i++) await a.write(Uint8Array.of(i));
    await a.closeWrite();
    let reads = 0;
    let length = 0;
    for await (const bytes of b) {
      for (let i = 0; i < bytes.length; i++) if (bytes[i] !== ((length + i) & 255)) expect.fail(`octet ${length + i}`);
      length += bytes.length;
      reads++;
    }
    expect(length).toBe(60_000);
    expect(reads).toBeLessThanOrEqual(Math.ceil(60_000 / 4096));
  });

  test('writes that nobody awaits are bounded', async () => {
    const [a, b] = pair({ capacity: 1 });
    const writes = Array.from({ length: PENDING_WRITES + 2 }, () => a.write(Uint8Array.of(1)));
    await expect(writes.at(-1)).rejects.toMatchObject({ code: 'exhausted' });
    a.closeWrite();
    expect((await readAll(b, 1e6)).length).toBe(PENDING_WRITES + 1);
    await Promise.all(writes.slice(0, -1));
  });

  test('any mix of writes and reads carries the same octets', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 5000 }),
        fc.array(fc.integer({ min: 0, max: 3000 }), { maxLength: 20 }),
        async (capacity, lengths) => {
          const [a, b] = pair({ capacity });
          const all = pattern(lengths.reduce((sum, length) => sum + length, 0));
          let offset = 0;
          for (const length of lengths) void a.write(all.subarray(offset, (offset += length)));
          void a.closeWrite();
          expect(await readAll(b, all.length)).toEqual(all);
          expect(b.readable).toBe(0);
        },
      ),
      { numRuns: 60 },
    );
  });

  test('a connection pair knows its endpoints and tells when it is over', async () => {
    const ends = [
      { address: '192.0.2.1', port: 1 },
      { address: '192.0.2.2', port: 2 },
    ] as const;
    let over = 0;
    const [a, b] = connectionPair(ends[0], ends[1], { onOver: () => over++ });
    expect([a.local, a.remote, b.local, b.remote]).toEqual([ends[0], ends[1], ends[1], ends[0]]);
    await a.closeWrite();
    await b.read();
    expect(over).toBe(0);
    await b.close();
    await a.close();
    expect(over).toBe(1);
    a.abort();
    expect(over).toBe(1);
  });
});

describe('copying', () => {
  test('pipe copies to the end and half-closes', async () => {
    const [a, b] = pair();
    const [c, d] = pair();
    const copied = pipe(b, c);
    await a.write(pattern(5000));
    await a.closeWrite();
    expect(await copied).toBe(5000);
    expect(await readAll(d, 5000)).toEqual(pattern(5000));
    await d.write(Uint8Array.of(1)); // the other direction of the sink is open still
    expect(await c.read()).toEqual(Uint8Array.of(1));
  });

  test('pipe reads no more than the sink takes', async () => {
    const [a, b] = pair({ capacity: 100 });
    const [c] = pair({ capacity: 100 });
    void pipe(b, c).catch(() => {});
    let written = 0;
    void (async () => {
      for (;;) {
        await a.write(new Uint8Array(10));
        written += 10;
      }
    })().catch(() => {});
    for (let i = 0; i < 5000; i++) await undefined;
    expect(written).toBeLessThanOrEqual(400);
    a.abort();
  });

  test('join: an abort on either side is one on the other', async () => {
    for (const side of [0, 1]) {
      const [a, inner] = pair();
      const [outer, b] = pair();
      const joined = join(inner, outer);
      const [aborting, other] = side === 0 ? [a, b] : [b, a];
      const read = other.read();
      aborting.abort();
      await expect(read).rejects.toMatchObject({ code: 'reset' });
      await expect(joined).rejects.toMatchObject({ code: 'reset' });
    }
  });

  test('join: half-closes go through, and it tells what it carried', async () => {
    const [a, inner] = pair();
    const [outer, b] = pair();
    const joined = join(inner, outer);
    await writeText(a, 'ping');
    await a.closeWrite();
    expect(text(await readAll(b, 10))).toBe('ping');
    await writeText(b, 'longer pong');
    await b.closeWrite();
    expect(text(await readAll(a, 100))).toBe('longer pong');
    expect(await joined).toEqual({ aToB: 4, bToA: 11 });
  });

  test('readAll stops at its limit', async () => {
    expect(text(await readAll(given('ab', 'cd'), 4))).toBe('abcd');
    expect(text(await readAll(given(), 0))).toBe('');
    await expect(readAll(given('ab', 'cd'), 3)).rejects.toMatchObject({ code: 'exhausted' });
  });

  test('encodeUtf8 is what TextEncoder gives, for any text', () => {
    const encoder = new TextEncoder();
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(encodeUtf8(text)).toEqual(encoder.encode(text));
      }),
    );
    const lone = 'a\ud800b\udc00\ud83d\ude00\ud83d';
    expect(encodeUtf8(lone)).toEqual(encoder.encode(lone));
  });
});

describe('FlowReader', () => {
  test('reads lines, then a body of a known length, then what follows', async () => {
    const reader = new FlowReader(given('GET / HT', 'TP/1.1\r', '\nHost: x\r\n\r\nbod', 'y!', 'next'));
    const crlf = encodeUtf8('\r\n');
    expect(text(await reader.readUntil(crlf, 100))).toBe('GET / HTTP/1.1\r\n');
    expect(text(await reader.readUntil(crlf, 100))).toBe('Host: x\r\n');
    expect(text(await reader.readUntil(crlf, 100))).toBe('\r\n');
    expect(text(await reader.readExactly(5))).toBe('body!');
    expect(text(await reader.read())).toBe('next');
    expect(await reader.read()).toBe(null);
    expect(await reader.readUntil(10, 10)).toBe(null);
  });

  test('readUntil is bounded, and leaves what it has seen', async () => {
    const reader = new FlowReader(given('aaaa', 'aaaa;'));
    await expect(reader.readUntil(0x3b, 8)).rejects.toMatchObject({ code: 'exhausted' });
    expect(text(await reader.readUntil(0x3b, 9))).toBe('aaaaaaaa;');
    const cut = new FlowReader(given('abc'));
    await expect(cut.readUntil(0x3b, 9)).rejects.toMatchObject({ code: 'ended' });
    expect(text(cut.peek())).toBe('abc');
    await expect(cut.readExactly(4)).rejects.toMatchObject({ code: 'ended' });
    expect(cut.ended).toBe(true);
    await expect(cut.readUntil(new Uint8Array(0), 9)).rejects.toThrow(RangeError);
  });

  test('peek, consume, fill, readSome', async () => {
    const reader = new FlowReader(given('abc', 'def'));
    expect(reader.peek().length).toBe(0);
    expect(await reader.fill()).toBe(true);
    expect(await reader.fill()).toBe(true);
    expect(text(reader.peek())).toBe('abcdef');
    reader.consume(2);
    expect(text(await reader.readSome(3))).toBe('cde');
    expect(() => reader.consume(2)).toThrow(RangeError);
    expect(await reader.fill()).toBe(false);
    expect(text(await reader.readSome(3))).toBe('f');
    expect(await reader.readSome(3)).toBe(null);
  });

  test('a chunk that holds what is asked for is not copied', async () => {
    const chunk = pattern(1000);
    const reader = new FlowReader(given(chunk));
    expect((await reader.readExactly(600)).buffer).toBe(chunk.buffer);
    expect((await reader.read())!.buffer).toBe(chunk.buffer);
  });

  test('what was given out never changes, whatever is read after it', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.integer({ min: 1, max: 300 }), { maxLength: 60 }),
        fc.array(fc.integer({ min: 0, max: 700 }), { maxLength: 60 }),
        async (chunkLengths, readLengths) => {
          const all = pattern(chunkLengths.reduce((sum, length) => sum + length, 0));
          let offset = 0;
          const chunks = chunkLengths.map((length) => all.slice(offset, (offset += length)));
          const reader = new FlowReader(given(...chunks));
          const kept: Uint8Array[] = [];
          for (const length of readLengths) {
            try {
              kept.push(await reader.readExactly(length));
            } catch (error) {
              expect(error).toMatchObject({ code: 'ended' });
              break;
            }
          }
          for (let rest = await reader.read(); rest !== null; rest = await reader.read()) kept.push(rest);
          expect(Buffer.concat(kept).equals(all)).toBe(true);
        },
      ),
    );
  });

  test('readUntil finds what indexOf finds in the whole, wherever the chunks are cut', async () => {
    const input = fc.array(fc.constantFrom(0x0d, 0x0a, 0x61), { maxLength: 60 });
    await fc.assert(
      fc.asyncProperty(input, fc.array(fc.nat(6), { maxLength: 30 }), async (octets, cuts) => {
        const bytes = Uint8Array.from(octets);
        const chunks: Uint8Array[] = [];
        let offset = 0;
        for (const cut of cuts) if (cut > 0 && offset < bytes.length) chunks.push(bytes.slice(offset, (offset += cut)));
        if (offset < bytes.length) chunks.push(bytes.slice(offset));
        const reader = new FlowReader(given(...chunks));
        const whole = Buffer.from(bytes);
        for (let at = 0; ; ) {
          const found = whole.indexOf('\r\n\r\n', at);
          if (found < 0) break;
          expect(Buffer.from((await reader.readUntil(encodeUtf8('\r\n\r\n'), 1000))!)).toEqual(
            whole.subarray(at, found + 4),
          );
          at = found + 4;
        }
      }),
    );
  });
});

describe('MemoryInternet', () => {
  test('refuses addresses that are taken or make no sense', () => {
    const internet = new MemoryInternet();
    internet.stack('192.0.2.1', '2001:db8::1');
    expect(() => internet.stack('2001:db8::1')).toThrow(/another stack has the address/);
    expect(() => internet.stack('localhost')).toThrow(FlowError);
    expect(() => internet.stack()).toThrow(FlowError);
  });

  test('nobody there is "unreachable"', async () => {
    const stack = new MemoryInternet().stack('192.0.2.1');
    await expect(stack.connect({ address: '192.0.2.9', port: 80 })).rejects.toMatchObject({ code: 'unreachable' });
  });

  test('connections beyond the backlog are refused until the earlier ones are taken over', async () => {
    const internet = new MemoryInternet();
    const [client, server] = [internet.stack('192.0.2.1'), internet.stack('192.0.2.2')];
    await server.listen({ port: 80, backlog: 2 }, () => {});
    const remote = { address: '192.0.2.2', port: 80 };
    const outcomes = await Promise.allSettled([1, 2, 3].map(() => client.connect(remote)));
    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'rejected']);
    await client.connect(remote);
    expect(server.connections).toBe(3);
  });

  test('100,000 connections one after the other leave nothing behind', async () => {
    const internet = new MemoryInternet();
    const [client, server] = [internet.stack('192.0.2.1'), internet.stack('192.0.2.2')];
    await server.listen({ port: 80 }, (connection) => void connection.close());
    for (let i = 0; i < 100_000; i++) {
      const connection = await client.connect({ address: '192.0.2.2', port: 80 });
      await connection.close();
    }
    expect([client.connections, server.connections]).toEqual([0, 0]);
  });

  test('a local port is claimed with its remote endpoint and given back', async () => {
    const internet = new MemoryInternet();
    const [client, server] = [internet.stack('192.0.2.1'), internet.stack('192.0.2.2')];
    await server.listen({ port: 80 }, (connection) => void connection.close());
    const remote = { address: '192.0.2.2', port: 80 };
    const first = await client.connect(remote, { localPort: 5000 });
    expect(first.local).toEqual({ address: '192.0.2.1', port: 5000 });
    await expect(client.connect(remote, { localPort: 5000 })).rejects.toMatchObject({ code: 'in-use' });
    first.abort();
    (await client.connect(remote, { localPort: 5000 })).abort();
  });

  test('a listener on one address leaves the others free', async () => {
    const stack = new MemoryInternet().stack('192.0.2.1', '192.0.2.2');
    await stack.listen({ port: 80, address: '192.0.2.1' }, () => {});
    await stack.listen({ port: 80, address: '192.0.2.2' }, () => {});
    await expect(stack.listen({ port: 80 }, () => {})).rejects.toMatchObject({ code: 'in-use' });
  });

  test('datagrams beyond the receive queue, or for nobody, are lost and counted', async () => {
    const internet = new MemoryInternet({ receiveQueue: 3 });
    const [client, server] = [internet.stack('192.0.2.1'), internet.stack('192.0.2.2')];
    let received = 0;
    await server.bind({ port: 53 }, () => received++);
    const socket = await client.bind({ port: 0 }, () => {});
    for (let i = 0; i < 5; i++) socket.send(Uint8Array.of(i), { address: '192.0.2.2', port: 53 });
    socket.send(Uint8Array.of(1), { address: '192.0.2.2', port: 54 });
    for (let i = 0; i < 10; i++) await undefined;
    expect([received, server.datagramsDropped]).toEqual([3, 3]);
  });
});

describe('faults', () => {
  test('splitting and merging change the chunks, not the octets, and a seed repeats them', async () => {
    const run = async (seed: number) => {
      const [a, b] = pair();
      const faulty = faultyFlow(b, { split: 0.5, merge: 0.5 }, { random: new SeededRandom(seed) });
      const bytes = pattern(50_000);
      for (let i = 0; i < 50_000; i += 5000) await a.write(bytes.subarray(i, i + 5000));
      await a.closeWrite();
      const lengths: number[] = [];
      const all: Uint8Array[] = [];
      for await (const chunk of faulty) {
        lengths.push(chunk.length);
        all.push(chunk);
      }
      expect(Buffer.concat(all).equals(bytes)).toBe(true);
      return lengths;
    };
    const first = await run(7);
    expect(first.length).toBeGreaterThan(10);
    expect(first.some((length) => length > 5000)).toBe(true);
    expect(await run(7)).toEqual(first);
    expect(await run(8)).not.toEqual(first);
  });

  test('a reset after so many octets is seen on both sides', async () => {
    const [a, b] = pair();
    const faulty = faultyFlow(a, { resetAfter: 1000 }, { random: new SeededRandom(1) });
    await faulty.write(new Uint8Array(999));
    await expect(faulty.write(new Uint8Array(1))).rejects.toMatchObject({ code: 'reset' });
    await expect(faulty.read()).rejects.toMatchObject({ code: 'reset' });
    await expect(b.read()).rejects.toMatchObject({ code: 'reset' });
  });

  test('a stall lets nothing through and ends with an abort or close of this side', async () => {
    for (const end of ['abort', 'close'] as const) {
      const [a, b] = pair();
      const faulty = faultyFlow(a, { stallAfter: 10 }, { random: new SeededRandom(1) });
      await faulty.write(new Uint8Array(10));
      let settled = 0;
      const read = faulty.read().finally(() => settled++);
      const write = faulty.write(Uint8Array.of(1)).finally(() => settled++);
      read.catch(() => {});
      write.catch(() => {});
      await b.write(Uint8Array.of(1));
      for (let i = 0; i < 200; i++) await undefined;
      expect(settled).toBe(0);
      await faulty[end]();
      await expect(read).rejects.toMatchObject({ code: 'closed' });
      await expect(write).rejects.toMatchObject({ code: 'closed' });
    }
  });

  test('delays take time of the clock, and an abort does not wait for them', async () => {
    const clock = new VirtualClock();
    const source = { random: new SeededRandom(1), clock };
    const [a, b] = pair();
    const faulty = faultyFlow(a, { delay: { min: 10, max: 20 } }, source);
    await clock.complete(faulty.write(Uint8Array.of(1)));
    expect(clock.monotonic()).toBeGreaterThanOrEqual(10);
    expect(await b.read()).toEqual(Uint8Array.of(1));
    const write = faulty.write(Uint8Array.of(2));
    const outcome = expect(write).rejects.toThrow('enough');
    for (let i = 0; i < 10; i++) await undefined;
    faulty.abort(new Error('enough'));
    await outcome;
    expect(clock.pending).toBe(0);
    expect(() => faultyFlow(a, { delay: { min: 1, max: 1 } }, { random: source.random })).toThrow(RangeError);
  });

  test('datagrams are lost, doubled and reordered at about the rate asked for', async () => {
    const internet = new MemoryInternet({ receiveQueue: 10_000 });
    const receiver = internet.stack('192.0.2.2');
    const got: number[] = [];
    await receiver.bind({ port: 9 }, (bytes) => got.push(bytes[0]! | (bytes[1]! << 8)));
    const sender = faultyStack(
      internet.stack('192.0.2.1'),
      { datagram: { loss: 0.1, duplication: 0.1, reordering: 0.1 } },
      { random: new SeededRandom(1) },
    );
    const socket = await sender.bind({ port: 0 }, () => {});
    const bytes = new Uint8Array(2);
    for (let i = 0; i < 2000; i++) {
      bytes[0] = i;
      bytes[1] = i >> 8;
      socket.send(bytes, { address: '192.0.2.2', port: 9 });
    }
    for (let i = 0; i < 10; i++) await undefined;
    const distinct = new Set(got).size;
    const late = got.filter((value, i) => i > 0 && value < got[i - 1]!).length;
    expect(distinct).toBeGreaterThan(1700);
    expect(distinct).toBeLessThan(1900);
    expect(got.length - distinct).toBeGreaterThan(100);
    expect(late).toBeGreaterThan(100);
  });

  test('a protocol over a faulty stack still works', async () => {
    const internet = new MemoryInternet();
    const random = new SeededRandom(3);
    const [client, server] = ['192.0.2.1', '192.0.2.2'].map((address) =>
      faultyStack(internet.stack(address), { flow: { split: 0.7, merge: 0.3 } }, { random }),
    );
    const serve = async (connection: Connection) => {
      const reader = new FlowReader(connection);
      const line = await reader.readUntil(10, 100);
      await connection.write(line!);
      await connection.close();
    };
    await server!.listen({ port: 7 }, (connection) => void serve(connection));
    const connection = await client!.connect({ address: '192.0.2.2', port: 7 });
    await writeText(connection, 'a line of some length\nand more');
    expect(text(await readAll(connection, 100))).toBe('a line of some length\n');
    await connection.close();
  });
});
