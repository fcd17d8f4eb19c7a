/**
 * SEGMENT ARRIVES (RFC 9293, 3.10.7), in the order and the words of that section. Segments change state and leave work
 * for `flush`; what must go out in the order of arrival (RST, challenge ACK, duplicate ACK) is sent from here.
 */
import { viewsOf } from '@morgana/network';
import { SHORT_COPY } from '../wire/octets.js';
import { ACK, CWR, ECE, FIN, RST, readOptions, SYN } from '../wire/tcp.js';
import { challenge, unacceptable } from './challenge.js';
import {
  type Connection,
  DELAYED_ACK,
  EVENT_READABLE,
  EVENT_WRITABLE,
  type Failure,
  NO_SAMPLE,
  PERSIST,
} from './connection.js';
import type { Core } from './core.js';
import { acknowledged, congestionEchoed, duplicate } from './loss-recovery.js';
import { receiveLimit, sendAcknowledgment, sendBare, sendSyn, sendTimeWaitAcknowledgment } from './output.js';
import { ReassemblyQueue } from './reassembly.js';
import { armRetransmission, startTimeout } from './retransmission.js';
import { type Segment, sequenceLength } from './segment.js';
import { headersLength } from './segment-size.js';
import { rewind, selectivelyAcknowledged } from './selective-recovery.js';
import { after, before, beforeOrEqual } from './sequence.js';
import {
  CLOSE_WAIT,
  CLOSING,
  ESTABLISHED,
  FIN_WAIT_1,
  FIN_WAIT_2,
  LAST_ACK,
  LISTEN,
  mayReceive,
  SYN_RECEIVED,
  SYN_SENT,
} from './state.js';
import { takeSyn } from './syn.js';
import type { TimeWait } from './time-wait.js';
import { resetAfterLoss, waitForFin } from './user-calls.js';

/** TS.Recent is not believed longer: clocks of one tick in a millisecond wrap their sign after this time (RFC 7323, 5.5). */
const TIMESTAMP_LIFETIME = 24 * 86_400_000;

const RESET: Failure = { code: 'reset', message: 'tcp: the peer reset the connection' };
const REFUSED: Failure = { code: 'refused', message: 'tcp: the peer refused the connection' };

function established(core: Core, c: Connection): void {
  const synLost = c.backoff > 0;
  c.congestion.start(c.segmentSize, synLost);
  startTimeout(core, c, synLost);
  if (c.smoothedRoundTrip !== NO_SAMPLE) {
    c.minimumRoundTrip = c.smoothedRoundTrip >> 3;
    c.minimumRoundTripAt = core.tick;
  }
  c.lastSentAt = core.tick;
  core.enter(c, ESTABLISHED);
  if (c.finQueued) core.enter(c, FIN_WAIT_1);
}

/** All states that have a TCB. */
export function segmentArrives(core: Core, c: Connection, segment: Segment): void {
  switch (c.state) {
    case LISTEN:
      heldState(core, c, segment);
      return;
    case SYN_SENT:
      synSentState(core, c, segment);
      return;
    default:
      otherStates(core, c, segment);
  }
}

/** An intercepted SYN that nobody has decided about: the peer repeats it, or gives up. */
function heldState(core: Core, c: Connection, segment: Segment): void {
  if ((segment.flags & RST) !== 0 && segment.sequence === c.receiveNext) {
    core.counters.resetsReceived++;
    core.remove(c, RESET);
    return;
  }
  core.counters.duplicateSegments++;
}

