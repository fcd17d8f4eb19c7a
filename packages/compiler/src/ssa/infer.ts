import type { Constant, Instruction, IRFunction, Register } from '../ir.js';
import { opcode } from '../opcodes.js';
import { ELEMENTS, type ElementKind } from '../program/elements.js';
import type { Binding } from '../scope.js';
import { ABSENT, type SSABlock, type SSAFunction } from './construct.js';
import {
  ANY_TYPE,
  BOOLEAN,
  DOUBLE,
  INT32,
  INT32_HIGH,
  INT32_LOW,
  integer,
  isInt32,
  isNumeric,
  join,
  NONE,
  NUMBER,
  SAFE_HIGH,
  sameType,
  UINT32_HIGH,
  type ValueType,
  widen,
} from './types.js';

/** What the result of an instruction of integers is compared with; if it does not hold the function is left. */
export interface Check {
  /** The result must be an int32, or an integer of at most 53 bits. */
  readonly overflow: 'int32' | 'int64' | null;
  /** The result must not be -0, which integers do not have. */
  readonly negativeZero: boolean;
  /** The divisor must be positive and the dividend not negative. */
  readonly remainder: boolean;
}

export interface Inference {
  readonly types: readonly ValueType[];
  /** Values that come from outside and are taken for int32, or what an element is: tested where they come in. */
  readonly guards: Guards;
  readonly checks: ReadonlyMap<Instruction, Check>;
}

export type Guards = ReadonlyMap<Register, ValueType>;
/** What variables of top levels hold once they are initialised. */
export type Primitives = ReadonlyMap<Binding, Constant>;
/** Of which kind the typed array in a register is, most likely. */
export type KindOf = (r: Register) => ElementKind | null;

export const BIT_OPERATORS = new Set(['&', '|', '^', '<<', '>>', '>>>']);
const ARITHMETIC = new Set(['binary', 'compare', 'negate', 'bitNot', 'increment', 'decrement', 'math']);
const GUARDABLE = new Set([
  'getProperty',
  'getElement',
  'call',
  'callDirect',
  'callMethod',
  'boxGet',
  'moduleGet',
  'privateGet',
  'captured',
  'intrinsic',
]);
/** Instructions whose operands are doubles where the result is. */
const CARRIES_DOUBLES = new Set(['binary', 'negate', 'toNumeric', 'increment', 'decrement', 'math']);
/** Functions of Math whose results hardly ever are integers. */
const GIVES_DOUBLES = /^(sqrt|cbrt|exp|log|pow|hypot|atan2|a?(sin|cos|tan)h?)/;
/** How often a loop may change a type before its range jumps. */
const PATIENCE = 3;
const GUARD_ROUNDS = 6;
/** Types that have not settled by then are not worth the time. */
const ROUND_LIMIT = 500;

type Range = { readonly low: number; readonly high: number };

/**
 * How each value can be kept. Sound by itself: a type says what the value always is. Only where a loop gains by it, a
 * value from outside is guessed to be an int32 (guards) and a sum to stay in range (checks); code leaves for the original
 * function where such a guess fails.
 */
export function inferTypes(
  ssa: SSAFunction,
  guesses: boolean,
  kindOf: KindOf,
  primitives: Primitives,
): Inference | null {
  let guards: Guards = new Map();
  const truncated = truncatedResults(ssa);
  for (let round = 0; ; round++) {
    const solution = solve(ssa, guards, guesses, truncated);
    if (solution === null) return null;
    const wanted =
      guesses && round < GUARD_ROUNDS ? wantedGuards(ssa, solution.types, kindOf, truncated, primitives) : [];
    const more = wanted.filter(([r]) => !guards.has(r));
    if (more.length === 0) return { ...solution, guards };
    guards = new Map([...guards, ...more]);
  }
}

