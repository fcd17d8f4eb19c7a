import { LOWER } from '../name.js';
import type { Zone } from '../zone/zone.js';

/** Names in a reply that is being written: they are read where they stand, across compression pointers. */

/** Whether two names in the reply are the same. */
export function sameName(reply: Uint8Array, a: number, b: number): boolean {
  for (;;) {
    while (reply[a]! >= 0xc0) a = ((reply[a]! & 0x3f) << 8) | reply[a + 1]!;
    while (reply[b]! >= 0xc0) b = ((reply[b]! & 0x3f) << 8) | reply[b + 1]!;
    if (a === b) return true;
    const length = reply[a]!;
    if (length !== reply[b]) return false;
    for (let i = 1; i <= length; i++) if (LOWER[reply[a + i]!] !== LOWER[reply[b + i]!]) return false;
    if (length === 0) return true;
    a += length + 1;
    b += length + 1;
  }
}

/** Fills `labels` with where the labels of the name at `at` stand. @returns how many */
export function readLabels(reply: Uint8Array, at: number, labels: Int32Array): number {
  let count = 0;
  for (;;) {
    const octet = reply[at]!;
    if (octet === 0) return count;
    if (octet >= 0xc0) {
      at = ((octet & 0x3f) << 8) | reply[at + 1]!;
      continue;
    }
    labels[count++] = at;
    at += octet + 1;
  }
}

/** Octets of the name with these labels, uncompressed. */
export function nameSize(reply: Uint8Array, labels: Int32Array, count: number): number {
  let size = 1;
  for (let i = 0; i < count; i++) size += reply[labels[i]!]! + 1;
  return size;
}

/** Whether the name with these labels is the zone's or below it. `originAt`: where the zone's name stands. */
export function isOfZone(reply: Uint8Array, zone: Zone, labels: Int32Array, count: number, originAt: number): boolean {
  const { origin, depth } = zone;
  if (count < depth) return false;
  let at = 0;
  for (let i = count - depth; i < count; i++) {
    const from = labels[i]!;
    const length = origin[at]!;
    if (from === originAt) return true; // the rest is the same octets
    if (reply[from] !== length) return false;
    for (let k = 1; k <= length; k++) if (LOWER[reply[from + k]!] !== LOWER[origin[at + k]!]) return false;
    at += length + 1;
  }
  return true;
}

/** A copy of the name with these labels, from the one with index `first` on. */
export function nameFrom(reply: Uint8Array, labels: Int32Array, count: number, first: number): Uint8Array {
  let length = 1;
  for (let i = first; i < count; i++) length += reply[labels[i]!]! + 1;
  const name = new Uint8Array(length);
  let to = 0;
  for (let i = first; i < count; i++) {
    const label = labels[i]!;
    const end = label + reply[label]! + 1;
    for (let at = label; at < end; at++) name[to++] = reply[at]!;
  }
  return name;
}
