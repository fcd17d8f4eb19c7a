import { compareLabels, LOWER, MAXIMUM_LABELS, type Name } from '../name.js';

/**
 * Names as a tree of labels, in one typed array whatever their number: no object per name.
 *
 * A node is four words and its label, right behind each other in `arena` and at a multiple of 16 octets; its number is its
 * place in words. The edge from a parent to the child with a label is found by one probe of a hash table over
 * (parent, label), so that a look-up costs one probe a label and the way down shows the closest encloser, delegations and
 * wildcards. In a large zone each place that is touched is a miss of the cache: what belongs to a name stands together.
 *
 * `compact` packs names that have nothing below them: one word, the label, and what differs from other names with the same
 * kinds of records (see `Zone.first`). A third of the octets is a third of the cache. They are not in the table, but stand in
 * the order of their hashes, so that those few that a look-up has to pass are neighbours; where to begin says an index of a
 * few bits for each name, which stays in a nearer cache. A packed name that is to be changed becomes a node in the table.
 */
export class NameTree {
  readonly origin: Name;
  /** Labels of the origin. */
  readonly depth: number;
  arena: Uint8Array;
  /** The arena in words. */
  words: Int32Array;
  arenaEnd: number;
  /** Of the arena, in octets. */
  protected capacity: number;
  /** Octets of the arena that nothing refers to any more. */
  garbage: number;
  /** Counts changes. */
  revision: number;
  /**
   * Nodes that are not packed by hash of parent and label, below the upper bits of the hash: an entry of another name is mostly passed over
   * without a look at its node. 0 is free: the apex is not in it. The length is a power of 2.
   */
  #table: Int32Array;
  /** Nodes in the table. */
  #inTable: number;
  /** Where packed nodes begin whose hash has these upper bits; one more entry is where the last ones end. Empty: none are packed. */
  #index: Int32Array;
  #indexShift: number;
  /** By what nodes are packed by: octets of their data. */
  protected packedData: Uint8Array;
  #nodeCount: number;
  /** The node that was made last. */
  #lastNode: number;

  /** @param names how many are expected */
  constructor(origin: Name, names = 16) {
    this.origin = origin.slice();
    let depth = 0;
    for (let at = 0; origin[at] !== 0; at += origin[at]! + 1) depth++;
    this.depth = depth;
    let size = 32;
    while (size < MAXIMUM_EXPECTED && names * 16 > size * 13) size *= 2;
    this.#table = new Int32Array(size);
    this.#inTable = 0;
    this.#index = new Int32Array(0);
    this.#indexShift = 0;
    this.packedData = new Uint8Array(0);
    this.#nodeCount = 1;
    this.#lastNode = 0;
    // Room for as many with an address each; what is too much is given back by `compact`, and untouched until then.
    const buffer = new ArrayBuffer(Math.min(Math.max(16, names | 0), MAXIMUM_EXPECTED >> 2) * 64);
    this.capacity = buffer.byteLength;
    this.arena = new Uint8Array(buffer);
    this.words = new Int32Array(buffer);
    this.arenaEnd = NODE_SIZE; // the apex, whose label nobody asks for
    this.garbage = 0;
    this.revision = 0;
    this.words[NEXT] = -1;
  }

  /** Names that have records or are above such names. */
  get names(): number {
    return this.#nodeCount;
  }

  /** Octets of memory that it holds. */
  get size(): number {
    return this.#table.byteLength + this.#index.byteLength + this.arena.byteLength;
  }

  /** The child of `parent` with the label at `bytes[at]`; -1 when there is none. */
  child(parent: number, bytes: Uint8Array, at: number): number {
    return this.hashed(hashLabel(parent, bytes, at), parent, bytes, at);
  }

