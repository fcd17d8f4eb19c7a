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
import type { GroupContext } from './group.js';
import { cMessage, numberLiteral } from './names.js';

const BINARY: Record<string, string> = {
  '+': 'op_add',
  '-': 'op_subtract',
  '*': 'op_multiply',
  '/': 'op_divide',
  '%': 'op_remainder',
  '**': 'op_exponentiate',
  '&': 'op_and',
  '|': 'op_or',
  '^': 'op_xor',
  '<<': 'op_shift_left',
  '>>': 'op_shift_right',
  '>>>': 'op_shift_right_unsigned',
};
const COMPARE: Record<string, string> = {
  '<': 'op_less',
  '<=': 'op_less_equal',
  '>': 'op_greater',
  '>=': 'op_greater_equal',
};

/** Inline slots of what an empty literal makes at first. */
const EMPTY_CAPACITY = 4;
const VIEW_TYPES = ['Int8', 'Uint8', 'Int16', 'Uint16', 'Int32', 'Uint32'];
/** Methods and numbers of arguments that have a call of their own: fast_calls.h of the engine. */
const FAST_CALLS = new Set([
  ...VIEW_TYPES.flatMap((t) => [`get${t}_1`, `get${t}_2`, `set${t}_2`, `set${t}_3`]),
  ...['charCodeAt_1', 'fromCharCode_1', 'push_1', 'imul_2', 'min_2', 'max_2', 'floor_1', 'abs_1', 'subarray_2'],
]);

/**
 * Instructions to C, one method for what every function has in common. Who emits a function says where its registers
 * are, and where an exception goes.
 */
export abstract class InstructionEmitter {
  protected readonly fn: IRFunction;
  protected readonly group: GroupContext;
  readonly lines: string[] = [];
  protected temporary = 0;
  protected block!: Block;

