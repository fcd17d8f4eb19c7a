import { LOWER, type Name } from '../name.js';
import { HAS_CNAME, HAS_DNAME, INFO, IS_CUT, NameTree, NEXT, NODE, NODE_SIZE, PARENT, RRSETS } from './name-tree.js';

export { HAS_CNAME, HAS_DNAME, HAS_WILDCARD, IS_CUT } from './name-tree.js';

/** A zone: a tree of names, and their record sets as they are sent (see `addRecord`), in one typed array. */
export class Zone extends NameTree {
  /** Records in the zone. */
  records: number;

  constructor(origin: Name) {
    super(origin);
    this.records = 0;
  }

  /**
   * The record set of a node: an offset in the arena, 0 when there is none. `key` is the type, for RRSIG with the covered
   * type above it (`signatureKey`).
   */
  rrset(node: number, key: number): number {
    const { words } = this;
    let block = words[node * NODE + RRSETS]!;
    while (block !== 0 && words[(block >> 2) + KEY] !== key) block = words[block >> 2]!;
    return block;
  }

  /** Whether a node has record sets. */
  isEmpty(node: number): boolean {
    return this.words[node * NODE + RRSETS] === 0;
  }

  /**
   * Adds a record; its data is uncompressed.
   *
   * A record set is a head of four words - the next set of the name, the type, the numbers of records and pointers, the
   * octets of the records -, then the records as a message carries them, each with a compression pointer to the question
   * (0xC00C) as its owner, then 16 bits for each compression pointer to the origin within their data: where it stands. In
   * an answer the question's name ends in the origin, so a set is copied and its few pointers are set.
   *
   * @returns "added", "duplicate", or "too-large" for a set that no message could carry. The first TTL is that of the set
   */
  addRecord(node: number, type: number, ttl: number, rdata: Uint8Array, rdataLength = rdata.length): Added {
    const key = keyOf(type, rdata);
    let block = this.rrset(node, key);
    const pointers = this.#render(type, rdata, rdataLength);
    const length = rendered.length;
    if (block !== 0 && this.#findRecord(block, type, length) >= 0) return 'duplicate';
    const headAt = block >> 2;
    const count = block === 0 ? 0 : this.words[headAt + COUNTS]! & 0xffff;
    const oldPointers = block === 0 ? 0 : this.words[headAt + COUNTS]! >>> 16;
    const oldLength = block === 0 ? 0 : this.words[headAt + LENGTH]!;
    if (oldLength + length > MAXIMUM_SET || count >= 0xffff) return 'too-large';
    setTtl(rendered.bytes, 0, block === 0 ? ttl : this.ttl(block));

    const size = HEAD + oldLength + length + 2 * (oldPointers + pointers);
    const oldSize = block === 0 ? 0 : HEAD + oldLength + 2 * oldPointers;
    // Read before the memory moves.
    const previous = block === 0 ? 0 : this.#previous(node, block);
    const next = block === 0 ? this.words[node * NODE + RRSETS]! : this.words[headAt]!;
    const isLast = block !== 0 && block + oldSize === this.arenaEnd;
    let moved: number;
    if (isLast) {
      this.allocate(size - oldSize);
      moved = block;
    } else {
      this.arenaEnd = (this.arenaEnd + 3) & ~3;
      moved = this.allocate(size);
      if (block !== 0) {
        this.arena.copyWithin(moved, block, block + oldSize);
        this.garbage += oldSize;
      }
    }
    const { arena, words } = this;
    const records = moved + HEAD;
    const pointersAt = records + oldLength + length;
    arena.copyWithin(pointersAt, records + oldLength, records + oldLength + 2 * oldPointers);
    arena.set(rendered.bytes.subarray(0, length), records + oldLength);
    for (let i = 0; i < pointers; i++) {
      const at = rendered.pointers[i]! + oldLength;
      arena[pointersAt + 2 * (oldPointers + i)] = at >>> 8;
      arena[pointersAt + 2 * (oldPointers + i) + 1] = at;
    }
    words[moved >> 2] = next;
    words[(moved >> 2) + KEY] = key;
    words[(moved >> 2) + COUNTS] = (count + 1) | ((oldPointers + pointers) << 16);
    words[(moved >> 2) + LENGTH] = oldLength + length;
    if (block === 0 || previous === 0) this.words[node * NODE + RRSETS] = moved;
    else words[previous >> 2] = moved;
    block = moved;
    this.#flag(node);
    this.records++;
    this.revision++;
    return 'added';
  }

  /** The set before `block` in the list of its node; 0 when it is the first. */
  #previous(node: number, block: number): number {
    let at = this.words[node * NODE + RRSETS]!;
    if (at === block) return 0;
    while (this.words[at >> 2] !== block) at = this.words[at >> 2]!;
    return at;
  }

