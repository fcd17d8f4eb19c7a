/**
 * Writes packages/NAME/hot.json: what the workloads of benchmarks/profile show of the functions of each package. Each workload is a
 * process of its own under V8's precise coverage, in virtual time and with seeded chance: the same sources make the same files.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { profilesOf } from '@morgana/compiler';
import { build, countFunctions, PROFILE_FILE, profileText, readRun } from '@morgana/linker';
import { root } from './lib.mjs';

const { output } = await build({ root: join(root, 'benchmarks', 'profile'), target: 'node' });

function node(options, environment) {
  const env = { ...process.env, ...environment };
  const { status, stdout, stderr } = spawnSync(process.execPath, [output, ...options], { env, encoding: 'utf8' });
  if (status !== 0) throw new Error(`${options.join(' ')}: ${stdout}${stderr}`);
  return stdout;
}

function run(workload) {
  const coverage = mkdtempSync(join(tmpdir(), 'morgana-profile-'));
  try {
    node([`--workload=${workload}`], { NODE_V8_COVERAGE: coverage });
    return { ...readRun(coverage, output), warm: workload.startsWith('warm-') };
  } finally {
    rmSync(coverage, { recursive: true, force: true });
  }
}

/** What is in images. */
const includes = (name, file) =>
  name.startsWith('@morgana/') && name !== '@morgana/runtime-node' && !file.startsWith('src/testing/');

const runs = node([]).trim().split('\n').map(run);
for (const [name, profile] of profilesOf(runs, includes)) {
  writeFileSync(join(root, 'packages', name.slice('@morgana/'.length), PROFILE_FILE), profileText(profile));
  const { hot, warm } = countFunctions(profile);
  console.log(`${name}: ${hot} functions are hot, ${warm} warm`);
}
