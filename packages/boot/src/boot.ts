import type { Logger } from '@morgana/log';
import type { Timer } from '@morgana/time';
import type { ApplianceServices, MainResult, Manifest } from './appliance.js';
import type { ArgumentSpec, ArgumentSpecs } from './arguments.js';
import type { Platform, StartedDevice } from './device.js';
import { renderHelp } from './help.js';
import { checkLogThresholds, type LogSources, startLog } from './logging.js';
import { checkArgumentSpecs, EXIT_USAGE, parseArguments } from './parse.js';
import { printable } from './printable.js';
import { StopController } from './stop.js';

const EXIT_FAILURE = 1;
const DEFAULT_STOP_GRACE = 5000;
/** An error message on the console is a line, not a flood. */
const LONGEST_MESSAGE = 2000;

/** Boot arguments that every appliance has, beside `--help`. */
const BASE_ARGUMENTS = {
  log: {
    type: 'string',
    short: 'l',
    group: 'log',
    value: 'THRESHOLDS',
    default: '*:info',
    help: 'Least grave level that is shown, by source: "*:info,tcp:debug". Levels: off, error, warn, info, debug.',
    check: checkLogThresholds,
  },
  backtrace: {
    type: 'boolean',
    group: 'engine',
    help: 'Shows the stack trace of an error that ends the appliance.',
  },
} as const satisfies ArgumentSpecs;

/**
 * The whole life of an appliance: reads its boot arguments, starts its devices in the order of the manifest, calls main,
 * and at the end closes the devices in reverse and leaves through `platform.exit`:
 *
 * - 0, or the status that main gave back;
 * - 64 for a wrong boot argument, before any device is started;
 * - 1 when a device does not start, main throws, or does not end in time after a stop request.
 *
 * @throws {TypeError} when the manifest contradicts itself, which is a mistake of the linker or of a driver; nothing else
 */
export async function bootAppliance(platform: Platform, manifest: Manifest): Promise<void> {
  const specs = collectArguments(manifest, platform.bootArguments);
  const parsed = parseArguments(specs, platform.commandLine);
  if (parsed.kind === 'help') {
    platform.console.write(renderHelp(manifest.name, manifest.description, specs));
    platform.exit(0);
    return;
  }
  if (parsed.kind === 'error') {
    platform.console.write(`${manifest.name}: ${parsed.message} (--help lists the boot arguments)\n`);
    platform.exit(EXIT_USAGE);
    return;
  }
  const values: Values = parsed.values;
  const logs = startLog(platform, String(values.log));
  const status = await new Life(platform, manifest, values, logs).run();
  platform.exit(status);
}

/** Every boot argument of an appliance, the application's first, those of the platform last. @throws {TypeError} when two have one name */
export function collectArguments(manifest: Manifest, platform: ArgumentSpecs = {}): ArgumentSpecs {
  const specs: Record<string, ArgumentSpec> = {};
  const owners = new Map<string, string>();
  const add = (owner: string, more: ArgumentSpecs): void => {
    for (const [name, spec] of Object.entries(more)) {
      const other = owners.get(name);
      if (other !== undefined) throw new TypeError(`boot argument --${name} is declared by ${other} and by ${owner}`);
      owners.set(name, owner);
      specs[name] = spec;
    }
  };
  add('the application', manifest.arguments);
  for (const { name, driver, options } of manifest.devices) {
    add(`device "${name}"`, driver.bootArguments?.(name, options) ?? {});
  }
  add('every appliance', BASE_ARGUMENTS);
  add('the platform', platform);
  checkArgumentSpecs(specs);
  return specs;
}

type Value = string | number | boolean | undefined;
type Values = Readonly<Record<string, Value>>;

/** One run, from the first device to the last. */
class Life {
  readonly #platform: Platform;
  readonly #manifest: Manifest;
  readonly #values: Values;
  readonly #logs: LogSources;
  readonly #log: Logger;
  readonly #stop = new StopController();
  readonly #started: { readonly name: string; readonly device: StartedDevice<unknown> }[] = [];

  constructor(platform: Platform, manifest: Manifest, values: Values, logs: LogSources) {
    this.#platform = platform;
    this.#manifest = manifest;
    this.#values = values;
    this.#logs = logs;
    this.#log = logs(manifest.name);
  }

