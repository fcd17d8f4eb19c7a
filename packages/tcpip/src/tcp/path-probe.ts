/**
 * Path MTU discovery without ICMP (RFC 8899 and RFC 4821, as far as TCP needs it). Where routers swallow large packets in silence,
 * nothing but timeouts tells: after some of them segments become smaller. Later one segment of new data is sent
 * larger; when it arrives, the others follow. A probe that is lost is sent again in parts and is no sign of congestion (RFC 8899, 3).
 */
import type { Connection } from './connection.js';
import type { Core } from './core.js';
import type { Scoreboard } from './scoreboard.js';
import { effectiveSegmentSize, headersLength } from './segment-size.js';
import { after, afterOrEqual } from './sequence.js';

/** Timeouts of the same segment until its size is suspected; the smaller one is given as many. */
const TIMEOUTS = 2;
/** IPv6's minimum, which nearly all tunnels carry (RFC 8899, 5.1.2: BASE_PLPMTU is 1200), and IPv4's. */
const SIZES = [1280, 576] as const;
/** Milliseconds until larger packets are tried (RFC 8899, 5.1.1: PMTU_RAISE_TIMER). */
const RAISE = 600_000;
/** Octets below which the search ends. */
const CLOSE_ENOUGH = 32;

/** What a connection knows of its path once it has met a black hole there. */
export class PathSearch {
  /** The largest IP packet that is believed to arrive whole. */
  limit: number;
  /** When larger packets are tried again. */
  probeAt: number;
  /** The probe in flight, as a part of the stream: nothing when both are the same. Its IP packet has `mtu` octets. */
  left = 0;
  right = 0;
  mtu = 0;

  constructor(limit: number, probeAt: number) {
    this.limit = limit;
    this.probeAt = probeAt;
  }
}

/** The retransmission timer has expired, and `backoff` counts how often it had before: large segments may be what does not arrive.
 * True: they are smaller from now on, and what is in flight has to be cut anew. */
export function suspectBlackHole(core: Core, c: Connection): boolean {
  if (c.pathSearch !== null) c.pathSearch.right = c.pathSearch.left;
  if (c.backoff < TIMEOUTS || c.backoff % TIMEOUTS !== 0) return false;
  const size = SIZES[Math.min(c.backoff / TIMEOUTS, SIZES.length) - 1]!;
  const smaller = size - headersLength(c.route) - c.optionsLength;
  // What waits would fit the smaller size anyway, so size is not the reason.
  if (c.segmentSize <= smaller || c.sendBuffer.length <= smaller) return false;
  core.counters.pathBlackHoles++;
  c.pathSearch = new PathSearch(size, (core.tick + RAISE) | 0);
  c.segmentSize = effectiveSegmentSize(c);
  return true;
}

/** Octets of data for a probe that may go now in place of the next segment; 0: none. `unsent` and `usable` as in sendData. */
export function probeLength(core: Core, c: Connection, search: PathSearch, unsent: number, usable: number): number {
  if (search.left !== search.right || c.recovering || c.afterTimeout) return 0;
  if (((core.tick - search.probeAt) | 0) < 0 || c.scoreboard === null) return 0;
  const largest = Math.min(c.route.pathMtu, c.peerSegmentSize + headersLength(c.route));
  if (largest <= search.limit) {
    c.pathSearch = null;
    return 0;
  }
  // All at once first, for most often the path is whole again; then halves.
  const mtu = search.mtu === 0 || search.mtu > largest ? largest : search.mtu;
  const length = mtu - headersLength(c.route) - c.optionsLength;
  if (length <= c.segmentSize || length > unsent || length > usable) return 0;
  search.mtu = mtu;
  return length;
}

/** SND.UNA has moved: the probe may have arrived. */
export function probeAcknowledged(core: Core, c: Connection, search: PathSearch, acknowledgment: number): void {
  if (search.left === search.right || !afterOrEqual(acknowledgment, search.right)) return;
  search.left = search.right;
  search.limit = search.mtu;
  search.mtu = 0;
  search.probeAt = core.tick;
  core.counters.pathProbesArrived++;
  c.segmentSize = effectiveSegmentSize(c);
}

/** Whether the probe is all that is lost. If so the search goes on below it, and nothing else comes of it. */
export function onlyProbeLost(core: Core, c: Connection, board: Scoreboard): boolean {
  const search = c.pathSearch;
  if (search === null || search.left === search.right) return false;
  const run = board.firstLost();
  const isProbe =
    run >= 0 &&
    board.start(run) === search.left &&
    !after(board.end(run), search.right) &&
    board.lost === ((board.end(run) - board.start(run)) | 0);
  search.left = search.right;
  const next = (search.limit + search.mtu) >> 1;
  const again = next - search.limit >= CLOSE_ENOUGH;
  search.mtu = again ? next : 0;
  search.probeAt = (core.tick + (again ? 0 : RAISE)) | 0;
  return isProbe;
}
