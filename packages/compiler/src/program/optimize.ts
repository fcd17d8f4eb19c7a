import { joinBlocks, pruneBlocks, threadJumps } from '../cfg.js';
import { type Block, type Instruction, type IRFunction, type Register, verifyFunction } from '../ir.js';
import { canInline, inlineCall, isArithmetic, returnsUndefined } from './inline.js';
import { mergeStores } from './instances.js';
import { type Known, type KnownClass, knownClasses, singleDefinitions } from './known.js';
import { readPrimitives } from './primitives.js';

/** Constructors and functions of more instructions than this are called. */
const CONSTRUCTOR_LIMIT = 48;
const FUNCTION_LIMIT = 12;
/** The same in programs that are to be small: about what the call itself takes. */
const SHORT_LIMIT = 4;
/** Of a function that only computes, in a loop: there its numbers can be C's. */
const ARITHMETIC_LIMIT = 24;
/** A function takes in this many instructions of others at most. */
const GROWTH_LIMIT = 400;
const DEPTH_LIMIT = 2;

type Hot = (block: Block) => boolean;

/**
 * Passes over the whole program, which is closed: which class a `new` makes an instance of, which function a method call
 * most likely finds. Where code runs often - in loops, or anywhere in a small program - constructors and small functions
 * take the place of their calls; nothing does in what is to be small.
 */
export function optimizeProgram(
  functions: readonly IRFunction[],
  roomy: (fn: IRFunction) => boolean,
  guessing: (fn: IRFunction) => boolean,
  small: (fn: IRFunction) => boolean,
): void {
  const known = knownClasses(functions);
  readPrimitives(functions, known);
  const candidates = methodsByName(functions, known);
  const classOfMethod = new Map<IRFunction, KnownClass>();
  for (const c of known.classes) for (const method of c.methods.values()) classOfMethod.set(method, c);
  const hotIn = (fn: IRFunction): Hot | null => {
    if (fn.traits.module || small(fn)) return null;
    const everywhere = roomy(fn);
    return everywhere || fn.blocks.some((b) => b.loopDepth > 0) ? (b) => everywhere || b.loopDepth > 0 : null;
  };
  for (const fn of functions) {
    const hot: Hot | null = guessing(fn) && !fn.traits.module ? () => true : hotIn(fn);
    if (hot !== null) nameMethods(fn, known, candidates, classOfMethod.get(fn), hot);
  }
  for (const fn of functions) {
    const hot = hotIn(fn);
    if (hot === null || !expand(fn, known, hot, roomy(fn) || fn.frequency === 'hot' ? FUNCTION_LIMIT : SHORT_LIMIT))
      continue;
    threadJumps(fn);
    pruneBlocks(fn);
    if (!fn.suspends) joinBlocks(fn);
    mergeStores(fn);
    verifyFunction(fn);
  }
}

// --- methods

/** Functions that alone are stored under their name, in classes, prototypes and other objects; null: there are several. */
function methodsByName(functions: readonly IRFunction[], known: Known): Map<string, IRFunction | null> {
  const byName = new Map<string, IRFunction | null>();
  const add = (name: string, fn: IRFunction): void => {
    byName.set(name, byName.has(name) && byName.get(name) !== fn ? null : fn);
  };
  for (const { methods } of known.classes) for (const [name, fn] of methods) add(name, fn);
  for (const fn of functions) {
    const definitions = singleDefinitions(fn);
    const closureIn = (r: Register): IRFunction | undefined => {
      const made = definitions.get(r);
      return made?.op === 'closure' ? made.immediates.function : undefined;
    };
    for (const { instructions } of fn.blocks)
      for (const { op, operands, immediates } of instructions) {
        const stored = op === 'setProperty' || op === 'defineField' ? closureIn(operands[1]!) : undefined;
        if (stored !== undefined) add(immediates.key!, stored);
        if (op === 'objectNew')
          for (const [k, name] of immediates.keys!.entries()) {
            const member = closureIn(operands[k]!);
            if (member !== undefined) add(name, member);
          }
        if (op !== 'defineMethod') continue;
        const name = definitions.get(operands[1]!)?.immediates.value;
        const method = closureIn(operands[2]!);
        if (method !== undefined && typeof name === 'string') add(name, method);
      }
  }
  return byName;
}

