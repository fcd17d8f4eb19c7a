import { bytes, type Random } from '@morgana/random';
import { ClientCookies } from '../client/client-cookies.js';
import { type DnssecAlgorithm, VALIDATION_ALGORITHMS } from '../dnssec/algorithms.js';
import { type RecordSet, recordsOf } from '../dnssec/record-set.js';
import { Effort } from '../dnssec/verify.js';
import { equalNames, isWithin, type Name, nameText, parentName, parseName, ROOT } from '../name.js';
import { A, AAAA, DS, HINFO } from '../rdata/types.js';
import { Class, ExtendedError, Rcode } from '../wire/constants.js';
import type { ResourceRecord } from '../wire/message.js';
import { FormatError } from '../wire/reader.js';
import { Asker } from './ask.js';
import { BoundedMap } from './bounded-map.js';
import { type Cut, CutTable, glue, type ZoneKeyState } from './cut.js';
import { Denials } from './denials.js';
import { type Failure, failed, INSECURE, keyOf, type Outcome, SECURE, weightOf } from './outcome.js';
import { type Cutting, Recursion } from './recursion.js';
import { type Hints, ROOT_ANCHORS, rootHints } from './root-hints.js';
import { ServerTable } from './servers.js';
import { type Budget, join, type Pending, Scheduler, type Work } from './tasks.js';

/** A key that is believed without a parent's word: a zone, and data of a DS for its key. */
export interface TrustAnchor {
  readonly zone: Name;
  readonly ds: Uint8Array;
}

export interface ResolverCoreOptions {
  /** Cryptographically strong. */
  readonly random: Random;
  /** Servers of the root; those of the Internet by default. */
  readonly hints?: Hints;
  /** The root's by default; none switches validation off. */
  readonly anchors?: readonly TrustAnchor[];
  readonly algorithms?: readonly DnssecAlgorithm[];
  /** Octets of answers that are kept, about; 16 MB by default. */
  readonly cacheSize?: number;
  /** Zones that are remembered with their servers; 20,000 by default. */
  readonly zones?: number;
  /** Questions and what they come down to, at a time; 2,000 by default. */
  readonly tasks?: number;
  /** Tell each server no more of a name than it needs (RFC 9156); true by default. */
  readonly minimise?: boolean;
  /** Seconds that an answer is used beyond its time when no server can be reached (RFC 8767); a day by default, 0 never. */
  readonly staleFor?: number;
  /** Port of all servers; 53. */
  readonly port?: number;
  readonly ipv4?: boolean;
  readonly ipv6?: boolean;
}

/** What a question comes to. */
export interface Resolution {
  readonly rcode: number;
  /** Aliases in their order, then what was asked for. */
  readonly answers: readonly ResourceRecord[];
  /** SOA of a negative answer, proofs. */
  readonly authorities: readonly ResourceRecord[];
  /** All of it was validated. */
  readonly secure: boolean;
  /** INFO-CODE of an extended error, and what it is about. */
  readonly error: { readonly code: number; readonly text: string } | undefined;
}

export interface Asking {
  /** Data that does not validate is wanted too (RFC 4035, section 3.2.2). */
  readonly checkingDisabled?: boolean;
}

const CNAME = 5;
/** Aliases that one question follows. */
const MOST_ALIASES = 11;
const MOST_SENDS = 100;
const MOST_SERVER_NAMES = 12;
/** Milliseconds that one question may take. */
const PATIENCE = 12_000;
/** Milliseconds after which a client gets what is stale, while the search goes on (RFC 8767, section 5). */
const STALE_AFTER = 1800;
/** Seconds: TTL of what is stale; how long a failure is remembered (RFC 9520, section 3.2), and at most. */
const STALE_TTL = 30;
const FAILURE_TTL = 5;
/** The type under which "no such name" is kept, which holds for all. */
const ANY_TYPE = 0;

interface Waiter {
  readonly name: Name;
  readonly type: number;
  readonly asking: Asking;
  readonly done: (resolution: Resolution) => void;
  readonly staleAt: number;
}

/**
 * A recursive, validating resolver without a network: it is told of questions, answers and the time, and says what to send.
 * RFC 1034, section 5.3.3; 2308; 4035; 5452; 6840; 8109; 8767; 9156; 9520.
 */
