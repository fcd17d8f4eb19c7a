/** RACK-TLP (RFC 8985): what is lost is told by time, and a probe finds losses at the end of a flight. */
import { type Connection, NO_SAMPLE, PROBE, REORDERING, RETRANSMISSION } from './connection.js';
import type { Core } from './core.js';
import { LOST, RETRANSMITTED, SACKED, type Scoreboard } from './scoreboard.js';
import { after } from './sequence.js';

/** As many segments SACKed tell of a loss when no reordering has been seen (RFC 8985, 3.3.1, from RFC 5681). */
const DUPLICATE_THRESHOLD = 3;
/** Recoveries for which a window that DSACKs have widened is kept (RFC 8985, 6.2, step 4). */
const WIDENED_RECOVERIES = 16;
/** The widest is the smoothed round trip; the multiplier needs no more than this. */
const MULTIPLIER_MAXIMUM = 64;
/** Clocks and batches make shorter waits meaningless. */
const SHORTEST_PROBE = 10;
/** TLP.max_ack_delay: what a peer may wait with the acknowledgment of a single segment. */
const PEER_ACK_DELAY = 200;
/** RFC 8985, 7.2: before anything has been measured. */
const FIRST_PROBE = 1_000;
/** A minimum round trip is forgotten after this time: the path may have become longer. */
const MINIMUM_LIFETIME = 60_000;

/**
 * Step 1 and the round trip of the newest segment that the acknowledgment covers and that was sent once: -1 when there is none.
 */
export function takeRoundTrip(core: Core, c: Connection, board: Scoreboard): number {
  if (!board.sampled) return -1;
  const roundTrip = (core.tick - board.sampledAt) | 0;
  const age = (core.tick - c.minimumRoundTripAt) | 0;
  if (c.minimumRoundTrip === NO_SAMPLE || roundTrip <= c.minimumRoundTrip || age > MINIMUM_LIFETIME) {
    c.minimumRoundTrip = roundTrip;
    c.minimumRoundTripAt = core.tick;
  }
  return roundTrip;
}

/** Step 4: how much later than a delivered segment one may arrive that was sent before it. */
function reorderingWindow(c: Connection, board: Scoreboard): number {
  if (!c.reorderingSeen && (c.recovering || c.afterTimeout || board.sacked > (DUPLICATE_THRESHOLD - 1) * c.segmentSize))
    return 0;
  const quarter = c.minimumRoundTrip === NO_SAMPLE ? 0 : c.minimumRoundTrip >> 2;
  const smoothed = c.smoothedRoundTrip === NO_SAMPLE ? 0 : c.smoothedRoundTrip >> 3;
  return Math.max(1, Math.min(c.reorderingMultiplier * quarter, smoothed));
}

/** A DSACK: we sent something needlessly. Once a round trip the window gets wider. */
export function widenReorderingWindow(c: Connection): void {
  if (c.reorderingRound && !after(c.sendUnacknowledged, c.reorderingRoundEnd)) return;
  c.reorderingRound = true;
  c.reorderingRoundEnd = c.sendMaximum;
  if (c.reorderingMultiplier < MULTIPLIER_MAXIMUM) c.reorderingMultiplier++;
  c.reorderingRecoveries = WIDENED_RECOVERIES;
}

/** A recovery is over. */
export function recoveryEnded(c: Connection): void {
  if (c.reorderingRecoveries > 0 && --c.reorderingRecoveries === 0) c.reorderingMultiplier = 1;
}

/** Step 5: marks what is lost, and arms a timer for what may turn out to be. */
export function detectLoss(core: Core, c: Connection, board: Scoreboard): void {
  c.armed &= ~REORDERING;
  if (!board.rackValid) return;
  const window = reorderingWindow(c, board);
  const { rackSentAt, rackEnd, rackRoundTrip } = board;
  let wait = 0;
  for (let run = 0; run < board.runs(); run++) {
    const fate = board.fate(run);
    if ((fate & (SACKED | LOST)) !== 0) continue;
    const sentAt = board.sentAt(run);
    const later = (sentAt - rackSentAt) | 0;
    // Within a tick the order is that of sequence numbers, but for what was sent again in the tick in which it was sent first.
    if (later > 0 || (later === 0 && (!after(rackEnd, board.end(run)) || (fate & RETRANSMITTED) !== 0))) continue;
    const remaining = (sentAt + rackRoundTrip + window - core.tick) | 0;
    if (remaining <= 0) board.markLost(run);
    else if (remaining > wait) wait = remaining;
  }
  if (wait > 0) {
    c.armed = (c.armed & ~PROBE) | REORDERING;
    c.probeAt = (core.tick + wait) | 0;
    core.timers.ensure(c, c.probeAt);
  }
}

/** On a retransmission timeout: the first segment is lost, and what is as old as it by RACK's measure (6.3). */
export function detectLossAfterTimeout(core: Core, c: Connection, board: Scoreboard): void {
  const first = board.start(0);
  // The peer has dropped what it had SACKed: else this would be acknowledged.
  if ((board.fate(0) & SACKED) !== 0) board.loseAll(true);
  for (let run = 0; run < board.runs(); run++) {
    if ((board.fate(run) & (SACKED | LOST)) !== 0) continue;
    const expired = ((board.sentAt(run) + board.rackRoundTrip + reorderingWindow(c, board) - core.tick) | 0) <= 0;
    if (board.start(run) === first || expired) board.markLost(run);
  }
}

/** 7.2: (re)arms the probe timer when data is in flight, nothing is known to be missing and the retransmission timer is later. */
export function armProbe(core: Core, c: Connection, board: Scoreboard): void {
  if (board.probing || board.sacked !== 0 || c.recovering || c.afterTimeout || (c.armed & REORDERING) !== 0) {
    c.armed &= ~PROBE;
    return;
  }
  let delay = FIRST_PROBE;
  if (c.smoothedRoundTrip !== NO_SAMPLE) {
    delay = Math.max(SHORTEST_PROBE, c.smoothedRoundTrip >> 2);
    if (((board.right() - board.left) | 0) <= c.segmentSize) delay += PEER_ACK_DELAY;
  }
  const at = (core.tick + delay) | 0;
  if ((c.armed & RETRANSMISSION) !== 0 && ((c.retransmissionAt - at) | 0) <= 0) {
    c.armed &= ~PROBE;
    return;
  }
  c.probeAt = at;
  c.armed |= PROBE;
  core.timers.ensure(c, at);
}
