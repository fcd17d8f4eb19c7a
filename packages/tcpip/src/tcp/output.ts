import { CHECKSUM_PARTIAL, type Frame } from '@morgana/network';
import { ECN_CAPABLE, type Route } from '../ip/layer.js';
import { signedAddress } from '../ip-address.js';
import { fold, frameChecksum } from '../wire/checksum.js';
import { PROTOCOL_TCP } from '../wire/ipv4.js';
import { put16 } from '../wire/octets.js';
import {
  ACK,
  CHECKSUM,
  CWR,
  ECE,
  FIN,
  MAXIMUM_OPTIONS_LENGTH,
  PSH,
  putHeader,
  putSack,
  putSackBlock,
  putSynOptions,
  putTimestamps,
  RST,
  SYN,
  sackLength,
  synOptionsLength,
  TCP_HEADER_LENGTH,
  TIMESTAMPS_LENGTH,
} from '../wire/tcp.js';
import { initialWindow } from './congestion.js';
import { type Connection, DELAYED_ACK, PERSIST, RETRANSMISSION, TRANSMIT } from './connection.js';
import type { Core } from './core.js';
import { probeLength } from './path-probe.js';
import { armProbe } from './rack.js';
import { armPersist, armRetransmission, retransmissionTimeout } from './retransmission.js';
import type { Scoreboard } from './scoreboard.js';
import { headersLength } from './segment-size.js';
import { noteRetransmission, pipe, scoreboardOf } from './selective-recovery.js';
import { after, afterOrEqual, before } from './sequence.js';
import { CLOSED, ESTABLISHED, SYN_SENT, TIME_WAIT } from './state.js';
import type { TimeWait } from './time-wait.js';

/** One segment of ordinary size: who has read everything can go on. */
const PRESSED_RECEIVE_BUFFER = 2048;
/** Milliseconds until output is tried again when the device had no room. */
const TRANSMIT_RETRY = 1;

/** Completes the checksum, or leaves it to the device, and hands the segment to IP. */
export function finish(core: Core, frame: Frame, route: Route, length: number, ecn = 0): void {
  const at = route.transportOffset;
  const pseudoHeader = route.pseudoHeaderSum + PROTOCOL_TCP + length;
  if (core.capabilities.transmitChecksum) {
    frame.checksum = CHECKSUM_PARTIAL;
    frame.checksumStart = at;
    frame.checksumOffset = CHECKSUM;
    put16(frame.bytes, at + CHECKSUM, fold(pseudoHeader));
  } else {
    put16(frame.bytes, at + CHECKSUM, frameChecksum(frame, at, length, pseudoHeader));
  }
  core.counters.segmentsSent++;
  if (core.trace !== null)
    core.trace.segment('>', frame.bytes, at, length, signedAddress(route.source), signedAddress(route.destination));
  route.layer.send(frame, route, PROTOCOL_TCP, length, ecn);
}

/** A segment without data and options that belongs to no control block: RST. */
export function sendBare(
  core: Core,
  route: Route,
  localPort: number,
  remotePort: number,
  sequence: number,
  acknowledgment: number,
  flags: number,
): void {
  const frame = route.layer.begin(route, TCP_HEADER_LENGTH);
  if (frame === null) {
    core.counters.deviceBusy++;
    return;
  }
  if ((flags & RST) !== 0) core.counters.resetsSent++;
  putHeader(
    frame.bytes,
    route.transportOffset,
    localPort,
    remotePort,
    sequence,
    acknowledgment,
    TCP_HEADER_LENGTH,
    flags,
    0,
  );
  finish(core, frame, route, TCP_HEADER_LENGTH);
}

