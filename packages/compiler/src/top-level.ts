import { type Block, type Instruction, type IRFunction, type Register, successors } from './ir.js';
import type { LoweredModule } from './lower/lower.js';
import { opcode } from './opcodes.js';
import { foldConstants } from './program/constants.js';
import type { Binding } from './scope.js';

/**
 * What the order of a module's top level makes certain: variables that are initialised before anything can read them need no
 * check, functions that a variable holds for good are called directly, and those that are only called so need no object.
 *
 * A time is a place in the main function. What runs no code of the program (literals, declarations, most built-ins) lets none
 * of the functions run that exist by then.
 */
export function useTopLevelOrder(module: LoweredModule): void {
  const { main } = module;
  if (!module.functions.includes(main)) return;
  const order = new TopLevelOrder(module);
  for (const fn of module.functions) order.dropChecks(fn);
  foldConstants(main, module.functions);
  for (const fn of module.functions) order.callDirectly(fn);
  dropUnread(module, order.known);
  keepReached(module);
}

type Time = number;
const NEVER = Number.POSITIVE_INFINITY;
const BLOCK = 2 ** 24;

/** Built-ins that run no code of the program where their arguments are primitive. */
const QUIET_FUNCTIONS = new Set('BigInt Boolean Number String Symbol'.split(' '));
const COLLECTIONS = new Set('Map Set WeakMap WeakSet'.split(' '));
const QUIET_CONSTRUCTORS = new Set(
  (
    'Array ArrayBuffer DataView Date Error TypeError RangeError Int8Array Uint8Array Uint8ClampedArray Int16Array ' +
    'Uint16Array Int32Array Uint32Array BigInt64Array BigUint64Array Float32Array Float64Array TextEncoder TextDecoder'
  ).split(' '),
);
/** Objects all of whose functions are so; of `Object`, a few are, for literals. */
const QUIET_NAMESPACES = new Set(['Math', 'Number', 'String', 'Symbol', 'BigInt', 'Date']);
const QUIET_OF_OBJECT = new Set(['freeze', 'seal', 'create', 'keys', 'preventExtensions']);
const QUIET_OF_PRIMITIVES = new Set(
  (
    'charAt charCodeAt codePointAt concat endsWith includes indexOf padEnd padStart repeat slice split startsWith substring ' +
    'toLowerCase toString toUpperCase trim'
  ).split(' '),
);
/** Whatever the arguments are. */
const QUIET_OF_COLLECTIONS = new Set(['add', 'get', 'has', 'push']);

class TopLevelOrder {
  readonly module: LoweredModule;
  /** Functions without captures that a variable holds from its initialisation on. */
  readonly known = new Map<Binding, IRFunction>();
  private readonly initialized = new Map<Binding, Time>();
  /** Whether each value that is ever stored is of this kind. */
  private readonly kinds = new Map<Binding, Kind>();
  private readonly classes = new Map<Binding, IRFunction>();
  private readonly knownFunctions = new Set<IRFunction>();
  private readonly values = new Map<IRFunction, Values>();
  /** Functions during which code may run that is not known. */
  private readonly unknown = new Map<IRFunction, boolean>();
  /** The first time at which a function may run. */
  private readonly times = new Map<IRFunction, Time>();
  private readonly patched: boolean;

  constructor(module: LoweredModule) {
    this.module = module;
    this.patched = module.functions.some(patchesBuiltins);
    this.findBindings();
    this.findTimes();
  }

  private *instructions(fn: IRFunction): Iterable<Instruction> {
    for (const block of fn.blocks) yield* block.instructions;
  }

  private valuesOf(fn: IRFunction): Values {
    let values = this.values.get(fn);
    if (values === undefined) {
      values = new Values(fn, this.kinds);
      this.values.set(fn, values);
    }
    return values;
  }

  // --- variables of the top level

