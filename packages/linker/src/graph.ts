import { nearest } from '@morgana/boot';
import type { ApplianceConfig, DeviceDeclaration, DeviceKind, Target } from './config.js';
import { EMBEDDED } from './entry.js';
import { LinkError } from './errors.js';
import type { Properties } from './positions.js';
import { type Implementation, TARGETS, type TargetTable, targetTable } from './targets.js';

/** A device with the implementation that was chosen for it. */
export interface GraphDevice {
  readonly name: string;
  readonly kind: DeviceKind;
  readonly implementation: string;
  readonly summary: string;
  /** The driver: a module and the name of its export. */
  readonly module: string;
  readonly export: string;
  readonly options: Readonly<Record<string, string | number | boolean>>;
  /** By role, the name of another device of the graph. */
  readonly needs: Readonly<Record<string, string>>;
  /** false: it was added for another device, and main does not get it. */
  readonly declared: boolean;
  /** The folder, relative to the config, whose content becomes part of the image. */
  readonly embeds?: string;
}

/** The appliance as it will be linked; JSON. */
export interface Graph {
  readonly name: string;
  readonly description?: string;
  readonly entry: string;
  readonly target: Target;
  /** Every device after those it needs; otherwise in the order of the config. */
  readonly devices: readonly GraphDevice[];
  /** What is odd but not wrong, a sentence each. */
  readonly warnings: readonly string[];
}

export interface ResolveInput {
  readonly config: ApplianceConfig;
  /** Absolute path of the config, and where its properties are: for messages. */
  readonly file: string;
  readonly properties: Properties;
  readonly target: Target;
  /** Implementations asked for on the command line, by device. */
  readonly choices?: Readonly<Record<string, string>>;
  /** By default the target's own. */
  readonly table?: TargetTable;
}

/**
 * Chooses one implementation for every device and puts the devices in an order in which they can be started.
 * @throws {LinkError} when a device, a choice or the graph as a whole cannot be
 */
export function resolveGraph(input: ResolveInput): Graph {
  return new Resolver(input).graph();
}

/** Names of boot arguments that every appliance has. */
export const BASE_ARGUMENTS: readonly string[] = ['help', 'log', 'backtrace'];

interface Declared {
  readonly name: string;
  readonly declaration: DeviceDeclaration<unknown>;
  readonly implementation: Implementation;
  readonly declared: boolean;
  readonly needs: Record<string, string>;
  /** Where the config speaks of it. */
  readonly path: readonly string[];
}

class Resolver {
  readonly #input: ResolveInput;
  readonly #table: TargetTable;
  readonly #devices = new Map<string, Declared>();
  readonly #warnings: string[] = [];

  constructor(input: ResolveInput) {
    this.#input = input;
    this.#table = input.table ?? this.#findTable();
  }

