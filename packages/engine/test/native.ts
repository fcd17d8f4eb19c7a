// Builds the C drivers of the native units, runs them, and makes the values that both sides are asked about.
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = fileURLToPath(new URL('.', import.meta.url));
const native = join(here, '..', 'native');
const warnings = ['-std=c11', '-Wall', '-Wextra', '-Werror', '-ffp-contract=off'];

const compilers = ['gcc', process.env.CLANG ?? 'clang'].filter(
  (name) => spawnSync(name, ['--version'], { stdio: 'ignore' }).status === 0,
);

let outputFolder: string | undefined;
const output = (name: string) => {
  outputFolder ??= mkdtempSync(join(tmpdir(), 'morgana-engine-'));
  mkdirSync(outputFolder, { recursive: true });
  return join(outputFolder, name);
};

export const sources = (folder: string): string[] =>
  readdirSync(join(native, folder))
    .filter((name) => name.endsWith('.c'))
    .sort()
    .map((name) => join(native, folder, name));

/** MORGANA_RANDOM multiplies the number of random cases; MORGANA_SEED starts another sequence. */
export const scale = Number(process.env.MORGANA_RANDOM ?? 1);
const seed = Number(process.env.MORGANA_SEED ?? 1);

export interface Driver {
  /** Runs the driver once; throws if it fails. */
  run(args: readonly string[], input: Buffer): Buffer;
}

/**
 * Links test/NAME_driver.c with the units of a folder. SANITIZE=1 builds with the address and undefined-behaviour
 * sanitizers.
 */
export function buildDriver(name: string, ...folders: string[]): Driver {
  const sanitize = process.env.SANITIZE
    ? ['-fsanitize=address,undefined', '-fno-sanitize-recover=all', '-g', '-O1']
    : ['-O2'];
  const compiler = process.env.CC ?? 'gcc';
  const program = output(`${name}-driver`);
  const files = [join(here, `${name}_driver.c`), ...folders.flatMap(sources)];
  execFileSync(compiler, [...warnings, ...sanitize, '-fno-builtin', '-I', native, ...files, '-o', program, '-lm']);
  return {
    run(args, input) {
      const result = spawnSync(program, args, { input, maxBuffer: 1 << 30, timeout: 25_000 * Math.max(1, scale) });
      if (result.status !== 0)
        throw new Error(`${name} driver ${args.join(' ')}: ${result.signal ?? result.status}\n${result.stderr}`);
      return result.stdout;
    },
  };
}

/** Names that the objects of a folder need and none of them defines, under every compiler that is installed. */
export function undefinedNames(...folders: string[]): Set<string> {
  const missing = new Set<string>();
  for (const compiler of compilers) {
    const defined = new Set<string>();
    const needed = new Set<string>();
    for (const folder of folders) {
      const objects = output(`objects-${basename(compiler)}-${folder}`);
      mkdirSync(objects, { recursive: true });
      execFileSync(compiler, [...warnings, '-O2', '-ffreestanding', '-c', ...sources(folder)], { cwd: objects });
      const files = readdirSync(objects).map((name) => join(objects, name));
      for (const line of execFileSync('nm', files, { encoding: 'utf8' }).split('\n')) {
        const match = /([A-Za-z]) (\S+)$/.exec(line);
        if (match) (match[1] === 'U' ? needed : defined).add(match[2]!);
      }
    }
    for (const name of needed) if (!defined.has(name)) missing.add(name);
  }
  return missing;
}

/** xoshiro128**, so that a failure can be repeated. */
export function randomSource(salt: number): () => number {
  const state = new Uint32Array(4);
  let x = (seed * 0x9e3779b9 + salt) >>> 0;
  for (let i = 0; i < 4; i++) {
    x = (x + 0x9e3779b9) >>> 0;
    let z = x;
    z = Math.imul(z ^ (z >>> 16), 0x85ebca6b);
    z = Math.imul(z ^ (z >>> 13), 0xc2b2ae35);
    state[i] = z ^ (z >>> 16);
  }
  return () => {
    const product = Math.imul(state[1]!, 5);
    const result = Math.imul((product << 7) | (product >>> 25), 9) >>> 0;
    const t = state[1]! << 9;
    state[2]! ^= state[0]!;
    state[3]! ^= state[1]!;
    state[1]! ^= state[2]!;
    state[0]! ^= state[3]!;
    state[2]! ^= t;
    state[3] = (state[3]! << 11) | (state[3]! >>> 21);
    return result;
  };
}

const scratch = new DataView(new ArrayBuffer(8));

export function bitsOf(x: number): bigint {
  scratch.setFloat64(0, x);
  return scratch.getBigUint64(0);
}

export function doubleOf(bits: bigint): number {
  scratch.setBigUint64(0, bits);
  return scratch.getFloat64(0);
}

/** A double from random bits: any class of number may come. */
export function randomBits(random: () => number): number {
  scratch.setUint32(0, random());
  scratch.setUint32(4, random());
  return scratch.getFloat64(0);
}

export const specialNumbers: readonly number[] = (() => {
  const numbers = [0, -0, NaN, Infinity, -Infinity, Number.MAX_VALUE, Number.MIN_VALUE, 2 ** -1022];
  for (let e = -1074; e <= 1023; e++) {
    const bits = bitsOf(2 ** e);
    numbers.push(2 ** e, doubleOf(bits + 1n), doubleOf(bits > 0n ? bits - 1n : 0n), -(2 ** e));
  }
  for (let e = -323; e <= 308; e++) {
    const bits = bitsOf(Number(`1e${e}`));
    numbers.push(doubleOf(bits), doubleOf(bits + 1n), doubleOf(bits - 1n), Number(`5e${e}`), -Number(`9e${e}`));
  }
  for (let i = 0; i < 100; i++) numbers.push(i, -i, i + 0.5, i / 10, i / 100, i / 8, 2 ** 53 + i, 2 ** 32 - i);
  return numbers;
})();

export function doubles(values: readonly number[]): Buffer {
  const array = Float64Array.from(values);
  return Buffer.from(array.buffer);
}

export function readDoubles(bytes: Buffer): Float64Array {
  return new Float64Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength));
}

export const lines = (bytes: Buffer): string[] => bytes.toString('latin1').split('\n').slice(0, -1);
