import { type Name, ROOT } from '../name.js';
import { Zone } from '../zone/zone.js';

/** The zones of a server, found by the names below them. */
export class ZoneSet {
  /** Their names, as a tree of labels. */
  readonly #names: Zone;
  /** By node of #names. */
  readonly #zones: (Zone | undefined)[];

  constructor(zones: Iterable<Zone> = []) {
    this.#names = new Zone(ROOT);
    this.#zones = [undefined];
    for (const zone of zones) this.set(zone);
  }

  /** Adds a zone, or replaces the one of its name. */
  set(zone: Zone): void {
    const node = this.#names.ensure(zone.origin);
    while (this.#zones.length <= node) this.#zones.push(undefined);
    this.#zones[node] = zone;
  }

  /** The zone of exactly this name. */
  get(origin: Name): Zone | undefined {
    const node = this.#names.find(origin);
    return node < 0 ? undefined : this.#zones[node];
  }

  /** @returns whether it was there */
  delete(origin: Name): boolean {
    const node = this.#names.find(origin);
    if (node < 0 || this.#zones[node] === undefined) return false;
    this.#zones[node] = undefined;
    return true;
  }

  *[Symbol.iterator](): Iterator<Zone> {
    for (const zone of this.#zones) if (zone !== undefined) yield zone;
  }

  /**
   * The zone that a name is in: the one with the longest name. `labels` are the offsets of the name's labels in `bytes`.
   * `above`: not the zone of that very name, unless there is no other (a DS stands above the cut).
   */
  lookup(bytes: Uint8Array, labels: Uint16Array, count: number, above: boolean): Zone | undefined {
    const names = this.#names;
    const zones = this.#zones;
    let found = zones[0];
    let node = 0;
    for (let i = count - 1; i >= 0; i--) {
      node = names.child(node, bytes, labels[i]!);
      if (node < 0) break;
      const zone = zones[node];
      if (zone !== undefined && !(above && i === 0 && found !== undefined)) found = zone;
    }
    return found;
  }
}
