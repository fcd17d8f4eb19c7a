/**
 * An image for spt on a tap device, loaded from the Linux kernel's stack in a namespace of its own; next to it the kernel's
 * services over a veth pair, and a loop in C on the same tap that does no more than it must. Needs root and gcc.
 */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build, findFreshImage } from '@morgana/linker';
import { tender } from '@morgana/tender';
import { benchmark, machine, median } from './harness.js';
import { IMAGE, inside, KERNEL, MAC, makeNamespaces, removeNamespaces } from './namespaces.js';

if (process.getuid?.() !== 0) {
  console.error('spt: run as root: it makes network namespaces');
  process.exit(1);
}

/** What to measure; all of it takes some minutes. */
const PARTS = ['start', 'udp', 'tcp', 'http', 'memory'] as const;
const asked = process.argv.slice(2);
for (const part of asked)
  if (!(PARTS as readonly string[]).includes(part)) throw new Error(`${part}: the parts are ${PARTS.join(', ')}`);
const wanted = (part: (typeof PARTS)[number]): boolean => asked.length === 0 || asked.includes(part);

const SOURCES = join(import.meta.dirname, '..', 'solo5');
const EXAMPLES = join(import.meta.dirname, '..', '..', 'docs', 'examples');
const CLIENT = `morgana-bench-${process.pid}`;
const SERVER = `${CLIENT}-s`;
const folder = mkdtempSync(join(tmpdir(), 'morgana-bench-'));
const load = join(folder, 'load');

/** One figure of the load program; the rest of its line in `more`. */
function measure(...args: string[]): number {
  const output = execFileSync('ip', inside(CLIENT, 'timeout', '200', load, ...args), { encoding: 'utf8' });
  return Number(output.trim().split(' ')[0]);
}

function start(namespace: string, ...command: string[]): ChildProcess {
  return spawn('ip', inside(namespace, 'timeout', '600', ...command), { stdio: ['ignore', 'ignore', 'inherit'] });
}

async function stop(child: ChildProcess | undefined): Promise<void> {
  if (child === undefined || child.exitCode !== null) return;
  const ended = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGTERM');
  await ended;
}

async function whenAnswering(host: string): Promise<void> {
  for (let tries = 0; measure('udp', host, '0.05', '1') === 0; tries++) {
    if (tries === 100) throw new Error(`${host} does not answer`);
  }
}

/** Seconds that the image's process has run, in the kernel too. */
const processorTime = (child: ChildProcess): number =>
  Number(readFileSync(`/proc/${tenderOf(child)}/schedstat`, 'utf8').split(' ')[0]) / 1e9;

const tenderOf = (child: ChildProcess): string => {
  const [process] = readFileSync(`/proc/${child.pid}/task/${child.pid}/children`, 'utf8').trim().split(' ');
  if (!process) throw new Error('the image has ended: its console says why');
  return process;
};

/** Resident memory of the image's process in KB: now, or at its peak. */
const memory = (child: ChildProcess, what: 'VmRSS' | 'VmHWM'): number => {
  const status = readFileSync(`/proc/${tenderOf(child)}/status`, 'utf8');
  return Number(new RegExp(`${what}:\\s+(\\d+)`).exec(status)?.[1]);
};

