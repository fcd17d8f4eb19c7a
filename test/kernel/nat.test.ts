/**
 * Our NAT between two Linux kernels (one, in two network namespaces): transfers started from either side, pings, traceroute's
 * time exceeded, an unreachable port, a path whose MTU shrinks behind the NAT.
 */
import { type ChildProcess, execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Namespace, whyNoKernelTests } from './namespace.js';

const why = whyNoKernelTests(['python3', 'ping']);
if (why !== undefined) console.log(`left out: tests of NAT between kernels: ${why}`);

const TOTAL = process.env.MORGANA_TEST_FULL ? 100 << 20 : 8 << 20;

/** Accepts once, sends or takes a pattern, prints the octets and the digest; the other side does the opposite. */
const PEER = `
import hashlib, socket, sys
mode, role, address, port, total = sys.argv[1], sys.argv[2], sys.argv[3], int(sys.argv[4]), int(sys.argv[5])
block = bytes((i * 31 + (i >> 8)) & 255 for i in range(65536))
if role == 'listen':
    l = socket.create_server((address, port)); print('ready', flush=True); s, peer = l.accept()
else:
    s = socket.create_connection((address, port), 20); peer = s.getpeername()
s.settimeout(100)
h = hashlib.sha256(); n = 0
if mode == 'send':
    while n < total:
        part = block[:min(65536, total - n)]; s.sendall(part); h.update(part); n += len(part)
    s.shutdown(1); s.recv(1)
else:
    while True:
        part = s.recv(262144)
        if not part: break
        h.update(part); n += len(part)
    s.close()
print(peer[0], n, h.hexdigest(), flush=True)
`;

describe.skipIf(why !== undefined)('NAT between two kernels', () => {
  let inside: Namespace;
  let outside: Namespace;
  let router: ChildProcess;
  let said = '';
  const taps = [`nati${process.pid % 10_000}`, `nato${process.pid % 10_000}`] as const;

  beforeAll(async () => {
    inside = new Namespace('nat-in');
    outside = new Namespace('nat-out');
    router = await inside.start(process.execPath, [join(import.meta.dirname, 'nat-router.mjs'), ...taps], 'ready', 300);
    router.stdout!.on('data', (text) => (said += text));
    // The tap outside moves to the other kernel; the router keeps its end of it.
    inside.execSync('ip', ['link', 'set', taps[1], 'netns', outside.name]);
    outside.execSync('ip', ['addr', 'add', '192.0.2.9/24', 'dev', taps[1]]);
    outside.execSync('ip', ['addr', 'add', '198.51.100.7/32', 'dev', 'lo']);
    outside.execSync('ip', ['link', 'set', taps[1], 'up']);
    inside.execSync('ip', ['route', 'add', 'default', 'via', '10.61.0.1']);
  });
  afterAll(async () => {
    router?.kill('SIGTERM');
    await inside?.close();
    await outside?.close();
  });

  const transfer = async (server: Namespace, client: Namespace, address: string, port: number, sends: boolean) => {
    const [listening, connecting] = sends ? ['receive', 'send'] : ['send', 'receive'];
    let heard = '';
    const child = await server.start(
      'python3',
      ['-c', PEER, listening!, 'listen', '0.0.0.0', String(port), String(TOTAL)],
      'ready',
      120,
    );
    child.stdout!.on('data', (text) => (heard += text));
    const ended = new Promise((resolve) => child.on('close', resolve));
    const began = performance.now();
    const { stdout, stderr } = await client.exec(
      'python3',
      ['-c', PEER, connecting!, 'connect', address, String(port), String(TOTAL)],
      120,
    );
    await ended;
    const seconds = (performance.now() - began) / 1000;
    const [, octets, digest] = stdout.trim().split(' ');
    expect(stderr).toBe('');
    const [peer, theirs, theirDigest] = heard.trim().split(' ').slice(-3);
    expect([octets, theirs]).toEqual([String(TOTAL), String(TOTAL)]);
    expect(theirDigest).toBe(digest);
    return { peer, rate: ((TOTAL * 8) / seconds / 1e6).toFixed(0) };
  };

  test('transfers from the inside, both ways', { timeout: 250_000 }, async () => {
    const up = await transfer(outside, inside, '198.51.100.7', 7009, true);
    const down = await transfer(outside, inside, '198.51.100.7', 7010, false);
    expect([up.peer, down.peer]).toEqual(['192.0.2.1', '192.0.2.1']);
    console.log(`NAT between kernels, ${TOTAL >> 20} MB: out ${up.rate} Mbit/s, in ${down.rate} Mbit/s`);
  });

  test('a transfer from the outside through a forward', { timeout: 130_000 }, async () => {
    const { peer } = await transfer(inside, outside, '192.0.2.1', 8009, true);
    expect(peer).toBe('192.0.2.9');
  });

  test('pings, also two at once with what may be the same identifier', async () => {
    const counts = await Promise.all([inside.ping('198.51.100.7', 5), inside.ping('192.0.2.9', 5)]);
    expect(counts).toEqual([5, 5]);
  });

  test('a ping in fragments', async () => {
    expect(await inside.ping('198.51.100.7', 3, '-s', '6000')).toBe(3);
  });

  test('time exceeded: the NAT is the first hop, and says so', async () => {
    const { stdout } = await inside.exec('ping', ['-c', '1', '-t', '1', '-W', '5', '198.51.100.7'], 20);
    expect(stdout).toMatch(/From 10\.61\.0\.1 .*Time to live exceeded/);
  });

  test('an unreachable port outside is refused inside at once: the ICMP error found its socket', async () => {
    const script = `
import socket
s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM); s.settimeout(5); s.connect(('198.51.100.7', 9)); s.send(b'x')
try: s.recv(1)
except ConnectionRefusedError: print('refused')
`;
    expect((await inside.exec('python3', ['-c', script], 20)).stdout.trim()).toBe('refused');
  });

  test('a smaller MTU behind the NAT: the kernel inside learns it from the translated ICMP error', async () => {
    outside.execSync('ip', ['link', 'add', 'nat-far', 'mtu', '1280', 'type', 'veth', 'peer', 'name', 'nat-far2']);
    outside.execSync('ip', ['addr', 'add', '203.0.113.1/24', 'dev', 'nat-far']);
    outside.execSync('ip', ['link', 'set', 'nat-far', 'up']);
    outside.execSync('ip', ['link', 'set', 'nat-far2', 'up']);
    outside.execSync('sysctl', ['-qw', 'net.ipv4.ip_forward=1']);
    const { stdout } = await inside.exec('ping', ['-c', '1', '-M', 'do', '-s', '1400', '-W', '5', '203.0.113.9'], 20);
    expect(stdout).toMatch(/Frag needed .*mtu = 1280/);
    const routes = execFileSync('ip', ['netns', 'exec', inside.name, 'ip', 'route', 'get', '203.0.113.9'], {
      encoding: 'utf8',
    });
    expect(routes).toContain('mtu 1280');
  });

  test('what was dropped is accounted for', async () => {
    router.kill('SIGTERM');
    await new Promise((resolve) => router.on('close', resolve));
    const { nat, sizes } = JSON.parse(said.slice(said.indexOf('{')));
    expect(nat.errorsTranslated).toBeGreaterThanOrEqual(2);
    expect(nat.droppedMalformed + nat.droppedError + nat.droppedFull).toBe(0);
    expect(sizes.sessions).toBeGreaterThan(0);
  });
});
