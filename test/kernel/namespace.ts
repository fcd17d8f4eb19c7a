/**
 * A network namespace of a test's own: the Linux kernel as the peer, nothing of the host in reach.
 */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';

/** Why the tests against the kernel cannot run here; undefined when they can. */
export function whyNoKernelTests(programs: readonly string[] = []): string | undefined {
  if (process.getuid?.() !== 0) return 'not root';
  if (!existsSync('/dev/net/tun')) return 'no /dev/net/tun';
  for (const program of ['ip', 'socat', ...programs]) {
    try {
      execFileSync('sh', ['-c', `command -v ${program}`], { stdio: 'ignore' });
    } catch {
      return `no ${program}`;
    }
  }
  const name = `morgana-probe-${process.pid}`;
  try {
    execFileSync('ip', ['netns', 'add', name], { stdio: 'pipe' });
    execFileSync('ip', ['netns', 'del', name], { stdio: 'pipe' });
  } catch (error) {
    return `cannot make a network namespace (${String((error as { stderr?: unknown }).stderr ?? error).trim()})`;
  }
  return undefined;
}

/** Removes namespaces, and ends what runs in them, of test runs that were killed: a name ends with the run's process id. */
function sweep(): void {
  const names = execFileSync('ip', ['netns', 'list'], { encoding: 'utf8' }).match(/^morgana-\S+-\d+(?= |$)/gm) ?? [];
  for (const name of names) {
    const owner = name.slice(name.lastIndexOf('-') + 1);
    if (existsSync(`/proc/${owner}`)) continue;
    try {
      const inside = execFileSync('ip', ['netns', 'pids', name], { encoding: 'utf8' }).split('\n').filter(Boolean);
      for (const pid of inside) process.kill(Number(pid), 'SIGKILL');
      execFileSync('ip', ['netns', 'del', name], { stdio: 'pipe' });
    } catch {
      // Another run was faster.
    }
  }
}

let swept = false;

export interface Result {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

export class Namespace {
  readonly name: string;
  readonly #children = new Set<ChildProcess>();

  constructor(label: string) {
    if (!swept) sweep();
    swept = true;
    this.name = `morgana-${label}-${process.pid}`;
    execFileSync('ip', ['netns', 'add', this.name]);
    this.execSync('ip', ['link', 'set', 'lo', 'up']);
  }

  execSync(command: string, args: readonly string[]): string {
    return execFileSync('ip', ['netns', 'exec', this.name, command, ...args], { encoding: 'utf8', stdio: 'pipe' });
  }

  /** Starts a program in the namespace. It is killed after `seconds`, or with the namespace. */
  spawn(command: string, args: readonly string[], seconds: number): ChildProcess {
    const child = spawn('timeout', ['-k', '2', String(seconds), 'ip', 'netns', 'exec', this.name, command, ...args], {
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.#children.add(child);
    child.on('exit', () => this.#children.delete(child));
    return child;
  }

  /** Runs a program to its end. */
  exec(command: string, args: readonly string[], seconds = 60): Promise<Result> {
    return new Promise((resolve) => {
      const child = this.spawn(command, args, seconds);
      let stdout = '';
      let stderr = '';
      child.stdout!.setEncoding('utf8').on('data', (text: string) => (stdout += text));
      child.stderr!.setEncoding('utf8').on('data', (text: string) => (stderr += text));
      child.on('close', (code) => resolve({ status: code ?? 1, stdout, stderr }));
    });
  }

  /** Starts a program and waits until it has printed `text`; rejects with what it printed when it ends before. */
  start(command: string, args: readonly string[], text: string, seconds: number): Promise<ChildProcess> {
    return new Promise((resolve, reject) => {
      const child = this.spawn(command, args, seconds);
      let output = '';
      const look = (chunk: string) => {
        output += chunk;
        if (output.includes(text)) resolve(child);
      };
      child.stdout!.setEncoding('utf8').on('data', look);
      child.stderr!.setEncoding('utf8').on('data', look);
      child.on('close', (code) =>
        reject(new Error(`${command} ended with status ${code} before "${text}":\n${output}`)),
      );
    });
  }

  /**
   * Sends echo requests until `count` replies have come, for ten seconds at most; gives the number that came. With -c alone
   * ping waits for the last reply two round trips, which on a busy machine is too short.
   */
  async ping(address: string, count: number, ...options: string[]): Promise<number> {
    const result = await this.exec('ping', ['-c', String(count), '-w', '10', '-i', '0.02', ...options, address]);
    return Number(/(\d+) received/.exec(result.stdout)?.[1]);
  }

  async close(): Promise<void> {
    const ended = [...this.#children].map(
      (child) =>
        new Promise((resolve) =>
          child.exitCode === null && child.signalCode === null ? child.on('close', resolve) : resolve(0),
        ),
    );
    for (const child of this.#children) child.kill('SIGTERM');
    await Promise.all(ended);
    execFileSync('ip', ['netns', 'del', this.name]);
  }
}
