import type { Context, Frame } from '../context.js';
import { namePrefix } from '../names.js';

export function formatWeakMap(_context: Context, _value: object, frame: Frame): string | null {
  return unknownItems(frame, 'WeakMap');
}

export function formatWeakSet(_context: Context, _value: object, frame: Frame): string | null {
  return unknownItems(frame, 'WeakSet');
}

/** Which items there are depends on when the collector ran last, so they are not shown. */
function unknownItems(frame: Frame, name: string): null {
  frame.open = `${namePrefix(frame.constructorName, frame.tag, name)}{`;
  frame.entries = () => ['<items unknown>'];
  return null;
}