/** <SEQ=SND.NXT><ACK=RCV.NXT><CTL=ACK> of a TIME-WAIT, with timestamps if the connection had them (RFC 7323, 3.2). */
export function sendTimeWaitAcknowledgment(core: Core, entry: TimeWait): void {
  const { route } = entry;
  const length = TCP_HEADER_LENGTH + (entry.timestamps ? TIMESTAMPS_LENGTH : 0);
  const frame = route.layer.begin(route, length);
  if (frame === null) {
    core.counters.deviceBusy++;
    return;
  }
  const at = route.transportOffset;
  putHeader(frame.bytes, at, entry.localPort, entry.remotePort, entry.sendNext, entry.receiveNext, length, ACK, 0);
  if (entry.timestamps)
    putTimestamps(frame.bytes, at + TCP_HEADER_LENGTH, (core.tick + entry.timestampOffset) | 0, entry.timestampRecent);
  finish(core, frame, route, length);
}

/** <SEQ=SND.NXT><ACK=RCV.NXT><CTL=RST,ACK>, as ABORT sends it (RFC 9293, 3.10.5). */
export function sendReset(core: Core, c: Connection): void {
  sendBare(core, c.route, c.localPort, c.remotePort, acceptableSequence(c), c.receiveNext, RST | ACK);
}

/** What a connection may keep for its reader: little while all together hold too much. */
export function receiveLimit(core: Core, c: Connection): number {
  return core.pressed ? Math.min(c.receiveLimit, PRESSED_RECEIVE_BUFFER) : c.receiveLimit;
}

/**
 * The window field: what there is room for, by the rule of silly window avoidance (RFC 9293, 3.8.6.2.2) that the right
 * edge moves by a full segment or half the buffer at least. It is rounded down to the scale, so the edge that the peer reads
 * may seem to shrink by less than one unit; what was offered is honoured all the same (RFC 7323, 2.4).
 */
function advertiseWindow(core: Core, c: Connection): number {
  const limit = receiveLimit(core, c);
  let edge = (c.receiveNext + Math.max(0, limit - c.receiveBuffer.length)) | 0;
  const gain = (edge - c.receiveEdge) | 0;
  if (gain < Math.min(limit >> 1, c.segmentSize)) edge = c.receiveEdge;
  const field = Math.min(65535, Math.max(0, (edge - c.receiveNext) | 0) >> c.receiveScale);
  edge = (c.receiveNext + (field << c.receiveScale)) | 0;
  if (after(edge, c.receiveEdge)) c.receiveEdge = edge;
  return field;
}

/**
 * Whether a reader has made so much room that the peer should hear of it now. Not while the peer, which in a round trip cannot more than
 * double what it has sent so far, has window enough for that: acknowledgments will tell it in time.
 */
export function windowUpdateDue(core: Core, c: Connection): boolean {
  const limit = receiveLimit(core, c);
  const known = (c.receiveEdge - c.receiveNext) | 0;
  if (known > limit >> 1) return false;
  const received = (c.receiveNext - c.irs) >>> 0;
  if (known >= 2 * (received + initialWindow(c.segmentSize))) return false;
  const room = Math.min(limit - c.receiveBuffer.length, 65535 << c.receiveScale);
  return room - known >= Math.min(limit >> 1, 2 * c.segmentSize);
}

/**
 * The sequence number for a segment without data. SND.NXT, but after a window probe or when the peer took its window back
 * that may lie outside of its window, where it would be dropped together with its acknowledgment.
 */
function acceptableSequence(c: Connection): number {
  const edge = (c.sendUnacknowledged + c.sendWindow) | 0;
  return before(edge, c.sendMaximum) && c.state >= ESTABLISHED ? edge : c.sendMaximum;
}

/** How many SACK blocks a segment with `length` octets of data carries: all that fit behind timestamps and in the segment. */
function blocksToReport(c: Connection, length: number): number {
  const { reassembly } = c;
  const known = (c.duplicateLeft === c.duplicateRight ? 0 : 1) + (reassembly === null ? 0 : reassembly.blockCount);
  const room = Math.min(
    MAXIMUM_OPTIONS_LENGTH - c.optionsLength,
    length === 0 ? MAXIMUM_OPTIONS_LENGTH : c.segmentSize - length,
  );
  return Math.max(0, Math.min(known, (room - 4) >> 3));
}

