import type { Graph } from '@morgana/linker';
import { TenderError, tender } from '@morgana/tender';
import { Failure, wrongUsage } from './failure.js';

/** Targets whose images a tender runs. */
export type TenderTarget = 'spt' | 'hvt';

export const needsTender = (target: string): target is TenderTarget => target === 'spt' || target === 'hvt';

/** The program that runs images of a target, built first when that is needed. @throws {Failure} */
export async function findTender(target: TenderTarget): Promise<string> {
  try {
    return await tender(target);
  } catch (error) {
    throw error instanceof TenderError ? new Failure(error.message) : error;
  }
}

/**
 * What attaches a device is a boot argument of an image that opens its devices by itself, and an option of the tender here:
 * `--network=udp:1-2` becomes `--net:network=udp:1-2`, `--disk=FILE` becomes `--block:disk=FILE`. The rest goes to the image.
 *
 * @param memory octets of memory in MB; undefined: the tender's default
 * @throws {Failure} for what a tender cannot do
 */
export function tenderOptions(
  graph: Graph,
  bootArguments: readonly string[],
  memory: number | undefined,
): { readonly options: readonly string[]; readonly rest: readonly string[] } {
  const options: string[] = memory === undefined ? [] : [`--mem=${memory}`];
  const rest: string[] = [];
  for (const text of bootArguments) {
    const match = /^--([a-z][a-z0-9]*)(-mac)?=(.+)$/.exec(text);
    const device = graph.devices.find(({ name }) => name === match?.[1]);
    const value = match?.[3] ?? '';
    if (device?.kind === 'network' && match?.[2] !== undefined) options.push(`--net-mac:${device.name}=${value}`);
    else if (device?.kind === 'network') options.push(`--net:${device.name}=${networkOption(text, value)}`);
    else if (device?.kind === 'block' && match?.[2] === undefined) options.push(`--block:${device.name}=${value}`);
    else rest.push(quoted(text));
  }
  return { options, rest };
}

function networkOption(text: string, value: string): string {
  const tap = /^tap:([^,]+)(,.*)?$/.exec(value);
  if (tap?.[2] !== undefined) {
    wrongUsage(
      `${text}: a tender does not set the address of a tap device: ip address add ${tap[2].slice(1)} dev ${tap[1]}`,
    );
  }
  return tap?.[1] ?? value;
}

/** A tender joins the image's arguments with spaces, and the image cuts them there. */
const quoted = (text: string): string => (text === '' ? '""' : text.replace(/[ "'\\]/g, '\\$&'));
