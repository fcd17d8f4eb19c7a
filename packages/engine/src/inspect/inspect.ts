import { createContext, type InspectOptions, type KindFormatters } from './context.js';
import type { Introspection } from './introspection.js';
import { formatValue } from './value.js';

export type Inspect = (value: unknown, options?: InspectOptions) => string;

/** Node's `util.inspect` without colours, for the kinds of objects that `formatters` knows. */
export function createInspect(introspection: Introspection, formatters: KindFormatters): Inspect {
  const inspect: Inspect = (value, options = {}) =>
    formatValue(createContext(introspection, formatters, inspect, options), value, 0);
  return inspect;
}
