import type {
  AnyNode,
  AssignmentExpression,
  Expression,
  Identifier,
  MemberExpression,
  ObjectExpression,
  Super,
  UnaryExpression,
} from 'acorn';
import { HOLE, type Register } from '../ir.js';
import { isAnonymousDefinition, keyName } from '../scope.js';
import type { FunctionBuilder } from './builder.js';
import { lowerCall, lowerNew, lowerTaggedTemplate } from './calls.js';
import { closure, lowerClass } from './classes.js';
import { condition } from './conditions.js';
import { lowerImport } from './dynamic.js';
import { lowerAwait, lowerYield } from './generators.js';
import { assignIdentifier, isIndexKey } from './patterns.js';
import { privateKey } from './privates.js';
import { assignedOrigin, spread } from './quote.js';
import { assignMember, type Reference, readMember, reference, stable } from './references.js';

export function lowerExpression(f: FunctionBuilder, node: Expression | Super | AnyNode): Register {
  f.at(node);
  switch (node.type) {
    case 'Literal':
      if (node.regex) return f.emit('regexp', [], { pattern: node.regex.pattern, flags: node.regex.flags });
      if (node.bigint) return f.constant(BigInt(node.bigint));
      return f.constant(node.value as string | number | boolean | null);
    case 'Identifier':
      return readIdentifier(f, node, 'globalGet');
    case 'ThisExpression': {
      const binding = f.info.references.get(node);
      return binding === undefined ? f.readThis() : f.read(binding);
    }
    case 'MetaProperty': {
      if (node.meta.name !== 'new')
        f.fail(
          node,
          'import.meta is not supported: a compiled program has no place; pass what it would tell as an argument',
        );
      const binding = f.info.references.get(node);
      if (f.info.absentTargets.has(node)) return f.constant(undefined);
      return binding === undefined ? f.emit('newTarget') : f.read(binding);
    }
    case 'TemplateLiteral':
      return template(f, node.quasis, node.expressions);
    case 'SequenceExpression': {
      let result = f.expression(node.expressions[0]!);
      for (const expression of node.expressions.slice(1)) result = f.expression(expression);
      return result;
    }
    case 'ArrayExpression':
      return array(f, node.elements);
    case 'ObjectExpression':
      return object(f, node);
    case 'FunctionExpression':
    case 'FunctionDeclaration':
    case 'ArrowFunctionExpression':
      return closure(f, f.info.functionOf.get(node)!);
    case 'ClassExpression':
      return lowerClass(f, node);
    case 'UnaryExpression':
      return unary(f, node);
    case 'UpdateExpression': {
      const op = node.operator === '++' ? 'increment' : 'decrement';
      return readModifyWrite(f, node.argument, (old) => {
        let number = f.emit('toNumeric', [old]);
        if (!node.prefix && f.isVariable(number)) number = f.emit('move', [number]);
        const next = f.emit(op, [number]);
        return { value: next, result: node.prefix ? next : number };
      });
    }
    case 'BinaryExpression':
      if (node.left.type === 'PrivateIdentifier') {
        const right = f.expression(node.right);
        return f.emit('privateHas', [right, privateKey(f, node.left)]);
      }
      return binary(f, node.operator, f.held(node.left, [node.right]), f.expression(node.right), node);
    case 'LogicalExpression': {
      const result = f.fn.register('logical');
      f.move(result, f.expression(node.left));
      const right = f.block();
      const end = f.block();
      if (node.operator === '&&') f.branch(result, right, end);
      else if (node.operator === '||') f.branch(result, end, right);
      else f.branch(f.emit('isNullish', [result]), right, end);
      f.start(right);
      f.move(result, f.expression(node.right));
      f.jump(end);
      f.start(end);
      return result;
    }
    case 'ConditionalExpression': {
      const result = f.fn.register('choice');
      const yes = f.block();
      const no = f.block();
      const end = f.block();
      condition(f, node.test, yes, no);
      f.start(yes);
      f.move(result, f.expression(node.consequent));
      f.jump(end);
      f.start(no);
      f.move(result, f.expression(node.alternate));
      f.jump(end);
      f.start(end);
      return result;
    }
    case 'AssignmentExpression':
      return assignment(f, node);
    case 'MemberExpression':
      // import.meta.env and the like: Node has none of them either
      if (node.object.type === 'MetaProperty' && node.object.meta.name === 'import' && !node.computed)
        if (!['url', 'dirname', 'filename', 'resolve'].includes((node.property as Identifier).name))
          return f.constant(undefined);
      if (isEnvironment(f, node)) return f.emit('objectNew', [], { keys: [] });
      return readMember(f, reference(f, node, []));
    case 'ChainExpression':
      return chain(f, () => f.expression(node.expression));
    case 'CallExpression':
      return lowerCall(f, node);
    case 'NewExpression':
      return lowerNew(f, node);
    case 'TaggedTemplateExpression':
      return lowerTaggedTemplate(f, node);
    case 'AwaitExpression':
      return lowerAwait(f, node);
    case 'YieldExpression':
      return lowerYield(f, node);
    case 'ImportExpression':
      return lowerImport(f, node);
    default:
      f.fail(node, `${node.type} is not supported`);
  }
}

