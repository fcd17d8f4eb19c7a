import type { Block, Instruction, IRFunction, Register } from '../ir.js';
import { opcode } from '../opcodes.js';

const MOST_STORES = 60;

/**
 * A new instance, and what its constructor stores in it first, become one instruction: the object is made with the
 * shape that it has then. Nothing between looks at the object, or may end before it.
 */
export function mergeStores(fn: IRFunction): void {
  const several = registersWithSeveralDefinitions(fn);
  for (const block of fn.blocks)
    for (let index = 0; index < block.instructions.length; index++)
      if (block.instructions[index]!.op === 'instanceNew') mergeAt(block, index, several);
}

function registersWithSeveralDefinitions(fn: IRFunction): Set<Register> {
  const once = new Set<Register>(fn.parameters);
  const several = new Set<Register>();
  for (const block of fn.blocks)
    for (const { result } of block.instructions) {
      if (result === null) continue;
      if (once.has(result)) several.add(result);
      once.add(result);
    }
  return several;
}

function mergeAt(block: Block, index: number, several: ReadonlySet<Register>): void {
  const made = block.instructions[index]!;
  const names = new Set<Register>([made.result!]);
  const stores = new Map<string, Register>();
  const gone = new Set<Instruction>();
  let end = index;
  for (let k = index + 1; k < block.instructions.length; k++) {
    const i = block.instructions[k]!;
    if (i.op === 'move' && names.has(i.operands[0]!)) {
      if (several.has(i.result!)) break;
      names.add(i.result!);
      gone.add(i);
      continue;
    }
    const [object, value] = i.operands as [Register, Register];
    const key = i.immediates.key!;
    const stored =
      (i.op === 'defineField' || (i.op === 'setProperty' && stores.has(key))) && names.has(object) && !names.has(value);
    // the value must still be in its register where the object is made
    if (stored && !several.has(value) && (stores.has(key) || stores.size < MOST_STORES)) {
      stores.set(key, value);
      gone.add(i);
      end = k;
      continue;
    }
    if (opcode(i.op).throws || opcode(i.op).effect !== 'none' || i.operands.some((r) => names.has(r))) break;
  }
  if (stores.size === 0) return;
  const between = block.instructions.slice(index + 1, end + 1).filter((i) => !gone.has(i));
  const copies = block.instructions.slice(index + 1, end + 1).filter((i) => gone.has(i) && i.op === 'move');
  const merged: Instruction = {
    ...made,
    operands: [made.operands[0]!, ...stores.values()],
    immediates: { ...made.immediates, keys: [...stores.keys()] },
  };
  block.instructions.splice(index, end - index + 1, ...between, merged, ...copies);
}
