import type { AnyNode } from 'acorn';
import type { IRFunction } from './ir.js';
import type { ParsedModule } from './parse.js';

// What Function.prototype.toString gives is a piece of the program's text, which is in the image only where the program may ask.

/** A function and its place in the text of its module. */
export interface FunctionSource {
  readonly symbol: string;
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

function visit(node: AnyNode, each: (node: AnyNode) => void): void {
  each(node);
  for (const value of Object.values(node))
    for (const child of Array.isArray(value) ? value : [value])
      if (typeof child === 'object' && child !== null && typeof child.type === 'string') visit(child, each);
}

/** Whether a module turns functions into text, as far as its syntax shows: `f.toString()`, `String(f)`, `${f}`, `f + ''`. */
export function printsFunctions({ ast }: ParsedModule): boolean {
  const functions = new Set<string>();
  visit(ast, (node) => {
    if ((node.type === 'FunctionDeclaration' || node.type === 'ClassDeclaration') && node.id)
      functions.add(node.id.name);
    if (node.type === 'VariableDeclarator' && node.id.type === 'Identifier' && isFunction(node.init))
      functions.add(node.id.name);
  });
  const isPrinted = (node: AnyNode): boolean =>
    isFunction(node) || (node.type === 'Identifier' && functions.has(node.name)) || endsInFunction(node);
  let prints = false;
  visit(ast, (node) => {
    if (node.type === 'CallExpression') {
      const { callee, arguments: given } = node;
      if (callee.type === 'Identifier' && callee.name === 'String' && given.length === 1) prints = true;
      if (isToString(callee) && given.length === 0) prints = true;
      if (callee.type === 'MemberExpression' && isToString(callee.object)) prints = true;
    }
    if (node.type === 'TemplateLiteral' && node.expressions.some(isPrinted)) prints = true;
    if (node.type === 'BinaryExpression' && node.operator === '+')
      prints ||= isPrinted(node.left as AnyNode) || isPrinted(node.right);
  });
  return prints;
}

const isToString = (node: AnyNode): boolean =>
  node.type === 'MemberExpression' && !node.computed && (node.property as { name?: string }).name === 'toString';

const isFunction = (node: AnyNode | null | undefined): boolean =>
  ['FunctionExpression', 'ArrowFunctionExpression', 'ClassExpression'].includes(node?.type ?? '');

/** `x.constructor` */
const endsInFunction = (node: AnyNode): boolean =>
  node.type === 'MemberExpression' && !node.computed && (node.property as { name?: string }).name === 'constructor';

/** Places of those functions of a module that have objects. */
export function functionSources(module: ParsedModule, functions: readonly IRFunction[]): FunctionSource[] {
  const { text } = module.source;
  // of a method all of it is the source, of which the function is the part behind the name
  const methods = new Map<AnyNode, number>();
  visit(module.ast, (node) => {
    if (node.type === 'MethodDefinition')
      methods.set(node.value, node.start + (node.static ? /^static\s*/.exec(text.slice(node.start))![0].length : 0));
    if (node.type === 'Property' && (node.method || node.kind !== 'init')) methods.set(node.value, node.start);
  });
  const sources: FunctionSource[] = [];
  for (const { scope, symbol, traits } of functions) {
    const node = traits.classConstructor
      ? scope.classInfo?.node
      : scope.body.type === 'function'
        ? scope.body.node
        : null;
    if (node) sources.push({ symbol, text, start: methods.get(node) ?? node.start, end: node.end });
  }
  return sources;
}
