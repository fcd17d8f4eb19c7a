import { InternalError } from '../diagnostics.js';
import {
  type Block,
  type Constant,
  HOLE,
  type Instruction,
  type IRFunction,
  mayThrow,
  type Register,
  UNINITIALIZED,
} from '../ir.js';
import { markLine } from '../line-table.js';
import type { Position } from '../source.js';
import type { FusedInstructions } from './fused-calls.js';
import type { GroupContext } from './group.js';
import { numberLiteral } from './names.js';
import { hasUnwindingForm } from './unwinding.js';

/** Where there is room for text, outside of loops: what has a short form in place, and what is a call there too. */
const INTEGERS_IN_PLACE = /^op_(add|subtract|and|or|xor|shift_|less|greater)/;
const CALLED_ALWAYS = /^(op_|put_element|new_box|new_literal)/;
/** Calls outside of loops where there is some room; methods that are read there and not by their call are of calls that guess what they find. */
const CALLED_OUTSIDE_LOOPS = /^(op_|cached_(?!get_method)|get_|put_|strict_equals|new_box|new_literal)/;
/** In loops where there is little; what is neither is a call there too. */
const IN_PLACE_IN_LOOPS =
  /^(cached_get_method|cached_private|get_element|put_element|iterator_next|op_increment|op_decrement)/;
/** What takes most text of these. */
const LONG_IN_LOOPS = /^(cached_get_method|get_element|put_element|iterator_next)$/;
/** Also where there is some room, outside of loops: programs that parse and walk trees have few loops (acorn takes a quarter less time). */
const SHORT_IN_LOOPS =
  /^(cached_get|cached_put|get_length|truthy|strict_equals)$|^op_(add|subtract|and|or|xor|shift_|less|greater)/;
/** In loops of built-ins. */
const IN_PLACE_WHEN_WARM = /^(get_element|call|iterator_next|truthy|op_increment|op_less)$/;

/**
 * What the emission of every instruction needs: registers, results, constants, and which form a function of the engine has where it
 * is called. Who emits a function says where its registers are, and where an exception goes.
 */
export abstract class Emitter {
  protected readonly fn: IRFunction;
  protected readonly group: GroupContext;
  readonly lines: string[] = [];
  protected temporary = 0;
  protected block!: Block;
  /** Of the instruction that is being emitted. */
  protected position: Position | null = null;
  /** Reads of methods that are done by the calls behind them. */
  protected fused: FusedInstructions = new Map();

  constructor(fn: IRFunction, group: GroupContext) {
    this.fn = fn;
    this.group = group;
  }

  /** Exceptions of the block leave the function, by unwinding. */
  protected get unwinds(): boolean {
    return !this.fn.suspends && this.block.handler === null;
  }

  /** The variable of a register that holds a Value. */
  protected abstract name(r: Register): string;
  /** Whether a register is a C bool. */
  protected abstract isBoolean(r: Register): boolean;
  /** The statement that takes an exception to its handler. */
  protected abstract failure(): string;

  /** An expression of type Value. */
  protected value(r: Register): string {
    return this.isBoolean(r) ? `boolean(${this.name(r)})` : this.name(r);
  }

  /** The engine's function of this name: in place, or out of line where code is to be small, in the form that suits here. */
  protected engine(name: string): string {
    return this.form(name, this.place(name));
  }

  /** A function of the engine that is never in place. */
  protected called(name: string): string {
    return this.form(name, name);
  }

  private form(name: string, placed: string): string {
    return this.unwinds && hasUnwindingForm(name) ? `u_${placed}` : placed;
  }

  /** Whether this is compiled for size: no operation of the block stands in place. */
  protected get compact(): boolean {
    return false;
  }

  protected place(name: string): string {
    const { temperature, room } = this.group;
    const inLoop = this.block.loopDepth > 0;
    if (this.compact || this.block.cold || temperature === 'cold' || room === 'none') return this.outOfLine(name);
    if (temperature === 'warm') return inLoop && IN_PLACE_WHEN_WARM.test(name) ? name : this.outOfLine(name);
    if (room === 'little' || room === 'least') {
      if (!inLoop || (room === 'least' && LONG_IN_LOOPS.test(name))) return this.outOfLine(name);
      return IN_PLACE_IN_LOOPS.test(name) ? name : SHORT_IN_LOOPS.test(name) ? `near_${name}` : this.outOfLine(name);
    }
    if (inLoop) return name;
    if (room === 'some' && SHORT_IN_LOOPS.test(name)) return `near_${name}`;
    if (room === 'some') return CALLED_OUTSIDE_LOOPS.test(name) ? this.outOfLine(name) : name;
    return INTEGERS_IN_PLACE.test(name) ? `near_${name}` : CALLED_ALWAYS.test(name) ? this.outOfLine(name) : name;
  }

