import { DS, isPrivateAddress, parseName, Recursor, Resolver, ROOT, serveDns } from '@morgana/dns';
import type { Appliance } from 'morgana';
import type config from '../morgana.config.js';

export default async function main({
  stack,
  args,
  clock,
  random,
  log,
  signal,
}: Appliance<typeof config>): Promise<void> {
  const { root, anchor } = args;
  const servers = root?.split(',').map((address, i) => ({ name: parseName(`server${i}.root.`), addresses: [address] }));
  const resolver = new Resolver({
    stack,
    clock,
    random,
    log,
    port: args['server-port'],
    cacheSize: args.cache * 1_000_000,
    ...(servers === undefined ? {} : { hints: { servers } }),
    ...(anchor === undefined ? {} : { anchors: [{ zone: ROOT, ds: DS.parse(anchor) }] }),
  });
  const recursor = new Recursor({ resolver, clock, log, allow: (address) => args.open || isPrivateAddress(address) });
  const server = await serveDns({
    stack,
    port: args.port,
    clock,
    log,
    responder: recursor,
    handler: recursor.handle,
    deferred: 1000,
    concurrent: 100,
    // Longer than a name may take.
    idleTimeout: 20_000,
  });
  log.info(`answers on ${stack.addresses.join(', ')}, port ${server.port}`);

  await signal.stopped;
  await server.close();
  log.info('ends', { ...resolver.core.statistics });
}
