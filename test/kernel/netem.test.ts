/**
 * Our stack against a Linux kernel behind `tc netem`: loss 2 %, delay 20 ms, reordering, in both directions. The kernel is a
 * guest's, since the host's may be built without netem. `npm run test:full` moves 64 MB each way, `npm test` 4 MB.
 * MORGANA_TEST_TCP='{"congestionControl":"reno"}' compares settings of our TCP.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { freeUdpPorts } from '@morgana/runtime-node';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Guest, whyNoGuest } from './guest.js';

const why = whyNoGuest();
if (why !== undefined) console.log(`left out: tests against a kernel with netem: ${why}`);

const TOTAL = process.env.MORGANA_TEST_FULL ? 64 << 20 : 4 << 20;
const SECONDS = process.env.MORGANA_TEST_FULL ? 900 : 120;

const SCRIPT = `
ip link set lo up
ip addr add 10.0.0.1/24 dev eth0
ip link set eth0 up
ip link set ifb0 up
tc qdisc add dev eth0 root netem delay 10ms loss 2% reorder 5% 50%
tc qdisc add dev eth0 ingress
tc filter add dev eth0 parent ffff: matchall action mirred egress redirect dev ifb0
tc qdisc add dev ifb0 root netem delay 10ms loss 2% reorder 5% 50%
tc qdisc show | grep -c netem | sed 's/^/NETEM /'
ping -c 20 -i 0.2 10.0.0.2 | grep -o '[0-9]* packets received' | sed 's/^/PING /'
head -c ${TOTAL} /dev/urandom > /tmp/data
sha256sum < /tmp/data | sed 's/^/SENT /'
time sh -c "nc 10.0.0.2 9 < /tmp/data | sed 's/^/ANSWER /'"
time sh -c "echo ${TOTAL} | nc 10.0.0.2 19 | sha256sum | sed 's/^/FETCHED /'"
echo DONE
`;

function patternDigest(total: number): string {
  const pattern = new Uint8Array(65_536).map((_, i) => (i * 31 + (i >> 8)) & 255);
  const hash = createHash('sha256');
  for (let left = total; left > 0; left -= pattern.length) hash.update(pattern.subarray(0, left));
  return hash.digest('hex');
}

describe.skipIf(why !== undefined)('netem: loss 2 %, 20 ms round trip, reordering', () => {
  let appliance: ChildProcess;
  let guest: Guest;
  let began = 0;
  let arrived = 0;
  beforeAll(async () => {
    const [ours, theirs] = (await freeUdpPorts(2)) as [number, number];
    appliance = spawn(
      'timeout',
      [
        String(SECONDS),
        process.execPath,
        join(import.meta.dirname, 'appliance.mjs'),
        `--network=udp:${ours}:${theirs}`,
        ...(process.env.MORGANA_TEST_TCP === undefined ? [] : [`--tcp=${process.env.MORGANA_TEST_TCP}`]),
      ],
      { stdio: ['ignore', 'pipe', 'inherit'] },
    );
    await new Promise((resolve) => appliance.stdout!.once('data', resolve));
    guest = new Guest({ script: SCRIPT, network: { guestPort: theirs, ourPort: ours }, seconds: SECONDS });
  });
  afterAll(async () => {
    await guest?.close();
    appliance?.kill('SIGTERM');
  });

  test('is what the guest has set', async () => {
    expect((await guest.line(/^NETEM (\d+)/m))[1]).toBe('2');
  });

  test('pings come through, as many as such a path lets', async () => {
    const received = Number((await guest.line(/^PING (\d+)/m))[1]);
    expect(received).toBeGreaterThan(12);
    expect(received).toBeLessThanOrEqual(20);
  });

  test(
    'one stream in: the hash is that of what was sent',
    async () => {
      const [, sent] = await guest.line(/^SENT (\w{64})/m);
      began = performance.now();
      const [, answer] = await guest.line(/^ANSWER (\w{64})/m);
      expect(answer).toBe(sent);
      arrived = performance.now();
    },
    SECONDS * 1000,
  );

  test(
    'one stream out: the hash is that of the pattern',
    async () => {
      const [, fetched] = await guest.line(/^FETCHED (\w{64})/m);
      expect(fetched).toBe(patternDigest(TOTAL));
      // The guest's own clock is not to be trusted: an emulated processor does not count real time.
      const seconds = [arrived - began, performance.now() - arrived].map((time) => (time / 1000).toFixed(1));
      await guest.line(/^DONE/m);
      console.log(`${TOTAL >> 20} MB through netem: in ${seconds[0]} s, out ${seconds[1]} s`);
    },
    SECONDS * 1000,
  );
});
