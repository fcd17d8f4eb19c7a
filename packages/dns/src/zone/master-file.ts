import { MAXIMUM_NAME, type Name, NameError, parseName, ROOT } from '../name.js';
import { findClass } from '../rdata/record-text.js';
import { scanRdata } from '../rdata/registry.js';
import { findType, QueryType } from '../rdata/type-names.js';
import { Scanner, TextError } from '../text/scanner.js';
import { Class } from '../wire/constants.js';
import type { ResourceRecord } from '../wire/message.js';
import { OverflowError, WireWriter } from '../wire/writer.js';

/** Files in files, at most. */
const INCLUDE_DEPTH = 8;
/** Records that one $GENERATE may make: a reverse zone of a /16. */
const GENERATE_LIMIT = 65_536;
/** RFC 2181, section 8. */
const MAXIMUM_TTL = 0x7fff_ffff;

export type Severity = 'error' | 'warning';

/** Something wrong with a master file or a zone. */
export interface Problem {
  readonly severity: Severity;
  /** "" where the zone did not come from a file. */
  readonly file: string;
  /** From 1; 0 where it is not known. */
  readonly line: number;
  readonly message: string;
}

/** "zones/example.com:12: error: ..." */
export function problemText({ severity, file, line, message }: Problem): string {
  const place = file === '' ? '' : line === 0 ? `${file}: ` : `${file}:${line}: `;
  return `${place}${severity}: ${message}`;
}

export interface MasterFileOptions {
  /** What relative names are below until the first $ORIGIN; the root by default. */
  readonly origin?: Name;
  /** The file's name, for messages. */
  readonly file?: string;
  /** TTL of records before the first $TTL that have none. */
  readonly ttl?: number;
  /** Gives the octets of an included file; undefined where there is none. Without it $INCLUDE is a problem. */
  readonly include?: (file: string) => Uint8Array | undefined;
  /** Gets every problem; reading goes on with the next entry. By default the first one is thrown as TextError. */
  readonly onProblem?: (problem: Problem) => void;
}

interface Source {
  readonly scanner: Scanner;
  readonly file: string;
  /** Restored when the file ends (RFC 1035, section 5.1). */
  readonly origin: Name;
  readonly generate: Generator | undefined;
}

interface Generator {
  readonly template: Uint8Array;
  readonly stop: number;
  readonly step: number;
  next: number;
  readonly line: number;
}

/**
 * Reads a master file (RFC 1035, section 5.1; $TTL of RFC 2308; $GENERATE as BIND has it) record by record, without an
 * object per record: `next()` fills the fields below.
 */
export class MasterFileReader {
  /** Owner: `owner[0..ownerLength)`. */
  readonly owner: Uint8Array;
  ownerLength: number;
  type: number;
  ttl: number;
  /** Data, uncompressed: `rdata.bytes[0..rdata.length)`. */
  readonly rdata: WireWriter;
  file: string;
  line: number;
  #scanner: Scanner;
  #generate: Generator | undefined;
  /** Files that wait for the end of the one they include. */
  readonly #outer: Source[];
  #defaultTtl: number;
  #lastTtl: number;
  /** The word that `type` was read from; empty at first. */
  #lastType: Uint8Array;
  readonly #options: MasterFileOptions;

  constructor(bytes: Uint8Array, options: MasterFileOptions = {}) {
    this.owner = new Uint8Array(MAXIMUM_NAME + 1);
    this.ownerLength = 0;
    this.type = 0;
    this.ttl = 0;
    this.rdata = new WireWriter(0x1_0000 + 512);
    this.file = options.file ?? '';
    this.line = 0;
    this.#scanner = new Scanner(bytes, options.origin ?? ROOT);
    this.#generate = undefined;
    this.#outer = [];
    this.#defaultTtl = options.ttl ?? -1;
    this.#lastTtl = -1;
    this.#lastType = new Uint8Array(0);
    this.#options = options;
  }

