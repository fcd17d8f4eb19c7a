import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { AnyNode } from 'acorn';
import { InternalError } from './diagnostics.js';
import { parse } from './parse.js';

/** One property of a built-in object, as its unit declares it. */
export interface BuiltinMember {
  readonly object: string;
  /** Property name; '@@name' for a well-known symbol. */
  readonly key: string;
  readonly kind: 'method' | 'getter' | 'setter' | 'constant' | 'alias';
  readonly length: number;
  readonly implementation:
    | { readonly type: 'native'; readonly symbol: string }
    | { readonly type: 'module'; readonly module: string; readonly node: AnyNode }
    | { readonly type: 'constant'; readonly value: string }
    | { readonly type: 'alias'; readonly key: string };
}

export interface BuiltinConstructor {
  readonly name: string;
  readonly length: number;
  readonly symbol: string;
  readonly prototype: string | null;
  readonly parent: string | null;
  /** Cannot be called with new. */
  readonly plain: boolean;
}

export interface BuiltinModule {
  readonly name: string;
  readonly parsed: ReturnType<typeof parse>;
  readonly exports: readonly string[];
}

export interface Manifest {
  readonly members: readonly BuiltinMember[];
  readonly constructors: ReadonlyMap<string, BuiltinConstructor>;
  readonly namespaces: ReadonlySet<string>;
  readonly modules: ReadonlyMap<string, BuiltinModule>;
  /** Name in the program to C enumerator, in order. */
  readonly intrinsics: ReadonlyMap<string, { readonly identifier: string; readonly index: number }>;
  /** String constants that the engine's C defines itself. */
  readonly atoms: ReadonlySet<string>;
  /** Functions of the reserved module morgana:platform, by name: how many values each takes. */
  readonly platform: ReadonlyMap<string, number>;
}

const ARGUMENT = /"((?:[^"\\]|\\.)*)"|([^,\s][^,]*)/g;

function argumentsOf(text: string): string[] {
  return [...text.matchAll(ARGUMENT)].map((m) => m[1] ?? m[2]!.trim());
}

/** Reads what the engine's sources declare: the macros of C units, and $define and $export of TypeScript modules. */
export function readManifest(nativeDirectory: string, builtinDirectory: string): Manifest {
  const members: BuiltinMember[] = [];
  const constructors = new Map<string, BuiltinConstructor>();
  const namespaces = new Set<string>();
  const platform = new Map<string, number>();
  const folder = join(nativeDirectory, 'builtins');
  for (const file of readdirSync(folder).sort()) {
    if (!file.endsWith('.c')) continue;
    const text = readFileSync(join(folder, file), 'utf8');
    for (const match of text.matchAll(/^([A-Z_]+)\((.*)\)$/gm)) {
      const [a, b, c, d, e] = argumentsOf(match[2]!);
      switch (match[1]) {
        case 'METHOD':
          members.push({
            object: a!,
            key: b!,
            kind: 'method',
            length: Number(c),
            implementation: { type: 'native', symbol: d! },
          });
          break;
        case 'GETTER':
          members.push({
            object: a!,
            key: b!,
            kind: 'getter',
            length: 0,
            implementation: { type: 'native', symbol: c! },
          });
          break;
        case 'SETTER':
          members.push({
            object: a!,
            key: b!,
            kind: 'setter',
            length: 1,
            implementation: { type: 'native', symbol: c! },
          });
          break;
        case 'CONSTANT':
          members.push({
            object: a!,
            key: b!,
            kind: 'constant',
            length: 0,
            implementation: { type: 'constant', value: match[2]!.split(',').slice(2).join(',').trim() },
          });
          break;
        case 'ALIAS':
          members.push({ object: a!, key: b!, kind: 'alias', length: 0, implementation: { type: 'alias', key: c! } });
          break;
        case 'CONSTRUCTOR':
        case 'CALLABLE':
          constructors.set(a!, {
            name: a!,
            length: Number(b),
            symbol: c!,
            prototype: d === 'NULL' || d === undefined ? null : d,
            parent: e ?? null,
            plain: match[1] === 'CALLABLE',
          });
          break;
        case 'PLATFORM':
          platform.set(a!, Number(b));
          break;
        case 'NAMESPACE':
          namespaces.add(a!);
          break;
      }
    }
  }
  const modules = new Map<string, BuiltinModule>();
  // what was compiled from a source that is no longer there stays behind in the folder
  const sources = join(builtinDirectory, '../../src/builtins');
  for (const file of readdirSync(builtinDirectory).sort()) {
    if (!file.endsWith('.js') || !existsSync(join(sources, file.replace(/js$/, 'ts')))) continue;
    // what an earlier build left behind
    if (!existsSync(join(builtinDirectory, '../../src/builtins', file.replace(/js$/, 'ts')))) continue;
    const path = join(builtinDirectory, file);
    const text = readFileSync(path, 'utf8').replace(/\n\/\/# sourceMappingURL=.*\s*$/, '\n');
    const parsed = parse({ path: `engine/${file}`, text });
    const name = file.slice(0, -3);
    const exports: string[] = [];
    for (const statement of parsed.ast.body) {
      const definition = engineDeclaration(statement);
      if (definition === null) continue;
      if (definition.type === 'export') exports.push(...definition.names);
      else
        for (const property of definition.properties)
          members.push({
            ...property,
            object: definition.object,
            implementation: { type: 'module', module: name, node: property.node },
          });
    }
    modules.set(name, { name, parsed, exports });
  }
  const intrinsics = new Map<string, { identifier: string; index: number }>();
  for (const m of readFileSync(join(nativeDirectory, 'intrinsics.def'), 'utf8').matchAll(
    /^INTRINSIC\((\w+), "([^"]+)"/gm,
  ))
    intrinsics.set(m[2]!, { identifier: m[1]!, index: intrinsics.size });
  const atoms = new Set<string>();
  for (const m of readFileSync(join(nativeDirectory, 'atoms.def'), 'utf8').matchAll(
    /ATOM\((\w+)\)|ATOM_NAMED\(\w+, "([^"]*)"\)/g,
  ))
    atoms.add(m[1] ?? m[2]!);
  return { members, constructors, namespaces, modules, intrinsics, atoms, platform };
}

