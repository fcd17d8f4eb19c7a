import { LOWER, type Name, ROOT } from '../name.js';
import { Zone } from '../zone/zone.js';

/** The zones of a server, found by the names below them. */
export class ZoneSet {
  /** Their names, as a tree of labels. */
  readonly #names: Zone;
  /** By node of #names. */
  readonly #zones: (Zone | undefined)[];
  /** The last one found, if there is none below it: most names are of the same zone as the one before. */
  #last: Zone | undefined;

  constructor(zones: Iterable<Zone> = []) {
    this.#names = new Zone(ROOT);
    this.#zones = [undefined];
    this.#last = undefined;
    for (const zone of zones) this.set(zone);
  }

  /** Adds a zone, or replaces the one of its name. */
  set(zone: Zone): void {
    const node = this.#names.ensure(zone.origin);
    while (this.#zones.length <= node) this.#zones.push(undefined);
    this.#zones[node] = zone;
    this.#last = undefined;
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
    this.#last = undefined;
    return true;
  }

  *[Symbol.iterator](): Iterator<Zone> {
    for (const zone of this.#zones) if (zone !== undefined) yield zone;
  }

  /**
   * The zone that a name is in: the one with the longest name. `labels` are the offsets of the name's labels in `bytes`.
   * `above`: not the zone of that very name, unless there is no other (a DS stands above the cut).
   */
  lookup(bytes: Uint8Array, labels: Int32Array, count: number, above: boolean): Zone | undefined {
    const last = this.#last;
    if (last !== undefined && !above && endsIn(bytes, labels, count, last)) return last;
    const names = this.#names;
    const zones = this.#zones;
    let found = zones[0];
    let at = 0;
    let node = 0;
    for (let i = count - 1; i >= 0 && names.hasChildren(node); i--) {
      node = names.child(node, bytes, labels[i]!);
      if (node < 0) break;
      const zone = zones[node];
      if (zone !== undefined && !(above && i === 0 && found !== undefined)) {
        found = zone;
        at = node;
      }
    }
    if (!above && found !== undefined && !names.hasChildren(at)) this.#last = found;
    return found;
  }
}

/** Whether the name whose labels stand behind each other at `labels` is that of the zone or below it. */
function endsIn(bytes: Uint8Array, labels: Int32Array, count: number, zone: Zone): boolean {
  const { origin } = zone;
  const depth = zone.depth | 0;
  if (count < depth) return false;
  if (depth === 0) return true;
  const at = labels[count - depth]! | 0;
  const length = (origin.length - 1) | 0;
  for (let i = 0; i < length; i++) {
    const octet = bytes[at + i]!;
    const other = origin[i]!;
    if (octet !== other && LOWER[octet] !== LOWER[other]) return false;
  }
  return true;
}
