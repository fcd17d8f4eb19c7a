import type { AnyNode, ArrowFunctionExpression, Pattern } from 'acorn';
import { InternalError } from '../diagnostics.js';
import type { FunctionNode } from './model.js';

export const isFunctionNode = (node: AnyNode): node is FunctionNode | ArrowFunctionExpression =>
  node.type === 'FunctionDeclaration' || node.type === 'FunctionExpression' || node.type === 'ArrowFunctionExpression';

/** Children of a node in source order (acorn puts them in evaluation order). */
export function children(node: AnyNode): AnyNode[] {
  const result: AnyNode[] = [];
  for (const [key, value] of Object.entries(node)) {
    if (key === 'type') continue;
    if (Array.isArray(value)) {
      for (const item of value) if (isNode(item)) result.push(item);
    } else if (isNode(value)) result.push(value);
  }
  return result;
}
const isNode = (value: unknown): value is AnyNode =>
  typeof value === 'object' && value !== null && typeof (value as { type?: unknown }).type === 'string';

/** Default values and computed keys: what a pattern evaluates. */
export function hasExpression(pattern: Pattern): boolean {
  switch (pattern.type) {
    case 'AssignmentPattern':
      return true;
    case 'RestElement':
      return hasExpression(pattern.argument);
    case 'ArrayPattern':
      return pattern.elements.some((element) => element !== null && hasExpression(element));
    case 'ObjectPattern':
      return pattern.properties.some((property) =>
        property.type === 'RestElement'
          ? hasExpression(property.argument)
          : property.computed || hasExpression(property.value),
      );
    default:
      return false;
  }
}

export function isExpressionLike(node: AnyNode): boolean {
  return node.type.endsWith('Expression') || node.type === 'Identifier' || node.type === 'Literal';
}

export function isAnonymousDefinition(node: AnyNode): boolean {
  return (
    node.type === 'ArrowFunctionExpression' ||
    ((node.type === 'FunctionExpression' || node.type === 'ClassExpression') && !node.id)
  );
}

/** The property name of a key that is not computed; '' for a computed one (it is set when the value is made). */
export function keyName(key: AnyNode, computed: boolean): string {
  if (computed) return '';
  if (key.type === 'Identifier') return key.name;
  if (key.type === 'PrivateIdentifier') return `#${key.name}`;
  if (key.type === 'Literal') return key.bigint ? BigInt(key.bigint).toString() : String(key.value);
  throw new InternalError(`unexpected property key ${key.type}`);
}

export function mentionsSuper(node: AnyNode): boolean {
  if (node.type === 'Super') return true;
  return children(node).some(
    (child) => child.type !== 'ClassExpression' && child.type !== 'ClassDeclaration' && mentionsSuper(child),
  );
}

/** Then the fields can be initialised in the constructor itself, right behind the call. */
export function hasOneDirectSuperCall(constructor: AnyNode): boolean {
  let direct = 0;
  let nested = 0;
  const visit = (node: AnyNode, inArrow: boolean): void => {
    if (node.type === 'ClassExpression' || node.type === 'ClassDeclaration') return;
    if (node.type === 'CallExpression' && node.callee.type === 'Super') {
      if (inArrow) nested++;
      else direct++;
    }
    const deeper = inArrow || node.type === 'ArrowFunctionExpression';
    for (const child of children(node)) visit(child, deeper);
  };
  visit(constructor, false);
  return direct === 1 && nested === 0;
}
