/**
 * HTTP keep-alive, 1 KB answers, wrk with 8 connections in a namespace of its own: our server on our stack on a tap device
 * (held by socat, a datagram a frame), and node:http on the kernel's over a veth pair. Needs root, wrk and socat.
 */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { join } from 'node:path';
import { benchmark, machine } from './harness.js';

if (process.getuid?.() !== 0) {
  console.error('http-tap: run as root: it makes network namespaces');
  process.exit(1);
}

const CLIENT = `morgana-bench-${process.pid}`;
const SERVER = `${CLIENT}-s`;
const ip = (...args: string[]): string => execFileSync('ip', args, { encoding: 'utf8' });

function start(namespace: string, kind: string): Promise<ChildProcess> {
  const server = join(import.meta.dirname, 'http-server.js');
  const child = spawn('timeout', ['300', 'ip', 'netns', 'exec', namespace, process.execPath, server, kind], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  return new Promise((resolve, reject) => {
    child.stdout.once('data', () => resolve(child));
    child.once('exit', (code) => reject(new Error(`the ${kind} server ended with status ${code}`)));
  });
}

async function wrk(address: string): Promise<number> {
  const args = ['netns', 'exec', CLIENT, 'timeout', '30', 'wrk', '-t1', '-c8', '-d2s', `http://${address}/`];
  const child = spawn('ip', args, { stdio: ['ignore', 'pipe', 'inherit'] });
  let output = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (output += text));
  await new Promise((resolve) => child.on('close', resolve));
  const figure = /Requests\/sec:\s+([\d.]+)/.exec(output)?.[1];
  if (figure === undefined || /Socket errors|Non-2xx/.test(output)) throw new Error(`wrk says:\n${output}`);
  return Number(figure);
}

const children: ChildProcess[] = [];
try {
  for (const name of [CLIENT, SERVER]) {
    ip('netns', 'add', name);
    ip('-n', name, 'link', 'set', 'lo', 'up');
  }
  ip('link', 'add', 'veth0', 'netns', CLIENT, 'type', 'veth', 'peer', 'name', 'veth1', 'netns', SERVER);
  ip('-n', CLIENT, 'addr', 'add', '10.0.1.1/24', 'dev', 'veth0');
  ip('-n', CLIENT, 'link', 'set', 'veth0', 'up');
  ip('-n', SERVER, 'addr', 'add', '10.0.1.2/24', 'dev', 'veth1');
  ip('-n', SERVER, 'link', 'set', 'veth1', 'up');
  children.push(await start(SERVER, 'node'), await start(CLIENT, 'tap'));
  console.log(machine());
  await benchmark({
    title: 'HTTP keep-alive from another process, 1 KB answers, 8 connections, wrk',
    unit: 'requests/s',
    contenders: [
      { name: 'node:http, kernel, veth', run: () => wrk('10.0.1.2') },
      { name: 'morgana, tap through socat', run: () => wrk('10.0.0.2') },
    ],
  });
} finally {
  for (const child of children) child.kill('SIGTERM');
  for (const name of [CLIENT, SERVER]) ip('netns', 'del', name);
}
