import type { Block, Constant, Instruction, Register } from '../ir.js';
import { opcode } from '../opcodes.js';
import { ELEMENTS, type ElementKind } from '../program/elements.js';
import type { Binding } from '../scope.js';
import { type Accumulator, findAccumulators } from '../ssa/accumulators.js';
import { ABSENT, type Exit, type SSABlock, type SSAFunction } from '../ssa/construct.js';
import { BIT_OPERATORS, type Check, type Inference, isUnitRead, type KindOf, ROUNDING } from '../ssa/infer.js';
import {
  INT32_HIGH,
  INT32_LOW,
  isNumeric,
  type Representation,
  representation,
  SAFE_HIGH,
  type ValueType,
} from '../ssa/types.js';
import { type Linear, linear } from './access-ranges.js';
import { AccessEmitter } from './accesses.js';
import { fuseCalls, fuseUpdates, Uses } from './fused-calls.js';
import { entryLabel } from './generic.js';
import type { GroupContext } from './group.js';

const C_TYPES: Record<Representation, string> = {
  int32: 'int32_t',
  int64: 'int64_t',
  double: 'double',
  boolean: 'bool',
  value: 'Value',
};
const OVERFLOW: Record<string, string> = { '+': 'add', '-': 'sub', '*': 'mul' };

/**
 * Emits a function from its SSA form: numbers whose type is known are variables of C's own types. Where a guess fails
 * the registers of the original function are set and it goes on there (`entries`).
 */
export class TypedEmitter extends AccessEmitter {
  /** Where the original function is entered: indices of instructions by block. */
  readonly entries = new Map<Block, Set<number>>();
  private readonly ssa: SSAFunction;
  private readonly types: readonly ValueType[];
  private readonly inference: Inference;
  /** Registers of the original that are C bools. */
  private readonly originalBooleans: ReadonlySet<Register>;
  private readonly constants = new Map<Register, number | boolean | string>();
  private readonly values = new Map<Register, Constant>();
  private readonly definitions = new Map<Register, Instruction>();
  /** Typed arrays that loops index: their bytes and length are found once. By register, what the names of these end with. */
  private readonly views = new Map<Register, string>();
  /** Texts whose units loops read: where these lie is found once. */
  private readonly texts = new Set<Register>();
  private readonly kinds: KindOf;
  /** Those of variables of top levels that are assigned once: found where the function begins. */
  private readonly viewsOfVariables = new Map<Binding, { readonly name: string; readonly kind: ElementKind }>();
  /** Texts that loops put together. */
  private readonly accumulators: readonly Accumulator[];
  /** There may be a second version, which this one leaves to. */
  private readonly guesses: boolean;
  private readonly parameterOf = new Map<Register, Register>();
  private readonly stubs: string[] = [];
  private current: Instruction | null = null;

  constructor(
    ssa: SSAFunction,
    inference: Inference,
    kindOf: KindOf,
    group: GroupContext,
    originalBooleans: ReadonlySet<Register>,
    guesses: boolean,
  ) {
    super(ssa.fn, group);
    this.guesses = guesses;
    this.kinds = kindOf;
    this.ssa = ssa;
    this.inference = inference;
    this.types = inference.types;
    this.originalBooleans = originalBooleans;
    for (const [k, r] of ssa.parameters.entries()) this.parameterOf.set(r, ssa.fn.parameters[k]!);
    for (const block of ssa.blocks)
      for (const i of block.instructions) {
        if (i.result !== null) this.definitions.set(i.result, i);
        if (i.op !== 'constant') continue;
        const { value } = i.immediates;
        this.values.set(i.result!, value);
        const numeric = typeof value === 'number' || typeof value === 'boolean';
        this.constants.set(i.result!, numeric ? value : this.constant(value));
      }
    this.accumulators = findAccumulators(ssa).filter((a) => this.rep(a.phi) === 'value');
    if (!group.detaches && group.room !== 'none') this.findViews();
  }

  // --- registers

  protected rep(r: Register): Representation {
    return r === ABSENT ? 'value' : representation(this.types[r]!);
  }

  protected type(r: Register): ValueType {
    return this.types[r]!;
  }

  protected kindOf(r: Register): ElementKind | null {
    return this.kinds(r);
  }

