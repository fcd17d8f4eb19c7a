import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type AnyNode, parse } from 'acorn';
import { children } from '../src/scope.js';

// Odd programs: those of the corpus with pieces of each other in the place of theirs. They parse, and nobody would write them.

const folder = fileURLToPath(new URL('./corpus/', import.meta.url));

/** Nodes that can stand for each other, by what they are. */
type Role = 'expression' | 'statement' | 'pattern';

export interface Piece {
  readonly role: Role;
  readonly text: string;
}

interface Place extends Piece {
  readonly start: number;
  readonly end: number;
}

function roleOf(node: AnyNode): Role | null {
  if (/Pattern$/.test(node.type)) return 'pattern';
  if (/Statement$|^(?:Variable|Function|Class)Declaration$/.test(node.type)) return 'statement';
  if (/Expression$|^(?:Literal|TemplateLiteral)$/.test(node.type)) return 'expression';
  return null;
}

/** Null: it is no module. */
export function placesOf(text: string): Place[] | null {
  let ast: AnyNode;
  try {
    ast = parse(text, { ecmaVersion: 2024, sourceType: 'module' });
  } catch {
    return null;
  }
  const places: Place[] = [];
  const visit = (node: AnyNode): void => {
    const role = roleOf(node);
    if (role !== null) places.push({ role, start: node.start, end: node.end, text: text.slice(node.start, node.end) });
    for (const child of children(node)) visit(child);
  };
  visit(ast);
  return places;
}

export interface Change {
  /** Which of the program's places, and which piece of its role in the pool; both modulo how many there are. */
  readonly place: number;
  readonly piece: number;
}

/** The program with `changes`, those left out after which it would be none. */
export function mutate(text: string, changes: readonly Change[], pool: readonly Piece[]): string {
  for (const { place, piece } of changes) {
    const places = placesOf(text)!;
    if (places.length === 0) break;
    const at = places[place % places.length]!;
    const fitting = pool.filter(({ role }) => role === at.role);
    const changed = text.slice(0, at.start) + fitting[piece % fitting.length]!.text + text.slice(at.end);
    if (changed.length < 20_000 && placesOf(changed) !== null) text = changed;
  }
  return text;
}

/** Programs to begin with: what is short and says nothing of time or much memory. */
export function readPrograms(): string[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.mjs') && !/^(?:large|churn|deep|web|abort)-|^json-parse-m/.test(name))
    .sort()
    .map((name) => readFileSync(join(folder, name), 'utf8'));
}

/** Pieces of the programs that are worth to be put elsewhere: small ones. */
export function readPool(programs: readonly string[]): Piece[] {
  const pool = new Map<string, Piece>();
  for (const program of programs)
    for (const { role, text } of placesOf(program) ?? [])
      if (text.length < 120) pool.set(`${role} ${text}`, { role, text });
  return [...pool.values()];
}
