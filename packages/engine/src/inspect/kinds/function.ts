import type { Context, Frame } from '../context.js';

const TYPE_NAMES = {
  function: 'Function',
  async: 'AsyncFunction',
  generator: 'GeneratorFunction',
  'async generator': 'AsyncGeneratorFunction',
} as const;

export function formatFunction(context: Context, value: object, frame: Frame): string | null {
  const kind = context.introspection.functionKind(value);
  frame.base = kind === 'class' ? classBase(value, frame) : functionBase(value, frame, TYPE_NAMES[kind]);
  return frame.keys.length === 0 ? frame.base : null;
}

function functionBase(value: object, frame: Frame, type: string): string {
  const maker = frame.constructorName;
  const name = (value as { name?: unknown }).name;
  let base = `[${type}`;
  if (maker === null) base += ' (null prototype)';
  base += name === '' ? ' (anonymous)]' : `: ${String(name)}]`;
  if (maker !== type && maker !== null) base += ` ${maker}`;
  if (frame.tag !== '' && maker !== frame.tag) base += ` [${frame.tag}]`;
  return base;
}

function classBase(value: object, frame: Frame): string {
  const maker = frame.constructorName;
  const name = (Object.hasOwn(value, 'name') && (value as { name?: unknown }).name) || '(anonymous)';
  let base = `class ${String(name)}`;
  if (maker !== 'Function' && maker !== null) base += ` [${maker}]`;
  if (frame.tag !== '' && maker !== frame.tag) base += ` [${frame.tag}]`;
  if (maker === null) return `[${base} extends [null prototype]]`;
  const parent = (Object.getPrototypeOf(value) as { name?: unknown }).name;
  return parent ? `[${base} extends ${String(parent)}]` : `[${base}]`;
}
