import type { Fields, Level, LogRecord } from './log.js';

/** Characters in one line of a record; the rest is cut off and counted. */
export const MAXIMUM_LINE = 8192;

/** What a value or key can be without quotes. */
const QUOTED = '"\'=\\';
/** What needs no quotes. */
const isBare = (text: string): boolean =>
  text !== '' && [...text].every((character) => character.trim() !== '' && !QUOTED.includes(character));

const COLOURS: Readonly<Record<Level, string>> = { error: '31', warn: '33', info: '32', debug: '90' };

export interface FormatOptions {
  /** Colours the level with ANSI escapes (ECMA-48 SGR). */
  readonly colour?: boolean;
}

/**
 * One line, without "\n": `2026-01-02T03:04:05.678Z info  tcp: connection closed port=80 reason="by peer"`.
 *
 * Whatever the record holds, it is one line of printable characters: others are written as \n, \t, \u{1b}. Keys and
 * values with spaces, quotes, backslashes or "=" are quoted; the message is not, so keep what comes from outside in fields.
 */
export function formatRecord(record: LogRecord, options: FormatOptions = {}): string {
  const name = record.level.padEnd(5);
  const level = options.colour === true ? `\u001b[${COLOURS[record.level]}m${name}\u001b[0m` : name;
  let line = `${escapeUnsafe(bounded(record.source))}: ${escapeUnsafe(bounded(record.message))}`;
  if (record.fields !== undefined) line += formatFields(record.fields);
  if (line.length > MAXIMUM_LINE) line = `${line.slice(0, MAXIMUM_LINE)}... (${line.length - MAXIMUM_LINE} more)`;
  return `${formatTime(record.time)} ${level} ${escapeUnsafe(line)}`;
}

function formatFields(fields: Fields): string {
  let text = '';
  for (const key of Object.keys(fields)) {
    const value = fields[key];
    if (value === undefined) continue;
    text += ` ${quoted(key)}=${typeof value === 'string' ? quoted(value) : String(value)}`;
    if (text.length > 2 * MAXIMUM_LINE) break;
  }
  return text;
}

function quoted(text: string): string {
  const cut = bounded(text);
  const escaped = escapeUnsafe(cut);
  if (escaped === cut && isBare(cut)) return cut;
  return `"${escapeUnsafe(cut.replaceAll('\\', '\\\\').replaceAll('"', '\\"'))}"`;
}

/** What is longer than a line is cut before it is worked on, so that a huge text costs no more than a long one. */
function bounded(text: string): string {
  return text.length > MAXIMUM_LINE ? `${text.slice(0, MAXIMUM_LINE)}... (${text.length - MAXIMUM_LINE} more)` : text;
}

/**
 * Writes characters that a terminal or an editor acts on as escapes, for with them a text from outside could forge or hide
 * lines: controls (C0, DEL, C1), line and paragraph separators, marks that turn or hide text (bidirectional, zero-width,
 * BOM), and lone surrogates, which have no UTF-8.
 */
function escapeUnsafe(text: string): string {
  let escaped = '';
  let start = 0;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if (unit >= 0x20 && unit < 0x7f) continue;
    if (isHighSurrogate(unit) && isLowSurrogate(text.charCodeAt(i + 1))) i++;
    else if (isUnsafe(unit)) {
      escaped += text.slice(start, i) + escapeOf(unit);
      start = i + 1;
    }
  }
  return start === 0 ? text : escaped + text.slice(start);
}

function isUnsafe(unit: number): boolean {
  if (unit < 0xa0) return unit < 0x20 || unit >= 0x7f;
  return (
    unit === 0x061c ||
    (unit >= 0x200b && unit <= 0x200f) ||
    (unit >= 0x2028 && unit <= 0x202e) ||
    (unit >= 0x2060 && unit <= 0x2069) ||
    (unit >= 0xd800 && unit <= 0xdfff) ||
    unit === 0xfeff
  );
}

function isHighSurrogate(unit: number): boolean {
  return unit >= 0xd800 && unit <= 0xdbff;
}

function isLowSurrogate(unit: number): boolean {
  return unit >= 0xdc00 && unit <= 0xdfff;
}

function escapeOf(unit: number): string {
  switch (unit) {
    case 0x09:
      return '\\t';
    case 0x0a:
      return '\\n';
    case 0x0d:
      return '\\r';
    default:
      return `\\u{${unit.toString(16)}}`;
  }
}

const DAY = 86_400_000;
/** Days of 400 years. */
const CYCLE = 146_097;

/**
 * Milliseconds since 1970 in ISO 8601, UTC, as Date has it, which a small image need not link for this; a clock that is out of the
 * years 0 to 9999 shows as the number.
 */
function formatTime(time: number): string {
  const whole = Math.trunc(time);
  const days = Math.floor(whole / DAY);
  const rest = whole - days * DAY;
  // a year that begins in March, so that the odd day of a leap year is its last; counted from the year 0
  const day = days + 719_468;
  const cycle = Math.floor(day / CYCLE);
  const ofCycle = day - cycle * CYCLE;
  const yearOfCycle = Math.floor(
    (ofCycle - Math.floor(ofCycle / 1460) + Math.floor(ofCycle / 36_524) - Math.floor(ofCycle / 146_096)) / 365,
  );
  const ofYear = ofCycle - (365 * yearOfCycle + Math.floor(yearOfCycle / 4) - Math.floor(yearOfCycle / 100));
  const shifted = Math.floor((5 * ofYear + 2) / 153);
  const month = shifted < 10 ? shifted + 3 : shifted - 9;
  const year = yearOfCycle + cycle * 400 + (month <= 2 ? 1 : 0);
  if (!(year >= 0 && year <= 9999)) return String(time);
  const digits = (n: number, count: number): string => String(Math.floor(n)).padStart(count, '0');
  const date = `${digits(year, 4)}-${digits(month, 2)}-${digits(ofYear - Math.floor((153 * shifted + 2) / 5) + 1, 2)}`;
  const clock = `${digits(rest / 3_600_000, 2)}:${digits((rest / 60_000) % 60, 2)}:${digits((rest / 1000) % 60, 2)}`;
  return `${date}T${clock}.${digits(rest % 1000, 3)}Z`;
}
