import type { Instruction, IRFunction, Register } from '../ir.js';
import type { LoweredModule } from '../lower/lower.js';
import type { Binding } from '../scope.js';
import { singleDefinitions } from './known.js';

/** A private method of the instances of a class that is evaluated once. */
interface Method {
  readonly fn: IRFunction;
  readonly binding: Binding;
  /** Name and id of the private symbol that says that an object is an instance. The engine finds the class in the name. */
  readonly brand: Brand;
}

interface Brand {
  readonly name: string;
  readonly id: string;
}

/**
 * Private methods without a place in each instance, as implementations have it that ECMA-262 was written for: an object that has
 * been given the methods of a class has its brand, `x.#m()` tests for that and calls the one function that it can be. Where it is
 * certain - `this` of a private method that is only called, what was tested before - there is no test.
 */
export function brandPrivateMethods(module: LoweredModule): void {
  const methods = findMethods(module);
  if (methods.size === 0) return;
  const values = new Set<Method>();
  const members = new Map<IRFunction, Brand>();
  for (const method of methods.values()) members.set(method.fn, method.brand);
  for (const fn of module.functions) markValues(fn, methods, values);
  for (const method of values) members.delete(method.fn);
  for (const fn of module.functions) new Rewriter(fn, methods, members.get(fn)).run();
  dropUncalled(module, methods, values);
}

const definedId = (i: Instruction | undefined): string | undefined =>
  i?.op === 'privateSymbol' ? i.immediates.id : undefined;

function findMethods(module: LoweredModule): Map<string, Method> {
  const stored = new Map<Binding, IRFunction | null>();
  const inMain = singleDefinitions(module.main);
  for (const fn of module.functions)
    for (const block of fn.blocks)
      for (const i of block.instructions) {
        if (i.op !== 'moduleSet') continue;
        const binding = i.immediates.binding!;
        const made = fn === module.main && !stored.has(binding) ? inMain.get(i.operands[0]!) : undefined;
        stored.set(
          binding,
          made?.op === 'closure' && isFree(made.immediates.function!) ? made.immediates.function! : null,
        );
      }
  const methods = new Map<string, Method>();
  const refused = new Set<string>();
  for (const fn of module.functions) {
    const definitions = singleDefinitions(fn);
    for (const block of fn.blocks) {
      let instance: Register | undefined;
      let brand: Brand | undefined;
      for (const i of block.instructions) {
        const symbol = definitions.get(i.operands[1]!);
        const id = definedId(symbol);
        if (i.op === 'privateSet' || i.op === 'privateHas' || i.op === 'privateDefineAccessor') {
          if (id !== undefined) refused.add(id);
          continue;
        }
        if (i.op !== 'privateDefine' || id === undefined) continue;
        const value = definitions.get(i.operands[2]!);
        const target = value?.op === 'moduleGet' ? stored.get(value.immediates.binding!) : undefined;
        if (i.immediates.readonly !== true || !target) {
          refused.add(id);
          continue;
        }
        if (i.operands[0] !== instance || brand === undefined) {
          instance = i.operands[0]!;
          brand = { name: symbol!.immediates.name!, id: `brand$${id}` };
        }
        const known = methods.get(id);
        // a class gives its methods in one order wherever it does: its brand is called after the first
        if (known === undefined) methods.set(id, { fn: target, binding: value!.immediates.binding!, brand });
        else if (known.brand.id !== brand.id || known.fn !== target) refused.add(id);
      }
    }
  }
  const brands = new Set([...refused].flatMap((id) => methods.get(id)?.brand.id ?? []));
  for (const [id, { brand }] of methods) if (refused.has(id) || brands.has(brand.id)) methods.delete(id);
  return methods;
}

/** Needs nothing of its function object. */
const isFree = (fn: IRFunction): boolean =>
  !fn.traits.generator &&
  fn.captures.length === 0 &&
  fn.blocks.every((block) => block.instructions.every((i) => i.op !== 'selfFunction' && i.op !== 'captured'));

/** Methods that are more than called. */
function markValues(fn: IRFunction, methods: ReadonlyMap<string, Method>, values: Set<Method>): void {
  const definitions = singleDefinitions(fn);
  const uses = countUses(fn);
  const calls = new Set<Register>();
  for (const block of fn.blocks) for (const i of block.instructions) if (isCallOf(i)) calls.add(i.operands[0]!);
  for (const block of fn.blocks)
    for (const i of block.instructions) {
      if (i.op !== 'privateGet') continue;
      const method = methods.get(definedId(definitions.get(i.operands[1]!)) ?? '');
      if (method === undefined) continue;
      const once = definitions.get(i.result!) === i && uses.get(i.result!) === 1;
      if (!once || !calls.has(i.result!)) values.add(method);
    }
}

const isCallOf = (i: Instruction): boolean => i.op === 'call' && i.operands.length >= 2;

function countUses(fn: IRFunction): Map<Register, number> {
  const uses = new Map<Register, number>();
  const use = (r: Register): void => {
    uses.set(r, (uses.get(r) ?? 0) + 1);
  };
  for (const block of fn.blocks) {
    for (const i of block.instructions) i.operands.forEach(use);
    const t = block.terminator;
    if (t !== null && 'operand' in t) use(t.operand);
  }
  return uses;
}

