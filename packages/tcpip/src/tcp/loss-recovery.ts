/**
 * What an acknowledgment means for what is in flight: fast retransmit and fast recovery after NewReno (RFC 5681, 3.2;
 * RFC 6582), limited transmit (RFC 3042), recovery after a timeout. This is for peers without SACK; see selective-recovery.ts.
 */
import { tuneSendBuffer } from './auto-tuning.js';
import { type Connection, EVENT_WRITABLE, NO_SAMPLE, PERSIST, RETRANSMISSION } from './connection.js';
import type { Core } from './core.js';
import { probeAcknowledged } from './path-probe.js';
import { armRetransmission, sampleRoundTrip } from './retransmission.js';
import { after, afterOrEqual, before, beforeOrEqual } from './sequence.js';
import { ESTABLISHED } from './state.js';

const DUPLICATE_THRESHOLD = 3;
/** An echo that says more is not one of ours. */
const LONGEST_ROUND_TRIP = 600_000;

/**
 * SND.UNA moves to SEG.ACK: the buffer gives room, a round trip may have been measured. Returns the octets of data and FIN that
 * were acknowledged; our SYN is in no buffer.
 */
export function advance(core: Core, c: Connection, acknowledgment: number): number {
  const octets = (acknowledgment - c.sendUnacknowledged - (c.state < ESTABLISHED ? 1 : 0)) | 0;
  const data = Math.min(octets, c.sendBuffer.length);
  if (octets > data && c.finQueued) c.finAcknowledged = true;
  if (data > 0) {
    c.sendBuffer.drop(core.rings, data);
    tuneSendBuffer(core, c);
    c.events |= EVENT_WRITABLE;
  }
  c.sendUnacknowledged = acknowledgment;
  if (before(c.sendNext, acknowledgment)) c.sendNext = acknowledgment;
  if (c.pathSearch !== null) probeAcknowledged(core, c, c.pathSearch, acknowledgment);
  c.waitingSince = core.tick;
  c.softError = undefined;
  if (c.timing ? afterOrEqual(acknowledgment, c.timedSequence) : c.timestamps) {
    // A timestamp also measures what was sent twice (RTTM: RFC 7323, 4); else Karn's algorithm holds.
    const roundTrip = c.timestamps ? echoedRoundTrip(core, c) : (core.tick - c.timedAt) | 0;
    if (roundTrip >= 0) sampleRoundTrip(core, c, roundTrip);
    c.timing = false;
  }

  if ((c.armed & PERSIST) !== 0) {
    c.armed &= ~PERSIST;
    c.backoff = 0;
  }

  return octets;
}

/** An acknowledgment of something new: SND.UNA < SEG.ACK =< the highest sequence number sent. */
export function acknowledged(core: Core, c: Connection, acknowledgment: number): void {
  const { flight } = c;
  const octets = advance(core, c, acknowledgment);
  let restart = true;
  c.duplicateAcks = 0;
  const { congestion, segmentSize } = c;
  if (c.forwardRecovery !== 0) forwardRecovery(core, c, acknowledgment);
  else if (!c.recovering)
    congestion.acknowledged(octets, flight, segmentSize, core.tick, NO_SAMPLE, c.smoothedRoundTrip >> 3);
  else if (afterOrEqual(acknowledgment, c.recover)) {
    // Full acknowledgment: deflate (RFC 6582, 3.2 step 3, option 1, which does not let out a burst).
    const left = (c.sendMaximum - acknowledgment) | 0;
    congestion.window = Math.min(congestion.threshold, Math.max(left, segmentSize) + segmentSize);
    c.recovering = false;
  } else {
    // Partial acknowledgment: the next hole starts here.
    core.counters.partialAcknowledgments++;
    c.retransmitFirst = true;
    congestion.window = Math.max(segmentSize, congestion.window - octets + (octets >= segmentSize ? segmentSize : 0));
    // Only the first restarts the timer, so that many losses in one window end in a timeout (the "impatient" variant).
    restart = c.firstPartialAck;
    c.firstPartialAck = false;
  }

  if (acknowledgment === c.sendMaximum) c.armed &= ~RETRANSMISSION;
  else if (restart) armRetransmission(core, c);
  core.touch(c);
}

