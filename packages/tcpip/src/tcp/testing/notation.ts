/**
 * One segment in one line, the way tcpdump and packetdrill print them:
 *
 *     [ect0|ce] FLAGS SEQ[:END] [ack N] [win N] [urg N] [<OPTION, ...>]
 *
 * FLAGS are letters of S F R P U E C and `.` for ACK, `-` for none. Numbers are relative to the initial sequence number of the
 * side that they count. END - SEQ is the length of the data. Options: `mss N`, `wscale N`, `sackOK`, `TS val N ecr N`,
 * `sack LEFT:RIGHT ...` (relative to what the segment acknowledges), `nop`, `eol`, `raw HEX`. Padding in front of timestamps
 * and SACK blocks is not written.
 *
 *     S 0 win 65535 <mss 1460, wscale 3>        a SYN
 *     P. 1:11 ack 1 win 1000                     ten octets
 */
import { pseudoHeaderShare } from '../../ip-address.js';
import { sum } from '../../wire/checksum.js';
import { get16, put16, put32 } from '../../wire/octets.js';
import { ACK, CWR, ECE, FIN, getHeaderLength, getInt32, PSH, RST, SYN, URG } from '../../wire/tcp.js';
import type { Packet } from './host.js';

export interface SegmentText {
  flags: number;
  sequence: number;
  length: number;
  acknowledgment: number | undefined;
  window: number | undefined;
  urgent: number | undefined;
  options: string[] | undefined;
  /** ECN codepoint of the packet; undefined: anything. */
  ecn?: number | undefined;
}

const LETTERS: readonly (readonly [string, number])[] = [
  ['S', SYN],
  ['F', FIN],
  ['R', RST],
  ['P', PSH],
  ['U', URG],
  ['E', ECE],
  ['C', CWR],
  ['.', ACK],
];

export function parseLine(line: string): SegmentText {
  const match =
    /^(?:(ect0|ce|not-ect) )?([SFRPUEC.]+|-) (-?\d+)(?::(-?\d+))?(?: ack (-?\d+))?(?: win (\d+))?(?: urg (\d+))?(?: <(.*)>)?$/.exec(
      line.trim(),
    );
  if (match === null) throw new Error(`not a segment: "${line}"`);
  const [, codepoint, letters, from, to, ack, win, urg, options] = match;
  let flags = 0;
  for (const [letter, bit] of LETTERS) if (letters!.includes(letter)) flags |= bit;
  return {
    ecn: codepoint === undefined ? undefined : codepoint === 'ce' ? 3 : codepoint === 'ect0' ? 2 : 0,
    flags,
    sequence: Number(from),
    length: to === undefined ? 0 : Number(to) - Number(from),
    acknowledgment: ack === undefined ? undefined : Number(ack),
    window: win === undefined ? undefined : Number(win),
    urgent: urg === undefined ? undefined : Number(urg),
    options: options === '' ? [] : options?.split(',').map((option) => option.trim()),
  };
}

/** The octet at a relative sequence number: data of either side is this pattern, so that a misplaced octet shows. */
export function patternAt(sequence: number): number {
  return (sequence * 31 + (sequence >> 8)) & 0xff;
}

function int32(value: number): number[] {
  return [(value >>> 24) & 255, (value >>> 16) & 255, (value >>> 8) & 255, value & 255];
}

function encodeOptions(options: readonly string[], receiver: number): number[] {
  const out: number[] = [];
  for (const option of options) {
    const [name, value = '', ...more] = option.split(' ');
    const number = Number(value);
    if (name === 'mss') out.push(2, 4, number >> 8, number & 0xff);
    else if (name === 'wscale') out.push(3, 3, number);
    else if (name === 'nop') out.push(1);
    else if (name === 'sackOK') out.push(4, 2);
    else if (name === 'TS') {
      if (options.length === 1 || options[1]!.startsWith('sack ')) out.push(1, 1);
      out.push(8, 10, ...int32(Number(more[0])), ...int32(Number(more[2])));
    } else if (name === 'sack') {
      const edges = [value, ...more].flatMap((block) => block.split(':').map(Number));
      out.push(1, 1, 5, 2 + 4 * edges.length, ...edges.flatMap((edge) => int32(receiver + edge)));
    } else if (name === 'eol') out.push(0);
    else if (name === 'raw')
      for (let i = 0; i < value.length; i += 2) out.push(Number.parseInt(value.slice(i, i + 2), 16));
    else throw new Error(`unknown option "${option}"`);
  }
  while (out.length % 4 !== 0) out.push(0);
  return out;
}

export interface Numbers {
  readonly sourcePort: number;
  readonly destinationPort: number;
  /** Initial sequence numbers of who sends the segment and of who receives it. */
  readonly sender: number;
  readonly receiver: number;
}

