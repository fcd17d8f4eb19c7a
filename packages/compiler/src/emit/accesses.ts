import type { Block, Instruction, Register } from '../ir.js';
import { ELEMENTS, type ElementKind } from '../program/elements.js';
import { isUnitRead, viewAccess } from '../ssa/infer.js';
import { INT32_HIGH, isNumeric, type Representation, type ValueType } from '../ssa/types.js';
import type { AccessRange, Linear } from './access-ranges.js';
import { InstructionEmitter } from './instructions.js';
import { isKernel } from './kernels.js';

/** Elements of typed arrays and methods of DataViews in place, where it is known which they most likely are. */
export abstract class AccessEmitter extends InstructionEmitter {
  /** The instruction is a call, whatever the block is. */
  protected outlined = false;
  /** Reads of methods that are called as ones of DataViews; the register that they are read to. */
  private readonly ownMethods = new Map<Instruction, Register>();
  /** What a method is that was not read. */
  protected readonly picked = new Map<Register, string>();
  /** Views that the block has tested, and nothing has run since that could change their methods. */
  protected readonly intact = new Set<Register>();
  /** What holds in blocks that these dominate: root + low is no less than 0, root + end no more than 2^31 - 1. */
  protected readonly inRange: {
    readonly root: Register;
    readonly low: number;
    readonly end: number;
    readonly block: Block;
  }[] = [];
  /** Accesses of the block that are tested together. */
  private readonly ranges = new Map<Instruction, AccessRange>();
  /** The last instruction ran no code of the program. */
  protected isQuiet = false;

  protected abstract rep(r: Register): Representation;
  protected abstract type(r: Register): ValueType;
  /** Of which kind the typed array in a register is, most likely. */
  protected abstract kindOf(r: Register): ElementKind | null;
  /** What an index is, as far as constants are added to it. */
  protected abstract linear(key: Register): Linear;
  /** Where the units of a text were found before. */
  protected abstract textOf(r: Register): string | undefined;
  /** Whether most likely only DataViews are in a register. */
  protected abstract isView(r: Register): boolean;
  /** Where address and length of an array were found before: what their names end with. */
  protected abstract viewOf(r: Register): string | undefined;
  /** Leaves for code that can do the instruction, should this not hold; null where it had better be done here, too. */
  protected abstract leaveUnless(condition: () => string, i: Instruction): string | null;
  /** The instruction whatever its operands are. */
  protected abstract anyway(i: Instruction): void;

  protected override value(r: Register): string {
    return this.picked.get(r) ?? super.value(r);
  }

  /** As a double; the register holds a number. */
  protected double(r: Register): string {
    const rep = this.rep(r);
    if (rep === 'double') return this.name(r);
    return rep === 'value' ? `number_of(${this.name(r)})` : `(double)${this.name(r)}`;
  }

  /** As ToInt32 gives it; the register holds a number. */
  protected bits(r: Register): string {
    switch (this.rep(r)) {
      case 'int32':
        return this.name(r);
      case 'int64':
        return `(int32_t)${this.name(r)}`;
      case 'double':
        return `double_to_int32(${this.name(r)})`;
      default:
        return `number_to_int32(${this.name(r)})`;
    }
  }

  protected elements(r: Register): (typeof ELEMENTS)[ElementKind] {
    return ELEMENTS[this.kindOf(r) ?? 'Uint8'];
  }

  /** The condition that an index lies in a view, and the index; null if it cannot be an int32. */
  protected index(limit: string, r: Register): { readonly holds: string; readonly at: string } | null {
    switch (this.rep(r)) {
      case 'int32':
        return { holds: `(uint32_t)${this.name(r)} < ${limit}`, at: `(uint32_t)${this.name(r)}` };
      case 'int64':
        return { holds: `(uint64_t)${this.name(r)} < ${limit}`, at: this.name(r) };
      case 'value':
        return {
          holds: `is_int(${this.name(r)}) && (uint32_t)as_int(${this.name(r)}) < ${limit}`,
          at: `(uint32_t)as_int(${this.name(r)})`,
        };
      case 'double':
        return { holds: `index_of_double(${this.name(r)}) < ${limit}`, at: `(uint32_t)${this.name(r)}` };
      default:
        return null;
    }
  }

