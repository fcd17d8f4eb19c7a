import type { Context, Frame, KindFormatter } from './context.js';
import { inspectCustom } from './custom.js';
import type { ObjectKind } from './introspection.js';
import { layOut } from './layout.js';
import { constructorName, namePrefix, objectPrefix } from './names.js';
import { formatPrimitive, type Primitive } from './primitive.js';
import { inheritedProperties, ownKeys } from './prototype.js';
import { displayWidth, escapeText, isPlainKey, quote } from './text.js';

/** Beyond this only the surface of objects is shown, lest a huge structure exhaust the memory. */
const MOST_CHARACTERS = 2 ** 27;

/** @param depth of the object that contains `value`, 0 at the start */
export function formatValue(context: Context, value: unknown, depth: number): string {
  if ((typeof value !== 'object' && typeof value !== 'function') || value === null) {
    return formatPrimitive(value as Primitive, context);
  }
  const original = value;
  let object = value;
  let kind = context.introspection.kindOf(object);
  if (kind === 'proxy') {
    if (context.introspection.proxyTarget(object) === null) return '<Revoked Proxy>';
    if (context.showProxy) return formatProxy(context, object, depth);
    // Shown as its target is; no trap may be called.
    do {
      const target = context.introspection.proxyTarget(object);
      if (target === null) return '<Revoked Proxy>';
      object = target;
      kind = context.introspection.kindOf(object);
    } while (kind === 'proxy');
  }
  if (context.customInspect) {
    const custom = callCustom(context, object, original, depth);
    if (custom !== null) return custom;
  }
  if (context.seen.includes(object)) {
    let index = context.circular.indexOf(object);
    if (index < 0) index = context.circular.push(object) - 1;
    return `[Circular *${index + 1}]`;
  }
  return formatObject(context, object, kind, depth);
}

/** null where the object has no such method. */
function callCustom(context: Context, object: object, original: object, depth: number): string | null {
  const custom = (object as { [inspectCustom]?: unknown })[inspectCustom];
  if (typeof custom !== 'function' || (custom as unknown) === context.inspect) return null;
  // A prototype with such a method is no object for it.
  const maker = (object as { constructor?: { prototype?: unknown } }).constructor;
  if (maker && maker.prototype === object) return null;
  const remaining = context.depth === Infinity ? null : context.depth - depth;
  const result: unknown = custom.call(original, remaining, optionsOf(context, remaining), context.inspect);
  if (result === original) return null;
  if (typeof result !== 'string') return formatValue(context, result, depth);
  return result.replaceAll('\n', `\n${' '.repeat(context.indentation)}`);
}

function optionsOf(context: Context, depth: number | null): object {
  return {
    stylize: plain,
    showHidden: context.showHidden,
    depth: context.depth === Infinity ? null : context.depth,
    colors: false,
    customInspect: context.customInspect,
    showProxy: context.showProxy,
    maxArrayLength: context.maxArrayLength,
    maxStringLength: context.maxStringLength,
    breakLength: context.breakLength,
    compact: context.compact === 0 ? false : context.compact,
    sorted: context.sorted,
    getters: context.getters,
    numericSeparator: context.numericSeparator,
    ...(depth === null ? undefined : context.options),
  };
}

function plain(text: unknown): string {
  return String(text);
}

function formatProxy(context: Context, proxy: object, depth: number): string {
  if (depth > context.depth) return 'Proxy [Array]';
  context.indentation += 2;
  const entries = [
    formatValue(context, context.introspection.proxyTarget(proxy), depth + 1),
    formatValue(context, context.introspection.proxyHandler(proxy), depth + 1),
  ];
  context.indentation -= 2;
  return layOut(context, entries, '', 'Proxy [', ']', true, depth + 1);
}

/** These are shown by their contents only if they can be iterated, or have no prototype that could say. */
function isCollection(kind: ObjectKind): boolean {
  return (
    kind === 'array' ||
    kind === 'map' ||
    kind === 'set' ||
    kind === 'typed array' ||
    kind === 'map iterator' ||
    kind === 'set iterator'
  );
}