class Rewriter {
  private readonly fn: IRFunction;
  private readonly methods: ReadonlyMap<string, Method>;
  /** What `this` certainly has. */
  private readonly own: Brand | undefined;
  private readonly definitions: ReadonlyMap<Register, Instruction>;
  private readonly uses: ReadonlyMap<Register, number>;

  constructor(fn: IRFunction, methods: ReadonlyMap<string, Method>, own: Brand | undefined) {
    this.fn = fn;
    this.methods = methods;
    this.own = own;
    this.definitions = singleDefinitions(fn);
    this.uses = countUses(fn);
  }

  run(): void {
    const { fn } = this;
    /** Calls whose callee is a method: by the register that holds it. */
    const callees = new Map<Register, Method>();
    const calls = new Set<Register>();
    for (const block of fn.blocks) for (const i of block.instructions) if (isCallOf(i)) calls.add(i.operands[0]!);
    let changed = false;
    const start = new Set<string>();
    for (const [index, block] of fn.blocks.entries()) {
      // what the first block has tested holds in all others, unless a handler is one of them
      const tested = index === 0 && block.handler === null ? start : new Set(start);
      const defined = new Set<string>();
      const instructions: Instruction[] = [];
      for (const i of block.instructions) {
        const key = this.definitions.get(i.operands[1] ?? -1);
        const method =
          i.op === 'privateGet' || i.op === 'privateDefine' ? this.methods.get(definedId(key) ?? '') : undefined;
        if (method === undefined) {
          instructions.push(i);
          continue;
        }
        changed = true;
        const object = i.operands[0]!;
        const made = this.definitions.get(object);
        const test = `${made?.op === 'thisValue' ? 'this' : object} ${method.brand.id}`;
        if (i.op === 'privateDefine') {
          if (!defined.has(test)) this.define(i, method.brand, instructions);
          defined.add(test);
          if (made !== undefined) tested.add(test);
          continue;
        }
        const isOwn = made?.op === 'thisValue' && this.own?.id === method.brand.id;
        if (!isOwn && !tested.has(test)) this.test(i, method.brand, instructions);
        if (made !== undefined) tested.add(test);
        const called = this.definitions.get(i.result!) === i && this.uses.get(i.result!) === 1 && calls.has(i.result!);
        if (called) callees.set(i.result!, method);
        else instructions.push({ ...i, op: 'moduleGet', operands: [], immediates: { binding: method.binding } });
      }
      block.instructions.splice(0, block.instructions.length, ...instructions);
    }
    if (!changed) return;
    const used = new Set<Register>();
    for (const block of fn.blocks)
      block.instructions.forEach((i, k) => {
        const method = isCallOf(i) ? callees.get(i.operands[0]!) : undefined;
        if (method !== undefined)
          block.instructions[k] = {
            ...i,
            op: 'callMethod',
            operands: i.operands.slice(1),
            immediates: { function: method.fn },
          };
        for (const r of block.instructions[k]!.operands) used.add(r);
      });
    for (const block of fn.blocks) {
      const kept = block.instructions.filter(
        (i) => (i.op !== 'privateSymbol' && i.op !== 'moduleGet') || used.has(i.result!) || this.isEnd(i.result!),
      );
      block.instructions.splice(0, block.instructions.length, ...kept);
    }
  }

  private isEnd(r: Register): boolean {
    return this.fn.blocks.some(({ terminator: t }) => t !== null && 'operand' in t && t.operand === r);
  }

  private symbol(i: Instruction, brand: Brand, to: Instruction[]): Register {
    const result = this.fn.register('');
    to.push({ op: 'privateSymbol', result, operands: [], immediates: { ...brand }, position: i.position });
    return result;
  }

  private define(i: Instruction, brand: Brand, to: Instruction[]): void {
    const key = this.symbol(i, brand, to);
    const value = this.fn.register('');
    to.push({ op: 'constant', result: value, operands: [], immediates: { value: undefined }, position: i.position });
    to.push({ ...i, operands: [i.operands[0]!, key, value] });
  }

  private test(i: Instruction, brand: Brand, to: Instruction[]): void {
    const key = this.symbol(i, brand, to);
    const result = this.fn.register('');
    to.push({ ...i, result, operands: [i.operands[0]!, key], immediates: { ...brand } });
  }
}

/** Functions that are only called need no object. */
function dropUncalled(module: LoweredModule, methods: ReadonlyMap<string, Method>, values: ReadonlySet<Method>): void {
  const dropped = new Set([...methods.values()].filter((m) => !values.has(m)).map((m) => m.binding));
  const made = new Set<Register>();
  const uses = countUses(module.main);
  for (const { instructions } of module.main.blocks) {
    const kept = instructions.filter((i) => {
      if (i.op !== 'moduleSet' || !dropped.has(i.immediates.binding!)) return true;
      if (uses.get(i.operands[0]!) === 1) made.add(i.operands[0]!);
      return false;
    });
    instructions.splice(0, instructions.length, ...kept);
  }
  for (const { instructions } of module.main.blocks) {
    const kept = instructions.filter((i) => i.op !== 'closure' || !made.has(i.result!));
    instructions.splice(0, instructions.length, ...kept);
  }
}
