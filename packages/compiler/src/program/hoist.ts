import { type Instruction, type IRFunction, type Register, verifyFunction } from '../ir.js';
import type { Binding } from '../scope.js';
import { singleDefinitions } from './known.js';

/**
 * Tables of modules that loops index - `LOWER[byte]` - are read where the function begins: what they are, and where their
 * elements lie, is then found out once. Only constants whose reads are not tested: they are set before the function can run.
 */
export function hoistTables(functions: readonly IRFunction[]): void {
  for (const fn of functions) {
    // a function that suspends keeps what lives across its pauses in memory
    if (fn.traits.module || fn.suspends || fn.blocks[0]!.loopDepth > 0) continue;
    const tables = indexedTables(fn);
    if (tables.size === 0) continue;
    const hoisted = new Map<Binding, Instruction>();
    const same = new Map<Register, Register>();
    for (const block of fn.blocks)
      for (let index = 0; index < block.instructions.length; index++) {
        const i = block.instructions[index]!;
        if (!tables.has(i)) continue;
        const first = hoisted.get(i.immediates.binding!);
        if (first === undefined) hoisted.set(i.immediates.binding!, i);
        else same.set(i.result!, first.result!);
        block.instructions.splice(index--, 1);
      }
    fn.blocks[0]!.instructions.unshift(...hoisted.values());
    for (const block of fn.blocks) {
      block.instructions.forEach((i, index) => {
        if (i.operands.some((r) => same.has(r)))
          block.instructions[index] = { ...i, operands: i.operands.map((r) => same.get(r) ?? r) };
      });
      const t = block.terminator;
      if (t !== null && 'operand' in t && same.has(t.operand)) t.operand = same.get(t.operand)!;
    }
    verifyFunction(fn);
  }
}

/** Reads of constants whose elements are read or written in a loop. */
function indexedTables(fn: IRFunction): Set<Instruction> {
  const definitions = singleDefinitions(fn);
  const tables = new Set<Instruction>();
  const tested = new Set<Binding>();
  for (const { instructions, loopDepth } of fn.blocks)
    for (const i of instructions) {
      const table = i.operands.length > 0 ? definitions.get(i.operands[0]!) : undefined;
      if (table?.op !== 'moduleGet') continue;
      const binding = table.immediates.binding!;
      if (i.op === 'checkInitialized') tested.add(binding);
      else if (loopDepth > 0 && (i.op === 'getElement' || i.op === 'setElement') && isConstant(binding))
        tables.add(table);
    }
  return new Set([...tables].filter((i) => !tested.has(i.immediates.binding!)));
}

const isConstant = ({ kind, moduleLevel, assignments }: Binding): boolean =>
  moduleLevel && assignments === 0 && (kind === 'const' || kind === 'let');
