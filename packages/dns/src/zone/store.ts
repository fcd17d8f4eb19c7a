import type { KeyValueStore } from '@morgana/kv';
import type { Name } from '../name.js';
import { nameText } from '../name.js';
import { isValidRdata } from '../rdata/registry.js';
import type { ResourceRecord } from '../wire/message.js';
import { FormatError, WireReader } from '../wire/reader.js';
import { WireWriter } from '../wire/writer.js';
import { addTo, applyDiff, serialOf, type ZoneDiff, zoneRecords } from './diff.js';
import { Zone } from './zone.js';

const FORMAT = 1;
/** Octets of a stored zone at most: what a transfer may bring. */
const MAXIMUM_BASE = 0x2000_0000;

export interface ZoneStoreOptions {
  /** Changes that are kept for IXFR; 256 by default. */
  readonly history?: number;
  /** Changes after which the whole zone is written anew; 1024 by default. */
  readonly compactAfter?: number;
}

/**
 * A zone and its journal in a key-value store: `PREFIX/base` is the whole zone, `PREFIX/journal/N` the N-th change.
 *
 * `append` resolves when the change is durable, and only then may it be acknowledged. Each entry is written by one atomic
 * `set`, and is whole or not there. The base holds the number of the last change that is in it, so that a crash between
 * writing it and removing old changes leaves nothing that would be applied twice.
 */
export class ZoneStore {
  readonly #store: KeyValueStore;
  readonly #prefix: string;
  readonly #history: number;
  readonly #compactAfter: number;
  /** Number of the last change. */
  #last: number;
  /** Number of the last change that is in the base. */
  #base: number;
  /** Number of the first change in the store. */
  #first: number;
  /** Changes that are kept, the oldest first. */
  #diffs: ZoneDiff[];

  constructor(store: KeyValueStore, prefix: string, options: ZoneStoreOptions = {}) {
    this.#store = store;
    this.#prefix = prefix === '' ? '' : `${prefix}/`;
    this.#history = options.history ?? 256;
    this.#compactAfter = options.compactAfter ?? 1024;
    this.#last = 0;
    this.#base = 0;
    this.#first = 1;
    this.#diffs = [];
  }

