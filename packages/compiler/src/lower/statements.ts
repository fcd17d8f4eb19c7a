import type {
  AnyNode,
  CallExpression,
  ExpressionStatement,
  ForInStatement,
  ForOfStatement,
  ForStatement,
  Identifier,
  LabeledStatement,
  ObjectExpression,
  SwitchStatement,
  TryStatement,
} from 'acorn';
import { engineDeclaration } from '../builtins.js';
import { InternalError } from '../diagnostics.js';
import type { Block, Register } from '../ir.js';
import type { Control, Finalizer, FunctionBuilder } from './builder.js';
import { lowerClass } from './classes.js';
import { condition } from './conditions.js';
import { CAUGHT_ORIGIN, iterated, LOOP_ORIGIN, originOf, UNKNOWN_ORIGIN } from './quote.js';

export function lowerStatement(f: FunctionBuilder, node: AnyNode): void {
  f.at(node);
  switch (node.type) {
    case 'ExpressionStatement':
      if (f.engineModule && lowerEngineDeclaration(f, node)) return;
      f.expression(node.expression);
      return;
    case 'VariableDeclaration':
      for (const declarator of node.declarations) {
        f.at(declarator);
        if (declarator.init) {
          const value =
            declarator.id.type === 'Identifier'
              ? f.expression(declarator.init)
              : f.held(declarator.init, [declarator.id]);
          f.lowering.pattern(
            f,
            declarator.id,
            value,
            'declare',
            f.engineModule ? UNKNOWN_ORIGIN : originOf(declarator.init),
          );
        } else if (node.kind !== 'var') f.lowering.pattern(f, declarator.id, f.constant(undefined), 'declare');
      }
      return;
    case 'EmptyStatement':
    case 'DebuggerStatement':
    case 'FunctionDeclaration':
    case 'ImportDeclaration':
    case 'ExportAllDeclaration':
      return;
    case 'ExportNamedDeclaration':
      if (node.declaration) f.statement(node.declaration);
      return;
    case 'ExportDefaultDeclaration':
      if (node.declaration.type === 'FunctionDeclaration') return;
      if (node.declaration.type === 'ClassDeclaration') {
        if (node.declaration.id) f.statement(node.declaration);
        else lowerClass(f, node.declaration);
      } else f.expression(node.declaration);
      return;
    case 'ClassDeclaration':
      f.initialize(f.info.references.get(node.id!)!, lowerClass(f, node));
      return;
    case 'ReturnStatement':
      lowerReturn(f, node.argument ? f.expression(node.argument) : null);
      return;
    case 'ThrowStatement':
      f.throwValue(f.expression(node.argument));
      return;
    case 'BlockStatement':
      f.declareScope(f.info.scopeOf.get(node)!);
      body(f, node.body);
      return;
    case 'IfStatement': {
      const then = f.block();
      const otherwise = node.alternate ? f.block() : null;
      const end = f.block();
      condition(f, node.test, then, otherwise ?? end);
      f.start(then);
      f.statement(node.consequent);
      f.jump(end);
      if (otherwise !== null) {
        f.start(otherwise);
        f.statement(node.alternate!);
        f.jump(end);
      }
      f.start(end);
      return;
    }
    case 'ForStatement':
      lowerFor(f, node);
      return;
    case 'WhileStatement': {
      const labels = f.takeLabels();
      f.loopDepth++;
      const head = f.block();
      const inner = f.block();
      f.loopDepth--;
      const end = f.block();
      f.jump(head);
      f.start(head);
      condition(f, node.test, inner, end);
      f.start(inner);
      loopBody(f, { type: 'loop', labels, breakTo: end, continueTo: head, handler: f.handler }, () =>
        f.statement(node.body),
      );
      f.jump(head);
      f.start(end);
      return;
    }
    case 'DoWhileStatement': {
      const labels = f.takeLabels();
      f.loopDepth++;
      const inner = f.block();
      const test = f.block();
      f.loopDepth--;
      const end = f.block();
      f.jump(inner);
      f.start(inner);
      loopBody(f, { type: 'loop', labels, breakTo: end, continueTo: test, handler: f.handler }, () =>
        f.statement(node.body),
      );
      f.jump(test);
      f.start(test);
      condition(f, node.test, inner, end);
      f.start(end);
      return;
    }
    case 'ForOfStatement':
      declareHead(f, node);
      if (node.await) lowerForAwait(f, node);
      else {
        const text = f.engineModule ? undefined : iterated(node.right);
        const iterable = f.expression(node.right);
        lowerIteration(f, node, f.emit('getIterator', [iterable], text === undefined ? {} : { text }));
      }
      return;
    case 'ForInStatement':
      declareHead(f, node);
      lowerIteration(f, node, f.emit('forInIterator', [f.expression(node.right)]));
      return;
    case 'LabeledStatement':
      lowerLabeled(f, node);
      return;
    case 'BreakStatement':
    case 'ContinueStatement': {
      const isBreak = node.type === 'BreakStatement';
      const label = node.label?.name;
      const target = f.controls.findLast((c) => {
        if (label !== undefined) return c.labels.includes(label);
        return c.type === 'loop' || (isBreak && c.type === 'switch');
      });
      if (target === undefined) throw new InternalError('jump without a target');
      f.unwind(target, () => f.jump(isBreak ? target.breakTo! : target.continueTo!), isBreak);
      return;
    }
    case 'TryStatement':
      lowerTry(f, node);
      return;
    case 'SwitchStatement':
      lowerSwitch(f, node);
      return;
    default:
      f.fail(node, `${node.type} is not supported`);
  }
}

