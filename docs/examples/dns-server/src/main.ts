import {
  CookieJar,
  includedFiles,
  loadZone,
  parseName,
  problemText,
  RateLimiter,
  Responder,
  serveDns,
  type Zone,
  ZoneSet,
} from '@morgana/dns';
import { encodeUtf8 } from '@morgana/flow';
import type { KeyValueReader } from '@morgana/kv';
import type { Logger } from '@morgana/log';
import { bytes, uint32 } from '@morgana/random';
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
  const zones = new ZoneSet();
  // A file is a zone and has its name; those with a "." in front are for $INCLUDE.
  for (const { name, kind } of await folder.list('')) {
    if (kind === 'value' && !name.startsWith('.')) zones.set(await readZone(folder, name, log));
  }

  const rate = args['rate-limit'];
  const responder = new Responder({
    zones,
    cookies: new CookieJar(bytes(random, 16)),
    ...(args.nsid === undefined ? {} : { nsid: encodeUtf8(args.nsid) }),
    ...(rate === 0 ? {} : { rateLimiter: new RateLimiter(uint32(random), { responses: rate }) }),
  });
  const server = await serveDns({ stack, port: args.port, clock, log, responder });
  log.info(`answers on ${stack.addresses.join(', ')}, port ${server.port}`);

  await signal.stopped;
  await server.close();
  const { answered, truncated, limited } = responder.statistics;
  log.info('ends', { answered, truncated, limited });
}

/** @throws {Error} for a zone with errors, after each has been logged with file and line */
async function readZone(folder: KeyValueReader, file: string, log: Logger): Promise<Zone> {
  const files = new Map<string, Uint8Array>();
  await collect(folder, file, files);
  const { zone, problems } = loadZone(files.get(file)!, {
    origin: parseName(file),
    file,
    include: (name) => files.get(name),
  });
  let errors = 0;
  for (const problem of problems) {
    if (problem.severity === 'error') errors++;
    log[problem.severity === 'error' ? 'error' : 'warn'](problemText(problem));
  }
  if (errors > 0) throw new Error(`zone ${file} has ${errors} ${errors === 1 ? 'error' : 'errors'}; see above`);
  log.info('serves', { zone: file, serial: zone.serial, records: zone.records });
  return zone;
}

/** A file and those that it includes. */
async function collect(folder: KeyValueReader, file: string, files: Map<string, Uint8Array>): Promise<void> {
  if (files.has(file)) return;
  const octets = await folder.get(file);
  if (octets === undefined) return; // the reader of the zone says where it is asked for
  files.set(file, octets);
  for (const included of includedFiles(octets)) await collect(folder, included, files);
}
