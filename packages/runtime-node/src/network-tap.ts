import { type ChildProcess, spawn } from 'node:child_process';
import { accessSync, constants, readFileSync } from 'node:fs';
import type { Driver } from '@morgana/boot';
import {
  checkHostAddress,
  checkInterfaceName,
  type NetworkDriverOptions,
  networkDriverOf,
  type OpenAttachment,
} from '@morgana/drivers/network-attachment';
import type { Network } from '@morgana/network';
import { freeUdpPorts } from './free-ports.js';
import { type DatagramNetwork, openDatagramNetwork } from './network-datagram.js';

export interface TapNetworkOptions {
  /** Of the interface: at most 15 of letters, digits, ".", "_" and "-". */
  readonly name: string;
  /**
   * "10.0.0.1/24": address and prefix length of the host's side. Without it an interface that exists is taken as it is, and a
   * new one has no address.
   */
  readonly hostAddress?: string;
  /** Of our side: six octets. */
  readonly mac: Uint8Array;
  /** Largest IP packet of our side. The interface is made with 1500; whoever says more gives it more (`ip link set NAME mtu 9000`). @default 1500 */
  readonly mtu?: number;
  /** Frames that wait for the host to take them; by default 256. */
  readonly transmitQueue?: number;
  /** Called with one line when the child that holds the device ends though nobody closed it: from then on frames are lost. */
  readonly onLost?: (message: string) => void;
}

/** What Linux gives a tap device. socat cannot change it. */
const TAP_MTU = 1500;
/** socat says that it is ready within some ten milliseconds; a host that swaps may take longer. */
const START_MILLISECONDS = 5000;
/** A port may be taken between the moment it was found free and socat's bind. */
const ATTEMPTS = 3;
const LONGEST_REPORT = 16 * 1024;

/**
 * Runs socat ("$@") with a guard beside it: the guard reads a pipe that only we hold the other end of. When we are gone,
 * however that came, the pipe ends and the guard ends socat. `$$` stays the shell's process id through exec, so socat is the
 * direct child. It is detached into a process group of its own, so that Ctrl-C in a terminal does not take the wire away
 * before the appliance has said goodbye over it.
 */
const GUARDED = 'exec 3<&0; (read -r _ <&3; kill -TERM $$) 2>/dev/null & exec socat "$@" 3<&- </dev/null';

/**
 * A tap device of Linux: the host sees an Ethernet interface, and what it sends there are our frames.
 *
 * Node.js cannot make the system calls for it, so a child, socat, holds the device and passes each frame as a UDP datagram over
 * loopback. Needs socat, /dev/net/tun, and CAP_NET_ADMIN unless the interface exists and belongs to the user.
 *
 * @throws {Error} one line: no socat, no /dev/net/tun, not permitted, name taken, a bad name or address
 */
export async function openTapNetwork(options: TapNetworkOptions): Promise<Network> {
  checkInterfaceName(options.name);
  if (options.hostAddress !== undefined) checkHostAddress(options.hostAddress);
  const exists = interfaceExists(options.name);
  if (exists && options.hostAddress !== undefined) {
    throw new Error(
      `interface ${options.name} exists already; leave its address away to use it as it is, or choose another name`,
    );
  }
  checkTunDevice();
  for (let attempt = 1; ; attempt++) {
    const [ours, theirs] = (await freeUdpPorts(2)) as [number, number];
    let network: DatagramNetwork | undefined;
    try {
      network = await openDatagramNetwork({
        local: { address: '127.0.0.1', port: ours },
        peer: { address: '127.0.0.1', port: theirs },
        mac: options.mac,
        mtu: options.mtu ?? TAP_MTU,
        transmitQueue: options.transmitQueue,
      });
      const child = await startSocat(options, exists, ours, theirs);
      return new TapNetwork(network, child, options);
    } catch (error) {
      await network?.close();
      if (attempt === ATTEMPTS || !/address in use/i.test((error as Error).message)) throw error;
    }
  }
}

export const openTapAttachment: OpenAttachment<'tap'> = ({ name, hostAddress }, mac, _options, log) =>
  openTapNetwork({ name, mac, hostAddress, onLost: (message) => log.error(message) });

/** The driver of networks over tap devices: `--net0=tap:tap0,10.0.0.1/24` for a device called "net0". */
export const networkTapDriver: Driver<
  Network,
  Record<never, never>,
  NetworkDriverOptions | undefined
> = /* @__PURE__ */ networkDriverOf({ tap: openTapAttachment });

/** The datagram network, and the child that ends with it. */
class TapNetwork implements Network {
  readonly #network: DatagramNetwork;
  readonly #child: ChildProcess;
  #closing: Promise<void> | undefined;

