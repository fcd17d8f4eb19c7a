import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { profilesOf } from '@morgana/compiler';
import { countFunctions, PROFILE_FILE, profileText, readGraph, readRun } from '@morgana/linker';
import { Failure } from '../failure.js';
import { linkerOptions } from '../project.js';
import type { Terminal } from '../terminal.js';
import { type RunOptions, runRun } from './run.js';

/**
 * Runs the appliance under Node.js until it ends, with V8 counting what runs how often, and writes hot.json: which of the
 * appliance's own functions compiled images are to have as fast code, and which as small code. @throws {Failure | LinkError}
 */
export async function runProfile(terminal: Terminal, options: RunOptions): Promise<number> {
  const project = linkerOptions({ ...options, target: 'node' });
  const graph = await readGraph(project);
  const coverage = mkdtempSync(join(tmpdir(), 'morgana-profile-'));
  try {
    const status = await runRun(terminal, { ...options, target: 'node', environment: { NODE_V8_COVERAGE: coverage } });
    const run = readRun(coverage, join(project.root, 'dist', `${graph.name}.node`));
    if (run === undefined)
      throw new Failure('the appliance was killed before it could say what it has run: end it with Ctrl-C, once');
    const profile = profilesOf([run], (packageName) => packageName === graph.name).get(graph.name) ?? {};
    writeFileSync(join(project.root, PROFILE_FILE), profileText(profile));
    const { hot, warm } = countFunctions(profile);
    terminal.err(`${PROFILE_FILE}: ${hot} functions are hot, ${warm} warm; the next build of an image uses it\n`);
    return status;
  } finally {
    rmSync(coverage, { recursive: true, force: true });
  }
}
