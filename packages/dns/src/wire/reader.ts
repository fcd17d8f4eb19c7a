import { MAXIMUM_LABEL, MAXIMUM_NAME, type Name } from '../name.js';

/** Octets that are no DNS message. It is returned where strangers' octets are read, not thrown. */
export class FormatError extends Error {
  override readonly name = 'FormatError';
  /** Where it went wrong, in octets from the start. */
  readonly offset: number;
  constructor(message: string, offset: number) {
    super(`${message}, at octet ${offset}`);
    this.offset = offset;
  }
}

const EMPTY = /* @__PURE__ */ new Uint8Array(0);
const expanded = /* @__PURE__ */ new Uint8Array(MAXIMUM_NAME + 1);

/**
 * Reads integers, names and octets one after the other. It never throws and never reads past `end`: the first thing that
 * does not fit is kept in `fault`, and everything after it is 0 or empty. So a parser reads on and looks once, at the end.
 */
export class WireReader {
  bytes: Uint8Array;
  offset: number;
  /** Where reading ends: of the message, or of one record's data. */
  end: number;
  fault: string;
  faultOffset: number;
  /** Whether names may be compressed: in a message, not in data that stands alone. */
  pointers: boolean;

  constructor(bytes: Uint8Array, offset = 0, end: number = bytes.length, pointers = false) {
    this.bytes = bytes;
    this.offset = offset;
    this.end = end;
    this.fault = '';
    this.faultOffset = 0;
    this.pointers = pointers;
  }

  get ok(): boolean {
    return this.fault === '';
  }

  get remaining(): number {
    return this.end - this.offset;
  }

  /** Keeps the first fault, and ends reading. */
  fail(fault: string): void {
    if (this.fault !== '') return;
    this.fault = fault;
    this.faultOffset = this.offset;
    this.offset = this.end;
  }

  u8(): number {
    if (this.offset >= this.end) {
      this.fail('the octets end in a field');
      return 0;
    }
    return this.bytes[this.offset++]!;
  }

  u16(): number {
    const { bytes, offset } = this;
    if (offset + 2 > this.end) {
      this.fail('the octets end in a field');
      return 0;
    }
    this.offset = offset + 2;
    return (bytes[offset]! << 8) | bytes[offset + 1]!;
  }

  u32(): number {
    const high = this.u16();
    return ((high << 16) | this.u16()) >>> 0;
  }

  /** The next `length` octets, copied. */
  take(length: number): Uint8Array {
    if (length > this.remaining) {
      this.fail('the octets end in a field');
      return EMPTY;
    }
    return this.bytes.slice(this.offset, (this.offset += length));
  }

  rest(): Uint8Array {
    return this.take(this.remaining);
  }

  /**
   * A name, decompressed. A pointer has to lead to an earlier place than any octet of the name read so far (RFC 1035,
   * section 4.1.4: "a prior occurrence"), so that there is no loop, and each name costs at most 255 octets of work.
   */
  name(): Name {
    const { bytes } = this;
    let limit = this.end;
    let at = this.offset;
    let lowest = at;
    let after = -1;
    let length = 0;
    for (;;) {
      if (at >= limit) {
        this.fail('the octets end in a name');
        return EMPTY;
      }
      const octet = bytes[at]!;
      if (octet <= MAXIMUM_LABEL) {
        const next = at + octet + 1;
        if (next > limit) {
          this.fail('the octets end in a label');
          return EMPTY;
        }
        if (length + octet + 1 > MAXIMUM_NAME) {
          this.fail('a name of more than 255 octets');
          return EMPTY;
        }
        while (at < next) expanded[length++] = bytes[at++]!;
        if (octet === 0) break;
      } else if (octet >= 0xc0) {
        if (!this.pointers) {
          this.fail('a compressed name where none may be');
          return EMPTY;
        }
        if (at + 2 > limit) {
          this.fail('the octets end in a compression pointer');
          return EMPTY;
        }
        const target = ((octet & 0x3f) << 8) | bytes[at + 1]!;
        if (target >= lowest) {
          this.fail('a compression pointer that does not lead back');
          return EMPTY;
        }
        if (target < 12) {
          this.fail('a compression pointer into the header');
          return EMPTY;
        }
        if (after < 0) after = at + 2;
        // What lies before this name has been read; the bound of this record's data says nothing about it.
        limit = lowest;
        lowest = target;
        at = target;
      } else {
        this.fail('a label type that does not exist');
        return EMPTY;
      }
    }
    this.offset = after < 0 ? at : after;
    return expanded.slice(0, length);
  }
}
