import { LogHub, logger, MemoryReporter, setDefaultLog } from '@morgana/log';
import { defaultRandom, setDefaultRandom } from '@morgana/random';
import { defaultClock, setDefaultClock } from '@morgana/time';
import { afterEach, expect, test } from 'vitest';
import { createClock } from './clock.js';
import { installDefaults } from './defaults.js';

afterEach(() => {
  setDefaultClock(undefined);
  setDefaultRandom(undefined);
  setDefaultLog(undefined);
});

test('libraries find a clock, a generator and a log', () => {
  expect(() => defaultClock()).toThrow();
  installDefaults();
  expect(defaultClock().wall()).toBeGreaterThan(1.7e12);
  const bytes = new Uint8Array(16);
  defaultRandom().fill(bytes);
  expect(bytes.some((octet) => octet !== 0)).toBe(true);
  expect(logger('defaults-test').enabled('info')).toBe(true);
  expect(logger('defaults-test').enabled('debug')).toBe(false);
});

test('what is given is used', () => {
  const clock = createClock();
  const reporter = new MemoryReporter();
  installDefaults({ clock, log: new LogHub({ clock, reporter }) });
  expect(defaultClock()).toBe(clock);
  logger('defaults-test').info('heard');
  expect(reporter.records.map(({ message }) => message)).toEqual(['heard']);
});
