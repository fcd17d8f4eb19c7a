/**
 * What an acknowledgment means on a connection with selective acknowledgments (RFC 2018): the scoreboard takes it, RACK (RFC 8985)
 * tells what is lost, proportional rate reduction (RFC 6937) how much may go out meanwhile. What is in flight, the "pipe" of
 * RFC 6675, is SND.NXT - SND.UNA less what is SACKed and less what is lost and was not sent again.
 */
import { getInt32 } from '../wire/tcp.js';
import { type Connection, NO_SAMPLE, PROBE, REORDERING, RETRANSMISSION } from './connection.js';
import type { Core } from './core.js';
import { advance } from './loss-recovery.js';
import { onlyProbeLost } from './path-probe.js';
import {
  armProbe,
  detectLoss,
  detectLossAfterTimeout,
  recoveryEnded,
  takeRoundTrip,
  widenReorderingWindow,
} from './rack.js';
import { armRetransmission } from './retransmission.js';
import { Scoreboard } from './scoreboard.js';
import type { Segment } from './segment.js';
import { after, afterOrEqual, before, beforeOrEqual } from './sequence.js';

/** The scoreboard of a connection that has something in flight. */
export function scoreboardOf(core: Core, c: Connection): Scoreboard {
  let board = c.scoreboard;
  if (board === null) {
    board = core.scoreboards.pop() ?? new Scoreboard();
    board.reset(c.sendNext);
    c.scoreboard = board;
  }
  return board;
}

/** Octets in the network. */
export function pipe(board: Scoreboard): number {
  return ((board.right() - board.left) | 0) - board.sacked - board.lost;
}

/** An acceptable acknowledgment, `progress` octets beyond SND.UNA, in a state where both sides may have data in flight. */
export function selectivelyAcknowledged(core: Core, c: Connection, segment: Segment, progress: number): void {
  const board = c.scoreboard;
  if (progress < 0 || (progress === 0 && segment.sackBlocks === 0)) return;
  const { acknowledgment } = segment;
  if (board === null) {
    if (progress > 0) {
      advance(core, c, acknowledgment);
      restartTimer(core, c, acknowledgment);
    }
    return;
  }
  const { flight } = c;
  if (!board.disturbed && segment.sackBlocks === 0 && !board.probing && !c.recovering && !c.afterTimeout) {
    // As nearly always: everything comes in order.
    board.acknowledgeInOrder(acknowledgment, core.tick);
    advance(core, c, acknowledgment);
    const roundTrip = takeRoundTrip(core, c, board);
    c.congestion.acknowledged(progress, flight, c.segmentSize, core.tick, roundTrip, c.smoothedRoundTrip >> 3);
    afterAcknowledgment(core, c, board, acknowledgment);
    return;
  }
  const known = board.lost;
  board.begin();
  const latest = latestOriginal(core, c, segment);
  let duplicate = false;
  if (segment.sackBlocks > 0) duplicate = takeBlocks(core, c, board, segment, latest);
  if (progress > 0) {
    board.acknowledge(acknowledgment, core.tick, latest);
    advance(core, c, acknowledgment);
  }
  if (board.reordered && !c.reorderingSeen) {
    c.reorderingSeen = true;
    core.counters.reorderingSeen++;
  }
  const roundTrip = takeRoundTrip(core, c, board);
  if (board.undoable && progress > 0 && wasNeedless(c, board, segment)) undo(core, c, board);
  if (c.forwardRecovery !== 0) forwardRecovery(core, c, board, acknowledgment, progress);
  if (board.probing) probeAnswered(core, c, board, acknowledgment, duplicate, segment.sackBlocks > 0);
  if (board.sacked > 0 || c.recovering || c.afterTimeout || board.rackValid) detectLoss(core, c, board);

  const { congestion, segmentSize } = c;
  if (c.recovering && afterOrEqual(acknowledgment, c.recover)) {
    c.recovering = false;
    congestion.window = congestion.threshold;
    recoveryEnded(c);
    // All of it came by itself, before anything was sent again: it had been late.
    if (board.undoable && !board.retransmitting) undo(core, c, board);
  }
  if (c.afterTimeout && afterOrEqual(acknowledgment, c.recover)) {
    c.afterTimeout = false;
    recoveryEnded(c);
  }
  if (board.lost > 0 && !c.recovering && !c.afterTimeout && !onlyProbeLost(core, c, board))
    enterRecovery(core, c, board, progress);
  if (c.recovering) reduce(c, board, progress > 0 && board.lost <= known);
  else {
    // Where segments come out of order anyway, what is SACKed counts when it is: else the window would stay small there.
    const arrived = c.reorderingSeen ? board.delivered : progress;
    if (arrived > 0)
      congestion.acknowledged(arrived, flight, segmentSize, core.tick, roundTrip, c.smoothedRoundTrip >> 3);
  }

  // F-RTO: two new segments, whatever the window is.
  if (c.forwardRecovery === 1) c.probeAllowance = Math.max(0, pipe(board) + 2 * segmentSize - congestion.window);
  if (progress > 0) afterAcknowledgment(core, c, board, acknowledgment);
  else {
    armProbe(core, c, board);
    core.touch(c);
  }
}

