/** Bits of a run's fate. */
export const SACKED = 1;
/** Taken for lost and not sent again since. */
export const LOST = 2;
export const RETRANSMITTED = 4;

/** Fields of a run. It begins where the one before it ends, the first at SND.UNA. */
const END = 0;
const SENT_AT = 1;
const FATE = 2;
const STRIDE = 3;

const SMALLEST = 16;
/**
 * 12 KiB. Beyond, runs are not told apart any more: a SACK block that would split one is ignored. Each acknowledgment looks at all, so
 * that a peer with senseless blocks could make them dear.
 */
const MAXIMUM_RUNS = 1024;

/**
 * What is in flight on a connection with selective acknowledgments, SND.UNA to SND.NXT, as runs of octets that were sent in the
 * same tick and had the same fate. A train of segments costs one run, an acknowledgment in order moves an index; nothing is allocated per segment.
 *
 * `acknowledge` and `mark` fold what they delivered into the fields of "the last acknowledgment", which `begin` clears; the
 * rules that read them are in rack.ts and selective-recovery.ts.
 */
export class Scoreboard {
  /** SND.UNA: where the first run begins. */
  left = 0;
  /** Octets with the bits SACKED and LOST. */
  sacked = 0;
  lost = 0;
  /** The highest sequence number that was acknowledged or SACKed (RACK.fack). */
  highest = 0;

  /** The last acknowledgment: octets that it delivered, cumulatively or selectively. */
  delivered = 0;
  /** When the latest sent of them, that were sent once, was sent; valid when `sampled`. */
  sampled = false;
  sampledAt = 0;
  /** Octets below `timeoutRight` that were never sent again and that it delivered: a timeout was needless (RFC 5682). */
  originals = 0;
  /** SND.NXT when the retransmission timer expired. */
  timeoutRight = 0;
  /** Something below `highest` that was sent once was delivered: the network reorders. */
  reordered = false;

  /** Something in flight was SACKed, lost or sent again, or lies below such. While not, runs are in the order of their sending. */
  disturbed = false;

  /** RACK.segment (RFC 8985, 5.2): of all that was delivered, the one sent last; and its round trip. */
  rackValid = false;
  rackSentAt = 0;
  rackEnd = 0;
  rackRoundTrip = 0;

  /** Tail loss probe (RFC 8985, 7): TLP.end_seq and TLP.is_retrans; none is out unless `probing`. */
  probing = false;
  probeEnd = 0;
  probeRetransmitted = false;

  /** Proportional rate reduction (RFC 6937): RecoverFS, prr_delivered, prr_out. */
  recoverFlight = 0;
  reductionDelivered = 0;
  reductionOut = 0;

  /** Undo of a recovery that turns out to be needless: see undo.ts. */
  undoable = false;
  /** SND.UNA when it began, and the tick of its first retransmission, when there was one. */
  undoLeft = 0;
  retransmitting = false;
  retransmittedAt = 0;
  /** The next acknowledgment that moves SND.UNA is the first since (RFC 3522, 3.2). */
  undoFirst = false;
  /** Octets sent again and not yet reported as duplicates. */
  undoOctets = 0;

  #runs: Int32Array = new Int32Array(SMALLEST * STRIDE);
  #head = 0;
  #tail = 0;
  /** SND.NXT when something was last disturbed. */
  #calmFrom = 0;
  /** `highest` when the acknowledgment came: blocks of one acknowledgment do not come in order. */
  #highestBefore = 0;