/** 3.10.7.3 SYN-SENT STATE. */
function synSentState(core: Core, c: Connection, segment: Segment): void {
  const { flags, acknowledgment } = segment;
  const { counters } = core;
  // First, check the ACK bit.
  const acceptable =
    (flags & ACK) !== 0 && after(acknowledgment, c.iss) && beforeOrEqual(acknowledgment, c.sendMaximum);
  if ((flags & ACK) !== 0 && !acceptable) {
    counters.droppedBadAcknowledgment++;
    if ((flags & RST) === 0) sendBare(core, c.route, c.localPort, c.remotePort, acknowledgment, 0, RST);
    return;
  }
  // Second, check the RST bit.
  if ((flags & RST) !== 0) {
    if (!acceptable) {
      counters.droppedBadAcknowledgment++;
      return;
    }
    counters.resetsReceived++;
    counters.connectionsReset++;
    core.remove(c, REFUSED);
    return;
  }
  // Fourth, check the SYN bit. (Third would be security.)
  if ((flags & SYN) === 0) {
    counters.droppedNoAcknowledgment++;
    return;
  }
  takeSyn(core, c, segment);
  if (!acceptable) {
    // Simultaneous open.
    core.enter(c, SYN_RECEIVED);
    sendSyn(core, c);
    return;
  }
  c.sendWl2 = acknowledgment;
  // The round trip of the SYN, if it was sent once, is the first measurement.
  acknowledged(core, c, acknowledgment);
  established(core, c);
  c.acknowledgeNow = true;
  // What the SYN-ACK carries is taken as far as our window reaches.
  const length = Math.min(segment.length, (c.receiveEdge - c.receiveNext) | 0);
  const fin = (flags & FIN) !== 0 && length === segment.length;
  if (length > 0 || fin) segmentText(core, c, segment, c.receiveNext, segment.offset, length, fin);
}

/** 3.10.7.4 OTHER STATES. */
function otherStates(core: Core, c: Connection, segment: Segment): void {
  const { counters } = core;
  let { flags, sequence, length, offset } = segment;
  const { acknowledgment } = segment;
  const next = c.receiveNext;

  if (c.state === SYN_RECEIVED && (flags & (SYN | RST)) === SYN && sequence === c.irs) {
    if ((flags & ACK) === 0) {
      // The peer repeats its SYN: our answer may have been lost.
      counters.duplicateSegments++;
      sendSyn(core, c);
      return;
    }
    // Simultaneous open: the SYN in the peer's SYN-ACK is known, what acknowledges ours is not.
    flags &= ~SYN;
    sequence = (sequence + 1) | 0;
  }

  if (c.timestamps || c.sackPermitted) readOptions(segment.bytes, segment.options, segment.offset, segment);
  if (c.timestamps && !timestampAcceptable(core, c, segment)) return;

  // First, check the sequence number, and trim the segment to the window.
  let fin = (flags & FIN) !== 0;
  const ahead = (sequence - next) | 0;
  const window = (c.receiveEdge - next) | 0;
  const extent = length + (fin ? 1 : 0) + ((flags & SYN) !== 0 ? 1 : 0);
  if (ahead !== 0 || extent > window) {
    // With no window at all, valid ACKs and RSTs are taken from a segment at RCV.NXT whose data is not (same section).
    if (!overlapsWindow(ahead, extent, window) && (ahead !== 0 || window > 0)) {
      counters.droppedOutOfWindow++;
      if (length > 0 && ahead < 0) reportDuplicate(c, sequence, (sequence + length) | 0);
      unacceptable(core, c, segment, length);
      return;
    }
    const excess = ahead + extent - window;
    if (excess > 0) {
      length = Math.max(0, length - excess + (fin ? 1 : 0));
      fin = false;
      c.acknowledgeNow = true;
      core.touch(c);
    }
    if (ahead < 0) {
      const known = Math.min(-ahead, length);
      if (known > 0) reportDuplicate(c, sequence, (sequence + known) | 0);
      offset += known;
      length -= known;
      sequence = next;
      counters.duplicateSegments++;
      c.acknowledgeNow = true;
      core.touch(c);
    }
  }

  if ((flags & (RST | SYN | ACK)) !== ACK) {
    // Second, check the RST bit (with RFC 5961, 3.2).
    if ((flags & RST) !== 0) {
      counters.resetsReceived++;
      if (segment.sequence === next) resetArrived(core, c);
      else challenge(core, c);
      return;
    }
    // Fourth, check the SYN bit (with RFC 5961, 4.2).
    if ((flags & SYN) !== 0) {
      if (c.state === SYN_RECEIVED && c.listener !== null) {
        // Back to LISTEN, as if the first SYN had never been.
        counters.connectionsReset++;
        core.remove(c, RESET);
      } else challenge(core, c);
      return;
    }
    // Fifth, check the ACK field.
    counters.droppedNoAcknowledgment++;
    return;
  }

  c.lastReceivedAt = core.tick;
  c.keepAliveSent = 0;
  if (c.state === SYN_RECEIVED) {
    if (beforeOrEqual(acknowledgment, c.sendUnacknowledged) || after(acknowledgment, c.sendMaximum)) {
      counters.droppedBadAcknowledgment++;
      sendBare(core, c.route, c.localPort, c.remotePort, acknowledgment, 0, RST);
      return;
    }
    acknowledged(core, c, acknowledgment);
    c.sendWindow = segment.window << c.sendScale;
    c.sendWindowMaximum = Math.max(c.sendWindowMaximum, c.sendWindow);
    c.sendWl1 = sequence;
    c.sendWl2 = acknowledgment;
    established(core, c);
    core.touch(c);
  } else {
    const progress = (acknowledgment - c.sendUnacknowledged) | 0;
    if (progress > ((c.sendMaximum - c.sendUnacknowledged) | 0) || -progress > c.sendWindowMaximum) {
      // RFC 5961, 5.2: not of this connection's recent past.
      counters.droppedBadAcknowledgment++;
      challenge(core, c);
      return;
    }
    const sendWindow = segment.window << c.sendScale;
    if (c.sackPermitted) selectivelyAcknowledged(core, c, segment, progress);
    else if (progress > 0) acknowledged(core, c, acknowledgment);
    else if (
      progress === 0 &&
      segment.length === 0 &&
      !fin &&
      sendWindow === c.sendWindow &&
      c.sendMaximum !== acknowledgment &&
      (c.armed & PERSIST) === 0
    )
      duplicate(core, c);
    if (c.ecn) {
      if ((flags & ECE) !== 0 && progress >= 0) congestionEchoed(core, c);
      if ((flags & CWR) !== 0) c.echoCongestion = false;
      if (segment.congestionExperienced) {
        counters.congestionMarks++;
        c.echoCongestion = true;
      }
    }
    if (progress >= 0) updateSendWindow(core, c, sequence, acknowledgment, sendWindow);
    if (c.state >= FIN_WAIT_1 && !ourFin(core, c)) return;
  }
  // Sixth, check the URG bit: urgent data is left in line (RFC 6093 advises against its use), the pointer is ignored.
  if (length > 0 || fin) segmentText(core, c, segment, sequence, offset, length, fin);
}

