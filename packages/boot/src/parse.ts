import type { ArgumentSpec, ArgumentSpecs, ArgumentValues } from './arguments.js';
import { nearest } from './nearest.js';
import { printable } from './printable.js';

/** Exit status of a wrong boot argument: EX_USAGE of BSD's sysexits.h. */
export const EXIT_USAGE = 64;

/** What a command line came to: values, a request for `--help`, or the one message that says what is wrong with it. */
export type ParsedArguments<Specs extends ArgumentSpecs> =
  | { readonly kind: 'values'; readonly values: ArgumentValues<Specs> }
  | { readonly kind: 'help' }
  | { readonly kind: 'error'; readonly message: string };

type Value = string | number | boolean;

/**
 * Reads boot arguments: `--name=value`, `--name value`, `--flag`, `--flag=false`, and `-x value` for a `short` form.
 * `--help` and `-h` win over everything that is wrong beside them. The specs are trusted (`checkArgumentSpecs`), the
 * command line is not: whatever it holds, the result is a value and never an exception.
 */
export function parseArguments<const Specs extends ArgumentSpecs>(
  specs: Specs,
  commandLine: readonly string[],
): ParsedArguments<Specs> {
  const given = new Map<string, Value>();
  let error: string | undefined;
  for (let i = 0; i < commandLine.length; i++) {
    const token = commandLine[i]!;
    if (token === '--help' || token === '-h') return { kind: 'help' };
    if (error !== undefined) continue;

    const named = splitToken(specs, token);
    if (typeof named === 'string') {
      error = named;
      continue;
    }
    const { name, spec } = named;
    let text = named.text;
    if (text === undefined && spec.type !== 'boolean') {
      const next = commandLine[i + 1];
      // "-5" and "-" are values; "--port" where a value is due is the next argument, and the value was forgotten.
      if (next === undefined || next.startsWith('--') || next === '-h') {
        error = `--${name} needs a value: --${name}=${placeholder(spec)}`;
        continue;
      }
      text = next;
      i++;
    }
    if (given.has(name)) {
      error = `--${name} is given twice`;
      continue;
    }
    const read = readValue(spec, text);
    if (read.problem !== undefined) error = `--${name}: ${read.problem}`;
    else given.set(name, read.value);
  }
  if (error !== undefined) return { kind: 'error', message: error };

  const values: Record<string, Value | undefined> = {};
  for (const name of Object.keys(specs)) values[name] = given.get(name) ?? defaultOf(specs[name]!);
  return { kind: 'values', values: values as ArgumentValues<Specs> };
}

/** "ADDRESS/BITS": what `--help` shows in the place of a value. */
export function placeholder(spec: ArgumentSpec): string {
  return spec.value ?? (spec.type === 'number' ? 'NUMBER' : spec.type === 'boolean' ? 'true|false' : 'TEXT');
}

// No regular expressions here, and no tables of Unicode's cases: what makes them work would be a fifth of a small image.
export const LOWER_CASE = 'abcdefghijklmnopqrstuvwxyz';
export const UPPER_CASE = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';
const LETTERS = LOWER_CASE + UPPER_CASE;
const DIGITS = '0123456789';

/** Whether a text is not empty, and of these characters. */
const consistsOf = (text: string, characters: string): boolean =>
  text !== '' && [...text].every((character) => characters.includes(character));

const isName = (text: string): boolean =>
  consistsOf(text.slice(0, 1), LOWER_CASE) && consistsOf(text, `${LOWER_CASE}${DIGITS}-`);

/** @throws {TypeError} when specs contradict themselves: the programmer's mistake, not the user's */
export function checkArgumentSpecs(specs: ArgumentSpecs): void {
  const shorts = new Map<string, string>([['h', 'help']]);
  for (const [name, spec] of Object.entries(specs)) {
    if (!isName(name)) {
      throw new TypeError(`boot argument "${name}": a name is lower-case letters, digits and dashes, a letter first`);
    }
    if (name === 'help') throw new TypeError('boot argument "help": every appliance has it already');
    if (spec.short !== undefined) {
      const other = shorts.get(spec.short);
      if (spec.short.length !== 1 || !consistsOf(spec.short, LETTERS))
        throw new TypeError(`boot argument "${name}": short "${spec.short}" is no letter`);
      if (other !== undefined) throw new TypeError(`boot arguments "${other}" and "${name}" are both -${spec.short}`);
      shorts.set(spec.short, name);
    }
    if (spec.type === 'string') {
      if (spec.default !== undefined) problemToError(name, readValue(spec, spec.default).problem);
    } else if (spec.type === 'number') {
      if (spec.default !== undefined) problemToError(name, numberProblem(spec, spec.default));
    } else if (spec.type !== 'boolean') {
      const type = String((spec as { type: unknown }).type);
      throw new TypeError(`boot argument "${name}": type "${type}" is none of string, number, boolean`);
    }
  }
}

