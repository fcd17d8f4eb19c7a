/** HTTP/1.1 keep-alive requests per second, a 1 KB answer, 8 connections, client and server in one process. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createClock, openHostStack } from '@morgana/runtime-node';
import { setDefaultClock } from '@morgana/time';
import { benchmark, machine } from './harness.js';
import { SERVER, stacks } from './stacks.js';
import { BODY, keepAlive, requests } from './workloads.js';

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
        const figure = await keepAlive(stack, stack, '127.0.0.1', 20_000);
        await stack.close();
        return figure;
      },
    },
    {
      name: 'morgana http over morgana tcpip',
      async run() {
        const pair = stacks();
        const figure = await keepAlive(pair.server, pair.client, SERVER, 150_000);
        await pair.close();
        return figure;
      },
    },
  ],
});
