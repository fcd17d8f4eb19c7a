/** The types of resource records, one export each. Numbers: IANA, "Resource Record (RR) TYPEs". */
import type { Name } from '../name.js';
import { RdataType } from './codec.js';
import {
  algorithm,
  base64Rest,
  canonicalNameField,
  compressedName,
  type Field,
  grouped,
  hashedOwner,
  hexRest,
  ipv4,
  ipv6,
  mnemonic,
  period,
  plainName,
  quotedRest,
  salt,
  string,
  strings,
  time,
  typeBitmap,
  typeField,
  u8,
  u16,
  u32,
} from './field.js';
import { addressPrefixes, amtRelay, hostIdentity, ipsecKey, location } from './special.js';
import { type ServiceParameter, serviceParameters } from './svcb.js';

function define<T>(type: number, mnemonic: string, fields: { readonly [K in keyof T]: Field<T[K]> }): RdataType<T> {
  return new RdataType<T>(type, mnemonic, fields);
}

/** RFC 1035, section 3.4.1. */
export const A: RdataType<{ address: string }> = /* @__PURE__ */ define(1, 'A', { address: ipv4 });
/** RFC 1035, section 3.3.11. */
export const NS: RdataType<{ host: Name }> = /* @__PURE__ */ define(2, 'NS', { host: compressedName() });
/** Obsolete (RFC 973). */
export const MD: RdataType<{ host: Name }> = /* @__PURE__ */ define(3, 'MD', { host: compressedName() });
/** Obsolete (RFC 973). */
export const MF: RdataType<{ host: Name }> = /* @__PURE__ */ define(4, 'MF', { host: compressedName() });
/** RFC 1035, section 3.3.1. */
export const CNAME: RdataType<{ target: Name }> = /* @__PURE__ */ define(5, 'CNAME', { target: compressedName() });

/** Start of authority; times in seconds. */
export interface StartOfAuthority {
  readonly primary: Name;
  readonly mailbox: Name;
  readonly serial: number;
  readonly refresh: number;
  readonly retry: number;
  readonly expire: number;
  /** Upper bound for how long "no such name" or "no such data" may be kept (RFC 2308). */
  readonly minimum: number;
}
/** RFC 1035, section 3.3.13. */
export const SOA: RdataType<StartOfAuthority> = /* @__PURE__ */ define(6, 'SOA', {
  primary: compressedName('a primary server'),
  mailbox: compressedName('a mailbox'),
  serial: u32('serial'),
  refresh: period('refresh'),
  retry: period('retry'),
  expire: period('expire'),
  minimum: period('minimum'),
});
export const MB: RdataType<{ host: Name }> = /* @__PURE__ */ define(7, 'MB', { host: compressedName() });
export const MG: RdataType<{ mailbox: Name }> = /* @__PURE__ */ define(8, 'MG', { mailbox: compressedName() });
export const MR: RdataType<{ mailbox: Name }> = /* @__PURE__ */ define(9, 'MR', { mailbox: compressedName() });
/** RFC 1035, section 3.3.12. */
export const PTR: RdataType<{ target: Name }> = /* @__PURE__ */ define(12, 'PTR', { target: compressedName() });
export const HINFO: RdataType<{ cpu: Uint8Array; os: Uint8Array }> = /* @__PURE__ */ define(13, 'HINFO', {
  cpu: string(),
  os: string(),
});
export const MINFO: RdataType<{ responsible: Name; errors: Name }> = /* @__PURE__ */ define(14, 'MINFO', {
  responsible: compressedName(),
  errors: compressedName(),
});
/** RFC 1035, section 3.3.9. */
export const MX: RdataType<{ preference: number; exchange: Name }> = /* @__PURE__ */ define(15, 'MX', {
  preference: u16('preference'),
  exchange: compressedName('an exchange'),
});
/** RFC 1035, section 3.3.14. */
export const TXT: RdataType<{ strings: readonly Uint8Array[] }> = /* @__PURE__ */ define(16, 'TXT', { strings });
/** RFC 1183. */
export const RP: RdataType<{ mailbox: Name; text: Name }> = /* @__PURE__ */ define(17, 'RP', {
  mailbox: canonicalNameField(),
  text: canonicalNameField(),
});
export const AFSDB: RdataType<{ subtype: number; host: Name }> = /* @__PURE__ */ define(18, 'AFSDB', {
  subtype: u16('subtype'),
  host: canonicalNameField(),
});
export const X25: RdataType<{ address: Uint8Array }> = /* @__PURE__ */ define(19, 'X25', { address: string() });
export const RT: RdataType<{ preference: number; host: Name }> = /* @__PURE__ */ define(21, 'RT', {
  preference: u16('preference'),
  host: canonicalNameField(),
});

