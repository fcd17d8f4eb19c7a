/**
 * The parts of an IPv4 packet that translation reads and writes, in place. Every write of an address or a port also adjusts the
 * checksums that cover it, by the difference (RFC 1624): the NAT neither verifies nor repairs what it did not touch.
 */

export const PROTOCOL_ICMP = 1;
export const PROTOCOL_TCP = 6;
export const PROTOCOL_UDP = 17;

export const IPV4_HEADER = 20;
export const TCP_HEADER = 20;
export const UDP_HEADER = 8;
export const ICMP_HEADER = 8;

const TOTAL_LENGTH = 2;
const IDENTIFICATION = 4;
const FRAGMENT = 6;
const TIME_TO_LIVE = 8;
const PROTOCOL = 9;
const HEADER_CHECKSUM = 10;
const SOURCE = 12;
const DESTINATION = 16;

const MORE_FRAGMENTS = 0x2000;
const OFFSET_MASK = 0x1fff;

/** Options that let the sender choose the route are dropped (RFC 7126, 4.3 and 4.4). */
const LOOSE_SOURCE_ROUTE = 131;
const STRICT_SOURCE_ROUTE = 137;

export const ICMP_ECHO_REPLY = 0;
export const ICMP_UNREACHABLE = 3;
export const ICMP_SOURCE_QUENCH = 4;
export const ICMP_ECHO = 8;
export const ICMP_TIME_EXCEEDED = 11;
export const ICMP_PARAMETER_PROBLEM = 12;
export const ICMP_TIMESTAMP = 13;
export const ICMP_TIMESTAMP_REPLY = 14;

export function get16(bytes: Uint8Array, at: number): number {
  return (bytes[at]! << 8) | bytes[at + 1]!;
}

export function put16(bytes: Uint8Array, at: number, value: number): void {
  bytes[at] = value >>> 8;
  bytes[at + 1] = value;
}

/** Unsigned. */
export function get32(bytes: Uint8Array, at: number): number {
  return ((bytes[at]! << 24) | (bytes[at + 1]! << 16) | (bytes[at + 2]! << 8) | bytes[at + 3]!) >>> 0;
}

export function put32(bytes: Uint8Array, at: number, value: number): void {
  bytes[at] = value >>> 24;
  bytes[at + 1] = value >>> 16;
  bytes[at + 2] = value >>> 8;
  bytes[at + 3] = value;
}

function fold(sum: number): number {
  sum = (sum >>> 16) + (sum & 0xffff);
  return (sum >>> 16) + (sum & 0xffff);
}

/** The one's complement sum of 16-bit words, an odd octet padded (RFC 1071); 0xffff over what holds its own right checksum. */
export function sum(bytes: Uint8Array, at: number, length: number, initial = 0): number {
  let total = initial;
  const end = at + (length & ~1);
  for (let i = at; i < end; i += 2) total += (bytes[i]! << 8) | bytes[i + 1]!;
  if ((length & 1) !== 0) total += bytes[end]! << 8;
  return fold(total);
}

/** What a checksum has to be adjusted by when a 16-bit word changes; sums of these, too (RFC 1624, equation 3). */
export function difference16(old: number, fresh: number): number {
  return (~old & 0xffff) + fresh;
}

export function difference32(old: number, fresh: number): number {
  return difference16(old >>> 16, fresh >>> 16) + difference16(old & 0xffff, fresh & 0xffff);
}

/** Adjusts the checksum field at `at`. */
export function adjust(bytes: Uint8Array, at: number, difference: number): void {
  put16(bytes, at, ~fold((~get16(bytes, at) & 0xffff) + difference) & 0xffff);
}

/** The packet that is being translated: one object, overwritten by each. */
export class Packet {
  bytes: Uint8Array;
  /** Where the IP header and what is behind it begin, and where the packet ends. */
  at = 0;
  payload = 0;
  end = 0;
  protocol = 0;
  source = 0;
  destination = 0;
  identification = 0;
  /** Offset of a fragment in octets; `fragmented` is also true of the first. */
  fragmentOffset = 0;
  fragmented = false;

  constructor(nothing: Uint8Array) {
    this.bytes = nothing;
  }

