import type { ArrayPattern, AssignmentProperty, Expression, Identifier, ObjectPattern, Pattern } from 'acorn';
import type { Register } from '../ir.js';
import { keyName } from '../scope.js';
import type { FunctionBuilder } from './builder.js';
import {
  DEFAULTED_PARAMETER_ORIGIN,
  destructured,
  nestedOrigin,
  type Origin,
  originOf,
  UNKNOWN_ORIGIN,
} from './quote.js';
import { assignMember, reference } from './references.js';

type Mode = 'declare' | 'assign';

/** Binds or assigns `value` to a pattern; `origin`: what messages say of it. */
export function lowerPattern(
  f: FunctionBuilder,
  node: Pattern,
  value: Register,
  mode: Mode,
  origin: Origin = UNKNOWN_ORIGIN,
): void {
  switch (node.type) {
    case 'Identifier': {
      const binding = f.info.references.get(node);
      if (binding !== undefined && mode === 'declare') f.initialize(binding, value);
      else assignIdentifier(f, node, value);
      return;
    }
    case 'MemberExpression':
      assignMember(f, reference(f, node, []), value);
      return;
    case 'AssignmentPattern':
      lowerPattern(f, node.left, withDefault(f, value, node.right), mode, defaulted(origin, node.right));
      return;
    case 'ArrayPattern':
      arrayPattern(f, node, value, mode, origin);
      return;
    case 'ObjectPattern':
      objectPattern(f, node, value, mode, origin);
      return;
    case 'RestElement':
      lowerPattern(f, node.argument, value, mode);
      return;
  }
}

/** A name that no scope declares has to be a property of the global object. */
export function assignIdentifier(f: FunctionBuilder, node: Identifier, value: Register): void {
  const binding = f.info.references.get(node);
  f.at(node);
  if (binding !== undefined) f.assign(binding, value);
  else f.effect('globalSet', [value], { name: node.name });
}

function withDefault(f: FunctionBuilder, value: Register, initializer: Expression): Register {
  const result = f.fn.register('default');
  f.move(result, value);
  const missing = f.block();
  const end = f.block();
  f.branch(f.emit('isUndefined', [value]), missing, end);
  f.start(missing);
  f.move(result, f.expression(initializer));
  f.jump(end);
  f.start(end);
  return result;
}

const defaulted = (origin: Origin, initializer: Expression): Origin =>
  origin === DEFAULTED_PARAMETER_ORIGIN ? origin : originOf(initializer);

function arrayPattern(f: FunctionBuilder, node: ArrayPattern, value: Register, mode: Mode, origin: Origin): void {
  const text = origin.iterable === undefined ? {} : { text: origin.iterable };
  const iterator = f.emit('getIterator', [value], text);
  const outer = f.handler;
  const failed = f.fn.block(outer, f.loopDepth);
  const control = { type: 'iterator' as const, labels: [], handler: outer, iterator };
  f.controls.push(control);
  f.handler = failed;
  f.freshBlock();
  let exhausted = false;
  for (const element of node.elements) {
    if (element?.type === 'RestElement') {
      const target = element.argument.type === 'MemberExpression' ? reference(f, element.argument, []) : null;
      const rest = f.emit('iteratorRest', [iterator]);
      if (target !== null) assignMember(f, target, rest);
      else lowerPattern(f, element.argument, rest, mode);
      exhausted = true;
    } else if (element === null) f.effect('iteratorSkip', [iterator]);
    else {
      // the target is evaluated before the iterator is stepped
      const inner = element.type === 'AssignmentPattern' ? element.left : element;
      const target = inner.type === 'MemberExpression' ? reference(f, inner, []) : null;
      let item = f.emit('iteratorNextOrUndefined', [iterator]);
      if (target === null) lowerPattern(f, element, item, mode);
      else {
        if (element.type === 'AssignmentPattern') item = withDefault(f, item, element.right);
        assignMember(f, target, item);
      }
    }
  }
  f.controls.pop();
  f.handler = outer;
  f.freshBlock();
  if (!exhausted) f.effect('iteratorClose', [iterator]);
  const end = f.block();
  f.jump(end);
  f.start(failed);
  const error = f.emit('catch');
  f.effect('iteratorCloseQuietly', [iterator]);
  f.throwValue(error);
  f.start(end);
}

function objectPattern(f: FunctionBuilder, node: ObjectPattern, value: Register, mode: Mode, origin: Origin): void {
  const text = whyNot(node, origin);
  if (text !== undefined) f.effect('requireObjectCoercible', [value], text === null ? {} : { text });
  const hasRest = node.properties.some((p) => p.type === 'RestElement');
  const used: Register[] = [];
  for (const property of node.properties) {
    if (property.type === 'RestElement') {
      const target = property.argument.type === 'MemberExpression' ? reference(f, property.argument, []) : null;
      const rest = f.emit('objectRest', [value, ...used]);
      if (target !== null) assignMember(f, target, rest);
      else lowerPattern(f, property.argument, rest, mode);
      continue;
    }
    propertyPattern(f, property, value, mode, hasRest ? used : null, origin);
  }
}

/** How a message quotes a value that is null or undefined; undefined: the first property needs no test before it. */
function whyNot(node: ObjectPattern, origin: Origin): string | null | undefined {
  const first = node.properties[0];
  if (first === undefined || first.type === 'RestElement' || first.computed) return destructured(origin, null);
  if (first.value.type === 'AssignmentPattern') return undefined;
  return destructured(origin, keyName(first.key, false));
}

function propertyPattern(
  f: FunctionBuilder,
  property: AssignmentProperty,
  value: Register,
  mode: Mode,
  used: Register[] | null,
  origin: Origin,
): void {
  let key: Register | null = null;
  if (property.computed) key = f.emit('toPropertyKey', [f.expression(property.key)]);
  else if (isIndexKey(keyName(property.key, false))) key = f.constant(keyName(property.key, false));
  const name = key === null ? keyName(property.key, false) : '';
  if (used !== null) used.push(key ?? f.constant(name));
  const inner = property.value.type === 'AssignmentPattern' ? property.value.left : property.value;
  const target = inner.type === 'MemberExpression' ? reference(f, inner, []) : null;
  let item = key === null ? f.emit('getProperty', [value], { key: name }) : f.emit('getElement', [value, key]);
  if (target === null) lowerPattern(f, property.value, item, mode, nestedOrigin(origin, property.value));
  else {
    if (property.value.type === 'AssignmentPattern') item = withDefault(f, item, property.value.right);
    assignMember(f, target, item);
  }
}

/** Keys like "12" are elements, not named properties. */
export function isIndexKey(name: string): boolean {
  return /^(0|[1-9]\d{0,9})$/.test(name) && Number(name) < 4294967295;
}
