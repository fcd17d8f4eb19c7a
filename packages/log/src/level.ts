import type { Level } from './log.js';

/** From the gravest to the most talkative. */
export const LEVELS: readonly Level[] = ['error', 'warn', 'info', 'debug'];

/** What may stand in a specification: "off" silences a source. */
export type Threshold = Level | 'off';

/** Rank of a level: error 0, warn 1, info 2, debug 3; off is -1, below all. */
export function rank(level: Threshold): number {
  switch (level) {
    case 'error':
      return 0;
    case 'warn':
      return 1;
    case 'info':
      return 2;
    case 'debug':
      return 3;
    default:
      return -1;
  }
}
