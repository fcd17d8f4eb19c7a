import type { IRFunction, Register } from './ir.js';
import type { Binding } from './scope.js';

/** Methods of strings that make a regular expression of what is none. */
const METHODS = new Set(['match', 'matchAll', 'search']);

/** A variable at the top level, or a register of a function. */
type Place = Binding | `${string} ${Register}`;

/**
 * Whether a program may ask for a regular expression by a text without calling the constructor: `text.match(word)`. Literals
 * are followed through registers and variables at the top level; everything else may be a text.
 */
export function makesPatterns(functions: readonly IRFunction[]): boolean {
  const sources = new Map<Place, ('literal' | 'other' | Place)[]>();
  const arguments_: Place[] = [];
  for (const fn of functions) {
    const at = (register: Register): Place => `${fn.symbol} ${register}`;
    const add = (to: Place, from: 'literal' | 'other' | Place): void => {
      const list = sources.get(to);
      if (list === undefined) sources.set(to, [from]);
      else list.push(from);
    };
    for (const { instructions } of fn.blocks)
      for (const { op, operands, result, immediates } of instructions) {
        if (
          op === 'getProperty' &&
          immediates.method !== true &&
          METHODS.has(immediates.key!) &&
          immediates.key !== 'search'
        )
          return true; // the method is handed around
        if (op === 'call' && METHODS.has(immediates.key ?? '') && operands.length > 2)
          arguments_.push(at(operands[2]!));
        if (op === 'callArray' && METHODS.has(immediates.key ?? '')) return true;
        if (op === 'moduleSet') add(immediates.binding!, at(operands[0]!));
        if (result === null) continue;
        if (op === 'regexp') add(at(result), 'literal');
        else if (op === 'move') add(at(result), at(operands[0]!));
        else if (op === 'moduleGet') add(at(result), immediates.binding!);
        else add(at(result), 'other');
      }
  }
  const isLiteral = (place: Place, seen: Set<Place>): boolean => {
    if (seen.has(place)) return true;
    seen.add(place);
    return (sources.get(place) ?? ['other' as const]).every(
      (from) => from === 'literal' || (from !== 'other' && isLiteral(from, seen)),
    );
  };
  return arguments_.some((place) => !isLiteral(place, new Set()));
}
