import { SlowStart } from './slow-start.js';

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
  /**
   * `octets` were acknowledged outside of recovery, while `flight` were in flight before that. `now` is a tick; `roundTrip` what
   * this acknowledgment measured and `smoothedRoundTrip`, in milliseconds, negative without a measurement.
   */
  acknowledged(
    octets: number,
    flight: number,
    segment: number,
    now: number,
    roundTrip: number,
    smoothedRoundTrip: number,
  ): void;
  /** Loss was seen through acknowledgments: sets the threshold. */
  lost(flight: number, segment: number): void;
  /** The retransmission timer expired; `again`: not for the first time for this data. */
  timedOut(flight: number, segment: number, again: boolean): void;
  /** The last `lost` or `timedOut` was needless (RFC 4015): window and threshold are what they were before. */
  undo(): void;
  /** Nothing was sent for longer than a retransmission timeout (RFC 5681, 4.1). */
  idle(segment: number): void;
}

export const LARGEST_WINDOW = 0x3fffffff;

/** RFC 6928: ten segments, but not more than fits 14600 octets or two segments. */
export function initialWindow(segment: number): number {
  return Math.min(10 * segment, Math.max(2 * segment, 14600));
}

/** Slow start and congestion avoidance of RFC 5681, counting octets (RFC 3465). */
export class Reno implements CongestionControl {
  window = 0;
  threshold: number = LARGEST_WINDOW;
  readonly #slowStart: SlowStart = new SlowStart();
  /** Octets acknowledged since the window last grew, in congestion avoidance. */
  #credit = 0;
  /** What `undo` puts back. */
  #undoWindow = 0;
  #undoThreshold = 0;

  start(segment: number, synLost: boolean): void {
    this.window = synLost ? segment : initialWindow(segment);
  }

  acknowledged(octets: number, flight: number, segment: number, _now: number, roundTrip: number): void {
    // A window that the application does not fill says nothing about the path (RFC 7661): it does not grow.
    if (flight < this.window >> 1) return;
    if (this.window < this.threshold) {
      const growth = this.#slowStart.growth(octets, flight, segment, roundTrip);
      if (growth < 0) this.threshold = this.window;
      else this.window += growth;
    } else {
      this.#credit += octets;
      if (this.#credit < this.window) return;
      this.#credit -= this.window;
      this.window += segment;
    }
    if (this.window > LARGEST_WINDOW) this.window = LARGEST_WINDOW;
  }

  lost(flight: number, segment: number): void {
    this.#remember();
    // RFC 5681, equation (4).
    this.threshold = Math.max(flight >> 1, 2 * segment);
    this.#credit = 0;
    this.#slowStart.end();
  }

  timedOut(flight: number, segment: number, again: boolean): void {
    if (!again) {
      this.#remember();
      this.threshold = Math.max(flight >> 1, 2 * segment);
    }
    this.#slowStart.end();
    this.window = segment;
    this.#credit = 0;
  }

  undo(): void {
    this.window = Math.max(this.window, this.#undoWindow);
    this.threshold = Math.max(this.threshold, this.#undoThreshold);
  }

  idle(segment: number): void {
    this.window = Math.min(this.window, initialWindow(segment));
  }

  #remember(): void {
    this.#undoWindow = this.window;
    this.#undoThreshold = this.threshold;
  }
}
