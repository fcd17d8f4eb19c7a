import type { Key, KeyValueReader, Metadata } from '@morgana/kv';
import { type Clock, defaultClock } from '@morgana/time';
import { encodeUtf8 } from '../bytes.js';
import { Headers, type HeadersInit } from '../fetch/headers.js';
import { Response } from '../fetch/response.js';
import { ReadableStream } from '../fetch/stream.js';
import { formatHttpDate } from '../message/date.js';
import { reasonPhrase } from '../message/status.js';
import { evaluateConditions, rangeIsCurrent, type Validators } from './conditional.js';
import { pathOf } from './path.js';
import { type ByteRange, parseRange } from './range.js';
import { mediaType } from './types.js';

export interface FilesOptions {
  /** For the age of dates in conditions (RFC 9110 5.6.7, 8.8.2.2). By default the platform's. */
  readonly clock?: Pick<Clock, 'wall'>;
  /** What a path that ends with "/" names in its dictionary; "index.html" by default. */
  readonly index?: string;
  /** Media types by extension (lower case, without dot), besides and before the built-in ones. */
  readonly types?: Readonly<Record<string, string>>;
  /** Cache-Control of everything that is found; by default none. */
  readonly cacheControl?: string;
  /** The value that is the page for 404; by default one line of text. */
  readonly notFound?: Key;
  /**
   * Looks for "KEY.br" and "KEY.gz" and gives them to clients that accept these codings; false by default, since it costs
   * up to two more look-ups per request.
   */
  readonly precompressed?: boolean;
  /** Octets read from the store at a time; values up to this size are sent from one read. 131072 by default. */
  readonly pieceLength?: number;
  /** Ranges in one request; more and the Range field is ignored. 16 by default. */
  readonly ranges?: number;
}

/** What `files` needs of a request: this package's Request, or the platform's. */
export interface FilesRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: { get(name: string): string | null };
}

/** What is to be sent: a value, as it is or as a compressed sibling. */
interface Representation {
  readonly key: Key;
  readonly metadata: Metadata;
  readonly encoding: 'br' | 'gzip' | null;
}

/**
 * A handler that gives out the values of a store: media types, ETag and Last-Modified, conditional requests (RFC 9110 13),
 * ranges (14), HEAD. A large value is read piece by piece as the client takes it.
 */
