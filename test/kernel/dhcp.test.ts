/** Our DHCP client against dnsmasq, and our server against the clients that Linux machines run. */
import type { ChildProcess } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Namespace, whyNoKernelTests } from './namespace.js';

const why = whyNoKernelTests(['ping', 'dnsmasq', 'dhclient', 'busybox']);
if (why !== undefined) console.log(`left out: DHCP against dnsmasq, udhcpc and dhclient: ${why}`);

const PEER = join(import.meta.dirname, 'dhcp-peer.mjs');

/** What a process prints from now on, until a match. */
function printed(child: ChildProcess, pattern: RegExp, seconds = 30): Promise<RegExpExecArray> {
  return new Promise((resolve, reject) => {
    let output = '';
    const look = (text: string) => {
      output += text;
      const match = pattern.exec(output);
      if (match === null) return;
      clearTimeout(timer);
      child.stdout!.off('data', look);
      child.stderr!.off('data', look);
      resolve(match);
    };
    const timer = setTimeout(() => reject(new Error(`no ${pattern} within ${seconds} s:\n${output}`)), seconds * 1000);
    child.stdout!.on('data', look);
    child.stderr!.on('data', look);
  });
}

/** Signals the program itself, which is the one child of the `timeout` that was started (`ip netns exec` becomes it). */
function signal(child: ChildProcess, name: NodeJS.Signals): void {
  process.kill(Number(readFileSync(`/proc/${child.pid}/task/${child.pid}/children`, 'utf8')), name);
}

