import type { BuiltinConstructor, BuiltinMember, Manifest } from './builtins.js';
import { computedNames, matchesPattern } from './computed-keys.js';
import { makesPatterns } from './dynamic-patterns.js';
import type { IRFunction, Register } from './ir.js';
import { type LoweredModule, lowerModule } from './lower/lower.js';
import { mentionsOf } from './mentions.js';
import { INHERITED_GLOBALS } from './missing-globals.js';

/** The built-ins that a program can reach, decided by the names that it mentions. */
export interface ReachedBuiltins {
  readonly members: readonly { readonly member: BuiltinMember; readonly fn: IRFunction | null }[];
  readonly constructors: readonly BuiltinConstructor[];
  readonly namespaces: readonly string[];
  readonly modules: readonly LoweredModule[];
  /** Modules whose main function has to run: they export globals. */
  readonly mains: readonly IRFunction[];
  readonly globals: ReadonlySet<string>;
  /** Patterns are made at run time. */
  readonly patterns: boolean;
}

/** Names that the engine itself looks up. */
const IMPLICIT_NAMES = [
  'next',
  'return',
  'throw',
  'then',
  'toString',
  'valueOf',
  'length',
  'name',
  'message',
  '@@iterator',
  '@@asyncIterator',
  '@@toPrimitive',
  '@@toStringTag',
  '@@species',
];

/** Looked up by the engine on objects that only these globals make: wrappers of primitive values. */
const WRAPPED = new Set(['Number.prototype', 'Boolean.prototype', 'Symbol.prototype', 'BigInt.prototype']);
const CONVERSIONS = new Set(['toString', 'valueOf', '@@toPrimitive']);

/** Prototypes that exist only if their constructor does; all other intrinsics are always there. */
const ERRORS = ['TypeError', 'RangeError', 'ReferenceError', 'SyntaxError'];

/** `platform`: modules of the engine that run before the program; the names that they compute are the program's. */
const URI_FUNCTIONS = ['decodeURI', 'decodeURIComponent', 'encodeURI', 'encodeURIComponent'];

