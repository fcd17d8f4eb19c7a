/** Instructions to octets, and the unit of C and assembly language that holds them with the tables of the program. */

import { readFileSync } from 'node:fs';
import { nativeFolder } from '@morgana/engine';
import { InternalError } from '../diagnostics.js';
import type { ProgramContext } from '../emit/group.js';
import { assembly, cMessage, stringSymbol } from '../emit/names.js';
import type { Block, IRFunction } from '../ir.js';
import { buildCompact, type CompactFunction, FIRST_COMMON } from './build.js';
import { type CompactInstruction, isRegister, type Operation, type TableName, TooLarge } from './code.js';
import { Tables } from './tables.js';

const HANDLES = 1;
const SUSPENDS = 2;
const CLASS = 4;
const RECEIVER = 8;
const SELF = 16;
const NEW_TARGET = 32;
const TYPE_SHIFT = 6;
const LONG_OPERATION = 255;
const COMMON = 32;
const WRAPPERS = '/* WRAPPERS OF THE PROGRAM */';
const FARTHEST = 0x7fff;
const LONG_LENGTH = 511;

/** Everything that a function refers to, for the limits of the tables. */
export function* entriesOf({ blocks }: CompactFunction): Generator<readonly [TableName | 'values', string]> {
  for (const { instructions } of blocks)
    for (const { operands, immediates } of instructions) {
      for (const o of operands) if (!isRegister(o)) yield* constantEntry(o);
      for (const i of immediates) {
        if ('table' in i) yield [i.table, i.entry];
        if ('table' in i && i.table === 'keyLists')
          for (const symbol of JSON.parse(i.entry) as string[]) yield ['cells', symbol];
        if ('constant' in i) yield* constantEntry(i.constant);
      }
    }
}

function* constantEntry(constant: string): Generator<readonly [TableName | 'values', string]> {
  const table = ({ c: 'cells', v: 'variables', x: 'values' } as const)[constant[0] as 'c'];
  if (table !== undefined) yield [table, constant.slice(2)];
}

/** Numbers of entries, the most frequent first. */
class Ranking {
  private readonly counts = new Map<string, number>();
  private ranks: Map<string, number> | undefined;
  private sorted: readonly string[] | undefined;

  constructor(...first: string[]) {
    for (const entry of first) this.counts.set(entry, Number.POSITIVE_INFINITY);
  }

  count(entry: string, by = 1): void {
    this.counts.set(entry, (this.counts.get(entry) ?? 0) + by);
    this.sorted = undefined;
  }

  /** Sorted once, as every function asks: that was a fifth of a build in which nothing had changed. */
  get entries(): readonly string[] {
    if (this.sorted === undefined) {
      const byName = [...this.counts].sort(([a], [b]) => (a < b ? -1 : 1));
      this.sorted = byName.sort((a, b) => (a[1] === b[1] ? 0 : b[1] - a[1])).map(([entry]) => entry);
    }
    return this.sorted;
  }

  rank(entry: string): number {
    this.ranks ??= new Map(this.entries.map((e, k) => [e, k]));
    return this.ranks.get(entry)!;
  }
}

/** The length of an instruction's branch: of those that are far two octets. */
const isBranch = ({ operation }: CompactInstruction): boolean => /^(JUMP|IF|UNLESS)/.test(operation.form);

/** Builds what has a compact form; takes the rest out of the candidates. */
export function compactFunctions(candidates: Set<IRFunction>, program: ProgramContext) {
  const tables = new Tables(program);
  const functions: CompactFunction[] = [];
  for (const fn of candidates)
    try {
      const built = buildCompact(fn, tables);
      tables.admit(entriesOf(built));
      functions.push(built);
    } catch (error) {
      if (!(error instanceof TooLarge)) throw error;
      candidates.delete(fn);
    }
  return { functions, tables };
}

export interface CompactUnits {
  readonly interpreter: string;
  readonly program: string;
}

export class Encoder {
  private readonly rankings: Record<TableName | 'values', Ranking> = {
    cells: new Ranking(),
    texts: new Ranking(''),
    methods: new Ranking(),
    variables: new Ranking(),
    functions: new Ranking(),
    infos: new Ranking(),
    keyLists: new Ranking(),
    sites: new Ranking(),
    members: new Ranking(),
    values: new Ranking(),
  };
  private readonly common = new Ranking();
  private operationNumbers = new Map<string, number>();
  private wide: Set<CompactInstruction> = new Set();

  private readonly functions: readonly CompactFunction[];
  private readonly tables: Tables;
  private readonly program: ProgramContext;