/** A key or a signature of DNSSEC's first version (RFC 2535), still used by SIG(0). */
export interface PublicKey {
  readonly flags: number;
  readonly protocol: number;
  readonly algorithm: number;
  readonly publicKey: Uint8Array;
}
export interface Signature {
  readonly typeCovered: number;
  readonly algorithm: number;
  readonly labels: number;
  readonly originalTtl: number;
  /** Seconds since 1970, modulo 2^32 (RFC 1982). */
  readonly expiration: number;
  readonly inception: number;
  readonly keyTag: number;
  readonly signer: Name;
  readonly signature: Uint8Array;
}
const signature = /* @__PURE__ */ (() => ({
  typeCovered: typeField,
  algorithm,
  labels: u8('labels'),
  originalTtl: u32('original TTL'),
  expiration: time,
  inception: time,
  keyTag: u16('key tag'),
  signer: canonicalNameField('a signer'),
  signature: base64Rest(),
}))();
const publicKey = /* @__PURE__ */ (() => ({
  flags: u16('flags'),
  protocol: u8('protocol'),
  algorithm,
  publicKey: base64Rest(),
}))();
export const SIG: RdataType<Signature> = /* @__PURE__ */ define(24, 'SIG', signature);
export const KEY: RdataType<PublicKey> = /* @__PURE__ */ define(25, 'KEY', publicKey);
export const PX: RdataType<{ preference: number; map822: Name; mapX400: Name }> = /* @__PURE__ */ define(26, 'PX', {
  preference: u16('preference'),
  map822: canonicalNameField(),
  mapX400: canonicalNameField(),
});
export const GPOS: RdataType<{ longitude: Uint8Array; latitude: Uint8Array; altitude: Uint8Array }> =
  /* @__PURE__ */ define(27, 'GPOS', { longitude: string(), latitude: string(), altitude: string() });
/** RFC 3596. */
export const AAAA: RdataType<{ address: string }> = /* @__PURE__ */ define(28, 'AAAA', { address: ipv6 });
/** RFC 1876. */
export const LOC = /* @__PURE__ */ define(29, 'LOC', { location });
/** RFC 2782. */
export const SRV: RdataType<{ priority: number; weight: number; port: number; target: Name }> = /* @__PURE__ */ define(
  33,
  'SRV',
  {
    priority: u16('priority'),
    weight: u16('weight'),
    port: u16('port'),
    target: canonicalNameField('a target'),
  },
);
/** RFC 3403. */
export const NAPTR: RdataType<{
  order: number;
  preference: number;
  flags: Uint8Array;
  services: Uint8Array;
  regexp: Uint8Array;
  replacement: Name;
}> = /* @__PURE__ */ define(35, 'NAPTR', {
  order: u16('order'),
  preference: u16('preference'),
  flags: string('flags'),
  services: string('services'),
  regexp: string('regexp'),
  replacement: canonicalNameField('a replacement'),
});
/** RFC 2230. */
export const KX: RdataType<{ preference: number; exchanger: Name }> = /* @__PURE__ */ define(36, 'KX', {
  preference: u16('preference'),
  exchanger: canonicalNameField(),
});
/** RFC 4398. */
export const CERT: RdataType<{ kind: number; keyTag: number; algorithm: number; certificate: Uint8Array }> =
  /* @__PURE__ */ define(37, 'CERT', {
    kind: mnemonic(
      16,
      'type of certificate',
      'PKIX 1 SPKI 2 PGP 3 IPKIX 4 ISPKI 5 IPGP 6 ACPKIX 7 IACPKIX 8 URI 253 OID 254',
    ),
    keyTag: u16('key tag'),
    algorithm,
    certificate: base64Rest(),
  });
/** RFC 6672. */
export const DNAME: RdataType<{ target: Name }> = /* @__PURE__ */ define(39, 'DNAME', { target: canonicalNameField() });
/** RFC 3123. */
export const APL = /* @__PURE__ */ define(42, 'APL', { prefixes: addressPrefixes });

