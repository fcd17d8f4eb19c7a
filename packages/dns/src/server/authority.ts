import type { Logger } from '@morgana/log';
import type { Ground } from '../client/exchange.js';
import { equalNames, type Name, nameText } from '../name.js';
import { QueryType } from '../rdata/type-names.js';
import { type Invalid, isSigned, refuseSigned, sign, type TsigKey, verify } from '../tsig/tsig.js';
import { Class, Flag, MAXIMUM_MESSAGE, Opcode, Rcode } from '../wire/constants.js';
import { decodeMessage, encodeMessage, type Message, type ResourceRecord } from '../wire/message.js';
import { FormatError } from '../wire/reader.js';
import { serialOf, soaOf } from '../zone/diff.js';
import { isSerialAfter } from '../zone/serial.js';
import { PrimaryZone, type PrimaryZoneOptions } from './primary.js';
import { type QueryContext, Responder, type ResponderOptions } from './responder.js';
import { SecondaryZone, type SecondaryZoneOptions } from './secondary.js';
import { axfrRecords, clientSoa, ixfrRecords, transferMessages } from './transfer.js';
import { ZoneSet } from './zone-set.js';

export interface AuthorityOptions extends Omit<ResponderOptions, 'zones' | 'defer'> {
  readonly keys?: readonly TsigKey[];
  /** For secondaries and NOTIFY; a server that only answers needs none. */
  readonly ground?: Ground;
  /** Seconds since 1970, for TSIG. */
  readonly time: () => number;
  readonly log?: Logger;
}

type Managed = PrimaryZone | SecondaryZone;

/**
 * An authoritative server with all that is more than a question and an answer: transfers, NOTIFY, updates and TSIG. `responder`
 * answers plain queries; `handle` is the `handler` of `serveDns`.
 */
export class Authority {
  readonly zones: ZoneSet;
  readonly responder: Responder;
  readonly #options: AuthorityOptions;
  readonly #managed: Map<string, Managed>;
  /** For queries that come signed. */
  readonly #plain: Responder;

  constructor(options: AuthorityOptions) {
    this.#options = options;
    this.zones = new ZoneSet();
    this.responder = new Responder({ ...options, zones: this.zones, defer: true });
    const { rateLimiter: _, ...unlimited } = options;
    this.#plain = new Responder({ ...unlimited, zones: this.zones });
    this.#managed = new Map();
  }

