import type { AnyNode, Pattern } from 'acorn';

// Expressions as V8's messages quote them: from the syntax tree, without what has no short form.

const INTERMEDIATE = '(intermediate value)';

/** The source of a callee or another expression as error messages show it. */
export function quote(node: AnyNode): string {
  return print(node, false) || INTERMEDIATE;
}

/** What V8 folds while it parses. */
function folded(node: AnyNode): number | boolean | undefined {
  if (node.type === 'Literal' && typeof node.value === 'number') return node.value;
  if (node.type === 'UnaryExpression') {
    const value = folded(node.argument);
    if (node.operator === '!') {
      if (node.argument.type !== 'Literal') return undefined;
      return node.argument.value === null || node.argument.value === undefined ? undefined : !node.argument.value;
    }
    if (typeof value !== 'number') return undefined;
    if (node.operator === '-') return -value;
    if (node.operator === '+') return value;
    if (node.operator === '~') return ~value;
    return undefined;
  }
  if (node.type !== 'BinaryExpression' || node.left.type === 'PrivateIdentifier') return undefined;
  const left = folded(node.left);
  const right = folded(node.right);
  if (typeof left !== 'number' || typeof right !== 'number') return undefined;
  switch (node.operator) {
    case '+':
      return left + right;
    case '-':
      return left - right;
    case '*':
      return left * right;
    case '/':
      return left / right;
    case '|':
      return left | right;
    case '&':
      return left & right;
    case '^':
      return left ^ right;
    case '<<':
      return left << right;
    case '>>':
      return left >> right;
    case '>>>':
      return left >>> right;
    default:
      return undefined;
  }
}

/** `bare`: calls without "(...)", as in messages about what cannot be iterated. */
function print(node: AnyNode, bare: boolean): string {
  const inner = (child: AnyNode): string => print(child, bare) || INTERMEDIATE;
  const constant = folded(node);
  if (constant !== undefined) return String(constant);
  switch (node.type) {
    case 'Identifier':
      return node.name;
    case 'ThisExpression':
      return 'this';
    case 'Literal':
      if (typeof node.value === 'string') return `"${node.value}"`;
      return node.bigint === undefined ? String(node.raw) : '';
    case 'TemplateLiteral':
      if (node.expressions.length === 0) return `"${node.quasis[0]!.value.cooked}"`;
      return node.expressions.map(inner).join('');
    case 'MemberExpression': {
      const object = node.object.type === 'Super' ? INTERMEDIATE : inner(node.object);
      const optional = node.optional ? '?' : '';
      if (node.property.type === 'PrivateIdentifier') return `${object}${optional}[#${node.property.name}]`;
      if (!node.computed) return `${object}${optional}.${(node.property as { name: string }).name}`;
      if (node.property.type === 'Literal' && typeof node.property.value === 'string')
        return `${object}${optional}.${node.property.value}`;
      return `${object}${optional ? '?.' : ''}[${inner(node.property)}]`;
    }
    case 'CallExpression':
      return `${node.callee.type === 'Super' ? 'super' : inner(node.callee)}${bare ? '' : '(...)'}`;
    case 'TaggedTemplateExpression':
      return `${inner(node.tag)}${bare ? '' : '(...)'}`;
    case 'NewExpression':
      return bare ? inner(node.callee) : '';
    case 'UnaryExpression':
      return `(${node.operator}${node.operator.length > 2 ? ' ' : ''}${inner(node.argument)})`;
    case 'UpdateExpression':
      return node.prefix ? `(${node.operator}${inner(node.argument)})` : `(${inner(node.argument)}${node.operator})`;
    case 'BinaryExpression':
      if (node.left.type === 'PrivateIdentifier') return `(#${node.left.name} in ${inner(node.right)})`;
      return `(${inner(node.left)} ${node.operator} ${inner(node.right)})`;
    case 'LogicalExpression': {
      // V8 has chains of one operator as one node
      const operands: AnyNode[] = [node.right];
      let left: AnyNode = node.left;
      while (left.type === 'LogicalExpression' && left.operator === node.operator) {
        operands.unshift(left.right);
        left = left.left;
      }
      return `(${[left, ...operands].map(inner).join(` ${node.operator} `)})`;
    }
    case 'SequenceExpression':
      return `(${node.expressions.map(inner).join(' , ')})`;
    case 'ConditionalExpression':
      return INTERMEDIATE.repeat(3);
    case 'AssignmentExpression':
      return node.left.type === 'Identifier' ? node.left.name : '';
    case 'ArrayExpression':
      return `[${node.elements.map((e) => (e === null ? INTERMEDIATE : inner(e))).join(',')}]`;
    case 'SpreadElement':
      return `(...${inner(node.argument)})`;
    case 'ObjectExpression':
      return `{${INTERMEDIATE.repeat(node.properties.length)}}`;
    case 'ParenthesizedExpression':
      return print(node.expression, bare);
    default:
      return '';
  }
}

