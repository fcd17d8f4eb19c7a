import { readFileSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { nodeResolve } from '@rollup/plugin-node-resolve';
import { transform } from 'esbuild';
import { type OutputChunk, type Plugin, type PluginContext, type RollupBuild, type RollupLog, rollup } from 'rollup';
import { embedFolder } from './embed.js';
import { APPLICATION, CONFIG, EMBEDDED, generateEntry } from './entry.js';
import { LinkError, type Position } from './errors.js';
import type { Graph } from './graph.js';
import { compileError, type LoadedConfig } from './load.js';
import { GENERATED, PackageFinder } from './packages.js';
import { findImport, lineAndColumn } from './positions.js';
import { type TargetTable, targetTable } from './targets.js';

const ENTRY = `${GENERATED}entry.js`;
/** The platform below a compiled image: the compiler knows what it is. */
const PLATFORM = 'morgana:platform';

/** Packages that a morgana.config.ts imports its functions from. */
const CONFIG_PACKAGES = ['morgana', '@morgana/linker'];

export interface LinkInput {
  readonly loaded: LoadedConfig;
  readonly graph: Graph;
  readonly table?: TargetTable;
  /** Files from which Morgana's packages are looked up when the appliance itself does not have them. */
  readonly resolveFrom?: readonly string[];
}

/** A linked appliance in memory. */
export interface Linked {
  readonly code: string;
  /** Source map as JSON. Its sources are named by package: no path of this machine is in it. */
  readonly map: string;
  readonly chunk: OutputChunk;
  readonly packages: PackageFinder;
  /** Every file that went into it, absolute. */
  readonly inputs: readonly string[];
  readonly warnings: readonly string[];
}

/**
 * Walks through everything that the appliance would link, and links nothing.
 * @throws {LinkError} when a module is missing, does not parse, or is what an appliance cannot have
 */
export async function checkModules(input: LinkInput): Promise<{ warnings: readonly string[] }> {
  const linker = new Linker(input);
  const bundle = await linker.open(false);
  await bundle.close();
  return { warnings: linker.warnings };
}

/** Links the appliance into one module, without what nothing reaches. @throws {LinkError} as `checkModules` */
export async function link(input: LinkInput): Promise<Linked> {
  const linker = new Linker(input);
  const bundle = await linker.open(true);
  try {
    const { output } = await bundle.generate({
      file: 'main.mjs',
      format: 'es',
      inlineDynamicImports: true,
      sourcemap: true,
      generatedCode: 'es2015',
    });
    const chunk = output[0];
    const map = nameSources(chunk, linker.packages);
    return {
      code: chunk.code,
      map,
      chunk,
      packages: linker.packages,
      inputs: linker.inputs,
      warnings: linker.warnings,
    };
  } catch (error) {
    throw linker.explain(error);
  } finally {
    await bundle.close();
  }
}

/** Sources by package instead of by path, so that the map is the same wherever it is made. */
function nameSources(chunk: OutputChunk, packages: PackageFinder): string {
  const map = chunk.map!;
  const sources = map.sources.map((source) => {
    const at = source.indexOf(GENERATED);
    if (at >= 0) return `morgana/${source.slice(at + GENERATED.length)}`;
    const { packageName, path } = packages.nameOf(resolve(source));
    return `${packageName}/${path}`;
  });
  const { version, names, mappings, sourcesContent } = map;
  return JSON.stringify({ version, file: 'main.mjs', names, sources, sourcesContent, mappings });
}

class Linker {
  readonly packages: PackageFinder;
  readonly warnings: string[] = [];
  readonly #input: LinkInput;
  readonly #table: TargetTable;
  /** What is behind an error of rollup's. */
  #reason: LinkError | undefined;
  /** Ids of all that was loaded from files. */
  readonly #modules = new Set<string>();
  readonly #notExported = new Set<string>();
  readonly #embedded = new Map<string, readonly string[]>();
  readonly #entryFile: string;

  constructor(input: LinkInput) {
    this.#input = input;
    this.#table = input.table ?? targetTable(input.graph.target)!;
    const { config, folder } = input.loaded;
    this.packages = new PackageFinder(folder.root, config.name);
    this.#entryFile = resolve(folder.root, config.entry);
  }

  async open(treeshake: boolean): Promise<RollupBuild> {
    try {
      return await rollup({
        input: ENTRY,
        treeshake,
        plugins: [
          this.#generatedModules(),
          this.#nodeBuiltIns(),
          sourcesForScripts(),
          nodeResolve({
            exportConditions: [...(this.#input.loaded.config.conditions ?? [])],
            extensions: ['.mjs', '.js', '.json', '.ts', '.mts'],
            preferBuiltins: true,
          }),
          this.#ownPackages(),
          this.#modulesOnly(),
          scripts(),
        ],
        onLog: (level, log) => this.#onLog(level, log),
      });
    } catch (error) {
      throw this.explain(error);
    }
  }

  get inputs(): string[] {
    const files = new Set([...this.#input.loaded.inputs, ...this.#modules]);
    for (const list of this.#embedded.values()) for (const file of list) files.add(file);
    return [...files].sort();
  }

  /** What rollup says, as one line for the person who wrote the application. */
  explain(error: unknown): unknown {
    if (this.#reason !== undefined) return this.#reason;
    if (error instanceof LinkError) {
      error.message = error.sentence;
      return error;
    }
    const log = error as RollupLog;
    if (log.code === undefined) return error;
    if (log.code === 'UNRESOLVED_IMPORT') return this.#missing(log.exporter!, log.id!);
    if (log.code === 'MISSING_EXPORT' && log.exporter === this.#entryFile && log.binding === 'default') {
      const shape = 'export default async function main(appliance) { ... }';
      return new LinkError(`there is no default export; main is: ${shape}`, { file: this.#entryFile });
    }
    if (log.code === 'MISSING_EXPORT') {
      const message = `"${log.binding}" is not exported by ${this.packages.label(log.exporter!)}`;
      return new LinkError(message, positionOf(log));
    }
    const message = log.message.replace(/^\[plugin [^\]]*\] /, '').replace(/^.*? \(\d+:\d+\): /, '');
    return new LinkError(message.replaceAll('\0', ''), positionOf(log));
  }

  #onLog(level: string, log: RollupLog): void {
    if (level !== 'warn') return;
    if (log.plugin === 'node-resolve') {
      // It says why a package that is there cannot be imported; what comes of that is said by #missing.
      const notExported = /Could not resolve import "([^"]+)" in .* using (?:exports|imports) defined/.exec(
        log.message,
      );
      if (notExported !== null) this.#notExported.add(notExported[1]!);
      return;
    }
    if (log.code === 'UNRESOLVED_IMPORT') throw this.#missing(log.exporter!, log.id!);
    if (log.code === 'CIRCULAR_DEPENDENCY') {
      const ids = log.ids ?? [];
      // Packages answer for their own; a circle through the application is the reader's.
      if (!ids.some((id) => this.packages.nameOf(id).packageName === this.#input.loaded.config.name)) return;
      this.warnings.push(
        `modules import each other in a circle: ${ids.map((id) => this.packages.label(id)).join(' -> ')}`,
      );
      return;
    }
    if (QUIET.includes(log.code ?? '')) return;
    this.warnings.push(log.message.replaceAll('\0', ''));
  }

  #generatedModules(): Plugin {
    const { loaded, graph } = this.#input;
    const entryFile = this.#entryFile;
    const table = this.#table;
    return {
      name: 'morgana-generated',
      resolveId: {
        order: 'pre',
        async handler(source, importer, options) {
          if (source === ENTRY) return source;
          if (source === PLATFORM && table.compiled === true)
            return { id: PLATFORM, external: true, moduleSideEffects: false };
          // A config in an image needs what configs are written with, and nothing of what reads them.
          if (CONFIG_PACKAGES.includes(source) && importer !== undefined) {
            return this.resolve('@morgana/linker/config', importer, { ...options, skipSelf: true });
          }
          if (importer?.startsWith(GENERATED) !== true) return null;
          if (source === APPLICATION) return entryFile;
          if (source === CONFIG) return loaded.file;
          if (source.startsWith(EMBEDDED)) return `${GENERATED}${source.slice('morgana:'.length)}.js`;
          // A generated module stands nowhere: what it imports is looked up as from the config.
          return this.resolve(source, loaded.file, { ...options, skipSelf: true });
        },
      },
      load: (id) => {
        if (id === ENTRY) return { code: generateEntry(loaded.config, graph, this.#table), moduleSideEffects: true };
        if (id === this.#entryFile) return this.#loadEntry();
        const prefix = `${GENERATED}embedded/`;
        if (!id.startsWith(prefix)) return null;
        const device = graph.devices.find(({ name }) => `${prefix}${name}.js` === id)!;
        const position = { file: loaded.file, ...loaded.properties.find(['devices', device.name, 'folder']) };
        const { code, files } = embedFolder(
          device.name,
          resolve(loaded.folder.root, device.embeds!),
          position,
          this.#table.compiled === true,
        );
        this.#embedded.set(device.name, files);
        return { code, moduleSideEffects: false };
      },
    };
  }

  #loadEntry(): string {
    const { loaded } = this.#input;
    try {
      return readFileSync(this.#entryFile, 'utf8');
    } catch (error) {
      const position = { file: loaded.file, ...loaded.properties.find(['entry']) };
      const reason = (error as NodeJS.ErrnoException).code === 'ENOENT' ? 'is not there' : `cannot be read: ${error}`;
      throw new LinkError(`the entry ${loaded.config.entry} ${reason}`, position);
    }
  }

  /** Refuses imports of what is built into Node.js, except from the packages of a runtime. */
  #nodeBuiltIns(): Plugin {
    const refuse = this.#refuse.bind(this);
    const refused: { readonly importer: string; readonly source: string }[] = [];
    return {
      name: 'morgana-node-built-ins',
      resolveId: {
        order: 'pre',
        handler: (source, importer) => {
          if (importer === undefined || !isBuiltin(source)) return null;
          const { packageName } = this.packages.nameOf(importer);
          if (!this.#table.runtimes.includes(packageName)) refused.push({ importer, source });
          const id = source.startsWith('node:') ? source : `node:${source}`;
          return { id, external: true, moduleSideEffects: false };
        },
      },
      buildEnd: {
        order: 'pre',
        handler(error) {
          if (error !== undefined || refused.length === 0) return;
          refused.sort((a, b) => (a.importer + a.source < b.importer + b.source ? -1 : 1));
          throw refuse(this, refused[0]!);
        },
      },
    };
  }

  #refuse(context: PluginContext, { importer, source }: { importer: string; source: string }): LinkError {
    const chain = shortestChain(context, importer);
    const steps = chain.map((id, index) => {
      const next = chain[index + 1];
      return `${this.packages.label(id)}${lineOfImport(context, id, next, source)}`;
    });
    const fix = /^(?:node:)?(?:fs|path)(?:\/|$)/.test(source)
      ? 'files come from a kv or block device'
      : /^(?:node:)?(?:net|http|https|dgram|tls|dns|http2)(?:\/|$)/.test(source)
        ? 'connections come from a stack device'
        : 'an appliance gets what it needs from its devices';
    return new LinkError(
      `${source} is built into Node.js and cannot be linked into an appliance: ${[...steps, source].join(' -> ')} (${fix})`,
    );
  }

  /** Refuses what cannot be linked ahead of time: CommonJS, and imports whose name is only known when they run. */
  #modulesOnly(): Plugin {
    const { packages } = this;
    const modules = this.#modules;
    const { runtimes } = this.#table;
    const refused: string[] = [];
    const explainBy = (reason: LinkError): void => {
      this.#reason = reason;
    };
    return {
      name: 'morgana-modules-only',
      resolveDynamicImport(specifier, importer) {
        if (typeof specifier === 'string' || runtimes.includes(packages.nameOf(importer).packageName)) return null;
        throw new LinkError('import() of a name that is computed cannot be linked; write the name as a string', {
          file: importer,
        });
      },
      moduleParsed: ({ id, ast, code }) => {
        if (!id.startsWith('\0')) modules.add(id);
        if (ast === null || !COMMON_JS.test(code ?? '')) return;
        if (ast.body.some(({ type }) => type.startsWith('Import') || type.startsWith('Export'))) return;
        refused.push(id);
      },
      buildEnd(error) {
        const [id] = refused.sort();
        if (id === undefined) return;
        const importer = this.getModuleInfo(id)?.importers[0];
        const by = importer === undefined ? '' : `, which ${packages.label(importer)} imports,`;
        const refusal = new LinkError(
          `${packages.label(id)}${by} is a CommonJS module; an appliance links ES modules only`,
        );
        // Mostly the build has failed already, for want of an export; this is the reason behind it.
        if (error === undefined) throw refusal;
        explainBy(refusal);
      },
    };
  }

  /** Morgana's own packages are there with the command, even where a package manager hides them from the appliance. */
  #ownPackages(): Plugin {
    const { resolveFrom = [] } = this.#input;
    return {
      name: 'morgana-own-packages',
      resolveId: {
        // As late as node-resolve, and behind it: this is for what it did not find.
        order: 'post',
        async handler(source, importer, options) {
          if (importer === undefined || !(source === 'morgana' || source.startsWith('@morgana/'))) return null;
          for (const base of resolveFrom) {
            if (base === importer) continue;
            const found = await this.resolve(source, base, { ...options, skipSelf: true });
            if (found !== null) return found;
          }
          return null;
        },
      },
    };
  }

  /** What no plugin found: says who wants it, and where. */
  #missing(source: string, importer: string): LinkError {
    const fix = /^\.{0,2}\//.test(source)
      ? 'there is no such file'
      : this.#notExported.has(source)
        ? `the "exports" of ${packageOf(source)} do not have it`
        : `npm install ${packageOf(source)}`;
    if (importer.startsWith(GENERATED)) {
      return new LinkError(`target "${this.#table.target}" links ${source}, which cannot be found: ${fix}`);
    }
    const label = this.packages.label(importer);
    if (source === PLATFORM)
      return new LinkError(
        `${label} imports ${PLATFORM}, which is there in compiled images only: not for target "${this.#table.target}"`,
      );
    return new LinkError(`${label} imports ${source}, which cannot be found: ${fix}`, {
      file: importer,
      ...positionOfImport(importer, source),
    });
  }
}

function positionOf({ id, loc }: RollupLog): Position | undefined {
  const file = loc?.file ?? id;
  if (file === undefined || file.startsWith('\0')) return undefined;
  return loc === undefined ? { file } : { file, line: loc.line, column: loc.column + 1 };
}

/** Warnings of rollup that say nothing to who wrote an application. */
const QUIET = ['SOURCEMAP_BROKEN', 'UNUSED_EXTERNAL_IMPORT', 'THIS_IS_UNDEFINED'];

const COMMON_JS = /\bmodule\.exports\b|\bexports\.[\w$]+\s*=|\brequire\s*\(/;

function packageOf(specifier: string): string {
  return specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');
}

function positionOfImport(file: string, source: string): { line: number; column: number } | undefined {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
  const offset = findImport(text, source);
  return offset < 0 ? undefined : lineAndColumn(text, offset);
}

/** Modules from the application to `id`, both included, over as few imports as possible. */
function shortestChain(context: PluginContext, id: string): string[] {
  const cameFrom = new Map<string, string | undefined>([[ENTRY, undefined]]);
  const queue = [ENTRY];
  for (const current of queue) {
    if (current === id) break;
    const info = context.getModuleInfo(current);
    for (const next of [...(info?.importedIds ?? []), ...(info?.dynamicallyImportedIds ?? [])]) {
      if (cameFrom.has(next)) continue;
      cameFrom.set(next, current);
      queue.push(next);
    }
  }
  const chain: string[] = [];
  for (let at: string | undefined = id; at !== undefined && at !== ENTRY; at = cameFrom.get(at)) chain.unshift(at);
  return chain;
}

/** ":3", the line on which `id` imports `next`, or at the end of the chain `source`. */
function lineOfImport(context: PluginContext, id: string, next: string | undefined, source: string): string {
  let text: string;
  try {
    text = readFileSync(id, 'utf8');
  } catch {
    return '';
  }
  let specifier = source;
  if (next !== undefined) specifier = specifierOf(context, id, next);
  const offset = findImport(text, specifier);
  return offset < 0 ? '' : `:${lineAndColumn(text, offset).line}`;
}

/** How `id` spells its import of `next`: rollup keeps the order of specifiers and of resolved ids the same. */
function specifierOf(context: PluginContext, id: string, next: string): string {
  const info = context.getModuleInfo(id)!;
  const specifiers: string[] = [];
  for (const node of info.ast?.body ?? []) {
    const source = (node as { source?: { value?: unknown } | null }).source?.value;
    if (typeof source === 'string' && !specifiers.includes(source)) specifiers.push(source);
  }
  const index = info.importedIds.indexOf(next);
  return specifiers[index] ?? next;
}

/** TypeScript becomes JavaScript by leaving its types out. */
function scripts(): Plugin {
  return {
    name: 'morgana-typescript',
    async transform(code, id) {
      if (!/\.m?ts$/.test(id)) return null;
      try {
        const result = await transform(code, {
          loader: 'ts',
          format: 'esm',
          target: 'es2023',
          sourcemap: 'external',
          sourcefile: id,
          tsconfigRaw: { compilerOptions: { verbatimModuleSyntax: true, useDefineForClassFields: true } },
        });
        return { code: result.code, map: result.map };
      } catch (error) {
        throw compileError(error, id);
      }
    },
  };
}

/** Relative imports of TypeScript end in ".js" and mean ".ts"; compiled packages bring maps back to their sources. */
function sourcesForScripts(): Plugin {
  return {
    name: 'morgana-sources',
    async resolveId(source, importer, options) {
      if (importer === undefined || !/\.m?ts$/.test(importer) || !/^\.{1,2}\/.*\.m?js$/.test(source)) return null;
      const typed = await this.resolve(source.replace(/js$/, 'ts'), importer, { ...options, skipSelf: true }).catch(
        () => null,
      );
      return typed;
    },
    load(id) {
      if (!/\.m?js$/.test(id) || id.startsWith('\0')) return null;
      const code = readFileSync(id, 'utf8');
      const reference = /\n\/\/# sourceMappingURL=([^\s]+)\s*$/.exec(code);
      if (reference === null || reference[1]!.startsWith('data:')) return null;
      try {
        const map = JSON.parse(readFileSync(join(dirname(id), reference[1]!), 'utf8'));
        return { code: code.slice(0, reference.index + 1), map };
      } catch {
        return null;
      }
    },
  };
}
