import { displayWidth } from './text.js';

/**
 * A table of box-drawing characters.
 *
 * @param columns cells by column; a cell may be missing
 */
export function renderTable(head: readonly string[], columns: readonly (readonly string[])[]): string {
  let rowCount = 0;
  for (const column of columns) rowCount = Math.max(rowCount, column.length);
  const widths = head.map((title, i) => {
    let width = displayWidth(title);
    for (let row = 0; row < rowCount; row++) width = Math.max(width, displayWidth(columns[i]![row] ?? ''));
    return width;
  });
  const line = (left: string, middle: string, right: string) =>
    left + widths.map((width) => '─'.repeat(width + 2)).join(middle) + right;
  const row = (cells: readonly string[]) =>
    `│ ${cells.map((cell, i) => cell + ' '.repeat(widths[i]! - displayWidth(cell))).join(' │ ')} │\n`;
  let text = `${line('┌', '┬', '┐')}\n${row(head)}${line('├', '┼', '┤')}\n`;
  for (let i = 0; i < rowCount; i++) text += row(columns.map((column) => column[i] ?? ''));
  return text + line('└', '┴', '┘');
}
