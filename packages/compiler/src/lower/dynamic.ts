import type { CallExpression, ImportExpression, NewExpression } from 'acorn';
import type { Register } from '../ir.js';
import type { FunctionBuilder } from './builder.js';

const NO_PARSER = 'there is no parser in the compiled program';

/**
 * Whether code that needs a parser at run time compiles to an exception: where the program handles that it is refused
 * (as a content security policy refuses it), in dependencies, which often have another way, or where the builder of the
 * program asked for it.
 */
function mayThrow(f: FunctionBuilder, node: { readonly start: number }): boolean {
  const handled = f.controls.some((control) => control.type === 'try');
  const { file } = f.positions.at(node.start);
  return handled || f.lowering.dynamicCode === 'throw' || file.includes('node_modules/');
}

/** `eval(text)`, `new Function(text)` and their like; null: an ordinary call. */
export function codeFromText(f: FunctionBuilder, node: CallExpression | NewExpression): Register | null {
  let { callee } = node;
  if (callee.type === 'SequenceExpression') callee = callee.expressions[callee.expressions.length - 1]!;
  if (callee.type !== 'Identifier' || f.info.references.has(callee)) return null;
  if (callee.name !== 'eval' && callee.name !== 'Function') return null;
  if (callee.name === 'eval' && node.type === 'NewExpression') return null;
  if (callee.name === 'Function' && isReturnThis(node)) {
    f.at(node);
    return f.emit('intrinsic', [f.emit('globalGet', [], { name: 'globalThis' })], { name: 'returnThis' });
  }
  const construct = callee.name === 'eval' ? 'eval' : node.type === 'NewExpression' ? 'new Function' : 'Function()';
  const advice = callee.name === 'eval' ? 'write the code out' : 'write the function out';
  if (!mayThrow(f, node))
    f.fail(
      node,
      `${construct} is not supported: ${advice}; ${NO_PARSER} (--dynamic-code throw makes it an EvalError where it is reached)`,
    );
  f.lowering.warn(`${construct} will throw an EvalError: ${NO_PARSER}`, f.positions.at(node.start));
  for (const argument of node.arguments) f.expression(argument.type === 'SpreadElement' ? argument.argument : argument);
  f.at(node);
  f.throwError('EvalError', `Code generation from strings disallowed for this context: ${NO_PARSER}`);
  return f.constant(undefined);
}

/** The usual way to the global object before there was globalThis: its text is known, so it needs no parser. */
function isReturnThis(node: CallExpression | NewExpression): boolean {
  const [text, ...more] = node.arguments;
  return more.length === 0 && text?.type === 'Literal' && /^\s*return this;?\s*$/.test(String(text.value));
}

/** What rollup could not link stays an `import()`. */
export function lowerImport(f: FunctionBuilder, node: ImportExpression): Register {
  const { source } = node;
  const what = source.type === 'Literal' ? `import(${JSON.stringify(source.value)})` : 'import() of a computed name';
  if (!mayThrow(f, node))
    f.fail(
      node,
      `${what} is not supported: import the module statically, so that it is linked (--dynamic-code throw makes it a promise that is rejected)`,
    );
  f.lowering.warn(`${what} will give a rejected promise: the module is not linked`, f.positions.at(node.start));
  const specifier = f.expression(source);
  f.at(node);
  return f.emit('intrinsic', [specifier], { name: 'rejectedImport' });
}