/** Writes the first `count` of a duplicate (RFC 2883, 4) and the blocks that wait behind a hole. */
function putBlocks(core: Core, c: Connection, bytes: Uint8Array, at: number, count: number): void {
  at = putSack(bytes, at, count);
  if (c.duplicateLeft !== c.duplicateRight) {
    core.counters.duplicatesReported++;
    at = putSackBlock(bytes, at, c.duplicateLeft, c.duplicateRight);
    c.duplicateLeft = c.duplicateRight;
    count--;
  }
  if (count === 0) return;
  const { blocks } = c.reassembly!;
  for (let i = 0; i < count; i++) at = putSackBlock(bytes, at, blocks[2 * i]!, blocks[2 * i + 1]!);
}

function isProbe({ pathSearch }: Connection, sequence: number): boolean {
  return pathSearch !== null && sequence === pathSearch.left && pathSearch.left !== pathSearch.right;
}

/** One segment with `length` octets that are `offset` behind SND.UNA in the send buffer. False: the device had no room. */
function emit(core: Core, c: Connection, sequence: number, flags: number, offset: number, length: number): boolean {
  const route = c.route;
  let headerLength = TCP_HEADER_LENGTH + c.optionsLength;
  let blocks = 0;
  if (c.sackPermitted && (c.reassembly !== null || c.duplicateLeft !== c.duplicateRight)) {
    blocks = blocksToReport(c, length);
    headerLength += sackLength(blocks);
  }
  const frame = route.layer.begin(route, headerLength + length);
  if (frame === null) {
    core.counters.deviceBusy++;
    return false;
  }
  const at = route.transportOffset;
  let ecn = 0;
  if (c.ecn) {
    if (c.echoCongestion) flags |= ECE;
    // New data only: neither acknowledgments nor what is sent again (RFC 3168, 6.1.4 and 6.1.5).
    if (length > 0 && afterOrEqual(sequence, c.sendMaximum)) {
      ecn = ECN_CAPABLE;
      if (c.windowReduced) flags |= CWR;
      c.windowReduced = false;
    }
  }
  putHeader(
    frame.bytes,
    at,
    c.localPort,
    c.remotePort,
    sequence,
    c.receiveNext,
    headerLength,
    flags,
    advertiseWindow(core, c),
  );
  if (c.timestamps)
    putTimestamps(frame.bytes, at + TCP_HEADER_LENGTH, (core.tick + c.timestampOffset) | 0, c.timestampRecent);
  if (blocks > 0) putBlocks(core, c, frame.bytes, at + TCP_HEADER_LENGTH + c.optionsLength, blocks);
  if (length > 0) {
    c.sendBuffer.copyTo(frame.bytes, at + headerLength, offset, length);
    core.counters.bytesSent += length;
    // A probe of the path is one segment, however large.
    if (length > c.segmentSize && !isProbe(c, sequence)) frame.segmentSize = c.segmentSize;
  }
  c.lastAcknowledgmentSent = c.receiveNext;
  c.acknowledgeNow = false;
  c.unacknowledgedOctets = 0;
  c.armed &= ~DELAYED_ACK;
  finish(core, frame, route, headerLength + length, ecn);
  return true;
}

/** <SEQ=SND.NXT><ACK=RCV.NXT><CTL=ACK>. */
export function sendAcknowledgment(core: Core, c: Connection): void {
  emit(core, c, acceptableSequence(c), ACK, 0, 0);
}

