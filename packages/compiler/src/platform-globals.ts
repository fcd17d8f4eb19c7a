import { fileURLToPath } from 'node:url';
import { GLOBALS, type GlobalUnit, moduleFolder } from '@morgana/engine';
import type { AnyNode } from 'acorn';
import { rollup } from 'rollup';
import { InternalError } from './diagnostics.js';
import type { LoweredModule } from './lower/lower.js';
import type { ParsedModule } from './parse.js';
import { children } from './scope.js';
import type { SourceFile } from './source.js';

/** A module of a program and what its names refer to. */
export interface AnalyzedModule {
  readonly parsed: ParsedModule;
  readonly lowered: LoweredModule;
}

/** A global that the caller brings: `module` is the path of a module. */
export type ExtraGlobal = Omit<GlobalUnit, 'binds'>;

/** Methods of the console, by the function of inspect/console.ts that does the work. */
const CONSOLE_METHODS: ReadonlyMap<string, string> = new Map([
  ['log', '(...values) => log(state, values)'],
  ['warn', '(...values) => warn(state, values)'],
  ['dir', '(value, options) => dir(state, value, options)'],
  ['time', '(label) => time(state, label)'],
  ['timeEnd', '(label) => timeEnd(state, label)'],
  ['timeLog', '(label, ...values) => timeLog(state, label, values)'],
  ['trace', '(...values) => trace(state, values)'],
  ['assert', '(condition, ...values) => assert(state, condition, values)'],
  ['clear', '() => {}'],
  ['count', '(label) => count(state, label)'],
  ['countReset', '(label) => countReset(state, label)'],
  ['group', '(...values) => group(state, values)'],
  ['groupEnd', '() => groupEnd(state)'],
  ['table', '(data, properties) => table(state, data, properties)'],
  ['debug', '(...values) => log(state, values)'],
  ['info', '(...values) => log(state, values)'],
  ['dirxml', '(...values) => log(state, values)'],
  ['error', '(...values) => warn(state, values)'],
  ['groupCollapsed', '(...values) => group(state, values)'],
]);

/** Formatters of inspect by what brings their kind of object into a program: a global, or a construct of the language. */
const KINDS: readonly { kind: string; module: string; formatter: string; by: RegExp }[] = [
  { kind: 'arguments', module: 'arguments', formatter: 'formatArguments', by: /^%arguments$/ },
  { kind: 'map', module: 'map', formatter: 'formatMap', by: /^Map$/ },
  { kind: 'set', module: 'set', formatter: 'formatSet', by: /^Set$/ },
  { kind: 'map iterator', module: 'iterator', formatter: 'formatMapIterator', by: /^Map$/ },
  { kind: 'set iterator', module: 'iterator', formatter: 'formatSetIterator', by: /^Set$/ },
  { kind: 'weak map', module: 'weak', formatter: 'formatWeakMap', by: /^WeakMap$/ },
  { kind: 'weak set', module: 'weak', formatter: 'formatWeakSet', by: /^WeakSet$/ },
  { kind: 'promise', module: 'promise', formatter: 'formatPromise', by: /^(Promise|%async|\w+Stream|queueMicrotask)$/ },
  { kind: 'regexp', module: 'regexp', formatter: 'formatRegExp', by: /^(RegExp|%regexp)$/ },
  { kind: 'date', module: 'date', formatter: 'formatDate', by: /^Date$/ },
  { kind: 'array buffer', module: 'bytes', formatter: 'formatArrayBuffer', by: /Array$|ArrayBuffer$|^Text|^Data/ },
  { kind: 'shared array buffer', module: 'bytes', formatter: 'formatSharedArrayBuffer', by: /^SharedArrayBuffer$/ },
  { kind: 'data view', module: 'bytes', formatter: 'formatDataView', by: /^DataView$/ },
  { kind: 'typed array', module: 'bytes', formatter: 'formatTypedArray', by: /\dC?l?a?m?p?e?d?Array$|^Text/ },
  { kind: 'boxed number', module: 'boxed', formatter: 'formatBoxedNumber', by: /^(%box|%new Number)$/ },
  { kind: 'boxed string', module: 'boxed', formatter: 'formatBoxedString', by: /^(%box|%new String)$/ },
  { kind: 'boxed boolean', module: 'boxed', formatter: 'formatBoxedBoolean', by: /^(%box|%new Boolean)$/ },
  { kind: 'boxed symbol', module: 'boxed', formatter: 'formatBoxedSymbol', by: /^%box$/ },
  { kind: 'boxed bigint', module: 'boxed', formatter: 'formatBoxedBigInt', by: /^%box$/ },
];
/** Objects of these kinds are everywhere: the engine itself makes them. */
const ALWAYS = [
  { kind: 'array', module: 'array', formatter: 'formatArray' },
  { kind: 'function', module: 'function', formatter: 'formatFunction' },
  { kind: 'error', module: 'error', formatter: 'formatError' },
];

