import { DhcpFormatError } from './message-error.js';
import { checkOption, END, OVERLOAD, PAD } from './option-codes.js';

/** Bits of option 52: which fields hold options too. */
const OVERLOAD_FILE = 1;
const OVERLOAD_SNAME = 2;

const FILE_LENGTH = 128;
const SNAME_LENGTH = 64;
/** Most octets in one part of an option. */
const LONGEST_PART = 255;

/**
 * Options from the fields of a message, in the order in which parts are joined: options, file, sname (RFC 3396, 7).
 * @throws {DhcpFormatError} when one runs past the end of its field, or a known one has a length that it cannot have
 */
export function decodeOptions(options: Uint8Array, file: Uint8Array, sname: Uint8Array): Map<number, Uint8Array> {
  const found = new Map<number, Uint8Array[]>();
  decodeField(options, found);
  const overload = found.get(OVERLOAD);
  if (overload !== undefined) {
    const [value] = overload;
    if (overload.length !== 1 || value!.length !== 1) throw new DhcpFormatError('option 52 is not one octet');
    // What it says of other fields counts in the options field only.
    const fields = value![0]!;
    if (fields < 1 || fields > 3) throw new DhcpFormatError(`option 52 has the value ${fields}, not 1, 2 or 3`);
    if ((fields & OVERLOAD_FILE) !== 0) decodeField(file, found);
    if ((fields & OVERLOAD_SNAME) !== 0) decodeField(sname, found);
    found.delete(OVERLOAD);
  }
  const joined = new Map<number, Uint8Array>();
  for (const [code, parts] of found) {
    const value = join(parts);
    checkOption(code, value);
    joined.set(code, value);
  }
  return joined;
}

function decodeField(bytes: Uint8Array, found: Map<number, Uint8Array[]>): void {
  let at = 0;
  // A field that is full to its last octet has been seen without an end mark; nothing is ambiguous about it.
  while (at < bytes.length) {
    const code = bytes[at++]!;
    if (code === PAD) continue;
    if (code === END) return;
    const length = bytes[at++];
    if (length === undefined || at + length > bytes.length) {
      throw new DhcpFormatError(`option ${code} runs past the end of its field`);
    }
    const part = bytes.slice(at, at + length);
    const parts = found.get(code);
    if (parts === undefined) found.set(code, [part]);
    else parts.push(part);
    at += length;
  }
}

function join(parts: readonly Uint8Array[]): Uint8Array {
  if (parts.length === 1) return parts[0]!;
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

/** The three fields that options go into; `file` and `sname` are empty when they are not needed. */
export interface EncodedOptions {
  readonly options: Uint8Array;
  readonly file: Uint8Array;
  readonly sname: Uint8Array;
}

/**
 * Options as octets, each field with its end mark. `room` is the length of the options field at most.
 * @throws {DhcpFormatError} when they do not fit, or one is malformed
 */
export function encodeOptions(values: ReadonlyMap<number, Uint8Array>, room: number): EncodedOptions {
  const inOne = new Field(room - 1);
  let fits = true;
  for (const [code, value] of values) {
    if (code <= PAD || code >= END || code === OVERLOAD) throw new DhcpFormatError(`option ${code} cannot be sent`);
    checkOption(code, value);
    for (const part of partsOf(value)) fits = fits && inOne.add(code, part);
  }
  if (fits) return { options: inOne.end(), file: new Uint8Array(0), sname: new Uint8Array(0) };
  return encodeOverloaded(values, room);
}

/** Three octets of the options field are for option 52. Parts of one option stay in the order in which they are joined. */
function encodeOverloaded(values: ReadonlyMap<number, Uint8Array>, room: number): EncodedOptions {
  const fields = [new Field(room - 4), new Field(FILE_LENGTH - 1), new Field(SNAME_LENGTH - 1)] as const;
  for (const [code, value] of values) {
    let first = 0;
    for (const part of partsOf(value)) {
      while (first < fields.length && !fields[first]!.add(code, part)) first++;
      if (first === fields.length) throw new DhcpFormatError(`option ${code} does not fit into the message`);
    }
  }
  const [options, file, sname] = fields;
  const overload = (file.isEmpty ? 0 : OVERLOAD_FILE) | (sname.isEmpty ? 0 : OVERLOAD_SNAME);
  options.addAlways(OVERLOAD, Uint8Array.of(overload));
  return {
    options: options.end(),
    file: file.isEmpty ? new Uint8Array(0) : file.end(),
    sname: sname.isEmpty ? new Uint8Array(0) : sname.end(),
  };
}

/** At most 255 octets each; an option without octets is one empty part (RFC 3396, 6). */
function partsOf(value: Uint8Array): Uint8Array[] {
  if (value.length <= LONGEST_PART) return [value];
  const parts: Uint8Array[] = [];
  for (let at = 0; at < value.length; at += LONGEST_PART) parts.push(value.subarray(at, at + LONGEST_PART));
  return parts;
}

class Field {
  readonly #octets: number[];
  readonly #room: number;

  constructor(room: number) {
    this.#octets = [];
    this.#room = room;
  }

  get isEmpty(): boolean {
    return this.#octets.length === 0;
  }

  /** False: there is no room for it. */
  add(code: number, part: Uint8Array): boolean {
    if (this.#octets.length + 2 + part.length > this.#room) return false;
    this.addAlways(code, part);
    return true;
  }

  addAlways(code: number, part: Uint8Array): void {
    this.#octets.push(code, part.length);
    for (const octet of part) this.#octets.push(octet);
  }

  end(): Uint8Array {
    this.#octets.push(END);
    return Uint8Array.from(this.#octets);
  }
}
