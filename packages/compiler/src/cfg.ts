import { type Block, type IRFunction, type Register, successors } from './ir.js';

/** Drops blocks that nothing reaches and renumbers the rest. */
export function pruneBlocks(fn: IRFunction): void {
  const seen = new Set<Block>();
  const work = [fn.blocks[0]!];
  while (work.length > 0) {
    const block = work.pop()!;
    if (seen.has(block)) continue;
    seen.add(block);
    work.push(...successors(block));
    if (block.handler !== null && block.instructions.length > 0) work.push(block.handler);
  }
  const dropped = fn.blocks.filter((block) => !seen.has(block));
  fn.blocks = fn.blocks.filter((block) => seen.has(block));
  defineForDeadCode(fn, dropped);
  fn.blocks.forEach((block, index) => {
    block.id = index;
    if (block.handler !== null && !seen.has(block.handler)) block.handler = null;
  });
}

/** A statement behind a jump may be an exit of a finally block, which stays: what it reads was defined in a block that went. */
function defineForDeadCode(fn: IRFunction, dropped: readonly Block[]): void {
  const lost = new Set<Register>();
  for (const { instructions } of dropped) for (const { result } of instructions) if (result !== null) lost.add(result);
  if (lost.size === 0) return;
  const used = new Set<Register>();
  for (const { instructions, terminator } of fn.blocks) {
    for (const { operands } of instructions) for (const register of operands) used.add(register);
    if (terminator !== null && 'operand' in terminator) used.add(terminator.operand);
  }
  for (const { instructions } of fn.blocks)
    for (const { result } of instructions) if (result !== null) lost.delete(result);
  for (const register of lost)
    if (used.has(register))
      fn.blocks[0]!.instructions.unshift({
        op: 'constant',
        result: register,
        operands: [],
        immediates: { value: undefined },
        position: null,
      });
}

/** Jumps over blocks that only jump on. */
export function threadJumps(fn: IRFunction): void {
  const target = (block: Block): Block => {
    const seen = new Set<Block>();
    let b = block;
    while (b.instructions.length === 0 && b.terminator?.op === 'jump' && !seen.has(b)) {
      seen.add(b);
      b = b.terminator.to;
    }
    return b;
  };
  for (const block of fn.blocks) {
    const t = block.terminator;
    if (t === null) continue;
    if (t.op === 'jump') t.to = target(t.to);
    else if (t.op === 'branch') {
      t.to = target(t.to);
      t.otherwise = target(t.otherwise);
    } else if (t.op === 'switch') t.targets = t.targets.map(target);
  }
}

/** Puts a block behind the only one that goes to it. */
export function joinBlocks(fn: IRFunction): void {
  const edges = new Map<Block, number>([[fn.blocks[0]!, 1]]);
  for (const block of fn.blocks) {
    for (const next of successors(block)) edges.set(next, (edges.get(next) ?? 0) + 1);
    if (block.handler !== null) edges.set(block.handler, 2);
  }
  const gone = new Set<Block>();
  for (const block of fn.blocks) {
    if (gone.has(block)) continue;
    for (let t = block.terminator; t?.op === 'jump'; t = block.terminator) {
      const next = t.to;
      if (edges.get(next) !== 1 || next.handler !== block.handler || next.loopDepth !== block.loopDepth) break;
      if (next.cold !== block.cold) break;
      block.instructions.push(...next.instructions.splice(0));
      block.terminator = next.terminator;
      next.terminator = { op: 'unreachable' };
      gone.add(next);
    }
  }
  pruneBlocks(fn);
}

/** Registers that are live at the start of each block, exception edges included. */
export function liveness(fn: IRFunction): Set<Register>[] {
  const liveIn = fn.blocks.map(() => new Set<Register>());
  for (let changed = true; changed; ) {
    changed = false;
    for (let k = fn.blocks.length - 1; k >= 0; k--) {
      const block = fn.blocks[k]!;
      const live = liveAtEnd(block, liveIn);
      for (let j = block.instructions.length - 1; j >= 0; j--) {
        const instruction = block.instructions[j]!;
        if (instruction.result !== null) live.delete(instruction.result);
        for (const register of instruction.operands) live.add(register);
      }
      if (block.handler !== null) for (const register of liveIn[block.handler.id]!) live.add(register);
      if (live.size !== liveIn[k]!.size) {
        liveIn[k] = live;
        changed = true;
      }
    }
  }
  return liveIn;
}

export function liveAtEnd(block: Block, liveIn: readonly Set<Register>[]): Set<Register> {
  const live = new Set<Register>();
  for (const next of successors(block)) for (const register of liveIn[next.id]!) live.add(register);
  if (block.handler !== null) for (const register of liveIn[block.handler.id]!) live.add(register);
  const t = block.terminator;
  if (t !== null && 'operand' in t) live.add(t.operand);
  return live;
}
