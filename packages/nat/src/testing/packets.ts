/** IPv4 packets for tests: made from and read into descriptions, every checksum computed anew and on its own. */
export const FIN = 1;
export const SYN = 2;
export const RST = 4;
export const ACK = 16;

export interface Description {
  readonly protocol: 'tcp' | 'udp' | 'icmp';
  readonly source: number;
  readonly destination: number;
  readonly sourcePort?: number;
  readonly destinationPort?: number;
  readonly flags?: number;
  readonly identifier?: number;
  readonly reply?: boolean;
  readonly identification?: number;
  readonly fragmentOffset?: number;
  readonly more?: boolean;
  /** Octets of the transport's packet, of which a fragment holds 16. */
  readonly whole?: number;
  readonly timeToLive?: number;
}

const NUMBERS = { icmp: 1, tcp: 6, udp: 17 };

function word(bytes: Uint8Array, at: number): number {
  return (bytes[at]! << 8) | (bytes[at + 1] ?? 0);
}
function put(bytes: Uint8Array, at: number, value: number): void {
  bytes[at] = value >>> 8;
  bytes[at + 1] = value;
}
function put32(bytes: Uint8Array, at: number, value: number): void {
  put(bytes, at, value >>> 16);
  put(bytes, at + 2, value);
}

function checksum(bytes: Uint8Array, initial = 0): number {
  let sum = initial;
  for (let i = 0; i < bytes.length; i += 2) sum += word(bytes, i);
  while (sum > 0xffff) sum = (sum & 0xffff) + Math.floor(sum / 65536);
  return ~sum & 0xffff;
}

function pseudo(ip: Uint8Array, protocol: number, length: number): number {
  return word(ip, 12) + word(ip, 14) + word(ip, 16) + word(ip, 18) + protocol + length;
}

export function ipv4(d: Description, payload: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(20 + payload.length);
  bytes[0] = 0x45;
  put(bytes, 2, bytes.length);
  put(bytes, 4, d.identification ?? 1);
  put(bytes, 6, (d.more ? 0x2000 : 0) | ((d.fragmentOffset ?? 0) >> 3));
  bytes[8] = d.timeToLive ?? 64;
  bytes[9] = NUMBERS[d.protocol];
  put32(bytes, 12, d.source);
  put32(bytes, 16, d.destination);
  put(bytes, 10, checksum(bytes.subarray(0, 20)));
  bytes.set(payload, 20);
  return bytes;
}

export function build(d: Description): Uint8Array {
  const header = d.protocol === 'tcp' ? 20 : 8;
  const transport = new Uint8Array(d.whole ?? header + 12).map((_, i) => i * 7);
  const ip = ipv4(d, new Uint8Array(0));
  if (d.protocol === 'icmp') {
    transport[0] = d.reply ? 0 : 8;
    transport[1] = 0;
    put(transport, 4, d.identifier ?? 0);
    put(transport, 2, 0);
    put(transport, 2, checksum(transport));
  } else {
    put(transport, 0, d.sourcePort ?? 0);
    put(transport, 2, d.destinationPort ?? 0);
    const field = d.protocol === 'tcp' ? 16 : 6;
    if (d.protocol === 'tcp') {
      transport[12] = 0x50;
      transport[13] = d.flags ?? 0;
    } else put(transport, 4, transport.length);
    put(transport, field, 0);
    const sum = checksum(transport, pseudo(ip, NUMBERS[d.protocol], transport.length));
    put(transport, field, sum === 0 && d.protocol === 'udp' ? 0xffff : sum);
  }
  const start = d.fragmentOffset ?? 0;
  return ipv4(d, d.whole === undefined ? transport : transport.subarray(start, start + 16));
}

export function icmpError(
  source: number,
  destination: number,
  type: number,
  code: number,
  about: Uint8Array,
  quoted: number,
): Uint8Array {
  const quote = about.subarray(0, Math.min(about.length, 20 + quoted));
  const icmp = new Uint8Array(8 + quote.length);
  icmp[0] = type;
  icmp[1] = code;
  icmp.set(quote, 8);
  put(icmp, 2, checksum(icmp));
  return ipv4({ protocol: 'icmp', source, destination }, icmp);
}

export interface Seen {
  readonly source: number;
  readonly destination: number;
  readonly identification: number;
  readonly sourcePort?: number;
  readonly destinationPort?: number;
  readonly identifier?: number;
}

/** @throws {Error} naming the checksum that is wrong; `whole`: that of the transport is looked at as well */
export function describePacket(bytes: Uint8Array, whole = true): Seen {
  if (checksum(bytes.subarray(0, 20)) !== 0) throw new Error('the header checksum is wrong');
  const protocol = bytes[9]!;
  const transport = bytes.subarray(20);
  const fragmented = (word(bytes, 6) & 0x3fff) !== 0;
  if (whole && !fragmented) {
    const none = protocol === 17 && word(transport, 6) === 0;
    const initial = protocol === 1 ? 0 : pseudo(bytes, protocol, transport.length);
    if (!none && checksum(transport, initial) !== 0) throw new Error(`the checksum of protocol ${protocol} is wrong`);
  }
  const address = (at: number) => ((word(bytes, at) << 16) | word(bytes, at + 2)) >>> 0;
  return {
    source: address(12),
    destination: address(16),
    identification: word(bytes, 4),
    ...(protocol === 1
      ? { identifier: word(transport, 4) }
      : { sourcePort: word(transport, 0), destinationPort: word(transport, 2) }),
  };
}
