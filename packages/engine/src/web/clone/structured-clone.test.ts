import { inspect as nodeInspect } from 'node:util';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fuzz } from '../../inspect/testing/fuzz.js';
import { nodeIntrospection } from '../../inspect/testing/node-introspection.js';
import { createStructuredClone } from './structured-clone.js';

const structuredClone = createStructuredClone({
  introspection: nodeIntrospection,
  detach: (buffer) => void globalThis.structuredClone(buffer, { transfer: [buffer] }),
  isDetached: (buffer) => {
    try {
      new Uint8Array(buffer);
      return false;
    } catch {
      return true;
    }
  },
});

const show = (value: unknown) => nodeInspect(value, { depth: 20, showHidden: false });

function same(value: unknown): void {
  const outcome = (clone: (value: unknown) => unknown) => {
    try {
      return show(clone(value));
    } catch (error) {
      return `${(error as Error).name} ${(error as { code?: number }).code} ${(error as Error).message}`;
    }
  };
  expect(outcome(structuredClone)).toBe(outcome(globalThis.structuredClone));
}

class Point {
  x = 1;
  get y() {
    return 2;
  }
}

describe('structuredClone', () => {
  test('what Node clones, and how', () => {
    const loop: Record<string, unknown> = { a: [1] };
    loop.self = loop;
    loop.map = new Map<unknown, unknown>([[loop, new Set([loop])]]);
    const shared = { x: 1 };
    const { buffer } = Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8);
    for (const value of [
      1,
      'a',
      null,
      undefined,
      5n,
      -0,
      Number.NaN,
      new Date(5),
      new Date(Number.NaN),
      /a/gi,
      Object(1),
      Object('s'),
      Object(true),
      Object(5n),
      Object.assign([1], { extra: 2 }),
      new Array(5),
      {
        a: 1,
        get b() {
          return 2;
        },
        [Symbol('s')]: 3,
      },
      Object.create({ inherited: 1 }),
      Object.create(null),
      JSON.parse('{"__proto__":1}'),
      new Point(),
      loop,
      [shared, shared],
      new Map([[{ a: 1 }, [2]]]),
      new Set([1, [2]]),
      new (class extends Map {})(),
      buffer,
      new Uint16Array(buffer, 2, 2),
      new DataView(buffer, 1),
      [new Uint8Array(buffer), new Float32Array(buffer)],
      new BigInt64Array(1),
      new Uint8ClampedArray(2),
      (
        function () {
          // biome-ignore lint/complexity/noArguments: that is what it is about
          return arguments;
        } as (...x: unknown[]) => unknown
      )(1),
      Symbol('s'),
      () => {},
      { f: function named() {} },
      new WeakMap(),
      new WeakSet(),
      Promise.resolve(),
      new WeakRef({}),
      (function* () {})(),
      class A {},
      [Symbol.iterator],
    ]) {
      same(value);
    }
  });

  test('errors', () => {
    class Refused extends RangeError {}
    const renamed = Object.assign(new Error('x'), { name: 'TypeError', extra: 1 });
    for (const error of [
      new Error('a'),
      new TypeError('b'),
      new Refused('c'),
      renamed,
      new Error('d', { cause: 'e' }),
    ]) {
      const mine = structuredClone(error) as Error;
      const nodes = globalThis.structuredClone(error) as Error;
      expect(mine).toBeInstanceOf(Error);
      expect([mine.name, mine.message, mine.stack, Object.keys(mine), mine.constructor]).toEqual([
        nodes.name,
        nodes.message,
        nodes.stack,
        Object.keys(nodes),
        nodes.constructor,
      ]);
    }
    // Node 20 loses the cause; the HTML Standard keeps it.
    expect(structuredClone(new Error('d', { cause: ['e'] })).cause).toEqual(['e']);
  });

  test('identity within the clone', () => {
    const shared = { x: 1 };
    const clone = structuredClone({ a: shared, b: [shared], m: new Map([[shared, shared]]) });
    expect(clone.a).not.toBe(shared);
    expect(clone.b[0]).toBe(clone.a);
    expect(clone.m.get(clone.a)).toBe(clone.a);
  });

  test('transfer', () => {
    const buffer = new ArrayBuffer(8);
    const view = new Uint8Array(buffer, 2, 3);
    view[0] = 7;
    const clone = structuredClone({ view }, { transfer: [buffer] });
    expect([buffer.byteLength, view.length, clone.view[0], clone.view.byteOffset]).toEqual([0, 0, 7, 2]);
    expect(structuredClone(1, { transfer: [buffer] })).toBe(globalThis.structuredClone(1, { transfer: [buffer] })); // of no bytes already
    const other = new ArrayBuffer(1);
    expect(() => structuredClone(1, { transfer: [other, other] })).toThrow('twice');
    expect(() => structuredClone(() => {}, { transfer: [other] })).toThrow('could not be cloned');
    expect(other.byteLength).toBe(1);
    expect(() => structuredClone(1, { transfer: [{}] })).toThrow('Found invalid object');
  });

  test('any value', () => {
    fc.assert(
      fc.property(
        fc.anything({
          withBigInt: true,
          withDate: true,
          withMap: true,
          withSet: true,
          withTypedArray: true,
          withSparseArray: true,
          withBoxedValues: true,
          withNullPrototype: true,
        }),
        (value) => same(value),
      ),
      fuzz(1000),
    );
  });
});
