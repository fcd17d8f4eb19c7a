import { type FlowFixture, flowCompliance } from '@morgana/flow/compliance';
import { describe, expect, test } from 'vitest';
import { connect, intercept, listen, type TcpFlow } from './flow.js';
import { seeded, Wire, type WireOptions } from './testing/wire.js';

/** Promise jobs of the application between two events of the wire. */
async function settleJobs(): Promise<void> {
  for (let i = 0; i < 40; i++) await undefined;
}

/** Two ends of one connection. Every call of `settle` lets the wire carry what is due next. */
async function fixture(options: WireOptions = {}): Promise<FlowFixture & { wire: Wire; a: TcpFlow; b: TcpFlow }> {
  const wire = new Wire(options);
  const settle = async () => {
    await settleJobs();
    wire.run(1);
    await settleJobs();
  };
  let near: TcpFlow | undefined;
  let far: TcpFlow | undefined;
  listen(wire.b.tcp, 0, 80, (flow) => {
    far = flow;
  });
  void connect(wire.a.tcp, wire.b.address, 80).then((flow) => {
    near = flow;
  });
  while (near === undefined || far === undefined) await settle?.();
  return { a: near, b: far, settle, capacity: 2 * 262_144, wire };
}

const WIRES: Record<string, () => WireOptions> = {
  'a wire': () => ({}),
  'a wire that loses, doubles and reorders': () => ({
    draw: seeded(42),
    loss: 0.02,
    duplication: 0.02,
    reordering: 0.05,
  }),
};

for (const [name, options] of Object.entries(WIRES)) {
  describe(`TcpFlow over ${name}`, () => {
    for (const { name, run } of flowCompliance) test(name, () => run(() => fixture(options())));
  });
}

