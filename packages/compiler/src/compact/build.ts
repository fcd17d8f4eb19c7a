/** A function of the intermediate representation to one of the interpreter's instructions, over the registers of its frame. */
import { liveAtEnd, liveness } from '../cfg.js';
import { type FusedInstructions, fuseCalls, fuseUpdates, membersAt, Uses } from '../emit/fused-calls.js';
import type { Block, Instruction, IRFunction, Register, Terminator } from '../ir.js';
import { opcode } from '../opcodes.js';
import { allocate } from './allocate.js';
import { type CompactBlock, type CompactInstruction, isRegister, type Operand, TooLarge } from './code.js';
import { constantOf, Selector } from './select.js';
import type { Tables } from './tables.js';

/** Operands from here on are constants that the program uses most. */
export const FIRST_COMMON = 224;
/** Constants of a function that are operands; others are loaded where they are used. */
const CONSTANT_LIMITS = [150, 100, 50, 10];
const MOST_OUTGOING = 255;

export interface CompactFunction {
  readonly fn: IRFunction;
  readonly blocks: readonly CompactBlock[];
  readonly registers: number;
  readonly outgoing: number;
  /** `this`, the function itself and new.target are registers behind the parameters. */
  readonly fixed: { readonly receiver: boolean; readonly self: boolean; readonly newTarget: boolean };
}

const FIXED = ['thisValue', 'selfFunction', 'newTarget'] as const;

/** @throws TooLarge where its registers or constants have no room */
export function buildCompact(fn: IRFunction, tables: Tables): CompactFunction {
  const builder = new Builder(fn, tables);
  const blocks = builder.blocks();
  const outgoing = Math.max(0, ...blocks.flatMap(({ instructions }) => instructions.map((i) => i.outgoing)));
  if (outgoing > MOST_OUTGOING || fn.parameters.length > 100) throw new TooLarge();
  const entry = [...fn.parameters, ...FIXED.flatMap((op) => builder.fixed.get(op) ?? [])];
  for (const limit of CONSTANT_LIMITS) {
    const { limited, constants } = limitConstants(blocks, limit, builder.scratch);
    const allocated = allocate(limited, entry);
    if (allocated === null || allocated.registers + constants > FIRST_COMMON) continue;
    const [receiver, self, newTarget] = FIXED.map((op) => builder.fixed.has(op)) as [boolean, boolean, boolean];
    return { fn, ...allocated, outgoing, fixed: { receiver, self, newTarget } };
  }
  throw new TooLarge();
}

/** Constants that would not fit are loaded before each use. */
function limitConstants(blocks: readonly CompactBlock[], limit: number, scratch: () => Register) {
  const counts = new Map<string, number>();
  for (const { instructions } of blocks)
    for (const { operands } of instructions)
      for (const o of operands) if (!isRegister(o)) counts.set(o, (counts.get(o) ?? 0) + 1);
  const copy = (i: CompactInstruction): CompactInstruction => ({ ...i, operands: [...i.operands] });
  const kept = new Set(
    [...counts]
      .sort((a, b) => b[1] - a[1])
      .map(([constant]) => constant)
      .slice(0, limit),
  );
  const limited = blocks.map(({ block, instructions }) => ({
    block,
    instructions: instructions.flatMap((i) => {
      const loads: CompactInstruction[] = [];
      const fresh = copy(i);
      fresh.operands = i.operands.map((o) => {
        if (isRegister(o) || kept.has(o)) return o;
        const result = scratch();
        loads.push(load(result, o));
        return result;
      });
      return [...loads, fresh];
    }),
  }));
  return { limited, constants: kept.size };
}

const LOAD = { form: 'LOAD', does: '0' };
const load = (result: Register, constant: string): CompactInstruction => ({
  operation: LOAD,
  result,
  immediates: [{ constant }],
  operands: [],
  counted: false,
  targets: [],
  throws: false,
  outgoing: 0,
});

class Builder {
  /** Registers of `this` and the like. */
  readonly fixed = new Map<string, Register>();
  private readonly folded = new Map<Register, Operand>();
  private readonly texts = new Map<Register, string>();
  private readonly uses = new Uses();
  /** The same of what is left when the operands are what they stand for. */
  private readonly finalUses = new Uses();
  private readonly read = new Set<Register>();
  private readonly selector: Selector;
  private next: Register;

  private readonly fn: IRFunction;
  private readonly tables: Tables;

