// Builds the driver of the regular expressions and speaks its protocol; Node's RegExp is the oracle.
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = fileURLToPath(new URL('.', import.meta.url));
const native = join(here, '..', 'native');
export const warnings = ['-std=c11', '-Wall', '-Wextra', '-Werror'];

export const compilers = ['gcc', process.env.CLANG ?? 'clang'].filter(
  (name) => spawnSync(name, ['--version'], { stdio: 'ignore' }).status === 0,
);

export const sources = (): string[] =>
  ['regexp', 'unicode'].flatMap((folder) =>
    readdirSync(join(native, folder))
      .filter((name) => name.endsWith('.c'))
      .sort()
      .map((name) => join(native, folder, name)),
  );

let folder: string | undefined;
export function output(name: string): string {
  if (folder === undefined) {
    const made = mkdtempSync(join(tmpdir(), 'morgana-regexp-'));
    process.on('exit', () => rmSync(made, { recursive: true, force: true }));
    folder = made;
  }
  return join(folder, name);
}

/** Pattern, flags, subject. */
export type Case = readonly [pattern: string, flags: string, subject: string];

const letters = 'dgimsuvy';

function encode(cases: readonly Case[]): Buffer {
  const parts: Buffer[] = [];
  for (const [pattern, flags, subject] of cases) {
    const header = Buffer.alloc(12);
    header.writeUInt32LE([...flags].reduce((bits, letter) => bits | (1 << letters.indexOf(letter)), 0));
    header.writeUInt32LE(pattern.length, 4);
    header.writeUInt32LE(subject.length, 8);
    parts.push(header, Buffer.from(pattern, 'utf16le'), Buffer.from(subject, 'utf16le'));
  }
  return Buffer.concat(parts);
}

export interface Driver {
  /** One line a case; `mode` "starve" runs each one with failing allocations first. Throws if the driver fails. */
  run(cases: readonly Case[], mode?: string): string[];
}

/** SANITIZE=1 builds every driver with the address and undefined-behaviour sanitizers. */
export function buildDriver(
  name: string,
  sanitize = process.env.SANITIZE !== undefined,
  definitions: readonly string[] = [],
): Driver {
  const options = sanitize ? ['-fsanitize=address,undefined', '-fno-sanitize-recover=all', '-g', '-O1'] : ['-O2'];
  const program = output(name);
  const files = [join(here, 'regexp_driver.c'), ...sources()];
  execFileSync(process.env.CC ?? 'gcc', [
    ...warnings,
    ...options,
    ...definitions,
    '-I',
    native,
    ...files,
    '-o',
    program,
  ]);
  return {
    run(cases, mode) {
      const args = mode === undefined ? [] : [mode];
      const result = spawnSync(program, args, { input: encode(cases), maxBuffer: 1 << 30 });
      if (result.status !== 0) throw new Error(`the driver: ${result.signal ?? result.status}\n${result.stderr}`);
      return result.stdout.toString('utf8').split('\n').slice(0, -1);
    },
  };
}

const MOST_MATCHES = 4000;

/** The driver's line for a case, as Node has it. */
export function expected([pattern, flags, subject]: Case): string {
  const all = [...new Set(`${flags}dg`)].sort().join('');
  let expression: RegExp;
  try {
    expression = new RegExp(pattern, all);
  } catch (error) {
    const { message } = error as Error;
    const start = `Invalid regular expression: /${pattern}/${all}: `;
    return `E ${message.startsWith(start) ? message.slice(start.length) : message}`;
  }
  let text = '';
  let count = 0;
  for (const match of subject.matchAll(expression)) {
    if (count++ === MOST_MATCHES) break;
    const indices = (match as unknown as { indices: ([number, number] | undefined)[] }).indices;
    text += `${indices.map((pair) => (pair === undefined ? '-1,-1' : pair.join())).join()};`;
  }
  return text;
}

/** Without the names of groups that the driver prints first. */
export const withoutNames = (line: string): string => line.replace(/^(?:[0-9a-f.]+=\d+ )+/, '');

/** Whether a match of the oracle begins or ends within a surrogate pair. V8 searches for an empty match there too; a
 * match with the flags u and v is of code points, so by ECMA-262 22.2.7.2 there is no such place. */
export function splitsPair([, flags, subject]: Case, line: string): boolean {
  if (!/[uv]/.test(flags)) return false;
  const isLow = (i: number) =>
    (subject.charCodeAt(i) & 0xfc00) === 0xdc00 && (subject.charCodeAt(i - 1) & 0xfc00) === 0xd800;
  return line.split(/[;,]/).some((place) => Number(place) > 0 && isLow(Number(place)));
}
