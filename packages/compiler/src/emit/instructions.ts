import { InternalError } from '../diagnostics.js';
import type { Instruction, Register } from '../ir.js';
import { CallEmitter, MAX_ARGUMENTS } from './calls.js';
import { cMessage } from './names.js';
import { MATH_VALUES } from './unwinding.js';

export const BINARY: Record<string, string> = {
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
export const COMPARE: Record<string, string> = {
  '<': 'op_less',
  '<=': 'op_less_equal',
  '>': 'op_greater',
  '>=': 'op_greater_equal',
};
const INTEGER_FORMS = /^op_(add|subtract|and|or|shift_|less|greater)/;
const isInt32 = (n: number): boolean => (n | 0) === n && !Object.is(n, -0);

/** Inline slots of what an empty literal makes at first. */
const EMPTY_CAPACITY = 4;

/** Instructions to C, one method for what every function has in common. */
export abstract class InstructionEmitter extends CallEmitter {
  protected instruction(i: Instruction): void {
    const fused = this.fused.get(i);
    if (fused !== undefined) {
      if (i.op === 'call') this.call(i);
      else if (fused !== i) {
        const step = this.called(`step_${i.op}`);
        this.set(i, `${step}(${this.value(fused.operands[0]!)})`, this.unwinds);
      }
      return;
    }
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
          `if (unlikely(${v(0)} == VALUE_UNINITIALIZED)) { ${this.throwBy('throw_uninitialized', cMessage(im.name!))} }`,
        );
        return;
      case 'throwConstAssignment':
        this.out(this.throwBy('throw_const_assignment', cMessage(im.name!)));
        return;
      case 'globalGet':
        this.set(i, this.group.global(im.name!, false, this.engine('cached_get')));
        return;
      case 'globalSet':
        this.set(i, this.group.globalSet(im.name!, v(0)));
        return;
      case 'globalGetOrUndefined':
        this.set(i, this.group.global(im.name!, true, this.engine('cached_get')));
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
        this.set(i, `${this.called('array_spread')}(${v(0)}, ${v(1)}, ${this.text(i)})`);
        return;
      case 'objectNew':
        this.objectNew(i);
        return;
      case 'instanceNew':
        this.instanceNew(i);
        return;
      case 'objectSpread':
        this.set(i, `${this.called('object_spread')}(${v(0)}, ${v(1)})`);
        return;
      case 'objectRest':
        this.set(i, `${this.called('object_rest')}(${v(0)}, ${this.args(i.operands.slice(1))})`);
        return;
      case 'setLiteralPrototype':
        this.out(`if (is_object(${v(1)}) || ${v(1)} == VALUE_NULL) set_prototype(${v(0)}, ${v(1)});`);
        return;
      case 'defineField':
        this.set(i, `${this.engine('cached_define')}(${v(0)}, ${v(1)}, ${this.group.cache(im.key!, 'define')})`);
        return;
      case 'defineElement':
        this.set(i, `${this.called('define_member')}(${v(0)}, ${v(1)}, ${v(2)}, DATA_DEFAULT)`);
        return;
      case 'defineMethod':
        this.set(
          i,
          `${this.called('define_member')}(${v(0)}, ${v(1)}, ${v(2)}, ${im.enumerable ? 'DATA_DEFAULT' : 'DATA_HIDDEN'})`,
        );
        return;
      case 'defineGetter':
        this.set(
          i,
          `${this.called('define_member_accessor')}(${v(0)}, ${v(1)}, ${v(2)}, VALUE_EXCEPTION, ${im.enumerable})`,
        );
        return;
      case 'defineSetter':
        this.set(
          i,
          `${this.called('define_member_accessor')}(${v(0)}, ${v(1)}, VALUE_EXCEPTION, ${v(2)}, ${im.enumerable})`,
        );
        return;
      case 'setFunctionName':
        this.out(`set_function_name(${v(0)}, ${v(1)}, ${cMessage(im.prefix!)});`);
        return;
      case 'classNew':
        this.set(
          i,
          `${this.called('class_new')}(${v(0)}, ${i.operands.length > 1}, ${i.operands.length > 1 ? v(1) : 'VALUE_UNDEFINED'})`,
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
        this.set(i, `${this.called('private_define')}(${v(0)}, ${v(1)}, ${v(2)}, ${im.readonly})`);
        return;
      case 'privateDefineAccessor':
        this.set(i, `${this.called('private_define_accessor')}(${v(0)}, ${v(1)}, ${v(2)}, ${v(3)})`);
        return;
      case 'privateGet':
        if (im.id === undefined || this.group.temperature !== 'hot')
          this.set(i, `${this.called('private_get')}(${v(0)}, ${v(1)})`);
        else
          this.set(
            i,
            `${this.engine('cached_private_get')}(${v(0)}, ${this.group.privateCache(im.name!, im.id, 'get', this.fn)})`,
          );
        return;
      case 'privateSet':
        if (im.id === undefined || this.group.temperature !== 'hot')
          this.set(i, `${this.called('private_set')}(${v(0)}, ${v(1)}, ${v(2)})`);
        else
          this.set(
            i,
            `${this.engine('cached_private_set')}(${v(0)}, ${v(2)}, ${this.group.privateCache(im.name!, im.id, 'put', this.fn)})`,
          );
        return;
      case 'privateHas':
        this.set(i, `${this.called('private_has')}(${v(0)}, ${v(1)})`);
        return;
      case 'getProperty':
        if (im.key === 'length')
          this.set(i, `${this.engine('get_length')}(${v(0)}, ${this.group.cache('length', 'get')})`);
        else
          this.set(
            i,
            `${this.engine(im.method ? 'cached_get_method' : 'cached_get')}(${v(0)}, ${this.group.cache(im.key!, 'get')})`,
          );
        return;
      case 'setProperty':
        this.set(i, `${this.engine('cached_put')}(${v(0)}, ${v(1)}, ${this.group.cache(im.key!, 'put')})`);
        return;
      case 'getElement':
        this.set(i, `${this.engine('get_element')}(${v(0)}, ${v(1)})`);
        return;
      case 'setElement':
        this.set(i, `${this.engine('put_element')}(${v(0)}, ${v(1)}, ${v(2)})`);
        return;
      case 'deleteProperty':
        this.set(i, `${this.called('delete_member')}(${v(0)}, ${v(1)})`);
        return;
      case 'hasProperty':
        this.set(i, `${this.called('in_operator')}(${v(0)}, ${v(1)})`);
        return;
      case 'getSuper':
        this.set(i, `${this.called('get_super')}(${v(0)}, ${v(1)}, ${v(2)})`);
        return;
      case 'setSuper':
        this.set(i, `${this.called('put_super')}(${v(0)}, ${v(1)}, ${v(2)}, ${v(3)})`);
        return;
      case 'toPropertyKey':
        this.set(i, `${this.called('to_property_key')}(${v(0)})`);
        return;
      case 'requireObjectCoercible': {
        const what = `${v(0)}, ${this.text(i)}`;
        if (this.unwinds && this.engine('truthy') === 'cold_truthy') this.out(`u_check_coercible(${what});`);
        else this.out(`if (unlikely(is_nullish(${v(0)}))) { ${this.throwBy('throw_no_destructuring', what)} }`);
        return;
      }
      case 'call':
        this.call(i);
        return;
      case 'math':
        this.set(i, this.math(i));
        return;
      case 'callDirect':
        this.callDirect(i);
        return;
      case 'callMethod':
        this.callFunction(i, im.function!, i.operands.slice(1), { this_value: v(0) });
        return;
      case 'callKnown': {
        const target = im.function!;
        const given = { this_value: v(1), self: `function_of(${v(0)})`, new_target: v(0) };
        this.callFunction(i, target, i.operands.slice(2), given);
        return;
      }
      case 'callArray':
        this.set(i, `${this.called('call_array')}(${v(0)}, ${v(1)}, ${v(2)}, ${this.text(i)})`);
        return;
      case 'construct':
        if (i.operands.length - 1 <= MAX_ARGUMENTS)
          this.set(
            i,
            `${this.called(`construct_${i.operands.length - 1}`).replace('construct', 'cold_construct')}(${this.list(i.operands)}${this.text(i)})`,
          );
        else
          this.set(
            i,
            `${this.called('construct')}(${v(0)}, ${v(0)}, ${this.args(i.operands.slice(1))}, ${this.text(i)})`,
          );
        return;
      case 'constructArray':
        this.set(i, `${this.called('construct_array')}(${v(0)}, ${v(0)}, ${v(1)}, ${this.text(i)})`);
        return;
      case 'superConstructor':
        this.set(i, `super_constructor(${v(0)})`);
        return;
      case 'superConstruct':
        this.set(
          i,
          `${this.called('construct')}(${v(0)}, ${v(1)}, ${this.args(i.operands.slice(2))}, ${this.group.quote(`\x01${this.fn.name}`)})`,
        );
        return;
      case 'superConstructArray':
        this.set(
          i,
          `${this.called('construct_array')}(${v(0)}, ${v(1)}, ${v(2)}, ${this.group.quote(`\x01${this.fn.name}`)})`,
        );
        return;
      case 'superConstructForward':
        this.set(
          i,
          `${this.called('construct')}(${v(0)}, ${v(1)}, argc, argv, ${this.group.quote(`\x01${this.fn.name}`)})`,
        );
        return;
      case 'checkThisUnset':
        this.out(`if (unlikely(${v(0)} != VALUE_UNINITIALIZED)) { ${this.throwBy('throw_super_called', '')} }`);
        return;
      case 'intrinsic':
        this.group.declareIntrinsic(im.name!, i.operands.length);
        this.set(i, `intrinsic_${im.name}(${i.operands.map((r) => this.value(r)).join(', ')})`);
        return;
      case 'binary':
        this.set(i, this.operation(BINARY[im.operator!]!, i));
        return;
      case 'compare':
        this.set(i, this.operation(COMPARE[im.operator!]!, i));
        return;
      case 'strictEquals':
        if (i.operands.some((r) => this.isAlike(r))) this.setBoolean(i, `${v(0)} == ${v(1)}`);
        else if (this.constantIn(i.operands[1]!) === 0 && this.engine('strict_equals') === 'cold_strict_equals')
          this.setBoolean(i, `cold_is_zero(${v(0)})`);
        else {
          const text = [0, 1].find((k) => typeof this.constantIn(i.operands[k]!) === 'string');
          if (text === undefined) this.setBoolean(i, `${this.engine('strict_equals')}(${v(0)}, ${v(1)})`);
          else {
            const placed = this.engine('strict_equals').startsWith('cold_') ? 'cold_equals_text' : 'equals_text';
            this.setBoolean(i, `${placed}(${v(1 - text)}, ${v(text)})`);
          }
        }
        return;
      case 'looseEquals':
        this.set(i, `${this.called('loose_equals')}(${v(0)}, ${v(1)})`);
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
        this.set(i, `${this.called('to_number_value')}(${v(0)})`);
        return;
      case 'toNumeric':
        this.set(i, `${this.engine('to_numeric')}(${v(0)})`);
        return;
      case 'toText':
        this.set(i, `${this.engine('to_string')}(${v(0)})`);
        return;
      case 'concatenate':
        this.set(i, `${this.called('concatenate')}(${this.args(i.operands)})`);
        return;
      case 'typeOf':
        this.set(i, `type_of(${v(0)})`);
        return;
      case 'instanceOf':
        this.set(i, `${this.called('instance_of')}(${v(0)}, ${v(1)})`);
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
        // of code that unwinds: a place in its frame, by which the engine knows which exceptions leave it
        this.set(
          i,
          `${this.called('get_iterator')}(${v(0)}, ${this.text(i)}${this.unwinds ? ', (uint8_t[1]){0}' : ''})`,
        );
        return;
      case 'getAsyncIterator':
        this.set(i, `${this.called('get_async_iterator')}(${v(0)}, ${this.text(i)})`);
        return;
      case 'forInIterator':
        this.set(i, `${this.called('for_in_iterator')}(${v(0)})`);
        return;
      case 'iteratorNext':
        this.set(i, `${this.engine('iterator_next')}(${v(0)})`);
        return;
      case 'iteratorSkip':
        this.set(i, `${this.called('iterator_skip')}(${v(0)})`);
        return;
      case 'iteratorNextOrUndefined':
        this.set(i, `${this.called('iterator_next_or_undefined')}(${v(0)})`);
        return;
      case 'iteratorRest':
        this.set(i, `${this.called('iterator_rest')}(${v(0)})`);
        return;
      case 'iteratorClose':
        this.set(i, `${this.called('iterator_close')}(${v(0)})`);
        return;
      case 'iteratorCloseQuietly':
        this.out(`iterator_close_quietly(${v(0)});`);
        return;
      case 'iteratorStep':
        this.set(i, `${this.called('iterator_step')}(${v(0)})`);
        return;
      case 'iteratorReturn':
        this.set(i, `${this.called('iterator_return')}(${v(0)})`);
        return;
      case 'checkIteratorResult':
        this.set(i, `${this.called('check_iterator_result')}(${v(0)})`);
        return;
      case 'delegateResume':
        this.set(i, `delegate_resume(${v(0)}, ${v(1)}, ${v(2)})`);
        return;
      case 'resumeMode':
        this.set(i, 'INT(F->mode)');
        return;
      case 'throw':
        this.out(this.throwBy('throw_value', v(0)));
        return;
      case 'throwError': {
        const type = im.error!.replace(/Error$/, '').toUpperCase();
        this.out(this.throwBy('throw_named_error', `${type === '' ? '' : `${type}_`}ERROR, ${cMessage(im.name!)}`));
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
    const site = this.group.literal(keys.slice(0, capacity), capacity, 'literal');
    const t = `t${this.temporary++}`;
    this.out(`{ Object *${t} = ${this.engine('new_literal')}(${site});`);
    for (const [k, r] of i.operands.slice(0, capacity).entries()) this.out(`  ${t}->slots[${k}] = ${this.value(r)};`);
    this.out(`  ${this.name(i.result!)} = value_of(${t}); }`);
    i.operands.slice(capacity).forEach((r, k) => {
      const key = this.group.text(keys[capacity + k]!);
      this.out(`add_property((Object *)${this.name(i.result!)}, ${key}, ${this.value(r)}, DATA_DEFAULT);`);
    });
  }

  protected instanceNew(i: Instruction): void {
    const keys = i.immediates.keys!;
    const site = this.group.literal(keys, keys.length, 'instance');
    const t = `t${this.temporary++}`;
    this.out(`{ Object *${t} = ${this.engine('new_instance')}(${site}, ${this.value(i.operands[0]!)});`);
    for (const [k, r] of i.operands.slice(1).entries()) this.out(`  ${t}->slots[${k}] = ${this.value(r)};`);
    this.out(`  ${this.name(i.result!)} = value_of(${t}); }`);
  }

  /** An operator; out of line, small constants on its right are passed as they are. */
  private operation(name: string, i: Instruction): string {
    const placed = this.engine(name);
    const right = this.constantIn(i.operands[1]!);
    if (typeof right === 'number' && isInt32(right) && /^(u_)?cold_/.test(placed) && INTEGER_FORMS.test(name))
      return `${placed}_int(${this.value(i.operands[0]!)}, ${right === -2147483648 ? 'INT32_MIN' : right})`;
    return `${placed}(${this.value(i.operands[0]!)}, ${this.value(i.operands[1]!)})`;
  }

  /** Whether what is strictly equal to this constant is the same word: integers but 0, which -0 is equal to. */
  private isAlike(r: Register): boolean {
    if (!this.isConstant(r)) return false;
    const value = this.constantIn(r);
    if (value === undefined || value === null || typeof value === 'boolean') return true;
    return typeof value === 'number' && isInt32(value) && value !== 0;
  }

  /** Any of Math's functions, on values. */
  private math(i: Instruction): string {
    const name = i.immediates.name!;
    if (MATH_VALUES.has(name))
      return `${this.called(`math_value_${name}`)}(${i.operands.map((r) => this.value(r)).join(', ')})`;
    return `${this.called(`math_${i.operands.length}`)}(${this.list(i.operands)}${this.group.math(name)})`;
  }
}
