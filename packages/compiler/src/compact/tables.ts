import type { MemberRow, ProgramContext } from '../emit/group.js';
import { stringSymbol } from '../emit/names.js';
import { signatureOf } from '../emit/signature.js';
import type { IRFunction, Template } from '../ir.js';
import { INHERITED_GLOBALS } from '../missing-globals.js';
import type { Binding } from '../scope.js';
import type { Position } from '../source.js';
import { type Operation, type TableName, TooLarge } from './code.js';

/** Entries that a number in an instruction, or in a constant, can tell apart. */
const LIMITS: Readonly<Record<TableName | 'values', number>> = {
  cells: 0x4000,
  variables: 0x4000,
  values: 0x3000,
  texts: 0x8000,
  methods: 0x8000,
  functions: 0x8000,
  infos: 0x8000,
  keyLists: 0x8000,
  sites: 0x8000,
  members: 0x8000,
};

/** What the compact functions of a program refer to. What is used most gets the smallest numbers. */
export class Tables {
  private readonly operations = new Map<string, Operation>();
  /** Definitions in C that entries refer to by name. */
  readonly statics: string[] = [];
  readonly wrappers = new Set<string>();
  readonly intrinsics = new Map<string, number>();
  readonly strings = new Set<string>();
  readonly variables = new Set<string>();
  readonly targets = new Map<string, IRFunction>();
  private readonly sites = new Map<string, string>();
  readonly memberRows = new Map<string, readonly MemberRow[]>();
  private readonly known: Record<string, Set<string>> = {};

  private readonly program: ProgramContext;

  constructor(program: ProgramContext) {
    this.program = program;
  }

  operation(form: string, does: string): Operation {
    const id = `${form} ${does}`;
    let operation = this.operations.get(id);
    if (operation === undefined) this.operations.set(id, (operation = { form, does }));
    return operation;
  }

  tooLarge(): TooLarge {
    return new TooLarge();
  }

  /** Takes note of what a function refers to, unless that is more than can be numbered. */
  admit(entries: Iterable<readonly [TableName | 'values', string]>): void {
    const fresh: [string, string][] = [];
    const counts = new Map<string, number>();
    for (const [table, entry] of entries) {
      const known = (this.known[table] ??= new Set());
      if (known.has(entry)) continue;
      fresh.push([table, entry]);
      const count = (counts.get(table) ?? 0) + 1;
      counts.set(table, count);
      if (known.size + count > LIMITS[table]) throw new TooLarge();
    }
    for (const [table, entry] of fresh) this.known[table]!.add(entry);
  }

  text(value: string): string {
    this.strings.add(value);
    this.program.strings.add(value);
    return stringSymbol(value);
  }

  message(text: string | undefined): string {
    return text === undefined ? '' : `"${text}`;
  }

  /** A function whose last parameter is a text to quote, without it. */
  quiet(name: string, operands: number): string {
    const values = [...'abc'].slice(0, operands);
    const parameters = values.map((v) => `Value ${v}`).join(', ');
    this.wrappers.add(`static Value w_quiet_${name}(${parameters}) { return ${name}(${values.join(', ')}, NULL); }`);
    return `w_quiet_${name}`;
  }

  /** Messages quote the source. */
  get quotes(): boolean {
    return this.program.quotes;
  }

  method(key: string, text: string): string {
    return `${this.text(key)} ${text}`;
  }

  variable(binding: Binding): string {
    const symbol = this.program.variableSymbols.get(binding)!;
    this.variables.add(symbol);
    return symbol;
  }

  isFinal(binding: Binding): boolean {
    return this.program.constants.has(binding) && ['let', 'const', 'class', 'function'].includes(binding.kind);
  }

  target(fn: IRFunction): string {
    this.targets.set(fn.symbol, fn);
    return fn.symbol;
  }

  /** Its text or code, and how it takes its arguments: see `call_target` of the interpreter. */
  entryOf(symbol: string): { readonly symbol: string; readonly kind: number } {
    const fn = this.targets.get(symbol)!;
    if (this.program.compact.has(fn)) return { symbol: `k_${symbol}`, kind: 0xfe };
    if (fn.suspends) return { symbol: `c_${symbol}`, kind: 0 };
    return { symbol: `d_${symbol}`, kind: signatureOf(fn).raw ? 0xff : fn.parameters.length + 1 };
  }

