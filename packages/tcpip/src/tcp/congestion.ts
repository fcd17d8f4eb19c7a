/**
 * How much may be in flight: the policy that a connection asks when data is acknowledged or lost. Detecting loss and
 * deciding what to send again is not its business (see loss-recovery.ts), so that NewReno, CUBIC and others share that.
 * Sizes are octets, `segment` is the sender's maximum segment size (SMSS).
 */
export interface CongestionControl {
  /** cwnd. Loss recovery may inflate and deflate it between `lost` and the end of recovery (RFC 6582). */
  window: number;
  /** ssthresh. */
  threshold: number;
  /** The connection stands. `synLost`: a SYN or SYN-ACK had to be sent again (RFC 5681, 3.1). */
  start(segment: number, synLost: boolean): void;
  /** `octets` were acknowledged outside of recovery, while `flight` were in flight before that. */
  acknowledged(octets: number, flight: number, segment: number): void;
  /** Loss was seen through duplicate acknowledgments: sets the threshold. */
  lost(flight: number, segment: number): void;
  /** The retransmission timer expired; `again`: not for the first time for this data. */
  timedOut(flight: number, segment: number, again: boolean): void;
  /** Nothing was sent for longer than a retransmission timeout (RFC 5681, 4.1). */
  idle(segment: number): void;
}

const LARGEST_WINDOW = 0x3fffffff;

/** RFC 6928: ten segments, but not more than fits 14600 octets or two segments. */
export function initialWindow(segment: number): number {
  return Math.min(10 * segment, Math.max(2 * segment, 14600));
}

/**
 * Segments by which one acknowledgment may open the window in slow start (L of RFC 3465). Our own receiver, like any with
 * receive coalescing, acknowledges a batch at once; with the classic limit of one or two segments such a flow would
 * hardly start. RFC 9406 (4.2) takes 8 for senders that do not pace.
 */
const SLOW_START_LIMIT = 8;

/** Slow start and congestion avoidance of RFC 5681, counting octets (RFC 3465). */
export class Reno implements CongestionControl {
  window = 0;
  threshold: number = LARGEST_WINDOW;
  /** Octets acknowledged since the window last grew, in congestion avoidance. */
  #credit = 0;

  start(segment: number, synLost: boolean): void {
    this.window = synLost ? segment : initialWindow(segment);
  }

  acknowledged(octets: number, flight: number, segment: number): void {
    // A window that the application does not fill says nothing about the path (RFC 7661): it does not grow.
    if (flight < this.window >> 1) return;
    if (this.window < this.threshold) {
      this.window += Math.min(octets, SLOW_START_LIMIT * segment);
    } else {
      this.#credit += octets;
      if (this.#credit < this.window) return;
      this.#credit -= this.window;
      this.window += segment;
    }
    if (this.window > LARGEST_WINDOW) this.window = LARGEST_WINDOW;
  }

  lost(flight: number, segment: number): void {
    // RFC 5681, equation (4).
    this.threshold = Math.max(flight >> 1, 2 * segment);
    this.#credit = 0;
  }

  timedOut(flight: number, segment: number, again: boolean): void {
    if (!again) this.threshold = Math.max(flight >> 1, 2 * segment);
    this.window = segment;
    this.#credit = 0;
  }

  idle(segment: number): void {
    this.window = Math.min(this.window, initialWindow(segment));
  }
}
