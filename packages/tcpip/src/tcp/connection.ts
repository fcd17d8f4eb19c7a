import type { FlowErrorCode } from '@morgana/flow';
import type { IpAddress, Route } from '../ip/layer.js';
import type { CongestionControl } from './congestion.js';
import type { Listener } from './listener.js';
import type { ReassemblyQueue } from './reassembly.js';
import { ReceiveBuffer } from './receive-buffer.js';
import { SendBuffer } from './send-buffer.js';
import { LISTEN, type State } from './state.js';
import type { Entry } from './table.js';
import type { Timed } from './timers.js';

/** Timers of a connection; bits of `Connection.armed`. */
export const RETRANSMISSION = 1;
/** Shares its deadline field with RETRANSMISSION: there is nothing to retransmit while the window is probed. */
export const PERSIST = 2;
export const DELAYED_ACK = 4;
export const KEEP_ALIVE = 8;
/** Ends a state that may not last: the wait for a decision on an intercepted SYN, FIN-WAIT-2 after close. */
export const LIFETIME = 16;
/** The device had no room: try again. */
export const TRANSMIT = 32;

/** What a connection tells its user; bits. */
export const EVENT_ESTABLISHED = 1;
/** Data or the end of data. */
export const EVENT_READABLE = 2;
export const EVENT_WRITABLE = 4;
/** The last event: nothing more will be sent, received or told. `failure` says why, undefined after an orderly end. */
export const EVENT_CLOSED = 8;

/**
 * Whoever opened the connection. Called from `flush` only, once a batch, with the bits of all that happened; it may call any
 * user call from there.
 */
export interface ConnectionUser {
  onEvents(connection: Connection, events: number): void;
}

/** Why a connection ended: `code` for programs. */
export interface Failure {
  readonly code: FlowErrorCode;
  readonly message: string;
}

/** No finite round-trip time has been measured. */
export const NO_SAMPLE = -1;

/**
 * The transmission control block (RFC 9293, 3.3.1). Sequence numbers are signed 32-bit integers, times are ticks (see
 * timers.ts), sizes are octets: every field but the references stays a small integer.
 */
export class Connection implements Entry, Timed {
  // What the table and the timers need.
  state: State = LISTEN;
  readonly localAddress: number;
  readonly remoteAddress: number;
  readonly localPort: number;
  readonly remotePort: number;
  nextInBucket: Entry | null = null;
  timerIndex = -1;
  timerAt = 0;
  armed = 0;
  retransmissionAt = 0;
  delayedAckAt = 0;
  keepAliveAt = 0;
  lifetimeAt = 0;
  transmitAt = 0;

  readonly route: Route;
  user: ConnectionUser | null = null;
  /** Where it came from; also while it waits to be taken over. */
  listener: Listener | null = null;
  /** Neighbours in the listener's queue of half-open connections, oldest first. */
  olderHalfOpen: Connection | null = null;
  newerHalfOpen: Connection | null = null;
  openedAt = 0;
  /** In the list of connections that `flush` has to look at. */
  dirty = false;
  /** Bits of events that the user has not been told yet. */
  events = 0;
  failure: Failure | undefined = undefined;
  /** Nobody will read: data is thrown away as it comes. */
  discarding = false;
  /** The application called CLOSE; `openedAt` is when. */
  orphaned = false;
  /** Data was thrown away: the connection ends with RST once everything sent is acknowledged. */
  dataLost = false;
  noDelay = true;

  // Send sequence variables (RFC 9293, 3.3.1).
  iss = 0;
  sendUnacknowledged = 0;
  /** SND.NXT: goes back to SND.UNA when the retransmission timer expires. */
  sendNext = 0;
  /** The highest SND.NXT ever: what an acknowledgment may cover. */
  sendMaximum = 0;
  sendWindow = 0;
  /** Sequence and acknowledgment number of the segment that last set the window. */
  sendWl1 = 0;
  sendWl2 = 0;
  /** The largest window that the peer ever offered (MAX.SND.WND of RFC 5961). */
  sendWindowMaximum = 0;
  sendScale = 0;
  /** What the peer's MSS option allowed. */
  peerSegmentSize = 536;
  /** Octets of data in a full segment: SMSS, the smaller of the peer's and the path's, less options. */
  segmentSize = 536;
  /** CLOSE or half-close: a FIN follows the last octet in the send buffer. */
  finQueued = false;
  finAcknowledged = false;

  // Receive sequence variables.
  irs = 0;
  receiveNext = 0;
  /** The right edge of the window that the peer knows: RCV.NXT + RCV.WND. Never goes back. */
  receiveEdge = 0;
  receiveScale = 0;
  receiveLimit = 0;
  finReceived = false;
  /** Data taken since the last acknowledgment was sent, and the largest segment seen: "every second full-sized segment". */
  unacknowledgedOctets = 0;
  receiveSegmentSize = 1;
  acknowledgeNow = false;
  /** SYN options that the peer may be told: offers of window scaling. */
  windowScaling = true;
  lastReceivedAt = 0;
  challengeAt = 0;
  challenges = 0;

  // Retransmission (RFC 6298).
  smoothedRoundTrip = NO_SAMPLE;
  roundTripVariation = 0;
  timeout = 0;
  /** Expirations since something was last acknowledged; doubles the timeout each time. */
  backoff = 0;
  /** A segment is being timed: its last octet's successor and when it was sent. */
  timing = false;
  timedSequence = 0;
  timedAt = 0;
  /** When what is now at SND.UNA began to wait for its acknowledgment, or a probe for its answer. */
  waitingSince = 0;
  lastSentAt = 0;
  softError: Failure | undefined = undefined;
  keepAliveSent = 0;

  // Loss recovery (RFC 6582).
  recovering = false;
  recover = 0;
  duplicateAcks = 0;
  firstPartialAck = true;
  /** Asks output to send the segment at SND.UNA again. */
  retransmitFirst = false;
  /** Output must send what fits the window, be it silly: the override timeout of RFC 1122, 4.2.3.4. */
  forceSend = false;

  readonly congestion: CongestionControl;
  readonly sendBuffer: SendBuffer;
  readonly receiveBuffer: ReceiveBuffer = new ReceiveBuffer();
  reassembly: ReassemblyQueue | null = null;

  constructor(
    route: Route,
    localAddress: IpAddress,
    localPort: number,
    remoteAddress: IpAddress,
    remotePort: number,
    sendLimit: number,
    congestion: CongestionControl,
  ) {
    this.route = route;
    this.localAddress = localAddress | 0;
    this.localPort = localPort;
    this.remoteAddress = remoteAddress | 0;
    this.remotePort = remotePort;
    this.sendBuffer = new SendBuffer(sendLimit);
    this.congestion = congestion;
  }
}
