/** The key of a method that says how its object is shown: `[inspectCustom](depth, options, inspect)`. */
export const inspectCustom: unique symbol = /* @__PURE__ */ Symbol.for('nodejs.util.inspect.custom') as never;

/** The options for the parts of an object that is shown by its own method: one level less. */
export function oneLevelLess(options: object): object {
  const { depth } = options as { depth?: number | null };
  return { ...options, depth: Number.isInteger(depth) ? depth! - 1 : depth };
}
