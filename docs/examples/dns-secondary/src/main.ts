import { Authority, createDenial, parseName, parseTsigKey, serveDns, ZoneStore } from '@morgana/dns';
import type { Appliance } from 'morgana';
import type config from '../morgana.config.js';

export default async function main({
  stack,
  zones: folder,
  args,
  clock,
  random,
  log,
  signal,
}: Appliance<typeof config>): Promise<void> {
  const key = args.key === undefined ? undefined : parseTsigKey(args.key);
  const authority = new Authority({
    keys: key === undefined ? [] : [key],
    ground: { stack, clock, random },
    time: () => Math.floor(clock.wall() / 1000),
    denial: createDenial(),
    log,
  });
  const { responder, handle } = authority;
  // It listens before it asks, so that a NOTIFY of the primary is not lost.
  const server = await serveDns({ stack, port: args.port, clock, log, responder, handler: handle });
  const primaries = args.primary.split(',').map((address) => ({ address, port: args['primary-port'] }));
  for (const zone of args.zone.split(',')) {
    await authority.addSecondary({
      origin: parseName(zone),
      primaries,
      store: new ZoneStore(folder, zone),
      ...(key === undefined ? {} : { key }),
    });
  }
  log.info(`answers on ${stack.addresses.join(', ')}, port ${server.port}`);

  await signal.stopped;
  authority.stop();
  await server.close();
}
