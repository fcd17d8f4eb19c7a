import { latin1 } from '../bytes.js';
import { HOST } from './characters.js';

const HTAB = 9;
const SP = 32;
const COLON = 58;
const BRACKET_OPEN = 91;
const BRACKET_CLOSE = 93;

/** What is wrong with a field line whose name ends at `at` without a colon. */
export function fieldNameError(bytes: Uint8Array, start: number, at: number): string {
  const octet = bytes[at];
  if (octet === SP || octet === HTAB) {
    return at === start ? 'a folded header line (obs-fold)' : 'white space between a field name and its colon';
  }
  return 'a field name is not a token';
}

/** uri-host [ ":" port ] (RFC 9112 3.2), which may be empty. Characters are checked, not the structure of an IP literal. */
export function isHostAndPort(bytes: Uint8Array, start: number, end: number): boolean {
  let i = start;
  if (bytes[i] === BRACKET_OPEN && i < end) {
    while (i < end && bytes[i] !== BRACKET_CLOSE) i++;
    if (i === end) return false;
    for (let j = start + 1; j < i; j++) {
      if (HOST[bytes[j]!] === 0 || bytes[j] === BRACKET_OPEN) return false;
    }
    i++;
  } else {
    while (i < end && bytes[i] !== COLON) {
      const octet = bytes[i++]!;
      if (HOST[octet] === 0 || octet === BRACKET_OPEN || octet === BRACKET_CLOSE) return false;
    }
  }
  if (i === end) return true;
  if (bytes[i++] !== COLON || end - i > 5) return false;
  for (; i < end; i++) {
    if (bytes[i]! < 48 || bytes[i]! > 57) return false;
  }
  return true;
}

/** -1: it is none. */
export function hexDigit(octet: number): number {
  if (octet >= 48 && octet <= 57) return octet - 48;
  const lower = octet | 32;
  return lower >= 97 && lower <= 102 ? lower - 87 : -1;
}

const METHODS: readonly string[] = ['GET', 'HEAD', 'POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS'];

/** The method's name; a common one is always the same string. */
export function internMethod(bytes: Uint8Array, start: number, end: number): string {
  const length = end - start;
  for (const method of METHODS) {
    if (method.length !== length || method.charCodeAt(0) !== bytes[start]) continue;
    let i = 1;
    while (i < length && method.charCodeAt(i) === bytes[start + i]) i++;
    if (i === length) return method;
  }
  return latin1(bytes, start, end);
}
