import {
  type Connection,
  type ConnectOptions,
  type DatagramHandler,
  type DatagramSocket,
  type Endpoint,
  FlowError,
  type FlowErrorCode,
  type Listener,
  type ListenOptions,
  type Stack,
} from '@morgana/flow';
import { type Logger, logger } from '@morgana/log';
import type { Network } from '@morgana/network';
import { defaultRandom, type Random } from '@morgana/random';
import { type AbortSignalLike, type Clock, defaultClock, type Timer } from '@morgana/time';
import {
  formatIpv4,
  formatIpv4Prefix,
  type Ipv4Prefix,
  isUnicast,
  LIMITED_BROADCAST,
  parseIpv4,
  parseIpv4Prefix,
  UNSPECIFIED,
} from './address.js';
import { type IcmpOptions, MAXIMUM_PING } from './icmp/icmp.js';
import type { Ipv4Options } from './ip/ipv4.js';
import { addNetwork, addRoute, RoutingTable } from './ip/routing.js';
import { type AddressConflictHandler, IpStack, type IpStackCounters } from './ip-stack.js';
import type { TcpCounters } from './tcp/counters.js';
import { connect, type InterceptRequest, intercept, listen } from './tcp/flow.js';
import type { TcpConfiguration } from './tcp/settings.js';
import { Tcp } from './tcp/tcp.js';
import { toIpv4Endpoint } from './udp/endpoint.js';
import type { DatagramInterceptor, UdpOptions } from './udp/udp.js';

/** Addresses and routes, which may change while the stack runs. */
export interface Ipv4Configuration {
  /** Our address and the length of its network's prefix: "10.0.0.2/24". The first of several is the preferred one. */
  readonly address: string | readonly string[];
  /** Router for everything that is not on the link: "10.0.0.1". */
  readonly gateway?: string;
  /** Other networks behind other routers, or without one on the link: the longest prefix wins. */
  readonly routes?: readonly { readonly to: string; readonly gateway?: string }[];
  /** Largest IP packet to send, in octets, for routes made from then on. Default, and most, is what the device takes. */
  readonly mtu?: number;
  /** Announces the addresses to the link (RFC 5227, 2.3). Default true. */
  readonly announce?: boolean;
}

export interface StackOptions extends Partial<Ipv4Configuration> {
  /** The device. The stack takes over its reception, and does not close it. */
  readonly network: Network;
  /** By default the platform's. */
  readonly clock?: Clock;
  /** Of cryptographic quality where the network is not your own: ports, sequence numbers and hash keys come from it. By default the platform's. */
  readonly random?: Random;
  /** By default the platform's, as "tcpip". */
  readonly log?: Logger;
  /** Without it the stack has none until `configure`. */
  readonly address?: string | readonly string[];
  readonly ipv4?: Ipv4Options;
  readonly icmp?: IcmpOptions;
  readonly udp?: UdpOptions;
  readonly tcp?: TcpConfiguration;
}

export interface PingOptions {
  /** Octets of data. Default 56. */
  readonly size?: number;
  /** Milliseconds to wait for the reply. Default 1000. */
  readonly timeout?: number;
  readonly signal?: AbortSignalLike;
}

export interface PingReply {
  /** Milliseconds from request to reply. */
  readonly time: number;
  /** Of the reply when it came in. */
  readonly ttl: number;
}

/** Every event and every reason for a drop, by layer. */
export interface StackCounters extends IpStackCounters {
  readonly tcp: TcpCounters;
}

