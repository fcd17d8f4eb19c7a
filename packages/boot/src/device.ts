import type { Console } from '@morgana/console';
import type { Logger } from '@morgana/log';
import type { Random } from '@morgana/random';
import type { Clock } from '@morgana/time';
import type { ArgumentSpecs } from './arguments.js';

/** What a platform gives every appliance, whether it asks or not. */
export interface Platform {
  readonly console: Console;
  readonly clock: Clock;
  readonly random: Random;
  /** Octets of memory that the appliance has for everything; undefined where the host has plenty. What has bounds derives them from it. */
  readonly memory?: number;
  /** The boot arguments as they came, without a program name. */
  readonly commandLine: readonly string[];
  /** Boot arguments that the platform has read before: the appliance accepts them and `--help` shows them. */
  readonly bootArguments?: ArgumentSpecs;
  /** Calls back once when the host asks the appliance to stop (SIGINT, SIGTERM, a power button). */
  onStop(callback: () => void): void;
  /** Ends the appliance. 0 success, 64 a wrong boot argument (EX_USAGE), anything else a failure. */
  exit(status: number): void;
}

/** What a driver is started with. */
export interface DeviceContext<Options> {
  /** The device's name in morgana.config.ts. */
  readonly name: string;
  /** What morgana.config.ts says of the device beyond its kind. */
  readonly options: Options;
  /** Values of the driver's own boot arguments, by the names it declared. */
  readonly arguments: Readonly<Record<string, string | number | boolean | undefined>>;
  readonly platform: Platform;
  readonly log: Logger;
}

/** A device once started. `close` is called at the end of the appliance, in reverse order of starting. */
export interface StartedDevice<Device> {
  readonly device: Device;
  close?(): Promise<void>;
}

/**
 * A driver as the linker picks it: one implementation of one device interface on one platform. A package exports it under
 * a subpath of its own, so that what is not picked is not linked.
 *
 * `Needs` are the devices below it, by role: a TCP/IP stack needs `{ network: Network }`.
 */
export interface Driver<Device, Needs = Record<never, never>, Options = unknown> {
  /** Boot arguments that it adds; `name` is the device's, so that two of a kind can be told apart: "net0", "net1". */
  bootArguments?(name: string, options: Options): ArgumentSpecs;
  /** @throws {Error} whose message is one clear line: what failed, where, what to do */
  start(context: DeviceContext<Options>, needs: Needs): Promise<StartedDevice<Device>>;
}
