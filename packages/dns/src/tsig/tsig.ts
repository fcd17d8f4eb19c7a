import { hmac } from '@noble/hashes/hmac.js';
import { sha1 } from '@noble/hashes/legacy.js';
import { sha224, sha256, sha384, sha512 } from '@noble/hashes/sha2.js';
import { parseBase64 } from '../encoding.js';
import { canonicalName, equalNames, type Name, nameText, parseName } from '../name.js';
import { QueryType } from '../rdata/type-names.js';
import { TSIG } from '../rdata/types.js';
import { Class, HEADER, Rcode } from '../wire/constants.js';
import { FormatError, WireReader } from '../wire/reader.js';
import { WireWriter } from '../wire/writer.js';

/** Algorithms by their names (RFC 8945, section 6); hmac-md5 is not among them. */
export type TsigAlgorithm = 'hmac-sha1' | 'hmac-sha224' | 'hmac-sha256' | 'hmac-sha384' | 'hmac-sha512';

const HASHES = {
  'hmac-sha1': sha1,
  'hmac-sha224': sha224,
  'hmac-sha256': sha256,
  'hmac-sha384': sha384,
  'hmac-sha512': sha512,
};

/** A secret that two parties share, by a name both use. */
export interface TsigKey {
  readonly name: Name;
  readonly algorithm: TsigAlgorithm;
  readonly secret: Uint8Array;
}

/** "NAME:ALGORITHM:BASE64", as `dig -y` takes it but for the order. @throws {RangeError} saying what is wrong */
export function parseTsigKey(text: string): TsigKey {
  const [name = '', algorithm = '', ...rest] = text.split(':');
  const secret = parseBase64(rest.join(':'));
  if (!(algorithm in HASHES))
    throw new RangeError(`"${algorithm}" is no algorithm of TSIG: ${Object.keys(HASHES).join(', ')}`);
  if (secret === undefined || secret.length === 0) throw new RangeError('the secret of a TSIG key is base 64');
  return { name: parseName(name), algorithm: algorithm as TsigAlgorithm, secret };
}

/** Seconds by which clocks may differ (RFC 8945, section 10). */
const FUDGE = 300;

/** A message whose TSIG could be read, and what became of it. */
export interface Verified {
  readonly status: 'valid';
  readonly key: TsigKey;
  readonly mac: Uint8Array;
  /** The message without its TSIG. */
  readonly message: Uint8Array;
}

export interface Invalid {
  readonly status: 'invalid';
  /** BADSIG, BADKEY, BADTIME, or FORMERR for a TSIG that cannot be read. */
  readonly error: number;
  readonly name: Name;
  readonly algorithm: Name;
  /** Set with BADTIME, whose answer is signed (RFC 8945, section 5.2.3). */
  readonly key: TsigKey | undefined;
  readonly mac: Uint8Array;
  readonly time: number;
}

interface Located {
  readonly offset: number;
  readonly name: Name;
  readonly rdata: Uint8Array;
}

/** The TSIG record of a message: the last one. undefined where it has none or is malformed. */
function locate(bytes: Uint8Array): Located | undefined {
  if (bytes.length < HEADER) return undefined;
  const reader = new WireReader(bytes, 4, bytes.length, true);
  const questions = reader.u16();
  const records = reader.u16() + reader.u16() + reader.u16();
  for (let i = 0; i < questions && reader.ok; i++) {
    reader.name();
    reader.u32();
  }
  let found: Located | undefined;
  for (let i = 0; i < records && reader.ok; i++) {
    const { offset } = reader;
    const name = reader.name();
    const type = reader.u16();
    const klass = reader.u16();
    const ttl = reader.u32();
    const rdata = reader.take(reader.u16());
    // Class and TTL are not under the MAC as they came, so they have to be what they must be (RFC 8945, section 4.2).
    found =
      type === QueryType.TSIG && klass === Class.ANY && ttl === 0 && reader.ok ? { offset, name, rdata } : undefined;
  }
  return reader.ok && reader.offset === bytes.length ? found : undefined;
}

/** Whether a message ends in a TSIG. */
export function isSigned(bytes: Uint8Array): boolean {
  return locate(bytes) !== undefined;
}

function writeTime(writer: WireWriter, time: number): void {
  writer.u16(Math.floor(time / 0x1_0000_0000));
  writer.u32(time >>> 0);
}

interface Variables {
  readonly name: Name;
  readonly algorithm: Name;
  readonly time: number;
  readonly fudge: number;
  readonly error: number;
  readonly other: Uint8Array;
}

/** RFC 8945, section 4.3.3: what a MAC is over. `timersOnly` for all but the first message of a stream (section 5.3.1). */
function digest(
  key: TsigKey,
  prior: Uint8Array | undefined,
  messages: readonly Uint8Array[],
  variables: Variables,
  timersOnly: boolean,
): Uint8Array {
  const mac = hmac.create(HASHES[key.algorithm], key.secret);
  const writer = new WireWriter();
  if (prior !== undefined) {
    writer.u16(prior.length);
    writer.put(prior);
    mac.update(writer.finish());
    writer.length = 0;
  }
  for (const message of messages) mac.update(message);
  if (!timersOnly) {
    writer.put(canonicalName(variables.name));
    writer.u16(Class.ANY);
    writer.u32(0);
    writer.put(canonicalName(variables.algorithm));
  }
  writeTime(writer, variables.time);
  writer.u16(variables.fudge);
  if (!timersOnly) {
    writer.u16(variables.error);
    writer.u16(variables.other.length);
    writer.put(variables.other);
  }
  return mac.update(writer.finish()).digest();
}

