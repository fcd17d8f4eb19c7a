import { assert, equal, type Suite } from '@morgana/compliance';
import { LEVELS } from './level.js';
import type { Level, Logger, LogRecord, Reporter } from './log.js';

/** A source of loggers, and what comes of what they say. */
export interface LoggerFixture {
  logger(source: string): Logger;
  /** What has been reported so far, oldest first. */
  records(): readonly LogRecord[];
  /** Makes every source report this level and the graver ones. */
  setThreshold(level: Level): void;
}

/** A reporter, alone. */
export interface ReporterFixture {
  readonly reporter: Reporter;
}

/** What every Logger keeps. */
export const loggerCompliance: Suite<LoggerFixture> = [
  {
    name: 'a record holds the level, source, message and fields that were said, and a time',
    async run(setup) {
      const fixture = await setup();
      fixture.setThreshold('debug');
      const log = fixture.logger('compliance');
      equal(log.source, 'compliance', 'source of the logger');
      for (const level of LEVELS) log[level](`${level} said`, { level, count: 3, none: null, yes: true });
      log.info('without fields');
      const records = fixture.records();
      equal(records.length, 5, 'records');
      for (const [i, level] of LEVELS.entries()) {
        const record = records[i]!;
        equal(record.level, level, 'level');
        equal(record.source, 'compliance', 'source');
        equal(record.message, `${level} said`, 'message');
        equal(record.fields?.level, level, 'a text field');
        equal(record.fields?.count, 3, 'a number field');
        equal(record.fields?.none, null, 'a null field');
        equal(record.fields?.yes, true, 'a boolean field');
        assert(Number.isFinite(record.time), `time is ${record.time}`);
      }
      equal(records[4]!.fields, undefined, 'fields where none were given');
    },
  },
  {
    name: 'what is below the threshold is not reported, and enabled says so',
    async run(setup) {
      for (const [threshold, level] of LEVELS.entries()) {
        const fixture = await setup();
        const log = fixture.logger('compliance');
        fixture.setThreshold(level);
        for (const [rank, each] of LEVELS.entries()) {
          equal(log.enabled(each), rank <= threshold, `enabled('${each}') at ${level}`);
          log[each](each);
        }
        equal(
          fixture
            .records()
            .map((record) => record.level)
            .join(),
          LEVELS.slice(0, threshold + 1).join(),
          `levels reported at ${level}`,
        );
      }
    },
  },
  {
    name: 'loggers that exist follow a new threshold',
    async run(setup) {
      const fixture = await setup();
      const log = fixture.logger('compliance');
      for (const level of ['error', 'debug', 'warn'] as const) {
        fixture.setThreshold(level);
        equal(log.enabled('info'), level === 'debug', `info at ${level}`);
      }
    },
  },
  {
    name: 'records keep the order in which several sources spoke',
    async run(setup) {
      const fixture = await setup();
      fixture.setThreshold('info');
      const loggers = ['a', 'b', 'c'].map((source) => fixture.logger(source));
      for (let i = 0; i < 30; i++) loggers[i % 3]!.info(`${i}`);
      equal(
        fixture
          .records()
          .map((record) => record.message)
          .join(),
        Array.from({ length: 30 }, (_, i) => i).join(),
      );
    },
  },
];

/** What every Reporter keeps: whatever a record holds, it does not throw. */
export const reporterCompliance: Suite<ReporterFixture> = [
  {
    name: 'takes every level, with and without fields',
    async run(setup) {
      const { reporter } = await setup();
      for (const level of LEVELS) {
        reporter.report({ time: 0, level, source: 'compliance', message: 'plain' });
        const fields = { text: 'a b', number: -1.5, yes: true, none: null, missing: undefined };
        reporter.report({ time: 1e12, level, source: 'compliance', message: 'with fields', fields });
      }
    },
  },
  {
    name: 'takes hostile text and times',
    async run(setup) {
      const { reporter } = await setup();
      const texts = ['', '\n\r\u0000\u001b[2J', '\ud800', '\udfff', '"\\=', '\u2028\u202e', 'x'.repeat(100_000)];
      for (const text of texts) {
        reporter.report({ time: 0, level: 'info', source: text, message: text, fields: { [text]: text, key: text } });
      }
      for (const time of [NaN, Infinity, -Infinity, -1, 8.64e15, 8.64e15 + 1, 1e300]) {
        reporter.report({ time, level: 'info', source: 'compliance', message: 'strange time' });
      }
      const fields = Object.fromEntries(Array.from({ length: 5000 }, (_, i) => [`key${i}`, i]));
      reporter.report({ time: 0, level: 'info', source: 'compliance', message: 'many fields', fields });
    },
  },
  {
    name: 'takes a flood',
    async run(setup) {
      const { reporter } = await setup();
      for (let i = 0; i < 20_000; i++) {
        reporter.report({ time: i, level: 'info', source: `source${i % 2000}`, message: 'flood', fields: { i } });
      }
    },
  },
];