  private findBindings(): void {
    const stores = new Map<Binding, { fn: IRFunction; value: Register }[]>();
    for (const fn of this.module.functions)
      for (const i of this.instructions(fn))
        if (i.op === 'moduleSet') {
          const list = stores.get(i.immediates.binding!) ?? [];
          list.push({ fn, value: i.operands[0]! });
          stores.set(i.immediates.binding!, list);
        }
    const { main } = this.module;
    const constants = [...stores].filter(
      ([binding, list]) =>
        list.length === 1 && list[0]!.fn === main && binding.assignments === 0 && isConstantKind(binding),
    );
    // a second round for values that follow from those before them
    for (let round = 0; round < 2; round++) {
      const values = new Values(main, new Map(this.kinds));
      for (const [binding, list] of constants) this.kinds.set(binding, values.kindOf(list[0]!.value));
    }
    const values = this.valuesOf(main);
    for (const [binding, list] of constants) {
      const made = values.definition(list[0]!.value);
      if (made?.op !== 'closure' || made.operands.length > 0) continue;
      const fn = made.immediates.function!;
      if (fn.traits.classConstructor) this.classes.set(binding, fn);
      else if (isFree(fn)) {
        this.known.set(binding, fn);
        this.knownFunctions.add(fn);
      }
    }
    // an assignment that comes after the declaration counts as well: later is safe
    for (const [time, i] of timesOf(main))
      if (i.op === 'moduleSet' && isConstantKind(i.immediates.binding!)) {
        const binding = i.immediates.binding!;
        this.initialized.set(binding, Math.max(time, this.initialized.get(binding) ?? 0));
      }
  }

  // --- times of functions

  private findTimes(): void {
    const { main } = this.module;
    const pending: IRFunction[] = [];
    const runs = (fn: IRFunction, time: Time): void => {
      if (time >= (this.times.get(fn) ?? NEVER)) return;
      this.times.set(fn, time);
      pending.push(fn);
    };
    const escapes: { fn: IRFunction; time: Time }[] = [];
    const noisy: Time[] = [];
    const values = this.valuesOf(main);
    for (const [time, i] of timesOf(main)) {
      const target = this.target(i, values);
      if (target !== null) {
        runs(target, time);
        if (this.runsUnknown(target)) noisy.push(time);
      } else if (!this.isQuiet(i, values)) noisy.push(time);
      const escaped = this.escaped(i, values);
      if (escaped !== null) escapes.push({ fn: escaped, time });
    }
    noisy.sort((a, b) => a - b);
    for (const { fn, time } of escapes) {
      const next = noisy.find((t) => t >= time);
      if (next !== undefined) runs(fn, next);
    }
    for (let fn = pending.pop(); fn !== undefined; fn = pending.pop()) {
      const time = this.times.get(fn)!;
      const inner = this.valuesOf(fn);
      for (const i of this.instructions(fn)) {
        const target = this.target(i, inner);
        if (target !== null) runs(target, time);
        const escaped = this.escaped(i, inner);
        if (escaped !== null) runs(escaped, time);
      }
    }
    this.times.set(main, 0);
  }

  /** The function that an instruction calls for certain, if it does nothing else that runs code. */
  private target(i: Instruction, values: Values): IRFunction | null {
    if (i.op === 'callDirect' || i.op === 'callMethod') return i.immediates.function!;
    if (i.op !== 'call' && i.op !== 'construct') return null;
    const callee = values.definition(i.operands[0]!);
    if (callee?.op === 'closure' && i.op === 'call') return callee.immediates.function!;
    if (callee?.op !== 'moduleGet') return null;
    const binding = callee.immediates.binding!;
    return (i.op === 'call' ? this.known.get(binding) : this.classes.get(binding)) ?? null;
  }

  /** A function that unknown code can find after this instruction. */
  private escaped(i: Instruction, values: Values): IRFunction | null {
    if (i.op === 'closure') {
      const fn = i.immediates.function!;
      const uses = values.usesOf(i.result!);
      return uses === 1 && this.knownFunctions.has(fn) ? null : fn;
    }
    if (i.op === 'moduleGet') {
      const fn = this.known.get(i.immediates.binding!);
      return fn === undefined || values.isCalleeOnly(i.result!) ? null : fn;
    }
    return null;
  }

