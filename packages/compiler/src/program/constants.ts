import type { Constant, Instruction, IRFunction, Register } from '../ir.js';
import type { Binding } from '../scope.js';
import { singleDefinitions } from './known.js';

/**
 * Numbers and booleans that a `const` of a top level holds stand where it is read, and arithmetic on them is done here:
 * `RECORD + 2` is 14. To be called when the tests have gone that a variable is initialised; what is still tested stays.
 */
export function foldConstants(main: IRFunction, functions: readonly IRFunction[]): void {
  const stores = new Map<Binding, number>();
  for (const fn of functions)
    for (const block of fn.blocks)
      for (const { op, immediates } of block.instructions)
        if (op === 'moduleSet') stores.set(immediates.binding!, (stores.get(immediates.binding!) ?? 0) + 1);
  const values = new Map<Binding, Constant>();
  fold(main, values, (binding, value) => {
    const { kind, moduleLevel, assignments } = binding;
    if (!moduleLevel || assignments > 0 || stores.get(binding) !== 1) return;
    // texts stay where names that a program computes are looked for
    if ((kind === 'const' || kind === 'let') && typeof value !== 'string') values.set(binding, value);
  });
  for (const fn of functions) if (fn !== main) fold(fn, values, () => {});
}

function fold(
  fn: IRFunction,
  values: ReadonlyMap<Binding, Constant>,
  onSet: (binding: Binding, value: Constant) => void,
): void {
  const definitions = singleDefinitions(fn);
  const tested = new Set<Register>();
  for (const block of fn.blocks)
    for (const { op, operands } of block.instructions) if (op === 'checkInitialized') tested.add(operands[0]!);
  const known = new Map<Register, Constant>();
  for (const block of fn.blocks)
    block.instructions.forEach((i, index) => {
      if (i.op === 'moduleSet') {
        const value = known.get(i.operands[0]!);
        if (value !== undefined && block.loopDepth === 0) onSet(i.immediates.binding!, value);
      }
      if (i.result === null || definitions.get(i.result) !== i) return;
      const value = valueOf(i, values, known, tested);
      if (value === undefined) return;
      known.set(i.result, value);
      if (i.op === 'constant') return;
      block.instructions[index] = { ...i, op: 'constant', operands: [], immediates: { value } };
    });
}

/** What an instruction gives for certain, where that is a constant; undefined, which is none of those kept here, for others. */
function valueOf(
  i: Instruction,
  values: ReadonlyMap<Binding, Constant>,
  known: ReadonlyMap<Register, Constant>,
  tested: ReadonlySet<Register>,
): Constant | undefined {
  if (i.op === 'constant') return i.immediates.value;
  if (i.op === 'moduleGet') return tested.has(i.result!) ? undefined : values.get(i.immediates.binding!);
  if (i.op !== 'binary' && i.op !== 'negate' && i.op !== 'bitNot') return undefined;
  const [left, right] = i.operands.map((r) => known.get(r));
  if (typeof left !== 'number') return undefined;
  if (i.op === 'negate') return plain(-left);
  if (i.op === 'bitNot') return ~left;
  return typeof right === 'number' ? plain(calculate(i.immediates.operator!, left, right)) : undefined;
}

/** A number that has one form only. */
const plain = (value: number | undefined): number | undefined =>
  value !== undefined && Number.isFinite(value) && !Object.is(value, -0) ? value : undefined;

function calculate(operator: string, a: number, b: number): number | undefined {
  switch (operator) {
    case '+':
      return a + b;
    case '-':
      return a - b;
    case '*':
      return a * b;
    case '/':
      return a / b;
    case '%':
      return a % b;
    case '**':
      return a ** b;
    case '&':
      return a & b;
    case '|':
      return a | b;
    case '^':
      return a ^ b;
    case '<<':
      return a << b;
    case '>>':
      return a >> b;
    case '>>>':
      return a >>> b;
    default:
      return undefined;
  }
}
