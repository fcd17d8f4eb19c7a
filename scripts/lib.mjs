// What start.mjs and test.mjs share. Plain Node without dependencies: they run before anything is installed.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = dirname(dirname(fileURLToPath(import.meta.url)));

const colour = process.stdout.isTTY && !process.env.NO_COLOR;

/** One line that says which step begins. */
export function step(text) {
  console.log(colour ? `\x1b[1m==> ${text}\x1b[0m` : `==> ${text}`);
}

/** Ends the script with one clear line. */
export function fail(text) {
  console.error(`morgana: ${text}`);
  process.exit(1);
}

/** Runs a program in the repository's root, its output shown; resolves to its exit status. */
export function run(command, args, options = {}) {
  return new Promise((resolve) => {
    const child = spawn(command, args, { cwd: root, stdio: 'inherit', ...options });
    child.on('error', (error) => {
      console.error(`morgana: cannot run ${command}: ${error.message}`);
      resolve(127);
    });
    child.on('exit', (code, signal) => resolve(code ?? (signal === 'SIGINT' ? 130 : 1)));
  });
}

/** Refuses a Node that is too old, with the version that is needed. */
export function checkNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major < 20 || (major === 20 && minor < 19)) {
    fail(`Node.js 20.19 or newer is needed; this is ${process.versions.node}. See https://nodejs.org/`);
  }
}

/** Installs the npm dependencies if they are not those of package-lock.json. */
export async function installPackages() {
  const lock = join(root, 'package-lock.json');
  const installed = join(root, 'node_modules', '.package-lock.json');
  if (existsSync(installed) && statSync(installed).mtimeMs >= statSync(lock).mtimeMs) return;
  step('Installing npm packages (once)');
  // Not `npm ci`: it refuses a lock without the optional packages of every other platform, and not every mirror has them.
  const status = await run('npm', ['install', '--no-save', '--no-audit', '--no-fund', '--loglevel=error']);
  if (status !== 0) fail(`npm install ended with status ${status}: is the npm registry in reach?`);
}

/** Compiles the packages' TypeScript; unchanged packages are skipped by tsc. */
export async function buildPackages() {
  step('Building the packages');
  const status = await run(process.execPath, [
    join(root, 'node_modules', 'typescript', 'bin', 'tsc'),
    '-b',
    'tsconfig.build.json',
  ]);
  if (status !== 0) fail('the packages do not compile; see above');
}

/** Is there a program of that name on the PATH? */
export function have(program) {
  const paths = (process.env.PATH ?? '').split(':').concat('/usr/sbin', '/sbin');
  return paths.some((path) => existsSync(join(path, program)));
}

export function isRoot() {
  return process.getuid?.() === 0;
}

/** Installs Debian packages by name; resolves to false, having said why, where that cannot be done. */
export async function installDebian(packages) {
  if (!isRoot() || !have('apt-get')) return false;
  step(`Installing Debian packages: ${packages.join(' ')}`);
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  spawnSync('apt-get', ['update', '-qq'], { stdio: 'ignore', env });
  const args = ['install', '-y', '-qq', '--no-install-recommends', ...packages];
  // Packages of servers start them when they are installed, unless this says no: only tests start them.
  const policy = '/usr/sbin/policy-rc.d';
  const ours = !existsSync(policy);
  if (ours) writeFileSync(policy, '#!/bin/sh\nexit 101\n', { mode: 0o755 });
  let status = 1;
  try {
    status = await run('apt-get', args, { env, stdio: ['ignore', 'ignore', 'inherit'] });
  } finally {
    if (ours) rmSync(policy);
  }
  if (status !== 0) console.error(`morgana: apt-get install ended with status ${status}`);
  return status === 0;
}
