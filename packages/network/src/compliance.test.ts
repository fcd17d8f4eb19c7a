import { SeededRandom } from '@morgana/random';
import { VirtualClock } from '@morgana/time';
import { describe, test } from 'vitest';
import { type NetworkFixture, networkCompliance } from './compliance.js';
import { bridge, type Capabilities, capture, ethernetSwitch, faulty, limited, link } from './index.js';

function run(title: string, setup: () => NetworkFixture, except = ''): void {
  describe(title, () => {
    const cases = networkCompliance.filter(({ name }) => name !== except);
    if (cases.length + (except === '' ? 0 : 1) !== networkCompliance.length)
      throw new Error(`no case is called ${except}`);
    for (const { name, run } of cases) test(name, () => run(async () => setup()));
  });
}

/** Runs the promise jobs that are there and those that they make. */
const jobs = () => new Promise<void>((resolve) => setImmediate(resolve));
const mac = (last: number) => new Uint8Array([2, 0, 0, 0, 1, last]);

const CHECKSUMS: Capabilities = { transmitChecksum: true, receiveChecksum: true, segmentation: 0 };
const EVERYTHING: Capabilities = { transmitChecksum: true, receiveChecksum: true, segmentation: 65_550 };
const TRANSMISSION: Capabilities = { transmitChecksum: true, receiveChecksum: false, segmentation: 30_000 };

run('link', () => {
  const { a, b } = link();
  return { network: a, peer: b, settle: jobs };
});
run('link, the other end', () => {
  const { a, b } = link({ mtu: 9000 });
  return { network: b, peer: a, settle: jobs };
});
run('link, smallest MTU and queue of eight', () => {
  const { a, b } = link({ mtu: 1280, queueLength: 8 });
  return { network: a, peer: b, settle: jobs };
});
run('link, driven by hand', () => {
  const wire = link({ delivery: 'manual' });
  return {
    network: wire.a,
    peer: wire.b,
    settle: async () => {
      while (wire.deliver() > 0);
    },
  };
});
run('link, driven by a task queue', () => {
  const wire = link({ delivery: (work) => setImmediate(work) });
  return {
    network: wire.a,
    peer: wire.b,
    settle: async () => {
      for (let i = 0; i < 3; i++) await jobs();
    },
  };
});
for (const delay of [0, 5]) {
  run(`link with a delay of ${delay} ms`, () => {
    const clock = new VirtualClock();
    const { a, b } = link({ delivery: { clock, delay } });
    return { network: a, peer: b, settle: () => clock.advance(1000) };
  });
}
for (const [title, here, there] of [
  ['all offload to none', EVERYTHING, undefined],
  ['all offload to all', EVERYTHING, EVERYTHING],
  ['all offload to checksums', EVERYTHING, CHECKSUMS],
  ['offload of transmission to all', TRANSMISSION, EVERYTHING],
  ['offload of transmission to the same', TRANSMISSION, TRANSMISSION],
  ['no offload to all', undefined, EVERYTHING],
] as const) {
  run(`link, ${title}`, () => {
    const { a, b } = link({
      a: here === undefined ? {} : { capabilities: here },
      b: there === undefined ? {} : { capabilities: there },
    });
    return { network: a, peer: b, settle: jobs };
  });
}
run('switch', () => {
  const hub = ethernetSwitch();
  hub.port(mac(9));
  return { network: hub.port(mac(1)), peer: hub.port(mac(2)), settle: jobs };
});
run('switch with a delay', () => {
  const clock = new VirtualClock();
  const hub = ethernetSwitch({ clock, delivery: { clock, delay: 2 } });
  return { network: hub.port(mac(1)), peer: hub.port(mac(2)), settle: () => clock.advance(1000) };
});
run('bridge of two links', () => {
  const left = link();
  const right = link({ a: { capabilities: EVERYTHING } });
  bridge(left.b, right.a);
  return { network: left.a, peer: right.b, settle: jobs };
});
run('bridge from all offload to none', () => {
  const left = link({ a: { capabilities: EVERYTHING }, b: { capabilities: EVERYTHING } });
  const right = link();
  bridge(left.b, right.a);
  return { network: left.a, peer: right.b, settle: jobs };
});
run('capture', () => {
  const { a, b } = link({ a: { capabilities: EVERYTHING } });
  return { network: capture(a, { clock: new VirtualClock(), sink: () => {} }), peer: b, settle: jobs };
});
run('limited', () => {
  const { a, b } = link({ mtu: 2000 });
  return { network: limited(a, { mtu: 1400 }), peer: b, settle: jobs };
});
run('limited, with offload', () => {
  const { a, b } = link({ mtu: 2000, a: { capabilities: EVERYTHING }, b: { capabilities: EVERYTHING } });
  return { network: limited(a, { mtu: 1400 }), peer: limited(b, { mtu: 1400 }), settle: jobs };
});
run('faulty without faults', () => {
  const { a, b } = link();
  return { network: faulty(a, { random: new SeededRandom(1), clock: new VirtualClock() }), peer: b, settle: jobs };
});
run('faulty without faults, over all offload', () => {
  const { a, b } = link({ a: { capabilities: EVERYTHING }, b: { capabilities: EVERYTHING } });
  return { network: faulty(a, { random: new SeededRandom(1), clock: new VirtualClock() }), peer: b, settle: jobs };
});
// A path that delays takes what it is given and drops what does not fit, as a router does: faults.transmit.overflowed.
run(
  'faulty that only delays',
  () => {
    const clock = new VirtualClock();
    const { a, b } = link();
    const faults = { delay: 3, jitter: 4, rate: 1e7 };
    return {
      network: faulty(a, { random: new SeededRandom(1), clock, transmit: faults, receive: faults }),
      peer: b,
      settle: () => clock.advance(1000),
    };
  },
  'gives no frame when the queue is full, and some again later',
);
