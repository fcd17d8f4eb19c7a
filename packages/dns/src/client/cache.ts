import { equalNames, type Name, nameText } from '../name.js';
import type { Message, ResourceRecord } from '../wire/message.js';

/** Seconds that an answer is kept at most: a day. */
const LONGEST = 86_400;
/** Seconds that "no" is kept at most (RFC 2308, section 5, suggests one to three hours). */
const LONGEST_NEGATIVE = 3600;

interface Entry {
  readonly message: Message;
  /** Monotonic milliseconds. */
  readonly stored: number;
  readonly expires: number;
}

/** Answers by name and type, the longest unused ones leaving first when it is full. */
export class AnswerCache {
  readonly #capacity: number;
  /** In the order of their last use. */
  readonly #entries: Map<string, Entry>;
  readonly statistics = { hits: 0, misses: 0, evicted: 0 };

  /** @param capacity answers that are kept at most */
  constructor(capacity: number) {
    this.#capacity = capacity;
    this.#entries = new Map();
  }

  get size(): number {
    return this.#entries.size;
  }

  /** What is kept, its TTLs less the seconds that have passed. @param now monotonic milliseconds */
  get(name: Name, type: number, now: number): Message | undefined {
    const key = keyOf(name, type);
    const entry = this.#entries.get(key);
    if (entry === undefined || now >= entry.expires) {
      if (entry !== undefined) this.#entries.delete(key);
      this.statistics.misses++;
      return undefined;
    }
    this.#entries.delete(key);
    this.#entries.set(key, entry);
    this.statistics.hits++;
    const age = Math.floor((now - entry.stored) / 1000);
    const older = (record: ResourceRecord) => ({ ...record, ttl: Math.max(0, record.ttl - age) });
    const { message } = entry;
    return {
      ...message,
      answers: message.answers.map(older),
      authorities: message.authorities.map(older),
      additionals: [],
    };
  }

  /** Keeps an answer as long as its records say; errors and answers that were cut are not kept. */
  set(name: Name, type: number, message: Message, now: number): void {
    const seconds = lifetime(name, type, message);
    if (seconds <= 0 || this.#capacity === 0) return;
    const key = keyOf(name, type);
    this.#entries.delete(key);
    if (this.#entries.size >= this.#capacity) {
      for (const oldest of this.#entries.keys()) {
        this.#entries.delete(oldest);
        this.statistics.evicted++;
        break;
      }
    }
    this.#entries.set(key, { message, stored: now, expires: now + seconds * 1000 });
  }

  clear(): void {
    this.#entries.clear();
  }
}

function keyOf(name: Name, type: number): string {
  return `${type} ${nameText(name).toLowerCase()}`;
}

function lifetime(name: Name, type: number, message: Message): number {
  if ((message.flags & 0x0200) !== 0) return 0;
  let least = LONGEST;
  for (const { ttl } of message.answers) least = Math.min(least, ttl > 0x7fff_ffff ? 0 : ttl);
  if (message.rcode === 0 && reaches(name, type, message)) return least;
  if (message.rcode !== 0 && message.rcode !== 3) return 0;
  // RFC 2308, section 5: without an SOA "no" is not kept.
  const soa = message.authorities.find((record) => record.type === 6 && record.rdata.length >= 22);
  if (soa === undefined) return 0;
  const { rdata } = soa;
  const at = rdata.length - 4;
  const minimum = ((rdata[at]! << 24) | (rdata[at + 1]! << 16) | (rdata[at + 2]! << 8) | rdata[at + 3]!) >>> 0;
  return Math.min(least, soa.ttl, minimum, LONGEST_NEGATIVE);
}

/** Whether the answers have data of the type at the end of the aliases. */
function reaches(name: Name, type: number, message: Message): boolean {
  return followAliases(name, type, message).length > 0;
}

/** Aliases that an answer may have in a row. */
const MAXIMUM_CHAIN = 16;

/** The records of `type` that an answer has for `name`, across its aliases; those of other names do not count. */
export function followAliases(name: Name, type: number, message: Message): ResourceRecord[] {
  let owner = name;
  for (let i = 0; i <= MAXIMUM_CHAIN; i++) {
    const at = owner;
    const found = message.answers.filter((record) => record.type === type && equalNames(record.name, at));
    if (found.length > 0) return found;
    const alias = message.answers.find((record) => record.type === 5 && equalNames(record.name, at));
    if (alias === undefined) return [];
    owner = alias.rdata;
  }
  return [];
}
