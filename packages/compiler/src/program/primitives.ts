import type { IRFunction, Register } from '../ir.js';
import type { Known } from './known.js';

/**
 * Puts what a constant of a top level is - `const SIZE = 64` - in the place of its reads. Not where a read is tested: it may come too
 * early. A `var` may be read too early everywhere.
 */
export function readPrimitives(functions: readonly IRFunction[], { primitives }: Known): void {
  for (const fn of functions) {
    const tested = new Set<Register>();
    for (const block of fn.blocks)
      for (const i of block.instructions) if (i.op === 'checkInitialized') tested.add(i.operands[0]!);
    for (const block of fn.blocks)
      block.instructions.forEach((i, index) => {
        if (i.op !== 'moduleGet' || tested.has(i.result!)) return;
        const binding = i.immediates.binding!;
        const fixed = binding.assignments === 0 && (binding.kind === 'const' || binding.kind === 'let');
        const value = primitives.get(binding);
        if (!fixed || !primitives.has(binding) || typeof value === 'bigint' || typeof value === 'symbol') return;
        block.instructions[index] = { ...i, op: 'constant', immediates: { value } };
      });
  }
}
