import type { Flow } from '@morgana/flow';
import { VirtualClock } from '@morgana/time';
import { expect, test } from 'vitest';
import { BufferPool, OUTPUT_LENGTH, Output } from './output.js';
import { Watchdog } from './watchdog.js';

/** Takes what is written when it is told to. */
function slowFlow() {
  const written: Uint8Array[] = [];
  const waiting: (() => void)[] = [];
  const flow = {
    write(bytes: Uint8Array) {
      written.push(bytes);
      return new Promise<void>((resolve) => waiting.push(resolve));
    },
  } as unknown as Flow;
  return { flow, written, waiting };
}

function outputs(count: number, pool: BufferPool) {
  return Array.from({ length: count }, () => {
    const { flow, written, waiting } = slowFlow();
    const watchdog = new Watchdog(
      new VirtualClock(),
      1000,
      () => {},
      () => {},
    );
    return { output: new Output(flow, pool, watchdog, 1000), written, waiting };
  });
}

test('a thousand short answers that wait for their readers do not keep a thousand buffers', async () => {
  const pool = new BufferPool();
  const all = outputs(1000, pool);
  const flushed: Promise<void>[] = [];
  for (const [i, { output }] of all.entries()) {
    await output.write(new Uint8Array(200).fill(i));
    flushed.push(output.flush());
  }
  const held = all.reduce((sum, { written }) => sum + written[0]!.buffer.byteLength, 0);
  expect(held).toBeLessThan(66 * OUTPUT_LENGTH + 1000 * 200);
  for (const [i, { written }] of all.entries()) expect([...new Set(written[0])]).toEqual([i & 255]);
  for (const { waiting } of all) waiting[0]!();
  await Promise.all(flushed);
  // And then there are enough of them again, for as much as they hold.
  const { output } = outputs(1, pool)[0]!;
  await output.write(new Uint8Array(100));
  output.settle();
  expect(output.room()).toBe(OUTPUT_LENGTH - 100);
});

test('what has settled may still be written behind', async () => {
  const pool = new BufferPool();
  for (const { output } of outputs(65, pool)) output.open();
  const { output, written, waiting } = outputs(1, pool)[0]!;
  await output.write(new Uint8Array(10).fill(1));
  output.settle();
  expect(output.room()).toBe(0);
  const second = output.write(new Uint8Array(10).fill(2));
  waiting[0]!();
  await second;
  void output.flush();
  expect(written.map((bytes) => [...bytes])).toEqual([Array(10).fill(1), Array(10).fill(2)]);
});
