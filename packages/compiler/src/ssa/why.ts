import type { Instruction, IRFunction, Register } from '../ir.js';
import type { ElementKinds } from '../program/elements.js';
import { ABSENT, constructSSA } from './construct.js';
import { inferTypes } from './infer.js';
import type { ValueType } from './types.js';

const SOURCES: Partial<Record<Instruction['op'], string>> = {
  getProperty: 'a property: types of properties are not followed',
  privateGet: 'a private property: types of properties are not followed',
  call: 'the result of a call',
  callDirect: 'the result of a call: types of results are not followed',
  captured: 'a variable of an outer function',
  boxGet: 'a variable that closures share',
  moduleGet: 'a variable of the top level',
  globalGet: 'a global',
  iteratorNext: 'what an iterator gives',
  await: 'what was waited for',
  catch: 'what was thrown',
};

/** Operations whose speed hangs on what their operands are. */
const ASKS = new Set([
  ...['binary', 'compare', 'strictEquals', 'negate', 'bitNot', 'increment', 'decrement', 'math'],
  ...['getElement', 'setElement'],
]);

/**
 * What is known of the values that a function computes with and of the arrays that it indexes, a line each: where, what, and for a value
 * of which nothing is known what made it so.
 */
export function explain(fn: IRFunction, kinds: ElementKinds): string[] {
  if (fn.suspends) return [`${fn.name}: it suspends, so its values are not followed`];
  if (fn.traits.module) return [`${fn.name}: a top level, so its values are not followed`];
  const ssa = constructSSA(fn);
  const original = (r: Register): Register => ssa.origin.get(r) ?? r;
  const inference = inferTypes(ssa, true, (r) => kinds.kindOf(fn, original(r)), new Map());
  if (inference === null) return [`${fn.name}: its types do not settle`];
  const made = new Map<Register, Instruction | readonly Register[]>();
  const refused = new Map<Register, Instruction>();
  for (const block of ssa.blocks) {
    for (const phi of block.phis) made.set(phi.result, phi.operands);
    for (const i of block.instructions) {
      if (i.result !== null) made.set(i.result, i);
      if (/^(is[A-Z]|typeOf|not$)/.test(i.op)) for (const r of i.operands) refused.set(r, i);
    }
  }
  const nameOf = (r: Register): string => fn.registerNames[original(r)] || 'a value';
  const cause = (r: Register, seen: Set<Register>): string => {
    if (seen.has(r)) return '';
    seen.add(r);
    const test = refused.get(r);
    const also = test === undefined ? '' : `, and it is tested otherwise (${test.op}${place(test)})`;
    const from = made.get(r);
    if (from === undefined) return `${nameOf(r)} is a parameter${also}`;
    if (!('op' in from)) {
      for (const operand of from) {
        if (operand === ABSENT || inference.types[operand]!.kind !== 'any') continue;
        const why = cause(operand, seen);
        if (why !== '') return why;
      }
      return '';
    }
    if (from.op === 'constant')
      return typeof from.immediates.value === 'string' ? `${nameOf(r)} is a text${place(from)}` : '';
    const key = from.immediates.key ?? from.immediates.binding?.name ?? from.immediates.name;
    const named = key === undefined ? '' : ` (${key})`;
    if (from.op === 'getElement')
      return `${nameOf(r)} is an element of ${arrayOf(from.operands[0]!)}${place(from)}${also}`;
    const source = SOURCES[from.op];
    if (source !== undefined) return `${nameOf(r)} is ${source}${named}${place(from)}${also}`;
    for (const operand of from.operands) {
      if (inference.types[operand]!.kind !== 'any') continue;
      const why = cause(operand, seen);
      if (why !== '') return why;
    }
    return `${nameOf(r)} is made by ${from.op}${place(from)}${also}`;
  };
  const arrayOf = (r: Register): string => {
    const kind = kinds.kindOf(fn, original(r));
    if (kind !== null) return `${nameOf(r)}, ${kind.startsWith('I') ? 'an' : 'a'} ${kind}Array`;
    const seen = kinds.seen(fn, original(r));
    return `${nameOf(r)}, ${seen.length === 0 ? 'an object of unknown kind' : `one of ${seen.join(', ')}`}`;
  };
  const lines = new Set<string>();
  for (const block of ssa.blocks)
    for (const i of block.instructions) {
      if (!ASKS.has(i.op)) continue;
      const indexes = i.op === 'getElement' || i.op === 'setElement';
      i.operands.forEach((r, k) => {
        if (indexes && k === 0) {
          lines.add(`${where(i)} indexes ${arrayOf(r)}`);
          return;
        }
        const from = made.get(r);
        if (from !== undefined && 'op' in from && from.op === 'constant') return;
        const type = inference.types[r]!;
        const guess = inference.guards.has(r) ? ', a guess that is tested' : '';
        const why = type.kind === 'any' ? `: ${cause(r, new Set())}` : '';
        lines.add(`${where(i)} ${nameOf(r)}: ${describe(type)}${guess}${why}`);
      });
    }
  return [`${fn.name}:`, ...[...lines].map((line) => `  ${line}`)];
}

function describe(type: ValueType): string {
  if (type.kind === 'integer') return `an integer from ${type.low} to ${type.high}`;
  return { none: 'never there', double: 'a double', number: 'a number', boolean: 'a boolean', any: 'anything' }[
    type.kind
  ];
}

const where = (i: Instruction): string => (i.position === null ? '?' : `${i.position.line}:${i.position.column}`);
const place = (i: Instruction): string => (i.position === null ? '' : ` at ${where(i)}`);
