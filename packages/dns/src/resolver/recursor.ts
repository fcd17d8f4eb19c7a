import type { Logger } from '@morgana/log';
import type { Clock } from '@morgana/time';
import type { Name } from '../name.js';
import type { CookieJar } from '../server/cookies.js';
import { SERVER_COOKIE } from '../server/cookies.js';
import { NOT_PLAIN, type QueryContext } from '../server/responder.js';
import {
  EdnsOption,
  ExtendedError,
  Flag,
  HEADER,
  MAXIMUM_MESSAGE,
  Opcode,
  PLAIN_UDP,
  Rcode,
  SAFE_UDP,
} from '../wire/constants.js';
import { extendedErrorOption, nsidOption, type Option, readCookie } from '../wire/edns.js';
import { decodeMessage, encodeMessage, type Message, type ResourceRecord } from '../wire/message.js';
import { FormatError } from '../wire/reader.js';
import type { Asking, Resolution } from './core.js';

/** Where a recursor has its answers from: a `Resolver` or a `Forwarder`. */
export interface AnswerSource {
  /** The answer, where it is known without asking anybody. @param now monotonic milliseconds */
  cached(name: Name, type: number, asking: Asking, now: number): Resolution | undefined;
  /** Does not reject: errors are answers. */
  resolve(name: Name, type: number, asking: Asking): Promise<Resolution>;
}

export interface RecursorOptions {
  readonly resolver: AnswerSource;
  readonly clock: Clock;
  /** Who may ask; nobody else, as an open resolver is a weapon against others (RFC 5358). */
  readonly allow: (address: string) => boolean;
  readonly cookies?: CookieJar;
  readonly nsid?: Uint8Array;
  /** Octets of UDP payload to send at most; 1232 by default. */
  readonly udpSize?: number;
  readonly log?: Logger;
}

const RRSIG = 46;
const NSEC = 47;
const NSEC3 = 50;
const DNSSEC_TYPES: readonly number[] = [RRSIG, NSEC, NSEC3];

/**
 * A resolver's side towards its clients: RFC 1034, section 4.3.2 with recursion, AD, CD and DO (RFC 4035, section 3.2; RFC
 * 6840, section 5.7), EDNS, cookies, extended errors. `answer` and `handle` are what `serveDns` takes as `responder` and
 * `handler`: what is in the cache is answered at once.
 */
export class Recursor {
  readonly #options: RecursorOptions;
  readonly statistics = { answered: 0, refused: 0, dropped: 0, truncated: 0 };

  constructor(options: RecursorOptions) {
    this.#options = options;
  }

  /** As `Responder.answer`. */
  answer(query: Uint8Array, length: number, reply: Uint8Array, context: QueryContext): number {
    if (length < HEADER || (query[2]! & 0x80) !== 0) {
      this.statistics.dropped++;
      return 0;
    }
    const message = decodeMessage(query.subarray(0, length));
    const rcode = this.#check(message, context);
    if (rcode !== undefined || message instanceof FormatError) {
      const head = new Uint8Array(HEADER);
      head.set(query.subarray(0, 3));
      head[2] = 0x80 | (head[2]! & 0x79);
      head[3] = 0x80 | ((rcode ?? Rcode.FORMERR) & 15);
      if (message instanceof FormatError) {
        reply.set(head);
        return HEADER;
      }
      if (rcode === Rcode.REFUSED) this.statistics.refused++;
      const error = { code: ExtendedError.PROHIBITED, text: '' };
      const none: Resolution = {
        rcode: rcode!,
        answers: [],
        authorities: [],
        secure: false,
        error: rcode === Rcode.REFUSED ? error : undefined,
      };
      return this.#write(message, none, reply, context);
    }
    const question = message.questions[0]!;
    const checkingDisabled = (message.flags & Flag.CD) !== 0;
    const known = this.#options.resolver.cached(question.name, question.type, { checkingDisabled }, context.now);
    return known === undefined ? NOT_PLAIN : this.#write(message, known, reply, context);
  }

  /** What the cache does not have. */
  readonly handle = (bytes: Uint8Array, context: Readonly<QueryContext>): AsyncIterable<Uint8Array> =>
    this.#handle(bytes, context);

