import {
  CLOSE_WAIT,
  CLOSED,
  CLOSING,
  ESTABLISHED,
  FIN_WAIT_1,
  FIN_WAIT_2,
  LAST_ACK,
  type State,
  SYN_RECEIVED,
  SYN_SENT,
  TIME_WAIT,
} from './state.js';

/** What TCP did and why, since the stack began. Names follow the events; sums of drops are left to who reads them. */
export interface TcpCounters {
  /** Segments that arrived, whatever became of them, and their octets of data taken in order. */
  segmentsReceived: number;
  bytesReceived: number;
  /** Segments that left, retransmissions included, and their octets of data. A super-segment is one. */
  segmentsSent: number;
  bytesSent: number;

  /** Dropped: shorter than its header, an impossible data offset, port zero. */
  droppedMalformed: number;
  droppedChecksum: number;
  /** Dropped and answered with RST: nobody has or awaits this connection. */
  droppedNoConnection: number;
  /** Dropped SYN: there is no way to who sent it. */
  droppedNoRoute: number;
  /** Dropped: data or a FIN after the peer's FIN. */
  droppedAfterEnd: number;
  /** Dropped: outside the receive window (RFC 9293, 3.10.7.4 "first"). */
  droppedOutOfWindow: number;
  /** Dropped: an old duplicate by its timestamp (RFC 7323, 5), or without one where they were agreed on. */
  droppedOldTimestamp: number;
  droppedNoTimestamp: number;
  /** Dropped: the ACK bit is off, or acknowledges what was never sent or long ago. */
  droppedNoAcknowledgment: number;
  droppedBadAcknowledgment: number;
  /** Dropped SYN: the listener's backlog, or the table of connections, or of intercepted ones, is full. */
  droppedBacklogFull: number;
  droppedTableFull: number;
  droppedInterceptFull: number;
  /** Dropped: the out-of-order queue is at its bound. */
  droppedReassemblyFull: number;
  /** Dropped: the buffers of all connections together hold what they may, and nobody reads this one. */
  droppedBuffersFull: number;
  /** Data for a side that was closed and is thrown away, in octets. */
  discardedAfterClose: number;

  /** Frames that the device had no room for; they are sent later or, when they were bare ACKs or RSTs, lost. */
  deviceBusy: number;
  outOfOrderSegments: number;
  duplicateSegments: number;
  duplicateAcknowledgments: number;
  /** DSACK blocks sent (RFC 2883). */
  duplicatesReported: number;
  acknowledgmentsDelayed: number;
  challengeAcknowledgments: number;
  challengeAcknowledgmentsLimited: number;
  resetsSent: number;
  resetsReceived: number;
  /** Retransmitted segments, whatever the reason; then the reasons. */
  segmentsRetransmitted: number;
  retransmissionTimeouts: number;
  fastRetransmits: number;
  partialAcknowledgments: number;
  limitedTransmits: number;
  /** Segments received with a congestion mark; windows reduced because the peer had got one (RFC 3168). */
  congestionMarks: number;
  congestionEchoes: number;
  /** Tail loss probes sent (RFC 8985, 7), and those that repaired a loss. */
  tailLossProbes: number;
  probesRepairedLoss: number;
  /** Recoveries undone because what seemed lost was late (RFC 3522, RFC 2883). */
  spuriousRecoveries: number;
  /** Timeouts undone because what was sent before them arrived after all (F-RTO, RFC 5682). */
  spuriousTimeouts: number;
  /** DSACK blocks from peers; connections on whose path segments were seen out of order. */
  duplicatesReportedByPeer: number;
  reorderingSeen: number;
  windowProbes: number;
  windowUpdates: number;
  keepAliveProbes: number;
  /** Times that a buffer grew because it limited a connection. */
  buffersEnlarged: number;
  pathMtuReductions: number;
  /** Large segments that vanished in silence; larger ones sent to try the path again, and those that arrived (RFC 8899). */
  pathBlackHoles: number;
  pathProbes: number;
  pathProbesArrived: number;
  icmpErrors: number;
  icmpErrorsIgnored: number;

  /** Times that a connection came into a state: the sum of them is the number of state changes. */
  enteredSynSent: number;
  enteredSynReceived: number;
  enteredEstablished: number;
  enteredFinWait1: number;
  enteredFinWait2: number;
  enteredCloseWait: number;
  enteredClosing: number;
  enteredLastAck: number;
  enteredTimeWait: number;
  enteredClosed: number;