  protected textOf(r: Register): string | undefined {
    return this.texts.has(r) ? `x${r}` : undefined;
  }

  protected linear(key: Register): Linear {
    return linear(
      key,
      this.definitions,
      (r) => this.values.get(r),
      (r) => this.rep(r) === 'int32',
    );
  }

  protected isView(r: Register): boolean {
    return this.group.elementKinds.isView(this.fn, this.ssa.origin.get(r) ?? r);
  }

  protected viewOf(r: Register): string | undefined {
    return this.views.get(r);
  }

  protected leaveUnless(condition: () => string, i: Instruction): string | null {
    if (!this.guesses || this.block.loopDepth === 0) return null;
    const base = i.operands[0]!;
    const isElement = i.op === 'getElement' || i.op === 'setElement';
    if (isElement && (this.kindOf(base) === null || this.mayBeList(base))) return null;
    return `if (${this.unless(condition())}) ${this.leave(i)}`;
  }

  private mayBeList(r: Register): boolean {
    return this.group.elementKinds.mayBeList(this.fn, this.ssa.origin.get(r) ?? r);
  }

  protected anyway(i: Instruction): void {
    super.instruction(i);
  }

  protected name(r: Register): string {
    if (r === ABSENT) return 'VALUE_UNDEFINED';
    const constant = this.constants.get(r);
    if (constant !== undefined) {
      if (typeof constant === 'boolean') return constant ? '1' : '0';
      if (typeof constant === 'number') return cNumber(constant, this.rep(r));
      return constant;
    }
    const parameter = this.parameterOf.get(r);
    if (parameter !== undefined && this.rep(r) === 'value') return `r${parameter}`;
    return `r${r}`;
  }

  protected override constantIn(r: Register): Constant {
    return this.values.get(r);
  }

  protected override isConstant(r: Register): boolean {
    return this.values.has(r);
  }

  protected isBoolean(r: Register): boolean {
    return this.rep(r) === 'boolean';
  }

  protected override value(r: Register): string {
    const picked = this.picked.get(r);
    if (picked !== undefined) return picked;
    if (this.constants.has(r)) return boxedConstant(this.constants.get(r)!, (v) => this.constant(v));
    switch (this.rep(r)) {
      case 'int32':
        return `INT(${this.name(r)})`;
      case 'int64':
        return `number_from_int64(${this.name(r)})`;
      case 'double':
        return `number(${this.name(r)})`;
      case 'boolean':
        return `boolean(${this.name(r)})`;
      case 'value':
        return this.name(r);
    }
  }

  protected override truth(r: Register): string {
    switch (this.rep(r)) {
      case 'int32':
      case 'int64':
        return `(${this.name(r)} != 0)`;
      case 'double':
        return `(${this.name(r)} < 0 || ${this.name(r)} > 0)`;
      case 'boolean':
        return this.name(r);
      case 'value':
        return `${this.engine('truthy')}(${this.name(r)})`;
    }
  }

  private converted(r: Register, to: Representation): string {
    const rep = this.rep(r);
    if (rep === to) return this.name(r);
    if (to === 'value') return this.value(r);
    if (to === 'double') return this.double(r);
    return `(${C_TYPES[to]})${this.name(r)}`;
  }

  // --- leaving for the original function

  /** Where a guess does not hold. */
  private unless(condition: string): string {
    return `!GUESSED(${condition})`;
  }

  private stub(exit: Exit, except?: Register): string {
    const label = `E${this.stubs.length}`;
    const sets: string[] = [];
    for (const [original, r] of exit.values) {
      if (original === except) continue;
      const target = `r${original}`;
      const value = this.originalBooleans.has(original)
        ? this.rep(r) === 'boolean'
          ? this.name(r)
          : `${this.value(r)} == VALUE_TRUE`
        : this.value(r);
      if (target !== value) sets.push(`${target} = ${value};`);
    }
    const places = this.entries.get(exit.block) ?? new Set<number>();
    places.add(exit.index);
    this.entries.set(exit.block, places);
    this.stubs.push(` ${label}: COLD_LABEL; ${sets.join(' ')} goto ${entryLabel(exit.block, exit.index)};`);
    return label;
  }

  /** Does the instruction in the original function instead. */
  private leave(i: Instruction): string {
    return `goto ${this.stub(this.ssa.before.get(i)!)};`;
  }

