/**
 * The DNS server as an image for spt on a tap device, next to NSD over a veth pair: dnsperf in a namespace of its own, each server
 * on one core and dnsperf on the other. And the packets themselves, compiled and under Node. Needs root, gcc, dnsperf, nsd.
 */
import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build, findFreshImage } from '@morgana/linker';
import { tender } from '@morgana/tender';
import { benchmark, machine, median } from './harness.js';
import { IMAGE, inside, KERNEL, MAC, makeNamespaces, removeNamespaces } from './namespaces.js';

if (process.getuid?.() !== 0) {
  console.error('dns-spt: run as root: it makes network namespaces');
  process.exit(1);
}
const PARTS = ['packets', 'start', 'tap'] as const;
const asked = process.argv.slice(2);
for (const part of asked)
  if (!(PARTS as readonly string[]).includes(part)) throw new Error(`${part}: the parts are ${PARTS.join(', ')}`);
const wanted = (part: (typeof PARTS)[number]): boolean => asked.length === 0 || asked.includes(part);

const HERE = join(import.meta.dirname, '..');
const CLIENT = `morgana-dns-${process.pid}`;
const SERVER = `${CLIENT}-s`;
const NAMES = 1000;
const folder = mkdtempSync(join(tmpdir(), 'morgana-bench-'));
// Below this folder, where the packages are found.
const server = join(HERE, 'dns', '.server');
const name = (i: number): string => `host${String(i).padStart(6, '0')}`;

async function image(root: string, target: 'spt' | 'unix' | 'node'): Promise<string> {
  return ((await findFreshImage({ root, target })) ?? (await build({ root, target }))).output;
}

async function stop(child: ChildProcess | undefined): Promise<void> {
  if (child === undefined || child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGTERM');
  await ended;
}

console.log(machine());
if (wanted('packets')) {
  const root = join(HERE, 'dns', 'packets');
  const [unix, node] = [await image(root, 'unix'), await image(root, 'node')];
  const rate = (command: string, ...args: string[]): number =>
    median(
      execFileSync(command, [...args, '--rounds=1'], { encoding: 'utf8' })
        .trim()
        .split('\n')
        .map(Number),
    );
  for (const prefix of ['host', 'none']) {
    const run = (title: string, command: string, names: number, ...args: string[]) => ({
      name: `${title}, ${names.toLocaleString('en-US')} names`,
      run: async () => rate(command, ...args, `--names=${names}`, `--prefix=${prefix}`),
    });
    await benchmark({
      title: `Packet to packet${prefix === 'none' ? ', no such name' : ''}`,
      unit: 'queries/s',
      rounds: 3,
      contenders: [
        run('Node', process.execPath, 1000, node),
        run('compiled', unix, 1000),
        run('Node', process.execPath, 100_000, node),
        run('compiled', unix, 100_000),
      ],
    });
  }
}

let ours: ChildProcess | undefined;
let nsd: ChildProcess | undefined;
try {
  if (!wanted('start') && !wanted('tap')) process.exit(0);
  const lines = ['$TTL 3600', '@ SOA ns1 hostmaster 1 7200 3600 604800 300', '@ NS ns1', 'ns1 A 192.0.2.1'];
  for (let i = 0; i < NAMES; i++) lines.push(`${name(i)} A 10.0.${i >>> 8}.${i & 255}`);
  const zone = `${lines.join('\n')}\n`;
  cpSync(join(HERE, '..', 'docs', 'examples', 'dns-server'), server, {
    recursive: true,
    filter: (path) => !/node_modules|dist|\.morgana|zones./.test(path),
  });
  mkdirSync(join(server, 'zones'), { recursive: true });
  writeFileSync(join(server, 'zones', 'example.com'), zone);
  const built = await image(server, 'spt');
  console.log(`dns-server.spt with a zone of ${NAMES} names: ${(statSync(built).size / 1000).toFixed(0)} KB, stripped`);
  const load = join(folder, 'load');
  execFileSync('gcc', ['-O2', '-pthread', join(HERE, 'solo5', 'load.c'), join(HERE, 'solo5', 'bare.c'), '-o', load]);

  makeNamespaces(CLIENT, SERVER);

  const command = [
    ...[await tender('spt'), '--mem=64', '--net:network=tap0', `--net-mac:network=${MAC}`],
    ...[built, `--ipv4=${IMAGE}/24`],
  ];
  if (wanted('start')) {
    const question = `${name(1)}.example.com`;
    const starts = Array.from({ length: 11 }, () => {
      const args = inside(CLIENT, load, 'first-dns', IMAGE, question, ...command);
      return execFileSync('ip', args, { encoding: 'utf8' }).trim().split(' ').map(Number);
    });
    const column = (i: number) => starts.map((row) => row[i]!);
    console.log(
      `start to first answer ${median(column(0)).toFixed(2)} ms [${Math.min(...column(0))}, ${Math.max(...column(0))}], ` +
        `processor time ${median(column(2)).toFixed(2)} ms, ${median(column(1))} KB resident`,
    );
  }
  if (wanted('tap')) {
    const questions = join(folder, 'questions');
    let text = '';
    for (let i = 0; i < 10_000; i++) text += `${name((i * 7919) % NAMES)}.example.com A\n`;
    writeFileSync(questions, text);
    writeFileSync(join(folder, 'example.com'), zone);
    writeFileSync(
      join(folder, 'nsd.conf'),
      `server:\n  ip-address: ${KERNEL}\n  server-count: 1\n  username: ""\n  chroot: ""\n  zonesdir: "${folder}"\n` +
        `  database: ""\n  pidfile: "${folder}/nsd.pid"\n  xfrdfile: ""\n  zonelistfile: "${folder}/zone.list"\n` +
        `remote-control:\n  control-enable: no\nzone:\n  name: "example.com"\n  zonefile: "example.com"\n`,
    );
    const dnsperf = (host: string): number => {
      const args = inside(
        CLIENT,
        'taskset',
        '-c',
        '1',
        'dnsperf',
        '-s',
        host,
        '-d',
        questions,
        '-c',
        '8',
        '-q',
        '64',
        '-l',
        '2',
      );
      const { stdout, stderr } = spawnSync('ip', args, { encoding: 'utf8' });
      const found = /Queries per second:\s+([\d.]+)/.exec(stdout);
      if (found === null) throw new Error(`dnsperf: ${stdout}${stderr}`);
      return Number(found[1]);
    };
    const stdio = ['ignore', 'ignore', 'inherit'] as const;
    ours = spawn('ip', inside(CLIENT, 'taskset', '-c', '0', ...command), { stdio: [...stdio] });
    nsd = spawn('ip', inside(SERVER, 'taskset', '-c', '0', 'nsd', '-d', '-c', join(folder, 'nsd.conf')), {
      stdio: [...stdio],
    });
    await new Promise((resolve) => setTimeout(resolve, 1000));
    await benchmark({
      title: `dnsperf, ${NAMES} names, one core for the server`,
      unit: 'queries/s',
      rounds: 5,
      contenders: [
        { name: 'NSD over veth', run: async () => dnsperf(KERNEL) },
        { name: 'image for spt on tap', run: async () => dnsperf(IMAGE) },
      ],
    });
  }
} finally {
  for (const child of [ours, nsd]) await stop(child);
  removeNamespaces(CLIENT, SERVER);
  rmSync(folder, { recursive: true, force: true });
}
