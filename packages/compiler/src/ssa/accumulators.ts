import { type Block, type Instruction, type Register, successors } from '../ir.js';
import type { SSABlock, SSAFunction } from './construct.js';

/** A text that a loop puts together: each sum takes the place of the one before, which nobody can see any more. */
export interface Accumulator {
  /** The phi of the loop's header. */
  readonly phi: Register;
  readonly header: SSABlock;
  /** `text + x` with the text so far on the left. */
  readonly sums: ReadonlySet<Instruction>;
  /** The sums and the phis that carry them. */
  readonly members: ReadonlySet<Register>;
}

interface Use {
  readonly block: SSABlock;
  /** null: as an operand of a phi, or of a terminator. */
  readonly instruction: Instruction | null;
  readonly phi: Register | null;
  /** Of a phi: where the edge comes from. */
  readonly from: Block | null;
}

/**
 * Sums of a loop that may change the text on their left in place, if it is one that the same loop made before: inside of
 * the loop it has no other use, and none on a way that comes behind the sum.
 */
export function findAccumulators(ssa: SSAFunction): Accumulator[] {
  const uses = new Map<Register, Use[]>();
  const use = (r: Register, u: Use): void => {
    const list = uses.get(r);
    if (list === undefined) uses.set(r, [u]);
    else list.push(u);
  };
  for (const block of ssa.blocks) {
    for (const phi of block.phis)
      phi.operands.forEach((r, k) => {
        use(r, { block, instruction: null, phi: phi.result, from: block.predecessors[k]! });
      });
    for (const i of block.instructions)
      for (const r of i.operands) use(r, { block, instruction: i, phi: null, from: null });
    if (block.operand !== null) use(block.operand, { block, instruction: null, phi: null, from: null });
  }
  const phis = new Map<Register, { readonly block: SSABlock; readonly operands: readonly Register[] }>();
  for (const block of ssa.blocks) for (const phi of block.phis) phis.set(phi.result, { block, operands: phi.operands });
  const found: Accumulator[] = [];
  for (const header of ssa.blocks) {
    const back = header.predecessors.filter((p) => ssa.tree.dominates(header.original, p));
    if (header.original.loopDepth === 0 || back.length === 0) continue;
    const loop = blocksOfLoop(ssa, header.original, back);
    for (const { result } of header.phis) {
      const accumulator = grow(ssa, result, header, loop, uses, phis);
      if (accumulator !== null) found.push(accumulator);
    }
  }
  // of nested loops the inner one: a sum belongs to one only
  const taken = new Set<Instruction>();
  return found.reverse().filter((a) => {
    if ([...a.sums].some((i) => taken.has(i))) return false;
    for (const i of a.sums) taken.add(i);
    return true;
  });
}

function blocksOfLoop(ssa: SSAFunction, header: Block, back: readonly Block[]): Set<Block> {
  const loop = new Set<Block>([header]);
  const work = [...back];
  for (let block = work.pop(); block !== undefined; block = work.pop()) {
    if (loop.has(block)) continue;
    loop.add(block);
    work.push(...ssa.tree.predecessors.get(block)!);
  }
  return loop;
}

function grow(
  ssa: SSAFunction,
  phi: Register,
  header: SSABlock,
  loop: ReadonlySet<Block>,
  uses: ReadonlyMap<Register, readonly Use[]>,
  phis: ReadonlyMap<Register, { readonly block: SSABlock; readonly operands: readonly Register[] }>,
): Accumulator | null {
  const members = new Set<Register>();
  const sums = new Set<Instruction>();
  const sumOf = new Map<Register, SSABlock>();
  const work = [phi];
  for (let r = work.pop(); r !== undefined; r = work.pop()) {
    if (members.has(r)) continue;
    members.add(r);
    for (const u of uses.get(r) ?? []) {
      if (u.phi !== null) {
        if (u.block === header || loop.has(u.block.original)) work.push(u.phi);
        continue;
      }
      if (!loop.has(u.block.original)) continue;
      const i = u.instruction;
      const adds =
        i !== null && i.op === 'binary' && i.immediates.operator === '+' && i.operands[0] === r && i.operands[1] !== r;
      // one sum of each text, so that no second one sees what the first made of it
      if (!adds || sumOf.has(r)) return null;
      sumOf.set(r, u.block);
      sums.add(i);
      work.push(i.result!);
    }
  }
  if (sums.size === 0) return null;
  for (const r of members) {
    const made = phis.get(r);
    // a phi inside carries nothing from outside; the header's does, where the loop begins
    if (made === undefined || r === phi) continue;
    if (made.block === header || made.operands.some((o) => !members.has(o))) return null;
  }
  const entry = phis.get(phi)!;
  if (entry.operands.some((r, k) => loop.has(entry.block.predecessors[k]!) !== members.has(r))) return null;
  for (const [r, block] of sumOf) {
    const behind = reachable(block.original, header.original, loop);
    for (const u of uses.get(r) ?? [])
      if (u.phi !== null && loop.has(u.block.original) && behind.has(u.from!)) return null;
    for (const u of uses.get(r) ?? [])
      if (!loop.has(u.block.original) && leavesBehind(u, behind, header.original, ssa)) return null;
    if (isKeptBehind(r, block, behind, sums, ssa)) return null;
  }
  return { phi, header, sums, members };
}

/** Blocks of the loop that come behind this one before the header does, itself included. */
function reachable(from: Block, header: Block, loop: ReadonlySet<Block>): Set<Block> {
  const seen = new Set<Block>([from]);
  const work = [from];
  for (let block = work.pop(); block !== undefined; block = work.pop())
    for (const next of successors(block)) {
      if (next === header || seen.has(next) || !loop.has(next)) continue;
      seen.add(next);
      work.push(next);
    }
  return seen;
}

/** Whether a use outside of the loop can be reached from behind a sum, other than through the header. */
function leavesBehind(u: Use, behind: ReadonlySet<Block>, header: Block, ssa: SSAFunction): boolean {
  const target = u.from ?? u.block.original;
  const seen = new Set<Block>([header]);
  const work = [...behind];
  for (let block = work.pop(); block !== undefined; block = work.pop()) {
    if (block === target) return true;
    if (seen.has(block) || !ssa.blockOf.has(block)) continue;
    seen.add(block);
    work.push(...successors(block));
  }
  return false;
}

/** Whether code that is left behind the sum, by an exception or a guess that fails, would go on with the text before it. */
function isKeptBehind(
  r: Register,
  sumBlock: SSABlock,
  behind: ReadonlySet<Block>,
  sums: ReadonlySet<Instruction>,
  ssa: SSAFunction,
): boolean {
  const keeps = (i: Instruction, exits: readonly ('before' | 'thrown' | 'after')[]): boolean =>
    exits.some((exit) => [...(ssa[exit].get(i)?.values.values() ?? [])].includes(r));
  for (const original of behind) {
    const block = ssa.blockOf.get(original)!;
    let done = block !== sumBlock;
    for (const i of block.instructions) {
      if (done && keeps(i, ['before', 'thrown', 'after'])) return true;
      if (block === sumBlock && sums.has(i) && i.operands[0] === r) {
        if (keeps(i, ['after'])) return true;
        done = true;
      }
    }
  }
  return false;
}