/** F-RTO (RFC 5682, 2.1) for peers without SACK; see `forwardRecovery` in selective-recovery.ts. SND.UNA has moved. */
function forwardRecovery(core: Core, c: Connection, acknowledgment: number): void {
  const { congestion, segmentSize } = c;
  if (c.forwardRecovery === 1) {
    // What moved it was never sent again.
    c.forwardRecovery = 0;
    core.counters.spuriousTimeouts++;
    core.counters.spuriousRecoveries++;
    congestion.undo();
    c.backoff = 0;
    return;
  }
  const inFlight = (c.sendMaximum - acknowledgment) | 0;
  const mayGo = c.sendBuffer.length > inFlight && c.sendWindow > inFlight;
  if (!before(acknowledgment, c.recover) || !mayGo) {
    c.forwardRecovery = 0;
    congestion.window = Math.max(congestion.window, 2 * segmentSize);
    return;
  }
  c.forwardRecovery = 1;
  c.sendNext = c.sendMaximum;
  congestion.window = inFlight + 2 * segmentSize;
}

/** Milliseconds since the segment was sent whose timestamp the arriving one echoes; -1 when it cannot be. */
function echoedRoundTrip(core: Core, c: Connection): number {
  const { hasTimestamps, timestampEcho } = core.segment;
  const roundTrip = (core.tick + c.timestampOffset - timestampEcho) | 0;
  return hasTimestamps && roundTrip <= LONGEST_ROUND_TRIP ? roundTrip : -1;
}

/** A duplicate acknowledgment as RFC 5681, 2 defines it. */
export function duplicate(core: Core, c: Connection): void {
  core.counters.duplicateAcknowledgments++;
  const { congestion, segmentSize } = c;
  c.duplicateAcks++;
  if (c.forwardRecovery !== 0) {
    // Nothing new has arrived: the timeout was right, and the old goes again.
    if (c.forwardRecovery === 1) {
      congestion.window = Math.min(congestion.window, 3 * segmentSize);
      c.sendNext = c.sendUnacknowledged;
      c.duplicateAcks = 0;
    }
    c.forwardRecovery = 0;
  } else if (c.recovering) {
    // A segment has left the network: another may enter it.
    congestion.window += segmentSize;
  } else if (c.duplicateAcks === DUPLICATE_THRESHOLD) {
    // Below `recover` these can be answers to our own retransmissions (RFC 6582, 3.2 step 2).
    if (beforeOrEqual(c.sendUnacknowledged, c.recover)) return;
    core.counters.fastRetransmits++;
    const flight = Math.max(c.flight, (c.sendMaximum - c.sendUnacknowledged) | 0);
    // What limited transmit let out does not count (RFC 5681, 3.2 step 2).
    const limited = Math.max(0, Math.min(2 * segmentSize, flight - congestion.window));
    congestion.lost(flight - limited, segmentSize);
    congestion.window = congestion.threshold + DUPLICATE_THRESHOLD * segmentSize;
    c.recovering = true;
    c.recover = c.sendMaximum;
    c.firstPartialAck = true;
    c.retransmitFirst = true;
    c.timing = false;
  }
  core.touch(c);
}

/** The retransmission timer expired: everything in flight counts as lost and goes again, as the window opens. */
export function timedOut(core: Core, c: Connection): void {
  core.counters.retransmissionTimeouts++;
  const flight = (c.sendMaximum - c.sendUnacknowledged) | 0;
  c.congestion.timedOut(flight, c.segmentSize, c.backoff > 0);
  // Not while an earlier timeout or recovery is under way (RFC 5682, 2.1, step 1).
  c.forwardRecovery = c.backoff > 0 || c.recovering || !after(c.sendUnacknowledged, c.recover) ? 0 : 2;
  c.backoff++;
  c.recovering = false;
  c.duplicateAcks = 0;
  c.retransmitFirst = false;
  c.recover = c.sendMaximum;
  c.timing = false;
  c.sendNext = c.sendUnacknowledged;
  core.touch(c);
}

/** ECE: the network marked a segment of ours instead of dropping it. The window is reduced once for a window of data (RFC 3168, 6.1.2). */
export function congestionEchoed(core: Core, c: Connection): void {
  if (c.recovering || c.afterTimeout || before(c.sendUnacknowledged, c.reducedAt)) return;
  core.counters.congestionEchoes++;
  const { congestion, segmentSize } = c;
  const flight = Math.max(c.flight, (c.sendMaximum - c.sendUnacknowledged) | 0);
  congestion.lost(Math.max(segmentSize, Math.min(flight, congestion.window)), segmentSize);
  congestion.window = Math.min(congestion.window, congestion.threshold);
  c.reducedAt = c.sendMaximum;
  c.windowReduced = true;
}
