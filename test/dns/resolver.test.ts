/** Our resolver over a root and zones that NSD and Knot serve, signed by ldns; dig, drill and delv ask it. */
import { execFile, execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { dsOf, parseName, parseRecord, Recursor, Resolver, ROOT, rdataText, serveDns } from '@morgana/dns';
import { createClock, createRandom, openHostStack } from '@morgana/runtime-node';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Folder, freePort, have, type NameServer, PATHS, startKnot, startNsd } from './servers.js';

const run = promisify(execFile);
const SOA = '@ SOA ns host 1 7200 3600 604800 60\n@ NS ns\n';
/** Addresses of loopback: one port for all, as a resolver has but one. */
const ROOT_AT = '127.0.53.1';
const TLD_AT = '127.0.53.2';
const LEAF_AT = '127.0.53.3';
const DEAD_AT = '127.0.53.9';

interface Signed {
  readonly text: string;
  /** Data of the DS. */
  readonly ds: string;
}

describe.skipIf(!have('nsd', 'knotd', 'ldns-signzone', 'ldns-keygen', 'dig', 'drill', 'delv'))('the resolver', () => {
  const folder = new Folder();
  const servers: NameServer[] = [];
  const stack = openHostStack({ address: '127.0.0.1' });
  let port = 0;
  let anchors = '';
  let resolver: Resolver;
  let close: () => Promise<void> = async () => {};

  function sign(origin: string, text: string, algorithm: string, args: readonly string[] = []): Signed {
    const tool = (program: string, all: readonly string[]) =>
      execFileSync(program, all, { cwd: folder.path, stdio: ['ignore', 'pipe', 'inherit'] })
        .toString()
        .trim();
    folder.write('zone', `$ORIGIN ${origin}\n$TTL 300\n${text}`);
    const size = algorithm.startsWith('RSA') ? ['-b', '2048'] : [];
    const key = tool('ldns-keygen', ['-k', '-a', algorithm, ...size, origin]);
    tool('ldns-signzone', ['-o', origin, '-f', 'signed', ...args, 'zone', key]);
    const dnskey = parseRecord(
      readFileSync(join(folder.path, `${key}.key`), 'utf8')
        .split(';')[0]!
        .trim(),
    );
    return {
      text: readFileSync(join(folder.path, 'signed'), 'utf8'),
      ds: rdataText(43, dsOf(dnskey.name, dnskey.rdata)),
    };
  }

  beforeAll(async () => {
    const serverPort = await freePort();
    const leaf = `${SOA}ns A ${LEAF_AT}\nwww A 192.0.2.80\nalias CNAME www\n*.wild A 192.0.2.81\na.ent A 192.0.2.82\nmoved DNAME ent\n`;
    const signed: Record<string, Signed> = {
      'rsa256.test.': sign('rsa256.test.', leaf, 'RSASHA256'),
      'rsa512.test.': sign('rsa512.test.', leaf, 'RSASHA512', ['-n', '-t', '0', '-s', 'beef']),
      'p256.test.': sign('p256.test.', leaf, 'ECDSAP256SHA256', ['-n', '-t', '5', '-s', 'abcd']),
      'p384.test.': sign('p384.test.', leaf, 'ECDSAP384SHA384'),
      'bogus.test.': sign('bogus.test.', leaf, 'ECDSAP256SHA256'),
      'old.test.': sign('old.test.', leaf, 'ECDSAP256SHA256', ['-i', '20200101', '-e', '20200201']),
      'sha1.test.': sign('sha1.test.', leaf, 'RSASHA1'),
      'rounds.test.': sign('rounds.test.', leaf, 'ECDSAP256SHA256', ['-n', '-t', '200', '-s', 'abcd']),
    };
    const unsigned = { text: `$ORIGIN plain.test.\n$TTL 300\n${leaf}` };
    const noDs = sign('nods.test.', leaf, 'ECDSAP256SHA256');
    const delegations = [...Object.keys(signed), 'plain.test.', 'nods.test.', 'lame.test.']
      .map((name) => {
        const label = name.slice(0, name.indexOf('.'));
        const ds = signed[name]?.ds;
        return `${label} NS ns.${label}\nns.${label} A ${LEAF_AT}\n${ds === undefined ? '' : `${label} DS ${ds}\n`}`;
      })
      .join('');
    const tld = sign('test.', `${SOA}ns A ${TLD_AT}\n@ NS dead\ndead A ${DEAD_AT}\n${delegations}`, 'RSASHA256', [
      '-n',
      '-p',
      '-t',
      '0',
      '-s',
      'abcd',
    ]);
    const root = sign(
      '.',
      `. SOA ns.root. host.root. 1 7200 3600 604800 60\n. NS ns.root.\nns.root. A ${ROOT_AT}\ntest. NS ns.test.\ntest. NS dead.test.\nns.test. A ${TLD_AT}\ndead.test. A ${DEAD_AT}\ntest. DS ${tld.ds}\n`,
      'ECDSAP256SHA256',
    );
    const leaves = [
      ...Object.entries(signed).map(([name, { text }]) => ({
        origin: parseName(name),
        text: name === 'bogus.test.' ? text.replace('192.0.2.80', '192.0.2.99') : text,
      })),
      { origin: parseName('plain.test.'), text: unsigned.text },
      { origin: parseName('nods.test.'), text: noDs.text },
    ];
    servers.push(
      await startNsd([{ origin: ROOT, text: root.text }], '', { address: ROOT_AT, port: serverPort }),
      await startKnot([{ origin: parseName('test.'), text: tld.text }], '', { address: TLD_AT, port: serverPort }),
      await startNsd(leaves, '', { address: LEAF_AT, port: serverPort }),
    );
    await servers[0]!.ready(ROOT);
    await servers[1]!.ready(parseName('test.'));
    for (const { origin } of leaves) await servers[2]!.ready(origin);
    const clock = createClock();
    const ds = parseRecord(`. DS ${root.ds}`).rdata;
    resolver = new Resolver({
      stack,
      clock,
      random: createRandom(),
      hints: { servers: [{ name: parseName('ns.root.'), addresses: [ROOT_AT] }] },
      anchors: [{ zone: ROOT, ds }],
      port: serverPort,
    });
    const recursor = new Recursor({ resolver, clock, allow: () => true });
    const server = await serveDns({ stack, clock, port: 0, responder: recursor, handler: recursor.handle });
    port = server.port;
    const [tag, number, digest, hash] = root.ds.split(' ');
    anchors = folder.write('anchors', `trust-anchors { . static-ds ${tag} ${number} ${digest} "${hash}"; };\n`);
    close = () => server.close();
  }, 60_000);

  afterAll(async () => {
    await close();
    await stack.close();
    for (const server of servers) await server.stop();
    folder.remove();
    if (resolver?.core.faults > 0) throw resolver.core.lastFault;
  });

  const dig = async (...args: string[]) =>
    (await run('dig', ['@127.0.0.1', '-p', String(port), '+time=15', '+tries=1', '+nostats', ...args], { env: PATHS }))
      .stdout;

  describe.each(['rsa256', 'rsa512', 'p256', 'p384'])('%s.test is secure', (zone) => {
    test.each([
      ['www', 'A', /192\.0\.2\.80/],
      ['alias', 'A', /CNAME\s+www[\s\S]*192\.0\.2\.80/],
      ['x.wild', 'A', /192\.0\.2\.81/],
      ['x.wild', 'MX', /NOERROR[\s\S]*ANSWER: 0/],
      ['a.moved', 'A', /DNAME[\s\S]*CNAME[\s\S]*192\.0\.2\.82/],
      ['ent', 'A', /NOERROR[\s\S]*ANSWER: 0/],
      ['none', 'A', /NXDOMAIN/],
      ['www', 'AAAA', /NOERROR[\s\S]*ANSWER: 0/],
      ['@', 'DNSKEY', /DNSKEY/],
      ['@', 'DS', /DS/],
    ])('%s %s', async (name, type, expected) => {
      const owner = name === '@' ? `${zone}.test` : `${name}.${zone}.test`;
      const output = await dig('+dnssec', owner, type);
      expect(output).toMatch(expected);
      expect(output).toMatch(/flags: qr rd ra ad/);
      // delv checks what we send for itself.
      const { stdout } = await run('delv', ['@127.0.0.1', '-p', String(port), '-a', anchors, '+root=.', owner, type], {
        env: PATHS,
      });
      expect(stdout).toMatch(/^; (negative response, )?fully validated/m);
    });
  });

  test.each([
    ['www.bogus.test', /SERVFAIL[\s\S]*EDE: 6/],
    ['www.old.test', /SERVFAIL[\s\S]*EDE: 7/],
    ['none.old.test', /SERVFAIL[\s\S]*EDE: 7/],
  ])('%s is bogus', async (name, expected) => {
    expect(await dig('+dnssec', name)).toMatch(expected);
    expect(await dig('+dnssec', '+cd', name)).toMatch(/status: (NOERROR|NXDOMAIN)[\s\S]*flags: qr rd ra cd;/);
  });

  test.each([
    ['www.plain.test', /NOERROR[\s\S]*192\.0\.2\.80/],
    ['none.plain.test', /NXDOMAIN/],
    ['www.nods.test', /NOERROR[\s\S]*192\.0\.2\.80/],
    ['www.sha1.test', /NOERROR[\s\S]*192\.0\.2\.80/],
    ['none.rounds.test', /NXDOMAIN/],
  ])('%s is answered, and not secure', async (name, expected) => {
    const output = await dig('+dnssec', name);
    expect(output).toMatch(expected);
    expect(output).not.toMatch(/flags:[^;]* ad/);
  });

  test('a lame delegation fails', async () => {
    expect(await dig('www.lame.test')).toMatch(/SERVFAIL[\s\S]*EDE: 22/);
  });

  test('drill, TCP, small buffers, other opcodes and classes', async () => {
    const drill = await run('drill', ['-p', String(port), 'www.plain.test', '@127.0.0.1'], { env: PATHS });
    expect(drill.stdout).toMatch(/192\.0\.2\.80/);
    expect(await dig('+tcp', '+dnssec', 'www.rsa256.test')).toMatch(/ ad[;\s][\s\S]*192\.0\.2\.80/);
    expect(await dig('+ignore', '+bufsize=512', '+dnssec', 'rsa512.test', 'DNSKEY')).toMatch(/ tc /);
    expect(await dig('+noedns', 'www.p256.test')).toMatch(/192\.0\.2\.80/);
    expect(await dig('+norec', 'www.p256.test')).toMatch(/REFUSED/);
    expect(await dig('CH', 'TXT', 'version.bind')).toMatch(/NOTIMP/);
    expect(await dig('ANY', 'www.p256.test')).toMatch(/HINFO\s+"RFC8482" ""/);
    expect(await dig('localhost')).toMatch(/127\.0\.0\.1/);
  });
});
