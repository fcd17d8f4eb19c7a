import type { BuiltinMember, Manifest } from '../builtins.js';
import type { FunctionSource } from '../function-sources.js';
import type { IRFunction } from '../ir.js';
import type { ReachedBuiltins } from '../reach.js';
import { assembly, cMessage, stringDefinitions, stringSymbol, textDefinition } from './names.js';
import { INTERPRET, NATIVE_PARAMETERS, parameterList } from './signature.js';

export interface ProgramTables {
  readonly reached: ReachedBuiltins;
  readonly manifest: Manifest;
  readonly mains: readonly IRFunction[];
  readonly isCompact: (fn: IRFunction) => boolean;
  /** Index of the first main function of which an argument selects one; null: all run. */
  readonly selectFrom: number | null;
  /** Which guesses fail though they hold: see `guess.c` of the engine. */
  readonly failGuards: 'always' | 'sometimes' | undefined;
  readonly variables: readonly { readonly symbol: string; readonly uninitialized: boolean }[];
  readonly sources: readonly FunctionSource[];
  readonly strings: Set<string>;
  readonly privates: ReadonlyMap<string, string>;
  /** Patterns that are made at run time may ask for properties of Unicode. */
  readonly properties: boolean;
  /** A text names one of the normalization forms NFKC and NFKD. */
  readonly compatibility: boolean;
}

const isIdentifier = (name: string): boolean => /^[A-Za-z_$][\w$]*$/.test(name);

