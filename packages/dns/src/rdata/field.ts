import { parseBase32, parseBase64, parseHex } from '../encoding.js';
import { ipText, parseIpv4, parseIpv6, readIpv4 } from '../ip.js';
import type { Name } from '../name.js';
import { type Scanner, TextError } from '../text/scanner.js';
import type { WireReader } from '../wire/reader.js';
import type { WireWriter } from '../wire/writer.js';
import { parseType } from './type-names.js';

export type TextForm =
  | 'u8'
  | 'u16'
  | 'u32'
  | 'time'
  | 'type'
  | 'types'
  | 'name'
  | 'address'
  | 'string'
  | 'strings'
  | 'quoted'
  | 'tag'
  | 'hex'
  | 'base64'
  | 'salt'
  | 'hash'
  | 'octets-8'
  | 'octets-6'
  | 'words-8'
  | 'location'
  | 'prefixes'
  | 'ipsec-key'
  | 'amt-relay'
  | 'host-identity'
  | 'service-parameters';

/** One field of a record's data: as a value, as octets and as text. */
export interface Field<T> {
  read(reader: WireReader): T;
  /** @throws {RangeError} for a value that cannot be written */
  write(writer: WireWriter, value: T): void;
  /** Text to octets. @throws {TextError} */
  scan(scanner: Scanner, writer: WireWriter): void;
  /** How octets become text: see text.ts, which a program that prints no data does not carry. */
  readonly form: TextForm;
  /** It is a name that RFC 1035 compresses; others never are (RFC 3597, section 4). */
  readonly compressed?: boolean;
  /** It is a name that signatures take in lower case (RFC 4034, section 6.2; RFC 6840, section 5.1). */
  readonly canonical?: boolean;
}

function integer(bits: 8 | 16 | 32, what: string): Field<number> {
  const maximum = 2 ** bits - 1;
  const read = (reader: WireReader) => (bits === 8 ? reader.u8() : bits === 16 ? reader.u16() : reader.u32());
  const put = (writer: WireWriter, value: number) => {
    if (bits === 8) writer.u8(value);
    else if (bits === 16) writer.u16(value);
    else writer.u32(value);
  };
  return {
    read,
    write(writer, value) {
      if (!(Number.isInteger(value) && value >= 0 && value <= maximum)) {
        throw new RangeError(`${what} ${value}: an integer from 0 to ${maximum}`);
      }
      put(writer, value);
    },
    scan: (scanner, writer) => put(writer, scanner.integer(what, maximum)),
    form: `u${bits}`,
  };
}

export const u8 = (what = 'a number'): Field<number> => integer(8, what);
export const u16 = (what = 'a number'): Field<number> => integer(16, what);
export const u32 = (what = 'a number'): Field<number> => integer(32, what);

/** A number that may be written as a word: `words` are pairs of word and number. */
export const mnemonic = (bits: 8 | 16, what: string, words: string): Field<number> => ({
  ...integer(bits, what),
  scan(scanner, writer) {
    scanner.need(what);
    const list = words.split(' ');
    const at = list.indexOf(scanner.word().toUpperCase());
    let value: number;
    if (at >= 0 && at % 2 === 0) value = Number(list[at + 1]);
    else {
      scanner.back();
      value = scanner.integer(what, 2 ** bits - 1);
    }
    if (bits === 8) writer.u8(value);
    else writer.u16(value);
  },
});

/** A DNSSEC algorithm: its number, or its mnemonic (RFC 4034, appendix A.1, and IANA's registry since). */
export const algorithm: Field<number> = /* @__PURE__ */ mnemonic(
  8,
  'algorithm',
  'RSAMD5 1 DH 2 DSA 3 RSASHA1 5 DSA-NSEC3-SHA1 6 RSASHA1-NSEC3-SHA1 7 NSEC3RSASHA1 7 RSASHA256 8 RSASHA512 10 ECC-GOST 12 ' +
    'ECDSAP256SHA256 13 ECDSAP384SHA384 14 ED25519 15 ED448 16 INDIRECT 252 PRIVATEDNS 253 PRIVATEOID 254',
);

/** 32 bits of seconds; the text may have units. */
export const period = (what: string): Field<number> => ({
  ...integer(32, what),
  scan(scanner, writer) {
    scanner.need(what);
    const seconds = scanner.seconds();
    if (seconds === undefined) throw scanner.not(what, 'seconds, or a time such as 1h30m');
    writer.u32(seconds);
  },
});

function nameField(what: string, compressed: boolean, canonical: boolean): Field<Name> {
  return {
    compressed,
    canonical,
    read: (reader) => reader.name(),
    write(writer, value) {
      if (compressed && writer.compress) writer.name(value);
      else writer.put(value);
    },
    scan: (scanner, writer) => scanner.name(what, writer),
    form: 'name',
  };
}

