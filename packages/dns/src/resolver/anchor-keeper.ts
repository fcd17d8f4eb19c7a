import { encodeUtf8 } from '@morgana/flow';
import type { KeyValueStore } from '@morgana/kv';
import type { Logger } from '@morgana/log';
import type { Clock, Timer } from '@morgana/time';
import { findSet, recordSets } from '../dnssec/record-set.js';
import type { TrustAnchors } from '../dnssec/trust-anchors.js';
import { nameText } from '../name.js';
import { DNSKEY } from '../rdata/types.js';
import type { Resolver } from './resolver.js';

/** Seconds to the next try where nobody answers. */
const RETRY = 3600;
/** Octets of the stored state, all of them ASCII. */
const LONGEST_STATE = 32_768;

export interface AnchorKeeperOptions {
  readonly resolver: Resolver;
  readonly clock: Clock;
  readonly anchors: TrustAnchors;
  /** Where the state outlives the resolver. Without it a new start begins with what the resolver was set up with. */
  readonly store?: KeyValueStore;
  /** Key in the store; "trust-anchors" by default. */
  readonly key?: string;
  readonly log?: Logger;
}

/** Keeps a resolver's trust anchors as RFC 5011 has it: asks for the zone's keys from time to time, and stores what came of it. */
export class AnchorKeeper {
  readonly #options: AnchorKeeperOptions;
  readonly #key: string;
  #timer: Timer | undefined;
  #closed: boolean;

  constructor(options: AnchorKeeperOptions) {
    this.#options = options;
    this.#key = options.key ?? 'trust-anchors';
    this.#timer = undefined;
    this.#closed = false;
  }

  /** Takes in what was stored, and asks for the first time. */
  async start(): Promise<void> {
    const { store, anchors, log } = this.#options;
    const stored = await store?.get(this.#key);
    if (stored !== undefined) {
      if (anchors.fromText(String.fromCharCode(...stored.subarray(0, LONGEST_STATE)))) this.#use();
      else
        log?.error('the stored trust anchors cannot be read; what the resolver was set up with is used', {
          key: this.#key,
        });
    }
    await this.ask();
  }

  /** Asks now. */
  async ask(): Promise<void> {
    const { resolver, anchors, clock, store, log } = this.#options;
    this.#timer?.cancel();
    // What does not validate is looked at too: a set may be signed by a key that revokes itself.
    const { answers } = await resolver.resolve(anchors.zone, DNSKEY.type, { checkingDisabled: true });
    const set = findSet(recordSets(answers), anchors.zone, DNSKEY.type);
    let again = RETRY;
    if (set !== undefined) {
      const observation = anchors.observe(set, Math.floor(clock.wall() / 1000));
      again = observation.again;
      if (!observation.believed) log?.warn('keys that no trust anchor signs', { zone: nameText(anchors.zone) });
      if (observation.changed) {
        this.#use();
        const states = anchors.keys.map(({ state }) => state).join(' ');
        log?.info('trust anchors', { zone: nameText(anchors.zone), states });
        try {
          await store?.set(this.#key, encodeUtf8(anchors.toText()));
          await store?.flush();
        } catch (error) {
          log?.error('the trust anchors could not be stored', { error: String(error) });
        }
      }
    }
    if (!this.#closed) this.#timer = clock.setTimer(clock.monotonic() + again * 1000, () => void this.ask());
  }

  close(): void {
    this.#closed = true;
    this.#timer?.cancel();
  }

  #use(): void {
    const { resolver, anchors } = this.#options;
    resolver.core.setAnchors(anchors.zone, anchors.ds);
  }
}
