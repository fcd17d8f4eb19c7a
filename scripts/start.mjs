// npm start: from a fresh clone to a website served by our own TCP/IP stack.
//   npm start                  http://127.0.0.1:8080/
//   npm start -- -p 9000:80    another port; everything behind -- goes to `morgana run`
import { join } from 'node:path';
import { buildPackages, checkNode, fail, installPackages, root, run, step } from './lib.mjs';

checkNode();
await installPackages();
await buildPackages();

const website = join(root, 'docs', 'examples', 'website');
const morgana = join(root, 'packages', 'cli', 'bin', 'morgana.mjs');
const passed = process.argv.slice(2);
const runArguments = passed.some((a) => a === '-p' || a.startsWith('--publish'))
  ? passed
  : ['-p', '8080:80', ...passed];

step('Building the website appliance');
if ((await run(process.execPath, [morgana, 'build', '-t', 'node'], { cwd: website })) !== 0) {
  fail('the website appliance could not be built; see above');
}
step('Starting it (Ctrl-C ends it)');
// The terminal sends SIGINT to the whole process group: the appliance ends itself, this script only waits for it.
process.on('SIGINT', () => {});
process.exitCode = await run(process.execPath, [morgana, 'run', ...runArguments], { cwd: website });
