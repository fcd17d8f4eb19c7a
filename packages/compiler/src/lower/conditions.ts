import type { Expression } from 'acorn';
import type { Block, Register } from '../ir.js';
import type { FunctionBuilder } from './builder.js';

/** Branches on the truth of an expression, with && || ! turned into control flow. */
export function condition(f: FunctionBuilder, node: Expression, yes: Block, no: Block): void {
  if (node.type === 'LogicalExpression' && node.operator !== '??') {
    const middle = f.block();
    if (node.operator === '&&') condition(f, node.left, middle, no);
    else condition(f, node.left, yes, middle);
    f.start(middle);
    condition(f, node.right, yes, no);
    return;
  }
  if (node.type === 'UnaryExpression' && node.operator === '!') {
    condition(f, node.argument, no, yes);
    return;
  }
  if (node.type === 'Literal' && typeof node.value === 'boolean') {
    f.jump(node.value ? yes : no);
    return;
  }
  if (node.type === 'BinaryExpression' && (node.operator === '!==' || node.operator === '!=')) {
    const left = f.held(node.left as Expression, [node.right]);
    const op = node.operator === '!==' ? 'strictEquals' : 'looseEquals';
    f.branch(f.emit(op, [left, f.expression(node.right)]), no, yes);
    return;
  }
  f.branch(f.expression(node), yes, no);
}

/** Leaves an optional chain where `value` is null or undefined. */
export function shortCircuit(f: FunctionBuilder, value: Register): void {
  const next = f.block();
  f.branch(f.emit('isNullish', [value]), f.chainNull!, next);
  f.start(next);
}
