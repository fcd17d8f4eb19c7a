import { NAME_FAULTS, type Name, ROOT, writeName } from '../name.js';
import type { WireWriter } from '../wire/writer.js';

/** Text that is no resource record; the message says what was wanted and what was there. */
export class TextError extends Error {
  override readonly name = 'TextError';
}

const QUOTE = 0x22;
const OPEN = 0x28;
const CLOSE = 0x29;
const SEMICOLON = 0x3b;
const BACKSLASH = 0x5c;
const NEWLINE = 0x0a;

/** What an octet does outside of quotes: 0 belongs to a word, 1 is blank, 2 ends the word and is something itself, 3 escapes the next. */
const KIND: Uint8Array = /* @__PURE__ */ kinds();

function kinds(): Uint8Array {
  const table = new Uint8Array(256);
  for (const blank of [0x20, 0x09, 0x0d]) table[blank] = 1;
  for (const special of [QUOTE, OPEN, CLOSE, SEMICOLON, NEWLINE]) table[special] = 2;
  table[BACKSLASH] = 3;
  return table;
}

/**
 * Splits a master file (RFC 1035, section 5.1) into entries and those into words, without making strings: a word is
 * `bytes[start..stop)`, escapes and all. Parentheses join lines, ";" starts a comment, quotes keep blanks.
 */
export class Scanner {
  bytes: Uint8Array;
  /** What relative names are taken below. */
  origin: Name;
  position: number;
  /** Of `position`, counted from 1. */
  line: number;
  /** Where the present entry began. */
  entryLine: number;
  /** The present entry begins with a blank: its owner is that of the one before. */
  indented: boolean;
  start: number;
  stop: number;
  /** The word stood in quotes. */
  quoted: boolean;
  /** The present entry is over, or there is none yet. */
  ended: boolean;
  #depth: number;
  #again: boolean;

  constructor(bytes: Uint8Array, origin: Name = ROOT, line = 1) {
    this.bytes = bytes;
    this.origin = origin;
    this.position = 0;
    this.line = line;
    this.entryLine = line;
    this.indented = false;
    this.start = 0;
    this.stop = 0;
    this.quoted = false;
    this.#depth = 0;
    this.#again = false;
    this.ended = true;
  }

  /** Goes to the next entry that has words, behind what is left of the present one. @returns false at the end */
  nextEntry(): boolean {
    this.skipEntry();
    const { bytes } = this;
    for (;;) {
      if (this.position >= bytes.length) return false;
      this.ended = false;
      this.#depth = 0;
      this.entryLine = this.line;
      this.indented = KIND[bytes[this.position]!] === 1;
      if (this.next()) {
        this.#again = true;
        return true;
      }
    }
  }

  /** Leaves the present entry, whatever is wrong with it. */
  skipEntry(): void {
    this.#again = false;
    while (!this.ended) {
      try {
        if (!this.next()) break;
      } catch {
        // A quote that is not closed: its line is over, and the entry with it.
        this.ended = true;
      }
    }
  }

