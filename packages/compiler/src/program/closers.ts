import { pruneBlocks } from '../cfg.js';
import type { Block, IRFunction } from '../ir.js';

/**
 * Handlers that only close an iterator and throw on go, where what they throw leaves the function: the engine closes what
 * iterators such code has open when it unwinds (`u_get_iterator` in `iterate.c`). So a loop over a list costs its function no handler.
 */
export function closeByUnwinding(functions: readonly IRFunction[]): void {
  for (const fn of functions) {
    if (fn.suspends) continue;
    let found = false;
    for (let gone = fn.blocks.filter(isCloser); gone.length > 0; gone = fn.blocks.filter(isCloser)) {
      const closers = new Set(gone);
      const guarded = fn.blocks.filter((block) => block.handler !== null && closers.has(block.handler));
      if (guarded.length === 0) break;
      for (const block of guarded) block.handler = null;
      found = true;
    }
    if (found) pruneBlocks(fn);
  }
}

/** catch, iteratorCloseQuietly, throw; and nothing handles what it throws. */
function isCloser({ handler, instructions }: Block): boolean {
  const [caught, close, thrown] = instructions;
  return (
    handler === null &&
    instructions.length === 3 &&
    caught!.op === 'catch' &&
    close!.op === 'iteratorCloseQuietly' &&
    thrown!.op === 'throw' &&
    thrown!.operands[0] === caught!.result
  );
}
