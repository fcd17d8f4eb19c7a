import { spawnSync } from 'node:child_process';
import { bundleTests, testFiles } from './bundle.js';

for (const name of process.argv.slice(2)) {
  const { files, left } = testFiles(name);
  await bundleTests(files, `/tmp/unix/t-${name}.mjs`);
  const r = spawnSync(process.execPath, [`/tmp/unix/t-${name}.mjs`], {
    encoding: 'utf8',
    timeout: 300000,
    maxBuffer: 1 << 28,
  });
  console.log(
    name,
    left.length,
    r.stdout
      .trim()
      .split('\n')
      .filter((l) => l.startsWith('FAILED'))
      .slice(0, 10)
      .join('\n'),
    r.stdout.trim().split('\n').pop(),
    r.stderr.slice(0, 1000),
  );
}
