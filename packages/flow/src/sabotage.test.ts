import { describe, expect, test } from 'vitest';
import { type FlowFixture, flowCompliance } from './compliance.js';
import { chunks } from './copy.js';
import { type Flow, FlowError } from './flow.js';
import { type MemoryFlow, pair } from './pair.js';

/** A sound flow with some of its methods replaced. */
function sabotaged(flow: MemoryFlow, broken: Partial<Flow>): Flow {
  const made: Flow = {
    read: () => flow.read(),
    write: (bytes) => flow.write(bytes),
    closeWrite: () => flow.closeWrite(),
    close: () => flow.close(),
    abort: (reason) => flow.abort(reason),
    [Symbol.asyncIterator]: () => chunks(made),
    ...broken,
  };
  return made;
}

/** Names of the cases that fail, or hang, for a pair whose `a` is sabotaged. */
async function failing(sabotage: (flow: MemoryFlow) => Partial<Flow>): Promise<string[]> {
  const failures: string[] = [];
  for (const { name, run } of flowCompliance) {
    const setup = async (): Promise<FlowFixture> => {
      const [a, b] = pair();
      return { a: sabotaged(a, sabotage(a)), b, capacity: 65_536, settle: async () => {} };
    };
    await run(setup).catch(() => failures.push(name));
  }
  return failures;
}

describe('the compliance suite of flows notices', () => {
  test('nothing on a sound flow', async () => {
    expect(await failing(() => ({}))).toEqual([]);
  });

  test.each<[string, (flow: MemoryFlow) => Partial<Flow>]>([
    ['a lost octet', (flow) => ({ write: (bytes) => flow.write(bytes.length > 999 ? bytes.subarray(1) : bytes) })],
    ['a write that ends too early', (flow) => ({ write: async (bytes) => void flow.write(bytes).catch(() => {}) })],
    ['a half-close that closes both sides', (flow) => ({ closeWrite: () => flow.close() })],
    ['a close that throws delivery away', (flow) => ({ close: async () => flow.abort() })],
    ['a close that leaves reading open', (flow) => ({ close: () => flow.closeWrite() })],
    ['an abort that is a close', (flow) => ({ abort: () => void flow.close() })],
    ['an abort that forgets its reason', (flow) => ({ abort: () => flow.abort() })],
    [
      'an error of its own kind',
      (flow) => ({ read: () => flow.read().catch((error) => Promise.reject(String(error))) }),
    ],
    [
      'an end that is told once only',
      (flow) => {
        let ended = false;
        return {
          read: async () => {
            if (ended) throw new FlowError('closed', 'ended already');
            const bytes = await flow.read();
            ended = bytes === null;
            return bytes;
          },
        };
      },
    ],
    [
      'an iteration that closes the flow when it is left',
      (flow) => ({
        async *[Symbol.asyncIterator]() {
          try {
            yield* chunks(flow);
          } finally {
            await flow.close();
          }
        },
      }),
    ],
  ])('%s', async (_, sabotage) => {
    expect((await failing(sabotage)).length).toBeGreaterThan(0);
  });
});
