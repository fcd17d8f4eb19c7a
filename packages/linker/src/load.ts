import { randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, isAbsolute, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type BuildFailure, build } from 'esbuild';
import type { ApplianceConfig } from './config.js';
import { LinkError } from './errors.js';
import { type Properties, scanProperties } from './positions.js';
import { type ApplianceFolder, openStateFolder } from './state.js';
import { validateConfig } from './validate.js';

const CONFIG_NAMES = ['morgana.config.ts', 'morgana.config.mts', 'morgana.config.js', 'morgana.config.mjs'];

/** A config with where it came from. */
export interface LoadedConfig {
  readonly config: ApplianceConfig;
  readonly folder: ApplianceFolder;
  /** Absolute path of the config file. */
  readonly file: string;
  /** Every file that the config was read from, absolute: itself and what it imports by relative paths. */
  readonly inputs: readonly string[];
  readonly properties: Properties;
}

/**
 * Loads and checks the morgana.config.ts of a folder.
 *
 * The config is a program: esbuild joins it with its own relative imports, packages are left to Node.
 * @throws {LinkError} when it is missing, does not compile, fails to run, or says something that cannot be
 */
export async function loadConfig(root: string): Promise<LoadedConfig> {
  const file = findConfig(root);
  const folder: ApplianceFolder = { root: dirname(file) };
  const state = openStateFolder(folder);
  const output = join(state, `config-${randomUUID()}.mjs`);
  const { code, inputs } = await bundleConfig(file);
  let exported: { readonly default?: unknown };
  try {
    mkdirSync(state, { recursive: true });
    writeFileSync(output, code);
    exported = (await import(/* @vite-ignore */ pathToFileURL(output).href)) as { default?: unknown };
  } catch (error) {
    throw new LinkError(`the config fails to load: ${firstLine(error)}`, { file });
  } finally {
    rmSync(output, { force: true });
  }
  const properties = scanProperties(readFileSync(file, 'utf8'));
  if (exported.default === undefined) {
    throw new LinkError('the config has no default export; write: export default defineConfig({ ... })', { file });
  }
  return { config: validateConfig(exported.default, file, properties), folder, file, inputs, properties };
}

function findConfig(root: string): string {
  for (const name of CONFIG_NAMES) {
    const file = resolve(root, name);
    if (existsSync(file)) return file;
  }
  throw new LinkError(`there is no ${CONFIG_NAMES[0]} in ${resolve(root)}; morgana runs in the folder of an appliance`);
}

async function bundleConfig(file: string): Promise<{ code: string; inputs: string[] }> {
  try {
    const result = await build({
      entryPoints: [file],
      absWorkingDir: dirname(file),
      bundle: true,
      write: false,
      metafile: true,
      format: 'esm',
      platform: 'node',
      target: 'node20',
      packages: 'external',
      sourcemap: 'inline',
      logLevel: 'silent',
    });
    const inputs = Object.keys(result.metafile.inputs).map((path) =>
      isAbsolute(path) ? path : join(dirname(file), path),
    );
    return { code: result.outputFiles[0]!.text, inputs: inputs.sort() };
  } catch (error) {
    throw compileError(error, file);
  }
}

/** esbuild's first complaint as a LinkError. */
export function compileError(error: unknown, file: string): LinkError {
  const [first] = (error as BuildFailure).errors ?? [];
  if (first === undefined) return new LinkError(firstLine(error), { file });
  const { location } = first;
  if (location === null) return new LinkError(first.text, { file });
  const where = isAbsolute(location.file) ? location.file : resolve(dirname(file), location.file);
  return new LinkError(first.text, { file: where, line: location.line, column: location.column + 1 });
}

export function firstLine(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  return text.split('\n', 1)[0]!;
}
