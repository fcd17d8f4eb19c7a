import type { DatagramSocket } from '@morgana/flow';
import type { KeyValueStore } from '@morgana/kv';
import { type Level, type Logger, logger } from '@morgana/log';
import { defaultRandom, type Random, SeededRandom } from '@morgana/random';
import { type AddressConflict, formatIpv4, type Ipv4Configuration, parseIpv4, type TcpIpStack } from '@morgana/tcpip';
import { type Clock, defaultClock, type Timer } from '@morgana/time';
import { decodeMessage, encodeMessage } from '../wire/message.js';
import { DhcpFormatError } from '../wire/message-error.js';
import {
  CLASSLESS_ROUTES,
  DOMAIN_NAME,
  DOMAIN_NAME_SERVER,
  DOMAIN_SEARCH,
  INTERFACE_MTU,
  NTP_SERVER,
  REBINDING_TIME,
  RENEWAL_TIME,
  ROUTER,
  SUBNET_MASK,
} from '../wire/option-codes.js';
import type { ClientAction } from './actions.js';
import {
  type ClientEvent,
  type ClientSettings,
  type ClientState,
  initialState,
  nextDeadline,
  type Phase,
  step,
} from './core.js';
import { type Lease, routersOffLink } from './lease.js';
import { encodeRemembered, loadRemembered } from './memory.js';

export interface DhcpClientOptions {
  /** Made without an address. The client configures it, takes its UDP port 68 and watches its address conflicts. */
  readonly stack: TcpIpStack;
  /** Of the device below the stack: six octets, and the largest IP packet. */
  readonly mac: Uint8Array;
  readonly mtu?: number;
  /** By default the platform's. */
  readonly clock?: Clock;
  /** Transaction numbers should not be guessed: by default the platform's. */
  readonly random?: Random;
  /** By default the platform's, as "dhcp". */
  readonly log?: Logger;
  /** Told to the server (option 12): letters, digits and dashes. */
  readonly hostName?: string;
  /** Option 61, 2 to 255 octets; by default the hardware address (RFC 2132, 9.14). */
  readonly clientIdentifier?: Uint8Array;
  /** The lease that we would like, in milliseconds; by default what the server gives. */
  readonly leaseTime?: number;
  /** ARP probes before a leased address is used. Default 2; 0 for none. RFC 5227 has 3, which take up to 7 seconds. */
  readonly probes?: number;
  /** Milliseconds after each. Default 150. */
  readonly probeInterval?: number;
  /** Milliseconds without a lease after which a link-local address is taken (RFC 3927). Default 10 000; Infinity for never. */
  readonly linkLocalAfter?: number;
  /** Remembers the lease over a restart, so that the same address is asked for. By default nothing is remembered. */
  readonly store?: KeyValueStore;
  /** Where in it. Default "dhcp-lease". */
  readonly storeKey?: string;
}

export interface DhcpClient {
  readonly phase: Phase;
  /** What a server has granted; undefined where there is no lease now. */
  readonly lease: Lease | undefined;
  /** Of the stack, a link-local one too; undefined: it has none. */
  readonly address: string | undefined;
  /** Resolves when the stack has its first address, a leased or a link-local one. Rejects never; pending after `close`. */
  readonly configured: Promise<void>;
  /** Messages that were not ours or made no sense. */
  readonly dropped: number;
  /** Called after each change of address or lease. */
  onChange(handler: () => void): void;
  /** Gives the address back, tells the server by default, and leaves the stack without one. Idempotent. */
  close(options?: { readonly release?: boolean }): Promise<void>;
}

