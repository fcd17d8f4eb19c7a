import { findFreshImage, readSymbolFile, symbolizeLine } from '@morgana/linker';
import { type Appliance, startAppliance } from '../appliance.js';
import { blockArguments } from '../blocks.js';
import { wrongUsage } from '../failure.js';
import { attachNetworks } from '../networks.js';
import { linkerOptions, type ProjectOptions } from '../project.js';
import { parseForwards } from '../publish.js';
import { announceWhenReady } from '../ready.js';
import { findTender, needsTender, tenderOptions } from '../tender.js';
import type { Terminal } from '../terminal.js';
import { buildImage } from './build.js';

export interface RunOptions extends ProjectOptions {
  readonly publish?: readonly string[];
  readonly net?: readonly string[];
  readonly block?: readonly string[];
  readonly mem?: string;
  readonly bootArguments?: readonly string[];
  /** Variables of the appliance's process, beside our own. */
  readonly environment?: Readonly<Record<string, string>>;
}

/**
 * Starts the image, its network and its disks around it; resolves to the appliance's exit status.
 * @throws {Failure | LinkError}
 */
export async function runRun(terminal: Terminal, options: RunOptions): Promise<number> {
  const forwards = parseForwards(options.publish ?? []);
  const project = linkerOptions(options);
  const image = (await findFreshImage(project)) ?? (await buildImage(terminal, project));
  const { graph, output } = image;
  const own = options.bootArguments ?? [];
  const memory = parseMemory(graph.target, options.mem);
  const blocks = blockArguments(graph, options.block ?? []);
  const help = own.includes('--help') || own.includes('-h');
  const symbols = readSymbolFile({ root: project.root }, graph);
  const onLine = symbols === undefined ? undefined : (line: string) => symbolizeLine(symbols, line);
  const start = async (bootArguments: readonly string[]): Promise<Appliance> => {
    if (!needsTender(graph.target)) {
      const limit = memory === undefined ? [] : [`--heap-max=${memory}M`];
      const { environment } = options;
      const given = [...limit, ...bootArguments];
      return startAppliance({ image: output, bootArguments: given, onLine, cwd: project.root, environment });
    }
    const { options: attachments, rest } = tenderOptions(graph, bootArguments, memory);
    const tender = [await findTender(graph.target), ...attachments];
    return startAppliance({ image: output, tender, bootArguments: rest, onLine, cwd: project.root });
  };

  // An appliance that is only asked for its --help needs no network to answer; a tender starts none without its devices.
  if (help && !needsTender(graph.target)) return (await start(own)).ended;
  const attached = await attachNetworks(graph, options.net ?? [], help ? [] : forwards, own);
  let appliance: Appliance | undefined;
  try {
    appliance = await start([...attached.bootArguments, ...blocks, ...own]);
    const { userNetwork } = attached;
    const { ended } = appliance;
    if (userNetwork !== undefined && !help) {
      const http = image.packages.includes('@morgana/http');
      await announceWhenReady({ terminal, userNetwork, forwards, http, ended });
    }
    return await ended;
  } finally {
    appliance?.kill();
    await attached.close();
  }
}

/** `--mem MB`: the memory of an image, or of the heap of one that is a process of its own. @throws {Failure} */
function parseMemory(target: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  if (target === 'node')
    wrongUsage('--mem: an image for node has the memory of Node.js (NODE_OPTIONS=--max-old-space-size=MB)');
  const memory = Number(text);
  if (!/^\d+$/.test(text) || memory < 2 || memory > 4096)
    wrongUsage(`--mem ${text}: it is a number of MB from 2 to 4096`);
  return memory;
}
