import type { Name } from '../name.js';
import { Flag } from '../wire/constants.js';
import { type Message, type Question, type ResourceRecord, writeRecord } from '../wire/message.js';
import { OverflowError, WireWriter } from '../wire/writer.js';
import { soaOf, type ZoneDiff, zoneRecords } from '../zone/diff.js';
import type { Zone } from '../zone/zone.js';

/** Octets of a message of a transfer: all names in it are within reach of a pointer. TSIG needs room besides. */
const TRANSFER_MESSAGE = 16_384;

/** Records of a whole transfer (RFC 5936, section 2.2): the SOA, everything else, the SOA. */
export function* axfrRecords(zone: Zone): Generator<ResourceRecord, void, void> {
  const soa = soaOf(zone);
  if (soa === undefined) return;
  yield* zoneRecords(zone);
  yield soa;
}

/** Records of an incremental transfer (RFC 1995, section 4). */
export function* ixfrRecords(
  current: ResourceRecord,
  diffs: readonly ZoneDiff[],
): Generator<ResourceRecord, void, void> {
  yield current;
  for (const diff of diffs) {
    yield diff.oldSoa;
    yield* diff.removed;
    yield diff.newSoa;
    yield* diff.added;
  }
  yield current;
}

/** Puts records into as few messages as they need, the question in the first (RFC 5936, section 2.2.1). */
export function* transferMessages(
  id: number,
  question: Question,
  records: Iterable<ResourceRecord>,
): Generator<Uint8Array, void, void> {
  let writer = begin(id, question);
  let count = 0;
  for (const record of records) {
    const before = writer.length;
    try {
      writeRecord(writer, record);
      count++;
    } catch (error) {
      if (!(error instanceof OverflowError)) throw error;
      writer.length = before;
      if (count > 0) {
        yield finish(writer, count);
        writer = begin(id, undefined);
      }
      // A record larger than a message of a transfer gets one of its own.
      writer.limit = 65_000;
      writeRecord(writer, record);
      writer.limit = Math.max(TRANSFER_MESSAGE, writer.length);
      count = 1;
    }
  }
  if (count > 0) yield finish(writer, count);
}

function begin(id: number, question: Question | undefined): WireWriter {
  const writer = new WireWriter(TRANSFER_MESSAGE, 4096);
  writer.compress = true;
  writer.u16(id);
  writer.u16(Flag.QR | Flag.AA);
  writer.u16(question === undefined ? 0 : 1);
  writer.u16(0);
  writer.u32(0);
  if (question !== undefined) {
    writer.name(question.name);
    writer.u16(question.type);
    writer.u16(question.class);
  }
  return writer;
}

function finish(writer: WireWriter, count: number): Uint8Array {
  writer.set16(6, count);
  return writer.finish();
}

/** The serial that an IXFR's client has: that of the SOA in its authority section; undefined without one. */
export function clientSoa(message: Message, origin: Name): ResourceRecord | undefined {
  return message.authorities.find((record) => record.type === 6 && record.name.length === origin.length);
}