function afterAcknowledgment(core: Core, c: Connection, board: Scoreboard, acknowledgment: number): void {
  restartTimer(core, c, acknowledgment);
  if (board.runs() > 0) armProbe(core, c, board);
}

function restartTimer(core: Core, c: Connection, acknowledgment: number): void {
  if (acknowledgment === c.sendMaximum) c.armed &= ~(RETRANSMISSION | PROBE | REORDERING);
  else armRetransmission(core, c);
  core.touch(c);
}

/** A timer of a connection has come up. Nothing has been in flight since the last one: an idle connection holds no scoreboard. */
export function releaseWhenIdle(core: Core, c: Connection): void {
  const board = c.scoreboard;
  if (board === null || board.runs() > 0 || board.probing || c.sendBuffer.length > 0) return;
  c.scoreboard = null;
  core.recycle(board);
}

/**
 * The tick of the latest transmission that this acknowledgment can answer: what the timestamp echoes, and not within the shortest
 * round trip before now (RFC 8985, 6.2, step 2).
 */
function latestOriginal(core: Core, c: Connection, segment: Segment): number {
  const latest = c.minimumRoundTrip === NO_SAMPLE ? core.tick : (core.tick - c.minimumRoundTrip) | 0;
  if (!segment.hasTimestamps || !c.timestamps) return latest;
  const echoed = (segment.timestampEcho - c.timestampOffset) | 0;
  return before(echoed, latest) ? echoed : latest;
}

/** Marks the blocks; true when the first of them is a DSACK (RFC 2883, 5): below the acknowledgment, or within the second. */
function takeBlocks(core: Core, c: Connection, board: Scoreboard, segment: Segment, latest: number): boolean {
  const { bytes, sackAt, sackBlocks, acknowledgment } = segment;
  let duplicate = false;
  for (let block = 0; block < sackBlocks; block++) {
    const left = getInt32(bytes, sackAt + 8 * block);
    const right = getInt32(bytes, sackAt + 8 * block + 4);
    if (!before(left, right)) continue;
    if (block === 0) {
      if (beforeOrEqual(right, acknowledgment)) duplicate = true;
      else if (sackBlocks > 1) {
        const left2 = getInt32(bytes, sackAt + 8);
        const right2 = getInt32(bytes, sackAt + 12);
        duplicate = afterOrEqual(left, left2) && beforeOrEqual(right, right2);
      }
      if (duplicate) {
        core.counters.duplicatesReportedByPeer++;
        // More of them than we have sent again: it is the network that duplicates, and they tell nothing.
        if (c.retransmittedOctets < ((right - left) | 0)) continue;
        c.retransmittedOctets -= (right - left) | 0;
        widenReorderingWindow(c);
        if (board.undoable && afterOrEqual(left, board.undoLeft) && beforeOrEqual(right, c.recover)) {
          board.undoOctets -= (right - left) | 0;
          if (board.undoOctets <= 0 && board.retransmitting) undo(core, c, board);
        }
        continue;
      }
    }
    // Not of what is in flight: old, or made up.
    if (beforeOrEqual(left, board.left) || after(right, board.right()) || before(left, acknowledgment)) continue;
    board.mark(left, right, core.tick, latest);
  }
  return duplicate;
}

