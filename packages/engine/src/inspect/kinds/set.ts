import { type Context, type Frame, remainingItems } from '../context.js';
import { namePrefix } from '../names.js';
import { formatValue } from '../value.js';

export function formatSet(_context: Context, value: object, frame: Frame): string | null {
  const size = setSize(value as Set<unknown>);
  frame.open = `${namePrefix(frame.constructorName, frame.tag, 'Set', `(${size})`)}{`;
  frame.entries = setEntries;
  return size === 0 && frame.keys.length === 0 ? `${frame.open}}` : null;
}

/** Not what a subclass says it is. */
function setSize(set: Set<unknown>): number {
  return Object.getOwnPropertyDescriptor(Set.prototype, 'size')!.get!.call(set) as number;
}

function setEntries(context: Context, value: object, depth: number): string[] {
  const set = value as Set<unknown>;
  const output: string[] = [];
  const size = setSize(set);
  const most = Math.min(context.maxArrayLength, size);
  context.indentation += 2;
  for (const item of Set.prototype.values.call(set)) {
    if (output.length >= most) break;
    output.push(formatValue(context, item, depth));
  }
  if (size > most) output.push(remainingItems(size - most));
  context.indentation -= 2;
  return output;
}
