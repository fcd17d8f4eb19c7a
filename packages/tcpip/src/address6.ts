import { ALPHANUMERIC, consistsOf, HEXADECIMAL, parseSmall } from './characters.js';

/**
 * An IPv6 address (RFC 4291): four words in network order, most significant first, each a signed 32-bit integer. Immutable.
 * Equal addresses may be different objects: compare them with `sameAddress`.
 */
export class Ipv6Address {
  readonly w0: number;
  readonly w1: number;
  readonly w2: number;
  readonly w3: number;
  #sum: number;

  constructor(w0: number, w1: number, w2: number, w3: number) {
    this.w0 = w0 | 0;
    this.w1 = w1 | 0;
    this.w2 = w2 | 0;
    this.w3 = w3 | 0;
    this.#sum = -1;
  }

  equals(other: Ipv6Address): boolean {
    return this.w3 === other.w3 && this.w2 === other.w2 && this.w1 === other.w1 && this.w0 === other.w0;
  }

  /** The eight halfwords, added: the address's share of a pseudo header's sum (RFC 8200, 8.1). */
  get sum(): number {
    if (this.#sum < 0) {
      const { w0, w1, w2, w3 } = this;
      const high = (w0 >>> 16) + (w1 >>> 16) + (w2 >>> 16) + (w3 >>> 16);
      this.#sum = high + (w0 & 0xffff) + (w1 & 0xffff) + (w2 & 0xffff) + (w3 & 0xffff);
    }
    return this.#sum;
  }

  /** Eight UTF-16 units, for maps. */
  get key(): string {
    const { w0, w1, w2, w3 } = this;
    return String.fromCharCode(
      w0 >>> 16,
      w0 & 0xffff,
      w1 >>> 16,
      w1 & 0xffff,
      w2 >>> 16,
      w2 & 0xffff,
      w3 >>> 16,
      w3 & 0xffff,
    );
  }

  /** The canonical text of RFC 5952, 4: "2001:db8::1". */
  toString(): string {
    const groups: number[] = [];
    for (const word of [this.w0, this.w1, this.w2, this.w3]) groups.push(word >>> 16, word & 0xffff);
    // 5: an IPv4-mapped address shows its last 32 bits as IPv4 does.
    if ((this.w0 | this.w1) === 0 && this.w2 === 0xffff) {
      return `::ffff:${groups[6]! >>> 8}.${groups[6]! & 0xff}.${groups[7]! >>> 8}.${groups[7]! & 0xff}`;
    }
    // 4.2.2 and 4.2.3: the longest run of two or more zeros is left out, the first of equally long ones.
    let bestStart = -1;
    let bestLength = 1;
    for (let start = 0; start < 8; ) {
      let end = start;
      while (end < 8 && groups[end] === 0) end++;
      if (end - start > bestLength) {
        bestStart = start;
        bestLength = end - start;
      }
      start = end + 1;
    }
    const text = (from: number, to: number) =>
      groups
        .slice(from, to)
        .map((group) => group.toString(16))
        .join(':');
    if (bestStart < 0) return text(0, 8);
    return `${text(0, bestStart)}::${text(bestStart + bestLength, 8)}`;
  }

  toJSON(): string {
    return this.toString();
  }
}

/** An IPv6 address and the length of its network's prefix. */
export interface Ipv6Prefix {
  readonly address: Ipv6Address;
  /** 0-128 */
  readonly bits: number;
}

/**
 * The address, or undefined unless `text` is one in a form of RFC 4291, 2.2: groups of one to four hexadecimal digits, one "::"
 * for one group of zeros or more, the last 32 bits in the form of IPv4. A link-local or multicast address may have a zone
 * ("fe80::1%eth0", RFC 4007, 11): a stack has one link, so the zone says nothing new and is dropped.
 */
export function parseIpv6(text: string): Ipv6Address | undefined {
  const percent = text.indexOf('%');
  if (percent >= 0) {
    if (!consistsOf(text.slice(percent + 1), `${ALPHANUMERIC}._~-`)) return undefined;
    const address = parseIpv6(text.slice(0, percent));
    return address !== undefined && (isLinkLocal6(address) || isMulticast6(address)) ? address : undefined;
  }
  if (text.length > 45) return undefined;
  const halves = text.split('::');
  if (halves.length > 2) return undefined;
  const head = readGroups(halves[0]!, halves.length === 1);
  if (head === undefined) return undefined;
  let groups = head;
  if (halves.length === 2) {
    const tail = readGroups(halves[1]!, true);
    if (tail === undefined || head.length + tail.length > 7) return undefined;
    groups = [...head, ...new Array<number>(8 - head.length - tail.length).fill(0), ...tail];
  }
  if (groups.length !== 8) return undefined;
  const word = (at: number) => (groups[at]! << 16) | groups[at + 1]!;
  return new Ipv6Address(word(0), word(2), word(4), word(6));
}

