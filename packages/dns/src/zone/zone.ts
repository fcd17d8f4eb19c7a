import { LOWER, type Name } from '../name.js';
import {
  GAP,
  HAS_CNAME,
  HAS_DNAME,
  hashLabel,
  INFO,
  IS_CUT,
  NameTree,
  NEXT,
  NODE_SIZE,
  PACKED,
  RRSETS,
} from './name-tree.js';

export { HAS_CNAME, HAS_DNAME, HAS_WILDCARD, IS_CUT } from './name-tree.js';

/** A zone: a tree of names, and their record sets as they are sent (see `addRecord`), in one typed array. */
export class Zone extends NameTree {
  /** Records in the zone. */
  records: number;
  /** By what nodes are packed, from 1 on: their record sets as a list of sets like any other, whose data is to be filled in. */
  #patterns: Int32Array;

  /** @param names how many are expected; it may be more or less */
  constructor(origin: Name, names?: number) {
    super(origin, names);
    this.records = 0;
    this.#patterns = new Int32Array(0);
  }

  /**
   * The record set of a node: an offset in the arena, 0 when there is none. `key` is the type, for RRSIG with the covered
   * type above it (`signatureKey`).
   */
  rrset(node: number, key: number): number {
    const { words } = this;
    let block = this.first(node) | 0;
    while (block !== 0 && words[(block >> 2) + KEY] !== key) block = words[block >> 2]! | 0;
    return block;
  }

  /**
   * The first record set of a node, whose first word is the next one; 0 when there is none.
   *
   * The sets of a packed node are those of its pattern, with its data filled in: read them before the next node's are asked for.
   */
  first(node: number): number {
    const { words, arena } = this;
    const form = words[node]! & 255;
    if (form === 0) return words[node + RRSETS]!;
    const first = this.#patterns[form]! | 0;
    let from = (node << 2) + PACKED;
    from = (from + arena[from]! + 1) | 0;
    for (let block = first; block !== 0; block = words[block >> 2]! | 0) {
      const end = (block + HEAD + words[(block >> 2) + LENGTH]!) | 0;
      for (let to = block + HEAD + RECORD; to < end; to++) arena[to] = arena[from++]!;
    }
    return first;
  }

  protected override unpackSets(packed: number, full: number): void {
    let link = full + RRSETS;
    for (let block = this.first(packed); block !== 0; block = this.words[block >> 2]!) {
      const size = HEAD + this.words[(block >> 2) + LENGTH]!;
      this.arenaEnd = (this.arenaEnd + 3) & ~3;
      const to = this.allocate(size);
      this.arena.copyWithin(to, block, block + size);
      this.words[link] = to;
      link = to >> 2;
      this.words[link] = 0;
    }
  }

  /** Whether a node has record sets. */
  isEmpty(node: number): boolean {
    return this.first(node) === 0;
  }