describe('TcpFlow', () => {
  test('has the endpoints of both sides', async () => {
    const { a, b } = await fixture();
    expect(a.remote).toEqual({ address: '10.0.0.2', port: 80 });
    expect(a.remote).toEqual(b.local);
    expect(a.local).toEqual(b.remote);
  });

  test('linger: close resolves when all is acknowledged', async () => {
    const { a, b, settle } = await fixture();
    a.linger = 5_000;
    await a.write(new Uint8Array(10_000));
    let closed = false;
    void a.close().then(() => (closed = true));
    await Promise.resolve();
    expect(closed).toBe(false);
    for (let i = 0; i < 20 && !closed; i++) await settle?.();
    expect(closed).toBe(true);
    let received = 0;
    for (;;) {
      const bytes = await b.read();
      if (bytes === null) break;
      received += bytes.length;
    }
    expect(received).toBe(10_000);
  });

  test('linger: close rejects when the peer does not acknowledge in time, and zero aborts', async () => {
    const { a, settle } = await fixture({ drop: (packet, fromA) => fromA && packet.bytes.length > 100 });
    a.linger = 2_000;
    await a.write(new Uint8Array(1000));
    let code: unknown;
    void a.close().catch((error) => (code = error.code));
    for (let i = 0; i < 5000 && code === undefined; i++) await settle?.();
    expect(code).toBe('timeout');
    const other = await fixture();
    other.a.linger = 0;
    const read = other.b.read().catch((error) => error.code);
    await other.a.close();
    for (let i = 0; i < 5; i++) await other.settle?.();
    expect(await read).toBe('reset');
  });

  test('the user time-out and keep-alive of one connection, in their ranges', async () => {
    const { a } = await fixture();
    expect([a.userTimeout, a.keepAlive, a.linger]).toEqual([300_000, 0, undefined]);
    a.userTimeout = 1234.5;
    a.keepAlive = 60_000;
    expect([a.userTimeout, a.keepAlive]).toEqual([1234, 60_000]);
    for (const wrong of [() => (a.userTimeout = 0), () => (a.keepAlive = 5), () => (a.linger = -1)])
      expect(wrong).toThrow('tcp: ');
  });

  test('several segments of one batch become one chunk, once the pages have grown to it', async () => {
    const { a, b, settle } = await fixture();
    const chunks: number[] = [];
    for (let i = 0; i < 10; i++) {
      const read = b.read();
      await a.write(new Uint8Array(10_000));
      // There, and the acknowledgment back.
      for (let i = 0; i < 3; i++) await settle!();
      chunks.length = 0;
      chunks.push((await read)!.length);
      for (let sum = chunks[0]!; sum < 10_000; sum += chunks.at(-1)!) chunks.push((await b.read())!.length);
    }
    expect(chunks).toEqual([10_000]);
  });

  test('what came before a reset can be read, then the reset shows', async () => {
    const { a, b, settle } = await fixture();
    await a.write(Uint8Array.of(1, 2, 3));
    await settle!();
    a.abort();
    await settle!();
    expect(await b.read()).toEqual(Uint8Array.of(1, 2, 3));
    await expect(b.read()).rejects.toMatchObject({ code: 'reset', message: expect.stringContaining('10.0.0.1') });
    await expect(b.write(Uint8Array.of(1))).rejects.toMatchObject({ code: 'reset' });
  });

  test('more waiting writes than the bound are refused, the others go on', async () => {
    const { a, b, settle } = await fixture();
    let taken = 0;
    const piece = new Uint8Array(1000);
    const writes = [a.write(new Uint8Array(262_144 + 300_000))];
    for (let i = 0; i < 5000; i++) writes.push(a.write(piece));
    const results = Promise.allSettled(writes);
    let done = false;
    void results.then(() => {
      done = true;
    });
    void (async () => {
      for await (const bytes of b) taken += bytes.length;
    })();
    while (!done) await settle!();
    const refused = (await results).filter((result) => result.status === 'rejected');
    expect(refused.length).toBe(5001 - 4096);
    expect(refused[0]!.reason).toMatchObject({ code: 'exhausted' });
    void a.closeWrite();
    for (let i = 0; i < 10; i++) await settle!();
    expect(taken).toBe(562_144 + 4095 * 1000);
  });

  test('a listener that throws loses that connection only', async () => {
    const wire = new Wire();
    listen(wire.b.tcp, 0, 80, () => {
      throw new Error('broken');
    });
    const flow = connect(wire.a.tcp, wire.b.address, 80);
    for (let i = 0; i < 5; i++) {
      wire.run(2);
      await settleJobs();
    }
    await expect((await flow).read()).rejects.toMatchObject({ code: 'reset' });
    expect(wire.b.tcp.connections).toBe(0);
  });

  test('connect: refused, and no route', async () => {
    const wire = new Wire();
    const refused = connect(wire.a.tcp, wire.b.address, 81);
    wire.run(10);
    await expect(refused).rejects.toMatchObject({ code: 'refused' });
    wire.a.unreachable = true;
    await expect(connect(wire.a.tcp, wire.b.address, 81)).rejects.toMatchObject({ code: 'unreachable' });
    await expect(connect(wire.a.tcp, wire.b.address, 0)).rejects.toMatchObject({ code: 'invalid' });
  });

  test('an intercepted connection is established when it is accepted, and refused when not', async () => {
    const wire = new Wire();
    const seen: string[] = [];
    intercept(wire.b.tcp, (request) => {
      seen.push(`${request.local.address} ${request.local.port}`);
      if (request.local.port === 1) request.reject();
      else void request.accept().then(async (flow) => flow.write(Uint8Array.of(7)).then(() => flow.close()));
    });
    const refused = connect(wire.a.tcp, 0x08080808, 1);
    const accepted = connect(wire.a.tcp, 0x08080404, 53);
    for (let i = 0; i < 10; i++) {
      wire.run(2);
      await settleJobs();
    }
    expect(seen).toEqual(['8.8.8.8 1', '8.8.4.4 53']);
    await expect(refused).rejects.toMatchObject({ code: 'refused' });
    const flow = await accepted;
    expect(await flow.read()).toEqual(Uint8Array.of(7));
    expect(await flow.read()).toBeNull();
  });
});