  /**
   * Begins to read what `hashed` is going to look at. In a large zone that is in no near cache: memory has it ready by the time
   * that the caller is done with something else.
   */
  touch(hash: number): void {
    const table = this.#table;
    const shift = this.#indexShift;
    touched = this.words[shift === 0 ? table[hash & (table.length - 1)]! & ~TAG : this.#index[hash >>> shift]!]!;
  }

  /** `child`, by the label's `hashLabel`. */
  hashed(labelHash: number, parent: number, bytes: Uint8Array, labelAt: number): number {
    const at = labelAt | 0;
    const table = this.#table;
    const mask = (table.length - 1) | 0;
    const { words, arena } = this;
    const length = bytes[at]!;
    const hash = labelHash | 0;
    lastHash = hash;
    search: for (let slot = hash & mask; ; slot = (slot + 1) & mask) {
      const entry = table[slot]!;
      if (entry === 0) break;
      if (((entry ^ hash) & TAG) !== 0) continue;
      const node = entry & ~TAG;
      if ((words[node]! >>> 8) << 2 !== parent) continue;
      const label = (node << 2) + NODE_SIZE;
      if (arena[label] !== length) continue;
      for (let i = 1; i <= length; i++) {
        if (LOWER[bytes[at + i]!] !== LOWER[arena[label + i]!]) continue search;
      }
      return node;
    }
    return this.#indexShift === 0 ? -1 : this.#packedChild(parent, bytes, at, hash);
  }

  #packedChild(parent: number, bytes: Uint8Array, labelAt: number, hash: number): number {
    const at = labelAt | 0;
    const length = bytes[at]!;
    const last = LOWER[bytes[at + length]!]!;
    const { words, arena, packedData } = this;
    const entry = hash >>> this.#indexShift;
    const end = this.#index[entry + 1]! | 0;
    search: for (let node = this.#index[entry]! | 0; node < end; ) {
      const above = words[node]! | 0;
      if (above === GAP) {
        node = words[node + NEXT]! | 0;
        continue;
      }
      const label = (node << 2) + PACKED;
      const labelLength = arena[label]!;
      const here = node;
      node += (PACKED + labelLength + packedData[above & 255]! + 4) >> 2;
      // Names that are alike mostly differ at the end.
      if (labelLength !== length || LOWER[arena[label + length]!] !== last || (above >>> 8) << 2 !== parent) continue;
      for (let i = 1; i < length; i++) {
        if (LOWER[bytes[at + i]!] !== LOWER[arena[label + i]!]) continue search;
      }
      return here;
    }
    return -1;
  }

  /** The node of a name; -1 when there is none, or the name is not of this zone. */
  find(name: Name): number {
    const count = this.#labelsBelow(name, name.length);
    if (count < 0) return -1;
    let node = 0;
    for (let i = count - 1; i >= 0 && node >= 0; i--) node = this.child(node, name, labelOffsets[i]!);
    return node;
  }