  async *#handle(bytes: Uint8Array, context: Readonly<QueryContext>): AsyncGenerator<Uint8Array, void, void> {
    const message = decodeMessage(bytes);
    if (message instanceof FormatError) return;
    const question = message.questions[0]!;
    const checkingDisabled = (message.flags & Flag.CD) !== 0;
    const resolution = await this.#options.resolver.resolve(question.name, question.type, { checkingDisabled });
    const reply = new Uint8Array(MAXIMUM_MESSAGE);
    const time = Math.floor(this.#options.clock.wall() / 1000);
    yield reply.subarray(0, this.#write(message, resolution, reply, { ...context, time }));
  }

  /** @returns the rcode to refuse with */
  #check(message: Message | FormatError, context: QueryContext): number | undefined {
    if (message instanceof FormatError) return Rcode.FORMERR;
    if (!this.#options.allow(context.address)) return Rcode.REFUSED;
    if (message.opcode !== Opcode.QUERY) return Rcode.NOTIMP;
    if (message.edns !== undefined && message.edns.version !== 0) return Rcode.BADVERS;
    const question = message.questions[0];
    if (message.questions.length !== 1 || question === undefined || message.answers.length > 0) return Rcode.FORMERR;
    // What is asked for has to be a type of data, and of the Internet; without recursion there is nothing here.
    const { type, class: klass } = question;
    if (klass !== 1 || type === 0 || type === 41 || (type >= 128 && type < 255)) return Rcode.NOTIMP;
    return (message.flags & Flag.RD) === 0 ? Rcode.REFUSED : undefined;
  }

  #write(message: Message, resolution: Resolution, reply: Uint8Array, context: QueryContext): number {
    const { edns } = message;
    const dnssec = edns?.dnssecOk === true;
    // AD is for those who say that they know it (RFC 6840, section 5.7).
    const wantsAd = dnssec || (message.flags & Flag.AD) !== 0;
    const type = message.questions[0]?.type ?? 0;
    const wanted = (records: readonly ResourceRecord[]) =>
      dnssec ? records : records.filter((record) => record.type === type || !DNSSEC_TYPES.includes(record.type));
    const { rcode, secure, error } = resolution;
    const flags =
      Flag.QR |
      Flag.RA |
      (message.flags & (Flag.RD | Flag.CD)) |
      (secure && wantsAd && (message.flags & Flag.CD) === 0 ? Flag.AD : 0);
    const answer: Message = {
      id: message.id,
      opcode: message.opcode,
      flags,
      rcode,
      questions: message.questions,
      answers: wanted(resolution.answers),
      authorities: wanted(resolution.authorities),
      additionals: [],
      edns:
        edns === undefined
          ? undefined
          : {
              version: 0,
              udpSize: this.#udpSize,
              dnssecOk: dnssec,
              flags: 0,
              options: this.#ednsOptions(message, error, context),
            },
    };
    const most = context.stream
      ? MAXIMUM_MESSAGE
      : edns === undefined
        ? PLAIN_UDP
        : Math.min(this.#udpSize, Math.max(PLAIN_UDP, edns.udpSize));
    let bytes: Uint8Array | undefined;
    try {
      bytes = encodeMessage(answer, most);
    } catch (fault) {
      if (!(fault instanceof RangeError)) throw fault;
      this.statistics.truncated++;
      bytes = encodeMessage({ ...answer, flags: flags | Flag.TC, answers: [], authorities: [] });
    }
    this.statistics.answered++;
    reply.set(bytes);
    return bytes.length;
  }

  get #udpSize(): number {
    return this.#options.udpSize ?? SAFE_UDP;
  }

  #ednsOptions(message: Message, error: Resolution['error'], context: QueryContext): Option[] {
    const { cookies, nsid } = this.#options;
    const options: Option[] = [];
    const cookie = cookies === undefined ? undefined : readCookie(message.edns);
    if (cookies !== undefined && cookie !== undefined) {
      const data = new Uint8Array(8 + SERVER_COOKIE);
      data.set(cookie.client);
      cookies.write(cookie.client, context.address, context.time, data, 8);
      options.push({ code: EdnsOption.COOKIE, data });
    }
    if (nsid !== undefined && message.edns?.options.some(({ code }) => code === EdnsOption.NSID))
      options.push(nsidOption(nsid));
    if (error !== undefined) {
      const text = Uint8Array.from(error.text.slice(0, 120), (character) => character.charCodeAt(0) & 0x7f);
      options.push(extendedErrorOption({ code: error.code, text }));
    }
    return options;
  }
}

/** Whether an address is one of a machine itself or of a private network (RFC 1918, 4193, 6598, 3927, 4291). */
export function isPrivateAddress(address: string): boolean {
  if (address.includes(':')) {
    const lower = address.toLowerCase();
    if (lower.startsWith('::ffff:') && lower.includes('.')) return isPrivateAddress(lower.slice(7));
    return lower === '::1' || /^f[cd][0-9a-f]{2}:/.test(lower) || /^fe[89ab][0-9a-f]:/.test(lower);
  }
  const [a = 0, b = 0] = address.split('.').map(Number);
  return (
    a === 10 ||
    a === 127 ||
    (a === 172 && b >= 16 && b < 32) ||
    (a === 192 && b === 168) ||
    (a === 169 && b === 254) ||
    (a === 100 && b >= 64 && b < 128)
  );
}
