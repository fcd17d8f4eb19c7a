import { type Endpoint, FlowError } from '@morgana/flow';
import { bytes, uint32 } from '@morgana/random';
import type { AbortSignalLike } from '@morgana/time';
import { type Name, nameText, parseName } from '../name.js';
import { EdnsOption, Flag, Rcode, rcodeText, SAFE_UDP } from '../wire/constants.js';
import { findOption } from '../wire/edns.js';
import { decodeMessage, encodeMessage, type Message, query, type ResourceRecord } from '../wire/message.js';
import { FormatError } from '../wire/reader.js';
import { addressesOf } from './addresses.js';
import { AnswerCache, followAliases } from './cache.js';
import { exactQuestion, mixCase, restoreCase } from './case.js';
import { ClientCookies } from './client-cookies.js';
import { exchangeUdp, type Ground, MessageStream } from './exchange.js';

export interface ClientOptions extends Ground {
  /** Recursive servers, tried in turn. */
  readonly servers: readonly Endpoint[];
  /** Milliseconds to wait for an answer at first; twice as long with each round. 1500 by default. */
  readonly timeout?: number;
  /** Rounds over all servers; the last one goes over TCP. 3 by default. */
  readonly rounds?: number;
  /** Answers that are kept; 0 keeps none. 1024 by default. */
  readonly cache?: number;
  /** Ask for signatures too (RFC 3225); false by default. */
  readonly dnssecOk?: boolean;
  /** Questions under way at a time; 256 by default, more are refused. */
  readonly pending?: number;
}

export interface LookupOptions {
  readonly signal?: AbortSignalLike;
}

/** What a name has of a type. */
export type Lookup =
  | { readonly status: 'found'; readonly records: readonly ResourceRecord[] }
  /** The name is there (or others are below it), without this type. */
  | { readonly status: 'no-data' }
  | { readonly status: 'no-name' };

/** No server gave an answer; `causes` has what each try failed with. */
export class LookupError extends Error {
  override readonly name = 'LookupError';
  readonly causes: readonly Error[];
  constructor(message: string, causes: readonly Error[]) {
    super(message, { cause: causes.at(-1) });
    this.causes = causes;
  }
}

/** A stub resolver: asks recursive servers, over UDP and, where that does not do, over TCP. */
export class DnsClient {
  readonly cache: AnswerCache;
  readonly #options: ClientOptions;
  readonly #cookies: ClientCookies;
  /** Servers' cookies, by address (RFC 7873, section 5.3). */
  readonly #serverCookies: Map<string, Uint8Array>;
  /** One question at a time for a name and type; who asks again waits with the first. */
  readonly #pending: Map<string, Promise<Message>>;

  /** @throws {RangeError} without servers */
  constructor(options: ClientOptions) {
    if (options.servers.length === 0) throw new RangeError('a DNS client needs a server to ask');
    this.#options = options;
    this.cache = new AnswerCache(options.cache ?? 1024);
    this.#pending = new Map();
    this.#cookies = new ClientCookies(bytes(options.random, 16));
    this.#serverCookies = new Map();
  }