/** The groups of one side of "::". `last`: the text ends with it, so that its end may be in the form of IPv4. */
function readGroups(text: string, last: boolean): number[] | undefined {
  if (text === '') return [];
  const groups: number[] = [];
  const parts = text.split(':');
  for (const [index, part] of parts.entries()) {
    if (last && index === parts.length - 1 && part.includes('.')) {
      const octets = part.split('.');
      if (octets.length !== 4 || !octets.every((octet) => parseSmall(octet, 255) !== undefined)) return undefined;
      groups.push((Number(octets[0]) << 8) | Number(octets[1]), (Number(octets[2]) << 8) | Number(octets[3]));
    } else {
      if (part.length > 4 || !consistsOf(part, HEXADECIMAL)) return undefined;
      groups.push(Number.parseInt(part, 16));
    }
  }
  return groups;
}

export function formatIpv6(address: Ipv6Address): string {
  return address.toString();
}

/** "2001:db8::2/64", or undefined when it is none. The address keeps its host part. */
export function parseIpv6Prefix(text: string): Ipv6Prefix | undefined {
  const slash = text.indexOf('/');
  if (slash < 0) return undefined;
  const address = parseIpv6(text.slice(0, slash));
  const bits = parseSmall(text.slice(slash + 1), 128);
  return address === undefined || bits === undefined ? undefined : { address, bits };
}

export function formatIpv6Prefix(prefix: Ipv6Prefix): string {
  return `${prefix.address}/${prefix.bits}`;
}

/** The mask's word `index`, 0-3, of a prefix of `bits`. */
function maskWord(bits: number, index: number): number {
  const left = bits - 32 * index;
  return left <= 0 ? 0 : left >= 32 ? -1 : -1 << (32 - left);
}

export function inPrefix6(address: Ipv6Address, { address: network, bits }: Ipv6Prefix): boolean {
  return (
    ((address.w0 ^ network.w0) & maskWord(bits, 0)) === 0 &&
    ((address.w1 ^ network.w1) & maskWord(bits, 1)) === 0 &&
    ((address.w2 ^ network.w2) & maskWord(bits, 2)) === 0 &&
    ((address.w3 ^ network.w3) & maskWord(bits, 3)) === 0
  );
}

/** The address with all bits behind the prefix zero. */
export function networkOf6({ address: { w0, w1, w2, w3 }, bits }: Ipv6Prefix): Ipv6Address {
  return new Ipv6Address(
    w0 & maskWord(bits, 0),
    w1 & maskWord(bits, 1),
    w2 & maskWord(bits, 2),
    w3 & maskWord(bits, 3),
  );
}

/** Bits that two addresses have in common from the left, 0-128. */
export function commonPrefix6(a: Ipv6Address, b: Ipv6Address): number {
  const d0 = a.w0 ^ b.w0;
  if (d0 !== 0) return Math.clz32(d0);
  const d1 = a.w1 ^ b.w1;
  if (d1 !== 0) return 32 + Math.clz32(d1);
  const d2 = a.w2 ^ b.w2;
  if (d2 !== 0) return 64 + Math.clz32(d2);
  return 96 + Math.clz32(a.w3 ^ b.w3);
}

/** :: (RFC 4291, 2.5.2). */
export const UNSPECIFIED6: Ipv6Address = /* @__PURE__ */ new Ipv6Address(0, 0, 0, 0);
/** ::1 (2.5.3). */
export const LOOPBACK6: Ipv6Address = /* @__PURE__ */ new Ipv6Address(0, 0, 0, 1);
/** ff02::1, every node of the link (2.7.1). */
export const ALL_NODES: Ipv6Address = /* @__PURE__ */ new Ipv6Address(0xff02_0000, 0, 0, 1);
/** ff02::2, its routers. */
export const ALL_ROUTERS: Ipv6Address = /* @__PURE__ */ new Ipv6Address(0xff02_0000, 0, 0, 2);
/** ff02::16, its MLDv2 routers (RFC 3810, 5.2.14). */
export const ALL_MLDV2_ROUTERS: Ipv6Address = /* @__PURE__ */ new Ipv6Address(0xff02_0000, 0, 0, 0x16);
/** fe80::/64, on every link. */
export const LINK_LOCAL_PREFIX: Ipv6Prefix = /* @__PURE__ */ linkLocalPrefix();

