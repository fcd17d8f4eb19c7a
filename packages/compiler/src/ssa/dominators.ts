import { type Block, successors } from '../ir.js';

/** Blocks in reverse postorder from the entry, along ordinary edges: where exceptions go is left out. */
export function reversePostorder(entry: Block): Block[] {
  const order: Block[] = [];
  const seen = new Set<Block>([entry]);
  const stack: { block: Block; next: Block[]; at: number }[] = [{ block: entry, next: successors(entry), at: 0 }];
  while (stack.length > 0) {
    const top = stack[stack.length - 1]!;
    const child = top.next[top.at++];
    if (child === undefined) {
      order.push(top.block);
      stack.pop();
    } else if (!seen.has(child)) {
      seen.add(child);
      stack.push({ block: child, next: successors(child), at: 0 });
    }
  }
  return order.reverse();
}

export interface DominatorTree {
  /** Reverse postorder. */
  readonly blocks: readonly Block[];
  /** In the order in which the edges were found; a block that branches here twice is listed twice. */
  readonly predecessors: ReadonlyMap<Block, Block[]>;
  readonly children: ReadonlyMap<Block, Block[]>;
  readonly frontiers: ReadonlyMap<Block, ReadonlySet<Block>>;
  dominates(a: Block, b: Block): boolean;
}

/** Cooper, Harvey and Kennedy, "A Simple, Fast Dominance Algorithm". */
export function dominatorTree(entry: Block): DominatorTree {
  const blocks = reversePostorder(entry);
  const position = new Map(blocks.map((block, index) => [block, index]));
  const predecessors = new Map<Block, Block[]>(blocks.map((block) => [block, []]));
  for (const block of blocks) for (const next of successors(block)) predecessors.get(next)!.push(block);
  const idom = new Int32Array(blocks.length).fill(-1);
  idom[0] = 0;
  const intersect = (a: number, b: number): number => {
    while (a !== b) {
      while (a > b) a = idom[a]!;
      while (b > a) b = idom[b]!;
    }
    return a;
  };
  for (let changed = true; changed; ) {
    changed = false;
    for (let index = 1; index < blocks.length; index++) {
      let found = -1;
      for (const p of predecessors.get(blocks[index]!)!) {
        const at = position.get(p)!;
        if (idom[at] === -1) continue;
        found = found === -1 ? at : intersect(at, found);
      }
      if (idom[index] !== found) {
        idom[index] = found;
        changed = true;
      }
    }
  }
  const children = new Map<Block, Block[]>(blocks.map((block) => [block, []]));
  const frontiers = new Map<Block, Set<Block>>(blocks.map((block) => [block, new Set()]));
  for (let index = 1; index < blocks.length; index++) {
    const block = blocks[index]!;
    children.get(blocks[idom[index]!]!)!.push(block);
    const before = predecessors.get(block)!;
    if (before.length < 2) continue;
    for (const p of before)
      for (let runner = position.get(p)!; runner !== idom[index]; runner = idom[runner]!)
        frontiers.get(blocks[runner]!)!.add(block);
  }
  return {
    blocks,
    predecessors,
    children,
    frontiers,
    dominates(a, b) {
      const target = position.get(a)!;
      let at = position.get(b)!;
      while (at > target) at = idom[at]!;
      return at === target;
    },
  };
}