describe.skipIf(why !== undefined)('our client against dnsmasq', () => {
  const folder = mkdtempSync(join(tmpdir(), 'morgana-dhcp-'));
  const leases = join(folder, 'leases');
  let namespace: Namespace;
  let client: ChildProcess;
  let server: ChildProcess;
  const serve = () =>
    namespace.start(
      'dnsmasq',
      [
        ...['--no-daemon', '--conf-file=/dev/null', '--port=0', '--interface=tap0', '--bind-interfaces', '--log-dhcp'],
        ...['--dhcp-range=10.0.0.50,10.0.0.60,255.255.255.0,2m', `--dhcp-leasefile=${leases}`, '--dhcp-authoritative'],
        ...['--dhcp-option=option:router,10.0.0.1', '--dhcp-option=option:dns-server,10.0.0.1,9.9.9.9'],
        ...['--domain=example.org', '--dhcp-option=option:domain-search,example.org,sub.example.org'],
        ...['--dhcp-option=121,0.0.0.0/0,10.0.0.1,192.0.2.0/24,10.0.0.7', '--dhcp-option=option:mtu,1400'],
        ...['--dhcp-option=option:T1,10', '--dhcp-option=option:T2,80', '--user=root'],
      ],
      'DHCP, IP range',
      120,
    );
  beforeAll(async () => {
    namespace = new Namespace('dhcp-client');
    client = await namespace.start(process.execPath, [PEER, 'client', 'tap0,10.0.0.1/24'], 'ready', 120);
    server = await serve();
  });
  afterAll(async () => {
    await namespace?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  let address: string;
  test('gets a lease with everything that dnsmasq says, at once, and can be pinged', async () => {
    const started = performance.now();
    const changed = printed(client, /changed (.*)\n/);
    signal(client, 'SIGUSR1');
    const lease = JSON.parse((await changed)[1]!);
    console.log(`lease from dnsmasq after ${Math.round(performance.now() - started)} ms`);
    address = lease.address;
    expect(address).toMatch(/^10\.0\.0\.(5\d|60)$/);
    expect(lease).toEqual({
      address,
      bits: 24,
      gateway: '10.0.0.1',
      nameServers: ['10.0.0.1', '9.9.9.9'],
      domain: 'example.org',
      searchDomains: ['example.org', 'sub.example.org'],
      routes: ['192.0.2.0/24 10.0.0.7'],
      mtu: 1400,
      duration: 120_000,
    });
    const ping = await namespace.exec('ping', ['-c', '3', '-i', '0.01', address]);
    expect(ping.stdout).toContain('3 received, 0% packet loss');
    const { stdout } = await namespace.exec('cat', [leases]);
    expect(stdout).toContain(`02:00:00:00:00:02 ${address} morgana-test 01:02:00:00:00:00:02`);
  });

  test('renews it by unicast at T1', async () => {
    const renewed = printed(server, new RegExp(`DHCPREQUEST\\(tap0\\) ${address.replaceAll('.', '\\.')}`));
    const changed = printed(client, /changed (.*)\n/);
    await renewed;
    expect(JSON.parse((await changed)[1]!).address).toBe(address);
  });

  test('releases it at its end', async () => {
    const released = printed(server, /DHCPRELEASE\(tap0\) (\S+)/);
    signal(client, 'SIGTERM');
    expect((await released)[1]).toBe(address);
  });
});

describe.skipIf(why !== undefined)('our server', () => {
  const folder = mkdtempSync(join(tmpdir(), 'morgana-dhcp-'));
  let namespace: Namespace;
  let server: ChildProcess;
  beforeAll(async () => {
    namespace = new Namespace('dhcp-server');
    server = await namespace.start(process.execPath, [PEER, 'server', 'tap0'], 'ready', 120);
  });
  afterAll(async () => {
    await namespace?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  async function leases(): Promise<{ leases: { address: string }[]; counters: Record<string, number> }> {
    const line = printed(server, /leases (\[.*\]) (\{.*\})\n/);
    signal(server, 'SIGUSR1');
    const [, list, counters] = await line;
    return { leases: JSON.parse(list!), counters: JSON.parse(counters!) };
  }

  test('against udhcpc of busybox: a lease and its options', async () => {
    const script = join(folder, 'script');
    writeFileSync(
      script,
      '#!/bin/sh\necho "$1 ip=$ip mask=$subnet router=$router dns=$dns domain=$domain search=$search mtu=$mtu lease=$lease routes=$staticroutes"\n[ "$1" = bound ] && ip addr add $ip/24 dev tap0\nexit 0\n',
    );
    chmodSync(script, 0o755);
    const options = ['-O', 'search', '-O', 'mtu', '-O', 'staticroutes'];
    const started = performance.now();
    const got = await namespace.exec(
      'busybox',
      ['udhcpc', '-i', 'tap0', '-n', '-q', '-f', '-s', script, ...options],
      30,
    );
    console.log(`udhcpc has a lease after ${Math.round(performance.now() - started)} ms`);
    const address = /bound ip=(10\.0\.0\.1\d\d) /.exec(got.stdout)?.[1];
    expect(address, got.stdout + got.stderr).toBeDefined();
    expect(got.stdout).toContain(
      `ip=${address} mask=255.255.255.0 router=10.0.0.1 dns=10.0.0.1 9.9.9.9 domain=example.org ` +
        'search=example.org sub.example.org mtu=1400 lease=120 routes=192.0.2.0/24 10.0.0.254 0.0.0.0/0 10.0.0.1',
    );
    const ping = await namespace.exec('ping', ['-c', '3', '-i', '0.01', '10.0.0.1']);
    expect(ping.stdout).toContain('3 received, 0% packet loss');
    expect((await leases()).leases.map((lease) => lease.address)).toEqual([address]);
    namespace.execSync('ip', ['addr', 'flush', 'dev', 'tap0']);
  });

  test('against dhclient of ISC: a lease and a release', async () => {
    const files = ['-lf', join(folder, 'dhclient.leases'), '-pf', join(folder, 'dhclient.pid'), '-cf', '/dev/null'];
    const script = join(folder, 'dhclient-script');
    writeFileSync(script, '#!/bin/sh\n[ "$reason" = BOUND ] && ip addr add $new_ip_address/24 dev tap0\nexit 0\n');
    chmodSync(script, 0o755);
    const ask = () => namespace.exec('dhclient', ['-4', '-1', '-v', ...files, '-sf', script, 'tap0'], 40);
    const got = await ask();
    const address = /bound to (10\.0\.0\.1\d\d)/.exec(got.stderr)?.[1];
    expect(address, got.stderr).toBeDefined();
    expect((await leases()).leases.map((lease) => lease.address)).toContain(address);
    const released = await namespace.exec('dhclient', ['-4', '-r', '-v', ...files, '-sf', script, 'tap0'], 20);
    expect(released.stderr).toContain('DHCPRELEASE');
    const after = await leases();
    expect(after.leases.map((lease) => lease.address)).not.toContain(address);
    expect(after.counters.naks).toBe(0);
  });
});
