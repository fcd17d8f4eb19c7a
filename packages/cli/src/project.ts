import { TARGETS, type Target } from '@morgana/linker';
import { wrongUsage } from './failure.js';

/** Options that configure, describe, build and run share. */
export interface ProjectOptions {
  readonly target?: string;
  readonly device?: readonly string[];
}

export interface LinkerOptions {
  readonly root: string;
  readonly resolveFrom: readonly string[];
  readonly target?: Target;
  readonly choices?: Readonly<Record<string, string>>;
}

/** The linker's options out of the command's. @throws {Failure} for a target or a choice that cannot be */
export function linkerOptions({ target, device }: ProjectOptions): LinkerOptions {
  if (target !== undefined && !TARGETS.includes(target as Target)) {
    wrongUsage(`-t ${target}: there is no such target; the targets are ${TARGETS.join(', ')}`);
  }
  return {
    root: process.cwd(),
    // Whoever has the command has its packages too, even where a package manager hides them from the appliance.
    resolveFrom: [import.meta.filename],
    ...(target === undefined ? {} : { target: target as Target }),
    ...(device === undefined || device.length === 0 ? {} : { choices: parseChoices(device) }),
  };
}

function parseChoices(texts: readonly string[]): Record<string, string> {
  const choices = new Map<string, string>();
  for (const text of texts) {
    const match = /^([a-z][a-z0-9]*)=([a-z][a-z0-9-]*)$/.exec(text);
    if (match === null) return wrongUsage(`-d ${text}: it is DEVICE=IMPLEMENTATION, such as stack=sockets`);
    const [, name, implementation] = match;
    if (choices.has(name!)) wrongUsage(`-d ${text}: device "${name}" is chosen twice`);
    choices.set(name!, implementation!);
  }
  return Object.fromEntries(choices);
}

/** For commander: an option that may be given more than once. */
export function collect(value: string, previous: readonly string[] = []): string[] {
  return [...previous, value];
}
