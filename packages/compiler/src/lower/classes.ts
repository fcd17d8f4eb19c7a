import type { Expression, MethodDefinition, PropertyDefinition } from 'acorn';
import type { Register } from '../ir.js';
import type { FunctionScope } from '../scope.js';
import { type ClassInfo, type ClassNode, isAnonymousDefinition, keyName } from '../scope.js';
import type { FunctionBuilder } from './builder.js';
import { isIndexKey } from './patterns.js';
import { privateNameKey, privateText } from './privates.js';

/** A function object over the variables that its code captures. */
export function closure(f: FunctionBuilder, scope: FunctionScope): Register {
  return f.emit(
    'closure',
    scope.captures.map((binding) => f.registerOf(binding)),
    { function: f.lowering.functionFor(scope) },
  );
}

/** Evaluates a class; the result is its constructor. */
export function lowerClass(f: FunctionBuilder, node: ClassNode): Register {
  const info = f.info.classOf.get(node)!;
  f.at(node);
  declareHidden(f, info);
  for (const name of info.privateNames.values())
    if (name.binding !== null) f.initialize(name.binding, f.emit('privateNameNew', [], { name: privateText(name) }));
  const parent = node.superClass ? f.expression(node.superClass) : null;
  f.at(node);
  const constructor = closure(f, info.constructorFunction);
  f.effect('classNew', parent === null ? [constructor] : [constructor, parent]);
  // keys that name the class are evaluated before it is initialised
  if (!info.binding.usedEarly) f.initialize(info.binding, constructor);
  const prototype = f.emit('classPrototype', [constructor]);
  const later: (() => void)[] = [];
  for (const member of node.body.body) {
    if (member.type === 'MethodDefinition') {
      if (member.kind !== 'constructor') method(f, member, constructor, prototype);
    } else if (member.type === 'PropertyDefinition') {
      if (member.computed)
        f.initialize(info.computedKeys.get(member)!, f.emit('toPropertyKey', [f.expression(member.key as Expression)]));
      if (member.static) later.push(() => staticField(f, info, member, constructor));
    } else {
      later.push(() => {
        const block = closure(f, f.info.functionOf.get(member)!);
        f.emit('call', [block, constructor]);
      });
    }
  }
  if (info.binding.usedEarly) f.initialize(info.binding, constructor);
  if (info.fieldsFunction !== null) f.initialize(info.fieldsBinding!, closure(f, info.fieldsFunction));
  for (const run of later) run();
  return constructor;
}

function declareHidden(f: FunctionBuilder, info: ClassInfo): void {
  f.declareBinding(info.binding);
  if (info.fieldsBinding !== null) f.declareBinding(info.fieldsBinding);
  for (const binding of info.computedKeys.values()) f.declareBinding(binding);
  for (const name of info.privateNames.values())
    for (const binding of [name.binding, name.method, name.getter, name.setter])
      if (binding !== null) f.declareBinding(binding);
}

function method(f: FunctionBuilder, member: MethodDefinition, constructor: Register, prototype: Register): void {
  const fn = f.info.functionOf.get(member.value)!;
  f.at(member);
  if (member.key.type === 'PrivateIdentifier') {
    const name = f.info.privateNameOf.get(member.key)!;
    const value = closure(f, fn);
    if (!member.static) {
      const holder = member.kind === 'get' ? name.getter : member.kind === 'set' ? name.setter : name.method;
      f.initialize(holder!, value);
      return;
    }
    const key = privateNameKey(f, name);
    if (member.kind === 'method') f.effect('privateDefine', [constructor, key, value], { readonly: true });
    else {
      const none = f.constant(undefined);
      const pair = member.kind === 'get' ? [value, none] : [none, value];
      f.effect('privateDefineAccessor', [constructor, key, ...pair]);
    }
    return;
  }
  const target = member.static ? constructor : prototype;
  const key = member.computed
    ? f.emit('toPropertyKey', [f.expression(member.key as Expression)])
    : f.constant(keyName(member.key, false));
  const value = closure(f, fn);
  const prefix = member.kind === 'get' ? 'get' : member.kind === 'set' ? 'set' : '';
  if (member.computed) f.effect('setFunctionName', [value, key], { prefix });
  const op = member.kind === 'get' ? 'defineGetter' : member.kind === 'set' ? 'defineSetter' : 'defineMethod';
  f.effect(op, [target, key, value], { enumerable: false });
}

function staticField(f: FunctionBuilder, info: ClassInfo, member: PropertyDefinition, constructor: Register): void {
  f.at(member);
  let value = f.constant(undefined);
  if (member.value) {
    const initializer = closure(f, f.info.functionOf.get(member)!);
    value = f.emit('call', [initializer, constructor]);
  }
  defineMember(f, info, member, constructor, value);
}

function defineMember(
  f: FunctionBuilder,
  info: ClassInfo,
  member: PropertyDefinition,
  target: Register,
  value: Register,
): void {
  if (member.key.type === 'PrivateIdentifier') {
    const key = privateNameKey(f, f.info.privateNameOf.get(member.key)!);
    f.effect('privateDefine', [target, key, value], { readonly: false });
    return;
  }
  if (member.computed) {
    const key = f.read(info.computedKeys.get(member)!);
    if (member.value && isAnonymousDefinition(member.value)) f.effect('setFunctionName', [value, key], { prefix: '' });
    f.effect('defineElement', [target, key, value]);
    return;
  }
  const name = keyName(member.key, false);
  if (isIndexKey(name)) f.effect('defineElement', [target, f.constant(name), value]);
  else f.effect('defineField', [target, value], { key: name });
}

/** Private methods and fields of a new instance. */
export function initializeInstance(f: FunctionBuilder, info: ClassInfo, instance: Register): void {
  for (const name of info.privateNames.values()) {
    if (name.isStatic) continue;
    if (name.method !== null) {
      f.effect('privateDefine', [instance, privateNameKey(f, name), f.read(name.method)], { readonly: true });
    } else if (name.getter !== null || name.setter !== null) {
      const getter = name.getter === null ? f.constant(undefined) : f.read(name.getter);
      const setter = name.setter === null ? f.constant(undefined) : f.read(name.setter);
      f.effect('privateDefineAccessor', [instance, privateNameKey(f, name), getter, setter]);
    }
  }
  for (const field of info.fields) {
    f.at(field);
    const value = field.value ? f.expression(field.value) : f.constant(undefined);
    defineMember(f, info, field, instance, value);
  }
}