  /**
   * Reads the header of the packet in `bytes[at .. at + length)`; octets behind its total length are padding. False: it is no IPv4
   * packet that may be forwarded.
   */
  read(bytes: Uint8Array, at: number, length: number): boolean {
    if (length < IPV4_HEADER || bytes[at]! >> 4 !== 4) return false;
    const header = (bytes[at]! & 15) << 2;
    const total = get16(bytes, at + TOTAL_LENGTH);
    if (header < IPV4_HEADER || total < header || total > length) return false;
    if (sum(bytes, at, header) !== 0xffff) return false;
    for (let i = at + IPV4_HEADER; i < at + header; ) {
      const kind = bytes[i]!;
      if (kind === 0) break;
      if (kind === 1) {
        i++;
        continue;
      }
      const step = i + 1 < at + header ? bytes[i + 1]! : 0;
      if (kind === LOOSE_SOURCE_ROUTE || kind === STRICT_SOURCE_ROUTE || step < 2) return false;
      i += step;
    }
    this.bytes = bytes;
    this.at = at;
    this.payload = at + header;
    this.end = at + total;
    this.protocol = bytes[at + PROTOCOL]!;
    this.source = get32(bytes, at + SOURCE);
    this.destination = get32(bytes, at + DESTINATION);
    this.identification = get16(bytes, at + IDENTIFICATION);
    const fragment = get16(bytes, at + FRAGMENT);
    this.fragmentOffset = (fragment & OFFSET_MASK) << 3;
    this.fragmented = (fragment & (MORE_FRAGMENTS | OFFSET_MASK)) !== 0;
    return true;
  }

  /** Octets behind the IP header. */
  get length(): number {
    return this.end - this.payload;
  }

  /** Whether ports, or the identifier of an ICMP query, are in it whole: an attacker may cut them off (RFC 3128). */
  get hasTransportHeader(): boolean {
    switch (this.protocol) {
      case PROTOCOL_TCP:
        return this.length >= TCP_HEADER;
      case PROTOCOL_UDP:
        return this.length >= UDP_HEADER;
      case PROTOCOL_ICMP:
        return this.length >= ICMP_HEADER;
      default:
        return false;
    }
  }

  get sourcePort(): number {
    return get16(this.bytes, this.payload);
  }
  get destinationPort(): number {
    return get16(this.bytes, this.payload + 2);
  }
  get icmpIdentifier(): number {
    return get16(this.bytes, this.payload + 4);
  }
  get tcpFlags(): number {
    return this.bytes[this.payload + 13]!;
  }

  setIdentification(identification: number): void {
    const { bytes, at } = this;
    adjust(bytes, at + HEADER_CHECKSUM, difference16(this.identification, identification));
    put16(bytes, at + IDENTIFICATION, identification);
    this.identification = identification;
  }

  /** `port` < 0 leaves the port: a later fragment, or an ICMP packet whose identifier is set on its own. */
  setSource(address: number, port: number): void {
    const difference = difference32(this.source, address);
    this.#setAddress(SOURCE, address, difference);
    this.source = address;
    this.#setTransport(this.payload, port, difference);
  }

  setDestination(address: number, port: number): void {
    const difference = difference32(this.destination, address);
    this.#setAddress(DESTINATION, address, difference);
    this.destination = address;
    this.#setTransport(this.payload + 2, port, difference);
  }

  /** Of an ICMP query; no pseudo header is in that checksum. */
  setIcmpIdentifier(identifier: number): void {
    const { bytes, payload } = this;
    adjust(bytes, payload + 2, difference16(get16(bytes, payload + 4), identifier));
    put16(bytes, payload + 4, identifier);
  }

  #setAddress(field: number, address: number, difference: number): void {
    adjust(this.bytes, this.at + HEADER_CHECKSUM, difference);
    put32(this.bytes, this.at + field, address);
  }

  #setTransport(at: number, port: number, difference: number): void {
    const { bytes, payload, protocol } = this;
    if (port < 0 || protocol === PROTOCOL_ICMP) return;
    difference += difference16(get16(bytes, at), port);
    put16(bytes, at, port);
    if (protocol === PROTOCOL_TCP) adjust(bytes, payload + 16, difference);
    else adjustUdp(bytes, payload, difference);
  }

  /** One hop further; the caller has seen to it that there is one left. */
  decrementTimeToLive(): void {
    const { bytes, at } = this;
    const old = get16(bytes, at + TIME_TO_LIVE);
    adjust(bytes, at + HEADER_CHECKSUM, difference16(old, old - 0x100));
    bytes[at + TIME_TO_LIVE]!--;
  }

  get timeToLive(): number {
    return this.bytes[this.at + TIME_TO_LIVE]!;
  }

  get dontFragment(): boolean {
    return (this.bytes[this.at + FRAGMENT]! & 0x40) !== 0;
  }
}

