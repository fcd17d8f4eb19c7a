import type { Constant, Instruction, IRFunction, Register } from '../ir.js';
import type { Binding } from '../scope.js';

/** What a class defines, as far as its members have constant names and are functions. */
export interface KnownClass {
  readonly constructor: IRFunction;
  readonly methods: Map<string, IRFunction>;
  readonly statics: Map<string, IRFunction>;
}

/** What holds in the whole program, because nothing can be added to it when it runs. */
export interface Known {
  /** Variables of top levels that only ever hold one class, or are not initialised yet. */
  readonly classOf: ReadonlyMap<Binding, KnownClass>;
  readonly classes: readonly KnownClass[];
  /** Variables of top levels that are assigned once, where the top level runs: their first value is their last. */
  readonly constants: ReadonlySet<Binding>;
  /** Those of them whose value the source tells. */
  readonly primitives: ReadonlyMap<Binding, Constant>;
}

/** Definitions of registers that have one. */
export function singleDefinitions(fn: IRFunction): Map<Register, Instruction> {
  const definitions = new Map<Register, Instruction>();
  const several = new Set<Register>(fn.parameters);
  for (const block of fn.blocks)
    for (const i of block.instructions) {
      if (i.result === null) continue;
      if (definitions.has(i.result)) several.add(i.result);
      definitions.set(i.result, i);
    }
  for (const r of several) definitions.delete(r);
  return definitions;
}

/** Classes that are evaluated once, at the top level of a module. */
export function knownClasses(functions: readonly IRFunction[]): Known {
  const assignments = new Map<Binding, number>();
  const constants = new Set<Binding>();
  for (const fn of functions)
    for (const block of fn.blocks)
      for (const i of block.instructions)
        if (i.op === 'moduleSet') {
          const binding = i.immediates.binding!;
          assignments.set(binding, (assignments.get(binding) ?? 0) + 1);
          if (fn.traits.module && block.loopDepth === 0) constants.add(binding);
        }
  for (const binding of constants) if (assignments.get(binding) !== 1) constants.delete(binding);
  const classOf = new Map<Binding, KnownClass>();
  const classes: KnownClass[] = [];
  const primitives = new Map<Binding, Constant>();
  for (const fn of functions) {
    if (!fn.traits.module) continue;
    const definitions = singleDefinitions(fn);
    const made = new Map<Register, KnownClass>();
    const prototypes = new Map<Register, KnownClass>();
    for (const block of fn.blocks) {
      if (block.loopDepth > 0) continue;
      for (const i of block.instructions) {
        const [target, key, value] = i.operands as [Register, Register, Register];
        if (i.op === 'classNew') {
          const closure = definitions.get(target);
          if (closure?.op !== 'closure') continue;
          const known: KnownClass = {
            constructor: closure.immediates.function!,
            methods: new Map(),
            statics: new Map(),
          };
          made.set(target, known);
          classes.push(known);
        } else if (i.op === 'classPrototype') {
          const known = made.get(target);
          if (known !== undefined) prototypes.set(i.result!, known);
        } else if (i.op === 'moduleSet') {
          const known = made.get(target);
          const binding = i.immediates.binding!;
          if (known !== undefined && assignments.get(binding) === 1) classOf.set(binding, known);
          const value = definitions.get(target);
          if (value?.op === 'constant' && constants.has(binding)) primitives.set(binding, value.immediates.value);
        } else if (i.op === 'defineMethod') {
          const name = definitions.get(key);
          const closure = definitions.get(value);
          if (name?.op !== 'constant' || closure?.op !== 'closure') continue;
          const text = name.immediates.value;
          if (typeof text !== 'string') continue;
          made.get(target)?.statics.set(text, closure.immediates.function!);
          prototypes.get(target)?.methods.set(text, closure.immediates.function!);
        }
      }
    }
  }
  return { classOf, classes, constants, primitives };
}
