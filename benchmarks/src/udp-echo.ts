/** UDP echo, 64 octets, 32 in flight, client and server in one process. */
import { openHostStack } from '@morgana/runtime-node';
import { benchmark, type Contender, machine } from './harness.js';
import { SERVER, SERVER6, stacks } from './stacks.js';
import { echoes } from './workloads.js';

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