  protected failure(): string {
    const exit = this.current === null ? undefined : this.ssa.thrown.get(this.current);
    return exit === undefined ? 'unwind();' : `goto ${this.stub(exit)};`;
  }

  // --- blocks

  emitBlocks(): void {
    const { ssa } = this;
    const order = ssa.fn.blocks.map((block) => ssa.blockOf.get(block)).filter((block) => block !== undefined);
    const declarations = this.declarations(order);
    this.lines.push(...declarations);
    for (const { phi } of this.accumulators) this.out(`Accumulation w${phi} = {VALUE_UNDEFINED, 0};`);
    for (const [r, name] of this.views)
      if (name === String(r)) this.out(`${this.elements(r).type} *u${r} = NULL; uint32_t n${r} = 0;`);
    for (const r of this.texts) this.out(`TextView x${r} = {NULL, 0, false};`);
    for (const [binding, { name, kind }] of this.viewsOfVariables) {
      this.out(`${ELEMENTS[kind].type} *u${name} = NULL; uint32_t n${name} = 0;`);
      this.findElements(this.group.variable(binding), name, kind);
    }
    // the parameters still are where the original function has them
    const start = { block: ssa.blocks[0]!.original, index: 0, values: new Map<Register, Register>() };
    for (const [r, parameter] of this.parameterOf) {
      if (this.inference.guards.has(r)) {
        this.out(`if (${this.unless(`is_int(r${parameter})`)}) goto ${this.stub(start)};`);
        this.out(`r${r} = as_int(r${parameter});`);
      }
      this.findBytes(r);
    }
    const uses = this.countUses(order);
    order.forEach((block, index) => {
      this.block = block.original;
      // moves, which a handler may see, are not in this form
      if (this.callsAreCalled() && block.original.handler === null) {
        const { instructions } = block;
        const guarded = instructions.map(({ result }) => result !== null && this.inference.guards.has(result));
        const mayFuse = (read: number, call: number): boolean =>
          !this.guessesCallee(instructions[call]!) && !guarded.slice(read, call).includes(true);
        fuseCalls(instructions, uses.once, false, mayFuse, this.fused);
        fuseUpdates(instructions, uses.once, this.fused);
      }
      if (block.predecessors.length > 0)
        this.lines.push(` K${block.original.id}: ${block.original.cold ? 'COLD_LABEL' : 'UNUSED'};`);
      for (const phi of block.phis) this.findBytes(phi.result);
      this.findOwnMethods(block.instructions, uses.once);
      this.findReaches(block.instructions);
      this.intact.clear();
      for (const i of block.instructions) {
        this.current = i;
        this.position = i.position;
        this.isQuiet = runsNothing(i);
        this.instruction(i);
        if (!this.isQuiet) this.intact.clear();
        if (i.result !== null) this.findBytes(i.result);
      }
      this.current = this.position = null;
      this.terminator(block, order[index + 1]);
    });
    this.lines.push(...this.stubs);
  }

  private countUses(blocks: readonly SSABlock[]): Uses {
    const uses = new Uses();
    for (const block of blocks) {
      for (const phi of block.phis) {
        uses.define(phi.result);
        for (const r of phi.operands) uses.use(r);
      }
      for (const i of block.instructions) {
        uses.define(i.result);
        for (const r of i.operands) uses.use(r);
      }
      if (block.operand !== null) uses.use(block.operand);
    }
    return uses;
  }

  private declarations(order: readonly SSABlock[]): string[] {
    const names = new Map<string, string[]>();
    const declare = (r: Register): void => {
      if (this.constants.has(r)) return;
      const type = C_TYPES[this.rep(r)];
      (names.get(type) ?? names.set(type, []).get(type)!).push(`r${r}`);
    };
    for (const r of this.ssa.parameters) if (this.rep(r) !== 'value') declare(r);
    for (const block of order) {
      for (const phi of block.phis) declare(phi.result);
      for (const i of block.instructions) if (i.result !== null) declare(i.result);
    }
    return [...names].map(([type, list]) => `  ${type} ${list.join(', ')};`);
  }

