/** Which instructions of the interpreter an instruction of the intermediate representation becomes. */

import { InternalError } from '../diagnostics.js';
import { BINARY, COMPARE } from '../emit/instructions.js';
import { numberLiteral } from '../emit/names.js';
import { MATH_VALUES } from '../emit/unwinding.js';
import { type Constant, HOLE, type Instruction, type IRFunction, type Register, UNINITIALIZED } from '../ir.js';
import type { CompactInstruction, Immediate, Operand } from './code.js';
import type { Tables } from './tables.js';

const SMALLEST = -0x2000;
const LARGEST = 0x1fff;

/** Unary and binary operations whose form follows from their operands alone. */
const PLAIN: Readonly<Record<string, string>> = {
  boxNew: 'far_new_box',
  boxGet: 'w_box_get',
  boxSet: 'w_box_set',
  arrayPush: 'w_array_push',
  objectSpread: 'object_spread',
  setLiteralPrototype: 'w_set_literal_prototype',
  defineElement: 'w_define_visible',
  classPrototype: 'class_prototype',
  privateDefineAccessor: 'private_define_accessor',
  privateGet: 'private_get',
  privateSet: 'private_set',
  privateHas: 'private_has',
  getElement: 'cold_get_element',
  setElement: 'cold_put_element',
  deleteProperty: 'delete_member',
  hasProperty: 'in_operator',
  getSuper: 'get_super',
  setSuper: 'put_super',
  toPropertyKey: 'to_property_key',
  superConstructor: 'super_constructor',
  checkThisUnset: 'w_check_this_unset',
  strictEquals: 'w_strict_equals',
  looseEquals: 'loose_equals',
  not: 'w_not',
  negate: 'cold_op_negate',
  bitNot: 'cold_op_bit_not',
  increment: 'cold_op_increment',
  decrement: 'cold_op_decrement',
  toNumber: 'to_number_value',
  toNumeric: 'cold_to_numeric',
  toText: 'cold_to_string',
  typeOf: 'type_of',
  instanceOf: 'instance_of',
  isUndefined: 'w_is_undefined',
  isNullish: 'w_is_nullish',
  isEnd: 'w_is_end',
  isObject: 'w_is_object',
  forInIterator: 'for_in_iterator',
  iteratorNext: 'cold_iterator_next',
  iteratorNextOrUndefined: 'iterator_next_or_undefined',
  iteratorSkip: 'iterator_skip',
  iteratorRest: 'iterator_rest',
  iteratorClose: 'iterator_close',
  iteratorCloseQuietly: 'w_close_quietly',
  iteratorStep: 'iterator_step',
  iteratorReturn: 'iterator_return',
  checkIteratorResult: 'check_iterator_result',
  delegateResume: 'delegate_resume',
  throw: 'throw_value',
  catch: 'w_catch',
};

/** Operations with the text of a message behind their operands. */
const WITH_TEXT: Readonly<Record<string, string>> = {
  arraySpread: 'array_spread',
  requireObjectCoercible: 'w_check_coercible',
  callArray: 'call_array',
  constructArray: 'w_construct_array',
  superConstructArray: 'construct_array',
  getIterator: 'get_iterator',
  getAsyncIterator: 'get_async_iterator',
};

/** Numbers of operands that have an opcode of their own. */
const MOST_IN_OPCODE = 6;

export function constantOf(value: Constant, tables: Tables): string {
  if (typeof value === 'string') return `c ${tables.text(value)}`;
  if (
    typeof value === 'number' &&
    Number.isInteger(value) &&
    !Object.is(value, -0) &&
    value >= SMALLEST &&
    value <= LARGEST
  )
    return `i ${value}`;
  if (typeof value === 'number') return `x ${numberLiteral(value)}`;
  if (value === undefined) return 'x VALUE_UNDEFINED';
  if (value === null) return 'x VALUE_NULL';
  if (value === UNINITIALIZED) return 'x VALUE_UNINITIALIZED';
  if (value === HOLE) return 'x VALUE_HOLE';
  if (typeof value === 'boolean') return value ? 'x VALUE_TRUE' : 'x VALUE_FALSE';
  if (typeof value === 'bigint') return `c ${tables.bigint(value)}`;
  if (typeof value === 'object') return `c symbol_${value.wellKnownSymbol}`;
  throw new InternalError('a constant of an unknown type');
}

