import { MAXIMUM_LABEL, MAXIMUM_NAME, type Name, NameError, parseName, ROOT } from '../name.js';
import { findClass } from '../rdata/record-text.js';
import { scanRdata } from '../rdata/registry.js';
import { findType, QueryType } from '../rdata/type-names.js';
import { Scanner, TextError } from '../text/scanner.js';
import { Class } from '../wire/constants.js';
import type { ResourceRecord } from '../wire/message.js';
import { OverflowError, WireWriter } from '../wire/writer.js';
import { expandTemplate } from './generate.js';

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
  /** The owner is surely one label below the origin of the options, and not that of the record before. */
  isChild: boolean;
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
  /** The word that `type` was read from: `#lastType[0..#lastTypeLength)`; none at first. */
  readonly #lastType: Uint8Array;
  #lastTypeLength: number;
  readonly #options: MasterFileOptions;

  constructor(bytes: Uint8Array, options: MasterFileOptions = {}) {
    this.owner = new Uint8Array(MAXIMUM_NAME + 1);
    this.ownerLength = 0;
    this.isChild = false;
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
    this.#lastType = new Uint8Array(LONGEST_TYPE);
    this.#lastTypeLength = 0;
    this.#options = options;
  }

  /** Goes to the next record. @returns false at the end @throws {TextError} without `onProblem` */
  next(): boolean {
    for (;;) {
      this.isChild = false;
      if (this.#usual()) return true;
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
      this.#lastTypeLength = 0;
      if (word.length > LONGEST_TYPE) return;
      for (let i = scanner.start; i < scanner.stop; i++) this.#lastType[this.#lastTypeLength++] = scanner.bytes[i]!;
      return;
    }
  }

  /** Whether the word is that which gave `type`, as it mostly is. */
  #isLastType(): boolean {
    const { bytes, start, stop } = this.#scanner;
    const last = this.#lastType;
    const length = this.#lastTypeLength;
    if (length === 0 || stop - start !== length) return false;
    for (let i = 0; i < length; i++) if (bytes[start + i] !== last[i]) return false;
    return true;
  }

  /**
   * Reads an entry of the form that nearly all of a large zone have: an owner without escapes or none, perhaps a TTL and "IN",
   * the type of the record before, and an IPv4 address. What differs from that, wrong entries among it, is left to who reads
   * everything. One pass over the octets, without calls: this is what the time to load a zone goes into.
   * @returns whether it was one
   */
  #usual(): boolean {
    const scanner = this.#scanner;
    const typeLength = this.#lastTypeLength;
    if (this.type !== A || typeLength === 0 || !scanner.ended) return false;
    const { bytes } = scanner;
    const end = bytes.length;
    const { owner } = this;
    let at = scanner.position;
    if (at >= end) return false;
    let ownerLength = this.ownerLength | 0;
    let isChild = false;
    if (KIND[bytes[at]!] !== BLANK) {
      let lengthAt = 0;
      let to = 1;
      for (; ; at++) {
        if (at >= end || to > MAXIMUM_NAME) return false;
        const octet = bytes[at]!;
        const kind = KIND[octet]!;
        if (kind === BLANK) break;
        if (kind === LABEL) {
          owner[to++] = octet;
        } else {
          const length = to - lengthAt - 1;
          if (kind !== DOT || length < 1 || length > MAXIMUM_LABEL) return false;
          owner[lengthAt] = length;
          lengthAt = to++;
        }
      }
      const length = to - lengthAt - 1;
      if (length > MAXIMUM_LABEL) return false;
      owner[lengthAt] = length;
      if (length > 0) {
        const { origin } = scanner;
        const originLength = origin.length;
        if (to + originLength > MAXIMUM_NAME) return false;
        for (let i = 0; i < originLength; i++) owner[to++] = origin[i]!;
        isChild = lengthAt === 0 && origin === this.#options.origin;
      }
      ownerLength = to;
    }
    if (ownerLength === 0) return false;

    let ttl = -1;
    let classSeen = false;
    for (;;) {
      while (at < end && KIND[bytes[at]!] === BLANK) at++;
      if (at + typeLength >= end) return false;
      let octet = bytes[at]!;
      if (octet >= 0x30 && octet <= 0x39 && ttl < 0) {
        ttl = 0;
        do {
          ttl = ttl * 10 + octet - 0x30;
          if (ttl > MAXIMUM_TTL || ++at >= end) return false;
          octet = bytes[at]!;
        } while (octet >= 0x30 && octet <= 0x39);
      } else if (octet === 0x49 && bytes[at + 1] === 0x4e && !classSeen) {
        classSeen = true;
        at += 2;
      } else break;
      if (at >= end || KIND[bytes[at]!] !== BLANK) return false;
    }
    for (let i = 0; i < typeLength; i++) if (bytes[at + i] !== this.#lastType[i]) return false;
    at += typeLength;
    if (KIND[bytes[at]!] !== BLANK) return false;
    while (at < end && KIND[bytes[at]!] === BLANK) at++;

    const data = this.rdata.bytes;
    let dots = 0;
    let value = -1;
    for (; at < end; at++) {
      const octet = bytes[at]!;
      if (octet === 0x2e) {
        if (value < 0 || dots === 3) return false;
        data[dots++] = value;
        value = -1;
        continue;
      }
      if (octet < 0x30 || octet > 0x39) break;
      if (value === 0) return false; // as readIpv4
      value = (value < 0 ? 0 : value * 10) + octet - 0x30;
      if (value > 255) return false;
    }
    if (value < 0 || dots !== 3) return false;
    data[3] = value;
    while (at < end && KIND[bytes[at]!] === BLANK) at++;
    if (at < end) {
      if (bytes[at] === SEMICOLON) while (at < end && bytes[at] !== NEWLINE) at++;
      if (at < end && bytes[at++] !== NEWLINE) return false;
    }
    if (ttl < 0) ttl = this.#defaultTtl >= 0 ? this.#defaultTtl : this.#lastTtl;
    if (ttl < 0) return false;

    this.line = this.#generate?.line ?? scanner.line;
    this.ownerLength = ownerLength;
    this.isChild = isChild;
    this.ttl = ttl;
    this.#lastTtl = ttl;
    this.rdata.length = 4;
    scanner.position = at;
    scanner.line++;
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

const A = 1;

const DOLLAR = 0x24;
const SEMICOLON = 0x3b;
const NEWLINE = 0x0a;

/** Octets of a type's word that are remembered. */
const LONGEST_TYPE = 16;

// What an octet is to `#usual`; 0 is for what it leaves alone.
const LABEL = 1;
const DOT = 2;
const BLANK = 3;
const KIND: Uint8Array = /* @__PURE__ */ kinds();

function kinds(): Uint8Array {
  const table = new Uint8Array(256);
  for (let i = 0x21; i < 0x7f; i++) table[i] = LABEL;
  // Quotes, parentheses, comments, escapes, "$" of directives, "@" for the origin.
  for (const special of [0x22, 0x28, 0x29, SEMICOLON, 0x5c, DOLLAR, 0x40]) table[special] = 0;
  table[0x2e] = DOT;
  for (const blank of [0x20, 0x09, 0x0d]) table[blank] = BLANK;
  return table;
}

/** A master file that is wrong, where nobody collects problems; the message names file and line. */
export class MasterFileError extends Error {
  override readonly name = 'MasterFileError';
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
