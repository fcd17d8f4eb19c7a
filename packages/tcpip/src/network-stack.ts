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
import { formatIpv4, formatIpv4Prefix, LIMITED_BROADCAST, UNSPECIFIED } from './address.js';
import type { IcmpOptions } from './icmp/icmp.js';
import type { PingOutcome } from './icmp/pings.js';
import type { Ipv4Configuration, Ipv4Plan } from './ip/configuration.js';
import type { Ipv4Layer, Ipv4Options } from './ip/ipv4.js';
import { formatAddress, type IpAddress } from './ip-address.js';
import { type AddressConflictHandler, BareIpStack, type Families, type IpStackCounters } from './ip-stack.js';
import type { Ipv6Configuration } from './ipv6/configuration.js';
import type { Ipv6Settings } from './ipv6/dns-settings.js';
import type { Ipv6Layer, Ipv6Options } from './ipv6/layer.js';
import type { AddressOrigin } from './ipv6/local-addresses.js';
import type { TcpCounters } from './tcp/counters.js';
import { connect, type InterceptRequest, intercept, listen } from './tcp/flow.js';
import type { TcpConfiguration } from './tcp/settings.js';
import { Tcp } from './tcp/tcp.js';
import { type IpEndpoint, toIpEndpoint } from './udp/endpoint.js';
import type { DatagramInterceptor, UdpOptions } from './udp/udp.js';

export interface StackOptions extends Partial<Ipv4Configuration> {
  /** The device. The stack takes over its reception, and does not close it. */
  readonly network: Network;
  /** By default the platform's. */
  readonly clock?: Clock;
  /** Of cryptographic quality where the network is not your own: ports, sequence numbers and hash keys come from it. By default the platform's. */
  readonly random?: Random;
  /** By default the platform's, as "tcpip". */
  readonly log?: Logger;
  /** Of IPv4. Without it the stack has none until `configure`. */
  readonly address?: string | readonly string[];
  /** false: no IPv4. */
  readonly ipv4?: Ipv4Options | false;
  /** false: no IPv6. By default there is a link-local address, and routers on the link are asked for more. */
  readonly ipv6?: (Ipv6Options & Ipv6Configuration) | false;
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

/** What IPv6 has at this moment. */
export interface Ipv6State extends Ipv6Settings {
  readonly addresses: readonly {
    /** "2001:db8::2/64" */
    readonly address: string;
    readonly origin: AddressOrigin;
    /** "optimistic" and "tentative": it is still being verified that nobody else has it; the latter is not used meanwhile. */
    readonly state: 'tentative' | 'optimistic' | 'deprecated' | 'preferred';
  }[];
  /** Routers for what is not on the link, the one that is asked first in front. */
  readonly routers: readonly string[];
}

/** Our stack: what every stack has, and what comes of owning the lower layers. */
export interface TcpIpStack extends Stack {
  /** Sends an echo request of ICMP or ICMPv6. @throws {FlowError} "timeout", "unreachable", "invalid", "exhausted", "closed"; or the signal's reason */
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
   * The same for IPv6: replaces addresses and routes that were given, not those of our own making.
   * @throws {RangeError} naming what makes no sense; nothing has changed then. {FlowError} "closed", "invalid" without IPv6
   */
  configureIpv6(configuration: Ipv6Configuration): void;
  /** Addresses, routers, and what routers tell. Without IPv6 there is nothing. */
  ipv6State(): Ipv6State;
  /** Hears, in a promise job of its own, when `ipv6State` may have changed. Returns what ends it. */
  watchIpv6(onChange: () => void): () => void;
  /**
   * For a router on the link: hears when a host asks for one, and sends what `routerAdvertisement` makes to all.
   */
  watchRouterSolicitations(onSolicitation: (() => void) | undefined): void;
  sendRouterAdvertisement(message: Uint8Array): void;
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

/** The shell around the pure stack: it has the timer and the promise jobs. */
export class NetworkStack implements TcpIpStack {
  readonly #log: Logger;
  readonly #network: Network;
  readonly #clock: Clock;
  readonly #families: Families;
  readonly #stack: BareIpStack;
  readonly #tcp: Tcp;
  readonly #run: () => void;
  readonly #onTimer: () => void;
  #addresses: readonly string[] | undefined;
  #timer: Timer | undefined;
  #timerAt: number;
  #closed: boolean;
  readonly #watchers: Set<() => void>;
  #watcherCalled: boolean;

