import type { Random } from '@morgana/random';
import { below, uint32 } from '@morgana/random';
import { exactQuestion, mixCase, restoreCase } from '../client/case.js';
import type { ClientCookies } from '../client/client-cookies.js';
import { equalNames, isWithin, type Name } from '../name.js';
import { EdnsOption, ExtendedError, Flag, Rcode, rcodeText, SAFE_UDP } from '../wire/constants.js';
import { findOption } from '../wire/edns.js';
import { decodeMessage, encodeMessage, type Message, query, type ResourceRecord } from '../wire/message.js';
import { FormatError } from '../wire/reader.js';
import type { Cut } from './cut.js';
import { type Failure, failed } from './outcome.js';
import type { ServerTable } from './servers.js';
import { type Budget, exchange, type Work } from './tasks.js';

/** Addresses of a zone that are asked one question before giving up, a second round included. */
const TRIES = 8;
/** Names of servers whose addresses are looked up for one question. */
const NAME_LOOKUPS = 4;
const NS = 2;
const CNAME = 5;
const DNAME = 39;

export interface AskerOptions {
  readonly random: Random;
  readonly servers: ServerTable;
  readonly cookies: ClientCookies | undefined;
  /** Port of all servers: 53. */
  readonly port: number;
  readonly ipv6: boolean;
  readonly ipv4: boolean;
  readonly now: () => number;
  /** Addresses of a server's name, looked up. */
  readonly addresses: (name: Name, budget: Budget) => Work<readonly string[]>;
  readonly statistics: { queries: number; retries: number; streams: number; lame: number };
}

/** Asks the servers of a zone, one after the other, until one gives an answer that makes sense. */
export class Asker {
  readonly #options: AskerOptions;

  constructor(options: AskerOptions) {
    this.#options = options;
  }

