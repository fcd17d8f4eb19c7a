import type { FlowErrorCode } from '@morgana/flow';
import { type Random, uint32 } from '@morgana/random';
import { type IpAddress, sameAddress } from '../ip-address.js';
import { get16 } from '../wire/octets.js';

/** An echo that came back, or the reason why none did. */
export type PingOutcome =
  | { readonly ok: true; readonly time: number; readonly ttl: number }
  | { readonly ok: false; readonly code: FlowErrorCode };

interface Ping {
  readonly address: IpAddress;
  readonly size: number;
  readonly sentAt: number;
  readonly deadline: number;
  readonly done: (outcome: PingOutcome) => void;
}

/** Octets of an echo message before its data, in both families. */
export const ECHO_HEADER = 8;
const ECHO_IDENTIFIER = 4;
const ECHO_SEQUENCE = 6;

/** Echo requests of ours that are under way. */
export class Pings {
  readonly #random: Random;
  readonly #maximum: number;
  /** By identifier and sequence number. */
  readonly #pings: Map<number, Ping>;
  #deadline: number;

  constructor(random: Random, maximum: number) {
    this.#random = random;
    this.#maximum = maximum;
    this.#pings = new Map();
    this.#deadline = Number.POSITIVE_INFINITY;
  }

  get full(): boolean {
    return this.#pings.size >= this.#maximum;
  }

  /** An echo request of `type` with `size` octets of data, its checksum still lacking, and the key to remember it by. */
  request(type: number, size: number): { readonly key: number; readonly message: Uint8Array } {
    let key = uint32(this.#random);
    while (this.#pings.has(key)) key = uint32(this.#random);
    const message = new Uint8Array(ECHO_HEADER + size);
    message[0] = type;
    for (let i = 0; i < 4; i++) message[ECHO_IDENTIFIER + i] = key >>> (24 - 8 * i);
    for (let i = 0; i < size; i++) message[ECHO_HEADER + i] = i;
    return { key, message };
  }

  /** `done` is called once. */
  add(
    key: number,
    address: IpAddress,
    size: number,
    timeout: number,
    now: number,
    done: (outcome: PingOutcome) => void,
  ): void {
    this.#pings.set(key, { address, size, sentAt: now, deadline: now + timeout, done });
    this.#deadline = Math.min(this.#deadline, now + timeout);
  }

  /** A reply of `length` octets at `offset`. False: nobody waits for it. */
  reply(bytes: Uint8Array, source: IpAddress, offset: number, length: number, ttl: number, now: number): boolean {
    const key = keyAt(bytes, offset);
    const ping = this.#pings.get(key);
    if (ping === undefined || !sameAddress(ping.address, source) || ping.size !== length - ECHO_HEADER) return false;
    this.#pings.delete(key);
    ping.done({ ok: true, time: now - ping.sentAt, ttl });
    return true;
  }

  /** An ICMP error quotes an echo request to `destination`. False: it is none of ours. */
  failed(quoted: Uint8Array, offset: number, destination: IpAddress): boolean {
    const key = keyAt(quoted, offset);
    const ping = this.#pings.get(key);
    if (ping === undefined || !sameAddress(ping.address, destination)) return false;
    this.#pings.delete(key);
    ping.done({ ok: false, code: 'unreachable' });
    return true;
  }

  nextDeadline(): number {
    return this.#deadline;
  }

  runTimers(now: number): void {
    if (now < this.#deadline) return;
    let deadline = Number.POSITIVE_INFINITY;
    for (const [key, ping] of this.#pings) {
      if (ping.deadline <= now) {
        this.#pings.delete(key);
        ping.done({ ok: false, code: 'timeout' });
      } else if (ping.deadline < deadline) deadline = ping.deadline;
    }
    this.#deadline = deadline;
  }

  close(): void {
    for (const ping of this.#pings.values()) ping.done({ ok: false, code: 'closed' });
    this.#pings.clear();
    this.#deadline = Number.POSITIVE_INFINITY;
  }
}

function keyAt(bytes: Uint8Array, offset: number): number {
  return ((get16(bytes, offset + ECHO_IDENTIFIER) << 16) | get16(bytes, offset + ECHO_SEQUENCE)) >>> 0;
}