/** Our stack: what every stack has, and what comes of owning the lower layers. */
export interface TcpIpStack extends Stack {
  /** Sends an ICMP echo request. @throws {FlowError} "timeout", "unreachable", "invalid", "exhausted", "closed"; or the signal's reason */
  ping(address: string, options?: PingOptions): Promise<PingReply>;
  /** A copy of all counters. */
  counters(): StackCounters;
  /**
   * With `ipv4.acceptAnyAddress`: asks about every connection to an address and port where nobody listens, see
   * `InterceptRequest`. undefined ends it.
   */
  interceptConnections(onRequest: ((request: InterceptRequest) => void) | undefined): void;
  /** The same for datagrams. */
  interceptDatagrams(onDatagram: DatagramInterceptor | undefined): void;
  /**
   * Sends a datagram as `from`, which is any address with `ipv4.acceptAnyAddress`, else one of ours; or 0.0.0.0 to
   * 255.255.255.255, as one who looks for an address. @throws {FlowError} "invalid", "closed"
   */
  sendDatagram(bytes: Uint8Array, from: Endpoint, to: Endpoint): void;
  /**
   * Replaces all addresses and routes; no address is `{ address: [] }`. Sockets and listeners stay; connections from an address
   * that goes are aborted. Not from within a handler of the stack.
   * @throws {RangeError} naming what makes no sense; nothing has changed then. {FlowError} "closed"
   */
  configure(configuration: Ipv4Configuration): void;
  /**
   * Sends one ARP probe for an address that we would like to have (RFC 5227, 2.1.1). Until the next one, or `configure`, a
   * station that has it or wants it too is an address conflict. @throws {FlowError} "invalid", "closed"
   */
  probe(address: string): void;
  /** Who hears of address conflicts and decides about them. Without one they are logged, and our addresses kept. */
  watchConflicts(onConflict: AddressConflictHandler | undefined): void;
  /**
   * Tells the hardware address (six octets) of a station on the link before it could be asked for it: a DHCP server's client
   * cannot answer ARP yet. @throws {FlowError} "invalid", "closed"
   */
  introduce(address: string, mac: Uint8Array): void;
}

/**
 * A TCP/IP stack on an Ethernet device.
 * @throws {RangeError} naming the option that makes no sense
 */
export function createStack(options: StackOptions): TcpIpStack {
  return new NetworkStack(options);
}

/** What every link must carry (RFC 791). */
const MINIMUM_MTU = 68;

/** The shell around the pure stack: it has the timer and the promise jobs. */
class NetworkStack implements TcpIpStack {
  addresses: readonly string[];
  readonly #log: Logger;
  readonly #network: Network;
  readonly #clock: Clock;
  readonly #stack: IpStack;
  readonly #tcp: Tcp;
  readonly #run: () => void;
  readonly #onTimer: () => void;
  #timer: Timer | undefined;
  #timerAt: number;
  #closed: boolean;

  constructor(options: StackOptions) {
    const clock = options.clock ?? defaultClock();
    const log = options.log ?? logger('tcpip');
    this.addresses = [];
    this.#log = log;
    this.#network = options.network;
    this.#clock = clock;
    this.#timer = undefined;
    this.#timerAt = Number.POSITIVE_INFINITY;
    this.#closed = false;
    this.#run = () => this.#runNow();
    this.#onTimer = () => {
      this.#timer = undefined;
      this.#timerAt = Number.POSITIVE_INFINITY;
      this.#runNow();
    };
    this.#stack = new IpStack(
      {
        network: options.network,
        clock,
        random: options.random ?? defaultRandom(),
        log,
        schedule: () => {
          Promise.resolve().then(this.#run);
        },
      },
      options,
    );
    this.#tcp = new Tcp(this.#stack.transportContext, options.tcp);
    this.#stack.attach(this.#tcp);
    if (options.address !== undefined) {
      if (options.address.length === 0) throw new RangeError('address: leave it out for a stack without one');
      this.#apply(readConfiguration({ ...options, address: options.address }));
    } else if (options.gateway !== undefined || options.routes !== undefined) {
      throw new RangeError(`${options.gateway === undefined ? 'routes' : 'gateway'}: not without an address`);
    }

