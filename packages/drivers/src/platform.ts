import {
  bootArguments,
  exit,
  fillRandom,
  heapStatistics,
  monotonicTime,
  onStop,
  wakeAt,
  wallTime,
  writeConsole,
} from 'morgana:platform';
import type { ArgumentSpecs, Platform } from '@morgana/boot';
import { BufferedRandom, setDefaultRandom } from '@morgana/random';
import { setDefaultClock } from '@morgana/time';
import { createClock } from './clock.js';

/** Boot arguments that the engine reads before anything else runs (engine/native/boot_arguments.h); here they are explained. */
const ENGINE_ARGUMENTS: ArgumentSpecs = {
  'heap-max': {
    type: 'string',
    group: 'engine',
    value: 'SIZE',
    help: 'Memory that the heap may take, such as 16M or 1G; at the limit the appliance ends with status 71.',
  },
  'gc-least': {
    type: 'string',
    group: 'engine',
    value: 'SIZE',
    help: 'A collection comes after this much was allocated, at least; 8M by default.',
  },
  'gc-growth': {
    type: 'string',
    group: 'engine',
    value: 'PERCENT',
    help: 'And after this part of what was alive after the last; 100 by default. Less saves memory and costs time.',
  },
  'gc-log': {
    type: 'boolean',
    group: 'engine',
    help: 'Shows a line for each collection: how long it took, and what is alive.',
  },
  'gc-statistics': {
    type: 'boolean',
    group: 'engine',
    help: 'Shows at the end what the collector did: how often, how long, and how much is alive.',
  },
  'hash-seed': {
    type: 'string',
    group: 'engine',
    value: 'NUMBER',
    help: 'Seed of hash tables, which is random otherwise; with it a run can be repeated.',
  },
};

function heapNumbers(): Float64Array {
  const numbers = new Float64Array(6);
  heapStatistics(numbers);
  return numbers;
}

function statistics(): string {
  const [collections, total, longest, live, since, limit] = heapNumbers();
  const kilobytes = (bytes: number): number => Math.round(bytes / 1024);
  return (
    `heap: ${collections} collections, ${total!.toFixed(1)} ms in all, the longest ${longest!.toFixed(3)} ms; ` +
    `${kilobytes(live!)} KB alive, ${kilobytes(since!)} KB allocated since, ${kilobytes(limit!)} KB at most\n`
  );
}

/**
 * The platform that an image was compiled for. The first stop request of the host is told to `onStop`, the second ends the
 * image. Its clock and generator become the defaults of the libraries in the image.
 */
export function createPlatform(): Platform {
  const clock = createClock({
    monotonic: () => monotonicTime(),
    wall: () => wallTime(),
    wakeAt: (deadline, callback) => wakeAt(deadline, callback),
  });
  const random = new BufferedRandom({ fill: (bytes) => fillRandom(bytes) });
  setDefaultClock(clock);
  setDefaultRandom(random);
  const commandLine = bootArguments();
  const wantsStatistics = commandLine.includes('--gc-statistics') || commandLine.includes('--gc-statistics=true');
  const callbacks: (() => void)[] = [];
  let stopRequested = false;
  onStop(() => {
    stopRequested = true;
    for (const callback of callbacks.splice(0)) callback();
  });
  return {
    console: { write: (text) => writeConsole(text) },
    clock,
    random,
    memory: heapNumbers()[5]!,
    commandLine,
    bootArguments: ENGINE_ARGUMENTS,
    onStop(callback) {
      if (!stopRequested) callbacks.push(callback);
      else clock.setTimer(0, callback);
    },
    exit(status) {
      if (wantsStatistics) writeConsole(statistics());
      exit(status);
    },
  };
}
