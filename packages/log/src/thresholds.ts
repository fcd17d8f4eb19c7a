import { LEVELS, rank, type Threshold } from './level.js';

/** Characters and rules that a specification may have: it comes from a boot argument. */
const MAXIMUM_LENGTH = 4096;
const MAXIMUM_RULES = 256;

/** Names of sources: what a pattern is made of. */
const CHARACTERS = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-';
/** Parts with dots between them. */
const isName = (text: string): boolean =>
  text.split('.').every((part) => part !== '' && [...part].every((character) => CHARACTERS.includes(character)));

interface Rule {
  /** Without "*" and ".*"; '' for "*". */
  readonly name: string;
  readonly isPrefix: boolean;
  readonly threshold: Threshold;
}

/** Which level each source speaks at; made by `parseThresholds`. */
export interface Thresholds {
  /** As it was written. */
  readonly text: string;
  readonly rules: readonly Rule[];
}

/**
 * Parses "*:info,tcp:debug": rules `pattern:level` separated by commas. A pattern is `*` (every source), `tcp` (that
 * source) or `tcp.*` (it and all below it: `tcp.timer`). A level alone is one for `*`. Levels: off, error, warn, info,
 * debug. The most exact pattern counts, of equal ones the last; where none fits it is info.
 * @throws {Error} with one line that says what is wrong where
 */
export function parseThresholds(text: string): Thresholds {
  if (text.length > MAXIMUM_LENGTH) throw new Error(`log levels: ${text.length} characters, at most ${MAXIMUM_LENGTH}`);
  const rules: Rule[] = [];
  for (const part of text.split(',')) {
    const rule = part.trim();
    if (rule === '') {
      if (text.trim() === '') break;
      throw new Error(`log levels "${text}": an empty rule; write pattern:level, separated by single commas`);
    }
    if (rules.length === MAXIMUM_RULES) throw new Error(`log levels: more than ${MAXIMUM_RULES} rules`);
    rules.push(parseRule(rule, text));
  }
  return { text, rules };
}

function parseRule(rule: string, text: string): Rule {
  const colon = rule.lastIndexOf(':');
  const pattern = colon < 0 ? '*' : rule.slice(0, colon).trim();
  const level = colon < 0 ? rule : rule.slice(colon + 1).trim();
  if (level !== 'off' && !LEVELS.includes(level as never)) {
    throw new Error(`log levels "${text}": "${level}" is no level; use off, ${LEVELS.join(', ')}`);
  }
  const threshold = level as Threshold;
  if (pattern === '*') return { name: '', isPrefix: true, threshold };
  const isPrefix = pattern.endsWith('.*');
  const name = isPrefix ? pattern.slice(0, -2) : pattern;
  if (!isName(name)) {
    throw new Error(`log levels "${text}": "${pattern}" is no pattern; use *, a source such as tcp, or tcp.*`);
  }
  return { name, isPrefix, threshold };
}

/** The rank of the least grave level at which `source` is heard; -1 when none is. */
export function thresholdFor({ rules }: Thresholds, source: string): number {
  let best: Rule | undefined;
  for (const rule of rules) {
    if (fits(rule, source) && (best === undefined || exactness(rule) >= exactness(best))) best = rule;
  }
  return rank(best === undefined ? 'info' : best.threshold);
}

function fits({ name, isPrefix }: Rule, source: string): boolean {
  if (name === source || name === '') return true;
  return isPrefix && source.length > name.length && source.startsWith(name) && source[name.length] === '.';
}

/** An exact name beats every prefix that fits the same source; a longer prefix beats a shorter one. */
function exactness({ name, isPrefix }: Rule): number {
  return isPrefix ? name.length : Infinity;
}