  /** far.h and cold.h of the engine. */
  private outOfLine(name: string): string {
    const cached = /^(cached_|get_length)/.test(name);
    if (name === 'new_box' || (cached && this.group.temperature === 'hot')) return `far_${name}`;
    return cached ? `cold_${name.replace('_method', '')}` : `cold_${name}`;
  }

  /** Whether assigning the register is visible in the handler: a call that throws must not do it. */
  protected isShared(_r: Register): boolean {
    return false;
  }

  protected out(line: string): void {
    const { position } = this;
    this.lines.push(position !== null && line.includes('(') ? markLine(`  ${line}`, position) : `  ${line}`);
  }

  protected truth(r: Register): string {
    return this.isBoolean(r) ? this.name(r) : `${this.engine('truthy')}(${this.name(r)})`;
  }

  protected args(registers: readonly Register[]): string {
    if (registers.length === 0) return '0, NULL';
    return `${registers.length}, (Value[]){${registers.map((r) => this.value(r)).join(', ')}}`;
  }

  /** Throws by a function of the engine that does nothing else. */
  protected throwBy(name: string, args: string): string {
    return this.unwinds ? `u_${name}(${args});` : `${name}(${args}); ${this.failure()}`;
  }

  /** Stores a Value expression in the result; checks for an exception if the instruction may throw. */
  protected set(i: Instruction, expression: string, checked = !mayThrow(i) || expression.startsWith('u_')): void {
    if (!checked && this.unwinds) {
      this.set(i, `passed(${expression})`, true);
      return;
    }
    if (expression.includes('(Value[])')) {
      // in a block of its own: gcc gives the arrays of different blocks the same place on the stack
      const t = `t${this.temporary++}`;
      this.out(`{ Value ${t}; { ${t} = ${expression}; }`);
      this.set(i, t, checked);
      this.out('}');
      return;
    }
    this.store(i, expression, checked);
  }

  protected store(i: Instruction, expression: string, checked: boolean): void {
    if (i.result === null) {
      if (checked) this.out(`(void)(${expression});`);
      else this.out(`if (unlikely((${expression}) == VALUE_EXCEPTION)) ${this.failure()}`);
      return;
    }
    const target = this.name(i.result);
    const value = (v: string): string => (this.isBoolean(i.result!) ? `${v} == VALUE_TRUE` : v);
    if (checked) this.out(`${target} = ${value(this.isBoolean(i.result) ? `(${expression})` : expression)};`);
    else if (this.isBoolean(i.result) || this.isShared(i.result)) {
      const t = `t${this.temporary++}`;
      this.out(
        `{ Value ${t} = ${expression}; if (unlikely(${t} == VALUE_EXCEPTION)) ${this.failure()} ${target} = ${value(t)}; }`,
      );
    } else {
      this.out(`${target} = ${expression};`);
      this.out(`if (unlikely(${target} == VALUE_EXCEPTION)) ${this.failure()}`);
    }
  }

  protected setBoolean(i: Instruction, expression: string): void {
    if (i.result === null) return;
    if (this.isBoolean(i.result)) this.out(`${this.name(i.result)} = ${expression};`);
    else this.out(`${this.name(i.result)} = boolean(${expression});`);
  }

  protected constant(value: Constant): string {
    if (value === undefined) return 'VALUE_UNDEFINED';
    if (value === null) return 'VALUE_NULL';
    if (value === UNINITIALIZED) return 'VALUE_UNINITIALIZED';
    if (value === HOLE) return 'VALUE_HOLE';
    switch (typeof value) {
      case 'boolean':
        return value ? 'VALUE_TRUE' : 'VALUE_FALSE';
      case 'number':
        return numberLiteral(value);
      case 'string':
        return this.group.text(value);
      case 'bigint':
        return this.group.bigint(value);
      case 'object':
        return `value_of(&symbol_${value.wellKnownSymbol})`;
      default:
        throw new InternalError('a constant of an unknown type');
    }
  }

  protected text(i: Instruction): string {
    return i.immediates.text === undefined ? 'NULL' : this.group.quote(i.immediates.text);
  }

  /** The constant that a register holds, if that is known. */
  protected constantIn(_r: Register): Constant {
    return undefined;
  }

  protected isConstant(_r: Register): boolean {
    return false;
  }

  protected list(registers: readonly Register[]): string {
    return registers.map((r) => `${this.value(r)}, `).join('');
  }
}