  /** Goes to the next record. @returns false at the end @throws {TextError} without `onProblem` */
  next(): boolean {
    for (;;) {
      try {
        if (!this.#scanner.nextEntry()) {
          if (this.#nextGenerated() || this.#pop()) continue;
          return false;
        }
        this.line = this.#generate?.line ?? this.#scanner.entryLine;
        if (this.#entry()) return true;
      } catch (error) {
        if (!(error instanceof TextError || error instanceof NameError || error instanceof OverflowError)) throw error;
        // The quote or parenthesis that nextEntry met may stand lines below the last entry.
        this.line = this.#generate?.line ?? this.#scanner.entryLine;
        this.problem('error', error.message);
        this.#scanner.skipEntry();
      }
    }
  }

  /** Tells of a problem with the present record. @throws {TextError} without `onProblem` */
  problem(severity: Severity, message: string): void {
    const problem = { severity, file: this.file, line: this.line, message };
    if (this.#options.onProblem === undefined) throw new MasterFileError(problemText(problem));
    this.#options.onProblem(problem);
  }

  /** A copy of the present record. */
  record(): ResourceRecord {
    return {
      name: this.owner.slice(0, this.ownerLength),
      type: this.type,
      class: Class.IN,
      ttl: this.ttl,
      rdata: this.rdata.finish(),
    };
  }

  /** @returns whether the entry is a record */
  #entry(): boolean {
    const scanner = this.#scanner;
    if (!scanner.indented) {
      scanner.need('an owner');
      if (!scanner.quoted && scanner.bytes[scanner.start] === DOLLAR) {
        this.#directive();
        return false;
      }
      this.ownerLength = 0; // none, where it is wrong
      this.ownerLength = scanner.nameTo('owner', this.owner, 0);
    } else if (this.ownerLength === 0) {
      throw new TextError('it begins with a blank, and there is no owner before it');
    }
    this.#typeAndTtl();
    this.rdata.length = 0;
    scanRdata(this.type, scanner, this.rdata);
    if (this.ttl < 0) {
      // RFC 1035: the last one given; before any, the SOA's minimum has to do (RFC 2308, section 4, lets none be missing).
      if (this.#defaultTtl >= 0) this.ttl = this.#defaultTtl;
      else if (this.#lastTtl >= 0) this.ttl = this.#lastTtl;
      else if (this.type === 6) this.ttl = this.#soaMinimum();
      else throw new TextError('no TTL: neither the record nor $TTL nor a record before gives one');
    }
    this.#lastTtl = this.ttl;
    return true;
  }

  #soaMinimum(): number {
    const { bytes, length } = this.rdata;
    const at = length - 4;
    return ((bytes[at]! << 24) | (bytes[at + 1]! << 16) | (bytes[at + 2]! << 8) | bytes[at + 3]!) >>> 0;
  }

  /** [TTL] [class] type, or [class] [TTL] type. */
  #typeAndTtl(): void {
    const scanner = this.#scanner;
    this.ttl = -1;
    let classSeen = false;
    for (;;) {
      scanner.need('a type');
      const first = scanner.bytes[scanner.start]!;
      if (first >= 0x30 && first <= 0x39 && this.ttl < 0) {
        this.ttl = this.#ttlHere();
        continue;
      }
      if (this.#isLastType()) return;
      const word = scanner.word();
      const type = findType(word);
      const klass = type !== undefined || classSeen ? undefined : findClass(word);
      if (klass !== undefined) {
        if (klass !== Class.IN) throw new TextError(`class ${word}: only IN is served`);
        classSeen = true;
        continue;
      }
      if (type === undefined) throw new TextError(`"${word}": a TTL, a class or a type was expected`);
      if (type === 0 || (type >= 249 && type <= 255) || type === QueryType.OPT) {
        throw new TextError(`${word} is no type of data in a zone`);
      }
      this.type = type;
      this.#lastType = scanner.bytes.slice(scanner.start, scanner.stop);
      return;
    }
  }

  /** Whether the word is that which gave `type`, as it mostly is. */
  #isLastType(): boolean {
    const { bytes, start, stop } = this.#scanner;
    const last = this.#lastType;
    if (last.length === 0 || stop - start !== last.length) return false;
    for (let i = 0; i < last.length; i++) if (bytes[start + i] !== last[i]) return false;
    return true;
  }

  #ttlHere(): number {
    const seconds = this.#scanner.seconds();
    if (seconds === undefined || seconds > MAXIMUM_TTL) {
      throw this.#scanner.not('TTL', `seconds up to ${MAXIMUM_TTL} or a time such as 1h30m`);
    }
    return seconds;
  }

  #directive(): void {
    const scanner = this.#scanner;
    const word = scanner.word().toUpperCase();
    if (word === '$ORIGIN') {
      scanner.origin = parseName(scanner.text('a name'), scanner.origin);
      scanner.done();
    } else if (word === '$TTL') {
      scanner.need('a TTL');
      this.#defaultTtl = this.#ttlHere();
      scanner.done();
    } else if (word === '$INCLUDE') {
      this.#includeFile();
    } else if (word === '$GENERATE') {
      this.#startGenerate();
    } else {
      throw new TextError(`${word} is no directive: $ORIGIN, $TTL, $INCLUDE and $GENERATE are`);
    }
  }

