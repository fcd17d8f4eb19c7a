import { execFileSync } from 'node:child_process';
import { closeSync, constants, mkdtempSync, openSync, readFileSync, readSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { consoleCompliance } from '@morgana/console/compliance';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { type DescriptorConsole, openDescriptorConsole } from './console.js';

function failure(code: string): Error {
  return Object.assign(new Error(code), { code });
}

/** A descriptor that takes at most `room` octets, until it is given more. */
function slow(room: number) {
  const written: number[] = [];
  const host = {
    room,
    error: undefined as Error | undefined,
    calls: 0,
    text: () => new TextDecoder().decode(Uint8Array.from(written)),
    writeSync: (_descriptor: number, bytes: Uint8Array, offset: number, length: number): number => {
      host.calls++;
      if (host.error !== undefined) throw host.error;
      if (host.room === 0) throw failure('EAGAIN');
      const count = Math.min(length, host.room);
      written.push(...bytes.subarray(offset, offset + count));
      host.room -= count;
      return count;
    },
  };
  return host;
}

describe('a console over a file', () => {
  for (const { name, run } of consoleCompliance) {
    test(name, () =>
      run(async () => {
        const folder = mkdtempSync(join(tmpdir(), 'morgana-console-'));
        const file = join(folder, 'file');
        const descriptor = openSync(file, 'w');
        return {
          console: openDescriptorConsole(descriptor),
          output: async () => {
            closeSync(descriptor);
            const text = readFileSync(file, 'utf8');
            rmSync(folder, { recursive: true });
            return text;
          },
        };
      }),
    );
  }
});

describe('a descriptor console', () => {
  const consoles: DescriptorConsole[] = [];
  const open = (host: ReturnType<typeof slow>, limit?: number): DescriptorConsole => {
    const console = openDescriptorConsole(99, { limit, writeSync: host.writeSync });
    consoles.push(console);
    return console;
  };
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  });
  afterEach(() => {
    for (const console of consoles.splice(0)) console.close();
    vi.useRealTimers();
  });

  test('writes at once, as UTF-8, across partial writes', () => {
    const host = slow(1000);
    const once = host.writeSync;
    host.writeSync = (descriptor, bytes, offset, length) => once(descriptor, bytes, offset, Math.min(length, 3));
    open(host).write('grüße 日本語\n');
    expect(host.text()).toBe('grüße 日本語\n');
  });

  test('keeps what a slow reader does not take, in order, and finishes later', () => {
    const host = slow(4);
    const console = open(host);
    console.write('one ');
    console.write('two ');
    console.write('three\n');
    expect(host.text()).toBe('one ');
    expect(console.pendingBytes).toBe(10);
    host.room = 6;
    vi.advanceTimersByTime(10);
    expect(host.text()).toBe('one two th');
    console.write('four\n');
    host.room = 100;
    vi.advanceTimersByTime(10);
    expect(host.text()).toBe('one two three\nfour\n');
    expect(console.pendingBytes).toBe(0);
    expect(vi.getTimerCount()).toBe(0);
    expect(console.droppedWrites).toBe(0);
  });

  test('drops whole writes beyond its limit and counts them', () => {
    const host = slow(0);
    const console = open(host, 10);
    console.write('12345');
    console.write('67890');
    console.write('lost');
    console.write('');
    host.room = 100;
    vi.advanceTimersByTime(10);
    console.write('!');
    expect(host.text()).toBe('1234567890\n[4 octets dropped]\n!');
    expect([console.droppedWrites, console.droppedBytes]).toEqual([1, 4]);
  });

  test('a single write longer than the limit is taken when nothing waits', () => {
    const host = slow(5);
    const console = open(host, 10);
    console.write('x'.repeat(50));
    host.room = 100;
    vi.advanceTimersByTime(10);
    expect(host.text()).toBe('x'.repeat(50));
  });

  test('asks a slow reader once in an interval, not with every write', () => {
    const host = slow(0);
    const console = open(host);
    for (let i = 0; i < 100; i++) console.write('x');
    expect(host.calls).toBe(1);
  });

  for (const code of ['EPIPE', 'EBADF', 'EIO']) {
    test(`${code}: never throws, drops and counts, keeps no timer`, () => {
      const host = slow(0);
      const console = open(host);
      console.write('waits');
      host.error = failure(code);
      vi.advanceTimersByTime(10);
      console.write('gone');
      expect([console.droppedWrites, console.droppedBytes, console.pendingBytes]).toEqual([2, 9, 0]);
      expect(vi.getTimerCount()).toBe(0);
    });
  }
});

describe('a real pipe', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'morgana-console-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  test('that is full and then read loses nothing', async () => {
    const fifo = join(folder, 'fifo');
    execFileSync('mkfifo', [fifo]);
    const reader = openSync(fifo, constants.O_RDONLY | constants.O_NONBLOCK);
    const writer = openSync(fifo, constants.O_WRONLY | constants.O_NONBLOCK);
    const console = openDescriptorConsole(writer);
    let expected = '';
    for (let i = 0; i < 20_000; i++) {
      const line = `line ${i} of the log\n`;
      expected += line;
      console.write(line);
    }
    expect(console.pendingBytes).toBeGreaterThan(0);
    let seen = '';
    const buffer = new Uint8Array(1 << 16);
    await vi.waitUntil(() => {
      try {
        seen += new TextDecoder().decode(buffer.subarray(0, readSync(reader, buffer)));
      } catch (error) {
        if ((error as { code?: string }).code !== 'EAGAIN') throw error;
      }
      return seen.length === expected.length;
    }, 10_000);
    expect(seen).toBe(expected);
    expect([console.pendingBytes, console.droppedBytes]).toEqual([0, 0]);
    closeSync(reader);
    closeSync(writer);
  });

  test('drain waits only so long for a reader that has stopped', () => {
    const fifo = join(folder, 'fifo');
    execFileSync('mkfifo', [fifo]);
    const reader = openSync(fifo, constants.O_RDONLY | constants.O_NONBLOCK);
    const writer = openSync(fifo, constants.O_WRONLY | constants.O_NONBLOCK);
    const console = openDescriptorConsole(writer);
    console.write('x'.repeat(500_000));
    const begin = performance.now();
    console.drain(50);
    expect(performance.now() - begin).toBeGreaterThanOrEqual(50);
    expect([console.pendingBytes, console.droppedWrites]).toEqual([0, 1]);
    closeSync(reader);
    closeSync(writer);
  });

  test('that is closed by its reader drops and counts', () => {
    const fifo = join(folder, 'fifo');
    execFileSync('mkfifo', [fifo]);
    const reader = openSync(fifo, constants.O_RDONLY | constants.O_NONBLOCK);
    const writer = openSync(fifo, constants.O_WRONLY | constants.O_NONBLOCK);
    const console = openDescriptorConsole(writer);
    console.write('read\n');
    closeSync(reader);
    console.write('lost\n');
    console.write('lost too\n');
    expect(console.droppedWrites).toBe(2);
    closeSync(writer);
  });

  test('a file', () => {
    const file = join(folder, 'file');
    const writer = openSync(file, 'w');
    const console = openDescriptorConsole(writer);
    console.write('a\n');
    console.write('b\n');
    closeSync(writer);
    expect(readFileSync(file, 'utf8')).toBe('a\nb\n');
  });
});
