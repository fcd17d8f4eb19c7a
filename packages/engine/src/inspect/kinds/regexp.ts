import type { Context, Frame } from '../context.js';
import { namePrefix } from '../names.js';

export function formatRegExp(context: Context, value: object, frame: Frame, depth: number): string | null {
  const regexp = frame.constructorName === null ? new RegExp(value as RegExp) : value;
  const prefix = namePrefix(frame.constructorName, frame.tag, 'RegExp');
  const text = RegExp.prototype.toString.call(regexp);
  frame.base = prefix === 'RegExp ' ? text : prefix + text;
  return frame.keys.length === 0 || depth > context.depth ? frame.base : null;
}