/**
 * PAWS (RFC 7323, 5.3): what is older than the segment that last moved RCV.NXT is a duplicate from before the sequence
 * numbers wrapped. Also notes TS.Recent (R3), of a segment that does not begin behind what was last acknowledged.
 */
function timestampAcceptable(core: Core, c: Connection, segment: Segment): boolean {
  if ((segment.flags & RST) !== 0) return true;
  if (!segment.hasTimestamps) {
    // RFC 7323, 3.2: once agreed on, every segment has them; one without is dropped in silence.
    core.counters.droppedNoTimestamp++;
    return false;
  }
  const age = (segment.timestampValue - c.timestampRecent) | 0;
  if (age < 0) {
    if ((core.tick - c.timestampRecentAt) >>> 0 > TIMESTAMP_LIFETIME) return true;
    core.counters.droppedOldTimestamp++;
    unacceptable(core, c, segment, segment.length);
    return false;
  }
  if (beforeOrEqual(segment.sequence, c.lastAcknowledgmentSent)) {
    c.timestampRecent = segment.timestampValue;
    c.timestampRecentAt = core.tick;
  }
  return true;
}

/**
 * The acceptability test of RFC 9293, 3.10.7.4, for a segment of `extent` sequence numbers that begins `ahead` of RCV.NXT;
 * it also passes one that covers the whole window, which the formulas of the RFC leave out.
 */
function overlapsWindow(ahead: number, extent: number, window: number): boolean {
  if (extent === 0) return window === 0 ? ahead === 0 : ahead >= 0 && ahead < window;
  return ahead < window && ahead + extent > 0;
}

