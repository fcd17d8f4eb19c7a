import type { AnyNode, MemberExpression } from 'acorn';
import type { Register } from '../ir.js';
import type { PrivateName } from '../scope.js';
import type { FunctionBuilder } from './builder.js';
import { shortCircuit } from './conditions.js';
import { privateImmediates, privateName, privateNameKey } from './privates.js';

/** A member expression whose object and key are evaluated: it can be read and assigned. */
export type Reference =
  | { readonly type: 'named'; readonly object: Register; readonly key: string }
  | { readonly type: 'element'; readonly object: Register; readonly key: Register }
  | { readonly type: 'private'; readonly object: Register; readonly key: Register; readonly name: PrivateName }
  | { readonly type: 'super'; readonly base: Register; readonly thisValue: Register; readonly key: Register };

/** Evaluates object and key of a member expression, and leaves an optional chain between them; `later` is what will be evaluated before they are used. */
export function reference(
  f: FunctionBuilder,
  node: MemberExpression,
  later: readonly (AnyNode | null | undefined)[],
): Reference {
  if (node.object.type === 'Super') {
    const link = f.info.superOf.get(node)!;
    const thisValue = link.thisBinding === null ? f.readThis() : f.read(link.thisBinding);
    const key = node.computed
      ? f.held(node.property as never, later)
      : f.constant((node.property as { name: string }).name);
    const base = f.emit('superBase', [f.read(link.home)], { home: link.homeKind });
    return { type: 'super', base, thisValue, key };
  }
  const object = f.held(node.object, node.computed ? [node.property, ...later] : later);
  if (node.optional) shortCircuit(f, object);
  f.at(node.property);
  if (node.property.type === 'PrivateIdentifier') {
    const name = privateName(f, node.property);
    return { type: 'private', object, key: privateNameKey(f, name), name };
  }
  if (node.computed) {
    const literal = node.property.type === 'Literal' && typeof node.property.value === 'string';
    if (literal && !/^\d/.test(String((node.property as { value: unknown }).value)))
      return { type: 'named', object, key: String((node.property as { value: unknown }).value) };
    return { type: 'element', object, key: f.held(node.property, later) };
  }
  return { type: 'named', object, key: (node.property as { name: string }).name };
}

export function readMember(f: FunctionBuilder, target: Reference, method = false): Register {
  switch (target.type) {
    case 'named':
      return f.emit('getProperty', [target.object], method ? { key: target.key, method } : { key: target.key });
    case 'element':
      return f.emit('getElement', [target.object, target.key]);
    case 'private':
      return f.emit('privateGet', [target.object, target.key], privateImmediates(target.name));
    case 'super':
      return f.emit('getSuper', [target.base, target.thisValue, target.key]);
  }
}

export function assignMember(f: FunctionBuilder, target: Reference, value: Register): void {
  switch (target.type) {
    case 'named':
      f.effect('setProperty', [target.object, value], { key: target.key });
      return;
    case 'element':
      f.effect('setElement', [target.object, target.key, value]);
      return;
    case 'private':
      f.effect('privateSet', [target.object, target.key, value], privateImmediates(target.name));
      return;
    case 'super':
      f.effect('setSuper', [target.base, target.thisValue, target.key, value]);
  }
}

/** What a compound assignment reads and writes. V8 converts the key of an element each time, and so do we. */
export function stable(f: FunctionBuilder, target: Reference): Reference {
  if (target.type === 'super') return { ...target, key: f.emit('toPropertyKey', [target.key]) };
  return target;
}
