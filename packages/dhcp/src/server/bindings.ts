import type { ServedNetwork } from './configuration.js';

/**
 * What the server knows of an address. "offered" is held for a client that has not asked for it yet; "leased" is the client's
 * until it ends; "released" is free and remembered; "declined" is used by a station that we did not give it to.
 */
export interface Binding {
  readonly address: number;
  readonly network: ServedNetwork;
  /** See `clientKey`. */
  readonly client: string;
  readonly mac: string;
  readonly hostName: string;
  readonly state: 'offered' | 'leased' | 'released' | 'declined';
  /** Monotonic milliseconds; Infinity never comes from a client's lease. */
  readonly expiresAt: number;
}

/**
 * Who has which address. No larger than the pools and reservations are: an address has one binding, and each client one in
 * a network. A binding that has ended is kept until somebody else needs its address, so that its client finds it again.
 */
export class Bindings {
  readonly #byAddress: Map<number, Binding>;
  /** By network, then by client. */
  readonly #byClient: Map<ServedNetwork, Map<string, Binding>>;
  /** Of networks whose pools are full: when the first address in them is free again. */
  readonly #fullUntil: Map<ServedNetwork, number>;

  constructor() {
    this.#byAddress = new Map();
    this.#byClient = new Map();
    this.#fullUntil = new Map();
  }

  get size(): number {
    return this.#byAddress.size;
  }

  all(): IterableIterator<Binding> {
    return this.#byAddress.values();
  }

  at(address: number): Binding | undefined {
    return this.#byAddress.get(address);
  }

  of(network: ServedNetwork, client: string): Binding | undefined {
    return this.#byClient.get(network)?.get(client);
  }

  /** Makes or replaces the binding of its address; another one of the same client goes. */
  set(binding: Binding): void {
    const { address, network, client } = binding;
    const before = this.of(network, client);
    if (before !== undefined && before.address !== address) this.#byAddress.delete(before.address);
    const old = this.#byAddress.get(address);
    if (old !== undefined && old.client !== client) this.#byClient.get(old.network)?.delete(old.client);
    this.#byAddress.set(address, binding);
    let clients = this.#byClient.get(network);
    if (clients === undefined) {
      clients = new Map();
      this.#byClient.set(network, clients);
    }
    clients.set(client, binding);
    this.#fullUntil.delete(network);
  }

  delete(binding: Binding): void {
    this.#byAddress.delete(binding.address);
    this.#byClient.get(binding.network)?.delete(binding.client);
    this.#fullUntil.delete(binding.network);
  }

  /** Whether `client` may get the address now. */
  isAvailable(network: ServedNetwork, address: number, client: string, now: number): boolean {
    if (network.excluded.has(address)) return false;
    const reservedFor = network.reservations.get(address);
    if (reservedFor !== undefined && reservedFor !== client) return false;
    const binding = this.#byAddress.get(address);
    return (
      binding === undefined || binding.expiresAt <= now || (binding.client === client && binding.state !== 'declined')
    );
  }

  /**
   * A free address of the pools: where the client's hash points to, or the next one behind it that nobody has had; else the
   * one whose binding ended first. undefined: there is none.
   */
  findFree(network: ServedNetwork, client: string, now: number): number | undefined {
    if (now < (this.#fullUntil.get(network) ?? Number.NEGATIVE_INFINITY) || network.size === 0) return undefined;
    const start = hash(client) % network.size;
    let longest: Binding | undefined;
    let soonest = Number.POSITIVE_INFINITY;
    for (let i = 0; i < network.size; i++) {
      const address = nth(network, (start + i) % network.size);
      if (network.excluded.has(address) || network.reservations.has(address)) continue;
      const binding = this.#byAddress.get(address);
      if (binding === undefined) return address;
      soonest = Math.min(soonest, binding.expiresAt);
      if (binding.expiresAt <= now && (longest === undefined || binding.expiresAt < longest.expiresAt))
        longest = binding;
    }
    // A flood of clients costs one walk, not one each.
    if (longest === undefined) this.#fullUntil.set(network, soonest);
    return longest?.address;
  }
}

/** Whether the address is in a pool, or reserved for somebody. */
export function isServed(network: ServedNetwork, address: number): boolean {
  return (
    network.reservations.has(address) || network.pools.some(([first, last]) => address >= first && address <= last)
  );
}

function nth(network: ServedNetwork, index: number): number {
  for (const [first, last] of network.pools) {
    const count = last - first + 1;
    if (index < count) return first + index;
    index -= count;
  }
  return 0;
}

/** FNV-1a. Who chooses its client identifier may choose its address: both may be asked for anyway. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) value = Math.imul(value ^ text.charCodeAt(i), 0x01000193);
  return value >>> 0;
}
