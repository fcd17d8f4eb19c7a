export {
  DROP,
  type Filtering,
  FORWARD,
  HAIRPIN,
  LOCAL,
  Nat,
  type NatCounters,
  type NatOptions,
  type Verdict,
} from './nat.js';
export {
  createNatRouter,
  type NatForward,
  NatRouter,
  type NatRouterCounters,
  type NatRouterOptions,
} from './router.js';
export type { Mapping, Session } from './table.js';
