/**
 * The stack of this working tree next to that of another commit. Each row is a process that holds both and lets them run in turn, some
 * tenths of a second each, so that what else the machine does falls on both. In every second process the other one is loaded and warmed up
 * first: whichever comes second is slower (the same code twice: by up to a tenth). Figures are medians, ratios medians over pairs, of the
 * two kinds of process in the geometric mean.
 *
 *     npm run compare -w benchmarks -- COMMIT [--rows tcp-1500,udp-echo] [--pairs 12] [--processes 2]
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { build } from 'esbuild';
import type { Figure, once } from './compare-rows.js';
import { machine, median } from './harness.js';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    rows: { type: 'string', default: 'tcp-1500,tcp-9000,udp-echo,connections,http' },
    pairs: { type: 'string', default: '12' },
    /** An even number. */
    processes: { type: 'string', default: '2' },
    /** In the process of a row: where the bundles are. */
    bundles: { type: 'string' },
    first: { type: 'string', default: 'before' },
  },
});
const root = fileURLToPath(new URL('../../', import.meta.url));

function run(command: string, args: readonly string[]): string {
  const { status, stdout, stderr } = spawnSync(command, args, { cwd: root, encoding: 'utf8', maxBuffer: 1 << 28 });
  if (status !== 0) throw new Error(`${command} ${args.join(' ')}: ${stderr}`);
  return stdout;
}

/** The rows of this tree over the packages of `tree`. */
async function bundle(tree: string, outfile: string): Promise<void> {
  await build({
    entryPoints: [join(root, 'benchmarks/src/compare-rows.ts')],
    outfile,
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    logLevel: 'error',
    nodePaths: [join(root, 'node_modules')],
    plugins: [
      {
        name: 'packages',
        setup(setup) {
          setup.onResolve({ filter: /^@morgana\// }, ({ path }) => {
            const [, name = '', ...rest] = path.split('/');
            const at = join(tree, 'packages', name);
            const { exports } = JSON.parse(readFileSync(join(at, 'package.json'), 'utf8'));
            return { path: join(at, exports[['.', ...rest].join('/')].source), sideEffects: false };
          });
        },
      },
    ],
  });
}

type Version = 'before' | 'now' | 'peer';
type Figures = Record<Version, Figure[]>;

/** In a process of its own: all three in turn. */
async function measure(row: string, folder: string, first: Version): Promise<Figures> {
  const load = async (name: string): Promise<typeof once> =>
    (await import(pathToFileURL(join(folder, `${name}.mjs`)).href)).once;
  const second = first === 'now' ? 'before' : 'now';
  const loaded = { [first]: await load(first), [second]: await load(second) };
  const { before, now } = loaded as Record<'before' | 'now', typeof once>;
  const runs: Record<Version, () => Promise<Figure>> = {
    before: () => before(row, false),
    now: () => now(row, false),
    peer: () => now(row, true),
  };
  for (const version of [first, second, first, second, 'peer'] as const) await runs[version]();
  const figures: Figures = { before: [], now: [], peer: [] };
  for (let pair = 0; pair < Number(values.pairs); pair++) {
    const order: Version[] = pair % 2 === 0 ? [first, second] : [second, first];
    if (pair % 4 === 0) order.push('peer');
    for (const version of order) figures[version].push(await runs[version]());
  }
  return figures;
}

const wall = (figure: Figure): number => figure[0];
const cpu = (figure: Figure): number => figure[1];
const digits = (value: number): string =>
  value >= 1000 ? Math.round(value).toLocaleString('en-US') : value.toPrecision(3);

/** Ratios of the pairs of one kind of process, then of both kinds. */
function ratio(processes: readonly Figures[], of: (figure: Figure) => number): number {
  const kinds = [0, 1].map((kind) => processes.filter((_, i) => i % 2 === kind)).filter((kind) => kind.length > 0);
  const medians = kinds.map((kind) =>
    median(kind.flatMap(({ before, now }) => now.map((figure, i) => of(figure) / of(before[i]!)))),
  );
  return medians.reduce((product, value) => product * value, 1) ** (1 / medians.length);
}

function report(row: string, processes: readonly Figures[]): void {
  const all = (version: Version) => processes.flatMap((figures) => figures[version]);
  const line = (['before', 'now'] as const).map(
    (version) => `${digits(median(all(version).map(wall)))} (cpu ${digits(median(all(version).map(cpu)))})`,
  );
  const [byWall, byCpu] = [wall, cpu].map((of) => ratio(processes, of).toFixed(2));
  const others = median(all('peer').map(wall));
  const toPeer = (median(all('now').map(wall)) / others).toFixed(2);
  console.log(
    `  ${row.padEnd(16)} ${line.join(' -> ')}: ${byWall} x wall, ${byCpu} x cpu; Node's own ${digits(others)}: ${toPeer} x`,
  );
}

if (values.bundles !== undefined) {
  console.log(JSON.stringify(await measure(values.rows, values.bundles, values.first as Version)));
  process.exit(0);
}
const [commit] = positionals;
if (commit === undefined) throw new Error('usage: npm run compare -w benchmarks -- COMMIT');
const folder = mkdtempSync(join(tmpdir(), 'morgana-compare-'));
try {
  const tree = join(folder, 'tree');
  mkdirSync(tree);
  run('sh', ['-c', `git archive ${commit} packages | tar -x -C ${tree}`]);
  await bundle(tree, join(folder, 'before.mjs'));
  await bundle(root, join(folder, 'now.mjs'));
  console.log(`${machine()}; ratios to ${run('git', ['log', '-1', '--format=%h, %s', commit]).trim()}`);
  for (const row of values.rows.split(',')) {
    const processes: Figures[] = [];
    for (let i = 0; i < Number(values.processes); i++) {
      const first = i % 2 === 0 ? 'before' : 'now';
      const args = ['--bundles', folder, '--rows', row, '--pairs', values.pairs, '--first', first];
      processes.push(JSON.parse(run(process.execPath, [fileURLToPath(import.meta.url), ...args])));
    }
    report(row, processes);
  }
} finally {
  rmSync(folder, { recursive: true });
}
