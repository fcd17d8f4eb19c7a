/**
 * The router of the NAT test, on two tap devices: `node nat-router.mjs INSIDE OUTSIDE [MTU OUTSIDE]` with tap names. It prints "ready" and, on
 * SIGTERM, its counters as JSON.
 */
import { createNatRouter } from '@morgana/nat';
import { limited } from '@morgana/network';
import { createClock, createRandom, openTapNetwork } from '@morgana/runtime-node';

const [inside, outside, mtu] = process.argv.slice(2);
const inner = await openTapNetwork({
  name: inside,
  hostAddress: '10.61.0.2/24',
  mac: Uint8Array.of(2, 0, 0, 0, 61, 1),
});
const outer = await openTapNetwork({
  name: outside,
  hostAddress: '192.0.2.9/24',
  mac: Uint8Array.of(2, 0, 0, 0, 61, 2),
});
const router = createNatRouter({
  inside: inner,
  insideAddress: '10.61.0.1/24',
  outside: mtu === undefined ? outer : limited(outer, { mtu: Number(mtu) }),
  outsideAddress: '192.0.2.1/24',
  gateway: '192.0.2.9',
  clock: createClock(),
  random: createRandom(),
  forwards: [{ protocol: 'tcp', outsidePort: 8009, insideAddress: '10.61.0.2', insidePort: 8009 }],
});
console.log('ready');
process.on('SIGTERM', () => {
  console.log(JSON.stringify({ nat: router.nat.counters, router: router.counters, sizes: router.nat.sizes }));
  process.exit(0);
});
