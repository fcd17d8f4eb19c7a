import { commonPrefix6, Ipv6Address, type Ipv6Prefix, inPrefix6, isMapped, scopeOf } from '../address6.js';

/** The default policy table of RFC 6724, 2.1: the longest prefix first. */
interface Policy extends Ipv6Prefix {
  readonly precedence: number;
  readonly label: number;
}

const POLICIES: readonly Policy[] = /* @__PURE__ */ policies();

function policies(): readonly Policy[] {
  const policy = (w0: number, w2: number, w3: number, bits: number, precedence: number, label: number) => ({
    address: new Ipv6Address(w0, 0, w2, w3),
    bits,
    precedence,
    label,
  });
  return [
    policy(0, 0, 1, 128, 50, 0), // ::1
    policy(0, 0xffff, 0, 96, 35, 4), // IPv4, mapped
    policy(0, 0, 0, 96, 1, 3), // IPv4-compatible
    policy(0x2001_0000, 0, 0, 32, 5, 5), // Teredo
    policy(0x2002_0000, 0, 0, 16, 30, 2), // 6to4
    policy(0x3ffe_0000, 0, 0, 16, 1, 12), // 6bone
    policy(0xfec0_0000, 0, 0, 10, 1, 11), // site-local
    policy(0xfc00_0000, 0, 0, 7, 3, 13), // unique local
    policy(0, 0, 0, 0, 40, 1),
  ];
}

function policyOf(address: Ipv6Address): Policy {
  return POLICIES.find((policy) => inPrefix6(address, policy))!;
}

export function labelOf(address: Ipv6Address): number {
  return policyOf(address).label;
}

/** A destination, IPv4 mapped, and the source that would be used; undefined: there is no way. */
export interface Destination {
  readonly destination: Ipv6Address;
  readonly source: Ipv6Address | undefined;
  /** The source is deprecated. */
  readonly deprecated: boolean;
}

/**
 * RFC 6724, 6, as a comparison for a stable sort: negative when `a` comes first. Rules 4 and 7 (mobility, tunnels) say nothing here.
 */
export function compareDestinations(a: Destination, b: Destination): number {
  // Rule 1: one that can be reached.
  if ((a.source === undefined) !== (b.source === undefined)) return a.source === undefined ? 1 : -1;
  if (a.source === undefined || b.source === undefined) return 0;
  // Rule 2: one whose scope is that of the source.
  const matches = (entry: Destination) => scopeOf(entry.destination) === scopeOf(entry.source!);
  if (matches(a) !== matches(b)) return matches(a) ? -1 : 1;
  // Rule 3: no deprecated source. Rule 5: the same label.
  if (a.deprecated !== b.deprecated) return a.deprecated ? 1 : -1;
  const alike = (entry: Destination) => labelOf(entry.destination) === labelOf(entry.source!);
  if (alike(a) !== alike(b)) return alike(a) ? -1 : 1;
  // Rule 6: the higher precedence. Rule 8: the smaller scope.
  const precedence = policyOf(b.destination).precedence - policyOf(a.destination).precedence;
  if (precedence !== 0) return precedence;
  const scope = scopeOf(a.destination) - scopeOf(b.destination);
  if (scope !== 0) return scope;
  // Rule 9: the longest prefix in common; of IPv4 addresses it says nothing (RFC 3484 had it, and clients crowded on one server).
  if (isMapped(a.destination) || isMapped(b.destination)) return 0;
  return commonPrefix6(b.destination, b.source) - commonPrefix6(a.destination, a.source);
}
