/** Answers that ours signs when it gives them: taken for secure by delv and unbound, in both forms of denial. */
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import {
  dsOf,
  ECDSAP256SHA256,
  ED25519,
  generateKey,
  type Message,
  nameText,
  OnlineSigner,
  parseName,
  parseRecord,
  query,
  Responder,
  rdataText,
  serveDns,
  ZoneSet,
  zoneKeys,
} from '@morgana/dns';
import { createClock, createRandom, openHostStack } from '@morgana/runtime-node';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { zoneOf } from './ours.js';
import { Asker, Folder, have, type NameServer, PATHS, startUnbound } from './servers.js';

const run = promisify(execFile);
const ORIGIN = parseName('online.test.');
const ZONE = `$TTL 300
@ SOA ns host 1 7200 3600 604800 60
@ NS ns
ns A 127.0.0.1
www A 192.0.2.80
a.ent A 192.0.2.1
*.wild A 192.0.2.2
alias CNAME www
gone CNAME nothing
moved DNAME ent
x.ent A 192.0.2.3
sub NS ns.sub
ns.sub A 192.0.2.54
safe NS ns.safe
safe DS 1 13 2 ${'00'.repeat(32)}
ns.safe A 192.0.2.55
`;
const TYPES: Readonly<Record<string, number>> = {
  A: 1,
  NS: 2,
  SOA: 6,
  MX: 15,
  TXT: 16,
  AAAA: 28,
  DS: 43,
  DNSKEY: 48,
  CDS: 59,
  CDNSKEY: 60,
};
const QUERIES = [
  ['www', 'A'],
  ['WWW', 'MX'],
  ['nothing', 'A'],
  ['below.nothing', 'TXT'],
  ['ent', 'A'],
  ['host.wild', 'A'],
  ['host.wild', 'MX'],
  ['alias', 'A'],
  ['gone', 'A'],
  ['@', 'SOA'],
  ['@', 'NS'],
  ['@', 'DNSKEY'],
  ['@', 'CDS'],
  ['@', 'CDNSKEY'],
  ['@', 'AAAA'],
  ['x.moved', 'A'],
  ['y.moved', 'A'],
  ['sub', 'DS'],
  ['safe', 'DS'],
] as const;

const MODES = [
  ['compact, ED25519', ED25519, 'compact'],
  ['compact, ECDSAP256SHA256', ECDSAP256SHA256, 'compact'],
  ['NSEC3, ECDSAP256SHA256', ECDSAP256SHA256, 'nsec3'],
] as const;

describe.skipIf(!have('delv', 'unbound')).each(MODES)('%s', (_, algorithm, denial) => {
  const stack = openHostStack({ address: '127.0.0.1' });
  const clock = createClock();
  const random = createRandom();
  const zone = zoneOf('online.test.', ZONE);
  const zones = new ZoneSet([zone]);
  const time = () => Math.floor(clock.wall() / 1000);
  const signer = new OnlineSigner({ zones, responder: new Responder({ zones }), time, denial });
  let port: number;
  let stop: () => Promise<void>;
  let unbound: NameServer;
  let folder: Folder;
  let asker: Asker;
  let anchors: string;

  beforeAll(async () => {
    folder = new Folder();
    const entry = generateKey(algorithm, 257, random);
    signer.setKeys(zone, zoneKeys([entry, generateKey(algorithm, 256, random)]));
    const server = await serveDns({ stack, clock, responder: signer, port: 0 });
    port = server.port;
    stop = async () => {
      await server.close();
      await stack.close();
    };
    const ds = rdataText(43, dsOf(ORIGIN, entry.dnskey));
    const [tag, number, digest, hash] = ds.split(' ');
    anchors = folder.write(
      'anchors',
      `trust-anchors { online.test. static-ds ${tag} ${number} ${digest} "${hash}"; };\n`,
    );
    unbound = await startUnbound([{ origin: ORIGIN, port }], [`online.test. DS ${ds}`]);
    asker = new Asker();
  });
  afterAll(async () => {
    asker?.close();
    await unbound?.stop();
    await stop?.();
    folder?.remove();
  });

  const ask = (name: string, type: number): Promise<Message | undefined> =>
    asker.ask(unbound.port, query(parseName(name, ORIGIN), type, { recursionDesired: true, edns: { dnssecOk: true } }));

  test.each(QUERIES)('%s %s', async (name, type) => {
    const owner = nameText(parseName(name, ORIGIN));
    const args = ['@127.0.0.1', '-p', String(port), '-a', anchors, '+root=online.test', owner, type];
    const { stdout } = await run('delv', args, { env: PATHS });
    expect(stdout).toMatch(/^; (negative response, )?fully validated/m);
    const answer = await ask(name, TYPES[type]!);
    const isNot = /nothing|gone|y\.moved/.test(name);
    // A name that is not there is a name without anything (RFC 9824, section 2).
    expect(answer?.rcode).toBe(isNot && denial === 'nsec3' ? 3 : 0);
    if (isNot) expect(answer!.answers.filter((one) => one.type === TYPES[type])).toEqual([]);
    expect((answer!.flags & 0x20) !== 0, 'AD').toBe(true);
  });

  test('a change is signed at once', async () => {
    const { type, ttl, rdata } = parseRecord('fresh 60 TXT "new"', ORIGIN);
    zone.addRecord(zone.ensure(parseName('fresh', ORIGIN)), type, ttl, rdata);
    const answer = await ask('fresh', TYPES.TXT!);
    expect(answer?.answers.map((one) => one.type)).toContain(type);
    expect((answer!.flags & 0x20) !== 0).toBe(true);
  });
});
