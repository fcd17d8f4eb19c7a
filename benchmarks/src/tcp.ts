/** One TCP connection, 64 KB writes, in one process: ours over a cable in memory, Node's sockets over the kernel's loopback. */
import type { Stack } from '@morgana/flow';
import { openHostStack } from '@morgana/runtime-node';
import { benchmark, type Contender, machine } from './harness.js';
import { SERVER, SERVER6, stacks } from './stacks.js';

const WRITE = 65_536;

/** Sends `total` octets over one connection and resolves to Gbit/s, from the first write to the last octet read. */
async function transfer(server: Stack, client: Stack, address: string, total: number): Promise<number> {
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
