import type { Context } from './context.js';
import { displayWidth } from './text.js';

/**
 * Puts the entries of an object between its braces: on one line where they are short and not nested deeper than
 * `compact`, else one entry a line; lists of more than six entries in columns.
 *
 * @param elements of an array or typed array; columns of numbers are aligned to the right
 */
export function layOut(
  context: Context,
  entries: string[],
  base: string,
  open: string,
  close: string,
  isList: boolean,
  depth: number,
  elements?: ArrayLike<unknown>,
): string {
  if (context.compact === true) return layOutCompact(context, entries, base, open, close);
  const prefix = base === '' ? open : `${base} ${open}`;
  let lines = entries;
  if (context.compact >= 1) {
    if (isList && entries.length > 6) lines = putIntoColumns(context, entries, elements);
    if (context.currentDepth - depth < context.compact && lines.length === entries.length) {
      const start = lines.length + context.indentation + open.length + base.length + 10;
      if (fitsOnLine(context, lines, start, base)) {
        const joined = lines.join(', ');
        if (!joined.includes('\n')) return `${prefix} ${joined} ${close}`;
      }
    }
  }
  const indentation = `\n${' '.repeat(context.indentation)}`;
  return `${prefix}${indentation}  ${lines.join(`,${indentation}  `)}${indentation}${close}`;
}

function layOutCompact(context: Context, entries: string[], base: string, open: string, close: string): string {
  const separated = base === '' ? '' : ` ${base}`;
  if (fitsOnLine(context, entries, 0, base)) return `${open}${separated} ${entries.join(', ')} ${close}`;
  const indentation = ' '.repeat(context.indentation);
  const first = base === '' && open.length === 1 ? ' ' : `${separated}\n${indentation}  `;
  return `${open}${first}${entries.join(`,\n${indentation}  `)} ${close}`;
}

function fitsOnLine(context: Context, entries: readonly string[], start: number, base: string): boolean {
  let length = entries.length + start;
  if (length + entries.length > context.breakLength) return false;
  for (const entry of entries) {
    length += entry.length;
    if (length > context.breakLength) return false;
  }
  return !base.includes('\n');
}

const SEPARATOR = 2;
/** A character is about that much higher than wide; columns aim at a square. */
const CHARACTER_HEIGHT = 2.5;
const MOST_COLUMNS = 15;

function putIntoColumns(context: Context, entries: string[], elements: ArrayLike<unknown> | undefined): string[] {
  // The note on items that are left out is no part of the columns.
  const hasNote = context.maxArrayLength < entries.length;
  const count = hasNote ? entries.length - 1 : entries.length;
  const widths: number[] = [];
  let total = 0;
  let widest = 0;
  for (let i = 0; i < count; i++) {
    const width = displayWidth(entries[i]!);
    widths.push(width);
    total += width + SEPARATOR;
    if (width > widest) widest = width;
  }
  const cell = widest + SEPARATOR;
  if (cell * 3 + context.indentation >= context.breakLength) return entries;
  // Entries of very different widths would leave wide gaps.
  if (total / cell <= 5 && widest > 6) return entries;

  const bias = Math.sqrt(cell - total / entries.length);
  const biased = Math.max(cell - 3 - bias, 1);
  const columns = Math.min(
    Math.round(Math.sqrt(CHARACTER_HEIGHT * biased * count) / biased),
    Math.floor((context.breakLength - context.indentation) / cell),
    (context.compact as number) * 4,
    MOST_COLUMNS,
  );
  if (columns <= 1) return entries;

  const columnWidths: number[] = [];
  for (let column = 0; column < columns; column++) {
    let width = 0;
    for (let i = column; i < count; i += columns) if (widths[i]! > width) width = widths[i]!;
    columnWidths.push(width + SEPARATOR);
  }
  const alignRight = elements === undefined || areNumbers(elements, entries.length);
  const rows: string[] = [];
  for (let start = 0; start < count; start += columns) {
    const last = Math.min(start + columns, count) - 1;
    let row = '';
    for (let i = start; i < last; i++) {
      const padding = ' '.repeat(columnWidths[i - start]! - SEPARATOR - widths[i]!);
      row += alignRight ? `${padding}${entries[i]}, ` : `${entries[i]}, ${padding}`;
    }
    if (alignRight) row += ' '.repeat(columnWidths[last - start]! - SEPARATOR - widths[last]!);
    rows.push(row + entries[last]);
  }
  if (hasNote) rows.push(entries[count]!);
  return rows;
}

function areNumbers(elements: ArrayLike<unknown>, count: number): boolean {
  for (let i = 0; i < count; i++) {
    if (typeof elements[i] !== 'number' && typeof elements[i] !== 'bigint') return false;
  }
  return true;
}
