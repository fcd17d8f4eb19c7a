/** HyStart++ (RFC 9406): ends the first slow start when round trips grow, before the queue overflows. */

/** RFC 9406, 4.3, in milliseconds and segments. */
const MINIMUM_THRESHOLD = 4;
const MAXIMUM_THRESHOLD = 16;
const SAMPLES = 8;
const CONSERVATIVE_DIVISOR = 4;
const CONSERVATIVE_ROUNDS = 5;

/**
 * Segments by which one acknowledgment may open the window in slow start (L of RFC 3465). Our own receiver, like any with
 * receive coalescing, acknowledges a batch at once; with the classic limit of one or two segments such a flow would
 * hardly start. RFC 9406 (4.2) takes 8 for senders that do not pace.
 */
const LIMIT = 8;

const NONE = 0x3fffffff;

export class SlowStart {
  /** Octets acknowledged, and at which count of them the round ends: what was in flight at its start has then arrived. */
  #acknowledged = 0;
  #roundEnd = 0;
  #last: number = NONE;
  #current: number = NONE;
  #samples = 0;
  /** Rounds of conservative slow start so far; -1 outside. */
  #conservative = -1;
  #baseline: number = NONE;
  /** The threshold was found: from now on, after losses, it is the classic slow start. */
  #over = false;

  /** A loss or a timeout ended the first slow start. */
  end(): void {
    this.#over = true;
  }

  /**
   * By how much the window grows for `octets` acknowledged while `flight` were in flight; `roundTrip` in milliseconds, -1
   * without a sample. The conservative phase over: -1, the threshold is to be the window.
   */
  growth(octets: number, flight: number, segment: number, roundTrip: number): number {
    const growth = Math.min(octets, LIMIT * segment);
    if (this.#over) return growth;
    this.#acknowledged += octets;
    if (this.#acknowledged >= this.#roundEnd) {
      this.#roundEnd = this.#acknowledged + (flight - octets);
      this.#last = this.#current;
      this.#current = NONE;
      this.#samples = 0;
      if (this.#acknowledged > NONE) this.#rebase();
      if (this.#conservative >= 0 && ++this.#conservative > CONSERVATIVE_ROUNDS) {
        this.#over = true;
        return -1;
      }
    }
    if (roundTrip >= 0) {
      if (roundTrip < this.#current) this.#current = roundTrip;
      this.#samples++;
      if (this.#samples >= SAMPLES) this.#judge();
    }
    return this.#conservative >= 0 ? Math.max(1, Math.floor(growth / CONSERVATIVE_DIVISOR)) : growth;
  }

  #judge(): void {
    if (this.#conservative >= 0) {
      // Shorter again: it was jitter.
      if (this.#current < this.#baseline) this.#conservative = -1;
      return;
    }
    if (this.#last === NONE) return;
    const threshold = Math.max(MINIMUM_THRESHOLD, Math.min(this.#last >> 3 /* MIN_RTT_DIVISOR 8 */, MAXIMUM_THRESHOLD));
    if (this.#current >= this.#last + threshold) {
      this.#baseline = this.#current;
      this.#conservative = 0;
    }
  }

  #rebase(): void {
    this.#roundEnd -= this.#acknowledged;
    this.#acknowledged = 0;
  }
}