export function files(kv: KeyValueReader, options: FilesOptions = {}): (request: FilesRequest) => Promise<Response> {
  const index = options.index ?? 'index.html';
  const types = options.types ?? {};
  const pieceLength = options.pieceLength ?? 131_072;
  const rangeLimit = options.ranges ?? 16;

  const notFound = async (isHead: boolean): Promise<Response> => {
    const page = options.notFound === undefined ? undefined : await kv.get(options.notFound);
    if (page === undefined) return plain(404, isHead);
    return respond(404, page, { 'content-type': mediaType(options.notFound!, types) }, isHead);
  };

  const choose = async (key: Key, metadata: Metadata, request: FilesRequest): Promise<Representation> => {
    const accepted = options.precompressed === true ? (request.headers.get('accept-encoding') ?? '') : '';
    for (const [suffix, coding] of [
      ['.br', 'br'],
      ['.gz', 'gzip'],
    ] as const) {
      if (!acceptsCoding(accepted, coding)) continue;
      const sibling = await kv.stat(key + suffix);
      if (sibling?.kind === 'value') return { key: key + suffix, metadata: sibling, encoding: coding };
    }
    return { key, metadata, encoding: null };
  };

  return async (request) => {
    const isHead = request.method === 'HEAD';
    if (!isHead && request.method !== 'GET') {
      const allow = { allow: 'GET, HEAD, OPTIONS' };
      return request.method === 'OPTIONS'
        ? new Response(null, { status: 204, headers: allow })
        : plain(405, false, allow);
    }
    const path = pathOf(request.url);
    if (path === undefined) return notFound(isHead);
    let key = path.key;
    let metadata = await kv.stat(key);
    if (metadata?.kind === 'dictionary' && !path.directory) {
      return plain(308, isHead, { location: `${path.raw}/${path.query}` });
    }
    if (path.directory) {
      if (metadata !== undefined && metadata.kind !== 'dictionary') return notFound(isHead);
      key = key === '' ? index : `${key}/${index}`;
      metadata = await kv.stat(key);
    }
    if (metadata === undefined || metadata.kind !== 'value') return notFound(isHead);

    const chosen = await choose(key, metadata, request);
    const validators = validatorsOf(chosen);
    const { size } = chosen.metadata;
    const fields = new Headers({ etag: validators.etag });
    if (validators.lastModified !== undefined) fields.set('last-modified', formatHttpDate(validators.lastModified));
    if (options.cacheControl !== undefined) fields.set('cache-control', options.cacheControl);
    if (options.precompressed === true) fields.set('vary', 'accept-encoding');

    const now = (options.clock ?? defaultClock()).wall();
    const headers = request.headers as Headers;
    const verdict = evaluateConditions(headers, validators, now);
    if (verdict === 304) return new Response(null, { status: 304, headers: fields });
    if (verdict === 412) return plain(412, isHead, fields);

    const type = mediaType(key, types);
    fields.set('accept-ranges', 'bytes');
    if (chosen.encoding !== null) fields.set('content-encoding', chosen.encoding);
    // Range is defined for GET only (RFC 9110 14.2).
    const range = isHead ? null : headers.get('range');
    const ranges =
      range === null || !rangeIsCurrent(headers.get('if-range'), validators, now)
        ? 'whole'
        : parseRange(range, size, rangeLimit);
    if (ranges !== 'whole' && ranges.length === 0) {
      fields.set('content-range', `bytes */${size}`);
      fields.delete('content-encoding');
      return plain(416, isHead, fields);
    }
    const source = { kv, key: chosen.key, pieceLength };
    if (ranges === 'whole' || ranges.length === 1) {
      fields.set('content-type', type);
      const part = ranges === 'whole' ? { start: 0, end: size } : ranges[0]!;
      if (ranges !== 'whole') fields.set('content-range', contentRange(part, size));
      const status = ranges === 'whole' ? 200 : 206;
      if (isHead) return headOnly(status, fields, size);
      return sendParts(source, [part], status, fields);
    }
    const boundary = boundaryFor(validators.etag);
    fields.set('content-type', `multipart/byteranges; boundary=${boundary}`);
    return sendParts(source, multipart(ranges, size, type, boundary), 206, fields);
  };
}

interface ValueSource {
  readonly kv: KeyValueReader;
  readonly key: Key;
  readonly pieceLength: number;
}

/** Sends ranges of a value and octets between them; in one piece where they are few. */
async function sendParts(
  source: ValueSource,
  parts: readonly (ByteRange | Uint8Array)[],
  status: number,
  headers: Headers,
): Promise<Response> {
  let length = 0;
  for (const part of parts) length += part instanceof Uint8Array ? part.length : part.end - part.start;
  if (length === 0) return new Response(new Uint8Array(0), { status, headers });
  if (parts.length === 1 && length <= source.pieceLength) {
    return new Response(await readPiece(source, parts[0] as ByteRange), { status, headers });
  }
  headers.set('content-length', String(length));
  let next = 0;
  let offset = 0;
  const stream = new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const part = parts[next];
        if (part === undefined) {
          controller.close();
          return;
        }
        if (part instanceof Uint8Array) {
          next++;
          controller.enqueue(part);
          return;
        }
        const start = part.start + offset;
        const end = Math.min(part.end, start + source.pieceLength);
        offset += end - start;
        if (end === part.end) {
          next++;
          offset = 0;
        }
        controller.enqueue(await readPiece(source, { start, end }));
      },
    },
    { highWaterMark: 0 },
  );
  return new Response(stream, { status, headers });
}

