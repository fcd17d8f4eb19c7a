import { type ConsoleHost, type ConsoleState, createConsoleState } from '../inspect/console.js';
import type { KindFormatters } from '../inspect/context.js';
import { createInspect } from '../inspect/inspect.js';
import { introspection } from './introspection.js';

/** The state of the global console. `formatters`: of the kinds of objects that the program can make. */
export function consoleState(formatters: KindFormatters): ConsoleState {
  const host: ConsoleHost = {
    introspection,
    inspect: createInspect(introspection, formatters),
    out: (text) => $writeText(1, text),
    error: (text) => $writeText(2, text),
    now: () => $now(),
  };
  return createConsoleState(host);
}