  addPrimary(options: PrimaryZoneOptions): PrimaryZone {
    const zone = new PrimaryZone(options, this.zones, this.#options.ground, this.#options.log);
    this.#managed.set(nameText(options.zone.origin).toLowerCase(), zone);
    return zone;
  }

  /** @throws {Error} without `ground`, and as `SecondaryZone.start` */
  async addSecondary(options: SecondaryZoneOptions): Promise<SecondaryZone> {
    const { ground, log } = this.#options;
    if (ground === undefined) throw new Error('a secondary needs a stack, a clock and a random source (ground)');
    const zone = new SecondaryZone(options, this.zones, ground, log);
    this.#managed.set(nameText(options.origin).toLowerCase(), zone);
    await zone.start();
    return zone;
  }

  /** Ends what runs on its own. */
  stop(): void {
    for (const zone of this.#managed.values()) zone.stop();
  }

  #zone(name: Name): Managed | undefined {
    return this.#managed.get(nameText(name).toLowerCase());
  }

  /** What the responder left: the messages that answer it. */
  readonly handle = (bytes: Uint8Array, context: Readonly<QueryContext>): AsyncIterable<Uint8Array> =>
    this.#handle(bytes, context);

  async *#handle(bytes: Uint8Array, context: Readonly<QueryContext>): AsyncGenerator<Uint8Array, void, void> {
    const now = this.#options.time();
    const checked = verify(bytes, this.#options.keys ?? [], now);
    if (checked?.status === 'invalid') {
      yield this.#refuseSignature(bytes, checked, now);
      return;
    }
    const message = checked?.message ?? bytes;
    let prior = checked?.mac;
    let first = true;
    for await (const reply of this.#answer(message, context, checked?.key)) {
      if (checked === undefined) {
        yield reply;
        continue;
      }
      // Every message of a transfer is signed over the one before (RFC 8945, section 5.3.1).
      const signed = sign(reply, checked.key, this.#options.time(), { prior: prior!, timersOnly: !first });
      prior = signed.mac;
      first = false;
      yield signed.message;
    }
  }

  #refuseSignature(bytes: Uint8Array, failure: Invalid, now: number): Uint8Array {
    this.#options.log?.warn('a signature was refused', { key: nameText(failure.name), error: failure.error });
    const rcode = failure.error === Rcode.FORMERR ? Rcode.FORMERR : Rcode.NOTAUTH;
    const answer = refusal(bytes, rcode);
    return failure.error === Rcode.FORMERR ? answer : refuseSigned(answer, failure, now);
  }

  async *#answer(
    bytes: Uint8Array,
    context: Readonly<QueryContext>,
    key: TsigKey | undefined,
  ): AsyncGenerator<Uint8Array, void, void> {
    const message = decodeMessage(bytes);
    if (message instanceof FormatError || message.questions.length !== 1 || isSigned(bytes)) {
      yield refusal(bytes, Rcode.FORMERR);
      return;
    }
    const who = { address: context.address, key: key?.name };
    const question = message.questions[0]!;
    if (message.opcode === Opcode.QUERY && question.type !== QueryType.AXFR && question.type !== QueryType.IXFR) {
      const reply = new Uint8Array(MAXIMUM_MESSAGE);
      // A TSIG follows: it has to fit into the datagram too.
      const room = context.stream ? reply : reply.subarray(0, this.responder.udpSize - TSIG_ROOM);
      const length = this.#plain.answer(bytes, bytes.length, room, { ...context });
      if (length > 0) yield reply.slice(0, length);
      return;
    }
    if (question.class !== Class.IN) {
      yield answerTo(message, Rcode.REFUSED);
      return;
    }
    const zone = this.#zone(question.name);
    if (message.opcode === Opcode.QUERY) {
      yield* this.#transfer(message, context, zone, who);
    } else if (message.opcode === Opcode.NOTIFY) {
      yield answerTo(message, this.#notified(message, context, zone, key));
    } else if (message.opcode === Opcode.UPDATE) {
      yield answerTo(message, await this.#update(message, zone, who), true);
    } else {
      yield refusal(bytes, Rcode.NOTIMP);
    }
  }

  async *#transfer(
    message: Message,
    context: Readonly<QueryContext>,
    managed: Managed | undefined,
    who: { readonly address: string; readonly key: Name | undefined },
  ): AsyncGenerator<Uint8Array, void, void> {
    const question = message.questions[0]!;
    if (managed === undefined || soaOf(managed.zone) === undefined) {
      yield answerTo(message, managed === undefined ? Rcode.NOTAUTH : Rcode.SERVFAIL);
      return;
    }
    if (managed.options.allowTransfer?.(who) !== true) {
      this.#options.log?.info('a transfer was refused', { zone: nameText(question.name), to: who.address });
      yield answerTo(message, Rcode.REFUSED);
      return;
    }
    const soa = soaOf(managed.zone)!;
    if (question.type === QueryType.AXFR && !context.stream) {
      yield answerTo(message, Rcode.FORMERR);
      return;
    }
    if (question.type === QueryType.IXFR) {
      const client = clientSoa(message, question.name);
      if (client === undefined) {
        yield answerTo(message, Rcode.FORMERR);
        return;
      }
      // Nothing newer; or over UDP: the SOA says that there is, and TCP has the rest (RFC 1995, section 2).
      if (!context.stream || !isSerialAfter(serialOf(soa), serialOf(client))) {
        yield* transferMessages(message.id, question, [soa]);
        return;
      }
      const diffs =
        managed instanceof PrimaryZone
          ? managed.since(serialOf(client))
          : managed.options.store?.since(serialOf(client));
      if (diffs !== undefined && serialOf(diffs.at(-1)?.newSoa) === serialOf(soa)) {
        yield* transferMessages(message.id, question, ixfrRecords(soa, diffs));
        return;
      }
    }
    const held = managed instanceof PrimaryZone ? managed.hold() : { zone: managed.zone, release: () => {} };
    try {
      yield* transferMessages(message.id, question, axfrRecords(held.zone));
    } finally {
      held.release();
    }
  }

  #notified(
    message: Message,
    context: Readonly<QueryContext>,
    zone: Managed | undefined,
    key: TsigKey | undefined,
  ): number {
    if (!(zone instanceof SecondaryZone)) return Rcode.NOTAUTH;
    const { primaries, key: expected } = zone.options;
    const known = primaries.some(({ address }) => address === context.address);
    const signed = expected !== undefined && key !== undefined && equalNames(expected.name, key.name);
    if (!known && !signed) return Rcode.REFUSED;
    if (message.questions[0]!.type !== 6) return Rcode.NOTIMP;
    zone.refresh();
    return Rcode.NOERROR;
  }

  async #update(
    message: Message,
    zone: Managed | undefined,
    who: { readonly address: string; readonly key: Name | undefined },
  ): Promise<number> {
    if (message.questions[0]!.type !== 6) return Rcode.FORMERR;
    if (!(zone instanceof PrimaryZone)) return zone === undefined ? Rcode.NOTAUTH : Rcode.REFUSED;
    if (zone.options.allowUpdate?.(who) !== true) {
      this.#options.log?.info('an update was refused', {
        zone: nameText(message.questions[0]!.name),
        from: who.address,
      });
      return Rcode.REFUSED;
    }
    return zone.update(message);
  }
}

/** Octets of a TSIG with a long name and SHA-512. */
const TSIG_ROOM = 400;

function refusal(bytes: Uint8Array, rcode: number): Uint8Array {
  const answer = new Uint8Array(12);
  answer.set(bytes.subarray(0, 2));
  answer[2] = 0x80 | (bytes[2]! & 0x79);
  answer[3] = rcode;
  return answer;
}

/** `bare`: an answer to an update repeats nothing (RFC 2136, section 3.8). */
function answerTo(message: Message, rcode: number, bare = false): Uint8Array {
  const none: readonly ResourceRecord[] = [];
  const authoritative = message.opcode === Opcode.NOTIFY && rcode === Rcode.NOERROR ? Flag.AA : 0;
  return encodeMessage({
    ...message,
    flags: Flag.QR | authoritative | (message.flags & Flag.RD),
    rcode,
    questions: bare && rcode === Rcode.NOERROR ? [] : message.questions,
    answers: none,
    authorities: none,
    additionals: none,
    edns: message.edns === undefined ? undefined : { ...message.edns, options: [], version: 0, udpSize: 1232 },
  });
}