/** `process.env`, which libraries ask without having made sure that there is a process: there is no environment. */
const isEnvironment = (f: FunctionBuilder, node: MemberExpression): boolean =>
  node.object.type === 'Identifier' &&
  node.object.name === 'process' &&
  !f.info.references.has(node.object) &&
  node.property.type === 'Identifier' &&
  node.property.name === 'env' &&
  !node.computed;

function readIdentifier(f: FunctionBuilder, node: Identifier, op: 'globalGet' | 'globalGetOrUndefined'): Register {
  const binding = f.info.references.get(node);
  if (binding !== undefined) return f.read(binding);
  switch (node.name) {
    case 'undefined':
      return f.constant(undefined);
    case 'NaN':
      return f.constant(Number.NaN);
    case 'Infinity':
      return f.constant(Number.POSITIVE_INFINITY);
    case 'arguments':
      if (f.argumentsRegister !== null) return f.argumentsRegister;
  }
  if (f.lowering.platformFunction(node.name) !== null)
    f.fail(node, `${node.name} of morgana:platform can only be called; wrap it: (...) => ${node.name}(...)`);
  return f.emit(op, [], { name: node.name });
}

function chain(f: FunctionBuilder, lower: () => Register): Register {
  const result = f.fn.register('chain');
  const saved = f.chainNull;
  f.chainNull = f.block();
  const end = f.block();
  f.move(result, lower());
  f.jump(end);
  f.start(f.chainNull);
  f.move(result, f.constant(undefined));
  f.jump(end);
  f.start(end);
  f.chainNull = saved;
  return result;
}

function template(
  f: FunctionBuilder,
  quasis: readonly { value: { cooked?: string | null } }[],
  expressions: readonly Expression[],
): Register {
  const first = quasis[0]!.value.cooked!;
  if (expressions.length === 0) return f.constant(first);
  const parts: Register[] = first === '' ? [] : [f.constant(first)];
  expressions.forEach((expression, index) => {
    parts.push(f.emit('toText', [f.expression(expression)]));
    const text = quasis[index + 1]!.value.cooked!;
    if (text !== '') parts.push(f.constant(text));
  });
  return f.emit('concatenate', parts);
}

function array(
  f: FunctionBuilder,
  elements: readonly (Expression | { type: 'SpreadElement'; argument: Expression } | null)[],
): Register {
  const firstSpread = elements.findIndex((e) => e?.type === 'SpreadElement');
  const plain = (firstSpread < 0 ? elements : elements.slice(0, firstSpread)) as (Expression | null)[];
  // very long literals are built piecewise: the operands of one instruction live on the stack
  const direct = plain.slice(0, 256);
  const values = direct.map((e, i) => (e === null ? f.constant(HOLE) : f.held(e, elements.slice(i + 1) as AnyNode[])));
  const result = f.emit('arrayNew', values);
  for (const element of elements.slice(direct.length)) {
    if (element === null) f.effect('arrayPush', [result, f.constant(HOLE)]);
    else if (element.type === 'SpreadElement')
      f.effect(
        'arraySpread',
        [result, f.expression(element.argument)],
        f.engineModule ? {} : { text: spread(element.argument) },
      );
    else f.effect('arrayPush', [result, f.expression(element)]);
  }
  return result;
}

