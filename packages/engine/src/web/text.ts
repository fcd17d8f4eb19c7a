/** Conversions that Web IDL and the Encoding Standard ask for everywhere. */

/** Halves of surrogate pairs become U+FFFD (Web IDL, USVString). */
export function toWellFormed(text: string): string {
  let result = '';
  let start = 0;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if (unit < 0xd800 || unit > 0xdfff) continue;
    if (unit <= 0xdbff && i + 1 < text.length) {
      const next = text.charCodeAt(i + 1);
      if (next >= 0xdc00 && next <= 0xdfff) {
        i++;
        continue;
      }
    }
    result += `${text.slice(start, i)}\ufffd`;
    start = i + 1;
  }
  return start === 0 ? text : result + text.slice(start);
}

/** ToString followed by `toWellFormed`. @throws {TypeError} a symbol */
export function toScalarText(value: unknown): string {
  return toWellFormed(`${value as string}`);
}
