/**
 * The TCP header (RFC 9293, 3.1), read and written in place.
 *
 *      0                   1                   2                   3
 *      0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
 *     +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 *   0 |          Source Port          |       Destination Port        |
 *     +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 *   4 |                        Sequence Number                        |
 *     +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 *   8 |                    Acknowledgment Number                      |
 *     +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 *     |  Data |       |C|E|U|A|P|R|S|F|                               |
 *  12 | Offset| Rsrvd |W|C|R|C|S|S|Y|I|            Window             |
 *     |       |       |R|E|G|K|H|T|N|N|                               |
 *     +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 *  16 |           Checksum            |         Urgent Pointer        |
 *     +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 *  20 |                           [Options]                           |
 *     +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 *
 * Sequence and acknowledgment numbers are held as signed 32-bit integers everywhere (see tcp/sequence.ts).
 */

export const SOURCE_PORT = 0;
export const DESTINATION_PORT = 2;
export const SEQUENCE_NUMBER = 4;
export const ACKNOWLEDGMENT_NUMBER = 8;
export const DATA_OFFSET = 12;
export const FLAGS = 13;
export const WINDOW = 14;
export const CHECKSUM = 16;
export const URGENT_POINTER = 18;

/** Octets of the header without options; the 4-bit data offset allows 60 with them. */
export const TCP_HEADER_LENGTH = 20;

export const MAXIMUM_OPTIONS_LENGTH = 40;

export const FIN = 0x01;
export const SYN = 0x02;
export const RST = 0x04;
export const PSH = 0x08;
export const ACK = 0x10;
export const URG = 0x20;
export const ECE = 0x40;
export const CWR = 0x80;

/** Option kinds (RFC 9293, 3.2; RFC 7323; RFC 2018). */
export const OPTION_END = 0;
export const OPTION_NO_OPERATION = 1;
export const OPTION_MAXIMUM_SEGMENT_SIZE = 2;
export const OPTION_WINDOW_SCALE = 3;
export const OPTION_SACK_PERMITTED = 4;
export const OPTION_SACK = 5;
export const OPTION_TIMESTAMPS = 8;

/** Timestamps as nearly every stack sends them (RFC 7323, appendix A): two NOPs and the option, 12 octets. */
export const TIMESTAMPS_LENGTH = 12;
const TIMESTAMPS_PREFIX = 0x0101080a;

/** RFC 7323, 2.3: a larger shift count is used as this one. */
export const WINDOW_SCALE_MAXIMUM = 14;

/** A 32-bit field as a signed integer. */
export function getInt32(bytes: Uint8Array, offset: number): number {
  return (bytes[offset]! << 24) | (bytes[offset + 1]! << 16) | (bytes[offset + 2]! << 8) | bytes[offset + 3]!;
}

/** Octets of header and options as the data offset field says: 0 to 60. Valid when at least 20. */
export function getHeaderLength(bytes: Uint8Array, header: number): number {
  return (bytes[header + DATA_OFFSET]! >> 4) << 2;
}

/** Writes the header of `headerLength` octets but for its options, with a checksum field of zero and no urgent data. */
export function putHeader(
  bytes: Uint8Array,
  header: number,
  sourcePort: number,
  destinationPort: number,
  sequence: number,
  acknowledgment: number,
  headerLength: number,
  flags: number,
  window: number,
): void {
  bytes[header] = sourcePort >>> 8;
  bytes[header + 1] = sourcePort;
  bytes[header + 2] = destinationPort >>> 8;
  bytes[header + 3] = destinationPort;
  bytes[header + 4] = sequence >>> 24;
  bytes[header + 5] = sequence >>> 16;
  bytes[header + 6] = sequence >>> 8;
  bytes[header + 7] = sequence;
  bytes[header + 8] = acknowledgment >>> 24;
  bytes[header + 9] = acknowledgment >>> 16;
  bytes[header + 10] = acknowledgment >>> 8;
  bytes[header + 11] = acknowledgment;
  bytes[header + 12] = headerLength << 2;
  bytes[header + 13] = flags;
  bytes[header + 14] = window >>> 8;
  bytes[header + 15] = window;
  bytes[header + 16] = 0;
  bytes[header + 17] = 0;
  bytes[header + 18] = 0;
  bytes[header + 19] = 0;
}

/** The options of one segment that this stack understands. */
export interface TcpOptions {
  /** Octets of data that the sender of the option can take in one segment (RFC 9293, 3.7.1); -1: none, or malformed. */
  maximumSegmentSize: number;
  /** Shift count, 0-14 (RFC 7323, 2.2); -1: none. */
  windowScale: number;
  /** RFC 2018, 2: the sender of the SYN takes SACK options. */
  sackPermitted: boolean;
  /** RFC 7323, 3.2; the two values are valid only with `hasTimestamps`. */
  hasTimestamps: boolean;
  timestampValue: number;
  timestampEcho: number;
  /** SACK blocks (RFC 2018, 3): `sackBlocks` pairs of sequence numbers that begin at `bytes[sackAt]`. */
  sackBlocks: number;
  sackAt: number;
}

export function clearOptions(options: TcpOptions): void {
  options.maximumSegmentSize = -1;
  options.windowScale = -1;
  options.sackPermitted = false;
  options.hasTimestamps = false;
  options.timestampValue = 0;
  options.timestampEcho = 0;
  options.sackBlocks = 0;
  options.sackAt = 0;
}