export class Selector {
  private readonly fn: IRFunction;
  private readonly tables: Tables;
  private readonly operand: (r: Register) => Operand;
  private readonly isUsed: (r: Register) => boolean;
  private readonly scratch: () => Register;

  constructor(
    fn: IRFunction,
    tables: Tables,
    operand: (r: Register) => Operand,
    isUsed: (r: Register) => boolean,
    scratch: () => Register,
  ) {
    this.fn = fn;
    this.tables = tables;
    this.operand = operand;
    this.isUsed = isUsed;
    this.scratch = scratch;
  }

  private make(
    i: Pick<Instruction, 'result'>,
    form: string,
    does: string,
    operands: readonly Operand[],
    immediates: readonly Immediate[] = [],
    rest: Partial<Pick<CompactInstruction, 'counted' | 'throws' | 'outgoing'>> = {},
  ): CompactInstruction {
    const { counted = false, throws = true, outgoing = 0 } = rest;
    const operation = this.tables.operation(form, does);
    return { operation, result: i.result, immediates, operands: [...operands], counted, targets: [], throws, outgoing };
  }

  /** The result, if anybody wants it. */
  private wanted(i: Instruction): Register | null {
    return i.result !== null && this.isUsed(i.result) ? i.result : null;
  }

  /** A form that has a register for its result. */
  private giving(i: Instruction): { result: Register } {
    return { result: i.result ?? this.scratch() };
  }

  /** A function of the engine on operands, and perhaps a key or a text. */
  private plain(
    i: Instruction,
    does: string,
    operands: readonly Operand[],
    extra: '' | 'K' | 'T' = '',
    immediates: Immediate[] = [],
  ) {
    const result = this.wanted(i);
    return this.make(
      { result },
      `${result === null ? 'S' : 'F'}${operands.length}${extra}`,
      does,
      operands,
      immediates,
    );
  }

  private message(text: string | undefined): Immediate {
    return { table: 'texts', entry: this.tables.message(text) };
  }

  private key(text: string): Immediate {
    return { table: 'cells', entry: this.tables.text(text) };
  }

  /** A list of operands that are gathered behind the registers. */
  private list(
    i: Pick<Instruction, 'result'>,
    form: string,
    operands: readonly Operand[],
    immediates: readonly Immediate[],
    outgoing = 0,
  ): CompactInstruction {
    const counted = operands.length > MOST_IN_OPCODE;
    if (operands.length > 250) throw this.tables.tooLarge();
    const flags =
      (counted ? 255 : operands.length) | (i.result === null ? 256 : 0) | (immediates.length === 0 ? 512 : 0);
    return this.make(i, form, String(flags), operands, immediates, {
      counted,
      outgoing: Math.max(outgoing, operands.length),
    });
  }

  private call(
    i: Instruction,
    form: string,
    immediate: Immediate | null,
    operands: readonly Register[],
    outgoing = 0,
  ): CompactInstruction {
    const all = operands.map(this.operand);
    return this.list({ result: this.wanted(i) }, form, all, immediate === null ? [] : [immediate], outgoing);
  }

  /** The same where messages quote the source. */
  private quoting(i: Instruction, form: string, text: string | undefined): CompactInstruction {
    const quoted = this.tables.quotes ? this.message(text) : null;
    return this.call(i, form, quoted, i.operands);
  }

  private target(i: Instruction, form: string, given: number): CompactInstruction {
    const fn = i.immediates.function!;
    const outgoing = Math.max(i.operands.length, given + fn.parameters.length);
    return this.call(i, form, { table: 'functions', entry: this.tables.target(fn) }, i.operands, outgoing);
  }

