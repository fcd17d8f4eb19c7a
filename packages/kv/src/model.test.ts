import { SeededRandom } from '@morgana/random';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  crashing,
  KeyValueError,
  type KeyValueReader,
  type KeyValueStore,
  memoryStore,
  overlay,
  prefix,
} from './index.js';

/** A store as one flat Map of keys to octets, by the words of the interface. */
class Model {
  readonly values = new Map<string, number>();

  kind(key: string): 'value' | 'dictionary' | undefined {
    if (this.values.has(key)) return 'value';
    return key === '' || this.below(key).length > 0 ? 'dictionary' : undefined;
  }

  below(key: string): string[] {
    return [...this.values.keys()].filter((other) => key === '' || other.startsWith(`${key}/`));
  }

  #hasValueAbove(key: string): boolean {
    const names = key.split('/');
    return names.some((_, i) => i > 0 && this.values.has(names.slice(0, i).join('/')));
  }

  set(key: string, value: number): string | undefined {
    if (this.kind(key) === 'dictionary' || this.#hasValueAbove(key)) return 'wrong-kind';
    this.values.set(key, value);
    return undefined;
  }

  delete(key: string): boolean {
    const gone = this.values.has(key) ? [key] : this.below(key);
    for (const other of gone) this.values.delete(other);
    return gone.length > 0;
  }

  rename(from: string, to: string): string | undefined {
    if (from === '' || to === '') return 'wrong-kind';
    if (this.kind(from) === undefined) return 'not-found';
    if (from === to) return undefined;
    if (to.startsWith(`${from}/`) || this.#hasValueAbove(to)) return 'wrong-kind';
    const moved = (this.values.has(from) ? [from] : this.below(from)).map(
      (key) => [to + key.slice(from.length), this.values.get(key)!] as const,
    );
    this.delete(from);
    this.delete(to);
    for (const [key, value] of moved) this.values.set(key, value);
    return undefined;
  }

  copy(): Model {
    const model = new Model();
    for (const [key, value] of this.values) model.values.set(key, value);
    return model;
  }
}

type Step =
  | { readonly call: 'set'; readonly key: string; readonly value: number }
  | { readonly call: 'delete'; readonly key: string }
  | { readonly call: 'rename'; readonly key: string; readonly to: string }
  | { readonly call: 'flush' };

// Few names, so that keys meet; some are names of the overlay's own.
const key = fc.array(fc.constantFrom('a', 'b', 'data'), { maxLength: 3 }).map((names) => names.join('/'));
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ call: fc.constant('set' as const), key, value: fc.nat(255) }) },
  { weight: 2, arbitrary: fc.record({ call: fc.constant('delete' as const), key }) },
  { weight: 3, arbitrary: fc.record({ call: fc.constant('rename' as const), key, to: key }) },
);
const stepOrFlush: fc.Arbitrary<Step> = fc.oneof(
  { weight: 5, arbitrary: step },
  { weight: 1, arbitrary: fc.record({ call: fc.constant('flush' as const) }) },
);
const contents = fc.array(fc.tuple(key, fc.nat(255)), { maxLength: 8 });

async function apply(store: KeyValueStore, step: Step): Promise<unknown> {
  if (step.call === 'set') return store.set(step.key, new Uint8Array([step.value]));
  if (step.call === 'delete') return store.delete(step.key);
  if (step.call === 'rename') return store.rename(step.key, step.to);
  return store.flush();
}

/** What the model answers: an error code, a boolean or undefined. */
function applyToModel(model: Model, step: Step): unknown {
  if (step.call === 'set') return model.set(step.key, step.value);
  if (step.call === 'delete') return model.delete(step.key);
  return step.call === 'rename' ? model.rename(step.key, step.to) : undefined;
}

async function outcome(store: KeyValueStore, step: Step): Promise<unknown> {
  try {
    return await apply(store, step);
  } catch (error) {
    expect(error).toBeInstanceOf(KeyValueError);
    return (error as KeyValueError).code;
  }
}

/** Everything in a store through `list`, `stat` and `get`, which have to agree. */
async function dump(reader: KeyValueReader, at = '', into = new Map<string, number>()): Promise<Map<string, number>> {
  const entries = await reader.list(at);
  const names = entries.map(({ name }) => name);
  expect(names).toEqual([...new Set(names)].sort());
  for (const { name, kind } of entries) {
    const child = at === '' ? name : `${at}/${name}`;
    expect((await reader.stat(child))?.kind).toBe(kind);
    if (kind === 'value') into.set(child, (await reader.get(child))![0]!);
    else {
      const before = into.size;
      await dump(reader, child, into);
      expect(into.size).toBeGreaterThan(before);
    }
  }
  return into;
}

function sorted(map: ReadonlyMap<string, number>): [string, number][] {
  return [...map].sort(([a], [b]) => (a < b ? -1 : 1));
}

