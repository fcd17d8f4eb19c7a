// npm start: from a fresh clone to a website served by our own TCP/IP stack.
//   npm start                  http://127.0.0.1:8080/
//   npm start -- -p 9000:80    another port; everything behind -- goes to `morgana run`
// It is a sealed image in a sandbox (target spt) where the machine can run one, else a Node.js process.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildPackages, checkNode, fail, have, installPackages, root, run, step } from './lib.mjs';

checkNode();
await installPackages();
await buildPackages();

const website = join(root, 'docs', 'examples', 'website');
const morgana = join(root, 'packages', 'cli', 'bin', 'morgana.mjs');
const passed = process.argv.slice(2);
const runArguments = passed.some((a) => a === '-p' || a.startsWith('--publish'))
  ? passed
  : ['-p', '8080:80', ...passed];

/** Why this machine cannot run an image for spt; undefined when it can. */
function whyNotSpt() {
  if (process.platform !== 'linux' || process.arch !== 'x64') return `this is ${process.platform} on ${process.arch}`;
  if (!have('gcc')) return 'there is no gcc';
  try {
    const lowest = Number(readFileSync('/proc/sys/vm/mmap_min_addr', 'utf8'));
    if (lowest > 65536) return `vm.mmap_min_addr is ${lowest}, and an image needs memory from 65536 on`;
    if (!/\brdrand\b/.test(readFileSync('/proc/cpuinfo', 'utf8'))) return 'the processor has no RDRAND';
  } catch (error) {
    return error.message;
  }
  return undefined;
}

const build = (...options) => run(process.execPath, [morgana, 'build', ...options], { cwd: website });

let why = whyNotSpt();
if (why === undefined) {
  step('Building the website appliance as an image for spt: machine code for a process in a sandbox');
  console.log('The first time the whole engine is compiled too: a minute or two.');
  if ((await build('-t', 'spt', '--optimize', '1')) !== 0) why = 'the image could not be built; see above';
}
if (why !== undefined) {
  step(`Building the website appliance for Node.js (not as an image for spt: ${why})`);
  if ((await build('-t', 'node')) !== 0) fail('the website appliance could not be built; see above');
}
step('Starting it (Ctrl-C ends it)');
// The terminal sends SIGINT to the whole process group: the appliance ends itself, this script only waits for it.
process.on('SIGINT', () => {});
process.exitCode = await run(process.execPath, [morgana, 'run', ...runArguments], { cwd: website });
