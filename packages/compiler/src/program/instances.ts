import type { Block, Instruction, IRFunction, Register } from '../ir.js';
import { opcode } from '../opcodes.js';

const MOST_STORES = 60;

/**
 * A new instance, and what is stored in it before anybody else can see it, become one instruction: the object is made with the
 * shape and the values that it has then, and what is read from it before is known. Nothing between looks at the object; should
 * something between throw, nobody sees it unless the function catches that.
 */
export function mergeStores(fn: IRFunction): void {
  for (const block of fn.blocks)
    for (let index = 0; index < block.instructions.length; index++)
      if (block.instructions[index]!.op === 'instanceNew') mergeAt(block, index);
}

function mergeAt(block: Block, index: number): void {
  const made = block.instructions[index]!;
  const names = new Set<Register>([made.result!]);
  const stores = new Map<string, Register>();
  // what is stored must still be in its register where the object is made
  const values = new Set<Register>();
  const gone = new Set<Instruction>();
  let end = index;
  for (let k = index + 1; k < block.instructions.length; k++) {
    const i = block.instructions[k]!;
    if (i.result !== null && (names.has(i.result) || values.has(i.result))) break;
    if (i.op === 'move' && names.has(i.operands[0]!)) {
      names.add(i.result!);
      gone.add(i);
      continue;
    }
    const [object, value] = i.operands as [Register, Register];
    const key = i.immediates.key!;
    const stored =
      (i.op === 'defineField' || (i.op === 'setProperty' && stores.has(key))) && names.has(object) && !names.has(value);
    if (stored && (stores.has(key) || stores.size < MOST_STORES)) {
      stores.set(key, value);
      values.add(value);
      gone.add(i);
      end = k;
      continue;
    }
    if (i.op === 'getProperty' && names.has(object) && stores.has(key)) {
      block.instructions[k] = { ...i, op: 'move', operands: [stores.get(key)!], immediates: {} };
      continue;
    }
    if (i.operands.some((r) => names.has(r))) break;
    if (block.handler !== null && (opcode(i.op).throws || opcode(i.op).effect !== 'none')) break;
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