/** The SYN of an active OPEN, or the SYN-ACK of SYN-RECEIVED; again when its timer expires. */
export function sendSyn(core: Core, c: Connection): void {
  const route = c.route;
  const answer = c.state !== SYN_SENT;
  const scale = c.windowScaling ? c.receiveScale : -1;
  const length = TCP_HEADER_LENGTH + synOptionsLength(scale, c.sackPermitted, c.timestamps);
  const frame = route.layer.begin(route, length);
  if (frame !== null) {
    const at = route.transportOffset;
    const again = c.sendMaximum !== c.iss;
    // The window of a SYN is never scaled (RFC 7323, 2.2).
    const window = Math.min(65535, c.receiveLimit);
    // A SYN that got no answer goes without the request: some middleboxes drop it (RFC 3168, 6.1.1.1).
    const request = core.settings.ecn === 'request' && !again;
    const flags = answer ? SYN | ACK | (c.ecn ? ECE : 0) : SYN | (request ? ECE | CWR : 0);
    putHeader(frame.bytes, at, c.localPort, c.remotePort, c.iss, answer ? c.receiveNext : 0, length, flags, window);
    putSynOptions(
      frame.bytes,
      at + TCP_HEADER_LENGTH,
      route.pathMtu - headersLength(route),
      scale,
      c.sackPermitted,
      c.timestamps,
      (core.tick + c.timestampOffset) | 0,
      c.timestampRecent,
    );
    if (answer) {
      c.receiveEdge = (c.receiveNext + window) | 0;
      c.lastAcknowledgmentSent = c.receiveNext;
    }
    c.sendNext = c.sendMaximum = (c.iss + 1) | 0;
    // Karn's algorithm: a SYN that was sent twice measures nothing.
    c.timing = !again;
    c.timedSequence = c.sendNext;
    c.timedAt = core.tick;
    if (again) core.counters.segmentsRetransmitted++;
    finish(core, frame, route, length);
  } else {
    core.counters.deviceBusy++;
    c.sendNext = c.sendMaximum = (c.iss + 1) | 0;
  }
  armRetransmission(core, c);
}

/** A window probe: one octet of new data, or the FIN, whatever the window says (RFC 9293, 3.8.6.1). */
export function sendProbe(core: Core, c: Connection): void {
  core.counters.windowProbes++;
  const data = c.sendBuffer.length > 0;
  emit(core, c, c.sendUnacknowledged, data ? ACK : ACK | FIN, 0, data ? 1 : 0);
  const next = (c.sendUnacknowledged + 1) | 0;
  if (after(next, c.sendMaximum)) c.sendMaximum = next;
}

/** An old sequence number without data, which the peer must answer (RFC 9293, 3.8.4). */
export function sendKeepAlive(core: Core, c: Connection): void {
  core.counters.keepAliveProbes++;
  emit(core, c, (c.sendUnacknowledged - 1) | 0, ACK, 0, 0);
}

/**
 * Sends what may be sent now: first the segment that loss recovery wants, then data and FIN as far as both windows reach,
 * and an acknowledgment if one is due and nothing carried it.
 */
export function output(core: Core, c: Connection): void {
  const state = c.state;
  if (state === CLOSED || state === TIME_WAIT) return;
  if (state >= ESTABLISHED) {
    const board = c.scoreboard;
    if (c.retransmitFirst && board === null) retransmitFirst(core, c);
    // F-RTO waits for what new data brings before it sends more of the old again.
    if (board !== null && board.lost > 0 && c.forwardRecovery !== 1 && !retransmitLost(core, c, board)) return;
    if (c.sendBuffer.length > 0 || (c.finQueued && !c.finAcknowledged)) sendData(core, c);
  }
  if (c.acknowledgeNow) {
    emit(core, c, acceptableSequence(c), ACK, 0, 0);
    // An acknowledgment that the device had no room for is lost like any on the way.
    c.acknowledgeNow = false;
  }
}

function retransmitFirst(core: Core, c: Connection): void {
  c.retransmitFirst = false;
  const outstanding = (c.sendMaximum - c.sendUnacknowledged) | 0;
  if (outstanding <= 0) return;
  const buffered = c.sendBuffer.length;
  const length = Math.min(outstanding, buffered, c.segmentSize);
  // A FIN that was sent goes again with the data before it.
  const fin = c.finQueued && length === buffered && outstanding > buffered;
  emit(core, c, c.sendUnacknowledged, (fin ? ACK | FIN : ACK) | (length === buffered ? PSH : 0), 0, length);
  core.counters.segmentsRetransmitted++;
  c.timing = false;
  c.lastSentAt = core.tick;
}

