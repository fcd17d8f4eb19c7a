import {
  type Capabilities,
  type Frame,
  type FrameHandler,
  type Network,
  NO_CAPABILITIES,
  noTraffic,
} from '@morgana/network';
import { newFrame } from '../frame.js';

/** A device for tests: keeps copies of what is transmitted, receives what it is given, and counts frames that are out. */
export class TestNetwork implements Network {
  readonly mac: Uint8Array;
  readonly mtu: number;
  readonly capabilities: Capabilities = NO_CAPABILITIES;
  readonly statistics = noTraffic();
  /** Frames transmitted since `take`. */
  sent: Uint8Array[] = [];
  /** Allocated and neither transmitted nor released. */
  outstanding = 0;
  flushes = 0;
  /** Frames that `allocate` still gives. */
  room = Number.POSITIVE_INFINITY;
  #handler: FrameHandler | undefined;

  constructor(mac: readonly number[] = [2, 0, 0, 0, 0, 1], mtu = 1500) {
    this.mac = new Uint8Array(mac);
    this.mtu = mtu;
  }

  allocate(length = this.mtu + 14): Frame | null {
    if (this.room <= 0 || length > this.mtu + 14) return null;
    this.room--;
    this.outstanding++;
    return newFrame(this.mtu + 14);
  }

  transmit(frame: Frame): void {
    this.outstanding--;
    this.room++;
    this.sent.push(frame.bytes.slice(0, frame.length));
  }

  release(_frame: Frame): void {
    this.outstanding--;
    this.room++;
  }

  flush(): void {
    this.flushes++;
  }

  receive(handler: FrameHandler): void {
    this.#handler = handler;
  }

  async close(): Promise<void> {}

  /** A batch arrives. */
  inject(...batch: Uint8Array[]): void {
    this.#handler?.(
      batch.map((bytes) => toFrame(bytes)),
      batch.length,
    );
  }

  /** What was transmitted since the last call. */
  take(): Uint8Array[] {
    const sent = this.sent;
    this.sent = [];
    return sent;
  }
}

/** A received frame with these bytes. */
export function toFrame(bytes: Uint8Array): Frame {
  const frame = newFrame(Math.max(bytes.length, 60));
  frame.bytes.set(bytes);
  frame.length = bytes.length;
  return frame;
}
