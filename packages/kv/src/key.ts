import { type Key, KeyValueError } from './kv.js';

/** Whether `key` is the root or a path of segments as `Key` says. */
export function isKey(key: string): boolean {
  if (key === '') return true;
  let start = 0;
  while (true) {
    let end = key.indexOf('/', start);
    if (end < 0) end = key.length;
    if (end === start) return false;
    if (key.charCodeAt(start) === 0x2e) {
      if (end === start + 1) return false;
      if (end === start + 2 && key.charCodeAt(start + 1) === 0x2e) return false;
    }
    if (end === key.length) return !key.includes('\0');
    start = end + 1;
  }
}

/** Every store checks each key with this before anything else. @throws {KeyValueError} "invalid-key" */
export function checkKey(key: Key): void {
  if (typeof key === 'string' && isKey(key)) return;
  throw new KeyValueError(
    'invalid-key',
    `${shown(key)} is no key: segments are joined by "/", none is empty, "." or "..", or holds NUL`,
  );
}

/** The key of the dictionary that holds `key`; of "a" it is the root. The root has none. */
export function parentKey(key: Key): Key | undefined {
  return key === '' ? undefined : key.slice(0, Math.max(0, key.lastIndexOf('/')));
}

/** `name` may itself be a key; with one of them the root it is the other. */
export function joinKey(dictionary: Key, name: Key): Key {
  if (dictionary === '') return name;
  return name === '' ? dictionary : `${dictionary}/${name}`;
}

/** Whether `key` is `dictionary` itself or lies below it. */
export function isWithin(key: Key, dictionary: Key): boolean {
  return dictionary === '' || key === dictionary || key.startsWith(`${dictionary}/`);
}

/** A key for a message: quoted, not endless. */
export function shown(key: unknown): string {
  const text = JSON.stringify(String(key));
  return text.length <= 100 ? text : `${text.slice(0, 90)}..."`;
}
