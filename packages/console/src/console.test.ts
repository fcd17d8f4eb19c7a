import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { nullConsole, prefixed, tee } from './combine.js';
import { type ConsoleFixture, consoleCompliance } from './compliance.js';
import { LineConsole } from './line-console.js';
import { MemoryConsole } from './memory.js';
import { QueueConsole } from './queue-console.js';

const implementations: Record<string, () => ConsoleFixture> = {
  MemoryConsole: () => {
    const console = new MemoryConsole();
    return { console, output: async () => console.text };
  },
  tee: () => {
    const [first, second] = [new MemoryConsole(), new MemoryConsole()];
    return {
      console: tee(nullConsole, first, second),
      output: async () => {
        expect(second.text).toBe(first.text);
        return first.text;
      },
    };
  },
  'prefixed with nothing': () => {
    const console = new MemoryConsole();
    return { console: prefixed(console, ''), output: async () => console.text };
  },
  'LineConsole, where every text ends its line': () => {
    const console = new MemoryConsole();
    return { console: new LineConsole(console, 40_000), output: async () => console.text };
  },
  QueueConsole: () => {
    const console = new QueueConsole();
    return { console, output: async () => console.take() };
  },
};

for (const [name, setup] of Object.entries(implementations)) {
  describe(name, () => {
    for (const { name, run } of consoleCompliance) test(name, () => run(async () => setup()));
  });
}

describe('MemoryConsole', () => {
  test('holds its capacity and counts what it let go', () => {
    const console = new MemoryConsole(10);
    for (let i = 0; i < 100; i++) console.write(`${i % 10}`);
    expect([console.text, console.dropped]).toEqual(['0123456789', 90]);
    console.write('x'.repeat(25));
    expect([console.text, console.dropped]).toEqual(['x'.repeat(10), 115]);
    expect(() => new MemoryConsole(0)).toThrow(RangeError);
  });

  test('lines', () => {
    const console = new MemoryConsole();
    expect(console.lines).toEqual([]);
    console.write('one\ntwo\n\nthr');
    expect(console.lines).toEqual(['one', 'two', '', 'thr']);
    console.clear();
    expect(console.lines).toEqual([]);
  });
});

const pieces = fc.array(fc.string({ unit: fc.constantFrom('a', 'b', '\n', '😀'), maxLength: 12 }), { maxLength: 30 });

test('prefixed: every line has the prefix, however it was cut', () => {
  fc.assert(
    fc.property(pieces, (pieces) => {
      const console = new MemoryConsole();
      const out = prefixed(console, '> ');
      for (const piece of pieces) out.write(piece);
      const whole = pieces.join('');
      const expected = whole.replace(/[^\n]*\n|[^\n]+$/g, (line) => `> ${line}`);
      expect(console.text).toBe(expected);
    }),
  );
});

test('LineConsole: one write a line, none too long, nothing lost', () => {
  fc.assert(
    fc.property(pieces, fc.integer({ min: 1, max: 6 }), (pieces, maximum) => {
      const writes: string[] = [];
      const out = new LineConsole({ write: (text) => void writes.push(text) }, maximum);
      for (const piece of pieces) out.write(piece);
      out.flush();
      out.flush();
      for (const line of writes) expect(line).toMatch(/^[^\n]*\n$/);
      for (const line of writes) expect(line.length - 1).toBeLessThanOrEqual(maximum);
      expect(writes.join('').replaceAll('\n', '')).toBe(pieces.join('').replaceAll('\n', ''));
      expect(out.lines).toBe(writes.length);
    }),
  );
  const writes: string[] = [];
  const out = new LineConsole({ write: (text) => void writes.push(text) }, 3);
  out.write('ab😀\n');
  expect(writes).toEqual(['ab\n', '😀\n']);
});

describe('QueueConsole', () => {
  test('drops whole writes when full, counts them and marks the gap', () => {
    let calls = 0;
    const console = new QueueConsole(60, () => calls++);
    console.write(`${'a'.repeat(40)}`);
    console.write('b'.repeat(21));
    console.write('c'.repeat(30));
    expect([console.droppedWrites, console.droppedCharacters, console.length, calls]).toEqual([2, 51, 40, 1]);
    expect(console.take()).toBe(`${'a'.repeat(40)}\n[51 characters dropped]\n`);
    expect(console.take()).toBe('');
    console.write('d\n');
    expect([console.take(), calls]).toEqual(['d\n', 2]);
  });

  test('a gap is marked where it is, once there is room again', () => {
    const console = new QueueConsole(64);
    console.write('first\n');
    console.write('x'.repeat(70));
    console.write('last\n');
    expect(console.take()).toBe('first\n[70 characters dropped]\nlast\n');
  });

  test('holds its bound under any load', () => {
    const console = new QueueConsole(1000);
    for (let i = 0; i < 100_000; i++) {
      console.write('0123456789\n');
      if (console.length > 1000) expect.fail(`${console.length} characters wait`);
    }
    expect(console.droppedWrites).toBeGreaterThan(99_000);
  });
});