export interface DelegationSigner {
  readonly keyTag: number;
  readonly algorithm: number;
  readonly digestType: number;
  readonly digest: Uint8Array;
}
const delegationSigner = /* @__PURE__ */ (() => ({
  keyTag: u16('key tag'),
  algorithm,
  digestType: u8('digest type'),
  digest: hexRest(),
}))();
/** RFC 4034, section 5. */
export const DS: RdataType<DelegationSigner> = /* @__PURE__ */ define(43, 'DS', delegationSigner);
/** RFC 4255. */
export const SSHFP: RdataType<{ algorithm: number; fingerprintType: number; fingerprint: Uint8Array }> =
  /* @__PURE__ */ define(44, 'SSHFP', {
    algorithm: u8('algorithm'),
    fingerprintType: u8('fingerprint type'),
    fingerprint: hexRest(),
  });
/** RFC 4025. */
export const IPSECKEY = /* @__PURE__ */ define(45, 'IPSECKEY', { key: ipsecKey });
/** RFC 4034, section 3. */
export const RRSIG: RdataType<Signature> = /* @__PURE__ */ define(46, 'RRSIG', signature);
/** RFC 4034, section 4. */
export const NSEC: RdataType<{ next: Name; types: readonly number[] }> = /* @__PURE__ */ define(47, 'NSEC', {
  next: plainName('a next name'),
  types: typeBitmap,
});
/** RFC 4034, section 2. */
export const DNSKEY: RdataType<PublicKey> = /* @__PURE__ */ define(48, 'DNSKEY', publicKey);
/** RFC 4701. */
export const DHCID: RdataType<{ identifier: Uint8Array }> = /* @__PURE__ */ define(49, 'DHCID', {
  identifier: base64Rest(),
});
/** RFC 5155, section 3. */
export const NSEC3: RdataType<{
  algorithm: number;
  flags: number;
  iterations: number;
  salt: Uint8Array;
  next: Uint8Array;
  types: readonly number[];
}> = /* @__PURE__ */ define(50, 'NSEC3', {
  algorithm: u8('algorithm'),
  flags: u8('flags'),
  iterations: u16('iterations'),
  salt,
  next: hashedOwner,
  types: typeBitmap,
});
/** RFC 5155, section 4. */
export const NSEC3PARAM: RdataType<{ algorithm: number; flags: number; iterations: number; salt: Uint8Array }> =
  /* @__PURE__ */ define(51, 'NSEC3PARAM', {
    algorithm: u8('algorithm'),
    flags: u8('flags'),
    iterations: u16('iterations'),
    salt,
  });

export interface CertificateAssociation {
  readonly usage: number;
  readonly selector: number;
  readonly matching: number;
  readonly association: Uint8Array;
}
const certificateAssociation = /* @__PURE__ */ (() => ({
  usage: u8('usage'),
  selector: u8('selector'),
  matching: u8('matching type'),
  association: hexRest(),
}))();
/** RFC 6698. */
export const TLSA: RdataType<CertificateAssociation> = /* @__PURE__ */ define(52, 'TLSA', certificateAssociation);
/** RFC 8162. */
export const SMIMEA: RdataType<CertificateAssociation> = /* @__PURE__ */ define(53, 'SMIMEA', certificateAssociation);
/** RFC 8005. */
export const HIP = /* @__PURE__ */ define(55, 'HIP', { identity: hostIdentity });
/** RFC 7344. */
export const CDS: RdataType<DelegationSigner> = /* @__PURE__ */ define(59, 'CDS', delegationSigner);
/** RFC 7344. */
export const CDNSKEY: RdataType<PublicKey> = /* @__PURE__ */ define(60, 'CDNSKEY', publicKey);
/** RFC 7929. */
export const OPENPGPKEY: RdataType<{ key: Uint8Array }> = /* @__PURE__ */ define(61, 'OPENPGPKEY', {
  key: base64Rest(),
});
/** RFC 7477. */
export const CSYNC: RdataType<{ serial: number; flags: number; types: readonly number[] }> = /* @__PURE__ */ define(
  62,
  'CSYNC',
  { serial: u32('serial'), flags: u16('flags'), types: typeBitmap },
);
/** RFC 8976. */
export const ZONEMD: RdataType<{ serial: number; scheme: number; hash: number; digest: Uint8Array }> =
  /* @__PURE__ */ define(63, 'ZONEMD', {
    serial: u32('serial'),
    scheme: u8('scheme'),
    hash: u8('hash algorithm'),
    digest: hexRest(12),
  });