  constructor(options: StackOptions, families: Families) {
    const clock = options.clock ?? defaultClock();
    const log = options.log ?? logger('tcpip');
    this.#addresses = undefined;
    this.#log = log;
    this.#network = options.network;
    this.#clock = clock;
    this.#families = families;
    this.#timer = undefined;
    this.#timerAt = Number.POSITIVE_INFINITY;
    this.#closed = false;
    this.#watchers = new Set();
    this.#watcherCalled = false;
    this.#run = () => this.#runNow();
    this.#onTimer = () => {
      this.#timer = undefined;
      this.#timerAt = Number.POSITIVE_INFINITY;
      this.#runNow();
    };
    this.#stack = new BareIpStack(
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
      families,
    );
    const { transportContext } = this.#stack;
    this.#tcp = new Tcp({ ...transportContext, log: options.log ?? logger('tcp') }, options.tcp);
    this.#stack.attach(this.#tcp);
    if (options.address !== undefined) {
      if (options.address.length === 0) throw new RangeError('address: leave it out for a stack without one');
      this.#apply(this.#readIpv4({ ...options, address: options.address }));
    } else if (options.gateway !== undefined || options.routes !== undefined) {
      throw new RangeError(`${options.gateway === undefined ? 'routes' : 'gateway'}: not without an address`);
    }
    const { ipv6 } = this.#stack;
    if (ipv6 !== undefined) {
      this.#stack.onConfigured = () => this.#configured();
      const plan = families.ipv6!.readConfiguration(options.ipv6 || {});
      const now = clock.monotonic();
      ipv6.start(now);
      ipv6.apply(plan, now);
      this.#stack.requestFlush();
    }

    options.network.receive((frames, count) => {
      this.#stack.input(frames, count, this.#clock.monotonic());
      this.#arm();
    });
  }

  get addresses(): readonly string[] {
    this.#addresses ??= this.#listAddresses();
    return this.#addresses;
  }

