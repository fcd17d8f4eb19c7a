/** UDP echo, 64 octets, 32 in flight, client and server in one process. */
import type { Stack } from '@morgana/flow';
import { openHostStack } from '@morgana/runtime-node';
import { benchmark, type Contender, machine } from './harness.js';
import { SERVER, SERVER6, stacks } from './stacks.js';

const SIZE = 64;
const IN_FLIGHT = 32;

/** Resolves to echoes per second. A datagram that is lost is not waited for: the run ends by the clock then and fails. */
async function echoes(server: Stack, client: Stack, address: string, total: number): Promise<number> {
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

function ours(name: string, address: string): Contender {
  return {
    name,
    async run() {
      const pair = stacks();
      const figure = await echoes(pair.server, pair.client, address, 500_000);
      await pair.close();
      return figure;
    },
  };
}

console.log(machine());
await benchmark({
  title: 'UDP echo, 64 octets, 32 in flight',
  unit: 'echoes/s',
  contenders: [
    {
      name: 'node:dgram over the kernel',
      async run() {
        const stack = openHostStack();
        const figure = await echoes(stack, stack, '127.0.0.1', 50_000);
        await stack.close();
        return figure;
      },
    },
    ours('morgana', SERVER),
    ours('morgana, IPv6', SERVER6),
  ],
});
