import { FlowError } from '@morgana/flow';
import type { Logger } from '@morgana/log';
import type { Timer } from '@morgana/time';
import { addressesOf } from '../client/addresses.js';
import { followAliases } from '../client/cache.js';
import type { Lookup, LookupOptions } from '../client/client.js';
import { LookupError } from '../client/client.js';
import { exchangeUdp, type Ground, MessageStream } from '../client/exchange.js';
import { type Name, nameText, parseName } from '../name.js';
import { Flag, Rcode, rcodeText } from '../wire/constants.js';
import { type Message, query } from '../wire/message.js';
import { type Asking, type Resolution, ResolverCore, type ResolverCoreOptions } from './core.js';
import type { AnswerSource } from './recursor.js';
import type { Exchange, Pending } from './tasks.js';

/** Takes a question to a server and brings back what it `accept`s. The place where TLS or HTTPS comes in. */
export interface Transport {
  /** @returns undefined when there is no answer in time. Must not throw for what the network does. */
  exchange(exchange: Omit<Exchange, 'kind'>): Promise<Uint8Array | undefined>;
}

export interface ResolverOptions extends Omit<ResolverCoreOptions, 'random'>, Ground {
  /** UDP and TCP of `stack` by default. */
  readonly transport?: Transport;
  readonly log?: Logger;
}

/** UDP from a fresh random port for each question; TCP where it has to be. */
export class PlainTransport implements Transport {
  readonly #ground: Ground;

  constructor(ground: Ground) {
    this.#ground = ground;
  }

  async exchange({
    server,
    query: bytes,
    stream,
    timeout,
    accept,
  }: Omit<Exchange, 'kind'>): Promise<Uint8Array | undefined> {
    try {
      if (!stream) return await exchangeUdp(this.#ground, server, bytes, timeout, accept);
      const connection = await MessageStream.open(this.#ground, server, timeout);
      try {
        await connection.write(bytes);
        const answer = await connection.read();
        return answer !== null && accept(answer) ? answer : undefined;
      } finally {
        connection.close();
      }
    } catch (error) {
      if (error instanceof FlowError) return undefined;
      throw error;
    }
  }
}

/** A recursive, validating resolver on a stack: `ResolverCore` with a network and a clock. */
export class Resolver implements AnswerSource {
  readonly core: ResolverCore;
  readonly #options: ResolverOptions;
  readonly #transport: Transport;
  #timer: Timer | undefined;

  constructor(options: ResolverOptions) {
    this.#options = options;
    const { addresses } = options.stack;
    this.core = new ResolverCore({
      ipv6: addresses.length === 0 || addresses.some((one) => one.includes(':')),
      ...options,
    });
    this.#transport = options.transport ?? new PlainTransport(options);
    this.#timer = undefined;
  }

  /** As `ResolverCore.cached`. */
  cached(name: Name, type: number, asking: Asking, now: number): Resolution | undefined {
    return this.core.cached(name, type, asking, now);
  }

  /** The answer, an error among them: it does not reject. */
  resolve(name: Name | string, type: number, asking: Asking = {}): Promise<Resolution> {
    const { clock } = this.#options;
    const owner = typeof name === 'string' ? parseName(name) : name;
    return new Promise((resolve) => {
      this.core.ask(owner, type, asking, clock.monotonic(), this.#time(), resolve);
      this.#flush();
    });
  }

  /** The answer as a message. @throws {LookupError} for errors, and for data that does not validate */
  async query(name: Name | string, type: number, _options: LookupOptions = {}): Promise<Message> {
    const owner = typeof name === 'string' ? parseName(name) : name;
    const { rcode, answers, authorities, secure, error } = await this.resolve(owner, type);
    if (rcode !== Rcode.NOERROR && rcode !== Rcode.NXDOMAIN) {
      throw new LookupError(`${nameText(owner)}: ${error?.text || rcodeText(rcode)}`, []);
    }
    const flags = Flag.QR | Flag.RD | Flag.RA | (secure ? Flag.AD : 0);
    return { ...query(owner, type), flags, rcode, answers, authorities };
  }

  /** Records of a type, across aliases. @throws {LookupError} */
  async lookup(name: Name | string, type: number, options: LookupOptions = {}): Promise<Lookup> {
    const owner = typeof name === 'string' ? parseName(name) : name;
    const message = await this.query(owner, type, options);
    const records = followAliases(owner, type, message);
    if (records.length > 0) return { status: 'found', records };
    return { status: message.rcode === Rcode.NXDOMAIN ? 'no-name' : 'no-data' };
  }

  /** As `DnsClient.addresses`. @throws {LookupError} */
  addresses(name: Name | string, options: LookupOptions = {}): Promise<string[]> {
    return addressesOf((type) => this.lookup(name, type, options));
  }

  #time(): number {
    return Math.floor(this.#options.clock.wall() / 1000);
  }

  #flush(): void {
    for (const send of this.core.takeSends()) void this.#send(send);
    const { clock } = this.#options;
    this.#timer?.cancel();
    this.#timer = undefined;
    const next = this.core.nextDeadline();
    if (next === Number.POSITIVE_INFINITY) return;
    this.#timer = clock.setTimer(next, () => {
      this.core.runTimers(clock.monotonic(), this.#time());
      this.#flush();
    });
  }

  async #send(send: Pending): Promise<void> {
    let answer: Uint8Array | undefined;
    try {
      answer = await this.#transport.exchange(send);
    } catch (error) {
      this.#options.log?.error('a question could not be sent', { to: send.server.address, error: String(error) });
    }
    const { faults } = this.core;
    this.core.received(send.id, answer, this.#options.clock.monotonic(), this.#time());
    if (this.core.faults !== faults)
      this.#options.log?.error('a fault of the resolver', { error: String(this.core.lastFault) });
    this.#flush();
  }
}
