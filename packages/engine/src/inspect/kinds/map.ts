import { type Context, type Frame, remainingItems } from '../context.js';
import { namePrefix } from '../names.js';
import { formatValue } from '../value.js';

export function formatMap(_context: Context, value: object, frame: Frame): string | null {
  const map = value as Map<unknown, unknown>;
  const size = mapSize(map);
  frame.open = `${namePrefix(frame.constructorName, frame.tag, 'Map', `(${size})`)}{`;
  frame.entries = mapEntries;
  return size === 0 && frame.keys.length === 0 ? `${frame.open}}` : null;
}

/** Not what a subclass says it is. */
function mapSize(map: Map<unknown, unknown>): number {
  return Object.getOwnPropertyDescriptor(Map.prototype, 'size')!.get!.call(map) as number;
}

function mapEntries(context: Context, value: object, depth: number): string[] {
  const map = value as Map<unknown, unknown>;
  const output: string[] = [];
  const size = mapSize(map);
  const most = Math.min(context.maxArrayLength, size);
  context.indentation += 2;
  for (const [key, item] of Map.prototype.entries.call(map)) {
    if (output.length >= most) break;
    output.push(`${formatValue(context, key, depth)} => ${formatValue(context, item, depth)}`);
  }
  if (size > most) output.push(remainingItems(size - most));
  context.indentation -= 2;
  return output;
}
