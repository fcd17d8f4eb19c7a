import { assert, equal, pattern, rejection, type Suite } from '@morgana/compliance';
import { type DrivenFixture, driven, expectBytes, failsWith, turns } from './compliance-case.js';
import type { Flow } from './flow.js';

/** The two ends of one flow. */
export interface FlowFixture extends DrivenFixture {
  readonly a: Flow;
  readonly b: Flow;
  /** Octets that `a` takes at most before `b` reads, buffers of both sides and between together. Left out where unknown. */
  readonly capacity?: number;
}

const MEGABYTE = 1 << 20;

async function expectEnd(flow: Flow, what: string): Promise<void> {
  for (let i = 0; i < 3; i++) equal(await flow.read(), null, `${what}, read ${i + 1} at the end`);
}

/** What every Flow keeps. The cases wait for events, never for time. */
export const flowCompliance: Suite<FlowFixture> = [
  driven('carries octets in order, both ways', async ({ a, b }) => {
    for (const [from, to, what] of [
      [a, b, 'a to b'],
      [b, a, 'b to a'],
    ] as const) {
      const bytes = pattern(1000, 3);
      const writer = (async () => {
        for (let i = 0; i < 1000; i += 100) await from.write(bytes.subarray(i, i + 100));
      })();
      await expectBytes(to, bytes, what);
      await writer;
    }
    await Promise.all([a.close(), b.close()]);
  }),

  driven('keeps the order of writes that are not awaited', async ({ a, b }) => {
    const bytes = pattern(200 * 700, 5);
    const writes: Promise<void>[] = [];
    for (let i = 0; i < bytes.length; i += 700) writes.push(a.write(bytes.subarray(i, i + 700)));
    writes.push(a.closeWrite());
    await expectBytes(b, bytes, 'a to b');
    await expectEnd(b, 'b');
    await Promise.all(writes);
    await b.close();
  }),

  driven('a read that waits gets what comes', async ({ a, b }) => {
    const read = b.read();
    await turns(10);
    await a.write(Uint8Array.of(7));
    const bytes = await read;
    assert(bytes !== null, 'the waiting read found the end');
    equal(bytes, Uint8Array.of(7), 'octets');
    await Promise.all([a.close(), b.close()]);
  }),

  driven('an empty write is taken and is not seen', async ({ a, b }) => {
    await a.write(new Uint8Array(0));
    const read = b.read();
    await a.write(new Uint8Array(0));
    await a.write(Uint8Array.of(1));
    const bytes = await read;
    assert(bytes !== null && bytes.length > 0, 'an empty write came through');
    equal(bytes, Uint8Array.of(1), 'octets');
    await a.write(new Uint8Array(0));
    await a.closeWrite();
    await expectEnd(b, 'b');
    await Promise.all([a.close(), b.close()]);
  }),

  driven('half-close: the end follows what was written, and the other direction goes on', async ({ a, b }) => {
    const request = pattern(3000, 7);
    const answer = pattern(100_000, 8);
    await Promise.all([a.write(request), a.closeWrite(), expectBytes(b, request, 'request')]);
    await expectEnd(b, 'b');
    await Promise.all([b.write(answer), b.closeWrite(), expectBytes(a, answer, 'answer')]);
    await expectEnd(a, 'a');
    await expectEnd(b, 'b');
    await Promise.all([a.close(), b.close()]);
  }),

  driven('a read that waits when the peer half-closes gets null', async ({ a, b }) => {
    const read = b.read();
    await a.closeWrite();
    equal(await read, null, 'the waiting read');
    await Promise.all([a.close(), b.close()]);
  }),

  driven('closeWrite twice is once; a write after it fails with "closed"', async ({ a, b }) => {
    await a.write(Uint8Array.of(1));
    await Promise.all([a.closeWrite(), a.closeWrite()]);
    await a.closeWrite();
    await failsWith(a.write(Uint8Array.of(2)), 'write after closeWrite', 'closed');
    await expectBytes(b, Uint8Array.of(1), 'b');
    await expectEnd(b, 'b');
    await failsWith(a.write(Uint8Array.of(2)), 'write after closeWrite', 'closed');
    await Promise.all([a.close(), b.close()]);
  }),

  driven('close delivers what was written; it is idempotent and ends reading', async ({ a, b }) => {
    const bytes = pattern(5000, 9);
    const closed = Promise.all([a.write(bytes), a.close(), a.close()]);
    await expectBytes(b, bytes, 'b');
    await expectEnd(b, 'b');
    await b.close();
    await closed;
    await a.close();
    await failsWith(a.read(), 'read after close', 'closed');
    await failsWith(a.write(Uint8Array.of(1)), 'write after close', 'closed');
  }),

  driven('close fails the read that is outstanding', async ({ a, b }) => {
    const read = rejection(a.read(), 'the outstanding read');
    const closed = a.close();
    await failsWith(
      read.then((error) => Promise.reject(error)),
      'the outstanding read',
      'closed',
    );
    await expectEnd(b, 'b');
    await b.close();
    await closed;
  }),

  driven('a second read at the same time fails with "invalid" and leaves the first alone', async ({ a, b }) => {
    const first = b.read();
    await failsWith(b.read(), 'the second read', 'invalid');
    await a.write(Uint8Array.of(5));
    const bytes = await first;
    assert(bytes !== null, 'the first read found the end');
    equal(bytes, Uint8Array.of(5), 'the first read');
    await Promise.all([a.close(), b.close()]);
  }),

  driven('octets may be reused once write has resolved', async ({ a, b }) => {
    const expected = pattern(64 * 1000, 11);
    const buffer = new Uint8Array(1000);
    const writer = (async () => {
      for (let i = 0; i < expected.length; i += 1000) {
        buffer.set(expected.subarray(i, i + 1000));
        await a.write(buffer);
        buffer.fill(0xee);
      }
      await a.closeWrite();
    })();
    await expectBytes(b, expected, 'b');
    await writer;
    await Promise.all([a.close(), b.close()]);
  }),

  driven('what read gave is the reader’s: it stays while more is read, and may be changed', async ({ a, b }) => {
    const expected = pattern(20_000, 12);
    const writer = a.write(expected).then(() => a.closeWrite());
    const kept: Uint8Array[] = [];
    for (let bytes = await b.read(); bytes !== null; bytes = await b.read()) {
      kept.push(bytes.slice());
      bytes.fill(0);
    }
    await writer;
    let offset = 0;
    for (const bytes of kept) {
      equal(bytes, expected.subarray(offset, offset + bytes.length), `chunk at octet ${offset}`);
      offset += bytes.length;
    }
    equal(offset, expected.length, 'octets');
    await Promise.all([a.close(), b.close()]);
  }),

  driven('4 MB each way at the same time', async ({ a, b }) => {
    const there = pattern(4 * MEGABYTE, 13);
    const back = pattern(4 * MEGABYTE, 14);
    const send = async (flow: Flow, bytes: Uint8Array, size: number) => {
      for (let i = 0; i < bytes.length; i += size) await flow.write(bytes.subarray(i, i + size));
      await flow.closeWrite();
    };
    await Promise.all([
      send(a, there, 100_000),
      send(b, back, 16_384),
      expectBytes(b, there, 'a to b').then(() => expectEnd(b, 'b')),
      expectBytes(a, back, 'b to a').then(() => expectEnd(a, 'a')),
    ]);
    await Promise.all([a.close(), b.close()]);
  }),

  driven('one write of 4 MB is taken as the reader makes room', async ({ a, b }) => {
    const bytes = pattern(4 * MEGABYTE, 15);
    const written = a.write(bytes).then(() => a.closeWrite());
    await expectBytes(b, bytes, 'a to b');
    await expectEnd(b, 'b');
    await written;
    await Promise.all([a.close(), b.close()]);
  }),

  driven('write waits while the buffers are full', async ({ a, b, capacity }) => {
    const size = 8192;
    const total = (capacity ?? MEGABYTE) + MEGABYTE;
    const bytes = pattern(total, 16);
    let taken = 0;
    const writer = (async () => {
      for (let i = 0; i < total; i += size) {
        const part = bytes.subarray(i, i + size);
        await a.write(part);
        taken += part.length;
      }
      await a.closeWrite();
    })();
    await turns(10_000);
    if (capacity !== undefined) {
      assert(taken <= capacity, `${taken} octets were taken and none read; the flow buffers ${capacity}`);
    }
    await expectBytes(b, bytes, 'a to b');
    await writer;
    await expectEnd(b, 'b');
    await Promise.all([a.close(), b.close()]);
  }),

  driven('abort fails what is outstanding here with its reason', async ({ a, b, capacity }) => {
    const reason = new Error('the application had enough');
    const outstanding = [rejection(a.read(), 'the outstanding read')];
    if (capacity !== undefined) {
      outstanding.push(rejection(a.write(new Uint8Array(capacity + MEGABYTE)), 'the outstanding write'));
    }
    await turns(10);
    a.abort(reason);
    for (const operation of outstanding) equal(await operation, reason, 'what it failed with');
    await rejection(a.read(), 'read after abort');
    await rejection(a.write(Uint8Array.of(1)), 'write after abort');
    a.abort();
    await a.close();
    b.abort();
  }),

  driven('abort is "reset" for the peer, outstanding and later', async ({ a, b }) => {
    await a.write(Uint8Array.of(1));
    await expectBytes(b, Uint8Array.of(1), 'b');
    const read = rejection(b.read(), 'the peer’s outstanding read');
    a.abort();
    await failsWith(
      read.then((error) => Promise.reject(error)),
      'the peer’s outstanding read',
      'reset',
    );
    await failsWith(b.read(), 'the peer’s next read', 'reset');
    await failsWith(b.write(Uint8Array.of(1)), 'the peer’s write', 'reset');
    await b.close();
    b.abort();
  }),

  driven('abort after half-closes in both directions disturbs nothing', async ({ a, b }) => {
    await Promise.all([a.closeWrite(), b.closeWrite()]);
    await expectEnd(a, 'a');
    await expectEnd(b, 'b');
    a.abort();
    await expectEnd(b, 'b after the abort');
    await Promise.all([a.close(), b.close()]);
  }),

  driven('for await gives everything; leaving it early loses nothing', async ({ a, b }) => {
    for (const [from, to, what] of [
      [a, b, 'a to b'],
      [b, a, 'b to a'],
    ] as const) {
      const bytes = pattern(50_000, 17);
      const writer = from.write(bytes).then(() => from.closeWrite());
      let offset = 0;
      const check = (chunk: Uint8Array) => {
        equal(chunk, bytes.subarray(offset, offset + chunk.length), `${what}: octets from ${offset} on`);
        offset += chunk.length;
      };
      for await (const chunk of to) {
        check(chunk);
        break;
      }
      assert(offset > 0, `${what}: the loop gave nothing`);
      for await (const chunk of to) check(chunk);
      equal(offset, bytes.length, `${what}: octets`);
      await writer;
    }
    await Promise.all([a.close(), b.close()]);
  }),
];
