import type { AnyNode, FunctionExpression, Pattern, Program } from 'acorn';
import { ScopeAnalysis } from './bindings.js';
import { referencePrivate, referenceSuper, walkClass } from './classes.js';
import { fillFunction, walkFunction, walkPattern } from './functions.js';
import type { Binding, Scope, ScopeInfo } from './model.js';
import { children, isAnonymousDefinition, keyName, mentionsSuper } from './syntax.js';

/** What every name of a module refers to. */
export function analyzeScopes(program: Program): ScopeInfo {
  const a: ScopeAnalysis = new ScopeAnalysis((node, scope) => walk(a, node, scope));
  const main = a.newFunction('module', { type: 'program', program }, null, '', 0, null);
  main.scope = a.newScope(null, main, true, null);
  a.hoistVariables(program.body, main.scope);
  a.hoistLexical(program.body, main.scope);
  for (const statement of program.body) walk(a, statement, main.scope);
  for (const fn of a.functions) for (const binding of fn.bindings) a.place(binding);
  const { functions, moduleBindings, references, functionOf, scopeOf, headOf } = a;
  const { classOf, homeOf, superOf, privateNameOf, absentTargets, globals } = a;
  return {
    main,
    functions,
    moduleBindings,
    references,
    functionOf,
    scopeOf,
    headOf,
    classOf,
    homeOf,
    superOf,
    privateNameOf,
    absentTargets,
    globals,
  };
}

export function walk(a: ScopeAnalysis, node: AnyNode | null | undefined, scope: Scope): void {
  if (!node) return;
  switch (node.type) {
    case 'Identifier':
      a.reference(node, scope, false);
      return;
    case 'PrivateIdentifier':
      referencePrivate(a, node, scope);
      return;
    case 'ThisExpression':
      a.implicit(node, scope.function, 'this');
      return;
    case 'MetaProperty':
      if (node.meta.name === 'new' && !a.absentTargets.has(node)) a.implicit(node, scope.function, 'newTarget');
      return;
    case 'FunctionDeclaration':
      walkFunction(a, node, scope, 'default', 'function', null);
      return;
    case 'FunctionExpression':
      walkFunction(a, node, scope, a.givenNames.get(node) ?? '', 'function', null);
      return;
    case 'ArrowFunctionExpression':
      walkFunction(a, node, scope, a.givenNames.get(node) ?? '', 'arrow', null);
      return;
    case 'ClassDeclaration':
    case 'ClassExpression':
      walkClass(a, node, scope);
      return;
    case 'BlockStatement':
      block(a, node, node.body, scope);
      return;
    case 'SwitchStatement': {
      walk(a, node.discriminant, scope);
      const inner = a.newScope(scope, scope.function, false, null);
      a.scopeOf.set(node, inner);
      for (const c of node.cases) a.hoistLexical(c.consequent, inner);
      // a case can be entered past the declarations of the one before it
      for (const binding of inner.bindings.values()) binding.usedEarly = binding.capturedEarly = true;
      for (const c of node.cases) {
        walk(a, c.test, inner);
        for (const statement of c.consequent) walk(a, statement, inner);
      }
      return;
    }
    case 'ForStatement': {
      const inner = a.newScope(scope, scope.function, false, null);
      a.scopeOf.set(node, inner);
      if (node.init?.type === 'VariableDeclaration' && node.init.kind !== 'var') a.hoistLexical([node.init], inner);
      walk(a, node.init, inner);
      a.loop(() => {
        walk(a, node.test, inner);
        walk(a, node.update, inner);
        walk(a, node.body, inner);
      });
      return;
    }
    case 'ForOfStatement':
    case 'ForInStatement': {
      const head = a.newScope(scope, scope.function, false, null);
      const inner = a.newScope(scope, scope.function, false, null);
      a.scopeOf.set(node, inner);
      if (node.type === 'ForOfStatement' && node.await) a.noteAwait(scope);
      // the expression sees the variables of the loop, and none of them is ever initialised for it
      if (node.left.type === 'VariableDeclaration' && node.left.kind !== 'var') {
        a.declarePattern(node.left.declarations[0]!.id, head, 'let', Number.POSITIVE_INFINITY);
        a.headOf.set(node, head);
      }
      walk(a, node.right, head);
      a.loop(() => {
        if (node.left.type === 'VariableDeclaration') {
          const declarator = node.left.declarations[0]!;
          if (node.left.kind !== 'var')
            a.declarePattern(declarator.id, inner, node.left.kind === 'const' ? 'const' : 'let', declarator.end);
          walkPattern(a, declarator.id, inner, node.left.kind === 'var');
        } else walkPattern(a, node.left, inner, true);
        walk(a, node.body, inner);
      });
      return;
    }
    case 'WhileStatement':
    case 'DoWhileStatement':
      a.loop(() => {
        walk(a, node.test, scope);
        walk(a, node.body, scope);
      });
      return;
    case 'CatchClause': {
      const inner = a.newScope(scope, scope.function, false, null);
      a.scopeOf.set(node, inner);
      a.declarePattern(node.param ?? null, inner, 'catch', node.param?.end ?? 0);
      walkPattern(a, node.param ?? null, inner, false);
      walk(a, node.body, inner);
      return;
    }
    case 'VariableDeclaration':
      for (const declarator of node.declarations) {
        a.nameAnonymous(declarator.init, declarator.id);
        walkPattern(a, declarator.id, scope, node.kind === 'var' && declarator.init !== null);
        walk(a, declarator.init, scope);
      }
      return;
    case 'AssignmentExpression':
      // a name in parentheses does not name what it is assigned
      if (node.start === node.left.start) a.nameAnonymous(node.right, node.left);
      walkPattern(a, node.left as Pattern, scope, true);
      walk(a, node.right, scope);
      return;
    case 'UpdateExpression':
      if (node.argument.type === 'Identifier') a.reference(node.argument, scope, true);
      else walk(a, node.argument, scope);
      return;
    case 'MemberExpression':
      if (node.object.type === 'Super') referenceSuper(a, node, node.object, scope, false);
      else walk(a, node.object, scope);
      if (node.computed || node.property.type === 'PrivateIdentifier') walk(a, node.property, scope);
      return;
    case 'CallExpression':
      if (node.callee.type === 'Super') referenceSuper(a, node, node.callee, scope, true);
      else walk(a, node.callee, scope);
      for (const argument of node.arguments) walk(a, argument, scope);
      return;
    case 'ObjectExpression':
      walkObject(a, node, scope);
      return;
    case 'AwaitExpression':
      a.noteAwait(scope);
      walk(a, node.argument, scope);
      return;
    case 'LabeledStatement':
      walk(a, node.body, scope);
      return;
    case 'BreakStatement':
    case 'ContinueStatement':
      return;
    case 'ExportNamedDeclaration':
      walk(a, node.declaration, scope);
      return;
    case 'ExportDefaultDeclaration':
      if (
        isAnonymousDefinition(node.declaration) ||
        (node.declaration.type === 'ClassDeclaration' && !node.declaration.id)
      )
        a.givenNames.set(node.declaration, 'default');
      walk(a, node.declaration as AnyNode, scope);
      return;
    case 'ImportDeclaration':
    case 'ExportAllDeclaration':
      return;
  }
  for (const child of children(node)) walk(a, child, scope);
}

