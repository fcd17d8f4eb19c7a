/** What the fault injectors of the device packages are made of. */
import { chance } from './draw.js';
import type { Random } from './random.js';

/** True with this probability. Draws nothing for 0, so that a fault that is off does not move the others of a seed. */
export function strikes(random: Random, probability: number): boolean {
  return probability > 0 && chance(random, probability);
}

/** @throws {RangeError} naming `what` unless it is a probability */
export function checkProbability(what: string, value: number): number {
  if (!(value >= 0 && value <= 1)) throw new RangeError(`${what} is ${value}; a probability lies between 0 and 1`);
  return value;
}