export interface Signed {
  readonly message: Uint8Array;
  readonly mac: Uint8Array;
}

export interface SignOptions {
  /** MAC of the request that this answers, or of the message before it in a stream. */
  readonly prior?: Uint8Array;
  readonly timersOnly?: boolean;
  readonly error?: number;
  /** For BADTIME: what the other side said the time was. */
  readonly requestTime?: number;
}

/** Adds a TSIG. @param now seconds since 1970 */
export function sign(message: Uint8Array, key: TsigKey, now: number, options: SignOptions = {}): Signed {
  const other = new WireWriter();
  let time = now;
  if (options.error === Rcode.BADTIME) {
    writeTime(other, now);
    time = options.requestTime ?? now;
  }
  const variables: Variables = {
    name: key.name,
    algorithm: parseName(`${key.algorithm}.`),
    time,
    fudge: FUDGE,
    error: options.error ?? 0,
    other: other.finish(),
  };
  const mac = digest(key, options.prior, [message], variables, options.timersOnly ?? false);
  return { message: appendTsig(message, variables, mac), mac };
}

function appendTsig(message: Uint8Array, variables: Variables, mac: Uint8Array): Uint8Array {
  const rdata = TSIG.encode({
    algorithm: variables.algorithm,
    timeHigh: Math.floor(variables.time / 0x1_0000_0000),
    timeLow: variables.time >>> 0,
    fudge: variables.fudge,
    mac,
    originalId: (message[0]! << 8) | message[1]!,
    error: variables.error,
    other: variables.other,
  });
  const writer = new WireWriter(undefined, message.length + 512);
  writer.put(message);
  writer.put(variables.name);
  writer.u16(QueryType.TSIG);
  writer.u16(Class.ANY);
  writer.u32(0);
  writer.u16(rdata.length);
  writer.put(rdata);
  writer.set16(10, ((message[10]! << 8) | message[11]!) + 1);
  return writer.finish();
}

/** An answer that says what was wrong with a TSIG, unsigned but for BADTIME (RFC 8945, section 5.3.2). */
export function refuseSigned(answer: Uint8Array, failure: Invalid, now: number): Uint8Array {
  if (failure.error === Rcode.BADTIME && failure.key !== undefined) {
    const { key, mac, time } = failure;
    return sign(answer, key, now, { prior: mac, error: failure.error, requestTime: time }).message;
  }
  const { name, algorithm, time, error } = failure;
  const none = new Uint8Array(0);
  return appendTsig(answer, { name, algorithm, time, fudge: FUDGE, error, other: none }, none);
}

export interface VerifyOptions {
  readonly prior?: Uint8Array;
  readonly timersOnly?: boolean;
  /** Messages since the last signed one, without TSIG; a stream need not sign each (RFC 8945, section 5.3.1). */
  readonly unsigned?: readonly Uint8Array[];
}

/** Checks a message's TSIG. @param now seconds since 1970 @returns undefined for a message that has none */
export function verify(
  bytes: Uint8Array,
  keys: readonly TsigKey[],
  now: number,
  options: VerifyOptions = {},
): Verified | Invalid | undefined {
  const located = locate(bytes);
  if (located === undefined) return undefined;
  const tsig = TSIG.decode(located.rdata);
  const none = new Uint8Array(0);
  if (tsig instanceof FormatError) {
    const root = new Uint8Array(1);
    const error = Rcode.FORMERR;
    return { status: 'invalid', error, name: located.name, algorithm: root, key: undefined, mac: none, time: 0 };
  }
  const time = tsig.timeHigh * 0x1_0000_0000 + tsig.timeLow;
  const fail = (error: number, known?: TsigKey): Invalid => ({
    status: 'invalid',
    error,
    name: located.name,
    algorithm: tsig.algorithm,
    key: known,
    mac: tsig.mac,
    time,
  });
  const algorithm = nameText(tsig.algorithm).toLowerCase();
  const key = keys.find((one) => equalNames(one.name, located.name) && `${one.algorithm}.` === algorithm);
  if (key === undefined) return fail(Rcode.BADKEY);
  const message = bytes.slice(0, located.offset);
  const additionals = ((bytes[10]! << 8) | bytes[11]!) - 1;
  message[10] = additionals >>> 8;
  message[11] = additionals;
  message[0] = tsig.originalId >>> 8;
  message[1] = tsig.originalId;
  const variables = {
    name: located.name,
    algorithm: tsig.algorithm,
    time,
    fudge: tsig.fudge,
    error: tsig.error,
    other: tsig.other,
  };
  const messages = [...(options.unsigned ?? []), message];
  const mac = digest(key, options.prior, messages, variables, options.timersOnly ?? false);
  // Truncated MACs (RFC 8945, section 5.2.2.1) are refused: nobody needs them.
  if (!equalInTime(mac, tsig.mac)) return fail(Rcode.BADSIG);
  if (Math.abs(now - time) > tsig.fudge) return fail(Rcode.BADTIME, key);
  message[0] = bytes[0]!;
  message[1] = bytes[1]!;
  return { status: 'valid', key, mac, message };
}

/** Takes as long wherever the first difference is. */
function equalInTime(a: Uint8Array, b: Uint8Array): boolean {
  if (a.length !== b.length) return false;
  let difference = 0;
  for (let i = 0; i < a.length; i++) difference |= a[i]! ^ b[i]!;
  return difference === 0;
}
