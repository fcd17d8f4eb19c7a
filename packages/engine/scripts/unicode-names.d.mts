/** [short, long, parts of a union, third name] */
export const generalCategories: readonly (readonly [
  short: string,
  long: string,
  parts?: readonly string[],
  other?: string,
])[];
/** [long, alias] */
export const binaryProperties: readonly (readonly [name: string, alias?: string])[];
/** Properties of strings, for the flag v. */
export const stringProperties: readonly string[];
/** [long, short, third name] */
export const scripts: readonly (readonly [long: string, short?: string, other?: string])[];
