/** What texts are made of, without regular expressions: their engine would be a tenth of a small image. */

export const DIGITS = '0123456789';
const LETTERS = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ';
export const HEXADECIMAL = '0123456789abcdefABCDEF';
export const ALPHANUMERIC: string = DIGITS + LETTERS;

/** Whether a text is not empty, and of these characters. */
export function consistsOf(text: string, characters: string): boolean {
  for (let i = 0; i < text.length; i++) if (!characters.includes(text[i]!)) return false;
  return text !== '';
}

/** A number from 0 to `most`, below 1,000, as it is usually written: without leading zeros; undefined for any other text. */
export function parseSmall(text: string, most: number): number | undefined {
  if (text.length > 3 || !consistsOf(text, DIGITS) || (text.length > 1 && text.startsWith('0'))) return undefined;
  const value = Number(text);
  return value <= most ? value : undefined;
}