  /**
   * The whole answer, from the cache or a server. NXDOMAIN is an answer.
   * @throws {LookupError} when no server gives one; the signal's reason
   */
  async query(name: Name | string, type: number, options: LookupOptions = {}): Promise<Message> {
    const owner = typeof name === 'string' ? parseName(name) : name;
    const { clock } = this.#options;
    const kept = this.cache.get(owner, type, clock.monotonic());
    if (kept !== undefined) return kept;
    // A caller's signal must not end the question of others.
    if (options.signal !== undefined) return this.#ask(owner, type, options.signal);
    const key = `${type} ${nameText(owner).toLowerCase()}`;
    let pending = this.#pending.get(key);
    if (pending === undefined) {
      if (this.#pending.size >= (this.#options.pending ?? 256))
        throw new LookupError('too many questions at a time', []);
      pending = this.#ask(owner, type, undefined).finally(() => this.#pending.delete(key));
      this.#pending.set(key, pending);
    }
    return pending;
  }

  /** Records of a type, across aliases. @throws {LookupError} as `query` */
  async lookup(name: Name | string, type: number, options: LookupOptions = {}): Promise<Lookup> {
    const owner = typeof name === 'string' ? parseName(name) : name;
    const message = await this.query(owner, type, options);
    const records = followAliases(owner, type, message);
    if (records.length > 0) return { status: 'found', records };
    return { status: message.rcode === Rcode.NXDOMAIN ? 'no-name' : 'no-data' };
  }

  /**
   * Addresses in the order in which to try them (RFC 8305, section 4): IPv6 and IPv4 in turn, IPv6 first; empty where
   * there are none. One family's failure is no error while the other one has addresses. @throws {LookupError}
   */
  async addresses(name: Name | string, options: LookupOptions = {}): Promise<string[]> {
    return addressesOf((type) => this.lookup(name, type, options));
  }

  async #ask(name: Name, type: number, signal: AbortSignalLike | undefined): Promise<Message> {
    const { servers, clock } = this.#options;
    const rounds = this.#options.rounds ?? 3;
    const causes: Error[] = [];
    for (let round = 0; round < rounds; round++) {
      const timeout = (this.#options.timeout ?? 1500) << round;
      for (const server of servers) {
        if (signal?.aborted) throw signal.reason;
        try {
          const message = await this.#askServer(server, name, type, timeout, round === rounds - 1 && round > 0, signal);
          this.cache.set(name, type, message, clock.monotonic());
          return message;
        } catch (error) {
          if (signal?.aborted) throw signal.reason;
          causes.push(error instanceof Error ? error : new Error(String(error)));
        }
      }
    }
    throw new LookupError(`no server answered for ${nameText(name)}: ${causes.at(-1)?.message}`, causes);
  }

  async #askServer(
    server: Endpoint,
    name: Name,
    type: number,
    timeout: number,
    stream: boolean,
    signal: AbortSignalLike | undefined,
  ): Promise<Message> {
    const { random } = this.#options;
    const id = uint32(random) & 0xffff;
    const mixed = mixCase(name, random);
    let message: Message | undefined;
    let edns = true;
    let refused = false;
    for (;;) {
      const cookie = this.#cookies.option(server.address, this.#serverCookies.get(server.address));
      const { dnssecOk = false } = this.#options;
      const question = encodeMessage(
        query(mixed, type, {
          id,
          recursionDesired: true,
          edns: edns ? { udpSize: SAFE_UDP, dnssecOk, options: [cookie] } : undefined,
        }),
      );
      const accept = (answer: Uint8Array): boolean => {
        message = matching(answer, id, mixed, type);
        const sent = findOption(message?.edns, EdnsOption.COOKIE);
        // A cookie that is not ours is a forgery.
        if (edns && sent !== undefined && !this.#cookies.isOurs(server.address, sent)) message = undefined;
        return message !== undefined;
      };
      if (!stream) await exchangeUdp(this.#options, server, question, timeout, accept, signal);
      else await this.#exchangeStream(server, question, timeout, accept);
      const { rcode, flags } = message!;
      const sent = findOption(message!.edns, EdnsOption.COOKIE);
      if (sent !== undefined && sent.length > 8) this.#serverCookies.set(server.address, sent.slice(8));
      if (edns && rcode === Rcode.BADCOOKIE && !stream) {
        // Now we know its cookie; who has not taken that either is asked over TCP (RFC 7873, section 5.3).
        stream = refused;
        refused = true;
      } else if (edns && (rcode === Rcode.FORMERR || rcode === Rcode.NOTIMP || rcode === Rcode.BADVERS)) {
        edns = false; // RFC 6891, section 6.2.2: a server that does not know EDNS
      } else if (!stream && (flags & Flag.TC) !== 0) {
        stream = true;
      } else if (rcode !== Rcode.NOERROR && rcode !== Rcode.NXDOMAIN) {
        throw new Error(`${server.address} says ${rcodeText(rcode)} for ${nameText(name)}`);
      } else {
        return { ...restoreCase(message!, mixed, name), questions: [{ name, type, class: 1 }] };
      }
    }
  }

  async #exchangeStream(
    server: Endpoint,
    bytes: Uint8Array,
    timeout: number,
    accept: (answer: Uint8Array) => boolean,
  ): Promise<void> {
    const stream = await MessageStream.open(this.#options, server, timeout);
    try {
      await stream.write(bytes);
      const answer = await stream.read();
      if (answer === null) throw new FlowError('ended', `${server.address} closed the connection without an answer`);
      if (!accept(answer)) throw new Error(`${server.address} answered something else`);
    } finally {
      stream.close();
    }
  }
}

/** The message if it answers this very question, the case of each letter included. */
function matching(bytes: Uint8Array, id: number, name: Name, type: number): Message | undefined {
  const message = decodeMessage(bytes);
  if (message instanceof FormatError || message.id !== id || (message.flags & Flag.QR) === 0) return undefined;
  return exactQuestion(message, name, type) === 'exact' ? message : undefined;
}
