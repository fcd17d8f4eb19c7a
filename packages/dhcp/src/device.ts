import type { Driver } from '@morgana/boot';
import type { Stack } from '@morgana/flow';
import type { Network } from '@morgana/network';
import { createStack } from '@morgana/tcpip';
import {
  argumentPrefix,
  commonOptions,
  ipv6Arguments,
  type StackContext,
  type StackDriverOptions,
  stackDriver,
} from '@morgana/tcpip/device';
import { startDhcpClient } from './client/client.js';

export type { StackDriverOptions };

/** The value of `--ipv4` that leaves the address to the network. */
const DHCP = 'dhcp';

/**
 * Morgana's TCP/IP over a network, with `--ipv4=dhcp` beside `--ipv4=ADDRESS/BITS`: a lease from a DHCP server, or a link-local
 * address where none answers. The application starts when there is one or the other. Everything else is `stackDriver`'s; its
 * options `announce` and `routes` count with an address by hand only, and so does `--ipv4-gateway`.
 */
export const dhcpStackDriver: Driver<Stack, { network: Network }, StackDriverOptions | undefined> = {
  bootArguments(name, options) {
    const specs = stackDriver.bootArguments?.(name, options) ?? {};
    const address = addressArgument(options);
    const own = specs[address];
    const gateway = specs[`${address}-gateway`];
    if (own?.type !== 'string' || gateway === undefined) return specs;
    return {
      ...specs,
      [`${address}-gateway`]: { ...gateway, help: `${gateway.help} With --${address}=dhcp the server says it.` },
      [address]: {
        ...own,
        value: 'dhcp|ADDRESS/BITS',
        help: 'Our IPv4 address and the length of its network prefix; "dhcp" asks the network for them.',
        default: options?.ipv4 ?? DHCP,
        check: (text) => {
          if (text !== DHCP) own.check?.(text);
        },
      },
    };
  },

  async start(context, needs) {
    const { options, arguments: values } = context;
    const address = values[addressArgument(options)] ?? options?.ipv4 ?? DHCP;
    const ipv6Only = values[`${argumentPrefix(options)}ipv6-only`] === true;
    if (address !== DHCP || ipv6Only) return stackDriver.start(context, needs);
    return startWithDhcp(context, needs.network);
  },
};

async function startWithDhcp(context: StackContext, network: Network) {
  const { platform, log } = context;
  const families = ipv6Arguments.read(context, argumentPrefix(context.options));
  const stack = createStack({ ...commonOptions(context, network), ...families });
  const client = await startDhcpClient({
    stack,
    mac: network.mac,
    mtu: network.mtu,
    clock: platform.clock,
    random: platform.random,
    log,
  });
  // Who asks an appliance to stop does not want to wait until a server answers.
  await Promise.race([client.configured, new Promise<void>((resolve) => platform.onStop(resolve))]);
  const close = async (): Promise<void> => {
    await client.close();
    await stack.close();
  };
  return { device: stack, close };
}

function addressArgument(options: StackDriverOptions | undefined): string {
  return `${argumentPrefix(options)}ipv4`;
}