/** A checksum of zero means that there is none, and stays; one that comes out as zero is sent as its other form (RFC 768). */
function adjustUdp(bytes: Uint8Array, header: number, difference: number): void {
  if (get16(bytes, header + 6) === 0) return;
  adjust(bytes, header + 6, difference);
  if (get16(bytes, header + 6) === 0) put16(bytes, header + 6, 0xffff);
}

/** ICMP messages about another packet, whose header they quote. */
export function isIcmpError(type: number): boolean {
  return (
    type === ICMP_UNREACHABLE ||
    type === ICMP_SOURCE_QUENCH ||
    type === ICMP_TIME_EXCEEDED ||
    type === ICMP_PARAMETER_PROBLEM
  );
}

/**
 * The packet that an ICMP error quotes, `bytes[at .. end)`: its header and at least eight octets behind it (RFC 792). What a write
 * changes in it is also taken into the checksum of the ICMP message around it, at `outerChecksum`.
 */
export class Quote {
  bytes: Uint8Array;
  at = 0;
  payload = 0;
  end = 0;
  protocol = 0;
  source = 0;
  destination = 0;
  outerChecksum = 0;

  constructor(nothing: Uint8Array) {
    this.bytes = nothing;
  }

  /** From the ICMP error in `packet`. False: it quotes nothing that could be translated, or its checksum is wrong (RFC 5508, REQ-3). */
  read(packet: Packet): boolean {
    const { bytes, payload, end } = packet;
    if (sum(bytes, payload, end - payload) !== 0xffff) return false;
    const at = payload + ICMP_HEADER;
    if (end - at < IPV4_HEADER + 8 || bytes[at]! >> 4 !== 4) return false;
    const header = (bytes[at]! & 15) << 2;
    if (header < IPV4_HEADER || at + header + 8 > end) return false;
    // A later fragment has no ports.
    if ((get16(bytes, at + FRAGMENT) & OFFSET_MASK) !== 0) return false;
    this.bytes = bytes;
    this.at = at;
    this.payload = at + header;
    this.end = end;
    this.protocol = bytes[at + PROTOCOL]!;
    this.source = get32(bytes, at + SOURCE);
    this.destination = get32(bytes, at + DESTINATION);
    this.outerChecksum = payload + 2;
    return this.protocol !== PROTOCOL_ICMP || isIcmpQuery(bytes[this.payload]!);
  }

  /** The port, or the query's identifier, of the side that sent the quoted packet, and of the other. */
  get sourcePort(): number {
    return get16(this.bytes, this.protocol === PROTOCOL_ICMP ? this.payload + 4 : this.payload);
  }
  get destinationPort(): number {
    return this.protocol === PROTOCOL_ICMP ? 0 : get16(this.bytes, this.payload + 2);
  }

  setSource(address: number, port: number): void {
    this.#set(SOURCE, this.source, address, this.protocol === PROTOCOL_ICMP ? 4 : 0, port);
    this.source = address;
  }

  setDestination(address: number, port: number): void {
    this.#set(DESTINATION, this.destination, address, this.protocol === PROTOCOL_ICMP ? 4 : 2, port);
    this.destination = address;
  }

  #set(field: number, old: number, address: number, portField: number, port: number): void {
    const { bytes, at, payload, protocol } = this;
    const addresses = difference32(old, address);
    this.#write(at + HEADER_CHECKSUM, addresses);
    put32(bytes, at + field, address);
    let outer = addresses;
    if (protocol === PROTOCOL_TCP || protocol === PROTOCOL_UDP || protocol === PROTOCOL_ICMP) {
      const ports = difference16(get16(bytes, payload + portField), port);
      put16(bytes, payload + portField, port);
      outer += ports;
      if (protocol === PROTOCOL_ICMP) this.#write(payload + 2, ports);
      else if (protocol === PROTOCOL_UDP) {
        if (get16(bytes, payload + 6) !== 0) this.#write(payload + 6, addresses + ports);
      } else if (payload + 18 <= this.end) this.#write(payload + 16, addresses + ports);
    }
    adjust(bytes, this.outerChecksum, outer);
  }

  /** Adjusts an inner checksum, and the outer one by that change. */
  #write(checksum: number, difference: number): void {
    const { bytes } = this;
    const old = get16(bytes, checksum);
    adjust(bytes, checksum, difference);
    adjust(bytes, this.outerChecksum, difference16(old, get16(bytes, checksum)));
  }
}

/** Queries that carry an identifier (RFC 5508, 3.1). */
export function isIcmpQuery(type: number): boolean {
  return type === ICMP_ECHO || type === ICMP_ECHO_REPLY || type === ICMP_TIMESTAMP || type === ICMP_TIMESTAMP_REPLY;
}
