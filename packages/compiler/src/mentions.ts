import type { Instruction, IRFunction, Register } from './ir.js';

/** What a function says of built-ins. */
export interface Mentions {
  /** Names of properties that it may read, and of those that it assigns to. */
  readonly reads: ReadonlySet<string>;
  readonly writes: ReadonlySet<string>;
  /** Properties that it reads of globals by their name: `JSON.parse`. */
  readonly statics: readonly (readonly [global: string, key: string])[];
  /** Globals whose objects go elsewhere: what is read of them is not known. */
  readonly escaped: ReadonlySet<string>;
}

type Use = readonly [instruction: Instruction, operand: number];

/** Where the key of a member that is made stands. */
const MAKES_MEMBER = new Set(['defineMethod', 'defineGetter', 'defineSetter']);
/** Operands with which a use of a global's object reads nothing of it but what the instruction names. */
const LOOKS_ONLY: Readonly<Record<string, readonly number[]>> = {
  getProperty: [0],
  call: [0, 1],
  construct: [0],
  constructArray: [0],
  instanceOf: [1],
  strictEquals: [0, 1],
  typeOf: [0],
};

export function mentionsOf(fn: IRFunction): Mentions {
  const uses = new Map<Register, Use[]>();
  const definitions = new Map<Register, number>();
  for (const block of fn.blocks)
    for (const i of block.instructions) {
      if (i.result !== null) definitions.set(i.result, (definitions.get(i.result) ?? 0) + 1);
      for (const [index, operand] of i.operands.entries()) {
        const list = uses.get(operand);
        if (list === undefined) uses.set(operand, [[i, index]]);
        else list.push([i, index]);
      }
    }
  const usesOf = (r: Register): readonly Use[] => uses.get(r) ?? [];
  const inTerminators = new Set(
    fn.blocks.flatMap(({ terminator: t }) => (t !== null && 'operand' in t ? [t.operand] : [])),
  );

  const reads = new Set<string>();
  const writes = new Set<string>();
  const statics: [string, string][] = [];
  const escaped = new Set<string>();
  for (const block of fn.blocks)
    for (const { op, result, immediates: im } of block.instructions) {
      if (op === 'setProperty') {
        writes.add(im.key!);
        continue;
      }
      // the key of a call is that of the read of its callee
      if (op === 'call' || op === 'defineField' || op === 'objectNew' || op === 'instanceNew') continue;
      for (const key of [im.key, ...(im.keys ?? []), im.value]) {
        if (typeof key !== 'string') continue;
        const only = op === 'constant' && !inTerminators.has(result!) ? usesOf(result!) : [];
        if (only.length > 0 && only.every(([i, operand]) => operand === 1 && MAKES_MEMBER.has(i.op))) continue;
        reads.add(key);
      }
      if (op !== 'globalGet' && op !== 'globalGetOrUndefined') continue;
      const known =
        definitions.get(result!) === 1 &&
        !inTerminators.has(result!) &&
        usesOf(result!).every(([i, operand]) => LOOKS_ONLY[i.op]?.includes(operand) === true);
      if (!known) escaped.add(im.name!);
      else for (const [i] of usesOf(result!)) if (i.op === 'getProperty') statics.push([im.name!, i.immediates.key!]);
    }
  return { reads, writes, statics, escaped };
}
