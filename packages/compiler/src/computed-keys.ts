import { type Block, type Instruction, type IRFunction, type Register, successors } from './ir.js';
import { singleDefinitions } from './program/known.js';
import type { Binding } from './scope.js';

/** Methods whose result is a text that need not be a constant of the program. */
const TEXT_METHODS = new Set(
  `charAt concat decode fromCharCode fromCodePoint join normalize padEnd padStart repeat replace replaceAll slice substr
  substring toLowerCase toLocaleLowerCase toString toUpperCase toLocaleUpperCase trim trimEnd trimStart`.split(/\s+/),
);
/** Methods whose result holds such texts. */
const COLLECTION_METHODS = new Set(['split', 'parse', 'match', 'matchAll', 'exec']);

/** A variable, or a register of a function; register RESULT is what the function returns. */
type Place = Binding | `${string} ${Register}`;
const RESULT = -1;

/** Names that start and end so; empty texts: any name. */
export interface NamePattern {
  readonly prefix: string;
  readonly suffix: string;
}
const ANY: NamePattern = { prefix: '', suffix: '' };

export const matchesPattern = (name: string, { prefix, suffix }: NamePattern): boolean =>
  name.length >= prefix.length + suffix.length && name.startsWith(prefix) && name.endsWith(suffix);

/** Facts about places, spread along the flow of values until nothing changes. */
class Facts<T> {
  readonly places = new Map<Place, Set<T>>();
  size = 0;
  private readonly fresh: [Place, T][] = [];

  add(place: Place, fact: T): void {
    let facts = this.places.get(place);
    if (facts === undefined) {
      facts = new Set();
      this.places.set(place, facts);
    }
    if (facts.has(fact)) return;
    facts.add(fact);
    this.size++;
    this.fresh.push([place, fact]);
  }

  spread(flows: ReadonlyMap<Place, readonly Place[]>): void {
    for (let next = this.fresh.pop(); next !== undefined; next = this.fresh.pop())
      for (const place of flows.get(next[0]) ?? []) this.add(place, next[1]);
  }
}

/**
 * The names by which the program reads properties and that it puts together itself: `x['ma' + 'p']`, as far as their parts
 * tell. Texts are followed through registers, variables, closures and direct calls, in no particular order; not through
 * properties and calls of functions that are known at run time only, where `bytes[offset]` cannot be told from
 * `object[name]` without inference. `Object.hasOwn(x, name) ? x[name] : ...` reads what the program put there.
 */
export function computedNames(functions: readonly IRFunction[]): NamePattern[] {
  const flows = new Map<Place, Place[]>();
  const flow = (from: Place, to: Place): void => {
    const targets = flows.get(from);
    if (targets === undefined) flows.set(from, [to]);
    else targets.push(to);
  };
  const ownMeansOwn = !functions.some(handsOutBuiltins);
  const constants = new Facts<true>();
  const collections = new Facts<true>();
  const texts = new Facts<NamePattern>();
  const sums: { readonly operands: readonly Place[]; readonly result: Place; readonly pattern: NamePattern }[] = [];
  const elements: { readonly object: Place; readonly result: Place }[] = [];
  const keys: Place[] = [];
  for (const fn of functions) {
    const at = (register: Register): Place => `${fn.symbol} ${register}`;
    const definitions = singleDefinitions(fn);
    const text = (register: Register | undefined): string => {
      const made = register === undefined ? undefined : definitions.get(register);
      return made?.op === 'constant' && typeof made.immediates.value === 'string' ? made.immediates.value : '';
    };
    const patternOf = (parts: readonly Register[]): NamePattern => ({
      prefix: text(parts[0]),
      suffix: text(parts.at(-1)),
    });
    const guarded = ownMeansOwn ? guardedReads(fn, definitions) : new Set<Instruction>();
    for (const { instructions, terminator } of fn.blocks) {
      if (terminator?.op === 'return') flow(at(terminator.operand), at(RESULT));
      for (const instruction of instructions) {
        const { op, operands, result: register, immediates } = instruction;
        const [a, b] = operands.map(at);
        if (op === 'hasProperty' || (op === 'getElement' && !guarded.has(instruction))) keys.push(b!);
        else if (op === 'getSuper') keys.push(...operands.map(at));
        else if (op === 'boxSet') flow(b!, a!);
        else if (op === 'moduleSet') flow(a!, immediates.binding!);
        if (register === null) continue;
        const result = at(register);
        switch (op) {
          case 'constant':
            if (typeof immediates.value === 'string') constants.add(result, true);
            break;
          case 'concatenate':
            texts.add(result, patternOf(operands));
            break;
          case 'binary':
            if (immediates.operator !== '+') break;
            sums.push({ operands: [a!, b!], result, pattern: patternOf(operands) });
            break;
          case 'move':
          case 'boxNew':
          case 'boxGet':
          case 'toText':
          case 'toPropertyKey':
          case 'await':
          case 'getIterator':
            flow(a!, result);
            break;
          case 'moduleGet':
            flow(immediates.binding!, result);
            break;
          case 'captured': {
            const binding = fn.captures[immediates.index!]!;
            flow(binding, result);
            flow(result, binding);
            break;
          }
          case 'closure':
            for (const [index, operand] of operands.entries()) {
              const binding = immediates.function!.captures[index];
              if (binding === undefined) continue;
              flow(at(operand), binding);
              flow(binding, at(operand));
            }
            break;
          case 'callMethod':
          case 'callDirect': {
            const callee = immediates.function!;
            for (const [index, operand] of operands.slice(op === 'callMethod' ? 1 : 0).entries()) {
              const parameter = callee.parameters[index];
              if (parameter !== undefined) flow(at(operand), `${callee.symbol} ${parameter}`);
            }
            flow(`${callee.symbol} ${RESULT}`, result);
            break;
          }
          case 'call':
            if (TEXT_METHODS.has(immediates.key ?? '')) texts.add(result, ANY);
            if (COLLECTION_METHODS.has(immediates.key ?? '')) collections.add(result, true);
            break;
          case 'getElement':
          case 'getProperty':
          case 'iteratorNext':
          case 'iteratorNextOrUndefined':
          case 'iteratorStep':
            elements.push({ object: a!, result });
            break;
        }
      }
    }
  }
  constants.spread(flows);
  for (let before = -1; before !== texts.size + collections.size; ) {
    before = texts.size + collections.size;
    collections.spread(flows);
    for (const { object, result } of elements)
      if (collections.places.has(object)) {
        texts.add(result, ANY);
        collections.add(result, true);
      }
    texts.spread(flows);
    for (const { operands, result, pattern } of sums)
      if (operands.some((operand) => constants.places.has(operand) || texts.places.has(operand)))
        texts.add(result, pattern);
  }
  const found = new Map<string, NamePattern>();
  for (const key of keys)
    for (const pattern of texts.places.get(key) ?? []) found.set(`${pattern.prefix}\0${pattern.suffix}`, pattern);
  return [...found.values()];
}

