/**
 * Programs compiled to machine code, next to the same bundle under Node: rates, peak memory, the longest pause of the
 * collector, size, the time to compile. Both run in turn; each prints what it computed, which must be the same.
 *
 *     npm run compiled -w benchmarks -- [--rounds 3] [--only pkt,tcp] [--optimization 2]
 */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { type CompileOptions, compileFile } from '@morgana/compiler';
import { build } from 'esbuild';
import { machine, median } from './harness.js';

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '3' },
    only: { type: 'string' },
    optimization: { type: 'string', default: '2' },
    keep: { type: 'string' },
  },
});
const rounds = Number(values.rounds);
const root = fileURLToPath(new URL('../../', import.meta.url));
const programs = join(root, 'benchmarks/compiled/programs');
const selected = values.only?.split(',');
const names = readdirSync(programs)
  .map((file) => basename(file, '.mjs'))
  .filter((name) => selected === undefined || selected.includes(name));

/** Texts that the programs import. */
const TEXTS: Record<string, () => string> = {
  'source-of-acorn': () =>
    readFileSync(
      createRequire(import.meta.url)
        .resolve('acorn')
        .replace(/\.js$/, '.mjs'),
      'utf8',
    ).slice(0, 60_000),
  documents: () =>
    ['README.md', 'CONTRIBUTING.md', 'docs/ARCHITECTURE.md'].map((f) => readFileSync(join(root, f), 'utf8')).join('\n'),
};

async function bundle(name: string, folder: string): Promise<string> {
  const outfile = join(folder, `${name}.mjs`);
  await build({
    entryPoints: [join(programs, `${name}.mjs`)],
    outfile,
    bundle: true,
    format: 'esm',
    target: 'esnext',
    platform: 'neutral',
    mainFields: ['module', 'main'],
    logLevel: 'error',
    plugins: [
      {
        name: 'texts',
        setup(plugin) {
          plugin.onResolve({ filter: /^(source-of-acorn|documents)$/ }, ({ path }) => ({ path, namespace: 'text' }));
          plugin.onLoad({ filter: /.*/, namespace: 'text' }, ({ path }) => ({
            contents: cutAtStatement(TEXTS[path]!()),
            loader: 'text',
          }));
        },
      },
    ],
  });
  return outfile;
}

/** Ends a text behind a line that closes a statement of the top level, should it be source text that was cut. */
function cutAtStatement(text: string): string {
  if (!text.startsWith('//')) return text;
  const end = text.lastIndexOf('\n};\n');
  return end < 0 ? text : text.slice(0, end + 4);
}

interface Run {
  readonly rates: Map<string, { rate: number; unit: string }>;
  /** What it printed besides. */
  readonly checks: string;
  /** Peak of resident memory, bytes. */
  readonly memory: number;
  /** Milliseconds. */
  readonly pause: number | null;
}

/** VmHWM is a high-water mark: reading it now and then loses only what happened in the last moment. */
function peakOf(child: ChildProcess): number {
  try {
    return Number(/VmHWM:\s*(\d+)/.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8'))?.[1] ?? 0) * 1024;
  } catch {
    return 0;
  }
}

function run(command: string, args: readonly string[]): Promise<Run> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, TZ: 'UTC' } });
    let output = '';
    let errors = '';
    let memory = 0;
    const watch = setInterval(() => {
      memory = Math.max(memory, peakOf(child));
    }, 25);
    child.stdout.on('data', (chunk: Buffer) => {
      output += chunk;
    });
    child.stderr.on('data', (chunk: Buffer) => {
      errors += chunk;
    });
    child.on('error', reject);
    child.on('close', (status) => {
      clearInterval(watch);
      if (status !== 0) return reject(new Error(`${command} ${args.join(' ')} ended with ${status}:\n${errors}`));
      const rates = new Map<string, { rate: number; unit: string }>();
      const checks: string[] = [];
      for (const line of output.split('\n')) {
        const result = /^RESULT (.*) ([\d.]+) (\S+)$/.exec(line);
        if (result === null) checks.push(line);
        else rates.set(result[1]!, { rate: Number(result[2]), unit: result[3]! });
      }
      const pause = /longest pause (\d+) us/.exec(errors)?.[1];
      resolve({
        rates,
        checks: checks.join('\n'),
        memory,
        pause: pause === undefined ? null : Number(pause) / 1000,
      });
    });
  });
}

/** Milliseconds from the start of a process to its end, median of 21. */
function lifetime(command: string, args: readonly string[]): number {
  const times = Array.from({ length: 21 }, () => {
    const start = performance.now();
    spawnSync(command, args);
    return performance.now() - start;
  });
  return median(times);
}

const megabytes = (bytes: number): string => `${(bytes / 1e6).toFixed(1)} MB`;
const figure = (rate: number): string =>
  rate >= 1000 ? Math.round(rate).toLocaleString('en-US') : rate.toPrecision(3);

const folder = values.keep ?? mkdtempSync(join(tmpdir(), 'morgana-compiled-'));
mkdirSync(folder, { recursive: true });
console.log(`${machine()}; medians of ${rounds} rounds; a ratio above 1: compiled is faster\n`);
console.log(
  'program           compiled       Node  ratio                 peak memory           pause    size  compile',
);
try {
  for (const name of names) {
    const source = await bundle(name, folder);
    const executable = join(folder, name);
    const start = performance.now();
    await compileFile(source, executable, {
      optimization: values.optimization as CompileOptions['optimization'] & string,
      strip: true,
    });
    const compileTime = (performance.now() - start) / 1000;
    const size = `${Math.round(statSync(executable).size / 1000)} KB`;
    if (name === 'hello') {
      const own = lifetime(executable, []);
      writeFileSync(join(folder, 'empty.mjs'), '');
      const node = lifetime(process.execPath, [source]);
      console.log(`start to end of hello: ${own.toFixed(2)} ms, Node ${node.toFixed(1)} ms; ${size}`);
      continue;
    }
    const ours: Run[] = [];
    const theirs: Run[] = [];
    for (let round = 0; round < rounds; round++) {
      ours.push(await run(executable, ['--heap-statistics']));
      theirs.push(await run(process.execPath, [source]));
      if (ours[round]!.checks !== theirs[round]!.checks)
        throw new Error(
          `${name} computes something else than under Node:\n${ours[round]!.checks}\nNode:\n${theirs[round]!.checks}`,
        );
    }
    const memory = [ours, theirs].map((runs) => Math.max(...runs.map((r) => r.memory)));
    const pauses = ours.map((r) => r.pause).filter((p) => p !== null);
    for (const [rate, { unit }] of ours[0]!.rates) {
      const [own, node] = [ours, theirs].map((runs) => median(runs.map((r) => r.rates.get(rate)!.rate)));
      console.log(
        [
          rate.padEnd(15),
          figure(own!).padStart(10),
          figure(node!).padStart(10),
          (own! / node!).toFixed(2).padStart(6),
          unit.padEnd(12),
          `${megabytes(memory[0]!)} of ${megabytes(memory[1]!)}`.padStart(22),
          (pauses.length === 0 ? '' : `${Math.max(...pauses).toFixed(2)} ms`).padStart(10),
          size.padStart(8),
          `${compileTime.toFixed(1)} s`.padStart(8),
        ].join(' '),
      );
    }
  }
} finally {
  if (values.keep === undefined) rmSync(folder, { recursive: true });
}
