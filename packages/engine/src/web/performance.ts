import { getClock } from './clock.js';

/** The global `performance`: the clock of High Resolution Time. Marks, measures and observers are not there. */
export const performance = {
  /** Milliseconds since the start, with a fraction. */
  now(): number {
    return getClock().now();
  },
  get timeOrigin(): number {
    return getClock().timeOrigin;
  },
  toJSON(): { timeOrigin: number } {
    return { timeOrigin: getClock().timeOrigin };
  },
  get [Symbol.toStringTag](): string {
    return 'Performance';
  },
};
