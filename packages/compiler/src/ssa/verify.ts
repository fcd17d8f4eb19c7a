import { InternalError } from '../diagnostics.js';
import { type Block, printInstruction, type Register } from '../ir.js';
import { ABSENT, type SSAFunction } from './construct.js';

/** Throws an InternalError where a function is not in SSA form: one definition each, which dominates every use. */
export function verifySSA(ssa: SSAFunction): void {
  const fail = (message: string): never => {
    throw new InternalError(`${ssa.fn.symbol}, SSA: ${message}`);
  };
  const definition = new Map<Register, { block: Block; at: number }>();
  const define = (r: Register, block: Block, at: number): void => {
    if (definition.has(r)) fail(`r${r} is defined twice`);
    definition.set(r, { block, at });
  };
  for (const r of ssa.parameters) define(r, ssa.blocks[0]!.original, -2);
  for (const block of ssa.blocks) {
    for (const phi of block.phis) define(phi.result, block.original, -1);
    block.instructions.forEach((i, at) => {
      if (i.result !== null) define(i.result, block.original, at);
    });
  }
  const use = (r: Register, block: Block, at: number, where: string): void => {
    const d = definition.get(r);
    if (d === undefined) throw new InternalError(`${ssa.fn.symbol}, SSA: ${where}: r${r} is not defined`);
    if (d.block === block ? d.at >= at : !ssa.tree.dominates(d.block, block))
      fail(`${where}: the definition of r${r} does not dominate its use`);
  };
  for (const block of ssa.blocks) {
    for (const phi of block.phis) {
      if (phi.operands.length !== block.predecessors.length) fail(`r${phi.result}: wrong number of operands of a phi`);
      phi.operands.forEach((r, k) => {
        if (r !== ABSENT) use(r, block.predecessors[k]!, Number.POSITIVE_INFINITY, `phi r${phi.result}`);
      });
    }
    block.instructions.forEach((i, at) => {
      for (const r of i.operands) use(r, block.original, at, printInstruction(i));
      for (const exit of [ssa.before.get(i), ssa.thrown.get(i)])
        for (const r of exit?.values.values() ?? []) use(r, block.original, at, `exit at ${printInstruction(i)}`);
    });
    if (block.operand !== null) use(block.operand, block.original, Number.POSITIVE_INFINITY, 'terminator');
  }
}