function formatterOf(
  context: Context,
  value: object,
  kind: ObjectKind,
  name: string | null,
): KindFormatter | null | undefined {
  if (isCollection(kind)) return name === null || Symbol.iterator in value ? context.formatters[kind] : null;
  if (kind === 'function') return context.formatters.function;
  if (kind === 'arguments') return name === 'Object' ? context.formatters.arguments : null;
  if (name === 'Object') return null;
  // Classes such as DOMException are errors by their prototype only.
  if ((kind === 'object' || kind === 'other') && value instanceof Error) return context.formatters.error;
  return context.formatters[kind];
}

function formatObject(context: Context, value: object, kind: ObjectKind, depth: number): string {
  const inherited: string[] = [];
  const onClass =
    context.showHidden && depth <= context.depth
      ? (start: object) => {
          const describe = (object: object, key: PropertyKey, descriptor: PropertyDescriptor, original: object) =>
            formatProperty(context, object, depth, key, false, descriptor, original);
          inheritedProperties(context, value, start, describe, inherited);
        }
      : null;
  const name = constructorName(context, value, depth, onClass);
  const frame: Frame = {
    constructorName: name,
    tag: newTag(context, value),
    keys: shownKeys(context, value, false),
    base: '',
    open: '{',
    close: '}',
    isList: false,
    entries: null,
  };
  const formatter = formatterOf(context, value, kind, name);
  if (formatter) {
    const whole = formatter(context, value, frame, depth);
    if (whole !== null && (inherited.length === 0 || frame.keys.length > 0)) return whole;
  } else {
    if (name !== 'Object') frame.open = `${objectPrefix(context, value, name, frame.tag)}{`;
    else if (frame.tag !== '') frame.open = `${namePrefix(name, frame.tag, 'Object')}{`;
    if (frame.keys.length === 0 && inherited.length === 0) return `${frame.open}}`;
  }
  if (depth > context.depth) {
    const words = objectPrefix(context, value, name, frame.tag).slice(0, -1);
    return name === null ? words : `[${words}]`;
  }
  return formatParts(context, value, frame, inherited, depth + 1);
}

function formatParts(context: Context, value: object, frame: Frame, inherited: string[], depth: number): string {
  context.seen.push(value);
  context.currentDepth = depth;
  let output = frame.entries === null ? [] : frame.entries(context, value, depth);
  const entries = output.length;
  for (const key of frame.keys) output.push(formatProperty(context, value, depth, key, frame.isList));
  for (const line of inherited) output.push(line);
  const index = context.circular.indexOf(value);
  if (index >= 0) {
    const reference = `<ref *${index + 1}>`;
    if (context.compact === true) frame.open = `${reference} ${frame.open}`;
    else frame.base = frame.base === '' ? reference : `${reference} ${frame.base}`;
  }
  context.seen.pop();
  if (context.sorted !== false) {
    const compare = context.sorted === true ? undefined : context.sorted;
    if (frame.isList) output = [...output.slice(0, entries), ...output.slice(entries).sort(compare)];
    else output.sort(compare);
  }
  const elements = frame.isList ? (value as ArrayLike<unknown>) : undefined;
  const text = layOut(context, output, frame.base, frame.open, frame.close, frame.isList, depth, elements);
  const length = (context.budget[context.indentation] ?? 0) + text.length;
  context.budget[context.indentation] = length;
  if (length > MOST_CHARACTERS) context.depth = -1;
  return text;
}

/** Symbol.toStringTag, unless it is shown among the properties. */
function newTag(context: Context, value: object): string {
  const tag: unknown = (value as { [Symbol.toStringTag]?: unknown })[Symbol.toStringTag];
  if (typeof tag !== 'string' || tag === '') return '';
  const isShown = context.showHidden
    ? Object.hasOwn(value, Symbol.toStringTag)
    : Object.prototype.propertyIsEnumerable.call(value, Symbol.toStringTag);
  return isShown ? '' : tag;
}

