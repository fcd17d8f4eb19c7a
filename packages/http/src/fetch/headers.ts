import { latin1 } from '../bytes.js';
import { isFieldValue, TOKEN_LOWER } from '../message/characters.js';
import { fieldName, lowerFieldName } from '../message/fields.js';

const COLON = 58;
const CR = 13;

export type HeadersInit =
  | Headers
  | Iterable<readonly [string, string] | readonly string[]>
  | Readonly<Record<string, string>>;

/**
 * The Headers of the Fetch Standard: a multimap of field names, compared without regard to case, to values.
 *
 * Headers of a received message stay octets until somebody looks: `get` and `has` search in them, anything else turns all
 * of them into text once.
 */
export class Headers {
  /** name, value, name, value, ... in the order they were added; names in lower case. */
  private list: string[];
  /** Field lines not yet turned into text: a section that the parser has accepted. */
  private octets: Uint8Array | null;
  private octetsStart: number;
  private octetsEnd: number;

  constructor(init?: HeadersInit) {
    this.list = [];
    this.octets = null;
    this.octetsStart = 0;
    this.octetsEnd = 0;
    if (init !== undefined && init !== null) this.fill(init);
  }

  /** Headers over a field section that a parser has checked: `bytes[start .. end)`, its last empty line included. */
  static fromOctets(bytes: Uint8Array, start: number, end: number): Headers {
    const headers = new Headers();
    headers.octets = bytes;
    headers.octetsStart = start;
    headers.octetsEnd = end;
    return headers;
  }

  append(name: string, value: string): void {
    const [key, text] = [lowerFieldName(String(name)), fieldValue(name, value)];
    this.entriesOf().push(key, text);
  }

  delete(name: string): void {
    const key = lowerFieldName(String(name));
    const list = this.entriesOf();
    let kept = 0;
    for (let i = 0; i < list.length; i += 2) {
      if (list[i] === key) continue;
      list[kept++] = list[i]!;
      list[kept++] = list[i + 1]!;
    }
    list.length = kept;
  }

  /** All values of `name` joined by ", "; null where there is none. */
  get(name: string): string | null {
    const key = lowerFieldName(String(name));
    if (this.octets !== null) return this.inOctets(key);
    const list = this.list;
    let value: string | null = null;
    for (let i = 0; i < list.length; i += 2) {
      if (list[i] === key) value = value === null ? list[i + 1]! : `${value}, ${list[i + 1]}`;
    }
    return value;
  }

  has(name: string): boolean {
    return this.get(name) !== null;
  }

  set(name: string, value: string): void {
    const [key, text] = [lowerFieldName(String(name)), fieldValue(name, value)];
    const list = this.entriesOf();
    for (let i = 0; i < list.length; i += 2) {
      if (list[i] !== key) continue;
      list[i + 1] = text;
      let kept = i + 2;
      for (let j = kept; j < list.length; j += 2) {
        if (list[j] === key) continue;
        list[kept++] = list[j]!;
        list[kept++] = list[j + 1]!;
      }
      list.length = kept;
      return;
    }
    list.push(key, text);
  }

  getSetCookie(): string[] {
    const list = this.entriesOf();
    const cookies: string[] = [];
    for (let i = 0; i < list.length; i += 2) {
      if (list[i] === 'set-cookie') cookies.push(list[i + 1]!);
    }
    return cookies;
  }

  forEach(callback: (value: string, key: string, parent: Headers) => void, thisArgument?: unknown): void {
    for (const [name, value] of this.sorted()) callback.call(thisArgument, value, name, this);
  }

  entries(): IterableIterator<[string, string]> {
    return this.sorted()[Symbol.iterator]();
  }

  *keys(): IterableIterator<string> {
    for (const entry of this.sorted()) yield entry[0];
  }

  *values(): IterableIterator<string> {
    for (const entry of this.sorted()) yield entry[1];
  }

  [Symbol.iterator](): IterableIterator<[string, string]> {
    return this.entries();
  }

  get [Symbol.toStringTag](): string {
    return 'Headers';
  }

  /** The flat list itself, for code that writes it out: name, value, ... in order of addition. Not to be changed. */
  flat(): readonly string[] {
    return this.entriesOf();
  }

