import { findTextPairs } from './text-pairs.js';

/** C names and initialisers of constants. Symbols depend on content only, so that a group's text is the same in every program. */

/** The hash that the engine computes for the same units: FNV-1a, folded. */
export function hashUnits(text: string): number {
  let h = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193);
  h = (h ^ (h >>> 15)) >>> 0;
  return h === 0 ? 1 : h;
}

/** Atoms that the engine itself defines under other names than their text. */
const ENGINE_NAMES = new Map([
  ['return', 's_return_'],
  ['throw', 's_throw_'],
  ['', 's_empty'],
]);

export function stringSymbol(text: string): string {
  const engine = ENGINE_NAMES.get(text);
  if (engine !== undefined) return engine;
  const taken = text === 'empty' || text === 'return_' || text === 'throw_';
  if (!taken && /^[A-Za-z_][A-Za-z0-9_]*$/.test(text) && text.length <= 40) return `s_${text}`;
  let second = 5381;
  for (let i = 0; i < text.length; i++) second = (Math.imul(second, 33) + text.charCodeAt(i)) >>> 0;
  return `s$${hashUnits(text).toString(16)}_${second.toString(16)}_${text.length}`;
}

/** What is longer are documents rather than texts: they stay where they are. */
const LONGEST_PACKED = 500;

/**
 * Definitions of string constants. All but long ones are unpacked by the engine at the start: their headers, hashes and gaps, more than
 * half of what they are in memory, are not in the image, and frequent pairs of units are one octet.
 */
export function stringDefinitions(texts: readonly string[]): string[] {
  const packed = texts.filter((text) => text.length <= LONGEST_PACKED);
  const data: string[] = [];
  const places: string[] = [];
  const { pairs, encode } = findTextPairs(packed.filter((text) => !unitsOf(text).wide));
  for (const text of packed) {
    const { wide, bytes } = unitsOf(text);
    const head = text.length * 2 + (wide ? 1 : 0);
    data.push(
      `.byte ${[...(head < 128 ? [head] : [(head & 127) | 128, head >> 7]), ...(wide ? bytes : encode(text))].join(',')}`,
    );
    const symbol = stringSymbol(text);
    places.push(`.globl ${symbol}`, `${symbol}: .skip ${(HEADER + bytes.length + 7) & ~7}`);
  }
  return [
    assembly('.rodata.program_texts, "a"', [
      '.globl program_texts, program_texts_end',
      '.type program_texts, @object',
      'program_texts:',
      ...data,
      'program_texts_end:',
      '.size program_texts, . - program_texts',
    ]),
    assembly('.bss.program_strings, "aw", @nobits', [
      '.balign 8',
      '.globl program_strings',
      'program_strings:',
      ...places,
    ]),
    `const uint32_t program_texts_count = ${packed.length};`,
    `const uint8_t program_text_pairs[][3] = {${[...pairs, [0, 0, 0]].map((pair) => `{${pair.join(',')}}`).join(',')}};`,
    `const uint32_t program_text_pair_count = ${pairs.length};`,
    ...texts.filter((text) => text.length > LONGEST_PACKED).map(longDefinition),
  ];
}

/** Octets of a String before its units. */
const HEADER = 16;

function unitsOf(text: string): { readonly wide: boolean; readonly bytes: readonly number[] } {
  const units = Array.from({ length: text.length }, (_, i) => text.charCodeAt(i));
  const wide = units.some((unit) => unit > 255);
  return { wide, bytes: wide ? units.flatMap((unit) => [unit & 255, unit >> 8]) : units };
}

function longDefinition(text: string): string {
  const { wide, bytes } = unitsOf(text);
  const header = `STATIC_STRING(${stringSymbol(text)}, ${text.length}, 0x${hashUnits(text).toString(16)}u, ${wide ? 'STRING_WIDE' : '0'}, `;
  return `${header}${wide ? `{${bytes.join(',')}}` : cString(text)});`;
}

/** A text that is no key, and never seen as a whole: nothing is written to it. */
export function textDefinition(symbol: string, text: string): string {
  const { wide, bytes } = unitsOf(text);
  const units = wide ? `{${bytes.join(',')}}` : cString(text);
  return `static const String ${symbol} = {{STRING_SHAPE, KIND_STRING, ${wide ? 'STRING_WIDE' : '0'}, 0}, ${text.length}, 0, ${units}};`;
}

/** A C string literal of Latin-1 units. */
export function cString(text: string): string {
  let out = '"';
  for (let i = 0; i < text.length; i++) {
    const c = text.charCodeAt(i);
    if (c >= 32 && c < 127 && c !== 34 && c !== 92 && c !== 63) out += text[i];
    else out += `\\${c.toString(8).padStart(3, '0')}`;
  }
  return `${out}"`;
}

/** UTF-8, for texts of messages. */
export function cMessage(text: string): string {
  return cString(Buffer.from(text, 'utf8').toString('latin1'));
}

export function numberLiteral(value: number): string {
  if (Number.isInteger(value) && !Object.is(value, -0) && value >= -2147483648 && value <= 2147483647)
    return value === -2147483648 ? 'INT(INT32_MIN)' : `INT(${value})`;
  const view = new DataView(new ArrayBuffer(8));
  view.setFloat64(0, value);
  if (Number.isNaN(value)) view.setBigUint64(0, 0x7ff8000000000000n);
  return `0x${(view.getBigUint64(0) + (1n << 49n)).toString(16)}ull`;
}

/** Lines of assembly language at the top level of a C unit: for addresses of 32 bits, which C cannot write down. */
export function assembly(section: string, lines: readonly string[]): string {
  const all = [`.pushsection ${section}`, ...lines, '.popsection'];
  return `__asm__(\n${all.map((line) => `  "${line.replace(/[\\"]/g, '\\$&')}\\n"`).join('\n')});`;
}
