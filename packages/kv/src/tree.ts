import { shown } from './key.js';
import { type Entry, type Key, KeyValueError, type Metadata } from './kv.js';

/** What a tree holds at its leaves. */
export interface Leaf {
  metadata(): Metadata;
}

/** A dictionary of leaves and dictionaries. Apart from the root none is empty. */
export type Tree<L extends Leaf> = Map<string, L | Tree<L>>;

export const DICTIONARY: Metadata = { kind: 'dictionary', size: 0, version: '0' };

/** What `key` names; undefined where nothing is. */
export function find<L extends Leaf>(root: Tree<L>, key: Key): L | Tree<L> | undefined {
  if (key === '') return root;
  let tree = root;
  let start = 0;
  while (true) {
    const end = key.indexOf('/', start);
    const node = tree.get(end < 0 ? key.slice(start) : key.slice(start, end));
    if (end < 0 || node === undefined) return node;
    if (!(node instanceof Map)) return undefined;
    tree = node;
    start = end + 1;
  }
}

/** Puts `node` at `key`, making dictionaries above it. @throws {KeyValueError} "wrong-kind", with nothing changed */
export function put<L extends Leaf>(root: Tree<L>, key: Key, node: L | Tree<L>): void {
  const names = key.split('/');
  let tree = root;
  let depth = 0;
  // Down to where the path leaves the tree; up to there nothing may be a value.
  for (; depth < names.length - 1; depth++) {
    const next = tree.get(names[depth]!);
    if (next === undefined) break;
    if (!(next instanceof Map)) throw aboveIsValue(key, names.slice(0, depth + 1).join('/'));
    tree = next;
  }
  for (; depth < names.length - 1; depth++) {
    const next: Tree<L> = new Map();
    tree.set(names[depth]!, next);
    tree = next;
  }
  tree.set(names.at(-1)!, node);
}

/** Takes away what `key` names and the dictionaries that are empty then. */
export function remove<L extends Leaf>(root: Tree<L>, key: Key): L | Tree<L> | undefined {
  if (key === '') {
    const all: Tree<L> = new Map(root);
    root.clear();
    return all.size === 0 ? undefined : all;
  }
  const names = key.split('/');
  const path: Tree<L>[] = [root];
  for (let depth = 0; depth < names.length - 1; depth++) {
    const next = path[depth]!.get(names[depth]!);
    if (!(next instanceof Map)) return undefined;
    path.push(next);
  }
  const node = path.at(-1)!.get(names.at(-1)!);
  if (node === undefined) return undefined;
  for (let depth = names.length - 1; depth >= 0; depth--) {
    path[depth]!.delete(names[depth]!);
    if (path[depth]!.size > 0) break;
  }
  return node;
}

/** @throws {KeyValueError} "wrong-kind" for a value */
export function entries<L extends Leaf>(root: Tree<L>, key: Key): Entry[] {
  const node = find(root, key);
  if (node === undefined) return [];
  if (!(node instanceof Map)) throw isValue(key);
  const list: Entry[] = [];
  for (const [name, child] of node) list.push({ name, kind: child instanceof Map ? 'dictionary' : 'value' });
  return list.sort(byName);
}

export function metadata<L extends Leaf>(root: Tree<L>, key: Key): Metadata | undefined {
  const node = find(root, key);
  return node instanceof Map ? DICTIONARY : node?.metadata();
}

/** Every leaf of `node` with its key below `key`. */
export function* leaves<L extends Leaf>(node: L | Tree<L>, key: Key): Generator<[Key, L]> {
  if (!(node instanceof Map)) {
    yield [key, node];
    return;
  }
  for (const [name, child] of node) yield* leaves(child, key === '' ? name : `${key}/${name}`);
}

/** By code unit, as `list` has to. */
export function byName(a: Entry, b: Entry): number {
  return a.name < b.name ? -1 : a.name > b.name ? 1 : 0;
}

export function isValue(key: Key): KeyValueError {
  return new KeyValueError('wrong-kind', `${shown(key)} is a value, not a dictionary`);
}

export function isDictionary(key: Key): KeyValueError {
  return new KeyValueError('wrong-kind', `${shown(key)} is a dictionary, not a value`);
}

export function aboveIsValue(key: Key, above: Key): KeyValueError {
  return new KeyValueError('wrong-kind', `nothing can be at ${shown(key)}, because ${shown(above)} is a value`);
}