let image: ChildProcess | undefined;
let kernel: ChildProcess | undefined;
let bare: ChildProcess | undefined;
try {
  execFileSync('gcc', ['-O2', '-pthread', join(SOURCES, 'load.c'), join(SOURCES, 'bare.c'), '-o', load]);
  const program = await tender('spt');
  const images = new Map<string, string>();
  for (const root of [
    join(EXAMPLES, 'hello'),
    join(EXAMPLES, 'echo'),
    join(EXAMPLES, 'website'),
    join(SOURCES, 'services'),
  ]) {
    const built = (await findFreshImage({ root, target: 'spt' })) ?? (await build({ root, target: 'spt' }));
    images.set(built.graph.name, built.output);
    console.log(`${built.graph.name}.spt: ${(statSync(built.output).size / 1000).toFixed(0)} KB, stripped`);
  }

  makeNamespaces(CLIENT, SERVER);
  console.log(machine());

  const command = (name: string, megabytes: number): string[] => [
    ...[program, `--mem=${megabytes}`, '--net:network=tap0', `--net-mac:network=${MAC}`],
    ...[images.get(name)!, `--ipv4=${IMAGE}/24`],
  ];
  if (wanted('start')) {
    const starts = Array.from({ length: 11 }, () => measure('first', IMAGE, ...command('echo', 64)));
    console.log(
      `echo: start to first answer ${median(starts).toFixed(2)} ms [${Math.min(...starts)}, ${Math.max(...starts)}]`,
    );
    const smallest = [2, 3, 4, 5, 6, 7, 8, 10, 12, 16, 24, 32].find((megabytes) => {
      try {
        return measure('first', IMAGE, ...command('echo', megabytes)) > 0;
      } catch {
        return false;
      }
    });
    console.log(`echo: smallest --mem that answers: ${smallest} MB`);
  }

  kernel = start(SERVER, load, 'serve');
  await whenAnswering(KERNEL);
  const useImage = async (): Promise<string> => {
    await stop(bare);
    bare = undefined;
    if (image === undefined) {
      image = start(CLIENT, ...command('services', 32));
      await whenAnswering(IMAGE);
    }
    return IMAGE;
  };
  const useBare = async (): Promise<string> => {
    await stop(image);
    image = undefined;
    bare ??= start(CLIENT, load, 'bare', 'tap0');
    await whenAnswering(IMAGE);
    return IMAGE;
  };
  const against = async (title: string, unit: string, mode: string, ...more: string[]): Promise<void> => {
    const perProcessorSecond: number[] = [];
    const measureImage = async (): Promise<number> => {
      const host = await useImage();
      const before = processorTime(image!);
      const figure = measure(mode, host, '1', ...more);
      perProcessorSecond.push(figure / (processorTime(image!) - before));
      return figure;
    };
    await benchmark({
      title,
      unit,
      contenders: [
        { name: 'bare loop in C on the same tap', run: async () => measure(mode, await useBare(), '1', ...more) },
        { name: 'image for spt on tap', run: measureImage },
        { name: 'Linux kernel over veth', run: async () => measure(mode, KERNEL, '1', ...more) },
      ],
    });
    const figures = perProcessorSecond.slice(1).map(Math.round);
    console.log(`  the image in a second of its processor time: ${median(figures)}, at best ${Math.max(...figures)}`);
  };
  if (wanted('udp')) {
    await against('UDP echo, 64 octets, 32 in flight', 'echoes/s', 'udp', '32');
    await against('UDP echo, one in flight', 'echoes/s', 'udp', '1');
  }
  if (wanted('tcp')) {
    await against('TCP in, one flow', 'Mbit/s', 'in');
    await against('TCP out, one flow', 'Mbit/s', 'out');
    await against('TCP connections, 8 in flight', 'connections/s', 'connect', '8');
    await against('TCP connections, one in flight', 'connections/s', 'connect', '1');
  }
  if (wanted('http')) await against('HTTP keep-alive, 1 KB answers, 8 connections', 'answers/s', 'http', '8');
  if (wanted('memory')) {
    await useImage();
    const now = (what: string): void =>
      console.log(`${what}: ${memory(image!, 'VmRSS')} KB resident, ${memory(image!, 'VmHWM')} KB at most, --mem=32`);
    now('\nservices at the start');
    for (let thousands = 250; thousands <= 1000; thousands += 250) {
      measure('requests', IMAGE, '250000', '8');
      now(`after ${thousands},000 requests`);
    }
    console.log(`flood: ${measure('flood', IMAGE, '20000')} of 20,000 connections were taken`);
    now('after it');
    console.log(`flood: ${measure('flood', IMAGE, '20000')} of 20,000 connections were taken`);
    now('after it');
    console.log(`alive: ${measure('http', IMAGE, '1', '8')} answers/s, ${measure('udp', IMAGE, '1', '32')} echoes/s`);
  }
} finally {
  for (const child of [image, kernel, bare]) await stop(child);
  removeNamespaces(CLIENT, SERVER);
  rmSync(folder, { recursive: true, force: true });
}
