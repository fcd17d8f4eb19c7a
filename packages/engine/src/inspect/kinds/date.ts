import type { Context, Frame } from '../context.js';
import { namePrefix } from '../names.js';

export function formatDate(_context: Context, value: object, frame: Frame): string | null {
  const isValid = !Number.isNaN(Date.prototype.getTime.call(value));
  const text = isValid ? Date.prototype.toISOString.call(value) : Date.prototype.toString.call(value);
  const prefix = namePrefix(frame.constructorName, frame.tag, 'Date');
  frame.base = prefix === 'Date ' ? text : prefix + text;
  return frame.keys.length === 0 ? frame.base : null;
}
