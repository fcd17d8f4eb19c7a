import { createServer } from 'node:net';
import { pattern } from '@morgana/compliance';
import { type Connection, FlowError, type Stack } from '@morgana/flow';
import { flowCompliance, stackCompliance } from '@morgana/flow/compliance';
import { AbortSource } from '@morgana/time';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { openHostStack } from './stack-sockets.js';
import { bundleProgram, start } from './testing/child.js';
import { hasIpv6 } from './testing/ipv6.js';

const ipv6 = hasIpv6('stack-sockets');
const stacks: Stack[] = [];
afterEach(async () => {
  await Promise.all(stacks.splice(0).map((stack) => stack.close()));
});

function open(address?: string): Stack {
  const stack = openHostStack({ address });
  stacks.push(stack);
  return stack;
}

async function connectionPair(stack: Stack, address: string): Promise<[Connection, Connection]> {
  let accept: (connection: Connection) => void = () => {};
  const accepted = new Promise<Connection>((resolve) => {
    accept = resolve;
  });
  const listener = await stack.listen({ port: 0 }, (connection) => accept(connection));
  const near = await stack.connect({ address, port: listener.local.port });
  const far = await accepted;
  await listener.close();
  return [near, far];
}

for (const [what, address, bind] of [
  ['IPv4', '127.0.0.1', '127.0.0.1'],
  ['IPv6', '::1', '::1'],
  ['IPv4 on a stack of all addresses', '127.0.0.1', undefined],
] as const) {
  describe.skipIf(address === '::1' && !ipv6)(`host stack, ${what}`, () => {
    for (const { name, run } of stackCompliance) {
      test(name, () =>
        run(async () => ({
          client: openHostStack({ address: bind }),
          server: openHostStack({ address: bind }),
          address,
        })),
      );
    }
    for (const { name, run } of flowCompliance) {
      test(name, () =>
        run(async () => {
          const stack = openHostStack({ address: bind });
          const [a, b] = await connectionPair(stack, address);
          return { a, b, close: () => stack.close() };
        }),
      );
    }
  });
}