/**
 * Loss was detected: the congestion control reduces its threshold once for the flight, and the reduction begins. What the batch has
 * acknowledged before counts as delivered; `progress` is what this acknowledgment does.
 */
function enterRecovery(core: Core, c: Connection, board: Scoreboard, progress: number): void {
  core.counters.fastRetransmits++;
  const { congestion, segmentSize } = c;
  const outstanding = (board.right() - board.left) | 0;
  const flight = Math.max(c.flight, outstanding + progress);
  congestion.lost(Math.min(flight, Math.max(congestion.window, segmentSize)), segmentSize);
  c.recovering = true;
  c.recover = c.sendMaximum;
  c.timing = false;
  c.armed &= ~PROBE;
  board.probing = false;
  board.recoverFlight = Math.max(flight, segmentSize);
  board.reductionDelivered = flight - outstanding - progress;
  board.reductionOut = 0;
  watch(c, board);
}

/** RFC 6937, 3.1, with the safe acknowledgment of its successor: the window is what is in flight and may be added now. */
function reduce(c: Connection, board: Scoreboard, safe: boolean): void {
  const { congestion, segmentSize } = c;
  const inFlight = pipe(board);
  const { threshold } = congestion;
  board.reductionDelivered += board.delivered;
  let more: number;
  if (inFlight > threshold)
    more = Math.ceil((board.reductionDelivered * threshold) / board.recoverFlight) - board.reductionOut;
  else {
    // Slow start reduction bound while losses do not go on, else conservative.
    const limit = Math.max(board.reductionDelivered - board.reductionOut, board.delivered) + (safe ? segmentSize : 0);
    more = Math.min(threshold - inFlight, limit);
  }
  // The fast retransmit goes in any case.
  if (board.reductionOut === 0 && more < segmentSize) more = segmentSize;
  congestion.window = inFlight + Math.max(0, more);
}

/** The retransmission timer expired. */
export function selectivelyTimedOut(core: Core, c: Connection, board: Scoreboard): void {
  const { congestion, segmentSize } = c;
  const again = c.backoff > 0;
  c.forwardRecovery = again || c.recovering || c.afterTimeout ? 0 : 2;
  board.timeoutRight = board.right();
  const flight = (board.right() - board.left) | 0;
  congestion.timedOut(Math.min(flight, Math.max(congestion.window, segmentSize)), segmentSize, again || c.afterTimeout);
  c.backoff++;
  c.recovering = false;
  c.timing = false;
  c.armed &= ~(PROBE | REORDERING);
  board.probing = false;
  if (!again) watch(c, board);
  c.afterTimeout = true;
  c.recover = c.sendMaximum;
  // In any case one segment goes, though what was sent a moment ago may fill the window of one segment.
  c.retransmitFirst = true;
  if (board.runs() > 0) detectLossAfterTimeout(core, c, board);
  core.touch(c);
}

/**
 * F-RTO (RFC 5682, 3.1): the timer has expired and the first segment was sent again. The first acknowledgment that moves SND.UNA lets
 * two new segments go instead of old ones. If the next one is of something that was sent once and before the timeout, all of that was
 * late and not lost.
 */