export const compressedName = (what = 'a name'): Field<Name> => nameField(what, true, true);
/** A name that signatures take in lower case but that is not compressed. */
export const canonicalNameField = (what = 'a name'): Field<Name> => nameField(what, false, true);
export const plainName = (what = 'a name'): Field<Name> => nameField(what, false, false);

function address(length: 4 | 16, parse: (text: string) => Uint8Array | undefined): Field<string> {
  const expected = length === 4 ? 'an IPv4 address' : 'an IPv6 address';
  return {
    read(reader) {
      const octets = reader.take(length);
      return octets.length === length ? ipText(octets) : '';
    },
    write(writer, value) {
      const octets = parse(value);
      if (octets === undefined) throw new RangeError(`"${value}" is not ${expected}`);
      writer.put(octets);
    },
    scan(scanner, writer) {
      if (length === 4) {
        // The commonest of all: without a string.
        scanner.need(expected);
        writer.reserve(4);
        if (!readIpv4(scanner.bytes, scanner.start, scanner.stop, writer.bytes, writer.length))
          throw scanner.not('address', expected);
        writer.length += 4;
        return;
      }
      const octets = parse(scanner.text(expected));
      if (octets === undefined) throw scanner.not('address', expected);
      writer.put(octets);
    },
    form: 'address',
  };
}

export const ipv4: Field<string> = /* @__PURE__ */ address(4, parseIpv4);
export const ipv6: Field<string> = /* @__PURE__ */ address(16, parseIpv6);

function scanString(scanner: Scanner, writer: WireWriter): void {
  const lengthAt = writer.length;
  writer.u8(0);
  scanner.octets(writer);
  const length = writer.length - lengthAt - 1;
  if (length > 255) throw new TextError(`a string of ${length} octets: 255 are allowed`);
  writer.bytes[lengthAt] = length;
}

function writeString(writer: WireWriter, value: Uint8Array): void {
  if (value.length > 255) throw new RangeError(`a string of ${value.length} octets: 255 are allowed`);
  writer.u8(value.length);
  writer.put(value);
}

/** A <character-string> (RFC 1035, section 3.3): up to 255 octets after their number. */
export const string = (what = 'a string'): Field<Uint8Array> => ({
  read: (reader) => reader.take(reader.u8()),
  write: writeString,
  scan(scanner, writer) {
    scanner.need(what);
    scanString(scanner, writer);
  },
  form: 'string',
});

/** One or more <character-string>s up to the end of the data. */
export const strings: Field<readonly Uint8Array[]> = {
  read(reader) {
    const found: Uint8Array[] = [];
    do found.push(reader.take(reader.u8()));
    while (reader.remaining > 0);
    return found;
  },
  write(writer, value) {
    if (value.length === 0) throw new RangeError('at least one string');
    for (const one of value) writeString(writer, one);
  },
  scan(scanner, writer) {
    scanner.need('a string');
    do scanString(scanner, writer);
    while (scanner.next());
  },
  form: 'strings',
};

/** The rest of the data as one text in quotes (CAA, URI). */
export const quotedRest = (what: string): Field<Uint8Array> => ({
  read: (reader) => reader.rest(),
  write: (writer, value) => writer.put(value),
  scan(scanner, writer) {
    scanner.need(what);
    scanner.octets(writer);
  },
  form: 'quoted',
});

function rest(what: string, parse: (text: string) => Uint8Array | undefined, form: TextForm) {
  return (least = 0): Field<Uint8Array> => ({
    read(reader) {
      if (reader.remaining < least) reader.fail('the data is too short');
      return reader.rest();
    },
    write(writer, value) {
      if (value.length < least) throw new RangeError(`at least ${least} octets`);
      writer.put(value);
    },
    scan(scanner, writer) {
      const joined = scanner.joined();
      const octets = parse(joined);
      if (octets === undefined) throw new TextError(`"${joined}": ${what} was expected`);
      if (octets.length < least) throw new TextError(`${what}: at least ${least} octets were expected`);
      writer.put(octets);
    },
    form,
  });
}

/** The rest of the data, in blanks-allowed base 16 or 64; with the fewest octets it may have. */
export const hexRest: (least?: number) => Field<Uint8Array> = /* @__PURE__ */ rest('base 16', parseHex, 'hex');
export const base64Rest: (least?: number) => Field<Uint8Array> = /* @__PURE__ */ rest('base 64', parseBase64, 'base64');

