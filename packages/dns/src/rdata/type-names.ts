import { TextError } from '../text/scanner.js';

/** Types that are asked for or signal something but are no data of a zone. */
export const QueryType = {
  OPT: 41,
  TKEY: 249,
  TSIG: 250,
  IXFR: 251,
  AXFR: 252,
  MAILB: 253,
  MAILA: 254,
  ANY: 255,
} as const;

const TABLE =
  'A 1 NS 2 MD 3 MF 4 CNAME 5 SOA 6 MB 7 MG 8 MR 9 NULL 10 WKS 11 PTR 12 HINFO 13 MINFO 14 MX 15 TXT 16 RP 17 AFSDB 18 ' +
  'X25 19 ISDN 20 RT 21 NSAP 22 NSAP-PTR 23 SIG 24 KEY 25 PX 26 GPOS 27 AAAA 28 LOC 29 NXT 30 EID 31 NIMLOC 32 SRV 33 ' +
  'ATMA 34 NAPTR 35 KX 36 CERT 37 A6 38 DNAME 39 SINK 40 OPT 41 APL 42 DS 43 SSHFP 44 IPSECKEY 45 RRSIG 46 NSEC 47 ' +
  'DNSKEY 48 DHCID 49 NSEC3 50 NSEC3PARAM 51 TLSA 52 SMIMEA 53 HIP 55 NINFO 56 RKEY 57 TALINK 58 CDS 59 CDNSKEY 60 ' +
  'OPENPGPKEY 61 CSYNC 62 ZONEMD 63 SVCB 64 HTTPS 65 DSYNC 66 SPF 99 NID 104 L32 105 L64 106 LP 107 EUI48 108 EUI64 109 ' +
  'NXNAME 128 TKEY 249 TSIG 250 IXFR 251 AXFR 252 MAILB 253 MAILA 254 ANY 255 URI 256 CAA 257 AVC 258 AMTRELAY 260 ' +
  'RESINFO 261 WALLET 262 TA 32768 DLV 32769';

const NUMBERS: ReadonlyMap<string, number> = /* @__PURE__ */ numbers();
/** Made when it is asked for: a server that only reads zones writes no types. */
let mnemonics: Map<number, string> | undefined;

function numbers(): Map<string, number> {
  const map = new Map<string, number>();
  const words = TABLE.split(' ');
  for (let i = 0; i < words.length; i += 2) map.set(words[i]!, Number(words[i + 1]));
  return map;
}

/** "MX" for 15, "TYPE731" for one without a mnemonic (RFC 3597, section 5). */
export function typeText(type: number): string {
  if (mnemonics === undefined) {
    mnemonics = new Map();
    for (const [mnemonic, number] of NUMBERS) mnemonics.set(number, mnemonic);
  }
  return mnemonics.get(type) ?? `TYPE${type}`;
}

/** The number of a type; undefined where the text is none. Case does not matter. */
export function findType(text: string): number | undefined {
  const upper = text.toUpperCase();
  const known = NUMBERS.get(upper);
  if (known !== undefined) return known;
  if (!/^TYPE(0|[1-9][0-9]{0,4})$/.test(upper)) return undefined;
  const type = Number(upper.slice(4));
  return type <= 0xffff ? type : undefined;
}

/** @throws {TextError} where the text is no type */
export function parseType(text: string): number {
  const type = findType(text);
  if (type === undefined) throw new TextError(`"${text}" is no type of resource record`);
  return type;
}
