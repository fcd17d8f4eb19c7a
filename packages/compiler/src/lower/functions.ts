import type { AnyNode, ArrowFunctionExpression, Pattern } from 'acorn';
import { type IRFunction, type Register, UNINITIALIZED } from '../ir.js';
import type { Binding, FunctionNode, FunctionScope } from '../scope.js';
import { children } from '../scope.js';
import type { FunctionBuilder } from './builder.js';
import { initializeInstance } from './classes.js';
import { DEFAULTED_PARAMETER_ORIGIN, PARAMETER_ORIGIN } from './quote.js';
import { body } from './statements.js';

/** Lowers a whole function: captures, this, parameters, body. */
export function lowerFunction(f: FunctionBuilder): void {
  const { fn, scope } = f;
  f.start(f.block());
  scope.captures.forEach((binding, index) => {
    const register = fn.register(binding.name || 'captured');
    f.emitTo(register, 'captured', [], { index });
    f.bindRegister(binding, register);
  });
  lowerThis(f);
  fn.instanceSlots = countInstanceSlots(scope);
  const source = scope.body;
  switch (source.type) {
    case 'program':
      f.declareScope(scope.scope);
      body(f, source.program.body);
      break;
    case 'function':
      lowerParameters(f, source.node);
      if (source.node.body.type === 'BlockStatement') {
        declareBodyScope(f, source.node.body);
        body(f, source.node.body.body);
      } else f.returnValue(f.expression(source.node.body));
      break;
    case 'staticBlock':
      f.declareScope(scope.scope);
      body(f, source.node.body);
      break;
    case 'initializer':
      f.returnValue(f.expression(source.value));
      break;
    case 'fields':
      initializeInstance(f, scope.classInfo!, f.readThis());
      break;
    case 'defaultConstructor':
      lowerDefaultConstructor(f);
      break;
  }
  if (f.reachable) {
    if (scope.kind === 'derivedConstructor') f.returnValue(f.readThis());
    else f.returnValue(f.constant(undefined));
  }
  for (const block of fn.blocks) if (block.terminator === null) block.terminator = { op: 'unreachable' };
}

function lowerThis(f: FunctionBuilder): void {
  const { fn, scope } = f;
  if (scope.kind === 'arrow' || scope.kind === 'module') return;
  const hiddenThis = scope.hidden.get('this');
  if (scope.kind === 'derivedConstructor') {
    if (hiddenThis?.boxed) {
      f.declareBinding(hiddenThis);
      f.thisBox = f.registerOf(hiddenThis);
    } else {
      f.thisRegister = fn.register('this');
      if (hiddenThis !== undefined) f.bindRegister(hiddenThis, f.thisRegister);
      f.emitTo(f.thisRegister, 'constant', [], { value: UNINITIALIZED });
    }
  } else if (scope.usesThis || scope.kind === 'constructor' || scope.kind === 'fields') {
    f.thisRegister = fn.register('this');
    f.emitTo(f.thisRegister, 'thisValue');
    if (hiddenThis !== undefined) f.bindRegister(hiddenThis, f.thisRegister);
  }
  const newTarget = scope.hidden.get('newTarget');
  if (newTarget !== undefined) {
    const register = fn.register('newTarget');
    f.emitTo(register, 'newTarget');
    f.bindRegister(newTarget, register);
  }
  if (scope.usesArguments) {
    fn.variadic = true;
    const register = fn.register('arguments');
    f.emitTo(register, 'argumentsObject');
    f.argumentsRegister = register;
    const hidden = scope.hidden.get('arguments');
    if (hidden !== undefined) f.bindRegister(hidden, register);
  }
}
function lowerParameters(f: FunctionBuilder, node: FunctionNode | ArrowFunctionExpression): void {
  const { fn, scope } = f;
  const incoming: [Pattern, Register][] = [];
  let counted = true;
  node.params.forEach((parameter, index) => {
    if (parameter.type === 'RestElement') {
      fn.variadic = true;
      incoming.push([parameter.argument, f.emit('restArray', [], { index })]);
      return;
    }
    const name = parameter.type === 'Identifier' ? parameter.name : `parameter${index}`;
    const register = fn.register(name);
    fn.parameters.push(register);
    incoming.push([parameter, register]);
    if (parameter.type === 'AssignmentPattern') counted = false;
    if (counted) fn.length++;
  });
  for (const [parameter, register] of incoming)
    if (parameter.type === 'Identifier') {
      const binding = f.info.references.get(parameter)!;
      if (!binding.boxed && !isReadEarly(binding)) f.bindRegister(binding, register);
    }
  f.declareScope(scope.scope);
  // default values see the fields
  const info = scope.classInfo;
  if (info !== null && scope.kind === 'constructor') initializeInstance(f, info, f.readThis());
  for (const [parameter, register] of incoming) {
    if (parameter.type === 'Identifier') {
      const binding = f.info.references.get(parameter)!;
      if (binding.boxed || isReadEarly(binding)) f.initialize(binding, register);
    } else {
      const origin = parameter.type === 'AssignmentPattern' ? DEFAULTED_PARAMETER_ORIGIN : PARAMETER_ORIGIN;
      f.lowering.pattern(f, parameter, register, 'declare', origin);
    }
  }
  if (fn.traits.generator) f.effect('initialYield');
}

