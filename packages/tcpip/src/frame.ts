import { CHECKSUM_COMPLETE, type Frame } from '@morgana/network';

/** A frame of the stack's own, aligned like a device's: what follows its Ethernet header starts on a word. */
export function newFrame(length: number): Frame {
  return {
    bytes: new Uint8Array(new ArrayBuffer((length + 5) & ~3), 2, length),
    length: 0,
    checksum: CHECKSUM_COMPLETE,
    checksumStart: 0,
    checksumOffset: 0,
    segmentSize: 0,
    views: null,
  };
}
