import type { ArgumentSpec, ArgumentSpecs } from './arguments.js';
import { placeholder } from './parse.js';

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
    lines.push('', `${group[0]!.toUpperCase()}${group.slice(1)}:`);
    for (const [argument, spec] of members) lines.push(...entry(left.get(argument)!, helpOf(spec), width));
  }
  lines.push('', ...entry(HELP_ITSELF, 'Shows this text and ends.', width));
  return `${lines.join('\n')}\n`;
}

function usageOf(name: string, spec: ArgumentSpec): string {
  const short = spec.short === undefined ? '    ' : `-${spec.short}, `;
  return `  ${short}--${name}${spec.type === 'boolean' ? '' : `=${placeholder(spec)}`}`;
}

function helpOf(spec: ArgumentSpec): string {
  const parts = [/[.!?]$/.test(spec.help) ? spec.help : `${spec.help}.`];
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
  for (const word of text.split(/\s+/)) {
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
