import { type Block, type Constant, type Instruction, type IRFunction, type Register, successors } from '../ir.js';
import { opcode } from '../opcodes.js';
import type { ElementKind } from '../program/elements.js';
import { ANY_TYPE, type Representation, type ValueType } from '../ssa/types.js';
import type { Linear } from './access-ranges.js';
import { AccessEmitter } from './accesses.js';
import { fuseCalls, fuseUpdates, membersAt, Uses } from './fused-calls.js';
import type { GroupContext } from './group.js';

/** Emits a function over its registers as they are: each is a variable of C that holds any value. */
export class GenericEmitter extends AccessEmitter {
  readonly booleans: ReadonlySet<Register>;
  /** Registers that hold one constant and nothing else: it takes their place. */
  protected readonly constants: ReadonlyMap<Register, Constant>;
  private readonly small: boolean;
  /** Instructions that code elsewhere in the function goes on with; without them the function is entered at its start. */
  private readonly entries: ReadonlyMap<Block, ReadonlySet<number>> | null;

  constructor(
    fn: IRFunction,
    group: GroupContext,
    compact: boolean,
    entries: ReadonlyMap<Block, ReadonlySet<number>> | null = null,
  ) {
    super(fn, group);
    this.constants = constantRegisters(fn);
    this.booleans = fn.suspends ? new Set() : booleanRegisters(fn);
    this.small = compact;
    this.entries = entries;
  }

  protected name(r: Register): string {
    return this.constants.has(r) ? this.constant(this.constants.get(r)) : `r${r}`;
  }

  protected override constantIn(r: Register): Constant {
    return this.constants.get(r);
  }

  protected override isConstant(r: Register): boolean {
    return this.constants.has(r);
  }

  protected override instruction(i: Instruction): void {
    if (i.op === 'constant' && this.constants.has(i.result!)) return;
    if (this.small || !this.access(i)) super.instruction(i);
  }

  protected rep(r: Register): Representation {
    return this.isBoolean(r) ? 'boolean' : 'value';
  }

  protected type(): ValueType {
    return ANY_TYPE;
  }

  protected kindOf(r: Register): ElementKind | null {
    return this.group.elementKinds.kindOf(this.fn, r);
  }

  protected textOf(): undefined {
    return undefined;
  }

  protected linear(key: Register): Linear {
    return { root: key, offset: 0 };
  }

  protected isView(): boolean {
    return false;
  }

  protected viewOf(): undefined {
    return undefined;
  }

  protected leaveUnless(): null {
    return null;
  }

  protected anyway(i: Instruction): void {
    super.instruction(i);
  }

  protected isBoolean(r: Register): boolean {
    return this.booleans.has(r);
  }

  protected failure(): string {
    return this.unwinds ? 'unwind();' : `goto L${this.block.handler?.id ?? 'x'};`;
  }

  protected override get compact(): boolean {
    return this.small;
  }

  /** Declares all registers but those to skip. */
  declarations(skip: (r: Register) => boolean): string[] {
    const used = new Set<Register>();
    for (const block of this.fn.blocks) {
      for (const i of block.instructions) {
        if (i.result !== null) used.add(i.result);
        for (const r of i.operands) used.add(r);
      }
      if (block.terminator !== null && 'operand' in block.terminator) used.add(block.terminator.operand);
    }
    const values: string[] = [];
    const bools: string[] = [];
    for (const r of used) if (!skip(r)) (this.isBoolean(r) ? bools : values).push(`r${r}`);
    const lines: string[] = [];
    if (values.length > 0) lines.push(`  Value ${values.join(', ')};`);
    if (bools.length > 0) lines.push(`  bool ${bools.join(', ')};`);
    return lines;
  }

  private reachedBlocks(): readonly Block[] {
    if (this.entries === null) return this.fn.blocks;
    const reached = new Set<Block>();
    const work = [...this.entries.keys()];
    for (let block = work.pop(); block !== undefined; block = work.pop()) {
      if (reached.has(block)) continue;
      reached.add(block);
      work.push(...successors(block));
      if (block.handler !== null) work.push(block.handler);
    }
    return this.fn.blocks.filter((block) => reached.has(block));
  }