function object(f: FunctionBuilder, node: ObjectExpression): Register {
  const simple: { key: string; value: Expression }[] = [];
  const seen = new Set<string>();
  for (const property of node.properties) {
    if (property.type !== 'Property' || property.kind !== 'init' || property.computed || property.method) break;
    const key = keyName(property.key, false);
    if (isIndexKey(key) || seen.has(key) || (key === '__proto__' && !property.shorthand)) break;
    seen.add(key);
    simple.push({ key, value: property.value });
  }
  const rest = node.properties.slice(simple.length);
  const values = simple.map((p, i) => f.held(p.value, [...simple.slice(i + 1).map((q) => q.value), ...rest]));
  f.at(node);
  const result = f.emit('objectNew', values, { keys: simple.map((p) => p.key) });
  const home = f.info.homeOf.get(node);
  if (home !== undefined) {
    f.declareBinding(home);
    f.initialize(home, result);
  }
  for (const property of rest) {
    f.at(property);
    if (property.type === 'SpreadElement') {
      f.effect('objectSpread', [result, f.expression(property.argument)]);
      continue;
    }
    const name = keyName(property.key, property.computed);
    if (
      name === '__proto__' &&
      property.kind === 'init' &&
      !property.computed &&
      !property.shorthand &&
      !property.method
    ) {
      f.effect('setLiteralPrototype', [result, f.expression(property.value)]);
      continue;
    }
    if (property.method || property.kind !== 'init') {
      const key = property.computed ? f.emit('toPropertyKey', [f.expression(property.key)]) : f.constant(name);
      const value = closure(f, f.info.functionOf.get(property.value)!);
      const prefix = property.kind === 'init' ? '' : property.kind;
      if (property.computed) f.effect('setFunctionName', [value, key], { prefix });
      const op = property.kind === 'get' ? 'defineGetter' : property.kind === 'set' ? 'defineSetter' : 'defineMethod';
      f.effect(op, [result, key, value], { enumerable: true });
    } else if (property.computed) {
      const key = f.emit('toPropertyKey', [f.expression(property.key)]);
      const value = f.expression(property.value);
      if (isAnonymousDefinition(property.value)) f.effect('setFunctionName', [value, key], { prefix: '' });
      f.effect('defineElement', [result, key, value]);
    } else if (isIndexKey(name)) {
      const value = f.expression(property.value);
      f.effect('defineElement', [result, f.constant(name), value]);
    } else f.effect('defineField', [result, f.expression(property.value)], { key: name });
  }
  return result;
}

function unary(f: FunctionBuilder, node: UnaryExpression): Register {
  const { argument } = node;
  switch (node.operator) {
    case '!':
      return f.emit('not', [f.expression(argument)]);
    case 'typeof':
      if (argument.type === 'Identifier')
        return f.emit('typeOf', [readIdentifier(f, argument, 'globalGetOrUndefined')]);
      return f.emit('typeOf', [f.expression(argument)]);
    case 'void':
      f.expression(argument);
      return f.constant(undefined);
    case '-':
      if (argument.type === 'Literal' && typeof argument.value === 'number') return f.constant(-argument.value);
      if (argument.type === 'Literal' && argument.bigint) return f.constant(-BigInt(argument.bigint));
      return f.emit('negate', [f.expression(argument)]);
    case '+':
      return f.emit('toNumber', [f.expression(argument)]);
    case '~':
      return f.emit('bitNot', [f.expression(argument)]);
    case 'delete':
      return deleteMember(f, argument);
    default:
      f.fail(node, `the operator ${node.operator} is not supported`);
  }
}