  private terminator(block: SSABlock, next: SSABlock | undefined): void {
    const t = block.original.terminator!;
    const edges = new Map<Block, number>();
    /** Copies for the phis of the target, and the jump. */
    const go = (target: Block, last: boolean): string => {
      const to = this.ssa.blockOf.get(target)!;
      const candidates = to.predecessors.map((p, k) => (p === block.original ? k : -1)).filter((k) => k >= 0);
      const used = edges.get(target) ?? 0;
      edges.set(target, used + 1);
      const copies = this.phiCopies(to, candidates[used]!);
      return last && to === next ? copies : `${copies}goto K${target.id};`;
    };
    switch (t.op) {
      case 'jump': {
        const text = go(t.to, true);
        if (text !== '') this.out(text);
        break;
      }
      case 'branch':
        this.out(`if (${this.truth(block.operand!)}) { ${go(t.to, false)} }`);
        {
          const text = go(t.otherwise, true);
          if (text !== '') this.out(text);
        }
        break;
      case 'switch': {
        const cases = t.targets.map((target, k) => `case ${k}: ${go(target, false)}`);
        this.out(`switch (as_int(${this.value(block.operand!)})) { ${cases.join(' ')} }`);
        this.out('__builtin_unreachable();');
        break;
      }
      case 'return':
        this.out(`return ${this.value(block.operand!)};`);
        break;
      case 'unreachable':
        this.out('__builtin_unreachable();');
        break;
    }
  }

  /** All phis of a block take their values at once. */
  private phiCopies(to: SSABlock, edge: number): string {
    const copies = to.phis
      .map((phi) => ({ phi, from: phi.operands[edge]! }))
      .filter(({ phi, from }) => from !== ABSENT && from !== phi.result);
    const results = new Set(copies.map(({ phi }) => phi.result));
    const text = copies.map(({ phi, from }) => ({
      target: this.name(phi.result),
      type: C_TYPES[this.rep(phi.result)],
      value: this.converted(from, this.rep(phi.result)),
      overlaps: results.has(from),
      view: this.views.has(phi.result) ? phi.result : null,
    }));
    // what comes from outside of a loop may have other owners
    const reset = this.accumulators
      .filter((a) => a.header === to && !a.members.has(to.phis.find((phi) => phi.result === a.phi)!.operands[edge]!))
      .map((a) => `w${a.phi}.text = VALUE_UNDEFINED; `)
      .join('');
    let result: string;
    if (text.some((c) => c.overlaps) && text.length > 1) {
      const first = text.map((c, k) => `${c.type} c${k} = ${c.value};`).join(' ');
      result = `{ ${first} ${text.map((c, k) => `${c.target} = c${k};`).join(' ')} } `;
    } else result = text.map((c) => `${c.target} = ${c.value}; `).join('');
    return result + reset;
  }

  /** Values that are indexed in a deeper loop than the one that they come from, and constants of the program. */
  private findViews(): void {
    const { ssa } = this;
    const depth = new Map<Register, number>();
    const constants = new Map<Register, Binding>();
    for (const r of ssa.parameters) depth.set(r, 0);
    for (const block of ssa.blocks) {
      for (const phi of block.phis) depth.set(phi.result, block.original.loopDepth);
      for (const i of block.instructions) {
        if (i.result === null || i.op === 'constant') continue;
        depth.set(i.result, block.original.loopDepth);
        if (i.op === 'moduleGet' && this.group.constants.has(i.immediates.binding!))
          constants.set(i.result, i.immediates.binding!);
      }
    }
    for (const block of ssa.blocks)
      for (const i of block.instructions) {
        if (isUnitRead(i) && (depth.get(i.operands[1]!) ?? Number.POSITIVE_INFINITY) < block.original.loopDepth)
          if (representation(this.types[i.operands[1]!]!) === 'value') this.texts.add(i.operands[1]!);
        if (i.op !== 'getElement' && i.op !== 'setElement') continue;
        const base = i.operands[0]!;
        const defined = depth.get(base);
        if (defined === undefined || representation(this.types[base]!) !== 'value') continue;
        const kind = this.kindOf(base);
        const binding = constants.get(base);
        if (binding !== undefined && kind !== null && block.original.loopDepth > 0) {
          const view = this.viewsOfVariables.get(binding) ?? { name: `v${this.viewsOfVariables.size}`, kind };
          this.viewsOfVariables.set(binding, view);
          this.views.set(base, view.name);
        } else if (defined < block.original.loopDepth) this.views.set(base, String(base));
      }
  }

