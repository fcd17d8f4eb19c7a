import type { AnyNode } from 'acorn';
import { children, type FunctionScope, isFunctionNode } from '../scope.js';

const isStatement = ({ type }: AnyNode): boolean =>
  (type.endsWith('Statement') && type !== 'BlockStatement') || type === 'VariableDeclaration';

/**
 * The parts of a function that may run less often than the function: its statements, and operands that are evaluated on a
 * condition. In source order, without those of functions and classes inside. A profile calls them by their place in this list.
 */
export function armsOf(scope: FunctionScope): AnyNode[] {
  const arms: AnyNode[] = [];
  const visit = (node: AnyNode): void => {
    if (isStatement(node)) arms.push(node);
    for (const child of children(node)) {
      if (isFunctionNode(child) || child.type === 'ClassDeclaration' || child.type === 'ClassExpression') continue;
      if (isConditional(node, child)) arms.push(child);
      visit(child);
    }
  };
  if (scope.body.type === 'function') visit(scope.body.node.body);
  return arms;
}

/** Whether an operand is evaluated on a condition. */
function isConditional(parent: AnyNode, child: AnyNode): boolean {
  switch (parent.type) {
    case 'ConditionalExpression':
      return child !== parent.test;
    case 'LogicalExpression':
      return child === parent.right;
    case 'AssignmentExpression':
      return child === parent.right && ['&&=', '||=', '??='].includes(parent.operator);
    default:
      return false;
  }
}
