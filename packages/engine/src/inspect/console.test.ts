import { Console } from 'node:console';
import { Writable } from 'node:stream';
import { describe, expect, test } from 'vitest';
import { createConsole, formatDuration } from './console.js';
import { createInspect } from './inspect.js';
import { allKinds } from './kinds/all.js';
import { iteratorOf, nodeIntrospection } from './testing/node-introspection.js';

type Face = Pick<
  Console,
  | 'log'
  | 'error'
  | 'warn'
  | 'table'
  | 'dir'
  | 'group'
  | 'groupEnd'
  | 'count'
  | 'countReset'
  | 'assert'
  | 'info'
  | 'debug'
  | 'groupCollapsed'
>;

function ours(run: (console: Face) => void): string {
  let text = '';
  const write = (part: string) => {
    text += part;
  };
  const host = {
    introspection: nodeIntrospection,
    inspect: createInspect(nodeIntrospection, allKinds),
    out: write,
    error: write,
    now: () => 0,
  };
  run(createConsole(host) as Face);
  return text;
}

function nodes(run: (console: Face) => void): string {
  let text = '';
  const stream = new Writable({
    write(chunk, _encoding, done) {
      text += String(chunk);
      done();
    },
  });
  run(new Console({ stdout: stream, stderr: stream }));
  return text;
}

function same(run: (console: Face) => void): void {
  expect(ours(run)).toBe(nodes(run));
}

describe('console prints what Node prints', () => {
  test('log and its like', () => {
    same((console) => {
      console.log();
      console.log('a', 1, { b: 'c' }, ['d']);
      console.log('%s is %d%%', 'x', 5, 'y');
      console.info('info %o', [1]);
      console.debug(-0);
      console.warn(new Map([[1, { a: { b: {} } }]]));
      console.error(Symbol('s'), undefined, null);
      console.log('a\nb\n');
    });
  });

  test('groups', () => {
    same((console) => {
      console.group('G %s', 1);
      console.log('a\nb');
      console.group();
      console.log({ a: 'x'.repeat(50), b: 'y'.repeat(50) });
      console.error('e\n');
      console.groupEnd();
      console.groupCollapsed('c');
      console.table([1]);
      console.groupEnd();
      console.groupEnd();
      console.groupEnd();
      console.log('x');
    });
  });

  test('count, assert, dir', () => {
    same((console) => {
      console.count();
      console.count('a');
      console.count(undefined);
      console.countReset('a');
      console.count('a');
      console.assert(true, 'not shown');
      console.assert(false);
      console.assert(false, 'it is %s', 'so');
      console.assert(false, { a: 1 });
      console.dir({ a: { b: { c: { d: 1 } } } }, { depth: 0 });
      console.dir({ [Symbol.for('nodejs.util.inspect.custom')]: () => 'custom' });
    });
  });

  test('tables', () => {
    const map = new Map([['k', { a: 1 }]]);
    same((console) => {
      console.table([
        [1, 2],
        [3, 4, 5],
      ]);
      console.table([
        { a: 1, b: 'x' },
        { a: 2, c: { d: { e: 1 } } },
      ]);
      console.table(map);
      console.table(iteratorOf(map, 'entries', 0));
      console.table(iteratorOf(map, 'keys', 0));
      console.table(new Set(['é', '汉字', [1, 2, 3, 4, 5]]));
      console.table(iteratorOf(new Set([1]), 'values', 0));
      console.table([1, 'a', { b: 2 }, () => {}]);
      console.table([{ a: 1, b: 2 }, 3], ['b', 'z']);
      console.table(5);
      console.table({ x: { y: 1 }, z: null });
      console.table([]);
      console.table({ 10: { 2: 'a', 1: 'b' }, 9: [undefined] });
      console.table([{ wide: { a: 1, b: 2, c: 3 }, date: new Date(0), nested: [[1]] }]);
    });
  });

  test('durations', () => {
    expect([0.1234, 999.9996, 1500, 59_999, 61_500, 3_723_004].map(formatDuration)).toEqual([
      '0.123ms',
      '1000ms',
      '1.500s',
      '59.999s',
      '1:01.500 (m:ss.mmm)',
      '1:02:03.004 (h:mm:ss.mmm)',
    ]);
  });

  test('timers', () => {
    let now = 10;
    let text = '';
    const write = (part: string) => {
      text += part;
    };
    const inspect = createInspect(nodeIntrospection, allKinds);
    const console = createConsole({
      introspection: nodeIntrospection,
      inspect,
      out: write,
      error: write,
      now: () => now,
    });
    console.time('t');
    now = 15.5;
    console.timeLog('t', { a: 1 });
    now = 20;
    console.timeEnd('t');
    console.timeEnd('t');
    expect(text).toBe("t: 5.5ms { a: 1 }\nt: 10ms\nWarning: No such label 't' for console.timeEnd()\n");
  });

  test('trace', () => {
    expect(ours((console) => (console as Console).trace('at %d', 1))).toMatch(/^Trace: at 1\n {4}at .*\n/);
  });
});
