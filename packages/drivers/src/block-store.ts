import { type Block, BlockError } from '@morgana/block';
import {
  contentVersion,
  type Entry,
  type Key,
  KeyValueError,
  type KeyValueReader,
  type KeyValueStore,
  type MemoryStore,
  type Metadata,
  memoryStore,
} from '@morgana/kv';

/**
 * A key-value store on a block device: a journal of changes in one half of it, begun anew in the other half, with what is
 * there then, when it is full. All values are in memory as well; the device is read when the store is opened.
 *
 * Sectors 0 and 1 are superblocks, written in turn: the one with the higher generation says which half is in use, and how much
 * of it was written with it. A record begins at a sector. Each has a hash of itself and of the one before it, so that what a
 * power cut tore ends the journal, and what an older journal left behind it never goes on with it.
 *
 * A change has happened when its call resolves, and is durable after `flush`. After a power cut the store has all changes up to
 * some point, which is not before the last `flush`.
 *
 * A device of zeros is an empty store. @throws {KeyValueError} "io" for one that holds something else, or is damaged or too small
 */
export async function openBlockStore(block: Block): Promise<KeyValueStore> {
  const store = new BlockStore(block);
  await store.recover();
  return store;
}

const RECORD_MAGIC = 0x6d6b7672;
const SUPERBLOCK_MAGIC = 0x6d6b7673;
const FORMAT = 1;
/** Octets of a record before its key: magic, generation, kind, two lengths, the hash before, its own hash. */
const HEADER = 52;
const PREVIOUS = 20;
const OWN = 36;
const HASH = 16;
/** Kinds of records; IN_SNAPSHOT is added to those that the superblock counts. */
const SET = 1;
const DELETE = 2;
const RENAME = 3;
const IN_SNAPSHOT = 0x100;
const SUPERBLOCKS = 2;
const SMALLEST_HALF = 8;
/** Of nothing. */
const NO_HASH = '0'.repeat(HASH);

interface Record {
  readonly kind: number;
  readonly key: Key;
  /** Of SET. */
  readonly value: Uint8Array;
  /** Of RENAME. */
  readonly to: Key;
}

const NO_BYTES = /* @__PURE__ */ new Uint8Array(0);

class BlockStore implements KeyValueStore {
  readonly #block: Block;
  readonly #live: MemoryStore;
  readonly #halfSectors: number;
  #generation: number;
  #half: number;
  /** Where the next record goes, and the hash of the last one. */
  #next: number;
  #last: string;
  /** Changes happen in the order of their calls. */
  #order: Promise<unknown>;
  #failure: KeyValueError | undefined;
  #closed: boolean;

