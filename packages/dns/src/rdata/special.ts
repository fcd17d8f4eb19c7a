/** Data whose text or shape is like no other's: LOC, APL, IPSECKEY, AMTRELAY, HIP. */
import { parseBase64, parseHex } from '../encoding.js';
import { parseIp, parseIpv4, parseIpv6 } from '../ip.js';
import { type Scanner, TextError } from '../text/scanner.js';
import type { WireReader } from '../wire/reader.js';
import type { WireWriter } from '../wire/writer.js';
import type { Field } from './field.js';

/** A place (RFC 1876): angles in thousandths of a second of arc, altitude in cm; sizes as mantissa and power of ten in cm. */
export interface Location {
  readonly size: number;
  readonly horizontalPrecision: number;
  readonly verticalPrecision: number;
  readonly latitude: number;
  readonly longitude: number;
  readonly altitude: number;
}

export const EQUATOR = 2 ** 31;
export const SEA_LEVEL = 10_000_000;

/** Two decimal digits, mantissa and exponent, of centimetres. */
function parseSize(text: string): number {
  const match = /^([0-9]{1,8})(?:\.([0-9]{1,2}))?m?$/.exec(text);
  if (match === null) throw new TextError(`"${text}": metres from 0.00 to 90000000.00 were expected`);
  let mantissa = Number(match[1]) * 100 + Number((match[2] ?? '').padEnd(2, '0'));
  let exponent = 0;
  while (mantissa >= 10) {
    mantissa = Math.floor(mantissa / 10);
    exponent++;
  }
  return (mantissa << 4) | exponent;
}

function scanAngle(scanner: Scanner, degrees: number, positive: string, negative: string): number {
  let value = scanner.integer('degrees', degrees) * 3_600_000;
  for (let part = 0; part < 3; part++) {
    const word = scanner.text('a direction').toUpperCase();
    if (word === positive || word === negative) {
      if (value > degrees * 3_600_000) throw new TextError(`an angle above ${degrees} degrees`);
      return word === positive ? EQUATOR + value : EQUATOR - value;
    }
    if (part === 0 && /^[0-5]?[0-9]$/.test(word)) value += Number(word) * 60_000;
    else if (part === 1 && /^[0-5]?[0-9](\.[0-9]{1,3})?$/.test(word)) value += Math.round(Number(word) * 1000);
    else break;
  }
  throw scanner.not('angle', `minutes, seconds or ${positive} or ${negative}`);
}

export const location: Field<Location> = {
  read(reader) {
    if (reader.u8() !== 0) reader.fail('a version of LOC that is not known');
    const sizes = [reader.u8(), reader.u8(), reader.u8()];
    if (sizes.some((size) => size >>> 4 > 9 || (size & 15) > 9)) reader.fail('a bad size in a LOC');
    const [latitude, longitude, altitude] = [reader.u32(), reader.u32(), reader.u32()];
    if (Math.abs(latitude - EQUATOR) > 324_000_000 || Math.abs(longitude - EQUATOR) > 648_000_000) {
      if (reader.ok) reader.fail('an angle of a LOC out of range');
    }
    return {
      size: sizes[0]!,
      horizontalPrecision: sizes[1]!,
      verticalPrecision: sizes[2]!,
      latitude,
      longitude,
      altitude,
    };
  },
  write(writer, value) {
    writer.u8(0);
    writer.u8(value.size);
    writer.u8(value.horizontalPrecision);
    writer.u8(value.verticalPrecision);
    writer.u32(value.latitude);
    writer.u32(value.longitude);
    writer.u32(value.altitude);
  },
  scan(scanner, writer) {
    const latitude = scanAngle(scanner, 90, 'N', 'S');
    const longitude = scanAngle(scanner, 180, 'E', 'W');
    const word = scanner.text('an altitude');
    const metres = /^(-?[0-9]{1,8}(\.[0-9]{1,2})?)m?$/.exec(word);
    const altitude = metres === null ? -1 : Math.round(Number(metres[1]) * 100) + SEA_LEVEL;
    if (altitude < 0 || altitude > 0xffff_ffff) throw scanner.not('altitude', '-100000.00 to 42849672.95 metres');
    const sizes = [0x12, 0x16, 0x13]; // 1 m, 10 km, 10 m: RFC 1876, section 3
    for (let i = 0; i < 3 && scanner.next(); i++) sizes[i] = parseSize(scanner.word());
    writer.u8(0);
    for (const size of sizes) writer.u8(size);
    writer.u32(latitude);
    writer.u32(longitude);
    writer.u32(altitude);
  },
  form: 'location',
};

/** An item of an address prefix list (RFC 3123). */
export interface AddressPrefix {
  readonly family: number;
  readonly prefix: number;
  readonly negated: boolean;
  /** Without zero octets at the end. */
  readonly address: Uint8Array;
}

export const addressPrefixes: Field<readonly AddressPrefix[]> = {
  read(reader) {
    const items: AddressPrefix[] = [];
    while (reader.remaining > 0) {
      const family = reader.u16();
      const prefix = reader.u8();
      const length = reader.u8();
      const address = reader.take(length & 0x7f);
      const size = family === 1 ? 4 : family === 2 ? 16 : 127;
      const bad = address.length > size || (size < 127 && prefix > size * 8) || address[address.length - 1] === 0;
      if (reader.ok && bad) reader.fail('a bad address prefix');
      items.push({ family, prefix, negated: length > 0x7f, address });
    }
    return items;
  },
  write(writer, items) {
    for (const { family, prefix, negated, address } of items) {
      if (address.length > 127) throw new RangeError('an address prefix has at most 127 octets');
      writer.u16(family);
      writer.u8(prefix);
      writer.u8(address.length | (negated ? 0x80 : 0));
      writer.put(address);
    }
  },
  scan(scanner, writer) {
    while (scanner.next()) {
      const match = /^(!?)([12]):([0-9a-fA-F.:]+)\/([0-9]{1,3})$/.exec(scanner.word());
      const address = match === null ? undefined : match[2] === '1' ? parseIpv4(match[3]!) : parseIpv6(match[3]!);
      if (address === undefined || Number(match![4]) > address.length * 8) {
        throw scanner.not('address prefix', '[!]1:IPV4/PREFIX or [!]2:IPV6/PREFIX');
      }
      let length = address.length;
      while (length > 0 && address[length - 1] === 0) length--;
      const item = { family: Number(match![2]), prefix: Number(match![4]), negated: match![1] === '!' };
      this.write(writer, [{ ...item, address: address.subarray(0, length) }]);
    }
  },
  form: 'prefixes',
};

