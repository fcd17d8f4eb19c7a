import { checkArgumentSpecs, nearest } from '@morgana/boot';
import type { ApplianceConfig, DeviceDeclaration } from './config.js';
import { LinkError } from './errors.js';
import { BASE_ARGUMENTS } from './graph.js';
import type { Properties } from './positions.js';
import { TARGETS } from './targets.js';

const NAME = /^[a-z][a-z0-9-]{0,62}$/;
/** It is a property that main takes apart, and part of boot arguments: `--disk0=FILE`. */
const DEVICE_NAME = /^[a-z][a-z0-9]{0,62}$/;

/** What main gets beside its devices, so no device can have these names. */
const SERVICES = ['name', 'args', 'log', 'console', 'clock', 'random', 'signal'];

const FIELDS = ['name', 'description', 'entry', 'devices', 'arguments', 'target', 'targets', 'stopGrace', 'conditions'];

/**
 * The config as its types promise it. TypeScript has said all this to whoever runs it; many will not.
 * @throws {LinkError} that names the property, what it has to be, and the line
 */
export function validateConfig(value: unknown, file: string, properties: Properties): ApplianceConfig {
  const fail: Fail = (path, message) => {
    throw new LinkError(message, { file, ...properties.find(path) });
  };
  if (!isRecord(value)) return fail([], 'the config is not an object; write: export default defineConfig({ ... })');
  for (const key of Object.keys(value)) {
    if (FIELDS.includes(key)) continue;
    const guess = nearest(key, FIELDS);
    fail(
      [key],
      `"${key}" is nothing a config has${guess === undefined ? `: ${FIELDS.join(', ')}` : `; did you mean "${guess}"?`}`,
    );
  }
  const { name, description, entry, devices, target, targets, stopGrace, conditions } = value;
  if (name === undefined) fail([], 'the config needs a "name", such as \'website\'');
  if (typeof name !== 'string' || !NAME.test(name)) {
    fail(['name'], `"name" is ${show(name)}; it is lower-case letters, digits and dashes, a letter first, at most 63`);
  }
  if (entry === undefined)
    fail([], 'the config needs an "entry": the file of the application, such as \'src/main.ts\'');
  if (typeof entry !== 'string' || entry === '') fail(['entry'], `"entry" is ${show(entry)}; it is the path of a file`);
  if (description !== undefined && (typeof description !== 'string' || /[\r\n]/.test(description))) {
    fail(['description'], '"description" is one line of text');
  }
  if (stopGrace !== undefined && !(Number.isSafeInteger(stopGrace) && (stopGrace as number) >= 0)) {
    fail(['stopGrace'], `"stopGrace" is ${show(stopGrace)}; it is a whole number of milliseconds`);
  }
  if (target !== undefined && !TARGETS.includes(target as never)) {
    fail(['target'], `there is no target ${show(target)}; the targets are ${TARGETS.join(', ')}`);
  }
  if (targets !== undefined) {
    if (!Array.isArray(targets) || targets.length === 0)
      fail(['targets'], `"targets" is a list: ${TARGETS.join(', ')}`);
    for (const one of targets as unknown[]) {
      if (!TARGETS.includes(one as never)) {
        fail(['targets'], `there is no target ${show(one)}; the targets are ${TARGETS.join(', ')}`);
      }
    }
  }
  if (conditions !== undefined && !(Array.isArray(conditions) && conditions.every((c) => typeof c === 'string'))) {
    fail(['conditions'], '"conditions" is a list of texts, such as [\'source\']');
  }
  validateDevices(devices, fail);
  validateArguments(value.arguments, fail);
  return value as unknown as ApplianceConfig;
}

type Fail = (path: readonly string[], message: string) => never;

function validateDevices(devices: unknown, fail: Fail): void {
  if (devices === undefined) return;
  if (!isRecord(devices))
    fail(['devices'], '"devices" is an object: { stack: stack(), site: kv({ folder: \'site\' }) }');
  for (const [name, device] of Object.entries(devices)) {
    const path = ['devices', name];
    if (!DEVICE_NAME.test(name)) {
      fail(path, `device "${name}": a device's name is lower-case letters and digits, a letter first`);
    }
    if (SERVICES.includes(name))
      fail(path, `device "${name}": main gets something else under that name; choose another`);
    if (!isDeclaration(device)) {
      fail(path, `device "${name}" is ${show(device)}; it is made by one of network(), stack(), kv(), block()`);
    }
  }
}

function isDeclaration(value: unknown): value is DeviceDeclaration<unknown> {
  return isRecord(value) && typeof value.kind === 'string' && isRecord(value.needs) && isRecord(value.options);
}

function validateArguments(specs: unknown, fail: Fail): void {
  if (specs === undefined) return;
  if (!isRecord(specs))
    fail(['arguments'], "\"arguments\" is an object: { port: { type: 'number', default: 80, help: '...' } }");
  for (const [name, spec] of Object.entries(specs)) {
    const path = ['arguments', name];
    if (BASE_ARGUMENTS.includes(name))
      fail(path, `boot argument "${name}": every appliance has one of that name already`);
    if (!isRecord(spec)) fail(path, `boot argument "${name}" is ${show(spec)}; it is an object with "type" and "help"`);
    if (typeof (spec as { help?: unknown }).help !== 'string') {
      fail(path, `boot argument "${name}" needs a "help": one line that --help shows`);
    }
    if ((spec as { short?: unknown }).short === 'l')
      fail(path, `boot argument "${name}": -l is the short form of --log`);
    try {
      checkArgumentSpecs({ [name]: spec as never });
    } catch (error) {
      fail(path, error instanceof Error ? error.message : String(error));
    }
  }
  try {
    checkArgumentSpecs(specs as never);
  } catch (error) {
    fail(['arguments'], error instanceof Error ? error.message : String(error));
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function show(value: unknown): string {
  if (typeof value === 'string') return JSON.stringify(value);
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'function') return 'a function';
  return typeof value === 'object' && value !== null ? 'an object' : String(value);
}
