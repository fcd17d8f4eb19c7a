import type { Name } from '../name.js';
import { rdataType } from '../rdata/registry.js';
import { QueryType } from '../rdata/type-names.js';
import { Class, Flag, HEADER, Rcode } from './constants.js';
import { type Edns, readOptions, writeOptions } from './edns.js';
import { FormatError, WireReader } from './reader.js';
import { OverflowError, WireWriter } from './writer.js';

export interface Question {
  readonly name: Name;
  readonly type: number;
  readonly class: number;
}

/**
 * A resource record. Its data is uncompressed wire format, which `MX.decode(record.rdata)` and its like take apart and
 * `rdataText` prints; so records of all types, known or not, are compared, kept and passed on in one way.
 */
export interface ResourceRecord {
  readonly name: Name;
  readonly type: number;
  readonly class: number;
  /** Seconds. */
  readonly ttl: number;
  readonly rdata: Uint8Array;
}

export interface Message {
  readonly id: number;
  readonly opcode: number;
  /** Bits of the header's second word: `Flag`. */
  readonly flags: number;
  /** 12 bits where there is EDNS, 4 otherwise. */
  readonly rcode: number;
  readonly questions: readonly Question[];
  readonly answers: readonly ResourceRecord[];
  readonly authorities: readonly ResourceRecord[];
  /** Without OPT, which is `edns`. */
  readonly additionals: readonly ResourceRecord[];
  readonly edns: Edns | undefined;
}

const FLAGS = Flag.QR | Flag.AA | Flag.TC | Flag.RD | Flag.RA | Flag.AD | Flag.CD;

/**
 * A message from its octets. Strict: counts, lengths, pointers and the data of known types have to be right to the last
 * octet. Never throws, whatever the octets are.
 */
export function decodeMessage(bytes: Uint8Array): Message | FormatError {
  const reader = new WireReader(bytes, 0, bytes.length, true);
  if (bytes.length < HEADER) return new FormatError(`a message has a header of 12 octets, this ${bytes.length}`, 0);
  const id = reader.u16();
  const word = reader.u16();
  const counts = [reader.u16(), reader.u16(), reader.u16(), reader.u16()];
  const questions: Question[] = [];
  for (let i = 0; i < counts[0]! && reader.ok; i++) {
    questions.push({ name: reader.name(), type: reader.u16(), class: reader.u16() });
  }
  const state: Decoding = { edns: undefined, extended: 0 };
  const answers = readRecords(reader, counts[1]!, undefined);
  const authorities = readRecords(reader, counts[2]!, undefined);
  const additionals = readRecords(reader, counts[3]!, state);
  if (reader.ok && reader.offset !== bytes.length) reader.fail('octets behind the last record');
  if (!reader.ok) return new FormatError(reader.fault, reader.faultOffset);
  return {
    id,
    opcode: (word >>> 11) & 15,
    flags: word & FLAGS,
    rcode: (state.extended << 4) | (word & 15),
    questions,
    answers,
    authorities,
    additionals,
    edns: state.edns,
  };
}

interface Decoding {
  edns: Edns | undefined;
  extended: number;
}

function readRecords(reader: WireReader, count: number, state: Decoding | undefined): ResourceRecord[] {
  const records: ResourceRecord[] = [];
  for (let i = 0; i < count && reader.ok; i++) {
    const name = reader.name();
    const type = reader.u16();
    const klass = reader.u16();
    const ttl = reader.u32();
    const length = reader.u16();
    if (length > reader.remaining) reader.fail('the data of a record ends behind the message');
    if (!reader.ok) break;
    const end = reader.offset + length;
    if (type === QueryType.OPT) {
      if (state === undefined) reader.fail('an OPT outside of the additional section');
      else if (state.edns !== undefined) reader.fail('two OPT records');
      else if (name.length !== 1) reader.fail('an OPT with a name');
      else readOpt(reader, end, klass, ttl, state);
      continue;
    }
    records.push({ name, type, class: klass, ttl, rdata: readRdata(reader, type, klass, end) });
  }
  return records;
}

/**
 * OPT's fields in those of a record (RFC 6891, section 6.1.3): CLASS is the UDP payload size, TTL is
 *
 *    +--+--+--+--+--+--+--+--+--+--+--+--+--+--+--+--+
 *    |    EXTENDED-RCODE     |        VERSION        |
 *    +--+--+--+--+--+--+--+--+--+--+--+--+--+--+--+--+
 *    |DO|                     Z                      |
 *    +--+--+--+--+--+--+--+--+--+--+--+--+--+--+--+--+
 */
function readOpt(reader: WireReader, end: number, udpSize: number, ttl: number, state: Decoding): void {
  const outer = reader.end;
  reader.end = end;
  const options = readOptions(reader);
  reader.end = outer;
  if (!reader.ok) return;
  state.extended = ttl >>> 24;
  state.edns = {
    version: (ttl >>> 16) & 0xff,
    udpSize,
    dnssecOk: (ttl & 0x8000) !== 0,
    flags: ttl & 0x7fff,
    options,
  };
}

