import { completeChecksum } from './checksum.js';
import { CHECKSUM_COMPLETE, CHECKSUM_PARTIAL, ETHERNET_HEADER_LENGTH, type Frame, type Network } from './network.js';
import { segment, segmentCount } from './segment.js';

/** Copies what a frame holds and how far its checksum is. `to.bytes` has room for `from.length`. */
export function copyFrame(from: Frame, to: Frame): void {
  to.bytes.set(from.length === from.bytes.length ? from.bytes : from.bytes.subarray(0, from.length));
  to.length = from.length;
  to.checksum = from.checksum;
  to.checksumStart = from.checksumStart;
  to.checksumOffset = from.checksumOffset;
  to.segmentSize = from.segmentSize;
}

/**
 * Transmits a copy of a received frame on `to`, in the form that it takes: a checksum that is partial is completed and a
 * super-segment is cut unless `to` does that. No flush. Returns how many frames had to be dropped.
 */
export function forward(frame: Frame, to: Network): number {
  const { transmitChecksum, segmentation } = to.capabilities;
  const limit = to.mtu + ETHERNET_HEADER_LENGTH;
  if (frame.segmentSize === 0 || (transmitChecksum && frame.length <= segmentation)) {
    if (frame.segmentSize === 0 && frame.length > limit) return 1;
    const copy = to.allocate(frame.length);
    if (copy === null) return 1;
    copyFrame(frame, copy);
    if (copy.checksum !== CHECKSUM_PARTIAL) copy.checksum = CHECKSUM_COMPLETE;
    else if (!transmitChecksum) completeChecksum(copy);
    to.transmit(copy);
    return 0;
  }
  const count = segmentCount(frame, limit);
  for (let index = 0; index < count; index++) {
    const cut = to.allocate();
    if (cut === null) return count - index;
    segment(frame, index, cut);
    to.transmit(cut);
  }
  return count === 0 ? 1 : 0;
}
