import { canonicalName, type Name } from '../name.js';
import { latin1, Scanner, TextError } from '../text/scanner.js';
import { FormatError, WireReader } from '../wire/reader.js';
import { WireWriter } from '../wire/writer.js';
import type { Field } from './field.js';

/** Fields of a record's data, in the order of its octets. */
export type Fields = { readonly [name: string]: Field<never> | Field<unknown> };
type ValueOf<F> = F extends Field<infer T> ? T : never;
/** The value that fields describe: `{ preference: number; exchange: Name }`. */
export type DataOf<S> = { readonly [K in keyof S]: ValueOf<S[K]> };

/**
 * One type of resource record: its data as a value, as octets (uncompressed wire format: what records hold here) and as
 * text. Each is an export of its own, so a program carries only those that it names.
 */
export class RdataType<T = unknown> {
  /** Its number. */
  readonly type: number;
  readonly mnemonic: string;
  /** Names in it are compressed in messages (RFC 1035's types). */
  readonly compressed: boolean;
  /** It has names that signatures take in lower case. */
  readonly canonical: boolean;
  readonly #names: readonly string[];
  /** In the order of their octets. */
  readonly fields: readonly Field<unknown>[];

  constructor(type: number, mnemonic: string, fields: { readonly [K in keyof T]: Field<T[K]> }) {
    this.type = type;
    this.mnemonic = mnemonic;
    this.#names = Object.keys(fields);
    this.fields = Object.values(fields) as Field<unknown>[];
    this.compressed = this.fields.some((field) => field.compressed === true);
    this.canonical = this.fields.some((field) => field.canonical === true);
  }

  /** Reads up to the reader's end; what is wrong is in its `fault`. */
  read(reader: WireReader): T {
    const value: Record<string, unknown> = {};
    for (let i = 0; i < this.fields.length; i++) value[this.#names[i]!] = this.fields[i]!.read(reader);
    if (reader.offset !== reader.end) reader.fail(`octets behind the data of a ${this.mnemonic}`);
    return value as T;
  }

  write(writer: WireWriter, value: T): void {
    const values = value as Record<string, unknown>;
    for (let i = 0; i < this.fields.length; i++) this.fields[i]!.write(writer, values[this.#names[i]!]);
  }

  /** Data as a value. Never throws. */
  decode(rdata: Uint8Array): T | FormatError {
    const reader = new WireReader(rdata);
    const value = this.read(reader);
    return reader.ok ? value : new FormatError(reader.fault, reader.faultOffset);
  }

  /** Data as octets. @throws {RangeError} when a field's value cannot be written */
  encode(value: T): Uint8Array {
    const writer = new WireWriter();
    this.write(writer, value);
    return writer.finish();
  }

  /** Data with the names in lower case that signatures take so; the same octets where it does not fit the type. */
  canonicalRdata(rdata: Uint8Array): Uint8Array {
    return this.mapNames(rdata, canonicalName);
  }

  /** Data with other names in the place of those that are compressed or canonical. */
  mapNames(rdata: Uint8Array, map: (name: Name) => Name): Uint8Array {
    if (!this.compressed && !this.canonical) return rdata;
    const reader = new WireReader(rdata);
    const writer = new WireWriter(undefined, rdata.length);
    for (const field of this.fields) {
      const value = field.read(reader);
      const isName = field.compressed === true || field.canonical === true;
      if (reader.ok) field.write(writer, isName ? map(value as Name) : value);
    }
    return reader.ok && reader.remaining === 0 ? writer.finish() : rdata;
  }

  /** The words of a record's data up to the end of the entry. @throws {TextError} */
  scan(scanner: Scanner, writer: WireWriter): void {
    for (const field of this.fields) field.scan(scanner, writer);
    scanner.done();
  }

  /** Data from its text; relative names are taken below `origin`. @throws {TextError} */
  parse(text: string, origin?: Name): Uint8Array {
    const scanner = new Scanner(latin1(text), origin);
    const writer = new WireWriter();
    if (scanner.nextEntry() || this.fields.length > 0) this.scan(scanner, writer);
    if (scanner.nextEntry()) throw new TextError(`${this.mnemonic}: more than one line`);
    return writer.finish();
  }
}
