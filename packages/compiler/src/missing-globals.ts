import type { IRFunction } from './ir.js';

/** The global object is an object: what it inherits are globals as well. */
export const INHERITED_GLOBALS: ReadonlySet<string> = new Set(
  `constructor hasOwnProperty isPrototypeOf propertyIsEnumerable toLocaleString toString valueOf __proto__
  __defineGetter__ __defineSetter__ __lookupGetter__ __lookupSetter__`.split(/\s+/),
);

/**
 * Globals that a program reads and that nobody defines: a sentence each, at the first place. Not of those that the program asks
 * for with `typeof`, for it has another way then, and not of those that it may define itself (`globalThis.name = ...`).
 */
export function missingGlobals(
  functions: readonly IRFunction[],
  existing: ReadonlySet<string>,
  mayAdd: boolean,
): string[] {
  const places = new Map<string, string>();
  const known = new Set(['undefined', 'NaN', 'Infinity', ...INHERITED_GLOBALS]);
  for (const fn of functions)
    for (const block of fn.blocks)
      for (const { op, immediates, position } of block.instructions) {
        const name = immediates.name;
        if (op === 'globalGet' && !existing.has(name!) && !places.has(name!) && position !== null)
          places.set(name!, `${position.file}:${position.line}:${position.column}`);
        if (op === 'globalGetOrUndefined' || op === 'globalSet') known.add(name!);
        if (mayAdd && op === 'setProperty') known.add(immediates.key!);
        if (mayAdd && op === 'constant' && typeof immediates.value === 'string') known.add(immediates.value);
      }
  return [...places]
    .filter(([name]) => !known.has(name))
    .map(([name, place]) => `${place}: ${name} will be a ReferenceError: compiled programs have no such global`);
}
