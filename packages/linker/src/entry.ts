import type { ApplianceConfig } from './config.js';
import type { Graph } from './graph.js';
import type { TargetTable } from './targets.js';

/** Specifiers that the generated entry uses for what has no package name. */
export const APPLICATION = 'morgana:application';
export const CONFIG = 'morgana:config';
export const EMBEDDED = 'morgana:embedded/';

/**
 * The module that the bundle starts from: it imports the platform, exactly the chosen drivers and the application, and
 * boots them. What MirageOS does by applying functors is done here by naming modules.
 */
export function generateEntry(config: ApplianceConfig, graph: Graph, table: TargetTable): string {
  const imports = [
    `import { bootAppliance } from '@morgana/boot';`,
    `import { ${table.platform.name} as openPlatform } from '${table.platform.module}';`,
  ];
  const devices: string[] = [];
  graph.devices.forEach((device, index) => {
    imports.push(`import { ${device.export} as driver${index} } from '${device.module}';`);
    const options = JSON.stringify(device.options);
    const needs = JSON.stringify(device.needs);
    devices.push(`    { name: '${device.name}', driver: driver${index}, options: ${options}, needs: ${needs} },`);
  });
  imports.push(`import main from '${APPLICATION}';`);

  // A check is a function, and a function cannot be written down: then the config itself becomes a part of the image.
  let specs = JSON.stringify(config.arguments ?? {});
  if (hasChecks(config)) {
    imports.push(`import config from '${CONFIG}';`);
    specs = 'config.arguments';
  }
  const fields = [`  name: '${graph.name}',`];
  if (graph.description !== undefined) fields.push(`  description: ${JSON.stringify(graph.description)},`);
  if (config.stopGrace !== undefined) fields.push(`  stopGrace: ${config.stopGrace},`);
  fields.push(`  arguments: ${specs},`, `  devices: [\n${devices.join('\n')}\n  ],`, '  main,');
  return `${imports.join('\n')}\n\nbootAppliance(openPlatform(), {\n${fields.join('\n')}\n});\n`;
}

export function hasChecks(config: ApplianceConfig): boolean {
  return Object.values(config.arguments ?? {}).some((spec) => spec.type === 'string' && spec.check !== undefined);
}