  constructor(functions: readonly CompactFunction[], tables: Tables, program: ProgramContext) {
    this.functions = functions;
    this.tables = tables;
    this.program = program;
    for (const fn of functions) {
      const constants = new Set<string>();
      for (const { instructions } of fn.blocks)
        for (const i of instructions) {
          for (const o of i.operands) if (!isRegister(o)) constants.add(o);
          for (const immediate of i.immediates)
            if ('table' in immediate) this.rankings[immediate.table].count(immediate.entry);
        }
      for (const constant of constants) this.common.count(constant);
      // what stands in 16 bits only comes behind what stands in 8
      for (const [table, entry] of entriesOf(fn)) this.rankings[table].count(entry, 0);
    }
  }

  private constant(constant: string): number {
    const [kind, entry] = [constant[0], constant.slice(2)];
    if (kind === 'c') return this.rankings.cells.rank(entry);
    if (kind === 'i') return 0x4000 | (Number(entry) + 0x2000);
    if (kind === 'v') return 0x8000 | this.rankings.variables.rank(entry);
    if (kind === 'k') return 0xc000 | Number(entry);
    return 0xd000 + this.rankings.values.rank(entry);
  }

  private formOf(i: CompactInstruction): Operation {
    const { form, does } = i.operation;
    return this.wide.has(i) ? this.tables.operation(`${form}W`, does) : i.operation;
  }

  private number(i: CompactInstruction): number {
    const { form, does } = this.formOf(i);
    const id = `${form}, ${does}`;
    return this.operationNumbers.get(id)!;
  }

  /** Numbers for all operations; suspensions have one octet. */
  private rankOperations(): void {
    const ranking = new Ranking();
    for (const fn of this.functions)
      for (const { instructions } of fn.blocks)
        for (const i of instructions) {
          const { form, does } = this.formOf(i);
          const weight = form === 'SUSPEND' || form === 'START' ? 1_000_000 : 1;
          ranking.count(`${form}, ${does}`, weight);
        }
    this.operationNumbers = new Map(ranking.entries.map((id, k) => [id, k]));
    if (this.operationNumbers.size > LONG_OPERATION + 256) throw new TooLarge();
  }

  private encodeFunction(fn: CompactFunction): number[] {
    const common = new Map(this.common.entries.slice(0, COMMON).map((c, k) => [c, FIRST_COMMON + k]));
    const constants = new Map<string, number>();
    const { registers, blocks } = fn;
    const operand = (o: string): number => {
      const known = common.get(o) ?? constants.get(o);
      if (known !== undefined) return known;
      const place = registers + constants.size;
      constants.set(o, place);
      return place;
    };
    const starts = new Map<Block, number>();
    const code: number[] = [];
    const jumps: { readonly at: number; readonly to: Block; readonly wide: boolean; readonly absolute: boolean }[] = [];
    const ranges: { start: number; end: number; handler: Block }[] = [];
    let startedAt = 0;
    const number = (n: number): void => {
      if (n >= 0x80) code.push(0x80 | (n >> 8));
      code.push(n & 0xff);
    };
    for (const { block, instructions } of blocks) {
      const start = code.length;
      starts.set(block, start);
      for (const i of instructions) {
        const operation = this.number(i);
        if (operation >= LONG_OPERATION) code.push(LONG_OPERATION, operation - LONG_OPERATION);
        else code.push(operation);
        if (i.result !== null) code.push(i.result);
        for (const immediate of i.immediates) {
          if ('table' in immediate) number(this.rankings[immediate.table].rank(immediate.entry));
          else if ('octet' in immediate) code.push(immediate.octet);
          else {
            const constant = this.constant(immediate.constant);
            code.push(constant & 0xff, constant >> 8);
          }
        }
        if (i.counted) code.push(i.operands.length);
        for (const o of i.operands) code.push(isRegister(o) ? o : operand(o));
        const absolute = i.operation.form === 'SWITCH';
        for (const to of i.targets) {
          const wide = absolute || this.wide.has(i);
          jumps.push({ at: code.length, to, wide, absolute });
          code.push(0, ...(wide ? [0] : []));
        }
        if (i.operation.form === 'START') startedAt = code.length;
      }
      const last = ranges.at(-1);
      if (block.handler === null || code.length === start) continue;
      if (last?.handler === block.handler && last.end === start) last.end = code.length;
      else ranges.push({ start, end: code.length, handler: block.handler });
    }
    if (code.length > FARTHEST || constants.size > FIRST_COMMON - registers) throw new TooLarge();
    for (const { at, to, wide, absolute } of jumps) {
      const distance = starts.get(to)! - (absolute ? 0 : at);
      code[at] = distance & 0xff;
      if (wide) code[at + 1] = (distance >> 8) & 0xff;
    }
    const { traits, parameters } = fn.fn;
    const type = fn.fn.suspends ? (traits.async ? (traits.generator ? 2 : 1) : 0) : 0;
    const flags =
      (ranges.length > 0 ? HANDLES : 0) |
      (fn.fn.suspends ? SUSPENDS : 0) |
      (traits.classConstructor ? CLASS : 0) |
      (fn.fixed.receiver ? RECEIVER : 0) |
      (fn.fixed.self ? SELF : 0) |
      (fn.fixed.newTarget ? NEW_TARGET : 0) |
      (type << TYPE_SHIFT);
    const two = (n: number): number[] => [n & 0xff, n >> 8];
    return [
      ...[registers, parameters.length, flags, constants.size, fn.outgoing],
      ...(fn.fn.suspends ? two(startedAt) : []),
      ...[...constants.keys()].flatMap((c) => two(this.constant(c))),
      ...(ranges.length > 0 ? two(ranges.length) : []),
      ...ranges.flatMap(({ start, end, handler }) => [...two(start), ...two(end), ...two(starts.get(handler)!)]),
      ...code,
    ];
  }

