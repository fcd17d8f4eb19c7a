// The TCP/IP stack in one process: two of them joined by a cable in memory, MTU 1500, checksums made and verified.
import { Response, serve } from '@morgana/http';
import { link } from '@morgana/network';
import { SeededRandom } from '@morgana/random';
import { createStack } from '@morgana/tcpip';
import { measureAsync } from '../measure.mjs';

const clock = {
  monotonic: () => performance.now(),
  wall: () => Date.now(),
  setTimer(deadline, callback) {
    const timer = setTimeout(callback, Math.max(0, Math.ceil(deadline - performance.now())));
    return { cancel: () => clearTimeout(timer) };
  },
};
const cable = link({ mtu: 1500 });
const stack = (network, address) =>
  createStack({
    network,
    clock,
    random: new SeededRandom(1),
    address,
    tcp: { sendBuffer: 262_144, receiveBuffer: 262_144 },
  });
const server = stack(cable.a, '10.0.0.1/24');
const client = stack(cable.b, '10.0.0.2/24');

const CHUNK = new Uint8Array(65_536).map((_, i) => i);
let received = 0;
let wanted = 0;
let done = () => {};
const sink = await server.listen({ port: 5001 }, async (connection) => {
  for await (const bytes of connection) {
    received += bytes.length;
    if (received >= wanted) done();
  }
  await connection.close();
});
const connection = await client.connect(sink.local);
await measureAsync('tcpip', 'Mbit/s', async () => {
  const total = 64;
  wanted = received + total * CHUNK.length;
  const arrived = new Promise((resolve) => {
    done = resolve;
  });
  for (let i = 0; i < total; i++) await connection.write(CHUNK);
  await arrived;
  return (total * CHUNK.length * 8) / 1e6;
});
console.log(`octets whole: ${received % CHUNK.length === 0}`);

const body = 'x'.repeat(1024);
const web = await serve({ stack: server, port: 80, handler: () => new Response(body), clock });
const flow = await client.connect({ address: '10.0.0.1', port: 80 });
const request = new TextEncoder().encode('GET / HTTP/1.1\r\nHost: a\r\n\r\n');
/** Asks once and reads until the answer, of `size` octets, is there. */
async function ask(size) {
  await flow.write(request);
  let text = '';
  let got = 0;
  while (size === 0 ? !text.endsWith(body) : got < size) {
    const bytes = await flow.read();
    got += bytes.length;
    if (size === 0) text += String.fromCharCode(...bytes);
  }
  return got;
}
const size = await ask(0);
await measureAsync('http', 'requests/s', async () => {
  for (let i = 0; i < 100; i++) await ask(size);
  return 100;
});
await Promise.all([connection.closeWrite(), flow.close()]);
await web.close();
await Promise.all([server.close(), client.close()]);
