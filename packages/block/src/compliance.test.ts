import type { Suite } from '@morgana/compliance';
import { SeededRandom } from '@morgana/random';
import { describe, test } from 'vitest';
import { type BlockFixture, blockCompliance, readOnlyBlockCompliance } from './compliance.js';
import { faulty, memoryBlock, partition, readOnly, traced, VolatileCache } from './index.js';

function run(title: string, suite: Suite<BlockFixture>, setup: () => Promise<BlockFixture>): void {
  describe(title, () => {
    for (const { name, run } of suite) test(name, () => run(setup));
  });
}

const random = () => new SeededRandom(1);

run('memoryBlock, 512', blockCompliance, async () => ({ block: memoryBlock({ sectorCount: 100 }) }));
run('memoryBlock, 4096', blockCompliance, async () => ({ block: memoryBlock({ sectorSize: 4096, sectorCount: 70 }) }));
run('memoryBlock, larger than one transfer', blockCompliance, async () => ({
  block: memoryBlock({ sectorCount: 5000 }),
}));
run('memoryBlock, sectors larger than an extent', blockCompliance, async () => ({
  block: memoryBlock({ sectorSize: 131_072, sectorCount: 32 }),
}));
run('memoryBlock, read-only', readOnlyBlockCompliance, async () => ({
  block: memoryBlock({ sectorCount: 40, readOnly: true, contents: new Uint8Array(1024).fill(7) }),
}));
run('partition', blockCompliance, async () => ({ block: partition(memoryBlock({ sectorCount: 100 }), 10, 60) }));
run('partition of a partition', blockCompliance, async () => ({
  block: partition(partition(memoryBlock({ sectorCount: 100 }), 10, 60), 20, 40),
}));
run('partition of a read-only disk', readOnlyBlockCompliance, async () => ({
  block: partition(memoryBlock({ sectorCount: 100, readOnly: true }), 10, 60),
}));
run('readOnly', readOnlyBlockCompliance, async () => ({ block: readOnly(memoryBlock({ sectorCount: 40 })) }));
run('traced', blockCompliance, async () => ({ block: traced(memoryBlock({ sectorCount: 40 }), () => {}) }));
run('faulty without faults', blockCompliance, async () => ({
  block: faulty(memoryBlock({ sectorCount: 40 }), { random: random() }),
}));
for (const cacheSectors of [1, 7, 16384]) {
  run(`VolatileCache of ${cacheSectors} sectors`, blockCompliance, async () => {
    // The medium survives the close of the cache, as a disk does.
    const medium = memoryBlock({ sectorCount: 100 });
    const options = { random: random(), cacheSectors };
    return {
      block: new VolatileCache(partition(medium, 0, 100), options),
      reopen: async () => new VolatileCache(partition(medium, 0, 100), options),
    };
  });
}
