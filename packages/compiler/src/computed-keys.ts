import type { IRFunction, Register } from './ir.js';
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

/** Facts about places, spread along the flow of values until nothing changes. */
class Facts {
  readonly places = new Set<Place>();
  private readonly fresh: Place[] = [];

  add(place: Place): void {
    if (this.places.has(place)) return;
    this.places.add(place);
    this.fresh.push(place);
  }

  spread(flows: ReadonlyMap<Place, readonly Place[]>): void {
    for (let place = this.fresh.pop(); place !== undefined; place = this.fresh.pop())
      for (const next of flows.get(place) ?? []) this.add(next);
  }
}

/**
 * Whether the program reads a property by a name that it puts together itself: `x['ma' + 'p']`. Texts are followed through
 * registers, variables, closures and direct calls, in no particular order; not through properties and calls of functions
 * that are known at run time only, where `bytes[offset]` cannot be told from `object[name]` without inference.
 */
export function readsComputedNames(functions: readonly IRFunction[]): boolean {
  const flows = new Map<Place, Place[]>();
  const flow = (from: Place, to: Place): void => {
    const targets = flows.get(from);
    if (targets === undefined) flows.set(from, [to]);
    else targets.push(to);
  };
  const constants = new Facts();
  const collections = new Facts();
  const texts = new Facts();
  const sums: { readonly operands: readonly Place[]; readonly result: Place }[] = [];
  const elements: { readonly object: Place; readonly result: Place }[] = [];
  const keys: Place[] = [];
  for (const fn of functions) {
    const at = (register: Register): Place => `${fn.symbol} ${register}`;
    for (const { instructions, terminator } of fn.blocks) {
      if (terminator?.op === 'return') flow(at(terminator.operand), at(RESULT));
      for (const { op, operands, result: register, immediates } of instructions) {
        const [a, b] = operands.map(at);
        if (op === 'getElement' || op === 'hasProperty') keys.push(b!);
        else if (op === 'getSuper') keys.push(...operands.map(at));
        else if (op === 'boxSet') flow(b!, a!);
        else if (op === 'moduleSet') flow(a!, immediates.binding!);
        if (register === null) continue;
        const result = at(register);
        switch (op) {
          case 'constant':
            if (typeof immediates.value === 'string') constants.add(result);
            break;
          case 'concatenate':
            texts.add(result);
            break;
          case 'binary':
            if (immediates.operator !== '+') break;
            sums.push({ operands: [a!, b!], result });
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
          case 'callDirect': {
            const callee = immediates.function!;
            for (const [index, operand] of operands.entries()) {
              const parameter = callee.parameters[index];
              if (parameter !== undefined) flow(at(operand), `${callee.symbol} ${parameter}`);
            }
            flow(`${callee.symbol} ${RESULT}`, result);
            break;
          }
          case 'call':
            if (TEXT_METHODS.has(immediates.key ?? '')) texts.add(result);
            if (COLLECTION_METHODS.has(immediates.key ?? '')) collections.add(result);
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
  for (let before = -1; before !== texts.places.size + collections.places.size; ) {
    before = texts.places.size + collections.places.size;
    collections.spread(flows);
    for (const { object, result } of elements)
      if (collections.places.has(object)) {
        texts.add(result);
        collections.add(result);
      }
    texts.spread(flows);
    for (const { operands, result } of sums)
      if (operands.some((operand) => constants.places.has(operand) || texts.places.has(operand))) texts.add(result);
  }
  return keys.some((key) => texts.places.has(key));
}
