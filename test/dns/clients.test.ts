/** dig, kdig, drill and nsupdate ask ours on loopback. */
import { execFile, spawn } from 'node:child_process';
import { promisify } from 'node:util';
import { CookieJar, parseName, parseRdata, rdataText, typeText } from '@morgana/dns';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { SAMPLES } from '../../packages/dns/src/testing/samples.js';
import { KEY_BASE64, type Ours, startOurs, zoneOf } from './ours.js';
import { have, PATHS } from './servers.js';

const run = promisify(execFile);
/** Left out: a delegation, what cannot stand at every name, and MD and MF, which dig does not print. */
const ELSEWHERE = new Set([2, 3, 4, 6, 39]);
const samples = SAMPLES.filter(([type]) => !ELSEWHERE.has(type));
/** An NSEC3 stands at a hash, and dig looks. */
const owner = (i: number) => (samples[i]![0] === 50 ? String(i).padStart(32, 'a') : `s${i}`);
const lines = samples.map(([type, text], i) => `${owner(i)} TYPE${type} ${text}`);
const TEXT = `$ORIGIN example.com.
$TTL 300
@ SOA ns1 hostmaster 1 7200 3600 604800 60
@ NS ns1
ns1 A 192.0.2.53
alias CNAME ns1
sub NS ns.sub
ns.sub A 192.0.2.54
${Array.from({ length: 100 }, (_, i) => `big A 10.1.2.${i + 1}`).join('\n')}
${lines.map((line) => line.replace(/TYPE(\d+)/, (_, type) => typeText(Number(type)))).join('\n')}
`;

