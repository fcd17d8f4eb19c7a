import { type Context, type Frame, remainingItems } from '../context.js';
import { namePrefix } from '../names.js';
import { isArrayIndex } from '../text.js';
import { formatElement, shownKeys } from '../value.js';

export function formatArray(context: Context, value: object, frame: Frame): string | null {
  const array = value as unknown[];
  const isPlain = frame.constructorName === 'Array' && frame.tag === '';
  const prefix = isPlain ? '' : namePrefix(frame.constructorName, frame.tag, 'Array', `(${array.length})`);
  frame.keys = shownKeys(context, value, true);
  frame.open = `${prefix}[`;
  frame.close = ']';
  frame.isList = true;
  frame.entries = elements;
  return array.length === 0 && frame.keys.length === 0 ? `${frame.open}]` : null;
}

function elements(context: Context, value: object, depth: number): string[] {
  const array = value as unknown[];
  const length = array.length;
  const shown = Math.min(context.maxArrayLength, length);
  const output: string[] = [];
  for (let i = 0; i < shown; i++) {
    if (!Object.hasOwn(array, i)) return withHoles(context, array, depth, shown, output, i);
    output.push(formatElement(context, array, i, depth));
  }
  if (length > shown) output.push(remainingItems(length - shown));
  return output;
}

/** A run of holes counts as one item. */
function withHoles(
  context: Context,
  array: unknown[],
  depth: number,
  most: number,
  output: string[],
  first: number,
): string[] {
  const keys = Object.keys(array);
  let index = first;
  for (let i = first; i < keys.length && output.length < most; i++) {
    const key = keys[i]!;
    if (!isArrayIndex(key)) break;
    const position = Number(key);
    if (position !== index) {
      output.push(holes(position - index));
      index = position;
      if (output.length === most) break;
    }
    output.push(formatElement(context, array, position, depth));
    index++;
  }
  const remaining = array.length - index;
  if (remaining > 0) output.push(output.length === most ? remainingItems(remaining) : holes(remaining));
  return output;
}

function holes(count: number): string {
  return `<${count} empty item${count > 1 ? 's' : ''}>`;
}