/** Sends what loss recovery has given up for lost, first things first, as far as the congestion window reaches. False: no room. */
function retransmitLost(core: Core, c: Connection, board: Scoreboard): boolean {
  let inFlight = pipe(board);
  const una = c.sendUnacknowledged;
  const buffered = c.sendBuffer.length;
  let sent = false;
  while (board.lost > 0) {
    const run = board.firstLost();
    const start = board.start(run);
    const offset = (start - una) | 0;
    const extent = (board.end(run) - start) | 0;
    const length = Math.min(extent, buffered - offset, c.segmentSize);
    const allowed = c.retransmitFirst || inFlight === 0 || inFlight + length <= c.congestion.window;
    if (!allowed || offset + length > c.sendWindow) break;
    c.retransmitFirst = false;
    // A FIN that was sent goes again with the data before it.
    const fin = c.finQueued && offset + length === buffered && extent > length;
    const flags = ACK | (fin ? FIN : 0) | (offset + length === buffered ? PSH : 0);
    if (!emit(core, c, start, length > 0 ? flags : flags & ~PSH, offset, length)) {
      retryTransmit(core, c);
      return false;
    }
    const octets = fin ? length + 1 : length;
    core.counters.segmentsRetransmitted++;
    board.sentAgain(run, octets, core.tick);
    noteRetransmission(core, c, board, octets);
    inFlight += octets;
    sent = true;
  }
  if (sent) {
    c.timing = false;
    c.lastSentAt = core.tick;
    if ((c.armed & RETRANSMISSION) === 0) {
      c.armed &= ~PERSIST;
      c.waitingSince = core.tick;
      armRetransmission(core, c);
    }
  } else if (inFlight === 0 && (c.armed & (RETRANSMISSION | PERSIST | TRANSMIT)) === 0) {
    // The peer took its window back: nothing fits, nothing is in flight.
    c.waitingSince = core.tick;
    armPersist(core, c);
  }
  return true;
}

/** The last segment in flight once more: a tail loss probe (RFC 8985, 7.3). */
export function retransmitTail(core: Core, c: Connection, board: Scoreboard): void {
  const start = board.start(board.runs() - 1);
  const right = board.right();
  const una = c.sendUnacknowledged;
  const end = (right - una) | 0;
  const fin = end > c.sendBuffer.length;
  const octets = Math.min((right - start) | 0, c.segmentSize + (fin ? 1 : 0));
  const length = octets - (fin ? 1 : 0);
  const flags = ACK | (fin ? FIN : 0) | (length > 0 ? PSH : 0);
  if (!emit(core, c, (right - octets) | 0, flags, end - octets, length)) return;
  core.counters.segmentsRetransmitted++;
  board.tailSentAgain(octets, core.tick);
  c.retransmittedOctets += octets;
  c.timing = false;
  c.lastSentAt = core.tick;
}

function retryTransmit(core: Core, c: Connection): void {
  c.transmitAt = (core.tick + TRANSMIT_RETRY) | 0;
  c.armed |= TRANSMIT;
  core.timers.ensure(c, c.transmitAt);
}

