import type { Introspection, ObjectKind } from './introspection.js';

/** Options of Node's `util.inspect`. There are no colours: the output goes to a serial line or a log. */
export interface InspectOptions {
  readonly showHidden?: boolean | undefined;
  /** Levels of objects below the first; null for all. */
  readonly depth?: number | null | undefined;
  readonly customInspect?: boolean | undefined;
  readonly showProxy?: boolean | undefined;
  readonly maxArrayLength?: number | null | undefined;
  readonly maxStringLength?: number | null | undefined;
  readonly breakLength?: number | undefined;
  readonly compact?: boolean | number | undefined;
  readonly sorted?: boolean | ((a: string, b: string) => number) | undefined;
  readonly getters?: boolean | 'get' | 'set' | undefined;
  readonly numericSeparator?: boolean | undefined;
}

/** What is known of an object while its parts are put into words; the formatter of its kind completes it. */
export interface Frame {
  /** null: it has no prototype. */
  readonly constructorName: string | null;
  /** Symbol.toStringTag where it says something new, else ''. */
  readonly tag: string;
  /** Properties to show after the entries. */
  keys: PropertyKey[];
  /** Stands before the opening brace. */
  base: string;
  open: string;
  close: string;
  /** Entries of lists are put into columns. */
  isList: boolean;
  /** What the object contains besides its properties. */
  entries: ((context: Context, value: object, depth: number) => string[]) | null;
}

/** A string where that is all there is to say; null to go on with the frame, completed. */
export type KindFormatter = (context: Context, value: object, frame: Frame, depth: number) => string | null;

export type KindFormatters = { readonly [K in ObjectKind]?: KindFormatter | undefined };

/** One call of `inspect`. */
export interface Context {
  readonly introspection: Introspection;
  readonly formatters: KindFormatters;
  /** The options as given, for custom inspection functions. */
  readonly options: InspectOptions;
  readonly inspect: (value: unknown, options?: InspectOptions) => string;
  readonly showHidden: boolean;
  /** Infinity for all; -1 once the output is too long. */
  depth: number;
  readonly customInspect: boolean;
  readonly showProxy: boolean;
  readonly maxArrayLength: number;
  readonly maxStringLength: number;
  readonly breakLength: number;
  /** 0 for false; true stays. */
  readonly compact: true | number;
  readonly sorted: boolean | ((a: string, b: string) => number);
  readonly getters: boolean | 'get' | 'set';
  readonly numericSeparator: boolean;
  indentation: number;
  /** Depth of the object visited last. */
  currentDepth: number;
  /** Objects between the first and the present one. */
  readonly seen: object[];
  /** Objects that were met again inside of themselves: at index i the one called *(i + 1). */
  readonly circular: object[];
  /** Characters so far by indentation. */
  readonly budget: number[];
}

export function createContext(
  introspection: Introspection,
  formatters: KindFormatters,
  inspect: (value: unknown, options?: InspectOptions) => string,
  options: InspectOptions,
): Context {
  const compact = options.compact ?? 3;
  return {
    introspection,
    formatters,
    options,
    inspect,
    showHidden: options.showHidden ?? false,
    depth: options.depth === undefined ? 2 : (options.depth ?? Infinity),
    customInspect: options.customInspect ?? true,
    showProxy: options.showProxy ?? false,
    maxArrayLength: options.maxArrayLength === undefined ? 100 : Math.max(0, options.maxArrayLength ?? Infinity),
    maxStringLength: options.maxStringLength === undefined ? 10_000 : Math.max(0, options.maxStringLength ?? Infinity),
    breakLength: options.breakLength ?? 80,
    compact: compact === false ? 0 : compact,
    sorted: options.sorted ?? false,
    getters: options.getters ?? false,
    numericSeparator: options.numericSeparator ?? false,
    indentation: 0,
    currentDepth: 0,
    seen: [],
    circular: [],
    budget: [],
  };
}

export function remainingItems(count: number): string {
  return `... ${count} more item${count > 1 ? 's' : ''}`;
}
