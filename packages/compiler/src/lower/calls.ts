import type {
  CallExpression,
  Expression,
  MemberExpression,
  NewExpression,
  SpreadElement,
  TaggedTemplateExpression,
} from 'acorn';
import type { Register } from '../ir.js';
import { declaredFunction, type FunctionBuilder } from './builder.js';
import { initializeInstance } from './classes.js';
import { shortCircuit } from './conditions.js';
import { codeFromText } from './dynamic.js';
import { setThis } from './functions.js';
import { quote, spreadArgument } from './quote.js';
import { readMember, reference } from './references.js';

type Argument = Expression | SpreadElement;
const isSpread = (node: Argument): node is SpreadElement => node.type === 'SpreadElement';

/** The arguments of a call with spread, gathered in an array. */
function argumentArray(f: FunctionBuilder, nodes: readonly Argument[]): Register {
  const result = f.emit('arrayNew');
  const single = nodes.findIndex(isSpread) === nodes.length - 1;
  for (const node of nodes) {
    if (isSpread(node)) {
      const text = single && !f.engineModule ? { text: spreadArgument(node.argument) } : {};
      f.effect('arraySpread', [result, f.expression(node.argument)], text);
    } else f.effect('arrayPush', [result, f.expression(node)]);
  }
  return result;
}

interface Callee {
  readonly callee: Register;
  readonly thisValue: Register;
  readonly key: string | null;
}

function lowerCallee(f: FunctionBuilder, node: Expression, later: readonly Argument[]): Callee {
  if (node.type === 'MemberExpression') {
    const target = reference(f, node, later);
    const thisValue = target.type === 'super' ? target.thisValue : target.object;
    return { callee: readMember(f, target, true), thisValue, key: target.type === 'named' ? target.key : null };
  }
  if (node.type === 'ChainExpression' && node.expression.type === 'MemberExpression') {
    const callee = f.fn.register('callee');
    const thisValue = f.fn.register('receiver');
    const saved = f.chainNull;
    f.chainNull = f.block();
    const end = f.block();
    const inner = lowerCallee(f, node.expression, later);
    f.move(callee, inner.callee);
    f.move(thisValue, inner.thisValue);
    f.jump(end);
    f.start(f.chainNull);
    f.move(callee, f.constant(undefined));
    f.move(thisValue, f.constant(undefined));
    f.jump(end);
    f.start(end);
    f.chainNull = saved;
    return { callee, thisValue, key: null };
  }
  return { callee: f.held(node, later), thisValue: f.constant(undefined), key: null };
}

export function lowerCall(f: FunctionBuilder, node: CallExpression): Register {
  if (node.callee.type === 'Super') return superCall(f, node);
  const code = codeFromText(f, node);
  if (code !== null) return code;
  if (node.callee.type === 'Identifier' && !node.optional) {
    const direct = directCall(f, node, node.callee.name);
    if (direct !== null) return direct;
  }
  if (f.engineModule && isCallOfValue(node)) return callOfValue(f, node);
  const { callee, thisValue, key } = lowerCallee(f, node.callee, node.arguments);
  if (node.optional) shortCircuit(f, callee);
  if (node.arguments.some(isSpread)) {
    const list = argumentArray(f, node.arguments);
    f.at(node);
    return f.emit('callArray', [callee, thisValue, list], { text: quote(node.callee) });
  }
  const values = f.heldAll(node.arguments as Expression[]);
  f.at(node);
  const text = quote(node.callee);
  return f.emit('call', [callee, thisValue, ...values], key === null ? { text } : { key, text });
}

/** In the engine's own modules `f.call(x, y)` is a call of `f`, whatever property `call` it has. */
const isCallOfValue = ({ callee, optional, arguments: given }: CallExpression): boolean =>
  !given.some(isSpread) &&
  callee.type === 'MemberExpression' &&
  callee.object.type !== 'Super' &&
  !callee.computed &&
  !optional &&
  (callee.property as { name?: string }).name === 'call';

function callOfValue(f: FunctionBuilder, node: CallExpression): Register {
  const { object } = node.callee as MemberExpression & { object: Expression };
  const callee = f.held(object, node.arguments);
  const [thisValue, ...values] = f.heldAll(node.arguments as Expression[]);
  f.at(node);
  return f.emit('call', [callee, thisValue ?? f.constant(undefined), ...values]);
}

