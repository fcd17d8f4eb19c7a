import { VirtualClock } from '@morgana/time';
import fc from 'fast-check';
import { beforeEach, describe, expect, test } from 'vitest';
import { type LoggerFixture, loggerCompliance, reporterCompliance } from './compliance.js';
import { logger, setDefaultLog } from './default.js';
import { formatRecord, MAXIMUM_LINE } from './format.js';
import { LogHub, MAXIMUM_SOURCES } from './hub.js';
import type { LogRecord, Reporter } from './log.js';
import { MemoryReporter } from './memory-reporter.js';
import { RateLimitedReporter } from './rate-limit.js';
import { ConsoleReporter, TeeReporter } from './reporters.js';
import { parseThresholds, thresholdFor } from './thresholds.js';

const clock = new VirtualClock();
const throwing: Reporter = {
  report() {
    throw new Error('the collector is gone');
  },
};

function hub(thresholds?: string) {
  const reporter = new MemoryReporter();
  const made = new LogHub({ clock, reporter, ...(thresholds === undefined ? {} : { thresholds }) });
  return { hub: made, reporter };
}

const loggers: Record<string, () => LoggerFixture> = {
  LogHub: () => {
    const { hub: made, reporter } = hub();
    return {
      logger: (source) => made.logger(source),
      records: () => reporter.records,
      setThreshold: (level) => made.setThresholds(level),
    };
  },
  'the default log': () => {
    const { hub: made, reporter } = hub();
    setDefaultLog(made);
    return { logger, records: () => reporter.records, setThreshold: (level) => made.setThresholds(level) };
  },
};

for (const [name, setup] of Object.entries(loggers)) {
  describe(name, () => {
    for (const { name, run } of loggerCompliance) test(name, () => run(async () => setup()));
  });
}

const reporters: Record<string, () => Reporter> = {
  MemoryReporter: () => new MemoryReporter(10),
  ConsoleReporter: () => new ConsoleReporter({ write() {} }),
  'ConsoleReporter in colour': () => new ConsoleReporter({ write() {} }, { colour: true }),
  TeeReporter: () => new TeeReporter(throwing, new MemoryReporter(), throwing),
  RateLimitedReporter: () => new RateLimitedReporter(new MemoryReporter(), { clock: new VirtualClock() }),
};

for (const [name, make] of Object.entries(reporters)) {
  describe(name, () => {
    for (const { name, run } of reporterCompliance) test(name, () => run(async () => ({ reporter: make() })));
  });
}

describe('thresholds', () => {
  test.each([
    ['', 'tcp', 2],
    ['debug', 'tcp', 3],
    ['*:warn', 'tcp', 1],
    ['*:info,tcp:debug', 'tcp', 3],
    ['*:info,tcp:debug', 'http', 2],
    ['tcp:debug,*:off', 'tcp', 3],
    ['tcp:debug,*:off', 'http', -1],
    ['tcp:debug', 'tcp.timer', 2],
    ['tcp.*:debug', 'tcp.timer', 3],
    ['tcp.*:debug', 'tcp', 3],
    ['tcp.*:debug', 'tcpip', 2],
    ['tcp.*:debug,tcp.timer.*:warn,tcp.timer.rto:error', 'tcp.timer.rto', 0],
    ['tcp.timer.*:warn,tcp.*:debug', 'tcp.timer.rto', 1],
    ['tcp:error,tcp:debug', 'tcp', 3],
    ['tcp:error,tcp.*:debug', 'tcp', 0],
    [' * : warn , tcp : debug ', 'tcp', 3],
  ])('%j gives %s the rank %i', (text, source, rank) => {
    expect(thresholdFor(parseThresholds(text), source)).toBe(rank);
  });

  test.each([
    ['*:inof', '"inof" is no level; use off, error, warn, info, debug'],
    ['tcp', '"tcp" is no level'],
    ['tcp:', '"" is no level'],
    [':info', '"" is no pattern'],
    ['t*p:info', '"t*p" is no pattern; use *, a source such as tcp, or tcp.*'],
    ['*:info,,tcp:debug', 'an empty rule'],
    ['*:info,', 'an empty rule'],
    ['x'.repeat(5000), 'at most 4096'],
  ])('%j is refused in one line', (text, message) => {
    expect(() => parseThresholds(text)).toThrow(message);
    expect(() => parseThresholds(text)).toThrow(/^[^\n]*$/);
  });

  test('any text parses or is refused', () => {
    const piece = fc.constantFrom('*', ':', ',', '.', 'tcp', 'info', 'off', ' ', '\n', 'é');
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.array(piece).map((pieces) => pieces.join('')),
        ),
        (text) => {
          try {
            expect(thresholdFor(parseThresholds(text), 'tcp')).toBeGreaterThanOrEqual(-1);
          } catch (error) {
            expect(String(error)).toMatch(/^Error: log levels/);
          }
        },
      ),
    );
  });
});

