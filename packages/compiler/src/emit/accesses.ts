import type { Instruction, Register } from '../ir.js';
import { ELEMENTS, type ElementKind } from '../program/elements.js';
import { viewAccess } from '../ssa/infer.js';
import { INT32_HIGH, isNumeric, type Representation, type ValueType } from '../ssa/types.js';
import { InstructionEmitter } from './instructions.js';
import { isKernel } from './kernels.js';

/** Elements of typed arrays and methods of DataViews in place, where it is known which they most likely are. */
export abstract class AccessEmitter extends InstructionEmitter {
  /** The instruction is a call, whatever the block is. */
  protected outlined = false;

  protected abstract rep(r: Register): Representation;
  protected abstract type(r: Register): ValueType;
  /** Of which kind the typed array in a register is, most likely. */
  protected abstract kindOf(r: Register): ElementKind | null;
  /** Where address and length of an array were found before: what their names end with. */
  protected abstract viewOf(r: Register): string | undefined;
  /** Leaves for code that can do the instruction, should this not hold; null where it had better be done here, too. */
  protected abstract leaveUnless(condition: string, i: Instruction): string | null;
  /** The instruction whatever its operands are. */
  protected abstract anyway(i: Instruction): void;

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
  protected placeOf(base: Register, key: Register): { readonly holds: string; readonly element: string } | null {
    const view = this.viewOf(base);
    if (view !== undefined) {
      const index = this.index(`n${view}`, key);
      return index === null ? null : { holds: index.holds, element: `u${view}[${index.at}]` };
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
    const [base, key] = i.operands as [Register, Register];
    if (i.result === null) return false;
    const place = this.placeOf(base, key);
    const rep = this.rep(i.result);
    const { high } = this.elements(base);
    if (place === null || (rep === 'int32' && (high === null || high > INT32_HIGH))) return false;
    const value = rep === 'value' ? `${boxing(high)}(${place.element})` : place.element;
    const done = `${this.name(i.result)} = ${value};`;
    const leave = rep === 'value' ? null : this.leaveUnless(place.holds, i);
    if (leave === null) {
      this.out(`if (GUESSED(${place.holds})) ${done}`);
      this.otherwise(i);
    } else this.out(`${leave} ${done}`);
    return true;
  }

  protected setElement(i: Instruction): boolean {
    const [base, key, item] = i.operands as [Register, Register, Register];
    const place = this.placeOf(base, key);
    const { type, high } = this.elements(base);
    const stored = this.stored(item, high);
    if (place === null || stored === null) return false;
    const done = `${place.element} = (${type})${stored.value};`;
    const leave = stored.holds === '' ? this.leaveUnless(place.holds, i) : null;
    if (leave === null) {
      this.out(`if (GUESSED(${stored.holds}${place.holds})) ${done}`);
      this.otherwise(i);
    } else this.out(`${leave} ${done}`);
    return true;
  }

  /** A method of a DataView whose byte order is known. */
  protected viewCall(i: Instruction): boolean {
    const access = viewAccess(i);
    if (access === null || !this.hasRoom()) return false;
    const { kind, write } = access;
    const [callee, view, offset, ...rest] = i.operands as [Register, Register, Register, ...Register[]];
    const item = write ? rest.shift()! : null;
    const order = rest.length === 0 ? false : this.constantIn(rest[0]!);
    if (typeof order !== 'boolean' || this.rep(view) !== 'value') return false;
    const { type, high } = ELEMENTS[kind];
    const size = Number(/\d+/.exec(kind)![0]) / 8;
    const index = this.index(`view_end(${this.name(view)}, ${size})`, offset);
    const stored = item === null ? { holds: '', value: '' } : this.stored(item, high);
    if (index === null || stored === null) return false;
    const holds = `${stored.holds}is_view_method(${this.value(callee)}, DataViewPrototype_${i.immediates.key!}, ${this.name(view)}) && ${index.holds}`;
    const place = `view_place(${type}, ${this.name(view)}, ${index.at})`;
    const swap = order || size === 1 ? '' : `swap_${type}`;
    let done = '';
    if (item !== null) {
      done = `${place} = ${swap}((${type})${stored.value});`;
      if (i.result !== null) done += ` ${this.name(i.result)} = VALUE_UNDEFINED;`;
    } else if (i.result !== null) {
      const rep = this.rep(i.result);
      if (rep === 'int32' && high! > INT32_HIGH) return false;
      const value = `${swap}(${place})`;
      done = `${this.name(i.result)} = ${rep === 'value' ? `${boxing(high)}(${value})` : value};`;
    }
    this.out(`if (GUESSED(${holds})) { ${done} }`);
    this.otherwise(i);
    return true;
  }

  /** The general way, for what is no such element. */
  private otherwise(i: Instruction): void {
    this.out('else {');
    this.outlined = this.group.room === 'least';
    this.anyway(i);
    this.outlined = false;
    this.out('}');
  }

  /** False: there is nothing better than the general way. */
  protected access(i: Instruction): boolean {
    switch (i.op) {
      case 'getElement':
        return this.getElement(i);
      case 'setElement':
        return this.setElement(i);
      case 'call':
        return this.viewCall(i);
      default:
        return false;
    }
  }
}

/** What makes a Value of an element. */
const boxing = (high: number | null): string =>
  high === null ? 'number' : high > INT32_HIGH ? 'number_from_uint32' : 'INT';
