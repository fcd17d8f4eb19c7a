import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ArgumentSpecs } from './arguments.js';
import { checkArgumentSpecs, parseArguments } from './parse.js';

const SPECS = {
  port: { type: 'number', default: 80, min: 1, max: 65535, help: 'TCP port.' },
  ratio: { type: 'number', fraction: true, help: 'A fraction.' },
  offset: { type: 'number', max: 0, help: 'Below zero.' },
  level: { type: 'number', min: 3, help: 'From three.' },
  greeting: { type: 'string', default: 'hello', help: 'What is said.' },
  name: {
    type: 'string',
    short: 'n',
    help: 'Lower case.',
    check: (text) => {
      if (text !== text.toLowerCase()) throw new Error(`"${text}" is not lower case`);
    },
  },
  verbose: { type: 'boolean', short: 'v', help: 'Says more.' },
  cache: { type: 'boolean', default: true, help: 'Keeps answers.' },
} as const satisfies ArgumentSpecs;

function values(...commandLine: string[]) {
  const parsed = parseArguments(SPECS, commandLine);
  if (parsed.kind !== 'values') throw new Error(parsed.kind === 'error' ? parsed.message : parsed.kind);
  return parsed.values;
}

function error(...commandLine: string[]): string {
  const parsed = parseArguments(SPECS, commandLine);
  if (parsed.kind !== 'error') throw new Error(`${JSON.stringify(commandLine)} was taken: ${JSON.stringify(parsed)}`);
  return parsed.message;
}

describe('boot arguments that are right', () => {
  test('have their defaults where nothing is given', () => {
    expect(values()).toEqual({
      port: 80,
      ratio: undefined,
      offset: undefined,
      level: undefined,
      greeting: 'hello',
      name: undefined,
      verbose: false,
      cache: true,
    });
  });

  test('have types without undefined where there is a default', () => {
    const { port, name, cache } = values();
    const typed: [number, string | undefined, boolean] = [port, name, cache];
    expect(typed).toEqual([80, undefined, true]);
  });

  test.each([
    [['--port=8080'], 'port', 8080],
    [['--port', '8080'], 'port', 8080],
    [['--port=0x1F90'], 'port', 8080],
    [['--ratio=-0.5'], 'ratio', -0.5],
    [['--offset', '-5'], 'offset', -5],
    [['--greeting='], 'greeting', ''],
    [['--greeting=a=b'], 'greeting', 'a=b'],
    [['--greeting', '-'], 'greeting', '-'],
    [['--verbose'], 'verbose', true],
    [['--verbose=false'], 'verbose', false],
    [['--cache=false'], 'cache', false],
    [['-v'], 'verbose', true],
    [['-n', 'ada'], 'name', 'ada'],
    [['-nada'], 'name', 'ada'],
    [['-n=ada'], 'name', 'ada'],
  ] as const)('%j', (commandLine, name, value) => {
    expect(values(...commandLine)[name]).toBe(value);
  });

  test('--help wins, whatever else is wrong', () => {
    expect(parseArguments(SPECS, ['--nonsense', '--help'])).toEqual({ kind: 'help' });
    expect(parseArguments(SPECS, ['-h'])).toEqual({ kind: 'help' });
  });
});

describe('boot arguments that are wrong get one clear message', () => {
  test.each([
    [['--prot=80'], 'unknown boot argument --prot; did you mean --port?'],
    [['--hlep'], 'unknown boot argument --hlep; did you mean --help?'],
    [['--verbsoe'], 'unknown boot argument --verbsoe; did you mean --verbose?'],
    [['--entirely-else'], 'unknown boot argument --entirely-else'],
    [['-x'], 'unknown boot argument -x'],
    [['80'], 'unexpected "80": a boot argument is --name=value'],
    [['--'], 'unknown boot argument --'],
    [['--port'], '--port needs a value: --port=NUMBER'],
    [['--port', '--verbose'], '--port needs a value: --port=NUMBER'],
    [['--port='], '--port: "" is not a number'],
    [['--port=80a'], '--port: "80a" is not a number'],
    [['--port=1e3'], '--port: "1e3" is not a number'],
    [['--port=Infinity'], '--port: "Infinity" is not a number'],
    [['--port=80.5'], '--port: 80.5 is not a whole number'],
    [['--port=0'], '--port: 0 is out of range, 1 to 65535'],
    [['--port=65536'], '--port: 65536 is out of range, 1 to 65535'],
    [['--offset=1'], '--offset: 1 is too large, 0 is the most'],
    [['--level=2'], '--level: 2 is too small, 3 is the least'],
    [['--port=1', '--port=1'], '--port is given twice'],
    [['-v', '--verbose'], '--verbose is given twice'],
    [['--verbose=yes'], '--verbose: "yes" is neither true nor false'],
    [['--name=Ada'], '--name: "Ada" is not lower case'],
    [['--a=1', '--port=x'], 'unknown boot argument --a'],
  ])('%j', (commandLine, message) => {
    expect(error(...commandLine)).toBe(message);
  });

  test('without control characters, and cut', () => {
    expect(error('--\u001b[31mred')).toBe('unknown boot argument --\\u{1b}[31mred');
    expect(error(`--${'x'.repeat(5000)}`).length).toBeLessThan(100);
  });

  test('for names that objects have anyway', () => {
    for (const name of ['__proto__', 'constructor', 'toString', 'hasOwnProperty']) {
      expect(error(`--${name}=1`)).toContain('unknown boot argument');
    }
  });
});