async function filled(from: readonly (readonly [string, number])[]): Promise<{ store: KeyValueStore; model: Model }> {
  const store = memoryStore();
  const model = new Model();
  for (const [at, value] of from) {
    if (model.set(at, value) === undefined) await store.set(at, new Uint8Array([value]));
  }
  return { store, model };
}

async function follows(store: KeyValueStore, model: Model, steps: readonly Step[]): Promise<void> {
  for (const next of steps) {
    expect(await outcome(store, next)).toBe(applyToModel(model, next));
    expect(sorted(await dump(store))).toEqual(sorted(model.values));
  }
}

describe('against a Map', () => {
  test('memoryStore', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 20 }), async (steps) => {
        const store = memoryStore();
        await follows(store, new Model(), steps);
        // What is accounted for is what is there.
        const used = store.used;
        const again = memoryStore();
        for (const [at, value] of await dump(store)) await again.set(at, new Uint8Array([value]));
        expect(used).toBe(again.used);
      }),
      { numRuns: 300 },
    );
  });

  test('prefix, with nothing outside changed', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 15 }), async (steps) => {
        const outer = memoryStore();
        for (const at of ['p', 'p/qq/x', 'pp', 'p/q.']) await outer.set(at, new Uint8Array([9])).catch(() => {});
        await outer.delete('p');
        const before = sorted(await dump(outer));
        await follows(prefix(outer, 'p/q'), new Model(), steps);
        const outside = sorted(await dump(outer)).filter(([at]) => !at.startsWith('p/q/'));
        expect(outside).toEqual(before);
      }),
      { numRuns: 150 },
    );
  });

  test('overlay, the same when it is opened again, with the lower layer untouched', async () => {
    await fc.assert(
      fc.asyncProperty(contents, fc.array(step, { maxLength: 15 }), async (below, steps) => {
        const { store: lower, model } = await filled(below);
        const before = sorted(await dump(lower));
        const upper = memoryStore();
        await follows(await overlay(upper, lower), model, steps);
        expect(sorted(await dump(await overlay(upper, lower)))).toEqual(sorted(model.values));
        expect(sorted(await dump(lower))).toEqual(before);
      }),
      { numRuns: 400 },
    );
  });
});

describe('crashes', () => {
  test('crashing leaves a front part of the calls, flushed ones in any case', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(stepOrFlush, { minLength: 1, maxLength: 15 }),
        fc.integer({ min: 1, max: 15 }),
        fc.integer(),
        async (steps, crashAtCall, seed) => {
          const backing = memoryStore();
          const store = await crashing(backing, { random: new SeededRandom(seed), crashAtCall });
          const model = new Model();
          // States that a crash may leave: from the last flush on.
          let states = [sorted(model.values)];
          for (const next of steps) {
            const result = await outcome(store, next);
            if (!store.running && result === 'io') {
              applyToModel(model, next);
              states.push(sorted(model.values));
              break;
            }
            expect(result).toBe(applyToModel(model, next));
            if (next.call === 'flush') states = [];
            states.push(sorted(model.values));
          }
          await store.crash();
          expect(states).toContainEqual(sorted(await dump(backing)));
        },
      ),
      { numRuns: 300 },
    );
  });

  test('a change of an overlay has happened or it has not, wherever its upper store crashes', async () => {
    await fc.assert(
      fc.asyncProperty(
        contents,
        fc.array(step, { maxLength: 6 }),
        step,
        fc.integer(),
        async (below, steps, last, seed) => {
          const { store: lower, model } = await filled(below);
          const upper = memoryStore();
          const prepared = await overlay(upper, lower);
          for (const next of steps) {
            await outcome(prepared, next);
            applyToModel(model, next);
          }
          const before = sorted(model.values);
          const after = model.copy();
          applyToModel(after, last);
          const allowed = [before, sorted(after.values)];
          const image = await dumpBytes(upper);
          for (let crashAtCall = 1; ; crashAtCall++) {
            expect(crashAtCall).toBeLessThan(100);
            const disk = memoryStore();
            for (const [at, value] of image) await disk.set(at, value);
            const crashable = await crashing(disk, { random: new SeededRandom(seed + crashAtCall), crashAtCall });
            try {
              await apply(await overlay(crashable, lower), last);
            } catch (error) {
              expect(error).toBeInstanceOf(KeyValueError);
            }
            const isDone = crashable.running;
            await crashable.crash();
            const found = sorted(await dump(await overlay(disk, lower)));
            expect(allowed).toContainEqual(found);
            // And what was found stays.
            expect(sorted(await dump(await overlay(disk, lower)))).toEqual(found);
            if (isDone) break;
          }
        },
      ),
      { numRuns: 150 },
    );
  });
});

async function dumpBytes(reader: KeyValueReader, at = ''): Promise<[string, Uint8Array][]> {
  const result: [string, Uint8Array][] = [];
  for (const { name, kind } of await reader.list(at)) {
    const child = at === '' ? name : `${at}/${name}`;
    if (kind === 'value') result.push([child, (await reader.get(child))!]);
    else result.push(...(await dumpBytes(reader, child)));
  }
  return result;
}
