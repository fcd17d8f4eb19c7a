import type { Constant, Instruction, Register } from '../ir.js';

/** An index as a register and a constant; null: the constant alone. */
export interface Linear {
  readonly root: Register | null;
  readonly offset: number;
}

/** Accesses of one block to the same bytes, at constant distances from each other: the first tests the range for all of them. */
export interface AccessRange {
  readonly root: Register | null;
  /** The least index, and one more than the largest; in elements, or in octets of a DataView. */
  low: number;
  end: number;
  tested: boolean;
}

/** Steps of an index that are looked through. */
const LONGEST = 64;

/**
 * What an index is, looking through sums with constants.
 * @param isInt32 whether a register is kept as an int32, and is what its definition computes
 */
export function linear(
  key: Register,
  definitions: ReadonlyMap<Register, Instruction>,
  constantIn: (r: Register) => Constant,
  isInt32: (r: Register) => boolean,
): Linear {
  let root = key;
  let offset = 0;
  for (let step = 0; step < LONGEST; step++) {
    const constant = constantIn(root);
    if (typeof constant === 'number' && (constant | 0) === constant) return { root: null, offset: offset + constant };
    const i = definitions.get(root);
    if (i === undefined) break;
    let next: Register | undefined;
    let by = 0;
    if (i.op === 'increment') by = 1;
    else if (i.op === 'decrement') by = -1;
    else if (i.op === 'binary' && (i.immediates.operator === '+' || i.immediates.operator === '-')) {
      const [a, b] = i.operands as [Register, Register];
      const [left, right] = [constantIn(a), constantIn(b)];
      const plus = i.immediates.operator === '+';
      if (typeof right === 'number') [next, by] = [a, plus ? right : -right];
      else if (typeof left === 'number' && plus) [next, by] = [b, left];
      else break;
    } else if (i.op !== 'toNumeric') break;
    next ??= i.operands[0]!;
    if ((by | 0) !== by || !isInt32(next)) break;
    root = next;
    offset += by;
  }
  return { root, offset };
}