export function reachBuiltins(
  manifest: Manifest,
  roots: readonly LoweredModule[],
  platform: readonly LoweredModule[],
): ReachedBuiltins {
  const names = new Set<string>(IMPLICIT_NAMES);
  const mentioned = new Set<string>();
  const globals = new Set<string>();
  const scanned = new Set<IRFunction>();
  const lowered = new Map<string, LoweredModule>();
  const mains = new Map<string, IRFunction>();
  const chosen = new Map<BuiltinMember, IRFunction | null>();
  const constructors = new Map<string, BuiltinConstructor>();

  /** Built-in objects of which the program may see every member. */
  const enumerated = new Set<string>();
  /** Properties of constructors and namespaces that are read by the names of both, and those objects that go elsewhere. */
  const statics = new Set<string>();
  const escaped = new Set<string>();
  const ownStatics = new Set(
    manifest.members.filter(({ object }) => hasStatics(object, manifest)).map(({ object, key }) => `${object} ${key}`),
  );
  const setters = new Set(manifest.members.filter(({ kind }) => kind === 'setter').map(({ key }) => key));
  const isStaticOnly = ({ object, key }: BuiltinMember): boolean =>
    hasStatics(object, manifest) &&
    !key.startsWith('@@') &&
    !escaped.has(object) &&
    !globals.has('globalThis') &&
    !mentioned.has('constructor');
  /** A global and the constructors that it inherits from. */
  const lineOf = (object: string): string[] => {
    const parent = manifest.constructors.get(object)?.parent ?? null;
    return parent === null ? [object] : [object, ...lineOf(parent)];
  };
  const moduleNames = new Map<LoweredModule, string>();
  const needMain = new Set<string>();
  const scan = (module: LoweredModule): void => {
    for (const fn of module.functions) {
      if (scanned.has(fn)) continue;
      scanned.add(fn);
      if (fn.traits.async) globals.add('%async');
      if (fn.traits.generator) globals.add(fn.traits.async ? '%asyncGenerator' : '%generator');
      for (const object of enumeratedObjects(fn)) enumerated.add(object);
      const mentions = mentionsOf(fn);
      const mention = (key: string): void => {
        // built-ins ask for the constructor of an object to make another one: where it is not linked, the default
        if (key === 'constructor' && moduleNames.has(module)) return;
        names.add(key);
        mentioned.add(key);
      };
      for (const key of mentions.reads) mention(key);
      for (const key of mentions.writes) if (setters.has(key)) mention(key);
      for (const [object, key] of mentions.statics) {
        const owner = lineOf(object).find((name) => ownStatics.has(`${name} ${key}`));
        if (owner === undefined) mention(key);
        else statics.add(`${owner} ${key}`);
      }
      for (const object of mentions.escaped) for (const name of lineOf(object)) escaped.add(name);
      for (const block of fn.blocks)
        for (const { op, immediates: im } of block.instructions) {
          if (typeof im.value === 'bigint') globals.add('%bigint');
          if (op === 'globalGet' || op === 'globalGetOrUndefined') {
            globals.add(im.name!);
            if (INHERITED_GLOBALS.has(im.name!)) names.add(im.name!);
          }
          if (op === 'regexp') globals.add('%regexp');
          if (op === 'throwError') globals.add(im.error!);
          if (op === 'intrinsic' && im.name === 'rejectedImport') globals.add('%async');
          // variables of an engine module are set by its top level, which then has to run
          if (op === 'moduleGet' && lowered.has(moduleNames.get(module) ?? '')) needMain.add(moduleNames.get(module)!);
        }
    }
  };
  const moduleOf = (name: string): LoweredModule => {
    let module = lowered.get(name);
    if (module === undefined) {
      module = lowerModule(manifest.modules.get(name)!.parsed, `e_${name.replace(/\W/g, '_')}`, true);
      lowered.set(name, module);
      moduleNames.set(module, name);
    }
    return module;
  };
  const isLive = (object: string): boolean => {
    if (object === 'globalThis') return true;
    const constructor = object.endsWith('.prototype') ? object.slice(0, -'.prototype'.length) : object;
    if (globals.has(constructor)) return true;
    // what encodeURI and its relatives throw
    if (constructor === 'URIError' && object !== constructor && [...globals].some((name) => /codeURI/.test(name)))
      return true;
    if (constructor === 'Promise') return object !== constructor && globals.has('%async');
    if (constructor === 'RegExp') return object !== constructor && globals.has('%regexp');
    // what `bytes.buffer` gives
    if (constructor === 'ArrayBuffer') return object !== constructor && names.has('buffer');
    if (constructor === 'BigInt')
      return (
        object !== constructor &&
        (['%bigint', 'BigInt64Array', 'BigUint64Array'].some((g) => globals.has(g)) ||
          names.has('getBigInt64') ||
          names.has('getBigUint64'))
      );
    if (object === '%TypedArray%.prototype' || object === '%TypedArray%')
      return [...globals].some((g) => /^(Big)?(Ui|I)nt\d+(Clamped)?Array$|^Float\d+Array$|^TextEncoder$/.test(g));
    if (object.endsWith('.prototype') && manifest.constructors.has(constructor))
      return ['Object', 'Array', 'String', 'Number', 'Boolean', 'Function', 'Error', 'Symbol', ...ERRORS].includes(
        constructor,
      );
    if (object === '%GeneratorPrototype%') return globals.has('%generator');
    if (object === '%AsyncGeneratorPrototype%') return globals.has('%asyncGenerator');
    if (object === '%AsyncIteratorPrototype%' || object === '%AsyncFromSyncIteratorPrototype%')
      return globals.has('%async') || globals.has('%asyncGenerator');
    if (object === '%MapIteratorPrototype%') return globals.has('Map');
    if (object === '%SetIteratorPrototype%') return globals.has('Set');
    if (object === '%RegExpStringIteratorPrototype%') return globals.has('RegExp') || globals.has('%regexp');
    return manifest.intrinsics.has(object);
  };

  for (const root of [...platform, ...roots]) scan(root);
  const patterns = computedNames(roots.flatMap((root) => root.functions));
  const isComputed = (name: string): boolean => patterns.some((pattern) => matchesPattern(name, pattern));
  for (let changed = true; changed; ) {
    changed = false;
    if (globals.has('Map') || globals.has('WeakMap')) names.add('set');
    if (globals.has('Function') || globals.has('eval')) globals.add('EvalError');
    if (URI_FUNCTIONS.some((name) => globals.has(name))) globals.add('URIError');
    if (globals.has('Set') || globals.has('WeakSet')) names.add('add');
    // JSON.stringify looks for toJSON, and that of a Date for toISOString
    if (globals.has('Date') && globals.has('JSON')) names.add('toJSON');
    if (globals.has('Date') && names.has('toJSON')) names.add('toISOString');
    // texts of computed keys may name globals and constructors
    if (globals.has('globalThis'))
      for (const name of names)
        if (!globals.has(name) && (manifest.constructors.has(name) || manifest.namespaces.has(name))) globals.add(name);
    for (const member of manifest.members) {
      if (chosen.has(member) || !isLive(member.object)) continue;
      const isGlobal = member.object === 'globalThis';
      if (
        isGlobal
          ? !globals.has(member.key) && !(globals.has('globalThis') && names.has(member.key))
          : !isComputed(member.key) &&
            !enumerated.has(member.object) &&
            !(isStaticOnly(member) ? statics.has(`${member.object} ${member.key}`) : names.has(member.key)) &&
            !(member.key.startsWith('@@') && names.has(member.key.slice(2)))
      )
        continue;
      if (
        WRAPPED.has(member.object) &&
        CONVERSIONS.has(member.key) &&
        !isComputed(member.key) &&
        !mentioned.has(member.key) &&
        !['Object', 'globalThis', member.object.slice(0, -'.prototype'.length)].some((name) => globals.has(name))
      )
        continue;
      changed = true;
      if (member.implementation.type === 'module') {
        const module = moduleOf(member.implementation.module);
        const fn = module.functionFor(module.scopes.functionOf.get(member.implementation.node)!);
        fn.name = member.key.startsWith('@@')
          ? `[Symbol.${member.key.slice(2)}]`
          : `${member.kind === 'getter' ? 'get ' : member.kind === 'setter' ? 'set ' : ''}${member.key}`;
        fn.length = member.length;
        chosen.set(member, fn);
        scan(module);
      } else {
        if (member.implementation.type === 'alias') {
          names.add(member.implementation.key);
          statics.add(`${member.object} ${member.implementation.key}`);
        }
        chosen.set(member, null);
      }
    }
    for (const module of manifest.modules.values()) {
      if (mains.has(module.name)) continue;
      if (!needMain.has(module.name) && !module.exports.some((name) => globals.has(name))) continue;
      changed = true;
      const reached = moduleOf(module.name);
      mains.set(module.name, reached.functionFor(reached.scopes.main));
      scan(reached);
    }
    for (const constructor of manifest.constructors.values()) {
      if (constructors.has(constructor.name)) continue;
      const { name } = constructor;
      const needed = globals.has(name) || [...constructors.values()].some((c) => c.parent === name);
      const always =
        names.has('constructor') && name !== 'Proxy' && constructor.prototype !== null && isLive(constructor.prototype);
      if (!needed && !always) continue;
      changed = true;
      constructors.set(name, constructor);
      if (needed) globals.add(name);
      if (constructor.parent !== null) globals.add(constructor.parent);
    }
  }
  return {
    members: [...chosen].map(([member, fn]) => ({ member, fn })),
    constructors: [...constructors.values()],
    namespaces: [...manifest.namespaces].filter((name) => globals.has(name)),
    modules: [...lowered.values()],
    mains: [...mains.values()],
    globals,
    patterns: globals.has('RegExp') || makesPatterns(roots.flatMap((root) => root.functions)),
  };
}

