import { parseBase64 } from '../encoding.js';
import { parseIpv4, parseIpv6 } from '../ip.js';
import { latin1, Scanner, TextError } from '../text/scanner.js';
import type { WireReader } from '../wire/reader.js';
import { WireWriter } from '../wire/writer.js';
import type { Field } from './field.js';

/** A parameter of a service binding (RFC 9460, section 2.2): its key and its value's octets. */
export interface ServiceParameter {
  readonly key: number;
  readonly value: Uint8Array;
}

const KEYS: readonly string[] = [
  'mandatory',
  'alpn',
  'no-default-alpn',
  'port',
  'ipv4hint',
  'ech',
  'ipv6hint',
  'dohpath',
  'ohttp',
  'tls-supported-groups',
];
export const MANDATORY = 0;
export const ALPN = 1;
const NO_DEFAULT_ALPN = 2;
export const PORT = 3;
export const IPV4HINT = 4;
export const ECH = 5;
export const IPV6HINT = 6;
const OHTTP = 8;
export const GROUPS = 9;

/** "alpn" for 1, "key667" for one without a name. */
export function serviceKeyText(key: number): string {
  return KEYS[key] ?? `key${key}`;
}

function parseKey(text: string): number {
  const known = KEYS.indexOf(text);
  if (known >= 0) return known;
  const match = /^key(0|[1-9][0-9]{0,4})$/.exec(text);
  const key = match === null ? -1 : Number(match[1]);
  if (key < 0 || key > 0xffff) throw new TextError(`"${text}" is no key of a service parameter`);
  return key;
}

/** What is wrong with a value; "" when nothing is. Values of unknown keys are always right. */
function faultOf(key: number, value: Uint8Array): string {
  const { length } = value;
  switch (key) {
    case MANDATORY: {
      let last = 0;
      for (let i = 0; i + 1 < length; i += 2) {
        const wanted = (value[i]! << 8) | value[i + 1]!;
        if (wanted <= last) return 'a bad list of mandatory keys';
        last = wanted;
      }
      return length >= 2 && length % 2 === 0 ? '' : 'a bad list of mandatory keys';
    }
    case ALPN: {
      let at = 0;
      while (at < length && value[at] !== 0) at += value[at]! + 1;
      return length > 0 && at === length ? '' : 'a bad list of protocols';
    }
    case NO_DEFAULT_ALPN:
    case OHTTP:
      return length === 0 ? '' : 'a value where none may be';
    case PORT:
      return length === 2 ? '' : 'a port that has not two octets';
    case IPV4HINT:
      return length >= 4 && length % 4 === 0 ? '' : 'a bad list of IPv4 addresses';
    case IPV6HINT:
      return length >= 16 && length % 16 === 0 ? '' : 'a bad list of IPv6 addresses';
    case GROUPS:
      return length >= 2 && length % 2 === 0 ? '' : 'a bad list of groups';
    default:
      return '';
  }
}

/** Items of a comma-separated value: commas and backslashes in them are escaped once more (RFC 9460, appendix A.1). */
function splitList(octets: Uint8Array): Uint8Array[] {
  const items: Uint8Array[] = [];
  let item: number[] = [];
  for (let i = 0; i < octets.length; i++) {
    let octet = octets[i]!;
    if (octet === 0x2c) {
      items.push(Uint8Array.from(item));
      item = [];
      continue;
    }
    if (octet === 0x5c && i + 1 < octets.length) octet = octets[++i]!;
    item.push(octet);
  }
  items.push(Uint8Array.from(item));
  return items;
}

function ascii(octets: Uint8Array): string {
  return String.fromCharCode(...octets);
}

