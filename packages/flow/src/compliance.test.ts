import { type Random, SeededRandom } from '@morgana/random';
import { VirtualClock } from '@morgana/time';
import { describe, test } from 'vitest';
import { type FlowFixture, flowCompliance, type StackFixture, stackCompliance } from './compliance.js';
import { join } from './copy.js';
import { type FlowFaults, faultyFlow, faultyStack } from './faulty.js';
import { MemoryInternet } from './memory-internet.js';
import { pair } from './pair.js';

const flows: Record<string, () => Promise<FlowFixture>> = {
  pair: async () => {
    const [a, b] = pair();
    return { a, b, capacity: 65_536 };
  },
  'pair with little room': async () => {
    const [a, b] = pair({ capacity: 509 });
    return { a, b, capacity: 509 };
  },
  'pair with an odd capacity': async () => {
    const [a, b] = pair({ capacity: 4099 });
    return { a, b, capacity: 4099 };
  },
  'two pairs joined': async () => {
    const [a, inner] = pair({ capacity: 10_000 });
    const [outer, b] = pair({ capacity: 10_000 });
    join(inner, outer).catch(() => {}); // what fails it is what the ends see
    return { a, b, capacity: 30_000 };
  },
  'a connection of MemoryInternet': async () => {
    const internet = new MemoryInternet();
    const [client, server] = [internet.stack('192.0.2.1'), internet.stack('192.0.2.2')];
    return new Promise((resolve) => {
      void server.listen({ port: 7 }, (b) => void near.then((a) => resolve({ a, b, capacity: 65_536 })));
      const near = client.connect({ address: '192.0.2.2', port: 7 });
    });
  },
};

/** A pair with faults on both ends, under a clock of its own where they take time. */
function faultyPair(faults: FlowFaults, seed: number): () => Promise<FlowFixture> {
  return async () => {
    const clock = new VirtualClock();
    const random: Random = new SeededRandom(seed);
    const [a, b] = pair({ capacity: 20_000 }).map((flow) => faultyFlow(flow, faults, { random, clock }));
    const settle = async () => {
      await clock.settle();
      if (clock.pending > 0) clock.advanceSync(Math.max(0, clock.nextDeadline - clock.monotonic()));
    };
    return { a: a!, b: b!, capacity: 20_000 + 16_384, ...(faults.delay === undefined ? {} : { settle }) };
  };
}

flows['faultyFlow without faults'] = faultyPair({}, 1);
flows['faultyFlow that splits and merges'] = faultyPair({ split: 0.5, merge: 0.5 }, 2);
flows['faultyFlow with delays'] = faultyPair({ split: 0.3, merge: 0.3, delay: { min: 0, max: 20 } }, 3);

for (const [name, setup] of Object.entries(flows)) {
  describe(name, () => {
    for (const { name, run } of flowCompliance) test(name, () => run(setup));
  });
}

const stacks: Record<string, () => Promise<StackFixture>> = {
  'MemoryInternet, two stacks': async () => {
    const internet = new MemoryInternet();
    const group = '239.77.1.2';
    return { client: internet.stack('192.0.2.1'), server: internet.stack('192.0.2.2'), address: '192.0.2.2', group };
  },
  'MemoryInternet, IPv6': async () => {
    const internet = new MemoryInternet();
    const group = 'ff02::77';
    return {
      client: internet.stack('2001:db8::1'),
      server: internet.stack('2001:db8::2'),
      address: '2001:db8::2',
      group,
    };
  },
  'MemoryInternet, both families, by the second': async () => {
    const internet = new MemoryInternet();
    const client = internet.stack('192.0.2.1', '2001:db8::1');
    return { client, server: internet.stack('192.0.2.2', '2001:db8::2'), address: '2001:db8::2', group: 'ff02::77' };
  },
  'MemoryInternet, one stack over loopback': async () => {
    const stack = new MemoryInternet().stack('192.0.2.1');
    return { client: stack, server: stack, address: '127.0.0.1' };
  },
  'faultyStack that splits and merges': async () => {
    const internet = new MemoryInternet();
    const random = new SeededRandom(4);
    const [client, server] = ['192.0.2.1', '192.0.2.2'].map((address) =>
      faultyStack(internet.stack(address), { flow: { split: 0.5, merge: 0.5 } }, { random }),
    );
    return { client: client!, server: server!, address: '192.0.2.2' };
  },
};

for (const [name, setup] of Object.entries(stacks)) {
  describe(name, () => {
    for (const { name, run } of stackCompliance) test(name, () => run(setup));
  });
}
