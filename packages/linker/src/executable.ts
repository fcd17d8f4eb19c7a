import { readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type CompiledProgram, type CompileOptions, compileSources, type Platform } from '@morgana/compiler';
import { type ManifestDevice, solo5Platform } from '@morgana/runtime-solo5';
import { fetchGlobals } from './fetch-globals.js';
import type { Graph } from './graph.js';
import type { Linked } from './link.js';
import type { PackageSize, SizeReport } from './size.js';
import { functionSymbol, type SymbolFile, symbolFile } from './symbols.js';

/** What is below the engine on a target; undefined: what the compiler takes by itself, a process of this machine. */
function platformOf(graph: Graph): Platform | undefined {
  if (graph.target !== 'spt' && graph.target !== 'hvt') return undefined;
  const devices = graph.devices.flatMap(({ name, kind }): ManifestDevice[] =>
    kind === 'network' || kind === 'block' ? [{ name, kind }] : [],
  );
  return solo5Platform(graph.target, devices, { takesStop: true, offloads: graph.target === 'spt' });
}

/** Packages that run at the start, when something is to be told, and every few minutes, but for what their profiles name. */
const SELDOM = /^@morgana\/(?:boot|dhcp|kv|log)\//;

/** Compiles what was linked to an executable for its target, beside and then in place of what was there. */
export async function compileImage(
  graph: Graph,
  linked: Linked,
  size: SizeReport,
  output: string,
  options: Pick<CompileOptions, 'optimization' | 'heapCanaries' | 'onProgress' | 'profiles'>,
): Promise<{ readonly size: SizeReport; readonly symbols: SymbolFile; readonly warnings: readonly string[] }> {
  const fresh = `${output}.new`;
  try {
    const program = await compileSources([{ path: 'main.mjs', text: linked.code, map: linked.map }], fresh, {
      platform: platformOf(graph),
      globals: fetchGlobals(),
      strip: true,
      measure: true,
      compact: graph.target !== 'unix',
      functionSources: false,
      seldom: (file) => SELDOM.test(file),
      ...options,
    });
    rmSync(output, { recursive: true, force: true });
    renameSync(fresh, output);
    const executable = { bytes: statSync(output).size, packages: packagesOf(program, size) };
    return { size: { ...size, executable }, symbols: symbolFile(program), warnings: program.warnings };
  } finally {
    rmSync(fresh, { force: true });
  }
}

const CONSTANTS = '(constants, tables)';
const ENGINE = '@morgana/engine';

/** Machine code by the package that it was compiled from. */
function packagesOf({ functions, symbols }: CompiledProgram, size: SizeReport): PackageSize[] {
  const owners = new Map<string, string>();
  for (const fn of functions) owners.set(fn.symbol, packageOf(fn.position.file));
  const bytes = new Map<string, number>();
  for (const [symbol, count] of symbols ?? []) {
    const code = functionSymbol(symbol);
    const owner = code !== undefined ? owners.get(code) : undefined;
    const name =
      owner ?? (/^(?:i_|s_|p_m|literal_|template_|regexp_|realm_|program_|m\d+_v_)/.test(symbol) ? CONSTANTS : ENGINE);
    bytes.set(name, (bytes.get(name) ?? 0) + count);
  }
  const modules = new Map(size.packages.map(({ packageName, modules }) => [packageName, modules]));
  const packages = [...bytes].map(([packageName, count]) => ({
    packageName,
    bytes: count,
    modules: modules.get(packageName) ?? 0,
  }));
  return packages.sort((a, b) => b.bytes - a.bytes || (a.packageName < b.packageName ? -1 : 1));
}

/** "@morgana/tcpip/src/tcp.ts" is of @morgana/tcpip, "engine/array.js" of the engine. */
function packageOf(file: string): string {
  if (file.startsWith('engine/')) return ENGINE;
  if (file === 'main.mjs') return CONSTANTS; // what the linker generated
  return file
    .split('/')
    .slice(0, file.startsWith('@') ? 2 : 1)
    .join('/');
}

let files: readonly string[] | undefined;

/** Everything of the compiler, the engine and the platform that a change of makes another executable. */
export function compilerFiles(): readonly string[] {
  if (files !== undefined) return files;
  const roots = ['@morgana/compiler', '@morgana/engine', '@morgana/runtime-unix', '@morgana/runtime-solo5'].map(
    (name) => dirname(dirname(fileURLToPath(import.meta.resolve(name)))),
  );
  files = roots.flatMap((root) =>
    ['native', 'dist'].flatMap((folder) => {
      let names: string[] = [];
      try {
        names = readdirSync(join(root, folder), { encoding: 'utf8', recursive: true });
      } catch {
        // not every package has both
      }
      return names.filter((name) => /\.(?:c|h|inc|def|lds|js)$/.test(name)).map((name) => join(root, folder, name));
    }),
  );
  return files;
}
