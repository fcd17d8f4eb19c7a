/**
 * Compiles a regular expression (ES2023 syntax) to the program that the matcher of the engine runs. The compiler of
 * programs does it for literals. Throws a SyntaxError with the message that V8 gives.
 *
 * The program is an array of 16-bit units: [captures, flags, names..., code]. Branch targets are relative.
 */

/** Operations of the matcher; native/regexp.c has the same numbers. */
const OP = {
  match: 0,
  char: 1, // unit
  charIgnoreCase: 2,
  any: 3, // but line terminators
  anyAll: 4,
  class: 5, // count, then pairs of 32-bit bounds
  classNot: 6,
  split: 7, // prefer next, otherwise offset
  splitLazy: 8, // prefer offset, otherwise next
  jump: 9,
  save: 10,
  assertStart: 11,
  assertEnd: 12,
  assertStartLine: 13,
  assertEndLine: 14,
  wordBoundary: 15,
  notWordBoundary: 16,
  backReference: 17,
  lookahead: 18, // offset of what follows
  negativeLookahead: 19,
  lookbehind: 20,
  negativeLookbehind: 21,
  lookEnd: 22,
  resetCaptures: 23, // from, to
  counterSet: 24, // register, value
  counterLoop: 25, // register, minimum, maximum, lazy, offset of the body
  emptyCheckStart: 26, // register
  emptyCheckEnd: 27, // register
  backReferenceNamed: 28,
} as const;

export interface CompiledRegExp {
  readonly captures: number;
  readonly names: readonly (readonly [string, number])[];
  readonly code: readonly number[];
  readonly registers: number;
}

type Range = readonly [number, number];

type Node =
  | { type: 'empty' }
  | { type: 'char'; code: number }
  | { type: 'set'; ranges: Range[]; negated: boolean }
  | { type: 'any' }
  | { type: 'sequence'; items: Node[] }
  | { type: 'choice'; options: Node[] }
  | { type: 'group'; body: Node; index: number | null }
  | { type: 'repeat'; body: Node; minimum: number; maximum: number; lazy: boolean; from: number; to: number }
  | { type: 'assertion'; op: number }
  | { type: 'look'; body: Node; behind: boolean; negative: boolean }
  | { type: 'reference'; index: number | null; name: string | null };

const DIGITS: Range[] = [[48, 57]];
const WORD: Range[] = [
  [48, 57],
  [65, 90],
  [95, 95],
  [97, 122],
];
const SPACE: Range[] = [
  [9, 13],
  [32, 32],
  [0xa0, 0xa0],
  [0x1680, 0x1680],
  [0x2000, 0x200a],
  [0x2028, 0x2029],
  [0x202f, 0x202f],
  [0x205f, 0x205f],
  [0x3000, 0x3000],
  [0xfeff, 0xfeff],
];

const CLASSES: Record<string, [Range[], boolean]> = {
  d: [DIGITS, false],
  D: [DIGITS, true],
  w: [WORD, false],
  W: [WORD, true],
  s: [SPACE, false],
  S: [SPACE, true],
};

function normalize(ranges: readonly Range[]): Range[] {
  const sorted = [...ranges].sort((a, b) => a[0] - b[0]);
  const result: [number, number][] = [];
  for (const [low, high] of sorted) {
    const last = result[result.length - 1];
    if (last !== undefined && low <= last[1] + 1) last[1] = Math.max(last[1], high);
    else result.push([low, high]);
  }
  return result;
}

function invert(ranges: readonly Range[]): Range[] {
  const result: Range[] = [];
  let next = 0;
  for (const [low, high] of normalize(ranges)) {
    if (low > next) result.push([next, low - 1]);
    next = high + 1;
  }
  if (next <= 0x10ffff) result.push([next, 0x10ffff]);
  return result;
}

