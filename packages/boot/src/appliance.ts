import type { Console } from '@morgana/console';
import type { Logger } from '@morgana/log';
import type { Random } from '@morgana/random';
import type { Clock } from '@morgana/time';
import type { ArgumentSpecs, ArgumentValues } from './arguments.js';
import type { Driver } from './device.js';
import type { StopSignal } from './stop.js';

/** What an application's main gets beside its devices. */
export interface ApplianceServices<Specs extends ArgumentSpecs> {
  /** The appliance's name in morgana.config.ts. */
  readonly name: string;
  /** Values of the application's boot arguments. (A binding cannot be called `arguments` in an ES module.) */
  readonly args: ArgumentValues<Specs>;
  /** Speaks under the appliance's name. */
  readonly log: Logger;
  readonly console: Console;
  readonly clock: Clock;
  readonly random: Random;
  /** Fires when the host asks the appliance to stop; main then has `stopGrace` milliseconds to return. */
  readonly signal: StopSignal;
}

/** What main may give back: an exit status from 0 to 255, or nothing for 0. */
// biome-ignore lint/suspicious/noConfusingVoidType: a main without `return` is the usual one
export type MainResult = number | void;

/** One device of a linked appliance. */
export interface ManifestDevice {
  readonly name: string;
  // biome-ignore lint/suspicious/noExplicitAny: drivers of every type stand in one list; the linker has matched them
  readonly driver: Driver<any, any, any>;
  readonly options: unknown;
  /** By role, the name of a device that stands before this one in the list. */
  readonly needs: Readonly<Record<string, string>>;
}

/** What the linker writes down of an appliance, and `bootAppliance` runs. */
export interface Manifest {
  readonly name: string;
  readonly description?: string;
  /** The application's own boot arguments. */
  readonly arguments: ArgumentSpecs;
  /** Every device after those it needs. */
  readonly devices: readonly ManifestDevice[];
  /** Milliseconds that main has after a stop request, and then the devices to close; by default 5000 each. */
  readonly stopGrace?: number;
  // biome-ignore lint/suspicious/noExplicitAny: its parameter's type comes from morgana.config.ts, which checks it
  readonly main: (appliance: any) => Promise<MainResult> | MainResult;
}
