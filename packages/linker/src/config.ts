/**
 * What a morgana.config.ts is written with. Everything here is plain data: a config can be loaded twice, written down as
 * JSON, and (for its boot arguments) linked into an image.
 */
import type { Block } from '@morgana/block';
import type { ApplianceServices, ArgumentSpecs } from '@morgana/boot';
import type { Stack } from '@morgana/flow';
import type { KeyValueReader, KeyValueStore } from '@morgana/kv';
import type { Network } from '@morgana/network';

/** Where an image can run. */
export type Target = 'node' | 'unix' | 'hvt' | 'spt' | 'virtio' | 'xen';

export type DeviceKind = 'network' | 'stack' | 'kv' | 'block';

/** Carries the type of a device's interface in its declaration; there is no such property at run time. */
declare const interfaceType: unique symbol;

/** One device that an appliance wants, as the functions below make it. */
export interface DeviceDeclaration<Device> {
  readonly kind: DeviceKind;
  /** Name of an implementation; undefined leaves the choice to the target. */
  readonly implementation: string | undefined;
  /** Devices below it, by role: the name of another device, or one of its own. */
  readonly needs: Readonly<Record<string, string | DeviceDeclaration<unknown>>>;
  /** What the driver is told; JSON. */
  readonly options: Readonly<Record<string, string | number | boolean>>;
  readonly [interfaceType]?: Device;
}

export type DeviceDeclarations = Readonly<Record<string, DeviceDeclaration<unknown>>>;

/** A morgana.config.ts. */
export interface ApplianceConfig<
  Devices extends DeviceDeclarations = DeviceDeclarations,
  Specs extends ArgumentSpecs = ArgumentSpecs,
> {
  /** Lower-case letters, digits and dashes: "website". The image is called dist/NAME.TARGET. */
  readonly name: string;
  /** One line, for `describe` and for the image's `--help`. */
  readonly description?: string;
  /** The module whose default export is main, relative to the config: "src/main.ts". */
  readonly entry: string;
  /** By the names under which main gets them. */
  readonly devices?: Devices;
  /** Boot arguments of the application. */
  readonly arguments?: Specs;
  /** The target of `configure` without `-t`; "node" by default. */
  readonly target?: Target;
  /** Targets that this appliance is meant for; by default every one. */
  readonly targets?: readonly Target[];
  /** Milliseconds that main has to return after a stop request; 5000 by default. */
  readonly stopGrace?: number;
  /** More conditions for the `exports` of packages, beside "import" and "default": "source" links TypeScript sources. */
  readonly conditions?: readonly string[];
}

/** Types a config. `export default defineConfig({ name: 'hello', entry: 'src/main.ts' })` */
export function defineConfig<
  const Devices extends DeviceDeclarations = Record<never, never>,
  const Specs extends ArgumentSpecs = Record<never, never>,
>(config: ApplianceConfig<Devices, Specs>): ApplianceConfig<Devices, Specs> {
  return config;
}

type DevicesOf<Devices extends DeviceDeclarations> = {
  readonly [Name in keyof Devices]: Devices[Name] extends DeviceDeclaration<infer Device> ? Device : never;
};

/**
 * What main gets, typed from the config:
 *
 *     import type { Appliance } from 'morgana';
 *     import type config from '../morgana.config.js';
 *     export default async function main({ stack, args, log }: Appliance<typeof config>) { ... }
 */
export type Appliance<Config> =
  Config extends ApplianceConfig<infer Devices, infer Specs> ? DevicesOf<Devices> & ApplianceServices<Specs> : never;

/** An implementation's name: a known one, or one that a target adds. */
type Choice<Known extends string> = Known | (string & Record<never, never>);

