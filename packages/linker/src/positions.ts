/**
 * Where in a TypeScript source the properties of its object literals stand. esbuild, which loads the config, keeps no
 * positions of properties; this scanner knows just enough of the language for them: strings, templates, comments, brackets.
 */
export interface Properties {
  /**
   * Line and column (from 1) of a property by its path: ['devices', 'stack', 'network']. A path that is not there gives the
   * longest part of it that is; undefined when not even its first name is found.
   */
  find(path: readonly string[]): { readonly line: number; readonly column: number } | undefined;
}

interface Frame {
  /** The bracket that opened it. */
  readonly open: string;
  /** Path of the property whose value it is in. */
  readonly path: string;
  /** In an object literal: is a property's name what comes next? */
  expectsName: boolean;
  /** The name read last, waiting for its ":". */
  pending: { readonly name: string; readonly offset: number } | undefined;
  /** Path of the property whose value is being read. */
  value: string;
}

const SEPARATOR = '\u0000';

export function scanProperties(source: string): Properties {
  const found = new Map<string, number>();
  const stack: Frame[] = [];
  let top = frame('', '');
  for (const token of tokens(source)) {
    if (token.text === '{' || token.text === '(' || token.text === '[') {
      stack.push(top);
      // A method: `check(text) { ... }`. Its name is a property; what is in it is not.
      if (token.text === '(' && top.pending !== undefined) record(top, found);
      top = frame(token.text, top.value);
    } else if (token.text === '}' || token.text === ')' || token.text === ']') {
      if (token.text === '}' && top.pending !== undefined) record(top, found);
      top = stack.pop() ?? frame('', '');
    } else if (top.open === '{') {
      if (token.text === ',') {
        if (top.pending !== undefined) record(top, found);
        top.expectsName = true;
        top.value = top.path;
      } else if (token.text === ':') {
        if (top.pending !== undefined) record(top, found);
      } else if (top.expectsName) {
        top.expectsName = false;
        top.pending = token.name === undefined ? undefined : { name: token.name, offset: token.offset };
      } else {
        top.pending = undefined;
      }
    }
  }
  return {
    find(path) {
      for (let length = path.length; length > 0; length--) {
        const offset = found.get(SEPARATOR + path.slice(0, length).join(SEPARATOR));
        if (offset !== undefined) return lineAndColumn(source, offset);
      }
      return undefined;
    },
  };
}

function frame(open: string, path: string): Frame {
  return { open, path, expectsName: open === '{', pending: undefined, value: path };
}

function record(top: Frame, found: Map<string, number>): void {
  const { name, offset } = top.pending!;
  top.value = `${top.path}${SEPARATOR}${name}`;
  // The first one wins: a config's own literal stands before helpers that are declared below it, and a test may rely on it.
  if (!found.has(top.value)) found.set(top.value, offset);
  top.pending = undefined;
}

/** Line and column of an offset, both from 1. */
export function lineAndColumn(source: string, offset: number): { line: number; column: number } {
  let line = 1;
  let start = 0;
  for (let next = source.indexOf('\n'); next >= 0 && next < offset; next = source.indexOf('\n', next + 1)) {
    line++;
    start = next + 1;
  }
  return { line, column: offset - start + 1 };
}

/** Offset of the string literal `specifier` after `from`, `import` or `import(`; -1 when it stands nowhere. */
export function findImport(source: string, specifier: string): number {
  let before = '';
  let twoBefore = '';
  for (const token of tokens(source)) {
    const importing = before === 'from' || before === 'import' || (before === '(' && twoBefore === 'import');
    if (importing && token.isString && token.name === specifier) return token.offset;
    twoBefore = before;
    before = token.text;
  }
  return -1;
}

interface Token {
  /** The text of an identifier or punctuator; of a string its quote. */
  readonly text: string;
  readonly offset: number;
  /** What it is called as a property's name: an identifier, a number or the content of a string. */
  readonly name: string | undefined;
  readonly isString: boolean;
}

const WORD = /[\p{ID_Start}$_0-9][\p{ID_Continue}$.\u200c\u200d]*/uy;
const WORD_ONLY = /[\p{ID_Start}$_0-9][\p{ID_Continue}$\u200c\u200d]*/uy;

/** After these a "/" begins a regular expression, not a division. */
const BEFORE_REGULAR_EXPRESSION = /^[([{,;:=!&|?+\-*%<>~^]$|^(?:return|typeof|case|in|of|=>)$/;

function* tokens(source: string): Generator<Token> {
  let previous = '';
  /** Depths of braces at which a template literal goes on. */
  const templates: number[] = [];
  let depth = 0;
  let i = 0;
  while (i < source.length) {
    const c = source[i]!;
    if (c === ' ' || c === '\n' || c === '\t' || c === '\r') {
      i++;
      continue;
    }
    if (c === '/' && source[i + 1] === '/') {
      i = endOr(source.indexOf('\n', i), source.length);
      continue;
    }
    if (c === '/' && source[i + 1] === '*') {
      const end = source.indexOf('*/', i + 2);
      i = end < 0 ? source.length : end + 2;
      continue;
    }
    const offset = i;
    if (c === '"' || c === "'") {
      i = endOfString(source, i + 1, c);
      yield { text: c, offset, name: source.slice(offset + 1, i - 1), isString: true };
      previous = c;
      continue;
    }
    if (c === '`' || (c === '}' && templates.at(-1) === depth)) {
      if (c === '}') templates.pop();
      i++;
      while (i < source.length && source[i] !== '`' && !(source[i] === '$' && source[i + 1] === '{')) {
        i += source[i] === '\\' ? 2 : 1;
      }
      if (source[i] === '$') {
        templates.push(depth);
        i += 2;
      } else {
        i++;
      }
      yield { text: '`', offset, name: undefined, isString: false };
      previous = '`';
      continue;
    }
    if (c === '/' && (previous === '' || BEFORE_REGULAR_EXPRESSION.test(previous))) {
      i = endOfRegularExpression(source, i + 1);
      yield { text: '/', offset, name: undefined, isString: false };
      previous = '/x';
      continue;
    }
    const pattern = c >= '0' && c <= '9' ? WORD : WORD_ONLY;
    pattern.lastIndex = i;
    const word = pattern.exec(source);
    if (word !== null) {
      i += word[0].length;
      yield { text: word[0], offset, name: word[0], isString: false };
      previous = word[0];
      continue;
    }
    if (c === '{') depth++;
    else if (c === '}') depth--;
    i++;
    yield { text: c, offset, name: undefined, isString: false };
    previous = c;
  }
}

function endOr(index: number, otherwise: number): number {
  return index < 0 ? otherwise : index;
}

function endOfString(source: string, from: number, quote: string): number {
  let i = from;
  while (i < source.length && source[i] !== quote && source[i] !== '\n') i += source[i] === '\\' ? 2 : 1;
  return Math.min(i + 1, source.length);
}

function endOfRegularExpression(source: string, from: number): number {
  let i = from;
  let inClass = false;
  while (i < source.length && source[i] !== '\n' && (inClass || source[i] !== '/')) {
    if (source[i] === '[') inClass = true;
    else if (source[i] === ']') inClass = false;
    i += source[i] === '\\' ? 2 : 1;
  }
  return Math.min(i + 1, source.length);
}
