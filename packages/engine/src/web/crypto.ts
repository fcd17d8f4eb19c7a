import { DOMException } from './events/dom-exception.js';

/** Fills the bytes with cryptographically secure randomness; false if there is no source of it. */
let entropy: (bytes: Uint8Array) => boolean = () => false;

export function bindEntropy(bound: (bytes: Uint8Array) => boolean): void {
  entropy = bound;
}

/** More than this in one call is refused, as Web Cryptography API, 10.1.1, says. */
const QUOTA = 65_536;
const INTEGER_ARRAYS = new Set([
  'Int8Array',
  'Uint8Array',
  'Uint8ClampedArray',
  'Int16Array',
  'Uint16Array',
  'Int32Array',
  'Uint32Array',
  'BigInt64Array',
  'BigUint64Array',
]);

function fill(bytes: Uint8Array): void {
  if (!entropy(bytes)) throw new DOMException('There is no source of randomness.', 'OperationError');
}

/** The global `crypto`: random values and UUIDs. There is no `subtle`. */
export const crypto = {
  /** @throws {DOMException} TypeMismatchError for anything but an integer array, QuotaExceededError above 65,536 bytes */
  getRandomValues<T extends ArrayBufferView>(array: T): T {
    const tag = ArrayBuffer.isView(array)
      ? (array as { [Symbol.toStringTag]?: string })[Symbol.toStringTag]
      : undefined;
    if (tag === undefined || !INTEGER_ARRAYS.has(tag)) {
      throw new DOMException('The data argument must be an integer-type TypedArray', 'TypeMismatchError');
    }
    if (array.byteLength > QUOTA) {
      throw new DOMException('The requested length exceeds 65,536 bytes', 'QuotaExceededError');
    }
    fill(new Uint8Array(array.buffer, array.byteOffset, array.byteLength));
    return array;
  },
  /** Version 4 (RFC 9562, section 5.4). */
  randomUUID(): string {
    const bytes = new Uint8Array(16);
    fill(bytes);
    bytes[6] = (bytes[6]! & 0x0f) | 0x40;
    bytes[8] = (bytes[8]! & 0x3f) | 0x80;
    let text = '';
    for (let i = 0; i < 16; i++) {
      if (i === 4 || i === 6 || i === 8 || i === 10) text += '-';
      text += (bytes[i]! + 0x100).toString(16).slice(1);
    }
    return text;
  },
  get [Symbol.toStringTag](): string {
    return 'Crypto';
  },
};