  private runsUnknown(fn: IRFunction): boolean {
    const found = this.unknown.get(fn);
    if (found !== undefined) return found;
    this.unknown.set(fn, false); // of a recursion: what else it does decides
    const values = this.valuesOf(fn);
    let result = fn.suspends;
    for (const i of this.instructions(fn)) {
      if (result) break;
      const target = this.target(i, values);
      result = target !== null ? this.runsUnknown(target) : !this.isQuiet(i, values);
    }
    this.unknown.set(fn, result);
    return result;
  }

  private isQuiet(i: Instruction, values: Values): boolean {
    if (opcode(i.op).effect !== 'call') return true;
    const kind = (index: number): Kind => values.kindOf(i.operands[index]!);
    const primitive = (from: number): boolean => i.operands.slice(from).every((r) => values.kindOf(r) === 'primitive');
    const callee = values.definition(i.operands[0]!);
    const global = callee?.op === 'globalGet' ? callee.immediates.name! : null;
    switch (i.op) {
      case 'binary':
      case 'compare':
      case 'looseEquals':
      case 'negate':
      case 'bitNot':
      case 'toNumber':
      case 'toNumeric':
      case 'toText':
        return primitive(0);
      case 'toPropertyKey':
        return primitive(0) || values.isWellKnownSymbol(i.operands[0]!);
      case 'getProperty':
        return global !== null || (kind(0) !== 'any' && !this.patched);
      case 'getElement':
        return kind(0) !== 'any' && !this.patched && kind(1) === 'primitive';
      case 'setProperty':
      case 'defineField':
        return kind(0) === 'object' && !this.patched;
      case 'setElement':
      case 'defineElement':
        return kind(0) === 'collection' || kind(0) === 'object' ? primitive(1) : false;
      case 'defineMethod':
      case 'defineGetter':
      case 'defineSetter':
        return values.isOwn(i.operands[0]!) && (kind(1) === 'primitive' || values.isWellKnownSymbol(i.operands[1]!));
      case 'classNew':
        return i.operands.length === 1 || values.isClass(i.operands[1]!, this.classes);
      case 'intrinsic':
        return i.immediates.name!.startsWith('platform_');
      case 'construct':
        if (this.patched || global === null || i.operands.length > 2) return false;
        if (COLLECTIONS.has(global)) return i.operands.length === 1 || values.isEntries(i.operands[1]!, global);
        return QUIET_CONSTRUCTORS.has(global) && (primitive(1) || values.isArrayOfPrimitives(i.operands[1]!));
      case 'call': {
        if (this.patched) return false;
        if (global !== null) return QUIET_FUNCTIONS.has(global) && primitive(2);
        if (callee?.op !== 'getProperty') return false;
        const key = callee.immediates.key!;
        const object = values.definition(callee.operands[0]!);
        if (object?.op === 'globalGet' && object.immediates.name === 'Object')
          return QUIET_OF_OBJECT.has(key) && i.operands.length === 3 && kind(2) !== 'any';
        if (object?.op === 'globalGet') return QUIET_NAMESPACES.has(object.immediates.name!) && primitive(2);
        const receiver = values.kindOf(callee.operands[0]!);
        if (receiver === 'primitive') return QUIET_OF_PRIMITIVES.has(key) && primitive(2);
        return receiver === 'collection' && (QUIET_OF_COLLECTIONS.has(key) || (key === 'set' && primitive(2)));
      }
      default:
        return false;
    }
  }

  // --- what follows

  private isInitialized(binding: Binding, time: Time): boolean {
    return (this.initialized.get(binding) ?? NEVER) < time;
  }

  dropChecks(fn: IRFunction): void {
    const values = this.valuesOf(fn);
    const time = this.times.get(fn) ?? NEVER;
    const here = fn === this.module.main ? new Map([...timesOf(fn)].map(([t, i]) => [i, t])) : null;
    for (const block of fn.blocks)
      keep(block, (i) => {
        if (i.op !== 'checkInitialized') return true;
        const read = values.definition(i.operands[0]!);
        return read?.op !== 'moduleGet' || !this.isInitialized(read.immediates.binding!, here?.get(i) ?? time);
      });
  }

