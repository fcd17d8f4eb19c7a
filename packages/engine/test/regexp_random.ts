// Random patterns and subjects: well-formed ones by a grammar, and fragments put together anyhow for the errors.
import type { Case } from './regexp.js';

type Random = () => number;

const common = ['a', 'b', 'c', 'A', 'B', '1', ' '];
const rare = [
  ...'ksK_-éÉßÿŸµμΣσςſıİĀāẞǅǆǄﬀⅷⅧι',
  '\n',
  '\u2028',
  '\u212a',
  '\u0345',
  '\u1fbe',
  '\u0390',
  '\u1fd3',
  '😀',
  '𐐀',
  '𐐨',
  '\ud83d',
  '\udc00',
];
const fragments =
  '( ) [ ] { } * + ? | \\ ^ $ . - , a b 1 0 9 (? (?: (?= (?! (?<= (?<a> (?<b> < > \\k \\k<a> \\u \\u{ {1,2} {2,1} {3 \\x \\c \\cA \\1 \\8 \\b \\B \\d \\p \\p{L} \\p{Foo} \\P{sc=Grek} && -- \\q{ \\q{ab} \\q{a|} ! & [^ a-z z-a \\- \\/ / = : \\00 \\07 \\377 \\400 \\ud83d \\ude00 😀 \\u{1F600} \\u0061 \\w \\W- \\s k \\a \\z'.split(
    ' ',
  );

/** splitmix32 */
export function randomSource(seed: number): Random {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x9e3779b9) >>> 0;
    let z = state;
    z = Math.imul(z ^ (z >>> 16), 0x85ebca6b);
    z = Math.imul(z ^ (z >>> 13), 0xc2b2ae35);
    return (z ^ (z >>> 16)) >>> 0;
  };
}

export function randomCases(seed: number, count: number, kind: 'grammar' | 'fragments'): Case[] {
  const random = randomSource(seed);
  const below = (n: number) => random() % n;
  const pick = <T>(items: readonly T[]): T => items[below(items.length)]!;
  const chance = (n: number) => below(n) === 0;
  const character = () => (chance(4) ? pick(rare) : pick(common));
  const escaped = (c: string) => {
    if (c === '\n') return '\\n';
    if (c === '\u2028') return '\\u2028';
    return /[\^$\\.*+?()[\]{}|/-]/.test(c) ? `\\${c}` : c;
  };
  let flags = '';
  let captures = 0;
  let names = 0;
  const points = () => /[uv]/.test(flags);

  const classItem = (depth: number): string => {
    const kind = below(6);
    if (kind === 0) return pick(['\\d', '\\w', '\\s', '\\D', '\\W', '\\S']);
    if (kind === 1) {
      const [from, to] = [character(), character()].sort((a, b) => a.codePointAt(0)! - b.codePointAt(0)!);
      return `${escaped(from!)}-${escaped(to!)}`;
    }
    if (kind === 2 && points()) return pick(['\\p{Lu}', '\\P{Ll}', '\\p{Script=Greek}', '\\P{L}', '\\p{ASCII}']);
    if (kind === 3 && flags.includes('v') && depth < 3) return simpleClass(depth + 1);
    return escaped(character());
  };
  const simpleClass = (depth: number): string => {
    // V8 11 lets [^] with the flag v match one character whatever its quantifier says.
    const least = flags.includes('v') ? 1 : 0;
    let text = '';
    for (let i = least + below(4); i > 0; i--) text += classItem(depth);
    return `[${chance(4) ? '^' : ''}${text}]`;
  };
  const classSet = (): string => {
    const operand = () => {
      if (!chance(3)) return simpleClass(3);
      // V8 11 does not fold the characters of \q.
      if (chance(2) && !flags.includes('i')) return `\\q{${pick(common)}${pick(common)}|${pick(common)}}`;
      return pick(['\\w', '\\p{Lu}', '\\p{L}', '\\d', '\\W', '\\P{Lu}']);
    };
    const operator = pick(['&&', '--']);
    return `[${operand()}${operator}${operand()}${chance(2) ? operator + operand() : ''}]`;
  };
  const atom = (depth: number): string => {
    switch (below(14)) {
      case 5:
        return '.';
      case 6:
        return flags.includes('v') && chance(2) ? classSet() : simpleClass(0);
      case 7:
        return pick(['\\d', '\\w', '\\s', '\\D', '\\W', '\\S']);
      case 8:
        return captures > 0 ? `\\${1 + below(captures)}` : '.';
      case 9:
        return depth < 4 ? `(?:${disjunction(depth + 1)})` : 'a';
      case 10:
        return points() ? pick(['\\p{Lu}', '\\P{Lu}', '\\p{scx=Greek}', '\\u{1f600}', '\\p{L}']) : 'b';
      case 11:
        return names > 0 ? `\\k<n${1 + below(names)}>` : 'a';
      case 12:
      case 13: {
        if (depth >= 4) return 'b';
        captures++;
        const name = chance(6) ? `?<n${++names}>` : '';
        return `(${name}${disjunction(depth + 1)})`;
      }
      default:
        return escaped(character());
    }
  };
  const quantifiers = ['*', '+', '?', '*?', '+?', '??', '{2}', '{1,2}', '{0,2}?', '{2,}', '{0}', '{1,}?'];
  const term = (depth: number): string => {
    const kind = below(16);
    if (kind === 0) return pick(['^', '$', '\\b', '\\B']);
    if (kind === 1 && depth < 3) return `${pick(['(?=', '(?!', '(?<=', '(?<!'])}${disjunction(depth + 1)})`;
    return atom(depth) + (chance(3) ? pick(quantifiers) : '');
  };
  const alternative = (depth: number): string => {
    if (chance(12)) return '';
    let text = '';
    for (let i = 1 + below(depth > 0 ? 3 : 5); i > 0; i--) text += term(depth);
    return text;
  };
  const disjunction = (depth: number): string => {
    let text = alternative(depth);
    for (let i = chance(4) ? 1 + below(2) : 0; i > 0; i--) text += `|${alternative(depth)}`;
    return text;
  };

  return Array.from({ length: count }, () => {
    flags = '';
    captures = 0;
    names = 0;
    for (const flag of 'ims') if (chance(4)) flags += flag;
    flags += pick(['u', 'v', '', '']);
    if (chance(12)) flags += 'y';
    const pattern =
      kind === 'grammar' ? disjunction(0) : Array.from({ length: 1 + below(7) }, () => pick(fragments)).join('');
    const subject = Array.from({ length: below(14) }, character).join('');
    return [pattern, flags, subject] as const;
  });
}
