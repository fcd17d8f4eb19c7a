/** Numbers of the registries "Domain Name System (DNS) Parameters" at IANA. Types of resource records are in rdata/types.ts. */

export const Class = {
  IN: 1,
  CH: 3,
  HS: 4,
  NONE: 254,
  ANY: 255,
} as const;

export const Opcode = {
  QUERY: 0,
  NOTIFY: 4,
  UPDATE: 5,
} as const;

export const Rcode = {
  NOERROR: 0,
  FORMERR: 1,
  SERVFAIL: 2,
  NXDOMAIN: 3,
  NOTIMP: 4,
  REFUSED: 5,
  YXDOMAIN: 6,
  YXRRSET: 7,
  NXRRSET: 8,
  NOTAUTH: 9,
  NOTZONE: 10,
  BADVERS: 16,
  BADSIG: 16,
  BADKEY: 17,
  BADTIME: 18,
  BADTRUNC: 22,
  BADCOOKIE: 23,
} as const;

const RCODE_TEXT: readonly string[] =
  /* @__PURE__ */ 'NOERROR FORMERR SERVFAIL NXDOMAIN NOTIMP REFUSED YXDOMAIN YXRRSET NXRRSET NOTAUTH NOTZONE'.split(
    ' ',
  );

/** "NXDOMAIN" for 3, "RCODE3841" for one without a name. */
export function rcodeText(rcode: number): string {
  if (rcode === Rcode.BADVERS) return 'BADVERS';
  if (rcode === Rcode.BADCOOKIE) return 'BADCOOKIE';
  return RCODE_TEXT[rcode] ?? `RCODE${rcode}`;
}

/**
 * Bits of the second 16-bit word of a header (RFC 1035, section 4.1.1; AD and CD: RFC 4035).
 *
 *      0  1  2  3  4  5  6  7  8  9  0  1  2  3  4  5
 *    +--+--+--+--+--+--+--+--+--+--+--+--+--+--+--+--+
 *    |QR|   OPCODE  |AA|TC|RD|RA| Z|AD|CD|   RCODE   |
 *    +--+--+--+--+--+--+--+--+--+--+--+--+--+--+--+--+
 */
export const Flag = {
  QR: 0x8000,
  AA: 0x0400,
  TC: 0x0200,
  RD: 0x0100,
  RA: 0x0080,
  AD: 0x0020,
  CD: 0x0010,
} as const;

/** Codes of EDNS options (RFC 6891, section 6.1.2). */
export const EdnsOption = {
  NSID: 3,
  CLIENT_SUBNET: 8,
  COOKIE: 10,
  TCP_KEEPALIVE: 11,
  PADDING: 12,
  EXTENDED_ERROR: 15,
} as const;

/** INFO-CODEs of extended errors (RFC 8914, section 5.2; 27: RFC 9276). */
export const ExtendedError = {
  OTHER: 0,
  UNSUPPORTED_DNSKEY_ALGORITHM: 1,
  UNSUPPORTED_DS_DIGEST: 2,
  STALE_ANSWER: 3,
  FORGED_ANSWER: 4,
  DNSSEC_INDETERMINATE: 5,
  DNSSEC_BOGUS: 6,
  SIGNATURE_EXPIRED: 7,
  SIGNATURE_NOT_YET_VALID: 8,
  DNSKEY_MISSING: 9,
  RRSIGS_MISSING: 10,
  NO_ZONE_KEY_BIT: 11,
  NSEC_MISSING: 12,
  CACHED_ERROR: 13,
  NOT_READY: 14,
  BLOCKED: 15,
  CENSORED: 16,
  FILTERED: 17,
  PROHIBITED: 18,
  STALE_NXDOMAIN: 19,
  NOT_AUTHORITATIVE: 20,
  NOT_SUPPORTED: 21,
  NO_REACHABLE_AUTHORITY: 22,
  NETWORK_ERROR: 23,
  INVALID_DATA: 24,
  UNSUPPORTED_NSEC3_ITERATIONS: 27,
} as const;

/** Octets of a header. */
export const HEADER = 12;
/** Octets of the largest message: what TCP's length prefix can say. */
export const MAXIMUM_MESSAGE = 65_535;
/** Octets of a UDP message without EDNS (RFC 1035, section 4.2.1). */
export const PLAIN_UDP = 512;
/** Octets of a UDP message that is not fragmented on the paths of today's internet (DNS flag day 2020). */
export const SAFE_UDP = 1232;
