/**
 * The stack of this working tree next to that of another commit, in one go: processes of both in turn, so that what the machine does
 * meanwhile falls on both. Wall time and processor time; medians over all rounds, ratios as medians over pairs.
 *
 *     npm run compare -w benchmarks -- COMMIT [--rows tcp-1500,udp-echo] [--pairs 5] [--peer]
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { build } from 'esbuild';
import { machine, median } from './harness.js';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    rows: { type: 'string', default: 'tcp-1500,tcp-9000,udp-echo,connections,http' },
    pairs: { type: 'string', default: '3' },
    rounds: { type: 'string', default: '3' },
    peer: { type: 'boolean', default: false },
  },
});
const [commit] = positionals;
if (commit === undefined) throw new Error('usage: npm run compare -w benchmarks -- COMMIT');
const root = fileURLToPath(new URL('../../', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'morgana-compare-'));

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

type Figures = readonly (readonly [wall: number, cpu: number])[];

function measure(file: string, row: string, peer = false): Figures {
  return JSON.parse(run(process.execPath, [file, row, values.rounds, ...(peer ? ['peer'] : [])]));
}

const middle = (figures: Figures, which: 0 | 1): number => median(figures.map((figure) => figure[which]));
const digits = (value: number): string =>
  value >= 1000 ? Math.round(value).toLocaleString('en-US') : value.toPrecision(3);

try {
  const before = join(folder, 'before');
  mkdirSync(before);
  run('sh', ['-c', `git archive ${commit} packages | tar -x -C ${before}`]);
  await bundle(before, join(folder, 'before.mjs'));
  await bundle(root, join(folder, 'now.mjs'));
  console.log(`${machine()}; ratios to ${run('git', ['log', '-1', '--format=%h, %s', commit]).trim()}`);
  for (const row of values.rows.split(',')) {
    const all: Record<'before' | 'now' | 'peer', Figures[]> = { before: [], now: [], peer: [] };
    for (let pair = 0; pair < Number(values.pairs); pair++) {
      for (const which of pair % 2 === 0 ? (['before', 'now'] as const) : (['now', 'before'] as const))
        all[which].push(measure(join(folder, `${which}.mjs`), row));
      if (values.peer) all.peer.push(measure(join(folder, 'now.mjs'), row, true));
    }
    const ratio = (which: 0 | 1) => median(all.now.map((now, i) => middle(now, which) / middle(all.before[i]!, which)));
    const line = (['before', 'now'] as const)
      .map((which) => `${which} ${digits(middle(all[which].flat(), 0))} (cpu ${digits(middle(all[which].flat(), 1))})`)
      .join(', ');
    const peer = values.peer ? `, node's own ${digits(middle(all.peer.flat(), 0))}` : '';
    console.log(`  ${row.padEnd(16)} ${line}: ${ratio(0).toFixed(2)} x wall, ${ratio(1).toFixed(2)} x cpu${peer}`);
  }
} finally {
  rmSync(folder, { recursive: true });
}