  /** Branches that do not reach as far as one octet says. */
  private widen(fn: CompactFunction): void {
    for (let changed = true; changed; ) {
      changed = false;
      const starts = new Map<Block, number>();
      const branches: { readonly i: CompactInstruction; readonly at: number }[] = [];
      let at = 0;
      for (const { block, instructions } of fn.blocks) {
        starts.set(block, at);
        for (const i of instructions) {
          // at most: numbers may be shorter
          at += 2 + (i.result === null ? 0 : 1) + 2 * i.immediates.length + (i.counted ? 1 : 0) + i.operands.length;
          if (isBranch(i)) branches.push({ i, at });
          at += i.targets.length * (i.operation.form === 'SWITCH' || this.wide.has(i) ? 2 : 1);
        }
      }
      for (const { i, at } of branches) {
        const distance = starts.get(i.targets[0]!)! - at;
        if (this.wide.has(i) || (distance >= -128 && distance <= 127)) continue;
        this.wide.add(i);
        changed = true;
      }
    }
  }

  units(): CompactUnits {
    const { tables } = this;
    for (const fn of this.functions) this.widen(fn);
    this.rankOperations();
    const texts = this.functions.map((fn) => ({ fn: fn.fn, octets: this.encodeFunction(fn) }));
    return { interpreter: this.interpreterUnit(), program: this.programUnit(texts, tables) };
  }

  private interpreterUnit(): string {
    const { tables } = this;
    const intrinsics = [...tables.intrinsics]
      .filter(([name]) => [...this.operationNumbers.keys()].some((id) => id.endsWith(` intrinsic_${name}`)))
      .map(
        ([name, arity]) =>
          `Value intrinsic_${name}(${Array.from({ length: arity }, () => 'Value').join(', ') || 'void'});`,
      );
    const source = readFileSync(new URL('interpreter.inc', nativeFolder), 'utf8');
    if (!source.includes(WRAPPERS)) throw new InternalError('the interpreter has no place for wrappers');
    // declarations come first: they begin with a capital letter
    const wrappers = [...tables.wrappers].sort((a, b) => (a < b ? -1 : 1));
    return [
      '#include "engine.h"',
      ...intrinsics.sort(),
      '#define OPERATIONS(X) \\',
      ...[...this.operationNumbers.keys()].map((id) => `  X(${id}) \\`),
      '',
      source.replace(WRAPPERS, wrappers.join('\n')),
    ].join('\n');
  }