/** Canonicalize of ECMA-262 for one code point. */
export function canonicalize(code: number, unicode: boolean): number {
  const text = String.fromCodePoint(code);
  if (unicode) {
    const folded = text.toLowerCase();
    return folded.length === text.length ? folded.codePointAt(0)! : code;
  }
  const upper = text.toUpperCase();
  if (upper.length !== 1) return code;
  const result = upper.charCodeAt(0);
  return code >= 128 && result < 128 ? code : result;
}

/** Code points with a Unicode property; null: there is no such property. In a compiled program there is no source of them. */
export type PropertySource = (name: string) => Range[] | null;

class Parser {
  private readonly source: string;
  private readonly flags: string;
  private readonly unicode: boolean;
  private readonly ignoreCase: boolean;
  private readonly properties: PropertySource | undefined;
  private at = 0;
  captures = 1;
  readonly names: [string, number][] = [];
  private readonly hasNames: boolean;

  constructor(source: string, flags: string, properties: PropertySource | undefined) {
    this.properties = properties;
    this.source = source;
    this.flags = flags;
    this.unicode = flags.includes('u');
    this.ignoreCase = flags.includes('i');
    this.hasNames = /\(\?<(?![=!])/.test(source);
    if (flags.includes('v')) this.fail('the flag v is not supported');
  }

  private fail(message: string): never {
    throw new SyntaxError(`Invalid regular expression: /${this.source}/${this.flags}: ${message}`);
  }

  parse(): Node {
    const node = this.choice();
    if (this.at < this.source.length)
      this.fail(this.source[this.at] === ')' ? "Unmatched ')'" : 'Lone quantifier brackets');
    return node;
  }

  private peek(): string {
    return this.source[this.at] ?? '';
  }

  private eat(text: string): boolean {
    if (!this.source.startsWith(text, this.at)) return false;
    this.at += text.length;
    return true;
  }

  private choice(): Node {
    const options = [this.sequence()];
    while (this.eat('|')) options.push(this.sequence());
    return options.length === 1 ? options[0]! : { type: 'choice', options };
  }

  private sequence(): Node {
    const items: Node[] = [];
    while (this.at < this.source.length && this.peek() !== '|' && this.peek() !== ')') items.push(this.term());
    return items.length === 1 ? items[0]! : { type: 'sequence', items };
  }

  private term(): Node {
    const from = this.captures;
    const c = this.peek();
    if (c === '^' || c === '$') {
      this.at++;
      const multiline = this.flags.includes('m');
      const op =
        c === '^' ? (multiline ? OP.assertStartLine : OP.assertStart) : multiline ? OP.assertEndLine : OP.assertEnd;
      return { type: 'assertion', op };
    }
    if (this.eat('\\b')) return { type: 'assertion', op: OP.wordBoundary };
    if (this.eat('\\B')) return { type: 'assertion', op: OP.notWordBoundary };
    let atom: Node;
    if (this.eat('(?=')) atom = this.look(false, false);
    else if (this.eat('(?!')) atom = this.look(false, true);
    else if (this.eat('(?<=')) return this.look(true, false);
    else if (this.eat('(?<!')) return this.look(true, true);
    else atom = this.atom();
    return this.quantified(atom, from);
  }

  private look(behind: boolean, negative: boolean): Node {
    const body = this.choice();
    if (!this.eat(')')) this.fail('Unterminated group');
    return { type: 'look', body, behind, negative };
  }

  private quantified(atom: Node, from: number): Node {
    let minimum = 0;
    let maximum = Number.POSITIVE_INFINITY;
    if (this.eat('*')) minimum = 0;
    else if (this.eat('+')) minimum = 1;
    else if (this.eat('?')) maximum = 1;
    else {
      const braces = /^\{(\d+)(,(\d*))?\}/.exec(this.source.slice(this.at));
      if (braces === null) {
        if (this.unicode && this.peek() === '{') this.fail('Incomplete quantifier');
        return atom;
      }
      this.at += braces[0].length;
      minimum = Number(braces[1]);
      maximum = braces[2] === undefined ? minimum : braces[3] === '' ? Number.POSITIVE_INFINITY : Number(braces[3]);
      if (maximum < minimum) this.fail('numbers out of order in {} quantifier');
    }
    const lazy = this.eat('?');
    return { type: 'repeat', body: atom, minimum, maximum, lazy, from, to: this.captures };
  }

  private nextCode(): number {
    const code = this.unicode ? this.source.codePointAt(this.at)! : this.source.charCodeAt(this.at);
    this.at += code > 0xffff ? 2 : 1;
    return code;
  }

  private atom(): Node {
    const c = this.peek();
    switch (c) {
      case '.':
        this.at++;
        return { type: 'any' };
      case '(':
        return this.group();
      case '[':
        return this.characterClass();
      case '\\':
        return this.escape();
      case '*':
      case '+':
      case '?':
        this.fail('Nothing to repeat');
        break;
      case '{':
        if (this.unicode || /^\{\d+(,\d*)?\}/.test(this.source.slice(this.at))) this.fail('Nothing to repeat');
        break;
      case '}':
      case ']':
        if (this.unicode) this.fail('Lone quantifier brackets');
    }
    return { type: 'char', code: this.nextCode() };
  }

  private group(): Node {
    this.at++;
    let index: number | null = null;
    if (!this.eat('?:')) {
      if (this.eat('?<')) {
        const name = this.groupName();
        if (this.names.some(([n]) => n === name)) this.fail('Duplicate capture group name');
        this.names.push([name, this.captures]);
      } else if (this.peek() === '?') this.fail('Invalid group');
      index = this.captures++;
    }
    const body = this.choice();
    if (!this.eat(')')) this.fail('Unterminated group');
    return { type: 'group', body, index };
  }

  private groupName(): string {
    const close = this.source.indexOf('>', this.at);
    const name = close < 0 ? '' : this.source.slice(this.at, close);
    if (!/^[\p{ID_Start}$_][\p{ID_Continue}$\u200c\u200d]*$/u.test(name)) this.fail('Invalid capture group name');
    this.at = close + 1;
    return name;
  }

  private escape(): Node {
    this.at++;
    const c = this.peek();
    if (c === '') this.fail('\\ at end of pattern');
    const known = CLASSES[c];
    if (known !== undefined && 'dDwWsS'.includes(c)) {
      this.at++;
      return { type: 'set', ranges: known[0], negated: known[1] };
    }
    if ((c === 'p' || c === 'P') && this.unicode) {
      this.at++;
      return { type: 'set', ranges: this.property(), negated: c === 'P' };
    }
    if (c === 'k' && (this.unicode || this.hasNames)) {
      this.at++;
      if (!this.eat('<')) this.fail('Invalid named reference');
      return { type: 'reference', index: null, name: this.groupName() };
    }
    const digits = /^[1-9]\d*/.exec(this.source.slice(this.at));
    if (digits !== null) {
      const index = Number(digits[0]);
      if (this.unicode || index < this.totalCaptures()) {
        if (index >= this.totalCaptures()) this.fail('Invalid escape');
        this.at += digits[0].length;
        return { type: 'reference', index, name: null };
      }
    }
    return { type: 'char', code: this.characterEscape(false) };
  }

  private total = 0;
  private totalCaptures(): number {
    if (this.total === 0) {
      this.total = 1;
      let inClass = false;
      for (let i = 0; i < this.source.length; i++) {
        const c = this.source[i];
        if (c === '\\') i++;
        else if (c === '[') inClass = true;
        else if (c === ']') inClass = false;
        else if (
          c === '(' &&
          !inClass &&
          (this.source[i + 1] !== '?' || /^\?<[^=!]/.test(this.source.slice(i + 1, i + 4)))
        )
          this.total++;
      }
    }
    return this.total;
  }

  private characterEscape(inClass: boolean): number {
    const c = this.peek();
    const controls: Record<string, number> = { n: 10, r: 13, t: 9, v: 11, f: 12 };
    const control = Object.hasOwn(controls, c) ? controls[c] : undefined;
    if (control !== undefined) {
      this.at++;
      return control;
    }
    if (c === '0' && !/\d/.test(this.source[this.at + 1] ?? '')) {
      this.at++;
      return 0;
    }
    if (c === 'c' && /[A-Za-z]/.test(this.source[this.at + 1] ?? '')) {
      this.at += 2;
      return this.source.charCodeAt(this.at - 1) & 31;
    }
    if (c === 'c' && !this.unicode) return 92;
    const rest = this.source.slice(this.at);
    const hex = /^x([0-9a-fA-F]{2})/.exec(rest);
    if (hex !== null) {
      this.at += 3;
      return Number.parseInt(hex[1]!, 16);
    }
    if (this.unicode) {
      const braces = /^u\{([0-9a-fA-F]+)\}/.exec(rest);
      if (braces !== null) {
        this.at += braces[0].length;
        const code = Number.parseInt(braces[1]!, 16);
        if (code > 0x10ffff) this.fail('Undefined Unicode code-point');
        return code;
      }
      const pair = /^u(d[89ab][0-9a-f]{2})\\u(d[c-f][0-9a-f]{2})/i.exec(rest);
      if (pair !== null) {
        this.at += pair[0].length;
        return 0x10000 + ((Number.parseInt(pair[1]!, 16) - 0xd800) << 10) + (Number.parseInt(pair[2]!, 16) - 0xdc00);
      }
    }
    const short = /^u([0-9a-fA-F]{4})/.exec(rest);
    if (short !== null) {
      this.at += 5;
      return Number.parseInt(short[1]!, 16);
    }
    if (this.unicode && !/[\^$\\.*+?()[\]{}|/]/.test(c) && !(inClass && c === '-')) this.fail('Invalid escape');
    const octal = this.unicode ? null : /^([0-3][0-7]{0,2}|[4-7][0-7]?)/.exec(rest);
    if (octal !== null) {
      this.at += octal[0].length;
      return Number.parseInt(octal[0], 8);
    }
    return this.nextCode();
  }

  private property(): Range[] {
    const m = /^\{([^}]*)\}/.exec(this.source.slice(this.at));
    if (m === null) this.fail('Invalid property name');
    this.at += m[0].length;
    const ranges = this.properties === undefined ? null : this.properties(m[1]!);
    if (ranges === null)
      this.fail(this.properties === undefined ? 'property escapes need a literal pattern' : 'Invalid property name');
    return ranges;
  }

