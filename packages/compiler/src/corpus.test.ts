import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Batch, buildEngine, compileBatch, reason, TIME_LIMIT, underNode } from '../test/compiled.js';
import type { CompileOptions } from './compile.js';

// Node is the oracle: a compiled program prints the same bytes and ends the same way.
const full = process.env.MORGANA_TEST_FULL === '1';
const corpus = fileURLToPath(new URL('../test/corpus/', import.meta.url));
const programs = readdirSync(corpus)
  .filter((name) => name.endsWith('.mjs'))
  .sort();
/** What a collection at every allocation would take minutes for. */
const LARGE = /^(large|churn|deep)-/;
const small = programs.filter((name) => !LARGE.test(name));
const notDeep = programs.filter((name) => !name.startsWith('deep-'));
const pick = (...names: string[]): string[] => names.map((name) => `${name}.mjs`);
const COLLECTED = pick(
  'generators',
  'destructuring',
  'arrays-of-objects',
  'sort-collecting',
  'bigint',
  'regexp-protocols',
);
/** Where there is most to be guessed. */
const GUESSED = pick(
  ...['typed-array-loops', 'data-views-in-loops', 'doubles-in-loops', 'detached-in-loop', 'integer-overflow', 'holes'],
  ...['known-classes', 'private-method-brands', 'derived-this', 'getter-chain-ic', 'prototype-mutation-live'],
  ...['shape-transitions', 'growing-objects', 'growing-texts', 'exceptions-in-callbacks', 'program-rsa-sudoku-misc'],
);

// The proof of soundness: the same in four settings. Of the guesses that fail, all of them or every fourth
const runs: { title: string; options: CompileOptions; names: readonly string[] }[] = [
  { title: 'compiled programs do what Node does', options: { optimization: '0' }, names: programs },
  { title: 'in the compact form', options: { optimization: '0', interpret: 'all' }, names: programs },
  {
    title: 'without inference',
    options: { optimization: '0', generic: true },
    names: full ? programs : GUESSED,
  },
  {
    title: 'with guesses that fail',
    options: { optimization: '0', failGuards: 'always' },
    names: full ? programs : GUESSED,
  },
  {
    title: 'with guesses that fail now and then',
    options: { optimization: '0', failGuards: 'sometimes' },
    names: full ? programs : GUESSED,
  },
  {
    title: 'with a collection at every allocation',
    options: { optimization: '0', gcStress: true },
    names: full ? small : COLLECTED,
  },
];
if (full)
  runs.push(
    { title: 'optimised', options: { optimization: '2' }, names: programs },
    { title: 'for images', options: { optimization: '2', compact: true }, names: programs },
    // frames are larger there: what is deep ends earlier
    { title: 'under the sanitizers', options: { optimization: '1', sanitize: true }, names: notDeep },
    {
      title: 'under the sanitizers with a collection at every allocation',
      options: { optimization: '1', sanitize: true, gcStress: true },
      names: small,
    },
  );

if (full && spawnSync('clang', ['--version']).status === 0)
  runs.push({ title: 'by clang', options: { optimization: '2', cc: 'clang' }, names: programs });

/** Programs of one executable: enough to share the cost of linking, few enough to find a mistake in. */
const BATCH = 80;
let folder = '';

beforeAll(() => {
  if (reason !== null) return;
  buildEngine();
  folder = mkdtempSync(join(tmpdir(), 'morgana-corpus-'));
}, TIME_LIMIT);
afterAll(() => {
  if (folder !== '') rmSync(folder, { recursive: true, force: true });
});

for (const { title, options, names } of runs)
  for (let first = 0; first < names.length; first += BATCH) {
    const batch = names.slice(first, first + BATCH);
    describe.skipIf(reason !== null)(`${title}, from ${batch[0]}`, () => {
      let compiled: Batch;
      beforeAll(async () => {
        const paths = batch.map((name) => join(corpus, name));
        compiled = await compileBatch(paths, join(folder, `${title}${first}`.replaceAll(' ', '-')), options);
      }, TIME_LIMIT);
      test.concurrent.each(batch)(
        '%s',
        async (name) => {
          const path = join(corpus, name);
          const [actual, expected] = await Promise.all([compiled.run(path), underNode(path)]);
          expect(actual).toEqual(expected);
        },
        TIME_LIMIT,
      );
    });
  }
