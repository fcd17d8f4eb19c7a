import { concatenate, decodeUtf8, encodeUtf8 } from '../bytes.js';
import { ReadableStream, type ReaderLike, type StreamLike } from './stream.js';

/** What a body can be made of. Blob, FormData and URLSearchParams are not here: there is no such thing in ECMAScript. */
export type BodyInit = string | ArrayBuffer | ArrayBufferView | StreamLike<unknown> | AsyncIterable<unknown>;

/** Content of a received message, read piece by piece on demand. */
export interface BodySource {
  /** The next piece, at least one octet; null at the end. Not called again before it has settled. */
  read(): Promise<Uint8Array | null>;
  /** Nobody will read the rest. */
  cancel(reason: unknown): void;
}

/** Content as it is held: nothing, all of it, or something to be read. */
export type Content = null | string | Uint8Array | BodySource | StreamLike<unknown>;

/**
 * The Body mixin of the Fetch Standard. A body that is text or octets never becomes a stream unless `body` is looked at.
 */
export class Body {
  protected content: Content;
  protected contentUsed: boolean;

  constructor() {
    this.content = null;
    this.contentUsed = false;
  }

  /** The content as a stream; null where there is none. */
  get body(): globalThis.ReadableStream<Uint8Array<ArrayBuffer>> | null {
    const content = this.content;
    if (content === null) return null;
    if (!isStream(content)) this.content = toStream(content, this.contentUsed);
    return this.content as unknown as globalThis.ReadableStream<Uint8Array<ArrayBuffer>>;
  }

  get bodyUsed(): boolean {
    return this.contentUsed || (isStream(this.content) && wasDisturbed(this.content));
  }

  async bytes(): Promise<Uint8Array<ArrayBuffer>> {
    const content = this.take();
    if (content === null) return new Uint8Array(0);
    if (typeof content === 'string') return encodeUtf8(content);
    if (content instanceof Uint8Array) return new Uint8Array(content);
    const bytes = await collect(content);
    // A view into a larger piece of input is copied: nobody expects foreign octets in `bytes.buffer`.
    return bytes.length === bytes.buffer.byteLength ? (bytes as Uint8Array<ArrayBuffer>) : new Uint8Array(bytes);
  }

  async text(): Promise<string> {
    const content = this.take();
    if (content === null) return '';
    if (typeof content === 'string') return content;
    return decodeUtf8(content instanceof Uint8Array ? content : await collect(content));
  }

  // biome-ignore lint/suspicious/noExplicitAny: the Fetch Standard's own type
  async json(): Promise<any> {
    return JSON.parse(await this.text());
  }

  async arrayBuffer(): Promise<ArrayBuffer> {
    return (await this.bytes()).buffer;
  }

  /** Not implemented: rejects. */
  blob(): Promise<never> {
    return Promise.reject(new TypeError('blob() is not implemented: there is no Blob here; use bytes()'));
  }

  /** Not implemented: rejects. */
  formData(): Promise<never> {
    return Promise.reject(new TypeError('formData() is not implemented; use text() or bytes() and parse it'));
  }

  /** The content, for code that sends it; it stays as it is. */
  peekContent(): Content {
    return this.content;
  }

  /** Marks the body as used. @throws {TypeError} when it was used or is locked */
  take(): Content {
    const content = this.content;
    if (content === null) return null;
    if (this.bodyUsed || (isStream(content) && content.locked)) {
      throw new TypeError('the body has been read already or is locked to a reader');
    }
    this.contentUsed = true;
    return content;
  }

  /** Content for a clone: shared where it cannot change, a branch of a tee where it is a stream. @throws {TypeError} when used */
  protected cloneContent(): Content {
    const content = this.content;
    if (content === null) return null;
    if (this.bodyUsed || (isStream(content) && content.locked)) {
      throw new TypeError('the body has been read already or is locked to a reader');
    }
    if (typeof content === 'string' || content instanceof Uint8Array) return content;
    const stream = isStream(content) ? content : toStream(content, false);
    const [mine, other] = (stream as ReadableStream<unknown>).tee();
    this.content = mine;
    return other;
  }
}

export function isStream(content: unknown): content is StreamLike<unknown> {
  return (
    typeof content === 'object' && content !== null && typeof (content as StreamLike<unknown>).getReader === 'function'
  );
}

/** @throws {TypeError} where the value cannot be a body */
export function toContent(init: BodyInit | null | undefined): Content {
  if (init === null || init === undefined) return null;
  if (typeof init === 'string') return init;
  if (init instanceof Uint8Array) return init;
  if (init instanceof ArrayBuffer) return new Uint8Array(init);
  if (ArrayBuffer.isView(init)) return new Uint8Array(init.buffer, init.byteOffset, init.byteLength);
  if (isStream(init)) {
    if (init.locked || wasDisturbed(init)) throw new TypeError('the stream given as a body is locked or has been read');
    return init;
  }
  if (typeof init === 'object' && Symbol.asyncIterator in init) return ReadableStream.from(init);
  return String(init);
}

/** The media type that a body brings along (Fetch Standard, "extract a body"). */
export function contentTypeOf(init: BodyInit | null | undefined): string | null {
  return typeof init === 'string' ? 'text/plain;charset=UTF-8' : null;
}

function wasDisturbed(stream: StreamLike<unknown>): boolean {
  return stream instanceof ReadableStream && stream.disturbed;
}

function toStream(content: string | Uint8Array | BodySource, used: boolean): ReadableStream<unknown> {
  if (typeof content === 'string' || content instanceof Uint8Array) {
    return new ReadableStream<unknown>({
      start(controller) {
        const bytes = typeof content === 'string' ? encodeUtf8(content) : content;
        if (bytes.length > 0 && !used) controller.enqueue(bytes);
        controller.close();
      },
    });
  }
  return new ReadableStream<unknown>(
    {
      async pull(controller) {
        const bytes = used ? null : await content.read();
        if (bytes === null) controller.close();
        else controller.enqueue(bytes);
      },
      cancel(reason) {
        content.cancel(reason);
      },
    },
    { highWaterMark: 0 },
  );
}

/** A chunk of a stream as octets. @throws {TypeError} where it is none: text has to be encoded first */
export function toBytes(chunk: unknown): Uint8Array {
  if (chunk instanceof Uint8Array) return chunk;
  if (typeof chunk === 'string') return encodeUtf8(chunk);
  if (chunk instanceof ArrayBuffer) return new Uint8Array(chunk);
  if (ArrayBuffer.isView(chunk)) return new Uint8Array(chunk.buffer, chunk.byteOffset, chunk.byteLength);
  throw new TypeError('a chunk of a body stream is neither octets nor text');
}

/** Everything that is left. */
async function collect(content: BodySource | StreamLike<unknown>): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  let length = 0;
  if (isStream(content)) {
    const reader: ReaderLike<unknown> = content.getReader();
    for (;;) {
      const result = await reader.read();
      if (result.done) break;
      const bytes = toBytes(result.value);
      parts.push(bytes);
      length += bytes.length;
    }
  } else {
    for (let bytes = await content.read(); bytes !== null; bytes = await content.read()) {
      parts.push(bytes);
      length += bytes.length;
    }
  }
  return concatenate(parts, length);
}
