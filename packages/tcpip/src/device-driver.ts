import type { ArgumentSpecs, DeviceContext, Driver } from '@morgana/boot';
import type { Stack } from '@morgana/flow';
import type { Network } from '@morgana/network';
import { inPrefix, isUnicast, parseIpv4, parseIpv4Prefix } from './address.js';
import type { StackOptions, TcpIpStack } from './network-stack.js';

/** What morgana.config.ts may say of the stack. */
export interface StackDriverOptions extends Pick<StackOptions, 'announce' | 'icmp' | 'routes' | 'tcp' | 'udp'> {
  /** Default of `--ipv4`; 10.0.0.2/24 if left out. */
  readonly ipv4?: string;
  /** Default of `--ipv4-gateway`; 10.0.0.1 if left out, "" for none. */
  readonly gateway?: string;
  /** Default of `--ipv6`: addresses besides those that the stack makes itself, with commas between; none if left out. */
  readonly ipv6?: string;
  /** Default of `--ipv6-gateway`; none if left out. */
  readonly ipv6Gateway?: string;
  /** Default of `--accept-router-advertisements`; true if left out. */
  readonly acceptRouterAdvertisements?: boolean;
  /** Puts a word before the names of the boot arguments, so that two stacks can be told apart: "lan" makes `--lan-ipv4`. */
  readonly argumentPrefix?: string;
}

export type StackContext = DeviceContext<StackDriverOptions | undefined>;

/** The boot arguments of a family, and what they say. */
export interface FamilyArguments {
  specs(options: StackDriverOptions | undefined, prefix: string): ArgumentSpecs;
  /** @throws {Error} when two arguments do not go together, which neither alone can tell */
  read(context: StackContext, prefix: string): Partial<StackOptions>;
}

export const DEFAULT_ADDRESS = '10.0.0.2/24';
const DEFAULT_GATEWAY = '10.0.0.1';

/** What is common to all: the options that are no boot arguments, and the platform. */
export function commonOptions({ options, platform, log }: StackContext, network: Network): StackOptions {
  const { icmp, udp } = options ?? {};
  const tcp = platform.memory === undefined ? options?.tcp : { memory: platform.memory, ...options?.tcp };
  return {
    network,
    clock: platform.clock,
    random: platform.random,
    log,
    ...(icmp === undefined ? {} : { icmp }),
    ...(tcp === undefined ? {} : { tcp }),
    ...(udp === undefined ? {} : { udp }),
  };
}

export function argumentPrefix(options: StackDriverOptions | undefined): string {
  return options?.argumentPrefix === undefined ? '' : `${options.argumentPrefix}-`;
}

/** A driver that makes a stack with `create` from the arguments of the families that are linked. */
export function makeStackDriver(
  create: (options: StackOptions) => TcpIpStack,
  families: readonly FamilyArguments[],
): Driver<Stack, { network: Network }, StackDriverOptions | undefined> {
  return {
    bootArguments(_name, options) {
      const prefix = argumentPrefix(options);
      return Object.assign({}, ...families.map((family) => family.specs(options, prefix)));
    },

    async start(context, { network }) {
      const prefix = argumentPrefix(context.options);
      const parts = families.map((family) => family.read(context, prefix));
      const stack = create(Object.assign({}, commonOptions(context, network), ...parts));
      return { device: stack, close: () => stack.close() };
    },
  };
}

/** `--ipv4=ADDRESS/BITS` and `--ipv4-gateway=ADDRESS`. */
export const ipv4Arguments: FamilyArguments = {
  specs(options, prefix) {
    return {
      [`${prefix}ipv4`]: {
        type: 'string',
        group: 'network',
        value: 'ADDRESS/BITS',
        help: 'Our IPv4 address and the length of its network prefix.',
        default: options?.ipv4 ?? DEFAULT_ADDRESS,
        check: checkAddress,
      },
      [`${prefix}ipv4-gateway`]: {
        type: 'string',
        group: 'network',
        value: 'ADDRESS',
        help: 'IPv4 router for what is not on the link; empty for none.',
        default: options?.gateway ?? DEFAULT_GATEWAY,
        check: checkGateway,
      },
    };
  },

  read({ options, arguments: values }, prefix) {
    if (values[`${prefix}ipv6-only`] === true) return {};
    const address = String(values[`${prefix}ipv4`] ?? options?.ipv4 ?? DEFAULT_ADDRESS);
    const gateway = String(values[`${prefix}ipv4-gateway`] ?? options?.gateway ?? DEFAULT_GATEWAY);
    if (gateway !== '') checkPair(prefix, address, gateway);
    const { announce, routes } = options ?? {};
    return {
      address,
      ...(gateway === '' ? {} : { gateway }),
      ...(announce === undefined ? {} : { announce }),
      ...(routes === undefined ? {} : { routes }),
    };
  },
};

function checkAddress(text: string): void {
  if (parseIpv4Prefix(text) === undefined) {
    throw new Error(`"${text}" is no address with the bits of its network, such as ${DEFAULT_ADDRESS}`);
  }
}

function checkGateway(text: string): void {
  if (text !== '' && parseIpv4(text) === undefined) {
    throw new Error(`"${text}" is no address such as ${DEFAULT_GATEWAY}; leave it empty for none`);
  }
}

function checkPair(argument: string, address: string, gateway: string): void {
  const prefix = parseIpv4Prefix(address);
  const router = parseIpv4(gateway);
  if (prefix === undefined || router === undefined) return;
  if (!inPrefix(router, prefix) || router === prefix.address || !isUnicast(router)) {
    throw new Error(
      `--${argument}ipv4-gateway=${gateway} is not another station in the network of --${argument}ipv4=${address}; ` +
        `name one that is, or give --${argument}ipv4-gateway= for none`,
    );
  }
}
