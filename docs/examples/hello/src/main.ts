import type { Appliance } from 'morgana';
import type config from '../morgana.config.js';

export default async function main({ args, console, clock, signal }: Appliance<typeof config>): Promise<void> {
  for (let i = 0; i < args.times && !signal.aborted; i++) {
    if (i > 0) await pause(args.pause);
    console.write(`Hello, ${args.name}!\n`);
  }

  /** Ends early when the host asks the appliance to stop. */
  function pause(milliseconds: number): Promise<void> {
    return new Promise((resolve) => {
      const done = () => {
        timer.cancel();
        signal.removeEventListener('abort', done);
        resolve();
      };
      const timer = clock.setTimer(clock.monotonic() + milliseconds, done);
      signal.addEventListener('abort', done);
    });
  }
}