function deleteMember(f: FunctionBuilder, argument: Expression): Register {
  if (argument.type === 'ChainExpression') {
    const inner = argument.expression;
    const result = f.fn.register('deleted');
    const saved = f.chainNull;
    f.chainNull = f.block();
    const end = f.block();
    f.move(result, deleteMember(f, inner));
    f.jump(end);
    f.start(f.chainNull);
    f.move(result, f.constant(true));
    f.jump(end);
    f.start(end);
    f.chainNull = saved;
    return result;
  }
  if (argument.type !== 'MemberExpression') {
    f.expression(argument);
    return f.constant(true);
  }
  const target = reference(f, argument, []);
  if (target.type === 'super') {
    f.throwError('ReferenceError', "Unsupported reference to 'super'");
    return f.constant(undefined);
  }
  const key = target.type === 'named' ? f.constant(target.key) : target.key;
  return f.emit('deleteProperty', [target.object, key]);
}

export function binary(f: FunctionBuilder, operator: string, left: Register, right: Register, node: AnyNode): Register {
  f.at(node);
  switch (operator) {
    case '===':
      return f.emit('strictEquals', [left, right]);
    case '!==':
      return f.emit('not', [f.emit('strictEquals', [left, right])]);
    case '==':
      return f.emit('looseEquals', [left, right]);
    case '!=':
      return f.emit('not', [f.emit('looseEquals', [left, right])]);
    case '<':
    case '<=':
    case '>':
    case '>=':
      return f.emit('compare', [left, right], { operator });
    case 'instanceof':
      return f.emit('instanceOf', [left, right]);
    case 'in':
      return f.emit('hasProperty', [right, left]);
    default:
      return f.emit('binary', [left, right], { operator });
  }
}

interface Modified {
  readonly value: Register;
  readonly result: Register;
}

function readModifyWrite(f: FunctionBuilder, target: AnyNode, modify: (old: Register) => Modified): Register {
  if (target.type === 'Identifier') {
    let old = readIdentifier(f, target, 'globalGet');
    if (f.isVariable(old)) old = f.emit('move', [old]);
    const { value, result } = modify(old);
    assignIdentifier(f, target, value);
    return result;
  }
  if (target.type !== 'MemberExpression') f.fail(target, 'invalid assignment target');
  const place = stable(f, hold(f, reference(f, target, [])));
  const { value, result } = modify(readMember(f, place));
  assignMember(f, place, value);
  return result;
}

/** Copies of variables that the right side of an assignment may change. */
function hold(f: FunctionBuilder, target: Reference): Reference {
  if (target.type === 'super') return target;
  const object = f.isVariable(target.object) ? f.emit('move', [target.object]) : target.object;
  if (target.type === 'element')
    return { ...target, object, key: f.isVariable(target.key) ? f.emit('move', [target.key]) : target.key };
  return { ...target, object };
}

function assignment(f: FunctionBuilder, node: AssignmentExpression): Register {
  const { left, operator } = node;
  if (operator === '=') {
    if (left.type === 'Identifier') {
      const value = f.expression(node.right);
      f.lowering.pattern(f, left, value, 'assign');
      return value;
    }
    if (left.type === 'MemberExpression') {
      const target = reference(f, left, [node.right]);
      const value = f.expression(node.right);
      f.at(node);
      assignMember(f, target, value);
      return value;
    }
    const value = f.held(node.right, [left]);
    f.lowering.pattern(f, left as never, value, 'assign', assignedOrigin(node.right));
    return value;
  }
  if (operator === '&&=' || operator === '||=' || operator === '??=') return logicalAssignment(f, node);
  return readModifyWrite(f, left, (old) => {
    const value = binary(f, operator.slice(0, -1), old, f.expression(node.right), node);
    return { value, result: value };
  });
}

function logicalAssignment(f: FunctionBuilder, node: AssignmentExpression): Register {
  const { left } = node;
  const result = f.fn.register('logical');
  const right = f.block();
  const end = f.block();
  const place = left.type === 'MemberExpression' ? stable(f, hold(f, reference(f, left, []))) : null;
  f.move(result, place === null ? readIdentifier(f, left as Identifier, 'globalGet') : readMember(f, place));
  if (node.operator === '&&=') f.branch(result, right, end);
  else if (node.operator === '||=') f.branch(result, end, right);
  else f.branch(f.emit('isNullish', [result]), right, end);
  f.start(right);
  f.move(result, f.expression(node.right));
  if (place !== null) assignMember(f, place, result);
  else f.lowering.pattern(f, left as Identifier, result, 'assign');
  f.jump(end);
  f.start(end);
  return result;
}
