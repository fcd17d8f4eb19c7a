import { TextError } from '../text/scanner.js';
import { WireWriter } from '../wire/writer.js';

/** Templates of $GENERATE, as BIND has it. */

const DOLLAR = 0x24;

/** "$" is the counter, "$$" and "\$" a dollar, "${OFFSET,WIDTH,BASE}" the counter plus OFFSET in d, o, x, X, n or N. */
export function expandTemplate(template: Uint8Array, counter: number): Uint8Array {
  const writer = new WireWriter(0x1_0000, template.length + 32);
  const put = (text: string) => {
    for (let i = 0; i < text.length; i++) writer.u8(text.charCodeAt(i));
  };
  for (let i = 0; i < template.length; i++) {
    const octet = template[i]!;
    if (octet === 0x5c) {
      const next = template[i + 1];
      if (next === DOLLAR) writer.u8(DOLLAR);
      else {
        writer.u8(octet);
        if (next !== undefined) writer.u8(next);
      }
      i++;
    } else if (octet !== DOLLAR) {
      writer.u8(octet);
    } else if (template[i + 1] === DOLLAR) {
      writer.u8(DOLLAR);
      i++;
    } else if (template[i + 1] === 0x7b) {
      const end = template.indexOf(0x7d, i);
      const text = String.fromCharCode(...template.subarray(i + 2, end < 0 ? i + 2 : Math.min(end, i + 64)));
      const match = /^(-?[0-9]{1,10})(?:,([0-9]{1,3})(?:,([doxXnN]))?)?$/.exec(text);
      if (match === null) throw new TextError(`$GENERATE: "\${${text}}" is not \${OFFSET,WIDTH,BASE}`);
      put(format(counter + Number(match[1]), Number(match[2] ?? 0), match[3] ?? 'd'));
      i = end;
    } else {
      put(String(counter));
    }
  }
  return writer.finish();
}

function format(value: number, width: number, base: string): string {
  if (value < 0) throw new TextError(`$GENERATE: the counter with its offset is ${value}`);
  if (base === 'd') return String(value).padStart(width, '0');
  if (base === 'o') return value.toString(8).padStart(width, '0');
  const hex = value.toString(16);
  if (base === 'x') return hex.padStart(width, '0');
  if (base === 'X') return hex.toUpperCase().padStart(width, '0');
  // Nibbles, the last first, as reverse zones of IPv6 have them; the width counts the dots.
  const digits = hex
    .padStart(Math.ceil(width / 2), '0')
    .split('')
    .reverse()
    .join('.');
  return base === 'N' ? digits.toUpperCase() : digits;
}