  /** An element, and the condition that it is one; null where that is not worth its text. */
  protected placeOf(i: Instruction): { readonly holds: string; readonly element: string } | null {
    const [base, key] = i.operands as [Register, Register];
    const view = this.viewOf(base);
    if (view !== undefined) {
      const index = this.index(`n${view}`, key);
      return index === null ? null : { holds: index.holds, element: `u${view}[${this.atReach(i) ?? index.at}]` };
    }
    if (this.kindOf(base) === null || !this.hasRoom() || this.rep(base) !== 'value') return null;
    const { type, tag } = this.elements(base);
    const array = `((TypedArray *)${this.name(base)})`;
    const index = this.index(`${array}->length`, key);
    if (index === null) return null;
    return {
      holds: `has_elements(${this.name(base)}, ${tag}) && ${index.holds}`,
      element: `((${type} *)${array}->data)[${index.at}]`,
    };
  }

  /** What is stored in an element for a value, and the condition that it can be; null where it needs a conversion. */
  protected stored(item: Register, high: number | null): { readonly holds: string; readonly value: string } | null {
    if (isNumeric(this.type(item))) return { holds: '', value: high === null ? this.double(item) : this.bits(item) };
    if (this.rep(item) !== 'value') return null;
    const name = this.name(item);
    return high === null
      ? { holds: `is_number(${name}) && `, value: `number_of(${name})` }
      : { holds: `is_int(${name}) && `, value: `as_int(${name})` };
  }

  /** Whether accesses to typed arrays and DataViews stand in place here, each with its own test of what it is. */
  protected hasRoom(): boolean {
    const { room, temperature } = this.group;
    if (temperature !== 'hot' || room === 'none') return false;
    return room === 'much' || (this.block.loopDepth > 0 && (room === 'some' || isKernel(this.fn)));
  }

  protected getElement(i: Instruction): boolean {
    const base = i.operands[0]!;
    if (i.result === null) return false;
    const place = this.placeOf(i);
    const rep = this.rep(i.result);
    const { high } = this.elements(base);
    if (place === null || (rep === 'int32' && (high === null || high > INT32_HIGH))) return false;
    const value = rep === 'value' ? `${boxing(high)}(${place.element})` : place.element;
    const done = `${this.name(i.result)} = ${value};`;
    const leave = rep === 'value' ? null : this.leaveUnless(() => this.inReach(i, place.holds), i);
    if (leave === null) {
      this.out(`if (GUESSED(${place.holds})) ${done}`);
      this.otherwise(i);
    } else {
      this.out(`${leave} ${done}`);
      this.isQuiet = true;
    }
    return true;
  }

  protected setElement(i: Instruction): boolean {
    const [base, , item] = i.operands as [Register, Register, Register];
    const place = this.placeOf(i);
    const { type, high } = this.elements(base);
    const stored = this.stored(item, high);
    if (place === null || stored === null) return false;
    const done = `${place.element} = (${type})${stored.value};`;
    const leave = stored.holds === '' ? this.leaveUnless(() => this.inReach(i, place.holds), i) : null;
    if (leave === null) {
      this.out(`if (GUESSED(${stored.holds}${place.holds})) ${done}`);
      this.otherwise(i);
    } else {
      this.out(`${leave} ${done}`);
      this.isQuiet = true;
    }
    return true;
  }

  /** What a call does that most likely is one of a method of a DataView whose byte order is known, or of a text. */
  private methodPlan(i: Instruction): MethodPlan | null {
    if (!this.hasRoom()) return null;
    if (isUnitRead(i)) return this.unitPlan(i);
    const access = viewAccess(i);
    if (access === null) return null;
    const { kind, write } = access;
    const [, view, offset, ...rest] = i.operands as [Register, Register, Register, ...Register[]];
    const item = write ? rest.shift()! : null;
    const order = rest.length === 0 ? false : this.constantIn(rest[0]!);
    if (typeof order !== 'boolean' || this.rep(view) !== 'value') return null;
    const { type, high } = ELEMENTS[kind];
    const size = sizeOf(kind);
    const index = this.index(`view_end(${this.name(view)}, ${size})`, offset);
    const stored = item === null ? { holds: '', value: '' } : this.stored(item, high);
    if (index === null || stored === null) return null;
    const place = `view_place(${type}, ${this.name(view)}, ${this.atReach(i) ?? index.at})`;
    const swap = order || size === 1 ? '' : `swap_${type}`;
    let done = '';
    if (item !== null) {
      done = `${place} = ${swap}((${type})${stored.value});`;
      if (i.result !== null) done += ` ${this.name(i.result)} = VALUE_UNDEFINED;`;
    } else if (i.result !== null) {
      const rep = this.rep(i.result);
      if (rep === 'int32' && high! > INT32_HIGH) return null;
      const value = `${swap}(${place})`;
      done = `${this.name(i.result)} = ${rep === 'value' ? `${boxing(high)}(${value})` : value};`;
    }
    return { needs: stored.holds, holds: index.holds, done };
  }

