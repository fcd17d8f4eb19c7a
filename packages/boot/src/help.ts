import type { ArgumentSpec, ArgumentSpecs } from './arguments.js';
import { LOWER_CASE, placeholder, UPPER_CASE } from './parse.js';

const COLUMNS = 80;
/** An argument longer than this puts its help on the next line. */
const WIDEST_ARGUMENT = 26;

const DEFAULT_GROUP = 'application';
const HELP_ITSELF = '  -h, --help';

/**
 * The text of `--help`, in lines of at most 80 columns: the application's group first, the others in the order in which
 * they are first named.
 */
export function renderHelp(name: string, description: string | undefined, specs: ArgumentSpecs): string {
  const groups = new Map<string, [string, ArgumentSpec][]>();
  groups.set(DEFAULT_GROUP, []);
  for (const [argument, spec] of Object.entries(specs)) {
    const group = spec.group ?? DEFAULT_GROUP;
    const members = groups.get(group);
    if (members === undefined) groups.set(group, [[argument, spec]]);
    else members.push([argument, spec]);
  }

  const left = new Map<string, string>();
  let width = 0;
  for (const [argument, spec] of Object.entries(specs)) {
    const text = usageOf(argument, spec);
    left.set(argument, text);
    if (text.length <= WIDEST_ARGUMENT) width = Math.max(width, text.length);
  }
  width = Math.max(width, HELP_ITSELF.length);

  const lines: string[] = [];
  lines.push(...wrap(description === undefined || description === '' ? name : `${name} - ${description}`, '', ''));
  lines.push('', `Usage: ${name} [BOOT ARGUMENTS]`);
  for (const [group, members] of groups) {
    if (members.length === 0) continue;
    lines.push('', `${capital(group)}:`);
    for (const [argument, spec] of members) lines.push(...entry(left.get(argument)!, helpOf(spec), width));
  }
  lines.push('', ...entry(HELP_ITSELF, 'Shows this text and ends.', width));
  return `${lines.join('\n')}\n`;
}

function usageOf(name: string, spec: ArgumentSpec): string {
  const short = spec.short === undefined ? '    ' : `-${spec.short}, `;
  return `  ${short}--${name}${spec.type === 'boolean' ? '' : `=${placeholder(spec)}`}`;
}

/** With a first letter that is large, where it is one of ASCII. */
function capital(text: string): string {
  const at = LOWER_CASE.indexOf(text.slice(0, 1));
  return text === '' || at < 0 ? text : `${UPPER_CASE[at]}${text.slice(1)}`;
}

function helpOf(spec: ArgumentSpec): string {
  const ends = ['.', '!', '?'].some((mark) => spec.help.endsWith(mark));
  const parts = [ends ? spec.help : `${spec.help}.`];
  if (spec.type === 'number' && spec.min !== undefined && spec.max !== undefined) {
    parts.push(`${spec.min} to ${spec.max}.`);
  }
  if (spec.default !== undefined && spec.default !== false && spec.default !== '') {
    parts.push(`Default: ${spec.default}`);
  }
  return parts.join(' ');
}

function entry(left: string, help: string, width: number): string[] {
  const indent = ' '.repeat(width + 2);
  if (left.length > width) return [left, ...wrap(help, indent, indent)];
  return wrap(help, left.padEnd(width + 2), indent);
}

function wrap(text: string, first: string, rest: string): string[] {
  const lines: string[] = [];
  let line = first;
  let empty = true;
  for (const piece of text.replaceAll('\n', ' ').split(' ')) {
    const word = piece.trim();
    if (word === '') continue;
    if (!empty && line.length + 1 + word.length > COLUMNS) {
      lines.push(line);
      line = rest;
      empty = true;
    }
    line += empty ? word : ` ${word}`;
    empty = false;
  }
  lines.push(line.trimEnd());
  return lines;
}