/** SND.WND, unless the segment is older than the one that last set it. */
function updateSendWindow(core: Core, c: Connection, sequence: number, acknowledgment: number, window: number): void {
  const newer = (sequence - c.sendWl1) | 0;
  if (newer < 0 || (newer === 0 && before(acknowledgment, c.sendWl2))) return;
  c.sendWl1 = sequence;
  c.sendWl2 = acknowledgment;
  if ((c.armed & PERSIST) !== 0) {
    // The probe was answered, whatever the answer was.
    c.waitingSince = core.tick;
    if (window > 0) {
      c.armed &= ~PERSIST;
      c.backoff = 0;
      rewind(c);
      if (c.sendMaximum !== c.sendUnacknowledged) armRetransmission(core, c);
    }
  }
  if (window === c.sendWindow) return;
  const opened = window > c.sendWindow;
  c.sendWindow = window;
  if (window > c.sendWindowMaximum) c.sendWindowMaximum = window;
  if (opened) core.touch(c);
}

/** What the acknowledgment of our FIN does. False: the TCB is gone. */
function ourFin(core: Core, c: Connection): boolean {
  if (c.dataLost && c.orphaned && resetAfterLoss(core, c)) return false;
  if (!c.finAcknowledged) return true;
  switch (c.state) {
    case FIN_WAIT_1:
      // Who lingers hears that all has arrived.
      core.notify(c, EVENT_WRITABLE);
      core.enter(c, FIN_WAIT_2);
      if (c.orphaned) waitForFin(core, c);
      return true;
    case CLOSING:
      core.enterTimeWait(c);
      return false;
    case LAST_ACK:
      core.remove(c, undefined);
      return false;
    default:
      return true;
  }
}

/** Seventh, process the segment text; eighth, check the FIN bit. `sequence` is in the window. */
function segmentText(
  core: Core,
  c: Connection,
  segment: Segment,
  sequence: number,
  offset: number,
  length: number,
  fin: boolean,
): void {
  const { counters } = core;
  if (!mayReceive(c.state)) {
    counters.droppedAfterEnd++;
    return;
  }
  if (sequence !== c.receiveNext) {
    outOfOrder(core, c, segment.bytes, sequence, offset, length, fin);
    return;
  }
  if (length > 0) {
    const held = c.receiveBuffer.length;
    // The peer may use a window that it was given before; what is not acknowledged it sends again.
    if (core.pressed && held > 0 && held + length > receiveLimit(core, c)) {
      counters.droppedBuffersFull++;
      c.acknowledgeNow = true;
      core.touch(c);
      return;
    }
    c.receiveNext = (sequence + length) | 0;
    counters.bytesReceived += length;
    if (c.discarding) {
      counters.discardedAfterClose += length;
      c.dataLost = true;
      if (c.orphaned && resetAfterLoss(core, c)) return;
    } else {
      // A view of all of it makes for the fastest copy, and the frame has it ready.
      if (length > SHORT_COPY)
        c.receiveBuffer.append(core.pages, viewsOf(segment.frame).part(offset, length), 0, length);
      else c.receiveBuffer.append(core.pages, segment.bytes, offset, length);
      c.events |= EVENT_READABLE;
    }
    if (length > c.receiveSegmentSize) {
      // What the device or a peer's super-segment has merged counts as the segments that it was.
      c.receiveSegmentSize = Math.min(length, c.route.pathMtu - headersLength(c.route));
    }
    c.unacknowledgedOctets += length;
  }
  const queue = c.reassembly;
  if (queue !== null) {
    // A gap is being filled: the sender should hear of it at once (RFC 5681, 4.2).
    c.acknowledgeNow = true;
    const before = c.receiveBuffer.length;
    c.receiveNext = queue.deliver(c.receiveNext, c.receiveBuffer, core.pages);
    counters.bytesReceived += c.receiveBuffer.length - before;
    if (queue.hasFin && queue.finSequence === c.receiveNext) fin = true;
    if (queue.empty || fin) c.reassembly = null;
  }
  if (fin) {
    finArrived(core, c);
    return;
  }
  if (c.unacknowledgedOctets >= 2 * c.receiveSegmentSize) c.acknowledgeNow = true;
  else if ((c.armed & DELAYED_ACK) === 0) {
    c.delayedAckAt = (core.tick + core.settings.delayedAcknowledgment) | 0;
    c.armed |= DELAYED_ACK;
    core.timers.ensure(c, c.delayedAckAt);
  }
  core.touch(c);
}

