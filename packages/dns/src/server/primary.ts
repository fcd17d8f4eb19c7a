import type { Endpoint } from '@morgana/flow';
import type { Logger } from '@morgana/log';
import { uint32 } from '@morgana/random';
import type { Timer } from '@morgana/time';
import { exchangeUdp, type Ground } from '../client/exchange.js';
import type { SignedChange, ZoneSigner } from '../dnssec/signer.js';
import { type Name, nameText } from '../name.js';
import { sign, type TsigKey } from '../tsig/tsig.js';
import { Class, Flag, Opcode, Rcode } from '../wire/constants.js';
import { encodeMessage, type Message, query } from '../wire/message.js';
import { applyDiff, serialOf, soaOf, type ZoneDiff } from '../zone/diff.js';
import type { ZoneStore } from '../zone/store.js';
import type { Zone } from '../zone/zone.js';
import { computeUpdate } from './update.js';
import type { ZoneSet } from './zone-set.js';

/** Who asks for a transfer or an update: an address, and the key that signed it. */
export interface Requester {
  readonly address: string;
  readonly key: Name | undefined;
}

export type Allow = (who: Requester) => boolean;

export interface Secondary {
  readonly endpoint: Endpoint;
  readonly key?: TsigKey;
}

export interface PrimaryZoneOptions {
  readonly zone: Zone;
  /** Keeps the zone and its changes; without it updates last as long as the program. */
  readonly store?: ZoneStore;
  /** Who may have the whole zone; nobody by default. */
  readonly allowTransfer?: Allow;
  /** Who may change it; nobody by default. */
  readonly allowUpdate?: Allow;
  /** Keeps the zone signed. The zone that is given has been signed with it (`signer.sign`), or comes from the store. */
  readonly signer?: ZoneSigner;
  /** Who is told of changes (RFC 1996). */
  readonly notify?: readonly Secondary[];
}

/** Changes kept for IXFR where no store keeps them. */
const HISTORY = 256;
/** Times a NOTIFY is sent, and the milliseconds after the first; each time twice as long (RFC 1996, section 3.6). */
const NOTIFY_TRIES = 5;
const NOTIFY_TIMEOUT = 1000;
/** Updates of one zone that wait for those before. */
const WAITING_UPDATES = 128;
/** What a signer makes, and an update does not touch: RRSIG, NSEC, DNSKEY, NSEC3, NSEC3PARAM, CDS, CDNSKEY. */
const SIGNER_TYPES: readonly number[] = [46, 47, 48, 50, 51, 59, 60];
/** Milliseconds between looks for signatures that end soon, and between batches of them. */
const RENEWAL_PERIOD = 3_600_000;
const RENEWAL_PAUSE = 100;

/** A zone that this server is the primary of: updates, one after the other, each durable before it is seen. */
export class PrimaryZone {
  readonly options: PrimaryZoneOptions;
  readonly #zones: ZoneSet;
  readonly #ground: Ground | undefined;
  readonly #log: Logger | undefined;
  #zone: Zone;
  /** Transfers that read the present zone: a change is made in a copy then. */
  #readers: number;
  #history: ZoneDiff[];
  #turn: Promise<unknown>;
  #waiting: number;
  #timer: Timer | undefined;
  #stopped: boolean;

  /** @throws {Error} with a signer and a zone that is not signed */
  constructor(options: PrimaryZoneOptions, zones: ZoneSet, ground: Ground | undefined, log: Logger | undefined) {
    this.options = options;
    this.#zones = zones;
    this.#ground = ground;
    this.#log = log;
    this.#zone = options.zone;
    this.#readers = 0;
    this.#history = [];
    this.#turn = Promise.resolve();
    this.#waiting = 0;
    this.#timer = undefined;
    this.#stopped = false;
    if (options.signer !== undefined && options.zone.rrset(0, 48) === 0) {
      throw new Error(`${nameText(options.zone.origin)} is not signed: call sign() of its signer first`);
    }
    zones.set(options.zone);
    this.#scheduleRenewal(RENEWAL_PAUSE);
  }

  /** No signatures are made anew any more. Idempotent. */
  stop(): void {
    this.#stopped = true;
    this.#timer?.cancel();
  }

  /** Looks for signatures to make: after the keys have changed, so as not to wait for the hour. Resolves when all are made. */
  async renew(): Promise<void> {
    while (!this.#stopped && (await this.#inTurn(() => this.#renew()))) {
      // Updates that wait come between two batches.
    }
  }

