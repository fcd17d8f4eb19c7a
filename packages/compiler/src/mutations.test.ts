import fc from 'fast-check';
import { expect, test } from 'vitest';
import { mutate, readPool, readPrograms } from '../test/mutations.js';
import { translate } from './compile.js';
import { CompileError } from './diagnostics.js';

// Whatever parses is either compiled or refused with a sentence and a position: never an error of the compiler itself.
const full = process.env.MORGANA_TEST_FULL === '1';
const seed = process.env.MORGANA_SEED === undefined ? Date.now() : Number(process.env.MORGANA_SEED);

test(`odd programs do not break the compiler, seed ${seed}`, async () => {
  const programs = readPrograms();
  const pool = readPool(programs);
  const change = fc.record({ place: fc.nat(), piece: fc.nat() });
  const property = fc.asyncProperty(
    fc.nat(programs.length - 1),
    fc.array(change, { maxLength: 8 }),
    async (of, changes) => {
      const text = mutate(programs[of]!, changes, pool);
      try {
        await translate([{ path: 'odd.mjs', text }], { dynamicCode: 'throw' });
      } catch (error) {
        if (error instanceof CompileError) expect(error.message).toMatch(/^odd\.mjs:\d+:\d+: /);
        else throw new Error(`${(error as Error).stack}\n${text}`);
      }
    },
  );
  await fc.assert(property, { seed, numRuns: full ? 1500 : 25, interruptAfterTimeLimit: full ? 400_000 : 15_000 });
}, 600_000);
