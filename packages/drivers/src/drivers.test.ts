import { blockCompliance, readOnlyBlockCompliance } from '@morgana/block/compliance';
import type { Suite } from '@morgana/compliance';
import { networkCompliance } from '@morgana/network/compliance';
import { clockCompliance } from '@morgana/time/compliance';
import { describe, expect, test } from 'vitest';
import { createBlock, createClock, createNetwork } from './index.js';
import { modelClock, modelDisk, modelWire } from './testing/model.js';

function run<Fixture>(title: string, suite: Suite<Fixture>, setup: () => Promise<Fixture>): void {
  describe(title, () => {
    for (const { name, run } of suite) test(name, () => run(setup));
  });
}

/** Turns enough for every frame of a test to cross the wire and for the answers to it. */
const settle = async (): Promise<void> => {
  for (let i = 0; i < 600; i++) await new Promise((resolve) => setImmediate(resolve));
};

for (const room of [1, 3, 1000]) {
  run(`a network whose host has room for ${room}`, networkCompliance, async () => {
    const [near, far] = modelWire({ room });
    return { network: createNetwork(near), peer: createNetwork(far), settle };
  });
}
for (const room of [3, 1000]) {
  run(`a network whose host does checksums and segments and has room for ${room}`, networkCompliance, async () => {
    const [near, far] = modelWire({ room, offload: true });
    return { network: createNetwork(near), peer: createNetwork(far), settle };
  });
}
run('a network with little memory', networkCompliance, async () => {
  const [near, far] = modelWire({ room: 1000 });
  return { network: createNetwork(near, { memory: 40_000 }), peer: createNetwork(far, { memory: 1 }), settle };
});
run('a disk', blockCompliance, async () => ({ block: createBlock(modelDisk(), 'disk') }));
run('a disk of one sector a transfer', blockCompliance, async () => ({
  block: createBlock(modelDisk({ transferSectors: 1, sectorSize: 4096 }), 'disk'),
}));
run('a disk that is read-only', readOnlyBlockCompliance, async () => ({
  block: createBlock(modelDisk({ readOnly: true }), 'disk'),
}));
run('a clock', clockCompliance, async () => ({ clock: createClock(modelClock()) }));

test('a frame that the host had to cut is dropped, and the ones around it arrive', async () => {
  const [near, far] = modelWire();
  const network = createNetwork(near);
  const got: number[] = [];
  network.receive((frames, count) => {
    for (let i = 0; i < count; i++) got.push(frames[i]!.length, frames[i]!.bytes[0]!);
  });
  const frames = [1, 2, 3, 4].map((value, i) => new Uint8Array(i === 1 ? 5000 : 60 + i).fill(value));
  const short = new Uint8Array(13);
  far.transmit([...frames, short, frames[0]!], Int32Array.from([60, 5000, 62, 63, 13, 60]), 0, 6);
  await settle();
  expect(got).toEqual([60, 1, 62, 3, 63, 4, 60, 1]);
  expect(network.statistics).toMatchObject({ receivedFrames: 4, receiveDropped: 2 });
});

test('super-segments are few: those that wait go out when one more is asked for; without memory there are none', async () => {
  const [near, far] = modelWire({ room: 1000, offload: true });
  const network = createNetwork(near);
  let arrived = 0;
  createNetwork(far).receive((_, count) => {
    arrived += count;
  });
  const large = network.capabilities.segmentation;
  for (let i = 0; i < 20; i++) {
    const frame = network.allocate(large)!;
    frame.length = 60;
    network.transmit(frame);
  }
  network.flush();
  await settle();
  expect(arrived).toBe(20);
  expect(network.allocate(large + 1)).toBeNull();
  const [small] = modelWire({ offload: true });
  const { capabilities } = createNetwork(small, { memory: 100_000 });
  expect(capabilities).toMatchObject({ transmitChecksum: true, segmentation: 0 });
});

test('a medium that fails is a BlockError with the sector, and stays one after a flush', async () => {
  const port = modelDisk();
  const block = createBlock(port, 'disk0');
  port.fails = 8;
  await expect(block.write(4, new Uint8Array(8 * 512))).rejects.toMatchObject({
    code: 'io',
    message: 'write of disk0, sector 8: the medium failed',
  });
  await expect(block.read(8, new Uint8Array(512))).rejects.toMatchObject({ code: 'io' });
  port.fails = 'flush';
  await expect(block.flush()).rejects.toMatchObject({ code: 'io' });
  port.fails = undefined;
  await expect(block.flush()).rejects.toMatchObject({ code: 'io', message: 'flush of disk0: the medium failed' });
});