/** Lengths of methods that have more parameters than ECMA-262 counts, or fewer. */
const LENGTHS: ReadonlyMap<string, number> = new Map<string, number>([
  ...'every filter find findIndex findLast findLastIndex forEach map some flatMap reduce reduceRight'
    .split(' ')
    .map((name) => [name, 1] as const),
  ...'fill indexOf lastIndexOf includes from concat unshift push'.split(' ').map((name) => [name, 1] as const),
  ['copyWithin', 2],
  ['localeCompare', 1],
  ['flat', 0],
]);

interface DefinedProperty {
  readonly key: string;
  readonly kind: 'method' | 'getter' | 'setter';
  readonly length: number;
  readonly node: AnyNode;
}

type EngineDeclaration =
  | { readonly type: 'define'; readonly object: string; readonly properties: readonly DefinedProperty[] }
  | { readonly type: 'export'; readonly names: readonly string[] };

/** `$define('Object.name', { members })` or `$export({ names })` at the top level of an engine module. */
export function engineDeclaration(statement: AnyNode): EngineDeclaration | null {
  if (statement.type !== 'ExpressionStatement' || statement.expression.type !== 'CallExpression') return null;
  const { callee, arguments: args } = statement.expression;
  if (callee.type !== 'Identifier') return null;
  const object = args[args.length - 1];
  if (callee.name === '$export' && object?.type === 'ObjectExpression')
    return {
      type: 'export',
      names: object.properties.map((p) => (p.type === 'Property' && p.key.type === 'Identifier' ? p.key.name : '')),
    };
  if (callee.name !== '$define' || args[0]?.type !== 'Literal' || object?.type !== 'ObjectExpression') return null;
  const properties = object.properties.map((p): DefinedProperty => {
    if (p.type !== 'Property') throw new InternalError('$define takes methods and accessors only');
    let key: string;
    if (p.computed) {
      if (p.key.type !== 'MemberExpression') throw new InternalError('$define: computed keys are Symbol.name');
      key = `@@${(p.key.property as { name: string }).name}`;
    } else key = p.key.type === 'Identifier' ? p.key.name : String((p.key as { value: unknown }).value);
    const fn = p.value as Extract<AnyNode, { type: 'FunctionExpression' }>;
    const required = fn.params.findIndex((q) => q.type === 'AssignmentPattern' || q.type === 'RestElement');
    return {
      key,
      kind: p.kind === 'get' ? 'getter' : p.kind === 'set' ? 'setter' : 'method',
      length: LENGTHS.get(key) ?? (required < 0 ? fn.params.length : required),
      node: fn,
    };
  });
  return { type: 'define', object: String(args[0].value), properties };
}
