/**
 * Where in the sources a call is: from the line numbers of the generated C, which objects are compiled with. The C text itself knows nothing of
 * the sources' lines, so that an object is used again when they have only moved.
 */
import { createHash } from 'node:crypto';
import type { Position } from './source.js';

/** What marks a line of C, behind it: no text of a program has it there. */
const MARK = '\u0001';
const SEPARATOR = '\u0002';

export const markLine = (line: string, { file, line: row, column }: Position): string =>
  `${line}${MARK}${row}${SEPARATOR}${column}${SEPARATOR}${file}`;

/** The text without its marks, and for each of its lines where it is from. */
export function takeMarks(marked: string): { readonly text: string; readonly positions: readonly (Position | null)[] } {
  const positions: (Position | null)[] = [];
  const lines = marked.split('\n').map((line) => {
    const end = line.indexOf(MARK);
    if (end < 0) {
      positions.push(null);
      return line;
    }
    const [row, column, file] = line.slice(end + 1).split(SEPARATOR);
    positions.push({ file: file!, line: Number(row), column: Number(column) });
    return line.slice(0, end);
  });
  return { text: lines.join('\n'), positions };
}

/** What the debugger calls a text: it follows from the text alone. */
export const nameOfText = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 24);

/** Flags for texts whose lines are asked for later. */
export const LINE_FLAGS = ['-g1', '-gdwarf-4'] as const;

/** From `address` on the code is of `position`; null: of nothing that has one. */
export interface CodeLine {
  readonly address: number;
  readonly position: Position | null;
}

/**
 * The positions of code by address, ascending: of an executable that was linked of texts with these names. What stands in place
 * of a call of the engine is where the call is.
 */
export function readCodeLines(
  executable: Uint8Array,
  texts: ReadonlyMap<string, readonly (Position | null)[]>,
): CodeLine[] {
  const bytes = section(executable, '.debug_line');
  const result: CodeLine[] = [];
  if (bytes !== undefined)
    for (let at = 0; at + 4 <= bytes.byteLength; ) {
      const end = at + 4 + bytes.getUint32(at, true);
      readProgram(bytes, at, end, texts, result);
      at = end;
    }
  result.sort((a, b) => a.address - b.address);
  return result.filter(({ position }, i) => i === 0 || position !== result[i - 1]!.position);
}

/** ELF64: a section by its name. */
function section(file: Uint8Array, wanted: string): DataView | undefined {
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  const table = Number(view.getBigUint64(40, true));
  const size = view.getUint16(58, true);
  const header = (index: number) => table + index * size;
  const offset = (index: number) => Number(view.getBigUint64(header(index) + 24, true));
  const names = offset(view.getUint16(62, true));
  for (let i = 0; i < view.getUint16(60, true); i++) {
    const at = names + view.getUint32(header(i), true);
    const name = new TextDecoder('latin1').decode(file.subarray(at, file.indexOf(0, at)));
    if (name === wanted)
      return new DataView(file.buffer, file.byteOffset + offset(i), Number(view.getBigUint64(header(i) + 32, true)));
  }
  return undefined;
}

/** One line number program of DWARF 4 (6.2). */
function readProgram(
  bytes: DataView,
  start: number,
  end: number,
  texts: ReadonlyMap<string, readonly (Position | null)[]>,
  result: CodeLine[],
): void {
  let at = start + 4;
  const octet = (): number => bytes.getUint8(at++);
  const text = (): string => {
    let string = '';
    for (let c = octet(); c !== 0; c = octet()) string += String.fromCharCode(c);
    return string;
  };
  const unsigned = (): number => {
    let value = 0;
    for (let scale = 1; ; scale *= 128) {
      const c = octet();
      value += (c & 127) * scale;
      if (c < 128) return value;
    }
  };
  const signed = (): number => {
    let value = 0;
    for (let scale = 1; ; scale *= 128) {
      const c = octet();
      value += (c & 127) * scale;
      if (c < 128) return c & 64 ? value - scale * 128 : value;
    }
  };
  if (bytes.getUint16(at, true) !== 4) return;
  const begin = at + 6 + bytes.getUint32(at + 2, true);
  at += 6;
  const minimum = octet();
  at += 2; // operations an instruction, is_stmt at first
  const lineBase = bytes.getInt8(at++);
  const lineRange = octet();
  const opcodeBase = octet();
  const operands = Array.from({ length: opcodeBase - 1 }, octet);
  while (text() !== '');
  const files: (readonly (Position | null)[] | undefined)[] = [undefined];
  for (let name = text(); name !== ''; name = text()) {
    files.push(texts.get(name));
    unsigned();
    unsigned();
    unsigned();
  }
  at = begin;
  let address = 0;
  let file = 1;
  let line = 1;
  /** Of the sequence: what is of other files, and stands in the middle, belongs to it. */
  let last: Position | null = null;
  const row = (): void => {
    const positions = files[file];
    if (positions !== undefined) last = positions[line - 1] ?? last;
    if (address > 0) result.push({ address, position: last });
  };
  while (at < end) {
    const opcode = octet();
    if (opcode >= opcodeBase) {
      const adjusted = opcode - opcodeBase;
      address += Math.floor(adjusted / lineRange) * minimum;
      line += lineBase + (adjusted % lineRange);
      row();
      continue;
    }
    switch (opcode) {
      case 0: {
        const next = unsigned() + at;
        const extended = octet();
        if (extended === 1) {
          if (address > 0) result.push({ address, position: null });
          address = 0;
          file = line = 1;
          last = null;
        } else if (extended === 2) address = Number(bytes.getBigUint64(at, true));
        at = next;
        break;
      }
      case 1:
        row();
        break;
      case 2:
        address += unsigned() * minimum;
        break;
      case 3:
        line += signed();
        break;
      case 4:
        file = unsigned();
        break;
      case 8:
        address += Math.floor((255 - opcodeBase) / lineRange) * minimum;
        break;
      case 9:
        address += bytes.getUint16(at, true);
        at += 2;
        break;
      default:
        for (let n = operands[opcode - 1]!; n > 0; n--) unsigned();
    }
  }
}