  emitBlocks(): void {
    const blocks = this.reachedBlocks();
    const targets = new Set<Block>();
    for (const block of blocks) {
      for (const next of successors(block)) targets.add(next);
      if (block.handler !== null) targets.add(block.handler);
    }
    const mark = (block: Block, index: number): void => {
      if (this.entries?.get(block)?.has(index)) this.lines.push(` ${entryLabel(block, index)}: COLD_LABEL;`);
    };
    const uses = new Uses();
    for (const block of this.fn.blocks) {
      for (const i of block.instructions) {
        uses.define(i.result);
        for (const r of i.operands) uses.use(r);
      }
      const t = block.terminator!;
      if ('operand' in t) uses.use(t.operand);
    }
    blocks.forEach((block, index) => {
      this.block = block;
      if (this.callsAreCalled()) {
        const entered = [...(this.entries?.get(block) ?? [])];
        const mayFuse = (read: number, call: number): boolean =>
          !this.guessesCallee(block.instructions[call]!) && !entered.some((k) => k > read && k <= call);
        fuseCalls(block.instructions, uses.once, block.handler !== null, mayFuse, this.fused);
        if (entered.length === 0) fuseUpdates(block.instructions, uses.once, this.fused);
      }
      if (!this.small) this.findOwnMethods(block.instructions, uses.once);
      if (targets.has(block)) this.lines.push(` L${block.id}: ${block.cold ? 'COLD_LABEL' : 'UNUSED'};`);
      for (let k = 0; k < block.instructions.length; k++) {
        mark(block, k);
        const members = this.entries === null ? this.membersAt(block, k, uses) : null;
        this.position = block.instructions[k]!.position;
        if (members === null) this.instruction(block.instructions[k]!);
        else {
          const { target, rows, end } = members;
          const call = `${this.called('define_methods')}(${this.value(target)}, ${this.group.members(rows)}, ${rows.length})`;
          this.set(block.instructions[end]!, call);
          k = end;
        }
      }
      this.position = null;
      mark(block, block.instructions.length);
      const next = blocks[index + 1];
      const go = (to: Block): string => (to === next ? '' : `goto L${to.id};`);
      const t = block.terminator!;
      switch (t.op) {
        case 'jump':
          if (go(t.to) !== '') this.out(go(t.to));
          break;
        case 'branch':
          this.out(`if (${this.truth(t.operand)}) goto L${t.to.id};`);
          if (go(t.otherwise) !== '') this.out(go(t.otherwise));
          break;
        case 'switch': {
          const cases = t.targets.map((target, k) => `case ${k}: goto L${target.id};`);
          this.out(`switch (as_int(${this.value(t.operand)})) { ${cases.join(' ')} }`);
          this.out('__builtin_unreachable();');
          break;
        }
        case 'return':
          this.out(this.returning(this.value(t.operand)));
          break;
        case 'unreachable':
          this.out('__builtin_unreachable();');
          break;
      }
    });
  }

  private membersAt(block: Block, from: number, uses: Uses) {
    if (this.group.room !== 'none') return null;
    const textIn = (r: Register): string | null | undefined => {
      if (!this.constants.has(r)) return undefined;
      const value = this.constants.get(r);
      return typeof value === 'string' ? value : null;
    };
    return membersAt(block.instructions, from, textIn, uses);
  }

  protected returning(value: string): string {
    return `return ${value};`;
  }
}

export const entryLabel = (block: Block, index: number): string => `X${block.id}_${index}`;

function constantRegisters(fn: IRFunction): Map<Register, Constant> {
  const constants = new Map<Register, Constant>();
  const defined = new Set<Register>(fn.parameters);
  for (const block of fn.blocks)
    for (const { op, result, immediates } of block.instructions) {
      if (result === null) continue;
      if (defined.has(result)) constants.delete(result);
      // a BigInt is a table of its own at each place
      else if (op === 'constant' && typeof immediates.value !== 'bigint') constants.set(result, immediates.value);
      defined.add(result);
    }
  return constants;
}

/** Registers with one definition that is a boolean: they stay in C bools. */
function booleanRegisters(fn: IRFunction): Set<Register> {
  const definitions = new Map<Register, number>();
  const candidates = new Set<Register>();
  for (const block of fn.blocks)
    for (const i of block.instructions) {
      if (i.result === null) continue;
      definitions.set(i.result, (definitions.get(i.result) ?? 0) + 1);
      if (opcode(i.op).result === 'boolean') candidates.add(i.result);
    }
  for (const r of candidates) if (definitions.get(r) !== 1 || fn.registerNames[r] !== '') candidates.delete(r);
  return candidates;
}
