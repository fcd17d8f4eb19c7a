/** TCP connections per second: connect, one octet each way, close; 64 at a time, client and server in one process. */
import { openHostStack } from '@morgana/runtime-node';
import { benchmark, type Contender, machine } from './harness.js';
import { SERVER, SERVER6, stacks } from './stacks.js';
import { connections } from './workloads.js';

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