  constructor(block: Block) {
    this.#block = block;
    this.#live = memoryStore({ capacity: Number.MAX_SAFE_INTEGER });
    this.#halfSectors = Math.floor((block.sectorCount - SUPERBLOCKS) / 2);
    this.#generation = 0;
    this.#half = 0;
    this.#next = 0;
    this.#last = NO_HASH;
    this.#order = Promise.resolve();
    this.#failure = undefined;
    this.#closed = false;
    if (this.#halfSectors < SMALLEST_HALF)
      throw new KeyValueError(
        'io',
        `a store needs ${SUPERBLOCKS + 2 * SMALLEST_HALF} sectors, and the device has ${block.sectorCount}`,
      );
  }

  async stat(key: Key): Promise<Metadata | undefined> {
    this.#check();
    return this.#live.stat(key);
  }

  async get(key: Key, range?: Parameters<KeyValueReader['get']>[1]): Promise<Uint8Array | undefined> {
    this.#check();
    return this.#live.get(key, range);
  }

  async list(key: Key): Promise<Entry[]> {
    this.#check();
    return this.#live.list(key);
  }

  set(key: Key, value: Uint8Array): Promise<void> {
    return this.#change(async () => {
      const old = await this.#live.get(key);
      if (old !== undefined && old.length === value.length && old.every((octet, i) => octet === value[i])) return;
      const record = { kind: SET, key, value, to: '' };
      if (!this.#hasRoom(record)) {
        const before = old === undefined ? 0 : this.#sectors({ ...record, value: old });
        await this.#checkSpace(key, this.#sectors(record) - before);
      }
      await this.#live.set(key, value);
      await this.#append(record);
    });
  }

  delete(key: Key): Promise<boolean> {
    return this.#change(async () => {
      if (!(await this.#live.delete(key))) return false;
      await this.#append({ kind: DELETE, key, value: NO_BYTES, to: '' });
      return true;
    });
  }

  rename(from: Key, to: Key): Promise<void> {
    return this.#change(async () => {
      if (from === to) return this.#live.rename(from, to);
      let growth = 0;
      if (from !== '' && to.length > from.length) {
        for await (const [key, value] of this.#leaves(from)) {
          const record = { kind: SET, key, value, to: '' };
          growth += this.#sectors({ ...record, key: to + key.slice(from.length) }) - this.#sectors(record);
        }
      }
      if (growth > 0) await this.#checkSpace(to, growth);
      await this.#live.rename(from, to);
      await this.#append({ kind: RENAME, key: from, value: NO_BYTES, to });
    });
  }

  flush(): Promise<void> {
    return this.#change(() => this.#block.flush());
  }

  async close(): Promise<void> {
    if (this.#closed) return;
    const done = this.#failure === undefined ? this.flush() : Promise.resolve();
    this.#closed = true;
    await done;
    await this.#live.close();
  }

  /** Reads what the device has. To be called once, before all else. */
  async recover(): Promise<void> {
    const block = this.#block;
    const sectors = new Uint8Array(SUPERBLOCKS * block.sectorSize);
    await this.#medium(() => block.read(0, sectors));
    let best: { generation: number; half: number; snapshot: number; last: string } | undefined;
    for (let i = 0; i < SUPERBLOCKS; i++) {
      const bytes = sectors.subarray(i * block.sectorSize, (i + 1) * block.sectorSize);
      if (word(bytes, 0) !== SUPERBLOCK_MAGIC || !isWhole(bytes)) continue;
      if (word(bytes, 4) !== FORMAT)
        throw new KeyValueError('io', `a store of format ${word(bytes, 4)}, not ${FORMAT}`);
      if (word(bytes, 16) !== this.#halfSectors)
        throw new KeyValueError(
          'io',
          `a store with halves of ${word(bytes, 16)} sectors, on a device for halves of ${this.#halfSectors}`,
        );
      const generation = word(bytes, 8);
      if (best !== undefined && best.generation > generation) continue;
      best = { generation, half: word(bytes, 12) & 1, snapshot: word(bytes, 56), last: text(bytes, PREVIOUS) };
    }
    if (best === undefined) {
      if (sectors.some((octet) => octet !== 0))
        throw new KeyValueError(
          'io',
          `the device holds something that is no store: fill its first ${SUPERBLOCKS} sectors with zeros to make it one`,
        );
      await this.#begin(0);
      return;
    }
    this.#generation = best.generation;
    this.#half = best.half;
    this.#next = this.#start(best.half);
    const end = this.#next + best.snapshot;
    while (this.#next < end) {
      const at = this.#next;
      if (!(await this.#replay(IN_SNAPSHOT))) throw damaged(at);
    }
    if (this.#last !== best.last) throw damaged(end);
    this.#last = journalOf(this.#last);
    while (await this.#replay(0));
  }

  #start(half: number): number {
    return SUPERBLOCKS + half * this.#halfSectors;
  }

  /** Does what the next record says. @returns false when there is none */
  async #replay(flag: number): Promise<boolean> {
    const block = this.#block;
    const { sectorSize } = block;
    const at = this.#next;
    const end = this.#start(this.#half) + this.#halfSectors;
    if (at >= end) return false;
    let bytes = new Uint8Array(sectorSize);
    await this.#medium(() => block.read(at, bytes));
    const kind = word(bytes, 8) ^ flag;
    if (word(bytes, 0) !== RECORD_MAGIC || word(bytes, 4) !== this.#generation || text(bytes, PREVIOUS) !== this.#last)
      return false;
    if (kind !== SET && kind !== DELETE && kind !== RENAME) return false;
    const keyLength = word(bytes, 12);
    const restLength = word(bytes, 16) * (kind === RENAME ? 2 : 1);
    const sectors = Math.ceil((HEADER + 2 * keyLength + restLength) / sectorSize);
    if (sectors > end - at) return false;
    if (sectors > 1) {
      bytes = new Uint8Array(sectors * sectorSize);
      await this.#medium(() => block.read(at, bytes));
    }
    if (!isWhole(bytes)) return false;
    const key = units(bytes, HEADER, keyLength);
    const rest = HEADER + 2 * keyLength;
    try {
      if (kind === SET) await this.#live.set(key, bytes.subarray(rest, rest + restLength));
      else if (kind === DELETE) await this.#live.delete(key);
      else await this.#live.rename(key, units(bytes, rest, restLength / 2));
    } catch (error) {
      throw new KeyValueError('io', `${damaged(at).message}: ${(error as Error).message}`, { cause: error });
    }
    this.#last = text(bytes, OWN);
    this.#next = at + sectors;
    return true;
  }

  #sectors({ kind, key, value, to }: Record): number {
    const length = HEADER + 2 * key.length + (kind === SET ? value.length : 2 * to.length);
    return Math.ceil(length / this.#block.sectorSize);
  }

  #hasRoom(record: Record): boolean {
    return this.#next + this.#sectors(record) <= this.#start(this.#half) + this.#halfSectors;
  }

  /** Writes a record of a change that was made in memory. */
  async #append(record: Record): Promise<void> {
    if (this.#hasRoom(record)) await this.#write(record, 0);
    else await this.#begin(1 - this.#half);
  }

  async #write(record: Record, flag: number): Promise<void> {
    const { kind, key, value, to } = record;
    const sectors = this.#sectors(record);
    const bytes = new Uint8Array(sectors * this.#block.sectorSize);
    putWord(bytes, 0, RECORD_MAGIC);
    putWord(bytes, 4, this.#generation);
    putWord(bytes, 8, kind | flag);
    putWord(bytes, 12, key.length);
    putWord(bytes, 16, kind === SET ? value.length : to.length);
    putText(bytes, PREVIOUS, this.#last);
    putUnits(bytes, HEADER, key);
    if (kind === SET) bytes.set(value, HEADER + 2 * key.length);
    else putUnits(bytes, HEADER + 2 * key.length, to);
    const last = seal(bytes);
    const at = this.#next;
    await this.#medium(() => this.#block.write(at, bytes));
    this.#last = last;
    this.#next = at + sectors;
  }

  /** Begins anew in a half, with what there is. Until its superblock is written the other one counts. */
  async #begin(half: number): Promise<void> {
    const block = this.#block;
    const start = this.#start(half);
    this.#generation++;
    this.#half = half;
    this.#next = start;
    this.#last = NO_HASH;
    for await (const [key, value] of this.#leaves(''))
      await this.#write({ kind: SET, key, value, to: '' }, IN_SNAPSHOT);
    await this.#medium(() => block.flush());
    const bytes = new Uint8Array(block.sectorSize);
    putWord(bytes, 0, SUPERBLOCK_MAGIC);
    putWord(bytes, 4, FORMAT);
    putWord(bytes, 8, this.#generation);
    putWord(bytes, 12, half);
    putWord(bytes, 16, this.#halfSectors);
    putText(bytes, PREVIOUS, this.#last);
    putWord(bytes, 56, this.#next - start);
    seal(bytes);
    await this.#medium(() => block.write(this.#generation % SUPERBLOCKS, bytes));
    await this.#medium(() => block.flush());
    this.#last = journalOf(this.#last);
  }

  async *#leaves(key: Key): AsyncGenerator<[Key, Uint8Array]> {
    const value = key === '' ? undefined : await this.#live.get(key);
    if (value !== undefined) {
      yield [key, value];
      return;
    }
    for (const { name } of await this.#live.list(key)) yield* this.#leaves(key === '' ? name : `${key}/${name}`);
  }

  /** @throws {KeyValueError} "no-space" when all that is there and `more` sectors do not fit into a half */
  async #checkSpace(key: Key, more: number): Promise<void> {
    let needed = more;
    for await (const [name, value] of this.#leaves(''))
      needed += this.#sectors({ kind: SET, key: name, value, to: '' });
    if (needed <= this.#halfSectors) return;
    const shown = JSON.stringify(key.slice(0, 100));
    throw new KeyValueError(
      'no-space',
      `${shown} would make the store take ${needed} sectors of at most ${this.#halfSectors}, half of the device`,
    );
  }

  /** One after the other. What failed on its way to the medium is in memory and not there: nothing is changed after it. */
  #change<T>(change: () => Promise<T>): Promise<T> {
    if (this.#closed) return Promise.reject(closed());
    const done = this.#order.then(() => {
      if (this.#failure !== undefined) throw this.#failure;
      return change();
    });
    this.#order = done.catch(() => {});
    return done;
  }

  async #medium<T>(transfer: () => Promise<T>): Promise<T> {
    try {
      return await transfer();
    } catch (error) {
      const message = error instanceof BlockError ? error.message : String(error);
      this.#failure = new KeyValueError('io', message, { cause: error });
      throw this.#failure;
    }
  }

  #check(): void {
    if (this.#closed) throw closed();
  }
}

const closed = (): KeyValueError => new KeyValueError('closed', 'the store is closed');

const damaged = (sector: number): KeyValueError =>
  new KeyValueError('io', `the store is damaged at sector ${sector}: its record is not the one that was written`);

/** What the first record of a journal follows on: no record of a snapshot does. */
const journalOf = (last: string): string => `j${last.slice(1)}`;

/** Writes the hash of a record or superblock into it. */
function seal(bytes: Uint8Array): string {
  const hash = contentVersion(bytes);
  putText(bytes, OWN, hash);
  return hash;
}

function isWhole(bytes: Uint8Array): boolean {
  const copy = bytes.slice();
  copy.fill(0, OWN, OWN + HASH);
  return contentVersion(copy) === text(bytes, OWN);
}

function word(bytes: Uint8Array, at: number): number {
  return (bytes[at]! | (bytes[at + 1]! << 8) | (bytes[at + 2]! << 16) | (bytes[at + 3]! << 24)) >>> 0;
}

function putWord(bytes: Uint8Array, at: number, value: number): void {
  for (let i = 0; i < 4; i++) bytes[at + i] = value >>> (8 * i);
}

function text(bytes: Uint8Array, at: number): string {
  return String.fromCharCode(...bytes.subarray(at, at + HASH));
}

function putText(bytes: Uint8Array, at: number, value: string): void {
  for (let i = 0; i < HASH; i++) bytes[at + i] = value.charCodeAt(i);
}

/** UTF-16: keys are any strings. */
function units(bytes: Uint8Array, at: number, count: number): string {
  let value = '';
  for (let i = at; i < at + 2 * count; i += 2) value += String.fromCharCode(bytes[i]! | (bytes[i + 1]! << 8));
  return value;
}

function putUnits(bytes: Uint8Array, at: number, value: string): void {
  for (let i = 0; i < value.length; i++) {
    const unit = value.charCodeAt(i);
    bytes[at + 2 * i] = unit;
    bytes[at + 2 * i + 1] = unit >>> 8;
  }
}