    options.network.receive((frames, count) => {
      this.#stack.input(frames, count, this.#clock.monotonic());
      this.#arm();
    });
  }

  configure(configuration: Ipv4Configuration): void {
    this.#mustBeOpen();
    const plan = readConfiguration(configuration);
    const stays = plan.prefixes.map(({ address }) => address);
    this.#tcp.abandonAddresses((address) => stays.includes(address) || !this.#stack.ip.addresses.isOwn(address));
    this.#apply(plan);
  }

  #apply({ prefixes, routes, mtu = this.#network.mtu, announce }: Ipv4Plan): void {
    const { ip } = this.#stack;
    ip.reset(mtu);
    for (const prefix of prefixes) ip.addAddress(prefix);
    for (const { to, gateway } of routes) ip.addRoute(to, gateway);
    this.addresses = prefixes.map((prefix) => formatIpv4(prefix.address));
    if (announce) for (const { address } of prefixes) ip.arp.announce(address, this.#clock.monotonic());
    this.#stack.requestFlush();
    if (prefixes.length === 0) return;
    const router = routes.find(({ to }) => to.bits === 0)?.gateway;
    const gateway = router === undefined ? undefined : formatIpv4(router);
    this.#log.info(`address ${prefixes.map(formatIpv4Prefix).join(', ')}, gateway ${gateway ?? 'none'}`, {
      address: this.addresses[0],
      gateway,
      mtu: Math.min(mtu, this.#network.mtu),
    });
  }

  probe(address: string): void {
    this.#mustBeOpen();
    this.#stack.ip.arp.probe(this.#stationAddress(address, 'probe'));
    this.#stack.requestFlush();
  }

  watchConflicts(onConflict: AddressConflictHandler | undefined): void {
    this.#stack.watchConflicts(onConflict);
  }

  introduce(address: string, mac: Uint8Array): void {
    this.#mustBeOpen();
    const ip = this.#stationAddress(address, 'introduce');
    if (mac.length !== 6) throw new FlowError('invalid', `introduce: a hardware address of ${mac.length} octets`);
    this.#stack.ip.arp.introduce(ip, mac, 0, this.#clock.monotonic());
    this.#stack.requestFlush();
  }

  async connect(remote: Endpoint, options: ConnectOptions = {}): Promise<Connection> {
    this.#mustBeOpen();
    const endpoint = toIpv4Endpoint(remote);
    if (endpoint === undefined || !isUnicast(endpoint.ip) || this.#stack.ip.addresses.isGroup(endpoint.ip)) {
      throw new FlowError(
        'invalid',
        `connect: ${remote.address} port ${remote.port} is no IPv4 endpoint of one station`,
      );
    }
    const { signal, localPort } = options;
    return connect(this.#tcp, endpoint.ip, endpoint.port, {
      ...(signal === undefined ? {} : { signal }),
      ...(localPort === undefined ? {} : { localPort }),
    });
  }

  async listen(options: ListenOptions, onConnection: (connection: Connection) => void): Promise<Listener> {
    this.#mustBeOpen();
    const address = this.#ownAddress(options.address, 'listen');
    const listener = listen(this.#tcp, address, options.port, onConnection, options.backlog);
    return {
      local: { address: this.#shownAddress(address), port: listener.port },
      close: async () => this.#tcp.unlisten(listener),
    };
  }

  async bind(
    options: { readonly port: number; readonly address?: string },
    onDatagram: DatagramHandler,
  ): Promise<DatagramSocket> {
    this.#mustBeOpen();
    return this.#stack.udp.bind(options.port, this.#ownAddress(options.address, 'bind'), onDatagram);
  }

  async ping(address: string, options: PingOptions = {}): Promise<PingReply> {
    this.#mustBeOpen();
    const { size = 56, timeout = 1000, signal } = options;
    const ip = parseIpv4(address);
    if (ip === undefined) throw new FlowError('invalid', `ping: ${address} is no IPv4 address`);
    if (!Number.isInteger(size) || size < 0)
      throw new FlowError('invalid', `ping: size ${size} is not 0 or more octets`);
    if (!(timeout >= 0)) throw new FlowError('invalid', `ping: a timeout of ${timeout} ms`);
    if (signal?.aborted) throw signal.reason;
    return new Promise<PingReply>((resolve, reject) => {
      const fail = (code: FlowErrorCode) => reject(new FlowError(code, pingFailure(code, address)));
      // What comes after an abort finds the promise settled; the entry is dropped when its time is over.
      const onAbort = () => reject(signal!.reason);
      const code = this.#stack.icmp.ping(ip, size, timeout, this.#clock.monotonic(), (outcome) => {
        signal?.removeEventListener('abort', onAbort);
        if (outcome.ok) resolve({ time: outcome.time, ttl: outcome.ttl });
        else fail(outcome.code);
      });
      if (code !== undefined) {
        fail(code);
        return;
      }
      signal?.addEventListener('abort', onAbort);
      this.#stack.requestFlush();
    });
  }

  counters(): StackCounters {
    const { ethernet, arp, ipv4, reassembly, icmp, udp } = this.#stack.counters;
    return {
      ethernet: { ...ethernet, drops: { ...ethernet.drops } },
      arp: { ...arp, drops: { ...arp.drops } },
      ipv4: { ...ipv4, drops: { ...ipv4.drops }, sendDrops: { ...ipv4.sendDrops } },
      reassembly: { ...reassembly, drops: { ...reassembly.drops } },
      icmp: { ...icmp, drops: { ...icmp.drops } },
      udp: { ...udp, drops: { ...udp.drops }, sendDrops: { ...udp.sendDrops } },
      tcp: { ...this.#tcp.counters },
    };
  }

  interceptConnections(onRequest: ((request: InterceptRequest) => void) | undefined): void {
    this.#mustBeOpen();
    intercept(this.#tcp, onRequest);
  }

  interceptDatagrams(onDatagram: DatagramInterceptor | undefined): void {
    this.#mustBeOpen();
    this.#stack.udp.intercept(onDatagram);
  }

  sendDatagram(bytes: Uint8Array, from: Endpoint, to: Endpoint): void {
    this.#mustBeOpen();
    const source = toIpv4Endpoint(from);
    const destination = toIpv4Endpoint(to);
    if (source === undefined || destination === undefined || !this.#maySend(source.ip, destination.ip)) {
      const text = `${from.address} port ${from.port} to ${to.address} port ${to.port}`;
      throw new FlowError('invalid', `sendDatagram: from ${text} is not possible`);
    }
    this.#stack.udp.sendDatagram(bytes, source, destination);
  }

  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    // A handler that closes its stack is called from a run, which ends before the next promise job.
    if (this.#stack.running) await undefined;
    this.#tcp.close();
    // The resets go out, and those who wait hear of the end.
    this.#stack.run(this.#clock.monotonic());
    this.#stack.close();
    this.#timer?.cancel();
    this.#timer = undefined;
    this.#network.receive(() => {});
  }

  #runNow(): void {
    if (this.#closed) return;
    this.#stack.run(this.#clock.monotonic());
    this.#arm();
  }

  /** One timer for all deadlines. It is moved only to an earlier time: what fires too early looks again. */
  #arm(): void {
    const deadline = this.#stack.nextDeadline();
    if (deadline >= this.#timerAt) {
      if (deadline === Number.POSITIVE_INFINITY && this.#timer !== undefined) {
        // Nothing to wait for: an idle appliance sleeps.
        this.#timer.cancel();
        this.#timer = undefined;
        this.#timerAt = Number.POSITIVE_INFINITY;
      }
      return;
    }
    this.#timer?.cancel();
    this.#timerAt = deadline;
    this.#timer = this.#clock.setTimer(deadline, this.#onTimer);
  }

  /** As one of ours; or as nobody yet, to everybody (RFC 1122, 3.2.1.3 a). */
  #maySend(source: number, destination: number): boolean {
    return this.#stack.ip.isLocal(source) || (source === UNSPECIFIED && destination === LIMITED_BROADCAST);
  }

  #stationAddress(text: string, call: string): number {
    const address = parseIpv4(text);
    if (address === undefined || !isUnicast(address)) {
      throw new FlowError('invalid', `${call}: ${text} is not the IPv4 address of a station`);
    }
    return address;
  }

  #ownAddress(text: string | undefined, call: string): number {
    if (text === undefined) return UNSPECIFIED;
    const address = parseIpv4(text);
    if (address === undefined || (address !== UNSPECIFIED && !this.#stack.ip.isLocal(address))) {
      throw new FlowError('invalid', `${call}: ${text} is not an address of this stack (${this.addresses.join(', ')})`);
    }
    return address;
  }

  #shownAddress(address: number): string {
    return address === UNSPECIFIED ? (this.addresses[0] ?? '0.0.0.0') : formatIpv4(address);
  }

  #mustBeOpen(): void {
    if (this.#closed) throw new FlowError('closed', 'the stack is closed');
  }
}

