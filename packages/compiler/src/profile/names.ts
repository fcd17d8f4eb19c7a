import type { AnyNode } from 'acorn';
import type { ParsedModule } from '../parse.js';
import { children, type FunctionScope, type ScopeInfo } from '../scope.js';

/** What a profile calls a function: it stays the same when lines are added elsewhere, and in every bundle. */
export interface FunctionName {
  /** As source maps call it: "@morgana/tcpip/src/tcp/output.ts". */
  readonly file: string;
  /** Names from the outermost function or class of the file to this one: "Server.#accept/serve". */
  readonly path: string;
}

/** Bundlers number names of the top level that several modules have. */
const withoutNumber = (name: string): string => name.replace(/\$\d+$/, '');

/** Of functions that have the same path the second one is called "NAME 2". */
export function functionNames(module: ParsedModule, scopes: ScopeInfo): Map<FunctionScope, FunctionName> {
  const names = new Map<FunctionScope, FunctionName>();
  const taken = new Map<string, number>();
  for (const scope of scopes.functions) {
    if (scope.kind === 'module') continue;
    const file = fileOf(module, scope);
    const parent = scope.parent === null ? undefined : names.get(scope.parent);
    const base = `${parent === undefined ? '' : `${parent.path}/`}${ownName(scope)}`;
    const count = (taken.get(`${file} ${base}`) ?? 0) + 1;
    taken.set(`${file} ${base}`, count);
    names.set(scope, { file, path: count === 1 ? base : `${base} ${count}` });
  }
  return names;
}

function ownName(scope: FunctionScope): string {
  const name = withoutNumber(scope.name);
  if (scope.classInfo === null) return name || '()';
  const owner = withoutNumber(scope.classInfo.binding.name) || 'class';
  switch (scope.kind) {
    case 'constructor':
    case 'derivedConstructor':
      return `${owner}.constructor`;
    case 'method':
      return `${owner}.${scope.isStatic ? 'static ' : ''}${name}`;
    default:
      return `${owner}.${name || '()'}`;
  }
}

/** The maps of some bundlers have nothing for the head of a function. */
function fileOf(module: ParsedModule, scope: FunctionScope): string {
  const { path } = module.source;
  const inside = (node: AnyNode, depth: number): string | undefined => {
    const { file } = module.positions.at(node.start);
    if (file !== path) return file;
    if (depth === 0) return undefined;
    for (const child of children(node)) {
      const found = inside(child, depth - 1);
      if (found !== undefined) return found;
    }
    return undefined;
  };
  const { file } = module.positions.at(scope.start);
  if (file !== path) return file;
  const node = nodeOf(scope);
  return (node === null ? undefined : inside(node, 4)) ?? path;
}

/** The node of a function; of a constructor that is not written down, its class. */
export function nodeOf(scope: FunctionScope): AnyNode | null {
  switch (scope.body.type) {
    case 'program':
      return scope.body.program;
    case 'function':
    case 'staticBlock':
      return scope.body.node;
    case 'initializer':
      return scope.body.value;
    default:
      return scope.classInfo?.node ?? null;
  }
}