  private classAtom(): { code: number } | { ranges: Range[] } {
    if (this.peek() !== '\\') return { code: this.nextCode() };
    this.at++;
    const c = this.peek();
    if (c === '') this.fail('\\ at end of pattern');
    if ('dDwWsS'.includes(c)) {
      this.at++;
      const [ranges, negated] = CLASSES[c]!;
      return { ranges: negated ? invert(ranges) : ranges };
    }
    if ((c === 'p' || c === 'P') && this.unicode) {
      this.at++;
      const ranges = this.property();
      return { ranges: c === 'P' ? invert(ranges) : ranges };
    }
    if (c === 'b') {
      this.at++;
      return { code: 8 };
    }
    return { code: this.characterEscape(true) };
  }

  private characterClass(): Node {
    this.at++;
    const negated = this.eat('^');
    const ranges: Range[] = [];
    while (this.peek() !== ']') {
      if (this.at >= this.source.length) this.fail('Unterminated character class');
      const low = this.classAtom();
      if (this.peek() === '-' && this.source[this.at + 1] !== ']' && this.at + 1 < this.source.length) {
        this.at++;
        const high = this.classAtom();
        if ('code' in low && 'code' in high) {
          if (low.code > high.code) this.fail('Range out of order in character class');
          ranges.push([low.code, high.code]);
          continue;
        }
        if (this.unicode) this.fail('Invalid character class');
        for (const part of [low, high])
          ranges.push(...('code' in part ? [[part.code, part.code] as const] : part.ranges));
        ranges.push([45, 45]);
        continue;
      }
      ranges.push(...('code' in low ? [[low.code, low.code] as const] : low.ranges));
    }
    this.at++;
    return { type: 'set', ranges: this.ignoreCase ? this.withCases(ranges) : ranges, negated };
  }

