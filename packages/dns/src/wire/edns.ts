import { EdnsOption } from './constants.js';
import type { WireReader } from './reader.js';
import { WireWriter } from './writer.js';

/** An option of EDNS (RFC 6891, section 6.1.2): its code and octets. */
export interface Option {
  readonly code: number;
  readonly data: Uint8Array;
}

/** What the OPT record says, but for the upper bits of the response code, which `Message.rcode` has. */
export interface Edns {
  readonly version: number;
  /** Octets of UDP payload that the sender takes. */
  readonly udpSize: number;
  /** DNSSEC records are wanted (RFC 3225). */
  readonly dnssecOk: boolean;
  /** The other 15 flags, zero today. */
  readonly flags: number;
  readonly options: readonly Option[];
}

/** An extended error (RFC 8914). */
export interface ExtendedErrorInfo {
  readonly code: number;
  /** UTF-8. */
  readonly text: Uint8Array;
}

/** The first option of this code. */
export function findOption(edns: Edns | undefined, code: number): Uint8Array | undefined {
  return edns?.options.find((option) => option.code === code)?.data;
}

/** A client's cookie and, where it has one, the server's (RFC 7873, section 4). */
export interface Cookie {
  readonly client: Uint8Array;
  readonly server: Uint8Array;
}

/** undefined where there is none, or one of a wrong length. */
export function readCookie(edns: Edns | undefined): Cookie | undefined {
  const data = findOption(edns, EdnsOption.COOKIE);
  if (data === undefined || (data.length !== 8 && (data.length < 16 || data.length > 40))) return undefined;
  return { client: data.subarray(0, 8), server: data.subarray(8) };
}

/** @throws {RangeError} for lengths that RFC 7873 does not allow */
export function cookieOption(cookie: Cookie): Option {
  const { client, server } = cookie;
  if (client.length !== 8 || (server.length !== 0 && (server.length < 8 || server.length > 32))) {
    throw new RangeError('a cookie has 8 octets of the client and none or 8 to 32 of the server');
  }
  const data = new Uint8Array(8 + server.length);
  data.set(client);
  data.set(server, 8);
  return { code: EdnsOption.COOKIE, data };
}

/** `length` octets of padding (RFC 7830). */
export function paddingOption(length: number): Option {
  return { code: EdnsOption.PADDING, data: new Uint8Array(length) };
}

/** A request for the server's identifier, or the identifier (RFC 5001). */
export function nsidOption(identifier: Uint8Array = new Uint8Array(0)): Option {
  return { code: EdnsOption.NSID, data: identifier };
}

export function extendedErrorOption(error: ExtendedErrorInfo): Option {
  const writer = new WireWriter();
  writer.u16(error.code);
  writer.put(error.text);
  return { code: EdnsOption.EXTENDED_ERROR, data: writer.finish() };
}

/** All extended errors; options too short to be one are left out. */
export function readExtendedErrors(edns: Edns | undefined): ExtendedErrorInfo[] {
  const errors: ExtendedErrorInfo[] = [];
  for (const { code, data } of edns?.options ?? []) {
    if (code !== EdnsOption.EXTENDED_ERROR || data.length < 2) continue;
    errors.push({ code: (data[0]! << 8) | data[1]!, text: data.subarray(2) });
  }
  return errors;
}

/** Options from an OPT record's data; what is wrong is in the reader's `fault`. */
export function readOptions(reader: WireReader): Option[] {
  const options: Option[] = [];
  while (reader.remaining > 0) {
    const code = reader.u16();
    const data = reader.take(reader.u16());
    if (reader.ok) options.push({ code, data });
  }
  return options;
}

export function writeOptions(writer: WireWriter, options: readonly Option[]): void {
  for (const { code, data } of options) {
    if (data.length > 0xffff) throw new RangeError(`EDNS option ${code}: ${data.length} octets`);
    writer.u16(code);
    writer.u16(data.length);
    writer.put(data);
  }
}