  /** Sorted by name, values of one name joined; Set-Cookie stays apart (Fetch Standard, "sort and combine"). */
  private sorted(): [string, string][] {
    const list = this.entriesOf();
    const entries: [string, string][] = [];
    const seen = new Map<string, [string, string]>();
    for (let i = 0; i < list.length; i += 2) {
      const name = list[i]!;
      const earlier = name === 'set-cookie' ? undefined : seen.get(name);
      if (earlier !== undefined) {
        earlier[1] += `, ${list[i + 1]}`;
        continue;
      }
      const entry: [string, string] = [name, list[i + 1]!];
      seen.set(name, entry);
      entries.push(entry);
    }
    return entries.sort((a, b) => (a[0] < b[0] ? -1 : a[0] > b[0] ? 1 : 0));
  }

  private fill(init: HeadersInit): void {
    if (init instanceof Headers) {
      for (const text of init.entriesOf()) this.list.push(text);
      return;
    }
    if (typeof init !== 'object' && typeof init !== 'function') {
      throw new TypeError('Headers: the initial value is neither an object nor a list of pairs');
    }
    if (Symbol.iterator in init) {
      for (const pair of init as Iterable<readonly string[]>) {
        const entry = Array.isArray(pair) ? pair : [...(pair as Iterable<string>)];
        if (entry.length !== 2)
          throw new TypeError('Headers: an entry of the initial list is not a [name, value] pair');
        this.append(entry[0] as string, entry[1] as string);
      }
      return;
    }
    for (const name of Object.keys(init)) {
      this.list.push(lowerFieldName(name), fieldValue(name, (init as Record<string, string>)[name]!));
    }
  }

  /** The list, after field lines that were still octets have become text. */
  private entriesOf(): string[] {
    const bytes = this.octets;
    if (bytes === null) return this.list;
    this.octets = null;
    let at = this.octetsStart;
    while (bytes[at] !== CR && at < this.octetsEnd) {
      const nameStart = at;
      while (bytes[at] !== COLON) at++;
      const name = fieldName(bytes, nameStart, at);
      at = skipBlank(bytes, at + 1);
      const valueStart = at;
      while (bytes[at] !== CR) at++;
      this.list.push(name, latin1(bytes, valueStart, trimBlank(bytes, valueStart, at)));
      at += 2;
    }
    return this.list;
  }

  private inOctets(key: string): string | null {
    const bytes = this.octets!;
    const length = key.length;
    let value: string | null = null;
    let at = this.octetsStart;
    while (bytes[at] !== CR && at < this.octetsEnd) {
      let i = 0;
      while (i < length && TOKEN_LOWER[bytes[at + i]!] === key.charCodeAt(i)) i++;
      if (i === length && bytes[at + i] === COLON) {
        at = skipBlank(bytes, at + i + 1);
        const start = at;
        while (bytes[at] !== CR) at++;
        const text = latin1(bytes, start, trimBlank(bytes, start, at));
        value = value === null ? text : `${value}, ${text}`;
      } else {
        at += i;
        while (bytes[at] !== CR) at++;
      }
      at += 2;
    }
    return value;
  }
}

function skipBlank(bytes: Uint8Array, at: number): number {
  while (bytes[at] === 32 || bytes[at] === 9) at++;
  return at;
}

function trimBlank(bytes: Uint8Array, start: number, end: number): number {
  while (end > start && (bytes[end - 1] === 32 || bytes[end - 1] === 9)) end--;
  return end;
}

/** Without HTTP whitespace bytes of the Fetch Standard around it. */
function trimSpace(text: string): string {
  const isSpace = (unit: number) => unit === 32 || unit === 9 || unit === 10 || unit === 13;
  let start = 0;
  let end = text.length;
  while (start < end && isSpace(text.charCodeAt(start))) start++;
  while (end > start && isSpace(text.charCodeAt(end - 1))) end--;
  return text.slice(start, end);
}

/** Normalised (surrounding white space cut off) and checked. @throws {TypeError} */
function fieldValue(name: string, value: unknown): string {
  let text = typeof value === 'string' ? value : String(value);
  const first = text.charCodeAt(0);
  const last = text.charCodeAt(text.length - 1);
  if (first <= 32 || last <= 32) text = trimSpace(text);
  if (!isFieldValue(text)) {
    throw new TypeError(
      `Headers: the value of ${name} has a control character or one beyond U+00FF: ${JSON.stringify(text.slice(0, 80))}`,
    );
  }
  return text;
}
