import { writeFileSync } from 'node:fs';
import { describeGraph, drawGraph, readGraph } from '@morgana/linker';
import { Failure } from '../failure.js';
import { linkerOptions, type ProjectOptions } from '../project.js';
import type { Terminal } from '../terminal.js';

export interface DescribeOptions extends ProjectOptions {
  readonly svg?: string;
  readonly json?: boolean;
}

export async function runDescribe(terminal: Terminal, options: DescribeOptions): Promise<number> {
  const graph = await readGraph(linkerOptions(options));
  if (options.svg !== undefined) {
    const picture = drawGraph(graph);
    if (options.svg === '-') {
      terminal.out(picture);
      return 0;
    }
    try {
      writeFileSync(options.svg, picture);
    } catch (error) {
      throw new Failure(`cannot write ${options.svg}: ${(error as Error).message}`);
    }
    terminal.err(`written to ${options.svg}\n`);
    if (options.json !== true) return 0;
  }
  terminal.out(options.json === true ? `${JSON.stringify(graph, null, 2)}\n` : describeGraph(graph));
  return 0;
}
