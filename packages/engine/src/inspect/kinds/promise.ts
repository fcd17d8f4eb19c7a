import type { Context, Frame } from '../context.js';
import { namePrefix } from '../names.js';
import { formatValue } from '../value.js';

export function formatPromise(_context: Context, _value: object, frame: Frame): string | null {
  frame.open = `${namePrefix(frame.constructorName, frame.tag, 'Promise')}{`;
  frame.entries = state;
  return null;
}

function state(context: Context, promise: object, depth: number): string[] {
  const name = context.introspection.promiseState(promise);
  if (name === 'pending') return ['<pending>'];
  context.indentation += 2;
  const text = formatValue(context, context.introspection.promiseResult(promise), depth);
  context.indentation -= 2;
  return [name === 'rejected' ? `<rejected> ${text}` : text];
}
