/** One row of `compare`, in a process of its own: `node rows.mjs ROW ROUNDS`. Prints wall and processor rates of each round. */

import type { Stack } from '@morgana/flow';
import * as runtime from '@morgana/runtime-node';
import { openHostStack } from '@morgana/runtime-node';
import { setDefaultClock } from '@morgana/time';
import { SERVER, SERVER6, stacks } from './stacks.js';
import { connections, echoes, keepAlive, transfer } from './workloads.js';

/** Over two stacks: what a run does, and its figure. */
type Work = (server: Stack, client: Stack, address: string) => Promise<number>;

interface Row {
  readonly mtu?: number;
  readonly address?: string;
  readonly work: Work;
  /** The same for the kernel's sockets, which are slower in all but one. */
  readonly peer: Work;
}

const bulk: Work = (server, client, address) => transfer(server, client, address, 384 << 20);
const echo: Work = (server, client, address) => echoes(server, client, address, 600_000);
const open: Work = (server, client, address) => connections(server, client, address, 60_000);
const http: Work = (server, client, address) => keepAlive(server, client, address, 120_000);

const ROWS: Readonly<Record<string, Row>> = {
  'tcp-1500': { mtu: 1500, work: bulk, peer: bulk },
  'tcp-9000': { mtu: 9000, work: (s, c, a) => transfer(s, c, a, 768 << 20), peer: bulk },
  'udp-echo': { work: echo, peer: (s, c, a) => echoes(s, c, a, 50_000) },
  connections: { work: open, peer: (s, c, a) => connections(s, c, a, 5_000) },
  http: { work: http, peer: (s, c, a) => keepAlive(s, c, a, 20_000) },
  'tcp-1500-ipv6': { mtu: 1500, address: SERVER6, work: bulk, peer: bulk },
  'tcp-9000-ipv6': { mtu: 9000, address: SERVER6, work: (s, c, a) => transfer(s, c, a, 768 << 20), peer: bulk },
  'udp-echo-ipv6': { address: SERVER6, work: echo, peer: echo },
  'connections-ipv6': { address: SERVER6, work: open, peer: open },
};

const [name = '', rounds = '3', peer] = process.argv.slice(2);
const row = ROWS[name];
if (row === undefined) throw new Error(`${name}: no such row; there are ${Object.keys(ROWS).join(', ')}`);
setDefaultClock(runtime.createClock());

async function once({
  mtu,
  address = SERVER,
  work,
  peer: peerWork,
}: Row): Promise<readonly [wall: number, cpu: number]> {
  const pair = peer === undefined ? stacks(mtu === undefined ? {} : { mtu }) : undefined;
  const host = pair === undefined ? openHostStack() : undefined;
  const cpu = process.cpuUsage();
  const started = performance.now();
  const figure =
    pair === undefined ? await peerWork(host!, host!, '127.0.0.1') : await work(pair.server, pair.client, address);
  const elapsed = performance.now() - started;
  const { user, system } = process.cpuUsage(cpu);
  await pair?.close();
  await host?.close();
  return [figure, (figure * elapsed) / ((user + system) / 1000)];
}

await once(row);
const figures: (readonly [number, number])[] = [];
for (let round = 0; round < Number(rounds); round++) figures.push(await once(row));
console.log(JSON.stringify(figures));
process.exit(0);
