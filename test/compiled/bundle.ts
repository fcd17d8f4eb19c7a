import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, type Plugin } from 'esbuild';

const root = fileURLToPath(new URL('../../', import.meta.url));
const standIn = (name: string): string => join(import.meta.dirname, 'stand-in', name);

/**
 * Modules of Node.js without which a test file makes no sense: sockets, processes, the collector's switches; programs that
 * are made when the test runs; and resizable buffers, which the engine does not have.
 */
const HOST_ONLY = /from 'node:(?:child_process|http|net|dgram|stream|v8|vm|zlib)'|new AsyncFunction|maxByteLength/;

/** Every test file of a package, sorted, and those of them that need a host. */
export function testFiles(packageName: string): {
  readonly files: readonly string[];
  readonly left: readonly string[];
} {
  const folder = join(root, 'packages', packageName, 'src');
  const all = readdirSync(folder, { encoding: 'utf8', recursive: true })
    .filter((name) => name.endsWith('.test.ts'))
    .sort()
    .map((name) => join(folder, name));
  const needsHost = (file: string): boolean => HOST_ONLY.test(readFileSync(file, 'utf8'));
  return { files: all.filter((file) => !needsHost(file)), left: all.filter(needsHost) };
}

/** What readFileSync and readdirSync of a test file find: the folders beside it that hold data, and its package's README. */
function filesFor(file: string): Record<string, string> {
  const table: Record<string, string> = {};
  const folder = dirname(file);
  const add = (path: string): void => {
    if (statSync(path).isDirectory()) for (const name of readdirSync(path)) add(join(path, name));
    else table[path] = readFileSync(path, 'latin1');
  };
  for (const name of readdirSync(folder)) {
    const path = join(folder, name);
    if (statSync(path).isDirectory() && !readdirSync(path).some((one) => one.endsWith('.ts'))) add(path);
  }
  for (let at = folder; at.startsWith(root); at = dirname(at)) {
    if (!existsSync(join(at, 'package.json'))) continue;
    add(join(at, 'README.md'));
    break;
  }
  return table;
}

const plugin = (files: readonly string[]): Plugin => ({
  name: 'stand-ins',
  setup(builder) {
    // packages say that their modules have no side effects; those of tests have
    builder.onResolve({ filter: /^\/.*\.test\.ts$/ }, ({ path }) => ({ path, sideEffects: true }));
    builder.onResolve({ filter: /^vitest$/ }, () => ({ path: standIn('vitest.ts') }));
    builder.onResolve({ filter: /^node:crypto$/ }, () => ({ path: standIn('node.ts') }));
    builder.onResolve({ filter: /^node:(?:fs|path)$/ }, ({ path }) => ({ path, namespace: 'files' }));
    builder.onResolve({ filter: /^marker:/ }, ({ path }) => ({ path, namespace: 'marker', sideEffects: true }));
    builder.onLoad({ filter: /./, namespace: 'marker' }, ({ path }) => ({
      contents: `import { testFile } from 'vitest'; testFile(${JSON.stringify(path.slice(path.indexOf(':') + 1))});`,
      resolveDir: root,
    }));
    builder.onLoad({ filter: /./, namespace: 'files' }, ({ path }) => {
      if (path === 'node:path') return { contents: `export const join = (...parts) => parts.join('/');` };
      const table: Record<string, string> = {};
      for (const file of files) if (/node:fs/.test(readFileSync(file, 'utf8'))) Object.assign(table, filesFor(file));
      const names = Object.fromEntries(Object.entries(table).map(([name, text]) => [relative(root, name), text]));
      return {
        contents: `const table = ${JSON.stringify(names)};
          export const readFileSync = (path, encoding) => {
            const text = table[String(path)];
            if (text === undefined) throw new Error('no such file: ' + path);
            return Buffer.from(text, 'latin1').toString(encoding);
          };
          export const readdirSync = (path) => Object.keys(table).filter((name) => name.startsWith(path + '/')).map((name) => name.slice(path.length + 1));`,
      };
    });
    builder.onLoad({ filter: /\.test\.ts$/ }, ({ path }) => ({
      contents: readFileSync(path, 'utf8').replaceAll(
        'import.meta.dirname',
        JSON.stringify(relative(root, dirname(path))),
      ),
      loader: 'ts',
    }));
  },
});

/** The test files as one ECMAScript module without imports: it runs under Node.js and compiled. */
export async function bundleTests(files: readonly string[], output: string): Promise<void> {
  const entry = [
    ...files.flatMap((file) => [
      `import ${JSON.stringify(`marker:${relative(root, file)}`)};`,
      `import ${JSON.stringify(file)};`,
    ]),
    `import { runTests } from 'vitest';`,
    'runTests();',
  ].join('\n');
  await build({
    stdin: { contents: entry, resolveDir: root, loader: 'ts' },
    outfile: output,
    bundle: true,
    format: 'esm',
    target: 'es2023',
    conditions: ['source'],
    mainFields: ['module', 'main'],
    platform: 'neutral',
    inject: [standIn('globals.ts')],
    sourcemap: 'linked',
    logLevel: 'error',
    plugins: [plugin(files)],
  });
}