  constructor(fn: IRFunction, tables: Tables) {
    this.fn = fn;
    this.tables = tables;
    this.next = fn.registerNames.length;
    this.selector = new Selector(fn, tables, this.operand, (r) => this.read.has(r), this.scratch);
    removeDead(fn);
    for (const r of fn.parameters) this.uses.define(r);
    for (const block of fn.blocks) {
      for (const i of block.instructions) {
        this.uses.define(i.result);
        for (const r of i.operands) this.use(r);
      }
      const t = block.terminator!;
      if ('operand' in t) this.use(t.operand);
    }
    for (const block of fn.blocks)
      for (const i of block.instructions)
        if (i.result !== null && this.uses.isDefinedOnce(i.result)) {
          const operand = this.fold(i);
          if (operand !== null) this.folded.set(i.result, operand);
          if (i.op === 'constant' && typeof i.immediates.value === 'string')
            this.texts.set(i.result, i.immediates.value);
        }
    for (const block of fn.blocks) {
      for (const i of block.instructions) {
        if (i.result !== null && this.folded.has(i.result)) continue;
        this.finalUses.define(i.result);
        for (const r of i.operands) this.useFinally(r);
      }
      const t = block.terminator!;
      if ('operand' in t) this.useFinally(t.operand);
    }
  }

  private useFinally(r: Register): void {
    const operand = this.operand(r);
    if (isRegister(operand)) this.finalUses.use(operand);
  }

  private use(r: Register): void {
    this.uses.use(r);
    this.read.add(r);
  }

  readonly scratch = (): Register => this.next++;
  private readonly operand = (r: Register): Operand => {
    let operand: Operand = r;
    for (let next: Operand | undefined = r; next !== undefined; ) {
      operand = next;
      next = isRegister(operand) ? this.folded.get(operand) : undefined;
    }
    return operand;
  };

  /** What can be read where it is used instead of where it stands. */
  private fold(i: Instruction): Operand | null {
    const { op, immediates: im } = i;
    switch (op) {
      case 'constant':
        return constantOf(im.value, this.tables);
      case 'captured':
        if (im.index! > 0xfff) throw new TooLarge();
        return `k ${im.index}`;
      case 'privateSymbol':
        return `c ${this.tables.privateSymbol(im.name!, im.id!, this.fn)}`;
      case 'moduleGet':
        return this.tables.isFinal(im.binding!) ? `v ${this.tables.variable(im.binding!)}` : null;
      case 'thisValue':
      case 'selfFunction':
      case 'newTarget':
        return this.fixedRegister(op);
      case 'move':
        // neither changes again: whoever sees the copy sees the original as well
        return this.uses.isDefinedOnce(i.result!) && this.uses.isDefinedOnce(i.operands[0]!) ? i.operands[0]! : null;
      default:
        return null;
    }
  }

  private fixedRegister(op: string): Register {
    let register = this.fixed.get(op);
    if (register === undefined) this.fixed.set(op, (register = this.scratch()));
    return register;
  }

  /** The same where it is read into a register that has other values too. */
  private copied(i: Instruction): Operand | null {
    if (i.op === 'moduleGet') return `v ${this.tables.variable(i.immediates.binding!)}`;
    return this.fold(i);
  }

  blocks(): CompactBlock[] {
    const { fn } = this;
    const order = inOrder(fn);
    const result = order.map((block, index) => ({ block, instructions: this.block(block, order[index + 1]) }));
    const uses = countUses(result);
    for (const block of result) {
      forwardCopies(block.instructions, uses);
      backwardCopies(block.instructions, uses);
    }
    return result;
  }

  private block(block: Block, next: Block | undefined): CompactInstruction[] {
    const { selector, uses } = this;
    const fused: FusedInstructions = new Map();
    fuseCalls(block.instructions, uses.once, block.handler !== null, () => true, fused);
    fuseUpdates(block.instructions, uses.once, fused);
    const code: CompactInstruction[] = [];
    for (let k = 0; k < block.instructions.length; k++) {
      const members = membersAt(block.instructions, k, this.textIn, uses);
      if (members !== null) {
        code.push(selector.members(members.target, this.tables.members(members.rows)));
        k = members.end;
        continue;
      }
      const i = block.instructions[k]!;
      const partner = fused.get(i);
      if (partner !== undefined) {
        if (i.op === 'call') code.push(selector.invoke(i, partner.immediates.key!));
        else if (partner !== i) code.push(selector.step(i, partner.operands[0]!));
        continue;
      }
      if (i.result !== null && this.folded.has(i.result)) continue;
      const { effect, throws } = opcode(i.op);
      if (i.result !== null && !this.read.has(i.result) && effect === 'none' && !throws) continue;
      const copied = this.copied(i);
      code.push(copied === null ? selector.select(i) : selector.move(i.result!, copied));
    }
    this.terminate(block, next, code);
    return code;
  }

  /** The text that a register holds and nothing else; null: another constant. */
  private readonly textIn = (r: Register): string | null | undefined => {
    if (!this.folded.has(r)) return undefined;
    return this.texts.get(r) ?? null;
  };

  private control(
    form: string,
    does: string,
    operands: Operand[],
    targets: readonly Block[],
    throws = false,
  ): CompactInstruction {
    const operation = this.tables.operation(form, does);
    return { operation, result: null, immediates: [], operands, counted: false, targets, throws, outgoing: 0 };
  }