/** Octets after their number: NSEC3's salt and next hashed owner. "-" is none, where that may be. */
function counted(
  what: string,
  parse: (text: string) => Uint8Array | undefined,
  form: TextForm,
  least: number,
): Field<Uint8Array> {
  return {
    read(reader) {
      const length = reader.u8();
      if (length < least) reader.fail(`${what} is empty`);
      return reader.take(length);
    },
    write: writeString,
    scan(scanner, writer) {
      const word = scanner.text(what);
      const octets = word === '-' && least === 0 ? new Uint8Array(0) : parse(word);
      if (octets === undefined || octets.length > 255 || octets.length < least) {
        throw scanner.not(what, 'up to 255 octets of it');
      }
      writeString(writer, octets);
    },
    form,
  };
}

export const salt: Field<Uint8Array> = /* @__PURE__ */ counted('a salt in base 16', parseHex, 'salt', 0);
export const hashedOwner: Field<Uint8Array> = /* @__PURE__ */ counted('a hash in base 32', parseBase32, 'hash', 1);

/** So many octets, written with "-" or ":" between their base 16 (EUI-48, EUI-64) or 16 bits with ":" (NID, L64). */
export const grouped = (length: number, width: 1 | 2, separator: string, form: TextForm): Field<Uint8Array> => ({
  read: (reader) => reader.take(length),
  write(writer, value) {
    if (value.length !== length) throw new RangeError(`${length} octets`);
    writer.put(value);
  },
  scan(scanner, writer) {
    const groups = scanner.text('base 16').split(separator);
    const digits = width * 2;
    const padded = groups.map((group) => (width === 2 ? group.padStart(digits, '0') : group));
    const octets = parseHex(padded.join(''));
    if (octets === undefined || octets.length !== length || padded.some((group) => group.length !== digits)) {
      throw scanner.not('value', `${length / width} groups of base 16 with "${separator}" between them`);
    }
    writer.put(octets);
  },
  form,
});

/** A type of resource record by its mnemonic. */
export const typeField: Field<number> = {
  .../* @__PURE__ */ integer(16, 'a type'),
  scan: (scanner, writer) => writer.u16(parseType(scanner.text('a type'))),
  form: 'type',
};

/**
 * A set of types (RFC 4034, section 4.1.2): blocks of window number, length 1-32 and bitmap, ascending, without zero octets
 * at the end. As a value ascending numbers.
 */
export const typeBitmap: Field<readonly number[]> = {
  read(reader) {
    const types: number[] = [];
    let last = -1;
    while (reader.remaining > 0) {
      const window = reader.u8();
      const length = reader.u8();
      if (window <= last || length < 1 || length > 32) reader.fail('a bad block of a type bitmap');
      last = window;
      const bits = reader.take(length);
      if (bits.length > 0 && bits[bits.length - 1] === 0) reader.fail('a zero octet ends a type bitmap');
      for (let i = 0; i < bits.length; i++) {
        for (let bit = 0; bit < 8; bit++) if (bits[i]! & (0x80 >>> bit)) types.push((window << 8) | (i << 3) | bit);
      }
    }
    return types;
  },
  write(writer, value) {
    const sorted = [...new Set(value)].sort((a, b) => a - b);
    for (let i = 0; i < sorted.length; ) {
      const window = sorted[i]! >>> 8;
      const bits = new Uint8Array(32);
      let length = 0;
      for (; i < sorted.length && sorted[i]! >>> 8 === window; i++) {
        const low = sorted[i]! & 0xff;
        length = (low >>> 3) + 1;
        bits[low >>> 3]! |= 0x80 >>> (low & 7);
      }
      writer.u8(window);
      writer.u8(length);
      writer.put(bits.subarray(0, length));
    }
  },
  scan(scanner, writer) {
    const types: number[] = [];
    while (scanner.next()) types.push(parseType(scanner.word()));
    this.write(writer, types);
  },
  form: 'types',
};

/** Seconds since 1970 modulo 2^32, written YYYYMMDDHHmmSS (RFC 4034, section 3.2) within 1970-2106. */
export const time: Field<number> = {
  .../* @__PURE__ */ integer(32, 'a time'),
  scan(scanner, writer) {
    const word = scanner.text('a time');
    if (/^[0-9]{14}$/.test(word)) {
      const [year, month, day] = [word.slice(0, 4), word.slice(4, 6), word.slice(6, 8)];
      const [hour, minute, second] = [word.slice(8, 10), word.slice(10, 12), word.slice(12)];
      const seconds = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`) / 1000;
      if (!(seconds >= 0 && seconds <= 0xffff_ffff)) throw scanner.not('time', 'YYYYMMDDHHmmSS from 1970 to 2106');
      writer.u32(seconds);
      return;
    }
    scanner.back();
    writer.u32(scanner.integer('a time', 0xffff_ffff));
  },
  form: 'time',
};
