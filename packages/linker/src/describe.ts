import type { Graph, GraphDevice } from './graph.js';

/** The device graph as a tree of text, the application on top. Lines end with "\n". */
export function describeGraph(graph: Graph): string {
  const lines = [`${graph.name} for target ${graph.target}`];
  if (graph.description !== undefined) lines.push(graph.description);
  lines.push('', `${graph.name} (${graph.entry})`);
  const top = graph.devices.filter(({ declared }) => declared);
  if (top.length === 0) lines.push('└── no devices: console, clock, random and log come with the target');
  const byName = new Map(graph.devices.map((device) => [device.name, device]));
  const tree = (devices: readonly GraphDevice[], indent: string): void => {
    devices.forEach((device, index) => {
      const last = index === devices.length - 1;
      lines.push(`${indent}${last ? '└── ' : '├── '}${line(device)}`);
      const below = Object.values(device.needs).map((name) => byName.get(name)!);
      tree(below, `${indent}${last ? '    ' : '│   '}`);
    });
  };
  tree(top, '');
  for (const warning of graph.warnings) lines.push('', `note: ${warning}`);
  return `${lines.join('\n')}\n`;
}

function line({ name, kind, implementation, summary, embeds, module, declared }: GraphDevice): string {
  const origin = embeds === undefined ? module : embeds;
  return `${name}: ${kind} "${implementation}", ${summary} (${origin})${declared ? '' : ' [added]'}`;
}
