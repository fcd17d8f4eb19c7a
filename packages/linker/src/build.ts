import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Target } from './config.js';
import { compileImage, compilerFiles } from './executable.js';
import { type Graph, resolveGraph } from './graph.js';
import { checkModules, link } from './link.js';
import { type LoadedConfig, loadConfig } from './load.js';
import { readProfiles } from './profiles.js';
import { measure, type SizeReport } from './size.js';
import { type ApplianceFolder, openStateFolder, readJson, readState, writeState } from './state.js';
import type { SymbolFile } from './symbols.js';
import { targetTable } from './targets.js';

export interface ConfigureOptions {
  /** The folder with morgana.config.ts. */
  readonly root: string;
  /** By default that of the last `configure`, else the config's, else "node". */
  readonly target?: Target;
  /** Implementations by device; they go before those of the config. By default those of the last `configure` for the target. */
  readonly choices?: Readonly<Record<string, string>>;
  /** Files from which Morgana's packages are looked up when the appliance itself does not have them. */
  readonly resolveFrom?: readonly string[];
}

export interface BuildOptions extends ConfigureOptions {
  /** Of the C compiler, for compiled targets: by default '2'. */
  readonly optimization?: '0' | '1' | '2' | 's' | undefined;
  /** Of compiled targets: see the compiler's option. */
  readonly heapCanaries?: boolean | undefined;
}

export interface Configured {
  readonly loaded: LoadedConfig;
  readonly graph: Graph;
  readonly choices: Readonly<Record<string, string>>;
  /** Where the graph was written down, absolute. */
  readonly graphFile: string;
  readonly warnings: readonly string[];
}

/**
 * The first phase: loads the config, resolves its devices, walks through the modules that would be linked, and writes the
 * graph to .morgana/NAME.TARGET.json. @throws {LinkError}
 */
export async function configure(options: ConfigureOptions): Promise<Configured> {
  const prepared = await prepare(options);
  const { loaded, graph } = prepared;
  const { warnings } = await checkModules({ loaded, graph, ...resolveFromOf(options) });
  const graphFile = writeGraph(prepared);
  writeState(loaded.folder, { target: graph.target, choices: prepared.choices });
  return { ...prepared, graphFile, warnings: [...graph.warnings, ...warnings] };
}

/** The graph alone, nothing checked beyond it and nothing written. @throws {LinkError} */
export async function readGraph(options: ConfigureOptions): Promise<Graph> {
  return (await prepare(options)).graph;
}

interface Prepared {
  readonly loaded: LoadedConfig;
  readonly graph: Graph;
  readonly choices: Readonly<Record<string, string>>;
}

async function prepare(options: ConfigureOptions): Promise<Prepared> {
  const loaded = await loadConfig(resolve(options.root));
  const { config, file, properties } = loaded;
  const state = readState(loaded.folder);
  const target = options.target ?? state?.target ?? config.target ?? config.targets?.[0] ?? 'node';
  const choices = options.choices ?? (state?.target === target ? state.choices : {});
  return { loaded, graph: resolveGraph({ config, file, properties, target, choices }), choices };
}

function resolveFromOf(options: ConfigureOptions): { resolveFrom?: readonly string[] } {
  return options.resolveFrom === undefined ? {} : { resolveFrom: options.resolveFrom };
}

function writeGraph({ loaded, graph }: Prepared): string {
  const path = join(openStateFolder(loaded.folder), `${imageName(graph)}.json`);
  writeFileSync(path, `${JSON.stringify(graph, null, 2)}\n`);
  return path;
}

function imageName(graph: Graph): string {
  return `${graph.name}.${graph.target}`;
}

/** An image that is there. */
export interface Image {
  readonly graph: Graph;
  /** Absolute: dist/NAME.TARGET. */
  readonly output: string;
  /** Names of the packages that have code in it. */
  readonly packages: readonly string[];
}

export interface Built extends Image {
  readonly folder: ApplianceFolder;
  readonly size: SizeReport;
  readonly warnings: readonly string[];
}

export type BuildStep = 'configure' | 'link' | 'compile' | 'write';

/** What `build` tells on its way; `compile` says how far it is. */
export type OnStep = (step: BuildStep, progress?: { readonly done: number; readonly total: number }) => void;

/**
 * The second phase (with the first): dist/NAME.TARGET.
 *
 * For target "node" that is a folder with main.mjs, its source map and a package.json, which `node dist/NAME.node` runs. (It
 * cannot be a file: Node.js takes a file that ends in ".node" for a native addon.) For a compiled target it is an executable.
 * Equal input makes equal bytes.
 *
 * @throws {LinkError} and {CompileError} for a construct that cannot be compiled
 */
