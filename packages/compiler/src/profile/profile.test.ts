import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, describe, expect, test } from 'vitest';
import { translate } from '../compile.js';
import type { SourceFile } from '../source.js';
import { functionPaths, profilesOf, type Run } from './coverage.js';

const folder = mkdtempSync(join(tmpdir(), 'morgana-coverage-'));
afterAll(() => rmSync(folder, { recursive: true }));

const PROGRAM = `
class Parser {
  #position = 0;
  static of(text) { return new Parser(text); }
  constructor(text) { this.text = text; }
  #next() {
    if (this.#position > 100_000) throw new Error('too far');
    return this.#position++ % 2 === 0 ? this.text : undefined;
  }
  get value() { return this.#next() ?? 'none'; }
}
const twice = (x) => [x, x].map((y) => y + 1);
function start(options) {
  if (options === 'never') {
    twice(1);
    return 7;
  }
  const parser = Parser.of('text');
  for (let i = 0; i < 20_000; i++) parser.value;
  for (let i = 0; i < 60; i++) twice(i);
  return 0;
}
start();
`;

/** The lines of a program as those of a file of a package. */
function source(text: string): SourceFile {
  const mappings = text
    .split('\n')
    .map((_, line) => (line === 0 ? 'AAAA' : 'AACA'))
    .join(';');
  return {
    path: 'main.mjs',
    text,
    map: JSON.stringify({ version: 3, names: [], sources: ['@scope/parser/src/parser.ts'], mappings }),
  };
}

function run(text: string): Run {
  const path = join(folder, 'program.mjs');
  writeFileSync(path, text);
  const coverage = mkdtempSync(join(folder, 'run-'));
  execFileSync(process.execPath, [path], { env: { ...process.env, NODE_V8_COVERAGE: coverage } });
  const { result } = JSON.parse(readFileSync(join(coverage, readdirSync(coverage)[0]!), 'utf8'));
  const url = pathToFileURL(path).href;
  return { source: source(text), functions: result.find((script: { url: string }) => script.url === url).functions };
}

describe('profilesOf', () => {
  const made = profilesOf([run(PROGRAM)], () => true);

  test('names functions by their path, says how often they run and what of them did not', () => {
    expect([...made]).toEqual([
      [
        '@scope/parser',
        {
          'src/parser.ts': {
            'Parser.#next': 'hot 5 1',
            'Parser.get value': 'hot 2',
            start: 'warm 11 1 2',
            'twice/()': 'warm 0',
            twice: 'warm 0',
          },
        },
      ],
    ]);
  });

  test('is the same behind other lines and under the names that bundlers give', () => {
    const moved = `function other() {}\n\n${PROGRAM.replaceAll('twice', 'twice$2').replaceAll('Parser', 'Parser$1')}`;
    expect([...profilesOf([run(moved)], () => true)]).toEqual([...made]);
  });

  test('of other packages says nothing', () => {
    expect(profilesOf([run(PROGRAM)], (name) => name === 'other').size).toBe(0);
  });

  test('what a warm run adds is warm', () => {
    const [profile] = profilesOf([{ ...run(PROGRAM), warm: true }], () => true).values();
    expect(profile!['src/parser.ts']!['Parser.#next']).toBe('warm 5 1');
  });
});

describe('a program with profiles', () => {
  const frequencies = async (entries: Record<string, string>): Promise<Record<string, unknown>> => {
    const profiles = new Map([['@scope/parser', { 'src/parser.ts': entries }]]);
    const { functions } = await translate([source(PROGRAM)], { profiles, compact: true });
    return Object.fromEntries(
      functions
        .filter(({ position }) => position.file.startsWith('@scope/'))
        .map((fn) => [fn.name, { frequency: fn.frequency, cold: fn.blocks.filter((block) => block.cold).length }]),
    );
  };

  test('knows functions by name; others of the file run seldom', async () => {
    expect(await frequencies({ 'Parser.#next': 'hot 5 1', twice: 'warm 0' })).toMatchObject({
      '#next': { frequency: 'hot', cold: 1 },
      twice: { frequency: 'warm', cold: 0 },
      start: { frequency: 'seldom', cold: 0 },
    });
  });

  test('does not take parts of a function that has changed for those that did not run', async () => {
    expect(await frequencies({ 'Parser.#next': 'hot 9 1' })).toMatchObject({ '#next': { frequency: 'hot', cold: 0 } });
  });

  test('knows nothing of files that are not named', async () => {
    const profiles = new Map([['@scope/parser', { 'src/other.ts': {} }]]);
    const { functions } = await translate([source(PROGRAM)], { profiles });
    expect(functions.every(({ frequency }) => frequency === null)).toBe(true);
  });

  test('puts what did not run aside', async () => {
    const profiles = new Map([['@scope/parser', { 'src/parser.ts': { 'Parser.#next': 'hot 5 1' } }]]);
    const { units } = await translate([source(PROGRAM)], { profiles, compact: true });
    const text = units.find((unit) => unit.text.includes('COLD_LABEL'))?.text ?? '';
    expect(/COLD_LABEL;([^:]*)/.exec(text)?.[1]).toContain('throw');
  });
});

test('functionPaths gives all names of a file', () => {
  expect([...functionPaths(source(PROGRAM))].sort()).toEqual([
    'Parser.#next',
    'Parser.constructor',
    'Parser.get value',
    'Parser.static of',
    'start',
    'twice',
    'twice/()',
  ]);
});