  /** Fills labelOffsets with the labels of `name` in front of the origin. @returns how many; -1 when it is not of this zone */
  #labelsBelow(name: Name, nameLength: number): number {
    const { origin } = this;
    const length = origin.length | 0;
    const start = (nameLength - length) | 0;
    if (start < 0) return -1;
    let count = 0;
    let at = 0;
    for (; at < start; at += name[at]! + 1) labelOffsets[count++] = at;
    if (at !== start) return -1;
    for (let i = 0; i < length; i++) {
      const octet = name[at + i]!;
      if (octet !== origin[i] && LOWER[octet] !== LOWER[origin[i]!]) return -1;
    }
    return count;
  }

  /**
   * The node of a name, to be changed: made with those above it when it is not there, unpacked when it is packed; -1 when the
   * name is not of this zone.
   */
  ensure(name: Name, length = name.length): number {
    const count = this.#labelsBelow(name, length);
    if (count < 0) return -1;
    let node = 0;
    for (let i = count - 1; i >= 0; i--) {
      const found = this.child(node, name, labelOffsets[i]!);
      node = found >= 0 ? this.unpacked(found) : this.#addNode(node, name, labelOffsets[i]!, 0);
    }
    return node;
  }

  /**
   * The same for the label that a name begins with, right below the origin, when it is not there yet, with room for `extra`
   * octets behind it. @returns -1 for one that is there
   */
  protected addBelowOrigin(name: Name, extra: number): number {
    return this.child(0, name, 0) >= 0 ? -1 : this.#addNode(0, name, 0, extra);
  }

  /** Places a node with the label at `bytes[at]` behind all others; it is not in the table yet. */
  #place(parent: number, bytes: Uint8Array, at: number, extra: number): number {
    const from = at | 0;
    const length = bytes[from]! + 1;
    this.arenaEnd = (this.arenaEnd + NODE_SIZE - 1) & -NODE_SIZE;
    const place = this.allocate(NODE_SIZE + length + extra) | 0;
    const node = place >> 2;
    if (node > MAXIMUM_NODE) throw new RangeError('a zone of more than 256 MB');
    const { words, arena } = this;
    for (let i = 0; i < length; i++) arena[place + NODE_SIZE + i] = bytes[from + i]!;
    words[node] = parent << 6;
    words[node + NEXT] = -1;
    words[node + RRSETS] = 0;
    words[node + INFO] = 0;
    words[this.#lastNode + NEXT] = node;
    this.#lastNode = node;
    return node;
  }

  /** To be called when `child` has just not found it. */
  #addNode(parent: number, name: Name, at: number, extra: number): number {
    const hash = lastHash;
    const node = this.#place(parent, name, at, extra);
    const { words } = this;
    words[parent + INFO]! += CHILD;
    if (name[at] === 1 && name[at + 1] === ASTERISK) words[parent + INFO]! |= HAS_WILDCARD;
    this.#nodeCount++;
    this.#enter(node, hash);
    return node;
  }

  /** A node that may be changed, in the place of one that may be packed. */
  protected unpacked(node: number): number {
    if ((this.words[node]! & 255) === 0) return node;
    const size = this.packedWords(node);
    const full = this.#place(this.parent(node), this.arena, this.label(node), 0);
    this.unpackSets(node, full);
    this.words[node] = GAP;
    this.words[node + NEXT] = node + size;
    this.garbage += size << 2;
    this.revision++;
    this.#enter(full, this.#hash(full));
    return full;
  }

  /** Copies the record sets of a packed node to a full one. */
  protected unpackSets(_packed: number, _full: number): void {}

  /** Words of a packed node. */
  protected packedWords(node: number): number {
    return (PACKED + this.arena[(node << 2) + PACKED]! + this.packedData[this.words[node]! & 255]! + 4) >> 2;
  }

  /** Where the label of a node stands. */
  protected label(node: number): number {
    return (node << 2) + ((this.words[node]! & 255) === 0 ? NODE_SIZE : PACKED);
  }

  #hash(node: number): number {
    return hashLabel(this.parent(node), this.arena, this.label(node));
  }

  /** Puts a node that is already in the list of all of them into the table. */
  #enter(node: number, hash: number): void {
    this.#inTable++;
    if (this.#inTable * 16 > this.#table.length * 13) this.#rehash(this.#table.length * 2);
    else this.#insert(node, hash);
  }

  #insert(node: number, hash: number): void {
    const table = this.#table;
    const mask = table.length - 1;
    let slot = hash & mask;
    while (table[slot] !== 0) slot = (slot + 1) & mask;
    table[slot] = (hash & TAG) | node;
  }

  #rehash(length: number): void {
    this.#table = new Int32Array(length);
    for (let node = this.next(0); node >= 0; node = this.next(node)) {
      if ((this.words[node]! & 255) === 0) this.#insert(node, this.#hash(node));
    }
  }

  /** Takes a node out of the table, and closes the gap (linear probing without tombstones). */
  #remove(node: number): void {
    const table = this.#table;
    const mask = table.length - 1;
    let gap = this.#hash(node) & mask;
    while ((table[gap]! & ~TAG) !== node) gap = (gap + 1) & mask;
    for (let slot = (gap + 1) & mask; table[slot] !== 0; slot = (slot + 1) & mask) {
      const home = this.#hash(table[slot]! & ~TAG) & mask;
      if (((slot - home) & mask) >= ((slot - gap) & mask)) {
        table[gap] = table[slot]!;
        gap = slot;
      }
    }
    table[gap] = 0;
  }

  /** Removes nodes that have neither records nor children, from `node` up. */
  protected prune(node: number): void {
    const { words, arena } = this;
    while (node > 0 && words[node + RRSETS] === 0 && words[node + INFO]! < CHILD) {
      const parent = this.parent(node);
      const label = this.label(node);
      this.#remove(node);
      this.garbage += NODE_SIZE + arena[label]! + 1;
      this.#inTable--;
      words[parent + INFO]! -= CHILD;
      if (arena[label] === 1 && arena[label + 1] === ASTERISK) words[parent + INFO]! &= ~HAS_WILDCARD;
      // It stays in the list of all nodes until the next `compact`.
      words[node] = GAP;
      this.#nodeCount--;
      node = parent;
    }
  }

  /** Room at the end of the arena; what was read from it before may be of an old one. */
  protected allocate(length: number): number {
    const at = this.arenaEnd;
    if (at + length > this.capacity) this.#grow(at + length);
    this.arenaEnd = at + length;
    return at;
  }

  #grow(least: number): void {
    const buffer = new ArrayBuffer((Math.max(least, this.capacity * 1.5) + 15) & ~15);
    const grown = new Uint8Array(buffer);
    grown.set(this.arena.subarray(0, this.arenaEnd));
    this.arena = grown;
    this.words = new Int32Array(buffer);
    this.capacity = buffer.byteLength;
  }

  /** The name of a node. */
  nameOf(node: number): Name {
    const { arena } = this;
    let length = this.origin.length;
    for (let at = node; at > 0; at = this.parent(at)) length += arena[this.label(at)]! + 1;
    const name = new Uint8Array(length);
    let to = 0;
    for (let at = node; at > 0; at = this.parent(at)) {
      const label = this.label(at);
      const end = label + arena[label]! + 1;
      for (let i = label; i < end; i++) name[to++] = arena[i]!;
    }
    name.set(this.origin, to);
    return name;
  }

  /** Whether names are below this one. */
  hasChildren(node: number): boolean {
    return this.info(node) >= CHILD;
  }

  /** See IS_CUT and its like. */
  info(node: number): number {
    return (this.words[node]! & 255) === 0 ? this.words[node + INFO]! : 0;
  }

  /** The node above it; -1 of the apex. */
  parent(node: number): number {
    return node === 0 ? -1 : (this.words[node]! >>> 8) << 2;
  }

  /** The node after this one in the order in which they were made, parents before their children; -1 at the end. */
  next(node: number): number {
    const { words } = this;
    const first = words[node]!;
    let at = (first & 255) === 0 || first === GAP ? words[node + NEXT]! : node + this.packedWords(node);
    while (at >= 0 && words[at] === GAP) at = words[at + NEXT]!;
    return at;
  }

  /** Every node, the apex first. */
  forEachNode(visit: (node: number) => void): void {
    for (let node = 0; node >= 0; node = this.next(node)) visit(node);
  }

  /** Takes the nodes that a smaller arena has at other places. `packed` is how many of them are, and where those stand. */
  protected adopt(buffer: ArrayBuffer, end: number, lastNode: number, packed: PackedNodes): void {
    this.arena = new Uint8Array(buffer);
    this.words = new Int32Array(buffer);
    this.capacity = buffer.byteLength;
    this.arenaEnd = end;
    this.garbage = 0;
    this.#lastNode = lastNode;
    this.revision++;
    this.#index = packed.index;
    this.#indexShift = packed.shift;
    this.packedData = packed.data;
    this.#inTable = this.#nodeCount - 1 - packed.count;
    let size = 32;
    while (this.#inTable * 16 > size * 13) size *= 2;
    this.#rehash(size);
  }

  /** Takes a copy of all that another one has. */
  protected copyFrom(other: NameTree): void {
    this.arena = other.arena.slice();
    this.words = new Int32Array(this.arena.buffer);
    this.capacity = other.capacity;
    this.arenaEnd = other.arenaEnd;
    this.garbage = other.garbage;
    this.revision = other.revision;
    this.#table = other.#table.slice();
    this.#inTable = other.#inTable;
    this.#index = other.#index;
    this.#indexShift = other.#indexShift;
    this.packedData = other.packedData;
    this.#nodeCount = other.#nodeCount;
    this.#lastNode = other.#lastNode;
  }

  /** Nodes in canonical order of their names (RFC 4034, section 6.1), the apex first. */
  sorted(): Int32Array {
    const order = new Int32Array(this.#nodeCount);
    const children = new Map<number, number[]>();
    this.forEachNode((node) => {
      if (node === 0) return;
      const siblings = children.get(this.parent(node));
      if (siblings === undefined) children.set(this.parent(node), [node]);
      else siblings.push(node);
    });
    let count = 0;
    const label = (node: number) => this.label(node);
    const stack = [0];
    for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
      order[count++] = node;
      const below = children.get(node);
      if (below === undefined) continue;
      below.sort((a, b) => compareLabels(this.arena, label(b), this.arena, label(a)));
      for (const child of below) stack.push(child);
    }
    return order;
  }
}

