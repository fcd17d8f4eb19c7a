/**
 * What an acknowledgment means for what is in flight: fast retransmit and fast recovery after NewReno (RFC 5681, 3.2;
 * RFC 6582), limited transmit (RFC 3042), recovery after a timeout. With SACK, RFC 6675 will take the place of NewReno here.
 */
import { type Connection, EVENT_WRITABLE, PERSIST, RETRANSMISSION } from './connection.js';
import type { Core } from './core.js';
import { armRetransmission, sampleRoundTrip } from './retransmission.js';
import { afterOrEqual, before, beforeOrEqual } from './sequence.js';
import { ESTABLISHED } from './state.js';

const DUPLICATE_THRESHOLD = 3;

/** An acknowledgment of something new: SND.UNA < SEG.ACK =< the highest sequence number sent. */
export function acknowledged(core: Core, c: Connection, acknowledgment: number): void {
  // Our SYN is in no buffer.
  const octets = (acknowledgment - c.sendUnacknowledged - (c.state < ESTABLISHED ? 1 : 0)) | 0;
  const flight = (c.sendMaximum - c.sendUnacknowledged) | 0;
  const data = Math.min(octets, c.sendBuffer.length);
  if (octets > data && c.finQueued) c.finAcknowledged = true;
  if (data > 0) {
    c.sendBuffer.drop(core.rings, data);
    c.events |= EVENT_WRITABLE;
  }
  c.sendUnacknowledged = acknowledgment;
  if (before(c.sendNext, acknowledgment)) c.sendNext = acknowledgment;
  c.waitingSince = core.tick;
  c.softError = undefined;
  if (c.timing && afterOrEqual(acknowledgment, c.timedSequence)) {
    c.timing = false;
    sampleRoundTrip(core, c, (core.tick - c.timedAt) | 0);
  }

  if ((c.armed & PERSIST) !== 0) {
    c.armed &= ~PERSIST;
    c.backoff = 0;
  }

  let restart = true;
  c.duplicateAcks = 0;
  const { congestion, segmentSize } = c;
  if (!c.recovering) congestion.acknowledged(octets, flight, segmentSize);
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

/** A duplicate acknowledgment as RFC 5681, 2 defines it. */
export function duplicate(core: Core, c: Connection): void {
  core.counters.duplicateAcknowledgments++;
  const { congestion, segmentSize } = c;
  c.duplicateAcks++;
  if (c.recovering) {
    // A segment has left the network: another may enter it.
    congestion.window += segmentSize;
  } else if (c.duplicateAcks === DUPLICATE_THRESHOLD) {
    // Below `recover` these can be answers to our own retransmissions (RFC 6582, 3.2 step 2).
    if (beforeOrEqual(c.sendUnacknowledged, c.recover)) return;
    core.counters.fastRetransmits++;
    const flight = (c.sendMaximum - c.sendUnacknowledged) | 0;
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
  c.backoff++;
  c.recovering = false;
  c.duplicateAcks = 0;
  c.retransmitFirst = false;
  c.recover = c.sendMaximum;
  c.timing = false;
  c.sendNext = c.sendUnacknowledged;
  core.touch(c);
}