function sendData(core: Core, c: Connection): void {
  const buffered = c.sendBuffer.length;
  const una = c.sendUnacknowledged;
  let offset = (c.sendNext - una) | 0;
  // Everything, the FIN included, has been sent.
  if (offset > buffered || (offset === buffered && !c.finQueued)) return;
  const { congestion, segmentSize } = c;
  if (offset === 0 && c.sendMaximum === una && ((core.tick - c.lastSentAt) | 0) > retransmissionTimeout(core, c))
    congestion.idle(segmentSize);
  // Limited transmit (RFC 3042): the first two duplicate acknowledgments each let one new segment go. With SACK that
  // follows from the pipe (RFC 6675): what is SACKed or lost is not in flight.
  const board = c.sackPermitted ? scoreboardOf(core, c) : null;
  const limited = c.recovering || board !== null ? 0 : Math.min(c.duplicateAcks, 2) * segmentSize;
  const beyond = board === null ? limited : board.sacked + board.lost + c.probeAllowance;
  const window = Math.min(congestion.window + beyond, c.sendWindow);
  c.probeAllowance = 0;
  const largest = largestSegment(core, c);

  const first = offset;
  const force = c.forceSend;
  let sent = false;
  while (offset < buffered || (offset === buffered && c.finQueued)) {
    const unsent = buffered - offset;
    const usable = window - offset;
    let length = Math.min(unsent, usable, largest);
    if (length < 0) length = 0;
    // Full segments; the rest only at the end.
    if (length > segmentSize && length < unsent) length -= length % segmentSize;
    let probe = 0;
    const search = c.pathSearch;
    if (search !== null) {
      probe = probeLength(core, c, search, unsent, usable);
      if (probe > 0) {
        length = probe;
        core.counters.pathProbes++;
        search.left = (una + offset) | 0;
        search.right = (una + offset + probe) | 0;
      }
    }
    const last = length === unsent;
    const fin = last && c.finQueued && usable > length;
    if (length === 0 && !fin) break;
    const sequence = (una + offset) | 0;
    const isNew = afterOrEqual(sequence, c.sendMaximum);
    if (length < segmentSize && isNew && !fin && !force) {
      // The sender's part of silly window avoidance, with Nagle's algorithm in it (RFC 9293, 3.8.6.2.1): a segment that is
      // not full goes when it is all there is and, with Nagle, nothing is in flight; or is half the peer's buffer.
      const allowed = last ? c.noDelay || offset === 0 : length >= c.sendWindowMaximum >> 1;
      if (!allowed) break;
    }
    const flags = ACK | (last && length > 0 ? PSH : 0) | (fin ? FIN : 0);
    if (!emit(core, c, sequence, flags, offset, length)) {
      if (probe > 0) search!.right = search!.left;
      retryTransmit(core, c);
      break;
    }
    sent = true;
    offset += fin ? length + 1 : length;
    const next = (una + offset) | 0;
    if (!isNew) {
      core.counters.segmentsRetransmitted++;
      c.timing = false;
    } else if (!c.timing) {
      c.timing = true;
      c.timedSequence = next;
      c.timedAt = core.tick;
    }
    if (after(next, c.sendMaximum)) {
      if (limited > 0 && offset > congestion.window) core.counters.limitedTransmits++;
      c.sendMaximum = next;
    }
  }
  c.sendNext = (una + offset) | 0;
  c.forceSend = false;
  if (sent) {
    c.flight = (c.sendMaximum - una) | 0;
    c.lastSentAt = core.tick;
    if ((c.armed & RETRANSMISSION) === 0) {
      c.armed &= ~PERSIST;
      c.waitingSince = core.tick;
      armRetransmission(core, c);
    }
    if (board !== null) {
      // The train went in one tick, so it is one run.
      board.sent(c.sendNext, core.tick);
      if (c.recovering) board.reductionOut += offset - first;
      armProbe(core, c, board);
    }
  } else if (offset === 0 && (c.armed & (RETRANSMISSION | PERSIST | TRANSMIT)) === 0) {
    // Something waits, nothing is in flight that would bring an acknowledgment: ask for the window.
    c.waitingSince = core.tick;
    armPersist(core, c);
  }
}

/** Octets of data in one frame: a segment, or as many as the device cuts for us. */
function largestSegment(core: Core, c: Connection): number {
  const { segmentation, transmitChecksum } = core.capabilities;
  if (segmentation === 0 || !transmitChecksum) return c.segmentSize;
  const room = Math.min(segmentation, 65535 + 14) - c.route.transportOffset - TCP_HEADER_LENGTH - c.optionsLength;
  return Math.max(c.segmentSize, room - (room % c.segmentSize));
}