/** Sums and products of which only the lower 32 bits are used. */
function truncatedResults(ssa: SSAFunction): Set<Register> {
  const results = new Set<Register>();
  const isArithmetic = (i: Instruction): boolean => i.op === 'binary' && /^[-+*]$/.test(i.immediates.operator!);
  for (const { instructions } of ssa.blocks) for (const i of instructions) if (isArithmetic(i)) results.add(i.result!);
  for (let size = -1; size !== results.size; ) {
    size = results.size;
    for (const block of ssa.blocks) {
      for (const phi of block.phis) for (const r of phi.operands) results.delete(r);
      for (const i of block.instructions) {
        const bits = i.op === 'bitNot' || (i.op === 'binary' && BIT_OPERATORS.has(i.immediates.operator!));
        const sum = isArithmetic(i) && i.immediates.operator !== '*' && results.has(i.result!);
        if (!bits && !sum && i.op !== 'math') for (const r of i.operands) results.delete(r);
        if (i.op === 'math' && i.immediates.name !== 'imul') for (const r of i.operands) results.delete(r);
      }
      if (block.operand !== null) results.delete(block.operand);
    }
  }
  return results;
}

function solve(
  ssa: SSAFunction,
  guards: Guards,
  guesses: boolean,
  truncated: ReadonlySet<Register>,
): Omit<Inference, 'guards'> | null {
  const types: ValueType[] = new Array(ssa.registers).fill(NONE);
  const changes = new Map<Register, number>();
  const checks = new Map<Instruction, Check>();
  for (const r of ssa.parameters) types[r] = guards.get(r) ?? ANY_TYPE;
  let rounds = 0;
  for (let changed = true; changed; ) {
    changed = false;
    if (++rounds > ROUND_LIMIT) return null;
    for (const block of ssa.blocks) {
      for (const phi of block.phis) {
        let type = NONE;
        for (const r of phi.operands) if (r !== ABSENT) type = join(type, types[r]!);
        const old = types[phi.result]!;
        const count = changes.get(phi.result) ?? 0;
        const next = count < PATIENCE ? join(old, type) : widen(old, join(old, type));
        if (sameType(old, next)) continue;
        changes.set(phi.result, count + 1);
        types[phi.result] = next;
        changed = true;
      }
      for (const i of block.instructions) {
        if (i.result === null) continue;
        const looping = guesses && block.original.loopDepth > 0 && !truncated.has(i.result);
        const type = guards.get(i.result) ?? resultType(i, looping, types, checks);
        if (sameType(types[i.result]!, type)) continue;
        types[i.result] = type;
        changed = true;
      }
    }
  }
  return { types: types.map((t) => (t.kind === 'none' ? ANY_TYPE : t)), checks };
}

function resultType(
  i: Instruction,
  looping: boolean,
  types: readonly ValueType[],
  checks: Map<Instruction, Check>,
): ValueType {
  const type = (k: number): ValueType => types[i.operands[k]!]!;
  for (const r of i.operands) if (types[r]!.kind === 'none') return NONE;
  checks.delete(i);
  switch (i.op) {
    case 'constant': {
      const { value } = i.immediates;
      if (typeof value === 'boolean') return BOOLEAN;
      if (typeof value !== 'number') return ANY_TYPE;
      return Number.isSafeInteger(value) && !Object.is(value, -0) ? integer(value, value) : DOUBLE;
    }
    case 'binary':
      return binaryType(i, type(0), type(1), looping, checks);
    case 'increment':
    case 'decrement': {
      const operand = type(0);
      if (operand.kind === 'double') return DOUBLE;
      if (operand.kind !== 'integer') return isNumeric(operand) ? NUMBER : ANY_TYPE;
      const by = i.op === 'increment' ? 1 : -1;
      return fit(i, { low: operand.low + by, high: operand.high + by }, sizeOf(operand), looping, checks);
    }
    case 'toNumeric':
      return isNumeric(type(0)) ? type(0) : ANY_TYPE;
    case 'toNumber':
      return isNumeric(type(0)) ? type(0) : NUMBER;
    case 'negate': {
      const operand = type(0);
      if (operand.kind === 'double') return DOUBLE;
      if (operand.kind !== 'integer') return isNumeric(operand) ? NUMBER : ANY_TYPE;
      const zero = operand.low <= 0 && operand.high >= 0;
      if (zero && !looping) return NUMBER;
      if (zero) checks.set(i, { overflow: null, negativeZero: true, remainder: false });
      return integer(-operand.high, -operand.low);
    }
    case 'bitNot':
      return isNumeric(type(0)) ? INT32 : ANY_TYPE;
    case 'math':
      return mathType(i.immediates.name!, type(0), i.operands.length > 1 ? type(1) : null);
    default: {
      const { result } = opcode(i.op);
      return result === 'boolean' ? BOOLEAN : result === 'number' ? NUMBER : ANY_TYPE;
    }
  }
}