  /** The next word of the entry. @returns false when there is none @throws {TextError} for quotes and parentheses that do not match */
  next(): boolean {
    if (this.#again) {
      this.#again = false;
      return true;
    }
    if (this.ended) return false;
    const { bytes } = this;
    const { length } = bytes;
    let at = this.position;
    for (;;) {
      if (at >= length) {
        this.position = at;
        this.ended = true;
        if (this.#depth > 0) throw new TextError('a "(" is not closed');
        return false;
      }
      const octet = bytes[at]!;
      const kind = KIND[octet]!;
      if (kind === 0 || kind === 3) break;
      at++;
      if (kind === 1) continue;
      if (octet === NEWLINE) {
        this.line++;
        if (this.#depth > 0) continue;
        this.position = at;
        this.ended = true;
        return false;
      }
      if (octet === SEMICOLON) {
        while (at < length && bytes[at] !== NEWLINE) at++;
      } else if (octet === OPEN) {
        this.#depth++;
      } else if (octet === CLOSE) {
        if (this.#depth === 0) {
          this.position = at;
          throw new TextError('a ")" without a "("');
        }
        this.#depth--;
      } else {
        return this.#quote(at);
      }
    }
    this.start = at;
    this.quoted = false;
    for (;;) {
      while (at < length && KIND[bytes[at]!] === 0) at++;
      if (at >= length || bytes[at] !== BACKSLASH) break;
      at++;
      if (at < length && bytes[at] !== NEWLINE) at++;
    }
    this.stop = at;
    this.position = at;
    return true;
  }

  #quote(at: number): boolean {
    const { bytes } = this;
    this.start = at;
    this.quoted = true;
    while (at < bytes.length && bytes[at] !== QUOTE && bytes[at] !== NEWLINE) {
      if (bytes[at] === BACKSLASH && at + 1 < bytes.length && bytes[at + 1] !== NEWLINE) at++;
      at++;
    }
    this.stop = at;
    this.position = at;
    if (bytes[at] !== QUOTE) {
      this.#depth = 0;
      throw new TextError('a quote is not closed in its line');
    }
    this.position = at + 1;
    return true;
  }

  /** Enters an entry at `position`, which is in its line and outside of quotes. */
  enter(position: number): void {
    this.position = position;
    this.entryLine = this.line;
    this.ended = false;
    this.#depth = 0;
    this.#again = false;
  }

  /** Takes the last word back: `next` gives it again. */
  back(): void {
    this.#again = true;
  }

  /** @throws {TextError} when the entry has no more words */
  need(what: string): void {
    if (!this.next()) throw new TextError(`${what} is missing`);
  }

  /** @throws {TextError} when the entry has more words */
  done(): void {
    if (this.next()) throw new TextError(`"${this.word()}" is too much`);
  }

  /** The word as a string, octet by octet, escapes as they stand. */
  word(): string {
    let text = '';
    for (let i = this.start; i < this.stop; i++) text += String.fromCharCode(this.bytes[i]!);
    return text;
  }

  /** `need` and `word`. */
  text(what: string): string {
    this.need(what);
    return this.word();
  }

  /** The words up to the end of the entry, put together: how long hexadecimal and base 64 values are written. */
  joined(): string {
    let text = '';
    while (this.next()) text += this.word();
    return text;
  }

  /** A decimal number up to `maximum`. */
  integer(what: string, maximum: number): number {
    this.need(what);
    const { bytes, start, stop } = this;
    let value = 0;
    for (let i = start; i < stop; i++) {
      const digit = bytes[i]! - 0x30;
      if (digit < 0 || digit > 9) throw this.not(what, `0 to ${maximum}`);
      value = value * 10 + digit;
      if (value > maximum) throw this.not(what, `0 to ${maximum}`);
    }
    if (start === stop) throw this.not(what, `0 to ${maximum}`);
    return value;
  }

  /** Seconds: "3600", or with units as "1h30m" (w, d, h, m, s); `undefined` when the present word is none. */
  seconds(): number | undefined {
    const { bytes, start, stop } = this;
    let total = 0;
    let value = 0;
    let digits = 0;
    for (let i = start; i < stop; i++) {
      const octet = bytes[i]!;
      if (octet >= 0x30 && octet <= 0x39) {
        value = value * 10 + (octet - 0x30);
        digits++;
      } else {
        const unit = UNITS.indexOf(String.fromCharCode(octet | 0x20));
        if (unit < 0 || digits === 0) return undefined;
        total += value * UNIT_SECONDS[unit]!;
        value = 0;
        digits = 0;
      }
      if (total + value > 0xffff_ffff) return undefined;
    }
    if (start === stop) return undefined;
    return total + value;
  }

  /** Writes a name, relative ones below the origin. */
  name(what: string, writer: WireWriter): void {
    this.need(what);
    this.nameHere(what, writer);
  }

  /** The present word as a name. */
  nameHere(what: string, writer: WireWriter): void {
    writer.reserve(256);
    writer.length = this.nameTo(what, writer.bytes, writer.length);
  }

  /** The same, to `octets` at `at`, where there is room for 256. @returns where it ends */
  nameTo(what: string, octets: Uint8Array, at: number): number {
    const end = writeName(this.bytes, this.start, this.stop, this.origin, octets, at);
    if (end < 0) throw new TextError(`${what} "${this.word()}": ${NAME_FAULTS[-end]}`);
    return end;
  }

  /** The present word's octets, escapes resolved. */
  octets(writer: WireWriter): void {
    const { bytes, stop } = this;
    for (let i = this.start; i < stop; i++) {
      let octet = bytes[i]!;
      if (octet === BACKSLASH) {
        octet = bytes[++i] ?? -1;
        if (i >= stop) throw new TextError('a "\\" at the end of a word');
        if (octet >= 0x30 && octet <= 0x39) {
          const second = (i + 1 < stop ? bytes[i + 1]! : 0) - 0x30;
          const third = (i + 2 < stop ? bytes[i + 2]! : 0) - 0x30;
          octet = (octet - 0x30) * 100 + second * 10 + third;
          if (second < 0 || second > 9 || third < 0 || third > 9 || octet > 255) {
            throw new TextError(`"${this.word()}": a bad escape, \\DDD with 000-255 or \\ and a character`);
          }
          i += 2;
        }
      }
      writer.u8(octet);
    }
  }

  /** "TTL "abc": 0 to 255 was expected", to throw. */
  not(what: string, expected: string): TextError {
    return new TextError(`${what} "${this.word()}": ${expected} was expected`);
  }
}

const UNITS = 'wdhms';
const UNIT_SECONDS: readonly number[] = [604_800, 86_400, 3600, 60, 1];

/** Octets of a string: each code unit up to 255. @throws {TextError} for others */
export function latin1(text: string): Uint8Array {
  const bytes = new Uint8Array(text.length);
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code > 255) throw new TextError('write octets above 126 as \\DDD');
    bytes[i] = code;
  }
  return bytes;
}

/** Octets in quotes, escaped so that a scanner reads them back. */
export function quotedText(bytes: Uint8Array): string {
  let text = '"';
  for (const octet of bytes) {
    if (octet === QUOTE || octet === BACKSLASH) text += `\\${String.fromCharCode(octet)}`;
    else if (octet >= 0x20 && octet < 0x7f) text += String.fromCharCode(octet);
    else text += `\\${String(octet).padStart(3, '0')}`;
  }
  return `${text}"`;
}
