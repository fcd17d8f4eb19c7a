/**
 * Views over a frame's storage. To make one, or to ask one for its buffer, costs as much as to copy or sum a hundred octets; so they are made
 * once and stay with the frame, which keeps its memory.
 */
export class FrameViews {
  /** From the third octet on, in the machine's order: `words[i]` begins at `bytes[2 + 4 * i]`. Empty where the storage is not aligned for it. */
  readonly words: Uint32Array;
  readonly #bytes: Uint8Array;
  #part: Uint8Array;
  #start: number;

  constructor(bytes: Uint8Array) {
    const { buffer, byteOffset, length } = bytes;
    const isAligned = (byteOffset & 3) === 2 && length >= 2;
    this.words = isAligned ? new Uint32Array(buffer, byteOffset + 2, (length - 2) >>> 2) : new Uint32Array(0);
    this.#bytes = bytes;
    this.#part = bytes;
    this.#start = 0;
  }

  /** `bytes.subarray(start, start + length)`; the same object when the last frame had its data in the same place. */
  part(start: number, length: number): Uint8Array {
    if (start !== this.#start || length !== this.#part.length) {
      this.#part = this.#bytes.subarray(start, start + length);
      this.#start = start;
    }
    return this.#part;
  }
}