  /** After dropChecks: what is left of them stands before the calls that have to find out. */
  callDirectly(fn: IRFunction): void {
    const values = this.valuesOf(fn);
    const checked = new Set<Register>();
    for (const i of this.instructions(fn)) if (i.op === 'checkInitialized') checked.add(i.operands[0]!);
    for (const block of fn.blocks)
      block.instructions.forEach((i, index) => {
        if (i.op !== 'call' || i.operands.length < 2) return;
        const callee = values.definition(i.operands[0]!);
        if (callee?.op !== 'moduleGet' || checked.has(i.operands[0]!)) return;
        const target = this.known.get(callee.immediates.binding!);
        const self = values.definition(i.operands[1]!);
        if (target === undefined || target.traits.generator || self?.op !== 'constant') return;
        if (self.immediates.value !== undefined) return;
        block.instructions[index] = {
          op: 'callDirect',
          result: i.result,
          operands: i.operands.slice(2),
          immediates: { function: target },
          position: i.position,
        };
      });
  }
}

/** Needs nothing of its function object. */
const isFree = (fn: IRFunction): boolean =>
  fn.captures.length === 0 &&
  fn.blocks.every((block) => block.instructions.every((i) => i.op !== 'selfFunction' && i.op !== 'captured'));

const isConstantKind = ({ kind, moduleLevel }: Binding): boolean =>
  moduleLevel && (kind === 'function' || kind === 'const' || kind === 'let' || kind === 'class');

const ALTERING = new Set(
  'defineProperty defineProperties setPrototypeOf __proto__ __defineGetter__ __defineSetter__'.split(' '),
);

/** Built-in prototypes are changed by who reads them; accessors that no literal shows come from few functions. */
function patchesBuiltins(fn: IRFunction): boolean {
  const globals = new Set<Register>();
  for (const block of fn.blocks)
    for (const i of block.instructions) {
      if (i.op === 'globalGet' || i.op === 'globalGetOrUndefined') globals.add(i.result!);
      if (i.op === 'getProperty' && ALTERING.has(i.immediates.key!)) return true;
      if (i.op === 'getProperty' && i.immediates.key === 'prototype' && globals.has(i.operands[0]!)) return true;
      if (i.op === 'globalSet' || (i.op === 'setProperty' && globals.has(i.operands[0]!))) return true;
    }
  return false;
}

/**
 * The instructions of a main function in an order that execution keeps to: what is in a loop counts as its start. Blocks follow
 * in reverse postorder, exceptions included.
 */
function* timesOf(main: IRFunction): Iterable<[Time, Instruction]> {
  const next = (block: Block): Block[] =>
    block.handler === null ? [...successors(block)] : [...successors(block), block.handler];
  const order: Block[] = [];
  const seen = new Set<Block>();
  const stack: { block: Block; edges: Block[] }[] = [];
  const enter = (block: Block): void => {
    seen.add(block);
    stack.push({ block, edges: next(block) });
  };
  enter(main.blocks[0]!);
  while (stack.length > 0) {
    const top = stack[stack.length - 1]!;
    const edge = top.edges.shift();
    if (edge === undefined) order.push(stack.pop()!.block);
    else if (!seen.has(edge)) enter(edge);
  }
  order.reverse();
  const index = new Map(order.map((block, k) => [block, k]));
  // the first block that is reached again from here
  const first = new Map(index);
  for (let changed = true; changed; ) {
    changed = false;
    for (let k = order.length - 1; k >= 0; k--)
      for (const block of next(order[k]!))
        if (first.get(block)! < first.get(order[k]!)!) {
          first.set(order[k]!, first.get(block)!);
          changed = true;
        }
  }
  for (const block of order) {
    const own = index.get(block)!;
    const start = first.get(block)!;
    for (const [k, instruction] of block.instructions.entries())
      yield [start < own ? start * BLOCK : own * BLOCK + k + 1, instruction];
  }
}

