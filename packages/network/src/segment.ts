import { checksumOf, sumWords } from './checksum.js';
import { CHECKSUM_COMPLETE, ETHERNET_HEADER_LENGTH, type Frame } from './network.js';

/*
 * TCP segmentation in software, for the place where a super-segment meets a device that does not cut it.
 *
 * Ethernet: EtherType at 12. IPv4 (RFC 791, 3.1), from 14 on:
 *
 *    0                   1                   2                   3
 *   |Version|  IHL  |Type of Service|          Total Length         |   0
 *   |         Identification        |Flags|      Fragment Offset    |   4
 *   |  Time to Live |    Protocol   |         Header Checksum       |   8
 *   |                       Source Address                          |  12
 *   |                    Destination Address                        |  16
 *
 * TCP (RFC 9293, 3.1):
 *
 *   |          Source Port          |       Destination Port        |   0
 *   |                        Sequence Number                        |   4
 *   |                    Acknowledgment Number                      |   8
 *   |  Data |       |C|E|U|A|P|R|S|F|                               |
 *   | Offset| Rsrvd |W|C|R|C|S|S|Y|I|            Window             |  12
 *   |       |       |R|E|G|K|H|T|N|N|                               |
 *   |           Checksum            |         Urgent Pointer        |  16
 */
const ETHERTYPE_IPV4 = 0x0800;
const PROTOCOL_TCP = 6;
const IP = ETHERNET_HEADER_LENGTH;

const CWR = 0x80;
const PSH = 0x08;
const FIN = 0x01;

/**
 * How many segments a super-segment makes, each with `segmentSize` octets of payload, the last with the rest; 0 when it
 * cannot be cut: it is not TCP over IPv4, its headers do not fit its length, it has no payload, or a segment would be a
 * frame of more than `limit` octets. IPv6 (EtherType 0x86dd) enters here and in `segment`.
 */
export function segmentCount(frame: Frame, limit: number): number {
  const { bytes, length, segmentSize } = frame;
  if (segmentSize <= 0 || length > bytes.length || length < IP + 40) return 0;
  if (((bytes[12]! << 8) | bytes[13]!) !== ETHERTYPE_IPV4 || bytes[IP]! >>> 4 !== 4) return 0;
  const tcp = IP + ipHeaderLength(bytes);
  if (tcp < IP + 20 || bytes[IP + 9] !== PROTOCOL_TCP || tcp + 20 > length) return 0;
  const payload = tcp + tcpHeaderLength(bytes, tcp);
  if (payload < tcp + 20 || payload >= length || Math.min(length, payload + segmentSize) > limit) return 0;
  return Math.ceil((length - payload) / segmentSize);
}

/**
 * Writes segment `index` of a super-segment for which `segmentCount` is more than `index` to `into`: all its headers, with
 * lengths, identification, sequence number, flags and both checksums of its own. FIN and PSH are on the last one alone, CWR
 * (RFC 3168, 6.1.2) on the first.
 */
export function segment(frame: Frame, index: number, into: Frame): void {
  const { bytes, segmentSize } = frame;
  const tcp = IP + ipHeaderLength(bytes);
  const header = tcp + tcpHeaderLength(bytes, tcp);
  const start = header + index * segmentSize;
  const end = Math.min(start + segmentSize, frame.length);
  const out = into.bytes;
  out.set(bytes.subarray(0, header));
  out.set(bytes.subarray(start, end), header);
  const length = header + end - start;
  into.length = length;
  into.checksum = CHECKSUM_COMPLETE;
  into.segmentSize = 0;

  write16(out, IP + 2, length - IP);
  write16(out, IP + 4, ((bytes[IP + 4]! << 8) | bytes[IP + 5]!) + index);
  write16(out, IP + 10, 0);
  write16(out, IP + 10, checksumOf(sumWords(out, IP, tcp, 0)));

  const sequence =
    ((bytes[tcp + 4]! << 24) | (bytes[tcp + 5]! << 16) | (bytes[tcp + 6]! << 8) | bytes[tcp + 7]!) +
    index * segmentSize;
  write16(out, tcp + 4, sequence >>> 16);
  write16(out, tcp + 6, sequence);
  let flags = bytes[tcp + 13]!;
  if (index > 0) flags &= ~CWR;
  if (end < frame.length) flags &= ~(FIN | PSH);
  out[tcp + 13] = flags;
  write16(out, tcp + 16, 0);
  const pseudoHeader = sumWords(out, IP + 12, IP + 20, PROTOCOL_TCP + length - tcp);
  write16(out, tcp + 16, checksumOf(sumWords(out, tcp, length, pseudoHeader)));
}

function ipHeaderLength(bytes: Uint8Array): number {
  return (bytes[IP]! & 0x0f) * 4;
}

function tcpHeaderLength(bytes: Uint8Array, tcp: number): number {
  return (bytes[tcp + 12]! >>> 4) * 4;
}

function write16(bytes: Uint8Array, offset: number, value: number): void {
  bytes[offset] = value >>> 8;
  bytes[offset + 1] = value;
}
