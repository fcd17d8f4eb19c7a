import type { InspectOptions } from './context.js';
import { format } from './format.js';
import type { Inspect } from './inspect.js';
import type { Introspection } from './introspection.js';
import { formatTable } from './tabular.js';

/** What a console stands on. */
export interface ConsoleHost {
  readonly introspection: Introspection;
  readonly inspect: Inspect;
  /** @param text one or more lines, ended by a line feed */
  out(text: string): void;
  error(text: string): void;
  /** Milliseconds that never go back. */
  now(): number;
}

/** State that the methods of one console share; the methods themselves are functions, so that each links on its own. */
export interface ConsoleState {
  readonly host: ConsoleHost;
  indentation: string;
  readonly counts: Record<string, number>;
  readonly timers: Record<string, number>;
}

export function createConsoleState(host: ConsoleHost): ConsoleState {
  return { host, indentation: '', counts: Object.create(null), timers: Object.create(null) };
}

/** The global `console`: its methods may be taken off it and called alone. */
export function createConsole(host: ConsoleHost) {
  const state = createConsoleState(host);
  return {
    log: (...values: unknown[]) => log(state, values),
    info: (...values: unknown[]) => log(state, values),
    debug: (...values: unknown[]) => log(state, values),
    dirxml: (...values: unknown[]) => log(state, values),
    warn: (...values: unknown[]) => warn(state, values),
    error: (...values: unknown[]) => warn(state, values),
    trace: (...values: unknown[]) => trace(state, values),
    dir: (value: unknown, options?: InspectOptions) => dir(state, value, options),
    table: (data: unknown, properties?: readonly string[]) => table(state, data, properties),
    assert: (condition?: unknown, ...values: unknown[]) => assert(state, condition, values),
    group: (...values: unknown[]) => group(state, values),
    groupCollapsed: (...values: unknown[]) => group(state, values),
    groupEnd: () => groupEnd(state),
    count: (label?: unknown) => count(state, label),
    countReset: (label?: unknown) => countReset(state, label),
    time: (label?: unknown) => time(state, label),
    timeEnd: (label?: unknown) => timeEnd(state, label),
    timeLog: (label?: unknown, ...values: unknown[]) => timeLog(state, label, values),
    clear: () => {},
  };
}

export function log(state: ConsoleState, values: readonly unknown[]): void {
  state.host.out(line(state, format(state.host.introspection, state.host.inspect, values)));
}

export function warn(state: ConsoleState, values: readonly unknown[]): void {
  state.host.error(line(state, format(state.host.introspection, state.host.inspect, values)));
}

function line(state: ConsoleState, text: string): string {
  const indentation = state.indentation;
  if (indentation === '') return `${text}\n`;
  return `${indentation}${text.includes('\n') ? text.replaceAll('\n', `\n${indentation}`) : text}\n`;
}

export function dir(state: ConsoleState, value: unknown, options: InspectOptions = {}): void {
  state.host.out(line(state, state.host.inspect(value, { customInspect: false, ...options })));
}

/** Frames are those of the engine's `stack`, without the console's own where the engine can leave them out. */
export function trace(state: ConsoleState, values: readonly unknown[]): void {
  const message = format(state.host.introspection, state.host.inspect, values);
  const stack = new Error('').stack ?? '';
  const frames = stack.indexOf('\n    at');
  const title = message === '' ? 'Trace' : `Trace: ${message}`;
  state.host.error(line(state, frames < 0 ? title : title + stack.slice(frames)));
}

export function assert(state: ConsoleState, condition: unknown, values: readonly unknown[]): void {
  if (condition) return;
  const [first, ...rest] = values;
  warn(state, values.length === 0 ? ['Assertion failed'] : [`Assertion failed: ${first as string}`, ...rest]);
}

export function table(state: ConsoleState, data: unknown, properties?: readonly string[]): void {
  if (properties !== undefined && !Array.isArray(properties)) {
    throw new TypeError('console.table: the second argument is not an array of property names');
  }
  if (typeof data !== 'object' || data === null) {
    log(state, [data]);
    return;
  }
  log(state, [formatTable(state.host.introspection, state.host.inspect, data, properties)]);
}

const GROUP_WIDTH = 2;

export function group(state: ConsoleState, values: readonly unknown[]): void {
  if (values.length > 0) log(state, values);
  state.indentation += ' '.repeat(GROUP_WIDTH);
}

export function groupEnd(state: ConsoleState): void {
  state.indentation = state.indentation.slice(0, -GROUP_WIDTH);
}

function labelText(label: unknown): string {
  return label === undefined ? 'default' : `${label as string}`;
}

export function count(state: ConsoleState, label: unknown): void {
  const name = labelText(label);
  const times = (state.counts[name] ?? 0) + 1;
  state.counts[name] = times;
  log(state, [`${name}: ${times}`]);
}

export function countReset(state: ConsoleState, label: unknown): void {
  const name = labelText(label);
  if (state.counts[name] === undefined) warning(state, `Count for '${name}' does not exist`);
  else delete state.counts[name];
}

export function time(state: ConsoleState, label: unknown): void {
  const name = labelText(label);
  if (state.timers[name] !== undefined) warning(state, `Label '${name}' already exists for console.time()`);
  else state.timers[name] = state.host.now();
}

export function timeEnd(state: ConsoleState, label: unknown): void {
  const name = labelText(label);
  if (logTime(state, 'timeEnd', name, [])) delete state.timers[name];
}

export function timeLog(state: ConsoleState, label: unknown, values: readonly unknown[]): void {
  logTime(state, 'timeLog', labelText(label), values);
}

function logTime(state: ConsoleState, method: string, name: string, values: readonly unknown[]): boolean {
  const start = state.timers[name];
  if (start === undefined) {
    warning(state, `No such label '${name}' for console.${method}()`);
    return false;
  }
  log(state, ['%s: %s', name, formatDuration(state.host.now() - start), ...values]);
  return true;
}

function warning(state: ConsoleState, text: string): void {
  state.host.error(`Warning: ${text}\n`);
}

/** 1.5 ms is "1.5ms", 61.5 s "1:01.500 (m:ss.mmm)". */
export function formatDuration(milliseconds: number): string {
  if (milliseconds < 1000) return `${Number(milliseconds.toFixed(3))}ms`;
  if (milliseconds < 60_000) return `${(milliseconds / 1000).toFixed(3)}s`;
  const hours = Math.floor(milliseconds / 3_600_000);
  const minutes = Math.floor((milliseconds % 3_600_000) / 60_000);
  const seconds = ((milliseconds % 60_000) / 1000).toFixed(3).padStart(6, '0');
  if (hours === 0) return `${minutes}:${seconds} (m:ss.mmm)`;
  return `${hours}:${String(minutes).padStart(2, '0')}:${seconds} (h:mm:ss.mmm)`;
}