function parseValue(key: number, octets: Uint8Array): Uint8Array {
  const writer = new WireWriter();
  const text = () => ascii(octets.subarray(0, 8192));
  switch (key) {
    case MANDATORY: {
      const keys = text().split(',').map(parseKey);
      for (const one of keys.sort((a, b) => a - b)) writer.u16(one);
      break;
    }
    case ALPN:
      for (const item of splitList(octets)) {
        if (item.length === 0 || item.length > 255) throw new TextError('a protocol has 1 to 255 octets');
        writer.u8(item.length);
        writer.put(item);
      }
      break;
    case PORT:
      if (!/^[0-9]{1,5}$/.test(text()) || Number(text()) > 0xffff) throw new TextError(`"${text()}" is no port`);
      writer.u16(Number(text()));
      break;
    case IPV4HINT:
    case IPV6HINT:
      for (const item of text().split(',')) {
        const address = key === IPV4HINT ? parseIpv4(item) : parseIpv6(item);
        if (address === undefined) throw new TextError(`"${item}" is no address for ${serviceKeyText(key)}`);
        writer.put(address);
      }
      break;
    case ECH: {
      const value = parseBase64(text());
      if (value === undefined) throw new TextError('ech: base 64 was expected');
      writer.put(value);
      break;
    }
    case GROUPS:
      for (const item of text().split(',')) {
        if (!/^[0-9]{1,5}$/.test(item) || Number(item) > 0xffff) throw new TextError(`"${item}" is no group`);
        writer.u16(Number(item));
      }
      break;
    default:
      writer.put(octets);
  }
  return writer.finish();
}

/** Parameters up to the end of the data, ascending by key, each once. */
export const serviceParameters: Field<readonly ServiceParameter[]> = {
  read(reader: WireReader) {
    const parameters: ServiceParameter[] = [];
    let last = -1;
    while (reader.remaining > 0) {
      const key = reader.u16();
      const value = reader.take(reader.u16());
      if (key <= last) reader.fail('service parameters that do not ascend');
      last = key;
      if (!reader.ok) break;
      const fault = faultOf(key, value);
      if (fault !== '') reader.fail(fault);
      parameters.push({ key, value });
    }
    return parameters;
  },
  write(writer, parameters) {
    let last = -1;
    for (const { key, value } of parameters) {
      const fault = key <= last ? 'keys that do not ascend' : faultOf(key, value);
      if (fault !== '') throw new RangeError(`service parameter ${serviceKeyText(key)}: ${fault}`);
      last = key;
      writer.u16(key);
      writer.u16(value.length);
      writer.put(value);
    }
  },
  scan(scanner, writer) {
    const parameters: ServiceParameter[] = [];
    while (scanner.next()) {
      const word = scanner.word();
      const equals = word.indexOf('=');
      const key = parseKey(equals < 0 ? word : word.slice(0, equals));
      const octets = new WireWriter();
      if (equals >= 0) {
        // key="value" is a word that ends where its quote begins; the quoted word follows at once.
        if (equals === word.length - 1 && scanner.bytes[scanner.stop] === 0x22) {
          scanner.need('a value');
          scanner.octets(octets);
        } else {
          const value = new Scanner(latin1(word.slice(equals + 1)));
          value.start = 0;
          value.stop = value.bytes.length;
          value.octets(octets);
        }
      }
      const value =
        // "keyNNN=" is followed by the octets themselves, whether the key has a name or not (RFC 9460, section 2.1).
        /^key[0-9]/.test(word) || (octets.length === 0 && (key === NO_DEFAULT_ALPN || key === OHTTP))
          ? octets.finish()
          : parseValue(key, octets.finish());
      const fault = faultOf(key, value);
      if (fault !== '') throw new TextError(`${word}: ${fault}`);
      parameters.push({ key, value });
    }
    parameters.sort((a, b) => a.key - b.key);
    for (let i = 1; i < parameters.length; i++) {
      if (parameters[i]!.key === parameters[i - 1]!.key) {
        throw new TextError(`${serviceKeyText(parameters[i]!.key)} is given twice`);
      }
    }
    this.write(writer, parameters);
  },
  form: 'service-parameters',
};
