import type { IRFunction } from './ir.js';

/**
 * Functions that a chain of direct calls leads back to: Tarjan's strongly connected components. Every other call tests the depth of
 * the stack itself, so only these have to.
 */
export function recursiveFunctions(functions: readonly IRFunction[]): Set<IRFunction> {
  const recursive = new Set<IRFunction>();
  const order = new Map<IRFunction, number>();
  const lowest = new Map<IRFunction, number>();
  const stack: IRFunction[] = [];
  const onStack = new Set<IRFunction>();
  for (const root of functions) {
    if (order.has(root)) continue;
    const work: { readonly fn: IRFunction; readonly callees: IRFunction[]; next: number }[] = [];
    const enter = (fn: IRFunction): void => {
      order.set(fn, order.size);
      lowest.set(fn, order.get(fn)!);
      stack.push(fn);
      onStack.add(fn);
      work.push({ fn, callees: callees(fn), next: 0 });
    };
    enter(root);
    while (work.length > 0) {
      const frame = work.at(-1)!;
      const callee = frame.callees[frame.next++];
      if (callee !== undefined) {
        if (callee === frame.fn) recursive.add(callee);
        if (!order.has(callee)) enter(callee);
        else if (onStack.has(callee)) lower(lowest, frame.fn, order.get(callee)!);
        continue;
      }
      work.pop();
      const { fn } = frame;
      const parent = work.at(-1);
      if (parent !== undefined) lower(lowest, parent.fn, lowest.get(fn)!);
      if (lowest.get(fn) !== order.get(fn)) continue;
      const component = stack.splice(stack.lastIndexOf(fn));
      for (const member of component) {
        onStack.delete(member);
        if (component.length > 1) recursive.add(member);
      }
    }
  }
  return recursive;
}

function lower(lowest: Map<IRFunction, number>, fn: IRFunction, to: number): void {
  if (to < lowest.get(fn)!) lowest.set(fn, to);
}

const CALLS: ReadonlySet<string> = new Set(['call', 'callDirect', 'callKnown', 'callMethod']);

const callees = (fn: IRFunction): IRFunction[] =>
  fn.blocks.flatMap((block) =>
    block.instructions.filter((i) => CALLS.has(i.op) && i.immediates.function).map((i) => i.immediates.function!),
  );
