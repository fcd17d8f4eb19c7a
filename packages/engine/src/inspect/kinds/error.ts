import type { Context, Frame } from '../context.js';
import { namePrefix } from '../names.js';

type ErrorLike = { name?: unknown; message?: unknown; stack?: unknown; cause?: unknown; errors?: unknown };

/** The stack as the engine gives it, its first line made to name the class; brackets where there is none. */
export function formatError(context: Context, value: object, frame: Frame): string | null {
  const error = value as ErrorLike;
  const name = error.name === null || error.name === undefined ? 'Error' : String(error.name);
  const original = stackOf(error);
  if (!context.showHidden) hideWhatTheStackSays(frame.keys, error, original);
  if ('cause' in error && !frame.keys.includes('cause')) frame.keys.push('cause');
  if (Array.isArray(error.errors) && !frame.keys.includes('errors')) frame.keys.push('errors');
  let stack = nameClass(original, frame.constructorName, name, frame.tag);
  const message = typeof error.message === 'string' ? error.message : '';
  let position = message === '' ? -1 : stack.indexOf(message);
  if (position === 0) position = -1;
  if (position !== -1) position += message.length;
  const frames = stack.indexOf('\n    at', position);
  if (frames < 0) stack = `[${stack}]`;
  else stack = `${stack.slice(0, frames)}\n${framesBeyondCause(error, stack.slice(frames + 1)).join('\n')}`;
  if (context.indentation > 0) stack = stack.replaceAll('\n', `\n${' '.repeat(context.indentation)}`);
  frame.base = stack;
  return frame.keys.length === 0 ? stack : null;
}

function stackOf(error: ErrorLike): string {
  return error.stack ? String(error.stack) : Error.prototype.toString.call(error);
}

function hideWhatTheStackSays(keys: PropertyKey[], error: ErrorLike, stack: string): void {
  for (const name of ['name', 'message', 'stack'] as const) {
    const index = keys.indexOf(name);
    if (index >= 0 && stack.includes(String(error[name]))) keys.splice(index, 1);
  }
}

/** "Error: x" of a class Refused becomes "Refused: x", or "Refused [Error]: x" where the names have nothing in common. */
function nameClass(stack: string, constructorName: string | null, name: string, tag: string): string {
  const next = stack[name.length];
  const isRegular =
    name.endsWith('Error') && stack.startsWith(name) && (next === undefined || next === ':' || next === '\n');
  if (constructorName !== null && !isRegular) return stack;
  let fallback = 'Error';
  let length = name.length;
  if (constructorName === null) {
    const start = /^([A-Z][a-z_ A-Z0-9[\]()-]+)(?::|\n {4}at)/.exec(stack) ?? /^([a-z_A-Z0-9-]*Error)$/.exec(stack);
    fallback = start?.[1] ?? '';
    length = fallback.length;
    fallback = fallback || 'Error';
  }
  const prefix = namePrefix(constructorName, tag, fallback).slice(0, -1);
  if (name === prefix) return stack;
  if (!prefix.includes(name)) return `${prefix} [${name}]${stack.slice(length)}`;
  return length === 0 ? `${prefix}: ${stack}` : prefix + stack.slice(length);
}

/** Frames that the cause has as well are counted, not shown twice. */
function framesBeyondCause(error: ErrorLike, text: string): string[] {
  const frames = text.split('\n');
  let cause: unknown;
  try {
    cause = error.cause;
  } catch {
    return frames;
  }
  if (!(cause instanceof Error)) return frames;
  const stack = stackOf(cause);
  const start = stack.indexOf('\n    at');
  if (start < 0) return frames;
  const other = stack.slice(start + 1).split('\n');
  for (let i = 0; i < frames.length - 3; i++) {
    const at = other.indexOf(frames[i]!);
    if (at < 0 || other.length - at <= 3) continue;
    const most = Math.min(frames.length - i, other.length - at);
    let length = 1;
    while (length < most && frames[i + length] === other[at + length]) length++;
    if (length <= 3) continue;
    frames.splice(i + 1, length - 2, `    ... ${length - 2} lines matching cause stack trace ...`);
    break;
  }
  return frames;
}
