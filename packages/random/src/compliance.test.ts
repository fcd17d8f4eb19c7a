import { randomFillSync } from 'node:crypto';
import { describe, test } from 'vitest';
import { BufferedRandom } from './buffered.js';
import { randomCompliance } from './compliance.js';
import { FaultyRandom } from './faulty.js';
import { HealthCheckedRandom } from './health.js';
import type { Random } from './random.js';
import { SeededRandom } from './seeded.js';

const host: Random = { fill: (bytes) => void randomFillSync(bytes) };

const implementations: Record<string, () => Random> = {
  'SeededRandom from a number': () => new SeededRandom(1),
  'SeededRandom from octets': () => new SeededRandom(new Uint8Array(3)),
  'SeededRandom forked': () => new SeededRandom(2).fork(),
  'BufferedRandom over a seeded one': () => new BufferedRandom(new SeededRandom(3)),
  'BufferedRandom with an odd block': () => new BufferedRandom(new SeededRandom(4), 37),
  'BufferedRandom over the host': () => new BufferedRandom(host),
  HealthCheckedRandom: () => new HealthCheckedRandom(new SeededRandom(5)),
  'FaultyRandom without faults': () => new FaultyRandom(new SeededRandom(6), {}),
};

for (const [name, make] of Object.entries(implementations)) {
  describe(name, () => {
    for (const { name, run } of randomCompliance) test(name, () => run(async () => ({ random: make() })));
  });
}
