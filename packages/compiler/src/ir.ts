import { InternalError } from './diagnostics.js';
import { ANY, type OpcodeName, opcode } from './opcodes.js';
import type { Frequency } from './profile/profile.js';
import type { Binding, FunctionScope } from './scope.js';
import type { Position } from './source.js';

/**
 * A function as a graph of basic blocks over virtual registers. Not in SSA form: a source variable is a register with
 * many definitions, a temporary has one. Each block names the block to which its throwing instructions branch.
 */
export type Register = number;

/** Not a value of the language: marks a binding that is not initialised yet, and a missing element. */
export const UNINITIALIZED = Symbol('uninitialized');
export const HOLE = Symbol('hole');
export type Constant =
  | undefined
  | null
  | boolean
  | number
  | string
  | bigint
  | typeof UNINITIALIZED
  | typeof HOLE
  | { readonly wellKnownSymbol: string };

/** Cooked and raw strings of a tagged template, one for each place in the source. */
export interface Template {
  readonly cooked: readonly (string | undefined)[];
  readonly raw: readonly string[];
}

export interface Immediates {
  readonly value?: Constant;
  readonly index?: number;
  readonly id?: string;
  readonly name?: string;
  readonly key?: string;
  readonly keys?: readonly string[];
  readonly binding?: Binding;
  readonly function?: IRFunction;
  readonly operator?: string;
  readonly pattern?: string;
  readonly flags?: string;
  readonly template?: Template;
  readonly enumerable?: boolean;
  readonly readonly?: boolean;
  readonly delegate?: boolean;
  readonly prefix?: string;
  readonly home?: 'class' | 'prototype' | 'object';
  readonly error?: string;
  /** The callee as the source has it, for messages. */
  readonly text?: string;
  /** Read to be called: most likely found in a prototype. */
  readonly method?: boolean;
}

export interface Instruction {
  readonly op: OpcodeName;
  readonly result: Register | null;
  operands: Register[];
  readonly immediates: Immediates;
  readonly position: Position | null;
}

export type Terminator =
  | { readonly op: 'jump'; to: Block }
  | { readonly op: 'branch'; operand: Register; to: Block; otherwise: Block }
  | { readonly op: 'switch'; operand: Register; targets: Block[] }
  | { readonly op: 'return'; operand: Register }
  | { readonly op: 'unreachable' };

export interface Block {
  id: number;
  readonly instructions: Instruction[];
  /** Where a throwing instruction of this block goes; null: out of the function. */
  handler: Block | null;
  terminator: Terminator | null;
  /** How many loops it is in; cold code (handlers, top level, what never ran in a profile) counts as 0. What is hot counts as a loop. */
  loopDepth: number;
  /** Never ran in a profile. */
  cold: boolean;
}

export interface FunctionTraits {
  readonly generator: boolean;
  readonly async: boolean;
  readonly arrow: boolean;
  readonly method: boolean;
  readonly classConstructor: boolean;
  readonly derived: boolean;
  /** Can be called with new. */
  readonly constructor: boolean;
  /** The main function of a module. */
  readonly module: boolean;
}

export class IRFunction {
  readonly scope: FunctionScope;
  name: string;
  /** C identifier, unique in the program and stable under changes elsewhere. */
  readonly symbol: string;
  readonly traits: FunctionTraits;
  readonly position: Position;
  readonly captures: readonly Binding[];
  readonly parameters: Register[] = [];
  readonly registerNames: string[] = [];
  blocks: Block[] = [];
  /** The `length` of the function object. */
  length = 0;
  /** Reads its arguments beyond the named parameters. */
  variadic = false;
  /** How often it runs, if a profile says so. */
  frequency: Frequency | null = null;
  /** Own properties that its instances get, as far as the source shows. */
  instanceSlots = 0;

  constructor(scope: FunctionScope, symbol: string, name: string, traits: FunctionTraits, position: Position) {
    this.scope = scope;
    this.symbol = symbol;
    this.name = name;
    this.traits = traits;
    this.position = position;
    this.captures = scope.captures;
  }

  get suspends(): boolean {
    return this.traits.generator || this.traits.async;
  }

  register(name = ''): Register {
    this.registerNames.push(name);
    return this.registerNames.length - 1;
  }

  block(handler: Block | null, loopDepth = 0): Block {
    const block: Block = {
      id: this.blocks.length,
      instructions: [],
      handler,
      terminator: null,
      loopDepth,
      cold: false,
    };
    this.blocks.push(block);
    return block;
  }
}

/** A program: the functions of all its modules, in the order of their source. */
export interface IRProgram {
  readonly functions: IRFunction[];
  readonly mains: IRFunction[];
  /** Statics: variables of the top levels. */
  readonly moduleBindings: { readonly binding: Binding; readonly symbol: string }[];
}

