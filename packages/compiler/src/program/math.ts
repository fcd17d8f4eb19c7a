import { computedNames, matchesPattern } from '../computed-keys.js';
import type { Block, Instruction, IRFunction, Register } from '../ir.js';
import { singleDefinitions } from './known.js';

/** Functions of Math and their numbers of arguments, where a call in place knows what they are. */
const FUNCTIONS = new Map<string, number>([
  ...(
    'floor ceil trunc round fround sqrt abs sign clz32 exp expm1 log log1p log2 log10 cbrt ' +
    'sin cos tan asin acos atan sinh cosh tanh asinh acosh atanh'
  )
    .split(' ')
    .map((name): [string, number] => [name, 1]),
  ...'imul min max pow atan2'.split(' ').map((name): [string, number] => [name, 2]),
]);
const CONSTANTS = new Map(
  (['E', 'LN10', 'LN2', 'LOG10E', 'LOG2E', 'PI', 'SQRT1_2', 'SQRT2'] as const).map((name) => [
    name as string,
    Math[name],
  ]),
);
const OTHERS = new Set(['random', 'hypot']);

/** With Math or the global object as first operand these change nothing of it and keep no reference to it. */
const LOOKS = new Set([
  'getElement',
  'requireObjectCoercible',
  'typeOf',
  'isUndefined',
  'isNullish',
  'isObject',
  'not',
]);
/** They give names that the source need not contain. */
const LISTS_NAMES = new Set(['getOwnPropertyNames', 'getOwnPropertyDescriptors', 'ownKeys']);

/**
 * Calls of Math's functions become instructions, and its constants constants, in `functions`, where the program, which is
 * closed, cannot have replaced them: it only ever reads properties of Math, and never by way of the global object.
 */
export function knowMath(program: readonly IRFunction[], functions: readonly IRFunction[]): void {
  const changed = replacedMembers(program);
  if (changed === null) return;
  for (const fn of functions) {
    if (!fn.blocks.some((block) => block.instructions.some((i) => isGlobal(i, 'Math')))) continue;
    const definitions = singleDefinitions(fn);
    const isMath = (r: Register): boolean => isGlobal(definitions.get(r), 'Math');
    const read = (r: Register): string | null => {
      const i = definitions.get(r);
      return i?.op === 'getProperty' && isMath(i.operands[0]!) ? i.immediates.key! : null;
    };
    let found = false;
    for (const block of fn.blocks)
      for (const [index, i] of block.instructions.entries()) {
        if (i.op === 'getProperty' && isMath(i.operands[0]!)) {
          const value = CONSTANTS.get(i.immediates.key!);
          if (value === undefined) continue;
          block.instructions[index] = { ...i, op: 'constant', operands: [], immediates: { value } };
          found = true;
        } else if (i.op === 'call') {
          const name = read(i.operands[0]!);
          if (name === null || changed.has(name) || FUNCTIONS.get(name) !== i.operands.length - 2) continue;
          block.instructions[index] = { ...i, op: 'math', operands: i.operands.slice(2), immediates: { name } };
          found = true;
        }
      }
    if (found) removeReads(fn, definitions);
  }
}

const isGlobal = (i: Instruction | undefined, name: string): boolean =>
  i?.op === 'globalGet' && i.immediates.name === name;

/** Reads of Math and of its members that nothing needs any more. */
function removeReads(fn: IRFunction, definitions: ReadonlyMap<Register, Instruction>): void {
  for (const op of ['getProperty', 'globalGet']) {
    const used = usedRegisters(fn.blocks);
    for (const block of fn.blocks)
      for (let index = block.instructions.length - 1; index >= 0; index--) {
        const i = block.instructions[index]!;
        if (i.op !== op || i.result === null || used.has(i.result)) continue;
        const of = op === 'globalGet' ? i : definitions.get(i.operands[0]!);
        if (isGlobal(of, 'Math') && (op === 'globalGet' || FUNCTIONS.has(i.immediates.key!)))
          block.instructions.splice(index, 1);
      }
  }
}

function usedRegisters(blocks: readonly Block[]): Set<Register> {
  const used = new Set<Register>();
  for (const { instructions, terminator } of blocks) {
    for (const i of instructions) for (const r of i.operands) used.add(r);
    if (terminator !== null && 'operand' in terminator) used.add(terminator.operand as Register);
  }
  return used;
}

/** The members of Math that the program assigns; null if it may do anything to it. */
function replacedMembers(functions: readonly IRFunction[]): Set<string> | null {
  const replaced = new Set<string>();
  let escapes = false;
  const named = new Set<string>();
  for (const fn of functions) {
    const math = new Set<Register>();
    const global = new Set<Register>();
    for (const block of fn.blocks)
      for (const i of block.instructions) {
        for (const name of [i.immediates.key, i.immediates.value]) if (typeof name === 'string') named.add(name);
        if (i.op === 'globalSet' && i.immediates.name === 'Math') return null;
        if (i.op !== 'globalGet' && i.op !== 'globalGetOrUndefined') continue;
        if (i.immediates.name === 'Math') math.add(i.result!);
        else if (i.immediates.name === 'globalThis') global.add(i.result!);
      }
    if (math.size === 0 && global.size === 0) continue;
    const definitions = singleDefinitions(fn);
    for (const r of [...math, ...global]) if (!definitions.has(r)) return null;
    for (const block of fn.blocks) {
      for (const i of block.instructions)
        for (const [k, r] of i.operands.entries()) {
          if (global.has(r)) {
            const access = k === 0 && (i.op === 'getProperty' || i.op === 'setProperty');
            if (!access) escapes = true;
            else if (i.immediates.key === 'Math') return null;
          }
          if (!math.has(r)) continue;
          const key = i.op === 'call' ? definitions.get(i.operands[0]!) : undefined;
          if (k === 0 && i.op === 'setProperty') replaced.add(i.immediates.key!);
          else if (k === 0 && (i.op === 'getProperty' || LOOKS.has(i.op))) continue;
          else if (i.op === 'call' && k === 1 && key?.op === 'getProperty' && isMember(key.immediates.key!)) continue;
          else return null;
        }
      const { terminator } = block;
      if (terminator?.op === 'return' && (math.has(terminator.operand) || global.has(terminator.operand))) return null;
    }
  }
  if (!escapes) return replaced;
  // by way of the global object: under a name of its own, one that is listed, or one that is put together
  const listed = [...LISTS_NAMES].some((name) => named.has(name));
  if (listed || named.has('Math')) return null;
  return computedNames(functions).some((pattern) => matchesPattern('Math', pattern)) ? null : replaced;
}

const isMember = (name: string): boolean => FUNCTIONS.has(name) || OTHERS.has(name);
