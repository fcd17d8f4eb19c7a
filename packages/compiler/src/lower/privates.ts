import type { PrivateIdentifier } from 'acorn';
import { InternalError } from '../diagnostics.js';
import type { Register } from '../ir.js';
import type { PrivateName } from '../scope.js';
import type { FunctionBuilder } from './builder.js';

export function privateKey(f: FunctionBuilder, node: PrivateIdentifier): Register {
  const name = f.info.privateNameOf.get(node);
  if (name === undefined) throw new InternalError(`private name #${node.name} is not resolved`);
  return privateNameKey(f, name);
}

export function privateNameKey(f: FunctionBuilder, name: PrivateName): Register {
  if (name.binding !== null) return f.read(name.binding);
  return f.emit('privateSymbol', [], { name: name.description, index: name.ordinal });
}
