/**
 * Writes packages/NAME/hot.json: what the workloads of benchmarks/profile show of the functions of each package. Each workload is a
 * process of its own under V8's precise coverage, in virtual time: the same sources make the same files. `--check` writes nothing and
 * fails where a file is not what it would write.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { profilesOf } from '@morgana/compiler';
import { build } from '@morgana/linker';

const root = resolve(import.meta.dirname, '..');
const { output } = await build({ root: join(root, 'benchmarks', 'profile'), target: 'node' });
const path = join(output, 'main.mjs');
const source = { path: 'main.mjs', text: readFileSync(path, 'utf8'), map: readFileSync(`${path}.map`, 'utf8') };

function node(workload, coverage) {
  const env = coverage === undefined ? process.env : { ...process.env, NODE_V8_COVERAGE: coverage };
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [path, ...(workload === undefined ? [] : [`--workload=${workload}`])],
    {
      env,
      encoding: 'utf8',
    },
  );
  if (status !== 0) throw new Error(`workload ${workload}: ${stdout}${stderr}`);
  return stdout;
}

function run(workload) {
  const folder = mkdtempSync(join(tmpdir(), 'morgana-profile-'));
  try {
    node(workload, folder);
    const [file] = readdirSync(folder);
    const { result } = JSON.parse(readFileSync(join(folder, file), 'utf8'));
    return {
      warm: workload.startsWith('warm-'),
      source,
      functions: result.find(({ url }) => url === pathToFileURL(path).href).functions,
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const runs = [];
for (const workload of node().trim().split('\n')) {
  const started = performance.now();
  runs.push(run(workload));
  console.log(`${workload}: ${((performance.now() - started) / 1000).toFixed(1)} s`);
}
for (const [name, profile] of profilesOf(
  runs,
  (name) => name.startsWith('@morgana/') && name !== '@morgana/runtime-node',
)) {
  const file = join(root, 'packages', name.slice('@morgana/'.length), 'hot.json');
  writeFileSync(file, `${JSON.stringify(profile, null, 2)}\n`);
  const entries = Object.values(profile).flatMap((functions) => Object.values(functions));
  const hot = entries.filter((entry) => entry.startsWith('hot')).length;
  console.log(`${name}: ${hot} functions are hot, ${entries.length - hot} warm`);
}