  #scheduleRenewal(delay: number): void {
    const clock = this.#ground?.clock;
    if (clock === undefined || this.options.signer === undefined || this.#stopped) return;
    this.#timer = clock.setTimer(clock.monotonic() + delay, () => {
      void this.#inTurn(() => this.#renew()).then(
        (more) => this.#scheduleRenewal(more ? RENEWAL_PAUSE : RENEWAL_PERIOD),
        (error: unknown) => {
          this.#log?.error('signatures could not be made anew', {
            zone: nameText(this.#zone.origin),
            error: String(error),
          });
          this.#scheduleRenewal(RENEWAL_PERIOD);
        },
      );
    });
  }

  /** @returns whether there was something to do */
  async #renew(): Promise<boolean> {
    const change = this.options.signer!.renew(this.#zone);
    if (change === undefined) return false;
    await this.options.store?.append(change.diff);
    await this.#publish(change);
    return true;
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const done = this.#turn.then(work);
    this.#turn = done.catch(() => {});
    return done;
  }

  get zone(): Zone {
    return this.#zone;
  }

  /** Changes since `serial`; undefined where they are not all known. */
  since(serial: number): readonly ZoneDiff[] | undefined {
    if (this.options.store !== undefined) return this.options.store.since(serial);
    const at = this.#history.findIndex((diff) => serialOf(diff.oldSoa) === serial);
    return at < 0 ? undefined : this.#history.slice(at);
  }

  /** Reads the zone as it is now until the function returned is called. */
  hold(): { readonly zone: Zone; readonly release: () => void } {
    const zone = this.#zone;
    this.#readers++;
    let held = true;
    const release = () => {
      if (held && zone === this.#zone) this.#readers--;
      held = false;
    };
    return { zone, release };
  }

  /** Handles an update. @returns the rcode, when the change is durable and visible */
  update(message: Message): Promise<number> {
    if (this.#waiting >= WAITING_UPDATES) return Promise.resolve(Rcode.SERVFAIL);
    this.#waiting++;
    return this.#inTurn(() => this.#update(message)).finally(() => this.#waiting--);
  }

  async #update(message: Message): Promise<number> {
    const { store, signer } = this.options;
    if (signer !== undefined && message.authorities.some(({ type }) => SIGNER_TYPES.includes(type))) {
      return Rcode.REFUSED;
    }
    const { rcode, diff } = computeUpdate(this.#zone, message);
    if (diff === undefined) return rcode;
    const change = signer === undefined ? { zone: undefined, diff } : signer.extend(this.#zone, diff);
    try {
      await store?.append(change.diff);
    } catch (error) {
      this.#log?.error('an update could not be stored', { zone: nameText(this.#zone.origin), error: String(error) });
      return Rcode.SERVFAIL;
    }
    await this.#publish(change);
    return rcode;
  }

  /** Makes a change visible that is durable. */
  async #publish(change: SignedChange | { readonly zone: undefined; readonly diff: ZoneDiff }): Promise<void> {
    const { store } = this.options;
    if (change.zone !== undefined) {
      this.#zone = change.zone;
      this.#readers = 0;
    } else {
      if (this.#readers > 0) {
        this.#zone = this.#zone.clone();
        this.#readers = 0;
      }
      const fault = applyDiff(this.#zone, change.diff);
      if (fault !== '') throw new Error(`an update that was checked does not fit: ${fault}`);
    }
    this.#zones.set(this.#zone);
    if (store === undefined) {
      this.#history.push(change.diff);
      if (this.#history.length > HISTORY) this.#history.shift();
    } else {
      await store.compact(this.#zone).catch((error: unknown) => {
        // The journal is whole all the same; the next update tries again.
        this.#log?.warn('the journal could not be compacted', { error: String(error) });
      });
    }
    this.notify();
  }

  /** Tells the secondaries; they need not be there. */
  notify(): void {
    for (const secondary of this.options.notify ?? []) void this.#notify(secondary);
  }

  async #notify({ endpoint, key }: Secondary): Promise<void> {
    const ground = this.#ground;
    const soa = soaOf(this.#zone);
    if (ground === undefined || soa === undefined) return;
    const id = uint32(ground.random) & 0xffff;
    const message = {
      ...query(this.#zone.origin, 6, { id, class: Class.IN }),
      opcode: Opcode.NOTIFY,
      flags: Flag.AA,
      answers: [soa],
    };
    const plain = encodeMessage(message);
    for (let i = 0; i < NOTIFY_TRIES; i++) {
      const bytes = key === undefined ? plain : sign(plain, key, Math.floor(ground.clock.wall() / 1000)).message;
      try {
        await exchangeUdp(ground, endpoint, bytes, NOTIFY_TIMEOUT << i, (answer) =>
          isAnswer(answer, id, Opcode.NOTIFY),
        );
        return;
      } catch (error) {
        this.#log?.debug('no answer to NOTIFY', { to: endpoint.address, error: String(error) });
      }
      if (soaOf(this.#zone) !== undefined && this.#zone.serial !== serialOf(soa)) return; // a later one is under way
    }
    this.#log?.warn('a secondary does not answer NOTIFY', { to: endpoint.address });
  }
}

function isAnswer(bytes: Uint8Array, id: number, opcode: number): boolean {
  return (
    bytes.length >= 12 &&
    ((bytes[0]! << 8) | bytes[1]!) === id &&
    bytes[2]! >>> 7 === 1 &&
    ((bytes[2]! >>> 3) & 15) === opcode
  );
}
