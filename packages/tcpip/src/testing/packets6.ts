/** IPv6 packets for tests, written from the RFCs a second time and as plainly as possible, like packets.ts. */
import { type Bytes, ethernet, naiveChecksum, OWN_MAC, PEER_MAC, u16, u32 } from './packets.js';

/** The 16 octets of an address in hexadecimal, or with an IPv4 address at its end. */
export function ip6(text: string): number[] {
  const dotted = /^(.*:)(\d+)\.(\d+)\.(\d+)\.(\d+)$/.exec(text);
  if (dotted !== null) {
    const [a, b, c, d] = dotted.slice(2).map(Number);
    return ip6(`${dotted[1]}${(a! * 256 + b!).toString(16)}:${(c! * 256 + d!).toString(16)}`);
  }
  const [head = '', tail] = text.split('::');
  const groups = (part: string) => part.split(':').filter((group) => group !== '');
  const left = groups(head);
  const right = groups(tail ?? '');
  const zeros = new Array<string>(8 - left.length - right.length).fill('0');
  return [...left, ...zeros, ...right].flatMap((group) => u16(Number.parseInt(group, 16)));
}

export interface Ipv6Fields {
  readonly source?: string;
  readonly destination?: string;
  readonly next?: number;
  readonly hopLimit?: number;
  readonly version?: number;
  readonly length?: number;
  readonly to?: readonly number[];
  readonly from?: readonly number[];
}

export const PEER6 = 'fe80::2';
export const OWN6 = 'fd00::1';

/** Where a packet to `destination` goes on Ethernet. */
export function macOf(destination: string): readonly number[] {
  const octets = ip6(destination);
  return octets[0] === 0xff ? [0x33, 0x33, ...octets.slice(12)] : OWN_MAC;
}

export function ipv6(payload: Bytes, fields: Ipv6Fields = {}): Uint8Array {
  const destination = fields.destination ?? OWN6;
  return ethernet(
    [
      ((fields.version ?? 6) << 4) | 0,
      0,
      0,
      0,
      ...u16(fields.length ?? payload.length),
      fields.next ?? 58,
      fields.hopLimit ?? 64,
      ...ip6(fields.source ?? PEER6),
      ...ip6(destination),
      ...payload,
    ],
    { type: 0x86dd, to: fields.to ?? macOf(destination), from: fields.from ?? PEER_MAC },
  );
}

/** A message of an upper layer with its checksum at `at`. */
export function upper(message: Bytes, at: number, protocol: number, fields: Ipv6Fields = {}): number[] {
  const bytes = [...message];
  bytes[at] = bytes[at + 1] = 0;
  const pseudo = [
    ...ip6(fields.source ?? PEER6),
    ...ip6(fields.destination ?? OWN6),
    ...u32(bytes.length),
    0,
    0,
    0,
    protocol,
  ];
  const [high, low] = u16(naiveChecksum([...pseudo, ...bytes]) || (protocol === 17 ? 0xffff : 0));
  bytes[at] = high!;
  bytes[at + 1] = low!;
  return bytes;
}

export function icmpv6(message: Bytes, fields: Ipv6Fields = {}): Uint8Array {
  return ipv6(upper(message, 2, 58, fields), { next: 58, ...fields });
}

export function udp6(data: Bytes, port = 7, fields: Ipv6Fields = {}): number[] {
  return upper([...u16(4000), ...u16(port), ...u16(8 + data.length), 0, 0, ...data], 6, 17, fields);
}

export function echo6(data: Bytes = [1, 2, 3], fields: Ipv6Fields = {}): Uint8Array {
  return icmpv6([128, 0, 0, 0, 0x12, 0x34, 0, 1, ...data], fields);
}

/** Neighbour discovery: hop limit 255 unless said otherwise. */
export function ndp(message: Bytes, fields: Ipv6Fields = {}): Uint8Array {
  return icmpv6(message, { hopLimit: 255, ...fields });
}

export function solicitedNode6(address: string): string {
  const [a, b, c] = ip6(address).slice(13);
  return `ff02::1:ff${a!.toString(16).padStart(2, '0')}:${((b! << 8) | c!).toString(16)}`;
}

export function solicitation(target: string, options: Bytes = [1, 1, ...PEER_MAC], fields: Ipv6Fields = {}) {
  const destination = fields.destination ?? solicitedNode6(target);
  return ndp([135, 0, 0, 0, 0, 0, 0, 0, ...ip6(target), ...options], { ...fields, destination });
}