/** The one C file that differs in every program: tables of built-ins, string constants, variables, main functions. */
export function emitProgramTables(tables: ProgramTables): string {
  const { reached, manifest, strings } = tables;
  const indices = new Map<string, number>();
  const objects: string[] = [];
  const declarations: string[] = [];
  const functions: string[] = [];
  /** Row and, in assembly, the addresses of its key and its value. */
  const properties: (readonly [row: string, key: string, value: string | number])[] = [];
  const constants: string[] = [];
  const infos: string[] = [];

  const keyOf = (key: string): string => {
    if (key.startsWith('@@')) return `symbol_${key.slice(2)}`;
    strings.add(key);
    return stringSymbol(key);
  };
  const addObject = (name: string, text: string, info = '0'): number => {
    let index = indices.get(name);
    if (index === undefined) {
      index = objects.length;
      indices.set(name, index);
      objects.push(text);
      functions.push(info);
    }
    return index;
  };
  const indexOf = (name: string): number => {
    const known = indices.get(name);
    if (known !== undefined) return known;
    const intrinsic = manifest.intrinsics.get(name);
    if (intrinsic !== undefined) return addObject(name, `{${intrinsic.identifier}, -1, -1, 0}`);
    return addObject(name, '{-1, -1, -1, KIND_OBJECT}');
  };
  const nativeInfo = (symbol: string, name: string, length: number, flags: string): string => {
    const info = `b_${symbol}_${infos.length}`;
    strings.add(name);
    declarations.push(`Value ${symbol}(Function *, Value, Value, uint32_t, const Value *);`);
    infos.push(`NATIVE_FUNCTION_INFO(${info}, ${symbol}, ${stringSymbol(name)}, ${length}, ${flags});`);
    return info;
  };

  indexOf('globalThis');
  const global = indexOf('globalThis');
  const pending = [...reached.constructors];
  const done = new Set<string>();
  while (pending.length > 0) {
    const constructor = pending.shift()!;
    if (constructor.parent !== null && !done.has(constructor.parent)) {
      pending.push(constructor);
      continue;
    }
    done.add(constructor.name);
    const flags = constructor.plain ? 'FUNCTION_BUILTIN' : 'FUNCTION_BUILTIN | FUNCTION_CONSTRUCTOR | FUNCTION_DERIVED';
    const info = nativeInfo(constructor.symbol, constructor.name.replace(/%/g, ''), constructor.length, flags);
    const parent = constructor.parent === null ? -1 : indexOf(constructor.parent);
    const prototype = constructor.prototype === null ? -1 : indexOf(constructor.prototype);
    addObject(constructor.name, `{-1, ${parent}, ${prototype}, KIND_FUNCTION}`, info);
  }
  for (const name of reached.namespaces) indexOf(name);
  for (const name of [...done, ...reached.namespaces, 'globalThis'])
    if (isIdentifier(name) && (reached.globals.has(name) || name === 'globalThis'))
      properties.push([`${global}, DATA_HIDDEN, PROPERTY_OBJECT`, keyOf(name), indexOf(name)]);

  /** The method that is the same function as one by a symbol: `values` for `[Symbol.iterator]`. */
  const sameFunction = (member: BuiltinMember): BuiltinMember =>
    member.kind !== 'method' || !member.key.startsWith('@@') || member.implementation.type !== 'native'
      ? member
      : manifest.members.find(
          (other) =>
            other.object === member.object &&
            other.kind === 'method' &&
            other.length === member.length &&
            other.implementation.type === 'native' &&
            other.implementation.symbol === (member.implementation as { symbol: string }).symbol,
        )!;

  /** Number.parseFloat is the global function. */
  const isGlobalFunction = (member: BuiltinMember): boolean =>
    member.object === 'Number' &&
    ['parseFloat', 'parseInt'].includes(member.key) &&
    reached.members.some((other) => other.member.object === 'globalThis' && other.member.key === member.key);

  const accessors = new Map<string, { getter?: string; setter?: string; member: BuiltinMember }>();
  const late: (typeof properties)[number][] = [];
  for (const { member, fn } of reached.members) {
    const object = indexOf(member.object);
    const { implementation } = member;
    const name = member.key.startsWith('@@') ? `[Symbol.${member.key.slice(2)}]` : member.key;
    if (implementation.type === 'alias') {
      late.push([`${object}, DATA_HIDDEN, PROPERTY_ALIAS`, keyOf(member.key), keyOf(implementation.key)]);
      continue;
    }
    if (implementation.type === 'constant') {
      const [value, attributes] = constantValue(member.key, implementation.value, strings);
      properties.push([`${object}, ${attributes}, PROPERTY_CONSTANT`, keyOf(member.key), constants.push(value) - 1]);
      continue;
    }
    if (isGlobalFunction(member)) {
      late.push([`${object}, DATA_HIDDEN, PROPERTY_SHARED`, keyOf(member.key), global]);
      continue;
    }
    const primary = sameFunction(member);
    if (primary !== member && reached.members.some((other) => other.member === primary)) {
      late.push([`${object}, DATA_HIDDEN, PROPERTY_ALIAS`, keyOf(member.key), keyOf(primary.key)]);
      continue;
    }
    let info: string;
    if (fn !== null) {
      info = `i_${fn.symbol}`;
      declarations.push(`extern const FunctionInfo ${info};`);
    } else {
      const prefix = member.kind === 'getter' ? 'get ' : member.kind === 'setter' ? 'set ' : '';
      info = nativeInfo(
        (implementation as { symbol: string }).symbol,
        primary === member ? prefix + name : primary.key,
        member.length,
        'FUNCTION_BUILTIN',
      );
    }
    if (member.kind === 'method') {
      const attributes =
        member.key === '@@toPrimitive' || member.key === '@@hasInstance'
          ? member.key === '@@hasInstance'
            ? '0'
            : 'CONFIGURABLE'
          : 'DATA_HIDDEN';
      properties.push([`${object}, ${attributes}, PROPERTY_METHOD`, keyOf(member.key), info]);
    } else {
      const id = `${member.object} ${member.key}`;
      const entry = accessors.get(id) ?? { member };
      if (member.kind === 'getter') entry.getter = info;
      else entry.setter = info;
      accessors.set(id, entry);
    }
  }
  for (const { getter, setter, member } of accessors.values()) {
    const row = `${indexOf(member.object)}, CONFIGURABLE`;
    properties.push([`${row}, PROPERTY_GETTER`, keyOf(member.key), getter ?? 0]);
    if (setter !== undefined) properties.push([`${row}, PROPERTY_SETTER`, keyOf(member.key), setter]);
  }
  properties.push(...late);

  const lines = ['#include "engine.h"', ''];
  const texts = [...new Set([...strings, ...manifest.atoms])].sort();
  for (const text of texts) if (!manifest.atoms.has(text)) lines.push(`extern const String ${stringSymbol(text)};`);
  lines.push(...stringDefinitions(texts));
  lines.push(...variableDefinitions(tables.variables), ...privateDefinitions(tables.privates));
  lines.push(...new Set(declarations), ...infos);
  lines.push('const BuiltinObject realm_object_table[] = {', ...objects.map((o) => `  ${o},`), '};');
  lines.push(`const uint32_t realm_object_count = ${objects.length};`, `Value realm_objects[${objects.length}];`);
  lines.push(
    addressTable(
      'realm_object_functions',
      functions.map((info) => `.long ${info}`),
    ),
  );
  lines.push(
    'const BuiltinProperty realm_property_table[] = {',
    ...properties.map(([p]) => `  {${p}},`),
    '  {0}',
    '};',
  );
  lines.push(
    addressTable(
      'realm_property_addresses',
      properties.map(([, key, value]) => `.long ${key}, ${value}`),
    ),
  );
  lines.push(`const Value realm_constants[] = {${[...constants, 0].join(', ')}};`);
  lines.push(`const uint32_t realm_property_count = ${properties.length};`);
  lines.push(INTERPRET);
  tables.mains.forEach((fn, i) => {
    if (tables.isCompact(fn)) {
      lines.push(
        `extern const uint8_t k_${fn.symbol}[];`,
        `static Value main_${i}(void) { return interpret(k_${fn.symbol}, NULL, VALUE_UNDEFINED, VALUE_UNDEFINED, 0, NULL); }`,
      );
      return;
    }
    const call = fn.suspends
      ? `c_${fn.symbol}(NULL, VALUE_UNDEFINED, VALUE_UNDEFINED, 0, NULL)`
      : `ENTER(Direct0, d_${fn.symbol}, VALUE_UNDEFINED, NULL, VALUE_UNDEFINED)`;
    lines.push(
      fn.suspends ? `Value c_${fn.symbol}(${NATIVE_PARAMETERS});` : `Value d_${fn.symbol}(${parameterList(fn)});`,
      `static Value main_${i}(void) { return ${call}; }`,
    );
  });
  lines.push(`Value (*const program_mains[])(void) = {${tables.mains.map((_, i) => `main_${i}`).join(', ')}};`);
  lines.push(`const uint32_t program_main_count = ${tables.mains.length};`);
  lines.push(`const uint32_t program_select_from = ${tables.selectFrom ?? 'UINT32_MAX'};`);
  if (reached.patterns)
    lines.push('static const void *const pattern_compiler __attribute__((used)) = &regexp_compiler_unit;');
  if (reached.members.some(({ member }) => member.key === 'normalize'))
    lines.push(
      'uint32_t unicode_decompose_compatibly(uint32_t, uint32_t *);',
      `uint32_t (*const compatibility_table)(uint32_t, uint32_t *) = ${tables.compatibility ? 'unicode_decompose_compatibly' : 'NULL'};`,
    );
  lines.push(
    `const UnicodePropertyTable *const regexp_properties = ${tables.properties && reached.patterns ? 'unicode_property_tables' : 'NULL'};`,
  );
  lines.push(...sourceTable(tables.sources));
  if (tables.failGuards !== undefined)
    lines.push(`const bool guesses_always_fail = ${tables.failGuards === 'always'};`);
  lines.push(`const char *const program_name = ${cMessage('program')};`, '');
  return lines.join('\n');
}

