import { type Context, type Frame, remainingItems } from '../context.js';
import { layOut } from '../layout.js';
import { formatValue } from '../value.js';

export function formatMapIterator(context: Context, value: object, frame: Frame): string | null {
  return start(context, value, frame, 'Map');
}

export function formatSetIterator(context: Context, value: object, frame: Frame): string | null {
  return start(context, value, frame, 'Set');
}

function start(context: Context, value: object, frame: Frame, type: string): string | null {
  const iterator = `${type} Iterator`;
  const tag = frame.tag === iterator || frame.tag === '' ? iterator : `${frame.tag}] [${iterator}`;
  const { areEntries } = context.introspection.iteratorItems(value);
  frame.open = areEntries ? `[${tag.slice(0, -'Iterator'.length)}Entries] {` : `[${tag}] {`;
  frame.entries = remaining;
  return null;
}

function remaining(context: Context, value: object, depth: number): string[] {
  const { items, areEntries } = context.introspection.iteratorItems(value);
  const step = areEntries ? 2 : 1;
  const count = items.length / step;
  const most = Math.min(context.maxArrayLength, count);
  const output: string[] = [];
  context.indentation += 2;
  for (let i = 0; i < most; i++) {
    if (areEntries) {
      const pair = [formatValue(context, items[i * 2], depth), formatValue(context, items[i * 2 + 1], depth)];
      output.push(layOut(context, pair, '', '[', ']', true, depth));
    } else {
      output.push(formatValue(context, items[i], depth));
    }
  }
  context.indentation -= 2;
  if (count > most) output.push(remainingItems(count - most));
  return output;
}
