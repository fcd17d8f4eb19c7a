import type { Constant, IRFunction, Template } from '../ir.js';
import { INHERITED_GLOBALS } from '../missing-globals.js';
import type { ElementKinds } from '../program/elements.js';
import type { RegExpProgram } from '../regexp-programs.js';
import type { Binding } from '../scope.js';
import type { Position } from '../source.js';
import { emitFunction } from './function.js';
import { assembly, cMessage, stringSymbol } from './names.js';
import { entryOf, INTERPRET, NATIVE_PARAMETERS, parameterList } from './signature.js';

/** What all groups of a program share. */
export interface ProgramContext {
  /** Nothing is inferred. */
  readonly generic: boolean;
  /** Messages quote the source: the callee, what is not iterable. */
  readonly quotes: boolean;
  readonly detaches: boolean;
  readonly elementKinds: ElementKinds;
  /** Variables of top levels whose first value is their last. */
  readonly constants: ReadonlySet<Binding>;
  /** Those of them whose value the source tells. */
  readonly primitives: ReadonlyMap<Binding, Constant>;
  /** Functions that direct calls lead back to. */
  readonly recursive: ReadonlySet<IRFunction>;
  /** Functions in the compact form: the interpreter runs them. */
  readonly compact: ReadonlySet<IRFunction>;
  /** Functions of which there are objects. All others are called directly only. */
  readonly values: ReadonlySet<IRFunction>;
  readonly variableSymbols: ReadonlyMap<Binding, string>;
  /** Every string constant of the program. */
  readonly strings: Set<string>;
  /** Names of private symbols, by the C name of the symbol. */
  readonly privates: Map<string, string>;
  /** Names of globals that exist. */
  readonly hasGlobal: (name: string) => boolean;
  /** The program may add globals: it mentions globalThis. */
  readonly addsGlobals: boolean;
  readonly compileRegExp: (pattern: string, flags: string, position: Position | null) => RegExpProgram;
}

/**
 * hot: loops have the usual cases of their operations in place, and each place a cache. warm: loops have the most
 * frequent ones, and caches are shared. cold: everything is a call.
 */
export type Temperature = 'hot' | 'warm' | 'cold';

/**
 * How much text the operations of hot code may take; it grows with the program. much: their usual case stands in place
 * everywhere. some: in loops, and calls everywhere. little: in loops what is short, and calls nowhere. least: of that,
 * elements that are no bytes are calls. none: everything is a call, and there are no guesses about numbers.
 */
export type Room = 'much' | 'some' | 'little' | 'least' | 'none';

/** A cache serves one way of using a property. */
export type CacheUse = 'get' | 'put' | 'define';

/** A method (kind 0), getter (1) or setter (2) of a class or literal. */
export interface MemberRow {
  readonly key: string;
  readonly kind: number;
  readonly fn: IRFunction;
}

export interface GroupContext {
  readonly room: Room;
  readonly temperature: Temperature;
  /** The program can detach buffers: the length of a typed array may change. */
  readonly detaches: boolean;
  readonly elementKinds: ElementKinds;
  readonly constants: ReadonlySet<Binding>;
  /** Nothing is inferred. */
  readonly generic: boolean;
  readonly quotes: boolean;
  readonly primitives: ReadonlyMap<Binding, Constant>;
  isRecursive(fn: IRFunction): boolean;
  isCompact(fn: IRFunction): boolean;
  declareFunction(fn: IRFunction): void;
  declareIntrinsic(name: string, arity: number): void;
  /** The code of a function of Math. */
  math(name: string): string;
  text(value: string): string;
  /** A text of the source for a message, as far as there are such. */
  quote(text: string): string;
  bigint(value: bigint): string;
  variable(binding: Binding): string;
  /** An expression that reads a global with this function of the engine. */
  global(name: string, optional: boolean, get: string): string;
  globalSet(name: string, value: string): string;
  cache(key: string, use: CacheUse): string;
  /** A method that is read and called at once: its cache, or in cold code its key; `text` quotes the callee in messages. */
  method(key: string, text: string): string;
  literal(keys: readonly string[], capacity: number, use: 'literal' | 'instance'): string;
  members(rows: readonly MemberRow[]): string;
  privateSymbol(name: string, id: string, fn: IRFunction): string;
  privateCache(name: string, id: string, use: CacheUse, fn: IRFunction): string;
  regexp(pattern: string, flags: string, position: Position | null): string;
  template(template: Template, constant: (value: Constant) => string): string;
}