  constructor(fn: IRFunction, group: GroupContext) {
    this.fn = fn;
    this.group = group;
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

  /** The engine's function of this name: in place, or out of line where code is to be small. */
  protected engine(name: string): string {
    return name;
  }

  /** far.h and cold.h of the engine. */
  protected outOfLine(name: string): string {
    return /^(cached_|get_length|new_box)/.test(name) ? `far_${name}` : `cold_${name}`;
  }

  /** Whether assigning the register is visible in the handler: a call that throws must not do it. */
  protected isShared(_r: Register): boolean {
    return false;
  }

  protected out(line: string): void {
    this.lines.push(`  ${line}`);
  }

  protected truth(r: Register): string {
    return this.isBoolean(r) ? this.name(r) : `${this.engine('truthy')}(${this.name(r)})`;
  }

  protected args(registers: readonly Register[]): string {
    if (registers.length === 0) return '0, NULL';
    return `${registers.length}, (Value[]){${registers.map((r) => this.value(r)).join(', ')}}`;
  }

  /** Stores a Value expression in the result; checks for an exception if the instruction may throw. */
  protected set(i: Instruction, expression: string): void {
    const throws = mayThrow(i);
    if (expression.includes('(Value[])')) {
      // in a block of its own: gcc gives the arrays of different blocks the same place on the stack
      const t = `t${this.temporary++}`;
      this.out(`{ Value ${t}; { ${t} = ${expression}; }`);
      this.set(i, t);
      this.out('}');
      return;
    }
    if (i.result === null) {
      if (throws) this.out(`if (unlikely((${expression}) == VALUE_EXCEPTION)) ${this.failure()}`);
      else this.out(`(void)(${expression});`);
      return;
    }
    if (this.isBoolean(i.result)) {
      if (!throws) this.out(`${this.name(i.result)} = (${expression}) == VALUE_TRUE;`);
      else {
        const t = `t${this.temporary++}`;
        this.out(
          `{ Value ${t} = ${expression}; if (unlikely(${t} == VALUE_EXCEPTION)) ${this.failure()} ${this.name(i.result)} = ${t} == VALUE_TRUE; }`,
        );
      }
      return;
    }
    const target = this.name(i.result);
    if (throws && this.isShared(i.result)) {
      const t = `t${this.temporary++}`;
      this.out(
        `{ Value ${t} = ${expression}; if (unlikely(${t} == VALUE_EXCEPTION)) ${this.failure()} ${target} = ${t}; }`,
      );
      return;
    }
    this.out(`${target} = ${expression};`);
    if (throws) this.out(`if (unlikely(${target} == VALUE_EXCEPTION)) ${this.failure()}`);
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
    return i.immediates.text === undefined ? 'NULL' : cMessage(i.immediates.text);
  }

  protected instruction(i: Instruction): void {
    const v = (k: number): string => this.value(i.operands[k]!);
    const im = i.immediates;
    switch (i.op) {
      case 'constant':
        this.set(i, this.constant(im.value));
        return;
      case 'privateSymbol':
        this.set(i, this.group.privateSymbol(im.name!, im.id!, this.fn));
        return;
      case 'move':
        if (this.isBoolean(i.result!)) this.out(`${this.name(i.result!)} = ${this.truth(i.operands[0]!)};`);
        else this.out(`${this.name(i.result!)} = ${v(0)};`);
        return;
      case 'captured':
        this.set(i, `self->captures[${im.index}]`);
        return;
      case 'boxNew':
        this.set(i, `${this.engine('new_box')}(${v(0)})`);
        return;
      case 'boxGet':
        this.set(i, `box_get(${v(0)})`);
        return;
      case 'boxSet':
        this.out(`box_set(${v(0)}, ${v(1)});`);
        return;
      case 'moduleGet':
        this.set(i, this.group.variable(im.binding!));
        return;
      case 'moduleSet':
        this.out(`${this.group.variable(im.binding!)} = ${v(0)};`);
        return;
      case 'checkInitialized':
        this.out(
          `if (unlikely(${v(0)} == VALUE_UNINITIALIZED)) { throw_uninitialized(${cMessage(im.name!)}); ${this.failure()} }`,
        );
        return;
      case 'throwConstAssignment':
        this.out(`throw_const_assignment(${cMessage(im.name!)}); ${this.failure()}`);
        return;
      case 'globalGet':
        this.set(i, this.group.global(im.name!, false));
        return;
      case 'globalSet':
        this.set(i, this.group.globalSet(im.name!, v(0)));
        return;
      case 'globalGetOrUndefined':
        this.set(i, this.group.global(im.name!, true));
        return;
      case 'thisValue':
        this.set(i, this.fn.suspends ? 'F->this_value' : 'this_value');
        return;
      case 'newTarget':
        this.set(i, this.fn.suspends ? 'VALUE_UNDEFINED' : 'new_target');
        return;
      case 'selfFunction':
        this.set(i, 'value_of(self)');
        return;
      case 'argumentsObject':
        this.set(i, this.fn.suspends ? 'new_arguments(F->argc, F->argv)' : 'new_arguments(argc, argv)');
        return;
      case 'restArray':
        this.set(i, `rest_array(${im.index}, ${this.fn.suspends ? 'F->argc, F->argv' : 'argc, argv'})`);
        return;
      case 'closure': {
        const target = im.function!;
        this.group.declareFunction(target);
        this.set(i, `new_closure(&i_${target.symbol}, ${i.operands.length})`);
        for (const k of i.operands.keys()) this.out(`function_of(${this.name(i.result!)})->captures[${k}] = ${v(k)};`);
        return;
      }
      case 'regexp':
        this.set(i, this.group.regexp(im.pattern!, im.flags!, i.position));
        return;
      case 'templateObject':
        this.set(
          i,
          this.group.template(im.template!, (value) => this.constant(value)),
        );
        return;
      case 'arrayNew':
        this.set(i, i.operands.length === 0 ? 'new_array(0)' : `new_array_from(${this.args(i.operands)})`);
        return;
      case 'arrayPush':
        this.out(`array_push(array_of(${v(0)}), ${v(1)});`);
        return;
      case 'arraySpread':
        this.set(i, `array_spread(${v(0)}, ${v(1)})`);
        return;
      case 'objectNew':
        this.objectNew(i);
        return;
      case 'instanceNew':
        this.instanceNew(i);
        return;
      case 'objectSpread':
        this.set(i, `object_spread(${v(0)}, ${v(1)})`);
        return;
      case 'objectRest':
        this.set(i, `object_rest(${v(0)}, ${this.args(i.operands.slice(1))})`);
        return;
      case 'setLiteralPrototype':
        this.out(`if (is_object(${v(1)}) || ${v(1)} == VALUE_NULL) set_prototype(${v(0)}, ${v(1)});`);
        return;
      case 'defineField':
        this.set(i, `${this.engine('cached_define')}(${v(0)}, ${v(1)}, ${this.group.cache(im.key!)})`);
        return;
      case 'defineElement':
        this.set(i, `define_member(${v(0)}, ${v(1)}, ${v(2)}, DATA_DEFAULT)`);
        return;
      case 'defineMethod':
        this.set(i, `define_member(${v(0)}, ${v(1)}, ${v(2)}, ${im.enumerable ? 'DATA_DEFAULT' : 'DATA_HIDDEN'})`);
        return;
      case 'defineGetter':
        this.set(i, `define_member_accessor(${v(0)}, ${v(1)}, ${v(2)}, VALUE_EXCEPTION, ${im.enumerable})`);
        return;
      case 'defineSetter':
        this.set(i, `define_member_accessor(${v(0)}, ${v(1)}, VALUE_EXCEPTION, ${v(2)}, ${im.enumerable})`);
        return;
      case 'setFunctionName':
        this.out(`set_function_name(${v(0)}, ${v(1)}, ${cMessage(im.prefix!)});`);
        return;
      case 'classNew':
        this.set(
          i,
          `class_new(${v(0)}, ${i.operands.length > 1}, ${i.operands.length > 1 ? v(1) : 'VALUE_UNDEFINED'})`,
        );
        return;
      case 'classPrototype':
        this.set(i, `class_prototype(${v(0)})`);
        return;
      case 'superBase':
        this.set(i, `super_base(${v(0)}, HOME_${im.home!.toUpperCase()})`);
        return;
      case 'privateNameNew':
        this.set(i, `new_symbol(${this.group.text(im.name!)}, SYMBOL_PRIVATE)`);
        return;
      case 'privateDefine':
        this.set(i, `private_define(${v(0)}, ${v(1)}, ${v(2)}, ${im.readonly})`);
        return;
      case 'privateDefineAccessor':
        this.set(i, `private_define_accessor(${v(0)}, ${v(1)}, ${v(2)}, ${v(3)})`);
        return;
      case 'privateGet':
        if (im.id === undefined) this.set(i, `private_get(${v(0)}, ${v(1)})`);
        else
          this.set(
            i,
            `${this.engine('cached_private_get')}(${v(0)}, ${this.group.privateCache(im.name!, im.id, this.fn)})`,
          );
        return;
      case 'privateSet':
        if (im.id === undefined) this.set(i, `private_set(${v(0)}, ${v(1)}, ${v(2)})`);
        else
          this.set(
            i,
            `${this.engine('cached_private_set')}(${v(0)}, ${v(2)}, ${this.group.privateCache(im.name!, im.id, this.fn)})`,
          );
        return;
      case 'privateHas':
        this.set(i, `private_has(${v(0)}, ${v(1)})`);
        return;
      case 'getProperty':
        if (im.key === 'length') this.set(i, `${this.engine('get_length')}(${v(0)}, ${this.group.cache('length')})`);
        else
          this.set(
            i,
            `${this.engine(im.method ? 'cached_get_method' : 'cached_get')}(${v(0)}, ${this.group.cache(im.key!)})`,
          );
        return;
      case 'setProperty':
        this.set(i, `${this.engine('cached_put')}(${v(0)}, ${v(1)}, ${this.group.cache(im.key!)})`);
        return;
      case 'getElement':
        this.set(i, `${this.engine('get_element')}(${v(0)}, ${v(1)})`);
        return;
      case 'setElement':
        this.set(i, `${this.engine('put_element')}(${v(0)}, ${v(1)}, ${v(2)})`);
        return;
      case 'deleteProperty':
        this.set(i, `delete_member(${v(0)}, ${v(1)})`);
        return;
      case 'hasProperty':
        this.set(i, `in_operator(${v(0)}, ${v(1)})`);
        return;
      case 'getSuper':
        this.set(i, `get_super(${v(0)}, ${v(1)}, ${v(2)})`);
        return;
      case 'setSuper':
        this.set(i, `put_super(${v(0)}, ${v(1)}, ${v(2)}, ${v(3)})`);
        return;
      case 'toPropertyKey':
        this.set(i, `to_property_key(${v(0)})`);
        return;
      case 'requireObjectCoercible':
        this.out(
          `if (unlikely(is_nullish(${v(0)}))) { throw_error(TYPE_ERROR, "Cannot destructure '%v' as it is %v.", ${v(0)}, ${v(0)}); ${this.failure()} }`,
        );
        return;
      case 'call':
        if (FAST_CALLS.has(`${im.key}_${i.operands.length - 2}`)) {
          const values = i.operands.map((r) => this.value(r)).join(', ');
          this.set(i, `call_${im.key}_${i.operands.length - 2}(${values}, ${this.text(i)})`);
          return;
        }
        if (im.function !== undefined && !this.engine('call').startsWith('cold')) {
          this.callLikely(i, im.function);
          return;
        }
        this.set(i, `${this.engine('call')}(${v(0)}, ${v(1)}, ${this.args(i.operands.slice(2))}, ${this.text(i)})`);
        return;
      case 'callDirect':
        this.callDirect(i);
        return;
      case 'callKnown': {
        const target = im.function!;
        this.group.declareFunction(target);
        const passed = target.parameters.map((_, k) =>
          i.operands[k + 2] === undefined ? 'VALUE_UNDEFINED' : v(k + 2),
        );
        this.set(i, `d_${target.symbol}(${[`function_of(${v(0)})`, v(1), v(0), ...passed].join(', ')})`);
        return;
      }
      case 'callArray':
        this.set(i, `call_array(${v(0)}, ${v(1)}, ${v(2)}, ${this.text(i)})`);
        return;
      case 'construct':
        this.set(i, `construct(${v(0)}, ${v(0)}, ${this.args(i.operands.slice(1))}, ${this.text(i)})`);
        return;
      case 'constructArray':
        this.set(i, `construct_array(${v(0)}, ${v(0)}, ${v(1)}, ${this.text(i)})`);
        return;
      case 'superConstructor':
        this.set(i, `super_constructor(${v(0)})`);
        return;
      case 'superConstruct':
        this.set(i, `construct(${v(0)}, ${v(1)}, ${this.args(i.operands.slice(2))}, "Super constructor")`);
        return;
      case 'superConstructArray':
        this.set(i, `construct_array(${v(0)}, ${v(1)}, ${v(2)}, "Super constructor")`);
        return;
      case 'superConstructForward':
        this.set(i, `construct(${v(0)}, ${v(1)}, argc, argv, "Super constructor")`);
        return;
      case 'checkThisUnset':
        this.out(
          `if (unlikely(${v(0)} != VALUE_UNINITIALIZED)) { throw_error(REFERENCE_ERROR, "Super constructor may only be called once"); ${this.failure()} }`,
        );
        return;
      case 'intrinsic':
        this.group.declareIntrinsic(im.name!, i.operands.length);
        this.set(i, `intrinsic_${im.name}(${i.operands.map((r) => this.value(r)).join(', ')})`);
        return;
      case 'binary':
        this.set(i, `${this.engine(BINARY[im.operator!]!)}(${v(0)}, ${v(1)})`);
        return;
      case 'compare':
        this.set(i, `${this.engine(COMPARE[im.operator!]!)}(${v(0)}, ${v(1)})`);
        return;
      case 'strictEquals':
        this.setBoolean(i, `${this.engine('strict_equals')}(${v(0)}, ${v(1)})`);
        return;
      case 'looseEquals':
        this.set(i, `loose_equals(${v(0)}, ${v(1)})`);
        return;
      case 'not':
        this.setBoolean(i, `!${this.truth(i.operands[0]!)}`);
        return;
      case 'negate':
        this.set(i, `${this.engine('op_negate')}(${v(0)})`);
        return;
      case 'bitNot':
        this.set(i, `${this.engine('op_bit_not')}(${v(0)})`);
        return;
      case 'increment':
        this.set(i, `${this.engine('op_increment')}(${v(0)})`);
        return;
      case 'decrement':
        this.set(i, `${this.engine('op_decrement')}(${v(0)})`);
        return;
      case 'toNumber':
        this.set(i, `to_number_value(${v(0)})`);
        return;
      case 'toNumeric':
        this.set(i, `to_numeric(${v(0)})`);
        return;
      case 'toText':
        this.set(i, `to_string(${v(0)})`);
        return;
      case 'concatenate':
        this.set(i, `concatenate(${this.args(i.operands)})`);
        return;
      case 'typeOf':
        this.set(i, `type_of(${v(0)})`);
        return;
      case 'instanceOf':
        this.set(i, `instance_of(${v(0)}, ${v(1)})`);
        return;
      case 'isUndefined':
        this.setBoolean(i, `${v(0)} == VALUE_UNDEFINED`);
        return;
      case 'isNullish':
        this.setBoolean(i, `is_nullish(${v(0)})`);
        return;
      case 'isEnd':
        this.setBoolean(i, `${v(0)} == VALUE_END`);
        return;
      case 'isObject':
        this.setBoolean(i, `is_object(${v(0)})`);
        return;
      case 'getIterator':
        this.set(i, `get_iterator(${v(0)}, ${this.text(i)})`);
        return;
      case 'getAsyncIterator':
        this.set(i, `get_async_iterator(${v(0)})`);
        return;
      case 'forInIterator':
        this.set(i, `for_in_iterator(${v(0)})`);
        return;
      case 'iteratorNext':
        this.set(i, `iterator_next(${v(0)})`);
        return;
      case 'iteratorNextOrUndefined':
        this.set(i, `iterator_next_or_undefined(${v(0)})`);
        return;
      case 'iteratorRest':
        this.set(i, `iterator_rest(${v(0)})`);
        return;
      case 'iteratorClose':
        this.set(i, `iterator_close(${v(0)})`);
        return;
      case 'iteratorCloseQuietly':
        this.out(`iterator_close_quietly(${v(0)});`);
        return;
      case 'iteratorStep':
        this.set(i, `iterator_step(${v(0)})`);
        return;
      case 'iteratorReturn':
        this.set(i, `iterator_return(${v(0)})`);
        return;
      case 'checkIteratorResult':
        this.set(i, `check_iterator_result(${v(0)})`);
        return;
      case 'delegateResume':
        this.set(i, `delegate_resume(${v(0)}, ${v(1)}, ${v(2)})`);
        return;
      case 'resumeMode':
        this.set(i, 'INT(F->mode)');
        return;
      case 'throw':
        this.out(`throw_value(${v(0)}); ${this.failure()}`);
        return;
      case 'throwError': {
        const type = im.error!.replace(/Error$/, '').toUpperCase();
        this.out(`throw_named_error(${type === '' ? '' : `${type}_`}ERROR, ${cMessage(im.name!)}); ${this.failure()}`);
        return;
      }
      case 'catch':
        this.set(i, 'engine.exception');
        return;
      default:
        throw new InternalError(`${this.fn.symbol}: ${i.op} cannot be emitted here`);
    }
  }

  protected objectNew(i: Instruction): void {
    const keys = i.immediates.keys!;
    if (keys.length === 0 && this.fn.traits.module) {
      this.set(i, 'new_object()');
      return;
    }
    const capacity = keys.length === 0 ? EMPTY_CAPACITY : Math.min(keys.length, 100);
    const site = this.group.literal(keys.slice(0, capacity), capacity);
    const t = `t${this.temporary++}`;
    this.out(`{ Object *${t} = new_literal(${site});`);
    for (const [k, r] of i.operands.slice(0, capacity).entries()) this.out(`  ${t}->slots[${k}] = ${this.value(r)};`);
    this.out(`  ${this.name(i.result!)} = value_of(${t}); }`);
    i.operands.slice(capacity).forEach((r, k) => {
      const key = this.group.text(keys[capacity + k]!);
      this.out(`add_property((Object *)${this.name(i.result!)}, ${key}, ${this.value(r)}, DATA_DEFAULT);`);
    });
  }

  protected instanceNew(i: Instruction): void {
    const keys = i.immediates.keys!;
    const site = this.group.literal(keys, keys.length);
    const t = `t${this.temporary++}`;
    this.out(`{ Object *${t} = ${this.engine('new_instance')}(${site}, ${this.value(i.operands[0]!)});`);
    for (const [k, r] of i.operands.slice(1).entries()) this.out(`  ${t}->slots[${k}] = ${this.value(r)};`);
    this.out(`  ${this.name(i.result!)} = value_of(${t}); }`);
  }

  /** A call that most likely finds this function. */
  private callLikely(i: Instruction, target: IRFunction): void {
    this.group.declareFunction(target);
    const [callee, self] = [this.value(i.operands[0]!), this.value(i.operands[1]!)];
    const values = i.operands.slice(2).map((r) => this.value(r));
    const passed = target.parameters.map((_, k) => values[k] ?? 'VALUE_UNDEFINED');
    const direct = `d_${target.symbol}(${[`function_of(${callee})`, self, 'VALUE_UNDEFINED', ...passed].join(', ')})`;
    const t = `t${this.temporary++}`;
    const other = `${this.outOfLine('call')}(${callee}, ${self}, ${this.args(i.operands.slice(2))}, ${this.text(i)})`;
    this.out(
      `{ Value ${t}; if (likely(is_function_object(${callee}) && function_of(${callee})->info == &i_${target.symbol})) ${t} = ${direct};`,
    );
    this.out(`else { ${t} = ${other}; }`);
    this.set(i, t);
    this.out('}');
  }

  protected callDirect(i: Instruction): void {
    const target = i.immediates.function!;
    this.group.declareFunction(target);
    const values = i.operands.map((r) => this.value(r));
    if (target.suspends || target.variadic) {
      this.set(i, `c_${target.symbol}(NULL, VALUE_UNDEFINED, VALUE_UNDEFINED, ${this.args(i.operands)})`);
      return;
    }
    const passed = target.parameters.map((_, k) => values[k] ?? 'VALUE_UNDEFINED');
    this.set(i, `d_${target.symbol}(${['NULL, VALUE_UNDEFINED, VALUE_UNDEFINED', ...passed].join(', ')})`);
  }
}
