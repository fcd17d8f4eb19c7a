/**
 * Packets for tests, written from the RFCs a second time and as plainly as possible, so that an error in src/wire does not
 * hide behind itself.
 */
import { parseIpv4 } from '../address.js';

export type Bytes = readonly number[] | Uint8Array;

/** RFC 1071, the slow way. */
export function naiveChecksum(bytes: Bytes): number {
  let sum = 0;
  for (let i = 0; i < bytes.length; i += 2) {
    sum += bytes[i]! * 256 + (bytes[i + 1] ?? 0);
    if (sum > 0xffff) sum = (sum % 0x10000) + 1;
  }
  return 0xffff - sum;
}

export function ip(text: string): number {
  const address = parseIpv4(text);
  if (address === undefined) throw new Error(`${text} is no address`);
  return address;
}

export function u16(value: number): number[] {
  return [(value >>> 8) & 0xff, value & 0xff];
}

export function u32(value: number): number[] {
  return [value >>> 24, (value >>> 16) & 0xff, (value >>> 8) & 0xff, value & 0xff];
}

export const PEER_MAC: readonly number[] = [2, 0, 0, 0, 0, 2];
export const OWN_MAC: readonly number[] = [2, 0, 0, 0, 0, 1];
export const BROADCAST_MAC: readonly number[] = [255, 255, 255, 255, 255, 255];

export interface EthernetFields {
  readonly to?: readonly number[];
  readonly from?: readonly number[];
  readonly type?: number;
}

export function ethernet(payload: Bytes, fields: EthernetFields = {}): Uint8Array {
  return new Uint8Array([
    ...(fields.to ?? OWN_MAC),
    ...(fields.from ?? PEER_MAC),
    ...u16(fields.type ?? 0x0800),
    ...payload,
  ]);
}

export interface ArpFields extends EthernetFields {
  readonly operation: 'request' | 'reply';
  readonly senderMac?: readonly number[];
  readonly sender: string;
  readonly targetMac?: readonly number[];
  readonly target: string;
}

export function arp(fields: ArpFields): Uint8Array {
  const request = fields.operation === 'request';
  const payload = [
    ...u16(1),
    ...u16(0x0800),
    6,
    4,
    ...u16(request ? 1 : 2),
    ...(fields.senderMac ?? PEER_MAC),
    ...u32(ip(fields.sender)),
    ...(fields.targetMac ?? (request ? [0, 0, 0, 0, 0, 0] : OWN_MAC)),
    ...u32(ip(fields.target)),
  ];
  return ethernet(payload, { to: request ? BROADCAST_MAC : OWN_MAC, type: 0x0806, ...fields });
}

export interface Ipv4Fields extends EthernetFields {
  readonly source?: string;
  readonly destination?: string;
  readonly protocol?: number;
  readonly identification?: number;
  readonly ttl?: number;
  readonly dontFragment?: boolean;
  readonly moreFragments?: boolean;
  /** Octets. */
  readonly fragmentOffset?: number;
  /** A multiple of four octets. */
  readonly options?: readonly number[];
  readonly version?: number;
  readonly totalLength?: number;
  readonly checksum?: number;
  /** Octets behind the packet: Ethernet padding. */
  readonly padding?: number;
}

export function ipv4(payload: Bytes, fields: Ipv4Fields = {}): Uint8Array {
  const options = fields.options ?? [];
  const header = [
    ((fields.version ?? 4) << 4) | (5 + options.length / 4),
    0,
    ...u16(fields.totalLength ?? 20 + options.length + payload.length),
    ...u16(fields.identification ?? 0x1234),
    ...u16(
      (fields.dontFragment ? 0x4000 : 0) | (fields.moreFragments ? 0x2000 : 0) | ((fields.fragmentOffset ?? 0) >>> 3),
    ),
    fields.ttl ?? 64,
    fields.protocol ?? 17,
    0,
    0,
    ...u32(ip(fields.source ?? '10.0.0.2')),
    ...u32(ip(fields.destination ?? '10.0.0.1')),
    ...options,
  ];
  const [high, low] = u16(fields.checksum ?? naiveChecksum(header));
  header[10] = high!;
  header[11] = low!;
  return ethernet([...header, ...payload, ...new Array<number>(fields.padding ?? 0).fill(0)], fields);
}

