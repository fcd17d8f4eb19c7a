import { liveAtEnd, liveness } from '../cfg.js';
import { InternalError } from '../diagnostics.js';
import { type Block, type Instruction, type IRFunction, mayThrow, type Register } from '../ir.js';
import { type DominatorTree, dominatorTree } from './dominators.js';

/** Stands in a phi for a register that has no value on that way: nothing reads it. */
export const ABSENT: Register = -1;

/** A place in the original function, with what its live registers are in SSA form: enough to go on there. */
export interface Exit {
  readonly block: Block;
  /** Index of the instruction to go on with. */
  readonly index: number;
  readonly values: ReadonlyMap<Register, Register>;
}

export interface Phi {
  readonly result: Register;
  /** One for each predecessor, in their order. */
  readonly operands: Register[];
}

export interface SSABlock {
  readonly original: Block;
  readonly phis: Phi[];
  /** Moves are gone: what they copied is used itself. */
  readonly instructions: Instruction[];
  readonly predecessors: Block[];
  /** Operand of the terminator. */
  operand: Register | null;
}

/**
 * A function in SSA form, without its exception edges: who enters a handler leaves this form and goes on in the original
 * function, whose registers then have the values that `exits` tells. Registers are numbered behind the original ones.
 */
export interface SSAFunction {
  readonly fn: IRFunction;
  readonly tree: DominatorTree;
  readonly blocks: readonly SSABlock[];
  readonly blockOf: ReadonlyMap<Block, SSABlock>;
  /** The parameters' values. */
  readonly parameters: readonly Register[];
  /** One more than the largest register. */
  readonly registers: number;
  /** Where an instruction goes on in the original function if it is not done here; if it throws; and once it is done. */
  readonly before: ReadonlyMap<Instruction, Exit>;
  readonly thrown: ReadonlyMap<Instruction, Exit>;
  readonly after: ReadonlyMap<Instruction, Exit>;
  /** The original register that an instruction's result was. */
  readonly origin: ReadonlyMap<Register, Register>;
}

/** Pruned SSA: a phi stands only where the register is live. */
export function constructSSA(fn: IRFunction): SSAFunction {
  const entry = fn.blocks[0]!;
  const tree = dominatorTree(entry);
  if (tree.predecessors.get(entry)!.length > 0) throw new InternalError(`${fn.symbol}: a loop goes back to the entry`);
  const liveIn = liveness(fn);
  const base = fn.registerNames.length;
  let registers = base;
  const origin = new Map<Register, Register>();
  const fresh = (of: Register): Register => {
    origin.set(registers, of);
    return registers++;
  };

  // where phis go
  const definedIn = new Map<Register, Set<Block>>();
  const defines = (r: Register, block: Block): void => {
    const blocks = definedIn.get(r);
    if (blocks === undefined) definedIn.set(r, new Set([block]));
    else blocks.add(block);
  };
  for (const r of fn.parameters) defines(r, entry);
  for (const block of tree.blocks) for (const i of block.instructions) if (i.result !== null) defines(i.result, block);
  const phisOf = new Map<Block, Map<Register, Phi>>(tree.blocks.map((block) => [block, new Map()]));
  for (const [register, blocks] of definedIn) {
    const work = [...blocks];
    for (let block = work.pop(); block !== undefined; block = work.pop())
      for (const target of tree.frontiers.get(block)!) {
        const phis = phisOf.get(target)!;
        if (phis.has(register) || !liveIn[target.id]!.has(register)) continue;
        phis.set(register, { result: fresh(register), operands: [] });
        if (!blocks.has(target)) work.push(target);
      }
  }

  const blockOf = new Map<Block, SSABlock>();
  for (const original of tree.blocks)
    blockOf.set(original, {
      original,
      phis: [...phisOf.get(original)!.values()],
      instructions: [],
      predecessors: tree.predecessors.get(original)!,
      operand: null,
    });
  const before = new Map<Instruction, Exit>();
  const thrown = new Map<Instruction, Exit>();
  const after = new Map<Instruction, Exit>();
  const parameters = fn.parameters.map(fresh);
  const atEntry = new Map(fn.parameters.map((r, k) => [r, parameters[k]!]));

  // phi operands are filled in by edges; a block that goes to the same target twice fills both
  const filled = new Map<Block, number>();
  const walk = (block: Block, inherited: ReadonlyMap<Register, Register>): void => {
    const current = new Map(inherited);
    const ssa = blockOf.get(block)!;
    for (const [register, phi] of phisOf.get(block)!) current.set(register, phi.result);
    const live = liveBefore(block, liveIn);
    const exitAt = (index: number): Exit => {
      const values = new Map<Register, Register>();
      for (const r of live[index]!) {
        const value = current.get(r);
        if (value !== undefined) values.set(r, value);
      }
      return { block, index, values };
    };
    block.instructions.forEach((i, index) => {
      const operands = i.operands.map((r) => current.get(r)!);
      if (i.op === 'move') {
        current.set(i.result!, operands[0]!);
        return;
      }
      const copy: Instruction = { ...i, operands, result: i.result === null ? null : fresh(i.result) };
      before.set(copy, exitAt(index));
      if (block.handler !== null && mayThrow(i)) {
        const values = new Map<Register, Register>();
        for (const r of liveIn[block.handler.id]!) {
          const value = current.get(r);
          if (value !== undefined) values.set(r, value);
        }
        thrown.set(copy, { block: block.handler, index: 0, values });
      }
      ssa.instructions.push(copy);
      if (i.result !== null) current.set(i.result, copy.result!);
      after.set(copy, exitAt(index + 1));
    });
    const t = block.terminator!;
    if ('operand' in t) ssa.operand = current.get(t.operand)!;
    const targets =
      'targets' in t ? t.targets : t.op === 'jump' ? [t.to] : t.op === 'branch' ? [t.to, t.otherwise] : [];
    for (const target of targets) {
      const edges = tree.predecessors.get(target)!;
      let edge = filled.get(target) ?? 0;
      // the edges of one block stand together
      while (edges[edge] !== block || usedEdges.get(target)?.has(edge)) edge = (edge + 1) % edges.length;
      (usedEdges.get(target) ?? usedEdges.set(target, new Set()).get(target)!).add(edge);
      for (const [register, phi] of phisOf.get(target)!) phi.operands[edge] = current.get(register) ?? ABSENT;
    }
    for (const child of tree.children.get(block)!) pending.push([child, current]);
  };
  const usedEdges = new Map<Block, Set<number>>();
  const pending: [Block, ReadonlyMap<Register, Register>][] = [];
  pending.push([entry, atEntry]);
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) walk(next[0], next[1]);

  return {
    fn,
    tree,
    blocks: tree.blocks.map((block) => blockOf.get(block)!),
    blockOf,
    parameters,
    registers,
    before,
    thrown,
    after,
    origin,
  };
}

/** Registers that are live before each instruction, and at the end. */
function liveBefore(block: Block, liveIn: readonly Set<Register>[]): Set<Register>[] {
  const result: Set<Register>[] = [];
  const live = liveAtEnd(block, liveIn);
  result[block.instructions.length] = new Set(live);
  for (let index = block.instructions.length - 1; index >= 0; index--) {
    const i = block.instructions[index]!;
    if (i.result !== null) live.delete(i.result);
    for (const r of i.operands) live.add(r);
    if (block.handler !== null) for (const r of liveIn[block.handler.id]!) live.add(r);
    result[index] = new Set(live);
  }
  return result;
}
