import {
  CHECKSUM_COMPLETE,
  CHECKSUM_PARTIAL,
  completeChecksum,
  type Frame,
  segment,
  segmentCount,
} from '@morgana/network';
import type { BlockPort, ClockPort, NetworkPort } from '../port.js';

export const HEADER = 10;

/** What a host does with a frame that has virtio-net's header (virtio 1.2, 5.1.6.1) before it: the frames that go out. */
export function offloaded(buffer: Uint8Array, mtu: number): Uint8Array[] {
  const header = new DataView(buffer.slice(0, HEADER).buffer);
  const bytes = buffer.slice(HEADER);
  const frame: Frame = {
    bytes,
    length: bytes.length,
    checksum: header.getUint8(0) === 1 ? CHECKSUM_PARTIAL : CHECKSUM_COMPLETE,
    checksumStart: header.getUint16(6, true),
    checksumOffset: header.getUint16(8, true),
    segmentSize: header.getUint8(1) === 0 ? 0 : header.getUint16(4, true),
    views: null,
  };
  if (frame.segmentSize === 0) {
    if (frame.checksum === CHECKSUM_PARTIAL) completeChecksum(frame);
    return [bytes];
  }
  const headers = frame.checksumStart + (bytes[frame.checksumStart + 12]! >> 4) * 4;
  if (header.getUint8(1) !== 1 || header.getUint16(2, true) !== headers) throw new RangeError('a wrong header');
  return Array.from({ length: segmentCount(frame, mtu + 14) }, (_, index) => {
    const into = { ...frame, bytes: new Uint8Array(mtu + 14) };
    segment(frame, index, into);
    return into.bytes.slice(0, into.length);
  });
}

/** One end of a wire in memory, and the host below it. */
class Side implements NetworkPort {
  readonly mac: Uint8Array;
  readonly mtu: number;
  readonly offloadHeader: number;
  readonly incoming: Uint8Array[] = [];
  readonly #room: number;
  other!: Side;
  #full = false;
  #scheduled = false;
  #callback: () => void = () => {};

  constructor(mac: Uint8Array, mtu: number, room: number, offload: boolean) {
    this.mac = mac;
    this.mtu = mtu;
    this.offloadHeader = offload ? HEADER : 0;
    this.#room = room;
  }

  receive(buffers: readonly Uint8Array[], lengths: Int32Array, from: number, count: number): number {
    let done = 0;
    for (; done < Math.min(count, 64) && this.incoming.length > 0; done++) {
      const frame = this.incoming.shift()!;
      const bytes = new Uint8Array(this.offloadHeader + frame.length);
      bytes.set(frame, this.offloadHeader);
      const buffer = buffers[from + done]!;
      lengths[from + done] = bytes.length <= buffer.length ? bytes.length : 0;
      if (bytes.length <= buffer.length) buffer.set(bytes);
    }
    this.#notify();
    this.other.#notify();
    return done;
  }

  transmit(buffers: readonly Uint8Array[], lengths: Int32Array, from: number, count: number): number {
    let done = 0;
    for (; done < Math.min(count, 64) && this.other.incoming.length < this.#room; done++) {
      const frame = buffers[from + done]!.slice(0, lengths[from + done]);
      this.other.incoming.push(...(this.offloadHeader > 0 ? offloaded(frame, this.mtu) : [frame]));
    }
    this.#full = done < count;
    this.other.#notify();
    return done;
  }

  onReady(callback: () => void): void {
    this.#callback = callback;
    this.#notify();
  }

  close(): void {
    this.#callback = () => {};
    this.incoming.length = 0;
  }

  get #ready(): boolean {
    return this.incoming.length > 0 || (this.#full && this.other.incoming.length < this.#room);
  }

  #notify(): void {
    if (this.#scheduled || !this.#ready) return;
    this.#scheduled = true;
    setImmediate(() => {
      this.#scheduled = false;
      if (!this.#ready) return;
      this.#full = false;
      this.#callback();
    });
  }
}

/** Two ports of a wire in memory. `room` is how many frames a host takes before the other side has read them. */
export function modelWire({ mtu = 1500, room = 32, offload = false } = {}): [NetworkPort, NetworkPort] {
  const near = new Side(Uint8Array.of(2, 0, 0, 0, 3, 1), mtu, room, offload);
  const far = new Side(Uint8Array.of(2, 0, 0, 0, 3, 2), mtu, room, offload);
  near.other = far;
  far.other = near;
  return [near, far];
}

/** Sectors in memory; `fails` makes transfers of one sector, or flushes, fail. */
export function modelDisk({
  sectorSize = 512,
  sectorCount = 100,
  transferSectors = 4,
  readOnly = false,
} = {}): BlockPort & {
  fails: number | 'flush' | undefined;
} {
  const medium = new Uint8Array(sectorSize * sectorCount);
  const disk = {
    sectorSize,
    sectorCount,
    transferSectors,
    readOnly,
    fails: undefined as number | 'flush' | undefined,
    read(sector: number, into: Uint8Array) {
      check(sector, into);
      into.set(medium.subarray(sector * sectorSize, sector * sectorSize + into.length));
      return disk.fails !== sector;
    },
    write(sector: number, bytes: Uint8Array) {
      check(sector, bytes);
      if (disk.fails === sector) return false;
      medium.set(bytes, sector * sectorSize);
      return true;
    },
    flush: () => disk.fails !== 'flush',
    close() {},
  };
  function check(sector: number, bytes: Uint8Array): void {
    const sectors = bytes.length / sectorSize;
    if (!Number.isInteger(sectors) || sectors < 1 || sectors > transferSectors || sector + sectors > sectorCount)
      throw new RangeError(`a transfer of ${sectors} sectors from ${sector} on`);
  }
  return disk;
}

/** The host's clocks, with setTimeout as the one wake-up. */
export function modelClock(): ClockPort {
  let timer: NodeJS.Timeout | undefined;
  return {
    monotonic: () => performance.now(),
    wall: () => Date.now(),
    wakeAt(deadline, callback) {
      clearTimeout(timer);
      timer = undefined;
      if (deadline === Number.POSITIVE_INFINITY) return;
      const wake = (): void => {
        const left = deadline - performance.now();
        if (left > 0) timer = setTimeout(wake, Math.min(left, 2 ** 30));
        else callback();
      };
      timer = setTimeout(wake, Math.max(0, Math.min(deadline - performance.now(), 2 ** 30)));
    },
  };
}
