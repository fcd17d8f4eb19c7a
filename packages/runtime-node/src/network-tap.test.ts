import { execFileSync } from 'node:child_process';
import { accessSync, readdirSync, readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { openTapNetwork } from './network-tap.js';
import { bundleProgram, type Child, start } from './testing/child.js';

/** Why the tests against a kernel cannot run here; undefined when they can. */
function whyNot(): string | undefined {
  if (process.platform !== 'linux') return 'tap devices are Linux only';
  if (process.getuid?.() !== 0) return 'not root';
  try {
    accessSync('/dev/net/tun');
  } catch {
    return 'no /dev/net/tun';
  }
  for (const program of ['socat', 'ip', 'ping', 'setpriv']) {
    try {
      execFileSync('sh', ['-c', `command -v ${program}`], { stdio: 'ignore' });
    } catch {
      return `${program} is not installed`;
    }
  }
  try {
    execFileSync('ip', ['netns', 'add', NAMESPACE], { stdio: 'pipe' });
    execFileSync('ip', ['-n', NAMESPACE, 'link', 'set', 'lo', 'up'], { stdio: 'pipe' });
  } catch (error) {
    return `no network namespace can be made: ${String((error as { stderr?: Buffer }).stderr).trim()}`;
  }
  return undefined;
}

const NAMESPACE = `morgana-tap-${process.pid}`;
const reason = whyNot();
if (reason !== undefined) console.warn(`network-tap: the tests against the Linux kernel are left out: ${reason}`);

/** Opens a tap device and answers ARP requests and pings for 10.99.0.2, at most as fast as they come. */
const RESPONDER = `
import { openTapNetwork } from './network-tap.js';
import { createPlatform } from './platform.js';
const platform = createPlatform();
const [name, hostAddress] = process.argv.slice(2);
let network;
try {
  network = await openTapNetwork({ name, hostAddress, mac: Uint8Array.of(2, 0, 0, 0, 0, 1), onLost: (message) => platform.console.write(message + '\\n') });
} catch (error) {
  platform.console.write('failed: ' + error.message + '\\n');
  platform.exit(1);
}
platform.onStop(async () => { await network.close(); platform.exit(0); });
network.receive((frames, count) => {
  for (let i = 0; i < count; i++) {
    const { bytes, length } = frames[i];
    const type = (bytes[12] << 8) | bytes[13];
    const arp = type === 0x0806 && bytes[21] === 1 && bytes[41] === 2;
    const ping = type === 0x0800 && bytes[23] === 1 && bytes[34] === 8;
    if (!arp && !ping) continue;
    const answer = network.allocate();
    if (answer === null) continue;
    const out = answer.bytes;
    out.set(bytes.subarray(0, length));
    out.set(bytes.subarray(6, 12), 0);
    out.set(network.mac, 6);
    if (arp) {
      out[21] = 2;
      out.set(network.mac, 22);
      out.set(bytes.subarray(38, 42), 28);
      out.set(bytes.subarray(22, 32), 32);
    } else {
      out.set(bytes.subarray(30, 34), 26);
      out.set(bytes.subarray(26, 30), 30);
      out[34] = 0;
      let sum = ((bytes[36] << 8) | bytes[37]) + 0x0800;
      if (sum > 0xffff) sum -= 0xffff;
      out[36] = sum >> 8;
      out[37] = sum;
    }
    answer.length = length;
    network.transmit(answer);
  }
  network.flush();
});
platform.console.write('ready\\n');
`;

function inNamespace(command: string, ...args: string[]): string {
  return execFileSync('ip', ['netns', 'exec', NAMESPACE, command, ...args], { encoding: 'utf8', timeout: 20_000 });
}

/** Process ids of the socats that hold a tap device of this name. */
function socats(name: string): string[] {
  return readdirSync('/proc').filter((pid) => {
    if (!/^\d+$/.test(pid)) return false;
    try {
      const line = readFileSync(`/proc/${pid}/cmdline`, 'latin1');
      return line.startsWith('socat\0') && line.includes(`tun-name=${name}`);
    } catch {
      return false;
    }
  });
}

describe.skipIf(reason !== undefined)('tap device', () => {
  let program: { file: string; remove(): void };
  beforeAll(async () => {
    program = await bundleProgram(RESPONDER, import.meta.dirname);
  });
  afterAll(() => {
    program?.remove();
    execFileSync('ip', ['netns', 'delete', NAMESPACE], { stdio: 'ignore' });
  });

  const respond = (name: string, hostAddress?: string): Child =>
    start(
      'ip',
      [
        'netns',
        'exec',
        NAMESPACE,
        process.execPath,
        program.file,
        name,
        ...(hostAddress === undefined ? [] : [hostAddress]),
      ],
      30_000,
    );

  test('the kernel pings through it, small and full frames, and it goes away when closed', async () => {
    const child = respond('mtap0', '10.99.0.1/24');
    await child.seen('ready');
    const out = inNamespace('ping', '-c', '3', '-i', '0.05', '-W', '2', '10.99.0.2');
    expect(out).toContain('3 received');
    expect(inNamespace('ping', '-c', '2', '-i', '0.05', '-W', '2', '-s', '1472', '-M', 'do', '10.99.0.2')).toContain(
      '2 received',
    );
    expect(inNamespace('ping', '-f', '-c', '2000', '-W', '2', '10.99.0.2')).toContain('2000 received');
    expect(inNamespace('ip', 'neigh', 'show', '10.99.0.2')).toContain('02:00:00:00:00:01');
    child.process.kill('SIGTERM');
    expect(await child.ended).toMatchObject({ status: 0 });
    expect(inNamespace('ip', '-o', 'link')).not.toContain('mtap0');
    expect(socats('mtap0')).toEqual([]);
  });

  test('socat and the interface end with a process that is killed', async () => {
    const child = respond('mtap1', '10.99.1.1/24');
    await child.seen('ready');
    expect(socats('mtap1').length).toBe(1);
    child.process.kill('SIGKILL');
    await child.ended;
    await vi.waitUntil(() => socats('mtap1').length === 0, { timeout: 5000 });
    await vi.waitUntil(() => !inNamespace('ip', '-o', 'link').includes('mtap1'), { timeout: 5000 });
  });

  test('a socat that ends is told', async () => {
    const child = respond('mtap5', '10.99.5.1/24');
    await child.seen('ready');
    process.kill(Number(socats('mtap5')[0]), 'SIGKILL');
    await child.seen('socat, which holds mtap5, ended (SIGKILL)');
    child.process.kill('SIGTERM');
    expect(await child.ended).toMatchObject({ status: 0 });
  });

  test('an interface that was made before is used as it is, and stays', async () => {
    inNamespace('ip', 'tuntap', 'add', 'mtap2', 'mode', 'tap');
    inNamespace('ip', 'address', 'add', '10.99.0.1/24', 'dev', 'mtap2');
    inNamespace('ip', 'link', 'set', 'mtap2', 'up');
    const child = respond('mtap2');
    await child.seen('ready');
    expect(inNamespace('ping', '-c', '1', '-W', '2', '10.99.0.2')).toContain('1 received');
    const second = respond('mtap2');
    expect((await second.ended).output).toContain('failed: the tap device mtap2 is in use by another program');
    child.process.kill('SIGTERM');
    await child.ended;
    expect(inNamespace('ip', '-o', 'link')).toContain('mtap2');
    const third = respond('mtap2', '10.99.2.1/24');
    expect((await third.ended).output).toContain('failed: interface mtap2 exists already; leave its address away');
    inNamespace('ip', 'link', 'delete', 'mtap2');
  });

  test('an interface that is no tap device', async () => {
    inNamespace('ip', 'link', 'add', 'mdummy', 'type', 'veth', 'peer', 'name', 'mdummy2');
    const child = respond('mdummy');
    expect((await child.ended).output).toContain('failed: interface mdummy exists and is no tap device');
  });

  test('root without CAP_NET_ADMIN', async () => {
    const child = start(
      'setpriv',
      ['--bounding-set=-net_admin', '--inh-caps=-net_admin', process.execPath, program.file, 'mtap3', '10.99.3.1/24'],
      30_000,
    );
    expect((await child.ended).output).toMatch(
      /failed: not permitted to make the tap device mtap3; run as root, or let root/,
    );
  });

  test('somebody who may not open /dev/net/tun, or may, but not make a device', async () => {
    const source = readFileSync(program.file, 'utf8');
    const child = start(
      'setpriv',
      [
        ...['--reuid=65534', '--regid=65534', '--clear-groups', process.execPath, '--input-type=module', '-e', source],
        ...['--', 'program', 'mtap3', '10.99.3.1/24'],
      ],
      30_000,
      { cwd: '/' },
    );
    expect((await child.ended).output).toMatch(
      /failed: (not permitted to make the tap device mtap3; run as root|\/dev\/net\/tun cannot be opened: permission denied; run)/,
    );
  });

  test('no socat', async () => {
    const child = start(process.execPath, [program.file, 'mtap4'], 30_000, { env: { PATH: '/nowhere' } });
    expect((await child.ended).output).toContain('failed: socat is not installed');
  });
});

describe('tap device, what is refused before anything is started', () => {
  const mac = Uint8Array.of(2, 0, 0, 0, 0, 1);
  test('names and addresses that could be taken for options of socat', async () => {
    await expect(openTapNetwork({ name: 'tap0,tun-type=tun', mac })).rejects.toThrow(/no interface name/);
    await expect(openTapNetwork({ name: 'tap0', hostAddress: '10.0.0.1/24,exec=sh', mac })).rejects.toThrow(
      /no ADDRESS\/BITS/,
    );
  });
});