/** Takes the member of the archive that makes BigInts work; all other references to it are weak. */
const BIGINT_UNIT = 'static const uint8_t *const bigint_needed __attribute__((used)) = &bigint_unit;';

/** The C text of one group of functions: it depends on nothing but these functions and what they refer to. */
export function emitGroup(
  functions: readonly IRFunction[],
  program: ProgramContext,
  { room, temperature }: Pick<GroupContext, 'room' | 'temperature'>,
): string {
  const strings = new Set<string>();
  const declared = new Set<IRFunction>();
  const intrinsics = new Map<string, number>();
  const natives = new Set<string>();
  const variables = new Set<string>();
  const caches: string[] = [];
  const methods: { readonly key: string; readonly text: string }[] = [];
  const statics: string[] = [];
  const privates = new Set<string>();
  const literals = new Map<string, string>();
  const sites: Site[] = [];
  let count = 0;

  const text = (value: string): string => {
    strings.add(value);
    program.strings.add(value);
    return `value_of(&${stringSymbol(value)})`;
  };
  /** Where there is no room, the places of a function that use the same property in the same way share a cache. */
  const shared = new Map<string, number>();
  const place = (id: string, add: () => number): number => {
    if (room !== 'none') return add() - 1;
    const known = shared.get(id) ?? add() - 1;
    shared.set(id, known);
    return known;
  };
  const cacheOf = (constant: string, use: CacheUse): string => {
    if (temperature !== 'hot') return `value_of(&${constant})`;
    return `&caches[${place(`${use} ${constant}`, () => caches.push(constant))}]`;
  };
  const privateConstant = (name: string, id: string, fn: IRFunction): string => {
    const prefix = fn.symbol.slice(0, fn.symbol.indexOf('_'));
    const symbol = `p_${prefix}_${id}`;
    program.strings.add(name);
    program.privates.set(symbol, name);
    if (!privates.has(symbol)) statics.push(`extern const Symbol ${symbol};`);
    privates.add(symbol);
    return symbol;
  };
  const context: GroupContext = {
    room,
    temperature,
    detaches: program.detaches,
    elementKinds: program.elementKinds,
    constants: program.constants,
    generic: program.generic,
    primitives: program.primitives,
    quotes: program.quotes,
    isRecursive: (fn) => program.recursive.has(fn),
    isCompact: (fn) => program.compact.has(fn),
    declareFunction: (fn) => declared.add(fn),
    declareIntrinsic: (name, arity) => intrinsics.set(name, arity),
    math(name) {
      natives.add(`Math_${name}`);
      return `Math_${name}`;
    },
    text,
    quote: (source) => (program.quotes ? cMessage(source) : 'NULL'),
    bigint(value) {
      const name = `bigint_${count++}`;
      if (!statics.includes(BIGINT_UNIT)) statics.push(BIGINT_UNIT);
      const negative = value < 0n;
      const digits: string[] = [];
      for (let rest = negative ? -value : value; rest > 0n; rest >>= 64n)
        digits.push(`0x${(rest & 0xffffffffffffffffn).toString(16)}u`);
      statics.push(
        `static const BigInt ${name} = {{BIGINT_SHAPE, KIND_BIGINT, 0, ${negative ? 1 : 0}}, ${digits.length}, 0, {${digits.join(', ')}}};`,
      );
      return `value_of(&${name})`;
    },
    variable(binding) {
      const symbol = program.variableSymbols.get(binding)!;
      variables.add(symbol);
      return symbol;
    },
    global(name, optional, get) {
      if (!program.hasGlobal(name)) {
        if (program.addsGlobals || INHERITED_GLOBALS.has(name)) {
          text(name);
          return `global_get(&${stringSymbol(name)}, ${optional})`;
        }
        return optional ? 'VALUE_UNDEFINED' : `throw_not_defined(${cMessage(name)})`;
      }
      const cache = context.cache(name, 'get');
      return `${get}(intrinsic(GLOBAL), ${cache})`;
    },
    globalSet(name, value) {
      text(name);
      return `global_set(&${stringSymbol(name)}, ${value})`;
    },
    cache(key, use) {
      text(key);
      return cacheOf(stringSymbol(key), use);
    },
    method(key, quoted) {
      const constant = text(key);
      if (temperature !== 'hot' && !program.quotes) return constant;
      const id = program.quotes ? `call ${key} ${quoted}` : `call ${key}`;
      const index = place(id, () => methods.push({ key: stringSymbol(key), text: quoted }));
      return `&${temperature === 'hot' ? 'method_caches' : 'method_keys'}[${index}]`;
    },
    literal(keys, capacity, use) {
      const id = `${use} ${capacity} ${JSON.stringify(keys)}`;
      const known = literals.get(id);
      if (known !== undefined) return known;
      for (const key of keys) text(key);
      const site = `&literal_sites[${sites.push({ keys: keys.map(stringSymbol), capacity }) - 1}]`;
      // objects of equal literals grow alike, more or less
      if (room === 'none' && use === 'literal') literals.set(id, site);
      return site;
    },
    members(rows) {
      const name = `members_${count++}`;
      const lines = rows.map(({ key, kind, fn }) => {
        text(key);
        declared.add(fn);
        return `.long ${stringSymbol(key)} + ${kind}, i_${fn.symbol}`;
      });
      statics.push(
        assembly('.rodata.members, "a"', ['.balign 4', `${name}:`, ...lines]),
        `extern const MemberRow ${name}[];`,
      );
      return name;
    },
    privateSymbol: (name, id, fn) => `value_of(&${privateConstant(name, id, fn)})`,
    privateCache(name, id, use, fn) {
      return cacheOf(privateConstant(name, id, fn), use);
    },
    regexp(pattern, flags, position) {
      const { words, bits } = program.compileRegExp(pattern, flags, position);
      const name = `regexp_${count++}`;
      statics.push(`static const uint32_t ${name}[] = {${[...words].map((word) => `${word}u`).join(',')}};`);
      text(pattern);
      return `new_regexp(&${stringSymbol(pattern)}, ${bits}, ${name})`;
    },
    template(template, constant) {
      const name = `template_${count++}`;
      statics.push(`static ROOT Value ${name} = VALUE_UNDEFINED;`);
      const cooked = template.cooked.map(constant).join(', ');
      const raw = template.raw.map(constant).join(', ');
      return `template_object(&${name}, ${template.raw.length}, (Value[]){${cooked}}, (Value[]){${raw}})`;
    },
  };

  const bodies: string[] = [];
  const infos: string[] = [];
  for (const fn of functions) {
    shared.clear();
    bodies.push(emitFunction(fn, context));
    if (hasInfo(fn, program)) infos.push(functionInfo(fn, text));
    declared.add(fn);
  }
  const lines = ['#include "engine.h"', '#include "bigint.h"', INTERPRET, ''];
  for (const value of strings) lines.push(`extern const String ${stringSymbol(value)};`);
  for (const symbol of variables) lines.push(`extern Value ${symbol};`);
  for (const [name, arity] of intrinsics)
    lines.push(`Value intrinsic_${name}(${Array.from({ length: arity }, () => 'Value').join(', ') || 'void'});`);
  for (const name of natives) lines.push(`NATIVE(${name});`);
  for (const fn of declared) lines.push(...declaration(fn, program));
  lines.push(...literalTables(sites), ...statics);
  lines.push(...cacheTables(caches, methods, temperature, program.quotes));
  lines.push('', ...infos, '', ...bodies, '');
  return lines.join('\n');
}

