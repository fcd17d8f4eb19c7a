import type { AwaitExpression, YieldExpression } from 'acorn';
import type { Register } from '../ir.js';
import type { FunctionBuilder } from './builder.js';
import { delegated } from './quote.js';

export function lowerAwait(f: FunctionBuilder, node: AwaitExpression): Register {
  const value = f.expression(node.argument);
  f.at(node);
  return f.emit('await', [value]);
}

/** How a suspended generator was resumed; the numbers are those of the engine. */
const RESUME_BLOCKS = 3;

export function lowerYield(f: FunctionBuilder, node: YieldExpression): Register {
  const value = node.argument ? f.expression(node.argument) : f.constant(undefined);
  f.at(node);
  if (node.delegate) return yieldDelegate(f, value, delegated(node.argument!));
  const yielded = f.fn.traits.async ? f.emit('await', [value]) : value;
  const received = f.emit('yieldRaw', [yielded], { delegate: false });
  const [next, thrown, returned] = Array.from({ length: RESUME_BLOCKS }, () => f.block());
  f.terminate({ op: 'switch', operand: f.emit('resumeMode'), targets: [next!, thrown!, returned!] });
  f.start(thrown!);
  f.throwValue(received);
  f.start(returned!);
  f.returnValue(f.fn.traits.async ? f.emit('await', [received]) : received);
  f.start(next!);
  return received;
}

function yieldDelegate(f: FunctionBuilder, iterable: Register, text: string | undefined): Register {
  const isAsync = f.fn.traits.async;
  const iterator = isAsync
    ? f.emit('getAsyncIterator', [iterable])
    : f.emit('getIterator', [iterable], text === undefined ? {} : { text });
  const received = f.fn.register('received');
  const mode = f.fn.register('mode');
  const result = f.fn.register('result');
  f.move(received, f.constant(undefined));
  f.move(mode, f.constant(0));
  const loop = f.block();
  const absent = f.block();
  const present = f.block();
  const done = f.block();
  const again = f.block();
  const end = f.block();
  f.jump(loop);
  f.start(loop);
  let step = f.emit('delegateResume', [iterator, received, mode]);
  f.branch(f.emit('isEnd', [step]), absent, present);
  f.start(absent);
  f.returnValue(isAsync ? f.emit('await', [received]) : received);
  f.start(present);
  if (isAsync) step = f.emit('await', [step]);
  f.effect('checkIteratorResult', [step]);
  f.branch(f.emit('getProperty', [step], { key: 'done' }), done, again);
  f.start(again);
  const passed = isAsync ? f.emit('getProperty', [step], { key: 'value' }) : step;
  f.emitTo(received, 'yieldRaw', [passed], { delegate: !isAsync });
  f.emitTo(mode, 'resumeMode');
  if (isAsync) {
    const awaitReturn = f.block();
    const returned = f.block();
    const failed = f.block();
    f.terminate({ op: 'switch', operand: mode, targets: [loop, loop, awaitReturn] });
    f.start(awaitReturn);
    f.emitTo(received, 'awaitRaw', [received]);
    f.terminate({ op: 'switch', operand: f.emit('resumeMode'), targets: [returned, failed, returned] });
    f.start(returned);
    f.move(mode, f.constant(2));
    f.jump(loop);
    f.start(failed);
    f.move(mode, f.constant(1));
    f.jump(loop);
  } else f.jump(loop);
  f.start(done);
  f.emitTo(result, 'getProperty', [step], { key: 'value' });
  const returned = f.block();
  // mode 2: the delegate has finished because of return()
  f.terminate({ op: 'switch', operand: mode, targets: [end, end, returned] });
  f.start(returned);
  f.returnValue(result);
  f.start(end);
  return result;
}
