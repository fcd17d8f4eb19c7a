import type { AnyNode, FunctionExpression, MethodDefinition, PrivateIdentifier, PropertyDefinition } from 'acorn';
import { InternalError } from '../diagnostics.js';
import type { ScopeAnalysis } from './bindings.js';
import { enterSynthetic, fillFunction, visitInitializer, walkFunction, walkInlineFields } from './functions.js';
import type { ClassInfo, ClassNode, FunctionBody, FunctionScope, Scope } from './model.js';
import { children, hasOneDirectSuperCall, isAnonymousDefinition, keyName } from './syntax.js';

export function walkClass(a: ScopeAnalysis, node: ClassNode, scope: Scope): void {
  const className = node.id?.name ?? a.givenNames.get(node) ?? '';
  const fields: PropertyDefinition[] = [];
  let constructorNode: MethodDefinition | null = null;
  for (const member of node.body.body) {
    if (member.type === 'PropertyDefinition' && !member.static) fields.push(member);
    if (member.type === 'MethodDefinition' && member.kind === 'constructor') constructorNode = member;
  }
  const derived = node.superClass !== null && node.superClass !== undefined;
  const info = {
    node,
    fields,
    computedKeys: new Map(),
    privateNames: new Map(),
    fieldsFunction: null,
    fieldsBinding: null,
    once: scope.function.kind === 'module' && !a.insideLoop,
  } as unknown as { -readonly [K in keyof ClassInfo]: ClassInfo[K] };
  const classScope = a.newScope(scope, scope.function, false, info);
  a.scopeOf.set(node, classScope);
  a.classOf.set(node, info);
  info.binding = a.newBinding(className, 'internal', classScope, node.body.start);
  if (node.id) classScope.bindings.set(node.id.name, info.binding);
  declarePrivateNames(a, node, info, classScope);
  for (const member of node.body.body)
    if (member.type === 'PropertyDefinition' && member.computed)
      info.computedKeys.set(member, a.newBinding('<key>', 'internal', classScope, 0));
  for (const field of fields)
    if (field.value && isAnonymousDefinition(field.value) && !field.computed)
      a.givenNames.set(field.value, keyName(field.key, false));
  if (node.superClass) a.visit(node.superClass, classScope);
  const initialized =
    fields.length > 0 || [...info.privateNames.values()].some((p) => !p.isStatic && p.kind !== 'field');
  const body: FunctionBody =
    constructorNode === null
      ? { type: 'defaultConstructor' }
      : { type: 'function', node: constructorNode.value as FunctionExpression };
  const fn = a.newFunction(
    derived ? 'derivedConstructor' : 'constructor',
    body,
    scope.function,
    className,
    node.start,
    info,
  );
  info.constructorFunction = fn;
  if (derived && initialized && constructorNode !== null && !hasOneDirectSuperCall(constructorNode.value)) {
    info.fieldsFunction = a.newFunction('fields', { type: 'fields' }, scope.function, '<fields>', node.start, info);
    info.fieldsBinding = a.newBinding('<fields>', 'internal', classScope, node.body.start);
    enterSynthetic(a, info.fieldsFunction, classScope, (inner) => {
      info.fieldsFunction!.usesThis = true;
      for (const field of fields) visitInitializer(a, field, inner);
    });
  }
  if (constructorNode === null) {
    enterSynthetic(a, fn, classScope, () => walkInlineFields(a, fn, info));
    if (derived) a.hidden(fn, 'this');
  } else {
    fn.usesThis = true;
    fillFunction(a, fn, constructorNode.value as FunctionExpression, classScope);
  }
  useClassFrom(a, info, fn);
  for (const member of node.body.body) {
    if (member === constructorNode) continue;
    if (member.type === 'StaticBlock') {
      const block = a.newFunction(
        'static',
        { type: 'staticBlock', node: member },
        scope.function,
        '<static_initializer>',
        member.start,
        info,
      );
      a.functionOf.set(member, block);
      enterSynthetic(a, block, classScope, (inner) => {
        a.hoistVariables(member.body, inner);
        a.hoistLexical(member.body, inner);
        for (const statement of member.body) a.visit(statement, inner);
      });
      continue;
    }
    if (member.computed) {
      a.visit(member.key, classScope);
      // keys are evaluated before there is a class
      if (node.id && mentions(member.key, node.id.name)) info.binding.usedEarly = info.binding.capturedEarly = true;
    }
    if (member.type === 'MethodDefinition') {
      const prefix = member.kind === 'get' ? 'get ' : member.kind === 'set' ? 'set ' : '';
      const method = walkFunction(
        a,
        member.value as FunctionExpression,
        classScope,
        prefix + keyName(member.key, member.computed),
        'method',
        info,
        member.static,
      );
      method.name = prefix + keyName(member.key, member.computed);
    } else if (member.static && member.value) {
      if (isAnonymousDefinition(member.value) && !member.computed)
        a.givenNames.set(member.value, keyName(member.key, false));
      const initializer = a.newFunction(
        'static',
        { type: 'initializer', value: member.value },
        scope.function,
        '<static_initializer>',
        member.start,
        info,
      );
      a.functionOf.set(member, initializer);
      enterSynthetic(a, initializer, classScope, (inner) => a.visit(member.value!, inner));
    }
  }
}

