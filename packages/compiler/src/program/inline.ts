import type { Block, Instruction, IRFunction, Register, Terminator } from '../ir.js';

/** What a body may not do to be put in the place of a call: it looks at the call itself, or at its function object. */
const OF_THE_CALL = new Set([
  'newTarget',
  'selfFunction',
  'captured',
  'argumentsObject',
  'restArray',
  'superBase',
  'superConstructor',
  'superConstructForward',
  'initialYield',
  'yieldRaw',
  'await',
  'awaitRaw',
  'catch',
  // exceptions close its iterator as they leave the function
  'getIterator',
  'templateObject',
  'regexp',
]);

export const sizeOf = (fn: IRFunction): number => fn.blocks.reduce((n, block) => n + block.instructions.length, 0);

/** Whether the body is a plain one: no loops, no handlers, nothing that needs a call of its own. */
export function canInline(fn: IRFunction, limit: number): boolean {
  if (fn.suspends || fn.variadic || fn.traits.module || fn.traits.derived || sizeOf(fn) > limit) return false;
  // what is hot counts as a loop itself
  const outside = fn.frequency === 'hot' ? fn.blocks[0]!.loopDepth : 0;
  return fn.blocks.every(
    (block) =>
      block.handler === null && block.loopDepth <= outside && block.instructions.every((i) => !OF_THE_CALL.has(i.op)),
  );
}

const ARITHMETIC = new Set([
  'constant',
  'move',
  'getElement',
  'setElement',
  'binary',
  'compare',
  'negate',
  'bitNot',
  'toNumeric',
  'increment',
  'decrement',
  'math',
]);

/** Whether it does nothing but compute with its parameters and elements of them. */
export const isArithmetic = (fn: IRFunction): boolean =>
  fn.blocks.every((block) => block.instructions.every((i) => ARITHMETIC.has(i.op)));

/** Whether all ways out of it give undefined. */
export function returnsUndefined(fn: IRFunction): boolean {
  const definitions = new Map<Register, Instruction[]>();
  for (const block of fn.blocks)
    for (const i of block.instructions)
      if (i.result !== null) definitions.set(i.result, [...(definitions.get(i.result) ?? []), i]);
  return fn.blocks.every((block) => {
    const t = block.terminator!;
    if (t.op !== 'return') return true;
    const made = definitions.get(t.operand);
    return (
      !fn.parameters.includes(t.operand) &&
      made !== undefined &&
      made.every((i) => i.op === 'constant' && i.immediates.value === undefined)
    );
  });
}

export interface InlineSite {
  readonly block: Block;
  /** Of the call. */
  readonly index: number;
  readonly target: IRFunction;
  readonly self: Register | null;
  readonly values: readonly Register[];
  /** What the call gives; null: what the body returns. */
  readonly gives: Register | null;
}

/**
 * Puts the body of `target` in the place of the instruction, which goes. What stood behind it goes on in a new block.
 * Returns the instructions of the body.
 */
export function inlineCall(fn: IRFunction, site: InlineSite): Instruction[] {
  const { block, index, target } = site;
  const call = block.instructions[index]!;
  const rest = fn.block(block.handler, block.loopDepth);
  rest.instructions.push(...block.instructions.splice(index).slice(1));
  rest.terminator = block.terminator;
  const body: Instruction[] = [];
  const registers = new Map<Register, Register>();
  const renamed = (r: Register): Register => {
    let to = registers.get(r);
    if (to === undefined) {
      to = fn.register();
      registers.set(r, to);
    }
    return to;
  };
  const plain = (op: 'move' | 'constant', result: Register, operands: Register[]): Instruction => ({
    op,
    result,
    operands,
    immediates: op === 'constant' ? { value: undefined } : {},
    position: call.position,
  });
  target.parameters.forEach((r, k) => {
    const value = site.values[k];
    block.instructions.push(
      value === undefined ? plain('constant', renamed(r), []) : plain('move', renamed(r), [value]),
    );
  });
  // the entry is nobody's successor: it becomes the end of the block
  const blocks = new Map<Block, Block>();
  for (const [k, from] of target.blocks.entries())
    blocks.set(from, k === 0 ? block : placed(fn.block(block.handler, from.cold ? 0 : block.loopDepth), from));
  for (const from of target.blocks) {
    const to = blocks.get(from)!;
    for (const i of from.instructions) {
      const result = i.result === null ? null : renamed(i.result);
      if (i.op === 'thisValue')
        to.instructions.push(
          plain(site.self === null ? 'constant' : 'move', result!, site.self === null ? [] : [site.self]),
        );
      else {
        const copy = { ...i, result, operands: i.operands.map(renamed) };
        body.push(copy);
        to.instructions.push(copy);
      }
    }
    const t = from.terminator!;
    if (t.op === 'return') {
      if (call.result !== null) to.instructions.push(plain('move', call.result, [site.gives ?? renamed(t.operand)]));
      to.terminator = { op: 'jump', to: rest };
    } else to.terminator = redirected(t, blocks, renamed);
  }
  return body;
}

function placed(block: Block, { cold }: Block): Block {
  block.cold = cold;
  return block;
}

function redirected(t: Terminator, blocks: ReadonlyMap<Block, Block>, renamed: (r: Register) => Register): Terminator {
  switch (t.op) {
    case 'jump':
      return { op: 'jump', to: blocks.get(t.to)! };
    case 'branch':
      return { op: 'branch', operand: renamed(t.operand), to: blocks.get(t.to)!, otherwise: blocks.get(t.otherwise)! };
    case 'switch':
      return { op: 'switch', operand: renamed(t.operand), targets: t.targets.map((b) => blocks.get(b)!) };
    case 'return':
      return { op: 'return', operand: renamed(t.operand) };
    case 'unreachable':
      return t;
  }
}