  /** A method read and called at once. */
  invoke(call: Instruction, key: string): CompactInstruction {
    const [, ...operands] = call.operands;
    if (!this.tables.quotes) return this.call(call, 'INVOKE_NAMED', this.key(key), operands);
    return this.call(
      call,
      'INVOKE',
      { table: 'methods', entry: this.tables.method(key, call.immediates.text!) },
      operands,
    );
  }

  /** x++ with its conversion. */
  step(i: Instruction, from: Register): CompactInstruction {
    return this.plain(i, `step_${i.op}`, [this.operand(from)]);
  }

  members(target: Register, entry: string): CompactInstruction {
    return this.make({ result: null }, 'MEMBERS', '0', [this.operand(target)], [{ table: 'members', entry }]);
  }

  move(result: Register, from: Operand): CompactInstruction {
    return this.make({ result }, 'MOVE', '0', [from], [], { throws: false });
  }

  load(result: Register, constant: string): CompactInstruction {
    return this.make({ result }, 'LOAD', '0', [], [{ constant }], { throws: false });
  }

  select(i: Instruction): CompactInstruction {
    const { immediates: im, operands } = i;
    const v = (k: number): Operand => this.operand(operands[k]!);
    const all = (): Operand[] => operands.map(this.operand);
    const plain = PLAIN[i.op];
    if (plain !== undefined) return this.plain(i, plain, all());
    const withText = WITH_TEXT[i.op];
    if (withText !== undefined) {
      const text = i.op === 'superConstructArray' ? `\x01${this.fn.name}` : im.text;
      if (!this.tables.quotes) return this.plain(i, this.tables.quiet(withText, operands.length), all());
      return this.plain(i, withText, all(), 'T', [this.message(text)]);
    }
    switch (i.op) {
      case 'move':
        return this.move(i.result!, v(0));
      case 'moduleSet':
        return this.make(
          i,
          'SET_VARIABLE',
          '0',
          all(),
          [{ table: 'variables', entry: this.tables.variable(im.binding!) }],
          {
            throws: false,
          },
        );
      case 'checkInitialized':
        return this.plain(i, 'w_check_initialized', all(), 'T', [this.message(im.name)]);
      case 'throwConstAssignment':
        return this.plain(i, 'throw_const_assignment', [], 'T', [this.message(im.name)]);
      case 'globalGet':
      case 'globalGetOrUndefined': {
        const optional = i.op === 'globalGetOrUndefined';
        switch (this.tables.global(im.name!)) {
          case 'known':
            return this.plain(i, 'w_global_get', [], 'K', [this.key(im.name!)]);
          case 'perhaps':
            return this.plain(i, optional ? 'w_global_find_or_undefined' : 'w_global_find', [], 'K', [
              this.key(im.name!),
            ]);
          default:
            if (optional) return this.move(i.result!, 'x VALUE_UNDEFINED');
            return this.plain(i, 'throw_not_defined', [], 'T', [this.message(im.name)]);
        }
      }
      case 'globalSet':
        return this.plain(i, 'w_global_set', all(), 'K', [this.key(im.name!)]);
      case 'argumentsObject':
        return this.make(this.giving(i), 'ARGUMENTS', '0', []);
      case 'restArray':
        return this.make(this.giving(i), 'REST', '0', [], [{ octet: im.index! }]);
      case 'closure':
        return this.make(
          this.giving(i),
          'CLOSURE',
          '0',
          all(),
          [{ table: 'infos', entry: this.tables.info(im.function!) }, { octet: operands.length }],
          { throws: false },
        );
      case 'regexp':
        return this.make(
          this.giving(i),
          'SITE',
          '0',
          [],
          [{ table: 'sites', entry: this.tables.regexp(im.pattern!, im.flags!, i.position) }],
        );
      case 'templateObject':
        return this.make(
          this.giving(i),
          'SITE',
          '0',
          [],
          [{ table: 'sites', entry: this.tables.template(im.template!) }],
        );
      case 'arrayNew':
        if (operands.length === 0) return this.plain(i, 'w_array_new', []);
        return this.list(this.giving(i), 'ARRAY', all(), []);
      case 'objectNew':
        return this.list(this.giving(i), 'OBJECT', all(), [
          { table: 'keyLists', entry: this.tables.keyList(im.keys!) },
        ]);
      case 'instanceNew':
        return this.list(this.giving(i), 'INSTANCE', all(), [
          { table: 'keyLists', entry: this.tables.keyList(im.keys!) },
        ]);
      case 'objectRest':
        return this.list(this.giving(i), 'EXCLUDE', all(), []);
      case 'concatenate':
        return this.list(this.giving(i), 'CONCATENATE', all(), []);
      case 'defineField':
        return this.plain(i, 'cold_cached_define', all(), 'K', [this.key(im.key!)]);
      case 'defineMethod':
        return this.plain(i, im.enumerable ? 'w_define_visible' : 'w_define_hidden', all());
      case 'defineGetter':
        return this.plain(i, im.enumerable ? 'w_define_visible_getter' : 'w_define_hidden_getter', all());
      case 'defineSetter':
        return this.plain(i, im.enumerable ? 'w_define_visible_setter' : 'w_define_hidden_setter', all());
      case 'setFunctionName':
        return this.plain(i, 'w_set_function_name', all(), 'T', [this.message(im.prefix)]);
      case 'classNew':
        return this.plain(i, operands.length > 1 ? 'w_class_extend' : 'w_class_new', all());
      case 'superBase':
        return this.plain(i, `w_super_base_${im.home}`, all());
      case 'privateNameNew':
        return this.plain(i, 'w_private_name', [], 'K', [this.key(im.name!)]);
      case 'privateDefine':
        return this.plain(i, im.readonly ? 'w_private_define_readonly' : 'w_private_define', all());
      case 'getProperty':
        if (im.key === 'length') return this.plain(i, 'w_get_length', all());
        return this.plain(i, 'cold_cached_get', all(), 'K', [this.key(im.key!)]);
      case 'setProperty':
        return this.plain(i, 'cold_cached_put', all(), 'K', [this.key(im.key!)]);
      case 'call':
        return this.quoting(i, 'CALL', im.text);
      case 'callDirect':
        return this.target(i, 'DIRECT', 0);
      case 'callMethod':
        return this.target(i, 'METHOD', 1);
      case 'callKnown':
        return this.target(i, 'KNOWN', 2);
      case 'construct':
        return this.quoting(i, 'NEW', im.text);
      case 'superConstruct':
        return this.quoting(i, 'SUPER', `\x01${this.fn.name}`);
      case 'superConstructForward':
        return this.quoting(i, 'FORWARD', `\x01${this.fn.name}`);
      case 'intrinsic':
        if (operands.length > 4) throw this.tables.tooLarge();
        return this.plain(i, this.tables.intrinsic(im.name!, operands.length), all());
      case 'math':
        if (MATH_VALUES.has(im.name!)) return this.plain(i, `math_value_${im.name}`, all());
        return this.plain(i, this.tables.math(im.name!, operands.length), all());
      case 'binary':
        return this.plain(i, `cold_${BINARY[im.operator!]}`, all());
      case 'compare':
        return this.plain(i, `cold_${COMPARE[im.operator!]}`, all());
      case 'throwError': {
        const type = im.error!.replace(/Error$/, '').toUpperCase();
        const number = `${type === '' ? '' : `${type}_`}ERROR`;
        return this.plain(i, this.tables.thrower(number), [], 'T', [this.message(im.name)]);
      }
      case 'initialYield':
        return this.make({ result: null }, 'START', '0', []);
      case 'await':
        return this.make(this.giving(i), 'SUSPEND', '1', all());
      case 'awaitRaw':
        return this.make(this.giving(i), 'SUSPEND', '0', all());
      case 'yieldRaw':
        return this.make(
          this.giving(i),
          'SUSPEND',
          String(2 | (this.fn.traits.async ? 4 : 0) | (im.delegate ? 8 : 0)),
          all(),
        );
      case 'resumeMode':
        return this.make(this.giving(i), 'MODE', '0', [], [], { throws: false });
      default:
        // an instruction that has no form here: the function stays machine code
        throw this.tables.tooLarge();
    }
  }
}