  #listAddresses(): readonly string[] {
    const { ipv4, ipv6 } = this.#stack;
    const list: IpAddress[] = ipv4?.addresses.prefixes.map(({ address }) => address) ?? [];
    if (ipv6 !== undefined) list.push(...ipv6.addresses.usable());
    return list.map(formatAddress);
  }

  #configured(): void {
    this.#addresses = undefined;
    if (this.#watchers.size === 0 || this.#watcherCalled) return;
    this.#watcherCalled = true;
    Promise.resolve().then(() => {
      this.#watcherCalled = false;
      if (!this.#closed) for (const watcher of [...this.#watchers]) watcher();
    });
  }

  configure(configuration: Ipv4Configuration): void {
    this.#mustBeOpen();
    const plan = this.#readIpv4(configuration);
    const { ipv4 } = this.#stack;
    const stays = plan.prefixes.map(({ address }) => address);
    this.#tcp.abandonAddresses(
      (address) => typeof address !== 'number' || stays.includes(address) || !ipv4!.addresses.isOwn(address),
    );
    this.#apply(plan);
  }

  #readIpv4(configuration: Ipv4Configuration): Ipv4Plan {
    if (this.#stack.ipv4 === undefined) throw new FlowError('invalid', 'address: this stack has no IPv4');
    return this.#families.ipv4!.readConfiguration(configuration);
  }

  #apply(plan: Ipv4Plan): void {
    const { prefixes, routes, mtu = this.#network.mtu } = plan;
    this.#ipv4('configure').apply(plan, this.#clock.monotonic());
    this.#addresses = undefined;
    this.#stack.requestFlush();
    if (prefixes.length === 0) return;
    const router = routes.find(({ to }) => to.bits === 0)?.gateway;
    const gateway = router === undefined ? undefined : formatIpv4(router);
    this.#log.info(`address ${prefixes.map(formatIpv4Prefix).join(', ')}, gateway ${gateway ?? 'none'}`, {
      address: formatIpv4(prefixes[0]!.address),
      gateway,
      mtu: Math.min(mtu, this.#network.mtu),
    });
  }

  configureIpv6(configuration: Ipv6Configuration): void {
    this.#mustBeOpen();
    const ipv6 = this.#ipv6('configureIpv6');
    const plan = this.#families.ipv6!.readConfiguration(configuration);
    const stays = (address: IpAddress) =>
      typeof address === 'number' ||
      ipv6.addresses.find(address)?.origin !== 'static' ||
      plan.prefixes.some((prefix) => prefix.address.equals(address));
    this.#tcp.abandonAddresses(stays);
    ipv6.apply(plan, this.#clock.monotonic());
    this.#stack.requestFlush();
  }

  ipv6State(): Ipv6State {
    const { ipv6 } = this.#stack;
    if (ipv6 === undefined)
      return { addresses: [], routers: [], nameServers: [], searchDomains: [], managed: false, other: false };
    return {
      addresses: ipv6.addresses.list.map(({ address, bits, origin, state }) => ({
        address: `${address}/${bits}`,
        origin,
        state: ADDRESS_STATES[state],
      })),
      routers: ipv6.routing.routers.map(({ address }) => address.toString()),
      ...ipv6.discovery.current(),
    };
  }

  watchIpv6(onChange: () => void): () => void {
    this.#watchers.add(onChange);
    return () => this.#watchers.delete(onChange);
  }

  watchRouterSolicitations(onSolicitation: (() => void) | undefined): void {
    const ipv6 = this.#ipv6('watchRouterSolicitations');
    this.#stack.icmpv6!.onRouterSolicitation = onSolicitation;
    if (onSolicitation === undefined) return;
    this.#mustBeOpen();
    ipv6.joinRouters(this.#clock.monotonic());
  }

  sendRouterAdvertisement(message: Uint8Array): void {
    this.#mustBeOpen();
    this.#ipv6('sendRouterAdvertisement').sendRouterAdvertisement(message);
    this.#stack.requestFlush();
  }

  probe(address: string): void {
    this.#mustBeOpen();
    this.#ipv4('probe').arp.probe(this.#stationAddress(address, 'probe'));
    this.#stack.requestFlush();
  }

  watchConflicts(onConflict: AddressConflictHandler | undefined): void {
    this.#stack.watchConflicts(onConflict);
  }

  introduce(address: string, mac: Uint8Array): void {
    this.#mustBeOpen();
    const ipv4 = this.#ipv4('introduce');
    const ip = this.#stationAddress(address, 'introduce');
    if (mac.length !== 6) throw new FlowError('invalid', `introduce: a hardware address of ${mac.length} octets`);
    ipv4.arp.introduce(ip, mac, 0, this.#clock.monotonic());
    this.#stack.requestFlush();
  }

  async connect(remote: Endpoint, options: ConnectOptions = {}): Promise<Connection> {
    this.#mustBeOpen();
    const endpoint = this.#endpoint(remote);
    if (endpoint === undefined || !this.#stack.ip.isStation(endpoint.ip)) {
      throw new FlowError(
        'invalid',
        `connect: ${remote.address} port ${remote.port} is no endpoint of one station that this stack can talk to`,
      );
    }
    const { signal, localPort } = options;
    return connect(this.#tcp, endpoint.ip, endpoint.port, {
      ...(signal === undefined ? {} : { signal }),
      ...(localPort === undefined ? {} : { localPort }),
    });
  }

  orderDestinations(addresses: readonly string[]): readonly string[] {
    return this.#families.ipv6?.orderDestinations(this.#stack.ip, this.#stack.ipv6, addresses) ?? addresses;
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
    const ip = this.#stack.ip.parse(address);
    if (ip === undefined) throw new FlowError('invalid', `ping: ${address} is no address of this stack's kind`);
    if (!Number.isInteger(size) || size < 0)
      throw new FlowError('invalid', `ping: size ${size} is not 0 or more octets`);
    if (!(timeout >= 0)) throw new FlowError('invalid', `ping: a timeout of ${timeout} ms`);
    if (signal?.aborted) throw signal.reason;
    return new Promise<PingReply>((resolve, reject) => {
      const fail = (code: FlowErrorCode) => reject(new FlowError(code, pingFailure(code, address)));
      // What comes after an abort finds the promise settled; the entry is dropped when its time is over.
      const onAbort = () => reject(signal!.reason);
      const done = (outcome: PingOutcome) => {
        signal?.removeEventListener('abort', onAbort);
        if (outcome.ok) resolve({ time: outcome.time, ttl: outcome.ttl });
        else fail(outcome.code);
      };
      const now = this.#clock.monotonic();
      const { icmpv4, icmpv6 } = this.#stack;
      const code =
        typeof ip === 'number'
          ? icmpv4!.ping(ip, size, timeout, now, done)
          : icmpv6!.ping(ip, size, timeout, now, done);
      if (code !== undefined) {
        fail(code);
        return;
      }
      signal?.addEventListener('abort', onAbort);
      this.#stack.requestFlush();
    });
  }

  counters(): StackCounters {
    const { ethernet, arp, ipv4, reassembly, icmp, igmp, ipv6, ndp, reassembly6, icmpv6, mld, udp } =
      this.#stack.counters;
    return {
      ethernet: { ...ethernet, drops: { ...ethernet.drops } },
      arp: { ...arp, drops: { ...arp.drops } },
      ipv4: { ...ipv4, drops: { ...ipv4.drops }, sendDrops: { ...ipv4.sendDrops } },
      reassembly: { ...reassembly, drops: { ...reassembly.drops } },
      icmp: { ...icmp, drops: { ...icmp.drops } },
      igmp: { ...igmp, drops: { ...igmp.drops } },
      ipv6: { ...ipv6, drops: { ...ipv6.drops }, sendDrops: { ...ipv6.sendDrops } },
      ndp: { ...ndp },
      reassembly6: { ...reassembly6, drops: { ...reassembly6.drops } },
      icmpv6: { ...icmpv6, drops: { ...icmpv6.drops } },
      mld: { ...mld },
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
    const source = this.#endpoint(from);
    const destination = this.#endpoint(to);
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
  #maySend(source: IpAddress, destination: IpAddress): boolean {
    if (typeof source !== typeof destination) return false;
    return this.#stack.ip.isLocal(source) || (source === UNSPECIFIED && destination === LIMITED_BROADCAST);
  }

  #stationAddress(text: string, call: string): number {
    const address = this.#stack.ip.parse(text);
    if (typeof address !== 'number' || !this.#stack.ip.isStation(address)) {
      throw new FlowError('invalid', `${call}: ${text} is not the IPv4 address of a station`);
    }
    return address;
  }

  /** undefined: all of ours, which "::" means too; 0: all of IPv4. */
  #ownAddress(text: string | undefined, call: string): IpAddress | undefined {
    if (text === undefined || text === '::') return undefined;
    const address = this.#stack.ip.parse(text);
    if (address === undefined || (address !== UNSPECIFIED && !this.#stack.ip.isLocal(address))) {
      throw new FlowError('invalid', `${call}: ${text} is not an address of this stack (${this.addresses.join(', ')})`);
    }
    return address;
  }

  #shownAddress(address: IpAddress | undefined): string {
    const { ip } = this.#stack;
    const shown = address === undefined ? ip.preferred() : address === UNSPECIFIED ? ip.preferred(4) : address;
    return formatAddress(shown ?? UNSPECIFIED);
  }

  #endpoint(endpoint: Endpoint): IpEndpoint | undefined {
    return toIpEndpoint(endpoint, this.#stack.udp.parse);
  }

  #ipv4(call: string): Ipv4Layer {
    if (this.#stack.ipv4 === undefined) throw new FlowError('invalid', `${call}: this stack has no IPv4`);
    return this.#stack.ipv4;
  }

  #ipv6(call: string): Ipv6Layer {
    if (this.#stack.ipv6 === undefined) throw new FlowError('invalid', `${call}: this stack has no IPv6`);
    return this.#stack.ipv6;
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
      return `ping: ${address} is not the address of one station, or the request is larger than a packet`;
    case 'exhausted':
      return 'ping: too many are under way, or the device is full; try again later';
    default:
      return 'ping: the stack was closed';
  }
}

const ADDRESS_STATES = ['tentative', 'optimistic', 'deprecated', 'preferred'] as const;
