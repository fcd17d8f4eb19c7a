/**
 * Domain names as compact byte strings: the uncompressed wire format of RFC 1035, section 3.1, the root's empty label
 * included. Names compare without regard to the case of ASCII letters (RFC 4343) and keep the case they were given in.
 */

/** A domain name in uncompressed wire format: labels of 1-63 octets, each after its length, and a final 0; 255 octets at most. */
export type Name = Uint8Array;

/** Octets of the longest name (RFC 1035, section 2.3.4). */
export const MAXIMUM_NAME = 255;
/** Octets of the longest label. */
export const MAXIMUM_LABEL = 63;
/** Labels of the longest name, the root's not counted. */
export const MAXIMUM_LABELS = 127;

export const ROOT: Name = /* @__PURE__ */ new Uint8Array(1);

/** Text that is no domain name. */
export class NameError extends Error {
  override readonly name = 'NameError';
}

/** Maps every octet to itself, A-Z to a-z. */
export const LOWER: Uint8Array = /* @__PURE__ */ lowerTable();

function lowerTable(): Uint8Array {
  const table = new Uint8Array(256);
  for (let i = 0; i < 256; i++) table[i] = i >= 0x41 && i <= 0x5a ? i + 32 : i;
  return table;
}

// Offsets of labels; filled and read within one call, never across one.
const labelsOfA = /* @__PURE__ */ new Uint8Array(128);
const labelsOfB = /* @__PURE__ */ new Uint8Array(128);

/** Octets of the uncompressed name at `offset`; -1 when none is there. */
export function nameLength(bytes: Uint8Array, offset = 0): number {
  let at = offset;
  for (;;) {
    if (at >= bytes.length) return -1;
    const length = bytes[at]!;
    if (length > MAXIMUM_LABEL) return -1;
    at += length + 1;
    if (at - offset > MAXIMUM_NAME) return -1;
    if (length === 0) return at - offset;
  }
}

/** Labels of a name, the root's not counted. */
export function labelCount(name: Name): number {
  let count = 0;
  for (let at = 0; name[at] !== 0; at += name[at]! + 1) count++;
  return count;
}

/** Whether two names are the same but for the case of letters. */
export function equalNames(a: Name, b: Name): boolean {
  if (a === b) return true;
  const length = a.length;
  if (length !== b.length) return false;
  // Length octets are below 64 and so are their own lower case.
  for (let i = 0; i < length; i++) if (LOWER[a[i]!] !== LOWER[b[i]!]) return false;
  return true;
}

/** Fills `offsets` with where the labels start. @returns how many there are, the root's not counted */
function findLabels(name: Name, offsets: Uint8Array): number {
  let count = 0;
  for (let at = 0; name[at] !== 0; at += name[at]! + 1) offsets[count++] = at;
  return count;
}

/** Canonical order (RFC 4034, section 6.1): by label from the right, as octets in lower case. Below 0, 0 or above. */
export function compareNames(a: Name, b: Name): number {
  let i = findLabels(a, labelsOfA);
  let j = findLabels(b, labelsOfB);
  while (i > 0 && j > 0) {
    const order = compareLabels(a, labelsOfA[--i]!, b, labelsOfB[--j]!);
    if (order !== 0) return order;
  }
  return i - j;
}

/** Order of the label at `x` of `a` and that at `y` of `b`. */
export function compareLabels(a: Uint8Array, x: number, b: Uint8Array, y: number): number {
  const lengthA = a[x]!;
  const lengthB = b[y]!;
  const shorter = Math.min(lengthA, lengthB);
  for (let k = 1; k <= shorter; k++) {
    const order = LOWER[a[x + k]!]! - LOWER[b[y + k]!]!;
    if (order !== 0) return order;
  }
  return lengthA - lengthB;
}

/** A 32-bit hash that does not see the case of letters. Not for tables that a stranger fills. */
export function hashName(name: Name): number {
  let hash = 0x811c9dc5 | 0;
  for (let i = 0; i < name.length; i++) hash = Math.imul(hash ^ LOWER[name[i]!]!, 0x01000193);
  return hash ^ (hash >>> 15);
}

/** Whether `name` is `ancestor` or below it. */
export function isWithin(name: Name, ancestor: Name): boolean {
  const start = name.length - ancestor.length;
  if (start < 0) return false;
  let at = 0;
  while (at < start) at += name[at]! + 1;
  if (at !== start) return false;
  for (let i = 0; i < ancestor.length; i++) if (LOWER[name[start + i]!] !== LOWER[ancestor[i]!]) return false;
  return true;
}

/** The name without its first label; a view of the same octets. The root has no parent: undefined. */
export function parentName(name: Name): Name | undefined {
  return name.length === 1 ? undefined : name.subarray(name[0]! + 1);
}

/** Lower case, as signatures take it (RFC 4034, section 6.2). */
export function canonicalName(name: Name): Name {
  const lower = new Uint8Array(name.length);
  for (let i = 0; i < name.length; i++) lower[i] = LOWER[name[i]!]!;
  return lower;
}