export interface UdpFields {
  readonly sourcePort?: number;
  readonly port?: number;
  readonly length?: number;
  readonly checksum?: number;
  readonly source?: string;
  readonly destination?: string;
}

/** Header and data, without IP. */
export function udpDatagram(data: Bytes, fields: UdpFields = {}): number[] {
  const length = fields.length ?? 8 + data.length;
  const header = [...u16(fields.sourcePort ?? 4000), ...u16(fields.port ?? 7), ...u16(length), 0, 0];
  const pseudo = [
    ...u32(ip(fields.source ?? '10.0.0.2')),
    ...u32(ip(fields.destination ?? '10.0.0.1')),
    0,
    17,
    ...u16(length),
  ];
  const [high, low] = u16(fields.checksum ?? (naiveChecksum([...pseudo, ...header, ...data]) || 0xffff));
  header[6] = high!;
  header[7] = low!;
  return [...header, ...data];
}

export function udp(data: Bytes, fields: UdpFields & Omit<Ipv4Fields, 'checksum'> = {}): Uint8Array {
  const { checksum: _, ...ipFields } = fields;
  return ipv4(udpDatagram(data, fields), ipFields);
}

export function icmpMessage(type: number, code: number, rest: Bytes, data: Bytes): number[] {
  const message = [type, code, 0, 0, ...rest, ...data];
  const [high, low] = u16(naiveChecksum(message));
  message[2] = high!;
  message[3] = low!;
  return message;
}

export function icmp(type: number, code: number, rest: Bytes, data: Bytes, fields: Ipv4Fields = {}): Uint8Array {
  return ipv4(icmpMessage(type, code, rest, data), { protocol: 1, ...fields });
}

export function echoRequest(id: number, sequence: number, data: Bytes, fields: Ipv4Fields = {}): Uint8Array {
  return icmp(8, 0, [...u16(id), ...u16(sequence)], data, fields);
}

/** What a frame holds, read the slow way. */
export function dissect(frame: Uint8Array) {
  const at = (offset: number) => frame[offset]! * 256 + frame[offset + 1]!;
  const address = (offset: number) => frame.subarray(offset, offset + 4).join('.');
  const headerLength = (frame[14]! & 15) * 4;
  const totalLength = at(16);
  const payload = frame.subarray(14 + headerLength, 14 + totalLength);
  return {
    to: [...frame.subarray(0, 6)],
    from: [...frame.subarray(6, 12)],
    type: at(12),
    headerLength,
    totalLength,
    identification: at(18),
    dontFragment: (frame[20]! & 0x40) !== 0,
    moreFragments: (frame[20]! & 0x20) !== 0,
    fragmentOffset: (at(20) & 0x1fff) * 8,
    ttl: frame[22]!,
    protocol: frame[23]!,
    headerChecksum: naiveChecksum(frame.subarray(14, 14 + headerLength)),
    source: address(26),
    destination: address(30),
    payload,
  };
}

export function dissectArp(frame: Uint8Array) {
  return {
    to: [...frame.subarray(0, 6)],
    type: frame[12]! * 256 + frame[13]!,
    operation: frame[21] === 1 ? 'request' : frame[21] === 2 ? 'reply' : 'unknown',
    senderMac: [...frame.subarray(22, 28)],
    sender: frame.subarray(28, 32).join('.'),
    targetMac: [...frame.subarray(32, 38)],
    target: frame.subarray(38, 42).join('.'),
  };
}

export function isArp(frame: Uint8Array): boolean {
  return frame[12] === 8 && frame[13] === 6;
}
