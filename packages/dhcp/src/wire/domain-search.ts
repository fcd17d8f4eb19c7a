import { DhcpFormatError } from './message-error.js';

/** Octets of a name as DNS counts them (RFC 1035, 2.3.4). */
const LONGEST_NAME = 255;
const LONGEST_LABEL = 63;
const POINTER = 0xc0;

/**
 * Option 119, a list of DNS names that may be compressed by pointers into the option (RFC 3397, 2). Pointers go backwards only, so
 * that no input makes a loop. @throws {DhcpFormatError}
 */
export function decodeDomainSearch(value: Uint8Array): string[] {
  const names: string[] = [];
  let at = 0;
  while (at < value.length) {
    const { name, next } = decodeName(value, at);
    if (name === '') throw new DhcpFormatError('option 119 has an empty name');
    names.push(name);
    at = next;
  }
  return names;
}

function decodeName(value: Uint8Array, start: number): { readonly name: string; readonly next: number } {
  let name = '';
  let octets = 1;
  let at = start;
  /** Where the next name begins: behind the first pointer, or behind the end. */
  let next = -1;
  let barrier = start;
  for (;;) {
    const length = value[at];
    if (length === undefined) throw new DhcpFormatError('option 119 ends within a name');
    if (length === 0) return { name, next: next < 0 ? at + 1 : next };
    if ((length & POINTER) === POINTER) {
      const low = value[at + 1];
      const target = ((length & ~POINTER) << 8) | (low ?? 0);
      if (low === undefined || target >= barrier)
        throw new DhcpFormatError('option 119 has a pointer that goes nowhere');
      if (next < 0) next = at + 2;
      barrier = target;
      at = target;
      continue;
    }
    octets += length + 1;
    if (length > LONGEST_LABEL || octets > LONGEST_NAME || at + length >= value.length) {
      throw new DhcpFormatError('option 119 has a malformed name');
    }
    name += name === '' ? '' : '.';
    for (let i = at + 1; i <= at + length; i++) {
      const octet = value[i]!;
      // A dot, a space or a control within a label would make another name of it when it is written down.
      if (octet <= 0x20 || octet > 0x7e || octet === 0x2e) throw new DhcpFormatError('option 119 has a malformed name');
      name += String.fromCharCode(octet);
    }
    at += length + 1;
  }
}

function isVisible(text: string): boolean {
  for (let i = 0; i < text.length; i++) if (text.charCodeAt(i) <= 0x20 || text.charCodeAt(i) >= 0x7f) return false;
  return true;
}

/** Without compression. @throws {DhcpFormatError} for what is no DNS name */
export function encodeDomainSearch(names: readonly string[]): Uint8Array {
  const octets: number[] = [];
  for (const name of names) {
    const start = octets.length;
    for (const label of (name.endsWith('.') ? name.slice(0, -1) : name).split('.')) {
      if (label.length === 0 || label.length > 63 || !isVisible(label))
        throw new DhcpFormatError(`"${name}" is no DNS name`);
      octets.push(label.length);
      for (let i = 0; i < label.length; i++) octets.push(label.charCodeAt(i));
    }
    octets.push(0);
    if (octets.length - start > LONGEST_NAME) throw new DhcpFormatError(`"${name}" is longer than a DNS name can be`);
  }
  return Uint8Array.from(octets);
}
