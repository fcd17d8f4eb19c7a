import { readdirSync, readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { builtinFolder, nativeFolder } from '@morgana/engine';
import { nativeFolder as unixFolder } from '@morgana/runtime-unix';
import { type Manifest, readManifest } from './builtins.js';
import {
  archive,
  type CompilerOptions,
  checkOutput,
  compileUnits,
  defaultCacheDirectory,
  link,
  readSymbols,
  type SymbolTable,
  strip,
  type TranslationUnit,
  versionOf,
} from './cc.js';
import { compactFunctions, Encoder } from './compact/encode.js';
import { CompileError } from './diagnostics.js';
import { emitGroup, type GroupContext, hasInfo, type ProgramContext, type Room } from './emit/group.js';
import { countDenseAsLoops, countHotAsLoops, isKernel } from './emit/kernels.js';
import { hashUnits } from './emit/names.js';
import { emitProgramTables } from './emit/program.js';
import { functionSources, printsFunctions } from './function-sources.js';
import type { IRFunction } from './ir.js';
import { type CodeLine, LINE_FLAGS, nameOfText, readCodeLines, takeMarks } from './line-table.js';
import type { DynamicCode } from './lower/builder.js';
import { type LoweredModule, lowerModule } from './lower/lower.js';
import { missingGlobals } from './missing-globals.js';
import { parse } from './parse.js';
import { type AnalyzedModule, type ExtraGlobal, linkPlatformGlobals } from './platform-globals.js';
import type { Profiles } from './profile/profile.js';
import { closeByUnwinding } from './program/closers.js';
import { elementKinds } from './program/elements.js';
import { hoistTables } from './program/hoist.js';
import { knownClasses } from './program/known.js';
import { knowMath } from './program/math.js';
import { optimizeProgram } from './program/optimize.js';
import { brandPrivateMethods } from './program/private-methods.js';
import { reachBuiltins } from './reach.js';
import { recursiveFunctions } from './recursion.js';
import { compileRegExps } from './regexp-programs.js';
import { rejectUnsupported } from './reject.js';
import type { Binding } from './scope.js';
import type { Position, SourceFile } from './source.js';
import { explain } from './ssa/why.js';
import { useTopLevelOrder } from './top-level.js';

/** What a program is linked with below the engine: an implementation of its platform contract. */
export interface Platform {
  /** Folders of its C sources and headers. */
  readonly folders: readonly string[];
  /** For every C unit, after the common flags. */
  readonly flags?: readonly string[];
  /** For the link step, after the common flags. */
  readonly linkFlags?: readonly string[];
  /** C units that are written for this program alone. */
  readonly units?: readonly { readonly name: string; readonly text: string }[];
}

export interface CompileOptions {
  /** By default a process of Linux (`@morgana/runtime-unix`). */
  readonly platform?: Platform;
  readonly cc?: string;
  /** Optimisation of functions; the top level of modules is always compiled for size. */
  readonly optimization?: '0' | '1' | '2' | 's';
  /** Compilers at a time; by default one a processor. */
  readonly jobs?: number;
  readonly onProgress?: (done: number, total: number) => void;
  readonly cacheDirectory?: string;
  /** Where the objects of the program go, if not there: for programs that are compiled once and never again. */
  readonly programCacheDirectory?: string;
  /**
   * For tests of the engine: gcc's sanitizers of addresses (of heap cells too) and undefined behaviour, with libc around the
   * program; and a collection at every allocation.
   */
  readonly sanitize?: boolean;
  readonly gcStress?: boolean;
  /**
   * A word behind each heap cell that nobody may change: a driver that writes beyond its buffer ends the program with a sentence
   * and status 70, at the next collection. By default in programs that are compiled without optimisation (but for `sanitize` and `gcStress`).
   */
  readonly heapCanaries?: boolean;
  /**
   * For tests of the code that takes over where a guess does not hold: the program's guesses fail, of types, of callees and of what inline
   * caches hold, all of them or every fourth.
   */
  readonly failGuards?: 'always' | 'sometimes';
  /** No inference and no guesses, nor passes over the whole program: what the others are compared with. */
  readonly generic?: boolean;
  readonly strip?: boolean;
  /** Fills `why`: what is known of the values of functions of this name, and what is not. */
  readonly why?: string;
  /** `eval`, `new Function` and `import()` outside of try blocks: an error (as by default), or an exception at run time. */
  readonly dynamicCode?: DynamicCode;
  /**
   * The text of the program is in the image, for Function.prototype.toString. By default where the program converts functions
   * to text as far as its syntax shows.
   */
  readonly functionSources?: boolean;
  /** Globals that a package of the program's brings, beside those of the engine. */
  readonly globals?: readonly ExtraGlobal[];
  /** Fills `symbols`. */
  readonly measure?: boolean;
  /** The last argument at run time, a number, selects the one module that runs; otherwise all run in order. */
  readonly select?: boolean;
  /** However small the program is, only loops that compute are worth text. */
  readonly compact?: boolean;
  /** Functions that the interpreter runs: by default, with `compact`, those that run seldom, otherwise none. */
  readonly interpret?: 'all' | 'seldom' | 'none' | undefined;
  /** Sources, as source maps call them, whose functions run seldom: they are compiled for size and have no caches. */
  readonly seldom?: (file: string) => boolean;
  /**
   * What runs of packages have shown of their functions, by the package's name. In large programs, and those that are to be compact,
   * hot functions get fast code, warm ones ordinary code, all others small code.
   */
  readonly profiles?: Profiles;
  /** With `select`: so many modules run before the selected one, whichever it is. */
  readonly common?: number;
}

export interface CompiledProgram {
  readonly functions: readonly IRFunction[];
  readonly units: readonly TranslationUnit[];
  /** What compiles and will not work: texts with positions. */
  readonly warnings: readonly string[];
  /** With `why`: lines about functions of that name. */
  readonly why?: readonly string[];
  /** Bytes in the executable by symbol; functions are `c_SYMBOL`, and `d_SYMBOL` where they are called directly. */
  readonly symbols?: ReadonlyMap<string, number>;
  /** With `symbols`, of a stripped executable: what the code from an address on was compiled from, ascending. */
  readonly lines?: readonly CodeLine[];
  /** With `symbols`: functions by address. */
  readonly code?: SymbolTable['code'];
}

const nativeDirectory = /* @__PURE__ */ fileURLToPath(nativeFolder);
const builtinDirectory = /* @__PURE__ */ fileURLToPath(builtinFolder);
const unix: Platform = { folders: [/* @__PURE__ */ fileURLToPath(unixFolder)] };

let cachedManifest: Manifest | null = null;

/** Front end: modules to C translation units. */
export async function translate(
  sources: readonly SourceFile[],
  options: CompileOptions = {},
): Promise<CompiledProgram> {
  cachedManifest ??= readManifest(nativeDirectory, builtinDirectory);
  const manifest = cachedManifest;
  const prefixes = new Set<string>();
  const program = sources.map((source, index): AnalyzedModule => {
    const parsed = parse(source);
    rejectUnsupported(parsed, manifest.platform);
    // among many modules a prefix of the name's own: what is added or changed leaves the others' C text as it is
    let prefix = options.select ? `m${hashUnits(basename(source.path)).toString(16)}` : `m${index}`;
    while (prefixes.has(prefix)) prefix += 'x';
    prefixes.add(prefix);
    const lowered = lowerModule(parsed, prefix, false, manifest.platform, options.dynamicCode, options.profiles);
    if (!options.generic) brandPrivateMethods(lowered);
    useTopLevelOrder(lowered);
    return { parsed, lowered };
  });
  const modules = program.map(({ lowered }) => lowered);
  const globals = await linkPlatformGlobals(program, options.globals ?? []);
  const platform = globals === null ? [] : [lowerModule(parse({ ...globals, intrinsics: true }), 'g', false)];
  for (const module of platform) {
    if (!options.generic) brandPrivateMethods(module);
    useTopLevelOrder(module);
  }
  const reached = reachBuiltins(manifest, modules, platform);
  const all = [...reached.modules, ...platform, ...modules];
  const functions = all.flatMap((module) => module.functions);
  // of programs of which an argument selects one, each is compiled as if it stood alone
  const programs = (options.select ? modules.map((module) => [module]) : [modules]).map((parts) =>
    parts.flatMap((module) => module.functions),
  );
  const roomOf = new Map<IRFunction, ProgramRoom>();
  for (const own of programs) {
    const room = programRoom(weightOf(own), options.compact === true);
    for (const fn of own) roomOf.set(fn, room);
  }
  /** Text is scarce: what runs often, by a profile or because it is a loop that computes, has more of it. */
  const isSparse = (fn: IRFunction): boolean => options.compact === true || roomOf.get(fn) === 'little';
  const own = programs.flat();
  const shared = functions.filter((fn) => !roomOf.has(fn));
  const closed = options.select
    ? [{ own, all: shared }, ...programs.map((one) => ({ own: one, all: one }))]
    : [{ own, all: functions }];
  if (!options.generic) for (const { own, all } of closed) knowMath(own, all);
  countDenseAsLoops(functions, false);
  countHotAsLoops(functions.filter(isSparse));
  if (!options.generic) {
    for (const { all } of closed)
      optimizeProgram(
        all,
        (fn) => roomOf.get(fn) === 'much',
        (fn) => roomOf.get(fn) === 'some',
        (fn) => isSparse(fn) && fn.frequency === 'seldom',
      );
    // some are so only once their stores have become parts of new objects; short ones take the place of their calls first
    countDenseAsLoops(functions, true);
    hoistTables(functions);
  }
  const values = new Set(reached.members.flatMap(({ fn }) => fn ?? []));
  const usedVariables = new Set<Binding>();
  for (const fn of functions)
    for (const block of fn.blocks)
      for (const { op, immediates: im } of block.instructions) {
        if (op === 'closure') values.add(im.function!);
        if (im.binding !== undefined) usedVariables.add(im.binding);
      }
  const strings = new Set<string>();
  const exported = new Set([...manifest.modules.values()].flatMap((m) => m.exports));
  const globalNames = new Set([
    ...reached.constructors.map((c) => c.name),
    ...reached.namespaces,
    ...reached.members.filter((m) => m.member.object === 'globalThis').map((m) => m.member.key),
    ...[...reached.globals].filter((g) => exported.has(g)),
    'globalThis',
    ...platform.flatMap((module) => module.functions).flatMap(definedGlobals),
  ]);
  const missing = missingGlobals(
    modules.flatMap((module) => module.functions),
    globalNames,
    reached.globals.has('globalThis'),
  );
  const known = knownClasses(functions);
  const patterns = await compileRegExps(functions, options);
  const candidates = new Set<IRFunction>();
  const context: ProgramContext = {
    generic: options.generic ?? false,
    compact: candidates,
    quotes: options.compact !== true,
    elementKinds: elementKinds(functions, known),
    constants: known.constants,
    primitives: known.primitives,
    detaches: functions.some((fn) => uses(fn, 'detachBuffer')),
    recursive: recursiveFunctions(functions),
    values,
    variableSymbols: new Map(all.flatMap((m) => m.program.map((v) => [v.binding, v.symbol] as const))),
    strings,
    privates: new Map(),
    hasGlobal: (name) => globalNames.has(name),
    addsGlobals: reached.globals.has('globalThis'),
    compileRegExp(pattern, flags, position) {
      const made = patterns.get(`${flags}/${pattern}`)!;
      if (typeof made === 'string') throw new CompileError(made, position);
      return made;
    },
  };
  const level = options.optimization ?? '2';
  const units: TranslationUnit[] = [];
  const bundles = new Set(sources.map(({ path }) => path));
  // what is slow in the protocols of regular expressions is what programs have changed of them
  const cold = (module: LoweredModule): boolean => platform.includes(module) || module.main.symbol === 'e_regexp_main';
  const heatIn = (module: LoweredModule, fn: IRFunction): Heat => {
    const owned = modules.includes(module);
    if (cold(module) || fn.traits.module || (!owned && options.compact)) return COLD;
    if (!owned) return { temperature: 'warm', room: 'some' };
    if (isSparse(fn) && fn.frequency === 'seldom') return COLD;
    const room = roomOf.get(fn)!;
    if (isSparse(fn) && fn.frequency === 'hot') return { temperature: 'hot', room };
    if (fn.frequency !== 'warm' && fn.frequency !== 'hot' && options.seldom?.(sourceOf(fn, bundles))) return COLD;
    return { temperature: 'hot', room: isSparse(fn) && !isKernel(fn) ? 'none' : room };
  };
  const interpret = options.interpret ?? (options.compact ? 'seldom' : 'none');
  for (const module of all)
    for (const fn of module.functions)
      if (interpret === 'all' || (interpret === 'seldom' && heatIn(module, fn) === COLD)) candidates.add(fn);
  units.push(...compactUnits(candidates, context, level));
  // the interpreter does not unwind: what it runs keeps its handlers
  closeByUnwinding(functions.filter((fn) => !candidates.has(fn)));
  for (const [moduleIndex, module] of all.entries()) {
    const heatOf = (fn: IRFunction): Heat => heatIn(module, fn);
    for (const [index, { heat, functions }] of groups(module, heatOf, candidates).entries()) {
      const small = heat.temperature !== 'hot' || heat.room === 'none';
      const { text, positions } = takeMarks(emitGroup(functions, context, heat));
      units.push({
        name: `module ${moduleIndex} group ${index}`,
        text,
        positions,
        flags: [small ? (level === '0' ? '-O0' : '-Os') : `-O${level}`, ...PROGRAM_FLAGS],
      });
    }
  }
  const mains = [...reached.mains, ...platform.map((m) => m.main), ...modules.map((m) => m.main)];
  const variables = all
    .flatMap((m) => m.program)
    .filter(({ binding }) => usedVariables.has(binding))
    .map(({ symbol, binding }) => ({
      symbol,
      uninitialized:
        ['let', 'const', 'class'].includes(binding.kind) || (binding.kind === 'internal' && binding.usedEarly),
    }));
  units.push({
    name: 'tables',
    text: emitProgramTables({
      reached,
      manifest,
      mains,
      isCompact: (fn) => candidates.has(fn),
      selectFrom: options.select ? mains.length - modules.length + (options.common ?? 0) : null,
      variables,
      failGuards: options.failGuards,
      sources: program.flatMap(({ parsed, lowered }) =>
        (options.functionSources ?? printsFunctions(parsed))
          ? functionSources(
              parsed,
              lowered.functions.filter((fn) => hasInfo(fn, context)),
            )
          : [],
      ),
      strings,
      privates: context.privates,
      properties: [...strings].some((text) => /[pP]\{/.test(text)),
      compatibility: [...strings].some((text) => text.includes('NFK')),
    }),
    flags: ['-Os'],
  });
  const asked = functions.filter((fn) => options.why !== undefined && fn.name === options.why);
  const why = asked.flatMap((fn) => explain(fn, context.elementKinds));
  return { functions, units, warnings: [...modules.flatMap((module) => module.warnings), ...missing], why };
}

/** The globals that a function of the linked platform module defines. */
function definedGlobals(fn: IRFunction): string[] {
  const constants = new Map<number, string>();
  const names: string[] = [];
  for (const block of fn.blocks)
    for (const { op, operands, result, immediates } of block.instructions) {
      if (op === 'constant' && typeof immediates.value === 'string') constants.set(result!, immediates.value);
      if (op === 'intrinsic' && immediates.name === 'defineGlobal') names.push(constants.get(operands[0]!)!);
    }
  return names;
}

const uses = (fn: IRFunction, intrinsic: string): boolean =>
  fn.blocks.some((block) => block.instructions.some((i) => i.op === 'intrinsic' && i.immediates.name === intrinsic));

const GROUP_WEIGHT = 1500;
const LARGEST_GROUP_WEIGHT = 3000;
/** Programs up to these sizes have much or some room for text: see Room. */
const MUCH_ROOM_WEIGHT = 5000;
const SOME_ROOM_WEIGHT = 100_000;

/**
 * A call in the last place of a function keeps a frame: endless recursion ends with a RangeError, and traces are complete. The arrays
 * of this code are lists of arguments with constant indices, which nobody writes beyond.
 */
const PROGRAM_FLAGS = ['-fno-optimize-sibling-calls', '-fno-stack-protector'];

type ProgramRoom = Exclude<Room, 'none'>;

const programRoom = (weight: number, compact: boolean): ProgramRoom =>
  compact ? 'least' : weight > SOME_ROOM_WEIGHT ? 'little' : weight > MUCH_ROOM_WEIGHT ? 'some' : 'much';

/** Instructions outside of the top level, which runs once. */
const weightOf = (functions: readonly IRFunction[]): number =>
  functions
    .filter((fn) => !fn.traits.module)
    .reduce((sum, fn) => sum + fn.blocks.reduce((n, block) => n + block.instructions.length + 1, 0), 0);

/** Where a function comes from. The maps of some bundlers have nothing for its head. */
function sourceOf(fn: IRFunction, bundles: ReadonlySet<string>): string {
  for (const block of fn.blocks)
    for (const position of [fn.position, ...block.instructions.map((i) => i.position)])
      if (position !== null && !bundles.has(position.file)) return position.file;
  return fn.position.file;
}

/** Its functions stand one behind the other, as its text has them: traces leave them out. */
const INTERPRETER_FLAGS = ['-fno-function-sections', '-fno-reorder-blocks-and-partition'];

/** Takes out of the candidates what has no compact form, and writes the units of the others. */
function compactUnits(candidates: Set<IRFunction>, context: ProgramContext, level: string): TranslationUnit[] {
  const { functions, tables } = compactFunctions(candidates, context);
  if (functions.length === 0) return [];
  const { interpreter, program } = new Encoder(functions, tables, context).units();
  return [
    {
      name: 'interpreter',
      text: interpreter,
      flags: [level === '0' ? '-O1' : '-O2', ...PROGRAM_FLAGS, ...INTERPRETER_FLAGS],
    },
    { name: 'compact functions', text: program, flags: ['-Os', ...PROGRAM_FLAGS] },
  ];
}

type Heat = Pick<GroupContext, 'temperature' | 'room'>;

/** What runs seldom; with `compact` the interpreter runs it. */
const COLD: Heat = { temperature: 'cold', room: 'none' };

/**
 * Functions in source order, cut into groups of similar size and one heat; the top level is a group of its own. Where a group ends
 * depends on the name of the next function, so that behind a function that has grown the groups soon are what they were.
 */
function groups(
  module: LoweredModule,
  heatOf: (fn: IRFunction) => Heat,
  compact: ReadonlySet<IRFunction>,
): { readonly heat: Heat; readonly functions: readonly IRFunction[] }[] {
  const ordered = module.functions.filter((fn) => !compact.has(fn)).sort((a, b) => a.scope.id - b.scope.id);
  const byHeat = new Map<string, { heat: Heat; functions: IRFunction[] }>();
  for (const fn of ordered) {
    const heat = heatOf(fn);
    const id = `${fn.traits.module} ${heat.temperature} ${heat.room}`;
    const part = byHeat.get(id) ?? { heat, functions: [] };
    part.functions.push(fn);
    byHeat.set(id, part);
  }
  return [...byHeat.values()].flatMap(({ heat, functions }) =>
    cut(functions).map((group) => ({ heat, functions: group })),
  );
}

function cut(functions: readonly IRFunction[]): IRFunction[][] {
  const result: IRFunction[][] = [];
  let current: IRFunction[] = [];
  let weight = 0;
  for (const fn of functions) {
    const size = weightOf([fn]);
    const end = weight > GROUP_WEIGHT / 3 && hashUnits(fn.symbol) % 16 === 0;
    if (current.length > 0 && (end || weight + size > LARGEST_GROUP_WEIGHT)) {
      result.push(current);
      current = [];
      weight = 0;
    }
    current.push(fn);
    weight += size;
  }
  if (current.length > 0) result.push(current);
  return result;
}

const COMMON_FLAGS = [
  '-std=gnu11',
  '-ffreestanding',
  '-fno-stack-protector',
  '-fno-pic',
  '-fno-pie',
  '-fno-asynchronous-unwind-tables',
  '-fno-strict-aliasing',
  '-fno-math-errno',
  '-fno-trapping-math',
  '-ffp-contract=off',
  '-fwrapv',
  '-ffunction-sections',
  '-fdata-sections',
  '-w',
  '-Werror=implicit-function-declaration',
];

/** What -O2 does beside for speed. */
const COMPACT_FLAGS = [
  '-DCOMPACT',
  '-falign-functions=1',
  '-fno-align-jumps',
  '-fno-align-loops',
  '-fno-align-labels',
  '-fno-tree-vectorize',
];

/** C files that nothing spends its time in: compiled for size. */
const SMALL_UNITS =
  /^(engine|error|loop|cold|bigint|unix|stop|devices|fields)\.c$|^builtins\/(array|bigint|date|detach|error|function|generator|global|host|introspect|math|normalize|number|object|platform|platform_events|promise|regexp_compile|sort|symbol|template|timer|uri)\.c$|^date\/|^number\/(decimal|print_exact|print_radix|read_)|^regexp\/(parse|compile|build|ast|arena|charset|start|lookahead|regexp|match_utf16)|^unicode\//;

/** The other way round, for programs that are to be compact: where those spend their time. */
const FAST_UNITS =
  /^(array|bytes|call|collect|collections|far|fast_calls|hash|heap|inline_cache|memory|private|text|unwind)\.c$|^(math|sort|text)\/|^regexp\/(match|step|find)/;

/** Unaligned access is what x86-64 and arm64 are good at, and the engine does it on purpose. */
const SANITIZERS = [
  '-fsanitize=address,undefined',
  '-fno-sanitize=alignment',
  '-fno-sanitize-recover=all',
  '-fno-omit-frame-pointer',
];

function nativeUnits(options: CompileOptions, roots: readonly string[], isClang: boolean): TranslationUnit[] {
  const units: TranslationUnit[] = [];
  for (const root of roots) {
    const compact = options.compact === true && root === nativeDirectory;
    const isSmall = (path: string): boolean => SMALL_UNITS.test(path) || (compact && !FAST_UNITS.test(path));
    for (const path of readdirSync(root, { encoding: 'utf8', recursive: true }).sort())
      if (path.endsWith('.c')) {
        const extra = path === 'memory.c' ? ['-fno-builtin'] : [];
        // clang makes no calls of loops without its built-in functions
        if (extra.length > 0 && !isClang) extra.push('-fno-tree-loop-distribute-patterns');
        units.push({
          name: path,
          // files of the same name and text in two folders include different headers
          text: `#line 1 "${path}"\n${readFileSync(join(root, path), 'utf8')}`,
          flags: [options.optimization === '0' ? '-O1' : isSmall(path) ? '-Os' : '-O2', ...extra],
          folder: dirname(join(root, path)),
        });
      }
  }
  return units;
}

/** Compiles modules without imports to an executable. */
export const compileFiles = (
  paths: readonly string[],
  output: string,
  options: CompileOptions = {},
): Promise<CompiledProgram> =>
  compileSources(
    paths.map((path) => ({ path, text: readFileSync(path, 'utf8') })),
    output,
    options,
  );

/**
 * The same for texts in memory, with their source maps: what is said of the program then names the sources behind the bundle.
 * @throws {CompileError} for what cannot be compiled
 */
export async function compileSources(
  sources: readonly SourceFile[],
  output: string,
  options: CompileOptions = {},
): Promise<CompiledProgram> {
  checkOutput(output);
  const isClang = (await versionOf(options.cc ?? 'gcc')).includes('clang');
  const program = await translate(sources, options);
  const platform = options.platform ?? unix;
  const flags = [...COMMON_FLAGS, ...(platform.flags ?? [])];
  if (options.compact) flags.push(...COMPACT_FLAGS);
  if (options.sanitize) flags.push(...SANITIZERS, '-DMORGANA_HOSTED', '-g1');
  if (options.gcStress) flags.push('-DGC_STRESS');
  const canaries = options.optimization === '0' && options.sanitize !== true && options.gcStress !== true;
  if (options.heapCanaries ?? canaries) flags.push('-DHEAP_CANARIES');
  const cc: CompilerOptions = {
    cc: options.cc ?? 'gcc',
    flags,
    includes: [nativeDirectory],
    jobs: options.jobs ?? availableParallelism(),
    cacheDirectory: options.cacheDirectory ?? defaultCacheDirectory(),
    onProgress: options.onProgress,
  };
  // a platform's headers are seen by its own units only: the same objects of engine and program serve every platform
  const below: CompilerOptions = { ...cc, includes: [nativeDirectory, ...platform.folders] };
  // the sanitizers' library brings these functions, and checks what they are called with
  const engine = nativeUnits(options, [nativeDirectory], isClang).filter(
    ({ name }) => !options.sanitize || name !== 'memory.c',
  );
  const own = (platform.units ?? []).map((unit) => ({ ...unit, flags: ['-Os'] }));
  const cacheDirectory = options.programCacheDirectory ?? cc.cacheDirectory;
  const programFlags = options.failGuards === undefined ? flags : [...flags, '-DFAIL_GUARDS'];
  const library = await archive(
    [
      ...(await compileUnits(engine, cc)),
      ...(await compileUnits(nativeUnits(options, platform.folders, isClang), below)),
    ],
    cc,
  );
  const traced = options.strip === true && options.measure === true;
  const texts = new Map<string, readonly (Position | null)[]>();
  const units = program.units.map((unit): TranslationUnit => {
    if (!traced || unit.positions === undefined) return unit;
    const name = nameOfText(unit.text);
    texts.set(name, unit.positions);
    return { ...unit, text: `# 1 "${name}"\n${unit.text}`, flags: [...unit.flags, ...LINE_FLAGS] };
  });
  const objects = [
    ...(await compileUnits(own, { ...below, cacheDirectory })),
    ...(await compileUnits(units, { ...cc, flags: programFlags, cacheDirectory })),
  ];
  const linkFlags = [
    ...(options.sanitize ? SANITIZERS : ['-nostdlib', '-static', '-Wl,-u,_start']),
    '-no-pie',
    '-Wl,--gc-sections',
    '-Wl,--build-id=none',
    '-Wl,-z,noexecstack',
    // no page between what is executed and what is read
    '-Wl,-z,noseparate-code',
    '-Wl,-z,norelro',
    ...(platform.linkFlags ?? []),
  ];
  if (options.strip && !options.measure) linkFlags.push('-s');
  await link(output, objects, [library], linkFlags, cc);
  if (!options.measure) return program;
  const { sizes, code } = await readSymbols(output);
  const lines = traced ? readCodeLines(readFileSync(output), texts) : [];
  if (options.strip) await strip(output, output);
  return { ...program, symbols: sizes, code, lines };
}

export const compileFile = (path: string, output: string, options: CompileOptions = {}): Promise<CompiledProgram> =>
  compileFiles([path], output, options);