const SERVER_PORT = 67;
const CLIENT_PORT = 68;
const PARAMETERS: readonly number[] = [
  // In this order, as a server gives the first ones where there is not room for all; 121 before 3 (RFC 3442).
  SUBNET_MASK,
  CLASSLESS_ROUTES,
  ROUTER,
  DOMAIN_NAME_SERVER,
  DOMAIN_NAME,
  DOMAIN_SEARCH,
  INTERFACE_MTU,
  NTP_SERVER,
  RENEWAL_TIME,
  REBINDING_TIME,
];
/** Events that wait for their turn; what a flood brings beyond is dropped. */
const QUEUE_LENGTH = 64;
/** Milliseconds before a warning is repeated. */
const WARNING_INTERVAL = 60_000;
/** Milliseconds for a RELEASE to find its neighbour before the address goes. */
const RELEASE_TIME = 50;

/**
 * Configures a stack by DHCP (RFC 2131), or with a link-local address (RFC 3927) while no server answers.
 * @throws {FlowError} "in-use" when somebody else has UDP port 68 of the stack; {RangeError} for an option that makes no sense
 */
export async function startDhcpClient(options: DhcpClientOptions): Promise<DhcpClient> {
  const client = new Client(options);
  await client.start();
  return client;
}

/** The shell around the pure client: it has the socket, the timer and the store. */
class Client implements DhcpClient {
  readonly configured: Promise<void>;
  dropped: number;
  readonly #stack: TcpIpStack;
  readonly #clock: Clock;
  readonly #log: Logger;
  readonly #store: KeyValueStore | undefined;
  readonly #storeKey: string;
  readonly #settings: ClientSettings;
  readonly #queue: ClientEvent[];
  readonly #handlers: (() => void)[];
  #onConfigured: () => void;
  #state: ClientState;
  #address: string | undefined;
  #configuration: string;
  #socket: DatagramSocket | undefined;
  #timer: Timer | undefined;
  #scheduled: boolean;
  #lastWarning: string;
  #warnedAt: number;
  #closed: boolean;
  /** Writes to the store, one after the other. */
  #writes: Promise<void>;