  /** Resolves to the exit status. */
  async run(): Promise<number> {
    this.#platform.onStop(() => this.#stop.stop(new Error('the host asked the appliance to stop')));
    const grace = this.#manifest.stopGrace ?? DEFAULT_STOP_GRACE;
    const running = this.#startAndRun();
    const status = await this.#within(running, grace, this.#stop.signal.stopped);
    if (status === undefined) {
      this.#log.error(`did not end within ${grace} ms of the request to stop; it is ended now`);
    }
    const closed = await this.#within(this.#closeDevices(), grace, Promise.resolve());
    if (closed === undefined) this.#log.error(`its devices did not close within ${grace} ms`);
    return status ?? EXIT_FAILURE;
  }

  async #startAndRun(): Promise<number> {
    const devices: Record<string, unknown> = {};
    for (const { name, driver, options, needs } of this.#manifest.devices) {
      if (this.#stop.signal.aborted) return 0;
      const needed: Record<string, unknown> = {};
      for (const [role, other] of Object.entries(needs)) {
        if (!Object.hasOwn(devices, other))
          throw new TypeError(`device "${name}" stands before "${other}", its ${role}`);
        needed[role] = devices[other];
      }
      try {
        const started = await driver.start(
          {
            name,
            options,
            arguments: this.#pick(driver.bootArguments?.(name, options) ?? {}),
            platform: this.#platform,
            log: this.#logs(name),
          },
          needed,
        );
        this.#started.push({ name, device: started });
        devices[name] = started.device;
      } catch (error) {
        return this.#fail(`device "${name}" does not start: `, error);
      }
    }
    try {
      return this.#status(await this.#manifest.main(this.#services(devices)));
    } catch (error) {
      // A main that ends by the signal's own reason has stopped as it was asked to.
      if (this.#stop.signal.aborted && error === this.#stop.signal.reason) return 0;
      return this.#fail('', error);
    }
  }

  #services(devices: Readonly<Record<string, unknown>>): object {
    const { console, clock, random } = this.#platform;
    const services: ApplianceServices<ArgumentSpecs> = {
      name: this.#manifest.name,
      args: this.#pick(this.#manifest.arguments) as ApplianceServices<ArgumentSpecs>['args'],
      log: this.#log,
      console,
      clock,
      random,
      signal: this.#stop.signal,
    };
    return { ...devices, ...services };
  }

  #pick(specs: ArgumentSpecs): Record<string, Value> {
    const picked: Record<string, Value> = {};
    for (const name of Object.keys(specs)) picked[name] = this.#values[name];
    return picked;
  }

  #status(result: MainResult): number {
    if (result === undefined) return 0;
    if (Number.isInteger(result) && result >= 0 && result <= 255) return result;
    this.#log.error(`main gave back ${printable(String(result))}; an exit status is a whole number from 0 to 255`);
    return EXIT_FAILURE;
  }

  #fail(what: string, error: unknown): number {
    this.#log.error(what + oneLine(error));
    if (this.#values.backtrace === true && error instanceof Error && error.stack !== undefined) {
      this.#platform.console.write(`${error.stack}\n`);
    }
    return EXIT_FAILURE;
  }

  async #closeDevices(): Promise<true> {
    for (let entry = this.#started.pop(); entry !== undefined; entry = this.#started.pop()) {
      try {
        await entry.device.close?.();
      } catch (error) {
        this.#log.warn(`device "${entry.name}" did not close well: ${oneLine(error)}`);
      }
    }
    return true;
  }

  /** The result of `work`; undefined when it has none yet `milliseconds` after `from` resolved. */
  async #within<Result>(work: Promise<Result>, milliseconds: number, from: Promise<void>): Promise<Result | undefined> {
    const { clock } = this.#platform;
    let timer: Timer | undefined;
    let ended = false;
    const timeout = from.then(
      () =>
        new Promise<undefined>((resolve) => {
          if (ended) resolve(undefined);
          else timer = clock.setTimer(clock.monotonic() + milliseconds, () => resolve(undefined));
        }),
    );
    try {
      return await Promise.race([work, timeout]);
    } finally {
      ended = true;
      timer?.cancel();
    }
  }
}

function oneLine(error: unknown): string {
  const text = error instanceof Error ? error.message || error.name : String(error);
  let line = '';
  for (const piece of text.slice(0, LONGEST_MESSAGE).replaceAll('\r', '\n').split('\n')) {
    const part = piece.trim();
    if (part !== '') line += line === '' ? part : `; ${part}`;
  }
  return line;
}
