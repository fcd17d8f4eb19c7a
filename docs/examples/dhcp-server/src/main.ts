import { serveDhcp } from '@morgana/dhcp';
import { createStack, formatIpv4Prefix, netmask, parseIpv4Prefix } from '@morgana/tcpip';
import type { Appliance } from 'morgana';
import type config from '../morgana.config.js';

export default async function main({ lan, leases, args, log, signal }: Appliance<typeof config>): Promise<void> {
  const { address, first, last, router, dns, lease } = args;
  // A server that answers broadcasts of stations without an address wants more of the stack than sockets, so it makes its own.
  const stack = createStack({ network: lan, address, log });
  const prefix = parseIpv4Prefix(address)!;
  const served = formatIpv4Prefix({ address: (prefix.address & netmask(prefix.bits)) >>> 0, bits: prefix.bits });
  const server = await serveDhcp({
    stack,
    store: leases,
    log,
    networks: [
      {
        network: served,
        pools: [{ first, last }],
        ...(router === undefined ? {} : { router }),
        ...(dns === undefined ? {} : { nameServers: dns.split(',') }),
        leaseTime: lease * 1000,
        // More machines: reservations: [{ mac: '02:00:00:00:00:07', address: '10.0.0.7' }],
      },
    ],
  });
  log.info(`serves ${served}: ${first} to ${last}, ${server.leases().length} leases from before`);
  await signal.stopped;
  await server.close();
  await stack.close();
}
