import type { Endpoint } from '@morgana/flow';
import type { Logger } from '@morgana/log';
import { uint32 } from '@morgana/random';
import { exchangeUdp, type Ground } from '../client/exchange.js';
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
    zones.set(options.zone);
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
    const done = this.#turn.then(() => this.#update(message)).finally(() => this.#waiting--);
    this.#turn = done.catch(() => {});
    return done;
  }

  async #update(message: Message): Promise<number> {
    const { rcode, diff } = computeUpdate(this.#zone, message);
    if (diff === undefined) return rcode;
    const { store } = this.options;
    try {
      await store?.append(diff);
    } catch (error) {
      this.#log?.error('an update could not be stored', { zone: nameText(this.#zone.origin), error: String(error) });
      return Rcode.SERVFAIL;
    }
    if (this.#readers > 0) {
      this.#zone = this.#zone.clone();
      this.#readers = 0;
    }
    const fault = applyDiff(this.#zone, diff);
    if (fault !== '') throw new Error(`an update that was checked does not fit: ${fault}`);
    this.#zones.set(this.#zone);
    if (store === undefined) {
      this.#history.push(diff);
      if (this.#history.length > HISTORY) this.#history.shift();
    } else {
      await store.compact(this.#zone).catch((error: unknown) => {
        // The journal is whole all the same; the next update tries again.
        this.#log?.warn('the journal could not be compacted', { error: String(error) });
      });
    }
    this.notify();
    return rcode;
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
