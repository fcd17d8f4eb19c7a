import type { Instruction, IRFunction, Register } from '../ir.js';
import { Emitter } from './emitter.js';
import { signatureOf, type Trailing, trailingOf } from './signature.js';

/** Calls with so many arguments pass them in registers; the engine's ENTER_ARGUMENTS. */
export const MAX_ARGUMENTS = 4;
const ENTER_ARGUMENTS = 6;

const VIEW_TYPES = ['Int8', 'Uint8', 'Int16', 'Uint16', 'Int32', 'Uint32'];
/** Methods and numbers of arguments that have a call of their own: fast_calls.h of the engine. */
const FAST_CALLS = new Set([
  ...VIEW_TYPES.flatMap((t) => [`get${t}_1`, `get${t}_2`, `set${t}_2`, `set${t}_3`]),
  ...['charCodeAt_1', 'fromCharCode_1', 'push_1', 'imul_2', 'min_2', 'max_2', 'floor_1', 'abs_1', 'subarray_2'],
]);

/** Calls to C: of what the program finds when it runs, of functions that are known, of what the engine has in place. */
export abstract class CallEmitter extends Emitter {
  protected call(i: Instruction): void {
    const { operands, immediates } = i;
    const count = operands.length - 2;
    const read = this.fused.get(i);
    if (read !== undefined) {
      const [, thisValue, ...values] = operands;
      const name = this.called(`invoke_${count}`);
      const { temperature, quotes } = this.group;
      const placed = temperature === 'hot' ? name : name.replace('invoke', quotes ? 'cold_invoke' : 'named_invoke');
      const method = this.group.method(read.immediates.key!, immediates.text!);
      this.set(i, `${placed}(${this.list([thisValue!, ...values])}${method})`);
    } else if (isFastCall(i)) {
      this.set(i, `${this.called(`call_${immediates.key}_${count}`)}(${this.list(operands)}${this.text(i)})`);
    } else if (this.guessesCallee(i)) this.callLikely(i, immediates.function!);
    else {
      const inPlace = this.place('call') === 'call';
      if (count <= MAX_ARGUMENTS) {
        const name = this.called(`call_${count}`);
        const placed = name.replace('call', inPlace ? 'near_call' : 'cold_call');
        this.set(i, `${placed}(${this.list(operands)}${this.text(i)})`);
      } else {
        const name = this.unwinds ? 'u_call' : inPlace ? 'call' : 'cold_call';
        const [callee, thisValue, ...values] = operands;
        this.set(i, `${name}(${this.list([callee!, thisValue!])}${this.args(values)}, ${this.text(i)})`);
      }
    }
  }

  /** Whether the function that is most likely called is called in place. */
  protected guessesCallee(i: Instruction): boolean {
    const { temperature, room } = this.group;
    if (i.immediates.function === undefined || this.compact || temperature !== 'hot' || room === 'none') return false;
    return room === 'much' || room === 'some' || this.block.loopDepth > 0;
  }

  /** Whether the calls of a block are out of line. */
  protected callsAreCalled(): boolean {
    return this.place('call') !== 'call';
  }

  /** A call that most likely finds this function. */
  private callLikely(i: Instruction, target: IRFunction): void {
    this.group.declareFunction(target);
    const [callee, thisValue, ...values] = i.operands as [Register, Register, ...Register[]];
    const [f, self] = [this.value(callee), this.value(thisValue)];
    const direct = this.direct(target, values, { this_value: self, self: `function_of(${f})` });
    const count = values.length;
    const text = this.text(i);
    const other =
      count <= MAX_ARGUMENTS
        ? `${this.called(`call_${count}`).replace('call', 'cold_call')}(${this.list(i.operands)}${text})`
        : `${this.unwinds ? 'u_call' : 'cold_call'}(${f}, ${self}, ${this.args(values)}, ${text})`;
    const t = `t${this.temporary++}`;
    this.out(
      `{ Value ${t}; if (GUESSED(is_function_object(${f}) && function_of(${f})->info == &i_${target.symbol})) ${t} = ${direct};`,
    );
    this.out(`else { ${t} = ${other}; }`);
    this.set(i, t, this.unwinds);
    this.out('}');
  }

  protected callDirect(i: Instruction): void {
    this.callFunction(i, i.immediates.function!, i.operands, {});
  }

  /** Calls a function that is certainly this one. */
  protected callFunction(
    i: Instruction,
    target: IRFunction,
    values: readonly Register[],
    given: Partial<Record<Trailing, string>>,
  ): void {
    this.group.declareFunction(target);
    if (this.group.isCompact(target)) this.set(i, this.interpreted(target, values, given));
    else if (target.suspends) this.set(i, `c_${target.symbol}(${this.rawArguments(values, given)})`);
    else this.set(i, this.direct(target, values, given), this.unwinds);
  }

  private rawArguments(values: readonly Register[], given: Partial<Record<Trailing, string>>): string {
    const { self = 'NULL', this_value: receiver = 'VALUE_UNDEFINED', new_target: target = 'VALUE_UNDEFINED' } = given;
    return `${self}, ${receiver}, ${target}, ${this.args(values)}`;
  }

  private interpreted(
    target: IRFunction,
    values: readonly Register[],
    given: Partial<Record<Trailing, string>>,
  ): string {
    return `interpret(k_${target.symbol}, ${this.rawArguments(values, given)})`;
  }

  /** The call of a compiled function, in the form that suits here. */
  private direct(target: IRFunction, values: readonly Register[], given: Partial<Record<Trailing, string>>): string {
    if (this.group.isCompact(target)) {
      const call = this.interpreted(target, values, given);
      return this.unwinds ? `passed(${call})` : call;
    }
    const name = `d_${target.symbol}`;
    if (signatureOf(target).raw) {
      const raw = this.rawArguments(values, given);
      return this.unwinds ? `${name}(${raw})` : `ENTER(Code, ${name}, ${raw})`;
    }
    const parameters = target.parameters.map((_, k) => {
      const r = values[k];
      return r === undefined ? 'VALUE_UNDEFINED' : this.value(r);
    });
    const all = [...parameters, ...trailingOf(target, given)];
    if (this.unwinds) return `${name}(${all.join(', ')})`;
    if (all.length <= ENTER_ARGUMENTS) return `ENTER(__typeof__(&${name}), ${[name, ...all].join(', ')})`;
    const behind = [given.this_value ?? 'VALUE_UNDEFINED', given.self ?? 'NULL', given.new_target ?? 'VALUE_UNDEFINED'];
    return `enter_with(${name}, ${parameters.length}, (Value[]){${parameters.join(', ')}}, ${behind.join(', ')})`;
  }
}

/** Calls that have a function of their own in the engine. */
export const isFastCall = (i: Instruction): boolean => FAST_CALLS.has(`${i.immediates.key}_${i.operands.length - 2}`);
