import { type CongestionControl, initialWindow, LARGEST_WINDOW } from './congestion.js';
import { SlowStart } from './slow-start.js';

/** RFC 9438, 4.1 and 4.6: the multiplicative decrease, and C in segments per second cubed. */
const BETA = 0.7;
const C = 0.4;
/** 4.3: grows like Reno would with this decrease. */
const ALPHA = (3 * (1 - BETA)) / (1 + BETA);

/** CUBIC (RFC 9438), with HyStart++ (RFC 9406) for its first slow start. */
export class Cubic implements CongestionControl {
  window = 0;
  threshold: number = LARGEST_WINDOW;
  readonly #slowStart: SlowStart = new SlowStart();
  /** W_max and cwnd_prior, in octets, fractions included. */
  #maximum = 0;
  #priorWindow = 0;
  /** The epoch of congestion avoidance that has begun at this tick; none before `#started`. */
  #started = false;
  #startedAt = 0;
  /** K in seconds, W_est in octets. */
  #plateauAfter = 0;
  #estimate = 0;
  /** Fractions of an octet that the window has not grown by yet. */
  #credit = 0;
  /** What `undo` puts back. */
  #undoWindow = 0;
  #undoThreshold = 0;
  #undoMaximum = 0;

  start(segment: number, synLost: boolean): void {
    this.window = synLost ? segment : initialWindow(segment);
  }

  acknowledged(
    octets: number,
    flight: number,
    segment: number,
    now: number,
    roundTrip: number,
    smoothedRoundTrip: number,
  ): void {
    // A window that the application does not fill says nothing about the path (RFC 7661; RFC 9438, 5.8): it does not grow, and
    // the time does not count.
    if (flight < this.window >> 1) {
      this.#started = false;
      return;
    }
    if (this.window < this.threshold) {
      const growth = this.#slowStart.growth(octets, flight, segment, roundTrip);
      if (growth < 0) this.threshold = this.window;
      else this.window += growth;
    } else this.#avoid(octets, segment, now, smoothedRoundTrip);
    if (this.window > LARGEST_WINDOW) this.window = LARGEST_WINDOW;
  }

  /** Congestion avoidance: 4.2 to 4.5. */
  #avoid(octets: number, segment: number, now: number, smoothedRoundTrip: number): void {
    const { window } = this;
    if (!this.#started) {
      this.#started = true;
      this.#startedAt = now;
      this.#estimate = window;
      if (window < this.#maximum) this.#plateauAfter = Math.cbrt((this.#maximum - window) / segment / C);
      else {
        this.#plateauAfter = 0;
        this.#maximum = window;
      }
    }
    const time = ((now - this.#startedAt) | 0) / 1000;
    const alpha = this.#estimate >= this.#priorWindow ? 1 : ALPHA;
    this.#estimate += (alpha * octets * segment) / window;
    const from = (at: number) => C * (at - this.#plateauAfter) ** 3 * segment + this.#maximum;
    if (from(time) < this.#estimate) {
      // The region in which Reno would be faster.
      if (this.#estimate > window) this.window = Math.floor(this.#estimate);
      return;
    }
    const target = Math.min(Math.max(from(time + Math.max(0, smoothedRoundTrip) / 1000), window), 1.5 * window);
    this.#credit += ((target - window) * octets) / window;
    const whole = Math.floor(this.#credit);
    this.#credit -= whole;
    this.window = window + whole;
  }

  lost(flight: number, segment: number): void {
    this.#remember();
    this.#decrease(flight, segment);
  }

  timedOut(flight: number, segment: number, again: boolean): void {
    if (!again) {
      this.#remember();
      this.#decrease(flight, segment);
    }
    this.window = segment;
  }

  undo(): void {
    this.window = Math.max(this.window, this.#undoWindow);
    this.threshold = Math.max(this.threshold, this.#undoThreshold);
    this.#maximum = this.#undoMaximum;
    this.#started = false;
  }

  idle(segment: number): void {
    this.window = Math.min(this.window, initialWindow(segment));
    this.#started = false;
  }

  #remember(): void {
    this.#undoWindow = this.window;
    this.#undoThreshold = this.threshold;
    this.#undoMaximum = this.#maximum;
  }

  #decrease(flight: number, segment: number): void {
    const { window } = this;
    // Fast convergence (4.7): a flow that did not reach its last maximum leaves room to others.
    this.#maximum = window < this.#maximum ? (window * (1 + BETA)) / 2 : window;
    this.#priorWindow = window;
    this.threshold = Math.max(Math.floor(flight * BETA), 2 * segment);
    this.#started = false;
    this.#credit = 0;
    this.#slowStart.end();
  }
}