  /** Fills `rendered` with a record of this data. @returns the number of pointers in it */
  #render(type: number, rdata: Uint8Array, rdataLength: number): number {
    const { bytes } = rendered;
    let pointers = 0;
    let to = RECORD;
    let from = 0;
    const layout = this.origin.length > 1 ? nameLayout(type) : 0;
    if (layout !== 0) {
      for (let skip = layout >> 2; skip > 0; skip--) bytes[to++] = rdata[from++]!;
      for (let names = layout & 3; names > 0; names--) {
        let end = from;
        while (rdata[end] !== 0) end += rdata[end]! + 1;
        end++;
        const suffix = end - this.origin.length;
        let at = from;
        while (at < suffix) at += rdata[at]! + 1;
        if (at === suffix && this.#endsInOrigin(rdata, at)) {
          while (from < suffix) bytes[to++] = rdata[from++]!;
          rendered.pointers[pointers++] = to;
          bytes[to++] = 0xc0;
          bytes[to++] = 0;
          from = end;
        } else {
          while (from < end) bytes[to++] = rdata[from++]!;
        }
      }
    }
    while (from < rdataLength) bytes[to++] = rdata[from++]!;
    bytes[0] = 0xc0;
    bytes[1] = 12;
    bytes[2] = type >>> 8;
    bytes[3] = type;
    bytes[4] = 0;
    bytes[5] = 1;
    bytes[10] = (to - RECORD) >>> 8;
    bytes[11] = to - RECORD;
    rendered.length = to;
    return pointers;
  }

  #endsInOrigin(rdata: Uint8Array, at: number): boolean {
    const { origin } = this;
    for (let i = 0; i < origin.length; i++) if (LOWER[rdata[at + i]!] !== LOWER[origin[i]!]) return false;
    return true;
  }

  /** Where in the set stands the record whose data `rendered` has; -1 when there is none. TTLs do not count. */
  #findRecord(block: number, type: number, length: number): number {
    const { arena } = this;
    const { bytes } = rendered;
    const start = block + HEAD;
    const end = start + this.words[(block >> 2) + LENGTH]!;
    const layout = nameLayout(type);
    const exact = layout === 0 ? length : RECORD + (layout >> 2);
    search: for (let at = start; at < end; at += RECORD + ((arena[at + 10]! << 8) | arena[at + 11]!)) {
      if (arena[at + 10] !== bytes[10] || arena[at + 11] !== bytes[11]) continue;
      for (let i = RECORD; i < length; i++) {
        const same = i < exact ? arena[at + i] === bytes[i] : LOWER[arena[at + i]!] === LOWER[bytes[i]!];
        if (!same) continue search;
      }
      return at - start;
    }
    return -1;
  }

  /** Removes one record. @returns whether it was there */
  removeRecord(node: number, type: number, rdata: Uint8Array): boolean {
    const block = this.rrset(node, keyOf(type, rdata));
    if (block === 0) return false;
    this.#render(type, rdata, rdata.length);
    const at = this.#findRecord(block, type, rendered.length);
    if (at < 0) return false;
    const head = block >> 2;
    const count = this.words[head + COUNTS]! & 0xffff;
    if (count === 1) return this.removeRrset(node, keyOf(type, rdata));
    const pointers = this.words[head + COUNTS]! >>> 16;
    const length = this.words[head + LENGTH]!;
    const { arena } = this;
    const start = block + HEAD;
    const removed = RECORD + ((arena[start + at + 10]! << 8) | arena[start + at + 11]!);
    // The set shrinks in its place: records and pointers behind move up, pointers into the record go.
    arena.copyWithin(start + at, start + at + removed, start + length);
    let kept = 0;
    for (let i = 0; i < pointers; i++) {
      const from = start + length + 2 * i;
      let pointer = (arena[from]! << 8) | arena[from + 1]!;
      if (pointer >= at && pointer < at + removed) continue;
      if (pointer > at) pointer -= removed;
      const to = start + length - removed + 2 * kept++;
      arena[to] = pointer >>> 8;
      arena[to + 1] = pointer;
    }
    this.words[head + COUNTS] = (count - 1) | (kept << 16);
    this.words[head + LENGTH] = length - removed;
    this.garbage += removed + 2 * (pointers - kept);
    this.records--;
    this.revision++;
    return true;
  }

  /** Removes a record set. @returns whether it was there */
  removeRrset(node: number, key: number): boolean {
    const block = this.rrset(node, key);
    if (block === 0) return false;
    const previous = this.#previous(node, block);
    const next = this.words[block >> 2]!;
    if (previous === 0) this.words[node * NODE + RRSETS] = next;
    else this.words[previous >> 2] = next;
    const counts = this.words[(block >> 2) + COUNTS]!;
    this.garbage += HEAD + this.words[(block >> 2) + LENGTH]! + 2 * (counts >>> 16);
    this.records -= counts & 0xffff;
    this.revision++;
    this.#flag(node);
    this.prune(node);
    return true;
  }

  /** Gives all records of a set this TTL. */
  setTtl(block: number, ttl: number): void {
    const end = block + HEAD + this.words[(block >> 2) + LENGTH]!;
    const { arena } = this;
    for (let at = block + HEAD; at < end; at += RECORD + ((arena[at + 10]! << 8) | arena[at + 11]!))
      setTtl(arena, at, ttl);
    this.revision++;
  }

  ttl(block: number): number {
    const { arena } = this;
    const at = block + HEAD + 6;
    return ((arena[at]! << 24) | (arena[at + 1]! << 16) | (arena[at + 2]! << 8) | arena[at + 3]!) >>> 0;
  }

  /** Number of records of a set. */
  count(block: number): number {
    return this.words[(block >> 2) + COUNTS]! & 0xffff;
  }

  /** What the way down a query looks at. */
  #flag(node: number): void {
    const at = node * NODE + INFO;
    let info = this.words[at]! & ~(IS_CUT | HAS_DNAME | HAS_CNAME);
    for (let block = this.words[node * NODE + RRSETS]!; block !== 0; block = this.words[block >> 2]!) {
      const key = this.words[(block >> 2) + KEY]!;
      if (key === 2 && node !== 0) info |= IS_CUT;
      else if (key === 39) info |= HAS_DNAME;
      else if (key === 5) info |= HAS_CNAME;
    }
    this.words[at] = info;
  }

  /** See IS_CUT and its like. */
  info(node: number): number {
    return this.words[node * NODE + INFO]!;
  }

  /** Whether a node is below a delegation or a DNAME, where the zone answers for nothing. */
  isOccluded(node: number): boolean {
    for (let at = this.parent(node); at >= 0; at = this.parent(at)) {
      if ((this.info(at) & (IS_CUT | HAS_DNAME)) !== 0) return true;
    }
    return false;
  }

  /** Record sets of a node: its key and offset in the arena. */
  forEachRrset(node: number, visit: (key: number, block: number) => void): void {
    for (let block = this.words[node * NODE + RRSETS]!; block !== 0; block = this.words[block >> 2]!) {
      visit(this.words[(block >> 2) + KEY]!, block);
    }
  }

  /** Data of the records of a set, uncompressed. */
  rdatas(block: number): Uint8Array[] {
    const { arena, origin } = this;
    const head = block >> 2;
    const start = block + HEAD;
    const length = this.words[head + LENGTH]!;
    const pointers = this.words[head + COUNTS]! >>> 16;
    const list: Uint8Array[] = [];
    let pointer = 0;
    const pointerAt = (index: number) =>
      (arena[start + length + 2 * index]! << 8) | arena[start + length + 2 * index + 1]!;
    for (let at = 0; at < length; ) {
      const from = at + RECORD;
      const end = from + ((arena[start + at + 10]! << 8) | arena[start + at + 11]!);
      let count = 0;
      while (pointer + count < pointers && pointerAt(pointer + count) < end) count++;
      const rdata = new Uint8Array(end - from + count * (origin.length - 2));
      let to = 0;
      let copied = from;
      for (; count > 0; count--) {
        const here = pointerAt(pointer++);
        while (copied < here) rdata[to++] = arena[start + copied++]!;
        rdata.set(origin, to);
        to += origin.length;
        copied += 2;
      }
      while (copied < end) rdata[to++] = arena[start + copied++]!;
      list.push(rdata);
      at = end;
    }
    return list;
  }

  /** The data of the only record of a type at the apex, such as the SOA. */
  apexRdata(type: number): Uint8Array | undefined {
    const block = this.rrset(0, type);
    return block === 0 ? undefined : this.rdatas(block)[0];
  }

  /** The SOA's serial; 0 without one. */
  get serial(): number {
    const soa = this.apexRdata(6);
    return soa === undefined ? 0 : word(soa, soa.length - 20);
  }

  /**
   * Gives back memory: what nothing refers to, and room to grow. Nodes get other numbers. A name and its record sets come to
   * stand behind each other, and where they fit into a line of the cache, within one.
   */
  compact(): void {
    const old = this.arena;
    const oldWords = this.words;
    let room = 0;
    for (let node = 0; node >= 0; node = this.next(node)) room += LINE + ((this.#extent(node) + 15) & ~15);
    const arena = new Uint8Array(room);
    const words = new Int32Array(arena.buffer);
    let end = 0;
    let last = -1;
    for (let node = 0, next = -1; node >= 0; node = next) {
      next = this.next(node);
      const extent = this.#extent(node);
      end = (end + NODE_SIZE - 1) & -NODE_SIZE;
      if (node > 0 && (end & (LINE - 1)) + Math.min(extent, LINE) > LINE) end = (end + LINE - 1) & -LINE;
      const moved = end / NODE_SIZE;
      const label = node * NODE_SIZE + NODE_SIZE;
      const labelSize = node === 0 ? 0 : old[label]! + 1;
      const parent = oldWords[node * NODE + PARENT]!;
      // Parents come first, and have left their new number in the place of the old one's next.
      words[moved * NODE + PARENT] = node === 0 ? -1 : oldWords[parent * NODE + NEXT]!;
      words[moved * NODE + NEXT] = -1;
      words[moved * NODE + INFO] = oldWords[node * NODE + INFO]!;
      if (last >= 0) words[last * NODE + NEXT] = moved;
      last = moved;
      end += NODE_SIZE;
      for (let i = 0; i < labelSize; i++) arena[end + i] = old[label + i]!;
      end += labelSize;
      let link = moved * NODE + RRSETS;
      for (let block = oldWords[node * NODE + RRSETS]!; block !== 0; block = oldWords[block >> 2]!) {
        const counts = oldWords[(block >> 2) + COUNTS]!;
        const size = HEAD + oldWords[(block >> 2) + LENGTH]! + 2 * (counts >>> 16);
        end = (end + 3) & ~3;
        arena.set(old.subarray(block, block + size), end);
        words[link] = end;
        link = end >> 2;
        words[link] = 0;
        end += size;
      }
      oldWords[node * NODE + NEXT] = moved;
    }
    this.adopt(arena.buffer.slice(0, (end + 15) & ~15), end, last);
  }

  /** Octets of a node with its label and record sets. */
  #extent(node: number): number {
    const { words, arena } = this;
    let size = NODE_SIZE + (node === 0 ? 0 : arena[node * NODE_SIZE + NODE_SIZE]! + 1);
    for (let block = words[node * NODE + RRSETS]!; block !== 0; block = words[block >> 2]!) {
      size = ((size + 3) & ~3) + HEAD + words[(block >> 2) + LENGTH]! + 2 * (words[(block >> 2) + COUNTS]! >>> 16);
    }
    return size;
  }

  /** A copy that shares nothing: what a transfer reads while the zone changes. */
  clone(): Zone {
    const copy = new Zone(this.origin);
    copy.copyFrom(this);
    copy.records = this.records;
    return copy;
  }
}

