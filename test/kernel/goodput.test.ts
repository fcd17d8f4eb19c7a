/**
 * Goodput to and from a Linux kernel through one faulty network, next to Linux and Linux through the same: the faults are those of
 * @morgana/network in one process between two taps, since the host's kernel may be built without netem. Linux uses CUBIC here, as we do.
 * `npm test` has three paths; `npm run test:full` all of them, and 100 MB where the path carries that in a minute.
 * MORGANA_TEST_PATHS="clean;20 ms" chooses paths, MORGANA_TEST_MEGABYTES how much is sent.
 */
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { Namespace, whyNoKernelTests } from './namespace.js';

const why = whyNoKernelTests(['python3']);
if (why !== undefined) console.log(`left out: goodput next to Linux: ${why}`);

const FULL = process.env.MORGANA_TEST_FULL === '1';
const IMPAIR = join(import.meta.dirname, 'impair.mjs');
const PEER = join(import.meta.dirname, 'goodput-peer.py');
const MB = 1 << 20;

interface Path {
  readonly name: string;
  readonly faults: object;
  readonly mtu?: number;
  readonly family?: 4 | 6;
  /** Megabytes, in full and in npm test; 0: only in full. */
  readonly full: number;
  readonly part: number;
}

const PATHS: readonly Path[] = [
  { name: 'clean', faults: {}, full: 100, part: 16 },
  { name: 'clean, IPv6', faults: {}, family: 6, full: 100, part: 0 },
  { name: 'clean, MTU 576', faults: {}, mtu: 576, full: 100, part: 0 },
  { name: 'clean, MTU 1280, IPv6', faults: {}, mtu: 1280, family: 6, full: 100, part: 0 },
  { name: 'clean, MTU 9000', faults: {}, mtu: 9000, full: 100, part: 0 },
  { name: '20 ms', faults: { delay: 10 }, full: 100, part: 0 },
  { name: '50 Mbit/s, 20 ms', faults: { delay: 10, rate: 50e6 }, full: 100, part: 0 },
  { name: '50 Mbit/s, 20 ms, IPv6', faults: { delay: 10, rate: 50e6 }, family: 6, full: 50, part: 0 },
  { name: '20 ms, jitter 5 ms', faults: { delay: 10, jitter: 5 }, full: 50, part: 0 },
  { name: '20 ms, loss 0.1 %', faults: { delay: 10, loss: 0.001 }, full: 50, part: 0 },
  { name: '20 ms, loss 1 %', faults: { delay: 10, loss: 0.01 }, full: 16, part: 2 },
  { name: '20 ms, loss 1 %, IPv6', faults: { delay: 10, loss: 0.01 }, family: 6, full: 16, part: 0 },
  { name: '20 ms, loss 3 %', faults: { delay: 10, loss: 0.03 }, full: 8, part: 0 },
  { name: '20 ms, loss 10 %', faults: { delay: 10, loss: 0.1 }, full: 2, part: 0 },
  // A short path, for 100 MB with losses: by the rule that goodput falls with the round trip and the root of the loss, one of 20 ms takes minutes.
  { name: '2 ms, loss 0.1 %', faults: { delay: 1, loss: 0.001 }, full: 100, part: 0 },
  { name: '2 ms, loss 1 %', faults: { delay: 1, loss: 0.01 }, full: 100, part: 0 },
  { name: '2 ms, loss 1 %, IPv6', faults: { delay: 1, loss: 0.01 }, family: 6, full: 100, part: 0 },
  { name: '2 ms, loss 3 %', faults: { delay: 1, loss: 0.03 }, full: 100, part: 0 },
  { name: '2 ms, loss 10 %', faults: { delay: 1, loss: 0.1 }, full: 16, part: 0 },
  { name: '2 ms, corruption 0.5 %', faults: { delay: 1, corruption: 0.005 }, full: 100, part: 0 },
  {
    name: '20 ms, reordering 2 % by 3 ms',
    faults: { delay: 10, reordering: 0.02, reorderingDelay: 3 },
    full: 50,
    part: 4,
  },
  { name: '20 ms, duplication 2 %', faults: { delay: 10, duplication: 0.02 }, full: 50, part: 0 },
  { name: '20 ms, corruption 0.5 %', faults: { delay: 10, corruption: 0.005 }, full: 16, part: 0 },
];

