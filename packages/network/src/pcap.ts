/*
 * The classic pcap file format (draft-ietf-opsawg-pcap), little-endian, with microseconds.
 *
 * File header, 24 octets:              Record header, 16 octets:
 *
 *    0  magic number 0xa1b2c3d4           0  seconds since 1970
 *    4  version 2.4 (two times 16 bit)    4  microseconds
 *    8  reserved, 8 octets                8  octets that follow
 *   16  snap length                      12  octets that the frame had
 *   20  link type, 1: Ethernet
 *
 * pcapng.ts writes the newer format, for several devices and with directions.
 */
export const PCAP_HEADER_LENGTH = 24;
export const PCAP_RECORD_HEADER_LENGTH = 16;

const MAGIC_MICROSECONDS = 0xa1b2c3d4;
const MAGIC_NANOSECONDS = 0xa1b23c4d;
const LINKTYPE_ETHERNET = 1;

/** What a file starts with. */
export function pcapHeader(snapLength: number): Uint8Array {
  const bytes = new Uint8Array(PCAP_HEADER_LENGTH);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, MAGIC_MICROSECONDS, true);
  view.setUint16(4, 2, true);
  view.setUint16(6, 4, true);
  view.setUint32(16, snapLength, true);
  view.setUint32(20, LINKTYPE_ETHERNET, true);
  return bytes;
}

/** Writes a record header at the start of `view`; `time` in milliseconds since 1970, until 2106. */
export function writePcapRecordHeader(view: DataView, time: number, captured: number, length: number): void {
  const microseconds = Math.floor(time * 1000);
  view.setUint32(0, Math.floor(microseconds / 1_000_000), true);
  view.setUint32(4, microseconds % 1_000_000, true);
  view.setUint32(8, captured, true);
  view.setUint32(12, length, true);
}

export interface PcapRecord {
  /** Milliseconds since 1970. */
  readonly time: number;
  /** Octets that the frame had; `bytes` holds fewer where the snap length cut it. */
  readonly length: number;
  /** A part of what was read. */
  readonly bytes: Uint8Array;
}

export interface PcapFile {
  readonly snapLength: number;
  /** 1: Ethernet. */
  readonly linkType: number;
  readonly records: readonly PcapRecord[];
}

/** Reads a whole file, in either byte order, with micro- or nanoseconds. @throws {SyntaxError} saying what is wrong where */
export function readPcap(bytes: Uint8Array): PcapFile {
  if (bytes.length < PCAP_HEADER_LENGTH) {
    throw new SyntaxError(`a pcap file starts with ${PCAP_HEADER_LENGTH} octets of header; there are ${bytes.length}`);
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const isLittle = isMagic(view.getUint32(0, true));
  if (!isLittle && !isMagic(view.getUint32(0, false))) {
    throw new SyntaxError(
      `0x${view.getUint32(0, false).toString(16).padStart(8, '0')} is not the magic number of pcap`,
    );
  }
  const perMillisecond = view.getUint32(0, isLittle) === MAGIC_MICROSECONDS ? 1000 : 1_000_000;
  const records: PcapRecord[] = [];
  let offset = PCAP_HEADER_LENGTH;
  while (offset < bytes.length) {
    if (bytes.length - offset < PCAP_RECORD_HEADER_LENGTH) {
      throw new SyntaxError(`the record header at ${offset} is cut off`);
    }
    const captured = view.getUint32(offset + 8, isLittle);
    const start = offset + PCAP_RECORD_HEADER_LENGTH;
    if (captured > bytes.length - start) {
      throw new SyntaxError(`the record at ${offset} is to have ${captured} octets; ${bytes.length - start} are left`);
    }
    records.push({
      time: view.getUint32(offset, isLittle) * 1000 + view.getUint32(offset + 4, isLittle) / perMillisecond,
      length: view.getUint32(offset + 12, isLittle),
      bytes: bytes.subarray(start, start + captured),
    });
    offset = start + captured;
  }
  return { snapLength: view.getUint32(16, isLittle), linkType: view.getUint32(20, isLittle), records };
}

function isMagic(word: number): boolean {
  return word === MAGIC_MICROSECONDS || word === MAGIC_NANOSECONDS;
}
