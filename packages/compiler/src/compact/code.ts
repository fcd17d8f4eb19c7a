/**
 * The compact form of a function before it is octets: instructions of the engine's interpreter (`interpreter.inc`) over virtual
 * registers, in the blocks of the intermediate representation.
 */
import type { Block, Register } from '../ir.js';

/** A register, or a constant: `c SYMBOL` a cell, `i N`, `v SYMBOL` a variable, `k N` captured, `x EXPRESSION` another value. */
export type Operand = Register | string;

/** What an opcode of the interpreter is: see its forms. */
export interface Operation {
  readonly form: string;
  /** An expression of C: a function, or a number. */
  readonly does: string;
}

/** Tables of the program that instructions refer to by number. */
export type TableName =
  | 'cells'
  | 'texts'
  | 'methods'
  | 'variables'
  | 'functions'
  | 'infos'
  | 'keyLists'
  | 'sites'
  | 'members';

export type Immediate =
  | { readonly table: TableName; readonly entry: string }
  | { readonly octet: number }
  | { readonly constant: string };

export interface CompactInstruction {
  readonly operation: Operation;
  /** Where the result goes; null: nowhere. */
  result: Register | null;
  readonly immediates: readonly Immediate[];
  operands: Operand[];
  /** The number of operands stands before them. */
  readonly counted: boolean;
  /** Branches: where to. */
  readonly targets: readonly Block[];
  /** May throw: then it must not have changed its result. */
  readonly throws: boolean;
  /** Values behind the registers that it needs. */
  readonly outgoing: number;
}

export interface CompactBlock {
  readonly block: Block;
  readonly instructions: CompactInstruction[];
}

/** A function whose registers, constants or instructions have no place stays machine code. */
export class TooLarge extends Error {}

export const isRegister = (operand: Operand): operand is Register => typeof operand === 'number';
