/** What images are measured with, and what their users have them do. Each runs some thousand times what it is about. */
import { encodeMessage, loadZone, parseName, query, Responder, serveDns, ZoneSet } from '@morgana/dns';
import { type Connection, type Endpoint, encodeUtf8 } from '@morgana/flow';
import { files, Response, serve } from '@morgana/http';
import { memoryStore } from '@morgana/kv';
import { type Machine, SERVER, SERVER6 } from './machine.js';

type Workload = (machine: Machine) => Promise<void>;

const MEGABYTES = 4 * 1024 * 1024;
const PACKETS = 5000;
const IN_FLIGHT = 32;
const CONNECTIONS = 1000;
const REQUESTS = 2000;
const NAMES = 1000;

/** Octets from the client to the server. */
const into =
  (address: string): Workload =>
  async ({ server, client }) => {
    let received = 0;
    const ended = new Promise<void>((resolve) => {
      void server.listen({ port: 9 }, async (connection) => {
        for await (const bytes of connection) received += bytes.length;
        await connection.close();
        resolve();
      });
    });
    const connection = await client.connect({ address, port: 9 });
    const block = new Uint8Array(65_536).map((_, i) => i);
    for (let sent = 0; sent < MEGABYTES; sent += block.length) await connection.write(block);
    await connection.close();
    await ended;
    if (received !== MEGABYTES) throw new Error(`${received} octets came`);
  };

/** Octets from the server to the client. */
const out: Workload = async ({ server, client }) => {
  const block = new Uint8Array(65_536).map((_, i) => i);
  await server.listen({ port: 19 }, async (connection) => {
    for (let sent = 0; sent < MEGABYTES; sent += block.length) await connection.write(block);
    await connection.close();
  });
  const connection = await client.connect({ address: SERVER, port: 19 });
  let received = 0;
  for await (const bytes of connection) received += bytes.length;
  await connection.close();
  if (received !== MEGABYTES) throw new Error(`${received} octets came`);
};

/** Octets that come back, in pieces of the size of a line. */
const echo: Workload = async ({ server, client }) => {
  await server.listen({ port: 7 }, async (connection) => {
    for await (const bytes of connection) await connection.write(bytes);
    await connection.close();
  });
  const connection = await client.connect({ address: SERVER, port: 7 });
  const line = new Uint8Array(80);
  for (let i = 0; i < REQUESTS; i++) {
    await connection.write(line);
    await readExactly(connection, line.length);
  }
  await connection.close();
};

const datagrams =
  (address: string): Workload =>
  async ({ server, client }) => {
    const echo = await server.bind({ port: 7 }, (bytes, from, socket) => socket.send(bytes, from));
    await exchange(client, { address, port: echo.local.port }, PACKETS, () => new Uint8Array(64));
  };

const connections: Workload = async ({ server, client }) => {
  await server.listen({ port: 7 }, async (connection) => {
    const bytes = await connection.read();
    if (bytes !== null) await connection.write(bytes);
    await connection.close();
  });
  let left = CONNECTIONS;
  const octet = new Uint8Array(1);
  await Promise.all(
    Array.from({ length: IN_FLIGHT }, async () => {
      while (left-- > 0) {
        const connection = await client.connect({ address: SERVER, port: 7 });
        await connection.write(octet);
        await readExactly(connection, 1);
        await connection.close();
      }
    }),
  );
};

/** Each on a connection of its own that the client resets. */
const resets: Workload = async ({ server, client }) => {
  await server.listen({ port: 7 }, (connection) => void connection.read().catch(() => {}));
  for (let i = 0; i < CONNECTIONS; i++) {
    const connection = await client.connect({ address: SERVER, port: 7 });
    connection.abort();
  }
};

const http: Workload = async ({ server, client, clock }) => {
  const body = new Uint8Array(1024).fill(0x78);
  await serve({ stack: server, port: 80, clock, handler: () => new Response(body) });
  await requests(client, ['/'], body.length);
};

/** Files, some of which the client has already. */
const website: Workload = async ({ server, client, clock }) => {
  const store = memoryStore();
  const page = new Uint8Array(3000).fill(0x78);
  for (const name of ['index.html', 'style.css', 'logo.svg']) await store.set(name, page);
  await serve({ stack: server, port: 80, clock, handler: files(store) });
  await requests(client, ['/', '/style.css', '/logo.svg?v=1'], page.length);
};

/** Bodies that clients send, their length said before or not. */
const uploads: Workload = async ({ server, client, clock }) => {
  await serve({
    stack: server,
    port: 80,
    clock,
    handler: async (request) => new Response(String((await request.arrayBuffer()).byteLength)),
  });
  const connection = await client.connect({ address: SERVER, port: 80 });
  const head = 'POST / HTTP/1.1\r\nHost: example.com\r\nContent-Type: text/plain\r\n';
  const body = 'x'.repeat(10_000);
  for (let i = 0; i < 100; i++) {
    const chunk = `${body.length.toString(16)}\r\n${body}\r\n`;
    const text =
      i % 2 === 0
        ? `${head}Content-Length: ${3 * body.length}\r\n\r\n${body}${body}${body}`
        : `${head}Transfer-Encoding: chunked\r\n\r\n${chunk}${chunk}${chunk}0\r\n\r\n`;
    await connection.write(encodeUtf8(text));
    await readAnswer(connection, 5);
  }
  await connection.close();
};