/** Builds the segment that `line` describes, with a right checksum. */
export function encode(
  line: string,
  source: number,
  destination: number,
  numbers: Numbers,
  defaultWindow = 65535,
): Packet {
  const text = parseLine(line);
  const options = encodeOptions(text.options ?? [], numbers.receiver);
  const header = 20 + options.length;
  const bytes = new Uint8Array(header + text.length);
  put16(bytes, 0, numbers.sourcePort);
  put16(bytes, 2, numbers.destinationPort);
  put32(bytes, 4, numbers.sender + text.sequence);
  put32(bytes, 8, text.acknowledgment === undefined ? 0 : numbers.receiver + text.acknowledgment);
  bytes[12] = header << 2;
  bytes[13] = text.flags;
  put16(bytes, 14, text.window ?? defaultWindow);
  put16(bytes, 18, text.urgent ?? 0);
  bytes.set(options, 20);
  for (let i = 0; i < text.length; i++) bytes[header + i] = patternAt(text.sequence + i);
  const pseudoHeader = pseudoHeaderShare(source) + pseudoHeaderShare(destination) + 6 + bytes.length;
  put16(bytes, 16, ~sum(bytes, 0, bytes.length, pseudoHeader) & 0xffff);
  return { source, destination, bytes, segmentSize: 0, ecn: text.ecn ?? 0 };
}

function decodeOptions(bytes: Uint8Array, end: number, receiver: number): string[] {
  const out: string[] = [];
  const padding = (at: number) =>
    bytes[at] === 1 && bytes[at + 1] === 1 && (bytes[at + 2] === 8 || bytes[at + 2] === 5);
  for (let at = 20; at < end; ) {
    const kind = bytes[at]!;
    if (kind === 0) break;
    if (at + 2 < end && padding(at)) {
      at += 2;
      continue;
    }
    if (kind === 1) {
      out.push('nop');
      at++;
      continue;
    }
    const length = bytes[at + 1]!;
    if (kind === 2) out.push(`mss ${get16(bytes, at + 2)}`);
    else if (kind === 3) out.push(`wscale ${bytes[at + 2]}`);
    else if (kind === 4) out.push('sackOK');
    else if (kind === 8) out.push(`TS val ${getInt32(bytes, at + 2)} ecr ${getInt32(bytes, at + 6)}`);
    else if (kind === 5) {
      const edge = (where: number) => (getInt32(bytes, where) - receiver) | 0;
      const blocks = [];
      for (let block = at + 2; block < at + length; block += 8) blocks.push(`${edge(block)}:${edge(block + 4)}`);
      out.push(`sack ${blocks.join(' ')}`);
    } else out.push(`kind ${kind}`);
    at += Math.max(2, length);
  }
  return out;
}

/** The other way round. Throws when the checksum is wrong or the data is not the pattern. */
export function decode(packet: Packet, numbers: Numbers): SegmentText {
  const { bytes, source, destination } = packet;
  const pseudoHeader = pseudoHeaderShare(source) + pseudoHeaderShare(destination) + 6 + bytes.length;
  if (sum(bytes, 0, bytes.length, pseudoHeader) !== 0xffff) throw new Error('a segment was sent with a wrong checksum');
  const header = getHeaderLength(bytes, 0);
  const flags = bytes[13]!;
  const sequence = (getInt32(bytes, 4) - numbers.sender) | 0;
  const first = (flags & SYN) !== 0 ? sequence + 1 : sequence;
  for (let i = header; i < bytes.length; i++)
    if (bytes[i] !== patternAt(first + i - header))
      throw new Error(`octet ${first + i - header} was sent with a wrong value`);
  return {
    ecn: packet.ecn ?? 0,
    flags,
    sequence,
    length: bytes.length - header,
    acknowledgment: (flags & ACK) !== 0 ? (getInt32(bytes, 8) - numbers.receiver) | 0 : undefined,
    window: get16(bytes, 14),
    urgent: undefined,
    options: decodeOptions(bytes, header, numbers.receiver),
  };
}

export function format(text: SegmentText): string {
  const letters = LETTERS.filter(([, bit]) => (text.flags & bit) !== 0).map(([letter]) => letter);
  let line = `${letters.join('') || '-'} ${text.sequence}`;
  if (text.length > 0) line += `:${text.sequence + text.length}`;
  if (text.acknowledgment !== undefined) line += ` ack ${text.acknowledgment}`;
  if (text.window !== undefined) line += ` win ${text.window}`;
  if (text.options !== undefined && text.options.length > 0) line += ` <${text.options.join(', ')}>`;
  return line;
}

/** Whether a segment is what a line says; what the line leaves out may be anything. */
export function matches(actual: SegmentText, expected: SegmentText): boolean {
  return (
    actual.flags === expected.flags &&
    (expected.ecn === undefined || actual.ecn === expected.ecn) &&
    actual.sequence === expected.sequence &&
    actual.length === expected.length &&
    (expected.acknowledgment === undefined || expected.acknowledgment === actual.acknowledgment) &&
    (expected.window === undefined || expected.window === actual.window) &&
    (expected.options === undefined || expected.options.join() === (actual.options ?? []).join())
  );
}