export function successors(block: Block): Block[] {
  const t = block.terminator;
  if (t === null) return [];
  switch (t.op) {
    case 'jump':
      return [t.to];
    case 'branch':
      return [t.to, t.otherwise];
    case 'switch':
      return t.targets;
    default:
      return [];
  }
}

export const mayThrow = (instruction: Instruction): boolean => opcode(instruction.op).throws;

function printConstant(value: Constant): string {
  if (typeof value === 'symbol') return value.description!;
  if (typeof value === 'bigint') return `${value}n`;
  if (typeof value === 'string') return JSON.stringify(value);
  if (typeof value === 'object' && value !== null) return `@@${value.wellKnownSymbol}`;
  return Object.is(value, -0) ? '-0' : String(value);
}

function printImmediates(immediates: Immediates): string {
  return Object.entries(immediates)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => {
      if (name === 'value') return printConstant(value as Constant);
      if (name === 'binding') return (value as Binding).name;
      if (name === 'function') return (value as IRFunction).symbol;
      return `${name}=${JSON.stringify(value)}`;
    })
    .join(' ');
}

export function printInstruction(instruction: Instruction): string {
  const result = instruction.result === null ? '' : `r${instruction.result} = `;
  const operands = instruction.operands.map((r) => `r${r}`).join(', ');
  const immediates =
    'value' in instruction.immediates && instruction.immediates.value === undefined
      ? 'undefined'
      : printImmediates(instruction.immediates);
  return `${result}${instruction.op} ${operands}${operands && immediates ? ' ' : ''}${immediates}`.trimEnd();
}

export function printFunction(fn: IRFunction): string {
  const traits = Object.entries(fn.traits)
    .filter(([, on]) => on)
    .map(([name]) => name);
  const lines = [
    `function ${fn.symbol}(${fn.parameters.map((r) => `r${r}`).join(', ')}) ${traits.join(' ')}`.trimEnd(),
  ];
  for (const block of fn.blocks) {
    lines.push(`b${block.id}:${block.handler === null ? '' : ` (handler b${block.handler.id})`}`);
    for (const instruction of block.instructions) lines.push(`  ${printInstruction(instruction)}`);
    const t = block.terminator;
    if (t === null) lines.push('  (no terminator)');
    else {
      const operand = 'operand' in t ? ` r${t.operand}` : '';
      const targets = successors(block).map((s) => ` b${s.id}`);
      lines.push(`  ${t.op}${operand}${targets.join(',')}`);
    }
  }
  return `${lines.join('\n')}\n`;
}

/** Throws an InternalError where a function breaks the rules of the representation. */
export function verifyFunction(fn: IRFunction): void {
  const fail = (message: string): never => {
    throw new InternalError(`${fn.symbol}: ${message}\n${printFunction(fn)}`);
  };
  const blocks = new Set(fn.blocks);
  const defined = new Set<Register>(fn.parameters);
  const count = fn.registerNames.length;
  for (const block of fn.blocks)
    for (const instruction of block.instructions)
      if (instruction.result !== null) {
        if (instruction.result < 0 || instruction.result >= count) fail(`r${instruction.result} does not exist`);
        defined.add(instruction.result);
      }
  for (const block of fn.blocks) {
    for (const instruction of block.instructions) verifyInstruction(instruction, defined, fail);
    const t = block.terminator;
    if (t === null) fail(`b${block.id} has no terminator`);
    else if ('operand' in t && !defined.has(t.operand))
      fail(`b${block.id} ends in r${t.operand}, which is never defined`);
    for (const target of successors(block)) if (!blocks.has(target)) fail(`b${block.id} goes to a foreign block`);
    if (block.handler !== null && !blocks.has(block.handler)) fail(`b${block.id} has a foreign handler`);
  }
}

function verifyInstruction(i: Instruction, defined: ReadonlySet<Register>, fail: (message: string) => never): void {
  const info = opcode(i.op);
  const text = printInstruction(i);
  const { operands } = info;
  if (operands >= 0 ? i.operands.length !== operands : operands !== ANY && i.operands.length < -operands)
    fail(`${text}: wrong number of operands`);
  for (const register of i.operands) if (!defined.has(register)) fail(`${text}: r${register} is never defined`);
  if (info.result === null && i.result !== null) fail(`${text}: gives no result`);
  for (const name of info.immediates)
    if (!name.endsWith('?') && !(name in i.immediates)) fail(`${text}: lacks the immediate ${name}`);
  for (const name of Object.keys(i.immediates))
    if (!info.immediates.includes(name) && !info.immediates.includes(`${name}?`))
      fail(`${text}: has the unknown immediate ${name}`);
}