export type Added = 'added' | 'duplicate' | 'too-large';

/** Octets of a line of the cache, of today's machines. */
const LINE = 64;

/** Octets of the head of a record set, and its words but the first, which is the next set. */
export const HEAD = 16;
export const KEY = 1;
export const COUNTS = 2;
export const LENGTH = 3;

/** Octets of a record before its data, with a pointer as its owner. */
export const RECORD = 12;

/** Octets of the records of the largest set: a message has a header, a question and perhaps an OPT besides. */
const MAXIMUM_SET = 65_535 - 12 - 259 - 11;

/** One record, filled and read within one call. */
const rendered = /* @__PURE__ */ (() => ({ bytes: new Uint8Array(RECORD + 65_535), length: 0, pointers: [0, 0, 0] }))();

/** The key of the signatures over `type`. */
export function signatureKey(type: number): number {
  return 46 | (type << 16);
}

/** Signatures over different types are different sets (RFC 4035, section 2.2). */
function keyOf(type: number, rdata: Uint8Array): number {
  return type === 46 ? 46 | (rdata[0]! << 24) | (rdata[1]! << 16) : type;
}

/**
 * Names that data begins with, for the types that RFC 1035 compresses: their number, and the octets before them times 4.
 * 0 for other types.
 */
function nameLayout(type: number): number {
  switch (type) {
    case 2: // NS
    case 3: // MD
    case 4: // MF
    case 5: // CNAME
    case 7: // MB
    case 8: // MG
    case 9: // MR
    case 12: // PTR
      return 1;
    case 6: // SOA
    case 14: // MINFO
      return 2;
    case 15: // MX
      return (2 << 2) | 1;
    default:
      return 0;
  }
}

function setTtl(bytes: Uint8Array, record: number, ttl: number): void {
  bytes[record + 6] = ttl >>> 24;
  bytes[record + 7] = ttl >>> 16;
  bytes[record + 8] = ttl >>> 8;
  bytes[record + 9] = ttl;
}

function word(bytes: Uint8Array, at: number): number {
  return ((bytes[at]! << 24) | (bytes[at + 1]! << 16) | (bytes[at + 2]! << 8) | bytes[at + 3]!) >>> 0;
}