export class ResolverCore {
  readonly #options: ResolverCoreOptions;
  readonly #scheduler: Scheduler;
  readonly #recursion: Recursion;
  readonly #asker: Asker;
  readonly #outcomes: BoundedMap<Outcome>;
  readonly #failures: BoundedMap<{ readonly failure: Failure; readonly expires: number }>;
  readonly #cuts: CutTable;
  readonly #keys: BoundedMap<ZoneKeyState>;
  readonly #cuttings: BoundedMap<Cutting>;
  readonly #denials: Denials;
  readonly #waiters: Set<Waiter>;
  readonly #anchors: Map<string, Uint8Array[]>;
  #root: Cut | undefined;
  #now: number;
  #time: number;
  readonly statistics = {
    asked: 0,
    hits: 0,
    stale: 0,
    failures: 0,
    bogus: 0,
    queries: 0,
    retries: 0,
    streams: 0,
    lame: 0,
    /** Answers "no" that followed from proofs of others (RFC 8198). */
    synthesized: 0,
    /** Other servers that were asked because an answer did not validate. */
    again: 0,
  };

  constructor(options: ResolverCoreOptions) {
    this.#options = options;
    this.#now = 0;
    this.#time = 0;
    this.#scheduler = new Scheduler(options.tasks ?? 2000);
    this.#outcomes = new BoundedMap(options.cacheSize ?? 16_000_000, weightOf);
    this.#failures = new BoundedMap(1000);
    this.#cuts = new CutTable(options.zones ?? 20_000);
    this.#keys = new BoundedMap(2000, ({ keys }) => 1 + keys.length);
    this.#cuttings = new BoundedMap(5000);
    this.#denials = new Denials();
    this.#waiters = new Set();
    this.#root = undefined;
    this.#anchors = new Map();
    const anchors = options.anchors ?? ROOT_ANCHORS.map((text): TrustAnchor => ({ zone: ROOT, ds: DS.parse(text) }));
    for (const { zone, ds } of anchors) {
      const key = nameText(zone).toLowerCase();
      const list = this.#anchors.get(key);
      if (list === undefined) this.#anchors.set(key, [ds]);
      else list.push(ds);
    }
    const now = () => this.#now;
    this.#asker = new Asker({
      random: options.random,
      servers: new ServerTable(5000),
      cookies: new ClientCookies(bytes(options.random, 16)),
      port: options.port ?? 53,
      ipv4: options.ipv4 ?? true,
      ipv6: options.ipv6 ?? true,
      now,
      addresses: (name, budget) => this.#addresses(name, budget),
      statistics: this.statistics,
    });
    this.#recursion = new Recursion({
      asker: this.#asker,
      cuts: this.#cuts,
      keys: this.#keys,
      cuttings: this.#cuttings,
      algorithms: options.algorithms ?? VALIDATION_ALGORITHMS,
      anchors: this.#anchors,
      minimise: options.minimise ?? true,
      root: (budget) => this.#primed(budget),
      keep: (name, type, outcome) => this.#keep(name, type, outcome),
      denials: this.#denials,
      statistics: this.statistics,
      now,
      time: () => this.#time,
    });
  }

  /** Questions that wait. */
  get waiting(): number {
    return this.#waiters.size;
  }

  /** Octets of answers that are kept, about. */
  get cacheWeight(): number {
    return this.#outcomes.weight;
  }

  get faults(): number {
    return this.#scheduler.faults;
  }

  get lastFault(): unknown {
    return this.#scheduler.lastFault;
  }

  /** Believes in other keys of a zone from now on; none: it counts as not signed, unless its parent says that it is. */
  setAnchors(zone: Name, ds: readonly Uint8Array[]): void {
    const key = nameText(zone).toLowerCase();
    if (ds.length === 0) this.#anchors.delete(key);
    else this.#anchors.set(key, [...ds]);
    this.#forgetZones();
  }

  /** Forgets all answers, zones and keys. */
  clear(): void {
    this.#outcomes.clear();
    this.#failures.clear();
    this.#forgetZones();
  }

  #forgetZones(): void {
    this.#denials.clear();
    this.#cuts.clear();
    this.#keys.clear();
    this.#cuttings.clear();
    this.#root = undefined;
  }

  /**
   * Asks. `done` is called once: at once where the answer is known.
   * @param now monotonic milliseconds @param time seconds since 1970
   */
  ask(
    name: Name,
    type: number,
    asking: Asking,
    now: number,
    time: number,
    done: (resolution: Resolution) => void,
  ): void {
    this.#tick(now, time);
    this.statistics.asked++;
    const known = this.cached(name, type, asking, now);
    if (known !== undefined) {
      done(known);
      return;
    }
    const staleAt =
      this.#assemble(name, type, asking, true) === undefined ? Number.POSITIVE_INFINITY : now + STALE_AFTER;
    const waiter: Waiter = { name, type, asking, done, staleAt };
    this.#waiters.add(waiter);
    const started = this.#scheduler.start(
      `resolve ${keyOf(name, type)}`,
      () => this.#resolve(name, type),
      (result) => this.#finish(waiter, result as Failure | undefined),
    );
    if (!started) this.#finish(waiter, failed(ExtendedError.OTHER, 'too much is asked at a time'));
  }

  /** The answer, where it is known without asking anybody. */
  cached(name: Name, type: number, asking: Asking, now: number): Resolution | undefined {
    this.#now = now;
    const own = localAnswer(name, type);
    if (own !== undefined) return own;
    const known = this.#assemble(name, type, asking, false);
    if (known !== undefined) this.statistics.hits++;
    return known;
  }

  /** What is to be sent since it was last asked for. */
  takeSends(): readonly Pending[] {
    return this.#scheduler.takeSends();
  }

  /** The answer to something that was sent, `accept`ed; undefined when none came. */
  received(id: number, answer: Uint8Array | undefined, now: number, time: number): void {
    this.#tick(now, time);
    this.#scheduler.received(id, answer);
  }

  /** Milliseconds (monotonic) when `runTimers` is next needed; Infinity for never. */
  nextDeadline(): number {
    let next = Number.POSITIVE_INFINITY;
    for (const { staleAt } of this.#waiters) next = Math.min(next, staleAt);
    return next;
  }

  /** Gives what is stale to those who have waited long. */
  runTimers(now: number, time: number): void {
    this.#tick(now, time);
    for (const waiter of this.#waiters) {
      if (now < waiter.staleAt) continue;
      const stale = this.#assemble(waiter.name, waiter.type, waiter.asking, true);
      if (stale === undefined) continue;
      this.#waiters.delete(waiter);
      this.statistics.stale++;
      waiter.done(stale);
    }
  }

  #tick(now: number, time: number): void {
    this.#now = now;
    this.#time = time;
  }

  #finish(waiter: Waiter, failure: Failure | undefined): void {
    if (!this.#waiters.delete(waiter)) return; // it has got what is stale
    const { name, type, asking, done } = waiter;
    const resolution = failure === undefined ? this.#assemble(name, type, asking, false, true) : undefined;
    if (resolution !== undefined) {
      if (resolution.rcode === Rcode.SERVFAIL) this.statistics.bogus++;
      done(resolution);
      return;
    }
    const stale = this.#assemble(name, type, asking, true);
    if (stale !== undefined) {
      this.statistics.stale++;
      done(stale);
      return;
    }
    this.statistics.failures++;
    done(
      failure === undefined
        ? servfail(ExtendedError.OTHER, 'the answer did not stay in the cache')
        : servfail(failure.code, failure.reason),
    );
  }

  /** Follows aliases; what it finds is in the cache afterwards. */
  *#resolve(name: Name, type: number): Work<Failure | undefined> {
    const key = keyOf(name, type);
    const before = this.#failures.get(key);
    if (before !== undefined && this.#now < before.expires)
      return { ...before.failure, code: ExtendedError.CACHED_ERROR };
    const budget = newBudget(this.#now);
    const seen: Name[] = [];
    let at = name;
    let failure: Failure | undefined;
    for (let i = 0; ; i++) {
      if (i > MOST_ALIASES || seen.some((one) => equalNames(one, at))) {
        failure = failed(ExtendedError.OTHER, 'aliases that do not end');
        break;
      }
      seen.push(at);
      const here = at;
      const outcome =
        this.#outcome(here, type, false) ??
        (yield* join(keyOf(here, type), () => this.#recursion.lookup(here, type, budget)));
      if (outcome.kind === 'failed') {
        failure = outcome;
        break;
      }
      if (outcome.kind !== 'alias' || outcome.trust.status === 'bogus' || outcome.target === undefined) break;
      at = outcome.target;
      if (localAnswer(at, type) !== undefined) break;
    }
    if (failure !== undefined) this.#failures.set(key, { failure, expires: this.#now + FAILURE_TTL * 1000 });
    return failure;
  }

  #keep(name: Name, type: number, outcome: Outcome): void {
    if (outcome.kind === 'alias' && outcome.sets[0]?.type === CNAME)
      this.#outcomes.set(keyOf(name, CNAME), { ...outcome, kind: 'found', target: undefined });
    this.#outcomes.set(keyOf(name, outcome.kind === 'no-name' ? ANY_TYPE : type), outcome);
    if (outcome.kind !== 'no-name') this.#outcomes.delete(keyOf(name, ANY_TYPE));
  }

  /** What is kept of a name and type; `late`: what is past its time too. */
  #outcome(name: Name, type: number, late: boolean, justFound = false): Outcome | undefined {
    const limit = late ? (this.#options.staleFor ?? 86_400) * 1000 : justFound ? PATIENCE : 0;
    const isGood = (outcome: Outcome | undefined): outcome is Outcome =>
      outcome !== undefined && this.#now < outcome.expires + limit && !(late && outcome.trust.status === 'bogus');
    const own = this.#outcomes.get(keyOf(name, type));
    if (isGood(own)) return own;
    const alias = type === CNAME ? undefined : this.#outcomes.get(keyOf(name, CNAME));
    if (isGood(alias) && alias.kind === 'found') return { ...alias, kind: 'alias', target: alias.sets[0]!.rdatas[0]! };
    const none = this.#outcomes.get(keyOf(name, ANY_TYPE));
    if (isGood(none)) return none;
    // Below a name that is proven not to be there is nothing (RFC 8020).
    for (let above = parentName(name); above !== undefined && above.length > 1; above = parentName(above)) {
      const missing = this.#outcomes.get(keyOf(above, ANY_TYPE));
      if (isGood(missing) && missing.trust.status === 'secure') return missing;
    }
    return undefined;
  }

  /** The answer from what is kept; undefined where something is missing. `justFound`: a TTL of 0 counts once. */
  #assemble(name: Name, type: number, asking: Asking, late: boolean, justFound = false): Resolution | undefined {
    if (late && this.#options.staleFor === 0) return undefined;
    const answers: ResourceRecord[] = [];
    const authorities: ResourceRecord[] = [];
    let secure = true;
    let at = name;
    for (let i = 0; i <= MOST_ALIASES; i++) {
      const local = i > 0 ? localAnswer(at, type) : undefined;
      if (local !== undefined) return { ...local, answers: [...answers, ...local.answers], secure: false };
      const outcome = this.#outcome(at, type, late, justFound);
      if (outcome === undefined) return undefined;
      const { trust, kind, sets, proofs, target } = outcome;
      if (trust.status === 'bogus' && asking.checkingDisabled !== true) return servfail(trust.code, trust.reason);
      if (trust.status !== 'secure') secure = false;
      const left = Math.max(0, Math.floor((outcome.expires - this.#now) / 1000));
      const ttl = late && left === 0 ? STALE_TTL : left;
      const seconds = (set: RecordSet) => (late && left === 0 ? STALE_TTL : Math.min(set.ttl, ttl));
      for (const set of sets) {
        answers.push(...recordsOf(set, seconds(set), true));
        if (kind === 'alias' && set.type !== CNAME && target !== undefined) {
          answers.push({ name: at, type: CNAME, class: Class.IN, ttl: seconds(set), rdata: target });
        }
      }
      for (const set of proofs) authorities.push(...recordsOf(set, seconds(set), true));
      if (kind !== 'alias') {
        const rcode = kind === 'no-name' ? Rcode.NXDOMAIN : Rcode.NOERROR;
        const code = kind === 'no-name' ? ExtendedError.STALE_NXDOMAIN : ExtendedError.STALE_ANSWER;
        return { rcode, answers, authorities, secure, error: late ? { code, text: '' } : undefined };
      }
      at = target!;
    }
    return undefined;
  }

  /** Addresses of a name server; an alias is none (RFC 2181, section 10.3). */
  *#addresses(name: Name, budget: Budget): Work<readonly string[]> {
    const found: string[] = [];
    const { ipv4, ipv6 } = this.#options;
    for (const kind of [A, AAAA]) {
      if ((kind === A ? ipv4 : ipv6) === false) continue;
      const { type } = kind;
      const outcome =
        this.#outcome(name, type, false) ??
        (yield* join(keyOf(name, type), () => this.#recursion.lookup(name, type, budget)));
      if (outcome.kind !== 'found' || outcome.trust.status === 'bogus') continue;
      for (const rdata of outcome.sets[0]!.rdatas.slice(0, 8)) {
        const value = kind.decode(rdata);
        if (!(value instanceof FormatError)) found.push(value.address);
      }
      if (found.length > 0) break;
    }
    return found;
  }

  /** The root, by its own word (RFC 8109); by the hints where it does not give it. */
  *#primed(budget: Budget): Work<Cut> {
    if (this.#root !== undefined && this.#now < this.#root.expires) return this.#root;
    const cut = yield* join('prime', () => this.#prime(budget));
    return 'kind' in cut ? this.#hinted(0) : cut;
  }

  #hinted(expires: number): Cut {
    const ds = this.#anchors.get('.');
    const { servers } = this.#options.hints ?? rootHints();
    return { name: ROOT, servers, trust: ds === undefined ? INSECURE : SECURE, ds: ds ?? [], expires };
  }

  *#prime(budget: Budget): Work<Cut> {
    // A few of them are enough; all would be tried one after the other where the network is down.
    const hinted = this.#hinted(this.#now + 10_000);
    const message = yield* this.#asker.askZone(hinted, ROOT, 2, budget);
    let cut = hinted;
    if (!('kind' in message)) {
      const hosts = message.answers.filter(({ name, type }) => type === 2 && name.length === 1);
      const known = (host: Name) => hinted.servers.find((one) => equalNames(one.name, host))?.addresses ?? [];
      const servers = hosts.slice(0, 26).map(({ rdata }) => {
        const addresses = glue(message, rdata);
        return { name: rdata, addresses: addresses.length > 0 ? addresses : known(rdata) };
      });
      let ttl = 86_400;
      for (const record of hosts) ttl = Math.min(ttl, record.ttl);
      if (servers.some(({ addresses }) => addresses.length > 0))
        cut = { ...hinted, servers, expires: this.#now + ttl * 1000 };
    }
    this.#root = cut;
    return cut;
  }
}

function newBudget(now: number): Budget {
  return { sends: MOST_SENDS, serverNames: MOST_SERVER_NAMES, effort: new Effort(128, 400), deadline: now + PATIENCE };
}

function servfail(code: number, text: string): Resolution {
  return { rcode: Rcode.SERVFAIL, answers: [], authorities: [], secure: false, error: { code, text } };
}

const LOCALHOST = /* @__PURE__ */ parseName('localhost.');
const NOWHERE = /* @__PURE__ */ ['invalid.', 'onion.'].map((text) => parseName(text));

/** Names that are not asked for (RFC 6761, RFC 7686), and types that are none (RFC 8482, section 4.2). */
function localAnswer(name: Name, type: number): Resolution | undefined {
  const answer = (rcode: number, rdata?: Uint8Array, kind = type): Resolution => ({
    rcode,
    answers: rdata === undefined ? [] : [{ name, type: kind, class: Class.IN, ttl: 3600, rdata }],
    authorities: [],
    secure: false,
    error: undefined,
  });
  if (type === 255) {
    return answer(Rcode.NOERROR, HINFO.encode({ cpu: ascii('RFC8482'), os: new Uint8Array(0) }), HINFO.type);
  }
  if (isWithin(name, LOCALHOST)) {
    if (type === 1) return answer(Rcode.NOERROR, A.encode({ address: '127.0.0.1' }));
    return type === 28 ? answer(Rcode.NOERROR, AAAA.encode({ address: '::1' })) : answer(Rcode.NOERROR);
  }
  return NOWHERE.some((one) => isWithin(name, one)) ? answer(Rcode.NXDOMAIN) : undefined;
}

function ascii(text: string): Uint8Array {
  return Uint8Array.from(text, (character) => character.charCodeAt(0));
}
