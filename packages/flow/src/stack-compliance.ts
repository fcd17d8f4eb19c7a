import { assert, equal, pattern, rejection, type Suite } from '@morgana/compliance';
import { AbortSource } from '@morgana/time';
import { type DrivenFixture, driven, expectBytes, failsWith, throwsWith } from './compliance-case.js';
import { FlowError } from './flow.js';
import type { Connection, DatagramSocket, Endpoint, Stack } from './stack.js';

/** Two stacks that reach each other; they may be the same one. Nothing between them loses packets. */
export interface StackFixture extends DrivenFixture {
  readonly client: Stack;
  readonly server: Stack;
  /** Where the client reaches the server: one of the server's addresses, or loopback. */
  readonly address: string;
  /** A multicast group that carries between the two; left out where the network below has none. */
  readonly group?: string;
}

/** The largest datagram that every stack takes: one Ethernet frame at MTU 1500, less IPv4 and UDP headers (1500 - 20 - 8). */
const DATAGRAM = 1472;

/** Collects what a callback gets, for a test that waits for the next. */
class Inbox<T> {
  #items: T[] = [];
  #waiting: ((item: T) => void) | undefined = undefined;

  readonly put = (item: T): void => {
    const waiting = this.#waiting;
    this.#waiting = undefined;
    if (waiting === undefined) this.#items.push(item);
    else waiting(item);
  };

  get length(): number {
    return this.#items.length;
  }