  /** All code points that are equal to one in the ranges when case is ignored. */
  private withCases(ranges: readonly Range[]): Range[] {
    const result: Range[] = [...ranges];
    for (const [low, high] of normalize(ranges)) {
      if (high - low > 0x3000) continue;
      for (let code = low; code <= high; code++) {
        if (code >= 0xd800 && code < 0xe000) continue;
        const text = String.fromCodePoint(code);
        for (const other of [text.toLowerCase(), text.toUpperCase()]) {
          const c = other.codePointAt(0)!;
          if (other.length === text.length && canonicalize(c, this.unicode) === canonicalize(code, this.unicode))
            result.push([c, c]);
        }
      }
    }
    return result;
  }
}

class Generator {
  readonly code: number[] = [];
  registers = 0;
  private readonly names: ReadonlyMap<string, number>;
  private readonly ignoreCase: boolean;
  private readonly unicode: boolean;
  private readonly dotAll: boolean;

  constructor(flags: string, names: ReadonlyMap<string, number>) {
    this.names = names;
    this.ignoreCase = flags.includes('i');
    this.unicode = flags.includes('u');
    this.dotAll = flags.includes('s');
  }

  private emit(...units: number[]): number {
    this.code.push(...units);
    return this.code.length;
  }

  private patch(at: number): void {
    this.code[at] = (this.code.length - at - 1) & 0xffff;
  }