/** A gateway by its type: 0 none, 1 IPv4, 2 IPv6, 3 a name; its octets. */
function readGateway(reader: WireReader, type: number): Uint8Array {
  if (type === 0) return reader.take(0);
  if (type === 1) return reader.take(4);
  if (type === 2) return reader.take(16);
  if (type === 3) return reader.name();
  reader.fail('a type of gateway that is not known');
  return reader.take(0);
}

function scanGateway(scanner: Scanner, writer: WireWriter, type: number): void {
  if (type === 3) {
    scanner.name('a gateway', writer);
    return;
  }
  const word = scanner.text('a gateway');
  const address = type === 0 && word === '.' ? new Uint8Array(0) : type === 1 || type === 2 ? parseIp(word) : undefined;
  if (address === undefined || address.length !== [0, 4, 16][type]) {
    throw scanner.not('gateway', 'what its type says: "." (0), an IPv4 (1) or IPv6 address (2), a name (3)');
  }
  writer.put(address);
}

/** RFC 4025. */
export interface IpsecKey {
  readonly precedence: number;
  readonly gatewayType: number;
  readonly algorithm: number;
  readonly gateway: Uint8Array;
  readonly publicKey: Uint8Array;
}

export const ipsecKey: Field<IpsecKey> = {
  read(reader) {
    const [precedence, gatewayType, algorithm] = [reader.u8(), reader.u8(), reader.u8()];
    return { precedence, gatewayType, algorithm, gateway: readGateway(reader, gatewayType), publicKey: reader.rest() };
  },
  write(writer, value) {
    writer.u8(value.precedence);
    writer.u8(value.gatewayType);
    writer.u8(value.algorithm);
    writer.put(value.gateway);
    writer.put(value.publicKey);
  },
  scan(scanner, writer) {
    writer.u8(scanner.integer('precedence', 255));
    const type = scanner.integer('type of gateway', 3);
    writer.u8(type);
    writer.u8(scanner.integer('algorithm', 255));
    scanGateway(scanner, writer, type);
    const key = parseBase64(scanner.joined());
    if (key === undefined) throw new TextError('public key: base 64 was expected');
    writer.put(key);
  },
  form: 'ipsec-key',
};

/** RFC 8777. */
export interface AmtRelay {
  readonly precedence: number;
  readonly discoveryOptional: boolean;
  readonly relayType: number;
  readonly relay: Uint8Array;
}

export const amtRelay: Field<AmtRelay> = {
  read(reader) {
    const precedence = reader.u8();
    const type = reader.u8();
    const relayType = type & 0x7f;
    return { precedence, discoveryOptional: type > 0x7f, relayType, relay: readGateway(reader, relayType) };
  },
  write(writer, value) {
    writer.u8(value.precedence);
    writer.u8(value.relayType | (value.discoveryOptional ? 0x80 : 0));
    writer.put(value.relay);
  },
  scan(scanner, writer) {
    writer.u8(scanner.integer('precedence', 255));
    const optional = scanner.integer('discovery-optional', 1);
    const type = scanner.integer('type of relay', 3);
    writer.u8(type | (optional << 7));
    scanGateway(scanner, writer, type);
  },
  form: 'amt-relay',
};

/** RFC 8005. */
export interface HostIdentity {
  readonly algorithm: number;
  readonly tag: Uint8Array;
  readonly publicKey: Uint8Array;
  readonly servers: readonly Uint8Array[];
}

export const hostIdentity: Field<HostIdentity> = {
  read(reader) {
    const tagLength = reader.u8();
    const algorithm = reader.u8();
    const keyLength = reader.u16();
    const tag = reader.take(tagLength);
    const publicKey = reader.take(keyLength);
    const servers: Uint8Array[] = [];
    while (reader.remaining > 0) servers.push(reader.name());
    return { algorithm, tag, publicKey, servers };
  },
  write(writer, value) {
    if (value.tag.length > 255 || value.publicKey.length > 0xffff) throw new RangeError('HIP: a tag or key too long');
    writer.u8(value.tag.length);
    writer.u8(value.algorithm);
    writer.u16(value.publicKey.length);
    writer.put(value.tag);
    writer.put(value.publicKey);
    for (const server of value.servers) writer.put(server);
  },
  scan(scanner, writer) {
    const algorithm = scanner.integer('algorithm', 255);
    const tag = parseHex(scanner.text('a host identity tag'));
    if (tag === undefined || tag.length === 0 || tag.length > 255) throw scanner.not('host identity tag', 'base 16');
    const publicKey = parseBase64(scanner.text('a public key'));
    if (publicKey === undefined || publicKey.length === 0) throw scanner.not('public key', 'base 64');
    this.write(writer, { algorithm, tag, publicKey, servers: [] });
    while (scanner.next()) scanner.nameHere('rendezvous server', writer);
  },
  form: 'host-identity',
};
