import type { PrivateIdentifier } from 'acorn';
import { InternalError } from '../diagnostics.js';
import type { Register } from '../ir.js';
import type { PrivateName } from '../scope.js';
import type { FunctionBuilder } from './builder.js';

export function privateName(f: FunctionBuilder, node: PrivateIdentifier): PrivateName {
  const name = f.info.privateNameOf.get(node);
  if (name === undefined) throw new InternalError(`private name #${node.name} is not resolved`);
  return name;
}

export const privateKey = (f: FunctionBuilder, node: PrivateIdentifier): Register =>
  privateNameKey(f, privateName(f, node));

/** The description of the symbol, from which messages take the name, and the class of a method or accessor. */
export function privateText({ description, kind, isStatic, className }: PrivateName): string {
  return kind === 'field' ? description : `${description}${isStatic ? '\x02' : '\x01'}${className}`;
}

/** What an access says of a name that is the same whenever the place is reached: it can be cached there. */
export const privateImmediates = (name: PrivateName): { name?: string; id?: string } =>
  name.binding === null ? { name: privateText(name), id: name.id } : {};

export function privateNameKey(f: FunctionBuilder, name: PrivateName): Register {
  if (name.binding !== null) return f.read(name.binding);
  return f.emit('privateSymbol', [], { name: privateText(name), id: name.id });
}
