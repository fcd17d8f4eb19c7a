/**
 * Heap after collection, before and after a lot of traffic between two stacks in this process. Prints a line of JSON.
 * Run with --expose-gc. The first tenth of the traffic warms up: pools grow and code is compiled. Then it is measured twice,
 * and the smaller growth counts: what the engine compiles late shows in one of them, a leak in both.
 *
 *   node --expose-gc traffic.mjs datagrams 1000000
 *   node --expose-gc traffic.mjs connections 100000
 *   node --expose-gc traffic.mjs idle 10000
 */
import { link } from '@morgana/network';
import { createClock, createRandom } from '@morgana/runtime-node';
import { createStack } from '@morgana/tcpip';

const [what, count] = process.argv.slice(2);
const total = Number(count);
const turn = () => new Promise((resolve) => setImmediate(resolve));

const cable = link();
const common = {
  clock: createClock(),
  random: createRandom(),
  tcp: { maximumSegmentLifetime: 1, maximumConnections: 70_000 },
};
const server = createStack({ ...common, network: cable.a, address: '10.0.0.1/24' });
const client = createStack({ ...common, network: cable.b, address: ['10.0.0.2/24', '10.0.0.3/24'] });

async function used() {
  for (let i = 0; i < 4; i++) {
    globalThis.gc();
    await turn();
  }
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}

async function datagrams(number) {
  const echo = await server.bind({ port: 0, address: '10.0.0.1' }, (bytes, from, socket) => socket.send(bytes, from));
  const payload = new Uint8Array(512);
  let left = number / 2; // each echo is two datagrams
  await new Promise((resolve) => {
    client
      .bind({ port: 0 }, (_bytes, _from, socket) => {
        if (--left > 0) return socket.send(payload, echo.local);
        socket.close();
        resolve();
      })
      .then((socket) => {
        for (let i = 0; i < 8; i++) socket.send(payload, echo.local);
      });
  });
  echo.close();
}

async function connections(number) {
  const octet = new Uint8Array(1);
  const listener = await server.listen({ port: 0, address: '10.0.0.1' }, async (connection) => {
    await connection.read();
    await connection.close();
  });
  let left = number;
  const worker = async () => {
    while (left-- > 0) {
      const connection = await client.connect(listener.local);
      await connection.write(octet);
      await connection.read();
      await connection.close();
    }
  };
  await Promise.all(Array.from({ length: 16 }, worker));
  await listener.close();
  await new Promise((resolve) => setTimeout(resolve, 50)); // TIME-WAIT lasts 2 ms here
}

const kept = [];
async function idle(number) {
  const listener = await server.listen({ port: 0, address: '10.0.0.1', backlog: 1024 }, (connection) =>
    kept.push(connection),
  );
  for (let i = 0; i < number; i++) kept.push(await client.connect(listener.local));
}

const run = { datagrams, connections, idle }[what];
await run(total / 10);
const heap = [await used()];
for (let round = 0; round < 2; round++) {
  await run(total / 2);
  heap.push(await used());
}
console.log(JSON.stringify({ heap, growth: Math.min(heap[1] - heap[0], heap[2] - heap[1]) }));
process.exit(0);
