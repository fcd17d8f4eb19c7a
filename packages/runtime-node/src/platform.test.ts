import { EventEmitter } from 'node:events';
import { afterEach, describe, expect, test } from 'vitest';
import { createPlatform, type HostProcess } from './platform.js';
import { bundleProgram, start } from './testing/child.js';

/** A process that only remembers how it was ended. */
class FakeProcess extends EventEmitter {
  argv = ['node', 'program', '--one', 'two'];
  statuses: number[] = [];
  exit(status: number): void {
    this.statuses.push(status);
  }
}

function setup(argv?: string[]) {
  const host = new FakeProcess();
  if (argv !== undefined) host.argv = ['node', 'program', ...argv];
  let text = '';
  const console = {
    write: (more: string) => {
      text += more;
    },
    droppedWrites: 0,
    droppedBytes: 0,
    pendingBytes: 0,
    drain: () => {},
    close: () => {},
  };
  const platform = createPlatform({ process: host as unknown as HostProcess, console });
  return { host, platform, text: () => text };
}

describe('platform', () => {
  const ends: (() => void)[] = [];
  afterEach(() => {
    for (const end of ends.splice(0)) end();
  });

  test('gives the boot arguments without node and the script', () => {
    const { platform } = setup();
    expect(platform.commandLine).toEqual(['--one', 'two']);
    platform.exit(0);
  });

  test('the first signal is a stop request, the second ends at once', () => {
    for (const [signal, status] of [
      ['SIGINT', 130],
      ['SIGTERM', 143],
    ] as const) {
      const { host, platform } = setup();
      let stops = 0;
      platform.onStop(() => stops++);
      host.emit('SIGINT');
      expect([stops, host.statuses]).toEqual([1, []]);
      host.emit(signal);
      expect([stops, host.statuses]).toEqual([1, [status]]);
      host.emit('SIGTERM');
      expect(host.statuses).toEqual([status]);
    }
  });

  test('a signal before anybody listens is not lost', async () => {
    const { host, platform } = setup();
    host.emit('SIGTERM');
    await new Promise<void>((resolve) => platform.onStop(resolve));
    platform.exit(0);
  });

  test('an error that nobody caught is one line and status 1', () => {
    const { host, text } = setup();
    host.emit('uncaughtException', new Error('it broke\n  in two  \n'));
    expect(text()).toBe('error: it broke; in two\n');
    expect(host.statuses).toEqual([1]);
  });

  test('--backtrace shows where', () => {
    const { host, text } = setup(['--backtrace']);
    const error = new Error('it broke');
    host.emit('uncaughtException', error);
    expect(text()).toBe(`error: it broke\n${error.stack}\n`);
  });

  test('exit happens once', () => {
    const { host, platform } = setup();
    platform.exit(3);
    platform.exit(4);
    expect(host.statuses).toEqual([3]);
  });
});

describe('a process of its own', () => {
  async function run(body: string, args: string[] = []) {
    const program = await bundleProgram(
      `import { createPlatform } from './platform.js';\nconst platform = createPlatform();\n${body}`,
      import.meta.dirname,
    );
    const child = start(process.execPath, [program.file, ...args], 10_000);
    void child.ended.then(program.remove, program.remove);
    return child;
  }

  test('waits for a stop request with nothing else to do, and ends as it is told', async () => {
    const child = await run(`
      platform.onStop(() => { platform.console.write('stopping\\n'); platform.exit(7); });
      platform.console.write('ready\\n');
    `);
    await child.seen('ready');
    child.process.kill('SIGTERM');
    expect(await child.ended).toEqual({ status: 7, signal: null, output: 'ready\nstopping\n' });
  });

  test('an appliance that does not stop is ended by the second signal', async () => {
    const child = await run(`
      platform.onStop(() => platform.console.write('busy\\n'));
      platform.console.write('ready\\n');
    `);
    await child.seen('ready');
    child.process.kill('SIGINT');
    await child.seen('busy');
    child.process.kill('SIGINT');
    expect((await child.ended).status).toBe(130);
  });

  test('a rejection that nobody handles is one line and status 1', async () => {
    const child = await run(`Promise.reject(new Error('no route to the moon'));`);
    expect(await child.ended).toEqual({ status: 1, signal: null, output: 'error: no route to the moon\n' });
  });

  test('everything written before exit arrives, 5 MB through a pipe', async () => {
    const child = await run(`
      for (let i = 0; i < 5000; i++) {
        platform.console.write('x'.repeat(999) + '\\n');
        if (i % 100 === 0) await new Promise((resolve) => setTimeout(resolve, 5));
      }
      platform.console.write('end\\n');
      platform.exit(0);
    `);
    const { status, output } = await child.ended;
    expect(status).toBe(0);
    expect(output.length).toBe(5_000_004);
    expect(output.endsWith('x\nend\n')).toBe(true);
  });

  test('a reader that has gone does not disturb it', async () => {
    const child = await run(`
      platform.onStop(() => platform.exit(0));
      platform.console.write('ready\\n');
      setInterval(() => platform.console.write('more\\n'), 1);
    `);
    await child.seen('ready');
    child.process.stdout?.destroy();
    await new Promise((resolve) => setTimeout(resolve, 50));
    child.process.kill('SIGTERM');
    expect((await child.ended).status).toBe(0);
  });
});
