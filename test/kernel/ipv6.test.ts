/** Our IPv6 on a tap device against the Linux kernel's, and against radvd. */
import type { ChildProcess } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Namespace, whyNoKernelTests } from './namespace.js';

const why = whyNoKernelTests(['ping', 'curl', 'tshark', 'radvd', 'bridge', 'dnsmasq']);
if (why !== undefined) console.log(`left out: IPv6 against the Linux kernel: ${why}`);

const APPLIANCE = join(import.meta.dirname, 'appliance.mjs');
const PEER = join(import.meta.dirname, 'peer.mjs');
const MEGABYTES_8 = 8 << 20;

function patternDigest(total: number): string {
  const pattern = new Uint8Array(65_536).map((_, i) => (i * 31 + (i >> 8)) & 255);
  const hash = createHash('sha256');
  for (let left = total; left > 0; left -= pattern.length) hash.update(pattern.subarray(0, left));
  return hash.digest('hex');
}

interface State {
  readonly addresses: readonly { address: string; origin: string; state: string }[];
  readonly routers: readonly string[];
  readonly nameServers: readonly string[];
  readonly searchDomains: readonly string[];
}

/** What the appliance prints from its start on. */
class Appliance {
  #output = '';
  readonly #child: ChildProcess;
  readonly #waiting = new Set<() => void>();