/** Addresses of 32 bits, which C cannot write down. */
const addressTable = (name: string, rows: readonly string[]): string =>
  assembly(`.rodata.${name}, "a"`, [
    '.balign 4',
    `.globl ${name}`,
    `.type ${name}, @object`,
    `${name}:`,
    ...rows,
    `.size ${name}, . - ${name}`,
  ]);

/** Variables take no room in the image: the engine gives them their first values. */
function variableDefinitions(variables: ProgramTables['variables']): string[] {
  const undefinedFirst = [...variables].sort((a, b) => Number(a.uninitialized) - Number(b.uninitialized));
  const places = undefinedFirst.flatMap(({ symbol }) => [`.globl ${symbol}`, `${symbol}: .skip 8`]);
  return [
    assembly('.bss.program_variables, "aw", @nobits', [
      '.balign 8',
      '.globl program_variables',
      'program_variables:',
      ...places,
    ]),
    `const uint32_t program_undefined_count = ${variables.filter(({ uninitialized }) => !uninitialized).length};`,
    `const uint32_t program_variable_count = ${variables.length};`,
  ];
}

/** Private symbols take no room but for the addresses of their names. */
function privateDefinitions(privates: ReadonlyMap<string, string>): string[] {
  const symbols = [...privates.keys()].sort();
  const places = symbols.flatMap((symbol) => [`.globl ${symbol}`, `${symbol}: .skip 24`]);
  return [
    assembly('.bss.program_symbols, "aw", @nobits', [
      '.balign 8',
      '.globl program_symbols',
      'program_symbols:',
      ...places,
    ]),
    addressTable(
      'program_symbol_names',
      symbols.map((symbol) => `.long ${stringSymbol(privates.get(symbol)!)}`),
    ),
    `const uint32_t program_symbol_count = ${symbols.length};`,
  ];
}

function sourceTable(sources: readonly FunctionSource[]): string[] {
  if (sources.length === 0) return [];
  const texts = [...new Set(sources.map(({ text }) => text))];
  const rows = sources.map(
    ({ symbol, text, start, end }) =>
      `  {&i_${symbol}, (const String *)&source_${texts.indexOf(text)}, ${start}, ${end}},`,
  );
  return [
    ...texts.map((text, i) => textDefinition(`source_${i}`, text)),
    ...sources.map(({ symbol }) => `extern const FunctionInfo i_${symbol};`),
    'const FunctionSource function_sources[] = {',
    ...rows,
    '};',
    `const uint32_t function_source_count = ${sources.length};`,
  ];
}

/** CONSTANT macros give a C expression or a quoted text: tags are read-only, names and messages writable. */
function constantValue(key: string, text: string, strings: Set<string>): [string, string] {
  const quoted = /^"(.*)"$/.exec(text);
  if (quoted !== null) {
    strings.add(quoted[1]!);
    return [`(Value)&${stringSymbol(quoted[1]!)}`, key.startsWith('@@') ? 'CONFIGURABLE' : 'DATA_HIDDEN'];
  }
  return [text, key === 'stackTraceLimit' ? 'DATA_DEFAULT' : '0'];
}