/** Statements of a body, its functions first. */
export function body(f: FunctionBuilder, statements: readonly AnyNode[]): void {
  for (let statement of statements) {
    if (
      (statement.type === 'ExportNamedDeclaration' || statement.type === 'ExportDefaultDeclaration') &&
      statement.declaration
    )
      statement = statement.declaration;
    if (statement.type !== 'FunctionDeclaration' || statement.id === null) continue;
    if (f.engineModule && f.scope.kind === 'module') continue;
    f.initialize(f.info.references.get(statement.id)!, f.expression(statement as never));
  }
  for (const statement of statements) f.statement(statement);
}

function lowerReturn(f: FunctionBuilder, argument: Register | null): void {
  let value = argument ?? f.constant(undefined);
  if (f.fn.traits.async && f.fn.traits.generator) value = f.emit('await', [value]);
  if (f.scope.kind !== 'derivedConstructor') f.returnValue(value);
  else f.returnValue(value, (result) => returnFromDerived(f, argument === null ? null : result));
}

/** Outside of every try: only an object may be returned, or nothing, and then `this` has to be bound. */
function returnFromDerived(f: FunctionBuilder, value: Register | null): void {
  if (value !== null) {
    const given = f.block();
    const missing = f.block();
    f.branch(f.emit('isObject', [value]), given, missing);
    f.start(given);
    f.terminate({ op: 'return', operand: value });
    f.start(missing);
    const legal = f.block();
    const wrong = f.block();
    f.branch(f.emit('isUndefined', [value]), legal, wrong);
    f.start(wrong);
    f.throwError('TypeError', 'Derived constructors may only return object or undefined');
    f.start(legal);
  }
  f.terminate({ op: 'return', operand: f.readThis() });
}

function loopBody(f: FunctionBuilder, control: Control, lower: () => void): void {
  f.controls.push(control);
  f.loopDepth++;
  lower();
  f.loopDepth--;
  f.controls.pop();
}

function lowerFor(f: FunctionBuilder, node: ForStatement): void {
  const labels = f.takeLabels();
  const scope = f.info.scopeOf.get(node)!;
  f.declareScope(scope);
  if (node.init) {
    if (node.init.type === 'VariableDeclaration') f.statement(node.init);
    else f.expression(node.init);
  }
  const copied = [...scope.bindings.values()].filter((b) => b.boxed && b.kind === 'let');
  const copy = (): void => {
    for (const binding of copied) {
      const register = f.registerOf(binding);
      f.emitTo(register, 'boxNew', [f.emit('boxGet', [register])]);
    }
  };
  copy();
  f.loopDepth++;
  const head = f.block();
  const inner = f.block();
  const update = f.block();
  f.loopDepth--;
  const end = f.block();
  f.jump(head);
  f.start(head);
  if (node.test) condition(f, node.test, inner, end);
  else f.jump(inner);
  f.start(inner);
  loopBody(f, { type: 'loop', labels, breakTo: end, continueTo: update, handler: f.handler }, () =>
    f.statement(node.body),
  );
  f.jump(update);
  f.start(update);
  f.loopDepth++;
  copy();
  if (node.update) f.expression(node.update);
  f.loopDepth--;
  f.jump(head);
  f.start(end);
}