interface Site {
  readonly keys: readonly string[];
  readonly capacity: number;
}

/** Sites of literals are zero at the start, as caches are, and find their keys in the same way. */
function literalTables(sites: readonly Site[]): string[] {
  if (sites.length === 0) return [];
  return [
    `static LiteralSite literal_sites[${sites.length}] __attribute__((used));`,
    assembly('.rodata.literal_keys, "a"', [
      '.balign 4',
      '.Lliteral_constants:',
      ...sites.flatMap(({ keys, capacity }, k) => [`.long .Lliteral_keys${k}`, `.short ${keys.length}, ${capacity}`]),
      ...sites.flatMap(({ keys }, k) => [`.Lliteral_keys${k}:`, ...keys.map((key) => `.long ${key}`)]),
    ]),
    assembly('engine_literals, "a"', ['.balign 4', `.long literal_sites, .Lliteral_constants, ${sites.length}`]),
  ];
}

/**
 * Caches are zero at the start and take no room in the image; their constants are addresses of 32 bits, which C cannot
 * write down. Where caches are shared there are only the constants of methods.
 */
function cacheTables(
  keys: readonly string[],
  methods: readonly { readonly key: string; readonly text: string }[],
  temperature: Temperature,
  quotes: boolean,
): string[] {
  const lines: string[] = [];
  const constants = (name: string, rows: readonly string[]): string =>
    assembly(`.rodata.${name}, "a"`, ['.balign 4', `${name}:`, ...rows]);
  const caches = (name: string, constants: string, count: number, width: number): void => {
    lines.push(
      `static InlineCache ${name}[${count}];`,
      `static const CacheTable ${name}_table CACHE_TABLE = {${name}, ${constants}, ${count}, ${width}};`,
    );
  };
  if (methods.length > 0) {
    if (quotes)
      lines.push(
        assembly(
          '.rodata.method_texts, "aMS", @progbits, 1',
          methods.map(({ text }, k) => `.Lmethod_text${k}: .asciz ${cMessage(text)}`),
        ),
      );
    lines.push(
      constants(
        'method_keys',
        methods.map(({ key }, k) => (quotes ? `.long ${key}, .Lmethod_text${k}` : `.long ${key}`)),
      ),
      'extern const MethodKey method_keys[];',
    );
  }
  if (temperature !== 'hot') return lines;
  if (keys.length > 0) {
    lines.push(
      constants(
        'cache_keys',
        keys.map((key) => `.long ${key}`),
      ),
      'extern const uint32_t cache_keys[];',
    );
    caches('caches', 'cache_keys', keys.length, 1);
  }
  if (methods.length > 0) caches('method_caches', 'method_keys', methods.length, quotes ? 2 : 1);
  return lines;
}