describe('host stack', () => {
  test('a slow reader holds the writer back, and nothing is lost', async () => {
    const stack = open('127.0.0.1');
    const [a, b] = await connectionPair(stack, '127.0.0.1');
    const total = 64 << 20;
    const chunk = pattern(1 << 16, 7);
    let written = 0;
    const writing = (async () => {
      for (; written < total; written += chunk.length) await a.write(chunk);
      await a.closeWrite();
    })();
    // The kernel's buffers and the read-ahead fill up, and then it stands still.
    let last = -1;
    await vi.waitUntil(() => last === (last = written) && written > 0, { interval: 100, timeout: 10_000 });
    expect(written).toBeLessThan(24 << 20);
    let offset = 0;
    for await (const bytes of b) {
      for (let i = 0; i < bytes.length; ) {
        const at = (offset + i) % chunk.length;
        const length = Math.min(bytes.length - i, chunk.length - at);
        if (Buffer.compare(bytes.subarray(i, i + length), chunk.subarray(at, at + length)) !== 0) {
          expect.fail(`octets differ at ${offset + i}`);
        }
        i += length;
      }
      offset += bytes.length;
    }
    expect(offset).toBe(total);
    await writing;
  });

  test('what was written before close arrives though the other side still sends', async () => {
    const stack = open('127.0.0.1');
    const [a, b] = await connectionPair(stack, '127.0.0.1');
    const bytes = pattern(3 << 20, 9);
    const flooding = (async () => {
      for (;;) await b.write(pattern(1 << 16, 1));
    })().catch((error: unknown) => error);
    const sending = a.write(bytes).then(() => a.close());
    let length = 0;
    for (let part = await b.read(); part !== null; part = await b.read()) {
      expect(Buffer.compare(part, bytes.subarray(length, length + part.length))).toBe(0);
      length += part.length;
    }
    expect(length).toBe(bytes.length);
    await sending;
    await b.close();
    expect(await flooding).toBeInstanceOf(FlowError);
  });

  test.skipIf(!ipv6)('one stack of all addresses serves both families, and says whose address is whose', async () => {
    const stack = open();
    const seen: string[] = [];
    const listener = await stack.listen({ port: 0 }, (connection) => {
      seen.push(connection.remote.address);
      void connection.close();
    });
    for (const address of ['127.0.0.1', '::1']) {
      const connection = await stack.connect({ address, port: listener.local.port });
      expect(await connection.read()).toBeNull();
      await connection.close();
    }
    expect(seen).toEqual(['127.0.0.1', '::1']);
    const froms: string[] = [];
    const echo = await stack.bind({ port: 0 }, (bytes, from, socket) => {
      froms.push(from.address);
      socket.send(bytes, from);
    });
    for (const address of ['127.0.0.1', '::1']) {
      await new Promise<void>((resolve) => {
        void stack
          .bind({ port: 0 }, (_bytes, _from, socket) => {
            socket.close();
            resolve();
          })
          .then((socket) => socket.send(Uint8Array.of(1), { address, port: echo.local.port }));
      });
    }
    expect(froms).toEqual(['127.0.0.1', '::1']);
  });

  test('a stack that is closed while connections close leaves nothing that keeps the process alive', async () => {
    const { file, remove } = await bundleProgram(
      `import { openHostStack } from './stack-sockets.ts';
       const stack = openHostStack();
       let finish;
       const finished = new Promise((resolve) => (finish = resolve));
       const listener = await stack.listen({ port: 0, address: '127.0.0.1' }, async (connection) => {
         for await (const _ of connection);
         finish();
         await connection.close();
       });
       const connection = await stack.connect(listener.local);
       await connection.write(new Uint8Array(1000));
       await connection.closeWrite();
       await finished;
       await connection.close();
       await listener.close();
       await stack.close();
       console.log('closed');`,
      import.meta.dirname,
    );
    try {
      expect(await start(process.execPath, [file], 10_000).ended).toEqual({
        status: 0,
        signal: null,
        output: 'closed\n',
      });
    } finally {
      remove();
    }
  });

  test('tells its addresses, those that others can reach first', () => {
    expect(open('127.0.0.1').addresses).toEqual(['127.0.0.1']);
    const { addresses } = open();
    expect(addresses).toContain('127.0.0.1');
    const inner = addresses.map((address) => address.startsWith('127.') || address === '::1');
    expect(inner).toEqual([...inner].sort());
  });

  test('connects from the port that is asked for, which may be in use', async () => {
    const stack = open('127.0.0.1');
    const listener = await stack.listen({ port: 0 }, () => {});
    const [port] = (await freeTcpPorts(stack, 1)) as [number];
    const connection = await stack.connect({ address: '127.0.0.1', port: listener.local.port }, { localPort: port });
    expect(connection.local).toEqual({ address: '127.0.0.1', port });
    await expect(
      stack.connect({ address: '127.0.0.1', port: listener.local.port }, { localPort: port }),
    ).rejects.toMatchObject({ code: 'in-use' });
  });

  test('errors are FlowErrors whose message names the endpoint', async () => {
    const stack = open();
    const [port] = (await freeTcpPorts(stack, 1)) as [number];
    await expect(stack.connect({ address: '127.0.0.1', port })).rejects.toThrow(
      `tcp 127.0.0.1:${port}: connect ECONNREFUSED`,
    );
    await expect(stack.connect({ address: 'localhost', port })).rejects.toThrow(/"localhost" is not an IP address/);
    await expect(stack.listen({ port: 0, address: '203.0.113.1' }, () => {})).rejects.toThrow(
      'tcp 203.0.113.1:0: no such address on this host (EADDRNOTAVAIL)',
    );
  });

  test('an idle connection that was closed does not outlive the stack, nor 1000 of them', async () => {
    const stack = open('127.0.0.1');
    const sockets = () => process.getActiveResourcesInfo().filter((name) => name === 'TCPSocketWrap').length;
    const before = sockets();
    const listener = await stack.listen({ port: 0 }, (connection) => void connection.close());
    for (let i = 0; i < 1000; i++) {
      const connection = await stack.connect({ address: '127.0.0.1', port: listener.local.port });
      expect(await connection.read()).toBeNull();
      await connection.close();
    }
    await vi.waitUntil(() => sockets() <= before, { timeout: 5000 });
  });

  test('a signal ends a connect that nobody answers', async () => {
    const stack = open('127.0.0.1');
    const source = new AbortSource();
    const reason = new Error('enough');
    // A listener whose queue is full answers nothing; Linux keeps backlog + 1 of them.
    const server = createServer();
    await new Promise<void>((resolve) => server.listen({ port: 0, host: '127.0.0.1', backlog: 1 }, resolve));
    const { port } = server.address() as { port: number };
    const failing = stack.connect({ address: '127.0.0.1', port }, { signal: source });
    source.abort(reason);
    await expect(failing).rejects.toBe(reason);
    await new Promise<void>((resolve) => server.close(() => resolve()));
  });

  test('a datagram of the largest size goes through, one more octet is refused', async () => {
    const stack = open('127.0.0.1');
    const arrived = new Promise<number>((resolve) => {
      void stack
        .bind({ port: 0 }, (bytes) => resolve(bytes.length))
        .then(async (to) => {
          const socket = await stack.bind({ port: 0 }, () => {});
          expect(() => socket.send(new Uint8Array(65_508), to.local)).toThrow(/at most 65507 fit/);
          socket.send(new Uint8Array(65_507), to.local);
        });
    });
    expect(await arrived).toBe(65_507);
  });
});

async function freeTcpPorts(stack: Stack, count: number): Promise<number[]> {
  const listeners = await Promise.all(Array.from({ length: count }, () => stack.listen({ port: 0 }, () => {})));
  const ports = listeners.map(({ local }) => local.port);
  await Promise.all(listeners.map((listener) => listener.close()));
  return ports;
}