function declareHead(f: FunctionBuilder, node: ForInStatement | ForOfStatement): void {
  for (const binding of f.info.headOf.get(node)?.bindings.values() ?? [])
    if (binding.usedEarly || binding.capturedEarly) f.declareBinding(binding);
}

function bindLoopVariable(f: FunctionBuilder, node: ForInStatement | ForOfStatement, value: Register): void {
  f.declareScope(f.info.scopeOf.get(node)!);
  if (node.left.type === 'VariableDeclaration')
    f.lowering.pattern(
      f,
      node.left.declarations[0]!.id,
      value,
      node.left.kind === 'var' ? 'assign' : 'declare',
      LOOP_ORIGIN,
    );
  else f.lowering.pattern(f, node.left, value, 'assign');
}

function lowerIteration(f: FunctionBuilder, node: ForInStatement | ForOfStatement, iterator: Register): void {
  const labels = f.takeLabels();
  const outer = f.handler;
  f.loopDepth++;
  const head = f.block();
  const inner = f.block();
  f.loopDepth--;
  const end = f.block();
  f.jump(head);
  f.start(head);
  const value = f.emit('iteratorNext', [iterator]);
  f.branch(f.emit('isEnd', [value]), end, inner);
  const failed = f.fn.block(outer, 0);
  f.handler = failed;
  f.start(inner);
  f.loopDepth++;
  f.freshBlock();
  f.loopDepth--;
  inner.handler = outer;
  const control: Control = { type: 'loop', labels, breakTo: end, continueTo: head, handler: outer, iterator };
  loopBody(f, control, () => {
    bindLoopVariable(f, node, value);
    f.statement(node.body);
  });
  f.jump(head);
  f.handler = outer;
  f.start(failed);
  const error = f.emit('catch');
  f.effect('iteratorCloseQuietly', [iterator]);
  f.throwValue(error);
  f.start(end);
}

function lowerForAwait(f: FunctionBuilder, node: ForOfStatement): void {
  const labels = f.takeLabels();
  const text = f.engineModule ? undefined : iterated(node.right);
  const iterator = f.emit('getAsyncIterator', [f.expression(node.right)], text === undefined ? {} : { text });
  const outer = f.handler;
  f.loopDepth++;
  const head = f.block();
  const inner = f.block();
  f.loopDepth--;
  const end = f.block();
  f.jump(head);
  f.start(head);
  const result = f.emit('await', [f.emit('iteratorStep', [iterator])]);
  f.effect('checkIteratorResult', [result]);
  f.branch(f.emit('getProperty', [result], { key: 'done' }), end, inner);
  f.start(inner);
  const value = f.emit('getProperty', [result], { key: 'value' });
  const failed = f.fn.block(outer, 0);
  f.handler = failed;
  f.loopDepth++;
  f.freshBlock();
  f.loopDepth--;
  const control: Control = {
    type: 'loop',
    labels,
    breakTo: end,
    continueTo: head,
    handler: outer,
    iterator,
    asyncIterator: true,
  };
  loopBody(f, control, () => {
    bindLoopVariable(f, node, value);
    f.statement(node.body);
  });
  f.jump(head);
  // an error in the body closes the iterator and wins over an error of closing it
  const closeFailed = f.fn.block(outer, 0);
  const rethrow = f.fn.block(outer, 0);
  f.handler = closeFailed;
  f.start(failed);
  failed.handler = closeFailed;
  const error = f.fn.register('error');
  f.emitTo(error, 'catch');
  const closing = f.emit('iteratorReturn', [iterator]);
  const called = f.block();
  f.branch(f.emit('isUndefined', [closing]), rethrow, called);
  f.start(called);
  f.emit('await', [closing]);
  f.jump(rethrow);
  f.handler = outer;
  f.start(closeFailed);
  f.emit('catch');
  f.jump(rethrow);
  f.start(rethrow);
  f.throwValue(error);
  f.start(end);
}

function lowerLabeled(f: FunctionBuilder, node: LabeledStatement): void {
  f.pendingLabels.push(node.label.name);
  const { type } = node.body;
  if (type.startsWith('For') || type.endsWith('WhileStatement') || type === 'LabeledStatement') {
    f.statement(node.body);
    return;
  }
  const labels = f.takeLabels();
  const end = f.block();
  f.controls.push({ type: 'block', labels, breakTo: end, handler: f.handler });
  f.statement(node.body);
  f.controls.pop();
  f.jump(end);
  f.start(end);
}

