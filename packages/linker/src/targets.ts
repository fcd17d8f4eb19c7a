import type { DeviceDeclaration, DeviceKind, Target } from './config.js';

export const TARGETS: readonly Target[] = ['node', 'unix', 'hvt', 'spt', 'virtio', 'xen'];

/** An export of a package: what the linker imports into the image. */
export interface ModuleExport {
  readonly module: string;
  readonly name: string;
}

/** One implementation of a device kind on a target. */
export interface Implementation {
  readonly name: string;
  /** Undefined when the linker makes it. */
  readonly driver: ModuleExport | undefined;
  /** The driver for a declaration that is `writable`, where that is another one. */
  readonly writableDriver?: ModuleExport;
  /** One line for `describe`. */
  readonly summary: string;
  /** Devices below it, by role. */
  readonly needs: Readonly<Record<string, DeviceKind>>;
  /** "folder": the linker makes the driver, a module with the content of the folder that the declaration names. */
  readonly embeds?: 'folder';
  /** Its boot arguments do not have the device's name in them, but take `argumentPrefix` from the options. */
  readonly prefixedArguments?: true;
  /** Names of the boot arguments that its driver declares: two that are equal are a wrong config, not a wrong boot. */
  argumentNames(name: string, prefix: string): readonly string[];
  /** Completes "device X cannot be NAME: "; undefined when it can. */
  unsuitable?(declaration: DeviceDeclaration<unknown>): string | undefined;
}

/** What the linker knows of a target. */
export interface TargetTable {
  readonly target: Target;
  readonly platform: ModuleExport;
  /** Packages that may import what is built into Node.js. */
  readonly runtimes: readonly string[];
  /** The bundle becomes machine code; it may import `morgana:platform`. */
  readonly compiled?: true;
  /** By kind; the first that suits is the choice when nobody chose. */
  readonly implementations: Readonly<Record<DeviceKind, readonly Implementation[]>>;
}

const networkArguments = (name: string): readonly string[] => [name, `${name}-mac`];

const ipv4Arguments = (_name: string, prefix: string): readonly string[] => [`${prefix}ipv4`, `${prefix}ipv4-gateway`];

const stackArguments = (name: string, prefix: string): readonly string[] => [
  ...ipv4Arguments(name, prefix),
  ...['ipv6', 'ipv6-gateway', 'ipv6-secret', 'accept-router-advertisements', 'ipv4-only', 'ipv6-only'].map(
    (argument) => prefix + argument,
  ),
];

const BLOCK_STORE: Implementation = {
  name: 'block',
  driver: { module: '@morgana/drivers/kv-block', name: 'blockStoreDriver' },
  summary: 'a store on a block device',
  needs: { block: 'block' },
  argumentNames: () => [],
  unsuitable: ({ options }) =>
    options.writable === true ? undefined : 'only what is written is in it: say writable: true',
};