/** By the default value of a parameter before it: then it is not initialised yet. */
const isReadEarly = (parameter: Binding): boolean => parameter.usedEarly || parameter.capturedEarly;

/** The scope of a body whose parameters have expressions; a `var` with the name of a parameter starts with its value. */
function declareBodyScope(f: FunctionBuilder, block: AnyNode): void {
  const inner = f.info.scopeOf.get(block);
  if (inner === undefined) return;
  f.declareScope(inner);
  for (const [name, binding] of inner.bindings) {
    const parameter = f.scope.scope.bindings.get(name);
    if (binding.kind === 'var' && parameter !== undefined) f.initialize(binding, f.read(parameter));
  }
}

function lowerDefaultConstructor(f: FunctionBuilder): void {
  const info = f.scope.classInfo!;
  if (f.scope.kind === 'constructor') {
    initializeInstance(f, info, f.readThis());
    return;
  }
  f.fn.variadic = true;
  const parent = f.emit('superConstructor', [f.emit('selfFunction')]);
  const instance = f.emit('superConstructForward', [parent, f.emit('newTarget')]);
  setThis(f, instance);
  initializeInstance(f, info, instance);
}

/** `this` of a derived constructor, once super() has returned. */
export function setThis(f: FunctionBuilder, instance: Register): void {
  if (f.thisBox !== null) f.effect('boxSet', [f.thisBox, instance]);
  else f.move(f.thisRegister!, instance);
}

/** How many own properties an instance will have, from what the constructor visibly assigns. */
function countInstanceSlots(scope: FunctionScope): number {
  const names = new Set<string>();
  const visit = (node: AnyNode): void => {
    if (
      node.type === 'AssignmentExpression' &&
      node.left.type === 'MemberExpression' &&
      node.left.object.type === 'ThisExpression' &&
      !node.left.computed
    )
      names.add((node.left.property as { name: string }).name);
    for (const child of children(node))
      if (!['FunctionExpression', 'FunctionDeclaration', 'ClassExpression', 'ClassDeclaration'].includes(child.type))
        visit(child);
  };
  const { body: source, classInfo } = scope;
  const isConstructor = classInfo?.constructorFunction === scope;
  if (source.type === 'function' && (isConstructor || scope.kind === 'function')) visit(source.node.body);
  if (isConstructor) {
    for (const field of classInfo.fields)
      names.add(field.key.type === 'Identifier' ? field.key.name : `key ${field.start}`);
    for (const name of classInfo.privateNames.values())
      if (!name.isStatic && name.kind !== 'field') names.add(`#${name.description}`);
  }
  return names.size;
}

export function traitsOf(scope: FunctionScope): IRFunction['traits'] {
  const node = scope.body.type === 'function' ? scope.body.node : null;
  const generator = node?.generator ?? false;
  const async = (node?.async ?? false) || scope.usesAwait;
  const classConstructor = scope.kind === 'constructor' || scope.kind === 'derivedConstructor';
  return {
    generator,
    async,
    arrow: scope.kind === 'arrow',
    method: scope.kind === 'method' || scope.kind === 'fields' || scope.kind === 'static',
    classConstructor,
    derived: scope.kind === 'derivedConstructor',
    constructor: classConstructor || (scope.kind === 'function' && !generator && !async),
    module: scope.kind === 'module',
  };
}
