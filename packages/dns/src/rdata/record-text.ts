import { type Name, nameText, parseName } from '../name.js';
import { latin1, Scanner, TextError } from '../text/scanner.js';
import { Class } from '../wire/constants.js';
import type { ResourceRecord } from '../wire/message.js';
import { WireWriter } from '../wire/writer.js';
import { scanRdata } from './registry.js';
import { rdataText } from './text.js';
import { findType, typeText } from './type-names.js';

const CLASSES: readonly (readonly [string, number])[] = [
  ['IN', Class.IN],
  ['CH', Class.CH],
  ['HS', Class.HS],
  ['NONE', Class.NONE],
  ['ANY', Class.ANY],
];

/** "IN" for 1, "CLASS42" for one without a name (RFC 3597, section 5). */
export function classText(value: number): string {
  return CLASSES.find(([, number]) => number === value)?.[0] ?? `CLASS${value}`;
}

export function findClass(text: string): number | undefined {
  const upper = text.toUpperCase();
  const known = CLASSES.find(([name]) => name === upper)?.[1];
  if (known !== undefined) return known;
  if (!/^CLASS(0|[1-9][0-9]{0,4})$/.test(upper)) return undefined;
  const value = Number(upper.slice(5));
  return value <= 0xffff ? value : undefined;
}

/** A record as a line of a master file, all names absolute. */
export function recordText(record: ResourceRecord): string {
  const data = rdataText(record.type, record.rdata);
  const head = `${nameText(record.name)}\t${record.ttl}\t${classText(record.class)}\t${typeText(record.type)}`;
  return data === '' ? head : `${head}\t${data}`;
}

/** "OWNER [TTL] [CLASS] TYPE DATA", TTL 3600 and class IN by default. @throws {TextError} or NameError */
export function parseRecord(text: string, origin?: Name): ResourceRecord {
  const scanner = new Scanner(latin1(text), origin);
  if (!scanner.nextEntry() || scanner.indented) throw new TextError('an owner is missing');
  const name = parseName(scanner.text('an owner'), scanner.origin);
  let ttl = 3600;
  let klass: number = Class.IN;
  for (;;) {
    scanner.need('a type');
    const word = scanner.word();
    const type = findType(word);
    if (type !== undefined) {
      const writer = new WireWriter();
      scanRdata(type, scanner, writer);
      if (scanner.nextEntry()) throw new TextError('more than one record');
      return { name, type, class: klass, ttl, rdata: writer.finish() };
    }
    const seconds = scanner.seconds();
    if (seconds !== undefined) ttl = seconds;
    else {
      const found = findClass(word);
      if (found === undefined) throw scanner.not('word', 'a TTL, a class or a type');
      klass = found;
    }
  }
}