function patternDigest(total: number): string {
  const pattern = new Uint8Array(65_536).map((_, i) => (i * 31 + (i >> 8)) & 255);
  const hash = createHash('sha256');
  for (let left = total; left > 0; left -= pattern.length) hash.update(pattern.subarray(0, left));
  return hash.digest('hex');
}

let run = 0;

/** Mbit/s into and out of the far side, which is Linux or ours. */
async function measure(path: Path, ours: boolean, total: number): Promise<{ in: number; out: number }> {
  const near = new Namespace(`gpn${++run}`);
  const far = new Namespace(`gpf${run}`);
  const number = `${process.pid % 10_000}-${run}`;
  const [tap, other] = [`gpa${number}`, `gpb${number}`];
  const mtu = path.mtu ?? 1500;
  const plug = (namespace: Namespace, name: string, host: number) => {
    namespace.execSync('ip', ['link', 'set', name, 'mtu', String(mtu)]);
    namespace.execSync('ip', ['addr', 'add', `10.62.0.${host}/24`, 'dev', name]);
    if (mtu >= 1280) {
      namespace.execSync('sysctl', ['-qw', `net.ipv6.conf.${name}.disable_ipv6=0`]);
      namespace.execSync('ip', ['addr', 'add', `fd62::${host}/64`, 'dev', name, 'nodad']);
    }
    namespace.execSync('ip', ['link', 'set', name, 'up']);
    namespace.execSync('sysctl', ['-qw', 'net.ipv4.tcp_no_metrics_save=1']);
  };
  try {
    // Quiet until both ends are up: a frame that is written to a tap which is down ends the program that holds it.
    near.execSync('sysctl', ['-qw', 'net.ipv6.conf.default.disable_ipv6=1']);
    const options = [JSON.stringify(path.faults), String(mtu), tap];
    if (ours) await near.start(process.execPath, [IMPAIR, 'stack', ...options], 'ready', 600);
    else {
      await near.start(process.execPath, [IMPAIR, 'bridge', ...options, other], 'ready', 600);
      near.execSync('ip', ['link', 'set', other, 'netns', far.name]);
      plug(far, other, 2);
      await far.start('python3', [PEER, 'serve'], 'ready', 600);
    }
    plug(near, tap, 1);
    const address = path.family === 6 ? 'fd62::2' : '10.62.0.2';
    // Neighbours are found, and code is compiled.
    await near.exec('python3', [PEER, 'send', address, '9', '20000'], 60);
    const figures: number[] = [];
    for (const [mode, port] of [
      ['send', '9'],
      ['fetch', '19'],
    ] as const) {
      const result = await near.exec('python3', [PEER, mode, address, port, String(total)], 280);
      expect(result.stderr).toBe('');
      const [digest, seconds] = result.stdout.trim().split(' ');
      expect([path.name, mode, digest]).toEqual([path.name, mode, patternDigest(total)]);
      figures.push((total * 8) / Number(seconds) / 1e6);
    }
    return { in: figures[0]!, out: figures[1]! };
  } finally {
    await near.close();
    await far.close();
  }
}

describe.skipIf(why !== undefined)('goodput through the same faults, ours and Linux next to Linux and Linux', () => {
  const only = process.env.MORGANA_TEST_PATHS?.split(';');
  for (const path of PATHS.filter(({ name, part }) => only?.includes(name) ?? (FULL || part > 0)))
    test(path.name, { timeout: 1_200_000 }, async () => {
      const megabytes = Number(process.env.MORGANA_TEST_MEGABYTES ?? (FULL ? path.full : path.part || path.full));
      const total = megabytes * MB;
      const linux = await measure(path, false, total);
      const ours = await measure(path, true, total);
      const show = (a: number, b: number) => `${a.toPrecision(3)} (Linux ${b.toPrecision(3)}: ${(a / b).toFixed(2)} x)`;
      console.log(
        `${path.name}, ${total / MB} MB, Mbit/s: to us ${show(ours.in, linux.in)}, from us ${show(ours.out, linux.out)}`,
      );
      // The figures are for reading: on a shared machine a test can only say that nothing is broken.
      expect(ours.in / linux.in).toBeGreaterThan(0.2);
      expect(ours.out / linux.out).toBeGreaterThan(0.2);
    });
});
