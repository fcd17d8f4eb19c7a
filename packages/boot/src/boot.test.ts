import type { Timer } from '@morgana/time';
import { beforeEach, describe, expect, test } from 'vitest';
import type { Manifest, ManifestDevice } from './appliance.js';
import { bootAppliance } from './boot.js';
import type { Driver, Platform } from './device.js';

/** A platform in memory with a clock that stands still until `advance`. */
class TestPlatform implements Platform {
  text = '';
  status: number | undefined;
  readonly commandLine: readonly string[];
  readonly console = { write: (text: string) => void (this.text += text) };
  readonly random = { fill: (bytes: Uint8Array) => void bytes.fill(4) };
  #now = 0;
  #timers: { deadline: number; callback: () => void }[] = [];
  #stop: (() => void)[] = [];
  readonly clock = {
    monotonic: () => this.#now,
    wall: () => 0,
    setTimer: (deadline: number, callback: () => void): Timer => {
      const timer = { deadline, callback };
      this.#timers.push(timer);
      return { cancel: () => void (this.#timers = this.#timers.filter((other) => other !== timer)) };
    },
  };

  constructor(...commandLine: string[]) {
    this.commandLine = commandLine;
  }

  onStop(callback: () => void): void {
    this.#stop.push(callback);
  }

  stop(): void {
    for (const callback of this.#stop) callback();
  }

  exit(status: number): void {
    expect(this.status).toBeUndefined();
    this.status = status;
  }

  get timers(): number {
    return this.#timers.length;
  }

  advance(milliseconds: number): void {
    this.#now += milliseconds;
    const due = this.#timers.filter(({ deadline }) => deadline <= this.#now);
    this.#timers = this.#timers.filter(({ deadline }) => deadline > this.#now);
    for (const { callback } of due) callback();
  }
}

/** Lets every promise that can settle without the clock do so. */
async function settle(): Promise<void> {
  for (let i = 0; i < 50; i++) await Promise.resolve();
}

let events: string[];
beforeEach(() => {
  events = [];
});

function device(name: string, needs: Record<string, string> = {}, more: Partial<Driver<unknown>> = {}): ManifestDevice {
  const driver: Driver<unknown, Record<string, unknown>> = {
    async start(context, needed) {
      events.push(`start ${context.name} with ${JSON.stringify(needed)} ${JSON.stringify(context.arguments)}`);
      return { device: `the ${name}`, close: async () => void events.push(`close ${name}`) };
    },
    ...more,
  };
  return { name, driver, options: { of: name }, needs };
}

function manifest(more: Partial<Manifest>): Manifest {
  return { name: 'test', arguments: {}, devices: [], main: () => undefined, ...more };
}

describe('an appliance', () => {
  test('gets its devices and arguments, each driver only its own; devices close in reverse', async () => {
    const platform = new TestPlatform('--port=8080', '--net-mtu=9000');
    let seen: Record<string, unknown> = {};
    await bootAppliance(
      platform,
      manifest({
        arguments: { port: { type: 'number', default: 80, help: 'Port.' } },
        devices: [
          device('net', {}, { bootArguments: (name) => ({ [`${name}-mtu`]: { type: 'number', help: 'MTU.' } }) }),
          device('stack', { network: 'net' }),
        ],
        main: (appliance) => {
          seen = appliance;
          events.push('main');
        },
      }),
    );
    expect(platform.status).toBe(0);
    expect(seen).toMatchObject({ name: 'test', args: { port: 8080 }, net: 'the net', stack: 'the stack' });
    expect(Object.keys(seen.args as object)).toEqual(['port']);
    expect(events).toEqual([
      'start net with {} {"net-mtu":9000}',
      'start stack with {"network":"the net"} {}',
      'main',
      'close stack',
      'close net',
    ]);
    expect(platform.text).toBe('');
    expect(platform.timers).toBe(0);
  });

  test.each([
    [undefined, 0],
    [0, 0],
    [7, 7],
    [255, 255],
  ])('that gives back %s ends with status %i', async (result, status) => {
    const platform = new TestPlatform();
    await bootAppliance(platform, manifest({ main: () => result }));
    expect(platform.status).toBe(status);
  });

  test.each([256, -1, 1.5, Number.NaN])('that gives back %d ends with status 1 and says so', async (result) => {
    const platform = new TestPlatform();
    await bootAppliance(platform, manifest({ main: () => result }));
    expect(platform.status).toBe(1);
    expect(platform.text).toContain('an exit status is a whole number from 0 to 255');
  });

  test('that throws ends with status 1 and one line', async () => {
    const platform = new TestPlatform();
    const main = async () => {
      throw new Error('the disk\nis full');
    };
    await bootAppliance(platform, manifest({ devices: [device('net')], main }));
    expect(platform.status).toBe(1);
    expect(platform.text.trimEnd().split('\n')).toHaveLength(1);
    expect(platform.text).toContain('the disk; is full');
    expect(events.at(-1)).toBe('close net');
  });

  test('shows the stack trace with --backtrace', async () => {
    const platform = new TestPlatform('--backtrace');
    const main = () => {
      throw new Error('broken');
    };
    await bootAppliance(platform, manifest({ main }));
    expect(platform.text).toMatch(/broken\n\s+at .*boot\.test\.ts/);
  });

  test('with a wrong boot argument ends with status 64 before any device starts', async () => {
    const platform = new TestPlatform('--prot=80');
    const specs = { port: { type: 'number', help: 'Port.' } } as const;
    await bootAppliance(platform, manifest({ arguments: specs, devices: [device('net')] }));
    expect(platform.status).toBe(64);
    expect(platform.text).toBe(
      'test: unknown boot argument --prot; did you mean --port? (--help lists the boot arguments)\n',
    );
    expect(events).toEqual([]);
  });

  test('with a wrong log threshold ends with status 64', async () => {
    const platform = new TestPlatform('-l', '*:loud');
    await bootAppliance(platform, manifest({}));
    expect(platform.status).toBe(64);
    expect(platform.text).toMatch(/^test: --log: /);
  });

  test('asked for --help shows every group and ends with status 0', async () => {
    const platform = new TestPlatform('--help');
    const bootArguments = () => ({ ipv4: { type: 'string', group: 'network', help: 'Address.' } }) as const;
    await bootAppliance(
      platform,
      manifest({ description: 'A test.', devices: [device('net', {}, { bootArguments })] }),
    );
    expect(platform.status).toBe(0);
    for (const text of ['test - A test.', 'Network:', '--ipv4=TEXT', '-l, --log=', '--backtrace']) {
      expect(platform.text).toContain(text);
    }
    expect(events).toEqual([]);
  });
});

describe('a device', () => {
  test('that does not start ends the appliance with status 1; those before it are closed', async () => {
    const platform = new TestPlatform();
    const start = async () => {
      throw new Error('tap0: permission denied; run as root');
    };
    const main = () => void events.push('main');
    await bootAppliance(platform, manifest({ devices: [device('a'), device('b', {}, { start })], main }));
    expect(platform.status).toBe(1);
    expect(platform.text).toContain('device "b" does not start: tap0: permission denied; run as root');
    expect(events).toEqual(['start a with {} {}', 'close a']);
  });

  test('that does not close well is a warning, not a failure', async () => {
    const platform = new TestPlatform();
    const close = async () => {
      throw new Error('busy');
    };
    const start = async () => ({ device: 0, close });
    await bootAppliance(platform, manifest({ devices: [device('a'), device('b', {}, { start })] }));
    expect(platform.status).toBe(0);
    expect(platform.text).toContain('device "b" did not close well: busy');
    expect(events.at(-1)).toBe('close a');
  });

  test('that never closes is left behind after the grace', async () => {
    const platform = new TestPlatform();
    const start = async () => ({ device: 0, close: () => new Promise<void>(() => {}) });
    const running = bootAppliance(platform, manifest({ devices: [device('a', {}, { start })], stopGrace: 100 }));
    await settle();
    expect(platform.status).toBeUndefined();
    platform.advance(100);
    await running;
    expect(platform.status).toBe(0);
    expect(platform.text).toContain('did not close within 100 ms');
  });

  test('cannot declare a boot argument that another one has', async () => {
    const bootArguments = () => ({ port: { type: 'number', help: '' } }) as const;
    const specs = { port: { type: 'number', help: 'Port.' } } as const;
    const wrong = manifest({ arguments: specs, devices: [device('net', {}, { bootArguments })] });
    await expect(bootAppliance(new TestPlatform(), wrong)).rejects.toThrow(
      'boot argument --port is declared by the application and by device "net"',
    );
  });

  test('cannot stand before one that it needs', async () => {
    const wrong = manifest({ devices: [device('stack', { network: 'net' }), device('net')] });
    await expect(bootAppliance(new TestPlatform(), wrong)).rejects.toThrow('device "stack" stands before "net"');
  });
});

describe('a stop request', () => {
  test('fires the signal; main ends, devices close, status 0', async () => {
    const platform = new TestPlatform();
    const main = async ({ signal }: { signal: { stopped: Promise<void> } }) => {
      await signal.stopped;
      events.push('stopped');
    };
    const running = bootAppliance(platform, manifest({ devices: [device('net')], main }));
    await settle();
    expect(events).toEqual(['start net with {} {}']);
    platform.stop();
    await running;
    expect(platform.status).toBe(0);
    expect(events.slice(1)).toEqual(['stopped', 'close net']);
    expect(platform.timers).toBe(0);
  });

  test('main may throw the reason: it has ended as it was asked to', async () => {
    const platform = new TestPlatform();
    const main = ({ signal }: { signal: { reason: Error; addEventListener(type: 'abort', f: () => void): void } }) =>
      new Promise<void>((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)));
    const running = bootAppliance(platform, manifest({ main }));
    await settle();
    platform.stop();
    await running;
    expect(platform.status).toBe(0);
    expect(platform.text).toBe('');
  });

  test('that main does not heed ends the appliance after the grace, with status 1', async () => {
    const platform = new TestPlatform();
    const main = () => new Promise<void>(() => {});
    const running = bootAppliance(platform, manifest({ devices: [device('net')], main, stopGrace: 3000 }));
    await settle();
    platform.stop();
    await settle();
    platform.advance(2999);
    await settle();
    expect(platform.status).toBeUndefined();
    platform.advance(1);
    await running;
    expect(platform.status).toBe(1);
    expect(platform.text).toContain('did not end within 3000 ms of the request to stop');
    expect(events.at(-1)).toBe('close net');
  });

  test('while devices start: the next one is not started, main is not called', async () => {
    const platform = new TestPlatform();
    const start = async () => {
      platform.stop();
      return { device: 0, close: async () => void events.push('close a') };
    };
    const main = () => void events.push('main');
    await bootAppliance(platform, manifest({ devices: [device('a', {}, { start }), device('b')], main }));
    expect(platform.status).toBe(0);
    expect(events).toEqual(['close a']);
  });
});