  node(node: Node, backward: boolean): void {
    switch (node.type) {
      case 'empty':
        return;
      case 'char':
        this.char(node.code);
        return;
      case 'any':
        this.emit(this.dotAll ? OP.anyAll : OP.any);
        return;
      case 'set': {
        const ranges = normalize(node.ranges);
        this.emit(node.negated ? OP.classNot : OP.class, ranges.length);
        for (const [low, high] of ranges) this.emit(low & 0xffff, low >> 16, high & 0xffff, high >> 16);
        return;
      }
      case 'sequence':
        for (const item of backward ? [...node.items].reverse() : node.items) this.node(item, backward);
        return;
      case 'choice': {
        const ends: number[] = [];
        node.options.forEach((option, index) => {
          if (index === node.options.length - 1) {
            this.node(option, backward);
            return;
          }
          const split = this.emit(OP.split, 0) - 1;
          this.node(option, backward);
          ends.push(this.emit(OP.jump, 0) - 1);
          this.patch(split);
        });
        for (const end of ends) this.patch(end);
        return;
      }
      case 'group':
        if (node.index === null) {
          this.node(node.body, backward);
          return;
        }
        this.emit(OP.save, 2 * node.index + (backward ? 1 : 0));
        this.node(node.body, backward);
        this.emit(OP.save, 2 * node.index + (backward ? 0 : 1));
        return;
      case 'assertion':
        this.emit(node.op);
        return;
      case 'look': {
        const op = node.behind
          ? node.negative
            ? OP.negativeLookbehind
            : OP.lookbehind
          : node.negative
            ? OP.negativeLookahead
            : OP.lookahead;
        const at = this.emit(op, 0) - 1;
        this.node(node.body, node.behind);
        this.emit(OP.lookEnd);
        this.patch(at);
        return;
      }
      case 'reference': {
        const index = node.index ?? this.names.get(node.name!);
        if (index === undefined) throw new SyntaxError(`Invalid regular expression: Invalid named capture referenced`);
        this.emit(OP.backReference, index);
        return;
      }
      case 'repeat':
        this.repeat(node, backward);
    }
  }

