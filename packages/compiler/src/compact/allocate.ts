/** Registers of a frame for virtual ones: a linear scan over the spans in which they are live. */
import type { Register } from '../ir.js';
import { successors } from '../ir.js';
import { type CompactBlock, isRegister } from './code.js';

/** What one octet can name, with room for constants. */
const MOST_REGISTERS = 200;

interface Span {
  readonly register: Register;
  start: number;
  end: number;
}

/** `entry`: registers that have a value at the start, in the order of their places. Null: there are too many. */
export function allocate(
  blocks: readonly CompactBlock[],
  entry: readonly Register[],
): { readonly blocks: CompactBlock[]; readonly registers: number } | null {
  const spans = liveSpans(blocks, entry);
  const places = new Map<Register, number>();
  const busy: (Span | null)[] = [];
  entry.forEach((r, place) => {
    places.set(r, place);
    busy[place] = spans.get(r)!;
  });
  const wishes = copies(blocks);
  const order = [...spans.values()].filter(({ register }) => !places.has(register)).sort((a, b) => a.start - b.start);
  for (const span of order) {
    const isFree = (place: number): boolean => (busy[place]?.end ?? -1) < span.start;
    const wish = places.get(wishes.get(span.register) ?? -1);
    let place = wish !== undefined && isFree(wish) ? wish : 0;
    while (!isFree(place)) place++;
    if (place >= MOST_REGISTERS) return null;
    busy[place] = span;
    places.set(span.register, place);
  }
  const placed = blocks.map(({ block, instructions }) => ({
    block,
    instructions: instructions
      .map((i) => ({
        ...i,
        result: i.result === null ? null : places.get(i.result)!,
        operands: i.operands.map((o) => (isRegister(o) ? places.get(o)! : o)),
      }))
      .filter(({ operation, result, operands }) => operation.form !== 'MOVE' || result !== operands[0]),
  }));
  return { blocks: placed, registers: busy.length };
}

/** What a register is a copy of: the same place saves the copy. */
function copies(blocks: readonly CompactBlock[]): Map<Register, Register> {
  const wishes = new Map<Register, Register>();
  for (const { instructions } of blocks)
    for (const { operation, result, operands } of instructions)
      if (operation.form === 'MOVE' && result !== null && isRegister(operands[0]!)) {
        wishes.set(result, operands[0]);
        if (!wishes.has(operands[0])) wishes.set(operands[0], result);
      }
  return wishes;
}

/** From the first place where a register is live to the last; operands are read at even places, results written at odd ones. */
function liveSpans(blocks: readonly CompactBlock[], entry: readonly Register[]): Map<Register, Span> {
  const liveIn = liveness(blocks);
  const spans = new Map<Register, Span>();
  const cover = (register: Register, at: number): void => {
    const span = spans.get(register);
    if (span === undefined) spans.set(register, { register, start: at, end: at });
    else {
      if (at < span.start) span.start = at;
      if (at > span.end) span.end = at;
    }
  };
  for (const r of entry) cover(r, -1);
  let position = 0;
  for (const { block, instructions } of blocks) {
    const first = position;
    for (const { result, operands } of instructions) {
      for (const o of operands) if (isRegister(o)) cover(o, position);
      if (result !== null) cover(result, position + 1);
      position += 2;
    }
    for (const r of liveIn.get(block)!) cover(r, first);
    const behind = [...successors(block), ...(block.handler === null ? [] : [block.handler])];
    for (const next of behind) for (const r of liveIn.get(next)!) cover(r, position);
    if (block.handler !== null) for (const r of liveIn.get(block.handler)!) cover(r, first);
    position += 2;
  }
  return spans;
}

/** Registers that are live at the start of each block, the edges to handlers included. */
function liveness(blocks: readonly CompactBlock[]): Map<CompactBlock['block'], Set<Register>> {
  const liveIn = new Map(blocks.map(({ block }) => [block, new Set<Register>()]));
  for (let changed = true; changed; ) {
    changed = false;
    for (let k = blocks.length - 1; k >= 0; k--) {
      const { block, instructions } = blocks[k]!;
      const live = new Set<Register>();
      for (const next of successors(block)) for (const r of liveIn.get(next)!) live.add(r);
      for (let j = instructions.length - 1; j >= 0; j--) {
        const { result, operands } = instructions[j]!;
        if (result !== null) live.delete(result);
        for (const o of operands) if (isRegister(o)) live.add(o);
      }
      if (block.handler !== null) for (const r of liveIn.get(block.handler)!) live.add(r);
      if (live.size !== liveIn.get(block)!.size) {
        liveIn.set(block, live);
        changed = true;
      }
    }
  }
  return liveIn;
}