/**
 * primitive: no object. object: a literal or class of the program's own making without accessors. collection: an array, typed
 * array, Map or Set.
 */
type Kind = 'primitive' | 'object' | 'collection' | 'any';

/** What is known of the registers of a function, in any order of execution. */
class Values {
  private readonly definitions = new Map<Register, Instruction[]>();
  private readonly uses = new Map<Register, number>();
  private readonly callees = new Map<Register, number>();
  private readonly withAccessors = new Set<Register>();
  private readonly grown = new Set<Register>();
  private readonly parameters: ReadonlySet<Register>;
  private readonly bindings: ReadonlyMap<Binding, Kind>;
  private kinds: Map<Register, Kind> | null = null;

  constructor(fn: IRFunction, bindings: ReadonlyMap<Binding, Kind>) {
    this.bindings = bindings;
    this.parameters = new Set(fn.parameters);
    const count = (map: Map<Register, number>, r: Register): void => void map.set(r, (map.get(r) ?? 0) + 1);
    for (const block of fn.blocks) {
      for (const i of block.instructions) {
        if (i.result !== null) {
          const list = this.definitions.get(i.result);
          if (list === undefined) this.definitions.set(i.result, [i]);
          else list.push(i);
        }
        for (const r of i.operands) count(this.uses, r);
        if (i.op === 'call' || i.op === 'checkInitialized') count(this.callees, i.operands[0]!);
        if (i.op === 'defineGetter' || i.op === 'defineSetter' || i.op === 'setLiteralPrototype')
          this.withAccessors.add(i.operands[0]!);
        // static accessors of the parent
        if (i.op === 'classNew' && i.operands.length > 1) this.withAccessors.add(i.operands[0]!);
        if (i.op === 'arrayPush' || i.op === 'arraySpread') this.grown.add(i.operands[0]!);
      }
      const t = block.terminator;
      if (t !== null && 'operand' in t) count(this.uses, t.operand);
    }
  }

  /** The one instruction that gives a register its value. */
  definition(register: Register): Instruction | undefined {
    if (this.parameters.has(register)) return undefined;
    const list = this.definitions.get(register);
    return list?.length === 1 ? list[0] : undefined;
  }

  usesOf(register: Register): number {
    return this.uses.get(register) ?? 0;
  }

  isCalleeOnly(register: Register): boolean {
    return this.usesOf(register) === (this.callees.get(register) ?? 0);
  }

  kindOf(register: Register): Kind {
    this.kinds ??= this.findKinds();
    return this.kinds.get(register) ?? 'any';
  }

  /** From nothing known upwards, until all agree: loops included. */
  private findKinds(): Map<Register, Kind> {
    const kinds = new Map<Register, Kind>();
    for (const parameter of this.parameters) kinds.set(parameter, 'any');
    for (let changed = true; changed; ) {
      changed = false;
      for (const [register, list] of this.definitions) {
        let kind = kinds.get(register);
        if (kind === 'any') continue;
        for (const i of list) {
          let one = this.kindOfResult(i, kinds);
          if (one === 'object' && this.withAccessors.has(register)) one = 'any';
          if (one !== undefined) kind = kind === undefined || kind === one ? one : 'any';
        }
        if (kind !== undefined && kind !== kinds.get(register)) {
          kinds.set(register, kind);
          changed = true;
        }
      }
    }
    return kinds;
  }

  private kindOfResult(i: Instruction, kinds: ReadonlyMap<Register, Kind>): Kind | undefined {
    const { result } = opcode(i.op);
    if (result === 'boolean' || result === 'number' || result === 'int32' || result === 'string') return 'primitive';
    switch (i.op) {
      case 'constant':
      case 'binary':
      case 'negate':
      case 'bitNot':
      case 'increment':
      case 'decrement':
      case 'toNumeric':
      case 'toPropertyKey':
        return 'primitive';
      case 'objectNew':
      case 'closure':
        return 'object';
      case 'arrayNew':
      case 'restArray':
        return 'collection';
      case 'move':
        return kinds.get(i.operands[0]!);
      case 'moduleGet':
        return this.bindings.get(i.immediates.binding!) ?? 'any';
      case 'construct': {
        const callee = this.definition(i.operands[0]!);
        const name = callee?.op === 'globalGet' ? callee.immediates.name! : '';
        return COLLECTIONS.has(name) || name.endsWith('Array') ? 'collection' : 'any';
      }
      default:
        return 'any';
    }
  }

