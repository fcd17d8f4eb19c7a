import type { Block, IRFunction, Register } from '../ir.js';
import type { ElementKind } from '../program/elements.js';
import { constructSSA, type SSAFunction } from '../ssa/construct.js';
import { type Inference, inferTypes } from '../ssa/infer.js';
import { ANY_TYPE } from '../ssa/types.js';
import { verifySSA } from '../ssa/verify.js';
import { CoroutineEmitter } from './coroutine.js';
import { GenericEmitter } from './generic.js';
import type { GroupContext } from './group.js';
import { isKernel } from './kernels.js';
import { cMessage } from './names.js';
import { parameterList, signatureOf } from './signature.js';
import { TypedEmitter } from './typed.js';

/** Functions of more instructions than this are not analysed. */
const ANALYSIS_LIMIT = 6000;

/** Emits one function as C. */
export function emitFunction(fn: IRFunction, group: GroupContext): string {
  if (fn.suspends) return new CoroutineEmitter(fn, group).emit();
  const lines = [`Value d_${fn.symbol}(${parameterList(fn)}) {`];
  if (fn.traits.classConstructor)
    lines.push(`  if (unlikely(new_target == VALUE_UNDEFINED)) u_throw_class_called(${cMessage(fn.name)});`);
  // a call through a pointer tests the depth of the stack itself
  if (group.isRecursive(fn)) lines.push('  UNWINDING_STACK_CHECK();');
  if (signatureOf(fn).raw)
    for (const [i, r] of fn.parameters.entries()) lines.push(`  Value r${r} UNUSED = argument(${i}, argc, argv);`);
  lines.push(...emitBody(fn, group));
  lines.push('}');
  return lines.join('\n');
}

/** Numbers stay values where all that is done with them are calls. */
function erased(ssa: SSAFunction, inference: Inference): Inference {
  const types = inference.types.map((type) => (type.kind === 'boolean' ? type : ANY_TYPE));
  for (const block of ssa.blocks)
    for (const { op, result } of block.instructions) if (op === 'constant') types[result!] = inference.types[result!]!;
  return { ...inference, types };
}

function emitBody(fn: IRFunction, group: GroupContext): string[] {
  const parameters = new Set<Register>(fn.parameters);
  const plain = (compact: boolean, entries?: ReadonlyMap<Block, ReadonlySet<number>>): GenericEmitter => {
    const emitter = new GenericEmitter(fn, group, compact, entries);
    emitter.emitBlocks();
    return emitter;
  };
  const declared = (emitter: GenericEmitter): string[] => emitter.declarations((r) => parameters.has(r));
  const instructions = fn.blocks.reduce((sum, block) => sum + block.instructions.length, 0);
  const catches = fn.blocks.some((block) => block.handler !== null);
  const loops = fn.blocks.some((block) => block.loopDepth > 0);
  if (group.generic || fn.traits.module || instructions > ANALYSIS_LIMIT || (catches && !loops)) {
    const emitter = plain(false);
    return [...declared(emitter), ...emitter.lines];
  }
  const ssa = constructSSA(fn);
  verifySSA(ssa);
  const kindOf = (r: Register): ElementKind | null => group.elementKinds.kindOf(fn, ssa.origin.get(r) ?? r);
  const few = group.room === 'little' || group.room === 'least';
  const guesses = group.room !== 'none' && (!few || isKernel(fn));
  const inferred = inferTypes(ssa, guesses, kindOf, group.primitives);
  const inference = inferred !== null && !guesses && loops ? erased(ssa, inferred) : inferred;
  if (inference === null || (catches && inference.guards.size === 0 && inference.checks.size === 0)) {
    const emitter = plain(false);
    return [...declared(emitter), ...emitter.lines];
  }
  const { booleans } = new GenericEmitter(fn, group, true);
  const typed = new TypedEmitter(ssa, inference, kindOf, group, booleans, guesses);
  typed.emitBlocks();
  if (typed.entries.size === 0) return typed.lines;
  // what the fast version leaves to: the whole function again, small, entered in the middle
  const emitter = plain(true, typed.entries);
  return [...declared(emitter), ...typed.lines, ...emitter.lines];
}