describe('LogHub', () => {
  test('a reporter that throws never breaks the caller', () => {
    const made = new LogHub({ clock, reporter: throwing });
    made.logger('tcp').error('something');
    made.logger('tcp').error('else');
    expect(made.failedReports).toBe(2);
  });

  test('a clock that throws does not either', () => {
    const broken = new VirtualClock();
    broken.wall = () => {
      throw new Error('no wall clock');
    };
    const made = new LogHub({ clock: broken, reporter: new MemoryReporter() });
    made.logger('tcp').error('something');
    expect(made.failedReports).toBe(1);
  });

  test('a reporter that logs does not call itself for ever', () => {
    const seen: string[] = [];
    const made: LogHub = new LogHub({
      clock,
      reporter: {
        report(record) {
          seen.push(record.message);
          made.logger('reporter').info('reported');
        },
      },
    });
    made.logger('tcp').info('once');
    expect([seen, made.nestedRecords]).toEqual([['once'], 1]);
  });

  test('a wrong specification changes nothing', () => {
    const { hub: made } = hub('*:warn');
    expect(() => made.setThresholds('tcp:loud')).toThrow('no level');
    expect([made.thresholds, made.logger('tcp').enabled('info')]).toEqual(['*:warn', false]);
    expect(() => hub('nonsense')).toThrow('no level');
  });

  test('each source has one logger, and there is a bound', () => {
    const { hub: made } = hub();
    expect(made.logger('a')).toBe(made.logger('a'));
    for (let i = 1; i < MAXIMUM_SOURCES; i++) made.logger(`source${i}`);
    expect(() => made.logger('one too many')).toThrow(/put what varies into fields/);
  });
});

describe('the default log', () => {
  beforeEach(() => setDefaultLog(undefined));

  test('keeps what is said before a hub is installed, and gives it the hub’s thresholds and time', () => {
    const log = logger('early');
    log.info('kept', { n: 1 });
    log.debug('not kept');
    expect([log.enabled('info'), log.enabled('debug')]).toEqual([true, false]);
    logger('noisy').info('below the threshold of the hub');
    const { hub: made, reporter } = hub('*:info,noisy:error');
    setDefaultLog(made);
    log.info('direct');
    expect(reporter.records.map(({ message }) => message)).toEqual(['kept', 'direct']);
    expect(reporter.records[0]).toEqual({
      time: clock.wall(),
      level: 'info',
      source: 'early',
      message: 'kept',
      fields: { n: 1 },
    });
  });

  test('what does not fit is dropped and told', () => {
    for (let i = 0; i < 300; i++) logger('flood').warn(`${i}`);
    const { hub: made, reporter } = hub();
    setDefaultLog(made);
    expect(reporter.records.length).toBe(257);
    expect(reporter.records.at(-1)).toMatchObject({ source: 'log', level: 'warn', fields: { dropped: 44 } });
  });

  test('loggers made earlier follow another hub', () => {
    const log = logger('moving');
    const [first, second] = [hub(), hub()];
    setDefaultLog(first.hub);
    log.info('one');
    setDefaultLog(second.hub);
    log.info('two');
    expect(first.reporter.records.map(({ message }) => message)).toEqual(['one']);
    expect(second.reporter.records.map(({ message }) => message)).toEqual(['two']);
  });
});