export interface AdvertisementFields extends Ipv6Fields {
  readonly flags?: number;
  readonly mac?: readonly number[] | null;
}

/** Flags: 0x80 router, 0x40 solicited, 0x20 override. */
export function advertisement(target: string, fields: AdvertisementFields = {}): Uint8Array {
  const { flags = 0x60, mac = PEER_MAC, ...rest } = fields;
  const option = mac === null ? [] : [2, 1, ...mac];
  const message = [136, 0, 0, 0, flags, 0, 0, 0, ...ip6(target), ...option];
  return ndp(message, { source: target, from: mac ?? PEER_MAC, ...rest });
}

export interface RouterFields extends Ipv6Fields {
  readonly lifetime?: number;
  readonly hopLimitTold?: number;
  readonly flags?: number;
  readonly reachable?: number;
  readonly retrans?: number;
}

export function routerAdvertisement6(options: Bytes = [], fields: RouterFields = {}): Uint8Array {
  const { lifetime = 1800, hopLimitTold = 0, flags = 0, reachable = 0, retrans = 0, ...rest } = fields;
  const message = [134, 0, 0, 0, hopLimitTold, flags, ...u16(lifetime), ...u32(reachable), ...u32(retrans), ...options];
  return ndp(message, { destination: 'ff02::1', ...rest });
}

/** A prefix information option; flags: 0x80 on-link, 0x40 autonomous. */
export function prefixOption(prefix: string, valid = 7200, preferred = 3600, flags = 0xc0, bits = 64): number[] {
  return [3, 4, bits, flags, ...u32(valid), ...u32(preferred), 0, 0, 0, 0, ...ip6(prefix)];
}

export interface Packet6 {
  readonly to: string;
  readonly source: string;
  readonly destination: string;
  readonly next: number;
  readonly hopLimit: number;
  readonly payload: Uint8Array;
  /** Type of an ICMPv6 message behind no or one extension header. */
  readonly type: number | undefined;
  /** Its octets. */
  readonly message: Uint8Array;
}

/** RFC 5952 once more: the longest run of zero groups, the first of equally long ones, becomes "::". */
export function text6(bytes: Uint8Array): string {
  const groups = Array.from({ length: 8 }, (_, i) => ((bytes[2 * i]! << 8) | bytes[2 * i + 1]!).toString(16));
  const text = groups.join(':');
  for (let length = 8; length > 1; length--) {
    for (let at = 0; at + length <= 8; at++) {
      if (groups.slice(at, at + length).every((group) => group === '0'))
        return `${groups.slice(0, at).join(':')}::${groups.slice(at + length).join(':')}`;
    }
  }
  return text;
}

/** Takes a frame apart, and checks lengths and the checksum of ICMPv6, UDP and TCP. */
export function dissect6(frame: Uint8Array): Packet6 {
  const hex = (bytes: Uint8Array) => [...bytes].map((octet) => octet.toString(16).padStart(2, '0')).join(':');
  if (frame[12] !== 0x86 || frame[13] !== 0xdd) throw new Error('not IPv6');
  if (hex(frame.subarray(6, 12)) !== hex(Uint8Array.from(OWN_MAC))) throw new Error('not from us');
  const packet = frame.subarray(14);
  const length = packet[4]! * 256 + packet[5]!;
  if (packet.length !== 40 + length) throw new Error(`payload length ${length} of ${packet.length - 40}`);
  const payload = packet.subarray(40);
  let next = packet[6]!;
  let at = 0;
  if (next === 0) {
    next = payload[0]!;
    at = (payload[1]! + 1) * 8;
  }
  const message = payload.subarray(at);
  if (next === 58 || next === 17 || next === 6) {
    const pseudo = [...packet.subarray(8, 40), ...u32(message.length), 0, 0, 0, next];
    if (naiveChecksum([...pseudo, ...message]) !== 0) throw new Error('wrong checksum');
  }
  return {
    to: hex(frame.subarray(0, 6)),
    source: text6(packet.subarray(8, 24)),
    destination: text6(packet.subarray(24, 40)),
    next: packet[6]!,
    hopLimit: packet[7]!,
    payload,
    type: next === 58 ? message[0] : undefined,
    message,
  };
}