function linkLocalPrefix(): Ipv6Prefix {
  return { address: new Ipv6Address(0xfe80_0000, 0, 0, 0), bits: 64 };
}

export function isUnspecified6(address: Ipv6Address): boolean {
  return (address.w0 | address.w1 | address.w2 | address.w3) === 0;
}

export function isLoopback6(address: Ipv6Address): boolean {
  return (address.w0 | address.w1 | address.w2) === 0 && address.w3 === 1;
}

/** ff00::/8 */
export function isMulticast6(address: Ipv6Address): boolean {
  return address.w0 >>> 24 === 0xff;
}

/** fe80::/10 */
export function isLinkLocal6(address: Ipv6Address): boolean {
  return address.w0 >>> 22 === 0x3fa;
}

/** ::ffff:0:0/96, which stands for IPv4 and is never on the wire (RFC 4291, 2.5.5.2; RFC 6890). */
export function isMapped(address: Ipv6Address): boolean {
  return (address.w0 | address.w1) === 0 && address.w2 === 0xffff;
}

/** Could be one station's address. */
export function isUnicast6(address: Ipv6Address): boolean {
  return !isMulticast6(address) && !isUnspecified6(address) && !isMapped(address);
}

// Scopes as multicast addresses number them (RFC 4291, 2.7; RFC 6724, 3.1).
export const SCOPE_INTERFACE_LOCAL = 1;
export const SCOPE_LINK_LOCAL = 2;
export const SCOPE_SITE_LOCAL = 5;
export const SCOPE_GLOBAL = 14;

/** 1-14. Unique local addresses (fc00::/7) are of global scope (RFC 6724, 3.1). */
export function scopeOf(address: Ipv6Address): number {
  if (isMulticast6(address)) return (address.w0 >>> 16) & 15;
  if (isLinkLocal6(address) || isLoopback6(address)) return SCOPE_LINK_LOCAL;
  // RFC 6724, 3.2: link-local for what is 127/8 or 169.254/16 in a mapped address.
  if (isMapped(address)) {
    const link = address.w3 >>> 24 === 127 || address.w3 >>> 16 === 0xa9fe;
    return link ? SCOPE_LINK_LOCAL : SCOPE_GLOBAL;
  }
  return address.w0 >>> 22 === 0x3fb ? SCOPE_SITE_LOCAL : SCOPE_GLOBAL;
}

/** ff02::1:ffXX:XXXX, the group of all addresses that end alike (RFC 4291, 2.7.1). */
export function solicitedNode(address: Ipv6Address): Ipv6Address {
  return new Ipv6Address(0xff02_0000, 0, 1, 0xff00_0000 | (address.w3 & 0xff_ffff));
}

/** An IPv4 address as an IPv6 one, for algorithms that compare both (RFC 4291, 2.5.5.2). */
export function mapped(ipv4: number): Ipv6Address {
  return new Ipv6Address(0, 0, 0xffff, ipv4);
}

export function readIpv6(bytes: Uint8Array, offset: number): Ipv6Address {
  return new Ipv6Address(
    readWord(bytes, offset),
    readWord(bytes, offset + 4),
    readWord(bytes, offset + 8),
    readWord(bytes, offset + 12),
  );
}

/** Whether the 16 octets at `offset` are the address. */
export function isAt(address: Ipv6Address, bytes: Uint8Array, offset: number): boolean {
  return (
    readWord(bytes, offset + 12) === address.w3 &&
    readWord(bytes, offset + 8) === address.w2 &&
    readWord(bytes, offset + 4) === address.w1 &&
    readWord(bytes, offset) === address.w0
  );
}

export function putIpv6Address(bytes: Uint8Array, offset: number, address: Ipv6Address): void {
  putWord(bytes, offset, address.w0);
  putWord(bytes, offset + 4, address.w1);
  putWord(bytes, offset + 8, address.w2);
  putWord(bytes, offset + 12, address.w3);
}

/** Signed. */
export function readWord(bytes: Uint8Array, offset: number): number {
  return (bytes[offset]! << 24) | (bytes[offset + 1]! << 16) | (bytes[offset + 2]! << 8) | bytes[offset + 3]!;
}

function putWord(bytes: Uint8Array, offset: number, word: number): void {
  bytes[offset] = word >>> 24;
  bytes[offset + 1] = word >>> 16;
  bytes[offset + 2] = word >>> 8;
  bytes[offset + 3] = word;
}
