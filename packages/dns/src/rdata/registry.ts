/** All types together: for what takes records of any type, such as master files and decoded messages. */

import { parseHex } from '../encoding.js';
import type { Name } from '../name.js';
import { latin1, Scanner, TextError } from '../text/scanner.js';
import { WireReader } from '../wire/reader.js';
import { WireWriter } from '../wire/writer.js';
import type { RdataType } from './codec.js';
import { typeText } from './type-names.js';
import * as types from './types.js';

const REGISTRY: ReadonlyMap<number, RdataType> = /* @__PURE__ */ registry();

function registry(): Map<number, RdataType> {
  const map = new Map<number, RdataType>();
  for (const type of Object.values(types)) map.set(type.type, type as RdataType);
  return map;
}

/** What is known of a type; undefined for unknown ones, whose data is octets (RFC 3597). */
export function rdataType(type: number): RdataType | undefined {
  return REGISTRY.get(type);
}

/** Whether data (uncompressed) fits its type; unknown types always do. */
export function isValidRdata(type: number, rdata: Uint8Array): boolean {
  const known = REGISTRY.get(type);
  if (known === undefined) return true;
  const reader = new WireReader(rdata);
  known.read(reader);
  return reader.ok;
}

/**
 * The rest of an entry as data of `type`: in its own syntax, or as "\# LENGTH HEX" (RFC 3597, section 5).
 * @throws {TextError}
 */
export function scanRdata(type: number, scanner: Scanner, writer: WireWriter): void {
  if (scanner.next()) {
    const { bytes, start, stop } = scanner;
    if (!scanner.quoted && stop - start === 2 && bytes[start] === 0x5c && bytes[start + 1] === 0x23) {
      const length = scanner.integer('a length', 0xffff);
      const octets = parseHex(scanner.joined());
      if (octets === undefined) throw new TextError('after \\# and a length: base 16 was expected');
      if (octets.length !== length) throw new TextError(`\\# ${length}: ${octets.length} octets follow`);
      if (!isValidRdata(type, octets)) throw new TextError(`\\# ${length}: these octets are no ${typeText(type)}`);
      writer.put(octets);
      return;
    }
    scanner.back();
  }
  const known = REGISTRY.get(type);
  if (known === undefined) throw new TextError(`data of ${typeText(type)} is written as \\# LENGTH HEX (RFC 3597)`);
  const from = writer.length;
  known.scan(scanner, writer);
  if (writer.length - from > 0xffff) throw new TextError(`data of ${writer.length - from} octets: 65535 are allowed`);
}

/** Data from its text. @throws {TextError} */
export function parseRdata(type: number, text: string, origin?: Name): Uint8Array {
  const scanner = new Scanner(latin1(text), origin);
  const writer = new WireWriter();
  scanner.nextEntry();
  scanRdata(type, scanner, writer);
  if (scanner.nextEntry()) throw new TextError('more than one line');
  return writer.finish();
}
