import type { Frame } from '@morgana/network';
import { get16 } from '../wire/octets.js';
import {
  ACKNOWLEDGMENT_NUMBER,
  DESTINATION_PORT,
  FIN,
  FLAGS,
  getHeaderLength,
  getInt32,
  SEQUENCE_NUMBER,
  SOURCE_PORT,
  SYN,
  TCP_HEADER_LENGTH,
  type TcpOptions,
  WINDOW,
} from '../wire/tcp.js';

/**
 * The segment that is being processed: one object for the life of the stack, overwritten by every arrival. The names are
 * those of RFC 9293, 3.3.1 ("current segment variables").
 */
export class Segment implements TcpOptions {
  sourcePort = 0;
  destinationPort = 0;
  /** SEG.SEQ, SEG.ACK, SEG.WND (unscaled), the control bits. */
  sequence = 0;
  acknowledgment = 0;
  window = 0;
  flags = 0;
  /** The data: `bytes[offset .. offset + length)`. Borrowed from the frame. */
  bytes: Uint8Array;
  frame: Frame;
  offset = 0;
  length = 0;
  /** Where the options are: `bytes[options .. offset)`. */
  options = 0;
  /** The network marked it (RFC 3168); looked up for connections with ECN only. */
  congestionExperienced = false;
  maximumSegmentSize = -1;
  windowScale = -1;
  sackPermitted = false;
  hasTimestamps = false;
  timestampValue = 0;
  timestampEcho = 0;
  sackBlocks = 0;
  sackAt = 0;

  constructor(nothing: Frame) {
    this.bytes = nothing.bytes;
    this.frame = nothing;
  }
}

/** Reads the fixed header. False when it cannot be one: too short, an impossible data offset, a port of zero. */
export function readSegment(segment: Segment, frame: Frame, header: number, length: number): boolean {
  const { bytes } = frame;
  if (length < TCP_HEADER_LENGTH) return false;
  const headerLength = getHeaderLength(bytes, header);
  if (headerLength < TCP_HEADER_LENGTH || headerLength > length) return false;
  segment.sourcePort = get16(bytes, header + SOURCE_PORT);
  segment.destinationPort = get16(bytes, header + DESTINATION_PORT);
  if (segment.sourcePort === 0 || segment.destinationPort === 0) return false;
  segment.sequence = getInt32(bytes, header + SEQUENCE_NUMBER);
  segment.acknowledgment = getInt32(bytes, header + ACKNOWLEDGMENT_NUMBER);
  segment.window = get16(bytes, header + WINDOW);
  segment.flags = bytes[header + FLAGS]!;
  segment.bytes = bytes;
  segment.frame = frame;
  segment.offset = header + headerLength;
  segment.length = length - headerLength;
  segment.options = header + TCP_HEADER_LENGTH;
  return true;
}

/** SEG.LEN: octets of sequence space, SYN and FIN included. */
export function sequenceLength(segment: Segment): number {
  const flags = segment.flags;
  return segment.length + ((flags & SYN) !== 0 ? 1 : 0) + ((flags & FIN) !== 0 ? 1 : 0);
}