  #includeFile(): void {
    const scanner = this.#scanner;
    const name = scanner.text('a file');
    const origin = scanner.next() ? parseName(scanner.word(), scanner.origin) : scanner.origin;
    scanner.done();
    if (this.#outer.length >= INCLUDE_DEPTH)
      throw new TextError(`$INCLUDE ${name}: more than ${INCLUDE_DEPTH} files deep`);
    const bytes = this.#options.include?.(name);
    if (bytes === undefined) throw new TextError(`$INCLUDE ${name}: there is no such file`);
    this.#push(bytes, name, origin, undefined);
  }

  #push(bytes: Uint8Array, file: string, origin: Name, generate: Generator | undefined): void {
    const outer = this.#scanner;
    this.#outer.push({ scanner: outer, file: this.file, origin: outer.origin, generate: this.#generate });
    this.#scanner = new Scanner(bytes, origin);
    this.#generate = generate;
    this.file = file;
  }

  #pop(): boolean {
    const outer = this.#outer.pop();
    if (outer === undefined) return false;
    this.#scanner = outer.scanner;
    this.#scanner.origin = outer.origin;
    this.#generate = outer.generate;
    this.file = outer.file;
    return true;
  }

  /** $GENERATE START-STOP[/STEP] OWNER [TTL] [CLASS] TYPE DATA */
  #startGenerate(): void {
    const scanner = this.#scanner;
    const range = scanner.text('a range');
    const match = /^([0-9]{1,10})-([0-9]{1,10})(?:\/([0-9]{1,10}))?$/.exec(range);
    if (match === null) throw scanner.not('range', 'START-STOP or START-STOP/STEP');
    const start = Number(match[1]);
    const stop = Number(match[2]);
    const step = Number(match[3] ?? 1);
    if (step < 1 || start > stop) throw new TextError(`$GENERATE ${range}: an empty range`);
    if ((stop - start) / step >= GENERATE_LIMIT) {
      throw new TextError(`$GENERATE ${range}: more than ${GENERATE_LIMIT} records`);
    }
    const { bytes, position } = scanner;
    let end = position;
    while (end < bytes.length && bytes[end] !== NEWLINE) end++;
    let from = position;
    while (from < end && (bytes[from] === 0x20 || bytes[from] === 0x09)) from++;
    const template = bytes.subarray(from, end);
    if (template.length === 0) throw new TextError('$GENERATE: an owner is missing');
    const line = scanner.entryLine;
    scanner.skipEntry();
    const state = { template, stop, step, next: start, line };
    this.#push(new Uint8Array(0), this.file, scanner.origin, state);
  }

  #nextGenerated(): boolean {
    const state = this.#generate;
    if (state === undefined || state.next > state.stop) return false;
    const text = expandTemplate(state.template, state.next);
    state.next += state.step;
    this.#scanner = new Scanner(text, this.#scanner.origin);
    return true;
  }
}