  private findBytes(r: Register): void {
    if (this.texts.has(r)) this.out(`x${r} = text_view(${this.name(r)});`);
    if (this.views.get(r) === String(r)) this.findElements(this.name(r), String(r), this.kindOf(r) ?? 'Uint8');
  }

  private findElements(value: string, name: string, kind: ElementKind): void {
    const { type, tag } = ELEMENTS[kind];
    this.out(
      `if (GUESSED(has_elements(${value}, ${tag}))) { u${name} = (${type} *)((TypedArray *)${value})->data; n${name} = ((TypedArray *)${value})->length; } else n${name} = 0; if (n${name} > INT32_MAX) __builtin_unreachable();`,
    );
  }

  // --- results

  /** Stores a Value in a register that may be kept otherwise. */
  protected override store(i: Instruction, expression: string, checked: boolean): void {
    if (i.result === null || this.rep(i.result) === 'value' || this.rep(i.result) === 'boolean') {
      super.store(i, expression, checked);
      return;
    }
    const t = `t${this.temporary++}`;
    const failure = checked ? '' : ` if (unlikely(${t} == VALUE_EXCEPTION)) ${this.failure()}`;
    this.out(`{ Value ${t} = ${expression};${failure} ${this.unboxed(i, t)} }`);
  }

  private unboxed(i: Instruction, t: string): string {
    const target = this.name(i.result!);
    const rep = this.rep(i.result!);
    const number =
      rep === 'double'
        ? `number_of(${t})`
        : rep === 'int64'
          ? `is_int(${t}) ? as_int(${t}) : (int64_t)as_double(${t})`
          : `as_int(${t})`;
    const guess = this.inference.guards.get(i.result!);
    if (guess === undefined) return `${target} = ${number};`;
    // a constant of the program: C's compiler sees what it is
    const known = guess.kind === 'integer' && guess.low === guess.high ? cNumber(guess.low, rep) : number;
    const original = this.ssa.origin.get(i.result!)!;
    const exit = this.ssa.after.get(i)!;
    const value = this.originalBooleans.has(original) ? `${t} == VALUE_TRUE` : t;
    const keep = exit.values.has(original) ? `r${original} = ${value}; ` : '';
    return `if (${this.unless(holds(guess, t))}) { ${keep}goto ${this.stub(exit, original)}; } ${target} = ${known};`;
  }

  // --- instructions on numbers

  protected override instruction(i: Instruction): void {
    if (i.op === 'constant') return;
    if (this.numeric(i)) {
      if (PLAIN_RESULTS.has(i.op)) this.isQuiet = true;
      return;
    }
    const accumulator = i.op === 'binary' ? this.accumulators.find((a) => a.sums.has(i)) : undefined;
    if (accumulator === undefined || this.rep(i.result!) !== 'value') super.instruction(i);
    else
      this.set(
        i,
        `${this.called('op_append')}(${this.value(i.operands[0]!)}, ${this.value(i.operands[1]!)}, &w${accumulator.phi})`,
      );
  }

