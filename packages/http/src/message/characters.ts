/**
 * The character classes of RFC 9110 5.5, 5.6.2 and RFC 9112 3.2 as tables: one load for an octet.
 */

export const DIGITS = '0123456789';
export const LETTERS = 'abcdefghijklmnopqrstuvwxyz';

/** tchar (RFC 9110 5.6.2) to its lower case; 0 for every other octet. */
export const TOKEN_LOWER: Uint8Array = /* @__PURE__ */ tokenTable();

/** 1 where an octet may stand in a field value (RFC 9110 5.5): HTAB, SP, VCHAR, obs-text. */
export const FIELD_VALUE: Uint8Array = /* @__PURE__ */ fieldValueTable();

/** 1 where an octet may stand in a request target: VCHAR but "#", which starts a fragment and is never sent (RFC 9110 4.2.5). */
export const TARGET: Uint8Array = /* @__PURE__ */ targetTable();

/** 1 where an octet may stand in a uri-host with port (RFC 3986 3.2.2): unreserved, sub-delims, "%", ":", "[", "]". */
export const HOST: Uint8Array = /* @__PURE__ */ hostTable();

function mark(table: Uint8Array, characters: string): Uint8Array {
  for (let i = 0; i < characters.length; i++) table[characters.charCodeAt(i)] = 1;
  return table;
}

function tokenTable(): Uint8Array {
  const table = new Uint8Array(256);
  const same = `!#$%&'*+-.^_\`|~${DIGITS}${LETTERS}`;
  for (let i = 0; i < same.length; i++) table[same.charCodeAt(i)] = same.charCodeAt(i);
  for (let i = 65; i <= 90; i++) table[i] = i + 32;
  return table;
}

function fieldValueTable(): Uint8Array {
  const table = new Uint8Array(256).fill(1, 0x20);
  table[0x09] = 1;
  table[0x7f] = 0;
  return table;
}

function targetTable(): Uint8Array {
  const table = new Uint8Array(256).fill(1, 0x21, 0x7f);
  table[0x23] = 0;
  return table;
}

function hostTable(): Uint8Array {
  return mark(new Uint8Array(256), `${DIGITS}${LETTERS}ABCDEFGHIJKLMNOPQRSTUVWXYZ-._~!$&'()*+,;=%:[]`);
}

/** Whether a text is of these characters, or empty. */
export function consistsOf(text: string, characters: string): boolean {
  for (let i = 0; i < text.length; i++) if (!characters.includes(text[i]!)) return false;
  return true;
}

/** Whether a text is one to `most` digits. */
export const isDigits = (text: string, most: number): boolean =>
  text !== '' && text.length <= most && consistsOf(text, DIGITS);

/** True when `text` is a token (RFC 9110 5.6.2): a method or a field name. */
export function isToken(text: string): boolean {
  const length = text.length;
  for (let i = 0; i < length; i++) {
    const unit = text.charCodeAt(i);
    if (unit > 0x7f || TOKEN_LOWER[unit] === 0) return false;
  }
  return length > 0;
}

/** True when `text` may be sent as a field value (RFC 9110 5.5), at most U+00FF. */
export function isFieldValue(text: string): boolean {
  const length = text.length;
  for (let i = 0; i < length; i++) {
    const unit = text.charCodeAt(i);
    if (unit > 0xff || FIELD_VALUE[unit] === 0) return false;
  }
  return true;
}

/** True when `bytes[start .. end)` is `lower`, compared without regard to the case of ASCII letters. */
export function equalsIgnoreCase(bytes: Uint8Array, start: number, end: number, lower: string): boolean {
  const length = lower.length;
  if (end - start !== length) return false;
  for (let i = 0; i < length; i++) {
    let octet = bytes[start + i]!;
    if (octet >= 65 && octet <= 90) octet += 32;
    if (octet !== lower.charCodeAt(i)) return false;
  }
  return true;
}

/** Whether a comma-separated list of tokens (RFC 9110 5.6.1) has `lower` among its members, without regard to case. */
export function listHas(list: string, lower: string): boolean {
  if (list.length < lower.length) return false;
  for (const member of list.split(',')) {
    if (member.trim().toLowerCase() === lower) return true;
  }
  return false;
}