  /**
   * @param avoid addresses that are not asked; the one whose answer this gives is added
   * @returns an answer with authority or a referral further down
   */
  *askZone(cut: Cut, name: Name, type: number, budget: Budget, avoid?: Set<string>): Work<Message | Failure> {
    const { now } = this.#options;
    const known = this.#usable(cut.servers.flatMap(({ addresses }) => addresses));
    const nameless = cut.servers.filter(
      ({ name: host, addresses }) => addresses.length === 0 && !isWithin(host, cut.name),
    );
    const tried = new Map<string, number>();
    for (const address of avoid ?? []) tried.set(address, 2);
    let lookups = 0;
    let failure = failed(ExtendedError.NO_REACHABLE_AUTHORITY, 'the zone has no server with an address');
    for (let i = 0; i < TRIES; ) {
      if (now() >= budget.deadline) return failed(ExtendedError.NO_REACHABLE_AUTHORITY, 'it took too long');
      const address = this.#choose(known, tried);
      if (address === undefined) {
        // Names without addresses are for when those with them do not answer.
        const next =
          lookups < NAME_LOOKUPS && budget.serverNames > 0
            ? nameless.splice(below(this.#options.random, Math.max(1, nameless.length)), 1)[0]
            : undefined;
        if (next === undefined) return failure;
        lookups++;
        budget.serverNames--;
        const found = yield* this.#options.addresses(next.name, budget);
        for (const one of this.#usable(found)) if (!known.includes(one)) known.push(one);
        continue;
      }
      i++;
      tried.set(address, (tried.get(address) ?? 0) + 1);
      const answer = yield* this.#askServer(address, name, type, budget);
      if ('kind' in answer) {
        failure = answer;
        if (budget.sends <= 0) return failure;
        continue;
      }
      const fault = faultOf(cut.name, name, answer);
      if (fault === '') {
        avoid?.add(address);
        return answer;
      }
      this.#options.statistics.lame++;
      // It answers, but not for this zone: no second try.
      tried.set(address, 2);
      failure = failed(ExtendedError.NO_REACHABLE_AUTHORITY, `${address} ${fault}`);
    }
    return failure;
  }

  #usable(addresses: readonly string[]): string[] {
    const { ipv4, ipv6 } = this.#options;
    return addresses.filter((address) => (address.includes(':') ? ipv6 : ipv4));
  }

  /** The best of those that were asked least; at random among those that are about as good, as forgers have to guess it. */
  #choose(addresses: readonly string[], tried: ReadonlyMap<string, number>): string | undefined {
    const { servers, random } = this.#options;
    for (let round = 0; round < 2; round++) {
      const left = addresses.filter((address) => (tried.get(address) ?? 0) === round);
      if (left.length === 0) continue;
      const best = Math.min(...left.map((address) => servers.rank(address)));
      const good = left.filter((address) => servers.rank(address) <= best + 400);
      return good[below(random, good.length)];
    }
    return undefined;
  }

  *#askServer(address: string, name: Name, type: number, budget: Budget): Work<Message | Failure> {
    const { random, servers, now, port, cookies, statistics } = this.#options;
    const state = servers.get(address);
    let stream = false;
    for (let i = 0; i < 4; i++) {
      if (budget.sends-- <= 0) return failed(ExtendedError.NO_REACHABLE_AUTHORITY, 'it takes too many questions');
      const edns = now() >= state.plainUntil;
      const id = uint32(random) & 0xffff;
      const mixed = mixCase(name, random);
      const options = cookies === undefined || !edns ? [] : [cookies.option(address, state.cookie)];
      const bytes = encodeMessage(
        query(mixed, type, { id, edns: edns ? { udpSize: SAFE_UDP, dnssecOk: true, options } : undefined }),
      );
      let message: Message | undefined;
      let otherCase = false;
      const accept = (octets: Uint8Array): boolean => {
        const decoded = decodeMessage(octets);
        if (decoded instanceof FormatError || decoded.id !== id || (decoded.flags & Flag.QR) === 0) return false;
        if (decoded.opcode !== 0) return false;
        const cookie = findOption(decoded.edns, EdnsOption.COOKIE);
        // A cookie that is not ours is a forgery (RFC 7873, section 5.3).
        if (cookie !== undefined && options.length > 0 && cookies?.isOurs(address, cookie) === false) return false;
        const question = exactQuestion(decoded, mixed, type);
        if (question === 'other') return false;
        message = decoded;
        otherCase = question === 'case';
        return true;
      };
      statistics.queries++;
      if (stream) statistics.streams++;
      if (i > 0) statistics.retries++;
      const started = now();
      const got = yield* exchange({
        server: { address, port },
        query: bytes,
        stream,
        timeout: stream ? 5000 : servers.timeout(address),
        accept,
      });
      if (got === undefined || message === undefined) {
        servers.failed(address);
        return failed(ExtendedError.NO_REACHABLE_AUTHORITY, `no answer from ${address}`);
      }
      const answer = restoreCase(ofInternet(message), mixed, name);
      servers.answered(address, now() - started);
      const cookie = findOption(answer.edns, EdnsOption.COOKIE);
      if (cookie !== undefined && cookie.length > 8) state.cookie = cookie.slice(8);
      const { rcode, flags } = answer;
      // Another case of letters may be a forgery or an odd server; over TCP it cannot be the former.
      if (!stream && (otherCase || (flags & Flag.TC) !== 0 || (rcode === Rcode.BADCOOKIE && i > 0))) {
        stream = true;
        continue;
      }
      if (rcode === Rcode.BADCOOKIE && i === 0) continue;
      if (edns && (rcode === Rcode.FORMERR || rcode === Rcode.NOTIMP || rcode === Rcode.BADVERS)) {
        servers.withoutEdns(address, now());
        continue;
      }
      return answer;
    }
    return failed(ExtendedError.NO_REACHABLE_AUTHORITY, `${address} is not to be talked with`);
  }
}

/** Without records of other classes, which mean nothing here. */
function ofInternet(message: Message): Message {
  const only = (records: readonly ResourceRecord[]) => records.filter((record) => record.class === 1);
  const { answers, authorities, additionals } = message;
  return { ...message, answers: only(answers), authorities: only(authorities), additionals: only(additionals) };
}

/** Why an answer is of no use; "" where it is. */
function faultOf(zone: Name, name: Name, message: Message): string {
  const { rcode, flags } = message;
  if (rcode !== Rcode.NOERROR && rcode !== Rcode.NXDOMAIN) return `says ${rcodeText(rcode)}`;
  if (rcode === Rcode.NOERROR && findReferral(zone, name, message) !== undefined) return '';
  if ((flags & Flag.AA) === 0) return 'is not authoritative';
  for (const record of message.answers) {
    if (record.class === 1 && (equalNames(record.name, name) || (record.type === DNAME && isWithin(name, record.name))))
      return '';
  }
  // An answer about nothing that was asked.
  if (message.answers.length > 0 && message.authorities.length === 0) return 'answers something else';
  return '';
}

/** The name of the zone that a message refers to: below the zone that was asked, at or above the name. */
export function findReferral(zone: Name, name: Name, message: Message): Name | undefined {
  if (message.rcode !== Rcode.NOERROR || (message.flags & Flag.AA) !== 0) return undefined;
  if (message.answers.some((record) => record.type !== CNAME && equalNames(record.name, name))) return undefined;
  for (const { name: owner, type, class: klass } of message.authorities) {
    if (type === NS && klass === 1 && owner.length > zone.length && isWithin(owner, zone) && isWithin(name, owner)) {
      return owner;
    }
  }
  return undefined;
}