/** What is known of the operands: that they are int32; that neither is known to be no more than that. */
type Size = 'large' | 'int32' | 'narrow';
const sizeOf = (...types: readonly ValueType[]): Size =>
  !types.every(isInt32) ? 'large' : types.every(isNarrow) ? 'narrow' : 'int32';
const isNarrow = (t: ValueType): boolean => t.kind === 'integer' && t.low > INT32_LOW && t.high < INT32_HIGH;

/** The type of an integer result with these exact bounds. */
function fit(
  i: Instruction,
  exact: Range,
  size: Size,
  looping: boolean,
  checks: Map<Instruction, Check>,
  negativeZero = false,
): ValueType {
  const check = (overflow: Check['overflow']): void => {
    if (overflow !== null || negativeZero) checks.set(i, { overflow, negativeZero, remainder: false });
  };
  if (exact.low >= INT32_LOW && exact.high <= INT32_HIGH) {
    check(null);
    return integer(exact.low, exact.high);
  }
  const safe = exact.low >= -SAFE_HIGH && exact.high <= SAFE_HIGH;
  // products of 16 bits and their sums do go beyond; a variable of the loop whose range was given up most likely does not
  if (looping && size !== 'large' && !(size === 'narrow' && safe)) {
    check('int32');
    return integer(Math.max(exact.low, INT32_LOW), Math.min(exact.high, INT32_HIGH));
  }
  if (safe) {
    check(null);
    return integer(exact.low, exact.high);
  }
  if (!looping || i.immediates.operator === '*') return NUMBER;
  check('int64');
  return integer(Math.max(exact.low, -SAFE_HIGH), Math.min(exact.high, SAFE_HIGH));
}

function binaryType(
  i: Instruction,
  a: ValueType,
  b: ValueType,
  looping: boolean,
  checks: Map<Instruction, Check>,
): ValueType {
  const operator = i.immediates.operator!;
  if (BIT_OPERATORS.has(operator)) {
    // with one number the other cannot be a BigInt: that throws
    if (!isNumeric(a) && !isNumeric(b)) return ANY_TYPE;
    return bitType(operator, a, b);
  }
  if (!isNumeric(a) || !isNumeric(b)) return operator !== '+' && (isNumeric(a) || isNumeric(b)) ? NUMBER : ANY_TYPE;
  if (operator === '/') return DOUBLE;
  if (operator === '**') return NUMBER;
  if (a.kind !== 'integer' || b.kind !== 'integer')
    return operator === '%' ? NUMBER : a.kind === 'double' || b.kind === 'double' ? DOUBLE : NUMBER;
  const small = isInt32(a) && isInt32(b);
  switch (operator) {
    case '+':
      return fit(i, { low: a.low + b.low, high: a.high + b.high }, sizeOf(a, b), looping, checks);
    case '-':
      return fit(i, { low: a.low - b.high, high: a.high - b.low }, sizeOf(a, b), looping, checks);
    case '*': {
      if (!small) return NUMBER;
      const products = [a.low * b.low, a.low * b.high, a.high * b.low, a.high * b.high].map((p) => p + 0);
      const hasZero = (r: Range): boolean => r.low <= 0 && r.high >= 0;
      const negativeZero = (hasZero(a) && b.low < 0) || (hasZero(b) && a.low < 0);
      if (negativeZero && !looping) return NUMBER;
      const range = { low: Math.min(...products), high: Math.max(...products) };
      return fit(i, range, sizeOf(a, b), looping, checks, negativeZero);
    }
    case '%': {
      if (!small) return NUMBER;
      const safe = a.low >= 0 && b.low > 0;
      if (!safe && (!looping || a.high < 0 || b.high <= 0)) return NUMBER;
      if (!safe) checks.set(i, { overflow: null, negativeZero: false, remainder: true });
      return integer(0, Math.min(a.high, b.high - 1));
    }
    default:
      return NUMBER;
  }
}

