/** A few name servers in memory: a root, zones below it, signed and not, and what goes wrong with them. For tests. */
import { encodeUtf8, MemoryInternet, type MemoryStack } from '@morgana/flow';
import { SeededRandom } from '@morgana/random';
import { VirtualClock } from '@morgana/time';
import { ED25519, type SigningAlgorithm } from '../dnssec/algorithms.js';
import { dsOf, generateKey, type SigningKey } from '../dnssec/keys.js';
import { type SignerOptions, ZoneSigner, zoneKeys } from '../dnssec/signer.js';
import { type Name, parseName, ROOT } from '../name.js';
import { Resolver, type ResolverOptions } from '../resolver/resolver.js';
import { createDenial } from '../server/denial.js';
import { Responder } from '../server/responder.js';
import { serveDns } from '../server/serve.js';
import { ZoneSet } from '../server/zone-set.js';
import { loadZone } from '../zone/load.js';
import type { Zone } from '../zone/zone.js';

export interface ZoneOptions {
  /** Addresses of its servers; a server may have many zones. */
  readonly at: readonly string[];
  readonly signed?: boolean | SignerOptions['nsec3'];
  readonly algorithm?: SigningAlgorithm;
  /** The DS that the parent has: by default that of the zone, where it is signed. */
  readonly ds?: 'right' | 'wrong' | 'none';
  /** Last hand at the signed zone. */
  readonly spoil?: (zone: Zone) => void;
}

export class LittleInternet {
  readonly internet = new MemoryInternet();
  readonly clock = new VirtualClock();
  readonly zones = new Map<string, Zone>();
  readonly sets = new Map<string, ZoneSet>();
  readonly stacks = new Map<string, MemoryStack>();
  /** Questions by server. */
  readonly asked: string[] = [];
  readonly #ds = new Map<string, Uint8Array>();
  readonly #keys = new Map<string, readonly SigningKey[]>();
  readonly #hosts: { readonly name: Name; readonly addresses: readonly string[] }[] = [];

  time = (): number => Math.floor(this.clock.wall() / 1000);

  /** Adds a zone; those below it first, so that it has their DS. */
  zone(origin: string, text: string, options: ZoneOptions): Zone {
    const name = parseName(origin);
    const { zone, problems } = loadZone(encodeUtf8(text), { origin: name, file: origin });
    const errors = problems.filter(({ severity }) => severity === 'error');
    if (errors.length > 0) throw new Error(errors.map(({ message }) => message).join('\n'));
    const random = new SeededRandom(origin.length + 99);
    if (options.signed !== undefined && options.signed !== false) {
      for (const [child, ds] of this.#ds) {
        const cut = parseName(child);
        const node = zone.find(cut);
        if (node > 0 && zone.rrset(node, 2) !== 0) zone.addRecord(node, 43, 300, ds);
      }
      const algorithm = options.algorithm ?? ED25519;
      const keys = [generateKey(algorithm, 257, random), generateKey(algorithm, 256, random)];
      this.#keys.set(origin, keys);
      const nsec3 = options.signed === true ? undefined : options.signed;
      new ZoneSigner({ keys: zoneKeys(keys), time: this.time, ...(nsec3 === undefined ? {} : { nsec3 }) }).sign(zone);
      const ds = dsOf(name, keys[0]!.dnskey);
      if (options.ds === 'wrong') ds[10]! ^= 1;
      if (options.ds !== 'none') this.#ds.set(origin, ds);
      options.spoil?.(zone);
    }
    this.zones.set(origin, zone);
    for (const address of options.at) {
      const set = this.sets.get(address) ?? new ZoneSet();
      set.set(zone);
      this.sets.set(address, set);
    }
    if (name.length === 1)
      this.#hosts.push(...options.at.map((address, i) => ({ name: parseName(`ns${i}.root.`), addresses: [address] })));
    return zone;
  }

  async start(): Promise<void> {
    for (const [address, zones] of this.sets) {
      const stack = this.internet.stack(address);
      this.stacks.set(address, stack);
      const responder = new Responder({ zones, denial: createDenial() });
      const { asked } = this;
      const counting = {
        answer(
          query: Uint8Array,
          length: number,
          reply: Uint8Array,
          context: Parameters<Responder['answer']>[3],
        ): number {
          let text = '';
          for (let at = 12; query[at] !== 0; at += query[at]! + 1)
            text += `${String.fromCharCode(...query.subarray(at + 1, at + 1 + query[at]!))}.`;
          asked.push(`${address} ${text.toLowerCase() || '.'}`);
          return responder.answer(query, length, reply, context);
        },
      };
      await serveDns({ stack, clock: this.clock, responder: counting });
    }
  }

  resolver(options: Partial<ResolverOptions> = {}): Resolver {
    const stack = this.internet.stack(`10.99.0.${++this.#resolvers}`);
    const root = this.#ds.get('.');
    return new Resolver({
      stack,
      clock: this.clock,
      random: new SeededRandom(4),
      hints: { servers: this.#hosts },
      anchors: root === undefined ? [] : [{ zone: ROOT, ds: root }],
      ...options,
    });
  }
  #resolvers = 0;
}