  /** False: there is nothing better than the general way. */
  private numeric(i: Instruction): boolean {
    const type = (k: number): ValueType => this.types[i.operands[k]!]!;
    // of operands that are constants the type may be known where that of the result is not kept
    if (PLAIN_RESULTS.has(i.op) && this.rep(i.result!) === 'value') return false;
    switch (i.op) {
      case 'binary':
        return this.binary(i);
      case 'increment':
      case 'decrement': {
        const operator = i.op === 'increment' ? '+' : '-';
        // the result of an integer may be too large for one
        if (this.types[i.result!]!.kind === 'integer') this.integerResult(i, operator, this.name(i.operands[0]!), '1');
        else if (type(0).kind === 'double') this.assign(i, `${this.name(i.operands[0]!)} ${operator} 1`);
        else return false;
        return true;
      }
      case 'negate': {
        if (type(0).kind === 'double') this.assign(i, `-${this.name(i.operands[0]!)}`);
        else if (type(0).kind === 'integer' && type(0).kind === this.types[i.result!]!.kind) {
          const name = this.name(i.operands[0]!);
          if (this.inference.checks.get(i)?.negativeZero)
            this.out(`if (${this.unless(`${name} != 0`)}) ${this.leave(i)}`);
          this.assign(i, this.rep(i.result!) === 'int64' ? `-(int64_t)${name}` : `(int32_t)-${name}`);
        } else return false;
        return true;
      }
      case 'bitNot':
        if (!isNumeric(type(0))) return false;
        this.assign(i, `~${this.bits(i.operands[0]!)}`);
        return true;
      case 'toNumeric':
      case 'toNumber':
        if (!isNumeric(type(0))) return false;
        this.assign(i, this.converted(i.operands[0]!, this.rep(i.result!)));
        return true;
      case 'compare':
        if (!isNumeric(type(0)) || !isNumeric(type(1))) return false;
        if (type(0).kind === 'number' && type(1).kind === 'number') return false;
        this.comparison(i, i.immediates.operator!);
        return true;
      case 'strictEquals':
      case 'looseEquals':
        if (!isNumeric(type(0)) || !isNumeric(type(1))) return false;
        if (type(0).kind === 'number' && type(1).kind === 'number') return false;
        this.comparison(i, '==');
        return true;
      case 'math':
        return this.numericMath(i);
      default:
        return this.access(i);
    }
  }

  private assign(i: Instruction, expression: string): void {
    this.out(`${this.name(i.result!)} = ${expression};`);
  }

  private comparison(i: Instruction, operator: string): void {
    const [a, b] = i.operands as [Register, Register];
    const integers = this.types[a]!.kind === 'integer' && this.types[b]!.kind === 'integer';
    if (integers) this.assign(i, `${this.name(a)} ${operator} ${this.name(b)}`);
    else this.assign(i, `${this.double(a)} ${operator} ${this.double(b)}`);
  }

  private binary(i: Instruction): boolean {
    const [a, b] = i.operands as [Register, Register];
    const operator = i.immediates.operator!;
    const left = this.types[a]!;
    const right = this.types[b]!;
    if (!isNumeric(left) || !isNumeric(right)) return false;
    if (BIT_OPERATORS.has(operator)) {
      const [x, y] = [this.bits(a), this.bits(b)];
      if (operator === '<<') this.assign(i, `(int32_t)((uint32_t)${x} << (${y} & 31))`);
      else if (operator === '>>') this.assign(i, `${x} >> (${y} & 31)`);
      else if (operator === '>>>') this.assign(i, `(uint32_t)${x} >> (${y} & 31)`);
      else this.assign(i, `${x} ${operator} ${y}`);
      return true;
    }
    const result = this.types[i.result!]!;
    if (result.kind === 'double') {
      this.assign(i, `${this.double(a)} ${operator} ${this.double(b)}`);
      return true;
    }
    if (result.kind !== 'integer') return false;
    if (operator === '%') {
      const [x, y] = [this.name(a), this.name(b)];
      if (this.inference.checks.get(i)?.remainder)
        this.out(`if (${this.unless(`${x} >= 0 && ${y} > 0`)}) ${this.leave(i)}`);
      this.assign(i, `${x} % ${y}`);
    } else this.integerResult(i, operator, this.name(a), this.name(b));
    return true;
  }

  /** A function of Math on numbers. */
  private numericMath(i: Instruction): boolean {
    const name = i.immediates.name!;
    const [a, b] = i.operands as [Register, Register | undefined];
    if (!i.operands.every((r) => isNumeric(this.types[r]!))) return false;
    const result = this.types[i.result!]!;
    if (name === 'imul') this.assign(i, `math_imul(${this.bits(a)}, ${this.bits(b!)})`);
    else if (name === 'clz32') this.assign(i, `math_clz32((uint32_t)${this.bits(a)})`);
    else if (ROUNDING.has(name) && this.inference.guards.has(i.result!)) {
      const t = `t${this.temporary++}`;
      const exact = `${this.name(i.result!)} == ${t} && (${t} != 0 || !__builtin_signbit(${t}))`;
      this.out(`double ${t} = math_${name}(${this.double(a)}); ${this.name(i.result!)} = math_to_int32(${t});`);
      this.out(`if (${this.unless(exact)}) ${this.leave(i)}`);
    } else if (result.kind === 'double') {
      this.assign(i, `math_${name}(${i.operands.map((r) => this.double(r)).join(', ')})`);
    } else if (result.kind === 'integer') this.assign(i, this.integerMath(i, name, a, b));
    else return false;
    return true;
  }