function bitType(operator: string, a: ValueType, b: ValueType): ValueType {
  const constant = b.kind === 'integer' && b.low === b.high ? b.low : null;
  const natural = (t: ValueType): t is ValueType & Range => t.kind === 'integer' && t.low >= 0 && t.high <= INT32_HIGH;
  /** All values whose bits lie below the highest one of n. */
  const mask = (n: number): number => (n === 0 ? 0 : 2 ** (32 - Math.clz32(n)) - 1);
  switch (operator) {
    case '&':
      if (natural(a) && natural(b)) return integer(0, Math.min(a.high, b.high));
      if (natural(a)) return integer(0, a.high);
      if (natural(b)) return integer(0, b.high);
      return INT32;
    case '|':
    case '^':
      return natural(a) && natural(b) ? integer(0, mask(Math.max(a.high, b.high))) : INT32;
    case '<<':
      if (constant !== null && natural(a) && a.high * 2 ** (constant & 31) <= INT32_HIGH)
        return integer(a.low * 2 ** (constant & 31), a.high * 2 ** (constant & 31));
      return INT32;
    case '>>':
      if (constant !== null && a.kind === 'integer' && isInt32(a))
        return integer(a.low >> constant, a.high >> constant);
      return natural(a) ? integer(0, a.high) : INT32;
    default:
      if (constant !== null && natural(a)) return integer(a.low >>> constant, a.high >>> constant);
      return integer(0, constant === null ? UINT32_HIGH : UINT32_HIGH >>> constant);
  }
}

/** What Math's functions give to numbers that are double: an integer in a double. */
export const ROUNDING = new Set(['floor', 'ceil', 'trunc', 'round']);

function mathType(name: string, a: ValueType, b: ValueType | null): ValueType {
  if (name === 'imul') return INT32;
  if (name === 'clz32') return integer(0, 32);
  if (!isNumeric(a) || (b !== null && !isNumeric(b))) return NUMBER;
  if (ROUNDING.has(name) && a.kind === 'integer') return a;
  if (name === 'abs' && a.kind === 'integer') {
    const [low, high] = [Math.abs(a.low), Math.abs(a.high)];
    return integer(a.low <= 0 && a.high >= 0 ? 0 : Math.min(low, high), Math.max(low, high));
  }
  if ((name === 'min' || name === 'max') && a.kind === 'integer' && b?.kind === 'integer')
    return integer(Math[name](a.low, b.low), Math[name](a.high, b.high));
  if (name === 'sign' && a.kind === 'integer') return integer(Math.sign(a.low), Math.sign(a.high));
  return DOUBLE;
}

// --- what is worth a guess

type Definition = { readonly i: Instruction; readonly block: SSABlock } | { readonly phi: readonly Register[] } | null;

/** What the elements of such an array are. */
export function elementType(kind: ElementKind): ValueType {
  const { low, high } = ELEMENTS[kind];
  return low === null ? DOUBLE : integer(low, high);
}

const VIEW_METHOD = /^([gs])et((?:Ui|I)nt(?:8|16|32))$/;

/** What a call reads or writes that most likely is one of a method of a DataView. */
export function viewAccess(i: Instruction): { readonly kind: ElementKind; readonly write: boolean } | null {
  const match = i.op === 'call' ? VIEW_METHOD.exec(i.immediates.key ?? '') : null;
  if (match === null) return null;
  const write = match[1] === 's';
  const given = i.operands.length - 2 - Number(write);
  return given === 1 || given === 2 ? { kind: match[2] as ElementKind, write } : null;
}

/** A call that most likely gives a unit of a text. */
export const isUnitRead = (i: Instruction): boolean =>
  i.op === 'call' && i.immediates.key === 'charCodeAt' && i.operands.length === 3;

