/** TCP connections per second: connect, one octet each way, close; 64 at a time, client and server in one process. */
import type { Stack } from '@morgana/flow';
import { openHostStack } from '@morgana/runtime-node';
import { benchmark, type Contender, machine } from './harness.js';
import { SERVER, SERVER6, stacks } from './stacks.js';

const AT_A_TIME = 64;

async function connections(server: Stack, client: Stack, address: string, total: number): Promise<number> {
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

function ours(name: string, address: string): Contender {
  return {
    name,
    async run() {
      const pair = stacks();
      const figure = await connections(pair.server, pair.client, address, 40_000);
      await pair.close();
      return figure;
    },
  };
}

console.log(machine());
await benchmark({
  title: 'TCP connect, one octet each way, close',
  unit: 'connections/s',
  contenders: [
    {
      name: 'node:net over the kernel',
      async run() {
        const stack = openHostStack();
        const figure = await connections(stack, stack, '127.0.0.1', 5_000);
        await stack.close();
        return figure;
      },
    },
    ours('morgana', SERVER),
    ours('morgana, IPv6', SERVER6),
  ],
});
