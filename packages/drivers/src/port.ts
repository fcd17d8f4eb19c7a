/**
 * What the drivers need of a platform, as values: `morgana:platform` in an image (see the modules whose names end in -device,
 * and platform.ts), a model of a device in a test.
 */

/** An Ethernet device. Frames lie in `buffers[i][0 .. lengths[i])`. */
export interface NetworkPort {
  /** Six octets. */
  readonly mac: Uint8Array;
  /** Largest IP packet, in octets; a frame is 14 longer. */
  readonly mtu: number;
  /**
   * The host completes checksums and cuts TCP's super-segments: `offloadHeader` octets of virtio-net's header (virtio 1.2, 5.1.6.1,
   * without `num_buffers`) precede each frame, in both directions. 0: no headers.
   */
  readonly offloadHeader?: number;
  /** Takes frames that have arrived into buffers from `from` on, at most `count` and 64, and sets their lengths. @returns their number */
  receive(buffers: readonly Uint8Array[], lengths: Int32Array, from: number, count: number): number;
  /** @returns how many of the frames the host took, at most 64; fewer than `count` and 64: its queue is full */
  transmit(buffers: readonly Uint8Array[], lengths: Int32Array, from: number, count: number): number;
  /** Calls back whenever frames wait, or there is room again after there was none. */
  onReady(callback: () => void): void;
  close(): void;
}

/** Sectors. Transfers are done when the calls return; false: the medium failed. */
export interface BlockPort {
  readonly sectorSize: number;
  readonly sectorCount: number;
  /** Most sectors in one transfer. */
  readonly transferSectors: number;
  readonly readOnly: boolean;
  read(sector: number, into: Uint8Array): boolean;
  write(sector: number, bytes: Uint8Array): boolean;
  flush(): boolean;
  close(): void;
}

/** Clocks in milliseconds with a fraction, and one wake-up. */
export interface ClockPort {
  monotonic(): number;
  wall(): number;
  /** Calls back once, when `monotonic() >= deadline`; the next call replaces it. */
  wakeAt(deadline: number, callback: () => void): void;
}
