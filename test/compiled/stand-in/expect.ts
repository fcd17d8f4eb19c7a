import { type Asymmetric, equals, isAsymmetric, show } from './equal.js';

export class AssertionError extends Error {
  override readonly name = 'AssertionError';
}

type Matcher = (actual: unknown, args: readonly unknown[]) => boolean;

function throws(actual: unknown, args: readonly unknown[]): boolean {
  let thrown: unknown;
  try {
    (actual as () => unknown)();
    return false;
  } catch (error) {
    thrown = error;
  }
  return matchesError(thrown, args);
}

/** What toThrow says of an error that was thrown or of the reason of a rejection. */
export function matchesError(error: unknown, [expected]: readonly unknown[]): boolean {
  if (expected === undefined) return true;
  const message = typeof error === 'object' && error !== null ? String((error as Error).message) : String(error);
  if (typeof expected === 'string') return message.includes(expected);
  if (expected instanceof RegExp) return expected.test(message);
  if (typeof expected === 'function') return error instanceof expected;
  if (isAsymmetric(expected)) return expected.asymmetric(error);
  if (expected instanceof Error) return message === expected.message;
  return equals(error, expected, 'subset');
}

const number = (value: unknown): number => {
  if (typeof value !== 'number' && typeof value !== 'bigint') throw new AssertionError(`${show(value)} is no number`);
  return value as number;
};
const calls = (value: unknown): readonly unknown[][] => (value as { mock: { calls: unknown[][] } }).mock.calls;

const MATCHERS: Readonly<Record<string, Matcher>> = {
  toBe: (actual, [expected]) => Object.is(actual, expected),
  toEqual: (actual, [expected]) => equals(actual, expected),
  toStrictEqual: (actual, [expected]) => equals(actual, expected, 'strict'),
  toMatchObject: (actual, [expected]) => equals(actual, expected, 'subset'),
  toThrow: throws,
  toBeGreaterThan: (actual, [expected]) => number(actual) > number(expected),
  toBeGreaterThanOrEqual: (actual, [expected]) => number(actual) >= number(expected),
  toBeLessThan: (actual, [expected]) => number(actual) < number(expected),
  toBeLessThanOrEqual: (actual, [expected]) => number(actual) <= number(expected),
  toBeCloseTo: (actual, [expected, digits = 2]) =>
    Math.abs(number(actual) - number(expected)) < 10 ** -(digits as number) / 2,
  toHaveLength: (actual, [expected]) => (actual as { length: unknown }).length === expected,
  toMatch: (actual, [expected]) =>
    typeof actual === 'string' &&
    (typeof expected === 'string' ? actual.includes(expected) : (expected as RegExp).test(actual)),
  toContain: (actual, [expected]) =>
    typeof actual === 'string'
      ? actual.includes(expected as string)
      : Array.from(actual as Iterable<unknown>).includes(expected),
  toContainEqual: (actual, [expected]) => Array.from(actual as Iterable<unknown>).some((one) => equals(one, expected)),
  toHaveProperty: (actual, [key]) => (key as string) in (actual as object),
  toBeUndefined: (actual) => actual === undefined,
  toBeDefined: (actual) => actual !== undefined,
  toBeNull: (actual) => actual === null,
  toBeNaN: (actual) => Number.isNaN(actual),
  toBeTruthy: (actual) => Boolean(actual),
  toBeFalsy: (actual) => !actual,
  toBeInstanceOf: (actual, [expected]) => actual instanceof (expected as new () => unknown),
  toBeTypeOf: (actual, [expected]) => typeof actual === expected,
  toSatisfy: (actual, [predicate]) => Boolean((predicate as (value: unknown) => unknown)(actual)),
  toHaveBeenCalled: (actual) => calls(actual).length > 0,
  toHaveBeenCalledOnce: (actual) => calls(actual).length === 1,
  toHaveBeenCalledTimes: (actual, [expected]) => calls(actual).length === expected,
  toHaveBeenCalledWith: (actual, args) => calls(actual).some((call) => equals(call, args)),
};

function check(matcher: string, actual: unknown, args: readonly unknown[], negated: boolean, message: string): void {
  if (MATCHERS[matcher]!(actual, args) !== negated) return;
  const what = matcher === 'toThrow' ? 'the function' : show(actual);
  const expected = args.map(show).join(', ');
  throw new AssertionError(`${message}${what} ${negated ? 'not ' : ''}${matcher} ${expected}`);
}

type Checks = Record<string, (...args: unknown[]) => unknown>;

function settled(value: unknown, kind: 'resolves' | 'rejects', negated: boolean, message: string): Checks {
  const checks: Checks = {};
  for (const matcher of Object.keys(MATCHERS)) {
    checks[matcher] = async (...args) => {
      let result: unknown;
      let rejected = false;
      try {
        result = await (typeof value === 'function' ? value() : value);
      } catch (error) {
        rejected = true;
        result = error;
      }
      if (rejected !== (kind === 'rejects')) {
        throw new AssertionError(`${message}${rejected ? `it was rejected: ${show(result)}` : 'it was not rejected'}`);
      }
      if (matcher !== 'toThrow') return check(matcher, result, args, negated, message);
      if (matchesError(result, args) === negated) {
        throw new AssertionError(`${message}${show(result)} ${negated ? 'not ' : ''}toThrow ${args.map(show)}`);
      }
    };
  }
  return checks;
}

function expectation(actual: unknown, message?: string): Checks & { not: Checks; resolves: Checks; rejects: Checks } {
  const prefix = message === undefined ? '' : `${message}: `;
  const make = (negated: boolean): Checks => {
    const checks: Checks = {};
    for (const matcher of Object.keys(MATCHERS))
      checks[matcher] = (...args) => check(matcher, actual, args, negated, prefix);
    return checks;
  };
  const waiting = (kind: 'resolves' | 'rejects'): Checks =>
    Object.assign(settled(actual, kind, false, prefix), { not: settled(actual, kind, true, prefix) as never });
  return Object.assign(make(false), {
    not: make(true),
    resolves: waiting('resolves'),
    rejects: waiting('rejects'),
  }) as ReturnType<typeof expectation>;
}

const asymmetric = (name: string, test: (actual: unknown) => boolean): Asymmetric => ({
  asymmetric: test,
  toString: () => name,
});

export const expect = Object.assign(expectation, {
  fail(message = 'expect.fail'): never {
    throw new AssertionError(message);
  },
  any: (type: new () => unknown) =>
    asymmetric(`any ${type.name}`, (actual) => actual instanceof type || typeof actual === type.name.toLowerCase()),
  anything: () => asymmetric('anything', (actual) => actual !== undefined && actual !== null),
  stringContaining: (text: string) =>
    asymmetric(`containing ${text}`, (actual) => typeof actual === 'string' && actual.includes(text)),
  stringMatching: (pattern: RegExp | string) =>
    asymmetric(`matching ${pattern}`, (actual) => typeof actual === 'string' && new RegExp(pattern).test(actual)),
  objectContaining: (part: object) => asymmetric(`with ${show(part)}`, (actual) => equals(actual, part, 'subset')),
  arrayContaining: (parts: readonly unknown[]) =>
    asymmetric(
      `with ${show(parts)}`,
      (actual) => Array.isArray(actual) && parts.every((part) => actual.some((one) => equals(one, part))),
    ),
});