  private programUnit(
    texts: readonly { readonly fn: IRFunction; readonly octets: number[] }[],
    tables: Tables,
  ): string {
    const { rankings } = this;
    const own = texts.flatMap(({ fn, octets }) => this.functionText(fn, octets));
    const table = (name: string, kind: string, entries: readonly string[]): string =>
      assembly(`.rodata.${name}, "a"`, [
        '.balign 8',
        `.globl ${name}`,
        `.type ${name}, @object`,
        `${name}:`,
        ...entries.map((e) => `${kind} ${e}`),
        `.size ${name}, . - ${name}`,
      ]);
    const messages = rankings.texts.entries;
    const methods = rankings.methods.entries.map((entry) => {
      const [key, ...rest] = entry.split(' ');
      return { key: key!, text: rest.join(' ') };
    });
    const lists = rankings.keyLists.entries;
    const members = rankings.members.entries;
    const targets = rankings.functions.entries.map((entry) => tables.entryOf(entry));
    const keyNumbers = (entry: string): string =>
      (JSON.parse(entry) as string[])
        .flatMap((symbol) => [rankings.cells.rank(symbol) & 0xff, rankings.cells.rank(symbol) >> 8])
        .join(',') || '0';
    const strings = new Set([...tables.strings]);
    const lines = ['#include "engine.h"', '#include "bigint.h"', ''];
    for (const value of strings) lines.push(`extern const String ${stringSymbol(value)};`);
    lines.push(...new Set(tables.statics));
    lines.push(
      assembly('.rodata.compact_messages, "aMS", @progbits, 1', [
        ...messages.slice(1).map((text, k) => `.Lcompact_text${k + 1}: .asciz ${cMessage(text.slice(1))}`),
        ...methods.map(({ text }, k) => `.Lcompact_method${k}: .asciz ${cMessage(text)}`),
      ]),
      table('compact_cells', '.long', rankings.cells.entries),
      table('compact_variables', '.long', rankings.variables.entries),
      table(
        'compact_common',
        '.short',
        this.common.entries.slice(0, COMMON).map((c) => String(this.constant(c))),
      ),
      table(
        'compact_functions',
        '.long',
        targets.map(({ symbol }) => symbol),
      ),
      table(
        'compact_function_kinds',
        '.byte',
        targets.map(({ kind }) => String(kind)),
      ),
      table('compact_infos', '.long', rankings.infos.entries),
      table(
        'compact_texts',
        '.long',
        messages.map((_, k) => (k === 0 ? '0' : `.Lcompact_text${k}`)),
      ),
      table(
        'compact_methods',
        '.long',
        methods.map(({ key }, k) => `${key}, .Lcompact_method${k}`),
      ),
      `const Value compact_values[] = {${rankings.values.entries.join(', ') || 0}};`,
      ...lists.map((entry, k) => `static const uint8_t key_list_${k}[] = {${keyNumbers(entry)}};`),
      `const uint8_t *const compact_key_lists[] = {${lists.map((_, k) => `key_list_${k}`).join(', ') || 0}};`,
      `Value (*const compact_sites[])(void) = {${rankings.sites.entries.join(', ') || 0}};`,
    );
    members.forEach((entry, k) => {
      const rows = tables.memberRows.get(entry)!;
      lines.push(
        assembly('.rodata.members, "a"', [
          '.balign 4',
          `compact_members_${k}:`,
          ...rows.map(({ key, kind, fn }) => `.long ${stringSymbol(key)} + ${kind}, i_${fn.symbol}`),
        ]),
        `extern const MemberRow compact_members_${k}[];`,
      );
    });
    lines.push(
      'typedef struct CompactMembers { const MemberRow *rows; uint32_t count; } CompactMembers;',
      `const CompactMembers compact_members[] = {${members.map((entry, k) => `{compact_members_${k}, ${tables.memberRows.get(entry)!.length}}`).join(', ') || '{0}'}};`,
      assembly('.rodata.compact, "a"', [
        '.globl compact_text, compact_text_end',
        'compact_text:',
        ...own,
        'compact_text_end:',
      ]),
      '',
    );
    return lines.join('\n');
  }

  private functionText(fn: IRFunction, octets: readonly number[]): string[] {
    const lines: string[] = [];
    if (this.program.values.has(fn)) {
      const { traits } = fn;
      const flags =
        (traits.constructor ? 1 : 0) |
        (traits.classConstructor ? 2 : 0) |
        (traits.derived ? 4 : 0) |
        (traits.generator ? 8 : 0) |
        (traits.async ? 16 : 0) |
        (traits.method ? 64 : 0);
      // as FUNCTION_INFO of the engine has it; the text is behind it
      const slots = Math.min(fn.instanceSlots, 120);
      const long = fn.length >= LONG_LENGTH;
      this.tables.text(fn.name);
      lines.push(
        '.balign 4',
        `.globl i_${fn.symbol}`,
        `.type i_${fn.symbol}, @object`,
        `.size i_${fn.symbol}, ${long ? 16 : 12}`,
        `i_${fn.symbol}: .long interpret_function, ${stringSymbol(fn.name)}`,
        `.byte 0, ${flags}`,
        `.short ${slots | (Math.min(fn.length, LONG_LENGTH) << 7)}`,
        ...(long ? [`.long ${fn.length}`] : []),
      );
    }
    lines.push(`.globl k_${fn.symbol}`, `.type k_${fn.symbol}, @object`, `k_${fn.symbol}:`);
    for (let k = 0; k < octets.length; k += 32) lines.push(`.byte ${octets.slice(k, k + 32).join(',')}`);
    lines.push(`.size k_${fn.symbol}, ${octets.length}`);
    return lines;
  }
}