/** Objects whose members nobody finds but through their names; what Promise is asked for by itself is in the engine. */
const hasStatics = (object: string, manifest: Manifest): boolean =>
  object !== 'Promise' && object !== 'Symbol' && (manifest.constructors.has(object) || manifest.namespaces.has(object));

const ENUMERATING = new Set(
  'entries getOwnPropertyDescriptor getOwnPropertyDescriptors getOwnPropertyNames getOwnPropertySymbols keys ownKeys values'.split(
    ' ',
  ),
);

/** `Math[name]`, `Reflect[name]`, `Object.getOwnPropertyNames(Array.prototype)`: objects asked for more than names in the source. */
function enumeratedObjects(fn: IRFunction): string[] {
  const known = new Map<Register, string>();
  const result: string[] = [];
  for (const block of fn.blocks)
    for (const { op, operands, result: register, immediates } of block.instructions) {
      const object = operands[0] === undefined ? undefined : known.get(operands[0]);
      if (register !== null && op === 'globalGet') known.set(register, immediates.name!);
      else if (register !== null && op === 'getProperty' && immediates.key === 'prototype' && object !== undefined)
        known.set(register, `${object}.prototype`);
      else if (op === 'getElement' && object !== undefined) result.push(object);
      else if (op === 'call' && ENUMERATING.has(immediates.key ?? ''))
        for (const operand of operands.slice(2)) if (known.has(operand)) result.push(known.get(operand)!);
    }
  return result;
}
