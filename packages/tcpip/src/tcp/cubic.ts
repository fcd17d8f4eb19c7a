import { type CongestionControl, initialWindow, LARGEST_WINDOW } from './congestion.js';
import { SlowStart } from './slow-start.js';

/** RFC 9438, 4.1 and 4.6: the multiplicative decrease, and C in segments per second cubed. */
const BETA = 0.7;
const C = 0.4;
/** 4.3: grows like Reno would with this decrease. */
const ALPHA = (3 * (1 - BETA)) / (1 + BETA);

/** Of the epochs of congestion avoidance: there once a connection has been in one, or has lost something. */
class Epochs {
  /** W_max and cwnd_prior, in octets, fractions included. */
  maximum = 0;
  priorWindow = 0;
  /** One has begun at this tick; none before `started`. */
  started = false;
  startedAt = 0;
  /** K in seconds, W_est in octets. */
  plateauAfter = 0;
  estimate = 0;
  /** Fractions of an octet that the window has not grown by yet. */
  credit = 0;
  /** What `undo` puts back. */
  undoWindow = 0;
  undoThreshold = 0;
  undoMaximum = 0;
}

/** CUBIC (RFC 9438), with HyStart++ (RFC 9406) for its first slow start. Most connections end before they need more than a window. */
export class Cubic implements CongestionControl {
  window = 0;
  threshold: number = LARGEST_WINDOW;
  #slowStart: SlowStart | null = null;
  #epochs: Epochs | null = null;

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
      if (this.#epochs !== null) this.#epochs.started = false;
      return;
    }
    if (this.window < this.threshold) {
      const growth = (this.#slowStart ??= new SlowStart()).growth(octets, flight, segment, roundTrip);
      if (growth < 0) this.threshold = this.window;
      else this.window += growth;
    } else this.#avoid(octets, segment, now, smoothedRoundTrip);
    if (this.window > LARGEST_WINDOW) this.window = LARGEST_WINDOW;
  }

  /** Congestion avoidance: 4.2 to 4.5. */
  #avoid(octets: number, segment: number, now: number, smoothedRoundTrip: number): void {
    const { window } = this;
    const epochs = (this.#epochs ??= new Epochs());
    if (!epochs.started) {
      epochs.started = true;
      epochs.startedAt = now;
      epochs.estimate = window;
      if (window < epochs.maximum) epochs.plateauAfter = Math.cbrt((epochs.maximum - window) / segment / C);
      else {
        epochs.plateauAfter = 0;
        epochs.maximum = window;
      }
    }
    const time = ((now - epochs.startedAt) | 0) / 1000;
    const alpha = epochs.estimate >= epochs.priorWindow ? 1 : ALPHA;
    epochs.estimate += (alpha * octets * segment) / window;
    const from = (at: number) => C * (at - epochs.plateauAfter) ** 3 * segment + epochs.maximum;
    if (from(time) < epochs.estimate) {
      // The region in which Reno would be faster.
      if (epochs.estimate > window) this.window = Math.floor(epochs.estimate);
      return;
    }
    const target = Math.min(Math.max(from(time + Math.max(0, smoothedRoundTrip) / 1000), window), 1.5 * window);
    epochs.credit += ((target - window) * octets) / window;
    const whole = Math.floor(epochs.credit);
    epochs.credit -= whole;
    this.window = window + whole;
  }

  lost(flight: number, segment: number): void {
    this.#decrease(flight, segment);
  }

  timedOut(flight: number, segment: number, again: boolean): void {
    if (!again) this.#decrease(flight, segment);
    this.window = segment;
  }

  undo(): void {
    const epochs = this.#epochs;
    if (epochs === null) return;
    this.window = Math.max(this.window, epochs.undoWindow);
    this.threshold = Math.max(this.threshold, epochs.undoThreshold);
    epochs.maximum = epochs.undoMaximum;
    epochs.started = false;
  }

  idle(segment: number): void {
    this.window = Math.min(this.window, initialWindow(segment));
    if (this.#epochs !== null) this.#epochs.started = false;
  }

  #decrease(flight: number, segment: number): void {
    const { window } = this;
    const epochs = (this.#epochs ??= new Epochs());
    epochs.undoWindow = window;
    epochs.undoThreshold = this.threshold;
    epochs.undoMaximum = epochs.maximum;
    // Fast convergence (4.7): a flow that did not reach its last maximum leaves room to others.
    epochs.maximum = window < epochs.maximum ? (window * (1 + BETA)) / 2 : window;
    epochs.priorWindow = window;
    epochs.started = false;
    epochs.credit = 0;
    this.threshold = Math.max(Math.floor(flight * BETA), 2 * segment);
    (this.#slowStart ??= new SlowStart()).end();
  }
}
