// npm run sizes: the size of every library, minified, for the table in README.md. Needs the packages built.
//   alone: everything the package exports, without the packages below it
//   whole: the same with them, which is the most that an import of it can cost
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';
import { root } from './lib.mjs';

const ON_NODE = new Set([
  'runtime-node',
  'runtime-unix',
  'runtime-solo5',
  'tender',
  'engine',
  'compiler',
  'linker',
  'cli',
  'compliance',
]);

async function size(entry, external) {
  const { outputFiles } = await build({
    entryPoints: [entry],
    bundle: true,
    minify: true,
    format: 'esm',
    write: false,
    external,
    logLevel: 'silent',
  });
  const bytes = outputFiles[0].contents;
  return { minified: bytes.length, gzipped: gzipSync(bytes, { level: 9 }).length };
}

const kilobytes = (octets) => `${(octets / 1000).toFixed(1)} KB`;

console.log('| package | what it is | alone, minified (gzip) | whole, minified (gzip) |');
console.log('| --- | --- | ---: | ---: |');
for (const name of readdirSync(join(root, 'packages'))) {
  const manifest = JSON.parse(readFileSync(join(root, 'packages', name, 'package.json'), 'utf8'));
  const link = `[${manifest.name}](packages/${name})`;
  const entry = join(root, 'packages', name, 'dist', 'index.js');
  if (ON_NODE.has(name) || !existsSync(entry)) {
    console.log(`| ${link} | ${manifest.description} | | |`);
    continue;
  }
  const alone = await size(entry, ['@morgana/*']);
  const whole = await size(entry, []);
  const columns = [alone, whole].map(({ minified, gzipped }) => `${kilobytes(minified)} (${kilobytes(gzipped)})`);
  console.log(`| ${link} | ${manifest.description} | ${columns.join(' | ')} |`);
}
