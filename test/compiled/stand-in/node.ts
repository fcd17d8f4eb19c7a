// The little of Node.js's globals and modules that the tests of pure packages use.

const HEX = '0123456789abcdef';
const BASE64 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

function fromText(text: string, encoding: string): number[] {
  if (encoding === 'hex')
    return Array.from({ length: text.length >> 1 }, (_, i) => Number.parseInt(text.slice(2 * i, 2 * i + 2), 16));
  if (encoding === 'latin1' || encoding === 'binary')
    return Array.from({ length: text.length }, (_, i) => text.charCodeAt(i) & 255);
  const bytes: number[] = [];
  if (encoding === 'base64') {
    let bits = 0;
    let count = 0;
    for (const c of text) {
      const value = BASE64.indexOf(c);
      if (value < 0) continue;
      bits = (bits << 6) | value;
      count += 6;
      if (count >= 8) bytes.push((bits >> (count -= 8)) & 255);
    }
    return bytes;
  }
  for (const c of text) {
    const code = c.codePointAt(0)!;
    const point = code >= 0xd800 && code < 0xe000 ? 0xfffd : code;
    if (point < 0x80) bytes.push(point);
    else if (point < 0x800) bytes.push(0xc0 | (point >> 6), 0x80 | (point & 63));
    else if (point < 0x10000) bytes.push(0xe0 | (point >> 12), 0x80 | ((point >> 6) & 63), 0x80 | (point & 63));
    else bytes.push(0xf0 | (point >> 18), 0x80 | ((point >> 12) & 63), 0x80 | ((point >> 6) & 63), 0x80 | (point & 63));
  }
  return bytes;
}

/** A Uint8Array with the methods of Node.js's Buffer that the tests call. */
export class Buffer extends Uint8Array {
  static override from(
    source: string | ArrayLike<number> | Iterable<number> | ArrayBuffer,
    encoding?: unknown,
  ): Buffer {
    if (typeof source === 'string') return Buffer.from(fromText(source, String(encoding ?? 'utf8')));
    if (source instanceof ArrayBuffer) return new Buffer(source);
    const list = Array.from(source as Iterable<number>);
    const buffer = new Buffer(list.length);
    buffer.set(list);
    return buffer;
  }
  static alloc(length: number): Buffer {
    return new Buffer(length);
  }
  static concat(parts: readonly Uint8Array[]): Buffer {
    const buffer = new Buffer(parts.reduce((sum, part) => sum + part.length, 0));
    let at = 0;
    for (const part of parts) {
      buffer.set(part, at);
      at += part.length;
    }
    return buffer;
  }
  static compare(a: Uint8Array, b: Uint8Array): number {
    for (let i = 0; i < Math.min(a.length, b.length); i++) if (a[i] !== b[i]) return a[i]! < b[i]! ? -1 : 1;
    return Math.sign(a.length - b.length);
  }
  static byteLength(text: string): number {
    return fromText(text, 'utf8').length;
  }
  equals(other: Uint8Array): boolean {
    return Buffer.compare(this, other) === 0;
  }
  writeUInt32LE(value: number, at = 0): number {
    for (let i = 0; i < 4; i++) this[at + i] = value >>> (8 * i);
    return at + 4;
  }
  writeUInt32BE(value: number, at = 0): number {
    for (let i = 0; i < 4; i++) this[at + i] = value >>> (24 - 8 * i);
    return at + 4;
  }
  override toString(encoding: string = 'utf8'): string {
    let text = '';
    if (encoding === 'hex') for (const byte of this) text += HEX[byte >> 4]! + HEX[byte & 15];
    else if (encoding === 'latin1' || encoding === 'binary') for (const byte of this) text += String.fromCharCode(byte);
    else if (encoding === 'base64') {
      for (let i = 0; i < this.length; i += 3) {
        const bits = (this[i]! << 16) | ((this[i + 1] ?? 0) << 8) | (this[i + 2] ?? 0);
        const left = this.length - i;
        for (let k = 0; k < 4; k++) text += k <= left ? BASE64[(bits >> (18 - 6 * k)) & 63] : '=';
      }
    } else {
      for (let i = 0; i < this.length; ) {
        const first = this[i]!;
        const more = first < 0x80 ? 0 : first < 0xe0 ? 1 : first < 0xf0 ? 2 : 3;
        let point = more === 0 ? first : first & (0x3f >> more);
        for (let k = 1; k <= more; k++) point = (point << 6) | (this[i + k]! & 63);
        text += String.fromCodePoint(point);
        i += more + 1;
      }
    }
    return text;
  }
}

let state = 0x2545f491;
/** node:crypto: any bytes will do for a test of what is built on them. */
export function randomFillSync(bytes: Uint8Array): Uint8Array {
  for (let i = 0; i < bytes.length; i++) {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    bytes[i] = state >>> 11;
  }
  return bytes;
}

export const process = {
  env: {} as Record<string, string | undefined>,
  argv: [] as string[],
  memoryUsage: () => ({ heapUsed: 0 }),
};
