import { CHECKSUM_COMPLETE, type Frame } from '@morgana/network';
import { newFrame } from '../frame.js';

/** Frames in the loop at a time. */
const CAPACITY = 256;

/** The way to our own addresses: a queue of frames that never sees the device. */
export class Loop {
  readonly #frameLength: number;
  readonly #free: Frame[];
  readonly #queue: Frame[];
  /** Frames lent out or queued. */
  #used: number;

  constructor(frameLength: number) {
    this.#frameLength = frameLength;
    this.#free = [];
    this.#queue = [];
    this.#used = 0;
  }

  isEmpty(): boolean {
    return this.#queue.length === 0;
  }

  allocate(length: number): Frame | null {
    if (this.#used >= CAPACITY) return null;
    this.#used++;
    if (length > this.#frameLength) return newFrame(length);
    const frame = this.#free.pop() ?? newFrame(this.#frameLength);
    frame.length = 0;
    frame.checksum = CHECKSUM_COMPLETE;
    frame.checksumStart = 0;
    frame.checksumOffset = 0;
    frame.segmentSize = 0;
    return frame;
  }

  release(frame: Frame): void {
    this.#used--;
    if (frame.bytes.length === this.#frameLength) this.#free.push(frame);
  }

  push(frame: Frame): void {
    this.#queue.push(frame);
  }

  /** Takes what is queued now into `into`, which it empties first. */
  take(into: Frame[]): void {
    into.length = 0;
    for (let i = 0; i < this.#queue.length; i++) into.push(this.#queue[i]!);
    this.#queue.length = 0;
  }
}
