import { readFileSync } from 'node:fs';
import { findFunction, readGraph, readSymbolFile, symbolizeLine } from '@morgana/linker';
import { Failure, wrongUsage } from '../failure.js';
import { linkerOptions, type ProjectOptions } from '../project.js';
import type { Terminal } from '../terminal.js';

/**
 * Names for addresses: those given, else those in the console output on standard input.
 * @throws {Failure} when the image was not built here
 */
export async function runSymbolize(
  terminal: Terminal,
  addresses: readonly string[],
  options: ProjectOptions,
): Promise<number> {
  const project = linkerOptions(options);
  const graph = await readGraph(project);
  const symbols = readSymbolFile({ root: project.root }, graph);
  if (symbols === undefined) {
    throw new Failure(
      `nothing is known of an image of ${graph.name} for ${graph.target}: morgana build -t ${graph.target} writes it down`,
    );
  }
  if (addresses.length === 0) {
    for (const line of readFileSync(0, 'utf8').split('\n').slice(0, -1)) {
      const text = symbolizeLine(symbols, line);
      if (text !== undefined) terminal.out(`${text}\n`);
    }
    return 0;
  }
  for (const text of addresses) {
    if (!/^0x[0-9a-f]{1,16}$/i.test(text)) wrongUsage(`${text} is no address, such as 0x101234`);
    const found = findFunction(symbols, Number.parseInt(text, 16));
    terminal.out(
      `${text} ${found === undefined ? 'not code of this image' : [found.name, found.position].filter(Boolean).join(' ')}\n`,
    );
  }
  return 0;
}
