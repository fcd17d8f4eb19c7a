/**
 * The appliance of the tests against the Linux kernel: our stack on a tap device (or on datagrams, for a guest), with the
 * services that such tests want.
 *
 *   node appliance.mjs --network=tap:tap0,10.0.0.1/24 [--faults=loss,delay,reordering] [--tcp=OPTIONS AS JSON]
 *   node appliance.mjs --network=udp:LOCAL:PEER
 *   ... [--ipv6=ADDRESS/BITS] [--ipv6-gateway=ADDRESS] [--ipv4-only] [--ipv6-only] [--join=GROUP,...] [--dhcpv6]
 *
 * TCP 7 echo; TCP 9 reads to the end, then answers the SHA-256; TCP 19 reads a line with a number and sends so many octets of
 * the pattern; TCP 80 HTTP: GET /NUMBER, PUT / answers the SHA-256; UDP 7 echo, UDP 5007 echo to
 * groups too. It prints `ipv6 {...}` when the state of IPv6 changes, and on SIGTERM its counters as JSON.
 */
import { createHash } from 'node:crypto';
import { parseArgs } from 'node:util';
import { startInformationClient } from '@morgana/dhcp';
import { FlowReader, pipe, writeText } from '@morgana/flow';
import { Response, serve } from '@morgana/http';
import { faulty } from '@morgana/network';
import { SeededRandom } from '@morgana/random';
import { createClock, createRandom, installDefaults, openDatagramNetwork, openTapNetwork } from '@morgana/runtime-node';
import { createStack } from '@morgana/tcpip';

const { values } = parseArgs({
  options: {
    network: { type: 'string' },
    address: { type: 'string', default: '10.0.0.2/24' },
    faults: { type: 'string' },
    tcp: { type: 'string', default: '{}' },
    seed: { type: 'string', default: '1' },
    ipv6: { type: 'string' },
    'ipv6-gateway': { type: 'string' },
    'ipv4-only': { type: 'boolean' },
    'ipv6-only': { type: 'boolean' },
    join: { type: 'string' },
    dhcpv6: { type: 'boolean' },
  },
});
installDefaults();
const clock = createClock();
const mac = Uint8Array.of(2, 0, 0, 0, 0, 2);
const [kind, where] = values.network.split(/:(.*)/s);
const open = async () => {
  if (kind === 'tap') {
    const [name, hostAddress] = where.split(',');
    return openTapNetwork({ name, hostAddress, mac });
  }
  const [local, peer] = where.split(':').map(Number);
  const loopback = (port) => ({ address: '127.0.0.1', port });
  return openDatagramNetwork({ local: loopback(local), peer: loopback(peer), mac });
};
let network = await open();
if (values.faults !== undefined) {
  const [loss, delay, reordering] = values.faults.split(',').map(Number);
  const direction = { loss, delay, reordering };
  network = faulty(network, {
    random: new SeededRandom(Number(values.seed)),
    clock,
    receive: direction,
    transmit: direction,
  });
}
const stack = createStack({
  network,
  clock,
  random: createRandom(),
  ...(values['ipv6-only'] ? { ipv4: false } : { address: values.address, gateway: '10.0.0.1' }),
  ipv6: !values['ipv4-only'] && {
    ...(values.ipv6 === undefined ? {} : { address: values.ipv6 }),
    ...(values['ipv6-gateway'] === undefined ? {} : { gateway: values['ipv6-gateway'] }),
    secret: new Uint8Array(16).fill(7),
  },
  tcp: JSON.parse(values.tcp),
});
stack.watchIpv6(() => console.log(`ipv6 ${JSON.stringify(stack.ipv6State())}`));

/** 64 KB of the pattern that TCP 19 and GET send over and over. */
const PATTERN = new Uint8Array(65_536).map((_, i) => (i * 31 + (i >> 8)) & 255);

async function* pattern(total) {
  for (let left = total; left > 0; left -= PATTERN.length)
    yield left < PATTERN.length ? PATTERN.subarray(0, left) : PATTERN;
}

async function digest(source) {
  const hash = createHash('sha256');
  for await (const bytes of source) hash.update(bytes);
  return `${hash.digest('hex')}\n`;
}

const quietly = (promise) => void promise.catch((error) => console.error(`a service failed: ${error.message}`));

await stack.listen({ port: 7 }, (connection) => quietly(pipe(connection, connection)));
await stack.listen({ port: 9 }, (connection) =>
  quietly(
    (async () => {
      await writeText(connection, await digest(connection));
      await connection.close();
    })(),
  ),
);
await stack.listen({ port: 19 }, (connection) =>
  quietly(
    (async () => {
      const line = await new FlowReader(connection).readUntil(Uint8Array.of(10), 32);
      for await (const bytes of pattern(Number(new TextDecoder().decode(line)))) await connection.write(bytes);
      await connection.close();
    })(),
  ),
);
await stack.bind({ port: 7 }, (bytes, from, socket) => socket.send(bytes, from));
if (values.dhcpv6) {
  const client = await startInformationClient({ stack, mac });
  client.onChange(() => console.log(`information ${JSON.stringify(client.information)}`));
}
const groups = await stack.bind({ port: 5007 }, (bytes, from, socket) => socket.send(bytes, from));
for (const group of values.join?.split(',') ?? []) groups.join(group);
await serve({
  stack,
  port: 80,
  clock,
  limits: { bodyLength: 2 ** 40 },
  handler: async (request) => {
    if (request.method === 'PUT') return new Response(await digest(request.body));
    const total = Number(new URL(request.url).pathname.slice(1));
    if (!Number.isInteger(total)) return new Response('no such page\n', { status: 404 });
    const source = pattern(total);
    return new Response(source, { headers: { 'content-length': String(total) } });
  },
});

process.on('SIGTERM', async () => {
  console.log(`counters ${JSON.stringify(stack.counters())}`);
  await stack.close();
  await network.close();
  process.exit(0);
});
console.log(`ipv6 ${JSON.stringify(stack.ipv6State())}`);
console.log('ready');
