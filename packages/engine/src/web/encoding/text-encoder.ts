import { inspectCustom } from '../../inspect/custom.js';
import { type EncodeResult, encodeUtf8Into, utf8Length } from './utf8.js';

type Encode = (text: string) => Uint8Array<ArrayBuffer>;
let encode: Encode = (text) => {
  const bytes = new Uint8Array(utf8Length(text));
  encodeUtf8Into(text, bytes);
  return bytes;
};
/** The host has something faster. */
export function bindEncoder(host: Encode): void {
  encode = host;
}

/** TextEncoder of the Encoding Standard. */
export class TextEncoder {
  get encoding(): string {
    return 'utf-8';
  }

  encode(input: unknown = ''): Uint8Array<ArrayBuffer> {
    return encode(`${input as string}`);
  }

  /** As much as there is room for in `destination`. */
  encodeInto(source: unknown, destination: Uint8Array): EncodeResult {
    if (!(destination instanceof Uint8Array)) {
      throw Object.assign(new TypeError('The "dest" argument must be an instance of Uint8Array.'), {
        code: 'ERR_INVALID_ARG_TYPE',
      });
    }
    return encodeUtf8Into(`${source as string}`, destination);
  }

  [inspectCustom](depth: number, options: object, inspect: (value: unknown, options: object) => string): unknown {
    return typeof depth === 'number' && depth < 0 ? this : inspect({ encoding: this.encoding }, options);
  }

  get [Symbol.toStringTag](): string {
    return 'TextEncoder';
  }
}
