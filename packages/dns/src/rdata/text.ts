/** Data of records as text: the way back from what `scan` of their fields reads. */
import { base32Text, base64Text, hexText } from '../encoding.js';
import { ipText } from '../ip.js';
import { nameText } from '../name.js';
import { quotedText } from '../text/scanner.js';
import { WireReader } from '../wire/reader.js';
import { WireWriter } from '../wire/writer.js';
import { type Field, type TextForm, typeBitmap } from './field.js';
import { isValidRdata, rdataType } from './registry.js';
import { addressPrefixes, amtRelay, EQUATOR, hostIdentity, ipsecKey, location, SEA_LEVEL } from './special.js';
import { ALPN, ECH, GROUPS, IPV4HINT, IPV6HINT, MANDATORY, PORT, serviceKeyText, serviceParameters } from './svcb.js';
import { typeText } from './type-names.js';

/** Data as text: in its type's syntax; what is unknown or does not fit its type, as "\# LENGTH HEX". Never throws. */
export function rdataText(type: number, rdata: Uint8Array): string {
  const known = rdataType(type);
  if (known !== undefined && isValidRdata(type, rdata)) {
    const reader = new WireReader(rdata);
    let text = '';
    for (const field of known.fields) {
      const one = print(field, reader);
      if (one !== '') text += text === '' ? one : ` ${one}`;
    }
    if (reader.ok) return text;
  }
  return `\\# ${rdata.length}${rdata.length === 0 ? '' : ` ${hexText(rdata)}`}`;
}

/** "" prints nothing. What has no text is a fault of the reader. */
function print(field: Field<unknown>, reader: WireReader): string {
  const form: TextForm = field.form;
  switch (form) {
    case 'u8':
    case 'u16':
    case 'u32':
    case 'address':
      return String(field.read(reader));
    case 'time':
      return new Date(reader.u32() * 1000).toISOString().replace(/[-:T]/g, '').slice(0, 14);
    case 'type':
      return typeText(reader.u16());
    case 'types':
      return typeBitmap.read(reader).map(typeText).join(' ');
    case 'name':
      return nameText(reader.name());
    case 'string':
      return quotedText(reader.take(reader.u8()));
    case 'strings':
      return (field.read(reader) as Uint8Array[]).map(quotedText).join(' ');
    case 'quoted':
      return quotedText(reader.rest());
    case 'tag':
      return String.fromCharCode(...reader.take(reader.u8()));
    case 'hex':
      return hexText(reader.rest());
    case 'base64':
      return base64Text(reader.rest());
    case 'salt':
      return hexText(reader.take(reader.u8())) || '-';
    case 'hash':
      return base32Text(reader.take(reader.u8())) || '-';
    case 'octets-6':
      return groups(reader.take(6), 2, '-');
    case 'octets-8':
      return groups(reader.take(8), 2, '-');
    case 'words-8':
      return groups(reader.take(8), 4, ':');
    case 'location':
      return locationText(reader);
    case 'prefixes':
      return prefixesText(reader);
    case 'ipsec-key':
      return ipsecKeyText(reader);
    case 'amt-relay':
      return amtRelayText(reader);
    case 'host-identity':
      return hostIdentityText(reader);
    case 'service-parameters':
      return parametersText(reader);
  }
}

/** Base 16 in groups of so many digits. */
function groups(octets: Uint8Array, digits: number, separator: string): string {
  const text = hexText(octets);
  const list: string[] = [];
  for (let i = 0; i < text.length; i += digits) list.push(text.slice(i, i + digits));
  return list.join(separator);
}

function sizeText(size: number): string {
  const centimetres = (size >>> 4) * 10 ** (size & 15);
  return `${(centimetres / 100).toFixed(2)}m`;
}