  /**
   * Adds a record; its data is uncompressed.
   *
   * A record set is a head of four words - the next set of the name, the type, the numbers of records and pointers, the
   * octets of the records -, then the records as a message carries them, each with a compression pointer to the question
   * (0xC00C) as its owner, then 16 bits for each compression pointer to the origin within their data: where it stands. In
   * an answer the question's name ends in the origin, so a set is copied and its few pointers are set.
   *
   * @param node from `ensure`, or the apex
   * @returns "added", "duplicate", or "too-large" for a set that no message could carry. The first TTL is that of the set
   */
  addRecord(node: number, type: number, ttl: number, rdata: Uint8Array, rdataLength = rdata.length): Added {
    node = this.unpacked(node);
    const key = keyOf(type, rdata);
    const block = this.rrset(node, key);
    const pointers = this.#render(type, rdata, rdataLength);
    const length = rendered.length;
    if (block === 0) return this.#addRrset(node, key, ttl, pointers);
    if (this.#findRecord(block, type, length) >= 0) return 'duplicate';
    const headAt = block >> 2;
    const count = this.words[headAt + COUNTS]! & 0xffff;
    const oldPointers = this.words[headAt + COUNTS]! >>> 16;
    const oldLength = this.words[headAt + LENGTH]!;
    if (oldLength + length > MAXIMUM_SET || count >= 0xffff) return 'too-large';
    setTtl(rendered.bytes, 0, this.ttl(block));

    const size = HEAD + oldLength + length + 2 * (oldPointers + pointers);
    const oldSize = HEAD + oldLength + 2 * oldPointers;
    // Read before the memory moves.
    const previous = this.#previous(node, block);
    const next = this.words[headAt]!;
    const isLast = block + oldSize === this.arenaEnd;
    let moved: number;
    if (isLast) {
      this.allocate(size - oldSize);
      moved = block;
    } else {
      this.arenaEnd = (this.arenaEnd + 3) & ~3;
      moved = this.allocate(size);
      this.arena.copyWithin(moved, block, block + oldSize);
      this.garbage += oldSize;
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
    if (previous === 0) this.words[node + RRSETS] = moved;
    else words[previous >> 2] = moved;
    this.records++;
    this.revision++;
    return 'added';
  }

  /**
   * Adds a record of the label that a name begins with, right below the origin, if it is not there yet and the type is one
   * whose data has no names and that the way down does not look at: what most records of a zone are.
   * @returns its node; -1 for others
   */
  addFirst(name: Name, type: number, ttl: number, rdata: Uint8Array, rdataLength: number): number {
    if (type !== 1 && type !== 28 && type !== 16) return -1;
    const length = RECORD + rdataLength;
    if (length > MAXIMUM_SET) return -1;
    const node = this.addBelowOrigin(name, HEAD + length + 3);
    if (node < 0) return -1;
    const { arena, words } = this;
    const data = rdataLength | 0;
    const block = ((node << 2) + NODE_SIZE + name[0]! + 4) & ~3;
    const head = block >> 2;
    words[head] = 0;
    words[head + KEY] = type;
    words[head + COUNTS] = 1;
    words[head + LENGTH] = length;
    let to = block + HEAD;
    arena[to] = 0xc0;
    arena[to + 1] = 12;
    arena[to + 2] = type >>> 8;
    arena[to + 3] = type;
    arena[to + 4] = 0;
    arena[to + 5] = 1;
    const seconds = ttl | 0;
    arena[to + 6] = seconds >>> 24;
    arena[to + 7] = seconds >>> 16;
    arena[to + 8] = seconds >>> 8;
    arena[to + 9] = seconds;
    arena[to + 10] = data >>> 8;
    arena[to + 11] = data;
    to += RECORD;
    for (let i = 0; i < data; i++) arena[to++] = rdata[i]!;
    this.arenaEnd = to;
    words[node + RRSETS] = block;
    this.records++;
    this.revision++;
    return node;
  }

  /** Adds a set of the record in `rendered`. */
  #addRrset(node: number, key: number, ttl: number, pointers: number): Added {
    const { bytes, length } = rendered;
    if (length > MAXIMUM_SET) return 'too-large';
    setTtl(bytes, 0, ttl);
    this.arenaEnd = (this.arenaEnd + 3) & ~3;
    const block = this.allocate(HEAD + length + 2 * pointers);
    const { arena, words } = this;
    let to = block + HEAD;
    for (let i = 0; i < length; i++) arena[to + i] = bytes[i]!;
    to += length;
    for (let i = 0; i < pointers; i++, to += 2) {
      const at = rendered.pointers[i]!;
      arena[to] = at >>> 8;
      arena[to + 1] = at;
    }
    const head = block >> 2;
    words[head] = words[node + RRSETS]!;
    words[head + KEY] = key;
    words[head + COUNTS] = 1 | (pointers << 16);
    words[head + LENGTH] = length;
    words[node + RRSETS] = block;
    this.#flag(node);
    this.records++;
    this.revision++;
    return 'added';
  }

  /** The set before `block` in the list of its node; 0 when it is the first. */
  #previous(node: number, block: number): number {
    let at = this.words[node + RRSETS]!;
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
    if (this.rrset(node, keyOf(type, rdata)) === 0) return false;
    node = this.unpacked(node);
    const block = this.rrset(node, keyOf(type, rdata));
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
    if (this.rrset(node, key) === 0) return false;
    node = this.unpacked(node);
    const block = this.rrset(node, key);
    const previous = this.#previous(node, block);
    const next = this.words[block >> 2]!;
    if (previous === 0) this.words[node + RRSETS] = next;
    else this.words[previous >> 2] = next;
    const counts = this.words[(block >> 2) + COUNTS]!;
    this.garbage += HEAD + this.words[(block >> 2) + LENGTH]! + 2 * (counts >>> 16);
    this.records -= counts & 0xffff;
    this.revision++;
    this.#flag(node);
    this.prune(node);
    return true;
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
    const at = node + INFO;
    let info = this.words[at]! & ~(IS_CUT | HAS_DNAME | HAS_CNAME);
    for (let block = this.words[node + RRSETS]!; block !== 0; block = this.words[block >> 2]!) {
      const key = this.words[(block >> 2) + KEY]!;
      if (key === 2 && node !== 0) info |= IS_CUT;
      else if (key === 39) info |= HAS_DNAME;
      else if (key === 5) info |= HAS_CNAME;
    }
    this.words[at] = info;
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
    for (let block = this.first(node); block !== 0; block = this.words[block >> 2]!) {
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
   * stand behind each other, and where they fit into a line of the cache, within one. Names with nothing below them, whose
   * sets have one short record each, are packed: of their sets only the data is kept with them, the rest once for all that
   * have the same.
   */
  compact(): void {
    const old = this.arena;
    const oldWords = this.words;
    const patterns = new Patterns();
    // By node in this order: by what it is to be packed, 0 for not at all.
    const forms = new Uint8Array(this.names);
    let room = LINE;
    let packable = 0;
    let index = 0;
    for (let node = 0; node >= 0; node = this.next(node), index++) {
      const first = this.first(node);
      const form = node === 0 || this.info(node) !== 0 ? 0 : patterns.of(oldWords, first);
      forms[index] = form;
      if (form !== 0) packable++;
      room +=
        form === 0
          ? LINE + 16 + this.#extent(node, first)
          : 16 + PACKED + old[this.label(node)]! + patterns.data[form]!;
    }
    const arena = new Uint8Array((room + patterns.size + 15) & ~15);
    const words = new Int32Array(arena.buffer);
    const patternSets = new Int32Array(patterns.count + 1);
    let end = 0;
    // Where the number of the next node goes.
    let link = 0;
    /** @returns the first of the copies, which stand behind each other */
    const copySets = (block: number): number => {
      if (block === 0) return 0;
      const first = (end + 3) & ~3;
      while (block !== 0) {
        const at = (end + 3) & ~3;
        const size = sizeOf(oldWords, block);
        for (let i = 0; i < size; i++) arena[at + i] = old[block + i]!;
        end = at + size;
        block = oldWords[block >> 2]!;
        words[at >> 2] = block === 0 ? 0 : (end + 3) & ~3;
      }
      return first;
    };
    // Parents come first, and leave their new number in the place of the old one's next.
    const parentOf = (node: number): number => (node === 0 ? 0 : oldWords[this.parent(node) + NEXT]!);
    let packed = 0;
    const packedNodes = new Int32Array(packable);
    const packedForms = new Uint8Array(packable);
    const packedSize = (i: number): number =>
      (PACKED + old[this.label(packedNodes[i]!)]! + patterns.data[packedForms[i]!]! + 4) >> 2;
    index = 0;
    for (let node = 0, next = -1; node >= 0; node = next, index++) {
      next = this.next(node);
      if (forms[index] !== 0) {
        packedNodes[packed] = node;
        packedForms[packed++] = forms[index]!;
        continue;
      }
      const first = this.first(node);
      const label = this.label(node);
      const labelSize = node === 0 ? 0 : old[label]! + 1;
      end = (end + NODE_SIZE - 1) & -NODE_SIZE;
      const extent = Math.min(this.#extent(node, first), LINE);
      if (node > 0 && (end & (LINE - 1)) + extent > LINE) end = (end + LINE - 1) & -LINE;
      const moved = end >> 2;
      if (node > 0) words[link] = moved;
      words[moved] = parentOf(node) << 6;
      words[moved + NEXT] = -1;
      words[moved + INFO] = this.info(node);
      link = moved + NEXT;
      end += NODE_SIZE;
      for (let i = 0; i < labelSize; i++) arena[end + i] = old[label + i]!;
      end += labelSize;
      words[moved + RRSETS] = copySets(first);
      oldWords[node + NEXT] = moved;
      // Behind the apex, where they are as warm as it.
      if (node === 0) for (let i = 1; i <= patterns.count; i++) patternSets[i] = copySets(patterns.first[i]!);
    }
    const lastFull = link - NEXT;

    // The packed ones: in the order of their hashes, as many places to begin as keeps each of them short.
    let packedWords = 0;
    for (let i = 0; i < packed; i++) packedWords += packedSize(i);
    let bits = 1;
    while (packedWords >> bits > PASSED) bits++;
    const start = (end + 3) >> 2;
    const entries = new Int32Array((1 << bits) + 1);
    const hashes = new Int32Array(packed);
    for (let i = 0; i < packed; i++) {
      const node = packedNodes[i]!;
      hashes[i] = hashLabel(parentOf(node), old, this.label(node)) >>> (32 - bits);
      entries[hashes[i]! + 1]! += packedSize(i);
    }
    entries[0] = start;
    for (let i = 0; i < 1 << bits; i++) entries[i + 1]! += entries[i]!;
    const places = entries.slice();
    for (let i = 0; i < packed; i++) {
      const node = packedNodes[i]!;
      const label = this.label(node);
      const moved = places[hashes[i]!]!;
      places[hashes[i]!] = moved + packedSize(i);
      words[moved] = (parentOf(node) << 6) | packedForms[i]!;
      let to = (moved << 2) + PACKED;
      const labelEnd = label + old[label]!;
      for (let at = label; at <= labelEnd; at++) arena[to++] = old[at]!;
      for (let block = this.first(node); block !== 0; block = oldWords[block >> 2]!) {
        const stop = block + HEAD + oldWords[(block >> 2) + LENGTH]!;
        for (let at = block + HEAD + RECORD; at < stop; at++) arena[to++] = old[at]!;
      }
    }
    let last = lastFull;
    if (packed > 0) {
      words[link] = start;
      last = start + packedWords;
      words[last] = GAP;
      words[last + NEXT] = -1;
      end = (last + 2) << 2;
    }
    this.#patterns = patternSets;
    this.adopt(arena.buffer.slice(0, (end + 15) & ~15), end, last, {
      count: packed,
      index: packed === 0 ? new Int32Array(0) : entries,
      shift: packed === 0 ? 0 : 32 - bits,
      data: Uint8Array.from(patterns.data),
    });
  }

  /** Octets of a node that is not packed, with its label and record sets. */
  #extent(node: number, first: number): number {
    const { words, arena } = this;
    let size = NODE_SIZE + (node === 0 ? 0 : arena[this.label(node)]! + 1);
    for (let block = first; block !== 0; block = words[block >> 2]!) size = ((size + 3) & ~3) + sizeOf(words, block);
    return size;
  }

  /** A copy that shares nothing: what a transfer reads while the zone changes. */
  clone(): Zone {
    const copy = new Zone(this.origin);
    copy.copyFrom(this);
    copy.records = this.records;
    copy.#patterns = this.#patterns;
    return copy;
  }
}

/** What nodes are packed by, while it is found out: lists of sets of one record each, in the order in which they were met. */
class Patterns {
  count: number;
  /** By number, from 1 on: the first set of the node that it was met at, and the octets of its data. */
  readonly first: Int32Array;
  readonly data: Int32Array;
  /** Octets that they take. */
  size: number;
  #last: number;

  constructor() {
    this.count = 0;
    this.first = new Int32Array(MAXIMUM_PATTERNS + 1);
    this.data = new Int32Array(MAXIMUM_PATTERNS + 1);
    this.size = 0;
    this.#last = 0;
  }

  /** The number of the pattern of a node; 0 for one that is not to be packed. */
  of(words: Int32Array, first: number): number {
    if (this.#last !== 0 && isLike(words, first, this.first[this.#last]!)) return this.#last;
    for (let i = 1; i <= this.count; i++) {
      if (isLike(words, first, this.first[i]!)) {
        this.#last = i;
        return i;
      }
    }
    if (this.count === MAXIMUM_PATTERNS) return 0;
    let data = 0;
    let size = 0;
    for (let block = first; block !== 0; block = words[block >> 2]!) {
      if (words[(block >> 2) + COUNTS] !== 1) return 0;
      data += words[(block >> 2) + LENGTH]! - RECORD;
      size += HEAD + words[(block >> 2) + LENGTH]! + 3;
    }
    if (data === 0 || data > MAXIMUM_PACKED) return 0;
    this.size += size;
    this.#last = ++this.count;
    this.first[this.count] = first;
    this.data[this.count] = data;
    return this.count;
  }
}

/** Whether two lists of sets are the same but for their data: keys, numbers, lengths, TTLs. */
function isLike(words: Int32Array, a: number, b: number): boolean {
  while (a !== b && a !== 0 && b !== 0) {
    const x = a >> 2;
    const y = b >> 2;
    if (words[x + KEY] !== words[y + KEY] || words[x + COUNTS] !== words[y + COUNTS]) return false;
    if (words[x + LENGTH] !== words[y + LENGTH]) return false;
    // Of the record: owner and type, class and half of the TTL, the other half and the length.
    for (let i = 4; i < 7; i++) if (words[x + i] !== words[y + i]) return false;
    a = words[x]!;
    b = words[y]!;
  }
  return a === b;
}

/** Octets of a record set in the arena. */
function sizeOf(words: Int32Array, block: number): number {
  return HEAD + words[(block >> 2) + LENGTH]! + 2 * (words[(block >> 2) + COUNTS]! >>> 16);
}

/** Different kinds of packed nodes; the others stay as they are. */
const MAXIMUM_PATTERNS = 64;
/** Octets of data of a packed node. */
const MAXIMUM_PACKED = 128;

export type Added = 'added' | 'duplicate' | 'too-large';

/** Octets of a line of the cache, of today's machines. */
const LINE = 64;
/** Words of packed nodes that one look-up passes, at most on the average: more of them are more lines, fewer a larger index. */
const PASSED = 16;

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
