import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Graph } from '@morgana/linker';
import { Failure, wrongUsage } from './failure.js';

/** `--block NAME=FILE` as boot arguments of the appliance. @throws {Failure} for what is no block device, or no file */
export function blockArguments(graph: Graph, texts: readonly string[]): string[] {
  const given = new Set<string>();
  return texts.map((text) => {
    const equals = text.indexOf('=');
    const name = text.slice(0, equals);
    const file = text.slice(equals + 1);
    if (equals < 1 || file === '') wrongUsage(`--block ${text}: it is DEVICE=FILE, such as disk=disk.img`);
    if (graph.devices.find((device) => device.name === name)?.kind !== 'block') {
      const names = graph.devices.filter(({ kind }) => kind === 'block').map((device) => device.name);
      const hint = names.length === 0 ? 'it has no block device' : `its block devices are ${names.join(', ')}`;
      wrongUsage(`--block ${text}: ${graph.name} has no block device "${name}"; ${hint}`);
    }
    if (given.has(name)) wrongUsage(`--block ${text}: "${name}" is given twice`);
    given.add(name);
    const path = resolve(file);
    if (!existsSync(path))
      throw new Failure(`--block ${text}: there is no file ${path}; make one: truncate -s 64M ${file}`);
    return `--${name}=${path}`;
  });
}
