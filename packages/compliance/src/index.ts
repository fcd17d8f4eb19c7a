/**
 * Test cases as values.
 *
 * A compliance suite is a list of cases that take a factory for the thing under test. It knows no test runner, so the
 * same suite runs under vitest, node:test, or compiled into an image:
 *
 *     for (const { name, run } of networkCompliance) test(name, () => run(setup));
 */
export interface Case<Fixture> {
  /** What must hold, as a sentence: "delivers frames in the order they were sent". */
  readonly name: string;
  /** Throws when it does not hold. `setup` makes a fresh fixture; a case may call it more than once. */
  run(setup: () => Promise<Fixture>): Promise<void>;
}

export type Suite<Fixture> = readonly Case<Fixture>[];

/** What a failed assertion throws. */
export class ComplianceError extends Error {
  override readonly name = 'ComplianceError';
}

/** @throws {ComplianceError} with `message` unless `condition` holds */
export function assert(condition: unknown, message: string): asserts condition {
  if (!condition) throw new ComplianceError(message);
}

/** Same value by Object.is; byte arrays by content. @throws {ComplianceError} */
export function equal<T>(actual: T, expected: T, what = 'value'): void {
  if (actual instanceof Uint8Array && expected instanceof Uint8Array) {
    equal(actual.length, expected.length, `${what}: length`);
    for (let i = 0; i < actual.length; i++) {
      if (actual[i] !== expected[i]) {
        throw new ComplianceError(`${what}: byte ${i} is ${actual[i]}, expected ${expected[i]}`);
      }
    }
    return;
  }
  if (!Object.is(actual, expected)) {
    throw new ComplianceError(`${what}: ${String(actual)}, expected ${String(expected)}`);
  }
}

/** Resolves to what `promise` was rejected with. @throws {ComplianceError} when it is fulfilled */
export async function rejection(promise: Promise<unknown>, what = 'the operation'): Promise<unknown> {
  try {
    await promise;
  } catch (error) {
    return error;
  }
  throw new ComplianceError(`${what} succeeded; it had to fail`);
}

/** A reproducible pattern: byte i is a function of seed and i, so a shifted, lost or doubled byte shows. */
export function pattern(length: number, seed = 1): Uint8Array {
  const bytes = new Uint8Array(length);
  let x = (seed * 0x9e3779b1) | 1;
  for (let i = 0; i < length; i++) {
    x ^= x << 13;
    x ^= x >>> 17;
    x ^= x << 5;
    bytes[i] = x;
  }
  return bytes;
}