/** Names that are in the zones, one as small ones are and one as large ones, and every fourth one that is not. */
const dns: Workload = async ({ server, client, clock }) => {
  const lines = ['$TTL 3600', '@ SOA ns1 hostmaster 1 7200 3600 604800 300', '@ NS ns1', 'ns1 A 192.0.2.1'];
  for (let i = 0; i < NAMES; i++) lines.push(`host${i} A 10.0.${i >>> 8}.${i & 255}`);
  const zoneOf = (origin: string) => loadZone(encodeUtf8(`${lines.join('\n')}\n`), { origin: parseName(origin) }).zone;
  const large = zoneOf('example.net.');
  large.compact();
  const zones = new ZoneSet([zoneOf('example.com.'), large]);
  await serveDns({ stack: server, clock, responder: new Responder({ zones }) });
  await exchange(client, { address: SERVER, port: 53 }, PACKETS, (i) =>
    encodeMessage(
      query(parseName(`${i % 4 === 0 ? 'none' : 'host'}${i % NAMES}.example.${i % 8 < 4 ? 'com' : 'net'}.`), 1, {
        id: i,
        edns: {},
      }),
    ),
  );
};

export interface Entry {
  readonly run: Workload;
  readonly loss?: number;
  readonly plain?: boolean;
}

export const WORKLOADS: Readonly<Record<string, Entry>> = {
  into: { run: into(SERVER) },
  out: { run: out },
  'into-plain': { run: into(SERVER), plain: true },
  'out-plain': { run: out, plain: true },
  echo: { run: echo },
  datagrams: { run: datagrams(SERVER) },
  connections: { run: connections },
  http: { run: http },
  website: { run: website },
  dns: { run: dns },
  // What these add runs often where it runs, and is nobody's bottleneck: scripts/profile.mjs calls it warm.
  'warm-into-lossy': { run: into(SERVER), loss: 0.01 },
  'warm-out-lossy': { run: out, loss: 0.01 },
  'warm-into-6': { run: into(SERVER6) },
  'warm-datagrams-6': { run: datagrams(SERVER6) },
  'warm-resets': { run: resets },
  'warm-uploads': { run: uploads },
};

/** Sends datagrams, so many at a time, until as many have come back. */
async function exchange(
  client: Machine['client'],
  to: Endpoint,
  total: number,
  payload: (i: number) => Uint8Array,
): Promise<void> {
  let sent = 0;
  let received = 0;
  await new Promise<void>((resolve, reject) => {
    const opened = client.bind({ port: 0 }, (_bytes, _from, socket) => {
      if (++received === total) resolve();
      // The first one resolves the neighbour; a burst before that would be cut.
      const more = received === 1 ? IN_FLIGHT : 1;
      for (let i = 0; i < more && sent < total; i++) socket.send(payload(sent++), to);
    });
    opened.then((socket) => socket.send(payload(sent++), to), reject);
  });
}

/** One request at a time on each of some connections, as a browser makes them. */
async function requests(client: Machine['client'], paths: readonly string[], length: number): Promise<void> {
  const texts = paths.map((path) =>
    encodeUtf8(
      `GET ${path} HTTP/1.1\r\nHost: example.com\r\nUser-Agent: profile/1.0\r\nAccept: */*\r\nAccept-Encoding: gzip, deflate\r\nConnection: keep-alive\r\n\r\n`,
    ),
  );
  let left = REQUESTS;
  await Promise.all(
    Array.from({ length: 8 }, async () => {
      const connection = await client.connect({ address: SERVER, port: 80 });
      while (left-- > 0) {
        await connection.write(texts[left % texts.length]!);
        await readAnswer(connection, length);
      }
      await connection.close();
    }),
  );
}

async function readExactly(connection: Connection, length: number): Promise<void> {
  for (let missing = length; missing > 0; ) {
    const bytes = await connection.read();
    if (bytes === null) throw new Error('the server closed');
    missing -= bytes.length;
  }
}

/** A head, and a body of this length. */
async function readAnswer(connection: Connection, length: number): Promise<void> {
  let text = '';
  for (;;) {
    const bytes = await connection.read();
    if (bytes === null) throw new Error('the server closed');
    for (const octet of bytes) text += String.fromCharCode(octet);
    const head = text.indexOf('\r\n\r\n');
    if (head >= 0 && text.length >= head + 4 + length) {
      if (!text.startsWith('HTTP/1.1 200 ')) throw new Error(text.slice(0, 100));
      return;
    }
  }
}