/** The labels of `name`, put in front of `suffix`. @throws {NameError} when that is too long */
export function joinNames(name: Name, suffix: Name): Name {
  const length = name.length - 1 + suffix.length;
  if (length > MAXIMUM_NAME) throw new NameError(`a name of ${length} octets: 255 are allowed`);
  const joined = new Uint8Array(length);
  joined.set(name);
  joined.set(suffix, name.length - 1);
  return joined;
}

/** Whether the first label is "*" (RFC 4592). */
export function isWildcard(name: Name): boolean {
  return name.length > 2 && name[0] === 1 && name[1] === 0x2a;
}

/**
 * A name from its presentation format (RFC 1035, section 5.1): "example.com", "a\.b.example.", "\001x". Without a dot at
 * the end it is taken below `origin`, the root by default. @throws {NameError} naming what is wrong
 */
export function parseName(text: string, origin: Name = ROOT): Name {
  if (text === '@') return origin;
  const octets = new Uint8Array(MAXIMUM_NAME + 1);
  const length = text.length;
  const bytes = new Uint8Array(length);
  for (let i = 0; i < length; i++) {
    const code = text.charCodeAt(i);
    if (code > 0x7e || code < 0x21) throw new NameError(`"${text}": only printable ASCII; write other octets as \\DDD`);
    bytes[i] = code;
  }
  const end = writeName(bytes, 0, length, origin, octets, 0);
  if (end < 0) throw new NameError(`"${text}": ${NAME_FAULTS[-end]}`);
  return octets.slice(0, end);
}

/** What the negative results of `writeName` mean. */
export const NAME_FAULTS: readonly string[] = [
  '',
  'a name is not empty',
  'an empty label',
  'a label of more than 63 octets',
  'a name of more than 255 octets',
  'a bad escape: \\DDD with 000-255, or \\ and a character',
];

/**
 * `parseName` without strings: the text `bytes[start..end)` is written to `out` at `at`, which has room for 256 octets.
 * @returns where it ends in `out`; below 0 an index into NAME_FAULTS, negated
 */
export function writeName(
  bytes: Uint8Array,
  start: number,
  end: number,
  origin: Name,
  out: Uint8Array,
  at: number,
): number {
  if (start === end) return -1;
  if (end - start === 1) {
    if (bytes[start] === 0x2e) {
      out[at] = 0;
      return at + 1;
    }
    if (bytes[start] === 0x40) {
      out.set(origin, at);
      return at + origin.length;
    }
  }
  const limit = at + MAXIMUM_NAME;
  let lengthAt = at;
  let to = at + 1;
  for (let i = start; i < end; i++) {
    let octet = bytes[i]!;
    if (octet === 0x2e) {
      const length = to - lengthAt - 1;
      if (length === 0) return -2;
      out[lengthAt] = length;
      lengthAt = to++;
      if (to > limit) return -4;
      continue;
    }
    if (octet === 0x5c) {
      if (++i >= end) return -5;
      octet = bytes[i]!;
      if (octet >= 0x30 && octet <= 0x39) {
        if (i + 2 >= end) return -5;
        const second = bytes[i + 1]! - 0x30;
        const third = bytes[i + 2]! - 0x30;
        octet = (octet - 0x30) * 100 + second * 10 + third;
        if (second < 0 || second > 9 || third < 0 || third > 9 || octet > 255) return -5;
        i += 2;
      }
    }
    if (to - lengthAt > MAXIMUM_LABEL) return -3;
    if (to >= limit) return -4;
    out[to++] = octet;
  }
  const length = to - lengthAt - 1;
  out[lengthAt] = length;
  if (length === 0) return to; // it ended in a dot: that was the root's label
  if (to - at + origin.length > MAXIMUM_NAME) return -4;
  out.set(origin, to);
  return to + origin.length;
}

/** Octets that are escaped in a label: the syntax of master files. */
function isSpecial(octet: number): boolean {
  return (
    octet === 0x2e ||
    octet === 0x5c ||
    octet === 0x22 ||
    octet === 0x28 ||
    octet === 0x29 ||
    octet === 0x3b ||
    octet === 0x40 ||
    octet === 0x24
  );
}

/** Presentation format, absolute: it ends in a dot. `parseName` gives the same octets back. */
export function nameText(name: Name): string {
  if (name.length <= 1) return '.';
  let text = '';
  for (let at = 0; name[at] !== 0; ) {
    const end = at + name[at]! + 1;
    for (at++; at < end; at++) {
      const octet = name[at]!;
      if (isSpecial(octet)) text += `\\${String.fromCharCode(octet)}`;
      else if (octet > 0x20 && octet < 0x7f) text += String.fromCharCode(octet);
      else text += `\\${String(octet).padStart(3, '0')}`;
    }
    text += '.';
  }
  return text;
}