  constructor(options: DhcpClientOptions) {
    const { mac, mtu = 1500, probes = 2, probeInterval = 150, linkLocalAfter = 10_000, hostName } = options;
    if (mac.length !== 6) throw new RangeError(`mac: ${mac.length} octets, and Ethernet has 6`);
    if (hostName !== undefined && !isHostLabel(hostName)) {
      throw new RangeError(`hostName: "${hostName}" is not 1 to 63 letters, digits and dashes`);
    }
    const clientIdentifier = options.clientIdentifier ?? Uint8Array.of(1, ...mac);
    if (clientIdentifier.length < 2 || clientIdentifier.length > 255) {
      throw new RangeError(`clientIdentifier: ${clientIdentifier.length} octets, and it has 2 to 255`);
    }
    this.dropped = 0;
    this.#stack = options.stack;
    this.#clock = options.clock ?? defaultClock();
    this.#log = options.log ?? logger('dhcp');
    this.#store = options.store;
    this.#storeKey = options.storeKey ?? 'dhcp-lease';
    this.#settings = {
      random: options.random ?? defaultRandom(),
      linkLocalRandom: new SeededRandom(mac),
      mac,
      clientIdentifier,
      hostName,
      parameters: PARAMETERS,
      maximumSize: mtu,
      leaseTime: options.leaseTime,
      probes,
      probeInterval,
      linkLocalAfter,
    };
    this.#queue = [];
    this.#handlers = [];
    this.#onConfigured = () => {};
    this.configured = new Promise((resolve) => {
      this.#onConfigured = resolve;
    });
    this.#state = initialState();
    this.#address = undefined;
    this.#configuration = '';
    this.#socket = undefined;
    this.#timer = undefined;
    this.#scheduled = false;
    this.#lastWarning = '';
    this.#warnedAt = Number.NEGATIVE_INFINITY;
    this.#closed = false;
    this.#writes = Promise.resolve();
  }

  get phase(): Phase {
    return this.#state.phase;
  }

  get lease(): Lease | undefined {
    const { phase, lease } = this.#state;
    return phase === 'BOUND' || phase === 'RENEWING' || phase === 'REBINDING' ? lease : undefined;
  }

  get address(): string | undefined {
    return this.#address;
  }

  onChange(handler: () => void): void {
    this.#handlers.push(handler);
  }

  async start(): Promise<void> {
    this.#socket = await this.#stack.bind({ port: CLIENT_PORT }, (bytes, from) => this.#receive(bytes, from.port));
    this.#stack.watchConflicts((conflict) => this.#onConflict(conflict));
    const remembered = await this.#remembered();
    this.#take({ kind: 'start', ...(remembered === undefined ? {} : { remembered }) });
  }

  async close({ release = true }: { readonly release?: boolean } = {}): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    this.#timer?.cancel();
    this.#queue.length = 0;
    const { state, actions } = step(this.#settings, this.#state, { kind: 'stop', release }, this.#clock.monotonic());
    this.#state = state;
    for (const action of actions) if (action.kind !== 'deconfigure') this.#do(action);
    if (actions.some(({ kind }) => kind === 'send')) {
      await new Promise<void>((resolve) => {
        this.#clock.setTimer(this.#clock.monotonic() + RELEASE_TIME, resolve);
      });
    }
    for (const action of actions) if (action.kind === 'deconfigure') this.#do(action);
    this.#stack.watchConflicts(undefined);
    this.#socket?.close();
    await this.#writes;
  }

  async #remembered(): Promise<{ readonly lease: Lease; readonly expiresAt: number } | undefined> {
    if (this.#store === undefined) return undefined;
    try {
      const remembered = await loadRemembered(this.#store, this.#storeKey);
      if (remembered === undefined) return undefined;
      const left = remembered.expires - this.#clock.wall();
      return {
        lease: remembered.lease,
        expiresAt: this.#clock.monotonic() + Math.min(left, remembered.lease.duration),
      };
    } catch (error) {
      this.#log.warn(`the remembered lease cannot be read: ${(error as Error).message}`);
      return undefined;
    }
  }

  #receive(bytes: Uint8Array, port: number): void {
    if (port !== SERVER_PORT || this.#queue.length >= QUEUE_LENGTH) {
      this.dropped++;
      return;
    }
    try {
      const message = decodeMessage(bytes);
      if (message.transactionId !== this.#state.transactionId) this.dropped++;
      else this.#enqueue({ kind: 'message', message });
    } catch (error) {
      if (!(error instanceof DhcpFormatError)) throw error;
      this.dropped++;
      this.#log.debug(`dropped: ${error.message}`);
    }
  }

  #onConflict({ address, mac, defended }: AddressConflict): void {
    if (this.#queue.length >= QUEUE_LENGTH) return;
    this.#log.debug(`${address} is claimed by ${mac}`, { address, mac, defended });
    this.#enqueue({ kind: 'conflict', address: parseIpv4(address)!, defended });
  }

  /** Called from within a run of the stack, which must not be reconfigured then. */
  #enqueue(event: ClientEvent): void {
    this.#queue.push(event);
    if (this.#scheduled) return;
    this.#scheduled = true;
    Promise.resolve().then(() => {
      this.#scheduled = false;
      for (let next = this.#queue.shift(); next !== undefined; next = this.#queue.shift()) this.#take(next);
    });
  }

  #take(event: ClientEvent): void {
    if (this.#closed) return;
    const before = this.#state.phase;
    const { state, actions } = step(this.#settings, this.#state, event, this.#clock.monotonic());
    this.#state = state;
    if (state.phase !== before) this.#log.debug(`${before} -> ${state.phase}`);
    let changed = false;
    for (const action of actions) changed = this.#do(action) || changed;
    this.#timer?.cancel();
    this.#timer = undefined;
    const deadline = nextDeadline(state);
    if (deadline !== Number.POSITIVE_INFINITY) {
      this.#timer = this.#clock.setTimer(deadline, () => this.#take({ kind: 'timer' }));
    }
    if (!changed) return;
    if (this.#address !== undefined) this.#onConfigured();
    for (const handler of this.#handlers) handler();
  }

  /** Returns whether the address or the lease has changed. */
  #do(action: ClientAction): boolean {
    switch (action.kind) {
      case 'send': {
        const from = { address: formatIpv4(action.from), port: CLIENT_PORT };
        const to = { address: formatIpv4(action.to), port: SERVER_PORT };
        this.#stack.sendDatagram(encodeMessage(action.message), from, to);
        return false;
      }
      case 'probe':
        this.#stack.probe(formatIpv4(action.address));
        return false;
      case 'configure':
        this.#configure(stackConfiguration(action.lease));
        this.#remember(action.lease, action.expiresAt);
        return true;
      case 'configure-link-local':
        this.#configure({ address: `${formatIpv4(action.address)}/16` });
        return true;
      case 'deconfigure':
        this.#configure({ address: [] });
        return true;
      case 'forget':
        this.#write((store) => store.delete(this.#storeKey));
        return false;
      case 'log':
        this.#say(action.level, action.message);
        return false;
    }
  }

  /** What anybody on the link can make us say is said once in a while. */
  #say(level: Level, message: string): void {
    const now = this.#clock.monotonic();
    if (level === 'warn' && message === this.#lastWarning && now - this.#warnedAt < WARNING_INTERVAL) {
      this.#log.debug(message);
      return;
    }
    if (level === 'warn') {
      this.#lastWarning = message;
      this.#warnedAt = now;
    }
    this.#log[level](message);
  }

  #configure(configuration: Ipv4Configuration): void {
    const key = textOf(configuration);
    if (key === this.#configuration) return;
    try {
      this.#stack.configure(configuration);
    } catch (error) {
      // The address is good; what the server says of routes is not.
      this.#log.error(`the server's routes are left out: ${(error as Error).message}`);
      this.#stack.configure({ address: configuration.address });
    }
    this.#configuration = key;
    this.#address = this.#stack.addresses[0];
  }

  #remember(lease: Lease, expiresAt: number): void {
    const expires = this.#clock.wall() + (expiresAt - this.#clock.monotonic());
    this.#write((store) => store.set(this.#storeKey, encodeRemembered({ lease, expires })));
  }

  #write(change: (store: KeyValueStore) => Promise<unknown>): void {
    const store = this.#store;
    if (store === undefined) return;
    this.#writes = this.#writes
      .then(() => change(store))
      .then(() => store.flush())
      .catch((error: Error) => this.#log.warn(`the lease cannot be remembered: ${error.message}`));
  }
}

function stackConfiguration(lease: Lease): Ipv4Configuration {
  const { address, bits, gateway, routes, mtu } = lease;
  return {
    address: `${formatIpv4(address)}/${bits}`,
    ...(gateway === 0 ? {} : { gateway: formatIpv4(gateway) }),
    routes: [
      ...routersOffLink(lease).map((router) => ({ to: `${formatIpv4(router)}/32` })),
      ...routes.map(({ to, router }) => ({
        to: `${formatIpv4(to.address)}/${to.bits}`,
        ...(router === 0 ? {} : { gateway: formatIpv4(router) }),
      })),
    ],
    ...(mtu === undefined ? {} : { mtu }),
  };
}

/** The same for equal configurations. */
function textOf({ address, gateway, routes = [], mtu, announce }: Ipv4Configuration): string {
  const ways = routes.map((route) => `${route.to}>${route.gateway}`);
  return [String(address), gateway, mtu, announce, ...ways].join(' ');
}

/** 1 to 63 letters, digits and dashes. */
function isHostLabel(text: string): boolean {
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    const lower = unit | 0x20;
    if (!((lower >= 0x61 && lower <= 0x7a) || (unit >= 0x30 && unit <= 0x39) || unit === 0x2d)) return false;
  }
  return text !== '' && text.length <= 63;
}