describe('any command line', () => {
  const plausible = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc
      .tuple(
        fc.constantFrom('--', '-', ''),
        fc.constantFrom(...Object.keys(SPECS), 'n', 'v', 'log', '__proto__'),
        fc.constantFrom('', '=', '==', ' '),
        fc.string({ unit: 'binary' }),
      )
      .map((parts) => parts.join('')),
    fc.constantFrom('--port', '80', '-5', '--', '-', '--=', '-n', '--help='),
  );

  test('is values, help or an error of one printable line', () => {
    fc.assert(
      fc.property(fc.array(plausible, { maxLength: 12 }), (commandLine) => {
        const parsed = parseArguments(SPECS, commandLine);
        if (parsed.kind === 'values') {
          expect(Object.keys(parsed.values)).toEqual(Object.keys(SPECS));
          expect(parsed.values.port).toSatisfy((port: number) => Number.isInteger(port) && port >= 1 && port <= 65535);
        } else if (parsed.kind === 'error') {
          // The check's own message quotes the text, which is the check's business.
          if (!parsed.message.startsWith('--name: ')) expect(parsed.message).not.toMatch(/\p{Cc}|[\u2028-\u202e]/u);
          expect(parsed.message.length).toBeLessThan(2000);
        }
      }),
      { numRuns: 3000 },
    );
  });

  test('that is made of values comes back as those values', () => {
    const given = fc.record({
      port: fc.integer({ min: 1, max: 65535 }),
      greeting: fc.string({ unit: 'binary' }),
      verbose: fc.boolean(),
    });
    fc.assert(
      fc.property(given, fc.boolean(), (expected, joined) => {
        const commandLine = joined
          ? [`--port=${expected.port}`, `--greeting=${expected.greeting}`]
          : ['--port', String(expected.port), `--greeting=${expected.greeting}`];
        commandLine.push(`--verbose=${expected.verbose}`);
        expect(values(...commandLine)).toMatchObject(expected);
      }),
    );
  });

  test('costs no more than its length', () => {
    const started = performance.now();
    const long = Array.from({ length: 10_000 }, (_, i) => `--${'a'.repeat(40)}${i}`);
    expect(parseArguments(SPECS, long).kind).toBe('error');
    expect(parseArguments(SPECS, [`--name=${'a'.repeat(5_000_000)}`]).kind).toBe('values');
    expect(performance.now() - started).toBeLessThan(2000);
  });
});

describe('specs that contradict themselves', () => {
  test.each<[string, ArgumentSpecs, string]>([
    ['a bad name', { Port: { type: 'number', help: '' } }, 'a name is lower-case letters'],
    ['the name help', { help: { type: 'boolean', help: '' } }, 'every appliance has it already'],
    [
      'two equal short forms',
      { a: { type: 'boolean', short: 'x', help: '' }, b: { type: 'boolean', short: 'x', help: '' } },
      'both -x',
    ],
    ['the short form of help', { host: { type: 'string', short: 'h', help: '' } }, '"help" and "host" are both -h'],
    ['a short form of two letters', { host: { type: 'string', short: 'ho', help: '' } }, 'is no letter'],
    ['a default out of range', { port: { type: 'number', default: 0, min: 1, help: '' } }, 'its default will not do'],
    ['a type that is none', { port: { type: 'integer', help: '' } as never }, 'type "integer"'],
  ])('%s', (_name, specs, message) => {
    expect(() => checkArgumentSpecs(specs)).toThrow(message);
  });
});