  private char(code: number): void {
    if (code > 0xffff) {
      this.emit(OP.class, 1, code & 0xffff, code >> 16, code & 0xffff, code >> 16);
      return;
    }
    const lone = code >= 0xd800 && code < 0xe000;
    if (this.ignoreCase && !lone) {
      const text = String.fromCharCode(code);
      if (text.toLowerCase() !== text || text.toUpperCase() !== text) {
        this.emit(OP.charIgnoreCase, canonicalize(code, this.unicode));
        return;
      }
    }
    this.emit(OP.char, code);
  }

  private repeat(node: Extract<Node, { type: 'repeat' }>, backward: boolean): void {
    const { body, minimum, maximum, lazy, from, to } = node;
    if (maximum === 0) return;
    const reset = (): void => {
      if (to > from) this.emit(OP.resetCaptures, from, to);
    };
    const split = lazy ? OP.splitLazy : OP.split;
    if (maximum === 1 && minimum === 0) {
      const at = this.emit(split, 0) - 1;
      const register = this.registers++;
      this.emit(OP.emptyCheckStart, register);
      this.node(body, backward);
      this.emit(OP.emptyCheckEnd, register);
      this.patch(at);
      return;
    }
    const simple = isSimple(body);
    if (simple && minimum <= 2 && maximum === Number.POSITIVE_INFINITY) {
      for (let i = 0; i < minimum; i++) this.node(body, backward);
      const start = this.code.length;
      const at = this.emit(split, 0) - 1;
      this.node(body, backward);
      this.emit(OP.jump, (start - this.code.length - 2) & 0xffff);
      this.patch(at);
      return;
    }
    const counter = this.registers++;
    const position = this.registers++;
    this.emit(OP.counterSet, counter, 0);
    const enter = this.emit(OP.jump, 0) - 1;
    const start = this.code.length;
    reset();
    this.emit(OP.emptyCheckStart, position);
    this.node(body, backward);
    // an iteration that matched nothing ends the loop, unless it was a required one
    this.emit(OP.emptyCheckEnd, position | (minimum > 0 ? 0x8000 : 0));
    this.patch(enter);
    const limit = maximum === Number.POSITIVE_INFINITY ? 0xffff : Math.min(maximum, 0xfffe);
    const end = this.code.length + 6;
    this.emit(OP.counterLoop, counter, Math.min(minimum, 0xfffe), limit, lazy ? 1 : 0, (start - end) & 0xffff);
  }
}

/** Matches exactly one character and captures nothing: no empty iteration is possible. */
function isSimple(node: Node): boolean {
  return node.type === 'char' || node.type === 'any' || node.type === 'set';
}

export function compileRegExp(source: string, flags: string, properties?: PropertySource): CompiledRegExp {
  const parser = new Parser(source, flags, properties);
  const tree = parser.parse();
  const names = new Map(parser.names);
  const generator = new Generator(flags, names);
  generator.node(tree, false);
  generator.code.push(OP.match);
  if (generator.code.length > 0x7fff)
    throw new SyntaxError(`Invalid regular expression: /${source}/${flags}: Regular expression too large`);
  return { captures: parser.captures, names: parser.names, code: generator.code, registers: generator.registers };
}

const FLAG_LETTERS = 'dgimsuvy';

/** The whole program: captures, registers, flags, length of the code, code, then the names of groups. */
export function encodeRegExp(source: string, flags: string, properties?: PropertySource): number[] {
  let bits = 0;
  for (const flag of flags) {
    const bit = 1 << FLAG_LETTERS.indexOf(flag);
    if (!FLAG_LETTERS.includes(flag) || bits & bit)
      throw new SyntaxError(`Invalid flags supplied to RegExp constructor '${flags}'`);
    bits |= bit;
  }
  const { captures, names, code, registers } = compileRegExp(source, flags, properties);
  const units = [captures, registers, bits, code.length, ...code, names.length];
  for (const [name, index] of names)
    units.push(index, name.length, ...[...Array(name.length).keys()].map((i) => name.charCodeAt(i)));
  return units;
}
