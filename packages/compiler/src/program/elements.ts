import type { Instruction, IRFunction, Register } from '../ir.js';
import type { Binding } from '../scope.js';
import { type Known, singleDefinitions } from './known.js';

/** What the elements of a typed array are. */
export type ElementKind = keyof typeof ELEMENTS;

/** Their type in C, the engine's name, and the least and largest they can be; null: doubles. */
export const ELEMENTS = {
  Int8: { type: 'int8_t', tag: 'TYPE_INT8', low: -128, high: 127 },
  Uint8: { type: 'uint8_t', tag: 'TYPE_UINT8', low: 0, high: 255 },
  Int16: { type: 'int16_t', tag: 'TYPE_INT16', low: -32768, high: 32767 },
  Uint16: { type: 'uint16_t', tag: 'TYPE_UINT16', low: 0, high: 65535 },
  Int32: { type: 'int32_t', tag: 'TYPE_INT32', low: -(2 ** 31), high: 2 ** 31 - 1 },
  Uint32: { type: 'uint32_t', tag: 'TYPE_UINT32', low: 0, high: 2 ** 32 - 1 },
  Float32: { type: 'float', tag: 'TYPE_FLOAT32', low: null, high: null },
  Float64: { type: 'double', tag: 'TYPE_FLOAT64', low: null, high: null },
} as const satisfies Record<string, { type: string; tag: string; low: number | null; high: number | null }>;

const KINDS = Object.keys(ELEMENTS) as ElementKind[];
/** Kinds that are not in the table, or something else than a typed array. */
const OTHER = 1 << KINDS.length;
/** A list. */
const LIST = OTHER << 1;
const VIEW = LIST << 1;
const maskOf = (constructor: string): number => {
  if (constructor === 'DataView') return VIEW;
  const index = KINDS.indexOf(constructor.replace(/Array$/, '') as ElementKind);
  if (index >= 0 && constructor.endsWith('Array')) return 1 << index;
  return /^(Uint8Clamped|Big(Ui|I)nt64)Array$/.test(constructor) ? OTHER : 0;
};

/** Methods that give an array of the same kind. */
const SAME_KIND = new Set([
  ...['subarray', 'slice', 'fill', 'map', 'filter', 'sort', 'reverse', 'toSorted', 'toReversed', 'with', 'copyWithin'],
]);
/** Lists in lists are followed so far. */
const DEEPEST = 3;
/** Methods of lists that give one of their elements. */
const GIVES_ELEMENT = new Set(['shift', 'pop', 'at', 'find']);
/** More functions than this of one name say nothing. */
const MOST_METHODS = 6;
/** Of more functions than this that a call may reach, the others are left out. */
const MOST_FUNCTIONS = 6;

/** Of which kind the typed array is that a register of a function holds, most likely: null where nothing tells. */
export interface ElementKinds {
  kindOf(fn: IRFunction, r: Register): ElementKind | null;
  /** Whether lists come there as well. */
  mayBeList(fn: IRFunction, r: Register): boolean;
  /** Whether only DataViews come there, as far as anything tells. */
  isView(fn: IRFunction, r: Register): boolean;
  /** All kinds that may come there: of two, none is most likely. */
  seen(fn: IRFunction, r: Register): readonly string[];
}

/**
 * Follows typed arrays from where they are made through variables, properties of the same name, parameters and results, without
 * regard to order. Nothing relies on it: where code indexes an array it tests what the array is.
 */
export function elementKinds(functions: readonly IRFunction[], known: Known): ElementKinds {
  const graph = new Graph();
  const methods = new Map<string, IRFunction[]>();
  for (const c of known.classes)
    for (const [name, fn] of [...c.methods, ...c.statics]) {
      const list = methods.get(name);
      if (list === undefined) methods.set(name, [fn]);
      else list.push(fn);
    }
  for (const fn of functions) addFunction(graph, fn, known, methods);
  graph.spread();
  return {
    kindOf(fn, r) {
      const mask = graph.maskOf(graph.register(fn, r)) & ~LIST;
      const index = 31 - Math.clz32(mask);
      return mask !== 0 && mask < OTHER && mask === 1 << index ? KINDS[index]! : null;
    },
    mayBeList: (fn, r) => (graph.maskOf(graph.register(fn, r)) & LIST) !== 0,
    isView: (fn, r) => graph.maskOf(graph.register(fn, r)) === VIEW,
    seen(fn, r) {
      const mask = graph.maskOf(graph.register(fn, r));
      return [...KINDS, 'others'].filter((_, k) => (mask & (1 << k)) !== 0);
    },
  };
}

