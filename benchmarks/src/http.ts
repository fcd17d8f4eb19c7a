/** HTTP/1.1 keep-alive requests per second, a 1 KB answer, 8 connections, client and server in one process. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Connection, Stack } from '@morgana/flow';
import { Response, serve } from '@morgana/http';
import { createClock, openHostStack } from '@morgana/runtime-node';
import { setDefaultClock } from '@morgana/time';
import { benchmark, machine } from './harness.js';
import { SERVER, stacks } from './stacks.js';

const CONNECTIONS = 8;
const BODY = 'x'.repeat(1024);
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
async function requests(client: Stack, address: string, port: number, total: number): Promise<number> {
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

async function ours(server: Stack, client: Stack, address: string, total: number): Promise<number> {
  const http = await serve({ stack: server, port: 0, address, handler });
  const figure = await requests(client, address, http.local.port, total);
  await http.close();
  return figure;
}

setDefaultClock(createClock());
console.log(machine());
await benchmark({
  title: 'HTTP keep-alive, 1 KB answers, 8 connections',
  unit: 'requests/s',
  contenders: [
    {
      name: 'node:http over the kernel',
      async run() {
        const server = createServer((_request, response) => {
          response.setHeader('content-type', 'text/plain');
          response.end(BODY);
        });
        await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
        const stack = openHostStack();
        const figure = await requests(stack, '127.0.0.1', (server.address() as AddressInfo).port, 20_000);
        await stack.close();
        server.close();
        return figure;
      },
    },
    {
      name: 'morgana http over the kernel',
      async run() {
        const stack = openHostStack();
        const figure = await ours(stack, stack, '127.0.0.1', 20_000);
        await stack.close();
        return figure;
      },
    },
    {
      name: 'morgana http over morgana tcpip',
      async run() {
        const pair = stacks();
        const figure = await ours(pair.server, pair.client, SERVER, 150_000);
        await pair.close();
        return figure;
      },
    },
  ],
});
