/** log and error of a console whose arguments are all strings, numbers, booleans, undefined or null. */

export const log = (...values: unknown[]): void => $writeText(1, line(values));
export const error = (...values: unknown[]): void => $writeText(2, line(values));

function line(values: readonly unknown[]): string {
  let text = '';
  for (let i = 0; i < values.length; i++) {
    const value = values[i];
    if (i > 0) text += ' ';
    text += value === 0 && 1 / value < 0 ? '-0' : (value as string);
  }
  return `${text}\n`;
}