  private terminate(block: Block, next: Block | undefined, code: CompactInstruction[]): void {
    const t = block.terminator!;
    switch (t.op) {
      case 'jump':
        if (t.to !== next) code.push(this.control('JUMP', '0', [], [t.to]));
        return;
      case 'branch': {
        const { does, operands, negated } = this.condition(t.operand, code);
        const inverted = t.to === next;
        const when = inverted !== negated ? 'UNLESS' : 'IF';
        code.push(this.control(`${when}${operands.length}`, does, operands, [inverted ? t.otherwise : t.to], true));
        if (!inverted && t.otherwise !== next) code.push(this.control('JUMP', '0', [], [t.otherwise]));
        return;
      }
      case 'switch':
        code.push(this.control('SWITCH', '0', [this.operand(t.operand)], t.targets));
        return;
      case 'return':
        code.push(this.control('RETURN', '0', [this.operand(t.operand)], []));
        return;
      default:
    }
  }

  /** The test that a branch makes, with the comparison before it that nobody else reads. */
  private condition(r: Register, code: CompactInstruction[]): { does: string; operands: Operand[]; negated: boolean } {
    let condition: Operand = this.operand(r);
    let negated = false;
    for (;;) {
      const last = code.at(-1);
      if (!isRegister(condition) || last?.result !== condition || !this.finalUses.once(condition)) break;
      const { form, does } = last.operation;
      if (!BOOLEANS.has(does) || !/^F[12]$/.test(form)) break;
      code.pop();
      if (does !== 'w_not') return { does, operands: last.operands, negated };
      negated = !negated;
      condition = last.operands[0]!;
    }
    return { does: 'w_truthy', operands: [condition], negated };
  }
}

/** Operations that give a boolean, and nothing else. */
const BOOLEANS = new Set([
  ...['w_not', 'w_strict_equals', 'loose_equals', 'w_is_undefined', 'w_is_nullish', 'w_is_end', 'w_is_object'],
  ...['cold_op_less', 'cold_op_less_equal', 'cold_op_greater', 'cold_op_greater_equal', 'in_operator', 'instance_of'],
  'private_has',
]);

/** Blocks one after the other where one goes on in the next, as far as that is possible: a jump is two octets. */
function inOrder(fn: IRFunction): Block[] {
  const order = new Set<Block>();
  for (const first of fn.blocks)
    for (let block: Block | undefined = first; block !== undefined && !order.has(block); ) {
      order.add(block);
      const t: Terminator | null = block.terminator;
      block = undefined;
      if (t?.op === 'jump') block = t.to;
      else if (t?.op === 'branch') block = order.has(t.otherwise) ? t.to : t.otherwise;
    }
  return [...order];
}

/** Takes out what nobody reads: first values of variables, above all. */
function removeDead(fn: IRFunction): void {
  for (let changed = true; changed; ) {
    changed = false;
    const liveIn = liveness(fn);
    for (const block of fn.blocks) {
      const live = liveAtEnd(block, liveIn);
      for (let k = block.instructions.length - 1; k >= 0; k--) {
        const { op, result, operands } = block.instructions[k]!;
        const { effect, throws } = opcode(op);
        if (result !== null && !live.has(result) && effect === 'none' && !throws) {
          block.instructions.splice(k, 1);
          changed = true;
          continue;
        }
        if (result !== null) live.delete(result);
        for (const r of operands) live.add(r);
      }
    }
  }
}

function countUses(blocks: readonly CompactBlock[]): Uses {
  const uses = new Uses();
  for (const { instructions } of blocks)
    for (const i of instructions) {
      uses.define(i.result);
      for (const o of i.operands) if (isRegister(o)) uses.use(o);
    }
  return uses;
}

/** A copy that is read once is not made where the original is still the same. */
function forwardCopies(code: CompactInstruction[], uses: Uses): void {
  for (let k = 0; k < code.length; k++) {
    const { operation, result, operands } = code[k]!;
    if (operation.form !== 'MOVE' || result === null || !uses.once(result)) continue;
    const from = operands[0]!;
    for (let n = k + 1; n < code.length; n++) {
      const user = code[n]!;
      const at = user.operands.indexOf(result);
      if (at >= 0) {
        user.operands[at] = from;
        code.splice(k--, 1);
        break;
      }
      if (isRegister(from) ? user.result === from : from.startsWith('v ')) break;
    }
  }
}

/** What is only made to be copied is made where the copy goes. */
function backwardCopies(code: CompactInstruction[], uses: Uses): void {
  for (let k = code.length - 1; k > 0; k--) {
    const move = code[k]!;
    const from = move.operands[0];
    const maker = code[k - 1]!;
    if (move.operation.form !== 'MOVE' || from === undefined || maker.result !== from || !uses.once(from as Register))
      continue;
    maker.result = move.result;
    code.splice(k, 1);
  }
}