  constructor(network: DatagramNetwork, child: ChildProcess, { name, onLost }: TapNetworkOptions) {
    this.#network = network;
    this.#child = child;
    child.unref();
    // Without socat frames are lost, as with a cable that was pulled.
    child.once('exit', (status, signal) => {
      if (this.#closing === undefined) onLost?.(`socat, which holds ${name}, ended (${signal ?? `status ${status}`})`);
    });
  }

  get mac(): Uint8Array {
    return this.#network.mac;
  }
  get mtu(): number {
    return this.#network.mtu;
  }
  get capabilities(): Network['capabilities'] {
    return this.#network.capabilities;
  }
  get statistics(): Network['statistics'] {
    return this.#network.statistics;
  }
  allocate(length?: number): ReturnType<Network['allocate']> {
    return this.#network.allocate(length);
  }
  transmit(frame: Parameters<Network['transmit']>[0]): void {
    this.#network.transmit(frame);
  }
  release(frame: Parameters<Network['release']>[0]): void {
    this.#network.release(frame);
  }
  flush(): void {
    this.#network.flush();
  }
  receive(handler: Parameters<Network['receive']>[0]): void {
    this.#network.receive(handler);
  }

  close(): Promise<void> {
    this.#closing ??= (async () => {
      await this.#network.close();
      await end(this.#child);
    })();
    return this.#closing;
  }
}

function startSocat(options: TapNetworkOptions, exists: boolean, ours: number, theirs: number): Promise<ChildProcess> {
  const address = options.hostAddress === undefined ? 'TUN' : `TUN:${options.hostAddress}`;
  // An interface that exists was set up by who made it, maybe for a user who could not.
  const up = exists ? '' : ',iff-up';
  const tap = `${address},tun-type=tap,iff-no-pi${up},tun-name=${options.name}`;
  // "UDP" is connected: nobody but us can send frames into the host, and socat ends when our port is gone.
  const udp = `UDP:127.0.0.1:${ours},bind=127.0.0.1:${theirs},rcvbuf=${4 << 20},sndbuf=${4 << 20}`;
  const child = spawn('/bin/sh', ['-c', GUARDED, 'sh', '-d', '-d', '-b', '65536', tap, udp], {
    stdio: ['pipe', 'ignore', 'pipe'],
    detached: true,
  });
  return new Promise((resolve, reject) => {
    let report = '';
    const timer = setTimeout(
      () => fail(`socat was not ready within ${START_MILLISECONDS / 1000} s`),
      START_MILLISECONDS,
    );
    const settle = (): void => {
      clearTimeout(timer);
      child.stderr.off('data', onReport);
      child.off('exit', onExit);
      child.off('error', onError);
      // Later reports have no reader, and a full pipe would stop socat.
      child.stderr.resume();
      (child.stderr as unknown as { unref?(): void }).unref?.();
      (child.stdin as unknown as { unref?(): void }).unref?.();
    };
    const fail = (message: string): void => {
      settle();
      void end(child);
      reject(new Error(message));
    };
    const onReport = (bytes: Buffer): void => {
      if (report.length < LONGEST_REPORT) report += bytes.toString('latin1');
      if (report.includes('starting data transfer loop')) {
        settle();
        child.once('exit', () => child.stdin.destroy());
        resolve(child);
      }
    };
    const onExit = (status: number | null): void => {
      // What it said may come after the exit itself.
      setImmediate(() => fail(explain(options.name, report, status)));
    };
    const onError = (error: Error): void => fail(`/bin/sh cannot be started: ${error.message}`);
    child.stdin.on('error', () => {});
    child.stderr.on('data', onReport);
    child.on('exit', onExit);
    child.on('error', onError);
  });
}

/** socat's report of a failure as one line with what to do. */
function explain(name: string, report: string, status: number | null): string {
  if (status === 127 || /socat: (command )?not found/.test(report)) {
    return 'socat is not installed; it holds the tap device for Node.js: apt-get install socat';
  }
  const failure = /^.* E (.*)$/m.exec(report)?.[1] ?? report.trim().split('\n').pop() ?? '';
  if (/Operation not permitted|Permission denied/.test(failure)) {
    return (
      `not permitted to make the tap device ${name}; run as root, or let root make it for you first: ` +
      `ip tuntap add ${name} mode tap user $USER`
    );
  }
  if (/Device or resource busy/.test(failure)) {
    return `the tap device ${name} is in use by another program; end that one, or choose another name`;
  }
  if (/Invalid argument/.test(failure) && failure.includes('TUNSETIFF')) {
    return `interface ${name} exists and is no tap device; choose another name`;
  }
  if (/Address already in use/.test(failure)) return `socat: address in use: ${failure}`;
  return `socat ended with status ${status}: ${failure.slice(0, 300)}`;
}

function end(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) {
      child.stdin?.destroy();
      resolve();
      return;
    }
    child.ref();
    const timer = setTimeout(() => child.kill('SIGKILL'), 1000);
    child.once('exit', () => {
      clearTimeout(timer);
      child.stdin?.destroy();
      child.stderr?.destroy();
      resolve();
    });
    child.kill('SIGTERM');
  });
}

/** Of this process's network namespace, which /sys may not be. */
function interfaceExists(name: string): boolean {
  try {
    return readFileSync('/proc/self/net/dev', 'latin1')
      .split('\n')
      .some((line) => line.trim().startsWith(`${name}:`));
  } catch {
    return false;
  }
}

function checkTunDevice(): void {
  try {
    accessSync('/dev/net/tun', constants.R_OK | constants.W_OK);
  } catch (error) {
    const missing = (error as { code?: string }).code === 'ENOENT';
    throw new Error(
      missing
        ? 'this host has no /dev/net/tun; tap devices need Linux with its tun module (modprobe tun)'
        : '/dev/net/tun cannot be opened: permission denied; run as root',
    );
  }
}