/** Own enumerable keys, or all of them with showHidden. */
export function shownKeys(context: Context, value: object, withoutIndices: boolean): PropertyKey[] {
  const all = context.showHidden;
  const keys: PropertyKey[] = [];
  if (withoutIndices) {
    for (const key of ownKeys(value)) {
      if (typeof key === 'string' && isIndex(key)) continue;
      if (all || Object.prototype.propertyIsEnumerable.call(value, key)) keys.push(key);
    }
    return keys;
  }
  for (const key of all ? Object.getOwnPropertyNames(value) : Object.keys(value)) keys.push(key);
  for (const symbol of Object.getOwnPropertySymbols(value)) {
    if (all || Object.prototype.propertyIsEnumerable.call(value, symbol)) keys.push(symbol);
  }
  return keys;
}

function isIndex(key: string): boolean {
  const first = key.charCodeAt(0);
  return first >= 0x30 && first <= 0x39 && String(Number(key) >>> 0) === key && Number(key) !== 4_294_967_295;
}

/** "key: value". */
export function formatProperty(
  context: Context,
  value: object,
  depth: number,
  key: PropertyKey,
  isList: boolean,
  known?: PropertyDescriptor,
  original: object = value,
): string {
  const descriptor = known ??
    Object.getOwnPropertyDescriptor(value, key) ?? {
      value: (value as Record<PropertyKey, unknown>)[key],
      enumerable: true,
    };
  let extra = ' ';
  let text: string;
  if (context.compact === true && !isList && descriptor.value !== undefined) {
    context.indentation += 3;
    text = formatValue(context, descriptor.value, depth);
    if (context.breakLength < displayWidth(text)) extra = `\n${' '.repeat(context.indentation)}`;
    context.indentation -= 3;
  } else {
    text = formatPropertyValue(context, descriptor, depth, original);
  }
  return `${formatKey(key, descriptor.enumerable !== false)}:${extra}${text}`;
}

/** An element of an array: its value alone. */
export function formatElement(context: Context, value: object, index: number, depth: number): string {
  const descriptor = Object.getOwnPropertyDescriptor(value, index);
  return descriptor === undefined ? 'undefined' : formatPropertyValue(context, descriptor, depth, value);
}

function formatPropertyValue(
  context: Context,
  descriptor: PropertyDescriptor,
  depth: number,
  original: object,
): string {
  if (descriptor.value !== undefined) {
    context.indentation += 2;
    const text = formatValue(context, descriptor.value, depth);
    context.indentation -= 2;
    return text;
  }
  if (descriptor.get !== undefined) return formatGetter(context, descriptor, depth, original);
  return descriptor.set !== undefined ? '[Setter]' : 'undefined';
}

function formatGetter(context: Context, descriptor: PropertyDescriptor, depth: number, original: object): string {
  const label = descriptor.set !== undefined ? 'Getter/Setter' : 'Getter';
  const wanted = context.getters;
  if (wanted === false || (wanted !== true && (wanted === 'get') !== (descriptor.set === undefined))) {
    return `[${label}]`;
  }
  try {
    const value: unknown = descriptor.get!.call(original);
    if (value === null) return `[${label}: null]`;
    context.indentation += 2;
    const text =
      typeof value === 'object'
        ? `[${label}] ${formatValue(context, value, depth)}`
        : `[${label}: ${typeof value === 'function' ? String(value) : formatPrimitive(value as Primitive, context)}]`;
    context.indentation -= 2;
    return text;
  } catch (error) {
    return `[${label}: <Inspection threw (${(error as { message?: unknown }).message})>]`;
  }
}

function formatKey(key: PropertyKey, isEnumerable: boolean): string {
  if (typeof key === 'symbol') return `[${escapeText(key.toString(), true)}]`;
  const text = String(key);
  if (text === '__proto__') return "['__proto__']";
  if (!isEnumerable) return `[${escapeText(text, true)}]`;
  return isPlainKey(text) ? text : quote(text);
}