/** What the modules of a program use of the globals, as far as it decides what is linked. */
interface Uses {
  readonly globals: Set<string>;
  /** Names of properties and texts of the program, looked up only if it uses globalThis. */
  readonly names: Set<string>;
  readonly consoleMethods: Set<string>;
  /** The console itself is handed around. */
  consoleEscapes: boolean;
  /** `toLocaleString` or its like is called with locales or options. */
  localeMethods: boolean;
  /** Everything that is printed is a primitive value and no text has directives. */
  plainConsole: boolean;
}

/**
 * The module that defines those globals of the web platform, and of the console those methods and formatters, that the
 * program can use. It runs before the program. null: none.
 */
export async function linkPlatformGlobals(
  program: readonly AnalyzedModule[],
  extra: readonly ExtraGlobal[],
): Promise<SourceFile | null> {
  const uses: Uses = {
    globals: new Set(),
    names: new Set(),
    consoleMethods: new Set(),
    consoleEscapes: false,
    localeMethods: false,
    plainConsole: true,
  };
  for (const module of program) collectUses(module, uses);
  const isUsed = (name: string): boolean =>
    uses.globals.has(name) || (uses.globals.has('globalThis') && uses.names.has(name));
  const root = fileURLToPath(moduleFolder);
  const absolute = (path: string): string => JSON.stringify(new URL(path, `file://${root}web/`).pathname);
  const binds = new Set<string>();
  const imports: string[] = [];
  const definitions: string[] = [];
  for (const unit of GLOBALS) {
    if (!isUsed(unit.name)) continue;
    for (const bind of unit.binds) binds.add(bind);
    imports.push(`import { ${unit.export} as global_${unit.name} } from ${absolute(unit.module)};`);
    definitions.push(`$defineGlobal(${JSON.stringify(unit.name)}, global_${unit.name});`);
  }
  for (const unit of extra) {
    if (!isUsed(unit.name)) continue;
    imports.push(`import { ${unit.export} as global_${unit.name} } from ${JSON.stringify(unit.module)};`);
    definitions.push(`$defineGlobal(${JSON.stringify(unit.name)}, global_${unit.name});`);
  }
  if (isUsed('console')) {
    if (!uses.globals.has('console')) uses.consoleEscapes = true;
    const text = consoleEntry(uses, (path) => absolute(`../${path}`));
    imports.unshift(...text.imports);
    definitions.unshift(...text.definitions);
  }
  if (uses.localeMethods) {
    imports.push(`import { defineLocaleMethods } from ${absolute('./intl/methods.js')};`);
    definitions.push('defineLocaleMethods();');
  }
  if (definitions.length === 0) return null;
  const entry = [...[...binds].map((bind) => `import ${absolute(bind)};`), ...imports, ...definitions].join('\n');
  const name = '\0globals';
  const bundle = await rollup({
    input: name,
    plugins: [
      {
        name: 'entry',
        resolveId: (id) => (id === name ? id : null),
        load: (id) => (id === name ? { code: entry, moduleSideEffects: true } : null),
      },
    ],
    // the modules of the engine do nothing when they are loaded but for those that bind
    treeshake: { moduleSideEffects: (id) => id === name || /\/dist\/host\//.test(id) },
    onLog(level, log) {
      if (level === 'warn' && log.code !== 'CIRCULAR_DEPENDENCY')
        throw new InternalError(`globals cannot be linked: ${log.message}`);
    },
  });
  const { output } = await bundle.generate({ format: 'es', compact: false });
  await bundle.close();
  return { path: 'engine/globals.js', text: output[0].code };
}

function consoleEntry(uses: Uses, path: (path: string) => string): { imports: string[]; definitions: string[] } {
  const methods = uses.consoleEscapes
    ? [...CONSOLE_METHODS.keys()]
    : [...CONSOLE_METHODS.keys()].filter((name) => uses.consoleMethods.has(name));
  if (uses.plainConsole && !uses.consoleEscapes && methods.every((name) => PLAIN_METHODS.has(name)))
    return {
      imports: [`import { log as plainLog, error as plainError } from ${path('host/plain-console.js')};`],
      definitions: [
        `$defineGlobal('console', { ${methods.map((m) => `${m}: ${m === 'warn' || m === 'error' ? 'plainError' : 'plainLog'}`).join(', ')} });`,
      ],
    };
  const present = [...uses.globals, ...(uses.globals.has('globalThis') ? uses.names : [])];
  const kinds = [...ALWAYS, ...KINDS.filter(({ by }) => present.some((name) => by.test(name)))];
  const functions = ['log', 'warn', 'dir', 'trace', 'assert', 'table', 'group', 'groupEnd', 'count', 'countReset'];
  functions.push('time', 'timeEnd', 'timeLog');
  return {
    imports: [
      ...kinds.map(({ module, formatter }) => `import { ${formatter} } from ${path(`inspect/kinds/${module}.js`)};`),
      `import { ${functions.join(', ')} } from ${path('inspect/console.js')};`,
      `import { consoleState } from ${path('host/console.js')};`,
    ],
    definitions: [
      `const state = consoleState({ ${kinds.map(({ kind, formatter }) => `${JSON.stringify(kind)}: ${formatter}`).join(', ')} });`,
      `$defineGlobal('console', {`,
      ...methods.map((name) => `  ${name}: ${CONSOLE_METHODS.get(name)},`),
      '});',
    ],
  };
}

const PLAIN_METHODS = new Set(['log', 'info', 'debug', 'warn', 'error']);

function collectUses({ parsed, lowered }: AnalyzedModule, uses: Uses): void {
  const { scopes } = lowered;
  const isGlobal = (node: AnyNode | null | undefined, name: string): boolean =>
    node?.type === 'Identifier' && node.name === name && !scopes.references.has(node);
  for (const name of scopes.globals) uses.globals.add(name);
  const visit = (node: AnyNode, parent: AnyNode | null): void => {
    switch (node.type) {
      case 'Identifier':
        if (node.name === 'arguments' && !scopes.globals.has('arguments')) uses.globals.add('%arguments');
        if (parent?.type === 'MemberExpression' && parent.property === node && !parent.computed) {
          uses.names.add(node.name);
          break;
        }
        if (isGlobal(node, 'Object') && !(parent?.type === 'MemberExpression' && parent.object === node))
          uses.globals.add('%box');
        if (isGlobal(node, 'console') && !isKey(node, parent)) {
          if (parent?.type === 'MemberExpression' && parent.object === node && !parent.computed) {
            if (parent.property.type === 'Identifier') uses.consoleMethods.add(parent.property.name);
          } else if (!(parent?.type === 'UnaryExpression' && parent.operator === 'typeof')) uses.consoleEscapes = true;
        }
        break;
      case 'Literal':
        if (typeof node.value === 'string') uses.names.add(node.value);
        if ('regex' in node) uses.globals.add('%regexp');
        break;
      case 'NewExpression':
        if (node.callee.type === 'Identifier') uses.globals.add(`%new ${node.callee.name}`);
        break;
      case 'FunctionDeclaration':
      case 'FunctionExpression':
      case 'ArrowFunctionExpression':
        if (node.async) uses.globals.add('%async');
        break;
      case 'MemberExpression':
        // anything but a call of a method hands the method around
        if (isGlobal(node.object, 'console') && !(parent?.type === 'CallExpression' && parent.callee === node))
          uses.plainConsole = false;
        break;
      case 'CallExpression':
        if (isLocaleMethod(node.callee) && node.arguments.length > 0) uses.localeMethods = true;
        if (node.callee.type === 'MemberExpression' && isGlobal(node.callee.object, 'console')) {
          const [first] = node.arguments;
          const plain =
            node.arguments.every((argument) => isPrimitive(argument)) &&
            (node.arguments.length <= 1 || (first?.type === 'Literal' && !String(first.value).includes('%')));
          if (!plain) uses.plainConsole = false;
        }
        break;
    }
    for (const child of children(node)) visit(child, node);
  };
  visit(parsed.ast, null);
}

const isLocaleMethod = (node: AnyNode): boolean =>
  node.type === 'MemberExpression' &&
  !node.computed &&
  /^toLocale(Date|Time)?String$/.test((node.property as { name: string }).name);

const isKey = (node: AnyNode, parent: AnyNode | null): boolean =>
  (parent?.type === 'Property' || parent?.type === 'MethodDefinition' || parent?.type === 'PropertyDefinition') &&
  parent.key === node &&
  !parent.computed &&
  !(parent.type === 'Property' && parent.shorthand);

/** Whatever happens, the value is a string, a number, a boolean, null or undefined. */
function isPrimitive(node: AnyNode): boolean {
  switch (node.type) {
    case 'TemplateLiteral':
      return true;
    case 'Literal':
      return !('regex' in node) && !('bigint' in node);
    case 'UnaryExpression':
      return node.operator === 'typeof' || node.operator === '!' || node.operator === 'void' || node.operator === '+';
    case 'BinaryExpression':
      return node.operator === '+'
        ? isText(node.left) || isText(node.right)
        : ['===', '!==', '==', '!=', '<', '>', '<=', '>=', 'in', 'instanceof', '>>>'].includes(node.operator);
    case 'ConditionalExpression':
      return isPrimitive(node.consequent) && isPrimitive(node.alternate);
    case 'LogicalExpression':
      return isPrimitive(node.left) && isPrimitive(node.right);
    default:
      return isText(node);
  }
}

/** Whatever happens, the value is a string. */
function isText(node: AnyNode): boolean {
  return (
    node.type === 'TemplateLiteral' ||
    (node.type === 'Literal' && typeof node.value === 'string') ||
    (node.type === 'BinaryExpression' && node.operator === '+' && (isText(node.left) || isText(node.right)))
  );
}