function lowerTry(f: FunctionBuilder, node: TryStatement): void {
  const outer = f.handler;
  const end = f.block();
  let finalizer: Finalizer | null = null;
  let caught: Register | null = null;
  let catchAll: Block | null = null;
  if (node.finalizer) {
    const kind = f.fn.register('completion');
    const error = f.fn.register('error');
    caught = error;
    f.move(kind, f.constant(0));
    f.move(error, f.constant(undefined));
    finalizer = { block: f.fn.block(outer, f.loopDepth), kind, exits: [() => f.throwValue(error), () => f.jump(end)] };
    catchAll = f.fn.block(outer, 0);
    f.controls.push({ type: 'finally', labels: [], handler: outer, finalizer });
  }
  const leave = (): void => {
    if (finalizer === null) f.jump(end);
    else if (f.reachable) {
      f.move(finalizer.kind, f.constant(1));
      f.jump(finalizer.block);
    }
  };
  const inner = catchAll ?? outer;
  const catchBlock = node.handler ? f.fn.block(inner, 0) : null;
  f.handler = catchBlock ?? inner;
  if (catchBlock !== null) f.controls.push({ type: 'try', labels: [], handler: inner });
  f.freshBlock();
  f.statement(node.block);
  if (catchBlock !== null) f.controls.pop();
  f.handler = inner;
  if (f.reachable) f.freshBlock();
  leave();
  if (catchBlock !== null && node.handler) {
    f.start(catchBlock);
    const error = f.emit('catch');
    f.declareScope(f.info.scopeOf.get(node.handler)!);
    if (node.handler.param) f.lowering.pattern(f, node.handler.param, error, 'declare', CAUGHT_ORIGIN);
    f.statement(node.handler.body);
    leave();
  }
  f.handler = outer;
  if (finalizer !== null) {
    f.controls.pop();
    f.start(catchAll!);
    f.emitTo(caught!, 'catch');
    f.move(finalizer.kind, f.constant(0));
    f.jump(finalizer.block);
    f.start(finalizer.block);
    f.statement(node.finalizer!);
    if (f.reachable) {
      const targets: Block[] = [];
      f.terminate({ op: 'switch', operand: finalizer.kind, targets });
      // exits may add exits to an outer finalizer, never to this one
      for (const exit of finalizer.exits) {
        const block = f.block();
        targets.push(block);
        f.start(block);
        exit();
      }
    }
  }
  f.start(end);
}

function lowerSwitch(f: FunctionBuilder, node: SwitchStatement): void {
  const labels = f.takeLabels();
  const value = f.held(
    node.discriminant,
    node.cases.flatMap((c) => [c.test]),
  );
  f.declareScope(f.info.scopeOf.get(node)!);
  for (const c of node.cases)
    for (const statement of c.consequent)
      if (statement.type === 'FunctionDeclaration')
        f.initialize(f.info.references.get(statement.id)!, f.expression(statement as never));
  const end = f.block();
  const bodies = node.cases.map(() => f.block());
  let fallback = end;
  node.cases.forEach((c, index) => {
    if (!c.test) {
      fallback = bodies[index]!;
      return;
    }
    const next = f.block();
    f.branch(f.emit('strictEquals', [value, f.expression(c.test)]), bodies[index]!, next);
    f.start(next);
  });
  f.jump(fallback);
  f.controls.push({ type: 'switch', labels, breakTo: end, handler: f.handler });
  node.cases.forEach((c, index) => {
    f.jump(bodies[index]!);
    f.start(bodies[index]!);
    for (const statement of c.consequent) f.statement(statement);
  });
  f.jump(end);
  f.controls.pop();
  f.start(end);
}

/** $define is reached member by member; $export puts its names on the global object. */
function lowerEngineDeclaration(f: FunctionBuilder, node: ExpressionStatement): boolean {
  const declaration = engineDeclaration(node);
  if (declaration === null) return false;
  if (declaration.type === 'export') {
    const object = (node.expression as CallExpression).arguments[0] as ObjectExpression;
    for (const property of object.properties)
      if (property.type === 'Property') {
        const value = f.expression(property.value);
        f.emit('intrinsic', [f.constant((property.key as Identifier).name), value], { name: 'defineGlobal' });
      }
  }
  return true;
}