const DOLLAR = 0x24;
const NEWLINE = 0x0a;

/** A master file that is wrong, where nobody collects problems; the message names file and line. */
export class MasterFileError extends Error {
  override readonly name = 'MasterFileError';
}

/** "$" is the counter, "$$" and "\$" a dollar, "${OFFSET,WIDTH,BASE}" the counter plus OFFSET in d, o, x, X, n or N. */
function expandTemplate(template: Uint8Array, counter: number): Uint8Array {
  const writer = new WireWriter(0x1_0000, template.length + 32);
  const put = (text: string) => {
    for (let i = 0; i < text.length; i++) writer.u8(text.charCodeAt(i));
  };
  for (let i = 0; i < template.length; i++) {
    const octet = template[i]!;
    if (octet === 0x5c) {
      const next = template[i + 1];
      if (next === DOLLAR) writer.u8(DOLLAR);
      else {
        writer.u8(octet);
        if (next !== undefined) writer.u8(next);
      }
      i++;
    } else if (octet !== DOLLAR) {
      writer.u8(octet);
    } else if (template[i + 1] === DOLLAR) {
      writer.u8(DOLLAR);
      i++;
    } else if (template[i + 1] === 0x7b) {
      const end = template.indexOf(0x7d, i);
      const text = String.fromCharCode(...template.subarray(i + 2, end < 0 ? i + 2 : Math.min(end, i + 64)));
      const match = /^(-?[0-9]{1,10})(?:,([0-9]{1,3})(?:,([doxXnN]))?)?$/.exec(text);
      if (match === null) throw new TextError(`$GENERATE: "\${${text}}" is not \${OFFSET,WIDTH,BASE}`);
      put(format(counter + Number(match[1]), Number(match[2] ?? 0), match[3] ?? 'd'));
      i = end;
    } else {
      put(String(counter));
    }
  }
  return writer.finish();
}

function format(value: number, width: number, base: string): string {
  if (value < 0) throw new TextError(`$GENERATE: the counter with its offset is ${value}`);
  if (base === 'd') return String(value).padStart(width, '0');
  if (base === 'o') return value.toString(8).padStart(width, '0');
  const hex = value.toString(16);
  if (base === 'x') return hex.padStart(width, '0');
  if (base === 'X') return hex.toUpperCase().padStart(width, '0');
  // Nibbles, the last first, as reverse zones of IPv6 have them; the width counts the dots.
  const digits = hex
    .padStart(Math.ceil(width / 2), '0')
    .split('')
    .reverse()
    .join('.');
  return base === 'N' ? digits.toUpperCase() : digits;
}

/** All records of a master file. @throws {MasterFileError} for the first problem, unless `onProblem` takes them */
export function parseMasterFile(bytes: Uint8Array, options?: MasterFileOptions): ResourceRecord[] {
  const reader = new MasterFileReader(bytes, options);
  const records: ResourceRecord[] = [];
  while (reader.next()) records.push(reader.record());
  return records;
}

/** Names of the files that a master file includes itself, or seems to, for a store that has to be asked beforehand. */
export function includedFiles(bytes: Uint8Array): string[] {
  const files: string[] = [];
  // Lines that begin with a dollar: more than these are read only by who needs the records.
  for (let at = bytes.indexOf(DOLLAR); at >= 0; at = bytes.indexOf(DOLLAR, at + 1)) {
    if (at > 0 && bytes[at - 1] !== NEWLINE) continue;
    const end = bytes.indexOf(NEWLINE, at);
    const scanner = new Scanner(bytes.subarray(at, end < 0 ? bytes.length : end));
    try {
      if (!scanner.nextEntry() || !scanner.next() || scanner.word().toUpperCase() !== '$INCLUDE') continue;
      if (scanner.next()) files.push(scanner.word());
    } catch {
      // Whatever is wrong there, the reader will say it.
    }
  }
  return files;
}
