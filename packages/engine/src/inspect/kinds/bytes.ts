import { type Context, type Frame, remainingItems } from '../context.js';
import { namePrefix } from '../names.js';
import { formatBigInt, formatNumber } from '../primitive.js';
import { formatValue, shownKeys } from '../value.js';

type TypedArray = ArrayLike<number | bigint> & ArrayBufferView & Record<string, unknown>;

/** What %TypedArray%.prototype says, whatever the object says itself. */
function typedArrayGetter(value: object, key: PropertyKey): unknown {
  const prototype = Object.getPrototypeOf(Uint8Array.prototype) as object;
  return Object.getOwnPropertyDescriptor(prototype, key)!.get!.call(value);
}

export function formatTypedArray(context: Context, value: object, frame: Frame): string | null {
  const length = typedArrayGetter(value, 'length') as number;
  const fallback = frame.constructorName === null ? context.introspection.typedArrayName(value) : '';
  frame.keys = shownKeys(context, value, true);
  frame.open = `${namePrefix(frame.constructorName, frame.tag, fallback, `(${length})`)}[`;
  frame.close = ']';
  frame.isList = true;
  frame.entries = elements;
  return length === 0 && frame.keys.length === 0 && !context.showHidden ? `${frame.open}]` : null;
}

function elements(context: Context, value: object, depth: number): string[] {
  const array = value as TypedArray;
  const length = typedArrayGetter(value, 'length') as number;
  const most = Math.min(context.maxArrayLength, length);
  const output: string[] = [];
  for (let i = 0; i < most; i++) {
    const element = array[i]!;
    output.push(
      typeof element === 'number'
        ? formatNumber(element, context.numericSeparator)
        : formatBigInt(element, context.numericSeparator),
    );
  }
  if (length > most) output.push(remainingItems(length - most));
  if (context.showHidden) {
    context.indentation += 2;
    const byteLength = typedArrayGetter(value, 'byteLength') as number;
    const elementSize = length === 0 ? array.BYTES_PER_ELEMENT : byteLength / length;
    output.push(`[BYTES_PER_ELEMENT]: ${formatValue(context, elementSize, depth)}`);
    output.push(`[length]: ${formatNumber(length, context.numericSeparator)}`);
    output.push(`[byteLength]: ${formatNumber(byteLength, context.numericSeparator)}`);
    output.push(`[byteOffset]: ${formatValue(context, typedArrayGetter(value, 'byteOffset'), depth)}`);
    const buffer = typedArrayGetter(value, 'buffer') as ArrayBuffer;
    output.push(
      shownKeys(context, buffer, false).length === 0
        ? `[buffer]: ${bufferPrefix(context, buffer)}{ byteLength: ${formatNumber(buffer.byteLength)} }`
        : `[buffer]: ${formatValue(context, buffer, depth)}`,
    );
    context.indentation -= 2;
  }
  return output;
}

function bufferPrefix(context: Context, buffer: object): string {
  return context.introspection.kindOf(buffer) === 'array buffer' ? 'ArrayBuffer ' : 'SharedArrayBuffer ';
}

export function formatArrayBuffer(_context: Context, _value: object, frame: Frame): string | null {
  return bufferFrame(frame, 'ArrayBuffer');
}

export function formatSharedArrayBuffer(_context: Context, _value: object, frame: Frame): string | null {
  return bufferFrame(frame, 'SharedArrayBuffer');
}

function bufferFrame(frame: Frame, name: string): null {
  frame.open = `${namePrefix(frame.constructorName, frame.tag, name)}{`;
  frame.keys.unshift('byteLength');
  frame.entries = contents;
  return null;
}

function contents(context: Context, value: object): string[] {
  let bytes: Uint8Array;
  try {
    bytes = new Uint8Array(value as ArrayBuffer);
  } catch {
    return ['(detached)'];
  }
  const most = Math.min(context.maxArrayLength, bytes.length);
  let text = '';
  for (let i = 0; i < most; i++) {
    const byte = bytes[i]!;
    text += `${i === 0 ? '' : ' '}${byte < 16 ? '0' : ''}${byte.toString(16)}`;
  }
  const remaining = bytes.length - most;
  if (remaining > 0) text += ` ... ${remaining} more byte${remaining > 1 ? 's' : ''}`;
  return [`[Uint8Contents]: <${text}>`];
}

export function formatDataView(_context: Context, _value: object, frame: Frame): string | null {
  frame.open = `${namePrefix(frame.constructorName, frame.tag, 'DataView')}{`;
  frame.keys.unshift('byteLength', 'byteOffset', 'buffer');
  return null;
}
