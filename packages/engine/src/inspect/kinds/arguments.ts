import type { Context, Frame } from '../context.js';

/** As Node has it: with the braces of an object, since it is none of the arrays. */
export function formatArguments(_context: Context, _value: object, frame: Frame): string | null {
  frame.open = '[Arguments] {';
  return frame.keys.length === 0 ? '[Arguments] {}' : null;
}
