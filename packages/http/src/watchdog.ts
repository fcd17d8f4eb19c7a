import type { Clock, Timer } from '@morgana/time';

/** No deadline. */
export const NEVER: number = Number.POSITIVE_INFINITY;

/**
 * The deadlines of one connection, for one read and one write at a time, on a single timer. Setting a deadline mostly costs
 * no more than storing it: the timer looks at least every `interval`, so only a nearer deadline has to set it anew.
 */
export class Watchdog {
  private readonly clock: Clock;
  private readonly interval: number;
  private readonly onReadExpired: () => void;
  private readonly onWriteExpired: () => void;
  private readDeadline = NEVER;
  private writeDeadline = NEVER;
  private timer: Timer | null = null;
  private timerAt = NEVER;
  private stopped = false;

  /** `interval`: the shortest duration (milliseconds) that deadlines are usually set ahead. */
  constructor(clock: Clock, interval: number, onReadExpired: () => void, onWriteExpired: () => void) {
    this.clock = clock;
    this.interval = interval;
    this.onReadExpired = onReadExpired;
    this.onWriteExpired = onWriteExpired;
  }

  now(): number {
    return this.clock.monotonic();
  }

  setRead(deadline: number): void {
    this.readDeadline = deadline;
    if (this.timer === null || deadline < this.timerAt) this.arm();
  }

  setWrite(deadline: number): void {
    this.writeDeadline = deadline;
    if (this.timer === null || deadline < this.timerAt) this.arm();
  }

  clearRead(): void {
    this.readDeadline = NEVER;
  }

  clearWrite(): void {
    this.writeDeadline = NEVER;
  }

  stop(): void {
    this.stopped = true;
    this.timer?.cancel();
    this.timer = null;
  }

  private arm(): void {
    if (this.stopped) return;
    const deadline = Math.min(this.readDeadline, this.writeDeadline);
    if (deadline === NEVER) return;
    this.timer?.cancel();
    this.timerAt = Math.min(deadline, this.clock.monotonic() + this.interval);
    this.timer = this.clock.setTimer(this.timerAt, () => {
      this.timer = null;
      this.look();
    });
  }

  private look(): void {
    const now = this.clock.monotonic();
    if (now >= this.writeDeadline) {
      this.writeDeadline = NEVER;
      this.onWriteExpired();
    }
    if (!this.stopped && now >= this.readDeadline) {
      this.readDeadline = NEVER;
      this.onReadExpired();
    }
    if (this.timer === null) this.arm();
  }
}