/** Elements that are read where `Object.hasOwn` has just said that they are there. */
function guardedReads(fn: IRFunction, definitions: ReadonlyMap<Register, Instruction>): Set<Instruction> {
  const predecessors = new Map<Block, Block[]>();
  for (const block of fn.blocks)
    for (const next of successors(block)) predecessors.set(next, [...(predecessors.get(next) ?? []), block]);
  const same = (a: Register, b: Register): boolean => {
    if (a === b) return true;
    const [x, y] = [definitions.get(a), definitions.get(b)];
    return x?.op === 'moduleGet' && y?.op === 'moduleGet' && x.immediates.binding === y.immediates.binding;
  };
  const result = new Set<Instruction>();
  for (const block of fn.blocks) {
    const before = predecessors.get(block);
    const t = before?.length === 1 ? before[0]!.terminator! : null;
    if (t?.op !== 'branch' || t.to !== block || t.otherwise === block) continue;
    const test = definitions.get(t.operand);
    if (test?.op !== 'call' || test.immediates.key !== 'hasOwn' || test.operands.length !== 4) continue;
    const callee = definitions.get(test.operands[0]!);
    const owner = callee?.op === 'getProperty' ? definitions.get(callee.operands[0]!) : undefined;
    if (owner?.op !== 'globalGet' || owner.immediates.name !== 'Object') continue;
    for (const i of block.instructions)
      if (i.op === 'getElement' && same(i.operands[0]!, test.operands[2]!) && i.operands[1] === test.operands[3])
        result.add(i);
  }
  return result;
}

/** Whether a built-in object may be in a variable: all that is known of it otherwise is the name by which it is used in place. */
function handsOutBuiltins(fn: IRFunction): boolean {
  const globals = new Set<Register>();
  const uses = (block: Block): boolean =>
    block.instructions.some(({ op, operands, immediates }) => {
      if ((op === 'getProperty' && PROTOTYPES.has(immediates.key!)) || PROTOTYPES.has(String(immediates.value)))
        return true;
      const inPlace =
        op === 'getProperty' || op === 'construct' || op === 'typeOf' || op === 'strictEquals' || op === 'looseEquals'
          ? 1
          : op === 'call' || op === 'callArray' || op === 'classNew' || op === 'instanceOf'
            ? 2
            : 0;
      return operands.some((r, index) => index >= inPlace && globals.has(r));
    });
  for (const block of fn.blocks)
    for (const { op, result } of block.instructions)
      if ((op === 'globalGet' || op === 'globalGetOrUndefined') && result !== null) globals.add(result);
  return fn.blocks.some(uses);
}
const PROTOTYPES = new Set(['constructor', 'getPrototypeOf', '__proto__', 'globalThis']);