/** Coroutines keep theirs in their frame. */
export const hasInfo = (fn: IRFunction, program: ProgramContext): boolean =>
  program.values.has(fn) || (fn.suspends && !program.compact.has(fn));

function declaration(fn: IRFunction, program: ProgramContext): string[] {
  const lines = hasInfo(fn, program) ? [`extern const FunctionInfo i_${fn.symbol};`] : [];
  if (program.compact.has(fn)) lines.push(`extern const uint8_t k_${fn.symbol}[];`);
  else if (fn.suspends) lines.push(`Value c_${fn.symbol}(${NATIVE_PARAMETERS});`);
  else lines.push(`Value d_${fn.symbol}(${parameterList(fn)});`);
  return lines;
}

function functionInfo(fn: IRFunction, text: (value: string) => string): string {
  const flags: string[] = [];
  const { traits } = fn;
  if (traits.constructor) flags.push('FUNCTION_CONSTRUCTOR');
  if (traits.classConstructor) flags.push('FUNCTION_CLASS');
  if (traits.derived) flags.push('FUNCTION_DERIVED');
  if (traits.generator) flags.push('FUNCTION_GENERATOR');
  if (traits.async) flags.push('FUNCTION_ASYNC');
  if (traits.method) flags.push('FUNCTION_METHOD');
  text(fn.name);
  const { target, registers } = entryOf(fn);
  return `FUNCTION_INFO(i_${fn.symbol}, ${target}, ${stringSymbol(fn.name)}, ${fn.length}, ${flags.join(' | ') || '0'}, ${Math.min(fn.instanceSlots, 120)}, ${registers});`;
}
