/**
 * A Linux guest of a test's own, for what the host's kernel was built without (netem) or its processor cannot (KVM): Debian's
 * cloud kernel in QEMU without hardware virtualisation, its one network card joined to us by a UDP datagram per Ethernet
 * frame on loopback.
 */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';

/** Modules in the order in which they are loaded. */
const MODULES = [
  'virtio_ring',
  'virtio',
  'virtio_pci_legacy_dev',
  'virtio_pci_modern_dev',
  'virtio_pci',
  'failover',
  'net_failover',
  'virtio_net',
  'ifb',
  'sch_netem',
  'sch_ingress',
  'cls_matchall',
  'act_mirred',
];

/** For KVM in the guest: QEMU imitates AMD's virtualisation. */
const KVM_MODULES = ['irqbypass', 'ccp', 'kvm', 'kvm-amd', 'tun'];

const PROGRAMS = ['qemu-system-x86_64', 'busybox', 'cpio', 'tc'];

/** Why no guest can be started here; undefined when one can. */
export function whyNoGuest(): string | undefined {
  if (process.platform !== 'linux' || process.arch !== 'x64') return 'not Linux on x86-64';
  for (const program of PROGRAMS) {
    try {
      execFileSync('sh', ['-c', `PATH=$PATH:/usr/sbin:/sbin command -v ${program}`], { stdio: 'ignore' });
    } catch {
      return `no ${program} (apt-get install qemu-system-x86 busybox-static cpio iproute2)`;
    }
  }
  return undefined;
}

/** Debian's cloud kernel, unpacked into the user's cache once. */
function kernel(): string {
  const cache = join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'morgana', 'kernel');
  const image = () => {
    const boot = join(cache, 'boot');
    const name = existsSync(boot) ? readdirSync(boot).find((file) => file.startsWith('vmlinuz-')) : undefined;
    return name === undefined ? undefined : join(boot, name);
  };
  if (image() === undefined) {
    mkdirSync(cache, { recursive: true });
    const depends = execFileSync('apt-cache', ['depends', 'linux-image-cloud-amd64'], { encoding: 'utf8' });
    const name = /Depends: (linux-image-\S+)/.exec(depends)?.[1];
    if (name === undefined) throw new Error('apt-cache does not know linux-image-cloud-amd64: run apt-get update');
    execFileSync('apt-get', ['download', '-qq', name], { cwd: cache, stdio: ['ignore', 'ignore', 'pipe'] });
    const archive = readdirSync(cache).find((file) => file.endsWith('.deb'))!;
    execFileSync('dpkg', ['-x', join(cache, archive), cache]);
    rmSync(join(cache, archive));
  }
  return image()!;
}

function find(directory: string, name: string): string | undefined {
  for (const entry of readdirSync(directory, { withFileTypes: true })) {
    const path = join(directory, entry.name);
    if (entry.isDirectory()) {
      const found = find(path, name);
      if (found !== undefined) return found;
    } else if (entry.name === name) return path;
  }
  return undefined;
}

/** Copies a program and the shared libraries that it needs to the same paths below `into`; gives the program's path. */
function copyProgram(program: string, into: string): string {
  const path = execFileSync('sh', ['-c', `PATH=$PATH:/usr/sbin:/sbin command -v ${program}`], {
    encoding: 'utf8',
  }).trim();
  const libraries = execFileSync('sh', ['-c', `ldd ${path} 2>/dev/null | grep -o '/[^ ]*' || true`], {
    encoding: 'utf8',
  });
  for (const file of [path, ...libraries.split('\n').filter((line) => line !== '')]) {
    const target = join(into, file);
    mkdirSync(dirname(target), { recursive: true });
    copyFileSync(file, target);
    chmodSync(target, 0o755);
  }
  return path;
}

export interface GuestOptions {
  /** Shell commands that the guest runs as its init, after its network card eth0 is there. It powers off at their end. */
  readonly script: string;
  /** UDP ports on loopback: frames to the guest go to `guestPort`, frames from it come to `ourPort`. */
  readonly network?: { readonly guestPort: number; readonly ourPort: number; readonly mac?: string };
  /** A /dev/kvm that works. */
  readonly kvm?: boolean;
  /** Programs and data, for the guest's folder /t. */
  readonly files?: readonly string[];
  /** Hard bound on its life. */
  readonly seconds: number;
}