/**
 * Reads the options in `bytes[start .. end)` into `options`, whose fields are all set. Unknown options are skipped by their
 * length (RFC 9293, MUST-6). An option with an impossible length ends the walk: what was read before it counts (MUST-7).
 * Returns false in that case.
 */
export function parseOptions(bytes: Uint8Array, start: number, end: number, options: TcpOptions): boolean {
  clearOptions(options);
  let at = start;
  while (at < end) {
    const kind = bytes[at]!;
    if (kind === OPTION_END) return true;
    if (kind === OPTION_NO_OPERATION) {
      at++;
      continue;
    }
    if (at + 1 >= end) return false;
    const length = bytes[at + 1]!;
    if (length < 2 || at + length > end) return false;
    switch (kind) {
      case OPTION_MAXIMUM_SEGMENT_SIZE:
        if (length === 4) options.maximumSegmentSize = (bytes[at + 2]! << 8) | bytes[at + 3]!;
        break;
      case OPTION_WINDOW_SCALE:
        if (length === 3) options.windowScale = Math.min(bytes[at + 2]!, WINDOW_SCALE_MAXIMUM);
        break;
      case OPTION_SACK_PERMITTED:
        if (length === 2) options.sackPermitted = true;
        break;
      case OPTION_SACK:
        if (length >= 10 && (length & 7) === 2) {
          options.sackBlocks = length >> 3;
          options.sackAt = at + 2;
        }
        break;
      case OPTION_TIMESTAMPS:
        if (length === 10) {
          options.hasTimestamps = true;
          options.timestampValue = getInt32(bytes, at + 2);
          options.timestampEcho = getInt32(bytes, at + 6);
        }
        break;
    }
    at += length;
  }
  return true;
}

/** The same for a segment of an established connection: usually it has no options, or just timestamps in their usual form. */
export function readOptions(bytes: Uint8Array, start: number, end: number, options: TcpOptions): void {
  if (end - start === TIMESTAMPS_LENGTH && getInt32(bytes, start) === TIMESTAMPS_PREFIX) {
    options.hasTimestamps = true;
    options.timestampValue = getInt32(bytes, start + 4);
    options.timestampEcho = getInt32(bytes, start + 8);
    options.sackBlocks = 0;
  } else if (start === end) {
    options.hasTimestamps = false;
    options.sackBlocks = 0;
  } else parseOptions(bytes, start, end, options);
}

function putInt32(bytes: Uint8Array, at: number, value: number): void {
  bytes[at] = value >>> 24;
  bytes[at + 1] = value >>> 16;
  bytes[at + 2] = value >>> 8;
  bytes[at + 3] = value;
}

/** Writes TIMESTAMPS_LENGTH octets. */
export function putTimestamps(bytes: Uint8Array, at: number, value: number, echo: number): void {
  putInt32(bytes, at, TIMESTAMPS_PREFIX);
  putInt32(bytes, at + 4, value);
  putInt32(bytes, at + 8, echo);
}

/** Octets of a SACK option with its padding. */
export function sackLength(blocks: number): number {
  return blocks === 0 ? 0 : 4 + 8 * blocks;
}

/** Begins a SACK option of `blocks` blocks, to be written by `putSackBlock` from the returned offset on. */
export function putSack(bytes: Uint8Array, at: number, blocks: number): number {
  putInt32(
    bytes,
    at,
    (OPTION_NO_OPERATION << 24) | (OPTION_NO_OPERATION << 16) | (OPTION_SACK << 8) | (2 + 8 * blocks),
  );
  return at + 4;
}

export function putSackBlock(bytes: Uint8Array, at: number, left: number, right: number): number {
  putInt32(bytes, at, left);
  putInt32(bytes, at + 4, right);
  return at + 8;
}

/** Octets that `putSynOptions` writes. `windowScale` < 0 leaves that option out. */
export function synOptionsLength(windowScale: number, sack: boolean, timestamps: boolean): number {
  return 4 + (timestamps ? 12 : sack ? 4 : 0) + (windowScale < 0 ? 0 : 4);
}

/** Writes the options of a SYN at `at`, padded to a multiple of four octets. */
export function putSynOptions(
  bytes: Uint8Array,
  at: number,
  maximumSegmentSize: number,
  windowScale: number,
  sack: boolean,
  timestamps: boolean,
  timestampValue: number,
  timestampEcho: number,
): void {
  bytes[at] = OPTION_MAXIMUM_SEGMENT_SIZE;
  bytes[at + 1] = 4;
  bytes[at + 2] = maximumSegmentSize >>> 8;
  bytes[at + 3] = maximumSegmentSize;
  at += 4;
  if (timestamps) {
    putTimestamps(bytes, at, timestampValue, timestampEcho);
    // In the place of the two NOPs.
    if (sack) putSackPermitted(bytes, at);
    at += TIMESTAMPS_LENGTH;
  } else if (sack) {
    bytes[at] = bytes[at + 1] = OPTION_NO_OPERATION;
    putSackPermitted(bytes, at + 2);
    at += 4;
  }
  if (windowScale < 0) return;
  bytes[at] = OPTION_NO_OPERATION;
  bytes[at + 1] = OPTION_WINDOW_SCALE;
  bytes[at + 2] = 3;
  bytes[at + 3] = windowScale;
}

function putSackPermitted(bytes: Uint8Array, at: number): void {
  bytes[at] = OPTION_SACK_PERMITTED;
  bytes[at + 1] = 2;
}