/** An Ethernet device. `--NAME=...` at boot says what it is attached to; `morgana run --net` does that for you. */
export function network(
  options: {
    /**
     * On target node: "datagram" is a frame per UDP datagram on loopback, what `morgana run` connects to; "tap" a tap device of
     * Linux; "host", the default, has both and is told at boot.
     */
    readonly implementation?: Choice<'host' | 'datagram' | 'tap'>;
    /** Ethernet address, "02:00:00:00:00:01"; by default a random one at every boot. */
    readonly mac?: string;
    /** Largest IP packet in octets, where the other end lets us choose; 1500 by default. */
    readonly mtu?: number;
  } = {},
): DeviceDeclaration<Network> {
  const { implementation, ...rest } = options;
  return { kind: 'network', implementation, needs: {}, options: rest };
}

/** TCP and UDP over IP. */
export function stack(
  options: {
    /** "tcpip": Morgana's own over a network. "static": the same without DHCP in the image, "static-ipv4": and without IPv6. "sockets": the host's. */
    readonly implementation?: Choice<'tcpip' | 'static' | 'static-ipv4' | 'sockets'>;
    /** The network below: the name of a device, or one of its own. By default the only network that is declared, else a new one. */
    readonly network?: string | DeviceDeclaration<Network>;
    /**
     * Default of the boot argument `--ipv4`: "dhcp" of "tcpip", "10.0.0.2/24" of "static". With several stacks the argument is
     * `--NAME-ipv4`.
     */
    readonly ipv4?: string;
    /** Default of `--ipv4-gateway`, "10.0.0.1"; "" for none. With "dhcp" the server says it. */
    readonly gateway?: string;
    /** Default of `--ipv6`: addresses besides those that the stack makes itself, "2001:db8::2/64,fd00::2/64"; none. */
    readonly ipv6?: string;
    /** Default of `--ipv6-gateway`; none. */
    readonly ipv6Gateway?: string;
    /** Default of `--accept-router-advertisements`: true. */
    readonly acceptRouterAdvertisements?: boolean;
  } = {},
): DeviceDeclaration<Stack> {
  const { implementation, network: below, ...rest } = options;
  return { kind: 'stack', implementation, needs: below === undefined ? {} : { network: below }, options: rest };
}

interface KeyValueOptions {
  /** The folder with the values, relative to the config. */
  readonly folder: string;
  /** "embedded": the folder's content is linked into the image, read-only. "folder": the host's folder, read at run time. */
  readonly implementation?: Choice<'embedded' | 'folder'>;
}

interface BlockStoreOptions {
  readonly implementation: 'block';
  readonly writable: true;
  /** The block device below: the name of a device, or one of its own, `block()`. By default the only one that is declared. */
  readonly block?: string | DeviceDeclaration<Block>;
}

/**
 * Keys and values from a folder; embedded in the image by default. With `writable` a store, which cannot be embedded; on a block
 * device it is there on every target, and outlives the image: `kv({ implementation: 'block', writable: true })`.
 */
export function kv(options: BlockStoreOptions): DeviceDeclaration<KeyValueStore>;
export function kv(options: KeyValueOptions & { readonly writable: true }): DeviceDeclaration<KeyValueStore>;
export function kv(options: KeyValueOptions & { readonly writable?: false }): DeviceDeclaration<KeyValueReader>;
export function kv(
  options: BlockStoreOptions | (KeyValueOptions & { readonly writable?: boolean }),
): DeviceDeclaration<unknown> {
  const { implementation } = options;
  if (implementation === 'block') {
    const { block: below } = options as BlockStoreOptions;
    return {
      kind: 'kv',
      implementation,
      needs: below === undefined ? {} : { block: below },
      options: { writable: true },
    };
  }
  const { folder, writable } = options as KeyValueOptions & { readonly writable?: boolean };
  return { kind: 'kv', implementation, needs: {}, options: { folder, writable: writable === true } };
}

/** A device of sectors. `--NAME=FILE` at boot, or `morgana run --block NAME=FILE`, says where it is. */
export function block(
  options: {
    readonly implementation?: Choice<'file'>;
    /** The file unless the boot argument names another. */
    readonly file?: string;
    readonly readOnly?: boolean;
    /** Octets in a sector, a power of two; 512 by default. */
    readonly sectorSize?: number;
  } = {},
): DeviceDeclaration<Block> {
  const { implementation, ...rest } = options;
  return { kind: 'block', implementation, needs: {}, options: rest };
}