function problemToError(name: string, problem: string | undefined): void {
  if (problem !== undefined) throw new TypeError(`boot argument "${name}": its default will not do: ${problem}`);
}

interface NamedToken {
  readonly name: string;
  readonly spec: ArgumentSpec;
  readonly text: string | undefined;
}

function splitToken(specs: ArgumentSpecs, token: string): NamedToken | string {
  if (token.startsWith('--') && token.length > 2) {
    const equals = token.indexOf('=');
    const name = equals < 0 ? token.slice(2) : token.slice(2, equals);
    if (Object.hasOwn(specs, name)) {
      return { name, spec: specs[name]!, text: equals < 0 ? undefined : token.slice(equals + 1) };
    }
    const guess = nearest(name, ['help', ...Object.keys(specs)]);
    return `unknown boot argument --${printable(name)}${guess === undefined ? '' : `; did you mean --${guess}?`}`;
  }
  if (token.startsWith('-') && token.length > 1) {
    for (const name of Object.keys(specs)) {
      const spec = specs[name]!;
      if (spec.short !== undefined && token[1] === spec.short) {
        // "-l debug", "-ldebug" and "-l=debug" are the same, as in getopt and in what people try.
        const rest = token[2] === '=' ? token.slice(3) : token.slice(2);
        return { name, spec, text: token.length === 2 ? undefined : rest };
      }
    }
    return `unknown boot argument ${printable(token)}`;
  }
  return `unexpected "${printable(token)}": a boot argument is --name=value`;
}

type Read = { readonly value: Value; readonly problem?: undefined } | { readonly problem: string };

function readValue(spec: ArgumentSpec, text: string | undefined): Read {
  if (spec.type === 'boolean') {
    if (text === undefined || text === 'true') return { value: true };
    if (text === 'false') return { value: false };
    return { problem: `"${printable(text)}" is neither true nor false` };
  }
  const given = text ?? '';
  if (spec.type === 'number') {
    const value = readNumber(given);
    if (value === undefined) return { problem: `"${printable(given)}" is not a number` };
    const problem = numberProblem(spec, value);
    return problem === undefined ? { value } : { problem };
  }
  if (spec.check !== undefined) {
    try {
      spec.check(given);
    } catch (error) {
      return { problem: error instanceof Error ? error.message : String(error) };
    }
  }
  return { value: given };
}

/** Decimal digits with a sign and a fraction, or hexadecimal ones behind 0x. */
function isNumber(text: string): boolean {
  if (text.startsWith('0x') || text.startsWith('0X')) return consistsOf(text.slice(2), `${DIGITS}abcdefABCDEF`);
  const signed = text.startsWith('+') || text.startsWith('-');
  const parts = text.slice(signed ? 1 : 0).split('.');
  return parts.length <= 2 && parts.every((part) => consistsOf(part, DIGITS));
}

function readNumber(text: string): number | undefined {
  if (!isNumber(text)) return undefined;
  const value = Number(text);
  return Number.isFinite(value) ? value : undefined;
}

function numberProblem(
  spec: { readonly fraction?: boolean; readonly min?: number; readonly max?: number },
  value: number,
): string | undefined {
  if (spec.fraction !== true && !Number.isSafeInteger(value)) return `${value} is not a whole number`;
  const { min, max } = spec;
  if (min !== undefined && max !== undefined && (value < min || value > max)) {
    return `${value} is out of range, ${min} to ${max}`;
  }
  if (min !== undefined && value < min) return `${value} is too small, ${min} is the least`;
  if (max !== undefined && value > max) return `${value} is too large, ${max} is the most`;
  return undefined;
}

function defaultOf(spec: ArgumentSpec): Value | undefined {
  return spec.type === 'boolean' ? (spec.default ?? false) : spec.default;
}