describe.skipIf(!have('dig', 'kdig', 'drill', 'nsupdate'))('clients', () => {
  let ours: Ours;
  const dig = async (...args: string[]) =>
    (await run('dig', ['@127.0.0.1', '-p', String(ours.port), '+time=3', '+tries=1', '+nostats', ...args])).stdout;
  const kdig = async (...args: string[]) =>
    (await run('kdig', ['@127.0.0.1', '-p', String(ours.port), '+time=3', '+retry=0', ...args])).stdout;

  beforeAll(async () => {
    ours = await startOurs({
      nsid: new TextEncoder().encode('ours-1'),
      cookies: new CookieJar(new Uint8Array(16).fill(7)),
    });
    ours.authority.addPrimary({
      zone: zoneOf('example.com.', TEXT),
      allowTransfer: ({ key }) => key !== undefined,
      allowUpdate: ({ key }) => key !== undefined,
    });
  });
  afterAll(() => ours?.stop());

  const zone = () => ours.authority.zones.get(parseName('example.com.'))!;

  test('dig and kdig read every type, and print what we print', async () => {
    const wrong: string[] = [];
    for (let i = 0; i < samples.length; i++) {
      const [type] = samples[i]!;
      const node = zone().find(parseName(`${owner(i)}.example.com.`));
      const rdata = zone().rdatas(zone().rrset(node, type === 46 ? 46 | (1 << 16) : type))[0]!;
      for (const [who, ask] of [
        ['dig', dig],
        ['kdig', kdig],
      ] as const) {
        // Their text is read by us, and gives the same octets.
        const output = await ask('+short', `${owner(i)}.example.com.`, `TYPE${type}`);
        let read: Uint8Array | undefined;
        try {
          read = parseRdata(type, output.trim());
        } catch {
          // Told below.
        }
        if (read === undefined || Buffer.compare(read, rdata) !== 0) {
          wrong.push(`${who} ${typeText(type)} ${rdataText(type, rdata)}: ${output}`);
        }
        // As unknown data (RFC 3597) both print the octets themselves.
        const hex = Buffer.from(rdata).toString('hex');
        const raw = await ask(
          '+short',
          ...(who === 'dig' ? ['+unknownformat'] : ['+generic']),
          `${owner(i)}.example.com.`,
          `TYPE${type}`,
        );
        const theirs = raw.replace(/[\s]/g, '').toLowerCase();
        if (theirs !== `\\#${rdata.length}${hex}`)
          wrong.push(`${who} ${typeText(type)} ${rdataText(type, rdata)}: ${raw}`);
      }
    }
    expect(wrong).toEqual([]);
  }, 60_000);

  test('the answers of a server: authority, NXDOMAIN, NODATA, alias, referral', async () => {
    expect(await dig('ns1.example.com')).toMatch(/flags: qr aa rd;.*\n[\s\S]*192\.0\.2\.53/);
    expect(await dig('none.example.com')).toMatch(/status: NXDOMAIN[\s\S]*60\s+IN\s+SOA/);
    expect(await dig('ns1.example.com', 'MX')).toMatch(/status: NOERROR[\s\S]*ANSWER: 0, AUTHORITY: 1/);
    expect(await dig('alias.example.com')).toMatch(/CNAME\s+ns1[\s\S]*192\.0\.2\.53/);
    expect(await dig('www.sub.example.com')).toMatch(/flags: qr rd;[\s\S]*ns\.sub\.example\.com\.[\s\S]*192\.0\.2\.54/);
    expect(await dig('example.org')).toMatch(/status: REFUSED[\s\S]*Not Authoritative/);
    expect((await dig('+short', 'ANY', 'ns1.example.com')).trim()).toBe('192.0.2.53');
    expect(
      await run('drill', ['-p', String(ours.port), 'ns1.example.com', '@127.0.0.1']).then(({ stdout }) => stdout),
    ).toMatch(/192\.0\.2\.53/);
  });

  test('truncation, and TCP after it, pipelined too', async () => {
    expect(await dig('+noedns', '+ignore', 'big.example.com')).toMatch(/flags: qr aa tc rd/);
    expect(await dig('+noedns', 'big.example.com')).toMatch(/ANSWER: 100/);
    expect(await dig('+bufsize=4096', '+ignore', 'big.example.com')).toMatch(/ tc /);
    const many = await dig(
      '+tcp',
      '+keepopen',
      'ns1.example.com',
      'alias.example.com',
      'big.example.com',
      'none.example.com',
    );
    expect(many.match(/status: /g)).toHaveLength(4);
  });

  test('EDNS: version, NSID, cookies', async () => {
    expect(await dig('+edns=1', '+noednsneg', 'ns1.example.com')).toMatch(/status: BADVERS/);
    expect(await dig('+nsid', 'ns1.example.com')).toMatch(/ours-1/);
    const output = await dig('+cookie=0102030405060708', 'ns1.example.com');
    const cookie = /COOKIE: ([0-9a-f]{48}) \(good\)/.exec(output);
    expect(cookie).not.toBeNull();
    expect(await dig(`+cookie=${cookie![1]}`, 'ns1.example.com')).toMatch(/\(good\)/);
  });

  test('AXFR: refused without a key, whole with one', async () => {
    expect(await dig('AXFR', 'example.com')).toMatch(/Transfer failed/);
    const output = await dig('-y', `hmac-sha256:transfer.key:${KEY_BASE64}`, 'AXFR', 'example.com');
    expect(output).not.toMatch(/^; Transfer failed|^;; (?!global options)/m);
    expect(output.match(/IN\s+(SOA)/g)).toHaveLength(2);
    expect(
      output.split('\n').filter((line) => line !== '' && !line.startsWith(';') && !line.includes('TSIG')),
    ).toHaveLength(zone().records + 1);
  });

  test('a signed query, and signatures that are wrong', async () => {
    const key = (secret: string, name = 'transfer.key') => ['-y', `hmac-sha256:${name}:${secret}`];
    expect(await dig(...key(KEY_BASE64), 'ns1.example.com')).toMatch(/NOERROR[\s\S]*192\.0\.2\.53[\s\S]*TSIG/);
    const wrong = async (...args: string[]) =>
      (await run('dig', ['@127.0.0.1', '-p', String(ours.port), '+time=3', '+tries=1', ...args])).stdout;
    expect(await wrong(...key(Buffer.alloc(32).toString('base64')), 'ns1.example.com')).toMatch(/NOTAUTH[\s\S]*BADSIG/);
    expect(await wrong(...key(KEY_BASE64, 'other.key'), 'ns1.example.com')).toMatch(/NOTAUTH[\s\S]*BADKEY/);
  });

  const nsupdate = (commands: string[], signed = true) =>
    new Promise<{ status: number | null; output: string }>((resolve, reject) => {
      const args = ['-t', '3', '-r', '0', ...(signed ? ['-y', `hmac-sha256:transfer.key:${KEY_BASE64}`] : [])];
      const child = spawn('timeout', ['10', 'nsupdate', ...args], { env: PATHS });
      let output = '';
      for (const stream of [child.stdout, child.stderr]) stream.on('data', (text) => (output += text));
      child.on('error', reject);
      child.on('exit', (status) => resolve({ status, output }));
      child.stdin.end([`server 127.0.0.1 ${ours.port}`, 'zone example.com', ...commands, 'send', ''].join('\n'));
    });

  test('nsupdate: prerequisites, additions, removals', async () => {
    const serial = zone().serial;
    expect(await nsupdate(['update add new.example.com 60 A 192.0.2.77'], false)).toMatchObject({
      status: 2,
      output: expect.stringMatching(/REFUSED/),
    });
    expect(
      await nsupdate([
        'prereq nxdomain new.example.com',
        'update add new.example.com 60 A 192.0.2.77',
        'update add new.example.com 60 A 192.0.2.78',
      ]),
    ).toMatchObject({ status: 0 });
    expect((await dig('+short', 'new.example.com')).split('\n').sort()).toEqual(['', '192.0.2.77', '192.0.2.78']);
    expect(zone().serial).toBe(serial + 1);
    expect(
      (await nsupdate(['prereq nxdomain new.example.com', 'update add new.example.com 60 TXT "no"'])).output,
    ).toMatch(/YXDOMAIN/);
    expect(
      (await nsupdate(['prereq yxrrset new.example.com A 192.0.2.77', 'update delete new.example.com'])).output,
    ).toMatch(/NXRRSET/);
    expect((await nsupdate(['update add new.example.org 60 A 192.0.2.1'])).output).toMatch(/NOTZONE/);
    expect(
      (
        await nsupdate([
          'update delete new.example.com A 192.0.2.77',
          'update add new.example.com 60 CNAME ns1.example.com',
        ])
      ).status,
    ).toBe(0);
    expect((await dig('+short', 'new.example.com')).trim()).toBe('192.0.2.78');
    expect(
      (
        await nsupdate([
          'update delete new.example.com',
          'update delete example.com NS',
          'update delete example.com SOA',
        ])
      ).status,
    ).toBe(0);
    expect(await dig('new.example.com')).toMatch(/NXDOMAIN/);
    expect((await dig('+short', 'NS', 'example.com')).trim()).toBe('ns1.example.com.');
    const output = await dig('-y', `hmac-sha256:transfer.key:${KEY_BASE64}`, `IXFR=${serial}`, 'example.com');
    expect(output.match(/IN\s+SOA/g)).toHaveLength(2 + 2 * (zone().serial - serial));
  });
});
