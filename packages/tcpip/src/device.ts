import type { Driver } from '@morgana/boot';
import type { Stack } from '@morgana/flow';
import type { Network } from '@morgana/network';
import { inPrefix, isUnicast, parseIpv4, parseIpv4Prefix } from './address.js';
import type { StackOptions } from './network-stack.js';
import { createStack } from './stack.js';

/** What morgana.config.ts may say of the stack. */
export interface StackDriverOptions extends Pick<StackOptions, 'announce' | 'icmp' | 'routes' | 'tcp' | 'udp'> {
  /** Default of `--ipv4`; 10.0.0.2/24 if left out. */
  readonly ipv4?: string;
  /** Default of `--ipv4-gateway`; 10.0.0.1 if left out, "" for none. */
  readonly gateway?: string;
  /** Puts a word before the names of the boot arguments, so that two stacks can be told apart: "lan" makes `--lan-ipv4`. */
  readonly argumentPrefix?: string;
}

const DEFAULT_ADDRESS = '10.0.0.2/24';
const DEFAULT_GATEWAY = '10.0.0.1';

/** Morgana's TCP/IP over a network: `--ipv4=ADDRESS/BITS` and `--ipv4-gateway=ADDRESS`. */
export const stackDriver: Driver<Stack, { network: Network }, StackDriverOptions | undefined> = {
  bootArguments(_name, options) {
    const { address, gateway } = argumentNames(options);
    return {
      [address]: {
        type: 'string',
        group: 'network',
        value: 'ADDRESS/BITS',
        help: 'Our IPv4 address and the length of its network prefix.',
        default: options?.ipv4 ?? DEFAULT_ADDRESS,
        check: checkAddress,
      },
      [gateway]: {
        type: 'string',
        group: 'network',
        value: 'ADDRESS',
        help: 'IPv4 router for what is not on the link; empty for none.',
        default: options?.gateway ?? DEFAULT_GATEWAY,
        check: checkGateway,
      },
    };
  },

  async start({ options, arguments: values, platform, log }, { network }) {
    const names = argumentNames(options);
    const address = String(values[names.address] ?? options?.ipv4 ?? DEFAULT_ADDRESS);
    const gateway = String(values[names.gateway] ?? options?.gateway ?? DEFAULT_GATEWAY);
    if (gateway !== '') checkPair(names, address, gateway);
    const { announce, icmp, routes, tcp, udp } = options ?? {};
    const stack = createStack({
      network,
      clock: platform.clock,
      random: platform.random,
      log,
      address,
      ...(gateway === '' ? {} : { gateway }),
      ...(announce === undefined ? {} : { announce }),
      ...(icmp === undefined ? {} : { icmp }),
      ...(routes === undefined ? {} : { routes }),
      ...(tcp === undefined ? {} : { tcp }),
      ...(udp === undefined ? {} : { udp }),
    });
    return { device: stack, close: () => stack.close() };
  },
};

function argumentNames(options: StackDriverOptions | undefined): { address: string; gateway: string } {
  const prefix = options?.argumentPrefix === undefined ? '' : `${options.argumentPrefix}-`;
  return { address: `${prefix}ipv4`, gateway: `${prefix}ipv4-gateway` };
}

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

/** @throws {Error} when the two do not go together, which neither alone can tell */
function checkPair(names: { address: string; gateway: string }, address: string, gateway: string): void {
  const prefix = parseIpv4Prefix(address);
  const router = parseIpv4(gateway);
  if (prefix === undefined || router === undefined) return;
  if (!inPrefix(router, prefix) || router === prefix.address || !isUnicast(router)) {
    throw new Error(
      `--${names.gateway}=${gateway} is not another station in the network of --${names.address}=${address}; ` +
        `name one that is, or give --${names.gateway}= for none`,
    );
  }
}
