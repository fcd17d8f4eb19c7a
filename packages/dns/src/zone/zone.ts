import { compareLabels, equalNames, LOWER, MAXIMUM_LABELS, type Name } from '../name.js';

/**
 * A zone in two typed arrays, whatever its size: no object per name or record.
 *
 * Names are a tree of labels. A node is four words in `nodes`; the edge from a parent to the child with a label is found
 * by one probe of a hash table over (parent, label), so that a look-up costs one probe a label and the way down shows the
 * closest encloser, delegations and wildcards. Labels and record sets stand in `arena`, the latter as they are sent:
 * see `addRecord`.
 */
export class Zone {
  readonly origin: Name;
  /** Labels of the origin. */
  readonly depth: number;
  /** See PARENT to INFO below. */
  nodes: Int32Array;
  /** Nodes in use and free ones before `nodeEnd`. */
  nodeEnd: number;
  #freeNode: number;
  /**
   * Nodes by hash of parent and label, plus 1, below the upper bits of the hash: an entry of another name is mostly passed
   * over without a look at its node, which is a miss of the cache in a large zone. 0 is free. The length is a power of 2.
   */
  #table: Int32Array;
  #nodeCount: number;
  arena: Uint8Array;
  /** The arena in words: heads of record sets are read from it. */
  words: Int32Array;
  arenaEnd: number;
  /** Octets of the arena that nothing refers to any more. */
  garbage: number;
  /** Records in the zone. */
  records: number;
  /** Counts changes. */
  revision: number;

  constructor(origin: Name) {
    this.origin = origin.slice();
    let depth = 0;
    for (let at = 0; origin[at] !== 0; at += origin[at]! + 1) depth++;
    this.depth = depth;
    this.nodes = new Int32Array(NODE * 16);
    this.nodeEnd = 1;
    this.#freeNode = 0;
    this.#table = new Int32Array(32);
    this.#nodeCount = 1;
    const buffer = new ArrayBuffer(1024);
    this.arena = new Uint8Array(buffer);
    this.words = new Int32Array(buffer);
    this.arenaEnd = 4; // offset 0 means "none"
    this.garbage = 0;
    this.records = 0;
    this.revision = 0;
    this.nodes[PARENT] = -1;
  }

  /** Names that have records or are above such names. */
  get names(): number {
    return this.#nodeCount;
  }

  /** Octets of memory that it holds. */
  get size(): number {
    return this.nodes.byteLength + this.#table.byteLength + this.arena.byteLength;
  }

  /** The child of `parent` with the label at `bytes[at]`; -1 when there is none. */
  child(parent: number, bytes: Uint8Array, at: number): number {
    const table = this.#table;
    const mask = table.length - 1;
    const { nodes, arena } = this;
    const length = bytes[at]!;
    let hash = Math.imul(parent + 1, 0x9e3779b1) ^ length;
    for (let i = 1; i <= length; i++) hash = Math.imul(hash ^ LOWER[bytes[at + i]!]!, 0x01000193);
    hash ^= hash >>> 15;
    search: for (let slot = hash & mask; ; slot = (slot + 1) & mask) {
      const entry = table[slot]!;
      if (entry === 0) return -1;
      if (((entry ^ hash) & TAG) !== 0) continue;
      const node = (entry & ~TAG) - 1;
      if (nodes[node * NODE + PARENT] !== parent) continue;
      const label = nodes[node * NODE + LABEL]!;
      if (arena[label] !== length) continue;
      for (let i = 1; i <= length; i++) {
        if (LOWER[bytes[at + i]!] !== LOWER[arena[label + i]!]) continue search;
      }
      return node;
    }
  }

  /** The node of a name; -1 when there is none, or the name is not of this zone. */
  find(name: Name): number {
    const count = this.#labelsBelow(name);
    if (count < 0) return -1;
    let node = 0;
    for (let i = count - 1; i >= 0 && node >= 0; i--) node = this.child(node, name, labelOffsets[i]!);
    return node;
  }

