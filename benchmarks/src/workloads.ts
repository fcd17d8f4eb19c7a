/** What the benchmarks have stacks do; `compare` runs the same over two versions of the sources. */
import type { Connection, Stack } from '@morgana/flow';
import { Response, serve } from '@morgana/http';

const WRITE = 65_536;

/** Sends `total` octets over one connection and resolves to Gbit/s, from the first write to the last octet read. */
export async function transfer(server: Stack, client: Stack, address: string, total: number): Promise<number> {
  let received = 0;
  let finish: (time: number) => void;
  const finished = new Promise<number>((resolve) => (finish = resolve));
  const listener = await server.listen({ port: 0, address }, async (connection) => {
    for await (const bytes of connection) received += bytes.length;
    finish(performance.now());
    await connection.close();
  });
  const connection = await client.connect(listener.local);
  const bytes = new Uint8Array(WRITE).map((_, i) => i);
  const started = performance.now();
  for (let sent = 0; sent < total; sent += WRITE) await connection.write(bytes);
  await connection.closeWrite();
  const ended = await finished;
  await connection.close();
  await listener.close();
  if (received !== total) throw new Error(`${received} octets arrived of ${total}`);
  return (total * 8) / (ended - started) / 1e6;
}

const SIZE = 64;
const IN_FLIGHT = 32;

/** Resolves to echoes per second. A datagram that is lost is not waited for: the run ends by the clock then and fails. */
export async function echoes(server: Stack, client: Stack, address: string, total: number): Promise<number> {
  const echo = await server.bind({ port: 0, address }, (bytes, from, socket) => socket.send(bytes, from));
  const payload = new Uint8Array(SIZE);
  let sent = 0;
  let received = 0;
  let started = 0;
  const figure = await new Promise<number>((resolve, reject) => {
    const limit = setTimeout(() => reject(new Error(`${received} of ${total} echoes came in 60 s`)), 60_000);
    const opened = client.bind({ port: 0 }, (_bytes, _from, socket) => {
      if (started === 0) {
        // The first echo has resolved the neighbours (a burst before that would be cut to ARP's queue): now the clock runs.
        started = performance.now();
        for (; sent < IN_FLIGHT; sent++) socket.send(payload, echo.local);
      } else if (++received === total) {
        clearTimeout(limit);
        resolve(total / ((performance.now() - started) / 1000));
        socket.close();
      } else if (sent < total) {
        sent++;
        socket.send(payload, echo.local);
      }
    });
    opened.then((socket) => socket.send(payload, echo.local), reject);
  });
  echo.close();
  return figure;
}

const AT_A_TIME = 64;

export async function connections(server: Stack, client: Stack, address: string, total: number): Promise<number> {
  const octet = new Uint8Array(1);
  const listener = await server.listen({ port: 0, address }, async (connection) => {
    const bytes = await connection.read();
    if (bytes !== null) await connection.write(bytes);
    await connection.close();
  });
  let left = total;
  const worker = async (): Promise<void> => {
    while (left-- > 0) {
      const connection = await client.connect(listener.local);
      await connection.write(octet);
      if ((await connection.read()) === null) throw new Error('no answer');
      await connection.close();
    }
  };
  // The first connection resolves the neighbours; without it a burst of SYNs would be cut to ARP's queue.
  const first = await client.connect(listener.local);
  await first.write(octet);
  await first.read();
  await first.close();
  const started = performance.now();
  await Promise.all(Array.from({ length: AT_A_TIME }, worker));
  const figure = total / ((performance.now() - started) / 1000);
  await listener.close();
  return figure;
}

const CONNECTIONS = 8;
export const BODY = 'x'.repeat(1024);
const REQUEST = new Uint8Array(Buffer.from('GET /page HTTP/1.1\r\nHost: example.com\r\nAccept: */*\r\n\r\n'));

/** Where the answer to the first request ends; the others are as long. */
async function answerLength(connection: Connection): Promise<number> {
  await connection.write(REQUEST);
  let text = '';
  for (;;) {
    const bytes = await connection.read();
    if (bytes === null) throw new Error(`the server closed after ${JSON.stringify(text)}`);
    text += Buffer.from(bytes).toString('latin1');
    const head = text.indexOf('\r\n\r\n');
    if (head >= 0 && text.length >= head + 4 + BODY.length) return text.length;
  }
}

/** A client as thin as can be, so that the server is what is measured: one request at a time on each connection. */
export async function requests(client: Stack, address: string, port: number, total: number): Promise<number> {
  const connections = await Promise.all(Array.from({ length: CONNECTIONS }, () => client.connect({ address, port })));
  const lengths = await Promise.all(connections.map(answerLength));
  let left = total;
  const worker = async (connection: Connection, length: number): Promise<void> => {
    while (left-- > 0) {
      await connection.write(REQUEST);
      for (let missing = length; missing > 0; ) {
        const bytes = await connection.read();
        if (bytes === null) throw new Error('the server closed');
        missing -= bytes.length;
      }
    }
  };
  const started = performance.now();
  await Promise.all(connections.map((connection, i) => worker(connection, lengths[i]!)));
  const figure = total / ((performance.now() - started) / 1000);
  await Promise.all(connections.map((connection) => connection.close()));
  return figure;
}

const handler = () => new Response(BODY, { headers: { 'content-type': 'text/plain' } });

/** Requests per second of our server. */
export async function keepAlive(server: Stack, client: Stack, address: string, total: number): Promise<number> {
  const http = await serve({ stack: server, port: 0, address, handler });
  const figure = await requests(client, address, http.local.port, total);
  await http.close();
  return figure;
}