export interface ServiceBinding {
  /** 0: an alias, without parameters. */
  readonly priority: number;
  readonly target: Name;
  readonly parameters: readonly ServiceParameter[];
}
const serviceBinding = /* @__PURE__ */ (() => ({
  priority: u16('priority'),
  target: plainName('a target'),
  parameters: serviceParameters,
}))();
/** RFC 9460. */
export const SVCB: RdataType<ServiceBinding> = /* @__PURE__ */ define(64, 'SVCB', serviceBinding);
/** RFC 9460. */
export const HTTPS: RdataType<ServiceBinding> = /* @__PURE__ */ define(65, 'HTTPS', serviceBinding);
/** Obsolete (RFC 7208, section 3.1): TXT carries it. */
export const SPF: RdataType<{ strings: readonly Uint8Array[] }> = /* @__PURE__ */ define(99, 'SPF', { strings });
/** RFC 6742. */
export const NID: RdataType<{ preference: number; identifier: Uint8Array }> = /* @__PURE__ */ define(104, 'NID', {
  preference: u16('preference'),
  identifier: grouped(8, 2, ':', 'words-8'),
});
export const L32: RdataType<{ preference: number; locator: string }> = /* @__PURE__ */ define(105, 'L32', {
  preference: u16('preference'),
  locator: ipv4,
});
export const L64: RdataType<{ preference: number; locator: Uint8Array }> = /* @__PURE__ */ define(106, 'L64', {
  preference: u16('preference'),
  locator: grouped(8, 2, ':', 'words-8'),
});
export const LP: RdataType<{ preference: number; name: Name }> = /* @__PURE__ */ define(107, 'LP', {
  preference: u16('preference'),
  name: plainName(),
});
/** RFC 7043. */
export const EUI48: RdataType<{ address: Uint8Array }> = /* @__PURE__ */ define(108, 'EUI48', {
  address: grouped(6, 1, '-', 'octets-6'),
});
export const EUI64: RdataType<{ address: Uint8Array }> = /* @__PURE__ */ define(109, 'EUI64', {
  address: grouped(8, 1, '-', 'octets-8'),
});
/** RFC 7553. */
export const URI: RdataType<{ priority: number; weight: number; target: Uint8Array }> = /* @__PURE__ */ define(
  256,
  'URI',
  {
    priority: u16('priority'),
    weight: u16('weight'),
    target: quotedRest('a target'),
  },
);
/** RFC 8659. */
export const CAA: RdataType<{ flags: number; tag: Uint8Array; value: Uint8Array }> = /* @__PURE__ */ define(
  257,
  'CAA',
  {
    flags: u8('flags'),
    tag: /* @__PURE__ */ (() => {
      const field = string('a tag');
      return {
        ...field,
        form: 'tag',
        read(reader) {
          const tag = field.read(reader);
          const good = (octet: number) =>
            (octet >= 0x30 && octet <= 0x39) || (octet >= 0x41 && octet <= 0x5a) || (octet >= 0x61 && octet <= 0x7a);
          if (tag.length === 0 || !tag.every(good)) reader.fail('a CAA tag that is not letters and digits');
          return tag;
        },
      } satisfies Field<Uint8Array>;
    })(),
    value: quotedRest('a value'),
  },
);
/** RFC 8777. */
export const AMTRELAY = /* @__PURE__ */ define(260, 'AMTRELAY', { relay: amtRelay });
export const RESINFO: RdataType<{ strings: readonly Uint8Array[] }> = /* @__PURE__ */ define(261, 'RESINFO', {
  strings,
});

/** RFC 8945, section 4.2. In messages only. */
export const TSIG: RdataType<{
  algorithm: Name;
  /** 48 bits of seconds since 1970, as two numbers. */
  timeHigh: number;
  timeLow: number;
  fudge: number;
  mac: Uint8Array;
  originalId: number;
  error: number;
  other: Uint8Array;
}> = /* @__PURE__ */ define(250, 'TSIG', {
  algorithm: plainName('an algorithm'),
  timeHigh: u16('time'),
  timeLow: u32('time'),
  fudge: u16('fudge'),
  mac: long(),
  originalId: u16('original ID'),
  error: u16('error'),
  other: long(),
});

/** Octets after their 16-bit number. */
function long(): Field<Uint8Array> {
  const all = base64Rest();
  return {
    read: (reader) => reader.take(reader.u16()),
    write(writer, value) {
      writer.u16(value.length);
      writer.put(value);
    },
    scan: all.scan,
    form: 'base64',
  };
}
