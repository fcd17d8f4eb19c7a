// test/compiled/try.ts
import { spawnSync } from 'node:child_process';

// test/compiled/bundle.ts
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

var root = fileURLToPath(new URL('../../', import.meta.url));
var standIn = (name) => join(import.meta.dirname, 'stand-in', name);
var HOST_ONLY = /from 'node:(?:child_process|http|net|dgram|stream|v8|vm|zlib)'|new AsyncFunction/;
function testFiles(packageName) {
  const folder = join(root, 'packages', packageName, 'src');
  const all = readdirSync(folder, { encoding: 'utf8', recursive: true })
    .filter((name) => name.endsWith('.test.ts'))
    .sort()
    .map((name) => join(folder, name));
  const needsHost = (file) => HOST_ONLY.test(readFileSync(file, 'utf8'));
  return { files: all.filter((file) => !needsHost(file)), left: all.filter(needsHost) };
}
function filesFor(file) {
  const table = {};
  const folder = dirname(file);
  const add = (path) => {
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
var plugin = (files) => ({
  name: 'stand-ins',
  setup(builder) {
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
      const table = {};
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
async function bundleTests(files, output) {
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

// test/compiled/try.ts
for (const name of process.argv.slice(2)) {
  const { files, left } = testFiles(name);
  await bundleTests(files, `/tmp/unix/t-${name}.mjs`);
  const r = spawnSync(process.execPath, [`/tmp/unix/t-${name}.mjs`], {
    encoding: 'utf8',
    timeout: 3e5,
    maxBuffer: 1 << 28,
  });
  console.log(
    name,
    left.length,
    r.stdout
      .trim()
      .split('\n')
      .filter((l) => l.startsWith('FAILED'))
      .slice(0, 10)
      .join('\n'),
    r.stdout.trim().split('\n').pop(),
    r.stderr.slice(0, 1e3),
  );
}