  /** Everything as if it were new; the memory stays unless it is much. */
  reset(left: number): void {
    this.left = left;
    this.highest = left;
    this.sacked = 0;
    this.lost = 0;
    this.delivered = 0;
    this.sampled = false;
    this.reordered = false;
    this.rackValid = false;
    this.probing = false;
    this.undoable = false;
    this.disturbed = false;
    this.#head = 0;
    this.#tail = 0;
    if (this.#runs.length > 16 * SMALLEST * STRIDE) this.#runs = new Int32Array(SMALLEST * STRIDE);
  }

  runs(): number {
    return this.#tail - this.#head;
  }

  /** SND.NXT: where the last run ends. */
  right(): number {
    return this.#tail === this.#head ? this.left : this.#runs[(this.#tail - 1) * STRIDE + END]!;
  }

  start(run: number): number {
    return run === 0 ? this.left : this.#runs[(this.#head + run - 1) * STRIDE + END]!;
  }
  end(run: number): number {
    return this.#runs[(this.#head + run) * STRIDE + END]!;
  }
  sentAt(run: number): number {
    return this.#runs[(this.#head + run) * STRIDE + SENT_AT]!;
  }
  fate(run: number): number {
    return this.#runs[(this.#head + run) * STRIDE + FATE]!;
  }

  /** Octets up to `end`, which follow the last run, were sent for the first time. */
  sent(end: number, tick: number): void {
    const runs = this.#runs;
    const at = this.#tail * STRIDE;
    const last = at - STRIDE;
    if (this.#tail > this.#head && runs[last + FATE] === 0) {
      if (runs[last + SENT_AT] === tick || this.runs() >= MAXIMUM_RUNS) {
        runs[last + END] = end;
        runs[last + SENT_AT] = tick;
        return;
      }
    }
    if (at === runs.length) {
      this.#insert(this.#tail - this.#head, end, tick, 0);
      return;
    }
    runs[at + END] = end;
    runs[at + SENT_AT] = tick;
    runs[at + FATE] = 0;
    this.#tail++;
  }

  /** A new acknowledgment is looked at. */
  begin(): void {
    this.delivered = 0;
    this.originals = 0;
    this.sampled = false;
    this.reordered = false;
    this.#highestBefore = this.highest;
  }

  /** SND.UNA moves to `acknowledgment`. `latest`: see `#deliver`. */
  acknowledge(acknowledgment: number, tick: number, latest: number): void {
    const runs = this.#runs;
    while (this.#head < this.#tail) {
      const at = this.#head * STRIDE;
      const end = runs[at + END]!;
      const whole = ((acknowledgment - end) | 0) >= 0;
      const to = whole ? end : acknowledgment;
      const octets = (to - this.left) | 0;
      if (octets <= 0) break;
      const fate = runs[at + FATE]!;
      if ((fate & SACKED) !== 0) this.sacked -= octets;
      else {
        if ((fate & LOST) !== 0) this.lost -= octets;
        this.#deliver(octets, to, runs[at + SENT_AT]!, fate, tick, latest);
      }
      this.left = to;
      if (!whole) break;
      this.#head++;
    }
    this.left = acknowledgment;
    if (((acknowledgment - this.highest) | 0) > 0) this.highest = acknowledgment;
    if (((acknowledgment - this.#calmFrom) | 0) >= 0) this.disturbed = false;
    if (this.#head === this.#tail) this.#head = this.#tail = 0;
  }

  /**
   * The same while nothing is disturbed. Only the newest run that it reaches counts then; it is what RACK and the round trip want.
   */
  acknowledgeInOrder(acknowledgment: number, tick: number): void {
    const runs = this.#runs;
    const tail = this.#tail;
    let head = this.#head;
    let sentAt = 0;
    this.delivered = (acknowledgment - this.left) | 0;
    while (head < tail) {
      sentAt = runs[head * STRIDE + SENT_AT]!;
      const beyond = (acknowledgment - runs[head * STRIDE + END]!) | 0;
      if (beyond < 0) break;
      head++;
      if (beyond === 0) break;
    }
    this.rackValid = this.sampled = true;
    this.rackSentAt = this.sampledAt = sentAt;
    this.rackEnd = this.left = this.highest = acknowledgment;
    this.rackRoundTrip = (tick - sentAt) | 0;
    this.#head = head === tail ? 0 : head;
    if (head === tail) this.#tail = 0;
  }

  /** A SACK block within SND.UNA and SND.NXT. */
  mark(left: number, right: number, tick: number, latest: number): void {
    this.#disturb();
    let run = this.#find(left);
    for (; run < this.runs(); run++) {
      const start = this.start(run);
      if (((start - right) | 0) >= 0) break;
      const fate = this.fate(run);
      if ((fate & SACKED) !== 0) continue;
      if (((left - start) | 0) > 0) {
        if (!this.split(run, left)) return;
        continue;
      }
      if (((this.end(run) - right) | 0) > 0 && !this.split(run, right)) return;
      const end = this.end(run);
      const octets = (end - start) | 0;
      if ((fate & LOST) !== 0) this.lost -= octets;
      this.sacked += octets;
      this.#deliver(octets, end, this.sentAt(run), fate, tick, latest);
      this.#runs[(this.#head + run) * STRIDE + FATE] = SACKED;
      // Of what has arrived only the edges matter.
      if (run + 1 < this.runs() && (this.fate(run + 1) & SACKED) !== 0) this.#remove(run);
      if (run > 0 && (this.fate(run - 1) & SACKED) !== 0) this.#remove(--run);
    }
    if (((right - this.highest) | 0) > 0) this.highest = right;
  }

  /**
   * Delivered for the first time. What was sent again after `latest` is acknowledged too early for that: it was the original that
   * arrived, and tells RACK nothing (RFC 8985, 6.2, step 2).
   */
  #deliver(octets: number, end: number, sentAt: number, fate: number, tick: number, latest: number): void {
    this.delivered += octets;
    if ((fate & RETRANSMITTED) === 0) {
      if (((end - this.timeoutRight) | 0) <= 0) this.originals += octets;
      if (!this.sampled || ((sentAt - this.sampledAt) | 0) > 0) {
        this.sampled = true;
        this.sampledAt = sentAt;
      }
      if (((this.#highestBefore - end) | 0) > 0) this.reordered = true;
    } else if (((sentAt - latest) | 0) > 0) return;
    const later = (sentAt - this.rackSentAt) | 0;
    if (!this.rackValid || later > 0 || (later === 0 && ((end - this.rackEnd) | 0) > 0)) {
      this.rackValid = true;
      this.rackSentAt = sentAt;
      this.rackEnd = end;
      this.rackRoundTrip = (tick - sentAt) | 0;
    }
  }

  #disturb(): void {
    this.disturbed = true;
    this.#calmFrom = this.right();
  }

  markLost(run: number): void {
    this.#disturb();
    this.#runs[(this.#head + run) * STRIDE + FATE] = this.fate(run) | LOST;
    this.lost += (this.end(run) - this.start(run)) | 0;
  }

  /** The first run that is to be sent again; -1 when there is none. */
  firstLost(): number {
    const runs = this.#runs;
    for (let i = this.#head; i < this.#tail; i++) if ((runs[i * STRIDE + FATE]! & LOST) !== 0) return i - this.#head;
    return -1;
  }

  /** The first `octets` of a run were sent again. */
  sentAgain(run: number, octets: number, tick: number): void {
    this.#disturb();
    const start = this.start(run);
    const cut = (start + octets) | 0;
    if (cut !== this.end(run)) this.split(run, cut);
    const at = (this.#head + run) * STRIDE;
    if ((this.#runs[at + FATE]! & LOST) !== 0) this.lost -= (this.end(run) - start) | 0;
    this.#runs[at + FATE] = RETRANSMITTED;
    this.#runs[at + SENT_AT] = tick;
    if (run > 0 && this.fate(run - 1) === RETRANSMITTED && this.sentAt(run - 1) === tick) this.#remove(run - 1);
  }

  /** A probe of the tail: the last `octets` of the last run were sent again. */
  tailSentAgain(octets: number, tick: number): void {
    let run = this.runs() - 1;
    const cut = (this.end(run) - octets) | 0;
    if (((cut - this.start(run)) | 0) > 0 && this.split(run, cut)) run++;
    this.sentAgain(run, (this.end(run) - this.start(run)) | 0, tick);
  }

  /** Everything that is not SACKed counts as lost; with `reneged` that too: the peer has dropped it (RFC 2018, 8). */
  loseAll(reneged: boolean): void {
    for (let run = 0; run < this.runs(); run++) {
      const at = (this.#head + run) * STRIDE + FATE;
      const fate = this.#runs[at]!;
      if ((fate & SACKED) !== 0) {
        if (!reneged) continue;
        this.sacked -= (this.end(run) - this.start(run)) | 0;
        this.#runs[at] = RETRANSMITTED;
      }
      if ((fate & LOST) === 0) this.markLost(run);
    }
  }

  /** Nothing was lost after all. */
  unlose(): void {
    for (let i = this.#head; i < this.#tail; i++)
      this.#runs[i * STRIDE + FATE] = this.#runs[i * STRIDE + FATE]! & ~LOST;
    this.lost = 0;
  }

  /** False: there is no room for one more run. */
  split(run: number, at: number): boolean {
    if (this.runs() >= MAXIMUM_RUNS) return false;
    this.#insert(run, at, this.sentAt(run), this.fate(run));
    return true;
  }

  /** The run that holds `sequence`, or the first behind it. */
  #find(sequence: number): number {
    let low = 0;
    let high = this.runs();
    while (low < high) {
      const middle = (low + high) >> 1;
      if (((this.end(middle) - sequence) | 0) > 0) high = middle;
      else low = middle + 1;
    }
    return low;
  }

  /** Before the one that is now at `run`. */
  #insert(run: number, end: number, sentAt: number, fate: number): void {
    if ((this.#tail + 1) * STRIDE > this.#runs.length) {
      const kept = this.runs();
      const old = this.#runs;
      // Half empty in front: move, else double.
      if (this.#head < kept) this.#runs = new Int32Array(2 * old.length);
      this.#runs.set(old.subarray(this.#head * STRIDE, this.#tail * STRIDE));
      this.#head = 0;
      this.#tail = kept;
    }
    const at = (this.#head + run) * STRIDE;
    this.#runs.copyWithin(at + STRIDE, at, this.#tail * STRIDE);
    this.#runs[at + END] = end;
    this.#runs[at + SENT_AT] = sentAt;
    this.#runs[at + FATE] = fate;
    this.#tail++;
  }

  #remove(run: number): void {
    const at = (this.#head + run) * STRIDE;
    this.#runs.copyWithin(at, at + STRIDE, this.#tail * STRIDE);
    this.#tail--;
  }
}