  next(): Promise<T> {
    if (this.#items.length > 0) return Promise.resolve(this.#items.shift()!);
    return new Promise((resolve) => {
      this.#waiting = resolve;
    });
  }
}

async function closeBoth(a: Connection, b: Connection): Promise<void> {
  await Promise.all([a.close(), b.close()]);
}

async function echo(connection: Connection): Promise<void> {
  try {
    for await (const bytes of connection) await connection.write(bytes);
    await connection.close();
  } catch (error) {
    assert(error instanceof FlowError, `echo failed with ${String(error)}`);
  }
}

interface Received {
  readonly bytes: Uint8Array;
  readonly from: Endpoint;
}

async function mailbox(stack: Stack): Promise<{ socket: DatagramSocket; inbox: Inbox<Received> }> {
  const inbox = new Inbox<Received>();
  const socket = await stack.bind({ port: 0 }, (bytes, from) => inbox.put({ bytes: bytes.slice(), from }));
  return { socket, inbox };
}

/** What every Stack keeps. The cases wait for events, never for time. */
export const stackCompliance: Suite<StackFixture> = [
  driven('a connection has the same endpoints seen from either side', async ({ client, server, address }) => {
    const accepted = new Inbox<Connection>();
    const listener = await server.listen({ port: 0 }, accepted.put);
    const near = await client.connect({ address, port: listener.local.port });
    const far = await accepted.next();
    equal(near.remote.address, address, 'remote address of the client');
    equal(near.remote.port, listener.local.port, 'remote port of the client');
    equal(far.local.address, near.remote.address, 'local address of the server');
    equal(far.local.port, near.remote.port, 'local port of the server');
    equal(far.remote.address, near.local.address, 'remote address of the server');
    equal(far.remote.port, near.local.port, 'remote port of the server');
    assert(near.local.port > 0, 'the local port is 0');
    await listener.close();
    await closeBoth(near, far);
  }),

  driven('20 connections at a time echo what they are sent', async ({ client, server, address }) => {
    const echoes: Promise<void>[] = [];
    const listener = await server.listen({ port: 0 }, (connection) => void echoes.push(echo(connection)));
    const ports = new Set<number>();
    const visit = async (seed: number) => {
      const connection = await client.connect({ address, port: listener.local.port });
      ports.add(connection.local.port);
      const bytes = pattern(30_000, seed);
      await Promise.all([
        connection.write(bytes).then(() => connection.closeWrite()),
        expectBytes(connection, bytes, `connection ${seed}`),
      ]);
      equal(await connection.read(), null, 'the end');
      await connection.close();
    };
    await Promise.all(Array.from({ length: 20 }, (_, i) => visit(i + 1)));
    equal(ports.size, 20, 'different local ports');
    await Promise.all(echoes);
    await listener.close();
  }),

  driven('the server may speak first', async ({ client, server, address }) => {
    const hello = pattern(100, 2);
    const listener = await server.listen({ port: 0 }, (connection) => {
      void connection.write(hello).then(() => connection.close());
    });
    const connection = await client.connect({ address, port: listener.local.port });
    await expectBytes(connection, hello, 'greeting');
    equal(await connection.read(), null, 'the end');
    await connection.close();
    await listener.close();
  }),

  driven('port 0 takes a free port and tells it; two take two', async ({ server }) => {
    const listeners = [await server.listen({ port: 0 }, () => {}), await server.listen({ port: 0 }, () => {})];
    const ports = listeners.map(({ local }) => local.port);
    assert(
      ports.every((port) => Number.isInteger(port) && port > 0 && port < 65_536),
      `ports ${ports.join(' and ')}`,
    );
    assert(ports[0] !== ports[1], `both listeners have port ${ports[0]}`);
    for (const listener of listeners) await listener.close();
  }),

  driven('nobody listens: "refused"', async ({ client, server, address }) => {
    const listener = await server.listen({ port: 0 }, () => {});
    const { port } = listener.local;
    await listener.close();
    await failsWith(client.connect({ address, port }), 'connect to a closed port', 'refused');
  }),

  driven('a port that is listened on is "in-use", until the listener is closed', async ({ server }) => {
    const listener = await server.listen({ port: 0 }, () => {});
    const { port } = listener.local;
    await failsWith(
      server.listen({ port }, () => {}),
      'listen on a port that is taken',
      'in-use',
    );
    await listener.close();
    await listener.close();
    const again = await server.listen({ port }, () => {});
    equal(again.local.port, port, 'port');
    await again.close();
  }),

  driven('ports of streams and of datagrams are apart', async ({ server }) => {
    const listener = await server.listen({ port: 0 }, () => {});
    const socket = await server.bind({ port: listener.local.port }, () => {});
    equal(socket.local.port, listener.local.port, 'port');
    socket.close();
    await listener.close();
  }),

  driven('closing a listener leaves its connections alone', async ({ client, server, address }) => {
    const accepted = new Inbox<Connection>();
    const listener = await server.listen({ port: 0 }, accepted.put);
    const near = await client.connect({ address, port: listener.local.port });
    const far = await accepted.next();
    await listener.close();
    await near.write(Uint8Array.of(1, 2, 3));
    await expectBytes(far, Uint8Array.of(1, 2, 3), 'after the listener was closed');
    await closeBoth(near, far);
  }),

  driven('endpoints that make no sense are "invalid"', async ({ client, server, address }) => {
    for (const port of [-1, 0, 65_536, 1.5, Number.NaN]) {
      await failsWith(client.connect({ address, port }), `connect to port ${port}`, 'invalid');
    }
    for (const bad of ['', 'not an address', '1.2.3', '256.0.0.1', '1.2.3.4.5']) {
      await failsWith(client.connect({ address: bad, port: 80 }), `connect to "${bad}"`, 'invalid');
    }
    for (const port of [-1, 65_536, 1.5]) {
      await failsWith(
        server.listen({ port }, () => {}),
        `listen on port ${port}`,
        'invalid',
      );
      await failsWith(
        server.bind({ port }, () => {}),
        `bind to port ${port}`,
        'invalid',
      );
    }
    const foreign = '203.0.113.77'; // TEST-NET-3 (RFC 5737): nobody's
    await failsWith(
      server.listen({ port: 0, address: foreign }, () => {}),
      'listen on an address of another',
      'invalid',
    );
    await failsWith(
      server.bind({ port: 0, address: foreign }, () => {}),
      'bind to an address of another',
      'invalid',
    );
  }),

  driven('a signal that has fired keeps connect from starting', async ({ client, server, address }) => {
    let connections = 0;
    const listener = await server.listen({ port: 0 }, () => connections++);
    const signal = new AbortSource();
    const reason = new Error('not wanted any more');
    signal.abort(reason);
    const error = await rejection(client.connect({ address, port: listener.local.port }, { signal }), 'connect');
    equal(error, reason, 'what connect failed with');
    equal(connections, 0, 'connections');
    await listener.close();
  }),

  driven('a signal that fires ends connect with its reason, and the next connect works', async (fixture) => {
    const { client, server, address } = fixture;
    const accepted = new Inbox<Connection>();
    const listener = await server.listen({ port: 0 }, accepted.put);
    const signal = new AbortSource();
    const reason = new Error('not wanted any more');
    const connecting = rejection(client.connect({ address, port: listener.local.port }, { signal }), 'connect');
    signal.abort(reason);
    equal(await connecting, reason, 'what connect failed with');
    const near = await client.connect({ address, port: listener.local.port });
    await near.write(Uint8Array.of(9));
    // The listener may have seen the one given up, which then has ended; the other one carries the octet.
    for (;;) {
      const far = await accepted.next();
      if (far.remote.port !== near.local.port) {
        await far.read().catch(() => {});
        await far.close();
        continue;
      }
      await expectBytes(far, Uint8Array.of(9), 'the second connection');
      await closeBoth(near, far);
      break;
    }
    await listener.close();
  }),

  driven('a signal that fires after connect has resolved does nothing', async ({ client, server, address }) => {
    const accepted = new Inbox<Connection>();
    const listener = await server.listen({ port: 0 }, accepted.put);
    const signal = new AbortSource();
    const near = await client.connect({ address, port: listener.local.port }, { signal });
    const far = await accepted.next();
    signal.abort(new Error('too late'));
    await near.write(Uint8Array.of(4));
    await expectBytes(far, Uint8Array.of(4), 'octets after the signal');
    await closeBoth(near, far);
    await listener.close();
  }),

  driven('aborting a connection resets it for the other stack', async ({ client, server, address }) => {
    const accepted = new Inbox<Connection>();
    const listener = await server.listen({ port: 0 }, accepted.put);
    const near = await client.connect({ address, port: listener.local.port });
    const far = await accepted.next();
    const read = rejection(far.read(), 'the read of the server');
    near.abort();
    const error = await read;
    assert(error instanceof FlowError && error.code === 'reset', `the read failed with ${String(error)}`);
    await far.close();
    await listener.close();
  }),

  driven('datagrams keep their boundaries and octets, both ways', async ({ client, server, address }) => {
    const there = await mailbox(server);
    const here = await mailbox(client);
    const to = { address, port: there.socket.local.port };
    for (const length of [1, 0, 2, 100, 1000, DATAGRAM]) {
      const bytes = pattern(length, length + 1);
      here.socket.send(bytes, to);
      const { bytes: arrived, from } = await there.inbox.next();
      equal(arrived, bytes, `datagram of ${length} octets`);
      equal(from.port, here.socket.local.port, 'port it came from');
      there.socket.send(arrived, from);
      const answer = await here.inbox.next();
      equal(answer.bytes, bytes, `answer of ${length} octets`);
      equal(answer.from.address, address, 'address the answer came from');
      equal(answer.from.port, to.port, 'port the answer came from');
    }
    equal(there.inbox.length + here.inbox.length, 0, 'datagrams too many');
    there.socket.close();
    here.socket.close();
  }),

  driven('a socket gets what is sent to a group that it has joined', async ({ client, server, address, group }) => {
    const there = await mailbox(server);
    const here = await mailbox(client);
    const to = { address, port: there.socket.local.port };
    throwsWith(() => there.socket.join(address), 'joining an address of one station', 'invalid');
    there.socket.leave('239.77.1.2');
    if (group !== undefined) {
      there.socket.join(group);
      there.socket.join(group);
      here.socket.send(Uint8Array.of(2), { address: group, port: to.port });
      equal((await there.inbox.next()).bytes, Uint8Array.of(2), 'datagram to the group');
      there.socket.leave(group);
      here.socket.send(Uint8Array.of(3), { address: group, port: to.port });
    }
    here.socket.send(Uint8Array.of(4), to);
    equal((await there.inbox.next()).bytes, Uint8Array.of(4), 'datagram to the socket itself');
    there.socket.close();
    throwsWith(() => there.socket.join('239.77.1.2'), 'joining after close', 'closed');
    here.socket.close();
  }),

  driven('the octets of a datagram may be reused when send returns', async ({ client, server, address }) => {
    const there = await mailbox(server);
    const here = await mailbox(client);
    const bytes = pattern(500, 21);
    const expected = bytes.slice();
    here.socket.send(bytes, { address, port: there.socket.local.port });
    bytes.fill(0);
    equal((await there.inbox.next()).bytes, expected, 'datagram');
    there.socket.close();
    here.socket.close();
  }),

  driven('the handler gets the socket it can answer with', async ({ client, server, address }) => {
    const service = await server.bind({ port: 0 }, (bytes, from, socket) => socket.send(bytes, from));
    const here = await mailbox(client);
    here.socket.send(Uint8Array.of(1, 2), { address, port: service.local.port });
    equal((await here.inbox.next()).bytes, Uint8Array.of(1, 2), 'answer');
    service.close();
    here.socket.close();
  }),

  driven('an endpoint that was kept can be answered later', async ({ client, server, address }) => {
    const there = await mailbox(server);
    const first = await mailbox(client);
    const second = await mailbox(client);
    const to = { address, port: there.socket.local.port };
    first.socket.send(Uint8Array.of(1), to);
    const kept = (await there.inbox.next()).from;
    second.socket.send(Uint8Array.of(2), to);
    equal((await there.inbox.next()).from.port, second.socket.local.port, 'port of the second sender');
    there.socket.send(Uint8Array.of(3), kept);
    equal((await first.inbox.next()).bytes, Uint8Array.of(3), 'late answer');
    for (const { socket } of [there, first, second]) socket.close();
  }),

  driven('a datagram socket refuses what cannot be sent, and everything once closed', async (fixture) => {
    const { client, server, address } = fixture;
    const there = await mailbox(server);
    const here = await mailbox(client);
    const to = { address, port: there.socket.local.port };
    throwsWith(() => here.socket.send(new Uint8Array(65_536), to), 'sending 65536 octets', 'invalid');
    throwsWith(() => here.socket.send(Uint8Array.of(1), { address, port: 0 }), 'sending to port 0', 'invalid');
    throwsWith(() => here.socket.send(Uint8Array.of(1), { address, port: 65_536 }), 'sending to port 65536', 'invalid');
    throwsWith(
      () => here.socket.send(Uint8Array.of(1), { address: 'nowhere', port: 9 }),
      'sending to "nowhere"',
      'invalid',
    );
    here.socket.send(Uint8Array.of(1), to);
    equal((await there.inbox.next()).bytes, Uint8Array.of(1), 'datagram after the refused ones');
    here.socket.close();
    here.socket.close();
    throwsWith(() => here.socket.send(Uint8Array.of(1), to), 'sending after close', 'closed');
    there.socket.close();
  }),

  driven('a datagram port is "in-use" until its socket is closed', async ({ server }) => {
    const socket = await server.bind({ port: 0 }, () => {});
    const { port } = socket.local;
    await failsWith(
      server.bind({ port }, () => {}),
      'bind to a port that is taken',
      'in-use',
    );
    socket.close();
    const again = await server.bind({ port }, () => {});
    equal(again.local.port, port, 'port');
    again.close();
  }),

  driven('close aborts connections, and nothing can be opened after it', async ({ client, server, address }) => {
    const accepted = new Inbox<Connection>();
    const listener = await server.listen({ port: 0 }, accepted.put);
    const socket = await server.bind({ port: 0 }, () => {});
    const near = await client.connect({ address, port: listener.local.port });
    const far = await accepted.next();
    const nearRead = rejection(near.read(), 'the read of the client');
    const farRead = rejection(far.read(), 'the read of the server');
    await Promise.all([server.close(), server.close()]);
    await server.close();
    const nearError = await nearRead;
    const farError = await farRead;
    assert(farError instanceof FlowError, `the server's read failed with ${String(farError)}`);
    assert(nearError instanceof FlowError, `the client's read failed with ${String(nearError)}`);
    const codes = `${farError.code} ${nearError.code}`;
    // A stack that talks to itself may abort either end first.
    const expected = client === server ? ['closed reset', 'reset closed', 'closed closed'] : ['closed reset'];
    assert(expected.includes(codes), `the reads of server and client failed with ${codes}`);
    await failsWith(
      server.listen({ port: 0 }, () => {}),
      'listen after close',
      'closed',
    );
    await failsWith(
      server.bind({ port: 0 }, () => {}),
      'bind after close',
      'closed',
    );
    await failsWith(server.connect({ address, port: 9 }), 'connect after close', 'closed');
    throwsWith(() => socket.send(Uint8Array.of(1), { address, port: 9 }), 'send after close', 'closed');
    await listener.close();
    socket.close();
    await near.close();
  }),
];
