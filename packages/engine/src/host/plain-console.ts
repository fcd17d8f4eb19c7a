/** log and error of a console whose arguments are all strings, numbers, booleans, undefined or null. */
export const log = (...values: unknown[]): void => $writePlain(1, values);
export const error = (...values: unknown[]): void => $writePlain(2, values);