/**
 * Data of a record in a message, decompressed. Of class ANY and NONE, in updates, empty data has a meaning of its own (RFC
 * 2136, section 2.4), and is let through for every type.
 */
function readRdata(reader: WireReader, type: number, klass: number, end: number): Uint8Array {
  const from = reader.offset;
  const isEmpty = end === from && (klass === Class.ANY || klass === Class.NONE);
  const known = isEmpty ? undefined : rdataType(type);
  if (known === undefined) return reader.take(end - from);
  const outer = reader.end;
  reader.end = end;
  reader.pointers = known.compressed || known.canonical;
  const value = known.read(reader);
  reader.end = outer;
  reader.pointers = true;
  if (!reader.ok) return new Uint8Array(0);
  reader.offset = end;
  return known.compressed || known.canonical ? known.encode(value) : reader.bytes.slice(from, end);
}

/**
 * A message as octets, names compressed.
 * @throws {RangeError} for a value that does not fit its field, and `OverflowError` above `limit` octets
 */
export function encodeMessage(message: Message, limit?: number): Uint8Array {
  const writer = new WireWriter(limit);
  writeMessage(writer, message);
  return writer.finish();
}

/** `encodeMessage` into a writer, which has to be empty: pointers count from its start. */
export function writeMessage(writer: WireWriter, message: Message): void {
  const { questions, answers, authorities, additionals, edns, rcode } = message;
  if (rcode > (edns === undefined ? 15 : 4095)) throw new RangeError(`rcode ${rcode} needs EDNS, or does not exist`);
  writer.compress = true;
  writer.u16(message.id);
  writer.u16((message.flags & FLAGS) | ((message.opcode & 15) << 11) | (rcode & 15));
  writer.u16(questions.length);
  writer.u16(answers.length);
  writer.u16(authorities.length);
  writer.u16(additionals.length + (edns === undefined ? 0 : 1));
  for (const question of questions) {
    writer.name(question.name);
    writer.u16(question.type);
    writer.u16(question.class);
  }
  for (const record of answers) writeRecord(writer, record);
  for (const record of authorities) writeRecord(writer, record);
  // TSIG and SIG(0) have to stay last: OPT goes before them.
  const last = additionals.at(-1);
  const signed = last !== undefined && last.type === QueryType.TSIG;
  for (const record of signed ? additionals.slice(0, -1) : additionals) writeRecord(writer, record);
  if (edns !== undefined) writeOpt(writer, edns, rcode);
  if (signed) writeRecord(writer, last);
}

function writeOpt(writer: WireWriter, edns: Edns, rcode: number): void {
  writer.u8(0);
  writer.u16(QueryType.OPT);
  writer.u16(edns.udpSize);
  writer.u8(rcode >>> 4);
  writer.u8(edns.version);
  writer.u16((edns.dnssecOk ? 0x8000 : 0) | (edns.flags & 0x7fff));
  const lengthAt = writer.length;
  writer.u16(0);
  writeOptions(writer, edns.options);
  writer.set16(lengthAt, writer.length - lengthAt - 2);
}

/** A record, its name and the names of RFC 1035's types compressed. @throws {RangeError} for data of more than 65535 octets */
export function writeRecord(writer: WireWriter, record: ResourceRecord): void {
  const { rdata } = record;
  if (record.type === QueryType.TSIG) writer.put(record.name);
  else writer.name(record.name);
  writer.u16(record.type);
  writer.u16(record.class);
  writer.u32(record.ttl);
  const lengthAt = writer.length;
  writer.u16(0);
  const known = rdata.length === 0 ? undefined : rdataType(record.type);
  const value = known?.compressed ? known.decode(rdata) : undefined;
  if (value === undefined) writer.put(rdata);
  else if (value instanceof FormatError) throw new RangeError(`data of a ${known!.mnemonic}: ${value.message}`);
  else known!.write(writer, value);
  if (writer.length - lengthAt - 2 > 0xffff) throw new OverflowError('data of more than 65535 octets');
  writer.set16(lengthAt, writer.length - lengthAt - 2);
}

export interface QueryOptions {
  readonly id?: number;
  readonly class?: number;
  readonly recursionDesired?: boolean;
  readonly edns?: Partial<Edns> | undefined;
}

/** A query for one name and type. Without `id` it is 0: who sends it draws one. */
export function query(name: Name, type: number, options: QueryOptions = {}): Message {
  return {
    id: options.id ?? 0,
    opcode: 0,
    flags: options.recursionDesired === true ? Flag.RD : 0,
    rcode: Rcode.NOERROR,
    questions: [{ name, type, class: options.class ?? 1 }],
    answers: [],
    authorities: [],
    additionals: [],
    edns:
      options.edns === undefined
        ? undefined
        : { version: 0, udpSize: 1232, dnssecOk: false, flags: 0, options: [], ...options.edns },
  };
}