function pingFailure(code: FlowErrorCode, address: string): string {
  switch (code) {
    case 'timeout':
      return `ping: no reply from ${address}`;
    case 'unreachable':
      return `ping: there is no way to ${address}`;
    case 'invalid':
      return `ping: ${address} is not the address of one station, or the request is larger than ${MAXIMUM_PING} octets`;
    case 'exhausted':
      return 'ping: too many are under way, or the device is full; try again later';
    default:
      return 'ping: the stack was closed';
  }
}

function readAddresses(texts: string | readonly string[]): readonly Ipv4Prefix[] {
  const list = typeof texts === 'string' ? [texts] : texts;
  return list.map((text) => {
    const prefix = parseIpv4Prefix(text);
    if (prefix === undefined)
      throw new RangeError(`address: "${text}" is no address with its prefix, such as 10.0.0.2/24`);
    if (!isStation(prefix)) throw new RangeError(`address: ${text} cannot be the address of a station`);
    return prefix;
  });
}

function isStation({ address, bits }: Ipv4Prefix): boolean {
  if (!isUnicast(address) || address >>> 24 === 127) return false;
  if (bits >= 31) return true;
  const host = (address & (0xffff_ffff >>> bits)) >>> 0;
  return host !== 0 && host !== 0xffff_ffff >>> bits;
}