  /** The changes that lead from `serial` to the present one, the oldest first; undefined where they are not all kept. */
  since(serial: number): readonly ZoneDiff[] | undefined {
    for (let i = 0; i < this.#diffs.length; i++) {
      if (serialOf(this.#diffs[i]!.oldSoa) === serial) return this.#diffs.slice(i);
    }
    return undefined;
  }

  /**
   * What the store has: the zone with every change that was acknowledged. undefined where it has none.
   * @throws {Error} naming the key of a value that is damaged, {KeyValueError}
   */
  async load(origin: Name): Promise<Zone | undefined> {
    const bytes = await this.#store.get(this.#baseKey());
    if (bytes === undefined) return undefined;
    const reader = new WireReader(bytes);
    const zone = new Zone(origin);
    const format = reader.u8();
    this.#base = reader.u32();
    while (reader.ok && reader.remaining > 0) {
      const record = readRecord(reader);
      if (reader.ok && !addTo(zone, record)) reader.fail(`a record that is not of ${nameText(origin)}`);
    }
    if (!reader.ok || format !== FORMAT) throw this.#damaged(this.#baseKey(), reader);
    zone.compact();
    const numbers = (await this.#store.list(`${this.#prefix}journal`)).map(({ name }) => Number(name));
    this.#diffs = [];
    this.#last = this.#base;
    this.#first = numbers[0] ?? this.#base + 1;
    let expected = this.#first;
    for (const number of numbers) {
      // A gap can only be before the base: what is after it was written in order, each durable before the next.
      if (number !== expected) this.#diffs = [];
      expected = number + 1;
      const key = this.#key(number);
      const entry = new WireReader((await this.#store.get(key)) ?? new Uint8Array(0));
      const diff = readDiff(entry);
      if (!entry.ok) throw this.#damaged(key, entry);
      this.#diffs.push(diff);
      if (number <= this.#base) continue;
      const fault = number === this.#last + 1 ? applyDiff(zone, diff) : 'a change before it is missing';
      if (fault !== '') throw new Error(`${key}: ${fault}`);
      this.#last = number;
    }
    return zone;
  }

  #damaged(key: string, reader: WireReader): Error {
    const cause = new FormatError(reader.ok ? 'a format that is not known' : reader.fault, reader.faultOffset);
    return new Error(`${key}: ${cause.message}`, { cause });
  }

  /** Makes this the stored zone, and forgets every change. Resolves when it is durable. @throws {KeyValueError} */
  async replace(zone: Zone): Promise<void> {
    // Numbers go on: changes of the zone before, should a crash leave them, are not taken for changes of this one.
    await this.#writeBase(zone, this.#last);
    this.#diffs = [];
    await this.#removeUpTo(this.#last);
  }

  /** Adds a change. Resolves when it is durable; when it does not, the change may or may not be there. @throws {KeyValueError} */
  async append(diff: ZoneDiff): Promise<void> {
    const writer = new WireWriter(MAXIMUM_BASE);
    writeDiff(writer, diff);
    const number = this.#last + 1;
    await this.#store.set(this.#key(number), writer.finish());
    await this.#store.flush();
    this.#last = number;
    this.#diffs.push(diff);
    if (this.#diffs.length > this.#history) this.#diffs.shift();
  }

  /** Writes the zone anew when the journal has grown long. To be called with the zone as the last change left it. */
  async compact(zone: Zone): Promise<void> {
    if (this.#last - this.#base < this.#compactAfter) return;
    await this.#writeBase(zone, this.#last);
    await this.#removeUpTo(this.#last - this.#history);
  }

  async #writeBase(zone: Zone, last: number): Promise<void> {
    const writer = new WireWriter(MAXIMUM_BASE, zone.arenaEnd + 1024);
    writer.u8(FORMAT);
    writer.u32(last);
    for (const record of zoneRecords(zone)) writePlain(writer, record);
    await this.#store.set(this.#baseKey(), writer.finish());
    await this.#store.flush();
    this.#base = last;
  }

  async #removeUpTo(number: number): Promise<void> {
    for (; this.#first <= number; this.#first++) await this.#store.delete(this.#key(this.#first));
  }

  #baseKey(): string {
    return `${this.#prefix}base`;
  }

  /** Keys sort as their numbers do. */
  #key(number: number): string {
    return `${this.#prefix}journal/${String(number).padStart(12, '0')}`;
  }
}

/** Name, type, TTL, length, data; without class or compression. */
function writePlain(writer: WireWriter, record: ResourceRecord): void {
  writer.put(record.name);
  writer.u16(record.type);
  writer.u32(record.ttl);
  writer.u16(record.rdata.length);
  writer.put(record.rdata);
}

function readRecord(reader: WireReader): ResourceRecord {
  const record = {
    name: reader.name(),
    type: reader.u16(),
    class: 1,
    ttl: reader.u32(),
    rdata: reader.take(reader.u16()),
  };
  // What is read is trusted from here on; a disk may have changed it.
  if (reader.ok && !isValidRdata(record.type, record.rdata)) reader.fail('data that does not fit its type');
  return record;
}

function writeDiff(writer: WireWriter, diff: ZoneDiff): void {
  writer.u8(FORMAT);
  writePlain(writer, diff.oldSoa);
  writePlain(writer, diff.newSoa);
  for (const list of [diff.removed, diff.added]) {
    writer.u32(list.length);
    for (const record of list) writePlain(writer, record);
  }
}

function readDiff(reader: WireReader): ZoneDiff {
  if (reader.u8() !== FORMAT) reader.fail('a format that is not known');
  const oldSoa = readRecord(reader);
  const newSoa = readRecord(reader);
  const lists: ResourceRecord[][] = [[], []];
  for (const list of lists) {
    for (let count = reader.u32(); count > 0 && reader.ok; count--) list.push(readRecord(reader));
  }
  if (reader.remaining > 0) reader.fail('octets behind the change');
  return { oldSoa, newSoa, removed: lists[0]!, added: lists[1]! };
}