  /** `text.charCodeAt(index)` */
  private unitPlan(i: Instruction): MethodPlan | null {
    const [, text, key] = i.operands as [Register, Register, Register];
    if (this.rep(text) !== 'value' || i.result === null) return null;
    const rep = this.rep(i.result);
    const given = (unit: string): string =>
      `${this.name(i.result!)} = ${rep === 'value' ? `INT(${unit})` : `(${unit})`};`;
    const view = this.textOf(text);
    const index = this.index(view === undefined ? 'UINT32_MAX' : `${view}.length`, key);
    if (index === null) return null;
    const { holds, at } = index;
    if (view !== undefined) return { needs: '', holds, done: given(`(int32_t)unit_in_view(${view}, ${at})`) };
    const name = this.name(text);
    const has = `${holds} && has_unit(${name}, ${at})`;
    return { needs: '', holds: has, done: given(`(int32_t)unit_at(string_of(${name}), ${at})`) };
  }

  /**
   * Finds in one block methods of DataViews and texts that are read to be called: where they are the engine's own, they are not read.
   * @param isUsedOnce whether a register has one definition and one use
   */
  protected findOwnMethods(instructions: readonly Instruction[], isUsedOnce: (r: Register) => boolean): void {
    for (const [at, call] of instructions.entries()) {
      if (call.op !== 'call' || this.methodPlan(call) === null) continue;
      const [callee, view] = call.operands as [Register, Register];
      if (!isUsedOnce(callee)) continue;
      for (let k = at - 1; k >= 0; k--) {
        const read = instructions[k]!;
        if (read.result !== callee) continue;
        if (read.op === 'getProperty' && read.operands[0] === view && read.immediates.key === call.immediates.key)
          this.ownMethods.set(read, callee);
        break;
      }
    }
  }

  /**
   * Finds in one block accesses to the same typed array or DataView whose indices are apart by constants. They all happen, unless
   * the block is left.
   */
  protected findReaches(instructions: readonly Instruction[]): void {
    this.ranges.clear();
    const groups = new Map<string, { readonly range: AccessRange; readonly members: Instruction[] }>();
    for (const i of instructions) {
      const access = this.accessOf(i);
      if (access === null) continue;
      const { of, key, size } = access;
      const { root, offset } = this.linear(key);
      if (root !== null && this.rep(root) !== 'int32') continue;
      const id = `${of} ${root}`;
      const group = groups.get(id) ?? { range: { root, low: offset, end: offset + size, tested: false }, members: [] };
      groups.set(id, group);
      group.range.low = Math.min(group.range.low, offset);
      group.range.end = Math.max(group.range.end, offset + size);
      group.members.push(i);
    }
    for (const { range, members } of groups.values())
      if (members.length > 1) for (const i of members) this.ranges.set(i, range);
  }

  /** What an instruction reads or writes, where that has the same length all the time. */
  private accessOf(i: Instruction): { readonly of: string; readonly key: Register; readonly size: number } | null {
    if (i.op === 'getElement' || i.op === 'setElement') {
      const view = this.viewOf(i.operands[0]!);
      return view === undefined ? null : { of: `n${view}`, key: i.operands[1]!, size: 1 };
    }
    const access = this.group.detaches ? null : viewAccess(i);
    if (access === null || !this.isView(i.operands[1]!) || this.rep(i.operands[1]!) !== 'value') return null;
    return { of: lengthOf(this.name(i.operands[1]!)), key: i.operands[2]!, size: sizeOf(access.kind) };
  }

  /** The index of an access that is tested together with others. */
  private atReach(i: Instruction): string | null {
    const range = this.ranges.get(i);
    if (range === undefined) return null;
    const { offset } = this.linear(this.accessOf(i)!.key);
    return range.root === null ? String(offset) : `(int64_t)${this.name(range.root)} + ${offset}`;
  }

