import { type ChildProcess, type SpawnOptions, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';

/** A TypeScript program of a test as a file that node runs; its imports are relative to `resolveDir`. */
export async function bundleProgram(source: string, resolveDir: string): Promise<{ file: string; remove(): void }> {
  const folder = mkdtempSync(join(tmpdir(), 'morgana-child-'));
  const file = join(folder, 'program.mjs');
  await build({
    stdin: { contents: source, resolveDir, loader: 'ts' },
    outfile: file,
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    conditions: ['source'],
    logLevel: 'silent',
  });
  return { file, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

export interface Child {
  readonly process: ChildProcess;
  /** What it has written so far. */
  readonly output: () => string;
  /** Resolves when its output contains `text`; rejects when it ends first. */
  seen(text: string): Promise<void>;
  readonly ended: Promise<{ readonly status: number | null; readonly signal: string | null; readonly output: string }>;
}

/** Starts a program whose two outputs are collected; it is killed after `limit` milliseconds. */
export function start(command: string, args: readonly string[], limit: number, options: SpawnOptions = {}): Child {
  const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'], ...options });
  let output = '';
  const watchers = new Set<() => void>();
  const collect = (bytes: Buffer): void => {
    output += bytes.toString();
    for (const watcher of watchers) watcher();
  };
  child.stdout?.on('data', collect);
  child.stderr?.on('data', collect);
  const timer = setTimeout(() => child.kill('SIGKILL'), limit);
  const ended = new Promise<{ status: number | null; signal: string | null; output: string }>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (status, signal) => {
      clearTimeout(timer);
      resolve({ status, signal, output });
    });
  });
  return {
    process: child,
    output: () => output,
    ended,
    seen: (text) =>
      new Promise((resolve, reject) => {
        const look = (): void => {
          if (!output.includes(text)) return;
          watchers.delete(look);
          resolve();
        };
        watchers.add(look);
        look();
        ended.then(() => reject(new Error(`it ended without "${text}": ${output}`)), reject);
      }),
  };
}