/** A configuration that has been read and makes sense as a whole. */
interface Ipv4Plan {
  readonly prefixes: readonly Ipv4Prefix[];
  /** In an order in which every gateway is on the link by those before. */
  readonly routes: readonly { readonly to: Ipv4Prefix; readonly gateway: number | undefined }[];
  readonly mtu: number | undefined;
  readonly announce: boolean;
}

/** @throws {RangeError} naming the option that makes no sense */
function readConfiguration(configuration: Ipv4Configuration): Ipv4Plan {
  const { routes: texts = [], gateway, mtu, announce = true } = configuration;
  const prefixes = readAddresses(configuration.address);
  if (mtu !== undefined && !(mtu >= MINIMUM_MTU)) throw new RangeError(`mtu: ${mtu} is less than ${MINIMUM_MTU}`);
  const rehearsal = new RoutingTable();
  for (const prefix of prefixes) addNetwork(rehearsal, prefix);
  const routes: { to: Ipv4Prefix; gateway: number | undefined }[] = [];
  const read = (option: string, to: string, router: string | undefined): void => {
    const prefix = parseIpv4Prefix(to);
    if (prefix === undefined) throw new RangeError(`${option}: "${to}" is no prefix such as 192.0.2.0/24`);
    const address = router === undefined ? undefined : parseIpv4(router);
    if (router !== undefined && address === undefined) {
      throw new RangeError(`${option}: "${router}" is no address such as 10.0.0.1`);
    }
    try {
      addRoute(rehearsal, prefixes, prefix, address);
    } catch (error) {
      throw new RangeError(`${option}: ${router ?? to}: ${(error as Error).message}`, { cause: error });
    }
    routes.push({ to: prefix, gateway: address });
  };
  for (const route of texts) if (route.gateway === undefined) read('routes', route.to, undefined);
  for (const route of texts) if (route.gateway !== undefined) read('routes', route.to, route.gateway);
  if (gateway !== undefined) read('gateway', '0.0.0.0/0', gateway);
  return { prefixes, routes, mtu, announce };
}
