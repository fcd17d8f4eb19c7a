/** One TCP connection, 64 KB writes, in one process: ours over a cable in memory, Node's sockets over the kernel's loopback. */
import { openHostStack } from '@morgana/runtime-node';
import { benchmark, type Contender, machine } from './harness.js';
import { SERVER, SERVER6, stacks } from './stacks.js';
import { transfer } from './workloads.js';

function ours(mtu: number, total: number, address = SERVER): Contender {
  return {
    name: `morgana, MTU ${mtu}${address === SERVER6 ? ', IPv6' : ''}`,
    async run() {
      const pair = stacks({ mtu });
      const figure = await transfer(pair.server, pair.client, address, total);
      await pair.close();
      return figure;
    },
  };
}

const node: Contender = {
  name: 'node:net over the kernel (MTU 65536, C)',
  async run() {
    const stack = openHostStack();
    const figure = await transfer(stack, stack, '127.0.0.1', 512 << 20);
    await stack.close();
    return figure;
  },
};

console.log(machine());
await benchmark({
  title: 'TCP, one flow, both ends in one process',
  unit: 'Gbit/s',
  contenders: [
    node,
    ours(1500, 256 << 20),
    ours(1500, 256 << 20, SERVER6),
    ours(9000, 512 << 20),
    ours(9000, 512 << 20, SERVER6),
  ],
});
