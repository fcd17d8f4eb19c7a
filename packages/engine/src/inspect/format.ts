import type { Inspect } from './inspect.js';
import type { Introspection } from './introspection.js';
import { isBuiltInName } from './names.js';
import { formatBigInt, formatNumber } from './primitive.js';

const PERCENT = 37;

/**
 * Node's `util.format`: the first argument's %s %d %i %f %j %o %O %c take the following ones, those that are left are
 * joined with blanks.
 */
export function format(introspection: Introspection, inspect: Inspect, values: readonly unknown[]): string {
  const first = values[0];
  if (typeof first !== 'string') return joinRest(inspect, '', values, 0);
  if (values.length === 1) return first;
  let text = '';
  let used = 0;
  let start = 0;
  for (let i = first.indexOf('%'); i >= 0 && i < first.length - 1; i = first.indexOf('%', i)) {
    const directive = first.charCodeAt(i + 1);
    if (directive === PERCENT) {
      text += first.slice(start, i + 1);
      start = i += 2;
      continue;
    }
    const converted = used + 1 < values.length ? convert(introspection, inspect, directive, values[used + 1]) : null;
    if (converted === null) {
      // Not a directive, or nothing left for it; what follows the percent sign is not looked at again.
      i += 2;
      continue;
    }
    used++;
    text += first.slice(start, i) + converted;
    start = i += 2;
  }
  if (start === 0) return joinRest(inspect, '', values, 0);
  return joinRest(inspect, text + first.slice(start), values, used + 1);
}

function joinRest(inspect: Inspect, start: string, values: readonly unknown[], from: number): string {
  let text = start;
  for (let i = from; i < values.length; i++) {
    const value = values[i];
    if (i > 0) text += ' ';
    text += typeof value === 'string' ? value : inspect(value);
  }
  return text;
}

function convert(introspection: Introspection, inspect: Inspect, directive: number, value: unknown): string | null {
  switch (directive) {
    case 115: // s
      return asString(introspection, inspect, value);
    case 100: // d
      if (typeof value === 'bigint') return formatBigInt(value);
      return typeof value === 'symbol' ? 'NaN' : formatNumber(Number(value));
    case 105: // i
      if (typeof value === 'bigint') return formatBigInt(value);
      // biome-ignore lint/correctness/useParseIntRadix: "0x10" is 16, as in Node
      return typeof value === 'symbol' ? 'NaN' : formatNumber(Number.parseInt(value as string));
    case 102: // f
      return typeof value === 'symbol' ? 'NaN' : formatNumber(Number.parseFloat(value as string));
    case 106: // j
      return asJson(value);
    case 79: // O
      return inspect(value);
    case 111: // o
      return inspect(value, { showHidden: true, showProxy: true, depth: 4 });
    case 99: // c: style sheets mean nothing here
      return '';
    default:
      return null;
  }
}

function asString(introspection: Introspection, inspect: Inspect, value: unknown): string {
  if (typeof value === 'number') return formatNumber(value);
  if (typeof value === 'bigint') return formatBigInt(value);
  if (typeof value !== 'object' || value === null || !hasBuiltInToString(introspection, value)) return String(value);
  return inspect(value, { depth: 0, compact: 3 });
}

/** @throws whatever `toJSON` throws; a structure that contains itself gives "[Circular]" */
function asJson(value: unknown): string {
  try {
    return String(JSON.stringify(value));
  } catch (error) {
    if (error instanceof TypeError && firstLine(error.message) === circularMessage()) return '[Circular]';
    throw error;
  }
}

/** How this engine's JSON.stringify begins to complain about a structure that contains itself. */
function circularMessage(): string {
  const value: { value?: unknown } = {};
  value.value = value;
  try {
    return String(JSON.stringify(value));
  } catch (error) {
    return firstLine((error as Error).message);
  }
}

function firstLine(text: string): string {
  const end = text.indexOf('\n');
  return end < 0 ? text : text.slice(0, end);
}

/** Whether the conversion to a string is the one of a built-in, which says less than `inspect` does. */
function hasBuiltInToString(introspection: Introspection, value: object): boolean {
  let object = value;
  while (introspection.kindOf(object) === 'proxy') {
    const target = introspection.proxyTarget(object);
    if (target === null) return true;
    object = target;
  }
  const hasToString = typeof (object as { toString?: unknown }).toString === 'function';
  const hasToPrimitive = typeof (object as { [Symbol.toPrimitive]?: unknown })[Symbol.toPrimitive] === 'function';
  if (!hasToString && !hasToPrimitive) return true;
  if (hasToString && Object.hasOwn(object, 'toString')) return false;
  if (hasToPrimitive && Object.hasOwn(object, Symbol.toPrimitive)) return false;
  let owner = Object.getPrototypeOf(object) as object;
  while (
    !(hasToString && Object.hasOwn(owner, 'toString')) &&
    !(hasToPrimitive && Object.hasOwn(owner, Symbol.toPrimitive))
  ) {
    owner = Object.getPrototypeOf(owner) as object;
  }
  const maker: unknown = Object.getOwnPropertyDescriptor(owner, 'constructor')?.value;
  return typeof maker === 'function' && isBuiltInName(maker.name);
}