  graph(): Graph {
    const { config, target, choices = {} } = this.#input;
    const declarations = config.devices ?? {};
    for (const [name, declaration] of Object.entries(declarations)) {
      this.#add(name, declaration, true, ['devices', name]);
    }
    // Devices that are added here are at the end of the map, so the loop comes to them too.
    for (const device of this.#devices.values()) this.#connect(device);
    this.#checkChoices(choices);
    this.#checkSharing();
    this.#checkArguments();
    return {
      name: config.name,
      ...(config.description === undefined ? {} : { description: config.description }),
      entry: config.entry,
      target,
      devices: this.#order().map((device) => this.#describe(device)),
      warnings: this.#warnings,
    };
  }

  #findTable(): TargetTable {
    const { config, target } = this.#input;
    if (!TARGETS.includes(target)) {
      throw new LinkError(`there is no target "${target}"; the targets are ${TARGETS.join(', ')}`);
    }
    if (config.targets !== undefined && !config.targets.includes(target)) {
      this.#fail(
        ['targets'],
        `${config.name} is not meant for target "${target}": its "targets" are ${config.targets.join(', ')}`,
      );
    }
    const table = targetTable(target);
    if (table === undefined) {
      throw new LinkError(
        `target "${target}" is not there yet: this version of Morgana builds for node, unix, spt and hvt`,
      );
    }
    return table;
  }

  #fail(path: readonly string[], message: string): never {
    throw new LinkError(message, { file: this.#input.file, ...this.#input.properties.find(path) });
  }

  #add(name: string, declaration: DeviceDeclaration<unknown>, declared: boolean, path: readonly string[]): void {
    const implementation = this.#choose(name, declaration, path);
    this.#devices.set(name, { name, declaration, implementation, declared, needs: {}, path });
  }

  #choose(name: string, declaration: DeviceDeclaration<unknown>, path: readonly string[]): Implementation {
    const { choices = {}, target } = this.#input;
    const { kind } = declaration;
    const available = Object.hasOwn(this.#table.implementations, kind) ? this.#table.implementations[kind] : [];
    if (available.length === 0) {
      this.#fail(path, `device "${name}" is a ${kind}, and target "${target}" has no implementation of that`);
    }
    const onCommandLine = Object.hasOwn(choices, name);
    const wanted = onCommandLine ? choices[name] : declaration.implementation;
    if (wanted === undefined) {
      const chosen = available.find((one) => one.unsuitable?.(declaration) === undefined);
      if (chosen !== undefined) return chosen;
      const reasons = available.map((one) => `${one.name}: ${one.unsuitable?.(declaration)}`).join('; ');
      return this.#fail(
        path,
        `device "${name}" has no implementation that suits it on target "${target}" (${reasons})`,
      );
    }
    const where = onCommandLine ? path : [...path, 'implementation'];
    const chosen = available.find((one) => one.name === wanted);
    if (chosen === undefined) {
      const names = available.map((one) => one.name);
      const guess = nearest(wanted, names);
      const hint = guess === undefined ? `there is ${names.join(', ')}` : `did you mean "${guess}"?`;
      return this.#fail(
        where,
        `device "${name}" wants "${wanted}", and target "${target}" has no such ${kind}; ${hint}`,
      );
    }
    const reason = chosen.unsuitable?.(declaration);
    if (reason !== undefined) this.#fail(where, `device "${name}" cannot be "${wanted}": ${reason}`);
    return chosen;
  }

  #connect(device: Declared): void {
    const { name, declaration, implementation, path } = device;
    for (const [role, kind] of Object.entries(implementation.needs)) {
      const given = declaration.needs[role];
      if (typeof given === 'string') device.needs[role] = this.#named(device, role, kind, given);
      else if (given !== undefined) device.needs[role] = this.#own(device, role, kind, given);
      else device.needs[role] = this.#byDefault(device, role, kind);
    }
    for (const [role, given] of Object.entries(declaration.needs)) {
      if (Object.hasOwn(implementation.needs, role) || typeof given !== 'string') continue;
      if (!Object.hasOwn(this.#input.config.devices ?? {}, given)) this.#missing(device, role, given);
      this.#warnings.push(
        `device "${name}" is "${implementation.name}", which needs no ${role}: "${given}" is linked for main only` +
          ` (${this.#line([...path, role])})`,
      );
    }
  }

  #line(path: readonly string[]): string {
    const position = this.#input.properties.find(path);
    return position === undefined ? 'morgana.config.ts' : `line ${position.line}`;
  }

  #missing(device: Declared, role: string, wanted: string): never {
    const names = Object.keys(this.#input.config.devices ?? {}).filter((one) => one !== device.name);
    const guess = nearest(wanted, names);
    const hint = guess === undefined ? `add it to "devices", or leave "${role}" out` : `did you mean "${guess}"?`;
    return this.#fail(
      [...device.path, role],
      `device "${device.name}" needs "${wanted}" as its ${role}, and there is none; ${hint}`,
    );
  }

  #named(device: Declared, role: string, kind: DeviceKind, wanted: string): string {
    const other = this.#devices.get(wanted);
    if (other === undefined || !other.declared) return this.#missing(device, role, wanted);
    if (other.declaration.kind !== kind) {
      this.#fail(
        [...device.path, role],
        `device "${device.name}" needs a ${kind} as its ${role}, and "${wanted}" is a ${other.declaration.kind}`,
      );
    }
    return wanted;
  }

  /** A device that was declared in the place where it is needed. */
  #own(device: Declared, role: string, kind: DeviceKind, declaration: DeviceDeclaration<unknown>): string {
    const path = [...device.path, role];
    if (declaration?.kind !== kind) {
      this.#fail(path, `device "${device.name}" needs a ${kind} as its ${role}; write ${role}: ${kind}()`);
    }
    const name = this.#freeName(device, role);
    this.#add(name, declaration, false, path);
    return name;
  }

  /** Nobody said which: the one of that kind that the config declares, or for a network a new one. */
  #byDefault(device: Declared, role: string, kind: DeviceKind): string {
    const declared = [...this.#devices.values()].filter(
      (other) => other.declared && other.declaration.kind === kind && !this.#isSpokenFor(other.name),
    );
    if (declared.length === 1) return declared[0]!.name;
    if (declared.length > 1) {
      const names = declared.map(({ name }) => name);
      this.#fail(
        device.path,
        `device "${device.name}" needs a ${kind}, and there are ${names.join(', ')}; name one: ${role}: '${names[0]}'`,
      );
    }
    if (kind !== 'network') {
      this.#fail(device.path, `device "${device.name}" needs a ${kind} as its ${role}; name one: ${role}: 'NAME'`);
    }
    const name = this.#freeName(device, role);
    this.#add(name, { kind, implementation: undefined, needs: {}, options: {} }, false, device.path);
    return name;
  }

  /** Does some device name it, or have it already? */
  #isSpokenFor(name: string): boolean {
    for (const { declaration, needs } of this.#devices.values()) {
      if (Object.values(needs).includes(name) || Object.values(declaration.needs).includes(name)) return true;
    }
    return false;
  }

  /** "network" for the first that needs one; a second one's is called after it: "stack2network". */
  #freeName(device: Declared, role: string): string {
    const taken = (name: string) => this.#devices.has(name) || Object.hasOwn(this.#input.config.devices ?? {}, name);
    return taken(role) ? `${device.name}${role}` : role;
  }

  #checkChoices(choices: Readonly<Record<string, string>>): void {
    for (const name of Object.keys(choices)) {
      if (this.#devices.has(name)) continue;
      const names = [...this.#devices.keys()];
      const guess = nearest(name, names);
      const hint =
        guess !== undefined
          ? `did you mean "${guess}"?`
          : names.length === 0
            ? 'the appliance has no devices'
            : `its devices are ${names.join(', ')}`;
      throw new LinkError(`-d ${name}=${choices[name]}: ${this.#input.config.name} has no device "${name}"; ${hint}`);
    }
  }

  /** A network hands every frame to one receiver. */
  #checkSharing(): void {
    const users = new Map<string, Declared>();
    for (const device of this.#devices.values()) {
      for (const [role, other] of Object.entries(device.needs)) {
        if (this.#devices.get(other)?.declaration.kind !== 'network') continue;
        const first = users.get(other);
        if (first !== undefined) {
          this.#fail(
            [...device.path, role],
            `device "${device.name}" needs "${other}" as its ${role}, which serves "${first.name}" already; a network serves one stack`,
          );
        }
        users.set(other, device);
      }
    }
  }

  /** Boot arguments share one command line. */
  #checkArguments(): void {
    const { config } = this.#input;
    const owners = new Map<string, string>();
    for (const device of this.#devices.values()) {
      const prefix = this.#isPrefixed(device) ? `${device.name}-` : '';
      for (const argument of device.implementation.argumentNames(device.name, prefix)) {
        const other = owners.get(argument);
        if (BASE_ARGUMENTS.includes(argument)) {
          this.#fail(
            device.path,
            `device "${device.name}" brings --${argument}, which every appliance has; give it another name`,
          );
        }
        if (other !== undefined) {
          this.#fail(
            device.path,
            `devices "${other}" and "${device.name}" both bring --${argument}; give one another name`,
          );
        }
        owners.set(argument, device.name);
      }
    }
    for (const argument of Object.keys(config.arguments ?? {})) {
      const owner = owners.get(argument);
      if (owner === undefined) continue;
      this.#fail(
        ['arguments', argument],
        `boot argument "${argument}": device "${owner}" brings one of that name already`,
      );
    }
  }

  /** Two stacks cannot both be told `--ipv4`: with several, each is told `--NAME-ipv4`. */
  #isPrefixed({ implementation }: Declared): boolean {
    if (implementation.prefixedArguments !== true) return false;
    return [...this.#devices.values()].filter((other) => other.implementation === implementation).length > 1;
  }

  #order(): Declared[] {
    const ordered: Declared[] = [];
    const state = new Map<string, 'visiting' | 'done'>();
    const visit = (device: Declared, chain: readonly string[]): void => {
      if (state.get(device.name) === 'done') return;
      if (state.get(device.name) === 'visiting') {
        const cycle = [...chain.slice(chain.indexOf(device.name)), device.name].join(' -> ');
        this.#fail(device.path, `device "${device.name}" needs itself: ${cycle}`);
      }
      state.set(device.name, 'visiting');
      for (const other of Object.values(device.needs)) visit(this.#devices.get(other)!, [...chain, device.name]);
      state.set(device.name, 'done');
      ordered.push(device);
    };
    for (const device of this.#devices.values()) visit(device, []);
    return ordered;
  }

  #describe(device: Declared): GraphDevice {
    const { name, declaration, implementation, declared, needs } = device;
    const { folder, writable } = declaration.options;
    const driver = writable === true ? (implementation.writableDriver ?? implementation.driver) : implementation.driver;
    return {
      name,
      kind: declaration.kind,
      implementation: implementation.name,
      summary: implementation.summary,
      module: driver?.module ?? `${EMBEDDED}${name}`,
      export: driver?.name ?? 'default',
      options: this.#isPrefixed(device) ? { ...declaration.options, argumentPrefix: name } : declaration.options,
      needs,
      declared,
      ...(implementation.embeds === 'folder' && typeof folder === 'string' ? { embeds: folder } : {}),
    };
  }
}
