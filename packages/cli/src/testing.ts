import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { createServer } from 'node:net';
import { fileURLToPath } from 'node:url';

/** The command as it is installed; it runs what `npm run build` made. */
const COMMAND = fileURLToPath(new URL('../bin/morgana.mjs', import.meta.url));

/** A test runner asks for colours; what is tested here is the command on a pipe. */
const { NO_COLOR: _noColor, FORCE_COLOR: _forceColor, ...ENVIRONMENT } = process.env;

export interface Result {
  readonly status: number | null;
  readonly out: string;
  readonly err: string;
}

/** Generous: a compiled image takes most of a minute where nothing of it was compiled before, and machines are busy. */
export const BUILD_LIMIT = 300_000;

/**
 * Targets that this machine can build and run examples for, each with the options of `morgana build`.
 *
 * @param images also spt: all is compiled a second time, because C for an image has canaries
 */
export function buildableTargets({
  images = false,
} = {}): { readonly target: string; readonly build: readonly string[] }[] {
  const targets = [{ target: 'node', build: ['-t', 'node'] }];
  const missing = ['gcc', 'ar'].filter((tool) => spawnSync(tool, ['--version']).status !== 0);
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    console.log(`left out: target unix: it is for x64 Linux, this is ${process.arch} ${process.platform}`);
  } else if (missing.length > 0) {
    console.log(`left out: target unix: ${missing.join(' and ')} not found (apt-get install gcc)`);
  } else {
    // Quick to compile; what the optimiser does is for benchmarks.
    const compiled = images ? ['unix', 'spt'] : ['unix'];
    for (const target of compiled) targets.push({ target, build: ['-t', target, '--optimize', '1'] });
  }
  return targets;
}

/** Runs the morgana command to its end. */
export function morgana(cwd: string, ...args: string[]): Result {
  const { status, stdout, stderr } = spawnSync(process.execPath, [COMMAND, ...args], {
    cwd,
    encoding: 'utf8',
    timeout: BUILD_LIMIT,
    env: ENVIRONMENT,
  });
  return { status, out: stdout, err: stderr };
}

/** A command that runs. */
export interface Running {
  readonly child: ChildProcess;
  /** Resolves to its exit status. */
  readonly ended: Promise<number | null>;
  /** Standard output and error so far. */
  output(): string;
  /** Asks it to stop with `signal` and resolves to its exit status. */
  stop(signal?: NodeJS.Signals): Promise<number | null>;
}

/** Starts `morgana run` and resolves once its output holds `text`. @throws {Error} when it ends before, or within 30 s has not */
export async function startMorgana(cwd: string, text: string, ...args: string[]): Promise<Running> {
  const child = spawn(process.execPath, [COMMAND, 'run', ...args], {
    cwd,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: ENVIRONMENT,
  });
  let output = '';
  const ended = new Promise<number | null>((resolve) => child.once('exit', (status) => resolve(status)));
  const running: Running = {
    child,
    ended,
    output: () => output,
    stop(signal = 'SIGTERM') {
      child.kill(signal);
      return ended;
    },
  };
  await new Promise<void>((resolve, reject) => {
    const timer = setTimeout(() => {
      child.kill('SIGTERM');
      reject(new Error(`it did not say ${text} within 30 s:\n${output}`));
    }, 30_000);
    const take = (piece: Buffer): void => {
      output += piece.toString();
      if (!output.includes(text)) return;
      clearTimeout(timer);
      resolve();
    };
    child.stdout.on('data', take);
    child.stderr.on('data', take);
    child.once('exit', (status) => {
      clearTimeout(timer);
      reject(new Error(`it ended with status ${status} before it said ${text}:\n${output}`));
    });
  });
  return running;
}

/** A TCP port of 127.0.0.1 that was free a moment ago. */
export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as { port: number };
  await new Promise((resolve) => server.close(resolve));
  return port;
}
