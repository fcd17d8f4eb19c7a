import type { IRFunction } from '../ir.js';

/** `call.h` of the engine calls functions of so many parameters directly; others take an array. */
const MAX_PARAMETERS = 8;

const TRAILING = ['this_value', 'self', 'new_target'] as const;
export type Trailing = (typeof TRAILING)[number];
const TYPES: Record<Trailing, string> = { this_value: 'Value', self: 'Function *', new_target: 'Value' };
const ABSENT: Record<Trailing, string> = { this_value: 'VALUE_UNDEFINED', self: 'NULL', new_target: 'VALUE_UNDEFINED' };

/** How a compiled function takes its arguments: see `Direct1` in `call.h` of the engine. */
export interface Signature {
  /** As natives do, with an array. */
  readonly raw: boolean;
  /** What it reads behind its parameters: `this`, itself, new.target, up to the last that it reads. */
  readonly trailing: readonly Trailing[];
}

const signatures = new WeakMap<IRFunction, Signature>();

export function signatureOf(fn: IRFunction): Signature {
  const known = signatures.get(fn);
  if (known !== undefined) return known;
  const raw = fn.variadic || fn.parameters.length > MAX_PARAMETERS;
  let count = fn.traits.classConstructor ? 3 : 0;
  for (const block of fn.blocks)
    for (const { op } of block.instructions) {
      if (op === 'thisValue') count = Math.max(count, 1);
      else if (op === 'captured' || op === 'selfFunction') count = Math.max(count, 2);
      else if (op === 'newTarget') count = 3;
    }
  const signature = { raw, trailing: raw ? [] : TRAILING.slice(0, count) };
  signatures.set(fn, signature);
  return signature;
}

export const NATIVE_PARAMETERS =
  'Function *self UNUSED, Value this_value UNUSED, Value new_target UNUSED, uint32_t argc UNUSED, const Value *argv UNUSED';

/** What runs functions in the compact form; it returns what it throws, as natives do. */
export const INTERPRET =
  'Value interpret(const uint8_t *text, Function *self, Value this_value, Value new_target, uint32_t argc, const Value *argv);';

/** The C parameters of `d_SYMBOL`, with names. */
export function parameterList(fn: IRFunction): string {
  const { raw, trailing } = signatureOf(fn);
  if (raw) return NATIVE_PARAMETERS;
  const all = [...fn.parameters.map((r) => `Value r${r}`), ...trailing.map((name) => `${TYPES[name]} ${name} UNUSED`)];
  return all.join(', ') || 'void';
}

/** What a caller that knows the function gives it behind its parameters. */
export const trailingOf = (fn: IRFunction, given: Partial<Record<Trailing, string>>): string[] =>
  signatureOf(fn).trailing.map((name) => given[name] ?? ABSENT[name]);

/** What its FunctionInfo refers to, and how that takes its arguments. */
export function entryOf(fn: IRFunction): { readonly target: string; readonly registers: string } {
  if (fn.suspends) return { target: `c_${fn.symbol}`, registers: '0' };
  const target = `d_${fn.symbol}`;
  if (signatureOf(fn).raw) return { target, registers: 'REGISTERS_RAW' };
  return { target, registers: String(fn.parameters.length + 1) };
}
