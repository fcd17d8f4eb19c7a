import type { Context, Frame, KindFormatter } from '../context.js';
import { formatPrimitive, type Primitive } from '../primitive.js';

export const formatBoxedNumber: KindFormatter = (context, value, frame) =>
  boxed(context, frame, 'Number', Number.prototype.valueOf.call(value));

export const formatBoxedBoolean: KindFormatter = (context, value, frame) =>
  boxed(context, frame, 'Boolean', Boolean.prototype.valueOf.call(value));

export const formatBoxedSymbol: KindFormatter = (context, value, frame) =>
  boxed(context, frame, 'Symbol', Symbol.prototype.valueOf.call(value));

export const formatBoxedBigInt: KindFormatter = (context, value, frame) =>
  boxed(context, frame, 'BigInt', BigInt.prototype.valueOf.call(value));

export const formatBoxedString: KindFormatter = (context, value, frame) => {
  const text = String.prototype.valueOf.call(value);
  // The characters are properties, and the first ones.
  frame.keys.splice(0, text.length);
  return boxed(context, frame, 'String', text);
};

function boxed(context: Context, frame: Frame, type: string, value: Primitive): string | null {
  const maker = frame.constructorName;
  let base = `[${type}`;
  if (type !== maker) base += maker === null ? ' (null prototype)' : ` (${maker})`;
  base += `: ${formatPrimitive(value, context)}]`;
  if (frame.tag !== '' && frame.tag !== maker) base += ` [${frame.tag}]`;
  frame.base = base;
  return frame.keys.length === 0 ? base : null;
}