/** Calls of intrinsics (in the engine's own modules) and of functions that are known. */
function directCall(f: FunctionBuilder, node: CallExpression, name: string): Register | null {
  const binding = f.info.references.get(node.callee);
  if (binding === undefined) {
    if (f.lowering.intrinsics && name.startsWith('$') && !node.arguments.some(isSpread)) {
      const values = f.heldAll(node.arguments as Expression[]);
      f.at(node);
      return f.emit('intrinsic', values, { name: name.slice(1) });
    }
    const platform = f.lowering.platformFunction(name);
    if (platform === null) return null;
    if (node.arguments.length !== platform.arity || node.arguments.some(isSpread))
      f.fail(node, `${platform.name} of morgana:platform takes exactly ${platform.arity} arguments`);
    const values = f.heldAll(node.arguments as Expression[]);
    f.at(node);
    return f.emit('intrinsic', values, { name: `platform_${platform.name}` });
  }
  if (binding.kind !== 'function' || !binding.moduleLevel || binding.assignments > 0) return null;
  if (node.arguments.some(isSpread)) return null;
  const scope = declaredFunction(f.info, binding);
  // a generator finds its prototype through its function object
  if (scope === undefined || (scope.body.type === 'function' && scope.body.node.generator)) return null;
  const values = f.heldAll(node.arguments as Expression[]);
  f.at(node);
  return f.emit('callDirect', values, { function: f.lowering.functionFor(scope) });
}

function superCall(f: FunctionBuilder, node: CallExpression): Register {
  const link = f.info.superOf.get(node)!;
  const parent = f.emit('superConstructor', [f.read(link.home)]);
  const newTarget = link.newTarget === null ? f.emit('newTarget') : f.read(link.newTarget);
  let instance: Register;
  if (node.arguments.some(isSpread)) {
    const list = argumentArray(f, node.arguments);
    f.at(node);
    instance = f.emit('superConstructArray', [parent, newTarget, list]);
  } else {
    const values = f.heldAll(node.arguments as Expression[]);
    f.at(node);
    instance = f.emit('superConstruct', [parent, newTarget, ...values]);
  }
  const owner = link.home.owner;
  if (link.thisBinding === null) {
    f.effect('checkThisUnset', [f.thisBox === null ? f.thisRegister! : f.emit('boxGet', [f.thisBox])]);
    setThis(f, instance);
  } else {
    const box = f.registerOf(link.thisBinding);
    f.effect('checkThisUnset', [f.emit('boxGet', [box])]);
    f.effect('boxSet', [box, instance]);
  }
  let scope = f.scope;
  while (scope.kind === 'arrow') scope = scope.parent!;
  const info = scope.classInfo;
  if (info !== null && owner !== undefined) {
    if (info.fieldsBinding !== null) f.emit('call', [f.read(info.fieldsBinding), instance]);
    else if (link.thisBinding === null) initializeInstance(f, info, instance);
  }
  return instance;
}

export function lowerNew(f: FunctionBuilder, node: NewExpression): Register {
  const code = codeFromText(f, node);
  if (code !== null) return code;
  const callee = f.held(node.callee, node.arguments);
  if (node.arguments.some(isSpread)) {
    const list = argumentArray(f, node.arguments);
    f.at(node);
    return f.emit('constructArray', [callee, list], { text: quote(node.callee) });
  }
  const values = f.heldAll(node.arguments as Expression[]);
  f.at(node);
  return f.emit('construct', [callee, ...values], { text: quote(node.callee) });
}

export function lowerTaggedTemplate(f: FunctionBuilder, node: TaggedTemplateExpression): Register {
  const { callee, thisValue } = lowerCallee(f, node.tag, node.quasi.expressions);
  const template = {
    cooked: node.quasi.quasis.map((q) => q.value.cooked ?? undefined),
    raw: node.quasi.quasis.map((q) => q.value.raw),
  };
  const strings = f.emit('templateObject', [], { template });
  const values = f.heldAll(node.quasi.expressions);
  f.at(node);
  return f.emit('call', [callee, thisValue, strings, ...values], { text: quote(node.tag) });
}
