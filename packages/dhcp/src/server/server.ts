import { type DatagramSocket, FlowError } from '@morgana/flow';
import type { KeyValueStore } from '@morgana/kv';
import { type Logger, logger } from '@morgana/log';
import { formatIpv4, parseIpv4, type TcpIpStack } from '@morgana/tcpip';
import { type Clock, defaultClock } from '@morgana/time';
import { decodeMessage, encodeMessage } from '../wire/message.js';
import { DhcpFormatError } from '../wire/message-error.js';
import type { Binding } from './bindings.js';
import { type DhcpNetwork, readNetworks } from './configuration.js';
import { type Reply, type ServerAction, ServerCore } from './core.js';
import type { ServerCounters } from './counters.js';
import { addressOfKey, decodeRecord, encodeRecord, recordKey } from './records.js';

export interface DhcpServerOptions {
  /** The server takes its UDP port 67. */
  readonly stack: TcpIpStack;
  /** Where leases outlive the server. */
  readonly store: KeyValueStore;
  /** Under which key. Default "leases". */
  readonly storeKey?: string;
  readonly networks: readonly DhcpNetwork[];
  /** Our address that clients are told; by default the stack's first. */
  readonly address?: string;
  /** By default the platform's. */
  readonly clock?: Clock;
  /** By default the platform's, as "dhcp". */
  readonly log?: Logger;
  /** Refuses requests for leases that we know nothing of; without it they are left to other servers. Default true. */
  readonly authoritative?: boolean;
  /** Whether somebody uses the address; by default a ping that is waited for 500 ms. `false`: nobody is asked. */
  readonly probe?: ((address: string) => Promise<boolean>) | false;
  /** Milliseconds that an offer is held. Default 30 000. */
  readonly offerTime?: number;
  /** Milliseconds that an address which somebody uses is left alone. Default 600 000. */
  readonly declineTime?: number;
}

/** A lease as it is shown. */
export interface ActiveLease {
  readonly address: string;
  readonly mac: string;
  readonly hostName: string;
  /** Wall-clock milliseconds. */
  readonly expires: number;
}

export interface DhcpServer {
  readonly counters: Readonly<ServerCounters>;
  /** Leases that have not ended. */
  leases(): ActiveLease[];
  /** Waits for what is being stored. The stack and the store stay the caller's. Idempotent. */
  close(): Promise<void>;
}

const SERVER_PORT = 67;
const PROBE_TIME = 500;
/** Acknowledgments that wait for the store. */
const MAXIMUM_WRITES = 1024;
/** A warning that one flood would repeat. */
const WARNING_INTERVAL = 10_000;

/**
 * Serves addresses (RFC 2131). Leases are read from the store first; an address is acknowledged when its lease is durable.
 * @throws {RangeError} naming the option that makes no sense; {FlowError} "in-use"; {KeyValueError} when the store cannot be read
 */
export async function serveDhcp(options: DhcpServerOptions): Promise<DhcpServer> {
  const server = new Server(options);
  await server.start();
  return server;
}

interface Write {
  readonly binding: Binding;
  readonly reply: Reply | undefined;
}

class Server implements DhcpServer {
  readonly #stack: TcpIpStack;
  readonly #store: KeyValueStore;
  readonly #storeKey: string;
  readonly #clock: Clock;
  readonly #log: Logger;
  readonly #address: string;
  readonly #core: ServerCore;
  readonly #probe: (address: string) => Promise<boolean>;
  #socket: DatagramSocket | undefined;
  #writes: Write[];
  #writing: Promise<void> | undefined;
  #warnedAt: number;
  #closed: boolean;

