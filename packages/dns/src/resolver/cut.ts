import type { VerificationKey } from '../dnssec/keys.js';
import { equalNames, isWithin, type Name, nameText, parentName } from '../name.js';
import { A, AAAA } from '../rdata/types.js';
import type { Message } from '../wire/message.js';
import { FormatError } from '../wire/reader.js';
import { BoundedMap } from './bounded-map.js';
import type { Trust } from './outcome.js';

export interface CutServer {
  readonly name: Name;
  /** Glue. */
  readonly addresses: readonly string[];
}

/** A zone as its parent told of it: who serves it, and whether it is signed. */
export interface Cut {
  readonly name: Name;
  readonly servers: readonly CutServer[];
  readonly trust: Trust;
  /** Data of its DS records where it is signed. */
  readonly ds: readonly Uint8Array[];
  /** Monotonic milliseconds. */
  readonly expires: number;
}

/** What came of fetching a zone's keys. */
export interface ZoneKeyState {
  readonly trust: Trust;
  readonly keys: readonly VerificationKey[];
  readonly expires: number;
}

/** Servers of one zone that are remembered, and addresses of one server. */
const MOST_SERVERS = 16;
const MOST_ADDRESSES = 8;

/** The servers that a referral names. Addresses count where the zone that refers may speak of them. */
export function referredServers(zone: Name, child: Name, message: Message): { servers: CutServer[]; ttl: number } {
  const servers: CutServer[] = [];
  let ttl = 0x7fff_ffff;
  for (const { name, type, rdata, ttl: seconds } of message.authorities) {
    if (type !== 2 || !equalNames(name, child) || servers.length >= MOST_SERVERS) continue;
    ttl = Math.min(ttl, seconds);
    if (!servers.some((one) => equalNames(one.name, rdata))) {
      servers.push({ name: rdata, addresses: isWithin(rdata, zone) ? glue(message, rdata) : [] });
    }
  }
  return { servers, ttl };
}

export function glue(message: Message, host: Name): string[] {
  const addresses: string[] = [];
  for (const { name, type, class: klass, rdata } of message.additionals) {
    if (klass !== 1 || (type !== 1 && type !== 28) || !equalNames(name, host)) continue;
    const value = (type === 1 ? A : AAAA).decode(rdata);
    if (!(value instanceof FormatError) && addresses.length < MOST_ADDRESSES) addresses.push(value.address);
  }
  return addresses;
}

/** Zones that are known, by their names. */
export class CutTable {
  readonly #cuts: BoundedMap<Cut>;

  constructor(capacity: number) {
    this.#cuts = new BoundedMap(capacity, ({ servers }) => 1 + servers.length);
  }

  set(cut: Cut): void {
    this.#cuts.set(nameText(cut.name).toLowerCase(), cut);
  }

  /** The deepest one that a name is in; not the root. `above`: not the one of that very name. */
  closest(name: Name, above: boolean, now: number): Cut | undefined {
    for (
      let at: Name | undefined = above ? parentName(name) : name;
      at !== undefined && at.length > 1;
      at = parentName(at)
    ) {
      const key = nameText(at).toLowerCase();
      const cut = this.#cuts.get(key);
      if (cut === undefined) continue;
      if (now < cut.expires) return cut;
      this.#cuts.delete(key);
    }
    return undefined;
  }

  clear(): void {
    this.#cuts.clear();
  }
}