  activeOpens: number;
  passiveOpens: number;
  /** Half-open connections recycled to make room in a full backlog. */
  halfOpenRecycled: number;
  /** SYNs that a full backlog answered with a cookie; ACKs that brought one back, and that did not. */
  cookiesSent: number;
  cookiesAccepted: number;
  cookiesRefused: number;
  connectionsEstablished: number;
  /** Ended in the orderly way; by RST from the peer; by our own abort; because nobody answered. */
  connectionsClosed: number;
  connectionsReset: number;
  connectionsAborted: number;
  connectionsTimedOut: number;
  intercepted: number;
  timeWaitEntered: number;
  timeWaitReused: number;
  /** Ended before 2 MSL because the table of TIME-WAIT was full. */
  timeWaitEvicted: number;
}

export function makeTcpCounters(): TcpCounters {
  return {
    segmentsReceived: 0,
    bytesReceived: 0,
    segmentsSent: 0,
    bytesSent: 0,
    droppedMalformed: 0,
    droppedChecksum: 0,
    droppedNoConnection: 0,
    droppedNoRoute: 0,
    droppedAfterEnd: 0,
    droppedOutOfWindow: 0,
    droppedOldTimestamp: 0,
    droppedNoTimestamp: 0,
    droppedNoAcknowledgment: 0,
    droppedBadAcknowledgment: 0,
    droppedBacklogFull: 0,
    droppedTableFull: 0,
    droppedInterceptFull: 0,
    droppedReassemblyFull: 0,
    droppedBuffersFull: 0,
    discardedAfterClose: 0,
    deviceBusy: 0,
    outOfOrderSegments: 0,
    duplicateSegments: 0,
    duplicateAcknowledgments: 0,
    duplicatesReported: 0,
    acknowledgmentsDelayed: 0,
    challengeAcknowledgments: 0,
    challengeAcknowledgmentsLimited: 0,
    resetsSent: 0,
    resetsReceived: 0,
    segmentsRetransmitted: 0,
    retransmissionTimeouts: 0,
    fastRetransmits: 0,
    partialAcknowledgments: 0,
    limitedTransmits: 0,
    congestionMarks: 0,
    congestionEchoes: 0,
    tailLossProbes: 0,
    probesRepairedLoss: 0,
    spuriousRecoveries: 0,
    spuriousTimeouts: 0,
    duplicatesReportedByPeer: 0,
    reorderingSeen: 0,
    windowProbes: 0,
    windowUpdates: 0,
    keepAliveProbes: 0,
    buffersEnlarged: 0,
    pathMtuReductions: 0,
    pathBlackHoles: 0,
    pathProbes: 0,
    pathProbesArrived: 0,
    icmpErrors: 0,
    icmpErrorsIgnored: 0,
    enteredSynSent: 0,
    enteredSynReceived: 0,
    enteredEstablished: 0,
    enteredFinWait1: 0,
    enteredFinWait2: 0,
    enteredCloseWait: 0,
    enteredClosing: 0,
    enteredLastAck: 0,
    enteredTimeWait: 0,
    enteredClosed: 0,
    activeOpens: 0,
    passiveOpens: 0,
    halfOpenRecycled: 0,
    cookiesSent: 0,
    cookiesAccepted: 0,
    cookiesRefused: 0,
    connectionsEstablished: 0,
    connectionsClosed: 0,
    connectionsReset: 0,
    connectionsAborted: 0,
    connectionsTimedOut: 0,
    intercepted: 0,
    timeWaitEntered: 0,
    timeWaitReused: 0,
    timeWaitEvicted: 0,
  };
}

/** A connection has come into a state. */
export function countState(counters: TcpCounters, state: State): void {
  switch (state) {
    case SYN_SENT:
      counters.enteredSynSent++;
      return;
    case SYN_RECEIVED:
      counters.enteredSynReceived++;
      return;
    case ESTABLISHED:
      counters.enteredEstablished++;
      return;
    case FIN_WAIT_1:
      counters.enteredFinWait1++;
      return;
    case FIN_WAIT_2:
      counters.enteredFinWait2++;
      return;
    case CLOSE_WAIT:
      counters.enteredCloseWait++;
      return;
    case CLOSING:
      counters.enteredClosing++;
      return;
    case LAST_ACK:
      counters.enteredLastAck++;
      return;
    case TIME_WAIT:
      counters.enteredTimeWait++;
      return;
    case CLOSED:
      counters.enteredClosed++;
      return;
  }
}