  info(fn: IRFunction): string {
    return `i_${fn.symbol}`;
  }

  keyList(keys: readonly string[]): string {
    return JSON.stringify(keys.map((key) => this.text(key)));
  }

  members(rows: readonly MemberRow[]): string {
    const entry = JSON.stringify(rows.map(({ key, kind, fn }) => [this.text(key), kind, fn.symbol]));
    this.memberRows.set(entry, rows);
    return entry;
  }

  global(name: string): 'known' | 'perhaps' | 'none' {
    if (this.program.hasGlobal(name)) return 'known';
    return this.program.addsGlobals || INHERITED_GLOBALS.has(name) ? 'perhaps' : 'none';
  }

  intrinsic(name: string, arity: number): string {
    this.intrinsics.set(name, arity);
    return `intrinsic_${name}`;
  }

  math(name: string, arity: number): string {
    const wrapper = `w_Math_${name}_${arity}`;
    const [parameters, values] = arity === 1 ? ['Value a', 'a'] : ['Value a, Value b', 'a, b'];
    this.wrappers.add(`NATIVE(Math_${name});`);
    this.wrappers.add(`static Value ${wrapper}(${parameters}) { return math_${arity}(${values}, Math_${name}); }`);
    return wrapper;
  }

  thrower(type: string): string {
    this.wrappers.add(`static Value w_throw_${type}(const char *text) { return throw_named_error(${type}, text); }`);
    return `w_throw_${type}`;
  }

  bigint(value: bigint): string {
    const name = `compact_bigint_${value < 0n ? 'm' : ''}${value < 0n ? -value : value}`;
    if (this.sites.has(name)) return name;
    this.sites.set(name, name);
    const digits: string[] = [];
    for (let rest = value < 0n ? -value : value; rest > 0n; rest >>= 64n)
      digits.push(`0x${(rest & 0xffffffffffffffffn).toString(16)}u`);
    this.statics.push(
      'static const uint8_t *const bigint_needed __attribute__((used)) = &bigint_unit;',
      `static const BigInt ${name} __attribute__((used)) = {{BIGINT_SHAPE, KIND_BIGINT, 0, ${value < 0n ? 1 : 0}}, ${digits.length}, 0, {${digits.join(', ')}}};`,
    );
    return name;
  }

  privateSymbol(name: string, id: string, fn: IRFunction): string {
    const symbol = `p_${fn.symbol.slice(0, fn.symbol.indexOf('_'))}_${id}`;
    if (!this.sites.has(symbol)) {
      this.sites.set(symbol, symbol);
      this.program.strings.add(name);
      this.program.privates.set(symbol, name);
      this.statics.push(`extern const Symbol ${symbol};`);
    }
    return symbol;
  }

  private site(id: string, value: (name: string) => readonly [string[], string]): string {
    const known = this.sites.get(id);
    if (known !== undefined) return known;
    const name = `compact_site_${this.sites.size}`;
    this.sites.set(id, name);
    const [lines, expression] = value(name);
    this.statics.push(...lines, `static Value ${name}(void) { return ${expression}; }`);
    return name;
  }

  regexp(pattern: string, flags: string, position: Position | null): string {
    return this.site(`/${pattern}/${flags}`, (name) => {
      const { words, bits } = this.program.compileRegExp(pattern, flags, position);
      const table = `static const uint32_t ${name}_words[] = {${[...words].map((word) => `${word}u`).join(',')}};`;
      return [[table], `new_regexp(&${this.text(pattern)}, ${bits}, ${name}_words)`];
    });
  }

  /** One object for each place in the source. */
  template(template: Template): string {
    return this.site(`template ${this.sites.size}`, (name) => {
      const value = (text: string | undefined): string =>
        text === undefined ? 'VALUE_UNDEFINED' : `value_of(&${this.text(text)})`;
      const cooked = template.cooked.map(value).join(', ');
      const raw = template.raw.map(value).join(', ');
      const object = `static ROOT Value ${name}_object = VALUE_UNDEFINED;`;
      const made = `template_object(&${name}_object, ${template.raw.length}, (Value[]){${cooked}}, (Value[]){${raw}})`;
      return [[object], made];
    });
  }
}
