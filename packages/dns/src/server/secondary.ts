import type { Endpoint } from '@morgana/flow';
import type { Logger } from '@morgana/log';
import { below, uint32 } from '@morgana/random';
import type { Timer } from '@morgana/time';
import { exchangeUdp, type Ground } from '../client/exchange.js';
import { transferIn } from '../client/transfer-in.js';
import { equalNames, type Name, nameText } from '../name.js';
import { SOA } from '../rdata/types.js';
import { sign, type TsigKey, verify } from '../tsig/tsig.js';
import { decodeMessage, encodeMessage, query } from '../wire/message.js';
import { FormatError } from '../wire/reader.js';
import { applyDiff, serialOf, soaOf } from '../zone/diff.js';
import { isSerialAfter } from '../zone/serial.js';
import type { ZoneStore } from '../zone/store.js';
import { Zone } from '../zone/zone.js';
import type { Allow } from './primary.js';
import type { ZoneSet } from './zone-set.js';

export interface SecondaryZoneOptions {
  readonly origin: Name;
  /** Where the zone comes from; tried in turn. */
  readonly primaries: readonly Endpoint[];
  readonly key?: TsigKey;
  /** Keeps the zone across restarts. */
  readonly store?: ZoneStore;
  readonly allowTransfer?: Allow;
}

/** Bounds of the SOA's times, in seconds, so that a typo at the primary neither floods it nor silences us. */
const LEAST = 2;
const MOST = 1_209_600;
/** Seconds between tries as long as there is no zone at all. */
const FIRST_RETRY = 10;
const SOA_TIMEOUT = 3000;

/** A zone that is copied from a primary: asked after by the SOA's times, and when NOTIFY says so (RFC 1034, section 4.3.5; RFC 1996). */
export class SecondaryZone {
  readonly options: SecondaryZoneOptions;
  readonly #zones: ZoneSet;
  readonly #ground: Ground;
  readonly #log: Logger | undefined;
  #zone: Zone;
  #timer: Timer | undefined;
  /** Monotonic milliseconds when the zone is too old to be served. */
  #expires: number;
  #checking: boolean;
  /** NOTIFY came while checking. */
  #again: boolean;
  #stopped: boolean;

  constructor(options: SecondaryZoneOptions, zones: ZoneSet, ground: Ground, log: Logger | undefined) {
    this.options = options;
    this.#zones = zones;
    this.#ground = ground;
    this.#log = log;
    // A zone without SOA is answered SERVFAIL.
    this.#zone = new Zone(options.origin);
    this.#timer = undefined;
    this.#expires = Number.POSITIVE_INFINITY;
    this.#checking = false;
    this.#again = false;
    this.#stopped = false;
    zones.set(this.#zone);
  }

  get zone(): Zone {
    return this.#zone;
  }

  /** Serves what is stored, then begins to ask. @throws what loading from the store throws */
  async start(): Promise<void> {
    const stored = await this.options.store?.load(this.options.origin);
    if (stored !== undefined) this.#serve(stored);
    this.refresh();
  }

  stop(): void {
    this.#stopped = true;
    this.#timer?.cancel();
  }

  /** Asks now: NOTIFY came, or it is time. */
  refresh(): void {
    if (this.#checking) {
      this.#again = true;
      return;
    }
    this.#timer?.cancel();
    this.#checking = true;
    void this.#check().then((ok) => {
      this.#checking = false;
      if (this.#stopped) return;
      this.#schedule(ok);
      if (this.#again) {
        this.#again = false;
        this.refresh();
      }
    });
  }

