import { files, serve } from '@morgana/http';
import type { Appliance } from 'morgana';
import type config from '../morgana.config.js';

export default async function main({ stack, site, args, log, signal }: Appliance<typeof config>): Promise<void> {
  const server = await serve({ stack, port: args.port, handler: files(site, { notFound: '404.html' }) });
  log.info(`serves http://${stack.addresses[0]}:${server.local.port}/`);

  await signal.stopped;
  // Requests in flight are answered; what is left after two seconds is not.
  await server.close({ deadline: 2000 });
  const { connections, requests } = server.statistics;
  log.info('ends', { connections, requests });
}
