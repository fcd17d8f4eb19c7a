// Equality as the tests mean it: vitest's toEqual, toStrictEqual where `strict`, and toMatchObject where `subset`.

/** A value that decides for itself what it equals: expect.stringContaining and the like. */
export interface Asymmetric {
  readonly asymmetric: (actual: unknown) => boolean;
  readonly toString: () => string;
}

export function isAsymmetric(value: unknown): value is Asymmetric {
  return typeof value === 'object' && value !== null && typeof (value as Partial<Asymmetric>).asymmetric === 'function';
}

const view = (value: ArrayBufferView): Uint8Array => new Uint8Array(value.buffer, value.byteOffset, value.byteLength);

export function equals(actual: unknown, expected: unknown, mode: 'loose' | 'strict' | 'subset' = 'loose'): boolean {
  const seen = new Map<object, object>();
  const same = (a: unknown, b: unknown): boolean => {
    if (isAsymmetric(b)) return b.asymmetric(a);
    if (Object.is(a, b)) return true;
    if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
    if (seen.get(b) === a) return true;
    seen.set(b, a);
    if (Array.isArray(a) !== Array.isArray(b)) return false;
    if (Array.isArray(a) && Array.isArray(b))
      return a.length === b.length && Array.from(b, (_, i) => i).every((i) => same(a[i], b[i]));
    if (a instanceof Error || b instanceof Error) {
      if (!(a instanceof Error)) return false;
      if (b instanceof Error) return a.name === b.name && a.message === b.message;
    } else if (mode !== 'subset' && Object.getPrototypeOf(a) !== Object.getPrototypeOf(b)) {
      if (mode === 'strict' || ArrayBuffer.isView(a) || ArrayBuffer.isView(b)) return false;
    }
    if (ArrayBuffer.isView(a) && ArrayBuffer.isView(b)) {
      if (Object.getPrototypeOf(a) !== Object.getPrototypeOf(b)) return false;
      const [x, y] = [view(a), view(b)];
      if (x.length !== y.length) return false;
      for (let i = 0; i < x.length; i++) if (x[i] !== y[i]) return false;
      return true;
    }
    if (a instanceof Map && b instanceof Map)
      return a.size === b.size && [...b].every(([key, value]) => a.has(key) && same(a.get(key), value));
    if (a instanceof Set && b instanceof Set)
      return a.size === b.size && [...b].every((value) => a.has(value) || [...a].some((other) => same(other, value)));
    if (a instanceof Date && b instanceof Date) return a.getTime() === b.getTime();
    if (a instanceof RegExp && b instanceof RegExp) return String(a) === String(b);
    const record = a as Record<PropertyKey, unknown>;
    const other = b as Record<PropertyKey, unknown>;
    for (const key of Reflect.ownKeys(b)) {
      if (!Object.prototype.propertyIsEnumerable.call(b, key)) continue;
      if (mode !== 'loose' && !(key in record)) return false;
      if (!same(record[key], other[key])) return false;
    }
    if (mode === 'subset') return true;
    return Reflect.ownKeys(a).every(
      (key) =>
        !Object.prototype.propertyIsEnumerable.call(a, key) ||
        Object.hasOwn(b, key) ||
        (mode === 'loose' && record[key] === undefined),
    );
  };
  return same(actual, expected);
}

/** A value in a message; short, and never throws. */
export function show(value: unknown): string {
  const text = (depth: number, part: unknown): string => {
    if (typeof part === 'string') return JSON.stringify(part);
    if (typeof part === 'bigint') return `${part}n`;
    if (typeof part === 'function') return `[function ${part.name}]`;
    if (typeof part !== 'object' || part === null) return String(part);
    if (isAsymmetric(part)) return part.toString();
    if (part instanceof Error) return `${part.name}: ${part.message}`;
    if (depth > 3) return '...';
    if (Array.isArray(part)) return `[${part.slice(0, 20).map((one) => text(depth + 1, one))}]`;
    if (ArrayBuffer.isView(part)) return `bytes(${view(part).length}) ${view(part).slice(0, 40).join(' ')}`;
    return `{${Object.keys(part)
      .slice(0, 20)
      .map((key) => `${key}: ${text(depth + 1, (part as Record<string, unknown>)[key])}`)}}`;
  };
  try {
    return text(0, value).slice(0, 600);
  } catch {
    return '(a value that cannot be shown)';
  }
}