  /** A class or literal whose members are being defined. */
  isOwn(register: Register): boolean {
    const made = this.definition(register)?.op;
    return made === 'closure' || made === 'objectNew' || made === 'classPrototype';
  }

  private isArray(register: Register, of: (item: Register) => boolean): boolean {
    const made = this.definition(register);
    return made?.op === 'arrayNew' && !this.grown.has(register) && made.operands.every(of);
  }

  isArrayOfPrimitives(register: Register): boolean {
    return this.isArray(register, (item) => this.kindOf(item) === 'primitive');
  }

  isEntries(register: Register, collection: string): boolean {
    return this.isArray(register, (item) => !collection.endsWith('Map') || this.isArray(item, () => true));
  }

  isWellKnownSymbol(register: Register): boolean {
    const made = this.definition(register);
    if (made?.op === 'toPropertyKey') return this.isWellKnownSymbol(made.operands[0]!);
    if (made?.op !== 'getProperty') return false;
    const object = this.definition(made.operands[0]!);
    return object?.op === 'globalGet' && object.immediates.name === 'Symbol';
  }

  isClass(register: Register, classes: ReadonlyMap<Binding, IRFunction>): boolean {
    const made = this.definition(register);
    return made?.op === 'globalGet' || (made?.op === 'moduleGet' && classes.has(made.immediates.binding!));
  }
}

function keep(block: Block, wanted: (i: Instruction) => boolean): void {
  const { instructions } = block;
  let to = 0;
  for (const i of instructions) if (wanted(i)) instructions[to++] = i;
  instructions.length = to;
}

/** Variables that nobody reads: those of functions that are only called directly. */
function dropUnread(module: LoweredModule, known: ReadonlyMap<Binding, IRFunction>): void {
  const used = new Set<Register>();
  for (const fn of module.functions) {
    used.clear();
    for (const block of fn.blocks) {
      for (const i of block.instructions) for (const r of i.operands) used.add(r);
      const t = block.terminator;
      if (t !== null && 'operand' in t) used.add(t.operand);
    }
    for (const block of fn.blocks) keep(block, (i) => i.op !== 'moduleGet' || used.has(i.result!));
  }
  const read = new Set<Binding>();
  for (const fn of module.functions)
    for (const block of fn.blocks)
      for (const i of block.instructions) if (i.op === 'moduleGet') read.add(i.immediates.binding!);
  const values = new Values(module.main, new Map());
  const made = new Set<Register>();
  for (const block of module.main.blocks)
    keep(block, (i) => {
      const binding = i.immediates.binding;
      if (i.op !== 'moduleSet' || !known.has(binding!) || read.has(binding!)) return true;
      if (values.usesOf(i.operands[0]!) === 1) made.add(i.operands[0]!);
      return false;
    });
  for (const block of module.main.blocks) keep(block, (i) => i.op !== 'closure' || !made.has(i.result!));
}

/** Functions that are neither called nor made into values any more go. */
function keepReached(module: LoweredModule): void {
  const reached = new Set<IRFunction>();
  const work = [module.main];
  for (let fn = work.pop(); fn !== undefined; fn = work.pop()) {
    if (reached.has(fn)) continue;
    reached.add(fn);
    for (const block of fn.blocks)
      for (const { immediates } of block.instructions)
        if (immediates.function !== undefined) work.push(immediates.function);
  }
  const kept = module.functions.filter((fn) => reached.has(fn));
  module.functions.splice(0, module.functions.length, ...kept);
}
