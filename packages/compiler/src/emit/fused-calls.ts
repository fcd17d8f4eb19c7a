import type { Instruction, Register } from '../ir.js';
import { opcode } from '../opcodes.js';
import { isFastCall, MAX_ARGUMENTS } from './calls.js';
import type { MemberRow } from './group.js';

/**
 * Calls that read their method themselves, with the instruction that read it, and steps by one that convert their operand, with
 * the conversion; and these instructions, which then do nothing where they stand.
 */
export type FusedInstructions = Map<Instruction, Instruction>;

/** Whether a read, which may run any code, may be done after this instruction instead of before it. */
function commutes(i: Instruction): boolean {
  const { effect, throws } = opcode(i.op);
  if (i.op === 'moduleGet') return i.immediates.binding!.assignments === 0;
  return effect === 'none' && !throws && i.op !== 'increment' && i.op !== 'decrement';
}

/**
 * Finds them in one block.
 * @param isUsedOnce whether a register has one definition and one use
 * @param handled exceptions of the block are caught: then what stands between must not be visible to the handler
 * @param mayFuse whether nothing enters or leaves between the instructions with these indices
 */
export function fuseCalls(
  instructions: readonly Instruction[],
  isUsedOnce: (r: Register) => boolean,
  handled: boolean,
  mayFuse: (read: number, call: number) => boolean,
  fused: FusedInstructions,
): void {
  instructions.forEach((call, at) => {
    if (call.op !== 'call' || call.operands.length - 2 > MAX_ARGUMENTS || isFastCall(call)) return;
    if (call.immediates.text === undefined) return;
    const [callee, receiver] = call.operands as [Register, Register];
    if (!isUsedOnce(callee)) return;
    for (let k = at - 1; k >= 0; k--) {
      const i = instructions[k]!;
      if (i.result === callee) {
        const { key } = i.immediates;
        if (i.op !== 'getProperty' || key === 'length' || i.operands[0] !== receiver || !mayFuse(k, at)) return;
        fused.set(call, i);
        fused.set(i, i);
        return;
      }
      if (!commutes(i) || i.result === receiver) return;
      if (handled && (i.op === 'move' || !isUsedOnce(i.result!))) return;
    }
  });
}

/** Finds the steps in one block. */
export function fuseUpdates(
  instructions: readonly Instruction[],
  isUsedOnce: (r: Register) => boolean,
  fused: FusedInstructions,
): void {
  instructions.forEach((step, at) => {
    const conversion = instructions[at - 1];
    if (step.op !== 'increment' && step.op !== 'decrement') return;
    if (conversion?.op !== 'toNumeric' || conversion.result !== step.operands[0] || !isUsedOnce(conversion.result!))
      return;
    fused.set(step, conversion);
    fused.set(conversion, conversion);
  });
}

/** Counts definitions and uses. */
export class Uses {
  private readonly definitions = new Map<Register, number>();
  private readonly uses = new Map<Register, number>();

  define(r: Register | null): void {
    if (r !== null) this.definitions.set(r, (this.definitions.get(r) ?? 0) + 1);
  }

  use(r: Register): void {
    this.uses.set(r, (this.uses.get(r) ?? 0) + 1);
  }

  readonly once = (r: Register): boolean => this.definitions.get(r) === 1 && this.uses.get(r) === 1;

  isDefinedOnce(r: Register): boolean {
    return this.definitions.get(r) === 1;
  }
}

/** In the order of MemberRow's kinds. */
const MEMBERS = ['defineMethod', 'defineGetter', 'defineSetter'];

/**
 * Methods and accessors of one object that are defined one after the other from here on: a table says what they are.
 * @param textIn the text that a register holds and nothing else; null: another constant
 */
export function membersAt(
  instructions: readonly Instruction[],
  from: number,
  textIn: (r: Register) => string | null | undefined,
  uses: Uses,
): { readonly target: Register; readonly rows: readonly MemberRow[]; readonly end: number } | null {
  const rows: MemberRow[] = [];
  let target: Register | undefined;
  let end = from;
  for (let k = from; ; k++) {
    while (textIn(instructions[k]?.result ?? -1) !== undefined) k++;
    const made = instructions[k];
    if (made?.op !== 'closure' || made.operands.length > 0 || !uses.once(made.result!)) break;
    do k++;
    while (textIn(instructions[k]?.result ?? -1) !== undefined);
    const define = instructions[k];
    const kind = MEMBERS.indexOf(define?.op ?? '');
    if (define === undefined || kind < 0 || define.operands[2] !== made.result || define.immediates.enumerable) break;
    const key = textIn(define.operands[1]!);
    if (typeof key !== 'string' || (target !== undefined && define.operands[0] !== target)) break;
    target = define.operands[0]!;
    rows.push({ key, kind, fn: made.immediates.function! });
    end = k;
  }
  return rows.length < 2 || target === undefined ? null : { target, rows, end };
}
