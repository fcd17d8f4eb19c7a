import type { AnyNode, ArrowFunctionExpression, Pattern, PropertyDefinition } from 'acorn';
import type { ScopeAnalysis } from './bindings.js';
import type { ClassInfo, FunctionKind, FunctionNode, FunctionScope, Scope } from './model.js';
import { children, hasExpression } from './syntax.js';

export function walkFunction(
  a: ScopeAnalysis,
  node: FunctionNode | ArrowFunctionExpression,
  scope: Scope,
  name: string,
  kind: FunctionKind,
  classInfo: ClassInfo | null,
  isStatic = false,
): FunctionScope {
  const fn = a.newFunction(
    kind,
    { type: 'function', node },
    scope.function,
    node.type !== 'ArrowFunctionExpression' && node.id ? node.id.name : name,
    node.start,
    classInfo,
  );
  fn.isStatic = isStatic;
  fillFunction(a, fn, node, scope);
  return fn;
}

export function fillFunction(
  a: ScopeAnalysis,
  fn: FunctionScope,
  node: FunctionNode | ArrowFunctionExpression,
  scope: Scope,
): void {
  a.functionOf.set(node, fn);
  const savedLoop = a.insideLoop;
  a.insideLoop = false;
  let outer = scope;
  if (node.type === 'FunctionExpression' && node.id) {
    outer = a.newScope(scope, fn, false, null);
    const self = a.newBinding(node.id.name, 'self', outer, 0);
    outer.bindings.set(node.id.name, self);
    a.references.set(node.id, self);
  }
  const inner = a.newScope(outer, fn, true, null);
  fn.scope = inner;
  for (const parameter of node.params) a.declarePattern(parameter, inner, 'parameter', parameter.end);
  let bodyScope = inner;
  if (node.body.type === 'BlockStatement') {
    // expressions among the parameters do not see what the body declares
    if (node.params.some(hasExpression)) {
      bodyScope = a.newScope(inner, fn, true, null);
      a.scopeOf.set(node.body, bodyScope);
    }
    a.hoistVariables(node.body.body, bodyScope);
    a.hoistLexical(node.body.body, bodyScope);
  }
  for (const parameter of node.params) walkPattern(a, parameter, inner, false);
  if (fn.classInfo !== null && fn.classInfo.constructorFunction === fn) walkInlineFields(a, fn, fn.classInfo);
  if (node.body.type === 'BlockStatement') for (const statement of node.body.body) a.visit(statement, bodyScope);
  else a.visit(node.body, inner);
  a.insideLoop = savedLoop;
}

/** Fields are evaluated in the scope of the class but with the `this` of the constructor. */
export function walkInlineFields(a: ScopeAnalysis, fn: FunctionScope, info: ClassInfo): void {
  if (info.fieldsFunction !== null) return;
  const classScope = a.scopeOf.get(info.node)!;
  const scope = a.newScope(classScope, fn, false, null);
  for (const field of info.fields) visitInitializer(a, field, scope);
}

export function walkPattern(a: ScopeAnalysis, pattern: Pattern | null, scope: Scope, write: boolean): void {
  if (pattern === null) return;
  switch (pattern.type) {
    case 'Identifier':
      if (write) a.reference(pattern, scope, true);
      return;
    case 'ObjectPattern':
      for (const property of pattern.properties) {
        if (property.type === 'RestElement') walkPattern(a, property.argument, scope, write);
        else {
          if (property.computed) a.visit(property.key, scope);
          walkPattern(a, property.value, scope, write);
        }
      }
      return;
    case 'ArrayPattern':
      for (const element of pattern.elements) walkPattern(a, element, scope, write);
      return;
    case 'AssignmentPattern':
      walkPattern(a, pattern.left, scope, write);
      a.nameAnonymous(pattern.right, pattern.left);
      a.visit(pattern.right, scope);
      return;
    case 'RestElement':
      walkPattern(a, pattern.argument, scope, write);
      return;
    default:
      a.visit(pattern, scope);
  }
}

export function enterSynthetic(a: ScopeAnalysis, fn: FunctionScope, outer: Scope, body: (scope: Scope) => void): void {
  const savedLoop = a.insideLoop;
  a.insideLoop = false;
  fn.scope = a.newScope(outer, fn, true, null);
  fn.usesThis = true;
  body(fn.scope);
  a.insideLoop = savedLoop;
}

/** `new.target` is undefined in it, though it is a part of the constructor. */
export function visitInitializer(a: ScopeAnalysis, { value }: PropertyDefinition, scope: Scope): void {
  if (!value) return;
  const forget = (node: AnyNode): void => {
    if (node.type === 'MetaProperty') a.absentTargets.add(node);
    if (node.type !== 'FunctionExpression' && node.type !== 'ClassExpression') children(node).forEach(forget);
  };
  forget(value);
  a.visit(value, scope);
}
