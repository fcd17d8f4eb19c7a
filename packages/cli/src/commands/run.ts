import { findFreshImage } from '@morgana/linker';
import { type Appliance, startAppliance } from '../appliance.js';
import { blockArguments } from '../blocks.js';
import { attachNetworks } from '../networks.js';
import { linkerOptions, type ProjectOptions } from '../project.js';
import { parseForwards } from '../publish.js';
import { announceWhenReady } from '../ready.js';
import type { Terminal } from '../terminal.js';
import { buildImage } from './build.js';

export interface RunOptions extends ProjectOptions {
  readonly publish?: readonly string[];
  readonly net?: readonly string[];
  readonly block?: readonly string[];
  readonly bootArguments?: readonly string[];
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
  const blocks = blockArguments(graph, options.block ?? []);

  // An appliance that is only asked for its --help needs no network to answer.
  if (own.includes('--help') || own.includes('-h')) {
    return startAppliance({ image: output, bootArguments: own, cwd: project.root }).ended;
  }
  const attached = await attachNetworks(graph, options.net ?? [], forwards, own);
  let appliance: Appliance | undefined;
  try {
    appliance = startAppliance({
      image: output,
      bootArguments: [...attached.bootArguments, ...blocks, ...own],
      cwd: project.root,
    });
    const { userNetwork } = attached;
    const { ended } = appliance;
    if (userNetwork !== undefined) {
      const http = image.packages.includes('@morgana/http');
      await announceWhenReady({ terminal, userNetwork, forwards, http, ended });
    }
    return await ended;
  } finally {
    appliance?.kill();
    await attached.close();
  }
}
