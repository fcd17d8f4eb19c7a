import type { Endpoint, Stack } from '@morgana/flow';
import type { Clock } from '@morgana/time';
import { equalNames, type Name, nameText } from '../name.js';
import { QueryType } from '../rdata/type-names.js';
import { sign, type TsigKey, verify } from '../tsig/tsig.js';
import { Rcode, rcodeText } from '../wire/constants.js';
import { decodeMessage, encodeMessage, type Message, query, type ResourceRecord } from '../wire/message.js';
import { FormatError } from '../wire/reader.js';
import { addTo, serialOf, type ZoneDiff } from '../zone/diff.js';
import { Zone } from '../zone/zone.js';
import { MessageStream } from './exchange.js';

/** A transfer that failed; the zone is as it was. */
export class TransferError extends Error {
  override readonly name = 'TransferError';
}

export interface TransferOptions {
  readonly stack: Stack;
  readonly clock: Clock;
  readonly server: Endpoint;
  readonly origin: Name;
  /** The SOA that is held: asks for what changed since. Without it the whole zone is asked for. */
  readonly since?: ResourceRecord;
  readonly key?: TsigKey | undefined;
  /** 16 random bits. */
  readonly id: number;
  /** Milliseconds to wait for each message; 30,000 by default. */
  readonly timeout?: number;
  /** Octets that a transfer may have; 256 MB by default. */
  readonly maximumSize?: number;
}

export type Transfer =
  | { readonly kind: 'current' }
  | { readonly kind: 'zone'; readonly zone: Zone }
  | { readonly kind: 'diffs'; readonly diffs: readonly ZoneDiff[] };

/** Messages of a stream that may be without TSIG between two that have one (RFC 8945, section 5.3.1). */
const UNSIGNED = 99;

/** Fetches a zone, or its changes (RFC 5936, RFC 1995), over TCP. @throws {TransferError}, {FlowError} */
export async function transferIn(options: TransferOptions): Promise<Transfer> {
  const { origin, since, key, clock, id } = options;
  const type = since === undefined ? QueryType.AXFR : QueryType.IXFR;
  const plain = encodeMessage({ ...query(origin, type, { id }), authorities: since === undefined ? [] : [since] });
  const now = () => Math.floor(clock.wall() / 1000);
  const signed = key === undefined ? undefined : sign(plain, key, now());
  const stream = await MessageStream.open(options, options.server, options.timeout ?? 30_000);
  try {
    await stream.write(signed?.message ?? plain);
    const assembly = new Assembly(origin, since);
    let prior = signed?.mac;
    let first = true;
    let unsigned: Uint8Array[] = [];
    let size = 0;
    while (!assembly.done) {
      const bytes = await stream.read();
      if (bytes === null) throw new TransferError('the server ended the transfer before its end');
      size += bytes.length;
      if (size > (options.maximumSize ?? 0x1000_0000))
        throw new TransferError(`the transfer has more than ${size} octets`);
      let message = bytes;
      if (key !== undefined) {
        const checked = verify(bytes, [key], now(), { prior: prior!, timersOnly: !first, unsigned });
        if (checked?.status === 'valid') {
          message = checked.message;
          prior = checked.mac;
          unsigned = [];
        } else if (checked !== undefined || first || unsigned.length >= UNSIGNED) {
          throw new TransferError(`the server's signature is ${checked === undefined ? 'missing' : 'wrong'}`);
        } else {
          unsigned.push(bytes);
        }
      }
      const decoded = decodeMessage(message);
      if (decoded instanceof FormatError) throw new TransferError(decoded.message);
      checkHead(decoded, id, origin, type, first);
      first = false;
      for (const record of decoded.answers) assembly.take(record);
      assembly.endOfMessage();
    }
    if (unsigned.length > 0) throw new TransferError('the last message of the transfer is not signed');
    return assembly.result();
  } finally {
    stream.close();
  }
}

function checkHead(message: Message, id: number, origin: Name, type: number, first: boolean): void {
  if (message.id !== id || (message.flags & 0x8000) === 0) throw new TransferError('an answer to something else');
  if (message.rcode !== Rcode.NOERROR) throw new TransferError(`the server says ${rcodeText(message.rcode)}`);
  const question = message.questions[0];
  if (question === undefined ? first : !equalNames(question.name, origin) || question.type !== type) {
    throw new TransferError('an answer to another question');
  }
}

/** Puts the records of a transfer together. */
class Assembly {
  done = false;
  readonly #origin: Name;
  readonly #since: ResourceRecord | undefined;
  #final: ResourceRecord | undefined;
  #count = 0;
  #zone: Zone | undefined;
  #diffs: ZoneDiff[] | undefined;
  #oldSoa: ResourceRecord | undefined;
  #newSoa: ResourceRecord | undefined;
  #removed: ResourceRecord[] = [];
  #added: ResourceRecord[] = [];

  constructor(origin: Name, since: ResourceRecord | undefined) {
    this.#origin = origin;
    this.#since = since;
  }

  take(record: ResourceRecord): void {
    if (this.done) throw new TransferError('records behind the end of the transfer');
    const isSoa = record.type === 6 && equalNames(record.name, this.#origin);
    this.#count++;
    if (this.#final === undefined) {
      if (!isSoa) throw new TransferError('the transfer does not begin with the SOA');
      this.#final = record;
      return;
    }
    if (this.#count === 2) {
      // Two SOAs at the start are an incremental transfer, unless they are the same: an empty zone (RFC 1995, section 4).
      if (this.#since !== undefined && isSoa && serialOf(record) !== serialOf(this.#final)) {
        this.#diffs = [];
        this.#oldSoa = record;
        return;
      }
      this.#zone = new Zone(this.#origin);
      addTo(this.#zone, this.#final);
    }
    if (this.#diffs === undefined) this.#takeWhole(record, isSoa);
    else this.#takeChange(record, isSoa);
  }

  #takeWhole(record: ResourceRecord, isSoa: boolean): void {
    if (isSoa) {
      if (serialOf(record) !== serialOf(this.#final)) throw new TransferError('the zone changed within its transfer');
      this.done = true;
    } else if (!addTo(this.#zone!, record)) {
      throw new TransferError(`a record that does not fit: ${nameText(record.name)} ${record.type}`);
    }
  }

  #takeChange(record: ResourceRecord, isSoa: boolean): void {
    if (!isSoa) {
      (this.#newSoa === undefined ? this.#removed : this.#added).push(record);
    } else if (this.#newSoa === undefined) {
      this.#newSoa = record;
    } else {
      const diff = { oldSoa: this.#oldSoa!, newSoa: this.#newSoa, removed: this.#removed, added: this.#added };
      this.#diffs!.push(diff);
      if (serialOf(record) !== serialOf(this.#newSoa)) throw new TransferError('changes that do not follow each other');
      if (serialOf(record) === serialOf(this.#final)) {
        this.done = true;
        return;
      }
      this.#oldSoa = record;
      this.#newSoa = undefined;
      this.#removed = [];
      this.#added = [];
    }
  }

  /** One SOA and nothing more: the server has nothing newer (RFC 1995, section 4). */
  endOfMessage(): void {
    if (this.#count === 1 && this.#since !== undefined) this.done = true;
    else if (this.#count === 0) throw new TransferError('an answer without records');
  }

  result(): Transfer {
    if (this.#diffs !== undefined) return { kind: 'diffs', diffs: this.#diffs };
    if (this.#zone === undefined) return { kind: 'current' };
    this.#zone.compact();
    return { kind: 'zone', zone: this.#zone };
  }
}