/** Places that values are in, as numbers, and which place gives its values to which. */
class Graph {
  private readonly masks: number[] = [];
  private readonly targets: number[][] = [];
  /** Functions that a place may hold, up to a few. */
  private readonly functions: (Set<IRFunction> | undefined)[] = [];
  /** What to do for each function that comes to a place where one is called. */
  private readonly calls = new Map<number, ((fn: IRFunction) => void)[]>();
  private readonly work: number[] = [];
  private readonly sharing = new Set<number>();
  /** Of the elements of lists: in how many lists. */
  private readonly depths = new Map<number, number>();
  private readonly places = new Map<unknown, Map<unknown, number>>();

  private place(owner: unknown, what: unknown): number {
    let inner = this.places.get(owner);
    if (inner === undefined) {
      inner = new Map();
      this.places.set(owner, inner);
    }
    let id = inner.get(what);
    if (id === undefined) {
      id = this.masks.length;
      this.masks.push(0);
      this.targets.push([]);
      inner.set(what, id);
    }
    return id;
  }

  register = (fn: IRFunction, r: Register): number => this.place(fn, r);
  result = (fn: IRFunction): number => this.place(fn, 'result');
  captured = (fn: IRFunction, index: number): number => this.place(fn, `captured ${index}`);
  variable = (binding: Binding): number => this.place(binding, '');
  /** What the elements of the lists in a place are. */
  elements(at: number): number {
    const depth = (this.depths.get(at) ?? 0) + 1;
    // a list may hold itself
    if (depth > DEEPEST) return at;
    const inner = this.place('elements', at);
    this.depths.set(inner, depth);
    return inner;
  }

  property = (key: string): number => this.place('property', key);
  privateName = (id: string): number => this.place('private', id);

  flow(from: number, to: number): void {
    this.targets[from]!.push(to);
    this.work.push(from);
  }

  make(at: number, mask: number): void {
    this.masks[at]! |= mask;
    this.work.push(at);
  }

  makeFunction(at: number, fn: IRFunction): void {
    this.functions[at] ??= new Set();
    this.functions[at].add(fn);
    this.work.push(at);
  }

  /** Calls `enter` once for each function that comes to this place. */
  call(at: number, enter: (fn: IRFunction) => void): void {
    const entered = new Set<IRFunction>();
    const once = (fn: IRFunction): void => {
      if (entered.has(fn)) return;
      entered.add(fn);
      enter(fn);
    };
    const list = this.calls.get(at);
    if (list === undefined) this.calls.set(at, [once]);
    else list.push(once);
    this.work.push(at);
  }

  maskOf = (at: number): number => this.masks[at]!;

  spread(): void {
    const { work } = this;
    for (let at = work.pop(); at !== undefined; at = work.pop()) {
      const functions = this.functions[at];
      for (const enter of this.calls.get(at) ?? []) for (const fn of functions ?? []) enter(fn);
      for (const to of this.targets[at]!) {
        if ((this.masks[at]! & LIST) !== 0) this.shareElements(at, to);
        const mask = this.masks[to]! | this.masks[at]!;
        const more = functions !== undefined && this.addFunctions(functions, to);
        if (mask === this.masks[to] && !more) continue;
        this.masks[to] = mask;
        work.push(to);
      }
    }
  }

  /** The same list is in both places: what is put in here comes out there. */
  private shareElements(from: number, to: number): void {
    const id = from * 2 ** 26 + to;
    if (this.sharing.has(id)) return;
    this.sharing.add(id);
    this.flow(this.elements(from), this.elements(to));
    this.flow(this.elements(to), this.elements(from));
  }

  private addFunctions(functions: ReadonlySet<IRFunction>, to: number): boolean {
    this.functions[to] ??= new Set();
    const known = this.functions[to];
    const before = known.size;
    for (const fn of functions) if (known.size < MOST_FUNCTIONS) known.add(fn);
    return known.size !== before;
  }
}