function forwardRecovery(core: Core, c: Connection, board: Scoreboard, acknowledgment: number, progress: number): void {
  if (c.forwardRecovery === 1) {
    c.forwardRecovery = 0;
    if (board.originals === 0) return;
    core.counters.spuriousTimeouts++;
    undo(core, c, board);
    // What was sent again was no measure of what is late.
    board.rackValid = false;
    return;
  }
  const inFlight = (c.sendNext - acknowledgment) | 0;
  const mayGo = c.sendBuffer.length > inFlight && c.sendWindow > inFlight;
  c.forwardRecovery = progress > 0 && before(acknowledgment, c.recover) && mayGo ? 1 : 0;
}

/** The path's MTU shrank, or a window that had closed is open again: what is in flight goes once more; nothing was congested. */
export function rewind(c: Connection): void {
  if (c.scoreboard === null) c.sendNext = c.sendUnacknowledged;
  else c.scoreboard.loseAll(false);
  c.timing = false;
}

/** The probe timer or the timer of the reordering window. */
export function reorderingExpired(core: Core, c: Connection): void {
  const board = c.scoreboard;
  if (board === null) return;
  const known = board.lost;
  board.begin();
  detectLoss(core, c, board);
  if (board.lost === known) return;
  if (!c.recovering && !c.afterTimeout && !onlyProbeLost(core, c, board)) enterRecovery(core, c, board, 0);
  if (c.recovering) reduce(c, board, false);
  core.touch(c);
}

/**
 * RFC 8985, 7.4: what the answer to a probe tells. Without a DSACK the acknowledgment of more than the probe says that the
 * probe has repaired a loss that nobody else saw, which is a sign of congestion all the same.
 */
function probeAnswered(
  core: Core,
  c: Connection,
  board: Scoreboard,
  acknowledgment: number,
  duplicate: boolean,
  selective: boolean,
): void {
  if (before(acknowledgment, board.probeEnd)) return;
  if (!board.probeRetransmitted || duplicate) {
    board.probing = false;
  } else if (after(acknowledgment, board.probeEnd)) {
    board.probing = false;
    core.counters.probesRepairedLoss++;
    const { congestion, segmentSize } = c;
    congestion.lost(congestion.window, segmentSize);
    congestion.window = congestion.threshold;
  } else if (!selective && board.delivered === 0) board.probing = false;
}

// Undo: a recovery may turn out to have been needless, because segments or acknowledgments were late and not lost.

/** A recovery begins: from now on look for signs. */
function watch(c: Connection, board: Scoreboard): void {
  board.undoable = true;
  board.undoLeft = c.sendUnacknowledged;
  board.undoFirst = true;
  board.retransmitting = false;
  board.undoOctets = 0;
}

/** `octets` were sent again. */
export function noteRetransmission(core: Core, c: Connection, board: Scoreboard, octets: number): void {
  c.retransmittedOctets += octets;
  board.reductionOut += octets;
  board.undoOctets += octets;
  if (board.retransmitting) return;
  board.retransmitting = true;
  board.retransmittedAt = core.tick;
}

/**
 * The Eifel detection algorithm (RFC 3522, 3.2): the first acknowledgment after a retransmission echoes a timestamp from
 * before it, so the original has arrived.
 */
function wasNeedless(c: Connection, board: Scoreboard, segment: Segment): boolean {
  if (!board.undoFirst || !board.retransmitting) return false;
  board.undoFirst = false;
  if (!c.timestamps || !segment.hasTimestamps) return false;
  return before((segment.timestampEcho - c.timestampOffset) | 0, board.retransmittedAt);
}

/** The response (RFC 4015): the window and the threshold are again what they were, and nothing counts as lost. */
function undo(core: Core, c: Connection, board: Scoreboard): void {
  core.counters.spuriousRecoveries++;
  board.undoable = false;
  c.forwardRecovery = 0;
  board.unlose();
  c.congestion.undo();
  c.recovering = false;
  c.afterTimeout = false;
  c.backoff = 0;
}
