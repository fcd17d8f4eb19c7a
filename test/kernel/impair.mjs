/**
 * One network with faults, for Linux on both sides or for Linux and our stack, so that both meet the same.
 *
 *   node impair.mjs bridge  FAULTS MTU TAP OTHER_TAP     joins two taps
 *   node impair.mjs stack   FAULTS MTU TAP [TCP]         our stack with the services below behind one tap
 *
 * FAULTS is JSON as `faulty` takes it, for each direction. TCP 9 reads to the end, then answers the SHA-256; TCP 19 reads a line with a
 * number and sends so many octets of the pattern of goodput-peer.py. It prints "ready".
 */
import { createHash } from 'node:crypto';
import { FlowReader, writeText } from '@morgana/flow';
import { faulty, forward } from '@morgana/network';
import { SeededRandom } from '@morgana/random';
import { createClock, createRandom, installDefaults, openTapNetwork } from '@morgana/runtime-node';
import { createStack } from '@morgana/tcpip';

const [mode, faults = '{}', mtuText = '1500', tap, more] = process.argv.slice(2);
const mtu = Number(mtuText);
const PATTERN = Uint8Array.from({ length: 65_536 }, (_, i) => (i * 31 + (i >> 8)) & 255);
installDefaults();
const clock = createClock();

const open = (name, last) =>
  openTapNetwork({ name, mtu, mac: Uint8Array.of(2, 0, 0, 0, 62, last), transmitQueue: 4096 });
const impaired = (network) => {
  const direction = JSON.parse(faults);
  return faulty(network, {
    random: new SeededRandom(1),
    clock,
    receive: direction,
    transmit: direction,
    // About 100 ms at the rate, or what a fast path needs.
    queueLength: direction.rate === undefined ? 20_000 : Math.ceil(direction.rate / 8 / 10 / mtu),
  });
};

if (mode === 'bridge') {
  const [a, b] = [impaired(await open(tap, 1)), await open(more, 2)];
  for (const [from, to] of [
    [a, b],
    [b, a],
  ])
    from.receive((frames, count) => {
      for (let i = 0; i < count; i++) forward(frames[i], to);
      to.flush();
    });
} else {
  const stack = createStack({
    network: impaired(await open(tap, 1)),
    clock,
    random: createRandom(),
    address: '10.62.0.2/24',
    ipv6: { address: 'fd62::2/64' },
    tcp: JSON.parse(more ?? '{}'),
  });
  const quietly = (promise) => void promise.catch((error) => console.error(`a service failed: ${error.message}`));
  await stack.listen({ port: 9 }, (connection) =>
    quietly(
      (async () => {
        const hash = createHash('sha256');
        for await (const bytes of connection) hash.update(bytes);
        await writeText(connection, `${hash.digest('hex')}\n`);
        await connection.close();
      })(),
    ),
  );
  await stack.listen({ port: 19 }, (connection) =>
    quietly(
      (async () => {
        const line = await new FlowReader(connection).readUntil(Uint8Array.of(10), 32);
        for (let left = Number(new TextDecoder().decode(line)); left > 0; left -= PATTERN.length)
          await connection.write(left < PATTERN.length ? PATTERN.subarray(0, left) : PATTERN);
        await connection.close();
      })(),
    ),
  );
  process.on('SIGTERM', () => {
    console.log(`counters ${JSON.stringify(stack.counters().tcp)}`);
    process.exit(0);
  });
}
console.log('ready');