/** What `compact` tells of packed nodes: see NameTree's fields of these names. */
export interface PackedNodes {
  readonly count: number;
  readonly index: Int32Array;
  /** 0 where there are none. */
  readonly shift: number;
  readonly data: Uint8Array;
}

/** Octets of a node without its label. */
export const NODE_SIZE = 16;
/** Octets of a packed one. */
export const PACKED = 4;
/*
 * Words of a node. The first one is the node above it, in units of 16 octets, times 256; 0 in the lower 8 bits, of a packed
 * node what it is packed by.
 */
/** The node that was made after it; -1 of the last one. Of a packed node that is what stands behind it. */
export const NEXT = 1;
/** Its first record set; 0 for none. */
export const RRSETS = 2;
/** Flags, and the number of its children in units of CHILD. */
export const INFO = 3;
/** In the place of the first word: no node, or one that is not in use; the list goes on at NEXT. */
export const GAP = -1;

/** It has NS and is not the apex: a delegation. */
export const IS_CUT = 1;
export const HAS_DNAME = 2;
export const HAS_CNAME = 4;
/** It has a child "*". */
export const HAS_WILDCARD = 8;
export const CHILD = 256;

/** Bits of the hash in an entry of the table; the others are the node's. */
const TAG = 0xfc00_0000 | 0;
/** The last node that an entry can name: at 256 MB. */
const MAXIMUM_NODE = 0x3ff_ffff;

/** Entries of the first table at most. */
const MAXIMUM_EXPECTED = 1 << 20;

/** Of the label at `bytes[at]` below `parent`, without regard to the case of letters. */
export function hashLabel(parent: number, bytes: Uint8Array, labelAt: number): number {
  const at = labelAt | 0;
  const end = at + bytes[at]!;
  let hash = (parent + 1) | 0;
  // Letters and what differs from them in one bit fall together; they are compared in full. Rotations need no product.
  for (let i = at + 1; i <= end; i++) hash = (hash << 5) ^ (hash >>> 27) ^ (bytes[i]! | 0x20);
  hash = Math.imul(hash, 0x9e3779b1);
  return hash ^ (hash >>> 15);
}

/** Of the last look-up of a child. */
let lastHash = 0;

/** What `touch` read, so that it does. */
export let touched = 0;

const ASTERISK = 0x2a;

const labelOffsets = /* @__PURE__ */ new Uint8Array(MAXIMUM_LABELS + 1);
