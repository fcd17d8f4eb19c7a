import { inspectCustom } from '../../inspect/custom.js';
import { type Encoding, encodingOf } from './labels.js';
import { decodeUtf8, newUtf8State, type Utf8State } from './utf8.js';
import { decodeUtf16, type Utf16State } from './utf16.js';
import { decodeWindows1252 } from './windows-1252.js';

type Decode = (octets: Uint8Array) => string | undefined;
let decodeAtOnce: Decode = () => undefined;
/** The host is faster with octets that are UTF-8 from the first to the last; it gives undefined for others. */
export function bindDecoder(host: Decode): void {
  decodeAtOnce = host;
}

export interface TextDecoderOptions {
  /** Ill-formed input is an error instead of U+FFFD. */
  readonly fatal?: boolean;
  /** A byte order mark is kept as U+FEFF. */
  readonly ignoreBOM?: boolean;
}

/** TextDecoder of the Encoding Standard for UTF-8, UTF-16 and windows-1252, which is also what "latin1" and "ascii" mean. */
export class TextDecoder {
  readonly #encoding: Encoding;
  readonly #fatal: boolean;
  readonly #ignoreBOM: boolean;
  #utf8: Utf8State;
  #utf16: Utf16State;
  /** The beginning of the stream is over. */
  #isStarted: boolean;

  /** @throws {RangeError} code ERR_ENCODING_NOT_SUPPORTED */
  constructor(label: unknown = 'utf-8', options: TextDecoderOptions | null | undefined = undefined) {
    const name = `${label as string}`;
    const encoding = encodingOf(name);
    if (encoding === null) {
      throw Object.assign(new RangeError(`The "${name}" encoding is not supported`), {
        code: 'ERR_ENCODING_NOT_SUPPORTED',
      });
    }
    this.#encoding = encoding;
    this.#fatal = Boolean(options?.fatal);
    this.#ignoreBOM = Boolean(options?.ignoreBOM);
    this.#utf8 = newUtf8State();
    this.#utf16 = { byte: -1, high: -1 };
    this.#isStarted = false;
  }

  get encoding(): string {
    return this.#encoding;
  }

  get fatal(): boolean {
    return this.#fatal;
  }

  [inspectCustom](depth: number, options: object, inspect: (value: unknown, options: object) => string): unknown {
    if (typeof depth === 'number' && depth < 0) return this;
    const { encoding, fatal, ignoreBOM } = this;
    return `${this.constructor.name} ${inspect({ encoding, fatal, ignoreBOM }, options)}`;
  }

  get ignoreBOM(): boolean {
    return this.#ignoreBOM;
  }

  /** @throws {TypeError} code ERR_ENCODING_INVALID_ENCODED_DATA where `fatal` */
  decode(input: unknown = undefined, options: { readonly stream?: boolean } | null | undefined = undefined): string {
    const bytes = bytesOf(input);
    const isLast = !options?.stream;
    const text = this.#run(bytes, isLast);
    if (text === null) {
      this.#reset();
      throw Object.assign(new TypeError(`The encoded data was not valid for encoding ${this.#encoding}`), {
        code: 'ERR_ENCODING_INVALID_ENCODED_DATA',
      });
    }
    const hasMark = !this.#isStarted && !this.#ignoreBOM && text.charCodeAt(0) === 0xfeff;
    if (text !== '') this.#isStarted = true;
    if (isLast) this.#reset();
    return hasMark && this.#encoding !== 'windows-1252' ? text.slice(1) : text;
  }

  get [Symbol.toStringTag](): string {
    return 'TextDecoder';
  }

  #run(bytes: Uint8Array, isLast: boolean): string | null {
    switch (this.#encoding) {
      case 'utf-8':
        return (
          (this.#utf8.needed === 0 ? decodeAtOnce(bytes) : undefined) ??
          decodeUtf8(this.#utf8, bytes, isLast, this.#fatal)
        );
      case 'windows-1252':
        return decodeWindows1252(bytes);
      default:
        return decodeUtf16(this.#utf16, bytes, this.#encoding === 'utf-16be', isLast, this.#fatal);
    }
  }

  #reset(): void {
    this.#utf8 = newUtf8State();
    this.#utf16 = { byte: -1, high: -1 };
    this.#isStarted = false;
  }
}

function bytesOf(input: unknown): Uint8Array {
  if (input === undefined) return new Uint8Array(0);
  if (input instanceof Uint8Array) return input;
  if (ArrayBuffer.isView(input)) return new Uint8Array(input.buffer, input.byteOffset, input.byteLength);
  if (input instanceof ArrayBuffer || input instanceof SharedArrayBuffer) return new Uint8Array(input);
  const message = 'The "list" argument must be an instance of SharedArrayBuffer, ArrayBuffer or ArrayBufferView.';
  throw Object.assign(new TypeError(message), { code: 'ERR_INVALID_ARG_TYPE' });
}