const NODE: TargetTable = {
  target: 'node',
  platform: { module: '@morgana/runtime-node/platform', name: 'createPlatform' },
  runtimes: ['@morgana/runtime-node'],
  implementations: {
    network: [
      {
        name: 'host',
        driver: { module: '@morgana/runtime-node/network', name: 'networkDriver' },
        summary: 'Ethernet over UDP on loopback, or a tap device, chosen at boot',
        needs: {},
        argumentNames: networkArguments,
      },
      {
        name: 'datagram',
        driver: { module: '@morgana/runtime-node/network-datagram', name: 'networkDatagramDriver' },
        summary: 'Ethernet over UDP on loopback, a frame per datagram',
        needs: {},
        argumentNames: networkArguments,
      },
      {
        name: 'tap',
        driver: { module: '@morgana/runtime-node/network-tap', name: 'networkTapDriver' },
        summary: 'a tap device of Linux',
        needs: {},
        argumentNames: networkArguments,
      },
    ],
    stack: [
      {
        name: 'tcpip',
        driver: { module: '@morgana/dhcp/device', name: 'dhcpStackDriver' },
        summary: 'IPv4 and IPv6, UDP and TCP of Morgana',
        needs: { network: 'network' },
        prefixedArguments: true,
        argumentNames: stackArguments,
      },
      {
        name: 'static',
        driver: { module: '@morgana/tcpip/device', name: 'stackDriver' },
        summary: 'the same without DHCP: its address is set by hand',
        needs: { network: 'network' },
        prefixedArguments: true,
        argumentNames: stackArguments,
      },
      {
        name: 'static-ipv4',
        driver: { module: '@morgana/tcpip/device-ipv4', name: 'ipv4StackDriver' },
        summary: 'the same without IPv6',
        needs: { network: 'network' },
        prefixedArguments: true,
        argumentNames: ipv4Arguments,
      },
      {
        name: 'sockets',
        driver: { module: '@morgana/runtime-node/stack-sockets', name: 'hostStackDriver' },
        summary: "the host's sockets",
        needs: {},
        argumentNames: (name) => [`${name}-address`],
      },
    ],
    kv: [
      {
        name: 'embedded',
        driver: undefined,
        summary: 'a folder that is part of the image, read-only',
        needs: {},
        embeds: 'folder',
        argumentNames: () => [],
        unsuitable: ({ options }) =>
          options.writable === true ? 'an image does not change, and it is writable' : undefined,
      },
      {
        name: 'folder',
        driver: { module: '@morgana/runtime-node/kv-folder', name: 'folderDriver' },
        writableDriver: { module: '@morgana/runtime-node/kv-folder', name: 'folderStoreDriver' },
        summary: "a folder of the host's file system",
        needs: {},
        argumentNames: (name) => [name],
      },
      BLOCK_STORE,
    ],
    block: [
      {
        name: 'file',
        driver: { module: '@morgana/runtime-node/block-file', name: 'blockFileDriver' },
        summary: 'a file or block device of the host',
        needs: {},
        argumentNames: (name) => [name, `${name}-read-only`],
      },
    ],
  },
};

/** An appliance as a Linux process, compiled to machine code. */
const UNIX: TargetTable = {
  target: 'unix',
  platform: { module: '@morgana/drivers/platform', name: 'createPlatform' },
  runtimes: [],
  compiled: true,
  implementations: {
    network: NODE.implementations.network.map((implementation) => ({
      ...implementation,
      driver: { module: '@morgana/runtime-unix/network', name: implementation.driver!.name },
    })),
    stack: NODE.implementations.stack.filter(({ name }) => name !== 'sockets'),
    kv: [
      ...NODE.implementations.kv.filter(({ name }) => name === 'embedded'),
      {
        name: 'memory',
        driver: { module: '@morgana/drivers/kv-memory', name: 'memoryStoreDriver' },
        summary: 'kept in memory: what is written is gone at the end',
        needs: {},
        argumentNames: () => [],
        unsuitable: ({ options }) => (options.writable === true ? undefined : 'nothing would ever be in it'),
      },
      BLOCK_STORE,
    ],
    block: NODE.implementations.block.map((implementation) => ({
      ...implementation,
      driver: { module: '@morgana/runtime-unix/block-file', name: implementation.driver!.name },
    })),
  },
};

/**
 * An image for Solo5: the manifest in it declares its networks and block devices, and who starts it attaches them. So its
 * drivers take no boot arguments.
 */
const solo5 = (target: 'spt' | 'hvt'): TargetTable => ({
  ...UNIX,
  target,
  implementations: {
    ...UNIX.implementations,
    network: [
      {
        name: 'host',
        driver: { module: '@morgana/drivers/network-device', name: 'networkDeviceDriver' },
        summary: 'a network that the tender attaches: a tap device, or Ethernet over UDP on loopback',
        needs: {},
        argumentNames: () => [],
      },
    ],
    block: [
      {
        name: 'host',
        driver: { module: '@morgana/drivers/block-device', name: 'blockDeviceDriver' },
        summary: 'a file or block device that the tender attaches',
        needs: {},
        argumentNames: () => [],
      },
    ],
  },
});

const TABLES: Partial<Record<Target, TargetTable>> = {
  node: NODE,
  unix: UNIX,
  spt: /* @__PURE__ */ solo5('spt'),
  hvt: /* @__PURE__ */ solo5('hvt'),
};

/** undefined: the target is planned, and nothing of it is there yet. */
export const targetTable = (target: Target): TargetTable | undefined => TABLES[target];