/** Says of a method call which function it most likely calls; that it does is tested when it runs. */
function nameMethods(
  fn: IRFunction,
  known: Known,
  byName: ReadonlyMap<string, IRFunction | null>,
  own: KnownClass | undefined,
  hot: Hot,
): void {
  const definitions = singleDefinitions(fn);
  for (const block of fn.blocks) {
    if (!hot(block)) continue;
    block.instructions.forEach((i, index) => {
      if (i.op !== 'call') return;
      const callee = definitions.get(i.operands[0]!);
      if (callee?.op !== 'getProperty' || callee.operands[0] !== i.operands[1]) return;
      const key = callee.immediates.key!;
      const receiver = definitions.get(i.operands[1]!);
      let target: IRFunction | null | undefined;
      if (receiver?.op === 'moduleGet') target = known.classOf.get(receiver.immediates.binding!)?.statics.get(key);
      else if (receiver?.op === 'thisValue') target = own?.methods.get(key);
      target ??= byName.get(key);
      if (!target || target.suspends || target.variadic) return;
      block.instructions[index] = { ...i, immediates: { ...i.immediates, function: target } };
    });
  }
}

// --- bodies in place of calls

function expand(fn: IRFunction, known: Known, hot: Hot, limit: number): boolean {
  const depths = new Map<Instruction, number>();
  const definitions = singleDefinitions(fn);
  let growth = 0;
  let changed = false;
  for (let b = 0; b < fn.blocks.length; b++) {
    const block = fn.blocks[b]!;
    if (!hot(block)) continue;
    for (let index = 0; index < block.instructions.length; index++) {
      const i = block.instructions[index]!;
      const depth = depths.get(i) ?? 0;
      if (depth >= DEPTH_LIMIT || growth > GROWTH_LIMIT) continue;
      let body: Instruction[] | null = null;
      if (i.op === 'construct') {
        const target = constructed(i, definitions, known);
        if (target === null || target === fn) continue;
        const made = fn.register();
        const object: Instruction = {
          ...i,
          op: 'instanceNew',
          result: made,
          operands: [i.operands[0]!],
          immediates: { function: target, keys: [] },
        };
        block.instructions.splice(index++, 0, object);
        if (canInline(target, CONSTRUCTOR_LIMIT))
          body = inlineCall(fn, { block, index, target, self: made, values: i.operands.slice(1), gives: made });
        else {
          const call: Instruction = {
            ...i,
            op: 'callKnown',
            result: null,
            operands: [i.operands[0]!, made, ...i.operands.slice(1)],
            immediates: { function: target },
          };
          const result: Instruction = { ...i, op: 'move', operands: [made], immediates: {} };
          block.instructions.splice(index, 1, call, ...(i.result === null ? [] : [result]));
        }
        changed = true;
      } else if (i.op === 'callDirect') {
        const target = i.immediates.function!;
        if (target === fn || target.traits.classConstructor) continue;
        if (!canInline(target, block.loopDepth > 0 && isArithmetic(target) ? ARITHMETIC_LIMIT : limit)) continue;
        body = inlineCall(fn, { block, index, target, self: null, values: i.operands, gives: null });
        changed = true;
      }
      if (body === null) continue;
      growth += body.length;
      for (const copy of body) {
        depths.set(copy, depth + 1);
        if (copy.result !== null) definitions.set(copy.result, copy);
      }
      forgetVariables(body, definitions);
    }
  }
  return changed;
}

/** A body may assign its variables several times. */
function forgetVariables(body: readonly Instruction[], definitions: Map<Register, Instruction>): void {
  const seen = new Set<Register>();
  for (const { result } of body) {
    if (result === null) continue;
    if (seen.has(result)) definitions.delete(result);
    seen.add(result);
  }
}

/** The class whose instance this certainly makes: one that has no parent and whose constructor gives nothing else. */
function constructed(i: Instruction, definitions: ReadonlyMap<Register, Instruction>, known: Known): IRFunction | null {
  const callee = definitions.get(i.operands[0]!);
  if (callee?.op !== 'moduleGet') return null;
  const target = known.classOf.get(callee.immediates.binding!)?.constructor;
  if (target === undefined || target.traits.derived || target.suspends || target.variadic) return null;
  return returnsUndefined(target) ? target : null;
}
