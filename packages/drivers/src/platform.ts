import {
  bootArguments,
  exit,
  fillRandom,
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

/** Boot arguments that the engine reads before anything else runs; here they are known and explained. */
const ENGINE_ARGUMENTS: ArgumentSpecs = {
  'heap-max': {
    type: 'string',
    group: 'engine',
    value: 'SIZE',
    help: 'Memory that the heap may take, such as 16M or 1G; at the limit the appliance ends with status 71.',
  },
};

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
    commandLine: bootArguments(),
    bootArguments: ENGINE_ARGUMENTS,
    onStop(callback) {
      if (!stopRequested) callbacks.push(callback);
      else clock.setTimer(0, callback);
    },
    exit: (status) => exit(status),
  };
}
