import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { nodeResolve } from '@rollup/plugin-node-resolve';
import { rollup } from 'rollup';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Batch, buildEngine, compileBatch, reason, TIME_LIMIT, underNode } from '../test/compiled.js';

// Well-known packages, bundled unchanged: a program that exercises one of them does under Node and compiled the same. Half a
// million lines of C: for the long runs.
const full = process.env.MORGANA_TEST_FULL === '1';
const folder = fileURLToPath(new URL('../test/packages/', import.meta.url));
const programs = readdirSync(folder).sort();

async function bundle(name: string, file: string): Promise<void> {
  const resolve = nodeResolve({ browser: true, preferBuiltins: false, exportConditions: ['browser'] });
  const linked = await rollup({ input: join(folder, name), plugins: [resolve], logLevel: 'silent' });
  await linked.write({ file, format: 'es', inlineDynamicImports: true });
  await linked.close();
}

if (!full) console.log('left out: packages compiled (MORGANA_TEST_FULL=1 runs them)');

describe.skipIf(reason !== null || !full)('packages do compiled what they do under Node', () => {
  let work = '';
  let compiled: Batch;
  const pathOf = (name: string): string => join(work, name);
  beforeAll(async () => {
    buildEngine();
    work = mkdtempSync(join(tmpdir(), 'morgana-packages-'));
    for (const name of programs) await bundle(name, pathOf(name));
    // lodash and others have a way without code from texts, and templates that need it
    compiled = await compileBatch(programs.map(pathOf), join(work, 'packages'), {
      optimization: '1',
      dynamicCode: 'throw',
    });
  }, TIME_LIMIT);
  afterAll(() => {
    if (work !== '') rmSync(work, { recursive: true, force: true });
  });
  test.concurrent.each(programs)(
    '%s',
    async (name) => {
      const [actual, expected] = await Promise.all([compiled.run(pathOf(name)), underNode(pathOf(name))]);
      expect(actual).toEqual(expected);
    },
    TIME_LIMIT,
  );
});