function angleText(angle: number, positive: string, negative: string): string {
  const value = Math.abs(angle - EQUATOR);
  const seconds = ((value % 60_000) / 1000).toFixed(3);
  return `${Math.floor(value / 3_600_000)} ${Math.floor(value / 60_000) % 60} ${seconds} ${angle >= EQUATOR ? positive : negative}`;
}

function locationText(reader: WireReader): string {
  const value = location.read(reader);
  const octets = [value.size, value.horizontalPrecision, value.verticalPrecision];
  if (octets.some((size) => size > 0 && size < 16))
    reader.fail('a size of zero times a power of ten has no text of its own');
  const sizes = octets.map(sizeText).join(' ');
  const altitude = ((value.altitude - SEA_LEVEL) / 100).toFixed(2);
  return `${angleText(value.latitude, 'N', 'S')} ${angleText(value.longitude, 'E', 'W')} ${altitude}m ${sizes}`;
}

function prefixesText(reader: WireReader): string {
  return addressPrefixes
    .read(reader)
    .map(({ family, prefix, negated, address }) => {
      if (family !== 1 && family !== 2) reader.fail('a family without text');
      const full = new Uint8Array(family === 1 ? 4 : 16);
      if (address.length <= full.length) full.set(address);
      return `${negated ? '!' : ''}${family}:${ipText(full)}/${prefix}`;
    })
    .join(' ');
}

function gatewayText(gateway: Uint8Array, type: number): string {
  return type === 0 ? '.' : type === 3 ? nameText(gateway) : ipText(gateway);
}

function ipsecKeyText(reader: WireReader): string {
  const value = ipsecKey.read(reader);
  if (!reader.ok) return '';
  const head = `${value.precedence} ${value.gatewayType} ${value.algorithm}`;
  return `${head} ${gatewayText(value.gateway, value.gatewayType)} ${base64Text(value.publicKey)}`.trimEnd();
}

function amtRelayText(reader: WireReader): string {
  const value = amtRelay.read(reader);
  if (!reader.ok) return '';
  const head = `${value.precedence} ${value.discoveryOptional ? 1 : 0} ${value.relayType}`;
  return `${head} ${gatewayText(value.relay, value.relayType)}`;
}

function hostIdentityText(reader: WireReader): string {
  const { algorithm, tag, publicKey, servers } = hostIdentity.read(reader);
  if (tag.length === 0 || publicKey.length === 0) reader.fail('HIP without a tag or key has no text');
  return [algorithm, hexText(tag), base64Text(publicKey), ...servers.map(nameText)].join(' ');
}

function printValue(key: number, value: Uint8Array): string {
  const list = (width: number, print: (octets: Uint8Array) => string) => {
    const items: string[] = [];
    for (let i = 0; i < value.length; i += width) items.push(print(value.subarray(i, i + width)));
    return items.join(',');
  };
  const number = (octets: Uint8Array) => (octets[0]! << 8) | octets[1]!;
  switch (key) {
    case MANDATORY:
      return list(2, (octets) => serviceKeyText(number(octets)));
    case ALPN: {
      const writer = new WireWriter();
      for (let at = 0; at < value.length; at += value[at]! + 1) {
        if (at > 0) writer.u8(0x2c);
        for (const octet of value.subarray(at + 1, at + 1 + value[at]!)) {
          if (octet === 0x2c || octet === 0x5c) writer.u8(0x5c);
          writer.u8(octet);
        }
      }
      return quotedText(writer.finish());
    }
    case PORT:
      return String(number(value));
    case IPV4HINT:
      return list(4, ipText);
    case IPV6HINT:
      return list(16, ipText);
    case ECH:
      return base64Text(value);
    case GROUPS:
      return list(2, (octets) => String(number(octets)));
    default:
      return quotedText(value);
  }
}

function parametersText(reader: WireReader): string {
  return serviceParameters
    .read(reader)
    .map(({ key, value }) =>
      value.length === 0 ? serviceKeyText(key) : `${serviceKeyText(key)}=${printValue(key, value)}`,
    )
    .join(' ');
}