describe('formatRecord', () => {
  const base: LogRecord = { time: Date.UTC(2026, 0, 2, 3, 4, 5, 678), level: 'info', source: 'tcp', message: 'closed' };

  test('time, level, source, message, fields', () => {
    const fields = {
      port: 80,
      peer: '192.0.2.1',
      reason: 'by peer',
      none: null,
      skipped: undefined,
      quote: 'a"b\\c',
      empty: '',
    };
    expect(formatRecord({ ...base, fields })).toBe(
      '2026-01-02T03:04:05.678Z info  tcp: closed port=80 peer=192.0.2.1 reason="by peer" none=null quote="a\\"b\\\\c" empty=""',
    );
    expect(formatRecord({ ...base, level: 'error' })).toBe('2026-01-02T03:04:05.678Z error tcp: closed');
    expect(formatRecord(base, { colour: true })).toContain('\u001b[32minfo \u001b[0m');
    expect(formatRecord({ ...base, time: NaN })).toBe('NaN info  tcp: closed');
  });

  test('times are as Date has them', () => {
    const at = (time: number): string => formatRecord({ ...base, time }).slice(0, 24);
    for (let time = -62_167_219_200_000; time < 253_402_300_800_000; time += 86_400_000 * 97.37)
      expect(at(time)).toBe(new Date(time).toISOString());
    for (let day = -800; day < 800; day++) {
      const time = Date.UTC(2000, 1, 28) + day * 86_400_000 + 86_399_999;
      expect(at(time)).toBe(new Date(time).toISOString());
    }
    for (const time of [253_402_300_800_000, -62_167_219_200_001, Infinity, -1e17])
      expect(formatRecord({ ...base, time })).toBe(`${time} info  tcp: closed`);
  });

  test('a line cannot be forged', () => {
    const attack = 'x\n2026-01-02T03:04:05.678Z error auth: admin logged in\r\u001b[2K\u2028\u202e';
    const line = formatRecord({ ...base, message: attack, source: attack, fields: { [attack]: attack } });
    expect(line).not.toMatch(/[\p{Cc}\u2028\u202e]/u);
    expect(line).toContain('\\n');
    expect(line).toContain('\\u{1b}');
  });

  test('whatever the record holds, it is one bounded line of printable, well-formed text', () => {
    const hostile = fc.string({ unit: 'binary', maxLength: 60 });
    const code = fc
      .array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 40 })
      .map((units) => String.fromCharCode(...units));
    const anything = fc.oneof(hostile, code);
    fc.assert(
      fc.property(
        anything,
        anything,
        fc.dictionary(anything, anything),
        fc.double(),
        (source, message, fields, time) => {
          const line = formatRecord({ time, level: 'warn', source, message, fields });
          expect(line).not.toMatch(/[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]/u);
          expect(new TextDecoder().decode(new TextEncoder().encode(line))).toBe(line);
          expect(line.length).toBeLessThan(8 * MAXIMUM_LINE);
        },
      ),
    );
    const huge = formatRecord({ ...base, message: 'y'.repeat(1e6), fields: { a: 'z'.repeat(1e6) } });
    expect(huge.length).toBeLessThan(MAXIMUM_LINE + 100);
  });
});

describe('reporters', () => {
  const say = (reporter: Reporter, source: string, message: string) =>
    reporter.report({ time: 0, level: 'info', source, message });

  test('MemoryReporter is a ring', () => {
    const memory = new MemoryReporter(3);
    for (let i = 0; i < 8; i++) say(memory, 'a', `${i}`);
    expect(memory.records.map(({ message }) => message)).toEqual(['5', '6', '7']);
    expect(memory.dropped).toBe(5);
    memory.clear();
    say(memory, 'a', 'again');
    expect(memory.records.length).toBe(1);
    expect(() => new MemoryReporter(0)).toThrow(RangeError);
  });

  test('ConsoleReporter writes a line at a time', () => {
    const writes: string[] = [];
    say(new ConsoleReporter({ write: (text) => void writes.push(text) }), 'a', 'two\nlines');
    expect(writes).toEqual(['1970-01-01T00:00:00.000Z info  a: two\\nlines\n']);
  });

  test('TeeReporter goes on after one that throws', () => {
    const memory = new MemoryReporter();
    const tee = new TeeReporter(throwing, memory);
    say(tee, 'a', 'b');
    expect([memory.records.length, tee.failedReports]).toEqual([1, 1]);
  });

  test('RateLimitedReporter suppresses, tells how many when the period ends, and starts anew', async () => {
    const clock = new VirtualClock();
    const memory = new MemoryReporter();
    const limited = new RateLimitedReporter(memory, { clock, records: 2, period: 1000 });
    for (let i = 0; i < 10; i++) say(limited, 'noisy', `${i}`);
    say(limited, 'quiet', 'heard');
    expect(memory.records.map(({ message }) => message)).toEqual(['0', '1', 'heard']);
    await clock.advance(1000);
    expect(memory.records.at(-1)).toMatchObject({
      source: 'noisy',
      message: '8 records suppressed',
      fields: { suppressed: 8 },
    });
    expect(clock.pending).toBe(0);
    say(limited, 'noisy', 'new period');
    expect(memory.records.at(-1)!.message).toBe('new period');
  });

  test('RateLimitedReporter bounds what it remembers of sources', () => {
    const memory = new MemoryReporter(10_000);
    const clock = new VirtualClock();
    const limited = new RateLimitedReporter(memory, { clock, records: 3 });
    for (let i = 0; i < 5000; i++) say(limited, `source${i}`, 'once');
    expect(memory.records.length).toBe(256 + 3);
    expect(clock.pending).toBe(1);
  });
});
