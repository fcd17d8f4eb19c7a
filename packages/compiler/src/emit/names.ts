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

const isIndexText = (text: string): boolean => /^(0|[1-9]\d{0,9})$/.test(text) && Number(text) <= 0x7fffffff;

/** The definition of a string constant. */
export function stringDefinition(text: string): string {
  const symbol = stringSymbol(text);
  const flags = `${isIndexText(text) ? 'STRING_INDEX' : '0'}${isWide(text) ? ' | STRING_WIDE' : ''}`;
  const header = `STATIC_STRING(${symbol}, ${text.length}, 0x${hashUnits(text).toString(16)}u, ${flags}, `;
  return `${header}${unitsOf(text)});`;
}

function isWide(text: string): boolean {
  for (let i = 0; i < text.length; i++) if (text.charCodeAt(i) > 255) return true;
  return false;
}

function unitsOf(text: string): string {
  if (!isWide(text)) return cString(text);
  const bytes: number[] = [];
  for (let i = 0; i < text.length; i++) bytes.push(text.charCodeAt(i) & 255, text.charCodeAt(i) >> 8);
  return `{${bytes.join(',')}}`;
}

/** A text that is no key, and never seen as a whole: nothing is written to it. */
export function textDefinition(symbol: string, text: string): string {
  const flags = isWide(text) ? 'STRING_WIDE' : '0';
  return `static const String ${symbol} = {{STRING_SHAPE, KIND_STRING, ${flags}, 0}, ${text.length}, 0, ${unitsOf(text)}};`;
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