/** What stands before "is not iterable" for an expression whose text V8 finds. */
function quoteIterable(node: AnyNode): string {
  if (node.type === 'CallExpression' || node.type === 'NewExpression')
    return `${node.callee.type === 'Super' ? 'super' : print(node.callee, true) || INTERMEDIATE} is not a function or its return value`;
  return print(node, true) || INTERMEDIATE;
}

/** V8 looks for the expression at the position of the error, and does not find all of them. undefined: it does not. */
export const iterated = (node: AnyNode): string | undefined =>
  ['LogicalExpression', 'ConditionalExpression', 'ChainExpression', 'AssignmentExpression'].includes(node.type)
    ? undefined
    : quoteIterable(node);

export const spread = (node: AnyNode): string => quoteIterable(node);

export const delegated = (node: AnyNode): string | undefined =>
  node.type === 'MemberExpression' || node.type === 'CallExpression' ? `yield* ${INTERMEDIATE}` : undefined;

/** The last of the arguments of a call: SPREAD_ARGUMENT says that it is one. */
export const spreadArgument = (node: AnyNode): string => `${SPREAD_ARGUMENT}${quote(node)}`;

// A first character that says what a text is for: iterate.c knows them.
const NESTED = '\x01';
const SPREAD_ARGUMENT = '\x02';

/** What messages say about the value of a pattern. */
export interface Origin {
  /** The expression that it came from; undefined: nothing to quote; null: a value of its own, described by its kind. */
  readonly object: string | null | undefined;
  readonly iterable: string | undefined;
}
export const UNKNOWN_ORIGIN: Origin = { object: undefined, iterable: undefined };
export const PARAMETER_ORIGIN: Origin = { object: null, iterable: undefined };
export const CAUGHT_ORIGIN: Origin = { object: '.catch', iterable: undefined };
export const LOOP_ORIGIN: Origin = { object: '.for', iterable: '.for' };
export const DEFAULTED_PARAMETER_ORIGIN: Origin = { object: INTERMEDIATE.repeat(3), iterable: undefined };

const NOT_FOUND = ['MemberExpression', 'BinaryExpression', 'LogicalExpression', 'SequenceExpression'].concat([
  'ChainExpression',
  'AssignmentExpression',
  'UpdateExpression',
]);

/** Of a value that a declaration or a default gives. */
export function originOf(node: AnyNode): Origin {
  const found = !NOT_FOUND.includes(node.type) || folded(node) !== undefined;
  const called = node.type === 'CallExpression' && node.callee.type !== 'Identifier';
  return { object: quote(node), iterable: found && !called ? quoteIterable(node) : undefined };
}

/** Of a value that an assignment gives. */
export const assignedOrigin = (node: AnyNode): Origin => ({ object: quote(node), iterable: undefined });

/** Of an array pattern that is a property of a pattern. */
export const nestedOrigin = (outer: Origin, pattern: Pattern): Origin =>
  outer.object === undefined || pattern.type !== 'ArrayPattern'
    ? UNKNOWN_ORIGIN
    : { object: undefined, iterable: `${NESTED}${outer.object ?? ''}` };

/** Quotes what cannot be destructured; undefined: the read of the first property says it as well. */
export function destructured(origin: Origin, key: string | null): string | null | undefined {
  const object = origin.object === undefined ? null : origin.object;
  const what = object === null ? "'" : `'${object}'`;
  if (key === null) return object === null ? null : what;
  return origin.object === undefined ? undefined : `property '${key}' of ${what}`;
}