  /** The condition that an access is in range, unless one before it has tested that. */
  private inReach(i: Instruction, holds: string): string {
    const range = this.ranges.get(i);
    if (range === undefined) return holds;
    if (range.tested) return '1';
    const { root, low, end } = range;
    const length = `(int64_t)${this.accessOf(i)!.of}`;
    range.tested = true;
    if (root !== null) this.inRange.push({ root, low, end, block: this.block });
    if (root === null) return low < 0 ? '0' : `${end} <= ${length}`;
    const type = this.type(root);
    const above = type.kind === 'integer' && type.low + low >= 0 ? '' : `${this.name(root)} >= ${-low} && `;
    return `${above}(int64_t)${this.name(root)} + ${end} <= ${length}`;
  }

  /** Reads such a method; in its place is VALUE_END where it is the engine's own, if this code goes on at all. */
  private readOwnMethod(i: Instruction): boolean {
    const callee = this.ownMethods.get(i);
    if (callee === undefined) return false;
    const view = i.operands[0]!;
    const ofText = i.immediates.key === 'charCodeAt';
    const own = `${ofText ? 'text' : 'view'}_method(${this.group.text(i.immediates.key!)})`;
    const isIntact = `is_intact_${ofText ? 'text' : 'view'}(${this.name(view)})`;
    const leave = ofText || this.isView(view) ? this.leaveUnless(() => isIntact, i) : null;
    if (leave !== null) {
      this.picked.set(callee, own);
      if (!this.intact.has(view)) this.out(leave);
      this.intact.add(view);
      this.isQuiet = true;
      return true;
    }
    const name = this.name(callee);
    this.out(`if (GUESSED(${isIntact})) ${name} = VALUE_END; else {`);
    this.anyway(i);
    this.out('}');
    this.picked.set(callee, `(${name} == VALUE_END ? ${own} : ${name})`);
    return true;
  }

  /** A method of a DataView whose byte order is known, or of a text. */
  protected methodCall(i: Instruction): boolean {
    const plan = this.methodPlan(i);
    if (plan === null) return false;
    const [callee, view] = i.operands as [Register, Register];
    const { needs, holds, done } = plan;
    const picked = this.picked.get(callee);
    const isOwn = picked?.startsWith('(') === false;
    // a text that is not flat yet, and where nothing is: NaN
    const stays = isUnitRead(i);
    const leave = isOwn && needs === '' && !stays ? this.leaveUnless(() => this.inReach(i, holds), i) : null;
    if (leave !== null) {
      this.out(`${leave} ${done}`);
      this.isQuiet = true;
      return true;
    }
    if (picked === undefined && stays) return false;
    const own =
      picked === undefined
        ? `is_view_method(${this.value(callee)}, DataViewPrototype_${i.immediates.key!}, ${this.name(view)}) && `
        : isOwn
          ? ''
          : `${this.name(callee)} == VALUE_END && `;
    this.out(`if (GUESSED(${needs}${own}${holds})) { ${done} }`);
    const text = stays ? this.textOf(view) : undefined;
    // by now it is flat
    this.otherwise(i, text === undefined ? '' : `if (${text}.length == 0) ${text} = text_view(${this.name(view)});`);
    return true;
  }

  /** The general way, for what is no such element. */
  private otherwise(i: Instruction, afterwards = ''): void {
    this.out('else {');
    this.outlined = this.group.room === 'least';
    this.anyway(i);
    this.outlined = false;
    this.out(`${afterwards}}`);
  }

  /** False: there is nothing better than the general way. */
  protected access(i: Instruction): boolean {
    switch (i.op) {
      case 'getElement':
        return this.getElement(i);
      case 'setElement':
        return this.setElement(i);
      case 'call':
        return this.methodCall(i);
      case 'getProperty':
        return this.readOwnMethod(i);
      default:
        return false;
    }
  }
}

/** In octets. */
const sizeOf = (kind: ElementKind): number => Number(/\d+/.exec(kind)![0]) / 8;
const lengthOf = (view: string): string => `((TypedArray *)${view})->length`;

interface MethodPlan {
  /** Conditions that what is stored needs no conversion, and that the index is in range. */
  readonly needs: string;
  readonly holds: string;
  readonly done: string;
}

/** What makes a Value of an element. */
const boxing = (high: number | null): string =>
  high === null ? 'number' : high > INT32_HIGH ? 'number_from_uint32' : 'INT';