function networkCard({
  guestPort,
  ourPort,
  mac = '52:54:00:00:00:01',
}: NonNullable<GuestOptions['network']>): string[] {
  const local = `local.type=inet,local.host=127.0.0.1,local.port=${guestPort}`;
  const remote = `remote.type=inet,remote.host=127.0.0.1,remote.port=${ourPort}`;
  return ['-netdev', `dgram,id=n,${local},${remote}`, '-device', `virtio-net-pci,netdev=n,mac=${mac}`];
}

export class Guest {
  readonly #child: ChildProcess;
  readonly #folder: string;
  #output = '';
  readonly #waiting = new Set<() => void>();
  #ended = false;

  constructor(options: GuestOptions) {
    const image = kernel();
    this.#folder = mkdtempSync(join(tmpdir(), 'morgana-guest-'));
    const tree = join(this.#folder, 'root');
    for (const name of ['bin', 'dev', 'proc', 'sys', 'tmp', 't', 'lib/modules'])
      mkdirSync(join(tree, name), { recursive: true });
    copyProgram('busybox', tree);
    const tc = copyProgram('tc', tree);
    const modules = join(dirname(dirname(image)), 'lib', 'modules');
    const loaded: string[] = [];
    for (const file of options.files ?? []) copyFileSync(file, join(tree, 't', basename(file)));
    for (const name of [...(options.network === undefined ? [] : MODULES), ...(options.kvm ? KVM_MODULES : [])]) {
      const file = find(modules, `${name}.ko`);
      if (file === undefined) continue; // built into this kernel
      copyFileSync(file, join(tree, 'lib/modules', basename(file)));
      loaded.push(`insmod /lib/modules/${basename(file)}`);
    }
    const busybox = execFileSync('sh', ['-c', 'command -v busybox'], { encoding: 'utf8' }).trim();
    writeFileSync(
      join(tree, 'init'),
      [
        `#!${busybox} sh`,
        `${busybox} --install -s /bin`,
        'export PATH=/bin:/usr/sbin:/sbin:/usr/bin',
        // Busybox has a tc of its own, which knows no netem, and its shell would prefer it.
        `tc() { ${tc} "$@"; }`,
        'mount -t proc none /proc; mount -t sysfs none /sys; mount -t devtmpfs none /dev',
        ...loaded,
        options.script,
        'poweroff -f',
      ].join('\n'),
      { mode: 0o755 },
    );
    const archive = join(this.#folder, 'initrd.gz');
    execFileSync('sh', ['-c', `cd ${tree} && find . | cpio -o -H newc 2>/dev/null | gzip -1 > ${archive}`]);
    this.#child = spawn(
      'timeout',
      [
        ...['-k', '2', String(options.seconds), 'qemu-system-x86_64'],
        ...['-accel', 'tcg,thread=multi', '-cpu', options.kvm ? 'EPYC,+svm,+npt' : 'max'],
        ...['-machine', 'q35', '-smp', '1', '-m', options.kvm ? '1024' : '512'],
        ...['-nodefaults', '-no-user-config', '-no-reboot', '-display', 'none', '-serial', 'stdio'],
        ...['-kernel', image, '-initrd', archive],
        '-append',
        'console=ttyS0 quiet mitigations=off tsc=reliable nokaslr random.trust_cpu=on clocksource=tsc panic=-1',
        ...(options.network === undefined ? [] : networkCard(options.network)),
      ],
      { stdio: ['ignore', 'pipe', 'pipe'] },
    );
    const look = (chunk: string) => {
      this.#output += chunk;
      for (const wake of this.#waiting) wake();
    };
    this.#child.stdout!.setEncoding('utf8').on('data', look);
    this.#child.stderr!.setEncoding('utf8').on('data', look);
    this.#child.on('close', () => {
      this.#ended = true;
      for (const wake of this.#waiting) wake();
    });
  }

  get output(): string {
    return this.#output;
  }

  /** Waits for a whole line of the guest's serial console that matches; rejects with all it printed when it ends before. */
  line(pattern: RegExp): Promise<RegExpExecArray> {
    return new Promise((resolve, reject) => {
      const look = () => {
        const match = pattern.exec(this.#output.slice(0, this.#output.lastIndexOf('\n') + 1));
        if (match !== null) resolve(match);
        else if (this.#ended) reject(new Error(`the guest ended before ${pattern}:\n${this.#output}`));
        else return;
        this.#waiting.delete(look);
      };
      this.#waiting.add(look);
      look();
    });
  }

  async close(): Promise<void> {
    if (!this.#ended) {
      this.#child.kill('SIGTERM');
      await new Promise<void>((resolve) => (this.#ended ? resolve() : this.#child.on('close', () => resolve())));
    }
    rmSync(this.#folder, { recursive: true, force: true });
  }
}
