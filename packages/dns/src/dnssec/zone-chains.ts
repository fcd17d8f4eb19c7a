import type { Zone } from '../zone/zone.js';
import type { DenialChain } from './chain.js';

const chains = /* @__PURE__ */ new WeakMap<Zone, { readonly chain: DenialChain; readonly revision: number }>();
/** The zone that a chain is of: it has one at a time, and changes with it. */
const zones = /* @__PURE__ */ new WeakMap<DenialChain, Zone>();

/** Tells of the chain that a signer keeps for a zone as it is now. */
export function setChain(zone: Zone, chain: DenialChain): void {
  const before = zones.get(chain);
  if (before !== undefined) chains.delete(before);
  zones.set(chain, zone);
  chains.set(zone, { chain, revision: zone.revision });
}

/** The chain of a zone; undefined where no signer keeps it, or the zone has changed since. */
export function chainOf(zone: Zone): DenialChain | undefined {
  const entry = chains.get(zone);
  return entry?.revision === zone.revision ? entry.chain : undefined;
}
