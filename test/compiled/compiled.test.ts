import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { buildEngine, reason, TIME_LIMIT } from '../../packages/compiler/test/compiled.js';
import { bundleTests, testFiles } from './bundle.js';

// The unit tests of packages, compiled: the same files over a stand-in for vitest. Node.js runs the bundle too, and every line
// has to be the same: which tests there are, and that each of them passes.
const run = promisify(execFile);

/** A bundle each: what stands together shares fast-check. */
const GROUPS: readonly (readonly string[])[] = [
  ['console', 'time', 'random', 'log', 'flow', 'network', 'block', 'kv'],
  ['tcpip'],
  ['http'],
];

let folder = '';
beforeAll(() => {
  if (reason !== null) return;
  buildEngine();
  folder = mkdtempSync(join(tmpdir(), 'morgana-compiled-tests-'));
}, TIME_LIMIT);
afterAll(() => {
  if (folder !== '') rmSync(folder, { recursive: true, force: true });
});

// dear to compile: most of a minute a bundle on two cores, where nothing of it was compiled before
const full = process.env.MORGANA_TEST_FULL === '1';

describe.skipIf(reason !== null || !full).each(GROUPS.map((packages) => ({ packages })))(
  'compiled: $packages',
  ({ packages }) => {
    test(
      'every test passes, as it does under Node.js',
      async () => {
        const { compileFile } = await import('@morgana/compiler');
        const { fetchGlobals } = await import('@morgana/linker');
        const found = packages.map(testFiles);
        const left = found.flatMap((one) => one.left).map((path) => basename(path));
        if (left.length > 0) console.log(`left out, for they need a host: ${left.join(', ')}`);
        const bundle = join(folder, `${packages[0]}.mjs`);
        const program = join(folder, packages[0]!);
        await bundleTests(
          found.flatMap((one) => one.files),
          bundle,
        );
        // http's tests import hono by a computed name, and do without it where it is not there
        await compileFile(bundle, program, { optimization: '1', dynamicCode: 'throw', globals: fetchGlobals() });
        const limits = { timeout: TIME_LIMIT, maxBuffer: 1 << 28 };
        const [compiled, underNode] = await Promise.all([
          run(program, limits),
          run(process.execPath, [bundle], limits),
        ]);
        expect(compiled.stderr).toBe('');
        const lines = compiled.stdout.split('\n');
        expect(lines.filter((line) => line.startsWith('FAILED'))).toEqual([]);
        expect(lines).toEqual(underNode.stdout.split('\n'));
        expect(lines.at(-2)).toMatch(/^[1-9]\d* passed, 0 failed/);
      },
      2 * TIME_LIMIT,
    );
  },
);
