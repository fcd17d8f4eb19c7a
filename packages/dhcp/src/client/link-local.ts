import { below, float, type Random } from '@morgana/random';
import { formatIpv4 } from '@morgana/tcpip';
import type { ClientAction } from './actions.js';

// RFC 3927, 9
const PROBE_WAIT = 1000;
const PROBE_NUM = 3;
const PROBE_MIN = 1000;
const PROBE_MAX = 2000;
const ANNOUNCE_WAIT = 2000;
const MAX_CONFLICTS = 10;
const RATE_LIMIT_INTERVAL = 60_000;
/** 169.254.1.0: the first and last 256 addresses are reserved (2.1). */
const FIRST_ADDRESS = 0xa9fe0100;
const ADDRESSES = 0xfe00;

/** Automatic link-local addresses (RFC 3927), as a value. `deadline` is monotonic milliseconds. */
export type LinkLocalState =
  | { readonly phase: 'off' }
  /** Until no DHCP server has answered for long enough. */
  | { readonly phase: 'waiting'; readonly deadline: number }
  | {
      readonly phase: 'probing';
      readonly address: number;
      readonly sent: number;
      readonly conflicts: number;
      readonly deadline: number;
    }
  | { readonly phase: 'bound'; readonly address: number; readonly conflicts: number };

export type LinkLocalEvent =
  | { readonly kind: 'timer' }
  /** Somebody else has `address`; see AddressConflict of @morgana/tcpip. */
  | { readonly kind: 'conflict'; readonly address: number; readonly defended: boolean };

export interface LinkLocalTransition {
  readonly state: LinkLocalState;
  readonly actions: readonly ClientAction[];
}

export const LINK_LOCAL_OFF: LinkLocalState = { phase: 'off' };

export function linkLocalDeadline(state: LinkLocalState): number {
  return state.phase === 'waiting' || state.phase === 'probing' ? state.deadline : Number.POSITIVE_INFINITY;
}

/** `first` draws the first address: seeded with our hardware address it is the same one at every start (2.1). */
export function stepLinkLocal(
  state: LinkLocalState,
  event: LinkLocalEvent,
  now: number,
  random: Random,
  first: Random,
): LinkLocalTransition {
  if (event.kind === 'conflict') return onConflict(state, event.address, event.defended, now, random);
  if (now < linkLocalDeadline(state)) return { state, actions: [] };
  if (state.phase === 'waiting') return { state: probe(draw(first), 0, now + float(random) * PROBE_WAIT), actions: [] };
  if (state.phase !== 'probing') return { state, actions: [] };
  const { address, conflicts } = state;
  if (state.sent < PROBE_NUM) {
    const sent = state.sent + 1;
    const pause = sent === PROBE_NUM ? ANNOUNCE_WAIT : PROBE_MIN + float(random) * (PROBE_MAX - PROBE_MIN);
    return { state: { ...state, sent, deadline: now + pause }, actions: [{ kind: 'probe', address }] };
  }
  return { state: { phase: 'bound', address, conflicts }, actions: [{ kind: 'configure-link-local', address }] };
}

function onConflict(
  state: LinkLocalState,
  address: number,
  defended: boolean,
  now: number,
  random: Random,
): LinkLocalTransition {
  if ((state.phase !== 'probing' && state.phase !== 'bound') || state.address !== address)
    return { state, actions: [] };
  // 2.5 (b): the first conflict in ten seconds is answered, the second one has won.
  if (state.phase === 'bound' && defended) return { state, actions: [] };
  const conflicts = state.conflicts + 1;
  const pause = conflicts >= MAX_CONFLICTS ? RATE_LIMIT_INTERVAL : float(random) * PROBE_WAIT;
  const actions: ClientAction[] = [];
  if (state.phase === 'bound') {
    const message = `${formatIpv4(address)} is also used by another station: looking for another link-local address`;
    actions.push({ kind: 'deconfigure' }, { kind: 'log', level: 'warn', message });
  }
  return { state: probe(draw(random), conflicts, now + pause), actions };
}

function probe(address: number, conflicts: number, deadline: number): LinkLocalState {
  return { phase: 'probing', address, sent: 0, conflicts, deadline };
}

function draw(random: Random): number {
  return FIRST_ADDRESS + below(random, ADDRESSES);
}
