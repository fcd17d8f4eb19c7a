import type { Inspect } from './inspect.js';
import type { Introspection } from './introspection.js';
import { renderTable } from './table.js';

const ITERATION_INDEX = '(iteration index)';
const INDEX = '(index)';
const KEY = 'Key';
const VALUES = 'Values';

/** What `console.table` prints of an object. */
export function formatTable(
  introspection: Introspection,
  inspect: Inspect,
  data: object,
  properties: readonly string[] | undefined,
): string {
  const cell = (value: unknown): string => {
    const isWide =
      typeof value === 'object' && value !== null && !Array.isArray(value) && Object.keys(value).length > 2;
    return inspect(value, { depth: isWide ? -1 : 0, maxArrayLength: 3, breakLength: Infinity });
  };
  const kind = introspection.kindOf(data);
  if (kind === 'map' || kind === 'set' || kind === 'map iterator' || kind === 'set iterator') {
    const isIterator = kind === 'map iterator' || kind === 'set iterator';
    const preview = isIterator ? introspection.iteratorItems(data) : null;
    const items = preview === null ? flatten(data as Iterable<unknown>, kind === 'map') : preview.items;
    // The entries of a Set are shown one below the other, as Node has it.
    const hasKeys = kind === 'map' || (kind === 'map iterator' && preview?.areEntries === true);
    return collectionTable(items, hasKeys, cell);
  }
  return objectTable(data as Record<string, unknown>, properties, cell);
}

function flatten(collection: Iterable<unknown>, isMap: boolean): unknown[] {
  const items: unknown[] = [];
  for (const item of collection) {
    if (isMap) items.push((item as unknown[])[0], (item as unknown[])[1]);
    else items.push(item);
  }
  return items;
}

function collectionTable(items: readonly unknown[], hasKeys: boolean, cell: (value: unknown) => string): string {
  const step = hasKeys ? 2 : 1;
  const indices: string[] = [];
  const keys: string[] = [];
  const values: string[] = [];
  for (let i = 0; i < items.length; i += step) {
    indices.push(cell(i / step));
    if (hasKeys) keys.push(cell(items[i]));
    values.push(cell(items[i + step - 1]));
  }
  return hasKeys
    ? renderTable([ITERATION_INDEX, KEY, VALUES], [indices, keys, values])
    : renderTable([ITERATION_INDEX, VALUES], [indices, values]);
}

function objectTable(
  data: Record<string, unknown>,
  properties: readonly string[] | undefined,
  cell: (value: unknown) => string,
): string {
  const indices = Object.keys(data);
  const columns = Object.create(null) as Record<string, string[]>;
  const primitives: string[] = [];
  let hasPrimitives = false;
  for (let i = 0; i < indices.length; i++) {
    const item = data[indices[i]!];
    const isPrimitive = item === null || (typeof item !== 'function' && typeof item !== 'object');
    if (isPrimitive && properties === undefined) {
      hasPrimitives = true;
      primitives[i] = cell(item);
      continue;
    }
    for (const key of properties ?? Object.keys(item as object)) {
      columns[key] ??= [];
      const isThere = !isPrimitive && Object.hasOwn(item as object, key);
      columns[key][i] = isThere ? cell((item as Record<string, unknown>)[key]) : '';
    }
  }
  const head = [INDEX, ...Object.keys(columns)];
  const cells = [indices, ...Object.values(columns)];
  if (hasPrimitives) {
    head.push(VALUES);
    cells.push(primitives);
  }
  return renderTable(head, cells);
}