/** @throws {Error} when the value became shorter or vanished: what was promised cannot be delivered any more */
async function readPiece({ kv, key }: ValueSource, { start, end }: ByteRange): Promise<Uint8Array> {
  const bytes = await kv.get(key, { offset: start, length: end - start });
  if (bytes === undefined || bytes.length !== end - start) {
    throw new Error(`the value "${key}" changed while it was being sent: octets ${start} to ${end} are gone`);
  }
  return bytes;
}

/** multipart/byteranges, RFC 9110 14.6. */
function multipart(
  ranges: readonly ByteRange[],
  size: number,
  type: string,
  boundary: string,
): (ByteRange | Uint8Array)[] {
  const parts: (ByteRange | Uint8Array)[] = [];
  let lead = '';
  for (const range of ranges) {
    parts.push(
      encodeUtf8(
        `${lead}--${boundary}\r\ncontent-type: ${type}\r\ncontent-range: ${contentRange(range, size)}\r\n\r\n`,
      ),
      range,
    );
    lead = '\r\n';
  }
  parts.push(encodeUtf8(`\r\n--${boundary}--\r\n`));
  return parts;
}

function contentRange(range: ByteRange, size: number): string {
  return `bytes ${range.start}-${range.end - 1}/${size}`;
}

/** Of VCHAR but the quotation mark, and not empty. */
function isPlainTag(text: string): boolean {
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if (unit < 0x21 || unit === 0x22 || unit > 0x7e) return false;
  }
  return text !== '';
}

function validatorsOf({ metadata, encoding }: Representation): Validators {
  const suffix = encoding === null ? '' : `-${encoding}`;
  const version = isPlainTag(metadata.version)
    ? metadata.version
    : [...encodeUtf8(metadata.version)].map((octet) => octet.toString(16).padStart(2, '0')).join('');
  const { modified } = metadata;
  return {
    etag: `"${version}${suffix}"`,
    lastModified: modified === undefined ? undefined : Math.floor(modified / 1000) * 1000,
  };
}

const NO_WEIGHT = ['q=0', 'q=0.', 'q=0.0', 'q=0.00', 'q=0.000'];

/** Whether a client wants a coding: named with a weight above 0 (RFC 9110 12.5.3); "*" is not taken as a wish. */
function acceptsCoding(field: string, coding: string): boolean {
  for (const member of field.split(',')) {
    const [name, ...parameters] = member.split(';');
    if (name!.trim().toLowerCase() !== coding) continue;
    return !parameters.some((parameter) => NO_WEIGHT.includes(parameter.trim().toLowerCase()));
  }
  return false;
}

/** A boundary made from the entity tag (FNV-1a, twice): the same request gets the same answer. */
function boundaryFor(etag: string): string {
  let boundary = 'byteranges';
  for (const seed of [0x811c9dc5, 0x01000193]) {
    let hash = seed;
    for (let i = 0; i < etag.length; i++) hash = Math.imul(hash ^ etag.charCodeAt(i), 0x01000193);
    boundary += `-${(hash >>> 0).toString(16).padStart(8, '0')}`;
  }
  return boundary;
}

function plain(status: number, isHead: boolean, headers: HeadersInit = {}): Response {
  return respond(
    status,
    encodeUtf8(`${status} ${reasonPhrase(status)}\n`),
    new Headers([...new Headers(headers), ['content-type', 'text/plain; charset=utf-8']]),
    isHead,
  );
}

function respond(status: number, content: Uint8Array, headers: HeadersInit, isHead: boolean): Response {
  return isHead ? headOnly(status, new Headers(headers), content.length) : new Response(content, { status, headers });
}

function headOnly(status: number, headers: Headers, length: number): Response {
  headers.set('content-length', String(length));
  return new Response(null, { status, headers });
}
