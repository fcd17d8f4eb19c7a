import type { CompiledProgram } from '@morgana/compiler';

/** What is at which address of a compiled image: a stripped one does not say. JSON. */
export interface SymbolFile {
  /** By address: its first octet, how many there are, what it is called, and, of a function of the program, where it is. */
  readonly functions: readonly (readonly [address: number, size: number, name: string, position?: string])[];
  /** By address: from there on the code is of `positions[index]`; -1: of none. */
  readonly lines?: readonly (readonly [address: number, index: number])[];
  readonly positions?: readonly string[];
}

/** A function of the program: c_SYMBOL, d_SYMBOL where it is called directly, h_SYMBOL where it suspends; gcc adds ".cold", ".part.0" and so on to what it takes apart. */
export const functionSymbol = (name: string): string | undefined => /^[cdhk]_([^.]*)/.exec(name)?.[1];

export function symbolFile({ functions, code = [], lines = [] }: CompiledProgram): SymbolFile {
  const bySymbol = new Map(functions.map((fn) => [fn.symbol, fn]));
  const indices = new Map<string, number>();
  const indexOf = (position: CodePosition | null): number => {
    if (position === null) return -1;
    const text = written(position);
    const known = indices.get(text) ?? indices.size;
    indices.set(text, known);
    return known;
  };
  return {
    functions: code.map(({ address, size, name }) => {
      const fn = bySymbol.get(functionSymbol(name) ?? '');
      if (fn === undefined) return [address, size, name] as const;
      return [address, size, fn.name === '' ? '<anonymous>' : fn.name, written(fn.position)] as const;
    }),
    lines: lines.map(({ address, position }) => [address, indexOf(position)] as const),
    positions: [...indices.keys()],
  };
}

type CodePosition = NonNullable<NonNullable<CompiledProgram['lines']>[number]['position']>;

const written = ({ file, line, column }: CodePosition): string => `${file}:${line}:${column}`;

/** The last entry that does not begin behind an address. */
function lastAt<Entry extends readonly [address: number, ...rest: unknown[]]>(
  entries: readonly Entry[],
  address: number,
): Entry | undefined {
  let low = 0;
  let high = entries.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (entries[middle]![0] <= address) low = middle + 1;
    else high = middle;
  }
  return entries[low - 1];
}

/** The function that holds an address, and where in it that is, as far as it is known: else where the function is. */
export function findFunction(
  { functions, lines = [], positions = [] }: SymbolFile,
  address: number,
): { readonly name: string; readonly position?: string } | undefined {
  const found = lastAt(functions, address);
  if (found === undefined || address >= found[0] + found[1]) return undefined;
  const [start, , name, position] = found;
  if (position === undefined) return { name };
  const line = lastAt(lines, address);
  const known = line !== undefined && line[0] >= start ? positions[line[1]] : undefined;
  return { name, position: known ?? position };
}

/**
 * Text of an image's console with names for its addresses. A line "    at 0x101234" of a stack trace gets the function of the
 * program that is there, or goes when it is one of the engine; "instruction at 0x101234" gets the function behind it.
 */
export function symbolizeLine(symbols: SymbolFile, line: string): string | undefined {
  const frame = /^(\s+at )0x([0-9a-f]+)\s*$/.exec(line);
  if (frame !== null) {
    // A return address is behind the call; where nothing comes after it, it is in the next function already.
    const found = findFunction(symbols, Number.parseInt(frame[2]!, 16) - 1);
    if (found === undefined) return line;
    return found.position === undefined ? undefined : `${frame[1]}${found.name} (${found.position})`;
  }
  return line.replace(/instruction at 0x([0-9a-f]+)/, (text, digits: string) => {
    const found = findFunction(symbols, Number.parseInt(digits, 16));
    return found === undefined
      ? text
      : `${text} (${found.name}${found.position === undefined ? '' : `, ${found.position}`})`;
  });
}