function wantedGuards(
  ssa: SSAFunction,
  types: readonly ValueType[],
  kindOf: KindOf,
  truncated: ReadonlySet<Register>,
  primitives: Primitives,
): [Register, ValueType][] {
  const definitions = new Map<Register, Definition>();
  const refused = new Set<Register>();
  for (const r of ssa.parameters) definitions.set(r, null);
  for (const block of ssa.blocks) {
    for (const phi of block.phis) definitions.set(phi.result, { phi: phi.operands });
    for (const i of block.instructions) {
      if (i.result !== null) definitions.set(i.result, { i, block });
    }
  }
  const wanted = new Map<Register, ValueType>();
  const elementOf = (i: Instruction): ElementKind | null => {
    if (i.op === 'getElement') return kindOf(i.operands[0]!);
    if (isUnitRead(i)) return 'Uint16';
    const access = viewAccess(i);
    return access === null || access.write ? null : access.kind;
  };
  const add = (r: Register, d: Definition): void => {
    const kind = d !== null && 'i' in d ? elementOf(d.i) : null;
    if (!refused.has(r)) wanted.set(r, constantOf(r) ?? (kind === null ? INT32 : elementType(kind)));
  };
  /** The type of a variable of a top level that is a whole number for good. */
  const constantOf = (r: Register): ValueType | null => {
    const d = definitions.get(r);
    if (!d || !('i' in d) || d.i.op !== 'moduleGet') return null;
    const value = primitives.get(d.i.immediates.binding!);
    return typeof value === 'number' && isWhole(value) ? integer(value, value) : null;
  };
  /** An element of an array of known kind: whatever is done to it, it is a number. */
  const isElement = (r: Register): boolean => {
    const d = definitions.get(r);
    return !!d && 'i' in d && elementOf(d.i) !== null;
  };
  const isNumber = (r: Register): boolean => isNumeric(types[r]!) || isElement(r) || constantOf(r) !== null;
  for (const { instructions } of ssa.blocks)
    for (const i of instructions) for (const r of contradicted(i, isNumber)) refused.add(r);
  const seen = new Set<Register>();
  const want = (r: Register): void => {
    if (r === ABSENT || wanted.get(r)?.kind === 'double' || seen.has(r) || types[r]!.kind !== 'any') return;
    seen.add(r);
    const d = definitions.get(r);
    if (d === undefined) return;
    if (d === null) add(r, d);
    else if ('phi' in d) d.phi.forEach(want);
    else if (d.i.op === 'toNumeric' || d.i.op === 'increment' || d.i.op === 'decrement') want(d.i.operands[0]!);
    else if (d.i.op === 'binary') d.i.operands.forEach(want);
    else if (GUARDABLE.has(d.i.op)) add(r, d);
  };
  const seenDouble = new Set<Register>();
  /** What is computed with doubles is kept as one, an integer among them, too. */
  const wantDouble = (r: Register): void => {
    if (r === ABSENT || seenDouble.has(r) || (types[r]!.kind !== 'any' && types[r]!.kind !== 'number')) return;
    seenDouble.add(r);
    const d = definitions.get(r);
    if (d === undefined) return;
    if (d !== null && 'phi' in d) d.phi.forEach(wantDouble);
    else if (d !== null && CARRIES_DOUBLES.has(d.i.op) && d.i.immediates.operator !== '%') {
      if (!BIT_OPERATORS.has(d.i.immediates.operator ?? '')) d.i.operands.forEach(wantDouble);
    } else if ((d === null || GUARDABLE.has(d.i.op)) && !refused.has(r) && !wanted.has(r)) wanted.set(r, DOUBLE);
  };
  const isDouble = (r: Register): boolean => types[r]!.kind === 'double';
  const isInteger = (r: Register): boolean => types[r]!.kind === 'integer';
  /** A loop's variable that whole numbers are added to: where it is an index or a bound it is hardly ever a text. */
  const counts = (r: Register): boolean => {
    const d = definitions.get(r);
    if (d === undefined || d === null || !('phi' in d)) return false;
    return d.phi.some((from) => {
      const step = definitions.get(from);
      if (step === undefined || step === null || !('i' in step)) return false;
      if (step.i.op === 'increment' || step.i.op === 'decrement') {
        const of = step.i.operands[0]!;
        const converted = definitions.get(of);
        return (
          of === r ||
          (!!converted && 'i' in converted && converted.i.op === 'toNumeric' && converted.i.operands[0] === r)
        );
      }
      const [a, b] = step.i.operands as [Register, Register];
      return step.i.op === 'binary' && step.i.immediates.operator === '+' && a === r && isInteger(b);
    });
  };
  const isVariable = (r: Register): boolean => {
    const d = definitions.get(r);
    return !!d && 'i' in d && d.i.op === 'moduleGet' && constantOf(r) === null;
  };
  const madeOfBits = (r: Register): boolean => {
    const d = definitions.get(r);
    return (
      d !== undefined && d !== null && 'i' in d && d.i.op === 'binary' && BIT_OPERATORS.has(d.i.immediates.operator!)
    );
  };
  for (const block of ssa.blocks) {
    if (block.original.loopDepth === 0) continue;
    for (const i of block.instructions) {
      const [a, b] = i.operands as [Register, Register];
      const operator = i.immediates.operator;
      if (ARITHMETIC.has(i.op)) for (const r of i.operands) if (constantOf(r) !== null) want(r);
      if (ARITHMETIC.has(i.op) || i.op === 'setElement' || (i.op === 'strictEquals' && i.operands.every(isNumber)))
        for (const r of i.operands) if (isElement(r)) want(r);
      if ((i.op === 'binary' && !BIT_OPERATORS.has(operator!) && operator !== '%') || i.op === 'compare') {
        if (isDouble(a) || operator === '/') wantDouble(b);
        if (isDouble(b) || operator === '/') wantDouble(a);
      } else if (i.op === 'math' && GIVES_DOUBLES.test(i.immediates.name!)) i.operands.forEach(wantDouble);
      // a limit of the whole program may be larger than an int32: 2 ** 32 - 1
      if (i.op === 'compare') for (const r of i.operands) if (isVariable(r) && !wanted.has(r)) wantDouble(r);
      if (i.op === 'math' && (i.immediates.name === 'imul' || i.immediates.name === 'clz32')) i.operands.forEach(want);
      else if (i.op === 'binary' && BIT_OPERATORS.has(operator!)) i.operands.forEach(want);
      else if (
        i.op === 'compare' ||
        (i.op === 'binary' && (operator === '-' || operator === '*' || operator === '%'))
      ) {
        if (isInteger(a) || (i.op === 'compare' && counts(a))) {
          want(a);
          want(b);
        } else if (isInteger(b) || (i.op === 'compare' && counts(b))) {
          want(a);
          want(b);
        }
      } else if (i.op === 'getElement' || i.op === 'setElement') {
        if (counts(b) || kindOf(a) !== null) want(b);
        const key = definitions.get(b);
        if (key && 'i' in key && key.i.op === 'math' && ROUNDING.has(key.i.immediates.name!) && !isInteger(b))
          wanted.set(b, INT32);
      } else if (viewAccess(i) !== null || isUnitRead(i)) want(i.operands[2]!);
      else if (i.op === 'binary' && operator === '+') {
        // a sum of an unknown value may be a text, but not where it is cut to 32 bits
        if (truncated.has(i.result!)) i.operands.forEach(want);
        if (isInteger(a) && madeOfBits(a)) want(b);
        if (isInteger(b) && madeOfBits(b)) want(a);
      } else if (i.op === 'bitNot' || i.op === 'increment' || i.op === 'decrement') want(a);
    }
  }
  return [...wanted];
}

/** An int32 that is not -0. */
const isWhole = (n: number): boolean => (n | 0) === n && !Object.is(n, -0);

/** Values that this instruction uses as something else than a number. */
function contradicted(i: Instruction, isNumber: (r: Register) => boolean): readonly Register[] {
  switch (i.op) {
    case 'isUndefined':
    case 'isNullish':
    case 'isEnd':
    case 'isObject':
    case 'typeOf':
    case 'instanceOf':
    case 'looseEquals':
    case 'not':
    case 'checkInitialized':
      return i.operands;
    case 'strictEquals':
      return i.operands.filter((_, k) => !isNumber(i.operands[1 - k]!));
    case 'getProperty':
    case 'getElement':
    case 'setElement':
    case 'setProperty':
      return [i.operands[0]!];
    case 'call':
      return i.operands.slice(0, 2);
    case 'construct':
      return [i.operands[0]!];
    default:
      return [];
  }
}

/** Whether the function has a loop at all. */
export const hasLoop = (fn: IRFunction): boolean => fn.blocks.some((block) => block.loopDepth > 0);
