import type { Block, Instruction, IRFunction } from '../ir.js';
import { viewAccess } from '../ssa/infer.js';

/** Work on numbers and elements. */
const WORK: ReadonlySet<string> = new Set([
  'binary',
  'compare',
  'getElement',
  'setElement',
  'increment',
  'decrement',
  'bitNot',
]);
const ELSEWHERE: ReadonlySet<string> = new Set([
  'arrayNew',
  'boxGet',
  'boxSet',
  'call',
  'callArray',
  'callDirect',
  'callKnown',
  'callMethod',
  'closure',
  'concatenate',
  'construct',
  'getIterator',
  'getProperty',
  'instanceNew',
  'iteratorNext',
  'objectNew',
  'privateGet',
  'privateSet',
  'setProperty',
]);
/** Calls that are a few instructions in place. */
const SHORT_CALLS = /^(charCodeAt|fromCharCode|imul|min|max|floor|abs|[gs]et(Ui|I)nt\d+)$/;

const VIEW_METHOD = /^[gs]et(Ui|I)nt\d+$/;

interface Loops {
  readonly work: number;
  readonly elsewhere: number;
  /** Instructions that read or write elements, or work on bits. */
  readonly elements: number;
  /** Those that read or write elements. */
  readonly places: number;
}

const counted = new WeakMap<IRFunction, Loops>();

function count(blocks: readonly Block[]): Loops {
  let work = 0;
  let elsewhere = 0;
  let elements = 0;
  let places = 0;
  for (const block of blocks)
    for (const i of block.instructions) {
      const view = viewAccess(i) !== null;
      // with what it does to the offset
      if (view) work += 2;
      else if (WORK.has(i.op)) work++;
      else if (ELSEWHERE.has(i.op) && !isShort(i)) elsewhere++;
      const place = view || i.op === 'getElement' || i.op === 'setElement';
      if (place) places++;
      if (place || (i.op === 'binary' && /[&|^<>]/.test(i.immediates.operator!))) elements++;
    }
  return { work, elsewhere, elements, places };
}

function loopsOf(fn: IRFunction): Loops {
  const known = counted.get(fn);
  if (known !== undefined) return known;
  const loops = count(fn.blocks.filter((block) => block.loopDepth > 0));
  counted.set(fn, loops);
  return loops;
}

function isShort({ op, immediates: { key } }: Instruction): boolean {
  return (
    (op === 'getProperty' && (key === 'length' || VIEW_METHOD.test(key!))) ||
    (op === 'call' && SHORT_CALLS.test(key ?? ''))
  );
}

/**
 * Whether the loops of a function index bytes and lists or compute numbers, and do little else: there, operations in place and
 * guesses about numbers are worth their text even in a large program. Other loops spend their time in what they call.
 */
export function isKernel(fn: IRFunction): boolean {
  const { work, elsewhere, elements } = loopsOf(fn);
  return elements > 0 && work >= 2 * elsewhere;
}

/** What a profile calls hot counts as the body of a loop, but for what handles exceptions and what never ran. */
export function countHotAsLoops(functions: readonly IRFunction[]): void {
  for (const fn of functions) {
    if (fn.frequency !== 'hot') continue;
    const handlers = new Set(fn.blocks.map(({ handler }) => handler));
    for (const block of fn.blocks) if (!block.cold && !handlers.has(block)) block.loopDepth++;
  }
}

const LEAST_WORK = 32;

/**
 * Code outside of loops that computes all the way - rounds of a hash, arithmetic of a curve, what a cipher does behind its rounds - counts
 * as the body of a loop: whoever calls it does it in one. So do functions that read or write elements and do nothing else.
 */
export function countDenseAsLoops(functions: readonly IRFunction[], accesses: boolean): void {
  for (const fn of functions) {
    if (fn.traits.module || fn.suspends || fn.blocks.some((b) => b.handler !== null)) continue;
    const { work, elsewhere, places } = count(fn.blocks.filter((block) => block.loopDepth === 0));
    const isAccess = accesses && places > 0 && elsewhere === 0 && fn.blocks.every((b) => b.loopDepth === 0);
    if (!isAccess && (work < LEAST_WORK || work < 4 * elsewhere)) continue;
    for (const block of fn.blocks) if (!block.cold) block.loopDepth++;
  }
}