  /** Fills labelOffsets with the labels of `name` in front of the origin. @returns how many; -1 when it is not of this zone */
  #labelsBelow(name: Name): number {
    const start = name.length - this.origin.length;
    if (start < 0) return -1;
    let count = 0;
    let at = 0;
    for (; at < start; at += name[at]! + 1) labelOffsets[count++] = at;
    return at === start && equalNames(name.subarray(start), this.origin) ? count : -1;
  }

  /** The node of a name, made with those above it when it is not there; -1 when the name is not of this zone. */
  ensure(name: Name): number {
    const count = this.#labelsBelow(name);
    if (count < 0) return -1;
    let node = 0;
    for (let i = count - 1; i >= 0; i--) {
      const found = this.child(node, name, labelOffsets[i]!);
      node = found >= 0 ? found : this.#addNode(node, name, labelOffsets[i]!);
    }
    return node;
  }

  #addNode(parent: number, name: Name, at: number): number {
    let node = this.#freeNode;
    if (node !== 0) {
      this.#freeNode = this.nodes[node * NODE + RRSETS]!;
    } else {
      if (this.nodeEnd > MAXIMUM_NODES) throw new RangeError(`a zone of more than ${MAXIMUM_NODES} names`);
      node = this.nodeEnd++;
      if (this.nodeEnd * NODE > this.nodes.length) {
        const grown = new Int32Array(Math.ceil(this.nodes.length * 1.5));
        grown.set(this.nodes);
        this.nodes = grown;
      }
    }
    const length = name[at]! + 1;
    const label = this.#allocate(length);
    for (let i = 0; i < length; i++) this.arena[label + i] = name[at + i]!;
    const { nodes } = this;
    nodes[node * NODE + PARENT] = parent;
    nodes[node * NODE + LABEL] = label;
    nodes[node * NODE + RRSETS] = 0;
    nodes[node * NODE + INFO] = 0;
    nodes[parent * NODE + INFO]! += CHILD;
    if (length === 2 && name[at + 1] === ASTERISK) nodes[parent * NODE + INFO]! |= HAS_WILDCARD;
    this.#nodeCount++;
    if (this.#nodeCount * 4 > this.#table.length * 3) this.#rehash(this.#table.length * 2);
    else this.#insert(node);
    return node;
  }

  #hash(node: number): number {
    const label = this.nodes[node * NODE + LABEL]!;
    const length = this.arena[label]!;
    let hash = Math.imul(this.nodes[node * NODE + PARENT]! + 1, 0x9e3779b1) ^ length;
    for (let i = 1; i <= length; i++) hash = Math.imul(hash ^ LOWER[this.arena[label + i]!]!, 0x01000193);
    return hash ^ (hash >>> 15);
  }

  #insert(node: number): void {
    const mask = this.#table.length - 1;
    const hash = this.#hash(node);
    let slot = hash & mask;
    while (this.#table[slot] !== 0) slot = (slot + 1) & mask;
    this.#table[slot] = (hash & TAG) | (node + 1);
  }

  #rehash(length: number): void {
    this.#table = new Int32Array(length);
    for (let node = 1; node < this.nodeEnd; node++) if (this.nodes[node * NODE + PARENT] !== FREE) this.#insert(node);
  }

  /** Takes a node out of the table, and closes the gap (linear probing without tombstones). */
  #remove(node: number): void {
    const table = this.#table;
    const mask = table.length - 1;
    let gap = this.#hash(node) & mask;
    while ((table[gap]! & ~TAG) !== node + 1) gap = (gap + 1) & mask;
    for (let slot = (gap + 1) & mask; table[slot] !== 0; slot = (slot + 1) & mask) {
      const home = this.#hash((table[slot]! & ~TAG) - 1) & mask;
      if (((slot - home) & mask) >= ((slot - gap) & mask)) {
        table[gap] = table[slot]!;
        gap = slot;
      }
    }
    table[gap] = 0;
  }

  /** Removes nodes that have neither records nor children, from `node` up. */
  #prune(node: number): void {
    const { nodes } = this;
    while (node > 0 && nodes[node * NODE + RRSETS] === 0 && nodes[node * NODE + INFO]! < CHILD) {
      const parent = nodes[node * NODE + PARENT]!;
      const label = nodes[node * NODE + LABEL]!;
      this.#remove(node);
      this.garbage += this.arena[label]! + 1;
      nodes[parent * NODE + INFO]! -= CHILD;
      if (this.arena[label] === 1 && this.arena[label + 1] === ASTERISK) nodes[parent * NODE + INFO]! &= ~HAS_WILDCARD;
      nodes[node * NODE + PARENT] = FREE;
      nodes[node * NODE + RRSETS] = this.#freeNode;
      this.#freeNode = node;
      this.#nodeCount--;
      node = parent;
    }
  }

  #allocate(length: number): number {
    const at = this.arenaEnd;
    if (at + length > this.arena.length) {
      const buffer = new ArrayBuffer((Math.max(at + length, this.arena.length * 1.5) + 3) & ~3);
      const grown = new Uint8Array(buffer);
      grown.set(this.arena.subarray(0, at));
      this.arena = grown;
      this.words = new Int32Array(buffer);
    }
    this.arenaEnd = at + length;
    return at;
  }

  /**
   * The record set of a node: an offset in the arena, 0 when there is none. `key` is the type, for RRSIG with the covered
   * type above it (`signatureKey`).
   */
  rrset(node: number, key: number): number {
    const { words } = this;
    let block = this.nodes[node * NODE + RRSETS]!;
    while (block !== 0 && words[(block >> 2) + KEY] !== key) block = words[block >> 2]!;
    return block;
  }

  /** Whether a node has record sets. */
  isEmpty(node: number): boolean {
    return this.nodes[node * NODE + RRSETS] === 0;
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
    const next = block === 0 ? this.nodes[node * NODE + RRSETS]! : this.words[headAt]!;
    const isLast = block !== 0 && block + oldSize === this.arenaEnd;
    let moved: number;
    if (isLast) {
      this.#allocate(size - oldSize);
      moved = block;
    } else {
      this.arenaEnd = (this.arenaEnd + 3) & ~3;
      moved = this.#allocate(size);
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
    if (block === 0 || previous === 0) this.nodes[node * NODE + RRSETS] = moved;
    else words[previous >> 2] = moved;
    block = moved;
    this.#flag(node);
    this.records++;
    this.revision++;
    return 'added';
  }

  /** The set before `block` in the list of its node; 0 when it is the first. */
  #previous(node: number, block: number): number {
    let at = this.nodes[node * NODE + RRSETS]!;
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
    if (previous === 0) this.nodes[node * NODE + RRSETS] = next;
    else this.words[previous >> 2] = next;
    const counts = this.words[(block >> 2) + COUNTS]!;
    this.garbage += HEAD + this.words[(block >> 2) + LENGTH]! + 2 * (counts >>> 16);
    this.records -= counts & 0xffff;
    this.revision++;
    this.#flag(node);
    this.#prune(node);
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
    let info = this.nodes[at]! & ~(IS_CUT | HAS_DNAME | HAS_CNAME);
    for (let block = this.nodes[node * NODE + RRSETS]!; block !== 0; block = this.words[block >> 2]!) {
      const key = this.words[(block >> 2) + KEY]!;
      if (key === 2 && node !== 0) info |= IS_CUT;
      else if (key === 39) info |= HAS_DNAME;
      else if (key === 5) info |= HAS_CNAME;
    }
    this.nodes[at] = info;
  }

  /** The name of a node. */
  nameOf(node: number): Name {
    let length = this.origin.length;
    for (let at = node; at > 0; at = this.nodes[at * NODE + PARENT]!)
      length += this.arena[this.nodes[at * NODE + LABEL]!]! + 1;
    const name = new Uint8Array(length);
    let to = 0;
    for (let at = node; at > 0; at = this.nodes[at * NODE + PARENT]!) {
      const label = this.nodes[at * NODE + LABEL]!;
      const end = label + this.arena[label]! + 1;
      for (let i = label; i < end; i++) name[to++] = this.arena[i]!;
    }
    name.set(this.origin, to);
    return name;
  }

  /** Whether names are below this one. */
  hasChildren(node: number): boolean {
    return this.nodes[node * NODE + INFO]! >= CHILD;
  }

  parent(node: number): number {
    return this.nodes[node * NODE + PARENT]!;
  }

  /** See IS_CUT and its like. */
  info(node: number): number {
    return this.nodes[node * NODE + INFO]!;
  }

  /** Whether a node is below a delegation or a DNAME, where the zone answers for nothing. */
  isOccluded(node: number): boolean {
    for (let at = this.parent(node); at >= 0; at = this.parent(at)) {
      if ((this.info(at) & (IS_CUT | HAS_DNAME)) !== 0) return true;
    }
    return false;
  }

  /** Every node, the apex first; with all others in no order. */
  forEachNode(visit: (node: number) => void): void {
    for (let node = 0; node < this.nodeEnd; node++)
      if (node === 0 || this.nodes[node * NODE + PARENT] !== FREE) visit(node);
  }

  /** Record sets of a node: its key and offset in the arena. */
  forEachRrset(node: number, visit: (key: number, block: number) => void): void {
    for (let block = this.nodes[node * NODE + RRSETS]!; block !== 0; block = this.words[block >> 2]!) {
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

  /** Gives back memory: what nothing refers to, and room to grow. */
  compact(): void {
    const nodes = this.nodes.slice(0, this.nodeEnd * NODE);
    const old = this.arena;
    const oldWords = this.words;
    // Room for every padding; cut to what was used at the end.
    const arena = new Uint8Array((this.arenaEnd - this.garbage + 4 * this.records + 16) & ~3);
    const words = new Int32Array(arena.buffer);
    let end = 4;
    for (let node = 0; node < this.nodeEnd; node++) {
      if (node > 0) {
        if (nodes[node * NODE + PARENT] === FREE) continue;
        const label = nodes[node * NODE + LABEL]!;
        const length = old[label]! + 1;
        for (let i = 0; i < length; i++) arena[end + i] = old[label + i]!;
        nodes[node * NODE + LABEL] = end;
        end += length;
      }
      let link = -1;
      for (let block = nodes[node * NODE + RRSETS]!; block !== 0; block = oldWords[block >> 2]!) {
        const counts = oldWords[(block >> 2) + COUNTS]!;
        const size = HEAD + oldWords[(block >> 2) + LENGTH]! + 2 * (counts >>> 16);
        end = (end + 3) & ~3;
        arena.set(old.subarray(block, block + size), end);
        if (link < 0) nodes[node * NODE + RRSETS] = end;
        else words[link] = end;
        link = end >> 2;
        words[link] = 0;
        end += size;
      }
    }
    this.nodes = nodes;
    this.arena = arena.slice(0, (end + 3) & ~3);
    this.words = new Int32Array(this.arena.buffer);
    this.arenaEnd = end;
    this.garbage = 0;
  }

  /** A copy that shares nothing: what a transfer reads while the zone changes. */
  clone(): Zone {
    const copy = new Zone(this.origin);
    copy.nodes = this.nodes.slice();
    copy.nodeEnd = this.nodeEnd;
    copy.#freeNode = this.#freeNode;
    copy.#table = this.#table.slice();
    copy.#nodeCount = this.#nodeCount;
    copy.arena = this.arena.slice();
    copy.words = new Int32Array(copy.arena.buffer);
    copy.arenaEnd = this.arenaEnd;
    copy.garbage = this.garbage;
    copy.records = this.records;
    copy.revision = this.revision;
    return copy;
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
    const label = (node: number) => this.nodes[node * NODE + LABEL]!;
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

export type Added = 'added' | 'duplicate' | 'too-large';

/** Words of a node. */
export const NODE = 4;
/** The node above it; -1 of the apex. */
export const PARENT = 0;
/** Where its label stands in the arena. */
export const LABEL = 1;
/** Its first record set; 0 for none. Of a free node, the next free one. */
export const RRSETS = 2;
/** Flags, and the number of its children in units of CHILD. */
export const INFO = 3;

/** It has NS and is not the apex: a delegation. */
export const IS_CUT = 1;
export const HAS_DNAME = 2;
export const HAS_CNAME = 4;
/** It has a child "*". */
export const HAS_WILDCARD = 8;
export const CHILD = 256;

/** Bits of the hash in an entry of the table; the others are the node's. */
const TAG = 0xff00_0000 | 0;
/** Names of the largest zone. */
const MAXIMUM_NODES = 0xff_fffe;

/** PARENT of a node that is not in use. */
const FREE = -2;

/** Octets of the head of a record set, and its words but the first, which is the next set. */
export const HEAD = 16;
export const KEY = 1;
export const COUNTS = 2;
export const LENGTH = 3;

/** Octets of a record before its data, with a pointer as its owner. */
export const RECORD = 12;

/** Octets of the records of the largest set: a message has a header, a question and perhaps an OPT besides. */
const MAXIMUM_SET = 65_535 - 12 - 259 - 11;

const ASTERISK = 0x2a;

const labelOffsets = /* @__PURE__ */ new Uint8Array(MAXIMUM_LABELS + 1);

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
