export { AnswerCache, followAliases } from './client/cache.js';
export * from './client/client.js';
export { ClientCookies } from './client/client-cookies.js';
export * from './client/exchange.js';
export * from './client/transfer-in.js';
export * from './dnssec/algorithms.js';
export { canonicalRdata, signedData } from './dnssec/canonical.js';
export { DenialChain, type Nsec3Options } from './dnssec/chain.js';
export { type HashParameters, nsec3Hash, nsec3Owner } from './dnssec/hashed-names.js';
export * from './dnssec/keys.js';
export { DenialProofs, type Proof } from './dnssec/proofs.js';
export { findSet, type RecordSet, recordSets, recordsOf } from './dnssec/record-set.js';
export * from './dnssec/rollover.js';
export { type SigningTimes, signRrset } from './dnssec/sign.js';
export * from './dnssec/signer.js';
export * from './dnssec/trust-anchors.js';
export * from './dnssec/verify.js';
export * from './encoding.js';
export * from './ip.js';
export {
  canonicalName,
  compareNames,
  equalNames,
  hashName,
  isWildcard,
  isWithin,
  joinNames,
  labelCount,
  MAXIMUM_NAME,
  type Name,
  NameError,
  nameText,
  parentName,
  parseName,
  ROOT,
} from './name.js';
export { type DataOf, RdataType } from './rdata/codec.js';
export type { Field } from './rdata/field.js';
export { classText, findClass, parseRecord, recordText } from './rdata/record-text.js';
export { isValidRdata, parseRdata, rdataType } from './rdata/registry.js';
export type { AddressPrefix, AmtRelay, HostIdentity, IpsecKey, Location } from './rdata/special.js';
export { type ServiceParameter, serviceKeyText } from './rdata/svcb.js';
export { rdataText } from './rdata/text.js';
export { findType, parseType, QueryType, typeText } from './rdata/type-names.js';
export * from './rdata/types.js';
export { AnchorKeeper, type AnchorKeeperOptions } from './resolver/anchor-keeper.js';
export * from './resolver/core.js';
export { Forwarder, type ForwarderOptions } from './resolver/forwarder.js';
export * from './resolver/recursor.js';
export * from './resolver/resolver.js';
export { type Hints, ROOT_ANCHORS, rootHints } from './resolver/root-hints.js';
export * from './server/authority.js';
export * from './server/cookies.js';
export { createDenial, type Denial, type Situation } from './server/denial.js';
export * from './server/online-signer.js';
export * from './server/primary.js';
export * from './server/rate-limit.js';
export * from './server/responder.js';
export { SecondaryZone, type SecondaryZoneOptions } from './server/secondary.js';
export * from './server/serve.js';
export { sipHash } from './server/siphash.js';
export { computeUpdate, type UpdateResult } from './server/update.js';
export { ZoneSet } from './server/zone-set.js';
export { TextError } from './text/scanner.js';
export * from './tsig/tsig.js';
export * from './wire/constants.js';
export * from './wire/edns.js';
export * from './wire/frame.js';
export * from './wire/message.js';
export { FormatError } from './wire/reader.js';
export { OverflowError } from './wire/writer.js';
export * from './zone/diff.js';
export * from './zone/load.js';
export {
  includedFiles,
  MasterFileError,
  type MasterFileOptions,
  MasterFileReader,
  type Problem,
  parseMasterFile,
  problemText,
  type Severity,
} from './zone/master-file.js';
export * from './zone/serial.js';
export * from './zone/store.js';
export { Zone } from './zone/zone.js';