export async function build(options: BuildOptions, onStep: OnStep = () => {}): Promise<Built> {
  onStep('configure');
  const prepared = await prepare(options);
  const { loaded, graph } = prepared;
  writeGraph(prepared);
  writeState(loaded.folder, { target: graph.target, choices: prepared.choices });
  onStep('link');
  const linked = await link({ loaded, graph, ...resolveFromOf(options) });
  let size = await measure(linked);
  let compilerWarnings: readonly string[] = [];
  let profileFiles: readonly string[] = [];
  const { root } = loaded.folder;
  const output = join(root, 'dist', imageName(graph));
  if (targetTable(graph.target)?.compiled === true) {
    onStep('compile');
    const { profiles, files } = readProfiles(linked.packages.folders);
    profileFiles = files;
    mkdirSync(dirname(output), { recursive: true });
    const compiled = await compileImage(graph, linked, size, output, {
      optimization: options.optimization ?? '2',
      profiles,
      ...(options.heapCanaries === undefined ? {} : { heapCanaries: options.heapCanaries }),
      onProgress: (done, total) => onStep('compile', { done, total }),
    });
    size = compiled.size;
    compilerWarnings = compiled.warnings;
    writeFileSync(symbolPath(loaded.folder, graph), `${JSON.stringify(compiled.symbols)}\n`);
  } else {
    onStep('write');
    writeImage(output, {
      'main.mjs': `${linked.code}//# sourceMappingURL=main.mjs.map\n`,
      'main.mjs.map': `${linked.map}\n`,
      'package.json': `${JSON.stringify({ name: graph.name, private: true, type: 'module', main: 'main.mjs' }, null, 2)}\n`,
    });
  }
  const inputs = [...linked.inputs, ...profileFiles, ...embeddedFolders(loaded, graph)]
    .map((path) => relative(root, path))
    .sort();
  const packages = size.packages.map(({ packageName }) => packageName);
  const stamp: Stamp = {
    choices: prepared.choices,
    inputs,
    stamp: stampOf(root, inputs, toolsOf(graph.target)),
    packages,
  };
  writeFileSync(stampFile(loaded.folder, graph.name, graph.target), `${JSON.stringify(stamp)}\n`);
  const warnings = [...graph.warnings, ...linked.warnings, ...compilerWarnings];
  return { graph, folder: loaded.folder, output, packages, size, warnings };
}

/** Beside and then in place of what was there: a build that is broken off leaves the old image whole. */
function writeImage(output: string, files: Readonly<Record<string, string>>): void {
  const fresh = `${output}.new`;
  rmSync(fresh, { recursive: true, force: true });
  mkdirSync(fresh, { recursive: true });
  for (const [name, content] of Object.entries(files)) writeFileSync(join(fresh, name), content);
  rmSync(output, { recursive: true, force: true });
  renameSync(fresh, output);
}

interface Stamp {
  readonly choices: Readonly<Record<string, string>>;
  /** Relative to the appliance's folder. */
  readonly inputs: readonly string[];
  readonly stamp: string;
  /** What is in the image. */
  readonly packages: readonly string[];
}

/** Folders count as inputs too: a file that is new in one changes nothing that is already listed. */
function embeddedFolders(loaded: LoadedConfig, graph: Graph): string[] {
  const folders: string[] = [];
  const walk = (path: string): void => {
    folders.push(path);
    for (const entry of readdirSync(path, { withFileTypes: true })) {
      if (entry.isDirectory() && !entry.name.startsWith('.')) walk(join(path, entry.name));
    }
  };
  for (const { embeds } of graph.devices) if (embeds !== undefined) walk(resolve(loaded.folder.root, embeds));
  return folders;
}

/** Files of what makes and is in every compiled image. */
function toolsOf(target: Target): readonly string[] {
  return targetTable(target)?.compiled === true ? compilerFiles() : [];
}

/** One text for the state of all inputs by size and time of change, and for the linker itself. */
function stampOf(root: string, inputs: readonly string[], tools: readonly string[]): string {
  const hash = createHash('sha256');
  const linker = dirname(fileURLToPath(import.meta.url));
  const own = readdirSync(linker).map((name) => join(linker, name));
  for (const input of [...inputs, ...own, ...tools]) {
    const status = statSync(resolve(root, input), { throwIfNoEntry: false });
    hash.update(`${input}\0${status?.size}\0${status?.mtimeMs}\n`);
  }
  return hash.digest('hex');
}

function stampFile(folder: ApplianceFolder, name: string, target: string): string {
  return join(openStateFolder(folder), `${name}.${target}.inputs.json`);
}

const symbolPath = (folder: ApplianceFolder, { name, target }: Graph): string =>
  join(openStateFolder(folder), `${name}.${target}.symbols.json`);

/** What is where in the compiled image of a graph; undefined when it was not built here. */
export const readSymbolFile = (folder: ApplianceFolder, graph: Graph): SymbolFile | undefined =>
  readJson(symbolPath(folder, graph)) as SymbolFile | undefined;

/** The image and its graph, when it is there and nothing that went into it has changed since; undefined otherwise. */
export async function findFreshImage(options: ConfigureOptions): Promise<Image | undefined> {
  const { loaded, graph, choices } = await prepare(options);
  const { folder } = loaded;
  const output = join(folder.root, 'dist', imageName(graph));
  const stamp = readJson(stampFile(folder, graph.name, graph.target)) as Stamp | undefined;
  const compiled = targetTable(graph.target)?.compiled === true;
  if (stamp === undefined || !existsSync(compiled ? output : join(output, 'main.mjs'))) return undefined;
  const fresh =
    JSON.stringify(stamp.choices) === JSON.stringify(choices) &&
    stamp.stamp === stampOf(folder.root, stamp.inputs, toolsOf(graph.target));
  return fresh ? { graph, output, packages: stamp.packages } : undefined;
}