  private integerMath(i: Instruction, name: string, a: Register, b: Register | undefined): string {
    const rep = this.rep(i.result!);
    const x = this.name(a);
    if (ROUNDING.has(name)) return this.converted(a, rep);
    if (name === 'sign') return `(${x} > 0) - (${x} < 0)`;
    const type = C_TYPES[rep];
    if (name === 'abs') return `${x} < 0 ? -(${type})${x} : (${type})${x}`;
    const y = this.name(b!);
    return `(${type})(${x} ${name === 'min' ? '<' : '>'} ${y} ? ${x} : ${y})`;
  }

  /** Whether a test of an index behind which this stands says that it cannot overflow. */
  private isInRange(i: Instruction): boolean {
    if (i.immediates.operator === '*') return false;
    const { root, offset } = this.linear(i.result!);
    return this.inRange.some(
      (r) => r.root === root && offset >= r.low && offset <= r.end && this.ssa.tree.dominates(r.block, this.block),
    );
  }

  /** A sum, difference or product of integers whose type is an integer. */
  private integerResult(i: Instruction, operator: string, x: string, y: string): void {
    const check: Check | undefined = this.inference.checks.get(i);
    const target = this.name(i.result!);
    if (check?.overflow === 'int32' && !this.isInRange(i))
      this.out(
        `if (${this.unless(`!__builtin_${OVERFLOW[operator]}_overflow(${x}, ${y}, &${target})`)}) ${this.leave(i)}`,
      );
    else if (this.rep(i.result!) === 'int64') {
      this.assign(i, `(int64_t)${x} ${operator} ${y}`);
      if (check?.overflow === 'int64')
        this.out(`if (${this.unless(`${target} <= ${SAFE_HIGH}ll && ${target} >= -${SAFE_HIGH}ll`)}) ${this.leave(i)}`);
    } else this.assign(i, `(int32_t)((int64_t)${x} ${operator} ${y})`);
    if (check?.negativeZero)
      this.out(`if (${this.unless(`${target} != 0 || (${x} >= 0 && ${y} >= 0)`)}) ${this.leave(i)}`);
  }

  // --- elements

  protected override get compact(): boolean {
    return this.outlined;
  }
}

/** The test of a Value that it is what was guessed. */
function holds(guess: ValueType, t: string): string {
  if (guess.kind !== 'integer') return `is_number(${t})`;
  const { low, high } = guess;
  if (high > INT32_HIGH) return `is_uint32(${t})`;
  if (low === INT32_LOW && high === INT32_HIGH) return `is_int(${t})`;
  return `is_int(${t}) && as_int(${t}) >= ${low} && as_int(${t}) <= ${high}`;
}

function cNumber(n: number, rep: Representation): string {
  if (rep === 'double') {
    if (Number.isNaN(n)) return '__builtin_nan("")';
    if (!Number.isFinite(n)) return n < 0 ? '(-__builtin_inf())' : '__builtin_inf()';
    if (Object.is(n, -0)) return '(-0.0)';
    const text = Number.isInteger(n) && Math.abs(n) < 1e21 ? `${n}.0` : String(n);
    return n < 0 ? `(${text})` : text;
  }
  if (rep === 'int64') return n < 0 ? `(${n}ll)` : `${n}ll`;
  return n === -2147483648 ? 'INT32_MIN' : n < 0 ? `(${n})` : String(n);
}

const boxedConstant = (value: number | boolean | string, constant: (v: number | boolean) => string): string =>
  typeof value === 'string' ? value : constant(value);

/** Whether no code of the program can run in an instruction, nor objects change. */
function runsNothing({ op }: Instruction): boolean {
  const { effect, throws } = opcode(op);
  return !throws && (effect === 'none' || effect === 'read' || op === 'boxSet' || op === 'moduleSet');
}

/** Their C expression is a plain number or truth value. */
const PLAIN_RESULTS: ReadonlySet<string> = new Set([
  'binary',
  'increment',
  'decrement',
  'negate',
  'bitNot',
  'compare',
  'strictEquals',
  'looseEquals',
  'math',
]);