  constructor(options: DhcpServerOptions) {
    const { stack } = options;
    const address = options.address ?? stack.addresses[0];
    const own = address === undefined ? undefined : parseIpv4(address);
    if (address === undefined || own === undefined) throw new RangeError('address: a server needs an IPv4 address');
    const networks = readNetworks(options.networks, own);
    this.#stack = stack;
    this.#store = options.store;
    this.#storeKey = options.storeKey ?? 'leases';
    this.#clock = options.clock ?? defaultClock();
    this.#log = options.log ?? logger('dhcp');
    this.#address = address;
    this.#core = new ServerCore({
      address: own,
      networks,
      authoritative: options.authoritative ?? true,
      probe: options.probe !== false,
      offerTime: options.offerTime ?? 30_000,
      declineTime: options.declineTime ?? 600_000,
    });
    this.#probe = options.probe || ((target) => this.#ping(target));
    this.#socket = undefined;
    this.#writes = [];
    this.#writing = undefined;
    this.#warnedAt = Number.NEGATIVE_INFINITY;
    this.#closed = false;
  }

  get counters(): Readonly<ServerCounters> {
    return this.#core.counters;
  }

  async start(): Promise<void> {
    await this.#restore();
    this.#socket = await this.#stack.bind({ port: SERVER_PORT }, (bytes) => this.#receive(bytes));
  }

  leases(): ActiveLease[] {
    const now = this.#clock.monotonic();
    return [...this.#core.bindings.all()]
      .filter(({ state, expiresAt }) => state === 'leased' && expiresAt > now)
      .sort((a, b) => a.address - b.address)
      .map(({ address, mac, hostName, expiresAt }) => ({
        address: formatIpv4(address),
        mac,
        hostName,
        expires: this.#wall(expiresAt),
      }));
  }

  async close(): Promise<void> {
    this.#closed = true;
    this.#socket?.close();
    await this.#writing;
  }

  async #restore(): Promise<void> {
    const now = this.#clock.monotonic();
    let unusable = 0;
    for (const { name } of await this.#store.list(this.#storeKey)) {
      const address = addressOfKey(name);
      const bytes = address === undefined ? undefined : await this.#store.get(recordKey(this.#storeKey, address));
      const record = bytes === undefined ? undefined : decodeRecord(bytes);
      if (address === undefined || record === undefined) {
        unusable++;
        continue;
      }
      const expiresAt = now + (record.expires - this.#clock.wall());
      this.#core.restore(address, record.client, record.mac, record.hostName, expiresAt);
    }
    if (unusable > 0)
      this.#log.warn(`${unusable} values under "${this.#storeKey}" of the store are no leases; left alone`);
  }

  #receive(bytes: Uint8Array): void {
    try {
      this.#do(this.#core.input(decodeMessage(bytes), this.#clock.monotonic()));
    } catch (error) {
      if (!(error instanceof DhcpFormatError)) throw error;
      this.#core.counters.drops.malformed++;
      this.#log.debug(`dropped: ${error.message}`);
    }
  }

  #do(actions: readonly ServerAction[]): void {
    for (const action of actions) {
      switch (action.kind) {
        case 'send':
          this.#send(action.reply);
          break;
        case 'store':
          this.#queue(action);
          break;
        case 'probe':
          void this.#probeFor(action.address);
          break;
        case 'log':
          if (action.level !== 'warn') this.#log[action.level](action.message);
          else this.#warn(action.message);
      }
    }
  }

  async #probeFor(address: number): Promise<void> {
    let inUse = false;
    try {
      inUse = await this.#probe(formatIpv4(address));
    } catch (error) {
      this.#warn(`the probe for ${formatIpv4(address)} failed: ${(error as Error).message}`);
    }
    if (!this.#closed) this.#do(this.#core.probed(address, inUse, this.#clock.monotonic()));
  }

  async #ping(address: string): Promise<boolean> {
    try {
      await this.#stack.ping(address, { timeout: PROBE_TIME });
      return true;
    } catch (error) {
      if (error instanceof FlowError) return false;
      throw error;
    }
  }

  #send(reply: Reply): void {
    if (this.#closed) return;
    const to = formatIpv4(reply.to);
    try {
      const bytes = encodeMessage(reply.message, reply.maximumSize);
      if (reply.mac !== undefined) this.#stack.introduce(to, reply.mac);
      this.#stack.sendDatagram(bytes, { address: this.#address, port: SERVER_PORT }, { address: to, port: reply.port });
    } catch (error) {
      if (!(error instanceof DhcpFormatError || error instanceof FlowError)) throw error;
      this.#warn(`no answer to ${to}: ${error.message}`);
    }
  }

  #queue(write: Write): void {
    if (this.#writes.length >= MAXIMUM_WRITES) {
      this.#core.counters.drops.storeBusy++;
      return;
    }
    this.#writes.push(write);
    this.#writing ??= this.#write();
  }

  /** All that wait are stored with one flush, while the next gather. */
  async #write(): Promise<void> {
    while (this.#writes.length > 0) {
      const batch = this.#writes;
      this.#writes = [];
      try {
        for (const { binding } of batch) {
          const key = recordKey(this.#storeKey, binding.address);
          await this.#store.set(key, encodeRecord(binding, this.#wall(binding.expiresAt)));
        }
        await this.#store.flush();
        for (const { reply } of batch) if (reply !== undefined) this.#send(reply);
      } catch (error) {
        // Nobody is told of a lease that a restart would forget; clients ask again.
        this.#core.counters.storeErrors += batch.length;
        this.#warn(`leases cannot be stored, so none are given: ${(error as Error).message}`);
      }
    }
    this.#writing = undefined;
  }

  #wall(monotonic: number): number {
    return Math.round(this.#clock.wall() + (monotonic - this.#clock.monotonic()));
  }

  #warn(message: string): void {
    const now = this.#clock.monotonic();
    if (now - this.#warnedAt < WARNING_INTERVAL) {
      this.#log.debug(message);
      return;
    }
    this.#warnedAt = now;
    this.#log.warn(message);
  }
}