/** The next acknowledgment says that this came before (RFC 2883): the sender may have been wrong to send it again. */
function reportDuplicate(c: Connection, left: number, right: number): void {
  c.duplicateLeft = left;
  c.duplicateRight = right;
}

function outOfOrder(
  core: Core,
  c: Connection,
  bytes: Uint8Array,
  sequence: number,
  offset: number,
  length: number,
  fin: boolean,
): void {
  core.counters.outOfOrderSegments++;
  if (core.pressed) core.counters.droppedBuffersFull++;
  // Nothing is kept for a reader that is gone.
  else if (!c.discarding) {
    // Twice the window holds any window of segments of ordinary size, with what they cost besides.
    const limit = 2 * c.receiveLimit;
    const queue = (c.reassembly ??= new ReassemblyQueue(c.receiveNext, limit));
    const { octets } = queue;
    if (!queue.insert(sequence, bytes, offset, length, limit)) core.counters.droppedReassemblyFull++;
    else if (length > 0 && queue.octets === octets) reportDuplicate(c, sequence, (sequence + length) | 0);
    else if (fin && !queue.hasFin) {
      queue.hasFin = true;
      queue.finSequence = (sequence + length) | 0;
    }
    if (queue.empty) c.reassembly = null;
  }
  // At once, one for each segment: the sender counts them (RFC 5681, 4.2).
  sendAcknowledgment(core, c);
  core.account(c);
}

function finArrived(core: Core, c: Connection): void {
  c.receiveNext = (c.receiveNext + 1) | 0;
  c.finReceived = true;
  c.reassembly = null;
  c.acknowledgeNow = true;
  core.notify(c, EVENT_READABLE);
  switch (c.state) {
    case ESTABLISHED:
      core.enter(c, CLOSE_WAIT);
      return;
    case FIN_WAIT_1:
      // ourFin has moved on to FIN-WAIT-2 if our FIN was acknowledged.
      core.enter(c, CLOSING);
      return;
    case FIN_WAIT_2:
      sendAcknowledgment(core, c);
      core.enterTimeWait(c);
  }
}

function resetArrived(core: Core, c: Connection): void {
  core.counters.connectionsReset++;
  switch (c.state) {
    case SYN_RECEIVED:
      core.remove(c, c.listener === null ? REFUSED : RESET);
      return;
    case CLOSING:
    case LAST_ACK:
      // Both sides had closed; only the acknowledgment of our FIN was missing.
      core.remove(c, c.finAcknowledged || c.sendBuffer.length === 0 ? undefined : RESET);
      return;
    default:
      core.remove(c, RESET);
  }
}

/**
 * TIME-WAIT STATE. Returns the number that a new initial send sequence number must exceed when the segment is a SYN
 * that may open the connection anew (RFC 9293, 3.10.7.4; RFC 1122, 4.2.2.13), and undefined when it was dealt with.
 */
export function timeWaitState(core: Core, entry: TimeWait, segment: Segment): number | undefined {
  const { flags, sequence } = segment;
  const ahead = (sequence - entry.receiveNext) | 0;
  if (entry.timestamps) readOptions(segment.bytes, segment.options, segment.offset, segment);
  // Newer by its timestamp (RFC 6191, 2) or, without, by its sequence number.
  const newer =
    entry.timestamps && segment.hasTimestamps ? after(segment.timestampValue, entry.timestampRecent) : false;
  if ((flags & (SYN | ACK | RST)) === SYN && (ahead > 0 || newer)) {
    core.counters.timeWaitReused++;
    core.forget(entry);
    return entry.sendNext;
  }
  if ((flags & RST) !== 0) {
    core.counters.resetsReceived++;
    if (ahead === 0) core.forget(entry);
    return undefined;
  }
  // A bare ACK at the expected place is the last of a simultaneous close; answering it could go on for ever.
  if (ahead === 0 && sequenceLength(segment) === 0) return undefined;
  core.counters.duplicateSegments++;
  sendTimeWaitAcknowledgment(core, entry);
  if ((flags & FIN) !== 0 && ((sequence + sequenceLength(segment) - entry.receiveNext) | 0) === 0) {
    core.timeWait.remove(entry);
    core.timeWait.add(entry, (core.tick + 2 * core.settings.maximumSegmentLifetime) | 0);
  }
  return undefined;
}