  private constructor(child: ChildProcess) {
    this.#child = child;
    const look = (text: string) => {
      this.#output += text;
      for (const wake of this.#waiting) wake();
    };
    child.stdout!.setEncoding('utf8').on('data', look);
    child.stderr!.setEncoding('utf8').on('data', look);
  }

  static async start(namespace: Namespace, ...options: string[]): Promise<Appliance> {
    const child = namespace.spawn(process.execPath, [APPLIANCE, ...options], 300);
    const appliance = new Appliance(child);
    await appliance.until(() => /^ready$/m.test(appliance.#output));
    return appliance;
  }

  /** Waits until `condition` holds, for at most 20 seconds. */
  async until(condition: () => boolean): Promise<void> {
    if (condition()) return;
    await new Promise<void>((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error(`not within 20 s:\n${this.#output}`)), 20_000);
      const wake = () => {
        if (!condition()) return;
        clearTimeout(timer);
        this.#waiting.delete(wake);
        resolve();
      };
      this.#waiting.add(wake);
    });
  }

  get state(): State {
    const lines = [...this.#output.matchAll(/^ipv6 (.*)$/gm)];
    return JSON.parse(lines.at(-1)![1]!) as State;
  }

  /** What the first line that matches says. */
  async line(pattern: RegExp): Promise<string> {
    await this.until(() => pattern.test(this.#output));
    return pattern.exec(this.#output)![1]!;
  }

  async counters(): Promise<Record<string, Record<string, unknown>>> {
    const done = this.until(() => /^counters .*$/m.test(this.#output));
    this.#child.kill('SIGTERM');
    await done;
    return JSON.parse(/^counters (.*)$/m.exec(this.#output)![1]!);
  }
}

/** tap0 with IPv6 and without duplicate address detection of the kernel's own, before the appliance is there. */
function prepare(namespace: Namespace, ...addresses: string[]): void {
  namespace.execSync('sh', [
    '-c',
    'for f in all default; do echo 0 > /proc/sys/net/ipv6/conf/$f/disable_ipv6; echo 0 > /proc/sys/net/ipv6/conf/$f/accept_dad; done',
  ]);
  namespace.execSync('ip', ['tuntap', 'add', 'dev', 'tap0', 'mode', 'tap']);
  namespace.execSync('ip', ['addr', 'add', '10.0.0.1/24', 'dev', 'tap0']);
  namespace.execSync('ip', ['link', 'set', 'tap0', 'up']);
  for (const address of addresses) namespace.execSync('ip', ['-6', 'addr', 'add', address, 'dev', 'tap0', 'nodad']);
}

async function stream(namespace: Namespace, mode: string, address: string, port: number, total: number) {
  const result = await namespace.exec(process.execPath, [PEER, mode, address, String(port), String(total)], 60);
  expect(result.stderr).toBe('');
  return JSON.parse(result.stdout) as { digest: string; received: number; mbits: number };
}

/** Sends UDP datagrams of these lengths from the namespace, and gives the lengths of what comes back. */
async function udpEcho(namespace: Namespace, address: string, port: number, lengths: readonly number[]) {
  const group = /^ff|^239\./.test(address);
  const program = `
    import { createSocket } from 'node:dgram';
    const socket = createSocket('${address.includes(':') ? 'udp6' : 'udp4'}');
    const got = [];
    const done = () => { console.log(JSON.stringify(got)); process.exit(0); };
    setTimeout(done, 5000);
    socket.on('message', (bytes) => { got.push(bytes.length); if (got.length === ${lengths.length}) done(); });
    socket.bind(0, () => {
      ${group ? `socket.setMulticastInterface('${address.includes(':') ? '::%tap0' : '10.0.0.1'}');` : ''}
      for (const length of ${JSON.stringify(lengths)}) socket.send(Buffer.alloc(length, 7), ${port}, '${address}');
    });`;
  const result = await namespace.exec(process.execPath, ['--input-type=module', '-e', program], 20);
  return JSON.parse(result.stdout || '[]') as number[];
}

describe.skipIf(why !== undefined)('a clean network', () => {
  let namespace: Namespace;
  let appliance: Appliance;
  let capture: ChildProcess;
  let linkLocal: string;
  const folder = mkdtempSync(join(tmpdir(), 'morgana-ipv6-'));
  const trace = join(folder, 'trace.pcap');

  beforeAll(async () => {
    namespace = new Namespace('ipv6-clean');
    prepare(namespace, 'fd77::1/64');
    const tshark = ['-i', 'tap0', '-s', '200', '-w', trace, '-q', '-F', 'pcap'];
    capture = await namespace.start('tshark', tshark, 'Capturing on', 240);
    const options = ['--network=tap:tap0', '--ipv6=fd77::2/64', '--join=ff02::7777,239.77.77.77'];
    appliance = await Appliance.start(namespace, ...options);
    linkLocal = appliance.state.addresses.find(({ origin }) => origin === 'link-local')!.address.replace('/64', '');
  }, 60_000);
  afterAll(async () => {
    await namespace?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  test('ping while the address is still being verified, and after', async () => {
    expect(appliance.state.addresses[0]!.state).toBe('optimistic');
    expect(await namespace.ping('fd77::2', 3)).toBe(3);
    await appliance.until(() => appliance.state.addresses.every(({ state }) => state === 'preferred'));
    expect(await namespace.ping('fd77::2', 10)).toBe(10);
    expect(await namespace.ping(`${linkLocal}%tap0`, 3)).toBe(3);
  });

  test('ping with 8,000 octets, in fragments', async () => {
    expect(await namespace.ping('fd77::2', 3, '-s', '8000')).toBe(3);
  });

  test('the kernel finds us by neighbour discovery', async () => {
    const neighbours = namespace.execSync('ip', ['-6', 'neigh', 'show', 'dev', 'tap0']);
    expect(neighbours).toMatch(/^fd77::2 lladdr 02:00:00:00:00:02 (REACHABLE|DELAY|STALE|PROBE)/m);
  });

  test('TCP in, out and both ways, by IPv6 and by IPv4', async () => {
    const digest = patternDigest(MEGABYTES_8);
    for (const address of ['fd77::2', '10.0.0.2']) {
      const inward = await stream(namespace, 'send', address, 9, MEGABYTES_8);
      const outward = await stream(namespace, 'fetch', address, 19, MEGABYTES_8);
      const both = await stream(namespace, 'echo', address, 7, MEGABYTES_8);
      for (const result of [inward, outward, both]) expect(result.digest).toBe(digest);
      console.log(`tap, ${address}, Mbit/s: in ${inward.mbits}, out ${outward.mbits}, both ways ${both.mbits} each`);
    }
    const page = await namespace.exec('curl', ['-s', '-w', '%{http_code}', '-o', '/dev/null', 'http://[fd77::2]/1000']);
    expect(page.stdout).toBe('200');
  });

  test('UDP, also in fragments, and a closed port is refused', async () => {
    const lengths = [1, 100, 1452, 1453, 9000, 40_000];
    expect(await udpEcho(namespace, 'fd77::2', 7, lengths)).toEqual(lengths);
    const closed = await namespace.exec('sh', [
      '-c',
      'echo x | socat -T 1 - UDP6:[fd77::2]:4444; echo x | socat -T 1 - UDP6:[fd77::2]:4444',
    ]);
    expect(closed.stderr).toContain('Connection refused');
  });

  test('multicast of both families is taken in, and a snooping bridge hears of it', async () => {
    expect(await udpEcho(namespace, 'ff02::7777%tap0', 5007, [10, 20])).toEqual([10, 20]);
    expect(await udpEcho(namespace, '239.77.77.77', 5007, [10, 20])).toEqual([10, 20]);
    const snooping = ['mcast_snooping', '1', 'mcast_igmp_version', '3', 'mcast_mld_version', '2'];
    const querier = ['mcast_querier', '1', 'mcast_query_interval', '100', 'mcast_query_response_interval', '50'];
    const bridge = ['type', 'bridge', 'forward_delay', '0', ...snooping, ...querier];
    namespace.execSync('ip', ['link', 'add', 'br0', ...bridge, 'mcast_startup_query_interval', '100']);
    namespace.execSync('ip', ['link', 'set', 'br0', 'up']);
    namespace.execSync('ip', ['-6', 'addr', 'add', 'fe80::77/64', 'dev', 'br0', 'nodad']);
    namespace.execSync('ip', ['addr', 'add', '10.9.0.1/24', 'dev', 'br0']);
    namespace.execSync('ip', ['link', 'set', 'tap0', 'master', 'br0']);
    let table = '';
    for (let tries = 0; tries < 60 && !(table.includes('ff02::7777') && table.includes('239.77.77.77')); tries++) {
      await new Promise((resolve) => setTimeout(resolve, 100));
      table = namespace.execSync('bridge', ['mdb', 'show', 'dev', 'br0']);
    }
    expect(table).toContain('ff02::7777');
    expect(table).toContain('239.77.77.77');
    namespace.execSync('ip', ['link', 'del', 'br0']);
  });

  test('tshark finds no malformed packet, no bad checksum, and nothing to warn of', { timeout: 300_000 }, async () => {
    const ended = new Promise((resolve) => capture.on('close', resolve));
    capture.kill('SIGINT');
    await ended;
    const options = ['-o', 'tcp.check_checksum:TRUE', '-o', 'udp.check_checksum:TRUE'];
    const ours = 'eth.src==02:00:00:00:00:02 && frame.cap_len==frame.len';
    const bad = `ipv6 && ${ours} && (_ws.malformed || tcp.checksum.status==0 || udp.checksum.status==0 || icmpv6.checksum.status==0 || (_ws.expert.severity >= 6291456 && !tcp.analysis.window_full && !tcp.analysis.zero_window))`;
    const wrong = await namespace.exec(
      'tshark',
      ['-r', trace, ...options, '-Y', bad, '-T', 'fields', '-e', '_ws.col.Info', '-e', '_ws.expert.message'],
      120,
    );
    expect(wrong.stdout).toBe('');
    const seen = async (filter: string) =>
      (await namespace.exec('tshark', ['-r', trace, '-Y', `eth.src==02:00:00:00:00:02 && ${filter}`], 60)).stdout;
    expect(await seen('icmpv6.type==143 && icmpv6.mldr.mar.multicast_address==ff02::7777')).not.toBe('');
    expect(await seen('igmp.type==0x22 && igmp.maddr==239.77.77.77')).not.toBe('');
    expect(await seen('icmpv6.type==133')).not.toBe('');
    const judged = await seen('tcp && ipv6');
    expect(judged.split('\n').length).toBeGreaterThan(1000);
  });

  test('the counters say that nothing was dropped', async () => {
    const { ipv6, icmpv6, ndp } = (await appliance.counters()) as Record<string, Record<string, never>>;
    const dropped = (drops: object, expected: readonly string[]) =>
      Object.entries(drops).filter(([reason, count]) => !expected.includes(reason) && count !== 0);
    expect(dropped(ipv6!.drops!, ['notForUs'])).toEqual([]);
    expect(dropped(icmpv6!.drops!, ['badNeighborMessage', 'unhandledType', 'groupDestination'])).toEqual([]);
    expect(ndp!.duplicates).toBe(0);
  });
});

describe.skipIf(why !== undefined)('a router', () => {
  let namespace: Namespace;
  let beyond: Namespace;
  let appliance: Appliance;
  const folder = mkdtempSync(join(tmpdir(), 'morgana-radvd-'));

  beforeAll(async () => {
    namespace = new Namespace('ipv6-router');
    beyond = new Namespace('ipv6-beyond');
    prepare(namespace, '2001:db8:77::1/64');
    namespace.execSync('sh', ['-c', 'echo 1 > /proc/sys/net/ipv6/conf/all/forwarding']);
    // A narrow link to the world beyond: 1300 octets on our side, 1500 on the other.
    const peer = ['peer', 'name', 'far', 'netns', beyond.name];
    namespace.execSync('ip', ['link', 'add', 'near', 'mtu', '1300', 'type', 'veth', ...peer, 'mtu', '1500']);
    namespace.execSync('ip', ['link', 'set', 'near', 'up']);
    namespace.execSync('ip', ['-6', 'addr', 'add', '2001:db8:78::1/64', 'dev', 'near', 'nodad']);
    beyond.execSync('ip', ['link', 'set', 'far', 'up']);
    beyond.execSync('ip', ['-6', 'addr', 'add', '2001:db8:78::2/64', 'dev', 'far', 'nodad']);
    const route = ['2001:db8:77::/64', 'via', '2001:db8:78::1', 'dev', 'far', 'mtu', '1300', 'advmss', '1440'];
    beyond.execSync('ip', ['-6', 'route', 'add', ...route]);
    const file = join(folder, 'radvd.conf');
    writeFileSync(
      file,
      `interface tap0 {
        AdvSendAdvert on; MinRtrAdvInterval 3; MaxRtrAdvInterval 4;
        prefix 2001:db8:77::/64 { AdvOnLink on; AdvAutonomous on; AdvValidLifetime 7200; AdvPreferredLifetime 3600; };
        RDNSS 2001:db8:77::53 { AdvRDNSSLifetime 600; };
        DNSSL example.org sub.example.org { AdvDNSSLLifetime 600; };
      };`,
    );
    // radvd gives an interface up for a while that has no link-local address yet: so the cable is plugged in first.
    appliance = await Appliance.start(namespace, '--network=tap:tap0');
    while (!namespace.execSync('ip', ['-6', 'addr', 'show', 'dev', 'tap0']).includes('inet6 fe80'))
      await new Promise((resolve) => setTimeout(resolve, 20));
    const router = namespace.spawn('radvd', ['-n', '-C', file, '-p', join(folder, 'radvd.pid'), '-m', 'stderr'], 240);
    let report = '';
    router.stderr!.setEncoding('utf8').on('data', (text: string) => (report += text));
    try {
      await appliance.until(() =>
        appliance.state.addresses.some(({ origin, state }) => origin === 'autoconfigured' && state === 'preferred'),
      );
    } catch (error) {
      throw new Error(`${(error as Error).message}\nradvd (status ${router.exitCode}) said: ${report}`);
    }
  }, 60_000);
  afterAll(async () => {
    await namespace?.close();
    await beyond?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const address = () =>
    appliance.state.addresses.find(({ origin }) => origin === 'autoconfigured')!.address.replace('/64', '');

  test('an address of our own making from radvd, its router, name server and domains', async () => {
    const { routers, nameServers, searchDomains } = appliance.state;
    expect(address()).toMatch(/^2001:db8:77::?[0-9a-f:]+$/);
    const router = /inet6 (fe80::[0-9a-f:]+)/.exec(
      namespace.execSync('ip', ['-6', 'addr', 'show', 'dev', 'tap0']),
    )?.[1];
    expect(routers).toEqual([router]);
    expect(nameServers).toEqual(['2001:db8:77::53']);
    expect(searchDomains).toEqual(['example.org', 'sub.example.org']);
    expect(await namespace.ping(address(), 3)).toBe(3);
    expect(await beyond.ping(address(), 3)).toBe(3);
  });

  test('path MTU discovery: a stream through a link of 1,300 octets', async () => {
    const total = 4 << 20;
    const { digest } = await stream(beyond, 'fetch', address(), 19, total);
    expect(digest).toBe(patternDigest(total));
    // Datagrams fit too, now that the path is known.
    expect(await udpEcho(beyond, address(), 7, [1200, 5000])).toEqual([1200, 5000]);
    const { ipv6, tcp } = (await appliance.counters()) as Record<string, Record<string, number>>;
    expect(ipv6!.pathMtuLowered).toBe(1);
    expect(tcp!.pathMtuReductions).toBe(1);
  });
});

describe.skipIf(why !== undefined)('dnsmasq', () => {
  let namespace: Namespace;
  afterAll(() => namespace?.close());

  test('as a router that points to DHCPv6, and as its stateless server', async () => {
    namespace = new Namespace('ipv6-dnsmasq');
    prepare(namespace, '2001:db8:79::1/64');
    await namespace.start(
      'dnsmasq',
      [
        ...['--no-daemon', '--conf-file=/dev/null', '--port=0', '--interface=tap0', '--bind-interfaces', '--user=root'],
        ...['--enable-ra', '--ra-param=tap0,4,600', '--dhcp-range=2001:db8:79::,ra-stateless', '--log-dhcp'],
        ...['--dhcp-option=option6:dns-server,[2001:db8::53]', '--dhcp-option=option6:domain-search,example.net'],
      ],
      'router advertisement',
      60,
    );
    const appliance = await Appliance.start(namespace, '--network=tap:tap0', '--dhcpv6');
    const told = await appliance.line(/^information (.*)$/m);
    expect(JSON.parse(told)).toMatchObject({ nameServers: ['2001:db8::53'], searchDomains: ['example.net'] });
    expect(appliance.state.addresses.some(({ address }) => address.startsWith('2001:db8:79:'))).toBe(true);
  }, 60_000);
});

describe.skipIf(why !== undefined)('duplicate address detection', () => {
  let namespace: Namespace;
  afterAll(() => namespace?.close());

  test('an address that the kernel has is given up, and another one of our own making taken', async () => {
    namespace = new Namespace('ipv6-dad');
    // The address that the secret of appliance.mjs makes is taken from a first run.
    prepare(namespace);
    const first = await Appliance.start(namespace, '--network=tap:tap0');
    const taken = first.state.addresses[0]!.address;
    await first.counters();
    namespace.execSync('ip', ['link', 'set', 'tap0', 'up']);
    namespace.execSync('ip', ['-6', 'addr', 'add', taken, 'dev', 'tap0', 'nodad']);
    const second = await Appliance.start(namespace, '--network=tap:tap0', '--ipv6=fd77::2/64');
    await second.until(() => second.state.addresses.every(({ state }) => state === 'preferred'));
    const own = second.state.addresses.find(({ origin }) => origin === 'link-local')!.address;
    expect(own).not.toBe(taken);
    expect((await second.counters()).ndp!.duplicates).toBe(1);
  }, 60_000);
});
