/** The rows of `compare`, bundled once with the packages of each version. */
import type { Stack } from '@morgana/flow';
import { createClock, openHostStack } from '@morgana/runtime-node';
import { setDefaultClock } from '@morgana/time';
import { SERVER, SERVER6, stacks } from './stacks.js';
import { connections, echoes, keepAlive, transfer } from './workloads.js';

/** What one row does over two stacks, and its figure. */
type Work = (server: Stack, client: Stack, address: string, scale: number) => Promise<number>;

const bulk: Work = (server, client, address, scale) => transfer(server, client, address, scale * (128 << 20));
const echo: Work = (server, client, address, scale) => echoes(server, client, address, scale * 150_000);
const open: Work = (server, client, address, scale) => connections(server, client, address, scale * 20_000);
const http: Work = (server, client, address, scale) => keepAlive(server, client, address, scale * 30_000);

interface Row {
  readonly work: Work;
  readonly mtu?: number;
  readonly address?: string;
  /** By how much less the kernel's sockets do in the same time. */
  readonly peer: number;
}

const ROWS: Readonly<Record<string, Row>> = {
  'tcp-1500': { mtu: 1500, work: bulk, peer: 1 },
  'tcp-9000': { mtu: 9000, work: bulk, peer: 1 },
  'udp-echo': { work: echo, peer: 1 / 10 },
  connections: { work: open, peer: 1 / 20 },
  http: { work: http, peer: 1 / 5 },
  'tcp-1500-ipv6': { mtu: 1500, address: SERVER6, work: bulk, peer: 1 },
  'tcp-9000-ipv6': { mtu: 9000, address: SERVER6, work: bulk, peer: 1 },
  'udp-echo-ipv6': { address: SERVER6, work: echo, peer: 1 / 10 },
  'connections-ipv6': { address: SERVER6, work: open, peer: 1 / 20 },
};

/** A figure, and what it would be if only the processor's time of this process counted. */
export type Figure = readonly [wall: number, cpu: number];

/** One measured run of some tenths of a second. */
export async function once(name: string, overKernel: boolean): Promise<Figure> {
  const row = ROWS[name];
  if (row === undefined) throw new Error(`${name}: no such row; there are ${Object.keys(ROWS).join(', ')}`);
  setDefaultClock(createClock());
  const pair = overKernel ? undefined : stacks(row.mtu === undefined ? {} : { mtu: row.mtu });
  const host = overKernel ? openHostStack() : undefined;
  const cpu = process.cpuUsage();
  const started = performance.now();
  const figure =
    pair === undefined
      ? await row.work(host!, host!, '127.0.0.1', row.peer)
      : await row.work(pair.server, pair.client, row.address ?? SERVER, 1);
  const elapsed = performance.now() - started;
  const { user, system } = process.cpuUsage(cpu);
  await pair?.close();
  await host?.close();
  return [figure, (figure * elapsed * 1000) / (user + system)];
}