  #schedule(ok: boolean): void {
    const { clock, random } = this.#ground;
    const now = clock.monotonic();
    const times = this.#times();
    if (ok && times !== undefined) this.#expires = now + times.expire * 1000;
    const seconds =
      times === undefined ? FIRST_RETRY : Math.min(MOST, Math.max(LEAST, ok ? times.refresh : times.retry));
    // Up to a tenth earlier, so that many secondaries do not ask at once.
    const delay = seconds * 1000 - below(random, Math.max(1, Math.floor(seconds * 100)));
    this.#timer = clock.setTimer(Math.min(now + delay, Math.max(now, this.#expires)), () => {
      if (clock.monotonic() >= this.#expires) this.#expire();
      this.refresh();
    });
  }

  #times(): { readonly refresh: number; readonly retry: number; readonly expire: number } | undefined {
    const soa = soaOf(this.#zone);
    const data = soa === undefined ? undefined : SOA.decode(soa.rdata);
    return data instanceof FormatError ? undefined : data;
  }

  #expire(): void {
    this.#log?.error('a zone expired: no primary has answered', { zone: nameText(this.options.origin) });
    this.#expires = Number.POSITIVE_INFINITY;
    this.#zone = new Zone(this.options.origin);
    this.#zones.set(this.#zone);
  }

  /** @returns whether a primary was reached and we have what it has */
  async #check(): Promise<boolean> {
    for (const primary of this.options.primaries) {
      try {
        const serial = await this.#serialAt(primary);
        const held = soaOf(this.#zone);
        if (held !== undefined && !isSerialAfter(serial, serialOf(held))) return true;
        await this.#transfer(primary);
        return true;
      } catch (error) {
        const fields = { zone: nameText(this.options.origin), from: primary.address, error: String(error) };
        this.#log?.warn('a primary could not be asked', fields);
      }
      if (this.#stopped) return false;
    }
    return false;
  }

  async #serialAt(primary: Endpoint): Promise<number> {
    const { origin, key } = this.options;
    const { clock, random } = this.#ground;
    const id = uint32(random) & 0xffff;
    const now = () => Math.floor(clock.wall() / 1000);
    const plain = encodeMessage(query(origin, 6, { id }));
    const signed = key === undefined ? undefined : sign(plain, key, now());
    let serial = 0;
    await exchangeUdp(this.#ground, primary, signed?.message ?? plain, SOA_TIMEOUT, (bytes) => {
      const checked = key === undefined ? undefined : verify(bytes, [key], now(), { prior: signed!.mac });
      if (key !== undefined && checked?.status !== 'valid') return false;
      const message = decodeMessage(checked?.status === 'valid' ? checked.message : bytes);
      if (message instanceof FormatError || message.id !== id || (message.flags & 0x8400) !== 0x8400) return false;
      const soa = message.answers.find(({ type, name }) => type === 6 && equalNames(name, origin));
      if (soa === undefined) return false;
      serial = serialOf(soa);
      return true;
    });
    return serial;
  }

  async #transfer(server: Endpoint): Promise<void> {
    const { origin, key, store } = this.options;
    const { stack, clock, random } = this.#ground;
    const held = soaOf(this.#zone);
    const ask = (since: typeof held) =>
      transferIn({
        stack,
        clock,
        server,
        origin,
        key,
        id: uint32(random) & 0xffff,
        ...(since === undefined ? {} : { since }),
      });
    let transfer = await ask(held);
    if (transfer.kind === 'diffs') {
      const changed = this.#zone.clone();
      const fault = transfer.diffs.map((diff) => applyDiff(changed, diff)).find((one) => one !== '');
      if (fault === undefined) {
        for (const diff of transfer.diffs) await store?.append(diff);
        await store?.compact(changed);
        this.#serve(changed);
        return;
      }
      // What we have is not what the primary thinks: take the whole zone.
      this.#log?.warn('an incremental transfer does not fit', { zone: nameText(origin), fault });
      transfer = await ask(undefined);
    }
    if (transfer.kind !== 'zone') return;
    await store?.replace(transfer.zone);
    this.#serve(transfer.zone);
  }

  #serve(zone: Zone): void {
    this.#zone = zone;
    this.#zones.set(zone);
    this.#log?.info('serves', { zone: nameText(zone.origin), serial: zone.serial, records: zone.records });
  }
}
