import { FlowError } from '@morgana/flow';
import { below, type Random } from '@morgana/random';
import { formatAddress, type IpAddress } from '../ip-address.js';

/** What a report says of a group (RFC 3376, 4.2.12; RFC 3810, 5.2.12); we take all sources or none. */
export const MODE_IS_EXCLUDE = 2;
export const CHANGE_TO_INCLUDE = 3;
export const CHANGE_TO_EXCLUDE = 4;

export interface GroupRecord<A extends IpAddress> {
  readonly type: typeof MODE_IS_EXCLUDE | typeof CHANGE_TO_INCLUDE | typeof CHANGE_TO_EXCLUDE;
  readonly group: A;
}

interface Group<A extends IpAddress> {
  readonly group: A;
  /** Who has joined it; 0 while its leaving is being told. */
  users: number;
  /** Times that the last change is still to be told, and when. */
  changesLeft: number;
  changeAt: number;
  /** When a query is to be answered. */
  answerAt: number;
}

/** RFC 3376, 8.1 and 8.11; RFC 3810, 9.1 and 9.11. */
const ROBUSTNESS = 2;
const UNSOLICITED_REPORT_INTERVAL = 1000;

/**
 * Membership in multicast groups as a host keeps it: IGMP (RFC 3376) and MLD (RFC 3810) differ in their packets only. Changes are
 * told at once and once again, queries are answered after a random time.
 */
export class Membership<A extends IpAddress> {
  readonly #random: Random;
  readonly #report: (records: readonly GroupRecord<A>[], version: number) => void;
  readonly #newest: number;
  readonly #maxGroups: number;
  readonly #groups: Map<number | string, Group<A>>;
  /** An older querier is on the link, which has to be answered in its version. */
  #version: number;
  #versionUntil: number;
  /** When a general query is to be answered. */
  #answerAt: number;
  /** Asked for after every batch: kept, not computed. */
  #deadline: number;

  /** `report` sends; `newest` is the protocol's version without an older querier. */
  constructor(
    random: Random,
    newest: number,
    maxGroups: number,
    report: (records: readonly GroupRecord<A>[], version: number) => void,
  ) {
    this.#random = random;
    this.#report = report;
    this.#newest = newest;
    this.#maxGroups = maxGroups;
    this.#groups = new Map();
    this.#version = newest;
    this.#versionUntil = Number.NEGATIVE_INFINITY;
    this.#answerAt = Number.POSITIVE_INFINITY;
    this.#deadline = Number.POSITIVE_INFINITY;
  }

  has(group: A): boolean {
    const entry = this.#groups.get(keyOf(group));
    return entry !== undefined && entry.users > 0;
  }

  /** Groups that somebody is in. */
  get size(): number {
    let count = 0;
    for (const entry of this.#groups.values()) if (entry.users > 0) count++;
    return count;
  }

  /** @throws {FlowError} "exhausted" */
  join(group: A, now: number): void {
    let entry = this.#groups.get(keyOf(group));
    if (entry === undefined) {
      if (this.#groups.size >= this.#maxGroups)
        throw new FlowError('exhausted', `all ${this.#maxGroups} multicast groups are in use; leave one`);
      entry = { group, users: 0, changesLeft: 0, changeAt: 0, answerAt: Number.POSITIVE_INFINITY };
      this.#groups.set(keyOf(group), entry);
    }
    if (++entry.users === 1) this.#changed(entry, now);
  }

  /** @throws {FlowError} "invalid" when nobody is in it */
  leave(group: A, now: number): void {
    const entry = this.#groups.get(keyOf(group));
    if (entry === undefined || entry.users === 0)
      throw new FlowError('invalid', `nobody is in the group ${formatAddress(group)}`);
    if (--entry.users === 0) this.#changed(entry, now);
  }

  /** Tells all groups anew: the address that reports come from has changed. */
  repeat(now: number): void {
    for (const entry of this.#groups.values()) if (entry.users > 0) this.#changed(entry, now);
  }

  /**
   * A query; `group` undefined: about all. The answer comes within `maximumDelay` milliseconds. `version` is the querier's, which is
   * believed for `memory` milliseconds.
   */
  query(group: A | undefined, maximumDelay: number, version: number, memory: number, now: number): void {
    if (version < this.#newest) {
      this.#version = Math.min(this.#version, version);
      this.#versionUntil = now + memory;
    }
    const at = now + this.#delay(maximumDelay);
    this.#deadline = Math.min(this.#deadline, at);
    if (group === undefined) {
      this.#answerAt = Math.min(this.#answerAt, at);
      return;
    }
    const entry = this.#groups.get(keyOf(group));
    if (entry !== undefined && entry.users > 0 && this.#answerAt > at) entry.answerAt = Math.min(entry.answerAt, at);
  }

  nextDeadline(): number {
    return this.#deadline;
  }

  runTimers(now: number): void {
    if (now < this.#deadline) return;
    if (this.#versionUntil <= now) this.#version = this.#newest;
    const records: GroupRecord<A>[] = [];
    const all = this.#answerAt <= now;
    if (all) this.#answerAt = Number.POSITIVE_INFINITY;
    for (const [key, entry] of this.#groups) {
      if (entry.changesLeft > 0 && entry.changeAt <= now) {
        records.push({ type: entry.users > 0 ? CHANGE_TO_EXCLUDE : CHANGE_TO_INCLUDE, group: entry.group });
        this.#told(entry, now);
        if (entry.changesLeft === 0 && entry.users === 0) this.#groups.delete(key);
      } else if (entry.users > 0 && (all || entry.answerAt <= now)) {
        records.push({ type: MODE_IS_EXCLUDE, group: entry.group });
      }
      if (all || entry.answerAt <= now) entry.answerAt = Number.POSITIVE_INFINITY;
    }
    let deadline = this.#answerAt;
    for (const { changeAt, changesLeft, answerAt } of this.#groups.values()) {
      if (changesLeft > 0 && changeAt < deadline) deadline = changeAt;
      if (answerAt < deadline) deadline = answerAt;
    }
    this.#deadline = deadline;
    if (records.length > 0) this.#report(records, this.#version);
  }

  #changed(entry: Group<A>, now: number): void {
    entry.changesLeft = ROBUSTNESS;
    entry.changeAt = now;
    this.#deadline = Math.min(this.#deadline, now);
  }

  #told(entry: Group<A>, now: number): void {
    entry.changesLeft--;
    entry.changeAt = now + this.#delay(UNSOLICITED_REPORT_INTERVAL);
  }

  #delay(maximum: number): number {
    return maximum <= 0 ? 0 : below(this.#random, Math.ceil(maximum));
  }
}

function keyOf(address: IpAddress): number | string {
  return typeof address === 'number' ? address : address.key;
}