function mentions(node: AnyNode, name: string): boolean {
  return (node.type === 'Identifier' && node.name === name) || children(node).some((child) => mentions(child, name));
}

/** The constructor reads computed keys and private names of its class. */
function useClassFrom(a: ScopeAnalysis, info: ClassInfo, fn: FunctionScope): void {
  const initializers = info.fieldsFunction ?? fn;
  for (const name of info.privateNames.values())
    for (const binding of [name.isStatic ? null : name.binding, name.method, name.getter, name.setter])
      if (binding !== null) a.use(binding, initializers, Number.POSITIVE_INFINITY, false);
  for (const field of info.fields)
    if (field.computed) {
      a.use(info.computedKeys.get(field)!, initializers, Number.POSITIVE_INFINITY, false);
    }
  if (info.fieldsBinding !== null) {
    for (const inner of a.functions)
      if (inner.kind === 'arrow' && isInside(inner, fn))
        a.use(info.fieldsBinding, inner, Number.POSITIVE_INFINITY, false);
    a.use(info.fieldsBinding, fn, Number.POSITIVE_INFINITY, false);
  }
}

function declarePrivateNames(
  a: ScopeAnalysis,
  node: ClassNode,
  info: { -readonly [K in keyof ClassInfo]: ClassInfo[K] },
  scope: Scope,
): void {
  for (const member of node.body.body) {
    if (member.type === 'StaticBlock' || member.key.type !== 'PrivateIdentifier') continue;
    const description = member.key.name;
    let name = info.privateNames.get(description);
    if (name === undefined) {
      const isAccessor = member.type === 'MethodDefinition' && member.kind !== 'method';
      name = {
        description,
        id: a.privateId(info.binding.name, description),
        binding: info.once ? null : a.newBinding(`#${description}`, 'fixed', scope, 0),
        kind: member.type === 'PropertyDefinition' ? 'field' : isAccessor ? 'accessor' : 'method',
        hasGetter: false,
        hasSetter: false,
        isStatic: member.static,
        className: node.id?.name ?? 'anonymous',
        method: null,
        getter: null,
        setter: null,
      };
      info.privateNames.set(description, name);
    }
    if (member.type === 'MethodDefinition') {
      if (member.kind === 'get') name.hasGetter = true;
      if (member.kind === 'set') name.hasSetter = true;
      if (!member.static) {
        const holder = a.newBinding(`#${description}`, 'internal', scope, 0);
        if (member.kind === 'get') name.getter = holder;
        else if (member.kind === 'set') name.setter = holder;
        else name.method = holder;
      }
    }
    a.privateNameOf.set(member.key, name);
  }
}

export function referencePrivate(a: ScopeAnalysis, node: PrivateIdentifier, scope: Scope): void {
  for (let s: Scope | null = scope; s !== null; s = s.parent) {
    const name = s.classInfo?.privateNames.get(node.name);
    if (name !== undefined) {
      a.privateNameOf.set(node, name);
      if (name.binding !== null) a.use(name.binding, scope.function, Number.POSITIVE_INFINITY, false);
      return;
    }
  }
  throw new InternalError(`private name #${node.name} is not declared`);
}

/** `super` needs the home object: the class, or the object literal whose method this is. */
export function referenceSuper(
  a: ScopeAnalysis,
  node: AnyNode,
  superNode: AnyNode,
  scope: Scope,
  isCall: boolean,
): void {
  const thisBinding = a.implicit(superNode, scope.function, 'this');
  const newTarget = isCall ? a.implicit(superNode, scope.function, 'newTarget') : null;
  let fn = scope.function;
  while (fn.kind === 'arrow') fn = fn.parent!;
  const home = fn.classInfo?.binding ?? a.homes.get(fn);
  if (home === undefined) throw new InternalError('super outside of a method');
  const homeKind = fn.classInfo === null ? 'object' : fn.isStatic ? 'class' : 'prototype';
  a.use(home, scope.function, Number.POSITIVE_INFINITY, false);
  a.superOf.set(node, { home, homeKind, thisBinding, newTarget });
}

function isInside(fn: FunctionScope, outer: FunctionScope): boolean {
  for (let f: FunctionScope | null = fn; f !== null; f = f.parent) {
    if (f === outer) return true;
    if (f.kind !== 'arrow') return false;
  }
  return false;
}