export function block(a: ScopeAnalysis, node: AnyNode, body: readonly AnyNode[], scope: Scope): void {
  const inner = a.newScope(scope, scope.function, false, null);
  a.scopeOf.set(node, inner);
  a.hoistLexical(body, inner);
  for (const statement of body) walk(a, statement, inner);
}

function walkObject(a: ScopeAnalysis, node: Extract<AnyNode, { type: 'ObjectExpression' }>, scope: Scope): void {
  let home: Binding | null = null;
  for (const property of node.properties) {
    if (property.type === 'SpreadElement') {
      walk(a, property.argument, scope);
      continue;
    }
    if (property.computed) walk(a, property.key, scope);
    if (property.method || property.kind !== 'init') {
      if (home === null && mentionsSuper(property.value)) {
        home = a.newBinding('<home>', 'fixed', a.newScope(scope, scope.function, false, null), 0);
        a.homeOf.set(node, home);
      }
      const prefix = property.kind === 'get' ? 'get ' : property.kind === 'set' ? 'set ' : '';
      const name = prefix + keyName(property.key, property.computed);
      const value = property.value as FunctionExpression;
      const fn = a.newFunction('method', { type: 'function', node: value }, scope.function, name, value.start, null);
      if (home !== null) a.homes.set(fn, home);
      fillFunction(a, fn, value, scope);
      continue;
    }
    if (!property.computed && isAnonymousDefinition(property.value) && keyName(property.key, false) !== '__proto__')
      a.givenNames.set(property.value, keyName(property.key, false));
    walk(a, property.value, scope);
  }
}
