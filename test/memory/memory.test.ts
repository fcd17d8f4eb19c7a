/** Traffic does not make an appliance grow: heap and buffers after collection, before and after. */
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';

const run = promisify(execFile);

async function growth(what: string, count: number): Promise<number> {
  const script = join(import.meta.dirname, 'traffic.mjs');
  const { stdout } = await run(process.execPath, ['--expose-gc', script, what, String(count)], { timeout: 120_000 });
  const figures = JSON.parse(stdout) as { heap: number[]; growth: number };
  console.log(`${what}: ${count.toLocaleString('en-US')}, heap in octets: ${figures.heap.join(' -> ')}`);
  return figures.growth;
}

test('1,000,000 datagrams leave nothing behind', async () => {
  // A fifth of an octet for each of a round: code, caches and measuring itself, no datagram.
  expect(await growth('datagrams', 1_000_000)).toBeLessThan(100_000);
}, 130_000);

test('100,000 connections leave nothing behind', async () => {
  expect(await growth('connections', 100_000)).toBeLessThan(200_000);
}, 130_000);

test('10,000 idle connections cost at most 4 KB a pair: 2 KB an end', async () => {
  expect((await growth('idle', 10_000)) / 5_000).toBeLessThan(4096);
}, 130_000);
