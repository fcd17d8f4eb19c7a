import type { FlowErrorCode } from '@morgana/flow';
import type { Route } from '../ip/layer.js';
import { type IpAddress, signedAddress } from '../ip-address.js';
import type { CongestionControl } from './congestion.js';
import type { Listener } from './listener.js';
import type { PathSearch } from './path-probe.js';
import type { ReassemblyQueue } from './reassembly.js';
import { ReceiveBuffer } from './receive-buffer.js';
import type { Scoreboard } from './scoreboard.js';
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
/** Tail loss probe, and the end of RACK's reordering window (RFC 8985): never both, so they share a deadline. */
export const PROBE = 64;
export const REORDERING = 128;

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
 * timers.ts), sizes are octets: every field but the references stays a small integer. What every segment needs comes first.
 */
export class Connection implements Entry, Timed {
  // What the table and the timers need.
  state: State = LISTEN;
  readonly localAddress: IpAddress;
  readonly remoteAddress: IpAddress;
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
  probeAt = 0;

  readonly route: Route;
  readonly congestion: CongestionControl;
  readonly sendBuffer: SendBuffer;
  readonly receiveBuffer: ReceiveBuffer = new ReceiveBuffer();
  reassembly: ReassemblyQueue | null = null;
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
  /**
   * Octets in flight when data was last sent. Acknowledgments that come in one batch each find less in flight, though nobody had a
   * chance to send more: what the window was good for is this.
   */
  flight = 0;
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
  /** Octets read since `tunedAt`; what was granted beyond the first sizes of both buffers. See auto-tuning.ts. */
  readOctets = 0;
  tunedAt = 0;
  buffersGranted = 0;
  /** Octets that its buffers held when they were last counted. */
  buffered = 0;
  finReceived = false;
  /** Data taken since the last acknowledgment was sent, and the largest segment seen: "every second full-sized segment". */
  unacknowledgedOctets = 0;
  receiveSegmentSize = 1;
  acknowledgeNow = false;
  /** What our SYN offers; once the peer's SYN is there, what both sides have agreed on. */
  windowScaling = true;
  sackPermitted = false;
  timestamps = false;

  // RFC 7323, 4 and 5.
  /** Octets of options in every segment: 0, or those of timestamps. SACK blocks come on top. */
  optionsLength = 0;
  /** TSval is the tick plus this. */
  timestampOffset = 0;
  /** TS.Recent, and the tick at which it was set: it is not believed for ever. */
  timestampRecent = 0;
  timestampRecentAt = 0;
  /** Last.ACK.sent. */
  lastAcknowledgmentSent = 0;
  /** Data that came twice, to be reported once (DSACK, RFC 2883); nothing when both edges are the same. */
  duplicateLeft = 0;
  duplicateRight = 0;
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
  /** Milliseconds that sent data may remain without acknowledgment; idle time before keep-alive, 0: off. */
  userTimeout = 0;
  keepAliveIdle = 0;
  keepAliveSent = 0;

  // Explicit congestion notification (RFC 3168).
  /** Both sides have agreed on it. */
  ecn = false;
  /** The network marked a segment: acknowledgments carry ECE until the peer answers with CWR. */
  echoCongestion = false;
  /** The next segment of new data tells that the window was reduced. */
  windowReduced = false;
  /** SND.NXT at the last reduction: one for each window of data. */
  reducedAt = 0;

  // Loss recovery with SACK: what outlasts a flight. The rest is on the scoreboard, which is there while data is in flight.
  scoreboard: Scoreboard | null = null;
  /** The retransmission timer expired, and what was in flight then is not yet acknowledged. */
  afterTimeout = false;
  /** The smallest that was measured lately (RACK.min_RTT). */
  minimumRoundTrip = NO_SAMPLE;
  minimumRoundTripAt = 0;
  /** RACK's reordering window (RFC 8985, 6.2, step 4): RACK.reordering_seen, reo_wnd_mult, dsack_round, reo_wnd_persist. */
  reorderingSeen = false;
  reorderingMultiplier = 1;
  reorderingRound = false;
  reorderingRoundEnd = 0;
  reorderingRecoveries = 0;
  /** Octets that were sent again and that the peer has not reported as duplicates. */
  retransmittedOctets = 0;
  /** A probe may go beyond the congestion window by this much. */
  probeAllowance = 0;
  /** F-RTO (RFC 5682): how many acknowledgments after a timeout still have to say whether it was needless; 0: it is not asked. */
  forwardRecovery: 0 | 1 | 2 = 0;

  /** There once large packets have been suspected to vanish on the path. */
  pathSearch: PathSearch | null = null;

  // Loss recovery: fast recovery is under way until `recover` is acknowledged; and that of RFC 6582 for peers without SACK.
  recovering = false;
  recover = 0;
  duplicateAcks = 0;
  firstPartialAck = true;
  /** Asks output to send the segment at SND.UNA again. */
  retransmitFirst = false;
  /** Output must send what fits the window, be it silly: the override timeout of RFC 1122, 4.2.3.4. */
  forceSend = false;

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
    this.localAddress = signedAddress(localAddress);
    this.localPort = localPort;
    this.remoteAddress = signedAddress(remoteAddress);
    this.remotePort = remotePort;
    this.sendBuffer = new SendBuffer(sendLimit);
    this.congestion = congestion;
  }
}
