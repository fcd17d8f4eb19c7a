/**
 * The plan of the house (docs/ARCHITECTURE.md), checked against the imports: arrows point down only, protocols and runtimes
 * do not know each other, no Node built-in and no undeclared dependency below the runtimes, no cycles.
 */
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { dirname, join, relative, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';

const root = resolve(import.meta.dirname, '..');

/** Floors from the ground up. A package imports from lower floors only. */
const FLOORS: readonly (readonly string[])[] = [
  ['compliance'],
  ['console', 'time', 'random'],
  ['log', 'flow', 'network', 'block', 'kv', 'engine'],
  ['boot'],
  ['drivers'],
  ['tcpip'],
  ['http', 'dhcp', 'dns', 'nat'],
  ['gateway'],
  ['runtime-node', 'runtime-unix', 'runtime-solo5'],
  ['compiler', 'tender'],
  ['linker'],
  ['cli'],
];

/** Packages that run on the host and may use Node's built-ins. */
const ON_NODE = new Set(['runtime-node', 'runtime-solo5', 'compiler', 'tender', 'linker', 'cli']);

interface Import {
  readonly file: string;
  readonly specifier: string;
  readonly typeOnly: boolean;
}

function sources(directory: string): string[] {
  return readdirSync(directory).flatMap((name) => {
    const path = join(directory, name);
    if (statSync(path).isDirectory()) return sources(path);
    return path.endsWith('.ts') && !path.endsWith('.test.ts') && !path.includes('/testing/') ? [path] : [];
  });
}

function importsOf(file: string): Import[] {
  const text = readFileSync(file, 'utf8').replace(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, '');
  const found: Import[] = [];
  for (const match of text.matchAll(/^\s*(import|export)(\s+type)?\b[^;'"`]*?from\s*['"]([^'"]+)['"]/gm)) {
    found.push({ file, specifier: match[3]!, typeOnly: match[2] !== undefined });
  }
  for (const match of text.matchAll(/^\s*import\s*['"]([^'"]+)['"]|\bimport\(\s*['"]([^'"]+)['"]\s*\)/gm)) {
    found.push({ file, specifier: (match[1] ?? match[2])!, typeOnly: false });
  }
  return found;
}

const packages = readdirSync(join(root, 'packages')).filter((name) =>
  existsSync(join(root, 'packages', name, 'package.json')),
);
const manifests = new Map(
  packages.map((name) => [name, JSON.parse(readFileSync(join(root, 'packages', name, 'package.json'), 'utf8'))]),
);
const folderOf = new Map(packages.map((name) => [manifests.get(name).name as string, name]));
const floorOf = new Map(FLOORS.flatMap((names, floor) => names.map((name) => [name, floor] as const)));

describe.each(packages)('%s', (name) => {
  const manifest = manifests.get(name);
  const imports = sources(join(root, 'packages', name, 'src')).flatMap(importsOf);

  test('has a floor', () => {
    expect(floorOf.has(name), `add "${name}" to FLOORS here and to docs/ARCHITECTURE.md`).toBe(true);
  });

  test('imports from lower floors only, and only what its package.json declares', () => {
    const wrong: string[] = [];
    for (const { file, specifier } of imports) {
      if (specifier.startsWith('.') || isBuiltin(specifier) || specifier === 'morgana:platform') continue;
      const parts = specifier.split('/');
      const dependency = specifier.startsWith('@') ? `${parts[0]}/${parts[1]}` : parts[0]!;
      if (dependency === manifest.name) continue;
      const where = `${relative(root, file)} imports ${specifier}`;
      if (!manifest.dependencies?.[dependency] && !manifest.peerDependencies?.[dependency]) {
        wrong.push(`${where}: not in dependencies`);
      }
      const folder = folderOf.get(dependency);
      if (folder !== undefined && floorOf.get(folder)! >= floorOf.get(name)!) wrong.push(`${where}: an arrow upwards`);
    }
    expect(wrong).toEqual([]);
  });

  test('declares no dependency that it does not import', () => {
    const used = new Set(
      sources(join(root, 'packages', name))
        .flatMap(importsOf)
        .map(({ specifier }) =>
          specifier
            .split('/')
            .slice(0, specifier.startsWith('@') ? 2 : 1)
            .join('/'),
        ),
    );
    expect(Object.keys(manifest.dependencies ?? {}).filter((dependency) => !used.has(dependency))).toEqual([]);
  });

  test('protocols and runtimes meet in the link step only', () => {
    const isRuntime = name.startsWith('runtime-');
    const protocols = new Set(['tcpip', 'http', 'dhcp', 'dns', 'nat', 'gateway']);
    const wrong = imports.filter(({ specifier }) => {
      const folder = folderOf.get(specifier.split('/').slice(0, 2).join('/'));
      if (folder === undefined) return false;
      return isRuntime ? protocols.has(folder) : protocols.has(name) && folder.startsWith('runtime-');
    });
    expect(wrong).toEqual([]);
  });

  if (!ON_NODE.has(name)) {
    test('uses no Node built-in', () => {
      expect(imports.filter(({ specifier }) => isBuiltin(specifier))).toEqual([]);
    });
  }

  test('has no cycle of modules', () => {
    const edges = new Map<string, string[]>();
    for (const { file, specifier, typeOnly } of imports) {
      if (!specifier.startsWith('.') || typeOnly) continue;
      const target = resolve(dirname(file), specifier.replace(/\.js$/, '.ts'));
      edges.set(file, [...(edges.get(file) ?? []), target]);
    }
    const done = new Set<string>();
    const visit = (file: string, path: readonly string[]): void => {
      if (path.includes(file)) {
        throw new Error([...path.slice(path.indexOf(file)), file].map((f) => relative(root, f)).join(' -> '));
      }
      if (done.has(file)) return;
      for (const next of edges.get(file) ?? []) visit(next, [...path, file]);
      done.add(file);
    };
    for (const file of edges.keys()) visit(file, []);
  });

  test('is published-shape: ESM, exports with types, no side effects, a README', () => {
    expect(manifest.type).toBe('module');
    expect(manifest.sideEffects).toBe(false);
    expect(manifest.license).toBe('ISC');
    for (const [subpath, target] of Object.entries<Record<string, string> | string>(manifest.exports)) {
      if (typeof target === 'string') continue;
      expect(existsSync(join(root, 'packages', name, target.source!)), `${subpath}: ${target.source}`).toBe(true);
      expect(Object.keys(target)).toEqual(['source', 'types', 'default']);
    }
    expect(existsSync(join(root, 'packages', name, 'README.md')), 'README.md').toBe(true);
  });
});