function addFunction(graph: Graph, fn: IRFunction, known: Known, methods: ReadonlyMap<string, IRFunction[]>): void {
  const definitions = singleDefinitions(fn);
  const place = (r: Register): number => graph.register(fn, r);
  const enter = (target: IRFunction, values: readonly Register[], result: Register | null): void => {
    values.forEach((r, k) => {
      const parameter = target.parameters[k];
      if (parameter !== undefined) graph.flow(place(r), graph.register(target, parameter));
    });
    if (result !== null) graph.flow(graph.result(target), place(result));
  };
  const privateId = (i: Instruction): string => {
    const key = definitions.get(i.operands[1]!);
    return i.immediates.id ?? key?.immediates.id ?? i.immediates.name ?? '';
  };
  const globalOf = (r: Register): string => {
    const d = definitions.get(r);
    return d?.op === 'globalGet' ? d.immediates.name! : '';
  };
  for (const block of fn.blocks) {
    for (const i of block.instructions) {
      const { operands, result, immediates: im } = i;
      const give = (from: number): void => {
        if (result !== null) graph.flow(from, place(result));
      };
      switch (i.op) {
        case 'move':
        case 'boxNew':
        case 'await':
          give(place(operands[0]!));
          break;
        case 'boxGet':
          give(place(operands[0]!));
          break;
        case 'boxSet':
          graph.flow(place(operands[1]!), place(operands[0]!));
          break;
        case 'captured':
          give(graph.captured(fn, im.index!));
          // of a box: what is put in here comes out there
          if (result !== null) graph.flow(place(result), graph.captured(fn, im.index!));
          break;
        case 'closure':
          graph.makeFunction(place(result!), im.function!);
          operands.forEach((r, k) => {
            graph.flow(place(r), graph.captured(im.function!, k));
            graph.flow(graph.captured(im.function!, k), place(r));
          });
          break;
        case 'arrayNew':
        case 'restArray':
          graph.make(place(result!), LIST);
          for (const r of operands) graph.flow(place(r), graph.elements(place(result!)));
          break;
        case 'arrayPush':
          graph.flow(place(operands[1]!), graph.elements(place(operands[0]!)));
          break;
        case 'getIterator':
          give(place(operands[0]!));
          break;
        case 'iteratorNext':
        case 'iteratorNextOrUndefined':
        case 'getElement':
          give(graph.elements(place(operands[0]!)));
          break;
        case 'setElement':
          graph.flow(place(operands[2]!), graph.elements(place(operands[0]!)));
          break;
        case 'moduleGet':
          give(graph.variable(im.binding!));
          break;
        case 'moduleSet':
          graph.flow(place(operands[0]!), graph.variable(im.binding!));
          break;
        case 'getProperty':
          give(graph.property(im.key!));
          break;
        case 'setProperty':
        case 'defineField':
          graph.flow(place(operands[1]!), graph.property(im.key!));
          break;
        case 'objectNew':
        case 'instanceNew': {
          const values = i.op === 'objectNew' ? operands : operands.slice(1);
          values.forEach((r, k) => {
            graph.flow(place(r), graph.property(im.keys![k]!));
          });
          break;
        }
        case 'privateGet':
          give(graph.privateName(privateId(i)));
          break;
        case 'privateSet':
        case 'privateDefine':
          graph.flow(place(operands[2]!), graph.privateName(privateId(i)));
          break;
        case 'callDirect':
          enter(im.function!, operands, result);
          break;
        case 'callMethod':
          enter(im.function!, operands.slice(1), result);
          break;
        case 'callKnown':
          enter(im.function!, operands.slice(2), result);
          break;
        case 'construct': {
          if (result !== null) graph.make(place(result), maskOf(globalOf(operands[0]!)));
          const callee = definitions.get(operands[0]!);
          const made = callee?.op === 'moduleGet' ? known.classOf.get(callee.immediates.binding!) : undefined;
          if (made !== undefined) enter(made.constructor, operands.slice(1), null);
          break;
        }
        case 'call': {
          const values = operands.slice(2);
          if (im.function !== undefined) {
            enter(im.function, values, result);
            break;
          }
          const callee = definitions.get(operands[0]!);
          if (callee?.op !== 'getProperty' || callee.operands[0] !== operands[1]) {
            graph.call(place(operands[0]!), (fn) => enter(fn, values, result));
            break;
          }
          const key = callee.immediates.key!;
          if (SAME_KIND.has(key)) give(place(operands[1]!));
          else if (GIVES_ELEMENT.has(key)) give(graph.elements(place(operands[1]!)));
          else if (key === 'push' || key === 'unshift')
            for (const r of values) graph.flow(place(r), graph.elements(place(operands[1]!)));
          else if ((key === 'from' || key === 'of') && result !== null)
            graph.make(place(result), maskOf(globalOf(operands[1]!)));
          const named = methods.get(key) ?? [];
          if (named.length <= MOST_METHODS) for (const target of named) enter(target, values, result);
          break;
        }
        default:
          break;
      }
    }
    const t = block.terminator!;
    if (t.op === 'return') graph.flow(place(t.operand), graph.result(fn));
  }
}
