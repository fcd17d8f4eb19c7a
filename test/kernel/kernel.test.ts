/** Our stack on a tap device against the Linux kernel's, in a network namespace of the test's own. */
import type { ChildProcess } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Namespace, whyNoKernelTests } from './namespace.js';

const why = whyNoKernelTests(['ping', 'arping', 'curl', 'tshark']);
if (why !== undefined) console.log(`left out: tests against the Linux kernel: ${why}`);

const APPLIANCE = join(import.meta.dirname, 'appliance.mjs');
const PEER = join(import.meta.dirname, 'peer.mjs');
const MEGABYTES_64 = 64 << 20;

/** The SHA-256 of the pattern that appliance.mjs and peer.mjs send. */
function patternDigest(total: number): string {
  const pattern = new Uint8Array(65_536).map((_, i) => (i * 31 + (i >> 8)) & 255);
  const hash = createHash('sha256');
  for (let left = total; left > 0; left -= pattern.length) hash.update(pattern.subarray(0, left));
  return hash.digest('hex');
}

/** Stops the appliance and gives its counters. */
function counters(appliance: ChildProcess): Promise<Record<string, Record<string, unknown>>> {
  return new Promise((resolve, reject) => {
    let output = '';
    appliance.stdout!.on('data', (text: string) => {
      output += text;
      const match = /^counters (.*)$/m.exec(output);
      if (match !== null) resolve(JSON.parse(match[1]!));
    });
    appliance.on('close', () => reject(new Error(`no counters:\n${output}`)));
    appliance.kill('SIGTERM');
  });
}

async function stream(namespace: Namespace, mode: string, port: number, total: number, seconds: number) {
  const result = await namespace.exec(process.execPath, [PEER, mode, '10.0.0.2', String(port), String(total)], seconds);
  expect(result.stderr).toBe('');
  return JSON.parse(result.stdout) as { digest: string; received: number; mbits: number };
}

describe.skipIf(why !== undefined)('a clean network', () => {
  let namespace: Namespace;
  let appliance: ChildProcess;
  let capture: ChildProcess;
  const folder = mkdtempSync(join(tmpdir(), 'morgana-kernel-'));
  const trace = join(folder, 'trace.pcap');

  beforeAll(async () => {
    namespace = new Namespace('clean');
    appliance = await namespace.start(process.execPath, [APPLIANCE, '--network=tap:tap0,10.0.0.1/24'], 'ready', 300);
    const tshark = ['-i', 'tap0', '-s', '200', '-w', trace, '-q', '-F', 'pcap'];
    capture = await namespace.start('tshark', tshark, 'Capturing on', 240);
  });
  afterAll(async () => {
    await namespace?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  test('ping: ten of ten, and one of 8,000 octets in fragments', async () => {
    expect(await namespace.ping('10.0.0.2', 10)).toBe(10);
    expect(await namespace.ping('10.0.0.2', 3, '-s', '8000')).toBe(3);
  });

  test('arping: every request is answered with our hardware address', async () => {
    const result = await namespace.exec('arping', ['-c', '3', '-W', '0.1', '-i', 'tap0', '10.0.0.2']);
    expect(result.stdout.toLowerCase()).toContain('02:00:00:00:00:02');
    expect(result.status).toBe(0);
  });

  test('curl: a page, a missing page, 64 MB down and up', async () => {
    const page = await namespace.exec('curl', ['-s', '-w', '%{http_code}', '-o', '/dev/null', 'http://10.0.0.2/1000']);
    expect(page.stdout).toBe('200');
    const missing = await namespace.exec('curl', ['-s', '-w', '%{http_code}', 'http://10.0.0.2/none']);
    expect(missing.stdout).toBe('no such page\n404');
    const file = join(folder, 'down');
    const down = await namespace.exec('sh', [
      '-c',
      `curl -s -o ${file} http://10.0.0.2/${MEGABYTES_64} && sha256sum ${file} && curl -s -T ${file} http://10.0.0.2/`,
    ]);
    const digest = patternDigest(MEGABYTES_64);
    expect(down.stdout).toBe(`${digest}  ${file}\n${digest}\n`);
  });

  test('streams of 64 MB in, out, and both ways at once', async () => {
    const digest = patternDigest(MEGABYTES_64);
    const inward = await stream(namespace, 'send', 9, MEGABYTES_64, 60);
    const outward = await stream(namespace, 'fetch', 19, MEGABYTES_64, 60);
    const both = await stream(namespace, 'echo', 7, MEGABYTES_64, 60);
    for (const result of [inward, outward, both]) expect(result.digest).toBe(digest);
    console.log(`tap, Mbit/s: in ${inward.mbits}, out ${outward.mbits}, both ways at once ${both.mbits} each`);
  });

  test('tshark finds no malformed packet and no bad checksum', { timeout: 300_000 }, async () => {
    const ended = new Promise((resolve) => capture.on('close', resolve));
    capture.kill('SIGINT');
    await ended;
    const options = ['-o', 'ip.check_checksum:TRUE', '-o', 'tcp.check_checksum:TRUE', '-o', 'udp.check_checksum:TRUE'];
    // The kernel leaves checksums to the tap device, so only ours can be judged; the capture is cut, so only short packets.
    const ours = 'eth.src==02:00:00:00:00:02 && frame.cap_len==frame.len';
    const bad = `(_ws.malformed && frame.cap_len==frame.len) || (${ours} && (ip.checksum.status==0 || tcp.checksum.status==0 || udp.checksum.status==0 || icmp.checksum.status==0))`;
    const wrong = await namespace.exec('tshark', ['-r', trace, ...options, '-Y', bad], 120);
    expect(wrong.stdout).toBe('');
    const judged = await namespace.exec(
      'tshark',
      ['-r', trace, ...options, '-Y', `${ours} && tcp.checksum.status==1`],
      120,
    );
    expect(judged.stdout.split('\n').length).toBeGreaterThan(1000);
  });

  test('the counters say that nothing was dropped', async () => {
    const { ipv4, tcp } = (await counters(appliance)) as { ipv4: { drops: object }; tcp: Record<string, number> };
    expect(tcp.droppedChecksum).toBe(0);
    expect(tcp.droppedMalformed).toBe(0);
    expect(Object.entries(ipv4.drops).filter(([reason, count]) => reason !== 'notForUs' && count !== 0)).toEqual([]);
  });
});

describe.skipIf(why !== undefined)('a bad network: loss 2 %, 20 ms, reordering, each way', () => {
  let namespace: Namespace;
  beforeAll(async () => {
    namespace = new Namespace('bad');
    const options = ['--network=tap:tap0,10.0.0.1/24', '--faults=0.02,10,0.02', '--seed=42'];
    await namespace.start(process.execPath, [APPLIANCE, ...options], 'ready', 600);
  });
  afterAll(() => namespace?.close());

  test.each([
    ['send', 9],
    ['fetch', 19],
  ])(
    '%s 64 MB in eight connections, hashes equal',
    async (mode, port) => {
      const share = MEGABYTES_64 / 8;
      const started = performance.now();
      const results = await Promise.all(Array.from({ length: 8 }, () => stream(namespace, mode, port, share, 240)));
      for (const { digest } of results) expect(digest).toBe(patternDigest(share));
      const seconds = (performance.now() - started) / 1000;
      console.log(`${mode}: 64 MB in ${seconds.toFixed(1)} s, ${((64 * 8) / seconds).toFixed(1)} Mbit/s`);
    },
    300_000,
  );
});
